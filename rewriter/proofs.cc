#include <algorithm>
#include <array>
#include <bit>
#include <optional>
#include <vector>

#include "rewriter/emission.h"

namespace stockade::rewriter {

using analyzer::BinaryOperator;
using analyzer::Node;
using analyzer::NodeKind;

namespace {

constexpr uint32_t kNestedStarBit = 1, kTopStarBit = 2;

// Stars of a target, without recursion: targets nest as deep as the text says.
uint32_t Stars(const Node& target) {
  if (!TakesApart(target)) return 0;
  uint32_t found = 0;
  std::vector<const Node*> open = {&target};
  while (!open.empty()) {
    const Node* node = open.back();
    open.pop_back();
    for (const Node* element : node->Children()) {
      if (element->kind == NodeKind::kStarred) {
        found |= node == &target ? kTopStarBit : kNestedStarBit;
        if (const Node* inner = element->Child(0); inner != nullptr && TakesApart(*inner)) {
          open.push_back(inner);
        }
      } else if (TakesApart(*element)) {
        open.push_back(element);
      }
    }
  }
  return found;
}

// An operand that is a str, bytes, list or tuple by its spelling. Chains of `+` and `*` are looked
// through a few links deep: the left end first, as `"a" + x + y` parses.
bool IsSequence(const Node* node) {
  for (int links = 0; links < 32 && node != nullptr; ++links) {
    switch (node->kind) {
      case NodeKind::kString:
      case NodeKind::kList:
      case NodeKind::kTuple:
      case NodeKind::kListComp:
        return true;
      case NodeKind::kBinOp:
        if (node->Binary() != BinaryOperator::kAdd && node->Binary() != BinaryOperator::kMult) {
          return false;
        }
        for (const NodeKind kind :
             {NodeKind::kString, NodeKind::kList, NodeKind::kTuple, NodeKind::kListComp}) {
          if (node->Child(1)->kind == kind) return true;
        }
        node = node->Child(0);
        break;
      default:
        return false;
    }
  }
  return node != nullptr && node->kind == NodeKind::kBinOp;  // too long to tell
}

// The value of an Int of at most 62 bits.
std::optional<uint64_t> SmallInt(const Node& node) {
  if (node.kind != NodeKind::kInt) return std::nullopt;
  uint64_t base = 10;
  std::string_view text = node.text;
  if (text.size() > 2 && text[0] == '0') {
    const char mark = static_cast<char>(text[1] | 0x20);
    base = mark == 'x' ? 16 : mark == 'o' ? 8 : mark == 'b' ? 2 : 10;
    if (base != 10) text.remove_prefix(2);
  }
  uint64_t value = 0;
  for (const char c : text) {
    if (c == '_') continue;
    const char lower = static_cast<char>(c | 0x20);
    const uint64_t digit = static_cast<uint64_t>(c <= '9' ? c - '0' : lower - 'a' + 10);
    if (digit >= base) return std::nullopt;
    value = value * base + digit;
    if (value >> 62 != 0) return std::nullopt;
  }
  return value;
}

struct SignedInt {
  uint64_t magnitude;
  bool negative;
};

std::optional<SignedInt> SmallSigned(const Node& node) {
  bool negative = false;
  const Node* literal = &node;
  if (node.kind == NodeKind::kUnaryOp && node.Unary() == analyzer::UnaryOperator::kMinus) {
    negative = true;
    literal = node.Child(0);
  }
  const std::optional<uint64_t> value = SmallInt(*literal);
  if (!value) return std::nullopt;
  return SignedInt{*value, negative};
}

// Code points or bytes of a String that is one constant.
std::optional<uint64_t> ConstantLength(const Node& node) {
  if (node.kind != NodeKind::kString) return std::nullopt;
  uint64_t length = 0;
  for (const Node* piece : node.Children()) {
    if (piece->kind != NodeKind::kStringPiece || piece->Has(analyzer::kNamedEscape)) {
      return std::nullopt;
    }
    length += piece->text.size();  // at least as many as code points
  }
  return length;
}

// The caps of CPython's constant folding (safe_power and its kin), the same from 3.7 on.
constexpr uint64_t kFoldedBits = 128, kFoldedLength = 4096;

bool Folds(const Node& node) {
  const Node &left = *node.Child(0), &right = *node.Child(1);
  if (node.Binary() == BinaryOperator::kMult) {
    for (const auto& [text, count] : {std::pair(&left, &right), std::pair(&right, &left)}) {
      const auto length = ConstantLength(*text);
      const auto times = SmallInt(*count);
      if (length && times) return *length == 0 || *times <= kFoldedLength / *length;
    }
  }
  const auto a = SmallSigned(left), b = SmallSigned(right);
  if (!a || !b) return false;
  const uint64_t bits = static_cast<uint64_t>(std::bit_width(a->magnitude));
  switch (node.Binary()) {
    case BinaryOperator::kPow:
      if (b->negative) return a->magnitude != 0 && bits * b->magnitude <= kFoldedBits;
      return b->magnitude <= kFoldedBits && bits * b->magnitude <= kFoldedBits;
    case BinaryOperator::kLShift:
      return !b->negative && b->magnitude <= kFoldedBits && bits + b->magnitude <= kFoldedBits;
    case BinaryOperator::kMult:
      return true;  // two literals of at most 62 bits
    case BinaryOperator::kMod:
      return b->magnitude != 0;
    default:
      return false;
  }
}

bool IsDisplay(const Node& node) {
  return node.kind == NodeKind::kTuple || node.kind == NodeKind::kList;
}

// A right operand that the verifier finds as one small constant, or a float.
bool IsSmallStep(BinaryOperator op, const Node& value) {
  if (op == BinaryOperator::kPow && value.kind == NodeKind::kFloat) return true;
  const auto number = SmallInt(value);
  const int most =
      op == BinaryOperator::kPow ? executor::kMostBareExponent : executor::kMostBareShift;
  return number && *number <= static_cast<uint64_t>(most);
}

// Operators whose results can outgrow their operands by more than a sum.
bool Grows(BinaryOperator op, const Node& value) {
  return ((op == BinaryOperator::kPow || op == BinaryOperator::kLShift) &&
          !IsSmallStep(op, value)) ||
         (op == BinaryOperator::kMult && IsSequence(&value));
}

// A width of at most three digits, and no character that needs care inside an f-string.
bool IsSmallSpec(std::string_view spec) {
  int digits = 0;
  for (const char c : spec) {
    digits = c >= '0' && c <= '9' ? digits + 1 : 0;
    if (digits > 3 || c < ' ' || c == '\\' || c == '{' || c == '}' || c == 0x7F) return false;
  }
  return true;
}

bool IsSmallField(const Node& field) {
  const Node* spec = field.Child(1);
  if (spec == nullptr) return true;
  return std::all_of(spec->Children().begin(), spec->Children().end(), [](const Node* part) {
    return part->kind == NodeKind::kFStringText && !part->Has(analyzer::kNamedEscape) &&
           IsSmallSpec(part->text);
  });
}

namespace proofs {

bool AllowedName(const Node& node, const Node*) { return MayBeBare(node.text); }

bool NoItemHook(const Node& node, const Node*) {
  if (node.kind != NodeKind::kAugAssign) return true;
  return node.Child(0)->kind == NodeKind::kSubscript && !Grows(node.Binary(), *node.Child(1));
}

// Of a binding construct: its target is passed as `parent`.
bool FixedCount(const Node&, const Node* target) {
  return target != nullptr && Stars(*target) == 0;
}

bool OneSourceFixed(const Node&, const Node*) { return true; }

bool DisplayInPlace(const Node& node, const Node* target) {
  return node.kind == NodeKind::kAssign && IsDisplay(*node.Child(0)) && target != nullptr &&
         (Stars(*target) & kNestedStarBit) == 0;
}

bool FoldedConstant(const Node& node, const Node*) { return Folds(node); }

bool SmallStep(const Node& node, const Node*) { return IsSmallStep(node.Binary(), *node.Child(1)); }

bool NoSequence(const Node& node, const Node*) {
  return !IsSequence(node.Child(0)) && !IsSequence(node.Child(1));
}

bool NoFormat(const Node& node, const Node*) { return !IsSequence(node.Child(0)); }

bool SteadySize(const Node& node, const Node*) { return !Grows(node.Binary(), *node.Child(1)); }

bool TargetIsGuarded(const Node& node, const Node*) {
  const Node& target = *node.Child(0);
  return target.kind == NodeKind::kAttribute && !Grows(node.Binary(), *node.Child(1)) &&
         (MayBeBare(target.text) || MayBeReached(target.text));
}

bool SmallFormat(const Node& node, const Node*) {
  if (node.kind == NodeKind::kFStringField) return IsSmallField(node);
  for (const Node* piece : node.Children()) {
    for (const Node* part : piece->Children()) {
      if (part->kind == NodeKind::kFStringField && !IsSmallField(*part)) return false;
    }
  }
  return true;
}

bool StarsAreCharged(const Node&, const Node*) { return true; }

bool PatternName(const Node&, const Node*) { return true; }
bool ImportedName(const Node&, const Node*) { return true; }

bool NotEvaluated(const Node&, const Node* parent) {
  return parent != nullptr && parent->kind == NodeKind::kAnnAssign && parent->Child(2) == nullptr;
}

// PassedWrites::IsPassed, which knows what was printed before, decides.
bool PassedBefore(const Node&, const Node*) { return false; }

// Of a function: `parent` is the statement that FindEntry chose for the budget, or null.
bool SpentElsewhere(const Node&, const Node* entry) {
  return entry != nullptr && entry->kind == NodeKind::kWhile;
}
bool StraightLine(const Node&, const Node* entry) { return entry == nullptr; }

}  // namespace proofs

using Predicate = bool (*)(const Node&, const Node*);
constexpr Predicate kPredicates[] = {
#define STOCKADE_PROOF(Id, scope, reason) &proofs::Id,
#include "rewriter/proofs.def"
};

}  // namespace

bool Holds(Proof proof, const Node& node, const Node* parent) {
  if (proof == Proof::kNever) return false;
  return kPredicates[static_cast<size_t>(proof)](node, parent);
}

bool MayBeBare(std::string_view name) {
  if (name.empty() || name[0] == '_') return false;
  if (name.size() > 4 && name[2] == '_') {  // every introspection name is of the form `xx_...`
    for (const std::string_view refused : executor::kIntrospection) {
      if (name == refused) return false;
    }
  }
  for (const std::string_view refused : executor::kIntrospection) {
    if (refused[2] != '_' && name == refused) return false;
  }
  for (const executor::NeverBareRow& row : executor::kNeverBare) {
    if (name == row.name) return false;
  }
  return true;
}

bool MayBeReached(std::string_view name) {
  if (name.size() < 2 || name[0] != '_') return false;
  if (name.starts_with("__") && name.ends_with("__")) return false;
  for (const executor::NeverBareRow& row : executor::kNeverBare) {
    if (name == row.name) return false;
  }
  return true;
}

bool TakesApart(const Node& target) {
  return target.kind == NodeKind::kTuple || target.kind == NodeKind::kList;
}

}  // namespace stockade::rewriter
