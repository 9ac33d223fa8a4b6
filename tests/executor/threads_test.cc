// Threads where the policy allows them: counted by the keeper, whatever the program does, and gone
// with the run.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "executor/executor.h"
#include "worker_runs.h"

namespace stockade::executor {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Policy With(int threads) {
  Policy policy = PlainPolicy();
  policy.preload.push_back("hashlib");
  policy.limits.threads = threads;
  policy.limits.wall = milliseconds(30'000);
  policy.limits.cpu = milliseconds(10'000);
  policy.limits.memory_bytes = 64u << 20;
  return policy;
}

constexpr const char* kStart =
    "import ctypes, os, signal, sys, threading, time, _thread\n"
    "def start(act, *given, daemon=False):\n"
    "    t = threading.Thread(target=act, args=given, daemon=daemon); t.start(); return t\n";

std::string Program(const std::string& text) { return kStart + text; }

TEST(Threads, AsManyAsAllowedAtOneTime) {
  auto executor = MakeExecutor(With(4));
  ASSERT_NE(executor, nullptr);
  const std::string text = Program(
      "done = threading.Event()\n"
      "def hold(n):\n"
      "    mine = [start(done.wait) for _ in range(n)]\n"
      "    return mine\n");
  Outcome outcome = RunText(
      *executor, text + "mine = hold(3)\ndone.set()\nfor t in mine: t.join()\nprint(len(mine))\n");
  EXPECT_EQ(outcome.verdict, Verdict::kOk) << Describe(outcome);
  EXPECT_EQ(outcome.out, "3\n");
  outcome = RunText(*executor, text + "try: hold(4)\nfinally: done.set()\n");
  EXPECT_EQ(outcome.verdict, Verdict::kProcessLimit) << Describe(outcome);
  ASSERT_TRUE(outcome.limit.has_value());
  EXPECT_EQ(outcome.limit->name, "threads");
  EXPECT_EQ(outcome.limit->value, "more than 4");
  EXPECT_EQ(outcome.limit->ceiling, "4");
  // Who catches it goes on.
  outcome = RunText(*executor, text +
                                   "try: hold(4)\nexcept RuntimeError as e: print(e)\n"
                                   "done.set()\n");
  EXPECT_EQ(outcome.verdict, Verdict::kOk) << Describe(outcome);
  EXPECT_EQ(outcome.out, "can't start new thread\n");
}

// Ended ones make room, as soon as they were joined.
TEST(Threads, OneAfterTheOtherAsManyAsOneLikes) {
  auto executor = MakeExecutor(With(2));
  ASSERT_NE(executor, nullptr);
  const Outcome outcome = RunText(*executor, Program("seen = []\n"
                                                     "for i in range(300):\n"
                                                     "    start(seen.append, i).join()\n"
                                                     "print(len(seen))\n"));
  EXPECT_EQ(outcome.out, "300\n") << Describe(outcome);
}

// As at the end of CPython: others are waited for, daemons are not.
TEST(Threads, AreWaitedForAndDaemonsAreNot) {
  auto executor = MakeExecutor(With(4));
  ASSERT_NE(executor, nullptr);
  Outcome outcome = RunText(*executor, Program("def late():\n"
                                               "    time.sleep(0.05)\n"
                                               "    print('late')\n"
                                               "    start(print, 'later')\n"
                                               "start(late)\n"
                                               "start(time.sleep, 3600, daemon=True)\n"
                                               "print('end')\n"));
  EXPECT_EQ(outcome.verdict, Verdict::kOk) << Describe(outcome);
  EXPECT_EQ(outcome.out, "end\nlate\nlater\n");
  // One that does not end is the clock's.
  Policy policy = With(2);
  policy.limits.wall = milliseconds(500);
  executor = MakeExecutor(policy);
  ASSERT_NE(executor, nullptr);
  outcome = RunText(*executor, Program("start(time.sleep, 3600)\n"));
  EXPECT_EQ(outcome.verdict, Verdict::kWallLimit) << Describe(outcome);
}

// All threads' processor time together, outside of the interpreter's lock too.
TEST(Threads, ProcessorTimeIsTheSumOfAll) {
  Policy policy = With(4);
  policy.limits.cpu = milliseconds(600);
  auto executor = MakeExecutor(policy);
  ASSERT_NE(executor, nullptr);
  const Outcome outcome = RunText(
      *executor, Program("import hashlib\n"
                         "for _ in range(3): start(hashlib.pbkdf2_hmac, 'sha256', b'x', b'y', "
                         "2**31 - 1)\n"));
  EXPECT_EQ(outcome.verdict, Verdict::kCpuLimit) << Describe(outcome);
  EXPECT_GE(outcome.usage.cpu, milliseconds(600));
}

constexpr const char* kCalls =
    "libc = ctypes.CDLL(None, use_errno=True)\nlibc.syscall.restype = ctypes.c_long\n"
    "def call(number, *arguments):\n"
    "    result = libc.syscall(ctypes.c_long(number), *[ctypes.c_long(a) for a in arguments])\n"
    "    return -ctypes.get_errno() if result == -1 else result\n";

TEST(Threads, NothingElseIsForked) {
  auto executor = MakeExecutor(With(8));
  ASSERT_NE(executor, nullptr);
  for (const char* act :
       {"call(57)", "call(58)", "call(56, 17, 0, 0, 0, 0)", "call(56, 0x1200011, 0, 0, 0, 0)",
        "call(56, 0x1a00011, 0, 0, 0, 0)", "call(56, 0x8011, 0, 0, 0, 0)",
        "call(56, 0x3d0f00 | 0x10000000, 0, 0, 0, 0)", "call(56, 0x10900, 0, 0, 0, 0)"}) {
    const Outcome outcome =
        RunText(*executor, Program(std::string(kCalls) + "print('REACHED', " + act + ")\n"));
    EXPECT_EQ(outcome.out, "REACHED -1\n") << act << Describe(outcome);
  }
  const Outcome outcome = RunText(*executor, "import os\nos.fork()\n");
  EXPECT_EQ(outcome.verdict, Verdict::kProcessLimit) << Describe(outcome);
  EXPECT_EQ(outcome.limit ? outcome.limit->name : "", "processes");
}

// A thread that says that it ends, and is called back by a signal, counts as long as it is there.
TEST(Threads, EndsThatAreTakenBackDoNotMakeRoom) {
  auto executor = MakeExecutor(With(4));
  ASSERT_NE(executor, nullptr);
  const Outcome outcome = RunText(
      *executor, Program(std::string(kCalls) +
                         "signal.signal(signal.SIGUSR1, lambda *a: None)\n"
                         "signal.siginterrupt(signal.SIGUSR1, True)\n"
                         "seen = []\n"
                         "def end():\n"
                         "    seen.append(threading.get_native_id())\n"
                         "    while True: call(60, 0)\n"
                         "most = 0\n"
                         "until = time.monotonic() + 1.5\n"
                         "while time.monotonic() < until:\n"
                         "    try: _thread.start_new_thread(end, ())\n"
                         "    except RuntimeError: pass\n"
                         "    for n in seen[-8:]: call(234, os.getpid(), n, signal.SIGUSR1)\n"
                         "    seen = seen[-50:]\n"
                         "    here = 1 + sum(call(234, os.getpid(), n, 0) == 0 for n in seen)\n"
                         "    most = max(most, here)\n"
                         "print(most <= 4, len(seen) > 4)\n"));
  EXPECT_EQ(outcome.out, "True True\n") << Describe(outcome);
}

TEST(Threads, OfAPreparedModuleEndWithItsBody) {
  auto executor = MakeExecutor(With(3));
  ASSERT_NE(executor, nullptr);
  auto prepared =
      executor->Prepare(Text(Program("kept = []\n"
                                     "start(kept.append, 1)\n"
                                     "def f(n):\n"
                                     "    mine = [start(kept.append, i) for i in range(n)]\n"
                                     "    for t in mine: t.join()\n"
                                     "    return len(kept)\n")));
  ASSERT_EQ(prepared->body().verdict, Verdict::kOk) << Describe(prepared->body());
  for (int i = 0; i < 2; ++i) {
    const Outcome outcome = prepared->Call({.function = "f", .args = {Value::Int(2)}});
    ASSERT_EQ(outcome.verdict, Verdict::kOk) << Describe(outcome);
    EXPECT_EQ(outcome.value->integer, 3);
  }
  prepared = executor->Prepare(Text(Program("start(time.sleep, 3600, daemon=True)\n")));
  EXPECT_EQ(prepared->body().verdict, Verdict::kException) << Describe(prepared->body());
  EXPECT_THAT(prepared->body().exception ? prepared->body().exception->message : "",
              HasSubstr("must end with its body"));
  // One of which the interpreter does not know: the keeper does.
  prepared = executor->Prepare(Text(
      Program("libc = ctypes.CDLL(None)\nnumber = ctypes.c_ulong()\n"
              "libc.pthread_create(ctypes.byref(number), None, libc.sleep, ctypes.c_void_p(3600))\n"
              "def f(): return 1\n")));
  EXPECT_EQ(prepared->Call({.function = "f"}).verdict, Verdict::kSetupError);
}

TEST(Threads, OfASessionGoOnWithItsCalls) {
  auto executor = MakeExecutor(With(2));
  ASSERT_NE(executor, nullptr);
  auto session = executor->OpenSession(
      Text(Program("count = 0\nmore = threading.Semaphore(0)\nless = threading.Semaphore(0)\n"
                   "def work():\n    global count\n"
                   "    while True: more.acquire(); count += 1; less.release()\n"
                   "start(work)\n"
                   "def f():\n    more.release(); less.acquire(); return count\n")));
  ASSERT_EQ(session->body().verdict, Verdict::kOk) << Describe(session->body());
  for (int i = 1; i <= 3; ++i) {
    const Outcome outcome = session->Call({.function = "f"});
    ASSERT_EQ(outcome.verdict, Verdict::kOk) << Describe(outcome);
    EXPECT_EQ(outcome.value->integer, i);
  }
  session.reset();
  executor.reset();
  EXPECT_THAT(OwnWorkers(), IsEmpty());
}

}  // namespace
}  // namespace stockade::executor
