// ST407
#include <fmt/format.h>

#include "rules/expressions.h"
#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

constexpr NodeKind kKinds[] = {NodeKind::kFunctionDef};

// How many ways the node adds to go on.
uint32_t Branches(const Node& node) {
  switch (node.kind) {
    case NodeKind::kIf:
    case NodeKind::kWhile:
    case NodeKind::kFor:
    case NodeKind::kHandler:
    case NodeKind::kIfExp:
    case NodeKind::kAssert:
    case NodeKind::kMatchCase:
      return 1;
    case NodeKind::kBoolOp:
      return node.child_count - 1;
    case NodeKind::kComprehension:
      return node.child_count - 1;  // the loop and its conditions
    default:
      return 0;
  }
}

void Check(const Node& function, const Policy& policy, RuleContext& context) {
  uint32_t paths = 1;
  analyzer::Walk(function, [&](const Node& node) {
    // A function inside is counted by itself.
    if (&node != &function && node.kind == NodeKind::kFunctionDef) return false;
    paths += Branches(node);
    return true;
  });
  if (paths <= policy.set.max_complexity) return;
  const Node& name = *function.Child(1);
  context.Report(name,
                 fmt::format("function \"{}\" has {} independent paths, {} are allowed", name.text,
                             paths, policy.set.max_complexity),
                 "move a decision with its branches into a function of its own");
}

bool Active(const Policy& policy) { return policy.set.max_complexity > 0; }

}  // namespace

extern const RuleRow kFunctionTooComplex;
const RuleRow kFunctionTooComplex = {
    .doc = {.code = "ST407",
            .name = "function-too-complex",
            .summary = "A function has more independent paths than the rule set allows.",
            .why = "Each if, loop, except, case, and/or and conditional doubles what has to be "
                   "tested. The count is McCabe's cyclomatic complexity. Off unless [definitions] "
                   "max-complexity is set.",
            .bad = "",
            .good = "def sign(x):\n    return 1 if x > 0 else -1\n",
            .references = "[definitions] max-complexity; T. McCabe, A Complexity Measure, 1976"},
    .severity = Severity::kWarning,
    .kinds = kKinds,
    .check = Check,
    .active = Active};

}  // namespace stockade::rules
