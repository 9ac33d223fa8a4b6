// The documentation of the rules is checked like code: its examples are run.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "rules/rule_row.h"
#include "tests/rules/check_text.h"

namespace stockade::rules {
namespace {

// Rules that the built-in sets leave off are shown with the setting that switches them on.
Checker CheckerFor(std::string_view code) {
  if (code == "ST307") return Checker::Parse("[attributes]\ncomputed = 'forbid'\n");
  if (code == "ST206") return Checker::Parse("[imports]\nmodules-as-values = 'forbid'\n");
  if (code == "ST501") return Checker::Parse("[constructs]\nforbid = ['star-import']\n");
  if (code == "ST802" || code == "ST803") {
    return Checker::Parse("[submission]\nsuppressions = 'allow'\n");
  }
  return Checker::Load("default");
}

TEST(RuleDocs, AreCompleteAndUnique) {
  std::set<std::string_view> codes, names;
  for (const RuleDoc& doc : AllRules()) {
    SCOPED_TRACE(std::string(doc.code));
    EXPECT_TRUE(codes.insert(doc.code).second);
    EXPECT_TRUE(names.insert(doc.name).second) << doc.name;
    EXPECT_FALSE(doc.summary.empty());
    EXPECT_EQ(doc.summary.find("{}"), std::string_view::npos) << doc.summary;
    EXPECT_FALSE(doc.why.empty());
    EXPECT_FALSE(doc.references.empty());
  }
}

TEST(RuleDocs, FollowTheOrderOfCodes) {
  const std::vector<RuleDoc> docs = AllRules();
  EXPECT_TRUE(std::is_sorted(docs.begin(), docs.end(),
                             [](const RuleDoc& a, const RuleDoc& b) { return a.code < b.code; }));
  const auto rows = RuleRows();
  EXPECT_TRUE(std::is_sorted(rows.begin(), rows.end(), [](const RuleRow* a, const RuleRow* b) {
    return a->doc.code < b->doc.code;
  }));
}

TEST(RuleDocs, ExamplesShowTheRule) {
  for (const RuleRow* row : RuleRows()) {
    SCOPED_TRACE(std::string(row->doc.code));
    const Checker checker = CheckerFor(row->doc.code);
    ASSERT_FALSE(row->doc.good.empty());
    EXPECT_EQ(checker.Lines(row->doc.good), std::vector<std::string>{});
    if (row->doc.bad.empty()) continue;  // only a limit shows it
    const std::vector<std::string> codes = checker.Codes(row->doc.bad);
    EXPECT_NE(std::find(codes.begin(), codes.end(), row->doc.code), codes.end())
        << testing::PrintToString(codes);
  }
}

TEST(RuleDocs, AreFoundByCodeAndName) {
  ASSERT_NE(FindRule("ST101"), nullptr);
  EXPECT_EQ(FindRule("ST101"), FindRule("forbidden-name"));
  EXPECT_EQ(FindRule("ST999"), nullptr);
  EXPECT_NE(FindRule("ST009"), nullptr);  // intake
  EXPECT_NE(FindRule("ST020"), nullptr);  // syntax
}

}  // namespace
}  // namespace stockade::rules
