// Runs, verdicts and limits, end to end. Guards are off: what is tested is the supervisor.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <malloc.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <set>
#include <thread>

#include "executor/executor.h"
#include "executor/limits.h"
#include "worker_runs.h"

namespace stockade::executor {
namespace {

using std::chrono::milliseconds;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

Policy Small() {
  Policy policy = PlainPolicy();
  // Far apart, so that a busy machine does not take one for the other.
  policy.limits.wall = milliseconds(30'000);
  policy.limits.cpu = milliseconds(600);
  policy.limits.memory_bytes = 64u << 20;
  policy.limits.output_bytes = 10'000;
  policy.limits.result_bytes = 1000;
  policy.limits.result_depth = 5;
  return policy;
}

TEST(Run, AFunctionIsCalledAndAnswers) {
  auto executor = MakeExecutor(PlainPolicy());
  ASSERT_NE(executor, nullptr);
  const std::string text = "def test(x, name='Johny'): return name + ' likes ' + str(x*x)\n";
  Outcome outcome = RunText(*executor, text, {.function = "test", .args = {Value::Int(5)}});
  ASSERT_EQ(outcome.verdict, Verdict::kOk) << Describe(outcome);
  ASSERT_TRUE(outcome.value.has_value());
  EXPECT_EQ(ToJson(*outcome.value), "\"Johny likes 25\"");
  EXPECT_THAT(outcome.claimed, Contains("value"));
  outcome = RunText(
      *executor, text,
      {.function = "test", .args = {Value::Int(2)}, .kwargs = {{"name", Value::Str("Ann")}}});
  EXPECT_EQ(ToJson(*outcome.value), "\"Ann likes 4\"");
}

TEST(Run, AScriptPrints) {
  auto executor = MakeExecutor(PlainPolicy());
  ASSERT_NE(executor, nullptr);
  const Outcome outcome =
      RunText(*executor, "import sys\nprint('out', __name__)\nprint('err', file=sys.stderr)\n");
  ASSERT_EQ(outcome.verdict, Verdict::kOk) << Describe(outcome);
  EXPECT_EQ(outcome.out, "out __main__\n");
  EXPECT_EQ(outcome.err, "err\n");
  EXPECT_FALSE(outcome.out_truncated);
  EXPECT_GT(outcome.usage.wall.count(), 0);
  EXPECT_GT(outcome.usage.cpu.count(), 0);
  EXPECT_GT(outcome.usage.peak_memory_bytes, 1u << 20);
  EXPECT_THAT(outcome.degraded, Contains("guards"));
}

TEST(Run, AnExpressionHasAValue) {
  auto executor = MakeExecutor(PlainPolicy());
  ASSERT_NE(executor, nullptr);
  Submission submission = Text("[1, 2.5, {'a': (1, 2)}]");
  submission.kind = SubmissionKind::kExpression;
  const Outcome outcome = executor->Run(submission, {});
  ASSERT_EQ(outcome.verdict, Verdict::kOk) << Describe(outcome);
  EXPECT_EQ(ToJson(*outcome.value), R"([1,2.5,{"a":{"$type":"tuple","value":[1,2]}}])");
}

TEST(Run, AnExceptionComesBackWithTheSubmittersLines) {
  auto executor = MakeExecutor(PlainPolicy());
  ASSERT_NE(executor, nullptr);
  Submission submission = Text("def f(x):\n    return 1 // x\nf(0)\n");
  submission.original = "# first\ndef g(x):\n    return  1//x\ng(0)\n";
  submission.positions = {{1, 0, 2, 0}, {2, 4, 3, 4}, {2, 11, 3, 12}, {3, 0, 4, 0}};
  const Outcome outcome = executor->Run(submission, {});
  ASSERT_EQ(outcome.verdict, Verdict::kException) << Describe(outcome);
  ASSERT_TRUE(outcome.exception.has_value());
  EXPECT_EQ(outcome.exception->type, "ZeroDivisionError");
  ASSERT_EQ(outcome.exception->traceback.size(), 2u);
  EXPECT_EQ(outcome.exception->traceback[0].line, 4u);
  EXPECT_EQ(outcome.exception->traceback[0].text, "g(0)");
  EXPECT_EQ(outcome.exception->traceback[1].line, 3u);
  EXPECT_EQ(outcome.exception->traceback[1].column, 13u);
  EXPECT_EQ(outcome.exception->traceback[1].text, "return  1//x");
  EXPECT_THAT(outcome.claimed, Contains("exception"));
}

TEST(Run, RunsKnowNothingOfEachOther) {
  auto executor = MakeExecutor(PlainPolicy(), 2);
  ASSERT_NE(executor, nullptr);
  for (int i = 0; i < 6; ++i) {
    const Outcome outcome =
        RunText(*executor,
                "import sys\nprint(hasattr(sys, 'mark'))\nsys.mark = 1\nimport os\nos.mark = 1\n");
    EXPECT_EQ(outcome.out, "False\n") << Describe(outcome);
  }
}

// One program that stays under a limit and one that goes over it, for each row of the table.
struct LimitCase {
  std::string limit, under, over;
  Verdict verdict;
  bool claimed;
};

const LimitCase kCases[] = {
    {"wall", "import time; time.sleep(0.5)", "import time; time.sleep(30)", Verdict::kWallLimit,
     false},
    {"cpu", "import time\nwhile time.process_time() < 0.05: pass", "while True: pass",
     Verdict::kCpuLimit, false},
    {"memory", "x = bytearray(40 << 20)", "x = []\nwhile True: x.append(bytearray(1 << 20))",
     Verdict::kMemoryLimit, true},
    {"output", "import os; os.write(1, b'x' * 10000); os.write(2, b'y' * 10000)",
     "import os; os.write(1, b'x' * 10001)", Verdict::kOutputLimit, false},
    {"result", "def f(): return 'x' * 900", "def f(): return 'x' * 1100", Verdict::kResultLimit,
     true},
    {"result-depth", "def f(): return [[[[[1]]]]]", "def f(): return [[[[[[1]]]]]]",
     Verdict::kResultLimit, true},
    {"recursion", "def g(n): return n and g(n - 1)\ng(400)", "def g(n): return g(n + 1)\ng(0)",
     Verdict::kRecursionLimit, true},
    {"open-files", "import os\nfor fd in range(4, 10): pass", "import os\nos.pipe()",
     Verdict::kException, true},
    {"threads", "import threading\nthreading.active_count() == 1 or 1 / 0",
     "import threading\nthreading.Thread(target=print).start()", Verdict::kProcessLimit, true},
    {"processes", "import os\nos.getpid()", "import os\nos.fork()", Verdict::kProcessLimit, true},
};
// Guards count iterations, so that row's pair is in the tests of the worker; files and host calls
// need an environment and are in calls_test, host objects in host_objects_test.
const char* const kElsewhere[] = {"iterations", "file-size", "files", "host-calls", "host-objects"};

TEST(Limits, EveryRowHasItsPair) {
  for (size_t i = 0; i < kLimitCount; ++i) {
    const std::string name(kLimits[i].name);
    const bool here = std::any_of(std::begin(kCases), std::end(kCases),
                                  [&](const LimitCase& one) { return one.limit == name; });
    const bool elsewhere =
        std::find(std::begin(kElsewhere), std::end(kElsewhere), name) != std::end(kElsewhere);
    EXPECT_NE(here, elsewhere) << name;
  }
}

class LimitPair : public ::testing::TestWithParam<LimitCase> {};

TEST_P(LimitPair, UnderIsWellAndOverIsCaught) {
  const LimitCase& one = GetParam();
  Policy policy = Small();
  if (one.limit == "wall") policy.limits.wall = milliseconds(1500);
  if (one.limit == "memory") policy.limits.cpu = milliseconds(10'000);
  auto executor = MakeExecutor(policy);
  ASSERT_NE(executor, nullptr);
  const Request request{.function = one.limit.starts_with("result") ? "f" : ""};
  const Outcome under = RunText(*executor, one.under, request);
  EXPECT_EQ(under.verdict, Verdict::kOk) << Describe(under);
  const Outcome over = RunText(*executor, one.over, request);
  EXPECT_EQ(over.verdict, one.verdict) << Describe(over);
  EXPECT_EQ(over.limit.has_value(), one.verdict != Verdict::kException);
  if (over.limit && one.limit != "result-depth") {
    EXPECT_EQ(over.limit->name, one.limit);
  }
  if (over.limit) {
    EXPECT_EQ(std::find(over.claimed.begin(), over.claimed.end(), "verdict") != over.claimed.end(),
              one.claimed);
  }
  // The next run is unharmed.
  EXPECT_EQ(RunText(*executor, "print('next')").out, "next\n");
}

INSTANTIATE_TEST_SUITE_P(Each, LimitPair, ::testing::ValuesIn(kCases), [](const auto& one) {
  std::string name = one.param.limit;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST(Limits, TheClockEndsWhatPythonCannot) {
  auto executor = MakeExecutor(Small());
  ASSERT_NE(executor, nullptr);
  for (const char* text : {"sum(range(10**12))", "10**10**8",
                           "import signal\nfor s in range(1, 65):\n"
                           "    try: signal.signal(s, signal.SIG_IGN)\n"
                           "    except (OSError, ValueError): pass\nwhile True: pass"}) {
    const Outcome outcome = RunText(*executor, text);
    EXPECT_TRUE(outcome.verdict == Verdict::kCpuLimit || outcome.verdict == Verdict::kWallLimit)
        << text << Describe(outcome);
  }
}

TEST(Limits, PartialOutputIsKept) {
  auto executor = MakeExecutor(Small());
  ASSERT_NE(executor, nullptr);
  Outcome outcome = RunText(*executor, "print('before', flush=True)\nwhile True: pass");
  EXPECT_EQ(outcome.out, "before\n");
  outcome = RunText(
      *executor, "import os\nwhile True:\n  os.write(1, b'x' * 4096)\n  os.write(2, b'y' * 999)");
  EXPECT_EQ(outcome.verdict, Verdict::kOutputLimit);
  EXPECT_TRUE(outcome.out_truncated || outcome.err_truncated);
  EXPECT_LE(outcome.out.size(), 10'000u);
  EXPECT_LE(outcome.err.size(), 10'000u);
  EXPECT_EQ(outcome.out.find_first_not_of('x'), std::string::npos);
}

// Ends of a process that look alike and are not.
struct EndCase {
  std::string name, text;
  Verdict verdict;
  int exit_code, signal;
};

class End : public ::testing::TestWithParam<EndCase> {};

TEST_P(End, IsToldApart) {
  const EndCase& one = GetParam();
  auto executor = MakeExecutor(Small());
  ASSERT_NE(executor, nullptr);
  const Outcome outcome = RunText(*executor, "import os, sys, ctypes, signal\n" + one.text);
  EXPECT_EQ(outcome.verdict, one.verdict) << Describe(outcome);
  EXPECT_EQ(outcome.exit_code.value_or(-1), one.exit_code);
  EXPECT_EQ(outcome.signal.value_or(-1), one.signal);
  EXPECT_FALSE(outcome.limit.has_value());
  EXPECT_FALSE(outcome.value.has_value());
  EXPECT_EQ(RunText(*executor, "print('next')").out, "next\n");
}

const std::string kForge =
    "def frame(kind, body): return len(body).to_bytes(4, 'little') + bytes([kind]) + body\n"
    "def send(data):\n"
    "    for fd in range(3, 256):\n"
    "        try: os.write(fd, data)\n"
    "        except OSError: pass\n"
    "reply = frame(11, b'\\0' + (1).to_bytes(4, 'little') + b'T' + bytes(4 * 3) + bytes(4) + "
    "bytes(8) + bytes(4))\n";

INSTANTIATE_TEST_SUITE_P(
    Each, End,
    ::testing::Values(
        EndCase{"SysExit137", "sys.exit(137)", Verdict::kExit, 137, -1},
        EndCase{"SysExit0", "sys.exit(0)", Verdict::kExit, 0, -1},
        EndCase{"SysExitNothing", "sys.exit()", Verdict::kExit, 0, -1},
        EndCase{"OsExit0", "os._exit(0)", Verdict::kExit, 0, -1},
        EndCase{"OsExit137", "os._exit(137)", Verdict::kExit, 137, -1},
        EndCase{"KillsItself", "os.kill(os.getpid(), signal.SIGKILL)", Verdict::kSignal, -1,
                SIGKILL},
        EndCase{"CpuSignalOfItsOwn", "os.kill(os.getpid(), signal.SIGXCPU)", Verdict::kSignal, -1,
                SIGXCPU},
        EndCase{"Segfault", "ctypes.string_at(0)", Verdict::kSignal, -1, SIGSEGV},
        EndCase{"Abort", "os.abort()", Verdict::kSignal, -1, SIGABRT},
        EndCase{"ClosesTheChannelAndEnds", "os.close(3)\nos._exit(0)", Verdict::kExit, 0, -1},
        EndCase{"ClosesTheChannelAndSleeps", "import time\nos.close(3)\ntime.sleep(60)",
                Verdict::kProtocolError, -1, -1},
        EndCase{"SecondReply", kForge + "send(reply)", Verdict::kProtocolError, -1, -1},
        EndCase{"TwoReplies", kForge + "send(reply + reply)", Verdict::kProtocolError, -1, -1},
        EndCase{"HalfAReply", kForge + "send(reply[:9])\nos._exit(0)", Verdict::kProtocolError, -1,
                -1},
        EndCase{"OtherFrame", kForge + "send(frame(7, b'xx'))", Verdict::kProtocolError, -1, -1},
        EndCase{"HugeFrame", kForge + "send(b'\\xff\\xff\\xff\\xff\\x0b')", Verdict::kProtocolError,
                -1, -1},
        EndCase{"ReplyThatIsNone", kForge + "send(frame(11, b'\\x63' * 40))\nos._exit(0)",
                Verdict::kProtocolError, -1, -1},
        EndCase{"ReplyThatIsKeptOpen", "import time\n" + kForge + "send(reply)\ntime.sleep(60)",
                Verdict::kProtocolError, -1, -1}),
    [](const auto& one) { return one.param.name; });

// CPU over the limit wins over the protocol's grace only when it is reached first.
TEST(End, AForgedReplyIsAClaimAndNoMore) {
  auto executor = MakeExecutor(Small());
  ASSERT_NE(executor, nullptr);
  const Outcome outcome = RunText(*executor, "import os\n" + kForge + "send(reply)\nos._exit(0)\n");
  // One whole reply and the end: to the supervisor the worker said True, and that is the worker's
  // word.
  ASSERT_EQ(outcome.verdict, Verdict::kOk) << Describe(outcome);
  EXPECT_EQ(ToJson(*outcome.value), "true");
  EXPECT_THAT(outcome.claimed, Contains("value"));
}

TEST(End, NoClaimOverridesTheClock) {
  auto executor = MakeExecutor(Small());
  ASSERT_NE(executor, nullptr);
  const Outcome outcome = RunText(
      *executor,
      "import os, time\n" + kForge +
          "end = time.process_time() + 5\nwhile time.process_time() < end: pass\nsend(reply)\n");
  EXPECT_EQ(outcome.verdict, Verdict::kCpuLimit) << Describe(outcome);
}

TEST(Executor, TwoHundredRunsInParallelAreJudgedAlone) {
  Policy policy = Small();
  policy.limits.wall = milliseconds(120'000);
  policy.limits.cpu = milliseconds(10'000);
  policy.limits.memory_bytes = 16u << 20;
  auto executor = MakeExecutor(policy, 2);
  ASSERT_NE(executor, nullptr);
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 200; ++i) {
    threads.emplace_back([&, i] {
      if (i % 5 == 0) {
        const Outcome outcome =
            RunText(*executor, "x = []\nwhile True: x.append(bytearray(1 << 20))");
        if (outcome.verdict != Verdict::kMemoryLimit) ++wrong;
      } else {
        const Outcome outcome =
            RunText(*executor, "def f(x): print(x)\ndef g(x): return f(x) or x * 7",
                    {.function = "g", .args = {Value::Int(i)}});
        if (outcome.verdict != Verdict::kOk || outcome.value->integer != 7 * i ||
            outcome.out != std::to_string(i) + "\n") {
          ++wrong;
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong.load(), 0);
}

TEST(Executor, ZygotesAreRecycled) {
  auto created = Executor::Create({.policy = PlainPolicy(),
                                   .worker_path = STOCKADE_WORKER_PROGRAM,
                                   .pool = 1,
                                   .recycle_after = 3});
  ASSERT_TRUE(created.has_value());
  // Runs of one zygote share its hash seed, runs of several do not; random numbers never are.
  std::set<std::string> hashes, numbers;
  for (int i = 0; i < 60 && (i < 6 || hashes.size() < 3); ++i) {
    const Outcome outcome =
        RunText(**created, "import random\nprint(hash('text'))\nprint(random.random())\n");
    ASSERT_EQ(outcome.verdict, Verdict::kOk) << Describe(outcome);
    hashes.insert(outcome.out.substr(0, outcome.out.find('\n')));
    EXPECT_TRUE(numbers.insert(outcome.out.substr(outcome.out.find('\n'))).second);
  }
  EXPECT_GE(hashes.size(), 3u);
  created->reset();
  EXPECT_THAT(OwnWorkers(), IsEmpty());
}

// Ten thousand and more runs in a long life: no descriptor, no process and no memory stays. (The
// number is small here; STOCKADE_SOAK_RUNS makes it large.)
TEST(Executor, DoesNotGrow) {
  auto executor = MakeExecutor(PlainPolicy(), 2);
  ASSERT_NE(executor, nullptr);
  const char* wanted = std::getenv("STOCKADE_SOAK_RUNS");
  const int runs = wanted == nullptr ? 300 : std::atoi(wanted);
  const auto descriptors = [] {
    return std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {});
  };
  const auto run = [&](int i) {
    const Outcome outcome = RunText(*executor, i % 10 == 9 ? "1/0" : "print('x' * 10000)");
    ASSERT_EQ(outcome.verdict, i % 10 == 9 ? Verdict::kException : Verdict::kOk)
        << Describe(outcome);
  };
  for (int i = 0; i < runs / 3; ++i) run(i);
  const auto before = descriptors();
  const size_t memory = mallinfo2().uordblks;
  for (int i = runs / 3; i < runs; ++i) run(i);
  EXPECT_EQ(descriptors(), before);
  EXPECT_LT(mallinfo2().uordblks, memory + (64u << 10));
}

TEST(Executor, ItsEndLeavesNoProcess) {
  {
    auto executor = MakeExecutor(PlainPolicy(), 3);
    ASSERT_NE(executor, nullptr);
    RunText(*executor, "print(1)");
    auto prepared = executor->Prepare(Text("def f(): return 1"));
    EXPECT_EQ(prepared->Call({.function = "f"}).verdict, Verdict::kOk);
    EXPECT_THAT(OwnWorkers(), Not(IsEmpty()));
  }
  EXPECT_THAT(OwnWorkers(), IsEmpty());
}

// Whoever holds an executor may be killed at any time.
TEST(Executor, TheSupervisorsDeathEndsEverything) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const pid_t child = fork();
  if (child == 0) {
    auto executor = MakeExecutor(PlainPolicy(), 2);
    std::vector<pid_t> own = OwnWorkers();
    own.resize(16, 0);
    if (write(ends[1], own.data(), 16 * sizeof(pid_t)) < 0) _exit(1);
    RunText(*executor, "import time\ntime.sleep(60)");
    _exit(0);
  }
  pid_t own[16] = {};
  ASSERT_EQ(read(ends[0], own, sizeof own), static_cast<ssize_t>(sizeof own));
  close(ends[0]);
  close(ends[1]);
  ASSERT_GT(own[0], 0);
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  const auto alive = [&] {
    return std::count_if(std::begin(own), std::end(own),
                         [](pid_t pid) { return pid > 0 && kill(pid, 0) == 0; });
  };
  for (int i = 0; i < 100 && alive() > 0; ++i) std::this_thread::sleep_for(milliseconds(50));
  EXPECT_EQ(alive(), 0);
}

TEST(Executor, AKilledKeeperIsReplaced) {
  auto executor = MakeExecutor(PlainPolicy(), 1);
  ASSERT_NE(executor, nullptr);
  for (const pid_t pid : OwnWorkers()) kill(pid, SIGKILL);
  for (int i = 0; i < 100 && !OwnWorkers().empty(); ++i) {
    // The launcher is our child and stays a zombie until its keeper is given up.
    std::this_thread::sleep_for(milliseconds(10));
  }
  const Outcome outcome = RunText(*executor, "print(2)");
  EXPECT_EQ(outcome.out, "2\n") << Describe(outcome);
}

// A host that ignores SIGCHLD, or reaps every child itself, is not disturbed and does not disturb.
TEST(Executor, TheHostsWayWithChildrenIsItsOwn) {
  const std::string problem = InChild([]() -> std::string {
    signal(SIGCHLD, SIG_IGN);
    auto executor = MakeExecutor(PlainPolicy(), 1);
    if (!executor) return "no executor";
    const Outcome outcome = RunText(*executor, "print(3)");
    if (outcome.out != "3\n") return Describe(outcome);
    executor.reset();
    return OwnWorkers().empty() ? "" : "processes are left";
  });
  EXPECT_EQ(problem, "");
}

TEST(Executor, CreateSaysWhatIsWrong) {
  const auto message = [](const ExecutorOptions& options) {
    const auto executor = Executor::Create(options);
    return executor ? std::string("created") : executor.error().message;
  };
  EXPECT_EQ(message({.worker_path = "/nowhere/stockade-worker"}),
            "'/nowhere/stockade-worker' could not be started: No such file or directory");
  EXPECT_EQ(message({.worker_path = "/bin/true"}), "'/bin/true' ended before it was ready");
  Policy policy;
  policy.preload = {"os"};
  EXPECT_EQ(message({.policy = policy, .worker_path = STOCKADE_WORKER_PROGRAM}),
            "preload is for tests with the guards off");
  policy = PlainPolicy();
  policy.require = {"moat"};
  EXPECT_EQ(message({.policy = policy, .worker_path = STOCKADE_WORKER_PROGRAM}),
            "the policy requires 'moat', which is no facility; `stockade doctor` lists them");
  policy = PlainPolicy();
  policy.limits.wall = milliseconds(0);
  EXPECT_THAT(message({.policy = policy}), HasSubstr("the limit 'wall' is 0 ms"));
  policy = PlainPolicy();
  policy.preload = {"no_such_module"};
  EXPECT_THAT(message({.policy = policy, .worker_path = STOCKADE_WORKER_PROGRAM}),
              HasSubstr("no_such_module"));
}

}  // namespace
}  // namespace stockade::executor
