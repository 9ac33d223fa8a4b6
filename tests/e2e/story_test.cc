// The worked story of the question that the project answers, through the command line.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/support/process.h"

namespace stockade::tests {
namespace {

using nlohmann::json;
using ::testing::AnyOf;
using ::testing::HasSubstr;

struct RunOutput {
  int exit_code = -1;
  json result;
  std::string err;
  std::chrono::milliseconds took{0};
};

// `stockade run FILE ... --format json`, the file given as text.
RunOutput RunText(const std::string& source, std::vector<std::string> options = {},
                  const std::string& stdin_bytes = {}) {
  TemporaryDirectory dir;
  WriteFile(dir.File("submission.py"), source);
  std::vector<std::string> argv = {StockadePath(), "run", dir.File("submission.py"), "--format",
                                   "json"};
  argv.insert(argv.end(), options.begin(), options.end());
  if (!stdin_bytes.empty()) {
    WriteFile(dir.File("stdin"), stdin_bytes);
    argv.push_back("--stdin");
    argv.push_back(dir.File("stdin"));
  }
  const auto start = std::chrono::steady_clock::now();
  const ProcessResult r = RunProcess(argv);
  RunOutput run;
  run.took = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - start);
  run.exit_code = r.exit_code;
  run.err = r.err;
  run.result = json::parse(r.out, nullptr, false);
  EXPECT_FALSE(run.result.is_discarded()) << "not JSON: " << r.out << r.err;
  if (run.result.is_discarded()) run.result = json::object();
  return run;
}

RunOutput RunExample(const std::string& name, std::vector<std::string> options = {},
                     const std::string& stdin_bytes = {}) {
  return RunText(ReadFile(SourcePath("examples/" + name)), std::move(options), stdin_bytes);
}

std::string Verdict(const RunOutput& run) { return run.result.value("verdict", "(none)"); }

TEST(Story, AFunctionIsCalledWithPositionalArguments) {
  const RunOutput run = RunExample("likes.py", {"--call", "test", "--args", "[5]"});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(Verdict(run), "ok");
  EXPECT_EQ(run.result["value"], "Johny likes 25");
}

TEST(Story, AFunctionIsCalledWithKeywordArguments) {
  const RunOutput run =
      RunExample("likes.py", {"--call", "test", "--kwargs", R"({"x": 3, "name": "Ann"})"});
  EXPECT_EQ(Verdict(run), "ok") << run.result;
  EXPECT_EQ(run.result["value"], "Ann likes 9");
}

TEST(Story, AForbiddenImportIsRefusedBeforeAnythingRuns) {
  const RunOutput run = RunExample("forbidden_import.py");
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_EQ(Verdict(run), "rejected");
  EXPECT_EQ(run.result["stdout"], "");
  ASSERT_FALSE(run.result["findings"].empty());
  const json& finding = run.result["findings"][0];
  EXPECT_THAT(finding["code"].get<std::string>(), testing::StartsWith("ST2"));
  EXPECT_EQ(finding["span"]["start"]["line"], 1);
  EXPECT_EQ(finding["span"]["start"]["column"], 8);
  EXPECT_THAT(finding["message"].get<std::string>(), HasSubstr("sys"));
  EXPECT_NE(finding["help"], "");
}

TEST(Story, WithoutTheRulesTheImportGuardStopsIt) {
  const RunOutput run = RunExample("forbidden_import.py", {"--no-check"});
  EXPECT_EQ(Verdict(run), "exception") << run.result;
  EXPECT_EQ(run.result["exception"]["type"], "ImportError");
  EXPECT_THAT(run.result["exception"]["message"].get<std::string>(), HasSubstr("sys"));
  EXPECT_EQ(run.result["exception"]["traceback"][0]["line"], 1);
  EXPECT_THAT(run.result["degraded"].dump(), HasSubstr("rules"));
}

TEST(Story, WithoutTheGuardsTheKernelLeavesNothingThatMatters) {
  const RunOutput run = RunText(
      "import os\n"
      "print('REACHED')\n"
      "for act in (lambda: os.fork(), lambda: open('/etc/passwd'), lambda: os.listdir('/'),\n"
      "            lambda: os.kill(os.getppid(), 9), lambda: os.execv('/bin/sh', ['sh'])):\n"
      "    try:\n"
      "        print('DONE', act())\n"
      "    except OSError as e:\n"
      "        print('refused', e.errno)\n",
      {"--no-check", "--no-guards", "--preload", "os"});
  const std::string out = run.result.value("stdout", "");
  EXPECT_THAT(out, testing::StartsWith("REACHED\n")) << run.result;
  // listdir of an empty root may give an empty list; nothing else may succeed.
  EXPECT_THAT(out, testing::Not(HasSubstr("passwd")));
  EXPECT_THAT(out, testing::Not(testing::ContainsRegex("DONE [1-9<]")));
  EXPECT_THAT(Verdict(run), AnyOf("ok", "signal"));
}

TEST(Story, ImportsOfAllowedModulesWork) {
  for (const char* source :
       {"import math\nprint(math.ceil(1.5))\n", "from math import ceil\nprint(ceil(1.5))\n",
        "import math as m\nprint(m.ceil(1.5))\n"}) {
    const RunOutput run = RunText(source);
    EXPECT_EQ(Verdict(run), "ok") << source << run.result;
    EXPECT_EQ(run.result["stdout"], "2\n");
  }
}

TEST(Story, ARefusedImportNamesTheAlternatives) {
  const RunOutput run = RunText("import socket\n");
  EXPECT_EQ(Verdict(run), "rejected");
  EXPECT_THAT(run.result["findings"][0].dump(), HasSubstr("math"));
}

TEST(Story, AForLoopSums) {
  const RunOutput run = RunExample("sum_loop.py", {"--call", "total", "--args", "[1000]"});
  EXPECT_EQ(Verdict(run), "ok") << run.result;
  EXPECT_EQ(run.result["value"], 499500);
}

TEST(Story, ALoopOverTheBudgetEndsWithItsLine) {
  const RunOutput run =
      RunExample("sum_loop.py", {"--call", "total", "--args", "[100000]", "--iterations", "5000"});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_EQ(Verdict(run), "iteration_limit") << run.result;
  EXPECT_EQ(run.result["limit"]["name"], "iterations");
  EXPECT_THAT(run.result["limit"]["line"].get<int>(), AnyOf(3, 4));
}

TEST(Story, AnEndlessLoopMeetsTheBudgetOrTheClock) {
  EXPECT_EQ(Verdict(RunExample("endless.py", {"--call", "spin", "--iterations", "1000"})),
            "iteration_limit");
  EXPECT_EQ(
      Verdict(RunExample("endless.py", {"--call", "spin", "--iterations", "0", "--cpu", "300 ms"})),
      "cpu_limit");
  EXPECT_EQ(Verdict(RunExample("endless.py", {"--call", "spin", "--iterations", "0", "--wall",
                                              "300 ms", "--cpu", "20 s"})),
            "wall_limit");
}

TEST(Story, ACLoopIsKilledByTheClock) {
  const RunOutput run = RunText("sum(range(10**12))\n", {"--cpu", "20 s", "--wall", "400 ms"});
  EXPECT_EQ(Verdict(run), "wall_limit") << run.result;
  // The supervisor's own measure of how long the run took until it was over.
  EXPECT_GE(run.result["usage"]["wall_ms"].get<double>(), 400);
}

TEST(Story, APowerBombMeetsEachLayer) {
  const std::string source = "print(len(str(10**10**8)))\n";
  EXPECT_EQ(Verdict(RunText(source)), "rejected");
  const RunOutput guarded = RunText(source, {"--no-check"});
  EXPECT_THAT(Verdict(guarded), AnyOf("memory_limit", "exception", "rejected")) << guarded.result;
  EXPECT_LT(guarded.result["usage"]["cpu_ms"].get<double>(), 200);
  const RunOutput bare = RunText("x = 10\nprint(x**x**8)\n", {"--no-check", "--no-guards", "--wall",
                                                              "400 ms", "--cpu", "20 s"});
  EXPECT_EQ(Verdict(bare), "wall_limit") << bare.result;
}

TEST(Story, AugmentedAssignmentWorksOnNamesItemsAndAttributes) {
  const RunOutput run = RunExample("augmented.py", {"--call", "test"});
  EXPECT_EQ(Verdict(run), "ok") << run.result;
  EXPECT_EQ(run.result["value"], json::parse("[3, [1, 42, 3], 5]"));
}

TEST(Story, InputReadsTheGivenStdinAndPrintComesBack) {
  const RunOutput run = RunExample("echo.py", {}, "Ann\nrest\n");
  EXPECT_EQ(Verdict(run), "ok") << run.result;
  EXPECT_EQ(run.result["stdout"], "hello, Ann\n");
}

TEST(Story, AnExceptionComesBackWithTheSubmittersLines) {
  const RunOutput run = RunExample("failing.py", {"--call", "average", "--args", "[[]]"});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_EQ(Verdict(run), "exception");
  const json& exception = run.result["exception"];
  EXPECT_EQ(exception["type"], "ZeroDivisionError");
  EXPECT_EQ(exception["message"], "division by zero");
  ASSERT_EQ(exception["traceback"].size(), 2u);
  EXPECT_EQ(exception["traceback"][0]["line"], 9);
  EXPECT_EQ(exception["traceback"][0]["function"], "average");
  EXPECT_EQ(exception["traceback"][0]["text"], "return divide(total, len(numbers))");
  EXPECT_EQ(exception["traceback"][1]["line"], 2);
  EXPECT_EQ(exception["traceback"][1]["function"], "divide");
}

TEST(Story, BombsHaveTheirVerdicts) {
  EXPECT_EQ(Verdict(RunText("x = []\nwhile True:\n    x.append(bytearray(1 << 20))\n",
                            {"--memory", "64 MiB"})),
            "memory_limit");
  const RunOutput flood = RunText("while True:\n    print('x' * 1000)\n", {"--output", "64 KiB"});
  EXPECT_EQ(Verdict(flood), "output_limit") << flood.result["verdict"];
  EXPECT_EQ(flood.result["stdout"].get<std::string>().size(), 64u << 10);
  EXPECT_THAT(flood.result["truncated"].dump(), HasSubstr("stdout"));
  EXPECT_EQ(Verdict(RunText("def f(n):\n    return f(n + 1)\nf(0)\n")), "recursion_limit");
}

TEST(Story, AHoleThatExitsOrClosesTheChannelIsNamed) {
  const RunOutput exits = RunText("import os\nprint('REACHED')\nos._exit(0)\n",
                                  {"--no-check", "--no-guards", "--preload", "os"});
  EXPECT_EQ(Verdict(exits), "exit") << exits.result;
  EXPECT_EQ(exits.result["stdout"], "REACHED\n");
  const RunOutput closes = RunText("import os\nprint('REACHED')\nos.closerange(3, 100)\n",
                                   {"--no-check", "--no-guards", "--preload", "os"});
  EXPECT_THAT(Verdict(closes), AnyOf("protocol_error", "exit", "signal")) << closes.result;
}

}  // namespace
}  // namespace stockade::tests
