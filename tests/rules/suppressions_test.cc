#include <gtest/gtest.h>

#include "tests/rules/check_text.h"

namespace stockade::rules {
namespace {

using Codes = std::vector<std::string>;

Checker Allowing() { return Checker::Parse("[submission]\nsuppressions = 'allow'\n"); }

TEST(Suppressions, SilenceTheLineWhereTheyAreAllowed) {
  EXPECT_EQ(Allowing().Codes("x = eval('1')  # stockade: ignore[ST101] a test\n"), Codes{});
  EXPECT_EQ(Allowing().Codes("x = eval('1')  # stockade: ignore[forbidden-name] a test\n"),
            Codes{});
  EXPECT_EQ(Allowing().Check("x = eval('1')  # stockade: ignore[ST101] a test\n").verdict,
            analyzer::FileVerdict::kClean);
}

TEST(Suppressions, SilenceOnlyWhatTheyName) {
  EXPECT_EQ(Allowing().Codes("import os; x = eval('1')  # stockade: ignore[ST101] a test\n"),
            Codes{"ST201"});
  EXPECT_EQ(Allowing().Codes("import os; x = eval('1')  # stockade: ignore[ST101, ST201] both\n"),
            Codes{});
  EXPECT_EQ(Allowing().Codes("x = eval('1')\n# stockade: ignore[ST101] another line\n"),
            (Codes{"ST101", "ST803"}));
}

TEST(Suppressions, NeedACodeAndAReason) {
  EXPECT_EQ(Allowing().Codes("x = eval('1')  # stockade: ignore[ST101]\n"),
            (Codes{"ST101", "ST802"}));
  EXPECT_EQ(Allowing().Codes("x = eval('1')  # stockade: ignore all of it\n"),
            (Codes{"ST101", "ST802"}));
  EXPECT_EQ(Allowing().Codes("x = eval('1')  # stockade: ignore[] why not\n"),
            (Codes{"ST101", "ST802"}));
  EXPECT_EQ(Allowing().Codes("x = eval('1')  # stockade: ignore[ST999] why not\n"),
            (Codes{"ST101", "ST802"}));
}

TEST(Suppressions, CannotSilenceIntakeSyntaxOrThemselves) {
  EXPECT_EQ(Allowing().Codes("x = 1  # stockade: ignore[ST803] tidy\n"), Codes{"ST802"});
  EXPECT_EQ(Allowing().Codes("x = '\xE2\x80\xAE'  # stockade: ignore[ST010] tidy\n"),
            (Codes{"ST010", "ST802"}));
}

TEST(Suppressions, AreVoidInSubmissions) {
  const Checker checker = Checker::Load("default");
  EXPECT_EQ(checker.Codes("x = eval('1')  # stockade: ignore[ST101] a test\n"),
            (Codes{"ST101", "ST801"}));
}

TEST(Suppressions, AreCommentsNotTexts) {
  EXPECT_EQ(Allowing().Codes("x = eval('1'), '# stockade: ignore[ST101] a test'\n"),
            Codes{"ST101"});
  EXPECT_EQ(Allowing().Codes("x = eval('''\n# stockade: ignore[ST101] a test''')\n"),
            Codes{"ST101"});
  EXPECT_EQ(Allowing().Codes("x = '#'; y = eval(x)  # stockade: ignore[ST101] a test\n"), Codes{});
  // Prose about the comment is none.
  EXPECT_EQ(Allowing().Codes("x = 1  # see stockade: ignore[ST101] in the manual\n"), Codes{});
}

}  // namespace
}  // namespace stockade::rules
