// ST602
#include <fmt/format.h>

#include "rules/expressions.h"
#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

using analyzer::BinaryOperator;

constexpr NodeKind kKinds[] = {NodeKind::kBinOp, NodeKind::kAugAssign, NodeKind::kCall};
// Beyond this distance no whole number but 0 has a shift that fits in any memory.
constexpr double kHopelessDistance = 1e7;

bool IsShiftCall(const Node& call, const RuleContext& context) {
  const std::string_view name = LastName(*call.Child(0));
  return (name == "lshift" || name == "ilshift") && ArgumentCount(call) == 2 &&
         (MayBe(context, *call.Child(0), "operator.lshift") ||
          MayBe(context, *call.Child(0), "operator.ilshift"));
}

void Check(const Node& node, const Policy& policy, RuleContext& context) {
  const bool call = node.kind == NodeKind::kCall;
  if (call ? !IsShiftCall(node, context) : node.Binary() != BinaryOperator::kLShift) return;
  const Node* shifted = call ? PositionalArgument(node, 0) : node.Child(0);
  const Node* by = call ? PositionalArgument(node, 1) : node.Child(1);
  if (shifted == nullptr || by == nullptr) return;
  const std::optional<Magnitude> distance = ConstantInteger(*by);
  if (!distance || (distance->exact && *distance->exact < 0)) return;
  const double places = AsDouble(*distance);
  const std::optional<Magnitude> value = ConstantInteger(*shifted);
  if (value && value->exact && *value->exact == 0) return;
  const double bits = value ? value->bits + places : places > kHopelessDistance ? places : 0;
  if (bits <= static_cast<double>(policy.set.resources.max_integer_bits)) return;
  context.Report(node,
                 fmt::format("this shift has about {} bits, {} are allowed", CountText(bits),
                             policy.set.resources.max_integer_bits),
                 "keep the number of places, not the shifted value");
}

}  // namespace

extern const RuleRow kShiftBomb;
const RuleRow kShiftBomb = {
    .doc = {.code = "ST602",
            .name = "shift-bomb",
            .summary = "A value is shifted left by more places than any program can use.",
            .why = "`1 << 10 ** 10` asks for more than a gigabyte in one operation, which no loop "
                   "counter sees.",
            .bad = "x = 1 << 10 ** 10\n",
            .good = "x = 1 << 64\n",
            .references = "[resources] max-integer-bits; CWE-400"},
    .kinds = kKinds,
    .check = Check};

}  // namespace stockade::rules
