// A node of Python's abstract syntax, as the analyzer sees it.
//
//   for (const Node* child : node.Children()) if (child != nullptr) ...
//   const Node* test = node.Child(slot::If::kTest)   // == node.Child(0)
//
// The shapes are those of CPython's ast module (node_kinds.def has every kind with its slots), so
// that names, rules and printer see Python's truth and not the grammar's shapes. Nodes are
// immutable after parsing and live in their Tree's arena. Never recurse over them: submitted text
// decides the depth. Use Walk() (tree.h) or a stack of your own.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace stockade::analyzer {

enum class NodeKind : uint8_t {
#define STOCKADE_NODE(Kind, category, slots) k##Kind,
#include "analyzer/node_kinds.def"
};
inline constexpr int kNodeKindCount = 0
#define STOCKADE_NODE(Kind, category, slots) +1
#include "analyzer/node_kinds.def"
    ;

enum class NodeCategory : uint8_t { kStatement, kExpression, kPattern, kPart };

struct NodeKindRow {
  NodeKind kind;
  std::string_view name;  // "FunctionDef"
  NodeCategory category;
  std::string_view slots;
};
extern const NodeKindRow kNodeKinds[];  // by NodeKind
std::string_view KindName(NodeKind kind);

enum class UnaryOperator : uint8_t { kNot, kPlus, kMinus, kInvert };
enum class BinaryOperator : uint8_t {
  kAdd,
  kSub,
  kMult,
  kMatMult,
  kDiv,
  kMod,
  kPow,
  kLShift,
  kRShift,
  kBitOr,
  kBitXor,
  kBitAnd,
  kFloorDiv,
};
enum class CompareOperator : uint8_t {
  kEq,
  kNotEq,
  kLt,
  kLtE,
  kGt,
  kGtE,
  kIs,
  kIsNot,
  kIn,
  kNotIn,
};
enum class ParameterKind : uint8_t {
  kPositionalOnly,
  kPositional,
  kStar,
  kKeywordOnly,
  kDoubleStar
};

std::string_view Spelling(UnaryOperator op);    // "not", "-"
std::string_view Spelling(BinaryOperator op);   // "**"
std::string_view Spelling(CompareOperator op);  // "not in"

// Bits of Node::flags.
enum NodeFlag : uint16_t {
  kLoad = 0,  // context of Name, Attribute, Subscript, Starred, List, Tuple
  kStore = 1,
  kDel = 2,
  kContextMask = 3,
  kAsync = 1 << 2,
  kParenthesized = 1 << 3,  // on any expression: it stood in parentheses of its own
  kSimpleTarget = 1 << 4,
  kStar = 1 << 5,
  kBytes = 1 << 6,
  kRaw = 1 << 7,
  kUnicodePrefix = 1 << 8,
  kNamedEscape = 1 << 9,
  kDebug = 1 << 10,
  kTemplate = 1 << 11,  // t-string (PEP 750)
  kFolded = 1 << 12,    // an identifier that NFKC folding changed
};

struct Node {
  NodeKind kind;
  uint8_t op = 0;
  uint16_t flags = 0;
  uint32_t begin = 0, end = 0;  // byte offsets in Source::text(), half open
  uint32_t name_begin = 0;  // where the name of an Attribute, Alias, Parameter, Keyword... starts
  uint32_t id = 0;          // index of the node in its tree, in preorder; dense
  uint32_t child_count = 0;
  const Node* const* children = nullptr;
  std::string_view text;

  std::span<const Node* const> Children() const { return {children, child_count}; }
  const Node* Child(uint32_t i) const { return i < child_count ? children[i] : nullptr; }
  uint16_t Context() const { return flags & kContextMask; }
  bool Has(NodeFlag flag) const { return (flags & flag) != 0; }
  BinaryOperator Binary() const { return static_cast<BinaryOperator>(op); }
  UnaryOperator Unary() const { return static_cast<UnaryOperator>(op); }
};

}  // namespace stockade::analyzer
