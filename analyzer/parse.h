// From a Source to a tree-sitter tree that has no error in it (private to the analyzer).
//
//   ParseOutcome outcome = ParseSyntax(source, {3, 11});
//   if (outcome.tree == nullptr) return outcome.diagnostics;   // the first error of the text
//   TSNode root = ts_tree_root_node(outcome.tree->get());
//
// Three readers: layout.h reads the text as CPython's tokenizer does, recognizer.h holds its tokens
// to CPython's grammar, and tree-sitter parses it, with our external scanner (scanner.cc) that
// takes the line structure from the layout. The first two decide whether the text is Python. A tree
// is handed out only if all three accept and it has neither ERROR nor MISSING nodes, so that the
// lowering needs no error recovery; what tree-sitter alone cannot read is built from the tokens
// (build.h).
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "analyzer/arena.h"
#include "analyzer/diagnostic.h"
#include "analyzer/layout.h"
#include "analyzer/source.h"
#include "analyzer/tokens.h"
#include "analyzer/tree.h"

struct TSTree;

namespace stockade::analyzer {

// Owns a tree-sitter tree and all of its memory. The tree is valid as long as this object; it may
// be read outside of any ArenaScope and on any thread.
class SyntaxTree {
 public:
  SyntaxTree(Arena arena, TSTree* tree) : arena_(std::move(arena)), tree_(tree) {}
  SyntaxTree(const SyntaxTree&) = delete;
  SyntaxTree& operator=(const SyntaxTree&) = delete;

  const TSTree* get() const { return tree_; }
  size_t memory_bytes() const { return arena_.total_bytes(); }

 private:
  Arena arena_;  // the tree lives in it: there is nothing to delete
  TSTree* tree_;
};

struct ParseOutcome {
  std::unique_ptr<SyntaxTree> tree;     // null when diagnostics has an error
  std::vector<Diagnostic> diagnostics;  // what the tokenizer or the grammar refuses, or the budget
  // Python, but tree-sitter does not say so (then diagnostics has its reason): see build.h.
  bool accepted = false;
  std::vector<Token> tokens;   // of an accepted text
  Layout layout;               // of an accepted text; see layout.h
  uint64_t scanner_calls = 0;  // work done, for complexity tests
  uint64_t parse_steps = 0;    // in hundreds of tree-sitter's operations
};

// Never throws. Time and memory are linear in the text's size: the parse has a budget of steps and
// bytes, and to exceed it is a diagnostic. Thread-safe.
ParseOutcome ParseSyntax(const Source& source, PythonVersion python);

}  // namespace stockade::analyzer
