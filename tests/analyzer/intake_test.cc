#include "analyzer/intake.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyzer/source.h"
#include "analyzer/tree.h"

namespace stockade::analyzer {
namespace {

using std::string_view;
using testing::ElementsAre;

// Codes of the intake, from the bytes or from the lines.
std::vector<std::string> Codes(string_view text, const IntakeLimits& limits = {}) {
  const Source source = Source::FromBytes("a.py", text, limits);
  std::vector<std::string> codes;
  for (const Diagnostic& diagnostic : source.diagnostics()) codes.push_back(diagnostic.code);
  if (source.ok()) {
    const Tree tree = Tree::Parse(source, {});
    for (const Diagnostic& diagnostic : tree.diagnostics()) codes.push_back(diagnostic.code);
  }
  return codes;
}

Source Read(string_view text) { return Source::FromBytes("a.py", text, {}); }

TEST(IntakeTest, EachRowRefusesItsBadTextAndAcceptsItsGoodOne) {
  std::vector<string_view> seen;
  for (const IntakeRow& row : IntakeRules()) {
    SCOPED_TRACE(row.name);
    EXPECT_THAT(seen, testing::Not(testing::Contains(row.code)));
    seen.push_back(row.code);
    for (string_view part : {row.message, row.help, row.why, row.good}) EXPECT_FALSE(part.empty());
    EXPECT_THAT(Codes(row.good), testing::IsEmpty());
    if (!row.bad.empty()) {
      EXPECT_THAT(Codes(row.bad), ElementsAre(row.code));
    }
  }
}

TEST(IntakeTest, LimitsHoldExactlyAtTheirValue) {
  IntakeLimits limits;
  limits.max_bytes = 10;
  EXPECT_THAT(Codes("x = 12345\n", limits), testing::IsEmpty());
  EXPECT_THAT(Codes("x = 123456\n", limits), ElementsAre("ST002"));

  limits = {};
  limits.max_line_bytes = 8;
  EXPECT_THAT(Codes("x = 1234\r\ny = 1234", limits), testing::IsEmpty());
  EXPECT_THAT(Codes("x = 1\ny = 12345\n", limits), ElementsAre("ST003"));

  limits = {};
  limits.max_indentation = 4;
  EXPECT_THAT(Codes("if x:\n    y\n", limits), testing::IsEmpty());
  EXPECT_THAT(Codes("if x:\n     y\n", limits), ElementsAre("ST014"));
  EXPECT_THAT(Codes("x = (\n         y)\n# c\n          # d\n", limits), testing::IsEmpty());

  limits = {};
  limits.max_nesting = 3;
  EXPECT_THAT(Codes("x = ([{}])\n", limits), testing::IsEmpty());
  EXPECT_THAT(Codes("x = ([{():1}])\n", limits), ElementsAre("ST015"));
  EXPECT_THAT(Codes("if a:\n if b:\n  if c:\n   x\n", limits), testing::IsEmpty());
  EXPECT_THAT(Codes("if a:\n if b:\n  if c:\n   if d:\n    x\n", limits), ElementsAre("ST015"));
}

TEST(IntakeTest, ATextOverACapIsEmpty) {
  IntakeLimits limits;
  limits.max_bytes = 4;
  const Source source = Source::FromBytes("a.py", "x = 1\n", limits);
  EXPECT_FALSE(source.ok());
  EXPECT_EQ(source.text(), "");
  EXPECT_EQ(source.diagnostics().front().message, "the text has 6 bytes, the limit is 4");
}

// Unicode table 3-7: the edges of each well-formed range, and one step beyond.
TEST(IntakeTest, Utf8IsStrict) {
  for (string_view good : {"\xC2\xA1", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
                           "\xEF\xBF\xBD", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF"}) {
    const std::string text = "# " + std::string(good) + "\n";
    EXPECT_TRUE(Read(text).ok()) << testing::PrintToString(text);
    EXPECT_EQ(Read(text).text(), text);
  }
  for (string_view bad :
       {"\x80", "\xBF", "\xC0\x80", "\xC1\xBF", "\xC2", "\xC2(", "\xE0\x9F\xBF", "\xE1\x80",
        "\xED\xA0\x80", "\xED\xBF\xBF", "\xF0\x8F\xBF\xBF", "\xF0\x90\x80", "\xF4\x90\x80\x80",
        "\xF5\x80\x80\x80", "\xFE", "\xFF", "\xE2\x82\n\xAC"}) {
    for (string_view before : {"", "# 1234567 12345678 "}) {
      const std::string text = std::string(before) + std::string(bad) + "\n";
      EXPECT_THAT(Codes(text), ElementsAre("ST001")) << testing::PrintToString(text);
      EXPECT_EQ(Read(text).text(), "");
    }
  }
}

// Every byte at every place of the eight-byte steps of the fast path.
TEST(IntakeTest, UnusualBytesAreSeenAnywhereInALine) {
  for (int byte = 0; byte < 256; ++byte) {
    const bool plain = (byte >= 0x20 && byte < 0x7F) || byte == '\n' || byte == '\t';
    for (size_t at = 0; at < 19; ++at) {
      std::string text = "#" + std::string(19, '.');
      text[at + 1] = static_cast<char>(byte);
      EXPECT_EQ(Read(text).diagnostics().empty(), plain) << byte << " at " << at;
    }
  }
}

TEST(IntakeTest, LineEndsAndMarksKeepSubmittedOffsets) {
  const Source source = Read("\xEF\xBB\xBFx = '\xC3\xA9'\r\ny\r\n");
  ASSERT_TRUE(source.ok());
  EXPECT_EQ(source.text(), "x = '\xC3\xA9'\ny\n");
  EXPECT_EQ(source.line_count(), 3u);
  EXPECT_EQ(source.Line(1), "x = '\xC3\xA9'");
  EXPECT_EQ(source.Line(2), "y");
  EXPECT_EQ(source.PositionOf(0), (Position{1, 1, 3}));
  EXPECT_EQ(source.PositionOf(7), (Position{1, 7, 10}));
  EXPECT_EQ(source.PositionOf(9), (Position{2, 1, 13}));
  EXPECT_EQ(source.PositionOf(11), (Position{3, 1, 16}));
}

TEST(IntakeTest, EmptyTexts) {
  for (string_view text : {string_view(), string_view(""), string_view("\n"), string_view("\r\n"),
                           string_view("\xEF\xBB\xBF"), string_view("# c"), string_view("  ")}) {
    EXPECT_THAT(Codes(text), testing::IsEmpty()) << testing::PrintToString(text);
  }
}

TEST(IntakeTest, BreachesHaveTheirPlace) {
  const Source source = Read("x = 1\ny = '\xC3\xA9\x01'\n");
  ASSERT_EQ(source.diagnostics().size(), 1u);
  const Diagnostic& diagnostic = source.diagnostics().front();
  EXPECT_EQ(diagnostic.message, "control character U+0001");
  EXPECT_EQ(diagnostic.span, (Span{{2, 7, 13}, {2, 8, 14}}));
  EXPECT_EQ(source.Line(2), "y = '\xC3\xA9\x01'");
}

TEST(IntakeTest, CookiesAreReadAsPythonReadsThem) {
  for (string_view good :
       {"# coding=utf-8\n", "#!x\n# -*- coding: UTF_8 -*-\n", "# coding: utf8\n",
        "# vim: set fileencoding=utf-8-unix :\n", "x = 1\n# coding: latin-1\n",
        "\n\n# coding: latin-1\n", "# encoding latin-1\n", "# coding : latin-1\n",
        "x = '# coding: latin-1'\n", "\xEF\xBB\xBF# coding: utf-8\n"}) {
    EXPECT_THAT(Codes(good), testing::IsEmpty()) << good;
  }
  for (string_view bad : {"# coding: latin-1\n", "#coding=utf-16\n", "\n # coding: gbk\n",
                          "#!x\n#\tvim: fileencoding=rot13\n", "# coding coding:ascii\n",
                          "# coding: utf-7 coding: utf-8\n", "\xEF\xBB\xBF# coding: utf8\n"}) {
    EXPECT_THAT(Codes(bad), ElementsAre("ST009")) << bad;
  }
}

TEST(IntakeTest, JoinersAndSelectorsMayActOnWhatTheyFollow) {
  for (string_view good : {"x = '\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x94\xAC'\n",  // emoji, joined
                           "x = '1\xEF\xB8\x8F'\n", "x = '\xE2\x9D\xA4\xEF\xB8\x8F'\n"}) {
    EXPECT_THAT(Codes(good), testing::IsEmpty()) << good;
  }
  for (string_view bad :
       {"x = 'a\xE2\x80\x8D'\n", "x = 'a\xEF\xB8\x8F'\n",
        "x = '\xE2\x9D\xA4\xEF\xB8\x8F\xEF\xB8\x8E'\n", "x = '\xF3\xA0\x80\x81'\n"}) {
    EXPECT_THAT(Codes(bad), ElementsAre("ST011")) << bad;
  }
}

// Long lines have marks to count from (Source::CharactersBefore).
TEST(IntakeTest, ColumnsCountCodePointsOnLongLines) {
  std::string text = "# ascii\n# ";
  for (int i = 0; i < 700; ++i) text += i % 3 == 0 ? "\u00e9" : i % 3 == 1 ? "a" : "\u20ac";
  text += "\nx\n";
  const Source source = Read(text);
  ASSERT_TRUE(source.ok());
  uint32_t line = 1, column = 1;
  for (uint32_t at = 0; at < text.size(); ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) continue;
    ASSERT_EQ(source.PositionOf(at), (Position{line, column, at}));
    ++column;
    if (text[at] == '\n') ++line, column = 1;
  }
}

}  // namespace
}  // namespace stockade::analyzer
