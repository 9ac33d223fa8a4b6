#include "executor/limits.h"

#include <gtest/gtest.h>

#include <set>

namespace stockade::executor {
namespace {

using std::chrono::milliseconds;

TEST(Limits, EveryRowIsWhole) {
  std::set<std::string_view> names;
  const Limits defaults;
  for (size_t i = 0; i < kLimitCount; ++i) {
    const LimitRow& row = kLimits[i];
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    EXPECT_FALSE(row.meaning.empty()) << row.name;
    EXPECT_LE(row.lowest, row.highest) << row.name;
    EXPECT_EQ(FindLimit(row.name), &row);
    // The row reads the field that it writes, and no other row reads it.
    Limits changed;
    row.set(changed, row.highest);
    EXPECT_EQ(row.get(changed), row.highest) << row.name;
    for (size_t k = 0; k < kLimitCount; ++k) {
      if (k == i) continue;
      EXPECT_EQ(kLimits[k].get(changed), kLimits[k].get(defaults)) << row.name;
    }
  }
  EXPECT_EQ(FindLimit("no-such-limit"), nullptr);
}

TEST(Limits, DefaultsAreInRange) { EXPECT_TRUE(CheckLimits(Limits()).has_value()); }

TEST(Limits, OutOfRangeNamesTheLimit) {
  Limits limits;
  limits.memory_bytes = 1000;
  const Result<void> checked = CheckLimits(limits);
  ASSERT_FALSE(checked.has_value());
  EXPECT_EQ(checked.error().code, ErrorCode::kBadLimit);
  EXPECT_EQ(checked.error().message,
            "the limit 'memory' is 1000 bytes; it may be 1 MiB to 4096 GiB");
  limits = Limits();
  limits.cpu = milliseconds(-5);
  EXPECT_FALSE(CheckLimits(limits).has_value());
}

TEST(Limits, DurationsAreRead) {
  const struct {
    const char* text;
    int64_t milliseconds;
  } cases[] = {{"250 ms", 250}, {"250ms", 250},  {"5 s", 5000},       {"2 min", 120'000},
               {"1.5 s", 1500}, {" 3 s ", 3000}, {"0.25 min", 15'000}};
  for (const auto& one : cases) {
    const auto parsed = ParseDuration(one.text);
    ASSERT_TRUE(parsed.has_value()) << one.text;
    EXPECT_EQ(parsed->count(), one.milliseconds) << one.text;
  }
}

TEST(Limits, SizesAreRead) {
  const struct {
    const char* text;
    uint64_t bytes;
  } cases[] = {{"64 MiB", 64u << 20}, {"1 KiB", 1024},   {"4096", 4096}, {"2GB", 2'000'000'000},
               {"1.5 KiB", 1536},     {"10 kB", 10'000}, {"0", 0},       {"12 bytes", 12}};
  for (const auto& one : cases) {
    const auto parsed = ParseBytes(one.text);
    ASSERT_TRUE(parsed.has_value()) << one.text;
    EXPECT_EQ(*parsed, one.bytes) << one.text;
  }
}

TEST(Limits, BadQuantitiesSayHowToWriteThem) {
  EXPECT_EQ(ParseDuration("5").error().message,
            "'5' is not a duration: write a number and one of ms, s, min, as in \"250 ms\"");
  EXPECT_EQ(ParseDuration("-5 s").error().message,
            "'-5 s' is not a duration: write a number and one of ms, s, min, as in \"250 ms\"");
  EXPECT_EQ(ParseDuration("25 h").error().code, ErrorCode::kBadLimit);
  EXPECT_EQ(ParseDuration("0.5 ms").error().message, "'0.5 ms' is not a whole number of units");
  EXPECT_EQ(ParseDuration("99999 min").error().message, "'99999 min' is longer than a day");
  EXPECT_EQ(
      ParseBytes("64 mb").error().message,
      "'64 mb' is not a size: write a number of bytes, or a number and one of kB, MB, GB, KiB, "
      "MiB, GiB, as in \"64 MiB\"");
  EXPECT_EQ(ParseBytes("99999999999999999999").error().message,
            "'99999999999999999999' is too large");
  EXPECT_EQ(ParseBytes("9007199254740992 GiB").error().message,
            "'9007199254740992 GiB' is too large");
  EXPECT_FALSE(ParseBytes("").has_value());
  EXPECT_FALSE(ParseBytes("1. MiB").has_value());
}

TEST(Limits, FormattingIsReadBack) {
  for (const uint64_t bytes : {0ull, 1ull, 1000ull, 1024ull, 1536ull, 64ull << 20, 3ull << 30}) {
    EXPECT_EQ(ParseBytes(FormatBytes(bytes)).value(), bytes);
  }
  for (const int64_t time : {0, 1, 999, 1000, 90'000, 120'000}) {
    EXPECT_EQ(ParseDuration(FormatDuration(milliseconds(time))).value().count(), time);
  }
  EXPECT_EQ(FormatBytes(256u << 20), "256 MiB");
  EXPECT_EQ(FormatDuration(milliseconds(2000)), "2 s");
}

TEST(Verdicts, NamesAreDistinct) {
  std::set<std::string_view> names;
#define STOCKADE_VERDICT(Id, name, meaning)           \
  EXPECT_EQ(VerdictName(Verdict::k##Id), name);       \
  EXPECT_EQ(VerdictMeaning(Verdict::k##Id), meaning); \
  EXPECT_TRUE(names.insert(VerdictName(Verdict::k##Id)).second);
#include "executor/verdicts.def"
}

}  // namespace
}  // namespace stockade::executor
