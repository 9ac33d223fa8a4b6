// Prepared submissions: the body runs once, each call starts from the state after it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <set>
#include <thread>

#include "executor/executor.h"
#include "worker_runs.h"

namespace stockade::executor {
namespace {

using std::chrono::milliseconds;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(Prepare, AThousandCallsStartFromTheSameState) {
  auto executor = MakeExecutor(PlainPolicy(), 2);
  ASSERT_NE(executor, nullptr);
  auto prepared = executor->Prepare(
      Text("count = 0\ndef test(x, name='Johny'):\n    global count\n    count += 1\n"
           "    return name + ' likes ' + str(x*x), count\n"));
  ASSERT_EQ(prepared->body().verdict, Verdict::kOk) << Describe(prepared->body());
  for (int i = 0; i < 1000; ++i) {
    const Outcome outcome = prepared->Call({.function = "test", .args = {Value::Int(i)}});
    ASSERT_EQ(outcome.verdict, Verdict::kOk) << i << Describe(outcome);
    ASSERT_EQ(ToJson(*outcome.value),
              "{\"$type\":\"tuple\",\"value\":[\"Johny likes " + std::to_string(i * i) + "\",1]}");
  }
}

// The state after the body has a seed and one half of a pair of numbers; no call goes on from them.
TEST(Prepare, CallsHaveTheirOwnRandomNumbers) {
  Policy policy = PlainPolicy();
  policy.preload = {"random"};
  auto executor = MakeExecutor(policy, 2);
  ASSERT_NE(executor, nullptr);
  auto prepared =
      executor->Prepare(Text("import random\nrandom.seed(1)\nrandom.gauss(0, 1)\n"
                             "def f(): return [random.gauss(0, 1), random.random()]\n"));
  ASSERT_EQ(prepared->body().verdict, Verdict::kOk) << Describe(prepared->body());
  std::set<double> numbers;
  for (int i = 0; i < 4; ++i) {
    const Outcome outcome = prepared->Call({.function = "f"});
    ASSERT_EQ(outcome.verdict, Verdict::kOk) << Describe(outcome);
    for (const Value& number : outcome.value->items) numbers.insert(number.real);
  }
  EXPECT_EQ(numbers.size(), 8u);
}

TEST(Prepare, CallsHaveTheirOwnOutputAndException) {
  auto executor = MakeExecutor(PlainPolicy());
  ASSERT_NE(executor, nullptr);
  auto prepared = executor->Prepare(
      Text("print('body')\ndef f(x):\n    print('call', x)\n    return 1 // x\n"));
  EXPECT_EQ(prepared->body().out, "body\n");
  Outcome outcome = prepared->Call({.function = "f", .args = {Value::Int(1)}});
  EXPECT_EQ(outcome.out, "call 1\n");
  outcome = prepared->Call({.function = "f", .args = {Value::Int(0)}});
  ASSERT_EQ(outcome.verdict, Verdict::kException) << Describe(outcome);
  EXPECT_EQ(outcome.exception->type, "ZeroDivisionError");
  EXPECT_EQ(outcome.exception->traceback.back().line, 4u);
  outcome = prepared->Call({.function = "g"});
  EXPECT_EQ(outcome.verdict, Verdict::kException);
  EXPECT_EQ(outcome.exception->type, "NameError");
}

TEST(Prepare, ACallOverItsLimitHarmsNoOther) {
  Policy policy = PlainPolicy();
  policy.limits.wall = milliseconds(8000);
  policy.limits.cpu = milliseconds(1000);
  policy.limits.memory_bytes = 64u << 20;
  auto executor = MakeExecutor(policy);
  ASSERT_NE(executor, nullptr);
  auto prepared = executor->Prepare(
      Text("import os, time, ctypes\n"
           "def loop():\n    while True: pass\n"
           "def sleep(): time.sleep(60)\n"
           "def memory():\n    x = []\n    while True: x.append(bytearray(1 << 20))\n"
           "def flood():\n    while True: os.write(1, b'x' * 4096)\n"
           "def leave(): os._exit(3)\n"
           "def crash(): ctypes.string_at(0)\n"
           "def fine(): return 1\n"));
  ASSERT_EQ(prepared->body().verdict, Verdict::kOk) << Describe(prepared->body());
  const struct {
    const char* function;
    Verdict verdict;
  } cases[] = {{"loop", Verdict::kCpuLimit},      {"sleep", Verdict::kWallLimit},
               {"memory", Verdict::kMemoryLimit}, {"flood", Verdict::kOutputLimit},
               {"leave", Verdict::kExit},         {"crash", Verdict::kSignal}};
  for (const auto& one : cases) {
    const Outcome outcome = prepared->Call({.function = one.function});
    EXPECT_EQ(outcome.verdict, one.verdict) << one.function << Describe(outcome);
    EXPECT_EQ(prepared->Call({.function = "fine"}).verdict, Verdict::kOk)
        << "after " << one.function;
  }
}

TEST(Prepare, ABodyThatFailsIsReportedAndNotCalled) {
  auto executor = MakeExecutor(PlainPolicy());
  ASSERT_NE(executor, nullptr);
  auto prepared = executor->Prepare(Text("def f(): return 1\nraise ValueError('body')\n"));
  EXPECT_EQ(prepared->body().verdict, Verdict::kException);
  EXPECT_EQ(prepared->body().exception->message, "body");
  const Outcome outcome = prepared->Call({.function = "f"});
  EXPECT_EQ(outcome.verdict, Verdict::kSetupError);
  EXPECT_EQ(outcome.message, "the module's body did not end well");
}

TEST(Prepare, CallsInParallel) {
  Policy policy = PlainPolicy();
  policy.limits.wall = milliseconds(20'000);
  auto executor = MakeExecutor(policy, 2);
  ASSERT_NE(executor, nullptr);
  auto prepared = executor->Prepare(Text("def f(x): return x * 2\n"));
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 16; ++i) {
    threads.emplace_back([&, i] {
      for (int k = 0; k < 10; ++k) {
        const Outcome outcome = prepared->Call({.function = "f", .args = {Value::Int(i)}});
        if (outcome.verdict != Verdict::kOk || outcome.value->integer != 2 * i) ++wrong;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong.load(), 0);
}

TEST(Prepare, SeveralAtATimeAndTheirEnds) {
  auto executor = MakeExecutor(PlainPolicy());
  ASSERT_NE(executor, nullptr);
  const size_t before = OwnWorkers().size();
  {
    auto first = executor->Prepare(Text("def f(): return 1\n"));
    auto second = executor->Prepare(Text("def f(): return 2\n"));
    EXPECT_EQ(first->Call({.function = "f"}).value->integer, 1);
    EXPECT_EQ(second->Call({.function = "f"}).value->integer, 2);
    EXPECT_GT(OwnWorkers().size(), before);
  }
  for (int i = 0; i < 100 && OwnWorkers().size() > before; ++i)
    std::this_thread::sleep_for(milliseconds(20));
  EXPECT_LE(OwnWorkers().size(), before);
}

constexpr const char* kHostile = R"(
import ctypes, errno, os
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
def clone(flags):
    os.write(1, b'REACHED\n')
    result = libc.syscall(ctypes.c_long(56), ctypes.c_long(flags), *[ctypes.c_long(0)] * 4)
    if result == 0: os._exit(0)
    os.write(1, (errno.errorcode[ctypes.get_errno()] if result == -1 else 'made one').encode() + b'\n')
)";

// Without a ticket the body cannot fork, and a call never can.
TEST(Prepare, NothingForksByItself) {
  auto executor = MakeExecutor(PlainPolicy());
  ASSERT_NE(executor, nullptr);
  for (const char* flags : {"0x8000 | 17", "17", "0x8000 | 17 | 0x100"}) {
    auto prepared = executor->Prepare(
        Text(std::string(kHostile) + "def f(): clone(" + flags + ")\nclone(" + flags + ")\n"));
    EXPECT_EQ(prepared->body().out, "REACHED\nEPERM\n") << flags << Describe(prepared->body());
    for (int i = 0; i < 3; ++i) {
      EXPECT_EQ(prepared->Call({.function = "f"}).out, "REACHED\nEPERM\n") << flags;
    }
  }
}

// Not even its own template, its siblings or its process group.
TEST(Prepare, CallsCannotSignalTheirFamily) {
  auto executor = MakeExecutor(PlainPolicy());
  ASSERT_NE(executor, nullptr);
  auto prepared =
      executor->Prepare(Text("import os\nsource = os.getpid()\n"
                             "def f():\n"
                             "    for pid in (source, 0, -1, 1, -source):\n"
                             "        os.write(1, b'REACHED ')\n"
                             "        try: os.kill(pid, 9)\n"
                             "        except PermissionError: os.write(1, b'EPERM ')\n"
                             "    try: os.setpgid(0, 0)\n"
                             "    except PermissionError: os.write(1, b'stays')\n"));
  const std::string refused =
      "REACHED EPERM REACHED EPERM REACHED EPERM REACHED EPERM REACHED EPERM stays";
  EXPECT_EQ(prepared->Call({.function = "f"}).out, refused);
  EXPECT_EQ(prepared->Call({.function = "f"}).out, refused);
}

// A template that was taken over and will not fork, or that ends, spoils its own calls only.
TEST(Prepare, ATemplateThatRefusesSpoilsOnlyItself) {
  Policy policy = PlainPolicy();
  policy.limits.wall = milliseconds(1000);
  auto executor = MakeExecutor(policy);
  ASSERT_NE(executor, nullptr);
  // The socket of the tickets is at descriptor 4: closed, garbage written to it, read by the body.
  for (const char* act :
       {"os.close(4)", "os.write(4, b'garbage')", "os.write(4, bytes(4) + b'\\x0d')"}) {
    auto prepared =
        executor->Prepare(Text(std::string("import os\ndef f(): return 1\n") + act + "\n"));
    const Outcome outcome = prepared->Call({.function = "f"});
    EXPECT_EQ(outcome.verdict, Verdict::kSetupError) << act << Describe(outcome);
    EXPECT_EQ(RunText(*executor, "print('next')").out, "next\n");
    auto other = executor->Prepare(Text("def f(): return 1\n"));
    EXPECT_EQ(other->Call({.function = "f"}).verdict, Verdict::kOk);
  }
}

// A body that leaves something running in the background has no thread or process to do it with; a
// template that burns time by itself is ended by the keeper.
TEST(Prepare, ATemplateThatNeverForksIsGivenUp) {
  Policy policy = PlainPolicy();
  policy.limits.wall = milliseconds(1000);
  auto executor = MakeExecutor(policy);
  ASSERT_NE(executor, nullptr);
  // How many processes there are while nothing runs: the pool has filled when the number stays.
  const auto settled = [](size_t at_most) {
    size_t size = 0;
    for (int i = 0, same = 0; i < 400 && (same < 10 || size > at_most); ++i) {
      std::this_thread::sleep_for(milliseconds(50));
      const size_t now = OwnWorkers().size();
      same = now == size ? same + 1 : 0;
      size = now;
    }
    return size;
  };
  const size_t idle = settled(SIZE_MAX);
  // The body forges its own reply and goes on: a template taken over by native code would do the
  // same.
  auto prepared = executor->Prepare(Text(
      "import os\nreply = bytes([0]) + bytes(4 * 3) + bytes(4) + bytes(4) + bytes(8) + bytes(4)\n"
      "os.write(3, len(reply).to_bytes(4, 'little') + bytes([11]) + reply)\nos.close(3)\n"
      "while True: pass\n"));
  ASSERT_EQ(prepared->body().verdict, Verdict::kOk) << Describe(prepared->body());
  EXPECT_EQ(prepared->Call({.function = "f"}).verdict, Verdict::kSetupError);
  EXPECT_EQ(RunText(*executor, "print('next')").out, "next\n");
  EXPECT_LE(settled(idle), idle) << "the template is still there";
}

TEST(Prepare, WhatACallCannotHaveIsSaid) {
  auto executor = MakeExecutor(PlainPolicy());
  ASSERT_NE(executor, nullptr);
  auto prepared = executor->Prepare(Text("def f(): return 1\n"));
  EXPECT_THAT(prepared->Call({.function = "f", .environment = {.argv = {"x"}}}).message,
              HasSubstr("the environment of its module"));
  EXPECT_THAT(prepared->Call({}).message, HasSubstr("needs a function's name"));
}

TEST(Prepare, OutlivesItsExecutorHarmlessly) {
  auto executor = MakeExecutor(PlainPolicy());
  ASSERT_NE(executor, nullptr);
  auto prepared = executor->Prepare(Text("def f(): return 5\n"));
  EXPECT_EQ(prepared->Call({.function = "f"}).value->integer, 5);
  executor.reset();
  EXPECT_EQ(prepared->Call({.function = "f"}).value->integer, 5);
  prepared.reset();
  EXPECT_THAT(OwnWorkers(), IsEmpty());
}

}  // namespace
}  // namespace stockade::executor
