// Texts that must not be printed: those that name a guard in any binding or using position, and
// literals that hold the marker.
#include <gtest/gtest.h>

#include "tests/rewriter/printing.h"

namespace stockade::rewriter {
namespace {

std::string Replace(std::string text, std::string_view from, std::string_view to) {
  for (size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
    text.replace(at, from.size(), to);
  }
  return text;
}

// Every position of the grammar that holds a name.
const char* const kPositions[] = {
    "NAME\n",
    "NAME = 1\n",
    "a, (NAME, *b) = c\n",
    "a, *NAME = c\n",
    "NAME += 1\n",
    "NAME: int\n",
    "(NAME := 1)\n",
    "del NAME\n",
    "for NAME in a: pass\n",
    "[1 for NAME in a]\n",
    "with a as NAME: pass\n",
    "try: a\nexcept b as NAME: c\n",
    "try: a\nexcept* b as NAME: c\n",
    "import NAME\n",
    "import a.NAME\n",
    "import NAME.a\n",
    "import a as NAME\n",
    "from NAME import a\n",
    "from a.NAME import b\n",
    "from a import NAME\n",
    "from a import b as NAME\n",
    "def NAME(): pass\n",
    "async def NAME(): pass\n",
    "class NAME: pass\n",
    "def f(NAME): pass\n",
    "def f(NAME, /): pass\n",
    "def f(*NAME): pass\n",
    "def f(*, NAME): pass\n",
    "def f(**NAME): pass\n",
    "lambda NAME: 1\n",
    "lambda NAME, /: 1\n",
    "lambda *NAME: 1\n",
    "lambda *, NAME=1: 1\n",
    "lambda **NAME: 1\n",
    "def f():\n  global NAME\n",
    "def f():\n  NAME_ = 1\n  def g():\n    nonlocal NAME_\n    nonlocal NAME\n",
    "match a:\n  case NAME: pass\n",
    "match a:\n  case [1, *NAME]: pass\n",
    "match a:\n  case {'k': 1, **NAME}: pass\n",
    "match a:\n  case 1 as NAME: pass\n",
    "match a:\n  case NAME(): pass\n",
    "match a:\n  case A(NAME=1): pass\n",
    "match a:\n  case NAME.b: pass\n",
    "match a:\n  case b.NAME: pass\n",
    "f(NAME=1)\n",
    "class A(NAME=1): pass\n",
    "a.NAME\n",
    "a.NAME = 1\n",
    "del a.NAME\n",
    "a.NAME += 1\n",
    "@NAME\ndef f(): pass\n",
    "f'{NAME}'\n",
    "f'{a:{NAME}}'\n",
};

TEST(Refusal, NoPositionMayNameAGuard) {
  for (const std::string name : {"_getattr_", "_write_", "_budget_", "_stockade_value"}) {
    for (const char* position : kPositions) {
      const std::string text = Replace(position, "NAME", name);
      const Program program(text);
      if (std::string_view(position).find("nonlocal") != std::string_view::npos && !program.ok()) {
        continue;  // the parser knows already that there is no such variable
      }
      ASSERT_TRUE(program.ok()) << text << program.Why();
      for (const RewriteOptions& options :
           {Names(Level::kOff), Names(Level::kProven), Constants(Level::kAll)}) {
        const Result<Rewritten> printed = Rewrite(program, options);
        ASSERT_FALSE(printed.has_value()) << text;
        EXPECT_EQ(printed.error().code, ErrorCode::kNamesGuard) << text;
        EXPECT_EQ(printed.error().message, "the name '" + name + "' is reserved for the guards");
        EXPECT_LT(printed.error().begin, text.size());
      }
      // The position itself is fine.
      const Program harmless(Replace(position, "NAME", "name"));
      ASSERT_TRUE(harmless.ok()) << position << harmless.Why();
      EXPECT_TRUE(Rewrite(harmless, Constants(Level::kAll)).has_value()) << position;
    }
  }
}

TEST(Refusal, EveryGuardsNameIsTaken) {
  for (const executor::GuardRow& row : executor::kGuards) {
    const Program program(std::string(row.text_name) + "(1)\n");
    ASSERT_TRUE(program.ok());
    EXPECT_FALSE(Rewrite(program, Names(Level::kOff)).has_value()) << row.text_name;
  }
}

TEST(Refusal, GuardedTextIsNoSource) {
  const std::string guarded = Print("a._b\n", Names(Level::kProven));
  const Program again(guarded);
  ASSERT_TRUE(again.ok());
  EXPECT_FALSE(Rewrite(again, Names(Level::kProven)).has_value());
}

TEST(Refusal, NoNameMayFoldToAKeyword) {
  // U+FF49 and U+FF4E fold to "i" and "n": CPython reads a name, a printer would print the keyword.
  const std::string folded = "\xEF\xBD\x89\xEF\xBD\x8E";
  for (const char* position : kPositions) {
    const std::string text = Replace(position, "NAME", folded);
    const Program program(text);
    if (!program.ok()) continue;  // `in_` stands beside it in one position
    const auto printed = Rewrite(program, Names(Level::kOff));
    ASSERT_FALSE(printed.has_value()) << text;
    EXPECT_EQ(printed.error().code, ErrorCode::kKeywordName) << text;
  }
}

TEST(Refusal, NoLiteralMayHoldTheMarker) {
  const std::string marker(executor::kGuardMarker);
  const std::string texts[] = {
      "'" + marker + "getattr'(a, 'b')\n",
      "x = '\\U0010F57C'\n",
      "x = 'a' '\\U0010f57c' 'getattr'\n",
      "x = '\\U0010F57C' + 'getattr'\n",
      "x = f'{a}\\U0010F57C'\n",
      "x = f'{a:\\U0010F57C}'\n",
      "x = f'{a:" + marker + "}'\n",
      "x = f'{\"" + marker + "\"}'\n",
      "x = f'{\"" + marker + "\"=}'\n",
      "x = '\\N{BULLET}\\U0010F57C'\n",
      "def f():\n  '''" + marker + "'''\n",
      "match a:\n  case '\\U0010F57C': pass\n",
      "match a:\n  case {'\\U0010F57C': b}: pass\n",
      "x: '\\U0010F57C'\n",
  };
  int reached = 0;
  for (const std::string& text : texts) {
    const Program program(text);
    if (!program.ok()) continue;  // refused earlier: backslashes in format specifications
    ++reached;
    for (const RewriteOptions& options :
         {Names(Level::kOff), Constants(Level::kProven), Constants(Level::kAll)}) {
      const Result<Rewritten> printed = Rewrite(program, options);
      ASSERT_FALSE(printed.has_value()) << text;
      EXPECT_EQ(printed.error().code, ErrorCode::kMarkerInLiteral) << text;
    }
  }
  EXPECT_GE(reached, 11);
  // Bytes cannot become a guard, and surrogates do not join to the code point.
  EXPECT_EQ(Print("b'\\xf4\\x8f\\x95\\xbc', '\\udbfd\\udd7c'\n", Names(Level::kOff)),
            "(b\"\\xf4\\x8f\\x95\\xbc\", \"\\udbfd\\udd7c\")\n");
}

// Each guard of a chain is a bracket more; the printer says so before CPython does.
TEST(Nesting, IsRefusedWhereCPythonStopsReading) {
  const auto chain = [](int links) {
    std::string text = "a";
    for (int i = 0; i < links; ++i) text += ".b";
    return text + "\n";
  };
  EXPECT_NE(Print(chain(199), Constants(Level::kAll)), "");
  const Program program(chain(210));
  ASSERT_TRUE(program.ok()) << program.Why();
  const Result<Rewritten> printed = Rewrite(program, Constants(Level::kAll));
  ASSERT_FALSE(printed.has_value());
  EXPECT_EQ(printed.error().code, ErrorCode::kTooNested);
  EXPECT_EQ(printed.error().message,
            "with its guards the expression nests more than 200 brackets, the most that CPython "
            "reads: name a part of it first");
  EXPECT_NE(Print(chain(2000), Constants(Level::kProven)), "");
}

}  // namespace
}  // namespace stockade::rewriter
