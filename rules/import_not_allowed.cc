// ST201
#include <fmt/format.h>

#include "rules/expressions.h"
#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

constexpr NodeKind kKinds[] = {NodeKind::kAlias, NodeKind::kImportFrom};

void Check(const Node& node, const Policy& policy, RuleContext& context) {
  if (node.kind == NodeKind::kAlias && context.ancestors().back()->kind == NodeKind::kImportFrom) {
    return;  // imported-name-not-allowed
  }
  if (node.kind == NodeKind::kImportFrom && node.op > 0) return;  // relative-import
  if (policy.imports.AllowsModule(node.text)) return;
  const Range at = NameRange(node, context);
  context.Report(at.begin, at.end, fmt::format("module \"{}\" may not be imported here", node.text),
                 policy.imports.Help(node.text));
}

}  // namespace

extern const RuleRow kImportNotAllowed;
const RuleRow kImportNotAllowed = {
    .doc = {.code = "ST201",
            .name = "import-not-allowed",
            .summary = "A module is imported that the rule set does not list.",
            .why = "A module is all that it can do: os starts programs, ctypes writes to memory, "
                   "pickle runs what it reads. What may be imported is therefore a list, and "
                   "everything else is refused, wherever the statement stands.",
            .bad = "import os\n",
            .good = "import math\n",
            .references = "[imports] allow, reason"},
    .kinds = kKinds,
    .check = Check};

}  // namespace stockade::rules
