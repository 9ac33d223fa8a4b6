// Texts that are made to be hard for the name analysis: cycles, long chains, many bindings, depth.
// Nothing is timed; a test that does not end is stopped by ctest.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/names/parsed.h"

namespace stockade::analyzer {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

std::string Numbered(const char* name, int i) { return name + std::to_string(i); }

TEST(HostileNames, CyclesOfAliases) {
  const Parsed p("def f():\n    a = b; b = c; c = a\n    c = eval\n    X = a\n");
  EXPECT_THAT(p.NamesOfX(), ElementsAre("builtins.eval"));
}

TEST(HostileNames, NameOfItself) {
  const Parsed p("def f():\n    a = a.b\n    a = a[0]\n    a = a()\n    X = a\n");
  EXPECT_THAT(p.NamesOfX(), IsEmpty());
}

TEST(HostileNames, GrowingAttributeChainIsCut) {
  const Parsed p("import os\nwhile 1:\n    os = os.os\nX = os\n");
  EXPECT_THAT(p.NamesOfX(), Contains("os"));
  EXPECT_LE(p.NamesOfX().size(), 256u);
  EXPECT_TRUE(p.names().gave_up());
}

TEST(HostileNames, ContainerOfItself) {
  const Parsed p("def f():\n    a = [a, eval]\n    X = a[0][0][1]\n    Y = a[i]\n");
  EXPECT_THAT(p.NamesOfX(), ElementsAre("builtins.eval"));
}

TEST(HostileNames, DictionaryOfItself) {
  const Parsed p(
      "def f():\n    d = {**d, **e}; e = {**d, k: eval}\n    X = d[1][2]\n    Y = d[3]\n");
  EXPECT_THAT(p.NamesOfX(), IsEmpty());
  EXPECT_THAT(p.QualifiedNames("d[3]"), ElementsAre("builtins.eval"));
  EXPECT_FALSE(p.names().gave_up());
}

TEST(HostileNames, TenThousandAliases) {
  std::string text = "def f():\n    a0 = eval\n";
  for (int i = 1; i < 10000; ++i) {
    text += "    " + Numbered("a", i) + " = " + Numbered("a", i - 1) + "\n";
  }
  const Parsed p(text + "    X = a9999\n");
  EXPECT_THAT(p.NamesOfX(), ElementsAre("builtins.eval"));
  EXPECT_FALSE(p.names().gave_up());
}

TEST(HostileNames, TenThousandAliasesBackwards) {
  std::string text = "def f():\n";
  for (int i = 9999; i >= 1; --i) {
    text += "    " + Numbered("a", i) + " = " + Numbered("a", i - 1) + "\n";
  }
  const Parsed p(text + "    a0 = eval\n    X = a9999\n");
  EXPECT_THAT(p.NamesOfX(), ElementsAre("builtins.eval"));
}

// Every name is bound to every name before it: bindings times names, but each value passes once.
TEST(HostileNames, ManyBindingsOfManyNames) {
  std::string text = "def f():\n    a0 = eval\n";
  for (int i = 1; i < 200; ++i) {
    for (int j = 0; j < i; ++j) text += "    " + Numbered("a", i) + " = " + Numbered("a", j) + "\n";
  }
  const Parsed p(text + "    X = a199\n");
  EXPECT_THAT(p.NamesOfX(), ElementsAre("builtins.eval"));
  EXPECT_FALSE(p.names().gave_up());
}

TEST(HostileNames, OneNameBoundToEverything) {
  std::string text = "import os\ndef f():\n";
  for (int i = 0; i < 5000; ++i) text += "    a = os." + Numbered("b", i) + "\n";
  const Parsed p(text + "    X = a\n");
  EXPECT_EQ(p.NamesOfX().size(), 256u);
  EXPECT_TRUE(p.names().gave_up()) << "a set that was cut must be admitted";
}

TEST(HostileNames, TableReadTenThousandTimes) {
  std::string text = "T = [";
  for (int i = 0; i < 10000; ++i) text += Numbered("n", i) + ", ";
  text += "eval]\ndef f(i):\n";
  for (int i = 0; i < 10000; ++i)
    text += "    " + Numbered("a", i) + " = T[" + std::to_string(i) + "]\n";
  const Parsed p(text + "    X = T[10000]\n");
  Walk(*p.tree().root(), [&](const Node& node) {
    if (node.kind == NodeKind::kSubscript) p.names().QualifiedNames(node);
    return true;
  });
  EXPECT_THAT(p.NamesOfX(), ElementsAre("builtins.eval"));
}

TEST(HostileNames, LongAttributeChain) {
  std::string text = "import os\nX = os";
  for (int i = 0; i < 2500; ++i) text += ".a";
  const Parsed p(text + "\n");
  EXPECT_THAT(p.NamesOfX(), IsEmpty());
  EXPECT_TRUE(p.names().gave_up());
}

TEST(HostileNames, LongSumAskedAtEveryPlace) {
  std::string text = "X = 'a'";
  for (int i = 0; i < 2500; ++i) text += " + 'a'";
  const Parsed p(text + "\n");
  size_t answers = 0;
  Walk(*p.tree().root(), [&](const Node& node) {
    if (node.kind == NodeKind::kBinOp && p.names().ConstantString(node)) ++answers;
    return true;
  });
  EXPECT_GT(answers, 0u);
}

TEST(HostileNames, ConditionalChain) {
  std::string text = "X = ";
  for (int i = 0; i < 2500; ++i) text += "1 if y else ";
  const Parsed p(text + "eval\n");
  EXPECT_THAT(p.NamesOfX(), ElementsAre("builtins.eval"));
}

TEST(HostileNames, NestedScopes) {
  std::string text;
  std::string indent;
  for (int i = 0; i < 15; ++i) {
    text += indent + "def " + Numbered("f", i) + "(a" + std::to_string(i) + "):\n";
    indent += " ";
    text += indent + "class " + Numbered("C", i) + ":\n";
    indent += " ";
  }
  text += indent + "X = a0, a14, eval\n";
  const Parsed p(text);
  EXPECT_EQ(p.names().Resolve(p.Find("a0", NodeKind::kName)).reach, Reach::kFree);
  EXPECT_THAT(p.QualifiedNames("eval"), ElementsAre("builtins.eval"));
}

TEST(HostileNames, NestedComprehensions) {
  std::string text = "X = ";
  for (int i = 0; i < 80; ++i) text += "[";
  text += "a0";
  for (int i = 0; i < 80; ++i) text += " for " + Numbered("a", i) + " in [eval]]";
  const Parsed p(text + "\n");
  EXPECT_EQ(p.names().scopes().size(), 81u);
  EXPECT_THAT(p.QualifiedNames("a0"), ElementsAre("builtins.eval"));
}

TEST(HostileNames, ManyNames) {
  std::string text;
  for (int i = 0; i < 50000; ++i) text += Numbered("a", i) + "=1\n";
  const Parsed p(text);
  EXPECT_EQ(p.names().bindings().size(), 50000u);
}

TEST(HostileNames, TextThatDoesNotParseHasNoNames) {
  const Source source = Source::FromBytes("a.py", "def (:\n", {});
  const Tree tree = Tree::Parse(source, {});
  ASSERT_EQ(tree.root(), nullptr);
  const Names names = Names::Build(tree);
  EXPECT_TRUE(names.bindings().empty());
  EXPECT_EQ(names.scopes().size(), 1u);
  EXPECT_TRUE(names.SymbolsOf(0).empty());
}

}  // namespace
}  // namespace stockade::analyzer
