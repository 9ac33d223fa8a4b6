#include "rules/expressions.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace stockade::rules {
namespace {

using analyzer::BinaryOperator;
using analyzer::Node;
using analyzer::NodeKind;

// Deep enough for what people write; what lies deeper counts as unknown.
constexpr int kMaxDepth = 24;

std::optional<Magnitude> ParseInteger(std::string_view text) {
  uint64_t base = 10;
  if (text.size() > 2 && text[0] == '0') {
    const char mark = static_cast<char>(text[1] | 0x20);
    base = mark == 'x' ? 16 : mark == 'o' ? 8 : mark == 'b' ? 2 : 10;
    if (base != 10) text.remove_prefix(2);
  }
  Magnitude out{.exact = 0, .bits = 0};
  double value = 0, digits = 0;
  for (char c : text) {
    if (c == '_') continue;
    const auto digit = static_cast<uint64_t>(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    if (digit >= base) return std::nullopt;
    value = value * static_cast<double>(base) + static_cast<double>(digit);
    digits += value > 0 ? 1 : 0;
    if (out.exact && *out.exact <= (std::numeric_limits<int64_t>::max() - 15) / 16) {
      out.exact = *out.exact * static_cast<int64_t>(base) + static_cast<int64_t>(digit);
    } else {
      out.exact.reset();
    }
  }
  out.bits = std::isfinite(value) ? (value > 0 ? std::log2(value) : 0)
                                  : digits * std::log2(static_cast<double>(base));
  return out;
}

Magnitude Exactly(int64_t value) {
  return {.exact = value, .bits = value == 0 ? 0 : std::log2(std::abs(static_cast<double>(value)))};
}

std::optional<Magnitude> Fold(BinaryOperator op, const Magnitude& a, const Magnitude& b) {
  int64_t exact = 0;
  const bool both = a.exact && b.exact;
  switch (op) {
    case BinaryOperator::kAdd:
      if (both && !__builtin_add_overflow(*a.exact, *b.exact, &exact)) return Exactly(exact);
      return Magnitude{.exact = {}, .bits = std::max(a.bits, b.bits) + 1};
    case BinaryOperator::kSub:
      if (both && !__builtin_sub_overflow(*a.exact, *b.exact, &exact)) return Exactly(exact);
      return Magnitude{.exact = {}, .bits = std::max(a.bits, b.bits) + 1};
    case BinaryOperator::kMult:
      if (both && !__builtin_mul_overflow(*a.exact, *b.exact, &exact)) return Exactly(exact);
      return Magnitude{.exact = {}, .bits = a.bits + b.bits};
    case BinaryOperator::kFloorDiv:
    case BinaryOperator::kMod:
      if (!both || *a.exact < 0 || *b.exact <= 0) return std::nullopt;
      return Exactly(op == BinaryOperator::kMod ? *a.exact % *b.exact : *a.exact / *b.exact);
    case BinaryOperator::kLShift:
      if (b.exact && *b.exact < 0) return std::nullopt;
      if (both && *b.exact < 62 && a.bits + static_cast<double>(*b.exact) < 62) {
        return Exactly(*a.exact * (int64_t{1} << *b.exact));
      }
      if (a.exact && *a.exact == 0) return Exactly(0);
      return Magnitude{.exact = {}, .bits = a.bits + AsDouble(b)};
    case BinaryOperator::kPow: {
      if (b.exact && *b.exact < 0) return std::nullopt;
      if (a.exact && (*a.exact == 0 || *a.exact == 1)) return Exactly(*a.exact);
      const double bits = a.bits * AsDouble(b);
      if (both && bits < 62) {
        exact = 1;
        for (int64_t i = 0; i < *b.exact; ++i) exact *= *a.exact;
        return Exactly(exact);
      }
      return Magnitude{.exact = {}, .bits = bits};
    }
    default:
      return std::nullopt;
  }
}

std::optional<Magnitude> Integer(const Node& node, int depth) {
  if (depth > kMaxDepth) return std::nullopt;
  switch (node.kind) {
    case NodeKind::kInt:
      return ParseInteger(node.text);
    case NodeKind::kTrue:
      return Exactly(1);
    case NodeKind::kFalse:
      return Exactly(0);
    case NodeKind::kUnaryOp: {
      std::optional<Magnitude> value = Integer(*node.Child(0), depth + 1);
      if (!value) return std::nullopt;
      if (node.Unary() == analyzer::UnaryOperator::kPlus) return value;
      if (node.Unary() != analyzer::UnaryOperator::kMinus) return std::nullopt;
      if (value->exact && *value->exact == std::numeric_limits<int64_t>::min())
        value->exact.reset();
      if (value->exact) value->exact = -*value->exact;
      return value;
    }
    case NodeKind::kBinOp: {
      const std::optional<Magnitude> left = Integer(*node.Child(0), depth + 1);
      if (!left) return std::nullopt;
      const std::optional<Magnitude> right = Integer(*node.Child(1), depth + 1);
      if (!right) return std::nullopt;
      return Fold(node.Binary(), *left, *right);
    }
    default:
      return std::nullopt;
  }
}

std::optional<double> Length(const Node& node, int depth) {
  if (depth > kMaxDepth) return std::nullopt;
  switch (node.kind) {
    case NodeKind::kString: {
      double length = 0;
      for (const Node* piece : node.Children()) {
        if (piece->kind == NodeKind::kStringPiece)
          length += static_cast<double>(piece->text.size());
      }
      return length;
    }
    case NodeKind::kList:
    case NodeKind::kTuple:
      return node.child_count;
    case NodeKind::kBinOp: {
      if (node.Binary() != BinaryOperator::kMult) return std::nullopt;
      for (uint32_t side = 0; side < 2; ++side) {
        const std::optional<double> length = Length(*node.Child(side), depth + 1);
        if (!length) continue;
        const std::optional<Magnitude> count = Integer(*node.Child(1 - side), depth + 1);
        if (!count) return length;  // an unknown count: what is known of it
        return *length * std::max(0.0, AsDouble(*count));
      }
      return std::nullopt;
    }
    default:
      return std::nullopt;
  }
}

}  // namespace

double AsDouble(const Magnitude& number) {
  return number.exact ? static_cast<double>(*number.exact) : std::exp2(number.bits);
}

const Node* AnnotationOf(const Node& node) {
  switch (node.kind) {
    case NodeKind::kAnnAssign:
      return node.Child(1);
    case NodeKind::kParameter:
      return node.Child(0);
    case NodeKind::kFunctionDef:
      return node.Child(4);
    default:
      return nullptr;
  }
}

const Node* PositionalArgument(const Node& call, size_t index) {
  const Node* arguments = call.Child(1);
  if (arguments == nullptr) return nullptr;
  for (const Node* argument : arguments->Children()) {
    if (argument->kind == NodeKind::kStarred) return nullptr;
    if (argument->kind == NodeKind::kKeyword || argument->kind == NodeKind::kDoubleStarred)
      continue;
    if (index == 0) return argument;
    --index;
  }
  return nullptr;
}

const Node* StoredName(const Node& call) {
  const std::string_view function = call.Child(0)->text;
  if (call.Child(0)->kind != NodeKind::kAttribute) return nullptr;
  const size_t behind = function == "__setattr__" ? 2 : function == "__delattr__" ? 1 : 0;
  const size_t count = ArgumentCount(call);
  return behind == 0 || count < behind ? nullptr : PositionalArgument(call, count - behind);
}

const Node* KeywordArgument(const Node& call, std::string_view name) {
  const Node* arguments = call.Child(1);
  if (arguments == nullptr) return nullptr;
  for (const Node* argument : arguments->Children()) {
    if (argument->kind == NodeKind::kKeyword && argument->text == name) return argument->Child(0);
  }
  return nullptr;
}

size_t ArgumentCount(const Node& call) {
  return call.Child(1) == nullptr ? 0 : call.Child(1)->child_count;
}

bool MayBe(const analyzer::RuleContext& context, const Node& expression, std::string_view name) {
  for (const std::string_view qualified : context.names().QualifiedNameViews(expression)) {
    if (qualified == name) return true;
  }
  return false;
}

std::string_view LastName(const Node& expression) {
  if (expression.kind == NodeKind::kName || expression.kind == NodeKind::kAttribute) {
    return expression.text;
  }
  return {};
}

Range NameRange(const Node& node, const analyzer::RuleContext& context) {
  const std::string_view text = context.source().text();
  if (!node.text.empty() && node.name_begin >= node.begin && node.name_begin < node.end) {
    if (text.substr(node.name_begin, node.text.size()) == node.text) {
      return {node.name_begin, node.name_begin + static_cast<uint32_t>(node.text.size())};
    }
    // A folded name has another length than its spelling; an attribute's ends the node.
    if (node.kind == NodeKind::kAttribute) return {node.name_begin, node.end};
  }
  return {node.begin, node.end};
}

std::optional<Magnitude> ConstantInteger(const Node& expression) { return Integer(expression, 0); }

std::optional<double> ConstantLength(const Node& expression) { return Length(expression, 0); }

std::optional<std::string> PlainText(const Node& string) {
  std::string out;
  for (const Node* piece : string.Children()) {
    if (piece->kind != NodeKind::kStringPiece) return std::nullopt;
    out += piece->text;
  }
  return out;
}

std::string CountText(double count) {
  if (count < 1e15) return fmt::format("{:.0f}", count);
  if (!std::isfinite(count)) return "more than 10**300";
  return fmt::format("about 10**{:.0f}", std::log10(count));
}

}  // namespace stockade::rules
