// ST601
#include <fmt/format.h>

#include "rules/expressions.h"
#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

using analyzer::BinaryOperator;

constexpr NodeKind kKinds[] = {NodeKind::kBinOp, NodeKind::kAugAssign, NodeKind::kCall};

// Beyond this exponent no whole number but 0, 1 and -1 has a power that fits in any memory.
constexpr double kHopelessExponent = 1e7;

struct Power {
  const Node* base;
  const Node* exponent;
};

bool IsPower(const Node& node, const RuleContext& context, Power& power) {
  if (node.kind == NodeKind::kCall) {
    const Node& function = *node.Child(0);
    const std::string_view name = LastName(function);
    if ((name != "pow" && name != "ipow") || ArgumentCount(node) != 2) return false;
    if (!MayBe(context, function, "builtins.pow") && !MayBe(context, function, "operator.pow") &&
        !MayBe(context, function, "operator.ipow")) {
      return false;
    }
    power = {PositionalArgument(node, 0), PositionalArgument(node, 1)};
    return power.base != nullptr && power.exponent != nullptr;
  }
  power = {node.Child(0), node.Child(1)};
  return node.Binary() == BinaryOperator::kPow;
}

// Bits of the result; 0 if they cannot be told or do no harm.
double BitsOf(const Power& power) {
  const std::optional<Magnitude> exponent = ConstantInteger(*power.exponent);
  if (!exponent || (exponent->exact && *exponent->exact < 0)) return 0;
  const double times =
      exponent->exact ? static_cast<double>(*exponent->exact) : __builtin_exp2(exponent->bits);
  const std::optional<Magnitude> base = ConstantInteger(*power.base);
  if (base) return base->bits * times;
  const bool may_be_integer = power.base->kind != NodeKind::kFloat &&
                              power.base->kind != NodeKind::kImaginary &&
                              power.base->kind != NodeKind::kString;
  return may_be_integer && times > kHopelessExponent ? times : 0;
}

void Check(const Node& node, const Policy& policy, RuleContext& context) {
  Power power{};
  if (!IsPower(node, context, power)) return;
  const auto limit = static_cast<double>(policy.set.resources.max_integer_bits);
  const double bits = BitsOf(power);
  if (bits <= limit) return;
  // The exponent of a power that is itself reported: once is enough.
  const Node* parent = context.ancestors().empty() ? nullptr : context.ancestors().back();
  Power outer{};
  if (parent != nullptr && parent->kind == NodeKind::kBinOp && IsPower(*parent, context, outer) &&
      BitsOf(outer) > limit) {
    return;
  }
  context.Report(node,
                 fmt::format("this power has about {} bits, {} are allowed", CountText(bits),
                             policy.set.resources.max_integer_bits),
                 "use pow(base, exponent, modulus), math.log, or a float such as 10.0");
}

}  // namespace

extern const RuleRow kPowerBomb;
const RuleRow kPowerBomb = {
    .doc = {.code = "ST601",
            .name = "power-bomb",
            .summary = "A power of constants is larger than any program can use.",
            .why =
                "`10 ** 10 ** 8` is eleven characters that cost minutes of time and megabytes of "
                "memory in one operation, which no loop counter sees. CPython even computes "
                "smaller ones while it compiles.",
            .bad = "x = 10 ** 10 ** 8\n",
            .good = "x = pow(10, 10 ** 8, 97)\n",
            .references = "[resources] max-integer-bits; CWE-400"},
    .kinds = kKinds,
    .check = Check};

}  // namespace stockade::rules
