// ST103
#include <fmt/format.h>

#include "rules/expressions.h"
#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

constexpr NodeKind kKinds[] = {NodeKind::kName,      NodeKind::kIdentifier, NodeKind::kParameter,
                               NodeKind::kTypeParam, NodeKind::kAlias,      NodeKind::kKeyword};

void Check(const Node& node, const Policy&, RuleContext& context) {
  std::string_view name = node.text;
  if (node.kind == NodeKind::kAlias) {
    if (node.Child(0) != nullptr) return;
    name = name.substr(0, name.find('.'));
  }
  if (!IsGuardName(name)) return;
  const Range at = NameRange(node, context);
  context.Report(at.begin, at.end, fmt::format("the name \"{}\" belongs to a guard", name),
                 "choose another name; the names of guards are _getattr_, _write_ and their like");
}

}  // namespace

extern const RuleRow kGuardName;
const RuleRow kGuardName = {
    .doc = {.code = "ST103",
            .name = "guard-name",
            .summary = "The text names one of the guards that the rewritten program calls.",
            .why = "`stockade rewrite` prints guards under the names of RestrictedPython's "
                   "protocol. A program that could read, bind, delete or shadow one of them would "
                   "switch the guard off, so that the names are reserved in every position.",
            .bad = "def _getattr_(value, name):\n    return name\n",
            .good = "def get_attribute(value, name):\n    return name\n",
            .references = "executor/guards.def; CVE-2023-37271 and its kin in RestrictedPython"},
    .kinds = kKinds,
    .check = Check};

}  // namespace stockade::rules
