// ST405
#include <fmt/format.h>

#include "rules/expressions.h"
#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

constexpr NodeKind kKinds[] = {NodeKind::kIdentifier, NodeKind::kName};

bool MayBeExceptionGroup(const Node& base, const RuleContext& context) {
  const std::string_view last = LastName(base);
  if (last.find("Group") != std::string_view::npos) return true;  // a subclass of a subclass
  for (const std::string_view name : context.names().QualifiedNameViews(base)) {
    if (name == "builtins.ExceptionGroup" || name == "builtins.BaseExceptionGroup") return true;
  }
  return false;
}

void Check(const Node& node, const Policy&, RuleContext& context) {
  if (node.text != "split") return;
  if (node.kind == NodeKind::kName && node.Context() == analyzer::kLoad) return;
  const analyzer::Names& names = context.names();
  const analyzer::Scope& scope = names.scopes()[names.ScopeOf(node)];
  if (scope.kind != analyzer::ScopeKind::kClass || scope.node->kind != NodeKind::kClassDef) return;
  const Node* bases = scope.node->Child(3);
  if (bases == nullptr) return;
  for (const Node* base : bases->Children()) {
    if (!MayBeExceptionGroup(*base, context)) continue;
    const Range at = NameRange(node, context);
    context.Report(at.begin, at.end, "a subclass of an exception group may not define \"split\"",
                   "define \"derive\", which split calls");
    return;
  }
}

}  // namespace

extern const RuleRow kExceptionGroupSplit;
const RuleRow kExceptionGroupSplit = {
    .doc = {.code = "ST405",
            .name = "exception-group-split",
            .summary = "A subclass of ExceptionGroup defines split.",
            .why = "`except*` calls split and trusts what it returns: CPython 3.11 to 3.13 confuse "
                   "the types of what they get and crash, or worse. `derive` is the documented way "
                   "to keep a subclass when a group is split.",
            .bad = "class G(ExceptionGroup):\n    def split(self, condition):\n        return "
                   "(None, self)\n",
            .good = "class G(ExceptionGroup):\n    def derive(self, errors):\n        return "
                    "G(self.message, errors)\n",
            .references = "CVE-2025-22153"},
    .kinds = kKinds,
    .check = Check};

}  // namespace stockade::rules
