// Programs do with guards what they do without: the same output, exception and lines, at each level
// and in both spellings. The guards are the Python stand-ins of standins.py.
#include <gtest/gtest.h>

#include <filesystem>

#include "tests/rewriter/printing.h"
#include "tests/support/process.h"

namespace stockade::rewriter {
namespace {

struct Variant {
  const char* name;
  Level level;
  Spelling spelling;
};
constexpr Variant kVariants[] = {
    {"off", Level::kOff, Spelling::kNames},
    {"proven, names", Level::kProven, Spelling::kNames},
    {"all, names", Level::kAll, Spelling::kNames},
    {"proven, constants", Level::kProven, Spelling::kConstants},
    {"all, constants", Level::kAll, Spelling::kConstants},
};

nlohmann::json Pair(const std::string& text, analyzer::PythonVersion python = {}) {
  const Program program(text, false, python);
  EXPECT_TRUE(program.ok()) << program.Why();
  nlohmann::json guarded = nlohmann::json::array();
  for (const Variant& variant : kVariants) {
    RewriteOptions options;
    options.python = python;
    options.level = variant.level;
    options.spelling = variant.spelling;
    const Result<Rewritten> printed = Rewrite(program, options);
    EXPECT_TRUE(printed.has_value()) << text << printed.error().message;
    if (!printed) continue;
    nlohmann::json positions = nlohmann::json::array();
    for (const Position& p : printed->positions) {
      positions.push_back({p.printed_line, p.printed_column, p.line, p.column});
    }
    guarded.push_back({{"text", printed->text},
                       {"spelling", variant.spelling == Spelling::kNames ? "names" : "constants"},
                       {"positions", positions}});
  }
  return {{"plain", text}, {"guarded", guarded}};
}

using NamedTexts = std::vector<std::pair<std::string, std::string>>;

// Runs each text in every variant and compares with the plain run.
void ExpectSameMeaning(const NamedTexts& programs, const OtherPython& python = {}) {
  nlohmann::json input;
  for (const auto& [name, text] : programs) {
    input["programs"].push_back(Pair(text, python.version));
  }
  const nlohmann::json results = RunScript("run_pairs.py", input, 250, python.path);
  ASSERT_EQ(results.size(), programs.size());
  for (size_t i = 0; i < programs.size(); ++i) {
    const nlohmann::json& plain = results[i][0];
    ASSERT_EQ(results[i].size(), 1 + std::size(kVariants));
    for (size_t v = 0; v < std::size(kVariants); ++v) {
      const nlohmann::json& guarded = results[i][v + 1];
      const std::string what = programs[i].first + " (" + kVariants[v].name + ")";
      EXPECT_EQ(guarded["output"], plain["output"]) << what << "\n" << guarded["exception"];
      EXPECT_EQ(guarded["exception"], plain["exception"]) << what;
      EXPECT_EQ(guarded["lines"], plain["lines"]) << what;
    }
  }
}

NamedTexts ProgramsOf(const std::string& folder) {
  NamedTexts programs;
  for (const auto& entry :
       std::filesystem::directory_iterator(tests::SourcePath("tests/rewriter/" + folder))) {
    programs.emplace_back(entry.path().filename().string(), tests::ReadFile(entry.path().string()));
  }
  EXPECT_FALSE(programs.empty());
  return programs;
}

TEST(Meaning, ProgramsOfThisFolder) { ExpectSameMeaning(ProgramsOf("programs")); }

// One statement each; the lines of the traceback must be the submitter's.
NamedTexts Exceptions() {
  static const char* const kTexts[] = {
      "x = (1\n  .real\n  ._nope)\n",
      "class A:\n  _b = None\na = A()\n(a\n ._b\n .c(\n   1))\n",
      "def f(*a): return 1/0\nf(\n *[\n 1])\n",
      "x = [1]\nx[\n  0\n][\n 1]\n",
      "f = (lambda:\n  [][0])\nf()\n",
      "x = {}\nx[\n 'a'\n] += 1\n",
      "class A: pass\na = A()\na.b \\\n += 1\n",
      "for x in (\n  y for y in (\n    1 .__truediv__)): pass\n",
      "[1 for x in (\n 3)]\n",
      "print(\n 1 << \n 'a')\n",
      "a, b = \\\n  1,\n",
      "a, *b = (\n   3)\n",
      "def f():\n  def g(x=(\n     undefined)): pass\nf()\n",
      "def f():\n  class A(\n    undefined): pass\nf()\n",
      "def f():\n  with undefined as x: pass\nf()\n",
      "def f():\n  try:\n    undefined\n  finally: pass\nf()\n",
      "def f():\n  @undefined\n  def g(): pass\nf()\n",
      "def f():\n  match undefined:\n    case 1: pass\nf()\n",
      "def f():\n  for x in undefined: pass\nf()\n",
      "def f():\n  if undefined: pass\nf()\n",
      "assert (\n  False), (\n 'm')\n",
      "raise ValueError(\n  'x') from (\n undefined)\n",
      "x = f'''\n{1}{\n undefined}'''\n",
      "x = f'{1}' \\\n  f'{undefined}'\n",
      "x = 1; y = undefined\n",
      "del (undefined\n .x)\n",
      "import sys as s, \\\n   no_such_module\n",
      "from sys import (path,\n  no_such_name)\n",
      "lambda x=(\n undefined): x\n",
      "def f(x: (\n  undefined)): pass\n",
      "x: undefined = 1\n",
      "f\"{1}\" + (\n  '%d' % 'x')\n",
  };
  NamedTexts programs;
  for (const char* text : kTexts) programs.emplace_back(text, text);
  return programs;
}

TEST(Meaning, ExceptionsKeepTheirLines) { ExpectSameMeaning(Exceptions()); }

// Text printed for another CPython compiles and means the same there: what every version has, and
// the programs of that version's own syntax (programs_3.12 and so on) for it and its successors.
class OtherVersion : public testing::TestWithParam<OtherPython> {};
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(OtherVersion);

TEST_P(OtherVersion, ProgramsMeanTheSame) {
  const OtherPython& python = GetParam();
  const auto has = [&python](int minor) {
    return python.version >= analyzer::PythonVersion{3, minor};
  };
  NamedTexts programs;
  if (has(11)) {  // positions of tracebacks begin there
    programs = ProgramsOf("programs");
    for (const auto& one : Exceptions()) programs.push_back(one);
  }
  for (const int minor : {9, 12, 13, 14}) {
    if (!has(minor)) continue;
    for (const auto& one : ProgramsOf("programs_3." + std::to_string(minor))) {
      programs.push_back(one);
    }
  }
  ExpectSameMeaning(programs, python);
}

INSTANTIATE_TEST_SUITE_P(Found, OtherVersion, testing::ValuesIn(OtherPythons()),
                         [](const auto& param) {
                           return "Python3_" + std::to_string(param.param.version.minor);
                         });

// Each function call and each round of a loop spends at least one step; no step is spent twice
// for one call.
TEST(Meaning, EveryCallAndRoundSpends) {
  struct Case {
    const char* text;
    int least;
  };
  const Case kCases[] = {
      {"def f(): return 1\nfor i in range(10): f()\n", 10},
      {"def f():\n  'doc'\n  return 1\nfor i in range(10): f()\n", 10},
      {"def f():\n  if 1: return 1\nfor i in range(10): f()\n", 10},
      {"def f():\n  for x in (): pass\nfor i in range(10): f()\n", 10},
      {"def f():\n  while False: pass\nfor i in range(10): f()\n", 10},
      {"import io\ndef f():\n  with io.StringIO(): pass\nfor i in range(10): f()\n", 10},
      {"def f():\n  match 1:\n    case _: pass\nfor i in range(10): f()\n", 10},
      {"def f():\n  try: pass\n  finally: pass\nfor i in range(10): f()\n", 10},
      {"def f():\n  def g(x=1): pass\nfor i in range(10): f()\n", 10},
      {"def f():\n  class A(object): pass\nfor i in range(10): f()\n", 10},
      {"def f():\n  class A:\n    x = 1\nfor i in range(10): f()\n", 10},
      {"def f():\n  global x\n  x = 1\nfor i in range(10): f()\n", 10},
      {"def f():\n  def g(): pass\n  g()\nfor i in range(10): f()\n", 20},
      {"f = lambda: 1\nfor i in range(10): f()\n", 10},
      {"f = lambda x, y=(1, 2): (x, y)\nfor i in range(10): f(i)\n", 10},
      {"def f():\n  yield 1\nfor i in range(10): list(f())\n", 10},
      {"i = 0\nwhile i < 10: i += 1\n", 11},
      {"class A:\n  def f(self): return 1\nfor i in range(10): A().f()\n", 10},
      {"async def f(): return 1\nfor i in range(10):\n  try: f().send(None)\n  except "
       "StopIteration: pass\n",
       10},
  };
  nlohmann::json input;
  for (const Case& one : kCases) input["programs"].push_back(Pair(one.text));
  const nlohmann::json results = RunScript("run_pairs.py", input, 60);
  ASSERT_EQ(results.size(), std::size(kCases));
  for (size_t i = 0; i < std::size(kCases); ++i) {
    for (size_t v = 1; v <= std::size(kVariants); ++v) {
      const nlohmann::json& result = results[i][v];
      EXPECT_TRUE(result["exception"].is_null()) << kCases[i].text << result["exception"];
      if (kVariants[v - 1].level == Level::kOff) {
        EXPECT_EQ(result["spent"], 0);
      } else {
        EXPECT_EQ(result["spent"], kCases[i].least) << kCases[i].text;
      }
    }
  }
}

}  // namespace
}  // namespace stockade::rewriter
