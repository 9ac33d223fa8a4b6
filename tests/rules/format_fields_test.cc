#include "rules/format_fields.h"

#include <gtest/gtest.h>

namespace stockade::rules {
namespace {

using Names = std::vector<std::string_view>;

TEST(FormatFields, ReadsAttributePaths) {
  EXPECT_EQ(ParseFormat("{0.a.b}").attributes, (Names{"a", "b"}));
  EXPECT_EQ(ParseFormat("{x[k.v].a!r:>10}").attributes, Names{"a"});
  EXPECT_EQ(ParseFormat("{.a}{b.c}").attributes, (Names{"a", "c"}));
  EXPECT_EQ(ParseFormat("{0:{1.width}}").attributes, Names{"width"});
  EXPECT_EQ(ParseFormat("{{0.a}} 1.5 a.b").attributes, Names{});
  EXPECT_EQ(ParseFormat("{{{0.a}}}").attributes, Names{"a"});
}

TEST(FormatFields, ReadsTextThatFormatRefuses) {
  EXPECT_EQ(ParseFormat("{0.a").attributes, Names{"a"});
  EXPECT_EQ(ParseFormat("{0.").attributes, Names{""});
  EXPECT_EQ(ParseFormat("{").attributes, Names{});
  EXPECT_EQ(ParseFormat("}{").attributes, Names{});
  EXPECT_EQ(ParseFormat("{[").attributes, Names{});
}

TEST(FormatFields, FindsTheLargestNumber) {
  EXPECT_EQ(ParseFormat("{0:>10}{1:1000.20f}").largest_number, 1000u);
  EXPECT_EQ(ParseFormat("{99999999}").largest_number, 0u);
  EXPECT_EQ(ParseFormat("99999 {0} 99999").largest_number, 0u);
  EXPECT_EQ(ParseFormat("{0:99999999999999999999999}").largest_number, 1'000'000'000'000'000'000u);
  EXPECT_EQ(LargestNumber(">10.3f"), 10u);
}

TEST(FormatFields, ReadsPercentFormats) {
  EXPECT_EQ(LargestPercentNumber("%5d %100.2f"), 100u);
  EXPECT_EQ(LargestPercentNumber("%-100d"), 100u);
  EXPECT_EQ(LargestPercentNumber("%.700f"), 700u);
  EXPECT_EQ(LargestPercentNumber("%(name)050d"), 50u);
  EXPECT_EQ(LargestPercentNumber("100%% of 500"), 0u);
  EXPECT_EQ(LargestPercentNumber("%"), 0u);
  EXPECT_EQ(LargestPercentNumber("50%"), 0u);
}

}  // namespace
}  // namespace stockade::rules
