// The whole way through as a library.
#include "tools/pipeline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "executor/value.h"

namespace stockade {
namespace {

using executor::Verdict;
using ::testing::HasSubstr;

constexpr std::string_view kLikes =
    "def test(x, name=\"Johny\"):\n    return name + \" likes \" + str(x*x)\n";

Pipeline Make(PipelineOptions options = {}) {
  auto made = Pipeline::Create(options);
  if (!made) throw std::runtime_error(made.error().message);
  return std::move(*made);
}

TEST(Pipeline, RunsAFunctionThatItHasChecked) {
  Pipeline pipeline = Make();
  const auto run = pipeline.Run(kLikes, {.function = "test", .args_json = "[5]"});
  ASSERT_TRUE(run.has_value()) << run.error().message;
  EXPECT_EQ(run->outcome.verdict, Verdict::kOk) << run->outcome.message;
  ASSERT_TRUE(run->outcome.value.has_value());
  EXPECT_EQ(executor::ToJson(*run->outcome.value), "\"Johny likes 25\"");
}

TEST(Pipeline, CallsAThousandTimesAfterOnePreparation) {
  Pipeline pipeline = Make();
  auto prepared = pipeline.Prepare(kLikes);
  ASSERT_TRUE(prepared.has_value()) << prepared.error().message;
  ASSERT_EQ(prepared->body().outcome.verdict, Verdict::kOk) << prepared->body().outcome.message;
  for (int i = 0; i < 1000; ++i) {
    const auto run =
        prepared->Call({.function = "test", .args_json = "[" + std::to_string(i) + "]"});
    ASSERT_TRUE(run.has_value()) << run.error().message;
    ASSERT_EQ(run->outcome.verdict, Verdict::kOk) << i << " " << run->outcome.message;
    ASSERT_EQ(executor::ToJson(*run->outcome.value),
              "\"Johny likes " + std::to_string(i * i) + "\"");
  }
}

TEST(Pipeline, LeavesNoTraceOfACallInWhatIsPrepared) {
  Pipeline pipeline = Make();
  auto prepared =
      pipeline.Prepare("seen = []\ndef f(x):\n    seen.append(x)\n    return len(seen)\n");
  ASSERT_TRUE(prepared.has_value()) << prepared.error().message;
  for (int i = 0; i < 3; ++i) {
    const auto run = prepared->Call({.function = "f", .args_json = "[1]"});
    ASSERT_TRUE(run.has_value());
    ASSERT_TRUE(run->outcome.value.has_value()) << run->outcome.message;
    EXPECT_EQ(executor::ToJson(*run->outcome.value), "1");
  }
}

TEST(Pipeline, RejectsWithoutStartingAnything) {
  Pipeline pipeline = Make({.worker_path = "/nowhere"});
  const auto run = pipeline.Run("import sys\n", {});
  ASSERT_TRUE(run.has_value()) << run.error().message;
  EXPECT_EQ(run->outcome.verdict, Verdict::kRejected);
  ASSERT_EQ(run->findings.size(), 1u);
  EXPECT_THAT(run->findings[0].message, HasSubstr("sys"));
  auto prepared = pipeline.Prepare("import sys\n");
  ASSERT_TRUE(prepared.has_value());
  EXPECT_EQ(prepared->body().outcome.verdict, Verdict::kRejected);
  const auto call = prepared->Call({.function = "f"});
  ASSERT_TRUE(call.has_value());
  EXPECT_EQ(call->outcome.verdict, Verdict::kRejected);
}

TEST(Pipeline, SaysThatTheWorkerIsMissing) {
  Pipeline pipeline = Make({.worker_path = "/nowhere"});
  const auto run = pipeline.Run("print(1)\n", {});
  ASSERT_FALSE(run.has_value());
  EXPECT_EQ(run.error().exit_code, 3);
  EXPECT_THAT(run.error().message, HasSubstr("/nowhere"));
}

TEST(Pipeline, SaysWhatIsWrongWithARequest) {
  Pipeline pipeline = Make({.worker_path = "/nowhere"});
  const auto error = [&](const RunRequest& request) {
    const auto run = pipeline.Run(kLikes, request);
    EXPECT_FALSE(run.has_value());
    if (run) return std::string();
    EXPECT_EQ(run.error().exit_code, 2);
    return run.error().message;
  };
  EXPECT_EQ(error({.function = "tset"}),
            "<submission> has no function \"tset\" at its top level; did you mean \"test\"?");
  EXPECT_EQ(error({.args_json = "[1]"}),
            "arguments are for a function: name one, or leave them out");
  EXPECT_EQ(error({.function = "test", .args_json = "{}"}),
            "the arguments must be a JSON list, for example [5, \"text\"]");
  EXPECT_EQ(error({.function = "test", .expression = true}),
            "an expression has no functions to call: leave one of the two out");
}

TEST(Pipeline, FindsFunctionsHoweverTheyAreBound) {
  Pipeline pipeline = Make();
  for (const char* text : {
           "f = lambda: 1\n",
           "def make():\n    global f\n    def f():\n        return 1\nmake()\n",
           "if True:\n    def f():\n        return 1\n",
           "from math import floor as f\n",
       }) {
    const auto run = pipeline.Run(text, {.function = "f", .args_json = "[]"});
    EXPECT_TRUE(run.has_value()) << text << run.error().message;
  }
}

TEST(Pipeline, NamesTheRuleSetThatIsNotThere) {
  const auto made = Pipeline::Create({.rules = "nowhere.toml"});
  ASSERT_FALSE(made.has_value());
  EXPECT_EQ(made.error().exit_code, 2);
  EXPECT_THAT(made.error().message, HasSubstr("nowhere.toml"));
}

TEST(Pipeline, ChecksAndRewrites) {
  const Pipeline pipeline = Make();
  EXPECT_EQ(pipeline.Check("import math\n", "a.py").verdict, analyzer::FileVerdict::kClean);
  EXPECT_EQ(pipeline.Check("import sys\n", "a.py").verdict, analyzer::FileVerdict::kFindings);
  EXPECT_EQ(pipeline.Check("\xFF", "a.py").verdict, analyzer::FileVerdict::kUnreadable);
  const auto rewritten = pipeline.Rewrite("for i in x:\n    pass\n", rewriter::Spelling::kNames);
  ASSERT_TRUE(rewritten.has_value());
  EXPECT_THAT(rewritten->text, HasSubstr("for i in _getiter_("));
  const auto refused = pipeline.Rewrite("import sys\n", rewriter::Spelling::kNames);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().size(), 1u);
}

}  // namespace
}  // namespace stockade
