// What a submission that has an unguarded way to read attributes still does not get. The way is
// planted: a method of a library class that is object.__getattribute__.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "executor/worker/cpython.h"
#include "program.h"

namespace stockade::executor::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const char kPlant[] = R"PY(
import contextlib, json, types
json.JSONEncoder.read = staticmethod(object.__getattribute__)
json.JSONEncoder.function = types.FunctionType
json.JSONEncoder.code = types.CodeType
json.JSONEncoder.mine = lambda: 0
)PY";

Ended RunPlanted(const std::string& text) {
  static const bool planted = [] {
    RunProgram(Guarded(""));  // starts CPython, once
    return PyRun_SimpleString(kPlant) == 0;
  }();
  EXPECT_TRUE(planted);
  interpreter::LoadRequest request = Guarded(
      "import json, asyncio, contextlib, copy, functools, logging\nE = json.JSONEncoder\n" + text);
  request.imports = {"*"};
  for (const char* name : {"JSONEncoder", "read", "function", "code", "mine", "copy", "partial",
                           "nullcontext", "contextmanager", "Handler"})
    request.bare_names.push_back(name);
  return RunProgram(request);
}

struct Reading {
  const char* name;
  const char* text;
};
class Planted : public testing::TestWithParam<Reading> {};

TEST_P(Planted, AnswersNothing) {
  const Ended end = RunPlanted(GetParam().text);
  EXPECT_THAT(end.out, Not(HasSubstr("REACHED"))) << end.out;
  EXPECT_EQ(end.reply.kind, interpreter::ReplyKind::kException) << end.out << end.reply.message;
  EXPECT_THAT(end.reply.message,
              testing::AnyOf(HasSubstr("is not available to submissions"),
                             HasSubstr("cannot be called here"), HasSubstr("has no attribute")))
      << end.reply.message;
}

const Reading kReadings[] = {
    {"globals", "print('REACHED', E.read(lambda: -$budget, '__globals__'))"},
    {"globals_of_library", "print('REACHED', E.read(E.mine, '__globals__'))"},
    {"builtins", "print('REACHED', E.read(lambda: -$budget, '__builtins__'))"},
    {"code", "print('REACHED', E.read(lambda: -$budget, '__code__'))"},
    {"closure", "print('REACHED', E.read(lambda: -$budget, '__closure__'))"},
    {"generator", "print('REACHED', E.read((x for x in $getiter([1])), 'gi_frame'))"},
    {"generator_code", "print('REACHED', E.read((x for x in $getiter([1])), 'gi_code'))"},
    {"coroutine", "async def f(): -$budget\nprint('REACHED', E.read(f(), 'cr_frame'))"},
    {"asynchronous_generator",
     "async def f():\n    -$budget\n    yield\nprint('REACHED', E.read(f(), 'ag_frame'))"},
    {"traceback",
     "class C:\n    def __enter__(self): -$budget\n    def __exit__(self, *a):\n        -$budget\n"
     "        print('REACHED', E.read(a[2], 'tb_frame'))\nwith C(): 1 / 0"},
    {"by_c", "print('REACHED', list(map(E.read, [E.mine], ['__globals__'])))"},
    {"by_partial", "print('REACHED', functools.partial(E.read, E.mine)('__globals__'))"},
    {"by_prelude",
     "class C:\n    def __reduce_ex__(self, version):\n        -$budget\n"
     "        return E.read, (E.mine, '__globals__')\nprint('REACHED', copy.copy(C()))"},
    {"by_library",
     "def g():\n    -$budget\n    yield\n"
     "print('REACHED', contextlib.contextmanager(g)()(E.read)(E.mine, '__globals__'))"},
    {"by_logging",
     "class F:\n    format = functools.partial(E.read, E.mine)\nh = logging.Handler()\n"
     "getattr(h, 'setFormatter')(F)\nprint('REACHED', getattr(h, 'format')('__globals__'))"},
    {"function", "print('REACHED', E.function(1, {}))"},
    {"code_object", "print('REACHED', E.code())"},
};
INSTANTIATE_TEST_SUITE_P(Introspection, Planted, testing::ValuesIn(kReadings),
                         [](const testing::TestParamInfo<Reading>& reading) {
                           return std::string(reading.param.name);
                         });

// The plant is one: what is not gated is read.
TEST(Introspection, ThePlantReads) {
  const Ended end = RunPlanted("print(E.read(E.mine, '__name__'))");
  EXPECT_EQ(end.out, "<lambda>\n") << end.reply.message;
}

// Library code that asks for itself is answered.
TEST(Introspection, LibraryCodeReads) {
  const Ended end = RunPlanted(
      "import collections, dataclasses, enum, typing\n"
      "@getattr(dataclasses, 'dataclass')\nclass D:\n    x: int = 1\n"
      "async def f(): -$budget\n"
      "c = f()\n"
      "print(D(), $getattr(D, '__doc__'), getattr(asyncio, 'iscoroutinefunction')(f))\n"
      "print(getattr(collections, 'namedtuple')('P', 'x')(1), getattr(enum, 'Enum')('E', 'a'))\n"
      "getattr(logging, 'warning')('seen')\n");
  EXPECT_EQ(end.out, "D(x=1) D(x: int = 1) True\nP(x=1) <enum 'E'>\n") << end.reply.message;
  EXPECT_THAT(end.err, HasSubstr("WARNING:root:seen"));
}

}  // namespace
}  // namespace stockade::executor::tests
