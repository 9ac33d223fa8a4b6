// Every node kind has a name for [constructs] forbid, or a reason why it needs none.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "analyzer/node.h"
#include "rules/settings.h"
#include "tests/rules/check_text.h"

namespace stockade::rules {
namespace {

using analyzer::NodeKind;

TEST(Constructs, NameEveryNodeKind) {
  const std::set<NodeKind> named = {
#define STOCKADE_CONSTRUCT(name, Kind, condition, phrase) NodeKind::k##Kind,
#include "rules/constructs.def"
  };
  const std::map<NodeKind, const char*> without = {
      {NodeKind::kModule, "every text is one"},
      {NodeKind::kBlock, "its statement stands for it"},
      {NodeKind::kExprStmt, "its expression stands for it"},
      {NodeKind::kIdentifier, "[names] judges names"},
      {NodeKind::kAlias, "import"},
      {NodeKind::kWithItem, "with"},
      {NodeKind::kMatchCase, "match"},
      {NodeKind::kParameters, "function, lambda"},
      {NodeKind::kTypeParam, "type-parameters"},
      {NodeKind::kName, "[names] judges names"},
      {NodeKind::kNone, "no text does without constants"},
      {NodeKind::kTrue, "no text does without constants"},
      {NodeKind::kFalse, "no text does without constants"},
      {NodeKind::kStringPiece, "string, bytes"},
      {NodeKind::kFStringText, "f-string"},
      {NodeKind::kFStringField, "f-string"},
      {NodeKind::kDictItem, "dict"},
      {NodeKind::kKeyword, "keyword-argument"},
      {NodeKind::kMatchValue, "match"},
      {NodeKind::kMatchSingleton, "match"},
      {NodeKind::kMatchSequence, "match"},
      {NodeKind::kMatchMapping, "match"},
      {NodeKind::kMatchItem, "match"},
      {NodeKind::kMatchKeyword, "class-pattern"},
      {NodeKind::kMatchStar, "match"},
      {NodeKind::kMatchAs, "match"},
      {NodeKind::kMatchOr, "match"},
  };
  for (int i = 0; i < analyzer::kNodeKindCount; ++i) {
    const analyzer::NodeKindRow& row = analyzer::kNodeKinds[i];
    EXPECT_NE(named.contains(row.kind), without.contains(row.kind)) << row.name;
  }
}

// One text for each name: it is found if the name is forbidden, and silent if not.
TEST(Constructs, AreEachFound) {
  const std::map<std::string, std::string> texts = {
      {"annotation", "x: int = 1\n"},
      {"assert", "assert 1\n"},
      {"assignment", "x = 1\n"},
      {"async", "async def f():\n    pass\n"},
      {"attribute", "print.x\n"},
      {"augmented-assignment", "x = 1\nx += 1\n"},
      {"bare-except", "try:\n    pass\nexcept:\n    pass\n"},
      {"boolean-operator", "1 and 2\n"},
      {"break", "for x in 'a':\n    break\n"},
      {"bytes", "b'a'\n"},
      {"call", "print()\n"},
      {"chained-comparison", "1 < 2 < 3\n"},
      {"class", "class C:\n    pass\n"},
      {"class-keywords", "class C(list, x=1):\n    pass\n"},
      {"class-pattern", "match 1:\n    case int():\n        pass\n"},
      {"comparison", "1 < 2\n"},
      {"comprehension", "[x for x in 'a']\n"},
      {"conditional-expression", "1 if 2 else 3\n"},
      {"continue", "for x in 'a':\n    continue\n"},
      {"decorator", "@print\ndef f():\n    pass\n"},
      {"default-argument", "def f(x=1):\n    pass\n"},
      {"delete", "x = 1\ndel x\n"},
      {"dict", "{1: 2}\n"},
      {"ellipsis", "...\n"},
      {"except-star", "try:\n    pass\nexcept* ValueError:\n    pass\n"},
      {"f-string", "f'{1}'\n"},
      {"finally", "try:\n    pass\nfinally:\n    pass\n"},
      {"float", "1.5\n"},
      {"for", "for x in 'a':\n    pass\n"},
      {"function", "def f():\n    pass\n"},
      {"global", "def f():\n    global x\n"},
      {"if", "if 1:\n    pass\n"},
      {"imaginary", "1j\n"},
      {"import", "import math\n"},
      {"integer", "1\n"},
      {"keyword-argument", "print(end='')\n"},
      {"lambda", "lambda: 1\n"},
      {"list", "[1]\n"},
      {"loop-else", "for x in 'a':\n    pass\nelse:\n    pass\n"},
      {"match", "match 1:\n    case _:\n        pass\n"},
      {"matmul", "1 @ 2\n"},
      {"nonlocal", "def f():\n    x = 1\n    def g():\n        nonlocal x\n"},
      {"operator", "1 + 2\n"},
      {"pass", "pass\n"},
      {"raise", "raise ValueError\n"},
      {"return", "def f():\n    return\n"},
      {"set", "{1}\n"},
      {"slice", "'a'[1:]\n"},
      {"star-arguments", "print(*'a')\n"},
      {"star-import", "from math import *\n"},
      {"star-parameter", "def f(*a):\n    pass\n"},
      {"starred", "[*'a']\n"},
      {"string", "'a'\n"},
      {"subscript", "'a'[0]\n"},
      {"t-string", "t'{1}'\n"},
      {"try", "try:\n    pass\nexcept ValueError:\n    pass\n"},
      {"tuple", "(1, 2)\n"},
      {"type-alias", "type X = int\n"},
      {"type-parameters", "def f[T]():\n    pass\n"},
      {"walrus", "(x := 1)\n"},
      {"while", "while print():\n    pass\n"},
      {"with", "with print():\n    pass\n"},
      {"yield", "def f():\n    yield\n"},
  };
  const Checker open = Checker::Parse("python = '3.14'\n");
  for (std::string_view name : ConstructNames()) {
    const auto text = texts.find(std::string(name));
    ASSERT_NE(text, texts.end()) << name;
    EXPECT_EQ(open.Codes(text->second), std::vector<std::string>{}) << name;
    const Checker closed =
        Checker::Parse("python = '3.14'\n[constructs]\nforbid = ['" + std::string(name) + "']\n");
    EXPECT_EQ(closed.Codes(text->second).size(), 1u) << name;
  }
}

}  // namespace
}  // namespace stockade::rules
