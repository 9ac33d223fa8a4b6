#include "rewriter/literals.h"

#include <gtest/gtest.h>

namespace stockade::rewriter {
namespace {

std::string Text(std::string_view text, LiteralStyle style = {}) {
  std::string out;
  const LiteralResult result = AppendText(text, style, &out);
  return result == LiteralResult::kOk       ? out
         : result == LiteralResult::kMarker ? "<marker>"
                                            : "<needs escape>";
}

std::string Named(std::string_view text) {
  std::string out;
  const LiteralResult result = AppendNamedEscapes(text, {}, &out);
  return result == LiteralResult::kOk       ? out
         : result == LiteralResult::kMarker ? "<marker>"
                                            : "<needs escape>";
}

std::string Number(std::string_view text) {
  std::string out;
  AppendNumber(text, &out);
  return out;
}

TEST(Literals, EscapesWhatHasNoPlainSpelling) {
  EXPECT_EQ(Text("plain 'text'"), "plain 'text'");
  EXPECT_EQ(Text("\"\\\n\r\t"), "\\\"\\\\\\n\\r\\t");
  EXPECT_EQ(Text(std::string_view("\0\x01\x7F", 3)), "\\x00\\x01\\x7f");
  EXPECT_EQ(Text("it's", {.quote = '\''}), "it\\'s");
}

TEST(Literals, KeepsVisibleCharactersAndEscapesTheOthers) {
  EXPECT_EQ(Text("é€😀"), "é€😀");
  EXPECT_EQ(Text("\xC2\x85\xC2\xAD"), "\\x85\\xad");
  EXPECT_EQ(Text("\u200B\u202E\uFEFF"), "\\u200b\\u202e\\ufeff");
  EXPECT_EQ(Text("\U000E0001"), "\\U000e0001");
}

TEST(Literals, SpellsLoneSurrogates) {
  EXPECT_EQ(Text("\xED\xA0\x80"), "\\ud800");
  EXPECT_EQ(Text("\xED\xAF\xBD\xED\xB5\xBC"), "\\udbfd\\udd7c");  // not the marker
}

TEST(Literals, SpellsBytes) {
  EXPECT_EQ(Text(std::string_view("a\xF4\x8F\x95\xBC\0\"", 7), {.bytes = true}),
            "a\\xf4\\x8f\\x95\\xbc\\x00\\\"");
}

TEST(Literals, RefusesTheMarker) {
  EXPECT_EQ(Text("a\xF4\x8F\x95\xBC"), "<marker>");
  EXPECT_EQ(Named("\\U0010F57C\\N{DASH}"), "<marker>");
  EXPECT_EQ(Named("\\U0010f57c"), "<marker>");
}

TEST(Literals, DoublesBracesInFStrings) {
  EXPECT_EQ(Text("{a}", {.braces = true}), "{{a}}");
  EXPECT_EQ(Text("{a}"), "{a}");
}

TEST(Literals, DoesWithoutBackslashesOrSaysThatItCannot) {
  EXPECT_EQ(Text("a'b", {.escapes = false}), "a'b");
  EXPECT_EQ(Text("a\tb", {.escapes = false}), "a\tb");
  EXPECT_EQ(Text("a\"b", {.escapes = false}), "<needs escape>");
  EXPECT_EQ(Text("a'b", {.escapes = false, .no_single = true}), "<needs escape>");
  EXPECT_EQ(Text("a\\b", {.escapes = false}), "<needs escape>");
  EXPECT_EQ(Text("a\nb", {.escapes = false}), "<needs escape>");
  EXPECT_EQ(Text("a\xED\xA0\x80", {.escapes = false}), "<needs escape>");
  EXPECT_EQ(Text("\xFF", {.bytes = true, .escapes = false}), "<needs escape>");
}

TEST(Literals, KeepsNamedEscapesAndDecodesTheOthers) {
  EXPECT_EQ(Named("\\N{LATIN SMALL LETTER A}\\x41\\101\\u00e9\\n\\'\\\"\\q\\\n."),
            "\\N{LATIN SMALL LETTER A}AAé\\n'\\\"\\\\q.");
  EXPECT_EQ(Named("\\0\\400\\8"), "\\x00Ā\\\\8");
  EXPECT_EQ(Named("a\"b\nc"), "a\\\"b\\nc");
  EXPECT_EQ(Named("\\N{A\"+evil()+\"}"), "<needs escape>");
}

TEST(Literals, SpellsNumbersOneWay) {
  EXPECT_EQ(Number("0X_FF"), "0xff");
  EXPECT_EQ(Number("1_000"), "1000");
  EXPECT_EQ(Number("1_0.5E+1_0J"), "10.5e+10j");
}

}  // namespace
}  // namespace stockade::rewriter
