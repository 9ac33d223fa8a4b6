// ST603
#include <fmt/format.h>

#include <algorithm>

#include "rules/expressions.h"
#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

using analyzer::BinaryOperator;

constexpr NodeKind kKinds[] = {NodeKind::kBinOp, NodeKind::kCall};

// Builtins that build what they are given: of a number (bytes(n)) or of a range (list(range(n))).
struct Builder {
  std::string_view name;
  bool takes_count;
};
constexpr Builder kBuilders[] = {{"bytes", true},  {"bytearray", true}, {"list", false},
                                 {"tuple", false}, {"set", false},      {"frozenset", false},
                                 {"sorted", false}};

bool IsBuiltinCall(const Node& node, std::string_view name, const RuleContext& context) {
  return node.kind == NodeKind::kCall && LastName(*node.Child(0)) == name &&
         MayBe(context, *node.Child(0), fmt::format("builtins.{}", name));
}

double Value(const Magnitude& m) {
  return m.exact ? static_cast<double>(*m.exact) : __builtin_exp2(m.bits);
}

// Elements of range(n) or range(a, b) of constants.
std::optional<double> RangeLength(const Node& node, const RuleContext& context) {
  if (!IsBuiltinCall(node, "range", context)) return std::nullopt;
  const Node* first = PositionalArgument(node, 0);
  const Node* second = PositionalArgument(node, 1);
  if (first == nullptr || PositionalArgument(node, 2) != nullptr) return std::nullopt;
  const std::optional<Magnitude> a = ConstantInteger(*first);
  if (second == nullptr) return a ? std::optional(Value(*a)) : std::nullopt;
  const std::optional<Magnitude> b = ConstantInteger(*second);
  if (!a || !b) return std::nullopt;
  return Value(*b) - Value(*a);
}

std::optional<double> BuiltElements(const Node& node, const RuleContext& context) {
  if (node.kind == NodeKind::kBinOp) {
    return node.Binary() == BinaryOperator::kMult ? ConstantLength(node) : std::nullopt;
  }
  for (const Builder& builder : kBuilders) {
    if (LastName(*node.Child(0)) != builder.name || ArgumentCount(node) != 1) continue;
    const Node* argument = PositionalArgument(node, 0);
    if (argument == nullptr || !IsBuiltinCall(node, builder.name, context)) return std::nullopt;
    if (builder.takes_count) {
      if (const std::optional<Magnitude> count = ConstantInteger(*argument)) return Value(*count);
    }
    return RangeLength(*argument, context);
  }
  return std::nullopt;
}

void Check(const Node& node, const Policy& policy, RuleContext& context) {
  const std::optional<double> count = BuiltElements(node, context);
  const auto limit = static_cast<double>(policy.set.resources.max_repetition);
  if (!count || *count <= limit) return;
  const Node* parent = context.ancestors().empty() ? nullptr : context.ancestors().back();
  if (parent != nullptr && parent->kind == NodeKind::kBinOp) {
    const std::optional<double> outer = BuiltElements(*parent, context);
    if (outer && *outer > limit) return;  // reported there
  }
  context.Report(node,
                 fmt::format("this builds {} elements, {} are allowed", CountText(*count),
                             policy.set.resources.max_repetition),
                 "work on one part at a time, with a generator or a loop");
}

}  // namespace

extern const RuleRow kRepetitionBomb;
const RuleRow kRepetitionBomb = {
    .doc = {.code = "ST603",
            .name = "repetition-bomb",
            .summary = "A constant repetition or range is built that no memory holds.",
            .why = "`'a' * 10 ** 10` and `list(range(10 ** 10))` ask for all of their elements in "
                   "one operation, which no loop counter sees.",
            .bad = "x = [0] * 10 ** 10\n",
            .good = "x = [0] * 1000\n",
            .references = "[resources] max-repetition; CWE-400"},
    .kinds = kKinds,
    .check = Check};

}  // namespace stockade::rules
