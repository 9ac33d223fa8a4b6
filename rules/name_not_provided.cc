// ST205
#include <fmt/format.h>

#include "rules/expressions.h"
#include "rules/library.h"
#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

constexpr NodeKind kKinds[] = {NodeKind::kAlias, NodeKind::kAttribute};

// False if another rule has already refused the name, or if nothing is wrong with it.
bool Judge(std::string_view module, std::string_view name, Range at, const Policy& policy,
           RuleContext& context) {
  std::optional<std::string> reason;
  if (const ModuleSettings* host = policy.HostModule(module)) {
    if (std::string why = host->WhyWithheld(name); !why.empty()) reason = std::move(why);
  } else if (const auto why = WhyWithheld(module, name)) {
    reason = *why;
  }
  if (!reason || !policy.imports.AllowsName(module, name) ||
      !ModuleInternals(policy.imports, module, name).empty() ||
      !policy.names.ForbiddenEntry(fmt::format("{}.{}", module, name)).empty()) {
    return false;
  }
  context.Report(
      at.begin, at.end,
      fmt::format("\"{}\" of {} is not there in a run: {}", name, module, *reason),
      fmt::format("use another name of {}; `[imports] names = \"any\"` is for texts that "
                  "are only checked",
                  module));
  return true;
}

// `sys.x`, `os.path.x`: cheap to resolve, and so all names are asked for. Of other expressions only
// those that end in a name that some module withholds.
bool IsPlain(const Node& value) {
  return value.kind == NodeKind::kName ||
         (value.kind == NodeKind::kAttribute && value.Child(0)->kind == NodeKind::kName);
}

void Check(const Node& node, const Policy& policy, RuleContext& context) {
  const Range at = NameRange(node, context);
  if (node.kind == NodeKind::kAlias) {
    if (node.text == "*") return;
    const Node& statement = *context.ancestors().back();
    if (statement.kind == NodeKind::kImportFrom && statement.op == 0) {
      Judge(statement.text, node.text, at, policy, context);
    }
    return;
  }
  if (node.Context() != analyzer::kLoad) return;  // module-write's
  if (!IsPlain(*node.Child(0)) && !IsWithheldSomewhere(node.text)) return;
  for (const std::string_view module : context.names().QualifiedNameViews(*node.Child(0))) {
    if (Judge(module, node.text, at, policy, context)) return;
  }
}

bool Active(const Policy& policy) { return policy.set.only_provided_names; }

}  // namespace

extern const RuleRow kNameNotProvided;
const RuleRow kNameNotProvided = {
    .doc = {.code = "ST205",
            .name = "name-not-provided",
            .summary = "A name of an allowed module is one that a run leaves out.",
            .why = "A run provides each library module by a list of names whose code has been "
                   "read. What evaluates text, reaches files, writes to other people's classes or "
                   "was merely imported by the module is left out, and using it would end in an "
                   "AttributeError or ImportError. [imports] names = \"any\" switches this off for "
                   "texts that are only checked and never run here.",
            .bad = "from hashlib import file_digest\n",
            .good = "from hashlib import sha256\n",
            .references = "[imports] names; executor/worker/facades.def"},
    .kinds = kKinds,
    .check = Check,
    .active = Active};

}  // namespace stockade::rules
