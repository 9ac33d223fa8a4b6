#include "rules/policy.h"

#include <gtest/gtest.h>

namespace stockade::rules {
namespace {

bool Matches(const std::vector<std::string>& patterns, std::string_view text) {
  const auto set = PatternSet::Compile(patterns);
  EXPECT_TRUE(set.has_value());
  return set->Matches(text);
}

// The short cut before the automaton may never lose a match.
TEST(PatternSet, MatchesAsTheAutomatonDoes) {
  EXPECT_TRUE(Matches({"^_"}, "_x"));
  EXPECT_TRUE(Matches({"^_"}, "_"));
  EXPECT_FALSE(Matches({"^_"}, "x_"));
  EXPECT_TRUE(Matches({"^__.+__$"}, "__a__"));
  EXPECT_FALSE(Matches({"^__.+__$"}, "____"));
  EXPECT_TRUE(Matches({"^__.+__$", "^x"}, "xyz"));
  EXPECT_TRUE(Matches({"^__.+__$", "roles"}, "my_roles_"));
  EXPECT_TRUE(Matches({"^a|b"}, "xb"));
  EXPECT_TRUE(Matches({"^ab*"}, "ac"));
  EXPECT_TRUE(Matches({"^ab?c"}, "ac"));
  EXPECT_TRUE(Matches({"^ab{0,1}c"}, "ac"));
  EXPECT_TRUE(Matches({"^(?i)ab"}, "ABC"));
  EXPECT_TRUE(Matches({"(?m)^b"}, "a\nb"));
  EXPECT_TRUE(Matches({"x$"}, "ax"));
  EXPECT_TRUE(Matches({"^"}, "anything"));
  EXPECT_FALSE(Matches({}, "anything"));
}

TEST(NameMatcher, AllowWinsOverPatternsAndForbidOverAllow) {
  NamePolicy policy;
  policy.forbid_matching = {"^_"};
  policy.allow = {"_a", "_b"};
  policy.forbid = {"_b", "os.system"};
  const auto matcher = NameMatcher::Compile(policy, {"gi_frame", "_a"});
  ASSERT_TRUE(matcher.has_value());
  EXPECT_TRUE(matcher->Forbids("_x"));
  EXPECT_FALSE(matcher->Forbids("_a"));
  EXPECT_TRUE(matcher->Forbids("_b"));
  EXPECT_TRUE(matcher->Forbids("gi_frame"));
  EXPECT_FALSE(matcher->Forbids("system"));
  EXPECT_EQ(matcher->ForbiddenEntry("os.system"), "os.system");
  EXPECT_EQ(matcher->ForbiddenEntry("os.system.x"), "os.system");
  EXPECT_EQ(matcher->ForbiddenEntry("os.systems"), "");
  EXPECT_EQ(matcher->ForbiddenEntry("builtins._b"), "builtins._b");
}

TEST(ImportPolicy, ReadsItsThreeForms) {
  RuleSet set;
  set.imports = {"math", "collections.*", "datetime.datetime"};
  const ImportPolicy imports(set);
  EXPECT_TRUE(imports.AllowsModule("math"));
  EXPECT_TRUE(imports.AllowsName("math", "pi"));
  EXPECT_FALSE(imports.AllowsModule("math.sub"));
  EXPECT_FALSE(imports.AllowsModule("mathx"));
  EXPECT_TRUE(imports.AllowsModule("collections"));
  EXPECT_TRUE(imports.AllowsModule("collections.abc"));
  EXPECT_TRUE(imports.AllowsModule("collections.a.b"));
  EXPECT_TRUE(imports.AllowsModule("datetime"));
  EXPECT_FALSE(imports.AllowsWhole("datetime"));
  EXPECT_TRUE(imports.AllowsName("datetime", "datetime"));
  EXPECT_FALSE(imports.AllowsName("datetime", "date"));
  EXPECT_FALSE(imports.AllowsModule(""));
  EXPECT_FALSE(imports.AllowsModule("."));
}

}  // namespace
}  // namespace stockade::rules
