// The tree that is built from tokens (analyzer/build.h) beside the one that is lowered from
// tree-sitter's: where tree-sitter can read a text, they are the same node by node.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "analyzer/build.h"
#include "analyzer/lower.h"
#include "analyzer/parse.h"
#include "tests/lower/same_tree.h"
#include "tests/support/process.h"
#include "tests/support/pythons.h"

namespace stockade::analyzer {
namespace {

IntakeLimits Wide() {
  IntakeLimits limits;
  limits.max_bytes = 64 << 20;
  limits.max_line_bytes = 64 << 20;
  limits.max_nesting = 1000;
  return limits;
}

// True if both trees were there to be compared.
bool Compare(const std::string& name, const std::string& bytes, PythonVersion python) {
  const Source source = Source::FromBytes(name, bytes, Wide());
  if (!source.ok()) return false;
  const ParseOutcome outcome = ParseSyntax(source, python);
  if (!outcome.accepted) return false;
  const ParseOptions options{.python = python};
  std::vector<Diagnostic> diagnostics;
  Arena lowered_arena, built_arena;
  const Lowered built = Build(outcome.tokens, source, options, &built_arena, &diagnostics);
  EXPECT_NE(built.root, nullptr) << name << ": " << diagnostics.front().message;
  if (built.root == nullptr || outcome.tree == nullptr) return false;
  const Lowered lowered =
      Lower(ts_tree_root_node(outcome.tree->get()), source, options, &lowered_arena, &diagnostics);
  if (lowered.root == nullptr) return false;
  EXPECT_EQ(Difference(*lowered.root, *built.root, source), "") << name;
  EXPECT_EQ(lowered.node_count, built.node_count) << name;
  return true;
}

TEST(BuildTest, SnippetsHaveTheTreesThatAreLowered) {
  std::istringstream text(tests::ReadFile(tests::SourcePath("tests/lower/snippets.txt")));
  size_t compared = 0;
  std::string program;
  for (std::string line; std::getline(text, line);) {
    if (!line.empty()) {
      program += line + "\n";
      continue;
    }
    for (int minor : {9, 11, 13, 14}) compared += Compare(program, program, {3, minor});
    program.clear();
  }
  EXPECT_GT(compared, 400u);
}

TEST(BuildTest, FilesHaveTheTreesThatAreLowered) {
  size_t compared = 0;
  for (const char* folder : {"tests/corpus", "tests/real"}) {
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(tests::SourcePath(folder))) {
      if (entry.path().extension() != ".py") continue;
      compared += Compare(entry.path(), tests::ReadFile(entry.path()), {3, 13});
    }
  }
  EXPECT_GT(compared, 500u);
}

struct Narrow {
  const char* text;
  PythonVersion python;
};
// What tree-sitter-python 0.25 cannot read, and CPython can.
constexpr Narrow kNarrow[] = {
    {"def f():\n    return* False, x\n", {3, 9}},
    {"def f():\n    yield*a,b\n", {3, 9}},
    {"x: a[b][c]\n", {3, 9}},
    {"x: a[b](c)\n", {3, 9}},
    {"x: a[b] + 1\n", {3, 9}},
    {"x: a[:2]\n", {3, 9}},
    {"x: lambda: 1\n", {3, 9}},
    {"x: a if b else c = d\n", {3, 9}},
    {"x: not a\n", {3, 9}},
    {"def f(*args: *a[b]): pass\n", {3, 11}},
    {"type X[T = int, *Ts = *a, **P = [int]] = T\n", {3, 13}},
    {"class A[T: a = b](c): pass\n", {3, 13}},
    {"x = f'{y for y in z}'\n", {3, 11}},
    {"x = f'{y # c\n=}'\n", {3, 12}},
    {"try: pass\nexcept A, B,: pass\n", {3, 14}},
    {"with (a, *b, c := d): pass\n", {3, 9}},
};

TEST(BuildTest, ReadsWhatTheGrammarCannot) {
  for (const Narrow& narrow : kNarrow) {
    const Source source = Source::FromBytes("text.py", narrow.text, Wide());
    const Tree tree = Tree::Parse(source, {.python = narrow.python});
    EXPECT_NE(tree.root(), nullptr)
        << narrow.text << (tree.diagnostics().empty() ? "" : tree.diagnostics()[0].message);
  }
}

// A query that cannot see the text must not pass it.
TEST(BuildTest, RefusesWhatQueriesCouldNotSee) {
  const Source source = Source::FromBytes("text.py", "x: a[b] + 1\n", Wide());
  EXPECT_NE(Tree::Parse(source, {}).root(), nullptr);
  const Tree kept = Tree::Parse(source, {.keep_syntax_tree = true});
  EXPECT_EQ(kept.root(), nullptr);
  ASSERT_FALSE(kept.diagnostics().empty());
  EXPECT_EQ(kept.diagnostics()[0].code, "ST032");
}

}  // namespace
}  // namespace stockade::analyzer
