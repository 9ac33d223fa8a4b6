// ST401
#include <fmt/format.h>

#include "rules/expressions.h"
#include "rules/nearest.h"
#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

constexpr NodeKind kKinds[] = {NodeKind::kName, NodeKind::kIdentifier};

// Settings of a class that are data, not methods.
bool IsClassSetting(std::string_view name) {
  return name == "__slots__" || name == "__doc__" || name == "__match_args__";
}

void Check(const Node& node, const Policy& policy, RuleContext& context) {
  if (!IsDunder(node.text)) return;
  if (node.kind == NodeKind::kName && node.Context() == analyzer::kLoad) return;
  const analyzer::Names& names = context.names();
  if (names.scopes()[names.ScopeOf(node)].kind != analyzer::ScopeKind::kClass) return;
  if (IsClassSetting(node.text) || policy.AllowsDunderDefinition(node.text)) return;
  std::string help(policy.names.Reason(node.text));
  if (help.empty()) {
    help = "give the method an ordinary name and call it";
    std::vector<std::string_view> allowed;  // without the underscores, which all have in common
    for (std::string_view name : policy.set.dunder_methods) {
      if (IsDunder(name)) allowed.push_back(name.substr(2, name.size() - 4));
    }
    const std::string_view near = Nearest(node.text.substr(2, node.text.size() - 4), allowed);
    if (!near.empty()) help = fmt::format("did you mean \"__{}__\"?", near);
  }
  const Range at = NameRange(node, context);
  context.Report(at.begin, at.end, fmt::format("a class may not define \"{}\" here", node.text),
                 std::move(help));
}

}  // namespace

extern const RuleRow kDunderDefinition;
const RuleRow kDunderDefinition = {
    .doc = {.code = "ST401",
            .name = "dunder-definition",
            .summary = "A class defines a double-underscore method that the rule set does not "
                       "list.",
            .why = "The interpreter calls such methods by itself: __getattr__ for a missing "
                   "attribute, __del__ after the program, __reduce__ in a copy, "
                   "__class_getitem__ for a subscript. Those that ordinary classes need are "
                   "listed; the others run code where nobody looks for a call. Assignments in the "
                   "class body count as definitions.",
            .bad = "class A:\n    def __getattribute__(self, name):\n        return name\n",
            .good = "class A:\n    def __len__(self):\n        return 0\n",
            .references = "[definitions] dunder-methods; Python language reference, 3.3"},
    .kinds = kKinds,
    .check = Check};

}  // namespace stockade::rules
