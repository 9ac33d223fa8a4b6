#include "analyzer/node.h"

#include <array>

namespace stockade::analyzer {

const NodeKindRow kNodeKinds[] = {
#define STOCKADE_NODE(Kind, category, slots) \
  {NodeKind::k##Kind, #Kind, NodeCategory::k##category, slots},
#include "analyzer/node_kinds.def"
};
static_assert(sizeof(kNodeKinds) / sizeof(kNodeKinds[0]) == kNodeKindCount);

std::string_view KindName(NodeKind kind) { return kNodeKinds[static_cast<size_t>(kind)].name; }

namespace {

constexpr std::array<std::string_view, 4> kUnarySpellings = {"not", "+", "-", "~"};
constexpr std::array<std::string_view, 13> kBinarySpellings = {
    "+", "-", "*", "@", "/", "%", "**", "<<", ">>", "|", "^", "&", "//",
};
constexpr std::array<std::string_view, 10> kCompareSpellings = {
    "==", "!=", "<", "<=", ">", ">=", "is", "is not", "in", "not in",
};

}  // namespace

std::string_view Spelling(UnaryOperator op) { return kUnarySpellings[static_cast<size_t>(op)]; }
std::string_view Spelling(BinaryOperator op) { return kBinarySpellings[static_cast<size_t>(op)]; }
std::string_view Spelling(CompareOperator op) { return kCompareSpellings[static_cast<size_t>(op)]; }

}  // namespace stockade::analyzer
