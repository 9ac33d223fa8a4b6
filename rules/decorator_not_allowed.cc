// ST408
#include <fmt/format.h>

#include <algorithm>

#include "rules/expressions.h"
#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

constexpr NodeKind kKinds[] = {NodeKind::kDecorators};

// `f`, `a.b.f`: the Name that it starts with, or null.
const Node* Root(const Node& expression) {
  const Node* node = &expression;
  while (node->kind == NodeKind::kAttribute) node = node->Child(0);
  return node->kind == NodeKind::kName ? node : nullptr;
}

bool IsListed(std::string_view qualified, const std::vector<std::string>& list) {
  return std::any_of(list.begin(), list.end(), [&](const std::string& entry) {
    return entry == qualified ||
           (qualified.starts_with("builtins.") && qualified.substr(9) == entry);
  });
}

bool IsAllowed(const Node& decorator, const Policy& policy, const RuleContext& context) {
  const Node& function = decorator.kind == NodeKind::kCall ? *decorator.Child(0) : decorator;
  const Node* root = Root(function);
  if (root == nullptr) return false;  // a lambda, a call of a call, an item
  const auto names = context.names().QualifiedNameViews(function);
  // Nothing is known about it: it is made by the text itself, whose parts are judged as they are.
  if (names.empty()) return !context.names().IsBuiltin(*root);
  return std::all_of(names.begin(), names.end(),
                     [&](std::string_view name) { return IsListed(name, policy.set.decorators); });
}

void Check(const Node& decorators, const Policy& policy, RuleContext& context) {
  for (const Node* decorator : decorators.Children()) {
    if (IsAllowed(*decorator, policy, context)) continue;
    context.Report(*decorator, "this decorator is not one that the rule set lists",
                   "[definitions] decorators lists those of the library; functions of the text "
                   "itself are named, not computed");
  }
}

bool Active(const Policy& policy) { return !policy.set.decorators.empty(); }

}  // namespace

extern const RuleRow kDecoratorNotAllowed;
const RuleRow kDecoratorNotAllowed = {
    .doc = {.code = "ST408",
            .name = "decorator-not-allowed",
            .summary = "A decorator is a library function that is not listed, or is computed.",
            .why = "A decorator is a call that hands a function or class to somebody, without "
                   "parentheses and above the line that one reads. With [definitions] decorators "
                   "those of the library are listed, and one's own are plain names, so that what "
                   "is called can be told from the text.",
            .bad = "",
            .good = "class A:\n    @property\n    def x(self):\n        return 1\n",
            .references = "[definitions] decorators"},
    .kinds = kKinds,
    .check = Check,
    .active = Active};

}  // namespace stockade::rules
