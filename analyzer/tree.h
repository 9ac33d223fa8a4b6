// The syntax of a Source: Python's abstract syntax, built from the tokens that CPython would read.
//
//   Tree tree = Tree::Parse(source, {});
//   if (tree.root() == nullptr) Report(tree.diagnostics());   // not Python, or over a cap
//
// diagnostics() has what CPython's parser, symbol table and compiler would refuse, in CPython's
// words where it has them; unknown syntax is refused. Custom queries need tree-sitter's own tree
// (keep_syntax_tree): then the nodes are lowered from it, and every difference in shape between
// tree-sitter-python and CPython is set right in one place (lower.cc). Both ways give the same
// nodes. Reading, building and the checks are bounded in time, memory and stack by the input's
// size.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "analyzer/diagnostic.h"
#include "analyzer/node.h"
#include "analyzer/source.h"

struct TSTree;

namespace stockade::analyzer {

struct PythonVersion {
  int major = 3, minor = 11;
  friend auto operator<=>(const PythonVersion&, const PythonVersion&) = default;
};

struct ParseOptions {
  PythonVersion python;     // later syntax is a finding
  bool expression = false;  // the text is one expression (eval mode): root's only child is ExprStmt
  bool function_body = false;     // the text is a function's body: `return` may stand at its top
  bool keep_syntax_tree = false;  // keep the tree-sitter tree for custom queries
};

class Tree {
 public:
  // `source` must outlive the tree. Never fails: see root() and diagnostics().
  static Tree Parse(const Source& source, const ParseOptions& options);
  Tree(Tree&&) noexcept;
  Tree& operator=(Tree&&) noexcept;
  ~Tree();

  // The Module; null if the text has a syntax error or is over a cap.
  const Node* root() const;
  const std::vector<Diagnostic>& diagnostics() const;
  const Source& source() const;
  uint32_t node_count() const;
  // With keep_syntax_tree; owned by the tree, else null.
  const TSTree* syntax_tree() const;

 private:
  struct Impl;
  explicit Tree(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// Preorder walk with an explicit stack. `enter` returns false to skip a node's children; `leave`,
// if given, is called after them. Null children are not visited.
void Walk(const Node& root, const std::function<bool(const Node&)>& enter,
          const std::function<void(const Node&)>& leave = {});

// The tree in the notation of Python's ast.dump(..., annotate_fields=False)-like lines, for tests
// and `stockade check --dump ast`: one node a line, indented, with kind, text, op and flags.
std::string Dump(const Node& root);

// Parses of a tree that is edited, for the language server: see incremental.h when it exists.

}  // namespace stockade::analyzer
