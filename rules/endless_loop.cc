// ST606
#include <algorithm>

#include "rules/expressions.h"
#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

constexpr NodeKind kKinds[] = {NodeKind::kWhile, NodeKind::kFor};

// The truth of a test that is a constant; nullopt for the others.
std::optional<bool> Truth(const Node& test) {
  switch (test.kind) {
    case NodeKind::kTrue:
    case NodeKind::kEllipsis:
    case NodeKind::kLambda:
      return true;
    case NodeKind::kFalse:
    case NodeKind::kNone:
      return false;
    case NodeKind::kInt:
      return test.text.find_first_not_of("0xXoObB_") != std::string_view::npos;
    case NodeKind::kFloat:
      return test.text.find_first_of("123456789") < test.text.find_first_of("eE");
    case NodeKind::kString: {
      const std::optional<std::string> text = PlainText(test);
      return text ? std::optional(!text->empty()) : std::nullopt;
    }
    case NodeKind::kTuple:
    case NodeKind::kList:
      return test.child_count > 0;
    case NodeKind::kUnaryOp: {
      if (test.Unary() != analyzer::UnaryOperator::kNot) return std::nullopt;
      const Node& operand = *test.Child(0);
      if (operand.kind == NodeKind::kUnaryOp)
        return std::nullopt;  // one `not` is what people write
      const std::optional<bool> truth = Truth(operand);
      return truth ? std::optional(!*truth) : std::nullopt;
    }
    case NodeKind::kCompare: {  // 1 == 1, 0 < 1
      if (test.child_count != 2) return std::nullopt;
      const std::optional<Magnitude> left = ConstantInteger(*test.Child(0));
      const std::optional<Magnitude> right = ConstantInteger(*test.Child(1));
      if (!left || !right || !left->exact || !right->exact) return std::nullopt;
      switch (static_cast<analyzer::CompareOperator>(test.text[0])) {
        case analyzer::CompareOperator::kEq:
          return *left->exact == *right->exact;
        case analyzer::CompareOperator::kNotEq:
          return *left->exact != *right->exact;
        case analyzer::CompareOperator::kLt:
          return *left->exact < *right->exact;
        case analyzer::CompareOperator::kGt:
          return *left->exact > *right->exact;
        default:
          return std::nullopt;
      }
    }
    default:
      return std::nullopt;
  }
}

// `for x in itertools.count():` and its kin.
bool IsEndlessIterator(const Node& iter, const RuleContext& context) {
  if (iter.kind != NodeKind::kCall) return false;
  const std::string_view name = LastName(*iter.Child(0));
  if (name.empty()) return false;
  for (const std::string_view qualified : context.names().QualifiedNameViews(*iter.Child(0))) {
    if (qualified == "itertools.count") return true;
    if (qualified == "itertools.repeat" && ArgumentCount(iter) == 1) return true;
  }
  return false;
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
  const bool is_for = loop.kind == NodeKind::kFor;
  if (is_for ? !IsEndlessIterator(*loop.Child(1), context) : Truth(*loop.Child(0)) != true) return;
  if (IsInTry(context) || HasWayOut(loop)) return;
  context.Report(loop.begin, loop.Child(is_for ? 1 : 0)->end, "this loop has no way to end",
                 "put a condition after while, or a break, return or raise into the loop");
}

}  // namespace

extern const RuleRow kEndlessLoop;
const RuleRow kEndlessLoop = {
    .doc = {.code = "ST606",
            .name = "endless-loop",
            .summary = "A `while True` loop, or one over itertools.count(), has no break, return, "
                       "raise or yield.",
            .why = "The loop runs until a limit ends the program. Most of the time a break was "
                   "forgotten or stands in an inner loop.",
            .bad = "n = 0\nwhile True:\n    n += 1\n",
            .good = "n = 0\nwhile True:\n    n += 1\n    if n > 9:\n        break\n",
            .references = "CWE-835"},
    .severity = Severity::kWarning,
    .kinds = kKinds,
    .check = Check};

}  // namespace stockade::rules
