// How results of runs are printed, on outcomes made by hand.
#include "tools/report/run_report.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace stockade::report {
namespace {

using executor::Value;
using executor::Verdict;
using nlohmann::json;

RunResult Ok(std::optional<Value> value, std::string out = "") {
  RunResult result;
  result.outcome.verdict = Verdict::kOk;
  result.outcome.value = std::move(value);
  result.outcome.out = std::move(out);
  return result;
}

TEST(RunJson, HasEveryMemberOfTheContract) {
  RunResult result = Ok(Value::Int(25), "a\n\xFF");
  result.outcome.out_truncated = true;
  result.outcome.files = {{"a/b.txt", "xyz"}};
  result.outcome.claimed = {"value"};
  result.outcome.usage.wall = std::chrono::microseconds(1500);
  result.outcome.usage.iterations = 7;
  result.outcome.confinement = {{"seccomp", true, "strict"}};
  result.outcome.degraded = {"cgroup: not delegated"};
  const std::string text = RunJson(result);
  EXPECT_EQ(
      json::parse(text),
      json({{"schema", 1},
            {"verdict", "ok"},
            {"value", 25},
            {"stdout", "a\n\\xff"},
            {"stderr", ""},
            {"truncated", {"stdout"}},
            {"files", {{{"name", "a/b.txt"}, {"bytes", 3}}}},
            {"exception", nullptr},
            {"limit", nullptr},
            {"claimed", {"value"}},
            {"usage",
             {{"wall_ms", 1.5}, {"cpu_ms", 0.0}, {"peak_memory_bytes", 0}, {"iterations", 7}}},
            {"confinement", {{"seccomp", {{"active", true}, {"detail", "strict"}}}}},
            {"degraded", {"cgroup: not delegated"}},
            {"findings", json::array()}}));
  EXPECT_EQ(text.find('\n'), text.size() - 1);
}

TEST(RunJson, KeepsIntegersThatNoNumberTypeHolds) {
  Value big;
  big.kind = executor::ValueKind::kBigInt;
  big.text = "123456789012345678901234567890";
  EXPECT_NE(RunJson(Ok(big)).find("\"value\":123456789012345678901234567890,"), std::string::npos);
}

TEST(RunJson, HasExceptionLimitAndFindings) {
  RunResult result;
  result.outcome.verdict = Verdict::kIterationLimit;
  result.outcome.exception = executor::ExceptionInfo{"E", "m", {{3, 5, "f", "g()"}}};
  result.outcome.limit = executor::LimitInfo{"iterations", "10", "10", 4};
  result.findings.push_back({.code = "ST1", .rule = "r", .message = "no"});
  const json parsed = json::parse(RunJson(result));
  EXPECT_EQ(parsed["verdict"], "iteration_limit");
  EXPECT_EQ(parsed["exception"]["traceback"],
            json({{{"line", 3}, {"column", 5}, {"function", "f"}, {"text", "g()"}}}));
  EXPECT_EQ(parsed["limit"],
            json({{"name", "iterations"}, {"value", "10"}, {"ceiling", "10"}, {"line", 4}}));
  EXPECT_EQ(parsed["findings"][0]["code"], "ST1");
  result.outcome.limit->line = 0;
  EXPECT_EQ(json::parse(RunJson(result))["limit"]["line"], nullptr);
}

TEST(RunText, PassesTheStreamsOnAndPrintsTheValueOfACall) {
  const RunResult result = Ok(Value::Str("x"), "printed");
  EXPECT_EQ(RunText(result, {.path = "a.py"}, true, {}).out, "printed\n\"x\"\n");
  EXPECT_EQ(RunText(result, {.path = "a.py"}, false, {}).out, "printed");
  EXPECT_EQ(RunText(result, {.path = "a.py"}, false, {}).err, "");
}

TEST(RunText, ShowsATracebackOfTheSubmission) {
  RunResult result;
  result.outcome.verdict = Verdict::kException;
  result.outcome.exception = executor::ExceptionInfo{
      "ValueError", "bad\x1b", {{1, 1, "<module>", "f()"}, {3, 5, "f", ""}}};
  EXPECT_EQ(RunText(result, {.path = "a.py"}, false, {}).err,
            "Traceback (most recent call last):\n"
            "  File \"a.py\", line 1, in <module>\n"
            "    f()\n"
            "  File \"a.py\", line 3, in f\n"
            "ValueError: bad\\x1b\n"
            "stockade: exception: the submission raised an exception that nothing caught\n");
}

TEST(RunText, NamesTheLimitAndItsLine) {
  RunResult result;
  result.outcome.verdict = Verdict::kWallLimit;
  result.outcome.limit = executor::LimitInfo{"wall", "5.01 s", "5 s", 3};
  EXPECT_EQ(
      RunText(result, {.path = "a.py"}, false, {}).err,
      "stockade: wall_limit: the clock ran out (5.01 s of 5 s allowed for `wall`, at line 3)\n");
}

TEST(RunText, SaysWhatWasNotInForce) {
  RunResult result = Ok(std::nullopt);
  result.outcome.degraded = {"cgroup: not delegated"};
  EXPECT_EQ(RunText(result, {.path = "a.py"}, false, {}).err,
            "stockade: not in force: cgroup: not delegated\n");
}

TEST(ExitCodeOf, IsZeroOnlyForOk) {
  EXPECT_EQ(ExitCodeOf(Verdict::kOk), 0);
  EXPECT_EQ(ExitCodeOf(Verdict::kSetupError), 3);
  for (const Verdict verdict : {Verdict::kException, Verdict::kRejected, Verdict::kWallLimit,
                                Verdict::kProtocolError, Verdict::kExit, Verdict::kSignal}) {
    EXPECT_EQ(ExitCodeOf(verdict), 1);
  }
}

TEST(Doctor, SaysWhatIsAbsent) {
  const Doctor doctor{.version = "1",
                      .python = "3.11",
                      .trial = "right",
                      .trial_first = std::chrono::milliseconds(310),
                      .trial_next = std::chrono::microseconds(2140),
                      .facilities = {{"seccomp",
                                      true,
                                      "strict",
                                      {.start = std::chrono::microseconds(41),
                                       .worker = std::chrono::nanoseconds(6250),
                                       .call = std::chrono::nanoseconds(84)}},
                                     {"cgroup", false, "no"}},
                      .missing = {"cgroup"}};
  EXPECT_EQ(DoctorText(doctor, {}),
            "stockade 1, built for Python 3.11\n"
            "\n"
            "seccomp    present  41 us at start, 6.25 us a worker, 0.08 us a system call  strict\n"
            "cgroup     absent                                                            no\n"
            "trial-run  present                                                           right; "
            "310.0 ms, and 2.1 ms when a worker waits\n"
            "\n"
            "required, but absent: cgroup\n");
  const json parsed = json::parse(DoctorJson(doctor));
  EXPECT_EQ(parsed["facilities"][0]["cost"],
            json({{"start_us", 41.0}, {"worker_us", 6.25}, {"call_us", 0.084}}));
  EXPECT_EQ(
      parsed["facilities"][1],
      json({{"name", "cgroup"}, {"present", false}, {"detail", "no"}, {"cost", json::object()}}));
  EXPECT_EQ(parsed["trial_run"]["ok"], true);
}

}  // namespace
}  // namespace stockade::report
