// From a Source to the tokens of a text that is Python, and where it is asked for to a tree-sitter
// tree that has no error in it (private to the analyzer).
//
//   ParseOutcome outcome = ReadTokens(source, {3, 11});
//   if (!outcome.accepted) return outcome.diagnostics;         // the first error of the text
//   Lowered lowered = Build(outcome.tokens, ...);              // build.h
//
// layout.h reads the text as CPython's tokenizer does and recognizer.h holds its tokens to
// CPython's grammar: these two decide whether the text is Python. tree-sitter parses only texts
// that they accept, with our external scanner (scanner.cc) that takes the line structure from the
// layout, and a tree is handed out only if it has neither ERROR nor MISSING nodes, so that the
// lowering needs no error recovery. Custom queries need that tree; all else is built from the
// tokens, which costs a tenth of its time (build.h).
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
  bool accepted = false;                // it is Python
  std::unique_ptr<SyntaxTree> tree;     // of ParseSyntax(): null when diagnostics has an error
  std::vector<Diagnostic> diagnostics;  // what the tokenizer or the grammar refuses, or the budget
  std::vector<Token> tokens;            // of an accepted text
  Layout layout;                        // of an accepted text; see layout.h
  uint64_t scanner_calls = 0;           // work done, for complexity tests
  uint64_t parse_steps = 0;             // in hundreds of tree-sitter's operations
};

// The text as CPython's tokenizer and grammar read it: `tree` is always null. Never throws; linear
// time and memory; thread-safe.
ParseOutcome ReadTokens(const Source& source, PythonVersion python);

// The same, and then tree-sitter's tree. Never throws. Time and memory are linear in the text's
// size: the parse has a budget of steps and bytes, and to exceed it is a diagnostic. Thread-safe.
ParseOutcome ParseSyntax(const Source& source, PythonVersion python);

}  // namespace stockade::analyzer
