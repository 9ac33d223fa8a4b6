// A text with its tree, for tests.
//
//   Parsed parsed("x = 1\n");
//   EXPECT_EQ(parsed.Brief(), "Assign(Int:1, Name:x store)");
#pragma once

#include <string>
#include <string_view>

#include "analyzer/tree.h"

namespace stockade::analyzer {

class Parsed {
 public:
  explicit Parsed(std::string_view text, PythonVersion python = {3, 13});

  const Source& source() const { return source_; }
  const Tree& tree() const { return tree_; }
  const Node* root() const { return tree_.root(); }
  // The statements on one line, or "CODE message" of the first diagnostic.
  std::string Brief() const;
  // The first node of that kind in preorder; null if there is none.
  const Node* First(NodeKind kind) const;
  std::string_view TextOf(const Node& node) const {
    return source_.text().substr(node.begin, node.end - node.begin);
  }

 private:
  Source source_;
  Tree tree_;
};

}  // namespace stockade::analyzer
