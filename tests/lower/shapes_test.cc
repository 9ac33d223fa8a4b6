// Shapes that CPython's ast does not tell, or only in later versions; the others are compared with
// CPython itself (differential_test.cc).
#include <gtest/gtest.h>

#include "tests/lower/parsed.h"

namespace stockade::analyzer {
namespace {

std::string Brief(std::string_view line) { return Parsed(std::string(line) + "\n").Brief(); }

TEST(Shapes, CalleeThatTheGrammarStars) {
  EXPECT_EQ(Brief("[*f(x)]"), "ExprStmt(List(Starred(Call(Name:f, Arguments(Name:x)))))");
  EXPECT_EQ(Brief("y = *f.g[0](x), 1"),
            "Assign(Tuple(Starred(Call(Subscript(Attribute:g(Name:f), Int:0), Arguments(Name:x))), "
            "Int:1), Name:y store)");
}

TEST(Shapes, AssignmentsThatTheGrammarTakesForTypeAliases) {
  EXPECT_EQ(Brief("type(x).y = z"),
            "Assign(Name:z, Attribute:y store(Call(Name:type, Arguments(Name:x))))");
  EXPECT_EQ(Brief("type [x] = y"), "Assign(Name:y, Subscript store(Name:type, Name:x))");
  EXPECT_EQ(Brief("type(x).y: int = z"),
            "AnnAssign(Attribute:y store(Call(Name:type, Arguments(Name:x))), Name:int, Name:z)");
  EXPECT_EQ(Brief("type X = int"), "TypeAlias(Identifier:X, -, Name:int)");
  EXPECT_EQ(Brief("type X[T: (int, str), *Ts, **P] = T | None"),
            "TypeAlias(Identifier:X, TypeParams(TypeParam:T type(Tuple parenthesized(Name:int, "
            "Name:str), -), TypeParam:Ts star(-, -), TypeParam:P double-star(-, -)), "
            "BinOp |(Name:T, None))");
}

TEST(Shapes, ExceptOfSeveralTypesWithoutParentheses) {
  EXPECT_EQ(Parsed("try: pass\nexcept A, b.c: pass\n", {3, 14}).Brief(),
            "Try(Block(Pass), -, -, Handler(Tuple(Name:A, Attribute:c(Name:b)), -, Block(Pass)))");
}

TEST(Shapes, TypeParameters) {
  EXPECT_EQ(Brief("def f[T: int](a): pass"),
            "FunctionDef(Decorators, Identifier:f, TypeParams(TypeParam:T type(Name:int, -)), "
            "Parameters(Parameter:a positional(-, -)), -, Block(Pass))");
  EXPECT_EQ(Brief("class A[T](B): pass"),
            "ClassDef(Decorators, Identifier:A, TypeParams(TypeParam:T type(-, -)), "
            "Arguments(Name:B), Block(Pass))");
}

TEST(Shapes, LeftoversOfPython2) {
  EXPECT_EQ(Brief("print >>f, x"), "ExprStmt(Tuple(BinOp >>(Name:print, Name:f), Name:x))");
  EXPECT_EQ(Brief("print >> f"), "ExprStmt(BinOp >>(Name:print, Name:f))");
}

TEST(Shapes, Parentheses) {
  EXPECT_EQ(Brief("(a)"), "ExprStmt(Name:a parenthesized)");
  EXPECT_EQ(Brief("((a + b)) * c"),
            "ExprStmt(BinOp *(BinOp + parenthesized(Name:a, Name:b), Name:c))");
  EXPECT_EQ(Brief("(a, b), c"), "ExprStmt(Tuple(Tuple parenthesized(Name:a, Name:b), Name:c))");
  EXPECT_EQ(Brief("f(a for a in b)"),
            "ExprStmt(Call(Name:f, Arguments(GeneratorExp(Name:a, Comprehension(Name:a store, "
            "Name:b)))))");
  EXPECT_EQ(Brief("(x): int"), "AnnAssign(Name:x store parenthesized, Name:int, -)");
  EXPECT_EQ(Brief("x: int"), "AnnAssign simple(Name:x store, Name:int, -)");
}

TEST(Shapes, StringPieces) {
  EXPECT_EQ(Brief(R"(u'a' r'\b' 'c')"),
            R"(ExprStmt(String(StringPiece:a unicode, StringPiece:\\b raw, StringPiece:c)))");
  EXPECT_EQ(Brief(R"(b'a' rb'\b')"),
            R"(ExprStmt(String bytes(StringPiece:a bytes, StringPiece:\\b bytes raw)))");
  EXPECT_EQ(Brief(R"('\N{DIGIT ONE}')"),
            R"(ExprStmt(String(StringPiece:\\N{DIGIT ONE} named-escape)))");
  EXPECT_EQ(Brief(R"(f'a{b!r:>{c}}' 'd')"),
            "ExprStmt(String(FString(FStringText:a, FStringField !r(Name:b, FString(FStringText:>, "
            "FStringField(Name:c, -)))), StringPiece:d))");
  EXPECT_EQ(Brief("f'{a = }'"), "ExprStmt(String(FString(FStringField:a =  debug(Name:a, -))))");
  EXPECT_EQ(Brief("f'{x:=10}'"),
            "ExprStmt(String(FString(FStringField(Name:x, FString(FStringText:=10)))))");
  EXPECT_EQ(Brief(R"(f'{x:\N{COLON}}')"),
            "ExprStmt(String(FString(FStringField(Name:x, FString(FStringText:\\\\N{COLON} "
            "named-escape)))))");
}

TEST(Shapes, TemplateStrings) {
  EXPECT_EQ(Parsed("t'{a}'\n", {3, 14}).Brief(),
            "ExprStmt(String template(FString template(FStringField(Name:a, -))))");
}

TEST(Shapes, ImportsAndNames) {
  EXPECT_EQ(Brief("from . import a"), "ImportFrom .(Alias:a(-))");
  EXPECT_EQ(Brief("from .. a . b import c as d"), "ImportFrom:a.b ..(Alias:c(Identifier:d))");
  EXPECT_EQ(Brief("from a import *"), "ImportFrom:a(Alias:*(-))");
  EXPECT_EQ(Brief("import a . b"), "Import(Alias:a.b(-))");
  EXPECT_EQ(Brief("\xEF\xBD\x85val(x)"), "ExprStmt(Call(Name:eval folded, Arguments(Name:x)))");
  EXPECT_EQ(Brief("x.\xEF\xBD\x85"), "ExprStmt(Attribute:e folded(Name:x))");
}

TEST(Shapes, Spans) {
  const Parsed parsed("@d\nasync def f(a, *b: c): return (x.yy)(1)[2]\n");
  ASSERT_NE(parsed.root(), nullptr) << parsed.Brief();
  const Node* function = parsed.First(NodeKind::kFunctionDef);
  EXPECT_EQ(parsed.TextOf(*function), "async def f(a, *b: c): return (x.yy)(1)[2]");
  EXPECT_EQ(function->name_begin, function->begin + 10);
  EXPECT_EQ(parsed.TextOf(*parsed.First(NodeKind::kSubscript)), "(x.yy)(1)[2]");
  EXPECT_EQ(parsed.TextOf(*parsed.First(NodeKind::kArguments)), "(1)");
  const Node* attribute = parsed.First(NodeKind::kAttribute);
  EXPECT_EQ(parsed.TextOf(*attribute), "x.yy");
  EXPECT_EQ(attribute->name_begin, attribute->begin + 2);
  const Node* starred = parsed.First(NodeKind::kParameters)->Child(1);
  EXPECT_EQ(parsed.TextOf(*starred), "*b: c");
  EXPECT_EQ(starred->name_begin, starred->begin + 1);
}

TEST(Shapes, ExpressionMode) {
  const Source source = Source::FromBytes("e.py", "a + b\n", {});
  const Tree tree = Tree::Parse(source, {.expression = true});
  ASSERT_NE(tree.root(), nullptr);
  EXPECT_EQ(tree.root()->Child(0)->kind, NodeKind::kExprStmt);
  for (const char* text : {"a = b\n", "a; b\n", "\n", "import a\n"}) {
    const Source bad = Source::FromBytes("e.py", text, {});
    const Tree refused = Tree::Parse(bad, {.expression = true});
    EXPECT_EQ(refused.root(), nullptr) << text;
    EXPECT_FALSE(refused.diagnostics().empty()) << text;
  }
}

TEST(Shapes, SyntaxTreeIsKeptOnRequest) {
  const Source source = Source::FromBytes("e.py", "a\n", {});
  EXPECT_EQ(Tree::Parse(source, {}).syntax_tree(), nullptr);
  EXPECT_NE(Tree::Parse(source, {.keep_syntax_tree = true}).syntax_tree(), nullptr);
}

TEST(Shapes, EmptyModule) {
  for (const char* text : {"", "\n", "# c\n", "# c"}) {
    const Parsed parsed(text);
    ASSERT_NE(parsed.root(), nullptr) << text;
    EXPECT_EQ(parsed.root()->child_count, 0u) << text;
  }
}

}  // namespace
}  // namespace stockade::analyzer
