// From a tree-sitter tree to the analyzer's own (private to the analyzer).
//
//   Lowered lowered = Lower(ts_tree_root_node(tree), source, options, &arena, &diagnostics);
//   if (lowered.root == nullptr) ...          // then diagnostics has the reason
//
// The grammar's nesting is believed for brackets, blocks and statements only. The operators,
// operands and trailers of an expression are read in source order and folded anew with Python's own
// precedences (lower_expressions.cc), so that no precedence mistake of the grammar survives.
#pragma once

#include <cstdint>
#include <vector>

#include "analyzer/arena.h"
#include "analyzer/diagnostic.h"
#include "analyzer/node.h"
#include "analyzer/source.h"
#include "analyzer/tree.h"
#include "tree_sitter/api.h"

namespace stockade::analyzer {

struct Lowered {
  const Node* root = nullptr;  // null exactly when a diagnostic was added
  uint32_t node_count = 0;
};

// `root` must be the root of a tree of source.text(). The nodes live in `arena` and refer to
// source.text(). Time is linear in the text; the stack is bounded by kMaxLoweringDepth.
Lowered Lower(TSNode root, const Source& source, const ParseOptions& options, Arena* arena,
              std::vector<Diagnostic>* diagnostics);

// Levels of brackets, blocks, f-string fields and lambda parameters in one another. CPython's own
// limits are lower: 200 brackets, 100 blocks, 6000 levels of its parser.
inline constexpr uint32_t kMaxLoweringDepth = 400;
inline constexpr uint32_t kMaxBrackets = 200;  // CPython's MAXLEVEL

}  // namespace stockade::analyzer
