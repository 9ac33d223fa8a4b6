// ST206
#include <fmt/format.h>

#include "rules/expressions.h"
#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

constexpr NodeKind kKinds[] = {NodeKind::kName, NodeKind::kAttribute};

void Check(const Node& node, const Policy& policy, RuleContext& context) {
  if (node.Context() != analyzer::kLoad || context.ancestors().empty()) return;
  const Node& parent = *context.ancestors().back();
  if (parent.kind == NodeKind::kAttribute || parent.kind == NodeKind::kExprStmt) return;
  for (const std::string_view qualified : context.names().QualifiedNameViews(node)) {
    if (qualified.starts_with("builtins") || !IsModule(policy.imports, qualified)) continue;
    context.Report(node, fmt::format("the module {} is used as a value", qualified),
                   fmt::format("write {}.name where the name is needed", qualified));
    return;
  }
}

bool Active(const Policy& policy) { return policy.set.forbid_module_values; }

}  // namespace

extern const RuleRow kModuleValue;
const RuleRow kModuleValue = {
    .doc = {.code = "ST206",
            .name = "module-value",
            .summary = "A module is kept, passed on or returned instead of being asked for a name.",
            .why = "Where a module goes that is returned by a function or kept in an attribute, no "
                   "reader of the text can follow, and so what is read from it there is not judged "
                   "against the rules for that module. With [imports] modules-as-values = "
                   "\"forbid\" a module is only ever the left side of a dot.",
            .bad = "",
            .good = "import math\n\nprint(math.sqrt(2))\n",
            .references = "[imports] modules-as-values; module-internals"},
    .kinds = kKinds,
    .check = Check,
    .active = Active};

}  // namespace stockade::rules
