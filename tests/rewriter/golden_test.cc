// What is printed for each construct, word for word.
#include <gtest/gtest.h>

#include <ostream>

#include "tests/rewriter/printing.h"

namespace stockade::rewriter {
namespace {

struct Golden {
  const char* text;
  const char* proven;
  const char* all;
};
std::ostream& operator<<(std::ostream& out, const Golden& golden) { return out << golden.text; }

class GoldenTest : public testing::TestWithParam<Golden> {};

TEST_P(GoldenTest, InTheTextSpelling) {
  EXPECT_EQ(Print(GetParam().text, Names(Level::kProven)), GetParam().proven);
  EXPECT_EQ(Print(GetParam().text, Names(Level::kAll)), GetParam().all);
}

INSTANTIATE_TEST_SUITE_P(
    Attributes, GoldenTest,
    testing::Values(
        Golden{"a.b\n", "a.b\n", "_getattr_(a, \"b\")\n"},
        Golden{"a.b.c()\n", "a.b.c()\n", "_getattr_(_getattr_(a, \"b\"), \"c\")()\n"},
        Golden{"a._b\n", "_getattr_(a, \"_b\")\n", "_getattr_(a, \"_b\")\n"},
        Golden{"a.__class__\n", "_getattr_(a, \"__class__\")\n", "_getattr_(a, \"__class__\")\n"},
        Golden{"a.gi_frame\n", "_getattr_(a, \"gi_frame\")\n", "_getattr_(a, \"gi_frame\")\n"},
        Golden{"a.format(b)\n", "_getattr_(a, \"format\")(b)\n", "_getattr_(a, \"format\")(b)\n"},
        Golden{"a.b = c\n", "_write_(a).b = c\n", "_write_(a).b = c\n"},
        Golden{"a.b.c = d\n", "_write_(a.b).c = d\n", "_write_(_getattr_(a, \"b\")).c = d\n"},
        Golden{"del a.b, c\n", "del _write_(a).b, c\n", "del _write_(a).b, c\n"},
        Golden{"a.b += 1\n", "_write_(a).b += 1\n",
               "_inplacestore_(\"+=\", _inplaceattr_(a, \"b\"), 1)\n"},
        Golden{"a.b: int = 1\n", "_write_(a).b: int = 1\n", "_write_(a).b: int = 1\n"},
        Golden{"a.b: int\n", "a.b: int\n", "a.b: int\n"},
        Golden{"1 .real, 1.5.imag\n", "((1).real, (1.5).imag)\n",
               "(_getattr_(1, \"real\"), _getattr_(1.5, \"imag\"))\n"},
        Golden{
            "(a.b, c.d) = e\n", "(_write_(a).b, _write_(c).d) = e\n",
            "(_write_(a).b, _write_(c).d) = _unpack_sequence_(e, {\"childs\": (), \"min_len\": 2}, "
            "_getiter_)\n"}));

INSTANTIATE_TEST_SUITE_P(
    PrivateNames, GoldenTest,
    testing::Values(
        Golden{"class A:\n    a.__b\n", "class A:\n    _getattr_(a, \"_A__b\")\n",
               "class A:\n    _getattr_(a, \"_A__b\")\n"},
        Golden{"class _A:\n    def f(s): s.__b += s.__c__\n",
               "class _A:\n    def f(s): -_budget_; _write_(s).__b += _getattr_(s, \"__c__\")\n",
               "class _A:\n    def f(s): -_budget_; _write_(s).__b = _inplacevar_(\"+=\", "
               "_getattr_(s, \"_A__b\"), _getattr_(s, \"__c__\"))\n"},
        Golden{"class __:\n    a.__b\n", "class __:\n    _getattr_(a, \"__b\")\n",
               "class __:\n    _getattr_(a, \"__b\")\n"},
        Golden{"class A(b.__c): pass\na.__b\n",
               "class A(_getattr_(b, \"__c\")): pass\n_getattr_(a, \"__b\")\n",
               "class A(_getattr_(b, \"__c\")): pass\n_getattr_(a, \"__b\")\n"},
        Golden{"class A:\n    f(__b=1)\n    a.__b = 1\n",
               "class A:\n    f(__b=1)\n    _write_(a).__b = 1\n",
               "class A:\n    f(__b=1)\n    _write_(a).__b = 1\n"}));

INSTANTIATE_TEST_SUITE_P(
    Items, GoldenTest,
    testing::Values(
        Golden{"a[i]\n", "a[i]\n", "_getitem_(a, i)\n"},
        Golden{"a[1:2:3]\n", "a[1:2:3]\n", "_getitem_(a, _slice_(1, 2, 3))\n"},
        Golden{"a[:]\n", "a[:]\n", "_getitem_(a, _slice_(None, None, None))\n"},
        Golden{"a[1:, i]\n", "a[1:, i]\n", "_getitem_(a, (_slice_(1, None, None), i))\n"},
        Golden{"a[1:,]\n", "a[1:,]\n", "_getitem_(a, (_slice_(1, None, None),))\n"},
        Golden{"a[i, j]\n", "a[(i, j)]\n", "_getitem_(a, (i, j))\n"},
        Golden{"a[*i, j]\n", "a[(*_getiter_(i), j)]\n", "_getitem_(a, (*_getiter_(i), j))\n"},
        Golden{"a[i] = b\n", "a[i] = b\n", "_write_(a)[i] = b\n"},
        Golden{"a[i:j] = b\n", "a[i:j] = b\n", "_write_(a)[i:j] = b\n"},
        Golden{"del a[i]\n", "del a[i]\n", "del _write_(a)[i]\n"},
        Golden{"a[i] += b\n", "a[i] += b\n", "_inplacestore_(\"+=\", _inplaceitem_(a, i), b)\n"},
        Golden{"a[i] **= b\n", "_inplacestore_(\"**=\", _inplaceitem_(a, i), b)\n",
               "_inplacestore_(\"**=\", _inplaceitem_(a, i), b)\n"},
        Golden{"a[i:j] <<= b\n",
               "_inplacestore_(\"<<=\", _inplaceitem_(a, _slice_(i, j, None)), b)\n",
               "_inplacestore_(\"<<=\", _inplaceitem_(a, _slice_(i, j, None)), b)\n"}));

INSTANTIATE_TEST_SUITE_P(
    Iteration, GoldenTest,
    testing::Values(
        Golden{"for x in y: pass\n", "for x in _getiter_(y): pass\n",
               "for x in _getiter_(y): pass\n"},
        Golden{"for a, b in c: pass\n", "for (a, b) in _getiter_(c): pass\n",
               "for (a, b) in _iter_unpack_sequence_(c, {\"childs\": (), \"min_len\": 2}, "
               "_getiter_): pass\n"},
        Golden{"for [a, (b, *c)] in d: pass\n",
               "for [a, (b, *c)] in _iter_unpack_sequence_(d, {\"childs\": ((1, {\"childs\": (), "
               "\"min_len\": 1}), ), \"min_len\": 2}, _getiter_): pass\n",
               "for [a, (b, *c)] in _iter_unpack_sequence_(d, {\"childs\": ((1, {\"childs\": (), "
               "\"min_len\": 1}), ), \"min_len\": 2}, _getiter_): pass\n"},
        Golden{"[x for x in y if x for z in x]\n",
               "[x for x in _getiter_(y) if x for z in _getiter_(x)]\n",
               "[x for x in _getiter_(y) if x for z in _getiter_(x)]\n"},
        Golden{"{x: y for x, y in z}\n", "{x: y for (x, y) in _getiter_(z)}\n",
               "{x: y for (x, y) in _iter_unpack_sequence_(z, {\"childs\": (), \"min_len\": 2}, "
               "_getiter_)}\n"},
        Golden{"f(x for x in y)\n", "f((x for x in _getiter_(y)))\n",
               "f((x for x in _getiter_(y)))\n"},
        Golden{"[*a, 1, *[2]]\n", "[*_getiter_(a), 1, *_getiter_([2])]\n",
               "[*_getiter_(a), 1, *_getiter_([2])]\n"},
        Golden{"{**a, 1: 2}\n", "{**a, 1: 2}\n", "{**a, 1: 2}\n"},
        Golden{"f(*a, b, **c)\n", "f(*_getiter_(a), b, **c)\n", "f(*_getiter_(a), b, **c)\n"},
        Golden{"f(**c)\n", "f(**c)\n", "f(**c)\n"},
        Golden{"class A(*b, k=1): pass\n", "class A(*_getiter_(b), k=1): pass\n",
               "class A(*_getiter_(b), k=1): pass\n"},
        Golden{"while a or b: pass\n", "while -_budget_ and (a or b): pass\n",
               "while -_budget_ and (a or b): pass\n"},
        Golden{"while a:\n    break\nelse:\n    b\n",
               "while -_budget_ and a:\n    break\nelse:\n    b\n",
               "while -_budget_ and a:\n    break\nelse:\n    b\n"}));

INSTANTIATE_TEST_SUITE_P(
    Unpacking, GoldenTest,
    testing::Values(
        Golden{"a, b = c\n", "(a, b) = c\n",
               "(a, b) = _unpack_sequence_(c, {\"childs\": (), \"min_len\": 2}, _getiter_)\n"},
        Golden{"a, b = b, a\n", "(a, b) = (b, a)\n", "(a, b) = (b, a)\n"},
        Golden{"a, *b = c\n",
               "(a, *b) = _unpack_sequence_(c, {\"childs\": (), \"min_len\": 1}, _getiter_)\n",
               "(a, *b) = _unpack_sequence_(c, {\"childs\": (), \"min_len\": 1}, _getiter_)\n"},
        Golden{"a, *b, (c, d) = e\n",
               "(a, *b, (c, d)) = _unpack_sequence_(e, {\"childs\": ((-1, {\"childs\": (), "
               "\"min_len\": 2}), ), \"min_len\": 2}, _getiter_)\n",
               "(a, *b, (c, d)) = _unpack_sequence_(e, {\"childs\": ((-1, {\"childs\": (), "
               "\"min_len\": 2}), ), \"min_len\": 2}, _getiter_)\n"},
        Golden{
            "a = (b, c) = d\n", "a = (b, c) = d\n",
            "_stockade_value = d; a = _stockade_value; (b, c) = "
            "_unpack_sequence_(_stockade_value, {\"childs\": (), \"min_len\": 2}, _getiter_); del "
            "_stockade_value\n"},
        Golden{"with a as (b, c): pass\n", "with a as (b, c): pass\n",
               "with a as (b, c): pass\n"}));

INSTANTIATE_TEST_SUITE_P(
    Operators, GoldenTest,
    testing::Values(Golden{"a ** b ** c\n", "_pow_(a, _pow_(b, c))\n", "_pow_(a, _pow_(b, c))\n"},
                    Golden{"-a ** -b\n", "-_pow_(a, -b)\n", "-_pow_(a, -b)\n"},
                    Golden{"a << b + c\n", "_lshift_(a, b + c)\n", "_lshift_(a, b + c)\n"},
                    Golden{"a * b % c\n", "a * b % c\n", "_mod_(_mul_(a, b), c)\n"},
                    Golden{"[0] * n\n", "_mul_([0], n)\n", "_mul_([0], n)\n"},
                    Golden{"n * 'ab'\n", "_mul_(n, \"ab\")\n", "_mul_(n, \"ab\")\n"},
                    Golden{"('a' + b) * n\n", "_mul_(\"a\" + b, n)\n", "_mul_(\"a\" + b, n)\n"},
                    Golden{"'%d' % n\n", "_mod_(\"%d\", n)\n", "_mod_(\"%d\", n)\n"},
                    Golden{"2 ** 64, 2 ** -1, 1 << 100, '-' * 70, 3 * 4\n",
                           "(2 ** 64, 2 ** -1, 1 << 100, \"-\" * 70, 3 * 4)\n",
                           "(2 ** 64, 2 ** -1, 1 << 100, \"-\" * 70, 3 * 4)\n"},
                    Golden{"2 ** 129, 0 ** -1, 1 << 200, '-' * 5000\n",
                           "(_pow_(2, 129), _pow_(0, -1), _lshift_(1, 200), _mul_(\"-\", 5000))\n",
                           "(_pow_(2, 129), _pow_(0, -1), _lshift_(1, 200), _mul_(\"-\", 5000))\n"},
                    Golden{"a += b\n", "a += b\n", "a = _inplacevar_(\"+=\", a, b)\n"},
                    Golden{"a **= b\n", "a = _inplacevar_(\"**=\", a, b)\n",
                           "a = _inplacevar_(\"**=\", a, b)\n"},
                    Golden{"a *= [0]\n", "a = _inplacevar_(\"*=\", a, [0])\n",
                           "a = _inplacevar_(\"*=\", a, [0])\n"},
                    Golden{"a @ b - (c - d) // e\n", "a @ b - (c - d) // e\n",
                           "a @ b - (c - d) // e\n"},
                    Golden{"not (a and (b or c)) if (x := y) else lambda: z\n",
                           "not (a and (b or c)) if (x := y) else lambda: -_budget_ and z\n",
                           "not (a and (b or c)) if (x := y) else lambda: -_budget_ and z\n"},
                    Golden{"(a < b) < c is not d not in e\n", "(a < b) < c is not d not in e\n",
                           "(a < b) < c is not d not in e\n"}));

INSTANTIATE_TEST_SUITE_P(
    Entries, GoldenTest,
    testing::Values(
        Golden{"def f():\n    'doc'\n    return 1\n",
               "def f():\n    \"doc\"\n    -_budget_; return 1\n",
               "def f():\n    \"doc\"\n    -_budget_; return 1\n"},
        Golden{"def f():\n    global a\n    a = 1\n",
               "def f():\n    global a\n    -_budget_; a = 1\n",
               "def f():\n    global a\n    -_budget_; a = 1\n"},
        Golden{"def f():\n    if a or b: pass\n", "def f():\n    if -_budget_ and (a or b): pass\n",
               "def f():\n    if -_budget_ and (a or b): pass\n"},
        Golden{"def f():\n    for x in y: pass\n",
               "def f():\n    for x in _getiter_(-_budget_ and y): pass\n",
               "def f():\n    for x in _getiter_(-_budget_ and y): pass\n"},
        Golden{"def f():\n    with a as b: pass\n",
               "def f():\n    with -_budget_ and a as b: pass\n",
               "def f():\n    with -_budget_ and a as b: pass\n"},
        Golden{"def f():\n    try:\n        a\n    finally:\n        b\n",
               "def f():\n    try:\n        -_budget_; a\n    finally:\n        b\n",
               "def f():\n    try:\n        -_budget_; a\n    finally:\n        b\n"},
        Golden{"def f():\n    match a:\n        case 1: pass\n",
               "def f():\n    match -_budget_ and a:\n        case 1: pass\n",
               "def f():\n    match -_budget_ and a:\n        case 1: pass\n"},
        Golden{"def f():\n    @a\n    def g(): pass\n",
               "def f():\n    @-_budget_ and a\n    def g(): -_budget_; pass\n",
               "def f():\n    @-_budget_ and a\n    def g(): -_budget_; pass\n"},
        Golden{"def f():\n    def g(x=a): pass\n",
               "def f():\n    def g(x=-_budget_ and a): -_budget_; pass\n",
               "def f():\n    def g(x=-_budget_ and a): -_budget_; pass\n"},
        Golden{"def f():\n    def g(): pass\n    return g\n",
               "def f():\n    def g(): -_budget_; pass\n    -_budget_; return g\n",
               "def f():\n    def g(): -_budget_; pass\n    -_budget_; return g\n"},
        Golden{"def f():\n    class A(B): pass\n", "def f():\n    class A(-_budget_ and B): pass\n",
               "def f():\n    class A(-_budget_ and B): pass\n"},
        Golden{"def f():\n    class A:\n        x = 1\n",
               "def f():\n    class A(*_getiter_(-_budget_ and ())):\n        x = 1\n",
               "def f():\n    class A(*_getiter_(-_budget_ and ())):\n        x = 1\n"},
        Golden{"def f():\n    while a: pass\n", "def f():\n    while -_budget_ and a: pass\n",
               "def f():\n    while -_budget_ and a: pass\n"},
        Golden{"lambda x, *y: x or y\n", "lambda x, *y: -_budget_ and (x or y)\n",
               "lambda x, *y: -_budget_ and (x or y)\n"},
        Golden{"async def f():\n    async for x in y: await x\n",
               "async def f():\n    async for x in _getaiter_(-_budget_ and y): await x\n",
               "async def f():\n    async for x in _getaiter_(-_budget_ and y): await x\n"},
        Golden{"def f():\n    x = yield\n    yield from x\n",
               "def f():\n    -_budget_; x = yield\n    yield from _getiter_(x)\n",
               "def f():\n    -_budget_; x = yield\n    yield from _getiter_(x)\n"}));

INSTANTIATE_TEST_SUITE_P(
    FStrings, GoldenTest,
    testing::Values(
        Golden{"f'{a}{b!r:>10} c'\n", "f\"{a}{b!r:>10} c\"\n",
               "_join_((_format_(a, \"\", \"\"), _format_(b, \"r\", \">10\"), \" c\"))\n"},
        Golden{"f'{a[\"k\"]}'\n", "f\"{a['k']}\"\n",
               "_join_((_format_(_getitem_(a, \"k\"), \"\", \"\"),))\n"},
        Golden{"f'{a:{b}}'\n", "_join_((_format_(a, \"\", _join_((_format_(b, \"\", \"\"),))),))\n",
               "_join_((_format_(a, \"\", _join_((_format_(b, \"\", \"\"),))),))\n"},
        Golden{"f'{a:>99999}'\n", "_join_((_format_(a, \"\", \">99999\"),))\n",
               "_join_((_format_(a, \"\", \">99999\"),))\n"},
        Golden{"f'{a=}' 'b'\n", "f\"a={a!r}\" \"b\"\n",
               "_join_((\"a=\", _format_(a, \"r\", \"\"), \"b\"))\n"},
        Golden{"f'{a._b}'\n", "f\"{_getattr_(a, '_b')}\"\n",
               "_join_((_format_(_getattr_(a, \"_b\"), \"\", \"\"),))\n"},
        Golden{"f'{ {1: 2}[1] }{{}}\\n\"'\n", "f\"{ {1: 2}[1]}{{}}\\n\\\"\"\n",
               "_join_((_format_(_getitem_({1: 2}, 1), \"\", \"\"), \"{}\\n\\\"\"))\n"},
        Golden{"f'{a:}{a=:}'\n", "f\"{a}a={a}\"\n",
               "_join_((_format_(a, \"\", \"\"), \"a=\", _format_(a, \"\", \"\")))\n"},
        Golden{"f''\n", "f\"\"\n", "_join_(())\n"}));

INSTANTIATE_TEST_SUITE_P(
    Statements, GoldenTest,
    testing::Values(
        Golden{"import a, b.c as d\nfrom .. import e\nfrom .f import g as h, i\nfrom j import *\n",
               "import a, b.c as d\nfrom .. import e\nfrom .f import g as h, i\nfrom j import *\n",
               "import a, b.c as d\nfrom .. import e\nfrom .f import g as h, i\nfrom j import *\n"},
        Golden{
            "try:\n    a\nexcept (B, C) as d:\n    raise E from d\nexcept:\n    pass\nelse: f\n",
            "try:\n    a\nexcept (B, C) as d:\n    raise E from d\nexcept:\n    pass\nelse: f\n",
            "try:\n    a\nexcept (B, C) as d:\n    raise E from d\nexcept:\n    pass\nelse: f\n"},
        Golden{"try: a\nexcept* B as c: d\n", "try: a\nexcept* B as c: d\n",
               "try: a\nexcept* B as c: d\n"},
        Golden{"if a: b; c\nelif d:\n    e\nelse:\n    f\n",
               "if a: b; c\nelif d:\n    e\nelse:\n    f\n",
               "if a: b; c\nelif d:\n    e\nelse:\n    f\n"},
        Golden{"x: int\n(y): int = 1\n", "x: int\n(y): int = 1\n", "x: int\n(y): int = 1\n"},
        Golden{"from __future__ import annotations\ndef f(a: b._c) -> d._e: pass\n",
               "from __future__ import annotations\ndef f(a: b._c) -> d._e: -_budget_; pass\n",
               "from __future__ import annotations\ndef f(a: b._c) -> d._e: -_budget_; pass\n"},
        Golden{"def f(a, /, b: c = 1, *, d, e=2, **g) -> h: pass\n",
               "def f(a, /, b: c = 1, *, d, e=2, **g) -> h: -_budget_; pass\n",
               "def f(a, /, b: c = 1, *, d, e=2, **g) -> h: -_budget_; pass\n"},
        Golden{"with ((a, b),): pass\nwith (a, b): pass\nwith a as b, c: pass\n",
               "with ((a, b)): pass\nwith a, b: pass\nwith a as b, c: pass\n",
               "with ((a, b)): pass\nwith a, b: pass\nwith a as b, c: pass\n"},
        Golden{"assert a, (b, c)\ndel (a, b), c\nglobal x, y\n",
               "assert a, (b, c)\ndel (a, b), c\nglobal x, y\n",
               "assert a, (b, c)\ndel (a, b), c\nglobal x, y\n"},
        Golden{"match a, b:\n    case 1 | -2j | 'x', [y, *_] as z if w: pass\n"
               "    case {'k': None, **r}: pass\n    case C(d, e=(None | g.h)): pass\n    case _: "
               "pass\n",
               "match (a, b):\n    case [1 | -2j | \"x\", [y, *_] as z] if w: pass\n"
               "    case {\"k\": None, **r}: pass\n    case C(d, e=None | g.h): pass\n    case _: "
               "pass\n",
               "match (a, b):\n    case [1 | -2j | \"x\", [y, *_] as z] if w: pass\n"
               "    case {\"k\": None, **r}: pass\n    case C(d, e=None | g.h): pass\n    case _: "
               "pass\n"},
        Golden{"super().a\nsuper(B, c)._d\n", "super().a\n_getattr_(super(B, c), \"_d\")\n",
               "_getattr_(super(), \"a\")\n_getattr_(super(B, c), \"_d\")\n"}));

// Before 3.12 the quotes of nested f-strings must differ, and fields hold no backslash.
TEST(GoldenFStrings, FindQuotesThatFit) {
  EXPECT_EQ(Print("f\"\"\"{f'''{f'{f\"{a}\"}'}'''}\"\"\"\n", Names(Level::kOff)),
            "f\"\"\"{f\"{f'''{f'{a}'}'''}\"}\"\"\"\n");
  EXPECT_EQ(Print("f'{a[\"b\"]}' f\"{a['b']}\\\\\"\n", Names(Level::kOff)),
            "f\"{a['b']}\" f\"{a['b']}\\\\\"\n");
  EXPECT_EQ(Print("f'''{a[\"b'c\"]}'''\n", Names(Level::kOff)), "f\"\"\"{a[\"b'c\"]}\"\"\"\n");
}

// The worker's spelling differs in the guards' names and in that no guard is an argument.
TEST(GoldenConstants, SpellsGuardsAsStrings) {
  EXPECT_EQ(
      PrintVisible("def f(a):\n    while a._b: a.c **= a\n    x, *y = a\n", Level::kProven),
      "def f(a):\n while -<budget> and <own>[a]._b: <write>[a].c = <inplacevar>(\"**=\", a.c, "
      "a)\n (x, *y) = <unpack>(a, (1,))\n");
  EXPECT_EQ(PrintVisible("for a, b in f(*c): f'{a._b}'\n", Level::kAll),
            "for (a, b) in <iterunpack>(f(*<star>[c]), (2,)): "
            "<join>((<format>(<own>[a]._b, \"\", \"\"),))\n");
  EXPECT_EQ(PrintVisible("f'{a._b}{a.__class__}'\n", Level::kProven),
            "f\"{<own>[a]._b}{<getattr>(a, '__class__')}\"\n");
  EXPECT_EQ(PrintVisible("a.b; a._b; a.format; a.b += a._c; del a._d\n", Level::kAll),
            "<reach>[a].b; <own>[a]._b; <getattr>(a, \"format\"); <inplacestore>(\"+=\", "
            "<inplaceattr>(a, \"b\"), <own>[a]._c); del <write>[a]._d\n");
  EXPECT_EQ(PrintVisible("a.b += 1; a._b -= 1; a.__c__ += 1\n", Level::kProven),
            "<write>[a].b += 1; <own>[a]._b -= 1; <inplacestore>(\"+=\", <inplaceattr>(a, "
            "\"__c__\"), 1)\n");
  // CPython's compiler would fold a constant with a constant.
  EXPECT_EQ(PrintVisible("(0).a = 1; (-1).b = (1, 2)[0].c = 'd'.e = 1; a().b = [1].c = 1\n",
                         Level::kProven),
            "<write>(0).a = 1; <write>(-1).b = <write>((1, 2)[0]).c = <write>[\"d\"].e = 1; "
            "<write>[a()].b = <write>[[1]].c = 1\n");
  EXPECT_EQ(PrintVisible("for a, (b, *c, d) in e: f\n", Level::kProven),
            "for (a, (b, *c, d)) in <iterunpack>(e, (2,(1, (2,)), )): f\n");
}

TEST(GoldenOff, PrintsPlainly) {
  EXPECT_EQ(Print("a._b **= (c)*  d; e[1 :2] = 0X_FF, 1E5, 'x' \"y'\", b'\\x00\\xff'\n",
                  Names(Level::kOff)),
            "a._b **= c * d; e[1:2] = (0xff, 1e5, \"x\" \"y'\", b\"\\x00\\xff\")\n");
}

TEST(Golden, ListsTheBareNames) {
  const Program program(
      "import a.b as c\nfrom d import e\nf.g; f._h; f.format\n"
      "match f:\n    case i.j(k=l): pass\n");
  ASSERT_TRUE(program.ok());
  const Result<Rewritten> proven = Rewrite(program, Constants(Level::kProven));
  ASSERT_TRUE(proven.has_value());
  EXPECT_EQ(proven->bare_names, (std::vector<std::string>{"b", "e", "g", "j", "k"}));
  const Result<Rewritten> all = Rewrite(program, Constants(Level::kAll));
  EXPECT_EQ(all->bare_names, (std::vector<std::string>{"b", "e", "j", "k"}));
}

TEST(Golden, PrintsOneExpression) {
  const Program program("a._b", true);
  ASSERT_TRUE(program.ok()) << program.Why();
  RewriteOptions options = Names(Level::kProven);
  options.expression = true;
  const Result<Rewritten> printed = Rewrite(program, options);
  ASSERT_TRUE(printed.has_value());
  EXPECT_EQ(printed->text, "_getattr_(a, \"_b\")\n");
}

TEST(Golden, WithoutABudgetLoopsAndFunctionsAreFree) {
  RewriteOptions options = Names(Level::kProven);
  options.budget = false;
  EXPECT_EQ(Print("def f():\n    while a: b\nlambda: c\n", options),
            "def f():\n    while a: b\nlambda: c\n");
}

}  // namespace
}  // namespace stockade::rewriter
