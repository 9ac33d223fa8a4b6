// What the built-in sets are for, each by what it lets through and what it does not.
#include <gtest/gtest.h>

#include "tests/rules/check_text.h"

namespace stockade::rules {
namespace {

using Codes = std::vector<std::string>;

struct Case {
  const char* set;
  const char* text;
  Codes codes;
};

TEST(BuiltinSets, LetThroughWhatTheyAreFor) {
  const std::string tangled = "def f(a):\n" + [] {
    std::string lines;
    for (int i = 0; i < 70; ++i) lines += "    a += 1\n";
    return lines;
  }() + "    return a\n";
  const Case cases[] = {
      {"default", "import math\nfrom math import ceil\nimport math as m\n", {}},
      {"default", "import sys\nprint(sys.version)\n", {"ST201"}},
      {"default", "x = 10**10**8\n", {"ST601"}},
      {"default", "from math import *\nprint(pi)\n", {}},
      {"strict", "from math import *\n", {"ST501"}},
      {"default", "_x = 1\nclass C:\n    def f(self):\n        self._y = _x\n", {}},
      {"default", "async def f():\n    await f()\n", {}},
      {"strict", "async def f():\n    await f()\n", {"ST501", "ST501"}},
      {"strict", "def f(a, n):\n    return getattr(a, n)\n", {"ST307"}},
      {"strict", "print(sum(n * n for n in range(10)))\n", {}},
      {"strict", "from collections import Counter, deque\nprint(Counter('a'), deque())\n", {}},
      {"education", tangled.c_str(), {"ST406"}},
      {"education", "import sys\nsys.setrecursionlimit(5000)\n", {}},
      {"education", "while True:\n    x = 1\n", {"ST606"}},
      {"judge", "import sys\nfrom math import *\nfor line in sys.stdin:\n    print(line)\n", {}},
      {"judge", "import os\nos.system('ls')\n", {"ST101"}},
      {"judge", "while True:\n    x = 1\n", {}},
      {"judge", "exit()\n", {}},
      {"agent", "import asyncio\nfrom os.path import join\nprint(join('a', 'b'), asyncio)\n", {}},
      {"agent", "import os\nos.listdir()\n", {"ST205"}},
      {"agent", "import sys\nprint(sys.modules)\n", {"ST101"}},
      {"data-science", "import numpy as np\nprint(np.zeros(3))\nimport pandas\n", {"ST201"}},
      {"data-science", "import ctypes\n", {"ST201"}},
      {"restrictedpython", "_x = 1\n", {"ST102"}},
      {"restrictedpython", "def f(o):\n    return o._x\n", {"ST301"}},
      {"restrictedpython", "def f(o, _):\n    return '{}'.format(o)\n", {"ST301"}},
      {"restrictedpython", "class C:\n    def __init__(self):\n        self.x = 1\n", {}},
      {"restrictedpython", "if __name__ == '__main__':\n    print(1)\n", {}},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(Checker::Load(c.set).Codes(c.text), c.codes) << c.set << ":\n" << c.text;
  }
}

TEST(BuiltinSets, RefuseCodeFromTextAndInterpreterInternals) {
  for (std::string_view name : BuiltinNames()) {
    SCOPED_TRACE(std::string(name));
    const Checker checker = Checker::Load(std::string(name));
    EXPECT_EQ(checker.Codes("x = eval('1')\n"), Codes{"ST101"});
    EXPECT_EQ(checker.Codes("x = print.__self__\n"), Codes{"ST301"});
    EXPECT_EQ(checker.Codes("import subprocess\n"), Codes{"ST201"});
    EXPECT_EQ(checker.Codes("def _getattr_():\n    pass\n").back(), "ST103");
    EXPECT_EQ(checker.Codes("import random\nrandom._os\n").back(), "ST303");
  }
}

TEST(Findings, TeachWhatToDoInstead) {
  const analyzer::Report report = Checker::Load("default").Check("import sys\nprint(1)\n");
  ASSERT_EQ(report.diagnostics.size(), 1u);
  const analyzer::Diagnostic& d = report.diagnostics[0];
  EXPECT_EQ(d.code, "ST201");
  EXPECT_EQ(d.rule, "import-not-allowed");
  EXPECT_EQ(d.severity, analyzer::Severity::kError);
  EXPECT_EQ(d.message, "module \"sys\" may not be imported here");
  EXPECT_EQ(d.help,
            "use print() and input(); recursion and limits are set by the rule set; allowed: math, "
            "random, collections, itertools, functools, re, string, datetime, json, typing, "
            "dataclasses, heapq and 50 more (`stockade rules show` lists them)");
  EXPECT_EQ(d.span.start.line, 1u);
  EXPECT_EQ(d.span.start.column, 8u);
}

TEST(Findings, FollowTheSetsSeveritiesAndSwitches) {
  const Checker milder =
      Checker::Parse("[rules.severity]\nST101 = 'warning'\nendless-loop = 'info'\n");
  EXPECT_EQ(milder.Check("eval('1')\n").diagnostics[0].severity, analyzer::Severity::kWarning);
  EXPECT_EQ(milder.Check("while 1:\n    pass\n").diagnostics[0].severity,
            analyzer::Severity::kInfo);
  EXPECT_EQ(Checker::Parse("[rules]\ndisable = ['ST101']\n").Codes("eval('1')\n"), Codes{});
  EXPECT_EQ(Checker::Parse("[rules]\ndisable = ['forbidden-name']\n").Codes("eval('1')\n"),
            Codes{});
}

TEST(Findings, NameTheModulesSingleNames) {
  const Checker narrow = Checker::Parse("extends = []\nimports.allow = ['datetime.datetime']\n");
  EXPECT_EQ(
      narrow.Codes("from datetime import datetime\nimport datetime\nprint(datetime.datetime)\n"),
      Codes{});
  EXPECT_EQ(narrow.Codes("from datetime import date\n"), Codes{"ST202"});
  EXPECT_EQ(narrow.Codes("import datetime\nprint(datetime.date)\n"), Codes{"ST303"});
  EXPECT_EQ(narrow.Codes("from datetime import *\n"), Codes{"ST202"});
  EXPECT_EQ(narrow.Codes("import math\n"), Codes{"ST201"});
}

TEST(Configure, RefusesAPatternThatDoesNotCompile) {
  RuleSet set;
  set.names.forbid_matching = {"("};
  const auto rules = Configure(set);
  ASSERT_FALSE(rules.has_value());
  EXPECT_EQ(rules.error().message, "\"(\" is not a regular expression of RE2: missing ): (");
}

}  // namespace
}  // namespace stockade::rules
