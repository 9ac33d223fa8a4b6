#include "executor/positions.h"

#include <gtest/gtest.h>

namespace stockade::executor {
namespace {

Submission Sample() {
  Submission submission;
  submission.text = "GG(a)\nGG(b, c)\n";
  submission.original = "a\n  h\xC3\xA9 + b.c  \n";
  submission.positions = {{1, 0, 1, 0}, {2, 0, 2, 2}, {2, 3, 2, 8}, {2, 6, 2, 10}};
  return submission;
}

TEST(Positions, MapsToTheTokenBefore) {
  const TracebackFrame frame = MapFrame(Sample(), {2, 5, true}, "f");
  EXPECT_EQ(frame.line, 2u);
  EXPECT_EQ(frame.column, 8u);  // the eighth code point: é counts once
  EXPECT_EQ(frame.text, "h\xC3\xA9 + b.c");
  EXPECT_EQ(frame.function, "f");
}

TEST(Positions, ALineWithoutAColumnMapsToItsFirstToken) {
  EXPECT_EQ(MapFrame(Sample(), {2, 0, false}, "f").line, 2u);
  EXPECT_EQ(MapFrame(Sample(), {2, 0, false}, "f").column, 0u);
}

TEST(Positions, WithoutAMapPositionsAreTheSame) {
  Submission submission;
  submission.text = "x = 1\n1/0\n";
  const TracebackFrame frame = MapFrame(submission, {2, 2, true}, "<module>");
  EXPECT_EQ(frame.line, 2u);
  EXPECT_EQ(frame.column, 3u);
  EXPECT_EQ(frame.text, "1/0");
}

TEST(Positions, HostilePositionsAreHarmless) {
  for (const uint32_t line : {0u, 3u, 4000000000u}) {
    const TracebackFrame frame = MapFrame(Sample(), {line, 4000000000u, true}, "f");
    EXPECT_EQ(frame.text, "") << line;
    EXPECT_EQ(frame.column, 0u) << line;
  }
}

TEST(Presentable, KeepsTextAndEscapesTheRest) {
  EXPECT_EQ(Presentable("h\xC3\xA9", 100), "h\xC3\xA9");
  EXPECT_EQ(Presentable("a\xFF\xED\xA0\x80z", 100), "a\\xff\\ud800z");
  EXPECT_EQ(Presentable("\xF4\x90\x80\x80", 100), "\\xf4\\x90\\x80\\x80");
  EXPECT_EQ(Presentable("ab\xC3\xA9", 3), "ab");
}

}  // namespace
}  // namespace stockade::executor
