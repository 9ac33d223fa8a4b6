// Every binding position of the grammar, and where each read finds its name.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/names/parsed.h"

namespace stockade::analyzer {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct BindingCase {
  const char* name;
  const char* text;
  std::vector<std::string> bindings;
};

class EachBinding : public testing::TestWithParam<BindingCase> {};

TEST_P(EachBinding, IsFound) {
  const Parsed p(GetParam().text, {3, 14});
  EXPECT_EQ(p.Bindings(), GetParam().bindings);
}

INSTANTIATE_TEST_SUITE_P(
    Positions, EachBinding,
    testing::ValuesIn(std::vector<BindingCase>{
        {"Assign", "a = b = 1\n", {"assign a module", "assign b module"}},
        {"Unpack",
         "a, (b, *c), [d] = x\n",
         {"assign a module", "assign b module", "assign c module", "assign d module"}},
        {"NotAttributeOrItem", "a.b = c[d] = 1\n", {}},
        {"TargetInsideItem", "c[(d := 0)] = 1\n", {"walrus d module"}},
        {"AugAssign", "a += 1\n", {"augassign a module"}},
        {"Annotation",
         "a: int\nb: int = 1\nc.d: int = 2\n",
         {"annotation a module", "annotation b module"}},
        {"ParenthesizedAnnotation", "(a): int\n(b): int = 1\n", {"annotation b module"}},
        {"Walrus", "f(a := 1)\n", {"walrus a module"}},
        {"For",
         "for a, b in x:\n    c = 1\nelse:\n    d = 1\n",
         {"for a module", "for b module", "assign c module", "assign d module"}},
        {"AsyncFor",
         "async def f():\n    async for a in x: pass\n",
         {"def f module", "for a function"}},
        {"Comprehension",
         "[a for a in x for b, c in y]\n{d for d in x}\n{e: f for e, f in x}\n(g for g in x)\n",
         {"comprehension a comprehension", "comprehension b comprehension",
          "comprehension c comprehension", "comprehension d comprehension",
          "comprehension e comprehension", "comprehension f comprehension",
          "comprehension g comprehension"}},
        {"With",
         "with x as a, y as (b, c), z:\n    pass\n",
         {"with a module", "with b module", "with c module"}},
        {"AsyncWith",
         "async def f():\n    async with x as a: pass\n",
         {"def f module", "with a function"}},
        {"Except", "try: pass\nexcept E as a: pass\n", {"except a module"}},
        {"ExceptStar", "try: pass\nexcept* E as a: pass\n", {"except a module"}},
        {"Import",
         "import a\nimport b.c.d\nimport e.f as g\n",
         {"import a module", "import b module", "import g module"}},
        {"ImportFrom",
         "from x import a, b as c\nfrom . import d\nfrom ..y import e\nfrom z import *\n",
         {"import a module", "import c module", "import d module", "import e module"}},
        {"Function",
         "def f(a, /, b, *c, d, **e): pass\n",
         {"def f module", "parameter a function", "parameter b function", "parameter c function",
          "parameter d function", "parameter e function"}},
        {"AsyncFunction", "async def f(a): pass\n", {"def f module", "parameter a function"}},
        {"Lambda",
         "lambda a, *b, c=1, **d: 0\n",
         {"parameter a lambda", "parameter b lambda", "parameter c lambda", "parameter d lambda"}},
        {"Class", "class C(B):\n    a = 1\n", {"class C module", "assign a class"}},
        {"Global",
         "def f():\n    global a\n    a = 1\n",
         {"def f module", "global a module", "assign a module"}},
        {"Nonlocal",
         "def f():\n    def g():\n        nonlocal a\n        a = 1\n    a = 2\n",
         {"def f module", "def g function", "nonlocal a function", "assign a function",
          "assign a function"}},
        {"Delete",
         "del a, (b, [c]), d.e, f[g]\n",
         {"delete a module", "delete b module", "delete c module"}},
        {"MatchCapture", "match x:\n    case a: pass\n", {"match a module"}},
        {"MatchAll",
         "match x:\n"
         "    case [a, *b, (c, _)]: pass\n"
         "    case {'k': d, **e}: pass\n"
         "    case C(f, g=h) as i: pass\n"
         "    case ((1 | 2) as j) | [j]: pass\n"
         "    case D.x | -1 | 'y': pass\n"
         "    case [*_] if (k := 1): pass\n",
         {"match a module", "match b module", "match c module", "match d module", "match e module",
          "match f module", "match h module", "match i module", "match j module", "match j module",
          "walrus k module"}},
        {"TypeParams",
         "def f[T: B, *Ts, **P](a: T): pass\nclass C[U]: pass\ntype A[V] = V\n",
         {"def f module", "parameter a function", "typeparam T typeparams",
          "typeparam Ts typeparams", "typeparam P typeparams", "class C module",
          "typeparam U typeparams", "typealias A module", "typeparam V typeparams"}},
        {"WalrusInComprehension",
         "def f():\n    return [a := b for b in x if (c := b)]\n[d := e for e in x]\n",
         {"def f module", "comprehension b comprehension", "walrus a function", "walrus c function",
          "comprehension e comprehension", "walrus d module"}},
        {"FStringWalrus", "f'{(a := 1)}'\n", {"walrus a module"}},
        {"Defaults",
         "def f(a=(b := 1), *, c: int = (d := 2)): pass\n",
         {"def f module", "parameter a function", "parameter c function", "walrus b module",
          "walrus d module"}},
        {"Decorator",
         "@(a := b)\nclass C(metaclass=(c := d)): pass\n",
         {"class C module", "walrus a module", "walrus c module"}},
    }),
    [](const auto& each) { return std::string(each.param.name); });

TEST(Bindings, KnowTheWholeValue) {
  const Parsed p("a = 1\nb, c = 2, 3\nd, e = f()\n");
  std::vector<std::string> values;
  for (const Binding& binding : p.names().bindings()) {
    values.push_back(binding.value == nullptr ? "-" : std::string(binding.value->text));
  }
  EXPECT_THAT(values, ElementsAre("1", "2", "3", "-", "-"));
}

// ------------------------------------------------------------------- scopes, as symtable has them

struct SymbolCase {
  const char* name;
  const char* text;
  ScopeKind kind;  // the last scope of the kind
  const char* symbols;
};

class EachScope : public testing::TestWithParam<SymbolCase> {};

TEST_P(EachScope, HasCPythonsSymbols) {
  const Parsed p(GetParam().text, {3, 14});
  EXPECT_EQ(p.Symbols(GetParam().kind), GetParam().symbols);
}

INSTANTIATE_TEST_SUITE_P(
    Scopes, EachScope,
    testing::ValuesIn(std::vector<SymbolCase>{
        {"FirstIterableIsOutside", "def f(x):\n    return [x for y in x]\n",
         ScopeKind::kComprehension, "x:rf y:acl"},
        {"SecondIterableIsInside", "def f(x):\n    return [1 for y in x for z in w]\n",
         ScopeKind::kComprehension, "w:rg y:acl z:acl"},
        {"FirstIterableInFunction", "def f():\n    return [1 for y in x for z in w]\n",
         ScopeKind::kFunction, "x:rg"},
        {"ClassNamesAreNotSeen", "class C:\n    a = 1\n    def f(self): return a\n",
         ScopeKind::kFunction, "a:rg self:pl"},
        {"FreeThroughClass", "def g():\n    a = 1\n    class C:\n        def f(self): return a\n",
         ScopeKind::kClass, "a:f f:al"},
        {"GlobalStopsTheSearch",
         "def g():\n    a = 1\n    def h():\n        global a\n        def f(): return a\n",
         ScopeKind::kFunction, "a:rg"},
        {"NonlocalPassesOn",
         "def g():\n    a = 1\n    def h():\n        nonlocal a\n        def f(): return a\n",
         ScopeKind::kFunction, "a:rf"},
        {"CellOfInnerFunction", "def g():\n    a = 1\n    return lambda: a\n", ScopeKind::kFunction,
         "a:ax"},
        {"ClassCell", "class C:\n    def f(self): return super().f(), __class__\n",
         ScopeKind::kFunction, "__class__:rf self:pl super:rg"},
        {"SuperOutsideAClass", "def f(): return super\n", ScopeKind::kFunction,
         "__class__:rg super:rg"},
        {"Mangled", "class _C:\n    __a = 1\n    def f(self, __b): return __a, __c__\n",
         ScopeKind::kFunction, "_C__a:rg _C__b:pl __c__:rg self:pl"},
        {"MangledInClass",
         "class __C:\n    import __a, __b.c as __d\n    class ___:\n        __e = 1\n",
         ScopeKind::kClass, "__e:al"},
        {"DeletedIsLocal", "def f():\n    del a\n", ScopeKind::kFunction, "a:al"},
        {"AnnotationOnlyIsLocal", "def f():\n    a: int\n    return a\n", ScopeKind::kFunction,
         "a:raAl int:rg"},
        {"StringAnnotationsDoNotCount",
         "from __future__ import annotations\ndef f(a: B) -> C: x: D = E\n", ScopeKind::kModule,
         "annotations:il f:al"},
        {"GlobalShowsInTheModule", "def f():\n    global a\n    a = 1\n", ScopeKind::kModule,
         "a:Gg f:al"},
        {"WalrusMakesACell", "def f():\n    return [a := b for b in x]\n", ScopeKind::kFunction,
         "a:ax x:rg"},
        {"TypeParamsSeeTheClass", "class C:\n    B = int\n    def f[T: B](self): pass\n",
         ScopeKind::kTypeParams, "B:rf T:al"},
    }),
    [](const auto& each) { return std::string(each.param.name); });

TEST(Scopes, AreListedParentsFirst) {
  const Parsed p("class C:\n    def f(self): return [lambda: x for x in y]\n");
  std::vector<ScopeKind> kinds;
  for (const Scope& scope : p.names().scopes()) kinds.push_back(scope.kind);
  EXPECT_THAT(kinds, ElementsAre(ScopeKind::kModule, ScopeKind::kClass, ScopeKind::kFunction,
                                 ScopeKind::kComprehension, ScopeKind::kLambda));
  for (uint32_t i = 1; i < p.names().scopes().size(); ++i) {
    EXPECT_LT(p.names().scopes()[i].parent, i);
  }
}

TEST(Resolve, SaysWhereANameIsFound) {
  const Parsed p(
      "import os\n"
      "def f(a):\n"
      "    b = 1\n"
      "    def g(): return (a, os, len, c)\n"
      "    return b\n"
      "class c: pass\n");
  auto reach = [&](const char* name) {
    return p.names().Resolve(p.Find(name, NodeKind::kName)).reach;
  };
  EXPECT_EQ(reach("a"), Reach::kFree);
  EXPECT_EQ(reach("os"), Reach::kGlobal);
  EXPECT_EQ(reach("len"), Reach::kBuiltin);
  EXPECT_EQ(reach("c"), Reach::kGlobal);
  EXPECT_EQ(reach("b"), Reach::kLocal);
  EXPECT_EQ(p.names().Resolve(p.Find("a", NodeKind::kName)).scope, 1u);
  EXPECT_EQ(p.names().ScopeOf(p.Find("a", NodeKind::kName)), 2u);
  EXPECT_EQ(p.names().ScopeOf(p.Find("b", NodeKind::kName)), 1u);
}

TEST(IsBuiltin, OnlyWhenNothingBindsTheName) {
  const Parsed p(
      "def f(len): return len\n"
      "class C:\n"
      "    def max(self): return max(1)\n"
      "eval: int\n"
      "sum = 1\n"
      "print(eval, sum)\n");
  auto is_builtin = [&](const char* name) {
    return p.names().IsBuiltin(p.Find(name, NodeKind::kName));
  };
  EXPECT_FALSE(is_builtin("len"));
  EXPECT_TRUE(is_builtin("max"));
  EXPECT_TRUE(is_builtin("print"));
  EXPECT_TRUE(is_builtin("eval"));
  EXPECT_FALSE(is_builtin("sum"));
  const Parsed star("from os import *\nlen\n");
  EXPECT_FALSE(star.names().IsBuiltin(star.Find("len", NodeKind::kName)));
}

TEST(Mangle, FollowsTheReference) {
  EXPECT_EQ(MangleName("C", "__x"), "_C__x");
  EXPECT_EQ(MangleName("__C", "__x"), "_C__x");
  EXPECT_EQ(MangleName("___", "__x"), "__x");
  EXPECT_EQ(MangleName("C", "__x__"), "__x__");
  EXPECT_EQ(MangleName("C", "_x"), "_x");
  EXPECT_EQ(MangleName("C", "__x.y"), "__x.y");
  EXPECT_EQ(MangleName("", "__x"), "__x");
  const Parsed p("class C:\n    def f(self): return self.__x, __y, self.z\n");
  EXPECT_EQ(p.names().Mangled(p.Find("self.__x")), "_C__x");
  EXPECT_EQ(p.names().Mangled(p.Find("__y")), "_C__y");
  EXPECT_EQ(p.names().Mangled(p.Find("self.z")), "z");
}

}  // namespace
}  // namespace stockade::analyzer
