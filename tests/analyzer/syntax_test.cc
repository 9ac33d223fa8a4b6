#include "analyzer/syntax.h"

#include <gtest/gtest.h>

#include <set>

#include "analyzer/tree.h"

namespace stockade::analyzer {
namespace {

using std::string_view;

std::string First(string_view text, PythonVersion python = {3, 11}) {
  const Source source = Source::FromBytes("a.py", text, {});
  const Tree tree = Tree::Parse(source, {.python = python});
  if (tree.diagnostics().empty()) return tree.root() == nullptr ? "no tree" : "";
  const Diagnostic& d = tree.diagnostics().front();
  return d.code + " " + std::to_string(d.span.start.line) + ":" +
         std::to_string(d.span.start.column) + " " + d.message;
}

struct Case {
  string_view text;
  string_view expected;
};

// Place and words are those of CPython 3.11.
constexpr Case kRefused[] = {
    {"x = = 1\n", "ST020 1:5 invalid syntax"},
    {"f(a b)\n", "ST020 1:3 invalid syntax. Perhaps you forgot a comma?"},
    {"if x\n  y\n", "ST020 1:5 expected ':'"},
    {"def f()\n  y\n", "ST020 1:8 expected ':'"},
    {"x = a if b\n", "ST020 1:5 expected 'else' after 'if' expression"},
    {"if x = 1: pass\n", "ST020 1:4 invalid syntax. Maybe you meant '==' or ':=' instead of '='?"},
    {"x = 'a\n", "ST021 1:5 unterminated string literal (detected at line 1)"},
    {"x = '''a\nb\n", "ST021 1:5 unterminated triple-quoted string literal (detected at line 2)"},
    {"f(1,\ng(2)\n", "ST022 1:2 '(' was never closed"},
    {"x = 1)\n", "ST023 1:6 unmatched ')'"},
    {"x = (1]\n", "ST023 1:7 closing parenthesis ']' does not match opening parenthesis '('"},
    {"x = (\n1]\n",
     "ST023 2:2 closing parenthesis ']' does not match opening parenthesis '(' on line 1"},
    {"x = 1 \xE2\x82\xAC\n", "ST024 1:7 invalid character '\xE2\x82\xAC' (U+20AC)"},
    {"x\xC2\xA0= 1\n", "ST024 1:2 invalid non-printable character U+00A0"},
    {"x = 0777\n",
     "ST025 1:5 leading zeros in decimal integer literals are not permitted; use an 0o prefix for "
     "octal integers"},
    {"x = 0o8\n", "ST025 1:7 invalid digit '8' in octal literal"},
    {"x = 1__0\n", "ST025 1:6 invalid decimal literal"},
    {"x = 12abc\n", "ST025 1:6 invalid decimal literal"},
    {"x = 0xg\n", "ST025 1:6 invalid hexadecimal literal"},
    {"  x\n", "ST026 1:1 unexpected indent"},
    {"if x:\ny\n", "ST026 2:1 expected an indented block after 'if' statement on line 1"},
    {"async def f():\n",
     "ST026 2:1 expected an indented block after function definition on line 1"},
    {"if x:\n    y\n  z\n", "ST026 3:1 unindent does not match any outer indentation level"},
    {"x = \\ 1\n", "ST027 1:5 unexpected character after line continuation character"},
    {"x = 1 + \\", "ST027 1:9 unexpected EOF while parsing"},
    {"x = '\\x4'\n",
     "ST028 1:5 (unicode error) 'unicodeescape' codec can't decode bytes in position 0-2: "
     "truncated "
     "\\xXX escape"},
    {"x = '\\N'\n",
     "ST028 1:5 (unicode error) 'unicodeescape' codec can't decode bytes in position 0-1: "
     "malformed "
     "\\N character escape"},
    {"x = b'\\x4'\n", "ST028 1:5 (value error) invalid \\x escape at position 0"},
    {"x = b'\xC3\xA9'\n", "ST028 1:5 bytes can only contain ASCII literal characters"},
    {"x = f'{}'\n", "ST029 1:7 f-string: empty expression not allowed"},
    {"x = f'{a'\n", "ST029 1:5 f-string: expecting '}'"},
    {"x = f'{a!x}'\n",
     "ST029 1:10 f-string: invalid conversion character: expected 's', 'r', or 'a'"},
    {"x = f'{a[\"b]}'\n", "ST029 1:7 f-string: unterminated string"},
    {"x = f'{a\\n}'\n", "ST029 1:9 f-string expression part cannot include a backslash"},
    {"print 'a'\n", "ST030 1:1 Missing parentheses in call to 'print'. Did you mean print(...)?"},
    {"exec 'a'\n", "ST030 1:1 Missing parentheses in call to 'exec'. Did you mean exec(...)?"},
    {"try: pass\nexcept a, b: pass\n", "ST030 2:8 multiple exception types must be parenthesized"},
    {"class A:\n  nonlocal __class__\n", "ST046 2:12 no binding for nonlocal '__class__' found"},
    {"type X = int\n", "ST033 1:1 type statements need Python 3.12, the text is held to 3.11"},
    {"def f[T](x): pass\n", "ST033 1:6 type parameters need Python 3.12, the text is held to 3.11"},
    {"x = t'a'\n", "ST033 1:5 template strings need Python 3.14, the text is held to 3.11"},
    {"return 1\n", "ST040 1:1 'return' outside function"},
    {"class A:\n  yield 1\n", "ST040 2:3 'yield' outside function"},
    {"await x\n", "ST040 1:1 'await' outside function"},
    {"def f(): await x\n", "ST040 1:10 'await' outside async function"},
    {"async def f():\n  yield 1\n  return 2\n", "ST040 3:3 'return' with value in async generator"},
    {"def f():\n  async for x in y: pass\n", "ST040 2:3 'async for' outside async function"},
    {"def f(): return [x async for x in y]\n",
     "ST040 1:17 asynchronous comprehension outside of an asynchronous function"},
    {"async def f(): yield from x\n", "ST040 1:16 'yield from' inside async function"},
    {"break\n", "ST041 1:1 'break' outside loop"},
    {"while x:\n  def f(): continue\n", "ST041 2:12 'continue' not properly in loop"},
    {"for x in y: pass\nelse: break\n", "ST041 2:7 'break' outside loop"},
    {"f() = 1\n",
     "ST042 1:1 cannot assign to function call here. Maybe you meant '==' instead of '='?"},
    {"(a, 1) = x\n", "ST042 1:5 cannot assign to literal"},
    {"a + 1 += 2\n", "ST042 1:1 'expression' is an illegal expression for augmented assignment"},
    {"a, b: int\n", "ST042 1:1 only single target (not tuple) can be annotated"},
    {"f(): int\n", "ST042 1:1 illegal target for annotation"},
    {"del f()\n", "ST042 1:5 cannot delete function call"},
    {"for f() in x: pass\n", "ST042 1:5 cannot assign to function call"},
    {"with a as 1: pass\n", "ST042 1:11 cannot assign to literal"},
    {"(a.b := 1)\n", "ST042 1:2 cannot use assignment expressions with attribute"},
    {"None = 1\n", "ST043 1:1 cannot assign to None"},
    {"__debug__ = 1\n", "ST043 1:1 cannot assign to __debug__"},
    {"x.__debug__ = 1\n", "ST043 1:1 cannot assign to __debug__"},
    {"def f(__debug__): pass\n", "ST043 1:7 cannot assign to __debug__"},
    {"import __debug__\n", "ST043 1:8 cannot assign to __debug__"},
    {"f(True=1)\n", "ST043 1:3 cannot assign to True"},
    {"f(a=1, a=2)\n", "ST044 1:8 keyword argument repeated: a"},
    {"f(a=1, 2)\n", "ST044 1:8 positional argument follows keyword argument"},
    {"f(**a, 2)\n", "ST044 1:8 positional argument follows keyword argument unpacking"},
    {"f(**a, *b)\n", "ST044 1:8 iterable argument unpacking follows keyword argument unpacking"},
    {"f(x for x in y, 1)\n", "ST044 1:3 Generator expression must be parenthesized"},
    {"f(a.b=1)\n", "ST044 1:3 expression cannot contain assignment, perhaps you meant \"==\"?"},
    {"def f(a, a): pass\n", "ST045 1:10 duplicate argument 'a' in function definition"},
    {"def f(a=1, b): pass\n", "ST045 1:12 non-default argument follows default argument"},
    {"def f(*): pass\n", "ST045 1:7 named arguments must follow bare *"},
    {"def f(*a, *b): pass\n", "ST045 1:11 * argument may appear only once"},
    {"def f(**a, b): pass\n", "ST045 1:12 arguments cannot follow var-keyword argument"},
    {"def f(/, a): pass\n", "ST045 1:7 at least one argument must precede /"},
    {"def f((a, b)): pass\n", "ST045 1:7 Function parameters cannot be parenthesized"},
    {"nonlocal x\n", "ST046 1:1 nonlocal declaration not allowed at module level"},
    {"def f():\n  nonlocal x\n", "ST046 2:12 no binding for nonlocal 'x' found"},
    {"def f(x):\n  global x\n", "ST046 2:10 name 'x' is parameter and global"},
    {"def f():\n  x = 1\n  global x\n",
     "ST046 3:10 name 'x' is assigned to before global declaration"},
    {"def f():\n  print(x)\n  global x\n",
     "ST046 3:10 name 'x' is used prior to global declaration"},
    {"def f():\n  global x\n  x: int = 1\n", "ST046 3:3 annotated name 'x' can't be global"},
    {"def g():\n  x = 1\n  def f():\n    global x\n    nonlocal x\n",
     "ST046 5:14 name 'x' is nonlocal and global"},
    {"*a = b\n", "ST047 1:1 starred assignment target must be in a list or tuple"},
    {"x = *a\n", "ST047 1:5 can't use starred expression here"},
    {"x = (*a)\n", "ST047 1:6 cannot use starred expression here"},
    {"*a, *b = c\n", "ST047 1:1 multiple starred expressions in assignment"},
    {"def f():\n  from x import *\n", "ST048 2:17 import * only allowed at module level"},
    {"from x import a,\n", "ST048 1:16 trailing comma not allowed without surrounding parentheses"},
    {"from __future__ import nothing\n", "ST048 1:24 future feature nothing is not defined"},
    {"from __future__ import braces\n", "ST048 1:24 not a chance"},
    {"x = 1\nfrom __future__ import annotations\n",
     "ST048 2:1 from __future__ imports must occur at the beginning of the file"},
    {"try: pass\nexcept: pass\nexcept a: pass\n", "ST049 2:1 default 'except:' must be last"},
    {"try: pass\nexcept a: pass\nexcept* b: pass\n",
     "ST049 3:1 cannot have both 'except' and 'except*' on the same 'try'"},
    {"try: pass\nx = 1\n", "ST049 2:1 expected 'except' or 'finally' block"},
    {"def f():\n  try: pass\n  except* a: return\n",
     "ST049 3:14 'break', 'continue' and 'return' cannot appear in an except* block"},
    {"def f(): return [(yield) for x in y]\n", "ST050 1:19 'yield' inside list comprehension"},
    {"x = [a := 1 for a in b]\n",
     "ST050 1:6 assignment expression cannot rebind comprehension iteration variable 'a'"},
    {"x = [a for a in (b := c)]\n",
     "ST050 1:18 assignment expression cannot be used in a comprehension iterable expression"},
    {"class A:\n  x = [b := a for a in c]\n",
     "ST050 2:8 assignment expression within a comprehension cannot be used in a class body"},
    {"x = [*a for a in b]\n", "ST050 1:6 iterable unpacking cannot be used in comprehension"},
    {"match x:\n  case a: pass\n  case b: pass\n",
     "ST051 2:8 name capture 'a' makes remaining patterns unreachable"},
    {"match x:\n  case _: pass\n  case b: pass\n",
     "ST051 2:8 wildcard makes remaining patterns unreachable"},
    {"match x:\n  case [a, a]: pass\n", "ST051 2:12 multiple assignments to name 'a' in pattern"},
    {"match x:\n  case [a] | [b]: pass\n", "ST051 2:8 alternative patterns bind different names"},
    {"match x:\n  case [*a, *b]: pass\n",
     "ST051 2:8 multiple starred expressions in sequence pattern"},
    {"match x:\n  case A(b=1, c): pass\n",
     "ST051 2:15 positional patterns follow keyword patterns"},
    {"match x:\n  case A(b=1, b=2): pass\n",
     "ST051 2:15 attribute name repeated in class pattern: b"},
    {"match x:\n  case a as _: pass\n", "ST051 2:13 cannot use '_' as a target"},
    {"from __future__ import annotations\nx: (yield) = 1\n",
     "ST052 2:5 'yield expression' can not be used within an annotation"},
};

TEST(SyntaxTest, RefusesWithCpythonsWords) {
  for (const Case& one : kRefused) EXPECT_EQ(First(one.text), one.expected) << one.text;
}

// The near misses of the table above.
TEST(SyntaxTest, AcceptsWhatLooksAlike) {
  for (string_view text : {
           "x == 1\n",
           "f(a, b)\n",
           "x = a if b else c\n",
           "if (x := 1): pass\n",
           "x = '''a'''\n",
           "f(1,\ng(2))\n",
           "x = 1if y else 2\n",
           "x = 0xfor 1\n",
           "x = 1_000 + 0o17 + 1.e5 + 0_0j\n",
           "x = '\\xe9\\u00e9\\N{DASH}\\q'\n",
           "x = b'\\N{x}'\n",
           "x = f'{a!r:>{b}} {{}} {c=}'\n",
           "print('a')\n",
           "print >>f, x\n",
           "type(x).y = 1\n",
           "type = 1\n",
           "match = 1\n",
           "match(x)\n",
           "match[x] = 1\n",
           "case = 1\n",
           "_ = 1\n",
           "def f():\n  return\n  yield\n",
           "lambda: (yield)\n",
           "async def f():\n  return [await x async for x in y]\n",
           "def f(): return (x async for x in y)\n",
           "while x:\n  try: pass\n  finally: continue\n",
           "for x in y:\n  if z: break\nelse: pass\n",
           "(a), [b, c.d], e[0] = x\n",
           "(a): int = 1\n",
           "(a) += 1\n",
           "a.b: int\n",
           "del (a, [b]), c.d, e[0]\n",
           "for (a), *b in c: pass\n",
           "with (a as b, c as (d, e)): pass\n",
           "with (a), (b): pass\n",
           "with (yield_): pass\n",
           "with (a for a in b): pass\n",
           "with (a, b) as c: pass\n",
           "f(*a, b, *c, d=1, **e, f=2)\n",
           "f(a=1, *b)\n",
           "f(x for x in y)\n",
           "f((a := 1), b := 2)\n",
           "def f(a, /, b=1, *, c, d=2, **e): pass\n",
           "def f(*a, b): pass\n",
           "lambda a, /, b=1, *c, d, **e: a\n",
           "def g():\n  x = 1\n  def f():\n    nonlocal x\n    x = 2\n",
           "class A:\n  def f(self):\n    nonlocal __class__\n",
           "def f():\n  global x\n  x = 1\n",
           "global x\nx = 1\n",
           "*a, = b\n",
           "x = *a, b\n",
           "x = [*a]\n",
           "a[*b] = 1\n",
           "for x in *a, b: pass\n",
           "'doc'\nfrom __future__ import annotations, division\nfrom __future__ import "
           "generators\n",
           "from x import (a, b,)\n",
           "from . import *\n",
           "from ...a.b import c as d\n",
           "try: pass\nexcept a: pass\nexcept: pass\n",
           "try: pass\nexcept* (a, b) as c: pass\n",
           "for z in y:\n  try: pass\n  except* a:\n    for x in y: break\n",
           "x = [(a := b) for c in d]\n",
           "x = [lambda: (yield) for x in y]\n",
           "class A:\n  x = (b := 1)\n",
           "match x:\n  case a if b: pass\n  case c: pass\n",
           "match x:\n  case [_, _]: pass\n",
           "match x:\n  case (1 | b.c) if 0: pass\n  case {'a': 1, 'b': c, **d}: pass\n",
           "match *a, b:\n  case -1 + 2j | None | 'a' 'b': pass\n  case A(1, b=c): pass\n",
           "@a.b[c](d)\n@(e := f)\nclass A(b, c=d, *e): pass\n",
           "if a:\n  pass\nelif b:\n  pass\nelse:\n  pass\n",
           "assert a, b\nraise a from b\nglobal_ = 1\n",
       }) {
    EXPECT_EQ(First(text), "") << text;
  }
}

// All syntax that came after 3.9, by the "What's New" of each version, and what a version took
// away.
TEST(SyntaxTest, EachVersionHasItsGrammar) {
  const struct {
    string_view text;
    int first, last = 14;
  } kVersions[] = {
      // 3.9 (PEP 614) and what its parser took before it was documented in 3.10
      {"@a.b[1].c(2) or d\nclass C: pass\n", 9},
      {"with (open(a) as b, c as d,): pass\n", 9},
      // 3.10: match (PEP 634), unparenthesized walrus in subscripts
      {"match x:\n  case 1: pass\n", 10},
      {"match x, y:\n  case [a, *b] | {'k': a, **b} | C(a, b=b): pass\n", 10},
      {"{a := 1}\n", 9},
      {"{a := 1 for b in c}\n", 9},
      {"a[b := 1]\n", 10},
      // 3.11: exception groups (PEP 654), stars in subscripts and annotations (PEP 646),
      // asynchronous comprehensions inside of others
      {"try: pass\nexcept* a: pass\n", 11},
      {"a[*b]\n", 11},
      {"a[c, *b] = 1\n", 11},
      {"def f(*a: *b): pass\n", 11},
      {"async def f(): return [[x async for x in y] for z in w]\n", 11},
      {"async def f(): return ([await x for x in y] for z in w)\n", 11},
      // 3.12: type parameters and aliases (PEP 695), f-strings (PEP 701)
      {"type X[T] = int\n", 12},
      {"class A[T: int, *U, **V]: pass\n", 12},
      {"async def f[T](x: T) -> T: pass\n", 12},
      {"x = f'{a['b']}'\n", 12},
      {"x = f'{\"\\n\"}'\n", 12},
      {"x = f'{a\\\n}'\n", 12},
      {"x = f'{a # c\n}'\n", 12},
      {"x = f'{\na}'\n", 12},
      {"x = f'{a:{b:{c}}}'\n", 12},
      {"x = f'{a!r }'\n", 12},
      // 3.13: defaults of type parameters (PEP 696), functions in the annotations of a class,
      // global declarations in handlers before an else clause
      {"class A[T = int]: pass\n", 13},
      {"class A:\n  type B = lambda: 1\n", 13},
      {"class A:\n  def f[T: [x for x in y]](): pass\n", 13},
      {"try: pass\nexcept:\n  global x\nelse:\n  x = 1\n", 13},
      // 3.14: template strings (PEP 750), except without parentheses (PEP 758)
      {"x = t'{a}'\n", 14},
      {"try: pass\nexcept a, b: pass\n", 14},
      {"try: pass\nexcept* a, b: pass\n", 14},
      // taken away
      {"def f():\n  try: pass\n  except: x = 1\n  else:\n    global x\n", 9, 12},
      {"def f():\n  x: (yield)\n", 9, 13},
      {"x: (a := 1)\n", 9, 13},
      {"from __future__ import annotations\nx: (yield)\n", 9, 9},
  };
  for (const auto& row : kVersions) {
    for (int minor = 9; minor <= 14; ++minor) {
      const std::string error = First(row.text, {3, minor});
      EXPECT_EQ(error.empty(), row.first <= minor && minor <= row.last)
          << row.text << minor << ' ' << error;
    }
  }
}

// What needs a later version says which, as its own finding or beside CPython's wording.
TEST(SyntaxTest, LaterSyntaxNamesItsVersion) {
  const struct {
    string_view text;
    int minor;
    string_view finding, help;
  } kRows[] = {
      {"a[b := 1]\n", 9,
       "ST033 1:3 unparenthesized assignment expressions in subscripts need Python 3.10, the text "
       "is "
       "held to 3.9",
       ""},
      {"async def f(): return [[x async for x in y] for z in w]\n", 10,
       "ST033 1:24 asynchronous comprehensions inside of others need Python 3.11, the text is held "
       "to "
       "3.10",
       ""},
      {"class A:\n  type B = lambda: 1\n", 12,
       "ST033 2:12 Cannot use lambda in annotation scope within class scope: this needs Python "
       "3.13, "
       "the text is held to 3.12",
       ""},
      {"x = f'{a['b']}'\n", 11, "ST029 1:7 f-string: unmatched '['",
       "Python 3.12 and later read this, the text is held to 3.11"},
      {"x = f'{a # c\n}'\n", 9, "ST021 1:5 unterminated string literal (detected at line 1)",
       "Python 3.12 and later read this, the text is held to 3.9"},
      {"try: pass\nexcept a, b: pass\n", 13,
       "ST030 2:8 multiple exception types must be parenthesized",
       "Python 3.14 and later read this, the text is held to 3.13"},
      {"x = f'{a['b']}' 1\n", 11, "ST029 1:7 f-string: unmatched '['", ""},
  };
  for (const auto& row : kRows) {
    const Source source = Source::FromBytes("t.py", row.text, {});
    const Tree tree = Tree::Parse(source, {.python = {3, row.minor}});
    ASSERT_FALSE(tree.diagnostics().empty()) << row.text;
    EXPECT_EQ(First(row.text, {3, row.minor}), row.finding);
    EXPECT_EQ(tree.diagnostics()[0].help, row.help);
  }
}

// PEP 696, which tree-sitter's grammar lacks.
TEST(SyntaxTest, TypeParametersHaveDefaults) {
  EXPECT_EQ(First("class A[T = int, *Ts = *a, **P = b]: pass\n", {3, 13}), "");
  EXPECT_EQ(First("class A[T = int]: pass\n", {3, 12}),
            "ST033 1:11 defaults of type parameters need Python 3.13, the text is held to 3.12");
  EXPECT_EQ(First("class A[T = int, U]: pass\n", {3, 13}),
            "ST020 1:18 non-default type parameter 'U' follows default type parameter");
}

TEST(SyntaxTest, TwentyBlocksAreTheMost) {
  const auto loops = [](int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += std::string(static_cast<size_t>(i), ' ') + "while x:\n";
    return text + std::string(static_cast<size_t>(count), ' ') + "pass\n";
  };
  EXPECT_EQ(First(loops(20)), "");
  EXPECT_EQ(First(loops(21)), "ST053 21:21 too many statically nested blocks");
}

TEST(SyntaxTest, DigitsAndDepthAreCapped) {
  EXPECT_EQ(First("x = " + std::string(4300, '1') + "\n"), "");
  EXPECT_TRUE(
      First("x = " + std::string(4301, '1') + "\n").starts_with("ST025 1:5 Exceeds the limit"));
  EXPECT_EQ(First("x = 0x" + std::string(5000, '1') + "\n"), "");
  std::string deep = "x = a";
  for (int i = 0; i < 3000; ++i) deep += ".b";
  EXPECT_TRUE(First(deep + "\n").starts_with("ST015")) << First(deep + "\n");
}

// Every class of error has a text in the table above or a test of its own.
TEST(SyntaxTest, EveryRowIsTested) {
  std::set<string_view> tested = {
      "ST031",  // complexity_test.cc: no text is known that exceeds the budget
      "ST032",  // tests/lower/build_test.cc: where custom queries could not see the text
      "ST053",
  };
  for (const Case& one : kRefused) tested.insert(one.expected.substr(0, 5));
  std::set<string_view> codes;
  for (const SyntaxRow& row : SyntaxRules()) {
    EXPECT_TRUE(codes.insert(row.code).second) << row.code;
    EXPECT_TRUE(tested.contains(row.code)) << row.code << ' ' << row.name;
    EXPECT_TRUE(row.what.ends_with('.'));
  }
}

}  // namespace
}  // namespace stockade::analyzer
