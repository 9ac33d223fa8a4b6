// One prepared program, called a thousand times; and the library call that validates and runs.
#include <gtest/gtest.h>

#include "tools/pipeline.h"

namespace stockade {
namespace {

Pipeline Default() {
  auto pipeline =
      Pipeline::Create({.worker_path = STOCKADE_BINARY_DIR "/executor/stockade-worker"});
  if (!pipeline) ADD_FAILURE() << pipeline.error().message;
  return std::move(*pipeline);
}

constexpr char kLikes[] = "def test(x, name=\"Johny\"): return name + \" likes \" + str(x*x)\n";

TEST(Prepare, AThousandCallsEachGiveTheirValue) {
  Pipeline pipeline = Default();
  auto prepared = pipeline.Prepare(kLikes);
  ASSERT_TRUE(prepared) << prepared.error().message;
  ASSERT_EQ(prepared->body().outcome.verdict, executor::Verdict::kOk)
      << prepared->body().outcome.message;
  for (int x = 0; x < 1000; ++x) {
    RunRequest request;
    request.function = "test";
    request.args_json = "[" + std::to_string(x) + "]";
    if (x % 2 == 1) request.kwargs_json = R"({"name": "Ann"})";
    auto result = prepared->Call(request);
    ASSERT_TRUE(result) << result.error().message;
    ASSERT_EQ(result->outcome.verdict, executor::Verdict::kOk)
        << executor::VerdictName(result->outcome.verdict) << " " << result->outcome.message;
    ASSERT_TRUE(result->outcome.value.has_value());
    EXPECT_EQ(result->outcome.value->text,
              (x % 2 == 1 ? "Ann likes " : "Johny likes ") + std::to_string(x * x));
  }
}

TEST(Prepare, CallsLeaveNoTraceInTheState) {
  Pipeline pipeline = Default();
  auto prepared =
      pipeline.Prepare("seen = []\ndef add(x):\n    seen.append(x)\n    return len(seen)\n");
  ASSERT_TRUE(prepared) << prepared.error().message;
  for (int i = 0; i < 5; ++i) {
    RunRequest request;
    request.function = "add";
    request.args_json = "[1]";
    auto result = prepared->Call(request);
    ASSERT_TRUE(result);
    ASSERT_EQ(result->outcome.verdict, executor::Verdict::kOk) << result->outcome.message;
    EXPECT_EQ(result->outcome.value->integer, 1);
  }
}

TEST(Prepare, ABodyThatFailsSaysSo) {
  Pipeline pipeline = Default();
  auto prepared = pipeline.Prepare("def f():\n    pass\n1 / 0\n");
  ASSERT_TRUE(prepared);
  EXPECT_EQ(prepared->body().outcome.verdict, executor::Verdict::kException);
  RunRequest request;
  request.function = "f";
  auto result = prepared->Call(request);
  ASSERT_TRUE(result);
  EXPECT_EQ(result->outcome.verdict, executor::Verdict::kSetupError);
}

TEST(Prepare, ACallThatEndsBadlyLeavesTheStateUsable) {
  Pipeline pipeline = Default();
  auto prepared = pipeline.Prepare(
      "def good():\n    return 1\n"
      "def deep(n):\n    return deep(n + 1)\n"
      "def spin():\n    while True:\n        pass\n");
  ASSERT_TRUE(prepared);
  auto call = [&](const char* name) {
    RunRequest request;
    request.function = name;
    if (std::string_view(name) == "deep") request.args_json = "[0]";
    auto result = prepared->Call(request);
    return result ? result->outcome.verdict : executor::Verdict::kSetupError;
  };
  EXPECT_EQ(call("good"), executor::Verdict::kOk);
  EXPECT_EQ(call("deep"), executor::Verdict::kRecursionLimit);
  EXPECT_EQ(call("good"), executor::Verdict::kOk);
  EXPECT_EQ(call("spin"), executor::Verdict::kIterationLimit);
  EXPECT_EQ(call("good"), executor::Verdict::kOk);
}

TEST(Pipeline, ValidatesBeforeItRuns) {
  Pipeline pipeline = Default();
  auto refused = pipeline.Run("import sys\nprint(1)\n", {});
  ASSERT_TRUE(refused);
  EXPECT_EQ(refused->outcome.verdict, executor::Verdict::kRejected);
  ASSERT_FALSE(refused->findings.empty());
  EXPECT_EQ(refused->findings[0].span.start.line, 1u);
  EXPECT_TRUE(refused->outcome.out.empty());
  auto ran = pipeline.Run("print(6 * 7)\n", {});
  ASSERT_TRUE(ran);
  EXPECT_EQ(ran->outcome.verdict, executor::Verdict::kOk) << ran->outcome.message;
  EXPECT_EQ(ran->outcome.out, "42\n");
}

}  // namespace
}  // namespace stockade
