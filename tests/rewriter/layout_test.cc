// Every token stays on its line, nothing of the source between the tokens is read, and deep trees
// are printed without deep recursion.
#include <gtest/gtest.h>

#include "tests/rewriter/printing.h"

namespace stockade::rewriter {
namespace {

TEST(Layout, BreaksLinesInsideBracketsOfItsOwn) {
  EXPECT_EQ(Print("x = (a +\n  # note\n\n  b)\n", Names(Level::kOff)), "x = (a +\n\n\n    b)\n");
  EXPECT_EQ(Print("x = a + \\\n  b\n", Names(Level::kOff)), "x = (a +\n    b)\n");
  EXPECT_EQ(Print("x = f(\n  a,\n  b\n)\n", Names(Level::kOff)), "x = f(\n    a,\n    b\n    )\n");
  EXPECT_EQ(Print("(x\n .y) = 1\n", Names(Level::kOff)), "(x\n    .y) = 1\n");
  EXPECT_EQ(Print("def f():\n  return (\n    1)\n", Names(Level::kOff)),
            "def f():\n    return (\n        1)\n");
  EXPECT_EQ(Print("from a import (b,\n  # c\n  d)\n", Names(Level::kOff)),
            "from a import (b,\n\n    d)\n");
  EXPECT_EQ(Print("import a, \\\n b\n", Names(Level::kOff)), "import a, \\\n    b\n");
  EXPECT_EQ(Print("with (\n  a as b,\n  c\n): pass\n", Names(Level::kOff)),
            "with (\n    a) as b, (\n    c):\n    pass\n");
  EXPECT_EQ(Print("x: int = (\n  1)\n", Names(Level::kOff)), "x: int = (\n    1)\n");
}

TEST(Layout, KeepsLinesOfStringsAndWhatFollows) {
  EXPECT_EQ(Print("x = '''a\nb''' + y\n", Names(Level::kOff)), "x = (\"a\\nb\" +\n    y)\n");
  EXPECT_EQ(Print("'''a\n\nb'''\nx\n", Names(Level::kOff)), "\"a\\n\\nb\"\n\n\nx\n");
  EXPECT_EQ(Print("f'''a\n{b}'''\n", Names(Level::kOff)), "f\"a\\n\\\n{b}\"\n");
  EXPECT_EQ(Print("f'''{a +\n\nb}'''\n", Names(Level::kOff)), "f\"\"\"{a +\n\n    b}\"\"\"\n");
}

TEST(Layout, SharesLinesAsTheSourceDoes) {
  EXPECT_EQ(Print("a; b\nif c: d; e\n\n\nf\n", Names(Level::kOff)), "a; b\nif c: d; e\n\n\nf\n");
  EXPECT_EQ(Print("if a:\n  b\n\nelse:\n\n  c\n", Names(Level::kOff)),
            "if a:\n    b\n\n\nelse:\n    c\n");
}

TEST(Layout, MapsPositions) {
  const Program program("x = [a\n     ._b]\n");
  ASSERT_TRUE(program.ok());
  const Result<Rewritten> printed = Rewrite(program, Names(Level::kProven));
  ASSERT_TRUE(printed.has_value());
  // x = [(_getattr_(a,
  //     "_b"))]: the guard stands where CPython places the read, at the name; the rest at the
  //     start.
  EXPECT_EQ(printed->text, "x = [(_getattr_(a,\n    \"_b\"))]\n");
  const auto original = [&](uint32_t line, uint32_t column) {
    for (const Position& p : printed->positions) {
      if (p.printed_line == line && p.printed_column == column) return std::pair(p.line, p.column);
    }
    return std::pair(0u, 0u);
  };
  EXPECT_EQ(original(1, 5), std::pair(1u, 5u));
  EXPECT_EQ(original(1, 6), std::pair(2u, 6u));
  EXPECT_EQ(original(1, 16), std::pair(1u, 5u));
}

// Only the texts of leaves are read: whatever else the source holds cannot reach CPython.
TEST(Layout, ReadsNothingBetweenTheLeaves) {
  const Program program(
      "import os.path as p  # note\n"
      "@d(1)\n"
      "def f(a, *b, c: int = 0x10, **e) -> 'r':\n"
      "    \"\"\"Doc\n    text.\"\"\"\n"
      "    for x, y in a.b(c=f'{a!r:>3}{b=}'):  # why\n"
      "        a.b[1:2] += x ** y\n"
      "    match a:\n"
      "        case {'k': v, **w}: pass\n"
      "        case C(q=1.5e3): return (\n            a)\n");
  ASSERT_TRUE(program.ok()) << program.Why();
  for (const Level level : {Level::kOff, Level::kProven, Level::kAll}) {
    const Result<Rewritten> before = Rewrite(program, Constants(level));
    ASSERT_TRUE(before.has_value());
    // Overwrite, in the parsed source itself, every byte that is not the text of a node.
    const std::string_view source = program.source.text();
    const std::string saved(source);
    std::vector<bool> kept(source.size());
    analyzer::Walk(*program.tree.root(), [&](const analyzer::Node& node) {
      const char* text = node.text.data();
      if (text >= source.data() && text < source.data() + source.size()) {
        for (size_t i = 0; i < node.text.size(); ++i) {
          kept[static_cast<size_t>(text - source.data()) + i] = true;
        }
      }
      return true;
    });
    char* bytes = const_cast<char*>(source.data());
    size_t junk = 0;
    for (size_t i = 0; i < source.size(); ++i) {
      if (!kept[i]) bytes[i] = "';evil()#\n"[junk++ % 10];
    }
    EXPECT_GT(junk, source.size() / 4);
    const Result<Rewritten> after = Rewrite(program, Constants(level));
    std::copy(saved.begin(), saved.end(), bytes);
    ASSERT_TRUE(after.has_value());
    EXPECT_EQ(after->text, before->text);
  }
}

std::string Repeat(std::string_view piece, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out += piece;
  return out;
}

std::vector<std::string> Chains(int length) {
  return {
      "a" + Repeat(".b", length) + "\n",     "a" + Repeat("()", length) + "\n",
      "a" + Repeat("[0]", length) + "\n",    "1" + Repeat("+1", length) + "\n",
      "1" + Repeat("**1", length) + "\n",    Repeat("not ", length) + "a\n",
      Repeat("-", length) + "a\n",           "a" + Repeat(" if b else c", length) + "\n",
      Repeat("lambda: ", length) + "a\n",    "a" + Repeat(" or a", length) + "\n",
      "a" + Repeat(" < a", length) + "\n",   "if a: b\n" + Repeat("elif a: b\n", length),
      "a" + Repeat(" = a", length) + "\n",   "(" + Repeat("a,", length) + ")\n",
      "'a'" + Repeat(" 'a'", length) + "\n", Repeat("def f(): pass\n", length),
      "f'" + Repeat("{a}", length) + "'\n",  "f'" + Repeat("{a:{b}}", length) + "'\n",
  };
}

// Chains nest as deep in the tree as they are long. The parser has caps of its own for the longest.
TEST(Layout, PrintsLongChains) {
  for (const int length : {50, 4000}) {
    size_t within_caps = 0;
    const std::vector<std::string> texts = Chains(length);
    for (const std::string& text : texts) {
      const Program program(text);
      if (!program.ok()) continue;
      ++within_caps;
      for (const Level level : {Level::kOff, Level::kProven, Level::kAll}) {
        const Result<Rewritten> printed = Rewrite(program, Constants(level));
        ASSERT_TRUE(printed.has_value()) << text.substr(0, 20) << printed.error().message;
        EXPECT_GE(printed->text.size(), text.size() / 2) << text.substr(0, 20);
      }
    }
    EXPECT_GE(within_caps, length == 50 ? texts.size() : 8u) << length;
  }
}

// F-strings are tried with several quotes; the work in vain is bounded, whatever comes of it.
TEST(Layout, TriesFStringsInBoundedTime) {
  // Two of three quotes fail for each of these, and the specification makes all of them joins.
  std::string text = "x = [\n";
  for (int i = 0; i < 2000; ++i) {
    text += "  f\"\"\"{a[f'{b[\"k\"]._c}']._d:>{w}}{e[f'{b[\"k\"]._c}']}\"\"\",\n";
  }
  const Program program(text + "]\n");
  ASSERT_TRUE(program.ok()) << program.Why();
  for (const Level level : {Level::kOff, Level::kProven, Level::kAll}) {
    const Result<Rewritten> printed = Rewrite(program, Constants(level));
    ASSERT_TRUE(printed.has_value()) << printed.error().message;
    EXPECT_EQ(printed->text.find("\n\n"), std::string::npos);
  }
}

}  // namespace
}  // namespace stockade::rewriter
