// Start, Load and Call with guards off: output, input, exceptions, exits, and values in and out.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "executor/value.h"
#include "program.h"

namespace stockade::executor::tests {
namespace {

using interpreter::Reply;
using interpreter::ReplyKind;
using ::testing::HasSubstr;

std::string EmptyTuple() { return std::string("t\0\0\0\0", 5); }
std::string EmptyDict() { return std::string("m\0\0\0\0", 5); }

interpreter::LoadRequest Expression(std::string text) {
  interpreter::LoadRequest request = Plain(std::move(text));
  request.kind = SubmissionKind::kExpression;
  return request;
}

TEST(Output, PrintWritesAsPythonDoes) {
  const Ended end = RunProgram(Plain("print(1, 'a', sep='-', end='!')\nprint()\nprint('é')"));
  EXPECT_EQ(end.out, "1-a!\né\n");
  EXPECT_EQ(end.reply.kind, ReplyKind::kOk);
}

TEST(Output, StandardErrorAndStreams) {
  const Ended end = RunProgram(
      Plain("import sys\nprint('e', file=sys.stderr)\nsys.stdout.write('w')\nsys.stdout.flush()"));
  EXPECT_EQ(end.out, "w");
  EXPECT_EQ(end.err, "e\n");
}

TEST(Output, IsKeptWhenTheProcessDies) {
  const Ended end = RunProgram(Plain("import os\nprint('before')\nos._exit(7)"));
  EXPECT_EQ(end.out, "before\n");
  EXPECT_FALSE(end.replied);
}

TEST(InputTest, LinesThenEndOfFile) {
  interpreter::LoadRequest request = Plain("print(input('? ') + input())\ninput()");
  request.stdin_bytes = "a\r\nb";
  const Ended end = RunProgram(request);
  EXPECT_EQ(end.out, "? ab\n");
  EXPECT_EQ(end.reply.type, "EOFError");
}

TEST(InputTest, StreamOfLines) {
  interpreter::LoadRequest request = Plain("import sys\nprint(sum(int(x) for x in sys.stdin))");
  request.stdin_bytes = "1\n2\n39\n";
  EXPECT_EQ(RunProgram(request).out, "42\n");
}

TEST(Exceptions, FramesLinesAndColumns) {
  const Ended end = RunProgram(Plain("def f(x):\n    return 1 / x\n\nf(0)\n"));
  ASSERT_EQ(end.reply.kind, ReplyKind::kException);
  EXPECT_EQ(end.reply.type, "ZeroDivisionError");
  EXPECT_EQ(end.reply.message, "division by zero");
  ASSERT_EQ(end.reply.frames.size(), 2u);
  EXPECT_EQ(end.reply.frames[0].line, 4u);
  EXPECT_EQ(end.reply.frames[0].function, "<module>");
  EXPECT_EQ(end.reply.frames[1].line, 2u);
  EXPECT_EQ(end.reply.frames[1].column, 11u);
  EXPECT_TRUE(end.reply.frames[1].has_column);
}

TEST(Exceptions, OnlyTheSubmissionsFrames) {
  const Ended end = RunProgram(Plain("import json\njson.loads('{')"));
  EXPECT_EQ(end.reply.type, "json.decoder.JSONDecodeError");
  EXPECT_EQ(end.reply.frames.size(), 1u);
}

TEST(Exceptions, HostileStr) {
  const Ended end =
      RunProgram(Plain("class E(Exception):\n    def __str__(self): raise ValueError\nraise E"));
  EXPECT_EQ(end.reply.type, "E");
  EXPECT_EQ(end.reply.message, "<exception str() failed>");
}

TEST(Exceptions, LongMessageIsCut) {
  const Ended end = RunProgram(Plain("raise ValueError('é' * 10000)"));
  EXPECT_EQ(end.reply.message.size(), 4096u);
}

TEST(Exceptions, DeepTracebackIsCut) {
  const Ended end = RunProgram(Plain("def f(): f()\nf()"));
  EXPECT_EQ(end.reply.kind, ReplyKind::kRecursion);
  EXPECT_EQ(end.reply.frames.size(), 128u);
  EXPECT_EQ(end.reply.frames[0].line, 2u);
}

TEST(Exceptions, MemoryError) {
  EXPECT_EQ(RunProgram(Plain("raise MemoryError")).reply.kind, ReplyKind::kMemory);
}

TEST(Exceptions, ExitCodes) {
  EXPECT_EQ(RunProgram(Plain("raise SystemExit(3)")).reply.exit_code, 3);
  const Ended text = RunProgram(Plain("raise SystemExit('bye')"));
  EXPECT_EQ(text.reply.kind, ReplyKind::kExit);
  EXPECT_EQ(text.reply.exit_code, 1);
  EXPECT_EQ(text.err, "bye\n");
  EXPECT_EQ(RunProgram(Plain("raise SystemExit")).reply.exit_code, 0);
}

TEST(Rejected, SyntaxErrorHasItsPlace) {
  const Ended end = RunProgram(Plain("x = 1\ny = = 2\n"));
  EXPECT_EQ(end.reply.kind, ReplyKind::kRejected);
  EXPECT_EQ(end.reply.type, "SyntaxError");
  ASSERT_EQ(end.reply.frames.size(), 1u);
  EXPECT_EQ(end.reply.frames[0].line, 2u);
  EXPECT_EQ(end.reply.frames[0].column, 4u);
}

TEST(Rejected, NulByte) {
  EXPECT_EQ(RunProgram(Plain(std::string("x=1\0y", 5))).reply.kind, ReplyKind::kRejected);
}

TEST(Module, NameDependsOnTheKindOfRun) {
  interpreter::LoadRequest request = Plain("print(__name__)");
  EXPECT_EQ(RunProgram(request).out, "__main__\n");
  request.script = false;
  request.filename = "/a/solution.py";
  EXPECT_EQ(RunProgram(request).out, "solution\n");
  request.filename = "os.py";
  EXPECT_EQ(RunProgram(request).out, "submission_os\n");
}

TEST(CallTest, FunctionOfTheModule) {
  const Value arguments = [] {
    Value value;
    value.kind = ValueKind::kTuple;
    value.items = {Value::Int(2), Value::Str("x")};
    return value;
  }();
  const Ended end = RunProgram(Plain("def f(n, s): return s * n"),
                               interpreter::CallRequest{"f", Encode(arguments), EmptyDict()});
  EXPECT_EQ(end.reply.kind, ReplyKind::kOk);
  EXPECT_EQ(end.reply.value, Encode(Value::Str("xx")));
}

TEST(CallTest, MissingFunction) {
  const Ended end = RunProgram(Plain(""), interpreter::CallRequest{"f", EmptyTuple(), EmptyDict()});
  EXPECT_EQ(end.reply.type, "NameError");
  EXPECT_EQ(end.reply.message, "name 'f' is not defined");
}

TEST(CallTest, HostileArguments) {
  for (const std::string& bytes : {std::string("t\xff\xff\xff\xff", 5), std::string("?"),
                                   std::string(), std::string("t\1\0\0\0s\xff\0\0\0", 10)}) {
    const Ended end =
        RunProgram(Plain("def f(*a): pass"), interpreter::CallRequest{"f", bytes, EmptyDict()});
    EXPECT_EQ(end.reply.kind, ReplyKind::kRejected) << bytes;
  }
}

// Every type of the closed set leaves the run and comes back as it was: f(f(x)) through the
// encoding.
TEST(Values, RoundTrip) {
  const char* const kExpressions[] = {
      "None",
      "True",
      "False",
      "0",
      "-1",
      "2**62",
      "-2**63",
      "2**63",
      "-2**64",
      "2**64-1",
      "10**300",
      "-2**71",
      "0.1",
      "float('inf')",
      "-0.0",
      "3+4j",
      "'é\\ud800'",
      "''",
      "b'\\x00\\xff'",
      "[1, [2]]",
      "(1, 'a')",
      "{1, 2}",
      "frozenset({3})",
      "{'a': 1, (1, 2): [None]}",
      "__import__('datetime').date(2024, 2, 29)",
      "__import__('datetime').time(1, 2, 3, 4)",
      "__import__('datetime').datetime(2024, 2, 29, 1, 2, 3, 4)",
      "__import__('datetime').datetime(2024, 1, 1, tzinfo=__import__('datetime').timezone.utc)",
      "__import__('datetime').time(1, "
      "tzinfo=__import__('datetime').timezone(__import__('datetime').timedelta(hours=-5)))",
      "__import__('datetime').timedelta(days=-1, microseconds=5)"};
  for (const char* expression : kExpressions) {
    const Ended out = RunProgram(Expression(expression));
    ASSERT_EQ(out.reply.kind, ReplyKind::kOk) << expression << ": " << out.reply.message;
    EXPECT_TRUE(Decode(out.reply.value, {}).has_value()) << expression;
    std::string arguments("t\1\0\0\0", 5);
    arguments += out.reply.value;
    const Ended back =
        RunProgram(Plain(std::string("def f(x):\n  y = ") + expression +
                         "\n  assert x == y and type(x) is type(y), (x, y)\n  return x"),
                   interpreter::CallRequest{"f", arguments, EmptyDict()});
    EXPECT_EQ(back.reply.kind, ReplyKind::kOk) << expression << ": " << back.reply.message;
    EXPECT_EQ(back.reply.value, out.reply.value) << expression;
  }
}

TEST(Values, SubclassesCrossAsTheirBaseWithoutCallingThem) {
  const Ended end = RunProgram(Plain("class D(dict):\n    def __iter__(self): print('called')\n    "
                                     "items = keys = __len__ = __iter__\n"
                                     "def f(): return D(a=1)"),
                               interpreter::CallRequest{"f", EmptyTuple(), EmptyDict()});
  EXPECT_EQ(end.reply.value, Encode(Value::Dict({{Value::Str("a"), Value::Int(1)}})));
  EXPECT_EQ(end.out, "");
}

struct RefusedValue {
  const char* expression;
  const char* message;
};
TEST(Values, Refused) {
  constexpr RefusedValue kRefused[] = {
      {"object()", "a value of type object cannot leave the run"},
      {"[lambda: 0]", "a value of type function cannot leave the run"},
      {"(lambda l: (l.append(l), l)[1])([])", "a value that contains itself cannot leave the run"},
      {"__import__('functools').reduce(lambda a, _: [a], range(70), [])",
       "the value is nested deeper than the limit of 64"},
      {"'x' * (2 << 20)", "the value is larger than the limit of 1048576 bytes"},
  };
  for (const RefusedValue& row : kRefused) {
    const Ended end = RunProgram(Expression(row.expression));
    EXPECT_EQ(end.reply.kind, ReplyKind::kResult) << row.expression;
    EXPECT_EQ(end.reply.message, row.message);
    EXPECT_EQ(end.reply.value, "");
  }
}

}  // namespace
}  // namespace stockade::executor::tests
