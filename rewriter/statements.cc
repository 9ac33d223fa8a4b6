#include "rewriter/statements.h"

#include <algorithm>

namespace stockade::rewriter {

using analyzer::Node;
using analyzer::NodeKind;

bool IsDocstring(const Node& statement) {
  if (statement.kind != NodeKind::kExprStmt) return false;
  const Node& value = *statement.Child(0);
  if (value.kind != NodeKind::kString || value.Has(analyzer::kBytes)) return false;
  for (const Node* piece : value.Children()) {
    if (piece->kind != NodeKind::kStringPiece) return false;
  }
  return true;
}

uint32_t StartOf(const Node& statement) {
  if (statement.kind == NodeKind::kFunctionDef || statement.kind == NodeKind::kClassDef) {
    const Node* decorators = statement.Child(0);
    if (decorators != nullptr && decorators->child_count != 0) {
      return std::min(statement.begin, decorators->children[0]->begin);
    }
  }
  return statement.begin;
}

bool IsCompound(const Node& statement) {
  constexpr NodeKind kCompound[] = {NodeKind::kIf,          NodeKind::kWhile,   NodeKind::kFor,
                                    NodeKind::kWith,        NodeKind::kTry,     NodeKind::kMatch,
                                    NodeKind::kFunctionDef, NodeKind::kClassDef};
  return std::find(std::begin(kCompound), std::end(kCompound), statement.kind) !=
         std::end(kCompound);
}

std::string_view InplaceText(analyzer::BinaryOperator op) {
  static constexpr std::string_view kTexts[] = {
      " += ",  " -= ",  " *= ", " @= ", " /= ", " %= ", " **= ",
      " <<= ", " >>= ", " |= ", " ^= ", " &= ", " //= "};
  return kTexts[static_cast<size_t>(op)];
}

}  // namespace stockade::rewriter
