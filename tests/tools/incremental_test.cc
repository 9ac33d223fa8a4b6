// The report of an edited text is the report of the text: after every one of thousands of edits,
// among them those that break it, that change what names stand for, and that take all back.
#include "analyzer/incremental.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "rules/ruleset.h"
#include "tests/tools/edits.h"

namespace stockade {
namespace {

using namespace tests;

struct Checker {
  explicit Checker(std::string_view toml) {
    auto loaded = rules::ParseRuleSet(toml, "test.toml");
    EXPECT_TRUE(loaded.has_value()) << (loaded ? "" : loaded.error().message);
    set = std::move(*loaded);
    configured = std::move(*rules::Configure(set));
    options = rules::AnalyzeOptionsFor(set);
  }
  IncrementalCheck Incremental() const {
    return IncrementalCheck(configured, set.intake, options, "a.py");
  }
  analyzer::Report Fresh(const std::string& text) const {
    return Analyze(analyzer::Source::FromBytes("a.py", text, set.intake), configured, options);
  }

  rules::RuleSet set;
  std::vector<std::unique_ptr<analyzer::Rule>> configured;
  analyzer::AnalyzeOptions options;
};

TEST(Incremental, IsTheReportOfTheTextAfterAnyEdit) {
  Random random;
  Tally tally;
  const Checker checkers[] = {Checker("extends = [\"default\"]\n"),
                              Checker("extends = [\"strict\"]\n[definitions]\nmax-complexity = 3\n"
                                      "max-function-lines = 5\n")};
  const std::vector<std::string> texts = Texts(STOCKADE_CORPUS, 6000);
  ASSERT_GT(texts.size(), 5u);
  constexpr size_t each = 60;
  for (const std::string& text : texts) {
    for (const Checker& checker : checkers) {
      EditAtRandom(
          checker.Incremental(), [&](const std::string& now) { return checker.Fresh(now); }, text,
          each, random, &tally);
      if (HasFatalFailure()) return;
    }
  }
  ASSERT_GT(tally.checks, 800u);
  // Not by judging the whole text all the time.
  EXPECT_GT(tally.sliced, tally.checks / 4);
}

std::string Program(int functions) {
  std::string text = "import math\n\nLIMIT = 10\n\n\n";
  for (int i = 0; i < functions; ++i) {
    const std::string n = std::to_string(i);
    text += "class C" + n +
            ":\n    def m(self, x):\n        y = x * LIMIT\n        return y\n\n    def n(self):\n "
            "       return math.sqrt(self.m(" +
            n + "))\n\n\n";
  }
  return text;
}

TEST(Incremental, JudgesOnlyWhatAnEditTouches) {
  const Checker checker("extends = [\"default\"]\n");
  IncrementalCheck check = checker.Incremental();
  check.SetText(Program(100));
  check.Check();
  EXPECT_TRUE(check.last_work().whole);
  const size_t at = check.text().find("y = x * LIMIT", check.text().size() / 2);
  check.Replace(at + 4, at + 5, "xx");
  check.Check();
  EXPECT_FALSE(check.last_work().whole);
  EXPECT_LT(check.last_work().judged_bytes, 400u);
  // Not even when the text was broken between.
  check.Replace(at, at, "(");
  EXPECT_EQ(check.Check().diagnostics.size(), 1u);
  EXPECT_TRUE(check.last_work().whole);
  check.Replace(at, at + 1, "");
  EXPECT_TRUE(check.Check().diagnostics.empty());
  EXPECT_FALSE(check.last_work().whole);
}

TEST(Incremental, SeesWhatAnEditMeansElsewhere) {
  const Checker checker("extends = [\"default\"]\n[imports]\nallow = [\"math\"]\n");
  IncrementalCheck check = checker.Incremental();
  check.SetText("def a(s):\n    return s\n\n\ndef b(s):\n    return a(s)\n" + Program(20));
  EXPECT_TRUE(check.Check().diagnostics.empty());
  // The new name stands for a builtin in a function that was not touched.
  check.Replace(0, 0, "a = eval\n");
  const analyzer::Report after = check.Check();
  EXPECT_EQ(Printed(after), Printed(checker.Fresh(check.text())));
  EXPECT_FALSE(after.diagnostics.empty());
}

// What a function only returns is folded where it is called.
TEST(Incremental, SeesWhatAFunctionReturns) {
  const Checker checker("extends = [\"default\"]\n");
  IncrementalCheck check = checker.Incremental();
  check.SetText(
      "def name():\n    return \"title\"\n\n\ndef read(s):\n    return getattr(s, name())\n" +
      Program(20));
  const size_t clean = check.Check().diagnostics.size();
  const auto replace = [&](std::string_view was, std::string_view is) {
    check.Replace(check.text().find(was), check.text().find(was) + was.size(), is);
    const analyzer::Report after = check.Check();
    EXPECT_EQ(Printed(after), Printed(checker.Fresh(check.text())));
    return after.diagnostics.size();
  };
  // Here in its body, there in its caller, which still has to know of it.
  const size_t found = replace("title", "__globals__");
  EXPECT_GT(found, clean + 1);
  EXPECT_EQ(replace("return getattr", "return 1 or getattr"), found);
  EXPECT_EQ(replace("__globals__", "title"), clean);
}

}  // namespace
}  // namespace stockade
