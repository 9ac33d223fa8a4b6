// A text and everything that the analyzer knows of it, for tests about names.
//
//   Parsed p("import os as o\nX = o.system\n");
//   p.Names("o.system")        // the qualified names of the last expression that is spelled so
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/names.h"
#include "analyzer/source.h"
#include "analyzer/tree.h"

namespace stockade::analyzer {

class Parsed {
 public:
  // Fails the test (and has no nodes) when the text does not parse.
  explicit Parsed(std::string text, PythonVersion python = {3, 11});

  const Source& source() const { return *source_; }
  const Tree& tree() const { return *tree_; }
  const Names& names() const { return *names_; }
  bool ok() const { return tree_->root() != nullptr; }

  // The last node (of the kind, if given) whose text is exactly `text`; of several of one spelling
  // at one place the innermost. Fails the test if there is none.
  const Node& Find(std::string_view text) const;
  const Node& Find(std::string_view text, NodeKind kind) const;
  const Node& FindFirst(std::string_view text, NodeKind kind) const;

  std::vector<std::string> QualifiedNames(std::string_view expression) const {
    return names().QualifiedNames(Find(expression));
  }
  // The names that the value of the last `X = ...` stands for.
  std::vector<std::string> NamesOfX() const;
  // "kind name scope" of each binding, in order.
  std::vector<std::string> Bindings() const;
  // "name:letters" of each symbol of the last scope of the kind, sorted; letters as in
  // symtables.py.
  std::string Symbols(ScopeKind kind) const;

 private:
  template <class Accept>
  const Node& Search(std::string_view text, const Accept& accept, bool last) const;

  std::unique_ptr<Source> source_;
  std::unique_ptr<Tree> tree_;
  std::unique_ptr<Names> names_;
};

// r referenced, p parameter, a assigned, i imported, A annotated, G declared global, n declared
// nonlocal, c iteration variable of a comprehension; then where it is found: l local, x cell,
// f free, g global.
std::string Letters(const Symbol& symbol, bool is_module);

}  // namespace stockade::analyzer
