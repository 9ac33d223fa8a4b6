// From the limit to the reply, with 256 MiB resident: a tenth of a second at most. (abuse_test
// holds hostile programs to the same.)
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <ostream>
#include <string>

#include "executor/executor.h"
#include "worker_runs.h"

namespace stockade::executor {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

struct Overshoot {
  std::string name, text;
  Verdict verdict;
  // The moment of the limit, on the clock that the run and the supervisor share.
  Clock::time_point (*limit)(const Outcome&, Clock::time_point begin, const Limits&);
};

Clock::time_point Stamp(const Outcome& outcome, Clock::time_point, const Limits&) {
  return Clock::time_point(
      std::chrono::nanoseconds(std::strtoll(outcome.err.c_str(), nullptr, 10)));
}

void PrintTo(const Overshoot& one, std::ostream* out) { *out << one.name; }

constexpr const char* kResident =
    "import os, time\nx = b'1' * (250 << 20)\n"
    "def stamp(): os.write(2, b'%d' % time.monotonic_ns())\n";

const Overshoot kCases[] = {
    {"Wall", "time.sleep(3600)", Verdict::kWallLimit, MomentOfLimit},
    {"Cpu", "while True: pass", Verdict::kCpuLimit, MomentOfLimit},
    {"Memory", "stamp()\nbytearray(100 << 20)", Verdict::kMemoryLimit, Stamp},
    {"Output", "stamp()\nwhile True: os.write(1, bytes(5000))", Verdict::kOutputLimit, Stamp},
};

class LimitToReply : public ::testing::TestWithParam<Overshoot> {};

TEST_P(LimitToReply, TakesATenthOfASecondAtMost) {
  const Overshoot& one = GetParam();
  Policy policy = PlainPolicy();
  policy.limits.memory_bytes = 260u << 20;
  policy.limits.output_bytes = 20'000;
  policy.limits.wall = milliseconds(one.name == "Wall" ? 4000 : 60'000);
  policy.limits.cpu = milliseconds(one.name == "Cpu" ? 4000 : 60'000);
  auto executor = MakeExecutor(policy);
  ASSERT_NE(executor, nullptr);
  std::string seen;
  for (int i = 0; i < kOvershootAttempts; ++i) {
    HeldUp held_up;
    const auto begin = Clock::now();
    const Outcome outcome = RunText(*executor, kResident + one.text);
    const auto end = Clock::now();
    const auto late = held_up.End();
    ASSERT_EQ(outcome.verdict, one.verdict) << Describe(outcome);
    // The clock may be there before the memory is.
    if (one.name != "Wall") {
      EXPECT_GE(outcome.usage.peak_memory_bytes, 250u << 20);
    }
    const auto took = end - one.limit(outcome, begin, policy.limits);
    EXPECT_GE(took, Clock::duration::zero());
    if (took <= kMostOvershoot + late) return;
    seen += std::to_string(took / milliseconds(1)) + " ms, a timer was late by " +
            std::to_string(late / milliseconds(1)) + " ms\n";
  }
  ADD_FAILURE() << seen;
}

INSTANTIATE_TEST_SUITE_P(Each, LimitToReply, ::testing::ValuesIn(kCases),
                         [](const auto& one) { return one.param.name; });

}  // namespace
}  // namespace stockade::executor
