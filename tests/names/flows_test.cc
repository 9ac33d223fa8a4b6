// Where a module can go: what is read of it there is still its own.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/names/parsed.h"

namespace stockade::analyzer {
namespace {

struct Way {
  const char* name;
  const char* text;
};

bool Reaches(const Parsed& p, std::string_view wanted) {
  bool found = false;
  Walk(*p.tree().root(), [&](const Node& node) {
    if (node.kind != NodeKind::kName && node.kind != NodeKind::kAttribute &&
        node.kind != NodeKind::kCall && node.kind != NodeKind::kSubscript) {
      return true;
    }
    for (const std::string_view name : p.names().QualifiedNameViews(node)) {
      if (name == wanted) found = true;
    }
    return true;
  });
  return found;
}

class EachWay : public testing::TestWithParam<Way> {};

TEST_P(EachWay, IsFollowed) {
  const Parsed p(GetParam().text, {3, 12});
  ASSERT_TRUE(p.ok());
  EXPECT_TRUE(Reaches(p, "os.system"));
  EXPECT_FALSE(p.names().gave_up());
}

INSTANTIATE_TEST_SUITE_P(
    Flows, EachWay,
    testing::ValuesIn(std::vector<Way>{
        {"AttrClassAfter", "import os\nclass C: pass\nC.m = os\nC.m.system('x')\n"},
        {"AttrSelfInit",
         "import os\nclass C:\n    def __init__(self):\n        self.m = os\n    def f(self):\n    "
         "    self.m.system('x')\n"},
        {"AttrSelfBody",
         "import os\nclass C:\n    m = os\n    def f(self):\n        self.m.system('x')\n"},
        {"AttrCls",
         "import os\nclass C:\n    m = os\n    @classmethod\n    def f(cls):\n        "
         "cls.m.system('x')\n"},
        {"AttrClsSet",
         "import os\nclass C:\n    @classmethod\n    def g(cls):\n        cls.m = os\n    "
         "@classmethod\n    def f(cls):\n        cls.m.system('x')\n"},
        {"AttrTypeSelf",
         "import os\nclass C:\n    m = os\n    def f(self):\n        type(self).m.system('x')\n"},
        {"AttrDunderClass",
         "import os\nclass C:\n    m = os\n    def f(self):\n        "
         "self.__class__.m.system('x')\n"},
        {"AttrInstanceSet", "import os\nclass C: pass\nc = C()\nc.m = os\nc.m.system('x')\n"},
        {"AttrInstanceInit",
         "import os\nclass C:\n    def __init__(self):\n        self.m = os\nC().m.system('x')\n"},
        {"AttrInheritSelf",
         "import os\nclass B:\n    m = os\nclass C(B):\n    def f(self):\n        "
         "self.m.system('x')\n"},
        {"AttrSuper",
         "import os\nclass B:\n    m = os\nclass C(B):\n    def f(self):\n        "
         "super().m.system('x')\n"},
        {"AttrInheritInit",
         "import os\nclass B:\n    def __init__(self): self.m = os\nclass C(B):\n    def "
         "f(self):\n        self.m.system('x')\n"},
        {"AttrInitParam",
         "import os\nclass C:\n    def __init__(self, m):\n        self.m = m\n    def f(self):\n  "
         "      self.m.system('x')\nC(os).f()\n"},
        {"AttrSetattr", "import os\nclass C: pass\nsetattr(C, 'm', os)\nC.m.system('x')\n"},
        {"AttrFunc", "import os\ndef f(): pass\nf.m = os\nf.m.system('x')\n"},
        {"AttrPrivate",
         "import os\nclass C:\n    def __init__(self):\n        self.__m = os\n    def f(self):\n  "
         "      self.__m.system('x')\n"},
        {"AttrProperty",
         "import os\nclass C:\n    @property\n    def m(self): return os\nC().m.system('x')\n"},
        {"AttrMethodRet", "import os\nclass C:\n    def m(self): return os\nC().m().system('x')\n"},
        {"AttrMethodSelfRet",
         "import os\nclass C:\n    def m(self): return os\n    def g(self): "
         "self.m().system('x')\n"},
        {"AttrStaticmethod",
         "import os\nclass C:\n    @staticmethod\n    def m(): return os\nC.m().system('x')\n"},
        {"AttrTupleTarget", "import os\nclass C: pass\nC.a, C.b = 1, os\nC.b.system('x')\n"},
        {"AttrForTarget", "import os\nclass C: pass\nfor C.m in [os]:\n    C.m.system('x')\n"},
        {"AttrWithTarget",
         "import os, contextlib\nclass C: pass\nwith contextlib.nullcontext(os) as C.m:\n    "
         "C.m.system('x')\n"},
        {"AttrAnnassign", "import os\nclass C: pass\nC.m: object = os\nC.m.system('x')\n"},
        {"AttrWalrusCls", "import os\nclass C:\n    x = (m := os)\nC.m.system('x')\n"},
        {"AttrDataclass",
         "import os\nfrom dataclasses import dataclass\n@dataclass\nclass C:\n    m: object = "
         "os\nC().m.system('x')\n"},
        {"AttrNamedtuple",
         "import os\nfrom typing import NamedTuple\nclass C(NamedTuple):\n    m: "
         "object\nC(os).m.system('x')\n"},
        {"AttrEnum",
         "import os\nfrom enum import Enum\nclass C(Enum):\n    A = os\nC.A.value.system('x')\n"},
        {"AttrSimplensSet",
         "import os, types\nn = types.SimpleNamespace()\nn.m = os\nn.m.system('x')\n"},
        {"DictSet", "import os\nd = {}\nd['a'] = os\nd['a'].system('x')\n"},
        {"DictSetGet", "import os\nd = {}\nd['a'] = os\nd.get('a').system('x')\n"},
        {"DictCallSet", "import os\nd = dict()\nd['a'] = os\nd['a'].system('x')\n"},
        {"ListAppend", "import os\nl = []\nl.append(os)\nl[0].system('x')\n"},
        {"ListSet", "import os\nl = [0]\nl[0] = os\nl[0].system('x')\n"},
        {"ListInsert", "import os\nl = []\nl.insert(0, os)\nl[0].system('x')\n"},
        {"ListExtend", "import os\nl = []\nl.extend([os])\nl[0].system('x')\n"},
        {"ListSliceSet", "import os\nl = []\nl[:] = [os]\nl[0].system('x')\n"},
        {"ListAug", "import os\nl = []\nl += [os]\nl[0].system('x')\n"},
        {"ListCallAppend", "import os\nl = list()\nl.append(os)\nl[0].system('x')\n"},
        {"ListPop", "import os\nl = []\nl.append(os)\nl.pop().system('x')\n"},
        {"SetAdd", "import os\ns = set()\ns.add(os)\nfor m in s: m.system('x')\n"},
        {"SetPop", "import os\ns = {1}\ns.add(os)\ns.pop().system('x')\n"},
        {"DictUpdate", "import os\nd = {}\nd.update({'a': os})\nd['a'].system('x')\n"},
        {"DictUpdateKw", "import os\nd = {}\nd.update(a=os)\nd['a'].system('x')\n"},
        {"DictSetdefault", "import os\nd = {}\nd.setdefault('a', os)\nd['a'].system('x')\n"},
        {"DictSetdefaultRet", "import os\nd = {}\nd.setdefault('a', os).system('x')\n"},
        {"DequeAppend",
         "import os, collections\nl = collections.deque()\nl.append(os)\nl[0].system('x')\n"},
        {"DequeAppendleft",
         "import os\nfrom collections import deque\nl = "
         "deque()\nl.appendleft(os)\nl.popleft().system('x')\n"},
        {"Defaultdict",
         "import os\nfrom collections import defaultdict\nd = "
         "defaultdict(list)\nd['a'].append(os)\nd['a'][0].system('x')\n"},
        {"DefaultdictLambda",
         "import os\nfrom collections import defaultdict\nd = defaultdict(lambda: "
         "os)\nd['a'].system('x')\n"},
        {"NestedSet", "import os\nd = {'a': {}}\nd['a']['b'] = os\nd['a']['b'].system('x')\n"},
        {"ContainerInSelf",
         "import os\nclass C:\n    def __init__(self): self.d = {}\n    def f(self): self.d['a'] = "
         "os\n    def g(self): self.d['a'].system('x')\n"},
        {"ContainerUnboundAppend", "import os\nl = []\nlist.append(l, os)\nl[0].system('x')\n"},
        {"ContainerAliasAppend", "import os\nl = []\na = l.append\na(os)\nl[0].system('x')\n"},
        {"HeapPush",
         "import os, heapq\nl = []\nheapq.heappush(l, os)\nheapq.heappop(l).system('x')\n"},
        {"DunderSetitem", "import os\nd = {}\nd.__setitem__('a', os)\nd['a'].system('x')\n"},
        {"OperatorSetitem",
         "import os, operator\nd = {}\noperator.setitem(d, 'a', os)\nd['a'].system('x')\n"},
        {"ForSubTarget", "import os\nd = {}\nfor d['a'] in [os]: d['a'].system('x')\n"},
        {"QueuePut", "import os, queue\nq = queue.Queue()\nq.put(os)\nq.get().system('x')\n"},
        {"Counter",
         "import os\nfrom collections import ChainMap\nChainMap({'a': os})['a'].system('x')\n"},
        {"Userdict",
         "import os\nfrom collections import UserDict\nUserDict(a=os)['a'].system('x')\n"},
        {"Fromkeys", "import os\ndict.fromkeys('a', os)['a'].system('x')\n"},
        {"DictPairs", "import os\ndict([('a', os)])['a'].system('x')\n"},
        {"DictZip", "import os\ndict(zip(['a'], [os]))['a'].system('x')\n"},
        {"GlobalsSet", "import os\nglobals()['q'] = os\nq.system('x')\n"},
        {"GlobalsUpdate", "import os\nglobals().update(q=os)\nq.system('x')\n"},
        {"GlobalsVar", "import os\ng = globals()\ng['q'] = os\nq.system('x')\n"},
        {"LocalsSet", "import os\nlocals()['q'] = os\nq.system('x')\n"},
        {"VarsSet", "import os\nvars()['q'] = os\nq.system('x')\n"},
        {"GlobalsGet", "import os\nglobals().get('os').system('x')\n"},
        {"GlobalsPop", "import os\nglobals().pop('os').system('x')\n"},
        {"ClsDict", "import os\nclass C:\n    m = os\nvars(C)['m'].system('x')\n"},
        {"InstVars", "import os\nclass C: pass\nc = C()\nvars(c)['m'] = os\nc.m.system('x')\n"},
        {"ItFor", "import os\nfor m in [os]: m.system('x')\n"},
        {"ItEnumerate", "import os\nfor i, m in enumerate([os]): m.system('x')\n"},
        {"ItZip", "import os\nfor i, m in zip([1], [os]): m.system('x')\n"},
        {"ItItems", "import os\nfor k, m in {'a': os}.items(): m.system('x')\n"},
        {"ItValues", "import os\nfor m in {'a': os}.values(): m.system('x')\n"},
        {"ItReversed", "import os\nfor m in reversed([os]): m.system('x')\n"},
        {"ItSorted", "import os\nfor m in sorted([os]): m.system('x')\n"},
        {"ItChain", "import os, itertools\nfor m in itertools.chain([1], [os]): m.system('x')\n"},
        {"ItChainFrom",
         "import os, itertools\nfor m in itertools.chain.from_iterable([[os]]): m.system('x')\n"},
        {"ItRepeat", "import os, itertools\nfor m in itertools.repeat(os): m.system('x')\n"},
        {"ItCycle", "import os, itertools\nfor m in itertools.cycle([os]): m.system('x')\n"},
        {"ItIslice", "import os, itertools\nfor m in itertools.islice([os], 1): m.system('x')\n"},
        {"ItProduct",
         "import os, itertools\nfor a, m in itertools.product([1], [os]): m.system('x')\n"},
        {"ItComb",
         "import os, itertools\nfor (m,) in itertools.combinations([os], 1): m.system('x')\n"},
        {"ItMap", "import os\nfor m in map(lambda x: os, [1]): m.system('x')\n"},
        {"ItMapIdent", "import os\nfor m in map(lambda x: x, [os]): m.system('x')\n"},
        {"ItMapCall", "import os\nlist(map(lambda m: m.system('x'), [os]))\n"},
        {"ItFilter", "import os\nfor m in filter(None, [os]): m.system('x')\n"},
        {"ItMax", "import os\nmax([os], key=id).system('x')\n"},
        {"ItMin2", "import os\nmin(os, os, key=id).system('x')\n"},
        {"ItComp", "import os\n[m.system('x') for m in [os]]\n"},
        {"ItCompNested", "import os\n[m.system('x') for l in [[os]] for m in l]\n"},
        {"ItDictcomp", "import os\n{k: m.system('x') for k, m in {'a': os}.items()}\n"},
        {"ItGenFn", "import os\ndef g():\n    yield os\nfor m in g(): m.system('x')\n"},
        {"ItGenFrom", "import os\ndef g():\n    yield from [os]\nnext(g()).system('x')\n"},
        {"ItUnpackCall", "import os\n(lambda *a: a[0].system('x'))(os)\n"},
        {"ItReduce", "import os, functools\nfunctools.reduce(lambda a, b: a, [os]).system('x')\n"},
        {"ItChoice", "import os, random\nrandom.choice([os]).system('x')\n"},
        {"ItIterClass",
         "import os\nclass C:\n    def __iter__(self): yield os\nfor m in C(): m.system('x')\n"},
        {"ItGetitemClass",
         "import os\nclass C:\n    def __getitem__(self, k): return os\nC()[0].system('x')\n"},
        {"ItCallClass",
         "import os\nclass C:\n    def __call__(self): return os\nC()().system('x')\n"},
        {"ItEnterClass",
         "import os\nclass C:\n    def __enter__(self): return os\n    def __exit__(self, *a): "
         "pass\nwith C() as m: m.system('x')\n"},
        {"ItGetattrClass",
         "import os\nclass C:\n    def __getattr__(self, k): return os\nC().m.system('x')\n"},
        {"ItOpClass",
         "import os\nclass C:\n    def __add__(self, k): return os\n(C() + 1).system('x')\n"},
        {"Contextmanager",
         "import os, contextlib\n@contextlib.contextmanager\ndef f():\n    yield os\nwith f() as "
         "m: m.system('x')\n"},
        {"FnRet", "import os\ndef f(): return os\nf().system('x')\n"},
        {"FnRetVar", "import os\ndef f():\n    m = os\n    return m\nf().system('x')\n"},
        {"FnLambda", "import os\nf = lambda: os\nf().system('x')\n"},
        {"FnIife", "import os\n(lambda: os)().system('x')\n"},
        {"FnParam", "import os\ndef f(m): m.system('x')\nf(os)\n"},
        {"FnParamKw", "import os\ndef f(*, m): m.system('x')\nf(m=os)\n"},
        {"FnParamLambda", "import os\n(lambda m: m.system('x'))(os)\n"},
        {"FnIdent", "import os\ndef f(m): return m\nf(os).system('x')\n"},
        {"FnArgs", "import os\ndef f(*a): a[0].system('x')\nf(os)\n"},
        {"FnKwargs", "import os\ndef f(**k): k['m'].system('x')\nf(m=os)\n"},
        {"FnStarCall", "import os\ndef f(m): m.system('x')\nf(*[os])\n"},
        {"FnStarstarCall", "import os\ndef f(m): m.system('x')\nf(**{'m': os})\n"},
        {"FnDefault", "import os\ndef f(m=os): m.system('x')\nf()\n"},
        {"FnLambdaDefault", "import os\n(lambda m=os: m.system('x'))()\n"},
        {"FnTupleRet", "import os\ndef f(): return 1, os\na, m = f()\nm.system('x')\n"},
        {"FnClosure",
         "import os\ndef f(m):\n    def g(): return m\n    return g\nf(os)().system('x')\n"},
        {"FnDecor", "import os\ndef deco(f): return os\n@deco\ndef m(): pass\nm.system('x')\n"},
        {"FnDecorLambda", "import os\n@lambda f: os\ndef m(): pass\nm.system('x')\n"},
        {"FnDecorCls", "import os\n@lambda c: os\nclass m: pass\nm.system('x')\n"},
        {"FnMethodParam", "import os\nclass C:\n    def f(self, m): m.system('x')\nC().f(os)\n"},
        {"FnAsync",
         "import os\nasync def f(): return os\nasync def g(): (await f()).system('x')\n"},
        {"FnPartialOwn",
         "import os, functools\ndef f(m): return m\nfunctools.partial(f, os)().system('x')\n"},
        {"FnWraps",
         "import os, functools\ndef d(f):\n    @functools.wraps(f)\n    def w(*a): return f(*a)\n  "
         "  return w\n@d\ndef g(): return os\ng().system('x')\n"},
        {"FnCache",
         "import os, functools\n@functools.cache\ndef g(): return os\ng().system('x')\n"},
        {"FnRecursive",
         "import os\ndef f(n, m): return m if n == 0 else f(n - 1, m)\nf(3, os).system('x')\n"},
        {"FnGlobalSet",
         "import os\nm = None\ndef f():\n    global m\n    m = os\nf()\nm.system('x')\n"},
        {"ExCond", "import os\n(os if 1 else 0).system('x')\n"},
        {"ExOr", "import os\n(None or os).system('x')\n"},
        {"ExAnd", "import os\n(1 and os).system('x')\n"},
        {"ExWalrus", "import os\n(m := os).system('x')\n"},
        {"ExWalrus2", "import os\nif m := os: m.system('x')\n"},
        {"ExMatch", "import os\nmatch os:\n    case m: m.system('x')\n"},
        {"ExMatchAs", "import os\nmatch os:\n    case object() as m: m.system('x')\n"},
        {"ExMatchStar", "import os\nmatch [1, os]:\n    case [1, *m]: m[0].system('x')\n"},
        {"ExUnpackNested", "import os\n(a, (b, *c)) = (1, (2, os))\nc[0].system('x')\n"},
        {"ExStarDisplay", "import os\n[*[os]][0].system('x')\n"},
        {"ExDictStar", "import os\n{**{'a': os}}['a'].system('x')\n"},
        {"ExSubLambda", "import os\n{'a': lambda: os}['a']().system('x')\n"},
        {"ExTupleIndexNeg", "import os\n(1, os)[-1].system('x')\n"},
        {"ExPartialGetattr",
         "import os, functools\nfunctools.partial(getattr, os, 'system')()('x')\n"},
        {"ExAttrgetter", "import os, operator\noperator.attrgetter('system')(os)('x')\n"},
        {"ExMethodcaller", "import os, operator\noperator.methodcaller('system', 'x')(os)\n"},
        {"ExVars", "import os\nvars(os)['system']('x')\n"},
        {"ExDict", "import os\nos.__dict__['system']('x')\n"},
        {"ExSysmod", "import sys\nsys.modules['os'].system('x')\n"},
        {"ExSysmodGet", "import sys\nsys.modules.get('os').system('x')\n"},
        {"ExMapGetattr", "import os\nlist(map(getattr, [os], ['system']))[0]('x')\n"},
        {"ExStarmapGetattr",
         "import os, itertools\nlist(itertools.starmap(getattr, [(os, 'system')]))[0]('x')\n"},
        {"ExCopy", "import os, copy\ncopy.copy([os])[0].system('x')\n"},
        {"ExGetattrDefault", "import os\ngetattr(1, 'zz', os).system('x')\n"},
        {"ExNextDefault", "import os\nnext(iter([]), os).system('x')\n"},
        {"ExCast", "import os, typing\ntyping.cast(object, os).system('x')\n"},
        {"ExStrDot", "import os\ngetattr(os, *['system'])('x')\n"},
        {"ExContextvar",
         "import os, contextvars\nv = contextvars.ContextVar('v', "
         "default=os)\nv.get().system('x')\n"},
        {"ExDelRebind", "import os\nm = os\ndel os\nm.system('x')\n"},
        {"ExNonlocal",
         "import os\ndef f():\n    m = None\n    def g():\n        nonlocal m\n        m = os\n    "
         "g()\n    m.system('x')\n"},
        {"ExGlobalAttr", "import os.path\nos.path.os.system('x')\n"},
        {"ExLambdaInList", "import os\n[lambda: os][0]().system('x')\n"},
        {"ExAssignExprAttr", "import os\nm = n = p = os\np.system('x')\n"},
    }),
    [](const auto& each) { return std::string(each.param.name); });

// The same shapes with something else in them.
class EachNearMiss : public testing::TestWithParam<Way> {};

TEST_P(EachNearMiss, IsNotTheModule) {
  const Parsed p(GetParam().text);
  ASSERT_TRUE(p.ok());
  EXPECT_FALSE(Reaches(p, "os.system"));
}

INSTANTIATE_TEST_SUITE_P(
    Flows, EachNearMiss,
    testing::ValuesIn(std::vector<Way>{
        {"OtherAttribute", "import os\nclass C: pass\nC.m = os\nC.n.system('x')\n"},
        {"OtherClass",
         "import os\nclass C: pass\nclass D: pass\nC.m = os\nD.m = D\nD.m.system('x')\n"},
        {"OwnAttributeWins",
         "import os\nclass B:\n    m = os\nclass C(B):\n    m = B\nC.m.system('x')\n"},
        {"OtherParameter", "import os\ndef f(a, m): m.system('x')\nf(os, 1)\n"},
        {"OtherKeyword", "import os\ndef f(a=0, m=0): m.system('x')\nf(a=os)\n"},
        {"OtherFunction", "import os\ndef f(): return os\ndef g(): return g\ng().system('x')\n"},
        {"OtherList", "import os\nl, k = [], []\nl.append(os)\nk[0].system('x')\n"},
        {"OtherElement", "import os\n[os, len][1].system('x')\n"},
        {"OtherName", "import os\nglobals()['q'] = os\nr.system('x')\n"},
        {"PrivateOfAnotherClass",
         "import os\nclass C:\n    __m = os\nclass D(C):\n    def f(self): self.__m.system('x')\n"},
        {"StaticMethod",
         "import os\nclass C:\n    @staticmethod\n    def f(a, m): m.system('x')\nC.f(os)\n"},
    }),
    [](const auto& each) { return std::string(each.param.name); });

// What an instance keeps says nothing of the class that the library has.
TEST(Flows, AnAttributeOfOnesOwnIsNotOneOfTheBase) {
  const Parsed p(
      "import abc, os\nclass C(abc.ABC):\n    def f(self):\n        self.m = os\n"
      "        return self.text\n");
  EXPECT_TRUE(p.QualifiedNames("self.text").empty());
  EXPECT_TRUE(Reaches(p, "os"));
}

TEST(Flows, NothingIsFollowedWhereNothingIsCarried) {
  for (const char* text : {
           "import os\nclass C:\n    def f(self, x):\n        self.m = x\n        os.getcwd()\n",
           "import os\nprint(os)\nprint(isinstance(1, os))\n",
           "from math import sqrt\nlist(map(sqrt, [1]))\n",
           "import os.path\ndef f(): return os.path.join('a', 'b')\n",
       }) {
    EXPECT_FALSE(Parsed(text).names().values_travel()) << text;
  }
  for (const char* text : {
           "import os\nx = os\n",
           "import os\nx = [os.path]\n",
           "from os import path\ndef f(): return path\n",
           "f(getattr)\n",
           "import os\ndef isinstance(a, b): b.system\nisinstance(1, os)\n",
       }) {
    EXPECT_TRUE(Parsed(text).names().values_travel()) << text;
  }
}

// Every function passes its module to every other; the work is bounded, and the end is admitted.
TEST(Flows, FunctionsThatCallEachOther) {
  std::string text = "import os\n";
  for (int i = 0; i < 60; ++i) {
    text += "def f" + std::to_string(i) + "(a, *b, **c):\n";
    for (int j = 0; j < 60; ++j) {
      text += "    f" + std::to_string(j) + "(a, b, *b, x=c, **c)\n";
    }
    text += "    return a\n";
  }
  const Parsed p(text + "f0(os).system\n");
  EXPECT_TRUE(Reaches(p, "os.system") || p.names().gave_up());
}

TEST(Flows, ObjectsThatHoldEachOther) {
  const Parsed p(
      "import os\nclass C:\n    def __iter__(self): return self\n"
      "    def __next__(self): return self.n\n    def __getattr__(self, n): return self\n"
      "    def __call__(self, *a): return self(*a)\n"
      "c = C()\nc.c = c\nc.d = [c, c.c, c()]\nc.d.append(c.d)\nc.n = os\n"
      "for x in c:\n    for y in x: y.system\n");
  EXPECT_TRUE(Reaches(p, "os.system"));
}

}  // namespace
}  // namespace stockade::analyzer
