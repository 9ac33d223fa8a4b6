// Shapes on which stock tree-sitter-python or a careless walk is quadratic: the work at twice the
// size is twice the work. Counted are calls of the scanner and hundreds of the parser's operations.

#include <gtest/gtest.h>

#include <functional>

#include "analyzer/parse.h"

namespace stockade::analyzer {
namespace {

std::string Repeat(std::string_view part, size_t count) {
  std::string text;
  for (size_t i = 0; i < count; ++i) text += part;
  return text;
}

Source Read(const std::string& text) {
  IntakeLimits limits;
  limits.max_bytes = limits.max_line_bytes = 1 << 20;
  return Source::FromBytes("a.py", text, limits);
}

struct Shape {
  const char* name;
  std::function<std::string(size_t)> text;
};

const Shape kShapes[] = {
    {"comments in a block",
     [](size_t n) { return "if x:\n    y\n" + Repeat("    # c\n", n) + "    z\n"; }},
    {"comments before a dedent",
     [](size_t n) { return "if x:\n    y\n" + Repeat("    # c\n", n) + "z\n"; }},
    {"comments at the end", [](size_t n) { return "if x:\n    y\n" + Repeat("# c\n", n); }},
    {"comments in brackets", [](size_t n) { return "x = (\n" + Repeat("# c\n", n) + ")\n"; }},
    {"blank lines", [](size_t n) { return "if x:\n    y\n" + Repeat("\n", n) + "z\n"; }},
    {"continuation lines", [](size_t n) { return "x = 1 + " + Repeat("\\\n", n) + "1\n"; }},
    {"string pieces", [](size_t n) { return "x = (" + Repeat("'a'\n", n) + ")\n"; }},
    {"escapes", [](size_t n) { return "x = '" + Repeat("\\n", n) + "'\n"; }},
    {"backslashes in raw bytes", [](size_t n) { return "x = rb'" + Repeat("\\N", n) + "'\n"; }},
    {"quotes in a long string", [](size_t n) { return "x = '''" + Repeat("''\n", n) + "'''\n"; }},
    {"fields", [](size_t n) { return "x = f'" + Repeat("{a!r:>{b}}{{", n) + "'\n"; }},
    {"dots", [](size_t n) { return "from " + Repeat(".", n) + " import x\n"; }},
    {"attributes", [](size_t n) { return "x" + Repeat(".a", n) + "\n"; }},
    {"signs", [](size_t n) { return "x = " + Repeat("-", n) + "1\n"; }},
    {"not", [](size_t n) { return "x = " + Repeat("not ", n) + "1\n"; }},
    {"lambdas", [](size_t n) { return "x = " + Repeat("lambda: ", n) + "1\n"; }},
    {"sums", [](size_t n) { return "x = 1" + Repeat(" + 1", n) + "\n"; }},
    {"elements", [](size_t n) { return "x = [" + Repeat("1, ", n) + "]\n"; }},
    {"statements on a line", [](size_t n) { return Repeat("x;", n) + "\n"; }},
    {"with and brackets", [](size_t n) { return Repeat("with (a, (b)): pass\n", n); }},
    {"one-line blocks", [](size_t n) { return Repeat("if x: y\nelse: z\n", n); }},
    {"soft keywords",
     [](size_t n) { return Repeat("match(x)\nmatch[x]\ntype(x).y = print\n", n); }},
    {"decorators", [](size_t n) { return Repeat("@a\n", n) + "def f(): pass\n"; }},
};

TEST(ComplexityTest, WorkIsLinear) {
  for (const Shape& shape : kShapes) {
    SCOPED_TRACE(shape.name);
    double before = 0;
    for (size_t size : {1000, 2000, 4000, 8000}) {
      const Source source = Read(shape.text(size));
      ASSERT_TRUE(source.ok());
      const ParseOutcome outcome = ParseSyntax(source, {});
      ASSERT_NE(outcome.tree, nullptr) << outcome.diagnostics.front().message;
      const auto work = static_cast<double>(outcome.scanner_calls + 100 * outcome.parse_steps);
      ASSERT_GT(work, 0);
      if (before > 0) {
        EXPECT_LT(work, before * 2.2 + 500);
      }
      before = work;
    }
  }
}

// Memory in proportion to the text, also where a parse is all forks.
TEST(ComplexityTest, MemoryIsLinear) {
  for (const Shape& shape : kShapes) {
    SCOPED_TRACE(shape.name);
    const std::string text = shape.text(8000);
    const Source source = Read(text);
    const ParseOutcome outcome = ParseSyntax(source, {});
    ASSERT_NE(outcome.tree, nullptr);
    EXPECT_LT(outcome.tree->memory_bytes(), (4 << 20) + text.size() * 512);
  }
}

// Texts that cannot be Python never reach the parser whose error recovery is quadratic.
TEST(ComplexityTest, ErrorsCostNoParse) {
  for (const std::string& text :
       {Repeat("def def\n", 8000), Repeat("(", 90), Repeat("x = = 1\n", 8000),
        "x = (" + Repeat("1 1 ", 8000) + ")\n", Repeat("  ", 400) + "x\n"}) {
    const Source source = Read(text);
    const ParseOutcome outcome = ParseSyntax(source, {});
    EXPECT_EQ(outcome.tree, nullptr);
    EXPECT_EQ(outcome.diagnostics.size(), 1u);
    EXPECT_EQ(outcome.parse_steps, 0u);
  }
}

}  // namespace
}  // namespace stockade::analyzer
