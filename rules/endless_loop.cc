// ST606
#include <algorithm>

#include "rules/expressions.h"
#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

constexpr NodeKind kKinds[] = {NodeKind::kWhile};

bool IsAlwaysTrue(const Node& test) {
  if (test.kind == NodeKind::kTrue) return true;
  if (test.kind != NodeKind::kInt) return false;
  return test.text.find_first_not_of("0xXoObB_") != std::string_view::npos;
}

// Functions that end a loop by an exception as a matter of course.
bool EndsByCall(const Node& call) {
  const std::string_view name = LastName(*call.Child(0));
  return name == "next" || name == "input" || name == "exit" || name == "quit" || name == "_exit" ||
         name == "throw" || name == "pop" || name == "popleft" || name == "get" || name == "fail";
}

// The loop may be left: it has a break of its own, a return, a raise, a suspension, or a call that
// is known for its exceptions.
bool HasWayOut(const Node& loop) {
  bool found = false;
  int inner_loops = 0;
  const auto is_loop = [](const Node& n) {
    return n.kind == NodeKind::kWhile || n.kind == NodeKind::kFor;
  };
  analyzer::Walk(
      loop,
      [&](const Node& node) {
        if (found || (&node != &loop &&
                      (node.kind == NodeKind::kFunctionDef || node.kind == NodeKind::kClassDef ||
                       node.kind == NodeKind::kLambda))) {
          return false;
        }
        if (&node != &loop && is_loop(node)) ++inner_loops;
        switch (node.kind) {
          case NodeKind::kBreak:
            // The break in the else clause of an inner loop is ours too; the rare case counts as
            // a way out, which is the quiet side to err on.
            found |= inner_loops == 0;
            break;
          case NodeKind::kReturn:
          case NodeKind::kRaise:
          case NodeKind::kAssert:
          case NodeKind::kYield:
          case NodeKind::kYieldFrom:
          case NodeKind::kAwait:
            found = true;
            break;
          case NodeKind::kCall:
            found |= EndsByCall(node);
            break;
          default:
            break;
        }
        return !found;
      },
      [&](const Node& node) {
        if (&node != &loop && is_loop(node)) --inner_loops;
      });
  return found;
}

// An exception that somebody expects: the loop stands in a try statement of the same function.
bool IsInTry(const RuleContext& context) {
  const auto ancestors = context.ancestors();
  for (size_t i = ancestors.size(); i > 0; --i) {
    if (ancestors[i - 1]->kind == NodeKind::kTry) return true;
    if (ancestors[i - 1]->kind == NodeKind::kFunctionDef) return false;
  }
  return false;
}

void Check(const Node& loop, const Policy&, RuleContext& context) {
  if (!IsAlwaysTrue(*loop.Child(0)) || IsInTry(context) || HasWayOut(loop)) return;
  context.Report(loop.begin, loop.Child(0)->end, "this loop has no way to end",
                 "put a condition after while, or a break, return or raise into the loop");
}

}  // namespace

extern const RuleRow kEndlessLoop;
const RuleRow kEndlessLoop = {
    .doc = {.code = "ST606",
            .name = "endless-loop",
            .summary = "A `while True` loop has no break, return, raise or yield.",
            .why = "The loop runs until a limit ends the program. Most of the time a break was "
                   "forgotten or stands in an inner loop.",
            .bad = "n = 0\nwhile True:\n    n += 1\n",
            .good = "n = 0\nwhile True:\n    n += 1\n    if n > 9:\n        break\n",
            .references = "CWE-835"},
    .severity = Severity::kWarning,
    .kinds = kKinds,
    .check = Check};

}  // namespace stockade::rules
