// What a run may have beside its text: arguments, files, functions of the host, a reader of its
// output, somebody who cancels it. And sessions, which keep their state.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <mutex>
#include <stop_token>
#include <thread>

#include "executor/executor.h"
#include "executor/guards.h"
#include "worker_runs.h"

namespace stockade::executor {
namespace {

using std::chrono::milliseconds;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

HostFunction Host(std::string_view signature, std::function<HostAnswer(const HostCall&)> answer) {
  auto parsed = ParseSignature(signature);
  EXPECT_TRUE(parsed.has_value()) << signature;
  return {parsed.value_or(HostSignature()), std::move(answer)};
}

TEST(Arguments, ArriveInSysArgv) {
  auto executor = MakeExecutor(PlainPolicy());
  ASSERT_NE(executor, nullptr);
  const Outcome outcome = RunText(*executor, "import sys\nprint(sys.argv[1:])\n",
                                  {.environment = {.argv = {"one", "two words", "ä"}}});
  EXPECT_EQ(outcome.out, "['one', 'two words', 'ä']\n") << Describe(outcome);
}

TEST(Output, ArrivesWhileTheRunGoesOn) {
  auto executor = MakeExecutor(PlainPolicy());
  ASSERT_NE(executor, nullptr);
  // The run waits for the host, which waits for the run's first line.
  std::string out, err;
  bool early = false;
  Request request;
  request.on_output = [&](OutputStream stream, std::string_view bytes) {
    (stream == OutputStream::kStdout ? out : err) += bytes;
  };
  request.environment.functions = {Host("line()", [&](const HostCall&) -> HostAnswer {
    early = out == "first\n";
    return Value::None();
  })};
  const Outcome outcome = RunText(*executor,
                                  "import sys, time\nprint('first')\ntime.sleep(0.3)\nline()\n"
                                  "print('second')\nprint('other', file=sys.stderr)\n",
                                  request);
  EXPECT_EQ(outcome.verdict, Verdict::kOk) << Describe(outcome);
  EXPECT_TRUE(early);
  EXPECT_EQ(out, outcome.out);
  EXPECT_EQ(out, "first\nsecond\n");
  EXPECT_EQ(err, "other\n");
}

TEST(Output, BeyondTheLimitIsNotShown) {
  Policy policy = PlainPolicy();
  policy.limits.output_bytes = 100;
  auto executor = MakeExecutor(policy);
  ASSERT_NE(executor, nullptr);
  std::string shown;
  Request request;
  request.on_output = [&](OutputStream, std::string_view bytes) { shown += bytes; };
  const Outcome outcome = RunText(*executor, "print('x' * 5000)", request);
  EXPECT_EQ(outcome.verdict, Verdict::kOutputLimit);
  EXPECT_EQ(shown, std::string(100, 'x'));
}

TEST(Cancel, EndsARunAndKeepsWhatItPrinted) {
  auto executor = MakeExecutor(PlainPolicy());
  ASSERT_NE(executor, nullptr);
  std::stop_source stop;
  Request request{.cancel = stop.get_token()};
  request.on_output = [&](OutputStream, std::string_view) { stop.request_stop(); };
  for (const char* text :
       {"print('begun')\nwhile True: pass", "import time\nprint('begun')\ntime.sleep(60)"}) {
    stop = std::stop_source();
    request.cancel = stop.get_token();
    const Outcome outcome = RunText(*executor, text, request);
    EXPECT_EQ(outcome.verdict, Verdict::kCancelled) << Describe(outcome);
    EXPECT_THAT(outcome.out, StartsWith("begun"));
    EXPECT_FALSE(outcome.limit.has_value());
  }
  // Before it has begun: every time, however quick the run would be.
  for (int i = 0; i < 20; ++i) {
    const Outcome outcome = RunText(*executor, "print(1)", request);
    EXPECT_EQ(outcome.verdict, Verdict::kCancelled);
    EXPECT_EQ(outcome.out, "");
  }
  EXPECT_EQ(RunText(*executor, "print('next')").out, "next\n");
}

TEST(Cancel, FromAnotherThreadOfSeveral) {
  auto executor = MakeExecutor(PlainPolicy(), 2);
  ASSERT_NE(executor, nullptr);
  std::stop_source stop;
  std::vector<std::future<Outcome>> runs;
  std::atomic<int> begun = 0;
  for (int i = 0; i < 4; ++i) {
    runs.push_back(std::async(std::launch::async, [&] {
      Request request{.cancel = stop.get_token()};
      request.on_output = [&](OutputStream, std::string_view) { ++begun; };
      return RunText(*executor, "import time\nprint(1)\ntime.sleep(60)", request);
    }));
  }
  while (begun < 4) std::this_thread::sleep_for(milliseconds(5));
  stop.request_stop();
  for (auto& run : runs) EXPECT_EQ(run.get().verdict, Verdict::kCancelled);
}

TEST(Busy, ARunWaitsForItsTurnOnlySoLong) {
  auto created = Executor::Create({.policy = PlainPolicy(),
                                   .worker_path = STOCKADE_WORKER_PROGRAM,
                                   .pool = 1,
                                   .most_running = 1});
  ASSERT_TRUE(created.has_value());
  std::stop_source stop;
  std::promise<void> begun;
  auto first = std::async(std::launch::async, [&] {
    Request request{.cancel = stop.get_token()};
    request.on_output = [&](OutputStream, std::string_view) { begun.set_value(); };
    return RunText(**created, "import os, time\nos.write(1, b'x')\ntime.sleep(60)", request);
  });
  begun.get_future().wait();
  const Outcome busy = RunText(**created, "print(1)", {.patience = milliseconds(50)});
  EXPECT_EQ(busy.verdict, Verdict::kBusy) << Describe(busy);
  auto waiting = std::async(std::launch::async, [&] { return RunText(**created, "print(2)"); });
  stop.request_stop();
  EXPECT_EQ(first.get().verdict, Verdict::kCancelled);
  EXPECT_EQ(waiting.get().out, "2\n");
}

TEST(HostCalls, AreAnswered) {
  auto executor = MakeExecutor(PlainPolicy());
  ASSERT_NE(executor, nullptr);
  Request request;
  std::string seen;
  request.environment.functions = {
      Host("add(a, b=0, *, scale=1)",
           [&](const HostCall& call) -> HostAnswer {
             seen = std::string(call.function) + std::to_string(call.args.size()) +
                    std::to_string(call.kwargs.size());
             int64_t sum = 0;
             for (const Value& value : call.args) sum += value.integer;
             for (const auto& [name, value] : call.kwargs) {
               sum = name == "scale" ? sum * value.integer : sum + value.integer;
             }
             return Value::Int(sum);
           }),
      Host("lookup(key)",
           [](const HostCall& call) -> HostAnswer {
             return HostFailed("KeyError", call.args[0].text);
           }),
      Host("odd()", [](const HostCall&) -> HostAnswer { return HostFailed("NoSuchError", "m"); }),
      Host("throws()", [](const HostCall&) -> HostAnswer { throw std::runtime_error("thrown"); }),
  };
  Outcome outcome = RunText(*executor,
                            "print(add(1, 2), add(5), add(2, b=3, scale=10), add)\n"
                            "for f in (lambda: lookup('k'), odd, throws):\n"
                            "    try: f()\n"
                            "    except Exception as e: print(type(e).__name__, e)\n",
                            request);
  EXPECT_EQ(outcome.verdict, Verdict::kOk) << Describe(outcome);
  EXPECT_EQ(outcome.out,
            "3 5 50 <host function add>\nKeyError 'k'\nRuntimeError NoSuchError: m\n"
            "RuntimeError thrown\n");
  EXPECT_EQ(outcome.usage.host_calls, 6u);
  EXPECT_EQ(seen, "add12");
}

TEST(HostCalls, ThatDoNotFitAreTypeErrors) {
  auto executor = MakeExecutor(PlainPolicy());
  ASSERT_NE(executor, nullptr);
  Request request;
  request.environment.functions = {
      Host("f(a, b=0, *, c)", [](const HostCall&) -> HostAnswer { return Value::None(); })};
  const Outcome outcome =
      RunText(*executor,
              "for call in (lambda: f(), lambda: f(1, 2, 3, c=1), lambda: f(1, d=1, c=1),\n"
              "             lambda: f(1, a=2, c=1), lambda: f(1), lambda: f(object(), c=1)):\n"
              "    try: call()\n"
              "    except TypeError as e: print(e)\n",
              request);
  EXPECT_EQ(outcome.out,
            "f() missing 2 required arguments: 'a', 'c'\n"
            "f() takes 2 positional arguments but 3 were given\n"
            "f() got an unexpected keyword argument 'd'\n"
            "f() got multiple values for argument 'a'\n"
            "f() missing 1 required argument: 'c'\n"
            "f() cannot take this argument: a value of type object cannot leave the run\n")
      << Describe(outcome);
  EXPECT_EQ(outcome.usage.host_calls, 0u);
}

TEST(HostCalls, AreCountedAndTheirTimeIsNot) {
  Policy policy = PlainPolicy();
  policy.limits.host_calls = 3;
  policy.limits.wall = milliseconds(700);
  auto executor = MakeExecutor(policy);
  ASSERT_NE(executor, nullptr);
  Request request;
  request.environment.functions = {Host("slow()", [](const HostCall&) -> HostAnswer {
    std::this_thread::sleep_for(milliseconds(400));
    return Value::Int(1);
  })};
  const Outcome under = RunText(*executor, "print(slow() + slow() + slow())", request);
  EXPECT_EQ(under.out, "3\n") << Describe(under);
  EXPECT_LT(under.usage.wall, milliseconds(700));
  EXPECT_GE(under.usage.host, milliseconds(1200));
  const Outcome over = RunText(*executor, "for i in range(9): slow(); print(i)", request);
  EXPECT_EQ(over.verdict, Verdict::kHostCallLimit) << Describe(over);
  EXPECT_EQ(over.out, "0\n1\n2\n");
  ASSERT_TRUE(over.limit.has_value());
  EXPECT_EQ(over.limit->name, "host-calls");
  EXPECT_THAT(over.claimed, Not(Contains("verdict")));
}

TEST(HostCalls, MayStartRuns) {
  auto executor = MakeExecutor(PlainPolicy());
  ASSERT_NE(executor, nullptr);
  Request request;
  request.environment.functions = {Host("inner(text)", [&](const HostCall& call) -> HostAnswer {
    return Value::Str(RunText(*executor, call.args[0].text).out);
  })};
  EXPECT_EQ(RunText(*executor, "print(inner('print(6 * 7)'), end='')", request).out, "42\n");
}

// What a worker that was taken over may send in place of a call.
TEST(HostCalls, ForgedOnesAreProtocolErrors) {
  auto executor = MakeExecutor(PlainPolicy());
  ASSERT_NE(executor, nullptr);
  std::atomic<int> calls = 0;
  Request request;
  request.environment.functions = {Host("f(a)", [&](const HostCall&) -> HostAnswer {
    ++calls;
    return Value::None();
  })};
  const std::string forge =
      "import os, time\n"
      "def frame(kind, body): return len(body).to_bytes(4, 'little') + bytes([kind]) + body\n"
      "def text(b): return len(b).to_bytes(4, 'little') + b\n"
      "def call(place, args, kwargs):\n"
      "    return frame(16, bytes(9) + place.to_bytes(4, 'little') + text(args) + text(kwargs) + "
      "bytes(4))\n"
      "no_args, none, empty = b't' + bytes(4), b't\\1\\0\\0\\0N', b'm' + bytes(4)\n";
  const struct {
    const char *text, *problem;
  } cases[] = {
      {"os.write(3, call(0, no_args, empty))", "does not fit"},
      {"os.write(3, call(1, none, empty))", "host call that is none"},
      {"os.write(3, call(0, b'N', empty))", "host call that is none"},
      {"os.write(3, call(0, none, b'm\\1\\0\\0\\0NN'))", "host call that is none"},
      {"os.write(3, frame(16, b'xx'))", "host call that is none"},
      {"os.write(3, call(0, none, empty) * 2)", "bytes followed the worker's host call"},
      {"os.write(3, frame(17, b''))", "a frame that is no reply"},
  };
  for (const auto& one : cases) {
    const Outcome outcome = RunText(*executor, forge + one.text + "\ntime.sleep(20)\n", request);
    EXPECT_EQ(outcome.verdict, Verdict::kProtocolError) << one.text << Describe(outcome);
    EXPECT_THAT(outcome.message, HasSubstr(one.problem)) << one.text;
  }
  EXPECT_EQ(calls.load(), 0);
}

TEST(Files, InputIsReadAndOutputComesBack) {
  auto executor = MakeExecutor(PlainPolicy());
  ASSERT_NE(executor, nullptr);
  Request request;
  request.environment.files = {{"data/in.csv", "a,b\r\n1,2\n"}, {"raw", std::string("\0\xFF", 2)}};
  request.environment.scratch = true;
  const Outcome outcome = RunText(
      *executor,
      "with open('data/in.csv') as f: print(f.read().split())\n"
      "print(open('data/in.csv', newline='').readline().encode(), list(open('./data/in.csv')))\n"
      "print(open('raw', 'rb').read())\n"
      "with open('out/a.txt', 'w') as f:\n"
      "    f.write('hällo\\n'); print('more', 1, file=f)\n"
      "with open('b.bin', 'wb') as f: f.write(bytes(3)); f.seek(1); f.write(b'x')\n"
      "with open('out/a.txt', 'a+') as f: f.write('end'); f.seek(0); print(f.read(3))\n"
      "for act in (lambda: open('missing'), lambda: open('raw', 'w'), lambda: open('b.bin', 'x'),\n"
      "            lambda: open('/etc/passwd'), lambda: open('../x', 'w'), lambda: f.read(),\n"
      "            lambda: open('raw').write('x'), lambda: open('raw', 'q')):\n"
      "    try: act(); print('no error')\n"
      "    except (OSError, ValueError) as e: print(type(e).__name__)\n",
      request);
  EXPECT_EQ(outcome.verdict, Verdict::kOk) << Describe(outcome);
  EXPECT_EQ(outcome.out,
            "['a,b', '1,2']\nb'a,b\\r\\n' ['a,b\\n', '1,2\\n']\nb'\\x00\\xff'\nhäl\n"
            "FileNotFoundError\nPermissionError\nFileExistsError\nFileNotFoundError\n"
            "FileNotFoundError\nValueError\nUnsupportedOperation\nValueError\n");
  ASSERT_EQ(outcome.files.size(), 2u);
  EXPECT_EQ(outcome.files[0].name, "b.bin");
  EXPECT_EQ(outcome.files[0].bytes, std::string("\0x\0", 3));
  EXPECT_EQ(outcome.files[1].name, "out/a.txt");
  EXPECT_EQ(outcome.files[1].bytes, "hällo\nmore 1\nend");
  EXPECT_THAT(outcome.claimed, Contains("files"));
}

TEST(Files, AreLimited) {
  Policy policy = PlainPolicy();
  policy.limits.file_bytes = 1000;
  policy.limits.files = 3;
  auto executor = MakeExecutor(policy);
  ASSERT_NE(executor, nullptr);
  Request request{.environment = {.scratch = true}};
  const Outcome under =
      RunText(*executor, "for i in range(3): open(str(i), 'w').write('x' * 1000)", request);
  EXPECT_EQ(under.verdict, Verdict::kOk) << Describe(under);
  EXPECT_EQ(under.files.size(), 3u);
  const Outcome large =
      RunText(*executor, "f = open('a', 'w')\nf.write('x' * 999)\nf.write('yz')\n", request);
  EXPECT_EQ(large.verdict, Verdict::kFileLimit) << Describe(large);
  EXPECT_EQ(large.limit->name, "file-size");
  EXPECT_EQ(large.limit->line, 3u);
  ASSERT_EQ(large.files.size(), 1u);
  EXPECT_EQ(large.files[0].bytes, std::string(999, 'x') + "y");
  const Outcome many = RunText(*executor, "for i in range(4): open(str(i), 'w')", request);
  EXPECT_EQ(many.verdict, Verdict::kFileLimit) << Describe(many);
  EXPECT_EQ(many.limit->name, "files");
  EXPECT_EQ(many.files.size(), 3u);
}

TEST(Files, ForgedOnesAreRefused) {
  Policy policy = PlainPolicy();
  policy.limits.files = 2;
  policy.limits.file_bytes = 10;
  auto executor = MakeExecutor(policy);
  ASSERT_NE(executor, nullptr);
  const std::string forge =
      "import os\n"
      "def text(b): return len(b).to_bytes(4, 'little') + b\n"
      "def send(*files):\n"
      "    body = bytes(1 + 4 * 3 + 4 + 4 + 8) + len(files).to_bytes(4, 'little')\n"
      "    for name, data in files: body += text(name) + text(data)\n"
      "    os.write(3, len(body).to_bytes(4, 'little') + bytes([11]) + body)\n"
      "    os._exit(0)\n";
  EXPECT_EQ(RunText(*executor, forge + "send((b'a', b'1'), (b'b', b'2'))").files.size(), 2u);
  for (const char* text :
       {"send((b'/etc/passwd', b''))", "send((b'../a', b''))", "send((b'a/./b', b''))",
        "send((b'', b''))", "send((b'a\\0b', b''))", "send((b'a', b''), (b'a', b''))",
        "send((b'b', b''), (b'a', b''))", "send((b'a', b'x' * 11))",
        "send((b'a', b''), (b'b', b''), (b'c', b''))", "send((b'a' * 300, b''))"}) {
    const Outcome outcome = RunText(*executor, forge + text);
    EXPECT_EQ(outcome.verdict, Verdict::kProtocolError) << text << Describe(outcome);
    EXPECT_THAT(outcome.files, IsEmpty()) << text;
  }
}

// The same in the guarded world, in the spelling that the rewriter prints for workers.
TEST(Environment, IsThereWithTheGuardsOn) {
  auto executor = MakeExecutor(Policy());
  ASSERT_NE(executor, nullptr);
  const auto guard = [](const std::string& name) {
    return "\"" + std::string(kGuardMarker) + name + "\"";
  };
  const std::string get = guard("getattr");
  Request request{.function = "f"};
  request.environment.files = {{"in", "text"}};
  request.environment.scratch = true;
  request.environment.functions = {Host("add(a, b)", [](const HostCall& call) -> HostAnswer {
    return Value::Int(call.args[0].integer + call.args[1].integer);
  })};
  const Outcome outcome = RunText(
      *executor,
      "def f():\n    -" + guard("budget") + "\n    with open('out', 'w') as file:\n        " + get +
          "(file, 'write')('x')\n    return [add(1, 2), " + get + "(open('in'), 'read')()]\n",
      request);
  ASSERT_EQ(outcome.verdict, Verdict::kOk) << Describe(outcome);
  EXPECT_EQ(ToJson(*outcome.value), "[3,\"text\"]");
  ASSERT_EQ(outcome.files.size(), 1u);
  EXPECT_EQ(outcome.files[0].bytes, "x");
  // Neither has a way to anything else.
  for (const char* what : {"add, '__reduce_ex__'", "open, '__self__'", "add, '__dict__'",
                           "open('in'), '__getattribute__'", "open, '__globals__'"}) {
    const Outcome refused = RunText(
        *executor, "def f():\n    -" + guard("budget") + "\n    return " + get + "(" + what + ")\n",
        request);
    EXPECT_EQ(refused.verdict, Verdict::kException) << what << Describe(refused);
  }
}

TEST(Environment, IsChecked) {
  auto executor = MakeExecutor(PlainPolicy());
  ASSERT_NE(executor, nullptr);
  const auto message = [&](Environment environment) {
    return RunText(*executor, "", {.environment = std::move(environment)}).message;
  };
  EXPECT_EQ(message({.files = {{"/abs", ""}}}),
            "'/abs' is no name for an input file: write a relative path");
  EXPECT_EQ(message({.files = {{"a", ""}, {"a", ""}}}), "two input files are named 'a'");
  const HostFunction f = Host("f()", nullptr);
  EXPECT_EQ(message({.functions = {f, f}}), "two host functions are named 'f'");
}

TEST(Signature, IsRead) {
  const auto signature =
      ParseSignature("fetch(url, timeout=(1, ')'), *, retries=None, limit, **more)");
  ASSERT_TRUE(signature.has_value()) << signature.error().message;
  EXPECT_EQ(signature->name, "fetch");
  ASSERT_EQ(signature->parameters.size(), 4u);
  EXPECT_TRUE(signature->parameters[0].required);
  EXPECT_FALSE(signature->parameters[1].required);
  EXPECT_TRUE(signature->parameters[2].keyword_only);
  EXPECT_TRUE(signature->parameters[3].required);
  EXPECT_TRUE(signature->any_keywords);
  EXPECT_FALSE(signature->any_positional);
  EXPECT_TRUE(ParseSignature("f()").has_value());
  EXPECT_TRUE(ParseSignature(" f( *args ) ")->any_positional);
  for (const char* bad : {"", "f", "f(", "(a)", "f(a b)", "f(a, a)", "f(1)", "f(*, *)", "f(**k, a)",
                          "f(a=1, b)", "f(a, /)", "f g(a)", "f(**)"}) {
    EXPECT_FALSE(ParseSignature(bad).has_value()) << bad;
  }
}

TEST(Prepared, CallsHaveStdinAndHostFunctions) {
  auto executor = MakeExecutor(PlainPolicy());
  ASSERT_NE(executor, nullptr);
  std::atomic<int> calls = 0;
  auto prepared = executor->Prepare(
      Text("base = host()\ndef f(x):\n    import sys\n    return [base, x, host(), input()]\n"),
      {.functions = {
           Host("host()", [&](const HostCall&) -> HostAnswer { return Value::Int(++calls); })}});
  ASSERT_EQ(prepared->body().verdict, Verdict::kOk) << Describe(prepared->body());
  for (int i = 2; i < 5; ++i) {
    Request request{.function = "f", .args = {Value::Int(i)}, .stdin_bytes = "line\n"};
    // With the guards off `input` is CPython's own and reads descriptor 0, which is empty.
    const Outcome outcome = prepared->Call(request);
    EXPECT_EQ(outcome.verdict, Verdict::kOk) << Describe(outcome);
    ASSERT_TRUE(outcome.value.has_value());
    EXPECT_EQ(ToJson(*outcome.value),
              "[1," + std::to_string(i) + "," + std::to_string(i) + ",\"line\"]");
  }
}

TEST(Session, KeepsItsState) {
  auto executor = MakeExecutor(PlainPolicy());
  ASSERT_NE(executor, nullptr);
  auto session = executor->OpenSession(
      Text("print('body')\ntotal = 0\ndef add(x):\n    global total\n    total += x\n"
           "    print('now', total)\n    return total\n"
           "def fail(): raise ValueError('no')\n"));
  ASSERT_EQ(session->body().verdict, Verdict::kOk) << Describe(session->body());
  EXPECT_EQ(session->body().out, "body\n");
  for (int i = 1; i <= 5; ++i) {
    const Outcome outcome = session->Call({.function = "add", .args = {Value::Int(i)}});
    ASSERT_EQ(outcome.verdict, Verdict::kOk) << Describe(outcome);
    EXPECT_EQ(outcome.value->integer, i * (i + 1) / 2);
    EXPECT_EQ(outcome.out, "now " + std::to_string(i * (i + 1) / 2) + "\n");
  }
  const Outcome failed = session->Call({.function = "fail"});
  EXPECT_EQ(failed.verdict, Verdict::kException) << Describe(failed);
  EXPECT_EQ(failed.exception->traceback.back().line, 8u);
  EXPECT_EQ(session->Call({.function = "nothing"}).exception->type, "NameError");
  EXPECT_EQ(session->Call({.function = "add", .args = {Value::Int(0)}}).value->integer, 15);
  EXPECT_FALSE(session->ended());
}

TEST(Session, LimitsHoldForEachCallAndEndIt) {
  Policy policy = PlainPolicy();
  policy.limits.cpu = milliseconds(500);
  policy.limits.output_bytes = 1000;
  policy.limits.wall = milliseconds(20'000);
  auto executor = MakeExecutor(policy);
  ASSERT_NE(executor, nullptr);
  const Submission text = Text(
      "import time, os, sys\n"
      "def burn(seconds):\n    end = time.process_time() + seconds\n"
      "    while time.process_time() < end: pass\n"
      "def speak(n): print('x' * (n - 1))\n"
      "def leave(): sys.exit(3)\n"
      "def die(): os._exit(4)\n");
  auto session = executor->OpenSession(text);
  ASSERT_EQ(session->body().verdict, Verdict::kOk) << Describe(session->body());
  for (int i = 0; i < 5; ++i) {
    const Outcome outcome = session->Call({.function = "burn", .args = {Value::Float(0.25)}});
    EXPECT_EQ(outcome.verdict, Verdict::kOk) << i << Describe(outcome);
    EXPECT_LT(outcome.usage.cpu, milliseconds(500));
    EXPECT_GE(outcome.usage.cpu, milliseconds(200));
    EXPECT_EQ(session->Call({.function = "speak", .args = {Value::Int(900)}}).out.size(), 900u);
  }
  const Outcome over = session->Call({.function = "burn", .args = {Value::Float(5)}});
  EXPECT_EQ(over.verdict, Verdict::kCpuLimit) << Describe(over);
  EXPECT_TRUE(session->ended());
  const Outcome later = session->Call({.function = "burn", .args = {Value::Float(0)}});
  EXPECT_EQ(later.verdict, Verdict::kCpuLimit);
  EXPECT_EQ(later.message, "the session had ended with cpu_limit");
  for (const auto& [function, verdict] :
       {std::pair{"leave", Verdict::kExit}, {"die", Verdict::kExit}}) {
    session = executor->OpenSession(text);
    EXPECT_EQ(session->Call({.function = function}).verdict, verdict) << function;
    EXPECT_TRUE(session->ended());
  }
}

// Whatever native code has left behind does not run between calls, and cannot answer ahead.
TEST(Session, NothingRunsBetweenCalls) {
  Policy policy = PlainPolicy();
  policy.limits.wall = milliseconds(60'000);
  policy.limits.cpu = milliseconds(300);
  auto executor = MakeExecutor(policy);
  ASSERT_NE(executor, nullptr);
  const std::string forge =
      "import os, time\nreply = bytes([0]) + bytes(4 * 3) + bytes(4) + bytes(4) + bytes(8) + "
      "bytes(4)\nreply = len(reply).to_bytes(4, 'little') + bytes([11]) + reply\n"
      "spent = 0\n"
      "def cpu(): return time.process_time()\n";
  auto session = executor->OpenSession(Text(
      forge + "def f():\n    os.write(3, reply)\n    time.sleep(0.1)\n    while True: pass\n"));
  ASSERT_EQ(session->body().verdict, Verdict::kOk) << Describe(session->body());
  EXPECT_EQ(session->Call({.function = "f"}).verdict, Verdict::kOk);
  // Stopped in the middle of its loop, it goes on with it when the next call lets it.
  std::this_thread::sleep_for(milliseconds(300));
  const Outcome next = session->Call({.function = "cpu"});
  EXPECT_EQ(next.verdict, Verdict::kCpuLimit) << Describe(next);
  // Two replies at a time are one too many.
  session = executor->OpenSession(Text(forge + "def f(): os.write(3, reply + reply)\n"));
  EXPECT_EQ(session->Call({.function = "f"}).verdict, Verdict::kProtocolError);
}

TEST(Session, HasStdinFilesFunctionsAndIsCancelled) {
  auto executor = MakeExecutor(PlainPolicy());
  ASSERT_NE(executor, nullptr);
  int calls = 0;
  auto session = executor->OpenSession(
      Text("import time\ndef f(n):\n    print(input(), file=open('log', 'a'))\n    return host()\n"
           "def wait():\n    print(1)\n    time.sleep(60)\n"),
      {.scratch = true, .functions = {Host("host()", [&](const HostCall&) -> HostAnswer {
                          return Value::Int(++calls);
                        })}});
  Outcome outcome =
      session->Call({.function = "f", .args = {Value::Int(1)}, .stdin_bytes = "one\n"});
  ASSERT_EQ(outcome.verdict, Verdict::kOk) << Describe(outcome);
  outcome = session->Call({.function = "f", .args = {Value::Int(2)}, .stdin_bytes = "two\n"});
  ASSERT_EQ(outcome.files.size(), 1u) << Describe(outcome);
  EXPECT_EQ(outcome.files[0].bytes, "one\ntwo\n");
  EXPECT_EQ(outcome.value->integer, 2);
  std::stop_source stop;
  Request request{.function = "wait", .cancel = stop.get_token()};
  request.on_output = [&](OutputStream, std::string_view) { stop.request_stop(); };
  EXPECT_EQ(session->Call(request).verdict, Verdict::kCancelled);
  EXPECT_TRUE(session->ended());
}

TEST(Session, EndsWithItsObjectAndMayOutliveItsExecutor) {
  auto executor = MakeExecutor(PlainPolicy());
  ASSERT_NE(executor, nullptr);
  auto session = executor->OpenSession(Text("def f(): return 1\n"));
  executor.reset();
  EXPECT_EQ(session->Call({.function = "f"}).value->integer, 1);
  session.reset();
  EXPECT_THAT(OwnWorkers(), IsEmpty());
}

TEST(Executors, TwoWithDifferentPoliciesLiveTogether) {
  Policy small = PlainPolicy();
  small.limits.output_bytes = 10;
  auto first = MakeExecutor(PlainPolicy());
  auto second = MakeExecutor(small);
  ASSERT_TRUE(first != nullptr && second != nullptr);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(RunText(*first, "print('x' * 20)").verdict, Verdict::kOk);
    EXPECT_EQ(RunText(*second, "print('x' * 20)").verdict, Verdict::kOutputLimit);
  }
}

}  // namespace
}  // namespace stockade::executor
