#include "tools/report/printable.h"

#include <gtest/gtest.h>

namespace stockade::report {
namespace {

TEST(Printable, LeavesOrdinaryTextAlone) { EXPECT_EQ(Printable("x = \"é日𐐀\""), "x = \"é日𐐀\""); }

TEST(Printable, EscapesWhatSteersATerminal) {
  EXPECT_EQ(Printable("a\x1b[2Jb\r\n\x7f"), "a\\x1b[2Jb\\x0d\\x0a\\x7f");
  EXPECT_EQ(Printable("\xC2\x9B"), "\\x9b");                // C1: control sequence introducer
  EXPECT_EQ(Printable("\xE2\x80\xAE"), "\\u202e");          // right-to-left override
  EXPECT_EQ(Printable("\xF3\xA0\x80\x81"), "\\U000e0001");  // language tag
}

TEST(Printable, EscapesBytesThatAreNoUtf8) {
  EXPECT_EQ(Printable("\xFF\xC3"), "\\xff\\xc3");
  EXPECT_EQ(Printable("\xED\xA0\x80"), "\\xed\\xa0\\x80");  // a surrogate
  EXPECT_EQ(ValidUtf8("a\n\xFF"
                      "é"),
            "a\n\\xffé");
}

TEST(XmlEscaped, WritesWhatXmlCanHold) {
  EXPECT_EQ(XmlEscaped("<a b=\"c\"> & \x1b \n\xFF"),
            "&lt;a b=&quot;c&quot;&gt; &amp; \\x1b &#10;\\xff");
}

TEST(Show, ExpandsTabsToStopsAndCountsWideCharactersTwice) {
  const ShownLine shown = Show("a\t日x");
  EXPECT_EQ(shown.text, "a   日x");
  EXPECT_EQ(shown.columns.front(), 0u);
  EXPECT_EQ(shown.columns[1], 1u);  // the tab
  EXPECT_EQ(shown.columns[2], 4u);  // the wide character
  EXPECT_EQ(shown.columns[5], 6u);  // x
  EXPECT_EQ(shown.columns.back(), 7u);
}

TEST(Show, GivesCombiningCharactersNoColumn) {
  const ShownLine shown = Show("e\xCC\x81x");
  EXPECT_EQ(shown.columns[3], 1u);
}

}  // namespace
}  // namespace stockade::report
