#include "analyzer/layout.h"

#include <gtest/gtest.h>

#include "analyzer/parse.h"

namespace stockade::analyzer {
namespace {

using std::string_view;

// One character a line, the line behind the end included: its level, '+' after it if the line ends
// a logical line.
std::string Lines(string_view text, PythonVersion python = {3, 11}) {
  const Source source = Source::FromBytes("a.py", text, {});
  const LayoutOutcome outcome = ReadLayout(source, python);
  if (outcome.error != LayoutError::kNone) return outcome.diagnostic.message;
  std::string lines;
  for (const LineLayout& line : outcome.layout.lines) {
    lines += static_cast<char>('0' + line.level);
    if (line.ends_logical_line != 0) lines += '+';
  }
  return lines;
}

TEST(LayoutTest, LinesHaveTheLevelOfTheirLogicalLine) {
  EXPECT_EQ(Lines(""), "00");
  EXPECT_EQ(Lines("x"), "00");
  EXPECT_EQ(Lines("x\n"), "0+00");
  EXPECT_EQ(Lines("if x:\n  y\nz\n"), "0+1+0+00");
  EXPECT_EQ(Lines("if x:\n  y = (1,\n2)\nz\n"), "0+11+0+00");
  EXPECT_EQ(Lines("if x:\n  y = '''\na\n'''\nz\n"), "0+111+0+00");
  EXPECT_EQ(Lines("if x:\n  y = 1 + \\\n2\nz\n"), "0+11+0+00");
  EXPECT_EQ(Lines("if x:\n  if y:\n    z"), "0+1+20");
}

TEST(LayoutTest, BlankAndCommentLinesLeadToTheNextLogicalLine) {
  EXPECT_EQ(Lines("if x:\n# c\n  y\n\n      # d\nz\n"), "0+11+000+00");
  EXPECT_EQ(Lines("if x:\n  y\n# c"), "0+1+00");
  EXPECT_EQ(Lines("if x:  # c\n  y  # d\n   "), "0+1+00");
}

TEST(LayoutTest, TabsCountAsInCpython) {
  EXPECT_EQ(Lines("if x:\n\ty\n\tz\n"), "0+1+1+00");
  EXPECT_EQ(Lines("if x:\n\tif y:\n\t  z\n"), "0+1+2+00");
  EXPECT_EQ(Lines("if x:\n        y\n\tz\n"), "inconsistent use of tabs and spaces in indentation");
  EXPECT_EQ(Lines("if x:\n\ty\n        z\n"), "inconsistent use of tabs and spaces in indentation");
  EXPECT_EQ(Lines("x = (\n\t1,\n        2)\n"), "000+00");
}

TEST(LayoutTest, StringsEndWherePythonEndsThem) {
  EXPECT_EQ(Lines("x = b\"\\N\", y, \"'\" #'\n"), "0+00");
  EXPECT_EQ(Lines("x = r'\\'\n"), "unterminated string literal (detected at line 1)");
  EXPECT_EQ(Lines("x = r'\\\\'\n"), "0+00");
  EXPECT_EQ(Lines("x = 'a\\\nb'\n"), "00+00");
  EXPECT_EQ(Lines("x = 'a\nb'\n"), "unterminated string literal (detected at line 1)");
  EXPECT_EQ(Lines("x = '''a''b\n'\n"),
            "unterminated triple-quoted string literal (detected at line 2)");
}

TEST(LayoutTest, FStringsAreReadAsTheirPythonReadsThem) {
  EXPECT_EQ(Lines("x = f'{a['b']}'\n", {3, 12}), "0+00");
  EXPECT_EQ(Lines("x = f'{a:{b}>{c}}'\n", {3, 12}), "0+00");
  EXPECT_EQ(Lines("x = f'{\na}'\n", {3, 12}), "00+00");
  EXPECT_EQ(Lines("x = f'{a\n}'\n"), "unterminated string literal (detected at line 1)");
  EXPECT_EQ(Lines("x = f'{{}}' f'\\N{DASH}' rf'\\{a}'\n", {3, 12}), "0+00");
  EXPECT_EQ(Lines("x = f'{a = # c\n !r:>9}'\n", {3, 12}), "00+00");
  EXPECT_EQ(Lines("x = f'}'\n", {3, 12}), "f-string: single '}' is not allowed");
  EXPECT_EQ(Lines("x = f'{a!x}'\n", {3, 12}),
            "f-string: invalid conversion character 'x': expected 's', 'r', or 'a'");
}

// Statements and blocks of the parse follow from the layout: a line end where no statement may end
// is an error although the grammar takes it for a blank.
TEST(LayoutTest, TheParseTakesLinesFromTheLayout) {
  for (string_view text : {"x =\n1\n", "if x:\npass\n", "f(\n)(\n)\n.a\n", "x = 1 +\n  2\n"}) {
    const Source source = Source::FromBytes("a.py", text, {});
    EXPECT_EQ(ParseSyntax(source, {}).tree, nullptr) << text;
  }
  for (string_view text :
       {"def f():\n    x = (bar.\nbaz)\n", "x = [lambda:\n1, not\n2, a if\nb else c]\n",
        "if x:\n  f(1,\n2)\n  y\n", "\\\nx = 1\n"}) {
    const Source source = Source::FromBytes("a.py", text, {});
    const ParseOutcome outcome = ParseSyntax(source, {});
    if (text[0] == '\\') {
      EXPECT_EQ(outcome.diagnostics.front().code, "ST013");
    } else {
      EXPECT_NE(outcome.tree, nullptr) << text << outcome.diagnostics.front().message;
    }
  }
}

}  // namespace
}  // namespace stockade::analyzer
