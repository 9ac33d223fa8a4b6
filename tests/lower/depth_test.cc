// Texts whose depth is the submitter's choice, on a small stack.
#include <pthread.h>

#include <functional>
#include <string>

#include <gtest/gtest.h>

#include "tests/lower/parsed.h"

namespace stockade::analyzer {
namespace {

std::string Repeat(std::string_view text, size_t count) {
  std::string result;
  for (size_t i = 0; i < count; ++i) result += text;
  return result;
}

// Runs on a stack of 512 KiB, a sixteenth of what a thread has by default.
void OnSmallStack(std::function<void()> work) {
  pthread_attr_t attributes;
  ASSERT_EQ(pthread_attr_init(&attributes), 0);
  ASSERT_EQ(pthread_attr_setstacksize(&attributes, 512 << 10), 0);
  pthread_t thread;
  const auto run = [](void* argument) -> void* {
    (*static_cast<std::function<void()>*>(argument))();
    return nullptr;
  };
  ASSERT_EQ(pthread_create(&thread, &attributes, run, &work), 0);
  ASSERT_EQ(pthread_join(thread, nullptr), 0);
  pthread_attr_destroy(&attributes);
}

struct Shape {
  const char* name;
  const char* begin;
  const char* unit;
  const char* end;
};

// Whatever the verdict: it comes, and with a reason if there is no tree.
class DeepText : public testing::TestWithParam<Shape> {};

TEST_P(DeepText, IsJudgedWithoutOverflowingTheStack) {
  const Shape& shape = GetParam();
  OnSmallStack([&] {
    const Parsed parsed(shape.begin + Repeat(shape.unit, 50000) + shape.end + "\n");
    if (parsed.root() == nullptr) {
      EXPECT_FALSE(parsed.tree().diagnostics().empty());
    } else {
      EXPECT_GT(Dump(*parsed.root()).size(), 50000u);
    }
  });
}

INSTANTIATE_TEST_SUITE_P(
    Shapes, DeepText,
    testing::Values(
        Shape{"Attributes", "x = a", ".b", ""}, Shape{"Minus", "x = ", "-", "a"},
        Shape{"Not", "x = ", "not ", "a"}, Shape{"Sum", "x = ", "1 + ", "1"},
        Shape{"Power", "x = ", "2 ** ", "2"}, Shape{"AndOr", "x = ", "a and b or ", "a"},
        Shape{"Compare", "x = ", "a < ", "a"}, Shape{"Conditional", "x = ", "a if b else ", "c"},
        Shape{"Lambda", "x = ", "lambda: ", "c"}, Shape{"Calls", "x = a", "()", ""},
        Shape{"Methods", "x = a", ".b()[0]", ""},
        Shape{"Elif", "if a: pass\n", "elif a: pass\n", ""}, Shape{"Targets", "", "a = ", "1"},
        Shape{"Strings", "x = ", "'a' ", ""}, Shape{"Statements", "", "x;", ""},
        Shape{"Elements", "x = [", "a,", "]"}, Shape{"Union", "x: ", "a | ", "b"},
        Shape{"Parentheses", "x = ", "(", ""}, Shape{"LambdaDefaults", "x = ", "lambda a=", "1"},
        Shape{"AsPatterns", "match x:\n case a", " as b", ": pass"},
        Shape{"OrPatterns", "match x:\n case ", "1 | ", "2: pass"},
        Shape{"Decorators", "", "@a\n", "def f(): pass"}, Shape{"FStrings", "x = ", "f\"{", ""}),
    [](const testing::TestParamInfo<Shape>& shape) { return shape.param.name; });

TEST(Depth, WhatCPythonAcceptsIsAccepted) {
  const std::string accepted[] = {
      "x = " + Repeat("1 + ", 899) + "1\n",  "if a: pass\n" + Repeat("elif a: pass\n", 250),
      "x = a" + Repeat(".b(c)", 300) + "\n", "x = " + Repeat("[", 190) + Repeat("]", 190) + "\n",
      "x = " + Repeat("not ", 500) + "a\n",  "x = " + Repeat("a if b else ", 300) + "c\n",
  };
  for (const std::string& text : accepted) {
    OnSmallStack([&] {
      const Parsed parsed(text);
      EXPECT_NE(parsed.root(), nullptr) << text.substr(0, 40) << ": " << parsed.Brief();
    });
  }
}

TEST(Depth, MoreBracketsThanCPythonTakesAreRefused) {
  EXPECT_EQ(Parsed("x = " + Repeat("[", 250) + Repeat("]", 250) + "\n").Brief(),
            "ST020 too many nested parentheses");
}

}  // namespace
}  // namespace stockade::analyzer
