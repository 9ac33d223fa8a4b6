// Programs that use modules and builtins as CPython's documentation does, one after the other
// (tests/real/documented). Under the rule set that their first line names nothing is found in them,
// and they print what plain CPython prints, whatever the guards.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "tests/support/process.h"

namespace stockade::tests {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> Programs() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(SourcePath("tests/real/documented"))) {
    if (entry.path().extension() == ".py") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

class Documented : public testing::TestWithParam<std::tuple<std::string, std::string>> {};

TEST_P(Documented, PrintsTheSame) {
  const auto& [name, level] = GetParam();
  const std::string file = SourcePath("tests/real/documented/" + name + ".py");
  const std::string text = ReadFile(file);
  constexpr std::string_view kMark = "# rules: ";
  ASSERT_TRUE(text.starts_with(kMark));
  const std::string rules = text.substr(kMark.size(), text.find('\n') - kMark.size());
  const ProcessResult plain =
      RunProcess({"/usr/bin/python3", "-I", "-S", "-W", "ignore", file}, {.stdin_bytes = "one"});
  ASSERT_EQ(plain.exit_code, 0) << plain.err;
  ASSERT_GT(plain.out.size(), 50u);
  TemporaryDirectory dir;
  WriteFile(dir.File("input"), "one");
  const ProcessResult confined = RunProcess({StockadePath(), "run", file, "--rules", rules,
                                             "--guards", level, "--stdin", dir.File("input")});
  EXPECT_EQ(confined.exit_code, 0) << confined.err;
  EXPECT_EQ(confined.out, plain.out);
}

INSTANTIATE_TEST_SUITE_P(Programs, Documented,
                         testing::Combine(testing::ValuesIn(Programs()),
                                          testing::Values("proven", "all")),
                         [](const testing::TestParamInfo<Documented::ParamType>& run) {
                           return std::get<0>(run.param) + "_" + std::get<1>(run.param);
                         });

}  // namespace
}  // namespace stockade::tests
