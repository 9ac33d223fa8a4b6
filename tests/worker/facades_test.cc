// Ordinary use of allowed modules works in full, and the table of façades is closed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

#include "executor/worker/cpython.h"
#include "executor/worker/facade_table.h"
#include "executor/worker/facades.h"
#include "program.h"

namespace stockade::executor::tests {
namespace {

using interpreter::ReplyKind;
using ::testing::HasSubstr;
using worker::Ref;

interpreter::LoadRequest Request(const std::string& text,
                                 std::vector<std::string> imports = {"*"}) {
  interpreter::LoadRequest request = Guarded(text);
  request.imports = std::move(imports);
  for (const char* name : {"sqrt",
                           "pi",
                           "path",
                           "join",
                           "Counter",
                           "abc",
                           "Mapping",
                           "date",
                           "x",
                           "y",
                           "name",
                           "value",
                           "append",
                           "most_common",
                           "getvalue",
                           "write",
                           "cache_info",
                           "hits",
                           "dumps",
                           "loads",
                           "search",
                           "group",
                           "heappush",
                           "mean",
                           "Decimal",
                           "deepcopy",
                           "copy",
                           "count",
                           "today",
                           "maxsize",
                           "strptime",
                           "RED",
                           "year",
                           "now",
                           "exit",
                           "sub",
                           "upper",
                           "reader",
                           "sep",
                           "sleep",
                           "gather",
                           "run",
                           "Queue",
                           "create_task",
                           "wait_for",
                           "TimeoutError",
                           "Lock",
                           "timeout",
                           "TaskGroup",
                           "get_running_loop",
                           "Formatter",
                           "StringIO",
                           "stdout",
                           "FunctionType",
                           "BuiltinFunctionType",
                           "ModuleType",
                           "new_class",
                           "update",
                           "ContextVar",
                           "datetime",
                           "string",
                           "ZoneInfo"}) {
    request.bare_names.push_back(name);
  }
  return request;
}

struct Program {
  const char* text;
  const char* out;
};
const Program kPrograms[] = {
    {"import math\nprint(math.sqrt(16), round(math.pi, 2))", "4.0 3.14\n"},
    {"import os.path\nimport os.path as p\nprint(os.path.join('a', 'b'), p.join('c'), os.sep)",
     "a/b c /\n"},
    {"import collections.abc\nimport collections\nprint(isinstance({}, collections.abc.Mapping), "
     "collections.Counter('aab').most_common(1))",
     "True [('a', 2)]\n"},
    {"from __future__ import annotations\nx: nonsense = 1\nprint(x)", "1\n"},
    {"from math import *\nprint(sqrt(4), pi > 3)", "2.0 True\n"},
    {"from dataclasses import dataclass, field, replace, asdict, "
     "fields\n@dataclass(order=True)\nclass P:\n    x: int\n    y: list = "
     "field(default_factory=list)\n    def __post_init__(self):\n        -$budget\n        "
     "self.y.append(1)\np = P(1)\nprint(p, p == P(1), P(1) < P(2), replace(p, x=3), asdict(p), "
     "[f.name for f in $getiter(fields(P))])\nmatch p:\n    case P(a, b): print(a, b)",
     "P(x=1, y=[1, 1]) True True P(x=3, y=[1, 1]) {'x': 1, 'y': [1, 1]} ['x', 'y']\n1 [1, 1]\n"},
    {"from dataclasses import dataclass\n@dataclass(frozen=True, slots=True)\nclass P:\n    x: int "
     "= 1\n    _y: int = 2\nprint(P(), hash(P()) == hash(P()))\ntry:\n    $write(P()).x = "
     "3\nexcept AttributeError as e:\n    print(type(e))",
     "P(x=1, _y=2) True\n<class 'dataclasses.FrozenInstanceError'>\n"},
    {"from enum import Enum, auto, IntEnum, Flag, unique\n@unique\nclass C(Enum):\n    RED = 1\n   "
     " BLUE = auto()\n    def hello(self):\n        -$budget\n        return self.name\nclass "
     "N(IntEnum):\n    A = 5\nclass F(Flag):\n    X = 1\n    Y = 2\nprint(C.RED, C(2), [c.name for "
     "c in $getiter(C)], N.A + 1 if False else int(C.RED.value) + 1, F(3), getattr(C.RED, "
     "'hello')(), Enum('Z', 'P Q'))",
     "C.RED C.BLUE ['RED', 'BLUE'] 2 F.X|Y RED <enum 'Z'>\n"},
    {"from typing import NamedTuple, List, Optional, Generic, TypeVar, Protocol, TypedDict\nclass "
     "P(NamedTuple):\n    x: int\n    y: int = 2\n    def s(self):\n        -$budget\n        "
     "return self.x + self.y\nT = TypeVar('T')\nclass Stack(Generic[T]):\n    def "
     "__init__(self):\n        -$budget\n        $write(self).x = []\nclass Pr(Protocol):\n    x: "
     "int\nclass TD(TypedDict, total=False):\n    a: int\ndef f(a: List[int], b: Optional[str] = "
     "None) -> 'Stack[int]':\n    -$budget\n    return Stack[int]()\nprint(P(1), getattr(P(1), "
     "'s')(), f([]).x, TD(a=1))",
     "P(x=1, y=2) 3 [] {'a': 1}\n"},
    {"from collections import namedtuple, OrderedDict, defaultdict, deque, ChainMap\nP = "
     "namedtuple('P', ['x', 'y'], defaults=[5])\nd = defaultdict(list)\nd['a'].append(1)\nq = "
     "deque([1], maxlen=2)\nq.append(2)\nq.append(3)\nprint(P(1), dict(d), q, "
     "dict(OrderedDict(a=1)), "
     "ChainMap({'a': 1}, {'b': 2})['b'])",
     "P(x=1, y=5) {'a': [1]} deque([2, 3], maxlen=2) {'a': 1} 2\n"},
    {"from functools import lru_cache, wraps, partial, reduce, total_ordering, cmp_to_key, "
     "cached_property, cache\n@lru_cache(maxsize=None)\ndef fib(n):\n    -$budget\n    return n if "
     "n < 2 else fib(n - 1) + fib(n - 2)\ndef deco(f):\n    -$budget\n    @wraps(f)\n    def "
     "inner(*a):\n        -$budget\n        \"inner\"\n        return f(*$getiter(a)) + 1\n    "
     "return inner\n@deco\ndef g(x):\n    -$budget\n    return x\n@total_ordering\nclass V:\n    "
     "def __init__(self, v):\n        -$budget\n        $write(self).value = v\n    def "
     "__eq__(self, o):\n        -$budget\n        return self.value == o.value\n    def "
     "__lt__(self, o):\n        -$budget\n        return self.value < o.value\nclass L:\n    "
     "@cached_property\n    def x(self):\n        -$budget\n        print('once')\n        return "
     "3\nl = L()\nprint(fib(30), fib.cache_info().hits, g(1), getattr(g, '__name__'), partial(pow, "
     "2)(3), reduce(lambda a, b: -$budget and (a + b), [1, 2, 3]), V(1) >= V(0), sorted([3, 1], "
     "key=cmp_to_key(lambda a, b: -$budget and (a - b))), l.x, l.x)",
     "once\n832040 28 2 g 8 6 True [1, 3] 3 3\n"},
    {"from contextlib import contextmanager, suppress, ExitStack\n@contextmanager\ndef cm():\n    "
     "-$budget\n    print('in')\n    try:\n        yield 1\n    finally:\n        "
     "print('out')\nwith cm() as v, suppress(ZeroDivisionError):\n    print(v)\n    1 / 0\nwith "
     "ExitStack() as s: pass",
     "in\n1\nout\n"},
    {"from io import StringIO, BytesIO\ns = StringIO()\ns.write('a')\nprint('b', "
     "file=s)\nprint(repr(s.getvalue()))",
     "'ab\\n'\n"},
    {"import json, re, heapq, statistics, decimal, datetime, copy, string\nprint(json.dumps({'a': "
     "[1, None]}), json.loads('[1]'), re.search('b+', 'abb').group(), re.sub('a', lambda m: "
     "-$budget and (m.group().upper()), 'aba'), statistics.mean([1, 2]), decimal.Decimal('1.1') + "
     "1, datetime.date(2024, 1, 2), datetime.datetime.strptime('2024', '%Y').year if False else "
     "1)\nh = []\nheapq.heappush(h, 2)\nprint(h, copy.deepcopy([h]))",
     "{\"a\": [1, null]} [1] bb AbA 1.5 2.1 2024-01-02 1\n[2] [[2]]\n"},
    {"from datetime import datetime\nprint(datetime.strptime('2024-03', '%Y-%m').year)", "2024\n"},
    {"from copy import copy, deepcopy\nfrom fractions import Fraction\nclass A:\n    __slots__ = "
     "('x',)\nclass B:\n    def __init__(self):\n        -$budget\n        $write(self).x = "
     "[1]\nclass E(Exception): pass\na = A()\n$write(a).x = [1]\nb = B()\nprint(copy(a).x is a.x, "
     "deepcopy(a).x is a.x, deepcopy(b).x, copy(Fraction(1, 2)), repr(copy(E(3))), deepcopy({1: "
     "(2, [3])}))",
     "True False [1] 1/2 E(3) {1: (2, [3])}\n"},
    {"from abc import ABC, abstractmethod, ABCMeta\nclass S(ABC):\n    @abstractmethod\n    def "
     "area(self): -$budget\nclass T(metaclass=ABCMeta): pass\nclass Q(S):\n    def area(self):\n   "
     "     -$budget\n        return 4\ntry:\n    S()\nexcept TypeError as e:\n    "
     "print('abstract')\nprint(getattr(Q(), 'area')(), isinstance(T, type), isinstance(T, "
     "ABCMeta))",
     "abstract\n4 True True\n"},
    {"from operator import itemgetter, attrgetter, methodcaller\nclass A:\n    def __init__(self, "
     "x):\n        -$budget\n        $write(self).x = x\nprint(sorted([(2, 1), (1, 2)], "
     "key=itemgetter(1)), [a.x for a in $getiter(sorted([A(2), A(1)], key=attrgetter('x')))], "
     "methodcaller('upper')('a'))",
     "[(2, 1), (1, 2)] [1, 2] A\n"},
    {"import sys\nprint(sys.maxsize > 2**31)\ngetattr(sys, "
     "'setrecursionlimit')(10**6)\nprint(getattr(sys, 'getrecursionlimit')())\nprint('e', "
     "file=getattr(sys, 'stderr'))\nsys.exit(0)",
     "True\n1000\n"},
    // What was brought back with care.
    {"from functools import singledispatch, singledispatchmethod\n@singledispatch\ndef f(x):\n    "
     "-$budget\n    return 'other'\nreg = getattr(f, 'register')\n@reg(int)\ndef g(x):\n    "
     "-$budget\n    return 'int'\n@reg\ndef h(x: list):\n    -$budget\n    return "
     "'list'\n@reg\ndef "
     "k(x: 'str'):\n    -$budget\n    return 'str'\nreg(type)(lambda x: -$budget and "
     "'type')\nprint(f(1), "
     "f([]), f('a'), f(1.5), f(True))",
     "int list str other int\n"},
    {"from collections import UserString\nimport string\nclass A:\n    x = 5\nu = "
     "UserString('{0.x} "
     "{k[1]:>3}')\nprint($getattr(u, 'format')(A(), k=[1, 2]), getattr(u, 'upper')(), "
     "$getattr(string.Formatter(), 'format')('{0.x!r:>4}', A()))\nclass F(string.Formatter):\n    "
     "def "
     "get_value(self, key, args, kwargs):\n        -$budget\n        return 'v' + "
     "str(key)\nprint($getattr(F(), 'format')('{} {name}'))",
     "5   2 {0.X} {K[1]:>3}    5\nv0 vname\n"},
    {"from contextlib import redirect_stdout, redirect_stderr\nimport io, sys\ns = "
     "io.StringIO()\nwith "
     "redirect_stdout(s):\n    print('inside')\n    print('named', "
     "file=sys.stdout)\nprint('outside', "
     "repr(s.getvalue()))\nwith redirect_stderr(s):\n    print('err', file=getattr(sys, "
     "'stderr'))\nprint(s.getvalue() == 'inside\\nnamed\\nerr\\n')",
     "outside 'inside\\nnamed\\n'\nTrue\n"},
    {"from dataclasses import make_dataclass, field, fields\nclass B:\n    def go(self):\n        "
     "-$budget\n        return self.x * 2\nC = make_dataclass('C', [('x', int), 'y', ('z', list, "
     "field(default_factory=list))], bases=(B,), namespace={'twice': lambda self: -$budget and "
     "(self.x + self.x)}, frozen=True)\nc = C(1, 2)\nprint(c, getattr(c, 'go')(), getattr(c, "
     "'twice')(), "
     "[f.name for f in $getiter(fields(C))], getattr(C, '__name__'))",
     "C(x=1, y=2, z=[]) 2 2 ['x', 'y', 'z'] C\n"},
    {"from typing import get_type_hints, Optional, List, Annotated\nclass Node:\n    next: "
     "'Optional[Node]'\n "
     "   items: List['int']\n    both: 'int | str'\n    a: Annotated[int, 'x']\ndef f(x: 'Node', "
     "y: int = 1) "
     "-> None: -$budget\nprint(get_type_hints(f) == {'x': Node, 'y': int, 'return': type(None)}, "
     "get_type_hints(Node))",
     "True {'next': typing.Optional[__main__.Node], 'items': typing.List[int], 'both': int | str, "
     "'a': "
     "<class 'int'>}\n"},
    {"import types, math\nfor v in $getiter([int, 5, len, lambda: -$budget, math]):\n    match "
     "v:\n        "
     "case type(): print('type')\n        case types.FunctionType(): print('function')\n        "
     "case "
     "types.BuiltinFunctionType(): print('builtin')\n        case types.ModuleType(): "
     "print('module')\n        case _: print('other')",
     "type\nother\nbuiltin\nfunction\nother\n"},
    {"import math, types\nfrom enum import Enum\nclass E(Enum):\n    A = 1\nprint(getattr(math, "
     "'__name__'), "
     "list(getattr(E, '__members__')), type(int), type(type) is type, type(lambda: -$budget) is "
     "types.FunctionType, isinstance(E, type), type | None, isinstance(int, type | int), "
     "type[int])",
     "math ['A'] <class 'type'> True True True type | None True type[int]\n"},
    {"import types\nC = types.new_class('C', (list,), {}, lambda space: -$budget and "
     "space.update(x=5))\nprint(C, C.x, C([1]))",
     "<class '__main__.C'> 5 [1]\n"},
    // asyncio without descriptors.
    {"import asyncio\nasync def work(n, out):\n    -$budget\n    await asyncio.sleep(0.05 * n)\n  "
     "  "
     "out.append(n)\n    return n\nasync def main():\n    -$budget\n    out = []\n    r = await "
     "asyncio.gather(work(3, out), work(1, out), work(2, out))\n    q = asyncio.Queue()\n    async "
     "def put():\n   "
     "     -$budget\n        await getattr(q, 'put')(7)\n    t = asyncio.create_task(put())\n    "
     "got = await "
     "getattr(q, 'get')()\n    try:\n        await asyncio.wait_for(asyncio.sleep(10), 0.001)\n    "
     "except "
     "asyncio.TimeoutError:\n        out.append('late')\n    async def gen():\n        -$budget\n  "
     "      yield "
     "1\n        yield 2\n    async with asyncio.Lock():\n        found = [x async for x in "
     "$getaiter(gen())]\n    return r, out, got, found\nprint(asyncio.run(main()))",
     "([3, 1, 2], [1, 2, 3, 'late'], 7, [1, 2])\n"},
    {"import asyncio\nasync def bad():\n    -$budget\n    raise ValueError('x')\nasync def "
     "main():\n    "
     "-$budget\n    async with asyncio.timeout(5):\n        try:\n            async with "
     "asyncio.TaskGroup() as g:\n                getattr(g, 'create_task')(bad())\n        except* "
     "ValueError "
     "as e:\n            print('group', len(getattr(e, 'exceptions')))\n    loop = "
     "asyncio.get_running_loop()\n    try:\n        await getattr(loop, 'subprocess_shell')(None, "
     "'x')\n    "
     "except NotImplementedError:\n        print('no processes')\nasyncio.run(main())",
     "group 1\nno processes\n"},
    {"import threading, warnings, timeit, contextvars, hmac, token, tokenize, io, ast\nwith "
     "threading.Lock():\n    print(getattr(threading, 'current_thread')().name)\nwith "
     "getattr(warnings, 'catch_warnings')(record=True) as w:\n    getattr(warnings, "
     "'simplefilter')('always')\n    getattr(warnings, 'warn')('careful')\nprint(len(w), "
     "str(getattr(w[0], 'message')))\nprint(getattr(timeit, 'timeit')(lambda: -$budget and 1, "
     "number=10) >= "
     "0)\nv = contextvars.ContextVar('v', default=3)\nprint(getattr(v, 'get')(), getattr(hmac, "
     "'new')(b'k', b'm', 'sha256').hexdigest()[:8] if False else 1)\nprint([t.string for t in "
     "$getiter(getattr(tokenize, 'generate_tokens')(getattr(io.StringIO('a+1'), "
     "'readline')))][:3])\nprint("
     "getattr(ast, 'literal_eval')('[1, {2: 3}]'))",
     "MainThread\n1 careful\nTrue\n3 1\n['a', '+', '1']\n[1, {2: 3}]\n"},
    {"import urllib.parse as p, ipaddress, tomllib, argparse, logging, zoneinfo, datetime\nfrom "
     "html.parser "
     "import HTMLParser\nprint(getattr(p, 'urlparse')('http://a/b?c=d').path, getattr(p, "
     "'quote')('a b'))\n"
     "print(getattr(ipaddress, 'ip_address')('10.0.0.1') in getattr(ipaddress, "
     "'ip_network')('10.0.0.0/8'))\n"
     "print(tomllib.loads('a = 1'))\na = getattr(argparse, 'ArgumentParser')(prog='x')\ngetattr(a, "
     "'add_argument')('--n', type=int, default=2)\ngetattr(a, 'add_argument')('--v', "
     "action='append')\n"
     "print(getattr(a, 'parse_args')(['--n', '3', '--v', 'q']))\nlog = getattr(logging, "
     "'getLogger')('x')\n"
     "getattr(logging, 'basicConfig')(format='{levelname}:{message}', style='{')\ngetattr(log, "
     "'warning')('to err')\nclass P(HTMLParser):\n    def "
     "handle_starttag(self, tag, attrs):\n        -$budget\n        print('tag', "
     "tag)\ngetattr(P(), "
     "'feed')('<b>x</b>')\nz = zoneinfo.ZoneInfo('Europe/Berlin')\nprint(datetime.datetime(2024, "
     "7, 1, "
     "tzinfo=z), len(getattr(zoneinfo, 'available_timezones')()) > 300)",
     "/b a%20b\nTrue\n{'a': 1}\nNamespace(n=3, v=['q'])\ntag b\n2024-07-01 00:00:00+02:00 True\n"},
    {"import os, sys\nprint(getattr(getattr(os, 'environ'), 'get')('HOME'), getattr(os, "
     "'getenv')('X', 1), "
     "getattr(os, 'pardir'))\ntry:\n    1 / 0\nexcept ZeroDivisionError:\n    print(getattr(sys, "
     "'exc_info')()[2])",
     "None 1 ..\nNone\n"},
    {"import itertools, random, string, textwrap, bisect, struct, base64, hashlib, zlib, uuid, "
     "csv, pprint, calendar, queue, graphlib, html, colorsys, secrets, unicodedata, numbers, "
     "difflib, binascii, keyword, array, cmath, time, fractions, types\nprint('all')",
     "all\n"},
};

class Ordinary : public ::testing::TestWithParam<Program> {};
TEST_P(Ordinary, Works) {
  const Ended end = RunProgram(Request(GetParam().text));
  EXPECT_EQ(end.out, GetParam().out) << GetParam().text << "\n"
                                     << end.reply.type << ": " << end.reply.message;
  EXPECT_THAT(end.reply.kind, ::testing::AnyOf(ReplyKind::kOk, ReplyKind::kExit))
      << end.reply.message;
}
INSTANTIATE_TEST_SUITE_P(Use, Ordinary, ::testing::ValuesIn(kPrograms));

TEST(Patterns, WholeModule) {
  EXPECT_EQ(RunProgram(Request("import math\nprint(1)", {"math"})).out, "1\n");
  const Ended end = RunProgram(Request("import json", {"math", "re"}));
  EXPECT_EQ(end.reply.type, "ImportError");
  EXPECT_EQ(end.reply.message, "import of 'json' is not allowed here; allowed: math, re");
}
TEST(Patterns, OneName) {
  EXPECT_EQ(
      RunProgram(Request("from datetime import date\nprint(date(2024, 1, 1))", {"datetime.date"}))
          .out,
      "2024-01-01\n");
  EXPECT_EQ(RunProgram(Request("from datetime import datetime", {"datetime.date"})).reply.message,
            "cannot import name 'datetime' from 'datetime'");
  EXPECT_EQ(
      RunProgram(Request("import datetime\nprint(datetime.date(2024, 1, 1))", {"datetime.date"}))
          .out,
      "2024-01-01\n");
}
TEST(Patterns, Submodules) {
  EXPECT_EQ(
      RunProgram(Request("import collections\nprint(collections.abc.Mapping)", {"collections.*"}))
          .out,
      "<class 'collections.abc.Mapping'>\n");
  EXPECT_EQ(RunProgram(Request("from collections import abc", {"collections"})).reply.message,
            "cannot import name 'abc' from 'collections'");
  EXPECT_EQ(
      RunProgram(Request("from collections.abc import Mapping\nprint(1)", {"collections.abc"})).out,
      "1\n");
  EXPECT_EQ(RunProgram(Request("import collections.abc\ncollections.Counter", {"collections.abc"}))
                .reply.type,
            "AttributeError");
}
TEST(Patterns, NothingByDefault) {
  EXPECT_EQ(RunProgram(Request("import math", {})).reply.message,
            "import of 'math' is not allowed here; allowed: nothing");
}

// ---- the table ----
// Each name that façades show, with its module.
std::vector<std::pair<std::string, std::string>> Shown() {
  std::vector<std::pair<std::string, std::string>> shown;
  for (const std::string_view module : worker::FacadeModules()) {
    if (worker::DemandOf(module) == worker::Demand::kByName) continue;
    worker::EachListedName(module, PY_MINOR_VERSION, [&](std::string_view name) {
      shown.emplace_back(module, name);
      return true;
    });
  }
  return shown;
}

TEST(Table, EveryPublicNameHasARow) {
  RunProgram(Request(""));  // starts CPython in this process
  std::map<std::string, std::set<std::string>> known;
  for (const auto& [module, name] : Shown()) known[module].insert(name);
  for (const worker::WrappedRow& row : worker::WrappedRows())
    known[std::string(row.module)].insert(std::string(row.name));
  // What the start puts into a library module itself.
  for (const worker::NamesRow& row : worker::ShadowRows()) {
    worker::EachWord(row.names, [&](std::string_view name) {
      known[std::string(row.module)].insert(std::string(name));
      return true;
    });
  }
  for (const std::string_view row : worker::FacadeModules()) {
    if (worker::DemandOf(row) == worker::Demand::kByName) continue;
    Ref module = Ref::Steal(PyImport_ImportModule(std::string(row).c_str()));
    ASSERT_TRUE(module) << row;
    Ref names = Ref::Steal(PyObject_Dir(module.get()));
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(names.get()); ++i) {
      const std::string name = worker::Utf8(PyList_GET_ITEM(names.get(), i));
      if (name[0] == '_') continue;
      Ref value = Ref::Steal(PyObject_GetAttrString(module.get(), name.c_str()));
      if (!value || PyModule_Check(value.get())) continue;  // modules are never exposed
      EXPECT_TRUE(known[std::string(row)].contains(name) || !worker::WhyHidden(row, name).empty())
          << row << "." << name << " has no row in facades.def";
    }
  }
}

const worker::NamesRow kHidden[] = {
#define STOCKADE_HIDDEN(module, names, reason) {module, names},
#include "executor/worker/facades.def"
};

TEST(Table, EveryListedNameIsThere) {
  RunProgram(Request(""));
  for (const auto& [module, name] : Shown()) {
    EXPECT_NE(worker::FacadeValue(module, name), nullptr) << module << "." << name;
    for (const worker::NamesRow& row : kHidden) {
      if (row.module != module) continue;
      worker::EachWord(row.names, [&](std::string_view hidden) {
        EXPECT_NE(hidden, name) << module << "." << name << " is shown and hidden";
        return true;
      });
    }
  }
}

TEST(Table, DemandFollowsPatterns) {
  EXPECT_TRUE(worker::IsDemanded("asyncio", {"math", "asyncio"}));
  EXPECT_TRUE(worker::IsDemanded("urllib.parse", {"urllib.parse.quote"}));
  EXPECT_TRUE(worker::IsDemanded("asyncio", {"*"}));
  EXPECT_FALSE(worker::IsDemanded("asyncio", {"math"}));
  EXPECT_FALSE(worker::IsDemanded("numpy.linalg", {"*"}));
  EXPECT_TRUE(worker::IsDemanded("numpy.linalg", {"numpy.*"}));
  EXPECT_EQ(worker::WhyGuardsAreVoid({"*", "math"}), "");
  EXPECT_NE(worker::WhyGuardsAreVoid({"numpy"}), "");
}

// Nothing that is exposed holds a module, a frame or code under a name that could be read bare.
TEST(Table, NoPublicAttributeLeadsToAModule) {
  RunProgram(Request(""));
  std::set<PyObject*> seen;
  std::vector<std::pair<Ref, std::string>> open;
  for (const auto& [module, name] : Shown()) {
    PyObject* value = worker::FacadeValue(module, name);
    ASSERT_NE(value, nullptr) << module << "." << name;
    open.emplace_back(Ref::Borrow(value), module + "." + name);
  }
  int objects = 0;
  for (int depth = 0; depth < 3; ++depth) {
    std::vector<std::pair<Ref, std::string>> next;
    for (auto& [object, path] : open) {
      if (!seen.insert(object.get()).second) continue;
      ++objects;
      Ref names = Ref::Steal(PyObject_Dir(object.get()));
      PyErr_Clear();
      if (!names) continue;
      for (Py_ssize_t i = 0; i < PyList_GET_SIZE(names.get()); ++i) {
        const std::string name = worker::Utf8(PyList_GET_ITEM(names.get(), i));
        if (name.empty() || name[0] == '_' || name == "mro") continue;
        Ref value = Ref::Steal(PyObject_GetAttrString(object.get(), name.c_str()));
        PyErr_Clear();
        if (!value) continue;
        EXPECT_FALSE(PyModule_Check(value.get()) || PyCode_Check(value.get()) ||
                     PyFrame_Check(value.get()) ||
                     (PyType_Check(value.get()) &&
                      PyType_IsSubtype(reinterpret_cast<PyTypeObject*>(value.get()), &PyType_Type)))
            << path << "." << name;
        PyObject* kept = value.get();
        Py_INCREF(kept);  // ids must stay unique for `seen`
        next.emplace_back(std::move(value), path + "." + name);
      }
    }
    for (auto& [object, path] : open) object.Release();
    open = std::move(next);
  }
  EXPECT_GT(objects, 1000);
}

}  // namespace
}  // namespace stockade::executor::tests
