// What an expression may stand for: each way to give an object another name.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/names/parsed.h"

namespace stockade::analyzer {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

struct AliasCase {
  const char* name;
  const char* text;                // the value of its last `X = ...` is judged
  std::vector<std::string> names;  // in any order
};

class EachAlias : public testing::TestWithParam<AliasCase> {};

TEST_P(EachAlias, IsSeenThrough) {
  const Parsed p(GetParam().text);
  EXPECT_THAT(p.NamesOfX(), testing::UnorderedElementsAreArray(GetParam().names));
  EXPECT_FALSE(p.names().gave_up());
}

constexpr const char* kSystem = "os.system";
constexpr const char* kEval = "builtins.eval";

INSTANTIATE_TEST_SUITE_P(
    Imports, EachAlias,
    testing::ValuesIn(std::vector<AliasCase>{
        {"Plain", "import os\nX = os.system\n", {kSystem}},
        {"As", "import os as o\nX = o.system\n", {kSystem}},
        {"FromAs", "from os import system as s\nX = s\n", {kSystem}},
        {"Dotted", "import os.path\nX = os.system\n", {kSystem}},
        {"DottedMember", "import xml.dom\nX = xml.dom.minidom\n", {"xml.dom.minidom"}},
        {"DottedAs", "import xml.dom as d\nX = d.minidom\n", {"xml.dom.minidom"}},
        {"Relative", "from . import a\nX = a.b\n", {".a.b"}},
        {"RelativeModule", "from ..p import a\nX = a\n", {"..p.a"}},
        {"InFunction", "def f():\n    import os\n    X = os.system\n", {kSystem}},
        {"FromFunction",
         "def f():\n    global s\n    from os import system as s\nX = s\n",
         {kSystem, "builtins.s"}},
        {"Conditional",
         "try:\n    import json as j\nexcept ImportError:\n    import simplejson as j\nX = "
         "j.dumps\n",
         {"json.dumps", "simplejson.dumps", "builtins.j.dumps"}},
        {"Star", "from os import *\nX = system\n", {kSystem}},
        {"StarBuiltin", "from os import *\nX = open\n", {"os.open", "builtins.open"}},
        {"ThroughAllowedModule",
         "import random\nX = random._os.system\n",
         {"random._os.system", kSystem}},
        {"ThroughPublicModule",
         "import pathlib\nX = pathlib.os.system\n",
         {"pathlib.os.system", kSystem}},
        {"ImportedFromAnotherModule",
         "from pathlib import os\nX = os.system\n",
         {"pathlib.os.system", kSystem}},
        {"PathHasOs", "import os.path as p\nX = p.os\n", {"os.path.os", "os"}},
        {"PathHasOsHasPath",
         "import os.path as p\nX = p.os.path.os.system\n",
         {"os.path.os.path.os.system", "os.path.os.system", kSystem}},
        {"ThroughTwoModules", "import argparse\nX = argparse._sys.modules['os']\n", {"os"}},
        {"CTwin", "import posix\nX = posix.system\n", {"posix.system", kSystem}},
        {"Folded", "import \u00bas\nX = \u00bas.system\n", {kSystem}},
        {"FoldedAttribute", "import os\nX = os.\u017fystem\n", {kSystem}},
    }),
    [](const auto& each) { return std::string(each.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Aliases, EachAlias,
    testing::ValuesIn(std::vector<AliasCase>{
        {"Builtin", "X = eval\n", {kEval}},
        {"Name", "f = eval\nX = f\n", {kEval}},
        {"Chain", "f = eval\ng = f\nh = g\nX = h\n", {kEval}},
        {"BoundLaterInText", "def f():\n    X = g\ng = eval\n", {kEval, "builtins.g"}},
        {"Chained", "f = g = eval\nX = g\n", {kEval}},
        {"Tuple", "a, b = eval, exec\nX = b\n", {"builtins.exec"}},
        {"TupleOfName", "t = eval, exec\na, b = t\nX = b\n", {"builtins.exec"}},
        {"Nested", "a, (b, [c]) = 1, (2, [eval])\nX = c\n", {kEval}},
        {"StarTarget", "a, *b = 1, 2, eval\nX = b[0]\n", {kEval}},
        {"AfterStar", "*a, b = eval, exec\nX = b\n", {"builtins.exec"}},
        {"Swap", "a, b = len, eval\na, b = b, a\nX = a\n", {"builtins.len", kEval}},
        {"Walrus", "(f := eval)\nX = f\n", {kEval, "builtins.f"}},
        {"WalrusItself", "X = (f := eval)\n", {kEval}},
        {"For", "for f in [eval, 1]:\n    X = f\n", {kEval, "builtins.f"}},
        {"ForTuple",
         "def g():\n    for i, f in [(1, eval), (2, exec)]:\n        X = f\n",
         {kEval, "builtins.exec"}},
        {"With",
         "import contextlib\ndef g():\n    with contextlib.nullcontext(eval) as f:\n        X = "
         "f\n",
         {kEval}},
        {"Default", "def g(f=eval):\n    X = f\n", {kEval}},
        {"KeywordDefault", "def g(*, f=eval):\n    X = f\n", {kEval}},
        {"LambdaDefault", "(lambda f=eval: [X := f])\nX = 1\n", {}},
        {"AugmentedList", "l = []\nl += [eval]\nX = l[0]\n", {kEval}},
        {"Annotated", "f: object = eval\nX = f\n", {kEval}},
        {"ClassAttribute", "class C:\n    g = eval\nX = C.g\n", {kEval}},
        {"InheritedAttribute", "class B:\n    g = eval\nclass C(B): pass\nX = C.g\n", {kEval}},
        {"AttributeOfKnownBase",
         "import os\nclass C(os.PathLike): pass\nX = C.register\n",
         {"os.PathLike.register"}},
        {"InstanceAttribute", "class C:\n    g = eval\nX = C().g\n", {kEval}},
        {"StaticMethod", "class C:\n    g = staticmethod(eval)\nX = C.g\n", {kEval}},
        {"ClassCell",
         "class C:\n    g = eval\n    def f(self):\n        X = __class__.g\n",
         {kEval}},
        {"ClassDict", "class C:\n    g = eval\nX = C.__dict__['g']\n", {kEval}},
        {"Conditional", "f = eval if y else exec\nX = f\n", {kEval, "builtins.exec"}},
        {"Or", "X = None or eval\n", {kEval}},
        {"Global",
         "def f():\n    global g\n    g = eval\ndef h():\n    X = g\n",
         {kEval, "builtins.g"}},
        {"Nonlocal",
         "def f():\n    g = 1\n    def h():\n        nonlocal g\n        g = eval\n    X = g\n",
         {kEval}},
        {"Match", "def f():\n    match eval:\n        case g: X = g\n", {kEval}},
        {"MatchSequence", "def f():\n    match [1, eval]:\n        case [_, g]: X = g\n", {kEval}},
        {"MatchMapping",
         "def f():\n    match {'a': eval}:\n        case {'a': g}: X = g\n",
         {kEval}},
        {"MatchAttribute",
         "import os\ndef f():\n    match os:\n        case object(system=g): X = g\n",
         {kSystem}},
        {"MatchAlternatives",
         "def f():\n    match (1, eval):\n        case (g, 2) | (1, g): X = g\n",
         {kEval}},
        {"ParameterHides", "def f(eval):\n    X = eval\n", {}},
        {"Shadowed", "eval = len\nX = eval\n", {"builtins.len"}},
        {"ComprehensionVariable", "X = [f for f in [eval]][0]\n", {kEval}},
        {"ComprehensionInClass", "class C:\n    X = [f for f in [eval]][0]\n", {kEval}},
        {"TypeAnnotationOnly", "eval: int\nX = eval\n", {kEval}},
    }),
    [](const auto& each) { return std::string(each.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Containers, EachAlias,
    testing::ValuesIn(std::vector<AliasCase>{
        {"List", "X = [eval][0]\n", {kEval}},
        {"ListFromEnd", "X = [1, eval][-1]\n", {kEval}},
        {"OtherElement", "X = [eval, len][1]\n", {"builtins.len"}},
        {"OutOfRange", "X = [eval][1]\n", {}},
        {"UnknownIndex", "X = [eval, len][i]\n", {kEval, "builtins.len"}},
        {"Slice", "X = [1, eval][1:][0]\n", {kEval}},
        {"Spread", "l = [eval]\nX = [1, *l][1]\n", {kEval}},
        {"Sum", "X = ([1] + [eval])[1]\n", {kEval}},
        {"Repeat", "X = ([eval] * 2)[1]\n", {kEval}},
        {"Set", "def f():\n    for X in {eval}: pass\n    X = X\n", {kEval}},
        {"Dict", "X = {'a': eval, 'b': len}['a']\n", {kEval}},
        {"DictUnknownKey", "X = {'a': eval, 'b': 1}[k]\n", {kEval}},
        {"DictNumber", "X = {1: eval, 2: len}[2]\n", {"builtins.len"}},
        {"DictGet", "X = {'a': eval}.get('a', len)\n", {kEval, "builtins.len"}},
        {"DictValues", "X = list({'a': eval}.values())[0]\n", {kEval}},
        {"DictKeys", "X = list({eval: 1})[0]\n", {kEval}},
        {"DictMerged", "X = {**{'a': eval}}['a']\n", {kEval}},
        {"DictUnion", "X = ({'a': eval} | {})['a']\n", {kEval}},
        {"DictAugmented", "d = {}\nd |= {'a': eval}\nX = d['a']\n", {kEval}},
        {"DictRest",
         "def f():\n    match {'a': 1, 'b': eval}:\n        case {'a': _, **r}: X = r['b']\n",
         {kEval}},
        {"DictCall", "X = dict(a=eval)['a']\n", {kEval}},
        {"DictComp", "X = {k: eval for k in 'a'}['a']\n", {kEval}},
        {"Pop", "X = [eval].pop()\n", {kEval}},
        {"Next", "X = next(iter((eval,)))\n", {kEval}},
        {"Generator", "X = next(f for f in (eval,))\n", {kEval}},
        {"Namespace", "import types\nX = types.SimpleNamespace(a=eval).a\n", {kEval}},
        {"Named", "l = {'a': [len, eval]}\nX = l['a'][1]\n", {kEval}},
    }),
    [](const auto& each) { return std::string(each.param.name); });

INSTANTIATE_TEST_SUITE_P(
    Calls, EachAlias,
    testing::ValuesIn(std::vector<AliasCase>{
        {"Getattr", "import os\nX = getattr(os, 'system')\n", {kSystem}},
        {"GetattrSum", "import os\nX = getattr(os, 'sys' + 'tem')\n", {kSystem}},
        {"GetattrImplicit", "import os\nX = getattr(os, 'sys' 'tem')\n", {kSystem}},
        {"GetattrHex", "import os\nX = getattr(os, '\\x73ystem')\n", {kSystem}},
        {"GetattrReversed", "import os\nX = getattr(os, 'metsys'[::-1])\n", {kSystem}},
        {"GetattrChr",
         "import os\nX = getattr(os, ''.join(map(chr, [115, 121, 115, 116, 101, 109])))\n",
         {kSystem}},
        {"GetattrFString", "import os\ny = 'tem'\nX = getattr(os, f'sys{y}')\n", {kSystem}},
        {"GetattrAlias", "import os\ng = getattr\nX = g(os, 'system')\n", {kSystem}},
        {"GetattrDefault", "X = getattr(1, 'a', eval)\n", {kEval}},
        {"GetattrUnknown", "import os\nX = getattr(os, y)\n", {}},
        {"GetattrSpread", "import os\nX = getattr(*[os, 'system'])\n", {kSystem}},
        {"Import", "X = __import__('os')\n", {"os"}},
        {"ImportAlias", "f = __import__\nX = f('os').system\n", {kSystem}},
        {"ImportSum", "X = __import__('o' + 's').system\n", {kSystem}},
        {"ImportPackage", "X = __import__('os.path')\n", {"os"}},
        {"ImportFromList", "X = __import__('os.path', fromlist=['x'])\n", {"os", "os.path"}},
        {"ImportKeyword", "X = __import__(name='os')\n", {"os"}},
        {"ImportModule", "import importlib\nX = importlib.import_module('os').system\n", {kSystem}},
        {"ImportModuleRelative",
         "import importlib\nX = importlib.import_module('.b', 'a')\n",
         {"a.b"}},
        {"Dict", "import os\nX = os.__dict__['sys' + 'tem']\n", {kSystem}},
        {"DictGet", "import os\nX = os.__dict__.get('system')\n", {kSystem}},
        {"Vars", "import os\nX = vars(os)['system']\n", {kSystem}},
        {"SysModules", "import sys\nX = sys.modules['os'].system\n", {kSystem}},
        {"Attrgetter", "import os, operator\nX = operator.attrgetter('system')(os)\n", {kSystem}},
        {"AttrgetterPath",
         "import random, operator\nX = operator.attrgetter('_os.system')(random)\n",
         {"random._os.system", kSystem}},
        {"Itemgetter", "import operator\nX = operator.itemgetter(1)([len, eval])\n", {kEval}},
        {"Getitem", "import operator\nX = operator.getitem([len, eval], 1)\n", {kEval}},
        {"Partial", "import functools\nX = functools.partial(eval)\n", {kEval}},
        {"PartialGetattr",
         "import functools, os\nX = functools.partial(getattr, os)('system')\n",
         {kSystem}},
        {"Reduce",
         "import functools, random\nX = functools.reduce(getattr, ['_os', 'system'], random)\n",
         {"random._os.system", kSystem}},
        {"Getattribute", "import os\nX = object.__getattribute__(os, 'sys' + 'tem')\n", {kSystem}},
        {"BoundGetattribute", "import os\nX = os.__getattribute__('system')\n", {kSystem}},
        {"Globals", "g = eval\nX = globals()['g']\n", {kEval}},
        {"GlobalsBuiltins", "b = globals()['__builtins__']\nX = b.eval\n", {kEval}},
        {"Builtins", "X = __builtins__.eval\n", {kEval}},
        {"BuiltinsItem", "X = __builtins__['eval']\n", {kEval}},
        {"BuiltinsModule", "import builtins as b\nX = b.eval\n", {kEval}},
        {"FunctionGlobals", "X = (lambda: 0).__globals__['__builtins__']['eval']\n", {kEval}},
        {"FunctionBuiltins", "X = (lambda: 0).__builtins__['eval']\n", {kEval}},
        {"MethodSelf", "X = print.__self__.eval\n", {"builtins.print.__self__.eval", kEval}},
        {"Dunder", "X = eval.__call__\n", {"builtins.eval.__call__", kEval}},
        {"ResultIsUnknown", "import os\nX = os.popen('x').read\n", {}},
        {"CallOfOwnFunction", "def f(): return eval\nX = f()\n", {}},
    }),
    [](const auto& each) { return std::string(each.param.name); });

// A builtin is among the answers whenever the name may not be bound yet, or no longer.
INSTANTIATE_TEST_SUITE_P(
    Builtins, EachAlias,
    testing::ValuesIn(std::vector<AliasCase>{
        {"BeforeTheBinding", "X = eval\neval = len\n", {"builtins.len", kEval}},
        {"AfterTheBinding", "eval = len\nX = eval\n", {"builtins.len"}},
        {"InItsOwnBinding", "eval = [X := eval]\nX = eval\n", {}},
        {"Deleted", "eval = None\ndel eval\nX = eval\n", {kEval}},
        {"DeletedInFunction",
         "eval = None\ndef f():\n    global eval\n    del eval\nf()\nX = eval\n",
         {kEval}},
        {"AfterExcept", "try: pass\nexcept E as eval: pass\nX = eval\n", {kEval}},
        {"InBranch", "if y:\n    eval = len\nX = eval\n", {"builtins.len", kEval}},
        {"InFunctionBefore", "def f():\n    X = eval\neval = len\n", {"builtins.len", kEval}},
        {"InFunctionAfter", "eval = len\ndef f():\n    X = eval\n", {"builtins.len"}},
        {"Recursion", "def sum(n):\n    X = sum\n", {}},
        {"DecoratedRecursion", "@d\ndef sum(n):\n    X = sum\n", {"builtins.sum"}},
        {"DefaultOfItself", "def sum(n=[X := sum]): pass\nX = sum\n", {}},
        {"ClassBody", "class C:\n    eval = eval\n    X = eval\n", {kEval}},
        {"ClassFallsToModule",
         "g = eval\nclass C:\n    if y: g = len\n    X = g\n",
         {"builtins.len", kEval}},
        {"FunctionLocalNever", "def f():\n    if y: eval = len\n    X = eval\n", {"builtins.len"}},
        {"ModuleName", "X = __name__\n", {}},
    }),
    [](const auto& each) { return std::string(each.param.name); });

TEST(QualifiedNames, FirstIsTheSingularOne) {
  const Parsed p("import os as o\nX = o.system\ny = self.z\n");
  EXPECT_EQ(p.names().QualifiedName(p.Find("o.system")), "os.system");
  EXPECT_EQ(p.names().QualifiedName(p.Find("self.z")), "builtins.self.z");
  EXPECT_EQ(p.names().QualifiedName(p.Find("o")), "os");
}

TEST(QualifiedNames, DoNotDependOnTheOrderOfQuestions) {
  const char* text = "def f():\n    a = b\n    b = a\n    b = eval\n    X = a, b\n";
  const Parsed first(text), second(text);
  EXPECT_THAT(first.QualifiedNames("a"), ElementsAre(kEval));
  EXPECT_THAT(first.QualifiedNames("b"), ElementsAre(kEval));
  EXPECT_THAT(second.QualifiedNames("b"), ElementsAre(kEval));
  EXPECT_THAT(second.QualifiedNames("a"), ElementsAre(kEval));
}

TEST(QualifiedNames, OfAnAliasAndAParameter) {
  const Parsed p("from os import system\ndef f(g=eval): pass\n");
  EXPECT_THAT(p.names().QualifiedNames(p.Find("system", NodeKind::kAlias)), ElementsAre(kSystem));
  EXPECT_THAT(p.names().QualifiedNames(p.Find("g=eval", NodeKind::kParameter)), ElementsAre(kEval));
}

}  // namespace
}  // namespace stockade::analyzer
