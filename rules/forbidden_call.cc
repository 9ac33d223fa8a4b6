// ST104
#include <fmt/format.h>

#include "rules/expressions.h"
#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

constexpr NodeKind kKinds[] = {NodeKind::kCall, NodeKind::kDecorators};

// `function` is called with `at` as the whole call.
void CheckFunction(const Node& function, const Node& at, const Policy& policy,
                   RuleContext& context) {
  for (const std::string_view qualified : context.names().QualifiedNameViews(function)) {
    std::string_view entry = policy.calls.ForbiddenEntry(qualified);
    // The rule set spells a method of a builtin type as programs do: str.format.
    if (entry.empty() && qualified.starts_with("builtins.")) {
      entry = policy.calls.ForbiddenEntry(qualified.substr(9));
    }
    if (entry.empty()) continue;
    const std::string help(policy.calls.Reason(entry));
    if (entry.starts_with("builtins.")) entry.remove_prefix(9);
    context.Report(at, fmt::format("\"{}\" may not be called here", entry), help);
    return;
  }
}

void Check(const Node& node, const Policy& policy, RuleContext& context) {
  if (node.kind == NodeKind::kCall) {
    return CheckFunction(*node.Child(0), *node.Child(0), policy, context);
  }
  // `@f` calls f with what is defined; `@f(x)` is a Call that is visited by itself.
  for (const Node* decorator : node.Children()) {
    if (decorator->kind != NodeKind::kCall) CheckFunction(*decorator, *decorator, policy, context);
  }
}

bool Active(const Policy& policy) { return policy.calls.HasQualified(); }

}  // namespace

extern const RuleRow kForbiddenCall;
const RuleRow kForbiddenCall = {
    .doc = {.code = "ST104",
            .name = "forbidden-call",
            .summary = "A function is called that the rule set wants called nowhere.",
            .why = "Some functions are harmless to know and wrong to call in this place: print in "
                   "an exercise that returns its answer, time.sleep in a handler. The name behind "
                   "an alias or an import is what counts, a decorator counts as the call that it "
                   "is, and [calls] reason says what to do instead. To refuse references too, use "
                   "[names] forbid. Off unless [calls] forbid is set.",
            .bad = "",
            .good = "def answer(numbers):\n    return sum(numbers)\n",
            .references = "[calls] forbid, reason"},
    .kinds = kKinds,
    .check = Check,
    .active = Active};

}  // namespace stockade::rules
