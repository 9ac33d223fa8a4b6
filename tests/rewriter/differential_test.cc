// Programs do guarded what they do plain, with the worker's own guards and verifier: programs of a
// grammar and a seed (generated.py), and CPython's own test files (cpython_tests.py) where they are
// installed (Debian: libpython3.11-testsuite). Both run in guarded_python.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "tests/support/process.h"

namespace stockade::rewriter {
namespace {

using tests::ProcessResult;

nlohmann::json RunInGuardedPython(const std::string& script, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(),
                   {GUARDED_PYTHON, tests::SourcePath("tests/rewriter/" + script)});
  tests::ProcessOptions options;
  options.timeout = std::chrono::seconds(280);
  // The files in test/ write beside themselves into the current directory.
  tests::TemporaryDirectory directory;
  options.cwd = directory.path();
  const ProcessResult result = tests::RunProcess(arguments, options);
  EXPECT_EQ(result.exit_code, 0) << result.err.substr(0, 4000);
  const auto parsed = nlohmann::json::parse(result.out, nullptr, false);
  EXPECT_FALSE(parsed.is_discarded()) << result.out.substr(0, 4000);
  return parsed;
}

// --- generated programs

class Generated : public testing::TestWithParam<int> {};

constexpr int kProgramsPerPart = 500;

TEST_P(Generated, ProgramsDoTheSameGuarded) {
  const int seed = GetParam() * kProgramsPerPart;
  const nlohmann::json result = RunInGuardedPython(
      "generated.py",
      {"--seed", std::to_string(seed), "--count", std::to_string(kProgramsPerPart)});
  ASSERT_TRUE(result.is_object());
  EXPECT_EQ(result["different"], nlohmann::json::array()) << result["different"].dump(1);
  // A generator that makes nothing of use proves nothing.
  EXPECT_EQ(result["invalid"], nlohmann::json::array()) << result["invalid"].dump(1);
  EXPECT_GE(result["ran"], kProgramsPerPart);
  EXPECT_GE(result["raised"], kProgramsPerPart / 4);
  EXPECT_GE(result["events"], 10 * kProgramsPerPart);
}

INSTANTIATE_TEST_SUITE_P(Seeds, Generated, testing::Range(0, 4));

// Every construct of the grammar shows up, so that none is left out by a slip of the generator.
TEST(Generator, MakesEveryNodeOfTheSyntax) {
  const nlohmann::json result =
      RunInGuardedPython("generated.py", {"--seed", "0", "--count", "300", "--nodes"});
  EXPECT_EQ(result["missing"], nlohmann::json::array());
}

// --- CPython's own tests

struct Exclusions {
  std::map<std::string, std::map<std::string, std::string>> reasons;  // module -> test -> reason
};

// cpython_tests.txt: "module" lines, each followed by indented "test: reason" lines.
const Exclusions& Listed() {
  static const Exclusions& listed = *new Exclusions([] {
    Exclusions read;
    std::istringstream lines(
        tests::ReadFile(tests::SourcePath("tests/rewriter/cpython_tests.txt")));
    std::string line, module;
    while (std::getline(lines, line)) {
      if (line.empty() || line[0] == '#') continue;
      if (line[0] != ' ') {
        module = line;
        read.reasons[module];
        continue;
      }
      const size_t colon = line.find(": ");
      EXPECT_NE(colon, std::string::npos) << line;
      EXPECT_FALSE(module.empty()) << line;
      if (colon == std::string::npos || module.empty()) continue;
      const auto [at, fresh] =
          read.reasons[module].emplace(line.substr(2, colon - 2), line.substr(colon + 2));
      EXPECT_TRUE(fresh) << at->first << " is listed twice";
    }
    return read;
  }());
  return listed;
}

std::vector<std::string> InstalledModules() {
  std::vector<std::string> names;
  if (std::string(CPYTHON_TESTS).empty()) return names;
  for (const auto& [name, tests] : Listed().reasons) names.push_back(name);
  return names;
}

class CPythonTests : public testing::TestWithParam<std::tuple<std::string, std::string>> {};
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(CPythonTests);

TEST_P(CPythonTests, PassGuardedAsTheyPassPlain) {
  const auto& [module, level] = GetParam();
  const nlohmann::json result = RunInGuardedPython("cpython_tests.py", {level, module});
  ASSERT_TRUE(result.is_object());
  EXPECT_GE(result["passed"].get<size_t>() + result["failed"].size(), 1u);
  std::map<std::string, std::string> reasons;  // of this level
  for (const auto& [test, reason] : Listed().reasons.at(module)) {
    const size_t end = reason[0] == '[' ? reason.find("] ") : std::string::npos;
    if (end == std::string::npos) {
      reasons[test] = reason;
    } else if (reason.substr(1, end - 1) == level) {
      reasons[test] = reason.substr(end + 2);
    }
  }
  for (const auto& [test, why] : result["failed"].items()) {
    EXPECT_TRUE(reasons.contains(test)) << test << "\n" << why.get<std::string>();
  }
  for (const auto& [test, reason] : reasons) {
    EXPECT_GT(reason.size(), 20u) << test;
    EXPECT_TRUE(result["failed"].contains(test)) << test << " is listed and passes";
  }
}

INSTANTIATE_TEST_SUITE_P(Installed, CPythonTests,
                         testing::Combine(testing::ValuesIn(InstalledModules()),
                                          testing::Values("proven", "all")),
                         [](const auto& param) {
                           return std::get<0>(param.param) + "_" + std::get<1>(param.param);
                         });

}  // namespace
}  // namespace stockade::rewriter
