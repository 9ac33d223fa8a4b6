// Shapes on which stock tree-sitter-python or a careless walk is quadratic: the work at twice the
// size is twice the work. Counted are calls of the scanner and hundreds of the parser's operations.

#include <gtest/gtest.h>

#include "analyzer/parse.h"
#include "tests/analyzer/shapes.h"

namespace stockade::analyzer {
namespace {

Source Read(const std::string& text) {
  IntakeLimits limits;
  limits.max_bytes = limits.max_line_bytes = 1 << 20;
  return Source::FromBytes("a.py", text, limits);
}

TEST(ComplexityTest, WorkIsLinear) {
  for (const Shape& shape : TextShapes()) {
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
  for (const Shape& shape : TextShapes()) {
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
