#include "analyzer/numbers.h"

#include <gtest/gtest.h>

namespace stockade::analyzer {
namespace {

TEST(ReadNumber, Kinds) {
  for (const char* text : {"0", "00", "0_0", "1", "1_000", "0xFF", "0X_f", "0o17", "0b1_0"}) {
    const NumberLiteral number = ReadNumber(text);
    EXPECT_EQ(number.kind, NodeKind::kInt) << text;
    EXPECT_EQ(number.error, "") << text;
  }
  for (const char* text : {"1.", ".5", "1.5", "1e5", "1.5E-3", "1_0.0_1e+1_0", "00.5", "09.5"}) {
    const NumberLiteral number = ReadNumber(text);
    EXPECT_EQ(number.kind, NodeKind::kFloat) << text;
    EXPECT_EQ(number.error, "") << text;
  }
  for (const char* text : {"1j", "1.5J", "0j", "09j", "1e5j"}) {
    const NumberLiteral number = ReadNumber(text);
    EXPECT_EQ(number.kind, NodeKind::kImaginary) << text;
    EXPECT_EQ(number.error, "") << text;
  }
}

TEST(ReadNumber, Errors) {
  EXPECT_EQ(ReadNumber("0x").error, "invalid hexadecimal literal");
  EXPECT_EQ(ReadNumber("0x1L").error, "invalid hexadecimal literal");
  EXPECT_EQ(ReadNumber("0o8").error, "invalid octal literal");
  EXPECT_EQ(ReadNumber("0b2").error, "invalid binary literal");
  EXPECT_EQ(ReadNumber("1__0").error, "invalid decimal literal");
  EXPECT_EQ(ReadNumber("1_").error, "invalid decimal literal");
  EXPECT_EQ(ReadNumber("10L").error, "invalid decimal literal");
  EXPECT_EQ(ReadNumber("1e").error, "invalid decimal literal");
  EXPECT_EQ(ReadNumber(".").error, "invalid decimal literal");
  EXPECT_EQ(ReadNumber("0777").error,
            "leading zeros in decimal integer literals are not permitted; use an 0o prefix for "
            "octal integers");
}

}  // namespace
}  // namespace stockade::analyzer
