#include "rules/units.h"

#include <gtest/gtest.h>

namespace stockade::rules {
namespace {

using std::chrono::milliseconds;

TEST(Units, ReadDurations) {
  EXPECT_EQ(ParseDuration("250 ms").value(), milliseconds(250));
  EXPECT_EQ(ParseDuration("5s").value(), milliseconds(5000));
  EXPECT_EQ(ParseDuration("2 min").value(), milliseconds(120'000));
  EXPECT_EQ(ParseDuration("1 h").value(), milliseconds(3'600'000));
}

TEST(Units, RefuseWhatIsNoDuration) {
  for (const char* text : {"", "5", "s", "-1 s", "1.5 s", "5  s", "5 seconds", "5 S", "5 s ",
                           "99999999999999999999 s", "9999999 h", "5 KiB"}) {
    EXPECT_FALSE(ParseDuration(text).has_value()) << text;
  }
  EXPECT_EQ(ParseDuration("fast").error(),
            "\"fast\" is not a duration: write a whole number and one of ms, s, min, h, as in "
            "\"250 ms\"");
}

TEST(Units, ReadSizes) {
  EXPECT_EQ(ParseBytes("4096").value(), 4096u);
  EXPECT_EQ(ParseBytes("1 KiB").value(), 1024u);
  EXPECT_EQ(ParseBytes("64MiB").value(), 64u << 20);
  EXPECT_EQ(ParseBytes("2 GiB").value(), 2ull << 30);
  EXPECT_EQ(ParseBytes("7 B").value(), 7u);
}

TEST(Units, RefuseWhatIsNoSize) {
  for (const char* text : {"", "MiB", "-1", "1.5 MiB", "1 MB", "1 mib", "18446744073709551616",
                           "99999999999999 GiB", "1 ", "1 s"}) {
    EXPECT_FALSE(ParseBytes(text).has_value()) << text;
  }
  EXPECT_EQ(ParseBytes("1 MB").error(),
            "\"1 MB\" is not a size: write a whole number and one of B, KiB, MiB, GiB, as in \"64 "
            "MiB\"");
}

TEST(Units, PrintWhatTheyRead) {
  for (const char* text : {"0 ms", "250 ms", "5 s", "90 s", "2 min", "3 h"}) {
    EXPECT_EQ(FormatDuration(ParseDuration(text).value()), text);
  }
  for (const char* text : {"0 B", "1023 B", "1 KiB", "1536 KiB", "256 MiB", "2 GiB"}) {
    EXPECT_EQ(FormatBytes(ParseBytes(text).value()), text);
  }
}

}  // namespace
}  // namespace stockade::rules
