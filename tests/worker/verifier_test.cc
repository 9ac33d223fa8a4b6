// The verifier: what it refuses, in which words, and that each instruction it allows is needed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <opcode.h>

#include <set>
#include <string>

#include "executor/worker/cpython.h"
#include "executor/worker/opcodes.h"
#include "program.h"

namespace stockade::executor::tests {
namespace {

using interpreter::ReplyKind;
using ::testing::HasSubstr;
using worker::Ref;

interpreter::LoadRequest Request(const std::string& text, GuardMode mode = GuardMode::kProven) {
  interpreter::LoadRequest request = Guarded(text);
  request.guards = mode;
  request.imports = {"*"};
  request.bare_names = {"x",   "y",   "append",    "send", "gi_frame", "format",
                        "mro", "obj", "__class__", "_z",   "close"};
  return request;
}

struct Refused {
  const char* text;
  const char* message;
  uint32_t line;
  GuardMode mode = GuardMode::kProven;
  int from = 9;  // minor version
};
constexpr GuardMode kAllGuards = GuardMode::kAll;
const Refused kRefused[] = {
    // guards as values
    {"g = $getattr", "guard getattr is used other than to be called", 1},
    {"[$getattr]", "guard getattr is used other than to be called", 1},
    {"print($getattr)", "guard getattr is used other than to be called", 1},
    {"def f(x=$getattr): -$budget", "a constant holds a guard", 1},
    {"def f():\n    -$budget\n    return $getattr", "guard getattr is used other than to be called",
     3},
    {"def f():\n    -$budget\n    yield $getattr", "guard getattr is used other than to be called",
     3},
    {"x = (1, $getattr)", "a constant holds a guard", 1},
    {"x in {$getattr, 'a'}", "a constant holds a guard", 0},
    {"$getattr.x", "guard getattr is used other than to be called", 1},
    {"$getattr[0]", "kept for guards", 1},
    {"-$getattr", "guard getattr is used other than to be called", 1},
    {"~$budget", "guard budget is used other than to be called", 1},
    {"$budget()", "guard budget is used other than to be called", 1},
    {"x = 1\n($getattr if x else $getitem)(1, 'x')", "a guard would be chosen at run time", 2},
    {"(y := $getattr)(1, 'x')", "guard getattr is used other than to be called", 1},
    {"@$write\ndef f(): -$budget", "a guard is bound to an object", 1, GuardMode::kProven, 11},
    {"with $write: pass", "guard write is used other than to be called", 1},
    {"raise $write", "guard write is used other than to be called", 1},
    {"lambda: -$budget and ($write)", "a guard would be chosen at run time", 1},
    {"$nothing(1)", "kept for guards", 0},
    {"'a' $getattr", "kept for guards", 0},
    {"$apply([*x])", "a star takes an iterable without its guard", 1},
    {"$apply(print, *x)", "a star takes an iterable without its guard", 1},
    {"type A = $getattr", "guard getattr is used other than to be called", 1, GuardMode::kProven,
     12},
    {"def f[T: $getattr](): -$budget", "guard getattr is used other than to be called", 1,
     GuardMode::kProven, 12},
    {"$inplaceitem([1], 0)", "the load of an in-place operation", 1},
    {"print($inplaceitem([1], 0))", "the load of an in-place operation", 1},
    {"x = $inplaceattr(print, 'y')", "the load of an in-place operation", 1},
    {"x = 1\n$reach(x)._z", "attribute _z is read without its guard", 2},
    {"x = 1\n$reach(x).format", "attribute format is read without its guard", 2},
    {"x = 1\n$reach(x).__class__", "attribute __class__ is read without its guard", 2},
    {"x = 1\n$reach(x).gi_frame", "attribute gi_frame is read without its guard", 2},
    {"x = 1\n$reach(x).y = 2", "attribute y is written without the write guard", 2},
    {"x = 1\n$reach(x).y += 2", "attribute y is written without the write guard", 2},
    // guards with brackets
    {"x = 1\n$reach[x]._z", "attribute _z is read without its guard", 2},
    {"x = 1\n$own[x].__dict__", "attribute __dict__ is read without its guard", 2},
    {"x = 1\n$reach[x].y = 2", "attribute y is written without the write guard", 2},
    {"x = 1\ndel $own[x].y", "attribute y is written without the write guard", 2},
    {"x = 1\nfor y in $own[x]: pass", "a loop takes an iterable without its guard", 2},
    {"x = 1\nprint(*$write[x])", "a star takes an iterable without its guard", 2},
    {"x = 1\n$write[x] = 1", "guard write is used other than to be called", 2},
    {"x = 1\ndel $write[x]", "guard write is used other than to be called", 2},
    {"x = 1\nx[$write]", "guard write is used other than to be called", 2},
    {"$write[$write]", "guard write is used other than to be called", 1},
    {"x = 1\n$getattr[x, 'y']", "guard getattr is used other than to be called", 2},
    {"x = 1\n$budget[x]", "guard budget is used other than to be called", 2},
    {"x = 1\ny = [($own if x else $reach)[x], x, x, x, x]", "a guard would be chosen at run time",
     2},
    {"$write[0].x = 1", "kept for guards", 0},
    {"$write[1].x = 1", "attribute x is written without the write guard", 1},
    {"x = 1\n$own(x).__dict__", "attribute __dict__ is read without its guard", 2},
    {"x = 1\n$own(x)._abc_impl", "attribute _abc_impl is read without its guard", 2},
    {"x = 1\n$own(x).mro()", "attribute mro is read without its guard", 2},
    {"x = 1\n$own(x).__class__ = int", "attribute __class__ may not be written", 2},
    {"x = 1\ndel $own(x)._y", "attribute _y is written without the write guard", 2},
    {"x = 1\n($own(x) if x else x)._y", "attribute _y is read without its guard", 2},
    {"x = 1\n($own(x) if x else x)._y = 1", "attribute _y is written without the write guard", 2},
    {"y = $own(print)\ny._z", "attribute _z is read without its guard", 2},
    {"x = 1\n$write(x)._z += 2", "attribute _z is read without its guard", 2},
    // what the write guard passed, it passed for the local that still holds it
    {"def f(a):\n    -$budget; a.x = 1", "attribute x is written without the write guard", 2},
    {"def f(a):\n    -$budget; $own[a].x = 1; a.y = 1",
     "attribute y is written without the write guard", 2},
    {"def f(a):\n    -$budget; $reach[a].x; a.y = 1",
     "attribute y is written without the write guard", 2},
    {"def f(a, b):\n    -$budget; $write[a].x = 1; b.x = 1",
     "attribute x is written without the write guard", 2},
    {"def f(a, b):\n    -$budget; $write[a].x = 1; a = b; a.x = 1",
     "attribute x is written without the write guard", 2},
    {"def f(a, b):\n    -$budget; $write[a].x = 1; (a, b) = (b, a); a.x = 1",
     "attribute x is written without the write guard", 2},
    {"def f(a, b):\n    -$budget; $write[a].x = 1; print(a := b); a.x = 1",
     "attribute x is written without the write guard", 2},
    {"def f(a):\n    -$budget; $write[a].x = 1; del a; a = print; a.x = 1",
     "attribute x is written without the write guard", 2},
    {"def f(a):\n    -$budget; $write[a].x = 1\n    import sys as a\n    a.x = 1",
     "attribute x is written without the write guard", 4},
    {"def f(a, b):\n    -$budget; $write[a].x = 1\n    for a in $getiter[b]: a.x = 1",
     "attribute x is written without the write guard", 3},
    {"def f(a, b):\n    -$budget\n    for i in $getiter[b]:\n        $write[a].x = 1\n    a.x = 1",
     "attribute x is written without the write guard", 5},
    {"def f(a, b):\n    -$budget; $write[a].x = 1\n    while -$budget and b:\n        a.x = 1\n"
     "        a = b",
     "attribute x is written without the write guard", 4},
    {"def f(a, b):\n    -$budget; $write[a].x = 1\n    while -$budget and (b or (a := b)):\n"
     "        a.x = 1",
     "attribute x is written without the write guard", 4},
    {"def f(a, b):\n    -$budget\n    if b: $write[a].x = 1\n    a.x = 1",
     "attribute x is written without the write guard", 4},
    {"def f(a, b):\n    -$budget; b and $write[a]\n    a.x = 1",
     "attribute x is written without the write guard", 3},
    {"def f(a, b):\n    -$budget; $write[a if b else b].x = 1; a.x = 1",
     "attribute x is written without the write guard", 2},
    {"def f(a, b):\n    -$budget\n    try: $write[a].x = b()\n    except ValueError: a.x = 1",
     "attribute x is written without the write guard", 4},
    {"def f(a, b):\n    -$budget\n    try: b()\n    finally: a.x = 1",
     "attribute x is written without the write guard", 4},
    {"def f(a, b):\n    -$budget; $write[a].x = 1\n    try:\n        a = b\n        b()\n"
     "    except ValueError: pass\n    a.x = 1",
     "attribute x is written without the write guard", 7},
    {"def f(a, b):\n    -$budget; $write[a].x = 1\n    try:\n        a = b\n        b()\n"
     "    except ValueError: a.x = 1",
     "attribute x is written without the write guard", 6},
    {"def f(a, b):\n    -$budget; $write[a].x = 1\n    try:\n        a = b\n        b()\n"
     "        a = 1; $write[a].x = 1\n    finally: a.x = 1",
     "attribute x is written without the write guard", 7},
    {"def f(a, b):\n    -$budget; $write[a].x = 1\n    with b:\n        a = b\n        b()\n"
     "        return\n    a.x = 1",
     "attribute x is written without the write guard", 7},
    {"async def f(a, b):\n    -$budget; $write[a].x = 1\n    async with b:\n        a = b\n"
     "        b()\n        return\n    a.x = 1",
     "attribute x is written without the write guard", 7},
    {"def f(a, b):\n    -$budget; $write[a].x = 1\n    with b as a: a.x = 1",
     "attribute x is written without the write guard", 3},
    {"def f(a, b):\n    -$budget\n    with b: $write[a].x = 1\n    a.x = 1",
     "attribute x is written without the write guard", 4},
    {"def f(a):\n    -$budget; $write[a].x = 1\n    def a(): -$budget\n    a.x = 1",
     "attribute x is written without the write guard", 4},
    {"def f(a):\n    -$budget; $write[a].x = 1\n    class a: pass\n    a.x = 1",
     "attribute x is written without the write guard", 4},
    {"def f(a, b):\n    -$budget; $write[a].x = 1\n    def g():\n        nonlocal a\n"
     "        -$budget; a = b\n    g(); a.x = 1",
     "attribute x is written without the write guard", 6},
    {"def f():\n    global a\n    -$budget; $write[a].x = 1; a.x = 1",
     "attribute x is written without the write guard", 3},
    {"a = 1\n$write[a].x = 1; a.x = 1", "attribute x is written without the write guard", 2},
    {"class C:\n    a = 1; $write[a].x = 1; a.x = 1",
     "attribute x is written without the write guard", 2},
    {"def f(a, b):\n    -$budget; $write[a].x = 1\n    match b:\n        case [*a]: a.x = 1",
     "attribute x is written without the write guard", 4, GuardMode::kProven, 10},
    {"def f(a, b):\n    -$budget; $write[a].x = 1; [a for a in $getiter[b]]; a.x = 1",
     "attribute x is written without the write guard", 2, GuardMode::kProven, 12},
    {"def f(a, b):\n    -$budget; $write[a]._z = 1; a._z += 1",
     "attribute _z is read without its guard", 2},
    {"def f(a, b):\n    -$budget; $write[a].x = 1; a.__class__ = b",
     "attribute __class__ may not be written", 2},
    {"def f(a, b):\n    -$budget; $write[a].x = 1; a = b; a[0] = 1",
     "an item is written without the write guard", 2, kAllGuards},
    // and where all guards are wanted, each store asks
    {"def f(a, b):\n    -$budget; $write[a].x = 1; a.y = 1",
     "attribute y is written without the write guard", 2, kAllGuards},
    {"def f(a, b):\n    -$budget; $write[a].x = 1; a[0] = 1",
     "an item is written without the write guard", 2, kAllGuards},
    {"def f(a, b):\n    -$budget; $write[a].x = 1; del a.x",
     "attribute x is written without the write guard", 2, kAllGuards},
    {"def f(a, b):\n    -$budget; $write[a][0] = 1; a[0]", "an item is read without its guard", 2,
     kAllGuards},
    // loops and stars
    {"for i in [1]: pass", "a loop takes an iterable without its guard", 1},
    {"for i in range(9): pass", "a loop takes an iterable without its guard", 1},
    {"[i for i in range(9)]", "a loop takes an iterable without its guard", 1},
    {"sum(i for i in range(9))", "a loop takes an iterable without its guard", 1},
    {"{i: [j for j in i] for i in $getiter('a')}", "a loop takes an iterable without its guard", 1},
    {"def f():\n    -$budget\n    yield from range(9)",
     "a loop takes an iterable without its guard", 3},
    {"async def f():\n    -$budget\n    async for x in y: pass",
     "a loop takes an iterable without its guard", 3},
    {"for i in $unpack([1], (1,)): pass", "a loop takes an iterable without its guard", 1},
    {"x = 1\n[*x]", "a star takes an iterable without its guard", 2},
    {"x = 1\n{*x}", "a star takes an iterable without its guard", 2},
    {"x = 1\nprint(*x)", "a star takes an iterable without its guard", 2},
    {"x = 1\nprint(1, *x)", "a star takes an iterable without its guard", 2},
    // the budget
    {"while True: pass", "a loop does not spend the iteration budget", 1},
    {"x = 1\nwhile x: x = 1", "a loop does not spend the iteration budget", 2},
    {"while x:\n    if x: -$budget", "a loop does not spend the iteration budget", 1},
    {"x = 1\nwhile x or -$budget: pass", "a loop does not spend the iteration budget", 2},
    {"while -$budget and 1:\n    while True:\n        try:\n            1 / 0\n        except "
     "ValueError:\n            pass",
     "a loop does not spend the iteration budget", 5},
    {"def f(): return f()", "a function does not spend the iteration budget", 1},
    {"def f(x):\n    if x: -$budget\n    return f(x)",
     "a function does not spend the iteration budget", 2},
    {"def f():\n    try:\n        f()\n        -$budget\n    except RecursionError:\n        f()",
     "a function does not spend the iteration budget", 3},
    {"def f():\n    try:\n        nope\n        -$budget\n    except NameError:\n        f()",
     "a function does not spend the iteration budget", 3},
    {"def f(n):\n    def g(y=(L[n](n - 1), L[n](n - 1))): -$budget\n    -$budget",
     "a function does not spend the iteration budget", 2},
    {"async def f():\n    -$budget\n    while True: await x",
     "a loop does not spend the iteration budget", 3},
    {"def f():\n    -$budget\n    while True: yield", "a loop does not spend the iteration budget",
     3},
    {"f = lambda: f()", "a function does not spend the iteration budget", 1},
    {"def f(x, y): return x + y", "a function does not spend the iteration budget", 1},
    {"def f():\n    yield 1", "a function does not spend the iteration budget", 2},
    {"class A:\n    def f(self): return self.x", "a function does not spend the iteration budget",
     2},
    // names
    {"x = 1\nx.nope", "attribute nope is read without its guard", 2},
    {"x = 1\nx.nope()", "attribute nope is read without its guard", 2},
    {"x = 1\nx.gi_frame", "attribute gi_frame is read without its guard", 2},
    {"x = 1\nx.format()", "attribute format is read without its guard", 2},
    {"x = 1\nx.mro()", "attribute mro is read without its guard", 2},
    {"x = 1\nx.obj", "attribute obj is read without its guard", 2},
    {"x = 1\nx.__class__", "attribute __class__ is read without its guard", 2},
    {"x = 1\nx._z", "attribute _z is read without its guard", 2},
    {"x = 1\nx.y = 2", "attribute y is written without the write guard", 2},
    {"x = 1\ndel x.y", "attribute y is written without the write guard", 2},
    {"x = 1\nx.y += 2", "attribute y is written without the write guard", 2},
    {"$write(x).__class__ = int", "attribute __class__ may not be written", 1},
    {"$write(x).__dict__ = 1", "attribute __dict__ may not be written", 1},
    {"$write(x).__match_args__ = 1", "attribute __match_args__ may not be written", 1},
    {"$write(x).gi_frame = 1", "attribute gi_frame may not be written", 1},
    {"__builtins__", "name __builtins__ may not be used", 1},
    {"def f():\n    -$budget\n    return __builtins__", "name __builtins__ may not be used", 3},
    {"__builtins__ = {}", "name __builtins__ may not be bound", 1},
    {"del __builtins__", "name __builtins__ may not be bound", 1},
    {"import math as __builtins__", "name __builtins__ may not be bound", 1},
    {"def __builtins__(): -$budget", "name __builtins__ may not be bound", 1},
    {"for __builtins__ in $getiter([1]): pass", "name __builtins__ may not be bound", 1},
    {"class A:\n    __getattribute__ = 1", "name __getattribute__ may not be bound", 2},
    {"class A:\n    __dict__ = 1", "name __dict__ may not be bound", 2},
    {"class A:\n    __slots__ = 1\n    __module__ = 'x'", "name __module__ may not be bound", 3},
    {"from math import __dict__", "name __dict__ may not be imported", 1},
    {"from math import __loader__ as x", "name __loader__ may not be imported", 1},
    {"class A:\n    from math import __builtins__ as x", "name __builtins__ may not be imported",
     2},
    {"class A:\n    def f(self):\n        -$budget\n        return super().nope",
     "attribute nope is read without its guard", 4},
    {"class A:\n    def f(self):\n        -$budget\n        return super().nope()",
     "attribute nope is read without its guard", 4},
    {"match 1:\n    case int(nope=1): pass", "attribute nope is read without its guard", 2,
     GuardMode::kProven, 10},
    // operators
    {"x = 2\nx ** x", "a power has no guard", 2},
    {"x = 2\nx **= x", "a power has no guard", 2},
    {"x = 2\nx << x", "a left shift has no guard", 2},
    {"x = 2\nx <<= x", "a left shift has no guard", 2},
    {"x = 2\nx ** 5", "a power has no guard", 2},
    {"x = 2\nx ** (2, x)[0]", "a power has no guard", 2},
    {"x = 2\nx ** (2 if x else 99)", "a power has no guard", 2},
    {"x = 2\nx ** 2", "a power has no guard", 2, kAllGuards},
    {"x = 2\nx << 65", "a left shift has no guard", 2},
    {"x = 2\nx <<= 65", "a left shift has no guard", 2},
    {"x = 2\nx << 1", "a left shift has no guard", 2, kAllGuards},
    {"x = [2]\n$star(x)[0] = 1", "an item is written without the write guard", 2, kAllGuards},
    {"x = [2]\nfor i in $star(x): pass", "a loop takes an iterable without its guard", 2},
    {"x = 2\nx * x", "an operator has no guard", 2, kAllGuards},
    {"x = 2\nx % x", "an operator has no guard", 2, kAllGuards},
    {"x = 2\nx += x", "an operator has no guard", 2, kAllGuards},
    {"x = [2]\nx[0]", "an item is read without its guard", 2, kAllGuards},
    {"x = [2]\nx[0:1]", "an item is read without its guard", 2, kAllGuards},
    {"x = [2]\nx[0:1] = x", "an item is written without the write guard", 2, kAllGuards},
    {"x = [2]\nx[0] = 1", "an item is written without the write guard", 2, kAllGuards},
    {"x = [2]\ndel x[0]", "an item is written without the write guard", 2, kAllGuards},
    {"x = 1\nf'{x:{x}}'", "a format specification is no small constant", 2},
    {"x = 1\nf'{x:99999}'", "a format specification is no small constant", 2},
};

class Refusals : public ::testing::TestWithParam<Refused> {};
TEST_P(Refusals, InTheseWordsAtThisLine) {
  if (GetParam().from > PY_MINOR_VERSION) return;  // no such syntax, or nothing to refuse
  const Ended end = RunProgram(Request(GetParam().text, GetParam().mode));
  EXPECT_EQ(end.reply.kind, ReplyKind::kRejected) << GetParam().text;
  EXPECT_THAT(end.reply.message, HasSubstr(GetParam().message)) << GetParam().text;
  ASSERT_EQ(end.reply.frames.size(), 1u) << GetParam().text;
  if (GetParam().line != 0) {
    EXPECT_EQ(end.reply.frames[0].line, GetParam().line) << GetParam().text;
  }
}
INSTANTIATE_TEST_SUITE_P(Texts, Refusals, ::testing::ValuesIn(kRefused));

// ---- what is accepted ----
struct AcceptedText {
  const char* text;
  int from = 9;  // minor version
};
const AcceptedText kAccepted[] = {
    {"class C: pass\ndef f(a, b):\n    -$budget; $write[a].x = 1; a.y = a.x = 2; del a.x\n"
     "    for i in $getiter(b):\n        a.x = i\n        if i: continue\n        a.y = b\n"
     "    while -$budget and b:\n        a.x = b = 0\n        c = a\n        $write[c].x = 1\n"
     "        c.y = 1\n    if a: (a.x, a.y) = 1, 2\n    else: a.x = 3\n    a.x += 1\n"
     "    try: a.y = yield\n    finally: print()\n    $write[a].x = []\n"
     "    a.y = [d for d in $getiter(a.x)]\n[*$getiter(f(C(), [0, 1]))]"},
    {"def f(): pass"},
    {"def f():\n    \"\"\"doc\"\"\""},
    {"def f():\n    def g(): -$budget\n    -$budget\n    return g"},
    {"def f(x):\n    while -$budget and (x): x -= 1"},
    {"def f(x):\n    if -$budget and (x): return f(x - 1)\n    return 0\nf(3)"},
    {"def f(x):\n    for i in $getiter(-$budget and (x)): return i\nf([1])"},
    {"def f(x):\n    try:\n        -$budget\n        return 1 / x\n    except ZeroDivisionError:\n "
     " "
     "      return 0\n    finally:\n        x = 2\nf(0)"},
    {"def f():\n    x = 1\n    def g():\n        nonlocal x\n        -$budget\n        x = 2\n     "
     " "
     "  del x\n    -$budget\n    g()\n    x = 3\n    return x\nf()"},
    {"x = 2\nwhile x:\n    y = x\n    while -$budget and (y): y -= 1\n    x -= 1"},
    {"while -$budget and (True):\n    try:\n        break\n    finally:\n        pass"},
    {"i = 3\nwhile -$budget and (i):\n    i -= 1\n    try:\n        continue\n    except "
     "ValueError:\n        continue\n    else:\n        pass"},
    {"x = None\ni = 2\nwhile -$budget and (x is None and i):\n    i -= 1\n    if x is not None: "
     "break\nwhile -$budget and (x is not None): pass\nwhile -$budget and (not i):\n    i = 1"},
    {"x = [1, 2]\n[*$getiter(x), 1]; {*$getiter(x)}; (*$getiter(x), 2); {**{}, 'a': 1}; {1, 2, 3}; "
     "[1, 2, 3, 4]\nprint(*$getiter(x), sep='', **{'end': ''})\ndef f(*a, **k): "
     "-$budget\nf(**{'a': "
     "1}, **{})"},
    {"a, b = 1, 2\na, *b = [1, 2, 3]\n[a, b] = 'ab'\na, b = b, a\na = b = c = 1\ndel a\ndef f(a, "
     "b, "
     "c, d):\n    -$budget\n    a, b, c, d = d, c, b, a\n    del a\n    return b"},
    {"class A:\n    x: int = 1\n    __slots__ = ()\n    def m(self):\n        -$budget\n        "
     "return super().x\nclass B(A): y = 1\ny: int = 2\nA().x"},
    {"def f():\n    -$budget\n    z = 1\n    class C:\n        w = z\n        def g(self):\n       "
     " "
     "    -$budget\n            return __class__, z\n    return C\nf()"},
    {"class A: pass\n$write(A).k = 1\ndel $write(A).k\nprint(1, sep='')\nx = None\nwhile -$budget "
     "and (x is None): x = 1"},
    {"match [1, 2, 3]:\n    case [a, *b]: pass\nmatch {'k': 1, 'l': 2}:\n    case {'k': v, "
     "**rest}: "
     "print(v, rest)\nmatch [1, [2]]:\n    case [1, _, *_]: pass\n    case [1, [q]]: "
     "print(q)\nmatch 3:\n    case int(n) if n > 2: pass\nmatch 'x':\n    case 'a' | 'b': pass\n   "
     " "
     "case str(): pass\nmatch [1, 2]:\n    case [*_, last]: print(last)",
     10},
    {"async def g():\n    -$budget\n    yield 1\nclass M:\n    async def __aenter__(self): "
     "-$budget\n    async def __aexit__(self, *a): -$budget\nasync def f():\n    -$budget\n    "
     "async with M() as m: pass\n    async for x in $getaiter(g()): await k()\n    return [x async "
     "for x in $getaiter(g())], (x async for x in $getaiter(g()))\nasync def k(): -$budget\nc = "
     "f()\ntry:\n    c.send(None)\nexcept StopIteration: pass"},
    {"def g():\n    -$budget\n    x = yield\n    yield from $getiter([1])\nfor v in $getiter(g()): "
     "pass"},
    {"try:\n    raise ExceptionGroup('x', [ValueError(1)])\nexcept* ValueError as e: pass\ntry:\n  "
     " "
     " try:\n        raise ValueError\n    except ValueError as e:\n        raise KeyError from "
     "e\nexcept KeyError: pass\nassert 1, 'no'\nassert [1]",
     11},
    {"class M:\n    def __enter__(self): -$budget\n    def __exit__(self, *a):\n        -$budget\n "
     " "
     "      return True\nwith M() as m, M(): raise ValueError"},
    {"import math\nimport os.path as p\nfrom math import sqrt, pi as q\nfrom math import *\n"},
    {"x = 3\n-x, +x, ~x, not x, x + x, x - x, x * x, x / x, x // x, x % x, x & x, x | x, x ^ x, x "
     ">> x, x < x <= x, x == x, x is x, x in [x]\nx += 1; x -= 1; x *= 1; x //= 1; x %= 5; x |= 1; "
     "x &= 3; x ^= 1; x >>= 1; x **= 2; x <<= 3; x ** 0.5\n[1, 2, 3][0:2]; [1, 2, 3][::1]; [1][0]; "
     "l = [1]; l[0] = 2; del l[0]; "
     "l[0:0] = [1]"},
    {"x = 'a'\nf'{x}'; f'{x!r}{x:>10}lit'; '%s and %r' % (x, x); (lambda a, *b, c=1, **d: -$budget "
     "and (a))(1)"},
    {"def f():\n    global k\n    -$budget\n    k = 1\n    del k\nf()\nx = 1 if f else 2\nx = x "
     "and "
     "f or 3\nif (y := x) is None or x is not None: pass"},
    {"@print\ndef f(a: int, *, b: int = 1) -> int: -$budget\ng = [1, 2]\nd = {k: v for (k, v) in "
     "$iterunpack([(1, 2)], (2,))}\ns = {a for a in $getiter(g) if a for b "
     "in $getiter(g)}\nprint((1, 2, 3), [1.5, 2j, b'x', None, ...])"},
    {"def outer(x):\n    -$budget\n    def inner(y=x, *, z=x):\n        -$budget\n        return "
     "[x "
     "+ i for i in $getiter([y, z])]\n    return inner()\nouter(1)"},
    {"print($pow(2, 3) if True else 1)\nx = [0]\n$inplacestore('+=', $inplaceitem(x, 0), "
     "$getitem([1], 0) if x else 2)"},
    {"'%s %s' % ('a', 1)\nx = ['a']\nfor i in $getiter(x):\n    if i == 'a': continue\n    "
     "print(i)\nelse:\n    x.append(1)\n"},
    {"type A = list[int]\ntype B[T: int, *U, **P] = (T, A)\ndef f[T: (int, str), V: lambda: "
     "-$budget "
     "and (int)](x: T = 1) -> V: -$budget\nclass K[T](dict[str, T]):\n    y: T = 1\n    type Z = "
     "T\n"
     "    def m[S](self, a: S) -> T: -$budget\n    def n[S: y](self): -$budget\nf(1)",
     12},
    {"def f(x):\n    -$budget\n    if x: y = 1\n    print(y)\n    a, b = [i for i in $getiter(x)], "
     "[j "
     "for j in $getiter(x) if [k for k in $getiter(x)]]\n    c = {i: i for i in $getiter(x)}\n    "
     "a, b "
     "= b, a\n    return x[1:2], a, b\nf([1])",
     12},
    {"class A: pass\nx = A()\n$write[x].y = 1\n$own[x]._z = $reach[x].y\n$own[x]._z += 1\n"
     "print(*$star[[1]], $own[x]._z)\nfor i in $getiter[[1]]: $join[i, 'a'] if i == 'b' else 1\n"
     "$reach(5).real"},
    {"def f[T = int](x: T) -> T: -$budget\ntype D[X = int, *Y = (), **Z = []] = X", 13},
};

TEST(Accepted, RunsInProven) {
  for (const auto& [text, from] : kAccepted) {
    if (from > PY_MINOR_VERSION) continue;
    const Ended end = RunProgram(Request(text));
    EXPECT_EQ(end.reply.kind, ReplyKind::kOk) << text << "\n"
                                              << end.reply.type << ": " << end.reply.message;
  }
}

void Collect(PyObject* code, std::set<int>* opcodes) {
  Ref bytes = Ref::Steal(PyObject_GetAttrString(code, "co_code"));
  const auto* data = reinterpret_cast<const unsigned char*>(PyBytes_AS_STRING(bytes.get()));
  for (Py_ssize_t i = 0; i < PyBytes_GET_SIZE(bytes.get()); i += 2) opcodes->insert(data[i]);
  PyObject* constants = reinterpret_cast<PyCodeObject*>(code)->co_consts;
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(constants); ++i) {
    if (PyCode_Check(PyTuple_GET_ITEM(constants, i)))
      Collect(PyTuple_GET_ITEM(constants, i), opcodes);
  }
}

TEST(Table, EachInstructionIsNeeded) {
  RunProgram(Request(""));  // starts CPython in this process
  std::set<int> used;
  std::string big = "x = [";
  for (int i = 0; i < 300; ++i) big += "n" + std::to_string(i) + ",";
  std::vector<std::string> texts;
  for (const auto& [text, from] : kAccepted) {
    if (from <= PY_MINOR_VERSION) texts.push_back(text);
  }
  texts.push_back(big + "]");  // EXTENDED_ARG
  for (const std::string& text : texts) {
    Ref code = Ref::Steal(Py_CompileString(Spell(text).c_str(), "x", Py_file_input));
    ASSERT_TRUE(code) << text;
    Collect(code.get(), &used);
  }
#define STOCKADE_OPCODE(NAME, pops, pops_per_argument, pushes, handling, entry, reason) \
  EXPECT_TRUE(used.contains(NAME)) << #NAME << " is allowed and no program needs it";
#include "executor/worker/opcodes.def"
}

// What the table says of stacks and caches is what CPython says.
TEST(Table, AgreesWithCPython) {
  RunProgram(Request(""));
  Ref opcode = Ref::Steal(PyImport_ImportModule("opcode"));
  ASSERT_TRUE(opcode);
  const auto effect = [&](int number, int argument) {
    Ref result =
        Ref::Steal(number >= HAVE_ARGUMENT
                       ? PyObject_CallMethod(opcode.get(), "stack_effect", "ii", number, argument)
                       : PyObject_CallMethod(opcode.get(), "stack_effect", "i", number));
    if (!result) PyErr_Print();
    return result ? PyLong_AsLong(result.get()) : 1000;
  };
  Ref caches = Ref::Steal(PyObject_GetAttrString(opcode.get(), "_inline_cache_entries"));
  PyErr_Clear();
  for (int number = 0; number < 256; ++number) {
    const worker::OpcodeRow& row = worker::Opcode(number);
    if (row.handling == worker::Handling::kRefused) continue;
    if (caches) {
      Ref key = Ref::Steal(
          PyUnicode_FromStringAndSize(row.name.data(), static_cast<Py_ssize_t>(row.name.size())));
      Ref number_key = Ref::Steal(PyLong_FromLong(number));
      Ref words = Ref::Steal(PyObject_GetItem(
          caches.get(), PyDict_Check(caches.get()) ? key.get() : number_key.get()));
      PyErr_Clear();
      const long known = words ? PyLong_AsLong(words.get()) : 0;
      if (std::string_view(row.name).find("__") == std::string_view::npos) {
        EXPECT_EQ(row.caches, known) << row.name;
      }
    }
    using worker::Handling;
    // What a generator is started with is no value of the code; a call's values are taken by CALL.
    if ((row.handling != Handling::kPlain && row.handling != Handling::kDisplay) ||
        row.name == "GEN_START" || row.name == "RETURN_GENERATOR" || row.name == "PRECALL") {
      continue;
    }
    for (int argument : {2, 3}) {
      EXPECT_EQ(row.pushes - row.pops - row.pops_per_argument * argument, effect(number, argument))
          << row.name << " " << argument;
    }
  }
}

TEST(Methods, ThePolicysListDecides) {
  interpreter::LoadRequest request =
      Request("class A:\n    def __len__(self): -$budget\n    __slots__ = ()\n");
  request.dunder_methods = {"__init__"};
  Ended end = RunProgram(request);
  EXPECT_EQ(end.reply.message, "the policy does not let a class define __len__");
  EXPECT_EQ(end.reply.frames[0].line, 2u);
  request.dunder_methods = {"__len__"};
  EXPECT_EQ(RunProgram(request).reply.kind, ReplyKind::kOk);
}

}  // namespace
}  // namespace stockade::executor::tests
