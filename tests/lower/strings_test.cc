#include "analyzer/strings.h"

#include <string>

#include <gtest/gtest.h>

namespace stockade::analyzer {
namespace {

using std::string_view_literals::operator""sv;

class Strings : public testing::Test {
 protected:
  std::string Decode(std::string_view literal) {
    const StringShape shape = ReadStringShape(literal);
    if (!shape.ok) return "(no literal)";
    const std::string_view body = literal.substr(
        shape.open_length(), literal.size() - shape.open_length() - shape.quote_length);
    const DecodedText decoded = DecodeText(body, shape, shape.format, &arena_);
    if (!decoded.ok) return "(undecodable)";
    return (decoded.named_escape ? "(named) " : "") + std::string(decoded.text);
  }
  Arena arena_;
};

TEST_F(Strings, Shapes) {
  const StringShape shape = ReadStringShape("rB'''a'''");
  EXPECT_TRUE(shape.ok && shape.raw && shape.bytes && !shape.format && !shape.unicode);
  EXPECT_EQ(shape.open_length(), 5u);
  EXPECT_EQ(shape.quote_length, 3u);
  EXPECT_EQ(ReadStringShape("''").quote_length, 1u);
  EXPECT_EQ(ReadStringShape("''''''").quote_length, 3u);
  EXPECT_TRUE(ReadStringShape("t'a'").template_string);
  for (const char* bad : {"ub'a'", "bf'a'", "ff'a'", "ur'a'", "x'a'", "'", "'a\"", "'''a'"}) {
    const StringShape bad_shape = ReadStringShape(bad);
    EXPECT_FALSE(bad_shape.ok && EndsAtItsQuote(bad, bad_shape)) << bad;
  }
}

TEST_F(Strings, EndsAtItsQuote) {
  const auto ends = [](std::string_view literal) {
    return EndsAtItsQuote(literal, ReadStringShape(literal));
  };
  EXPECT_TRUE(ends(R"('a\'b')"));
  EXPECT_TRUE(ends(R"("""a"b""c""")"));
  EXPECT_TRUE(ends(R"(r'\'')"));
  EXPECT_FALSE(ends(R"(b"\N",evil(),"'")"));  // three tokens
  EXPECT_FALSE(ends("'a\nb'"));
  EXPECT_FALSE(ends(R"("""a"""")"));  // four quotes: a literal and an open one
}

TEST_F(Strings, Escapes) {
  EXPECT_EQ(Decode(R"('plain')"), "plain");
  EXPECT_EQ(Decode(R"('\\\'\"\a\b\f\n\r\t\v')"), "\\'\"\a\b\f\n\r\t\v");
  EXPECT_EQ(Decode(R"('\x41\u00e9\U0001F600')"), "A\xC3\xA9\xF0\x9F\x98\x80");
  EXPECT_EQ(Decode(R"('\101\7\0501\777')"), "A\a(1\xC7\xBF");
  EXPECT_EQ(Decode("'a\\\nb'"), "ab");
  EXPECT_EQ(Decode(R"('\q\8')"), "\\q\\8");
  EXPECT_EQ(Decode(R"('\ud800')"), "\xED\xA0\x80");
  EXPECT_EQ(Decode(R"('\0')"), "\0"sv);
  EXPECT_EQ(Decode(R"(r'\x41\n')"), R"(\x41\n)");
  EXPECT_EQ(Decode(R"('\N{DIGIT ONE}\n')"), R"((named) \N{DIGIT ONE}\n)");
  EXPECT_EQ(Decode(R"(r'\N{x}')"), R"(\N{x})");
}

TEST_F(Strings, Bytes) {
  EXPECT_EQ(Decode(R"(b'\x41\xff\101\777')"),
            "A\xFF"
            "A\xFF");
  EXPECT_EQ(Decode(R"(b'\N\u00e9\U')"), R"(\N\u00e9\U)");
  EXPECT_EQ(Decode(R"(rb'\x41')"), R"(\x41)");
}

TEST_F(Strings, FormatText) {
  EXPECT_EQ(Decode(R"(f'{{a}}')"), "{a}");
  EXPECT_EQ(Decode(R"(f'\{{a}}')"), R"(\{a})");
  EXPECT_EQ(Decode(R"(rf'\{{')"), R"(\{)");
  EXPECT_EQ(Decode(R"(f'a}')"), "(undecodable)");
}

TEST_F(Strings, WhatCannotBeDecodedIsNotGuessed) {
  for (const char* literal : {R"('\x4')", R"('\u12')", R"('\U00110000')", R"(b'\x')"}) {
    EXPECT_EQ(Decode(literal), "(undecodable)") << literal;
  }
}

}  // namespace
}  // namespace stockade::analyzer
