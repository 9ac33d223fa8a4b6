#include <gtest/gtest.h>

#include "rules/custom_query.h"
#include "tests/rules/check_text.h"

namespace stockade::rules {
namespace {

using Lines = std::vector<std::string>;

Checker With(std::string_view query) {
  return Checker::Parse("[[custom]]\ncode = 'COURSE001'\nmessage = 'found'\nquery = '''" +
                        std::string(query) + "'''\n");
}

TEST(Custom, PlacesTheFindingAtTheFirstCapture) {
  const Checker checker = With("(call function: (identifier) @f (#eq? @f \"print\"))");
  EXPECT_EQ(checker.Lines("x = 1\nprint(x)\nlen([])\n"), Lines{"COURSE001 2:1-2:6 found"});
}

TEST(Custom, PlacesTheFindingAtHere) {
  const Checker checker =
      With("(call function: (identifier) @f arguments: (argument_list) @here (#eq? @f \"print\"))");
  EXPECT_EQ(checker.Lines("print(1)\n"), Lines{"COURSE001 1:6-1:9 found"});
}

TEST(Custom, MatchesWithRe2) {
  const Checker checker = With("((identifier) @i (#match? @i \"^tmp[0-9]+$\"))");
  EXPECT_EQ(checker.Lines("tmp1 = 1\ntmp = 2\n"), Lines{"COURSE001 1:1-1:5 found"});
  const Checker negated = With("(assignment left: (identifier) @i (#not-match? @i \"^[a-z_]+$\"))");
  EXPECT_EQ(negated.Lines("Name = 1\nname = 2\n"), Lines{"COURSE001 1:1-1:5 found"});
}

TEST(Custom, ComparesCapturesAndLists) {
  const Checker same =
      With("(binary_operator left: (identifier) @a right: (identifier) @b (#eq? @a @b)) @here");
  EXPECT_EQ(same.Lines("def f(x, y):\n    return x - x, x - y\n"),
            Lines{"COURSE001 2:12-2:17 found"});
  const Checker any = With("(call function: (identifier) @f (#any-of? @f \"min\" \"max\"))");
  EXPECT_EQ(any.Lines("min(1, 2)\nmax(1, 2)\nsum([1])\n"),
            (Lines{"COURSE001 1:1-1:4 found", "COURSE001 2:1-2:4 found"}));
  const Checker none = With("(call function: (identifier) @f (#not-any-of? @f \"min\" \"max\"))");
  EXPECT_EQ(none.Lines("min(1, 2)\nsum([1])\n"), Lines{"COURSE001 2:1-2:4 found"});
}

TEST(Custom, ColumnsAreCodePoints) {
  const Checker checker = With("(call function: (identifier) @f (#eq? @f \"print\"))");
  EXPECT_EQ(checker.Lines("s = 'äöü'; print(s)\n"), Lines{"COURSE001 1:12-1:17 found"});
}

TEST(Custom, RefusesWhatItDoesNotKnow) {
  ASSERT_TRUE(CheckQuery("((identifier) @i (#lua-match? @i \"x\"))").has_value());
  EXPECT_EQ(CheckQuery("((identifier) @i (#lua-match? @i \"x\"))")->message,
            "no predicate \"#lua-match?\"; there are \"eq?\", \"not-eq?\", \"match?\", "
            "\"not-match?\", \"any-of?\" and \"not-any-of?\"");
  EXPECT_EQ(CheckQuery("(no_such_node) @x")->message, "no such node kind");
  EXPECT_EQ(CheckQuery("(no_such_node) @x")->offset, 1u);
  EXPECT_EQ(CheckQuery("(identifier)")->message,
            "it captures nothing; mark the place of the finding, as in (call) @here");
  EXPECT_EQ(CheckQuery("((identifier) @i (#match? @i \"[\"))")->message,
            "\"[\" is not a regular expression of RE2: missing ]: [");
  EXPECT_FALSE(CheckQuery("(call) @here").has_value());
}

}  // namespace
}  // namespace stockade::rules
