// [[overrides]]: other settings for some files of a project, and for nothing else.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "rules/overrides.h"
#include "rules/ruleset.h"

namespace stockade::rules {
namespace {

constexpr std::string_view kSet = R"(
[imports]
allow = ["os"]

[[overrides]]
paths = ["tests/**", "conftest.py"]
reason = "tests may do more"
[overrides.imports]
allow = ["unittest"]
remove-allow = ["os"]
[overrides.limits]
wall = "1 min"

[[overrides]]
paths = ["tests/slow/*.py"]
limits.wall = "2 min"
rules.severity.ST201 = "warning"
)";

bool Allows(const RuleSet& set, std::string_view module) {
  return std::find(set.imports.begin(), set.imports.end(), module) != set.imports.end();
}

RuleSet SetFor(const RuleSet& set, const std::string& path) {
  Result<RuleSet> own = RuleSetForPath(set, path);
  EXPECT_TRUE(own.has_value());
  return own ? *std::move(own) : RuleSet{};
}

TEST(Overrides, AreMergedInOrderForTheFilesTheyName) {
  const Result<RuleSet> set = ParseRuleSet(kSet, "/project/stockade.toml");
  ASSERT_TRUE(set.has_value()) << set.error().message;
  ASSERT_EQ(set->overrides.size(), 2u);
  EXPECT_FALSE(Allows(*set, "unittest")) << "nothing holds before it is asked for";

  const RuleSet plain = SetFor(*set, "/project/src/a.py");
  EXPECT_EQ(plain.digest, set->digest);
  EXPECT_EQ(plain.source, set->source);
  EXPECT_FALSE(Allows(plain, "unittest"));

  const RuleSet tests = SetFor(*set, "/project/tests/deep/a.py");
  EXPECT_TRUE(Allows(tests, "unittest"));
  EXPECT_TRUE(Allows(tests, "math"));
  EXPECT_FALSE(Allows(tests, "os"));
  EXPECT_EQ(tests.wall, std::chrono::minutes(1));
  EXPECT_NE(tests.digest, set->digest);
  EXPECT_EQ(tests.source, "/project/stockade.toml (with overrides for tests/**)");

  const RuleSet slow = SetFor(*set, "/project/tests/slow/a.py");
  EXPECT_TRUE(Allows(slow, "unittest"));
  EXPECT_EQ(slow.wall, std::chrono::minutes(2));
  EXPECT_EQ(slow.severities.at("ST201"), analyzer::Severity::kWarning);

  EXPECT_TRUE(Allows(SetFor(*set, "/project/any/where/conftest.py"), "unittest"));
  EXPECT_FALSE(Allows(SetFor(*set, "/elsewhere/tests/a.py"), "unittest"));
  EXPECT_FALSE(Allows(SetFor(*set, "/project/tests/../src/a.py"), "unittest"));
}

TEST(Overrides, MatchGlobs) {
  struct Case {
    std::string_view glob, path;
    bool matches;
  };
  constexpr Case kCases[] = {
      {"a.py", "a.py", true},
      {"a.py", "x/y/a.py", true},
      {"a.py", "xa.py", false},
      {"*.py", "x/a.py", true},
      {"src/*.py", "src/a.py", true},
      {"src/*.py", "src/x/a.py", false},
      {"src/*.py", "x/src/a.py", false},
      {"src/**/a.py", "src/a.py", true},
      {"src/**/a.py", "src/x/y/a.py", true},
      {"src/**", "src/x/y.py", true},
      {"src/**", "src2/x.py", false},
      {"src/", "x/src/a/b.py", true},
      {"/src/", "src/a.py", true},
      {"/src/", "x/src/a.py", false},
      {"te?t.py", "test.py", true},
      {"te?t.py", "te/t.py", false},
      {"a.b", "axb", false},
      {"(", "(", true},
      {"**/t/*.py", "t/a.py", true},
      {"**/t/*.py", "x/t/a.py", true},
  };
  for (const Case& c : kCases) {
    EXPECT_EQ(MatchesGlob(c.glob, c.path), c.matches) << c.glob << " and " << c.path;
  }
}

TEST(Overrides, MistakesHaveAPlace) {
  struct Case {
    std::string_view toml, error;
  };
  constexpr Case kCases[] = {
      {"overrides = 1\n",
       "t.toml:1:13: \"overrides\" must be an array of tables, as in [[overrides]], not an "
       "integer"},
      {"[[overrides]]\nlimits.wall = '1 s'\n",
       "t.toml:1:1: an [[overrides]] table needs \"paths\", a list of globs such as \"tests/**\""},
      {"[[overrides]]\npaths = []\n",
       "t.toml:2:9: an [[overrides]] table needs \"paths\", a list of globs such as \"tests/**\""},
      {"[[overrides]]\npaths = [1]\n",
       "t.toml:2:10: an element of \"paths\" must be a glob such as \"tests/**\""},
      {"[[overrides]]\npaths = ['a']\nreason = 1\n",
       "t.toml:3:10: \"reason\" must be a text, not an integer"},
      {"[[overrides]]\npaths = ['a']\n[overrides.imports]\nalow = ['x']\n",
       "t.toml:4:1: unknown key \"alow\" in [imports]; did you mean \"allow\"?"},
      {"[[overrides]]\npaths = ['a']\npath = ['x']\n",
       "t.toml:3:1: unknown key \"path\"; did you mean \"paths\"?"},
      {"[[overrides]]\npaths = ['a']\nextends = ['strict']\n",
       "t.toml:3:1: unknown key \"extends\"; the keys here are \"paths\", \"reason\", \"python\", "
       "\"submission\", \"names\", \"attributes\", \"imports\", \"calls\", \"definitions\", "
       "\"constructs\", "
       "\"resources\", \"rules\", \"guards\", \"limits\" and \"custom\""},
      {"[[override]]\npaths = ['a']\n",
       "t.toml:1:3: unknown key \"override\"; did you mean \"overrides\"?"},
  };
  for (const Case& c : kCases) {
    const Result<RuleSet> set = ParseRuleSet(c.toml, "t.toml");
    ASSERT_FALSE(set.has_value()) << c.toml;
    const Error& e = set.error();
    EXPECT_EQ(fmt::format("{}:{}:{}: {}", e.file, e.line, e.column, e.message), c.error);
  }
}

}  // namespace
}  // namespace stockade::rules
