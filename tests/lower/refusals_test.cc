// What only the lowering can refuse, and what the grammar takes although Python does not. Some of
// it is refused earlier by the recognizer (parse.h); the verdict is what counts.
#include <gtest/gtest.h>

#include "tests/lower/parsed.h"

namespace stockade::analyzer {
namespace {

class Refused : public testing::TestWithParam<const char*> {};

TEST_P(Refused, WithADiagnosticAndWithoutATree) {
  const Parsed parsed(std::string(GetParam()) + "\n", {3, 11});
  EXPECT_EQ(parsed.root(), nullptr) << parsed.Brief();
  ASSERT_FALSE(parsed.tree().diagnostics().empty());
  EXPECT_GE(parsed.tree().diagnostics().front().span.start.line, 1u);
}

INSTANTIATE_TEST_SUITE_P(Python2, Refused,
                         testing::Values("print a", "print a, b", "exec 'a'", "exec a in b",
                                         "a <> b", "`a`", "raise A, b", "x = 0777", "x = 10L",
                                         "try: pass\nexcept A, b: pass", "def f((a, b)): pass"));
INSTANTIATE_TEST_SUITE_P(Operators, Refused,
                         testing::Values("a + not b", "- not a", "a == not b", "not lambda: 1",
                                         "a or lambda: 1", "a if lambda: 1 else b", "a if b",
                                         "a if b if c else d", "(a := b := c)", "(a.b := 1)",
                                         "((a) := 1)", "a := 1", "lambda: a := 1", "[*a or b]",
                                         "(*a)", "*", "f(**a := 1)", "x = await", "a not b",
                                         "a is is b"));
INSTANTIATE_TEST_SUITE_P(Brackets, Refused,
                         testing::Values("[,]", "f(,)", "{,}", "(,)", "a[]", "f(a,,b)", "[a,,b]",
                                         "f(x for x in y, 1)", "[*a for a in b]",
                                         "[a for a in b, c]", "[a for a in b if c else d]",
                                         "{**a for a in b}", "{a: *b}", "f(a b)", "f((*a))"));
INSTANTIATE_TEST_SUITE_P(Targets, Refused,
                         testing::Values("f() = 1", "a + b = 1", "1 = a", "None = 1", "(a, 1) = b",
                                         "[f()] = b", "x = y += 1", "x = y: int = 1",
                                         "x: int = y = 1", "(a, b): int", "[a]: int", "(a, b) += 1",
                                         "del f()", "del a + b", "del *a", "for f() in a: pass",
                                         "with a as f(): pass", "async = 1", "await = 1",
                                         "type(x) = 1", "type(x) + 1 = 2"));
INSTANTIATE_TEST_SUITE_P(Statements, Refused,
                         testing::Values("import a,", "from a import b,", "from a import b.c",
                                         "from a import (*)", "global a,", "assert a, b, c",
                                         "raise from a", "try: pass", "try: pass\nelse: pass",
                                         "try: pass\nexcept A: pass\nexcept* B: pass",
                                         "try: pass\nexcept*: pass", "with a,: pass",
                                         "if a:", "match a:", "with (yield, a): pass"));
INSTANTIATE_TEST_SUITE_P(Parameters, Refused,
                         testing::Values("def f(a=1, b): pass", "def f(*): pass",
                                         "def f(*, **a): pass", "def f(/, a): pass",
                                         "def f(a, /, b, /): pass", "def f(*a, /): pass",
                                         "def f(**a, b): pass", "def f(*a, *b): pass",
                                         "def f(*a=1): pass", "def f(**a=1): pass", "lambda *: 1"));
INSTANTIATE_TEST_SUITE_P(
    Patterns, Refused,
    testing::Values("match a:\n case f'b': pass", "match a:\n case {b: 1}: pass",
                    "match a:\n case {**b, 'c': 1}: pass", "match a:\n case {**_}: pass",
                    "match a:\n case A(b=1, c): pass", "match a:\n case b as _: pass",
                    "match a:\n case 1 + 2: pass", "match a:\n case 1j + 2j: pass",
                    "match a:\n case *b: pass", "match a:\n case (*b): pass",
                    "match a:\n case b as c as d: pass", "match a:\n case b + c: pass"));
INSTANTIATE_TEST_SUITE_P(Strings, Refused,
                         testing::Values("b'a' 'b'", "'\\x4'", "'\\u12'", "'\\U00110000'", "'\\N'",
                                         "b'\\x4'", "b'\xC3\xA9'", "f'{}'", "f'{a'", "f'}'",
                                         "f'{a!x}'", "f'{lambda x: 1}'", "ub'a'", "'a"));
INSTANTIATE_TEST_SUITE_P(Numbers, Refused,
                         testing::Values("1__0", "1_", "0x", "0b2", "0o8", "01", "1e", "0x1.5"));

TEST(RefusedByTheLowering, UnknownSymbols) {
  // A template string needs 3.14: the grammar knows it, CPython 3.11 does not.
  EXPECT_EQ(Parsed("x = t'{a}'\n", {3, 11}).root(), nullptr);
}

}  // namespace
}  // namespace stockade::analyzer
