// Programs that nobody here wrote: modules of Debian's CPython, as submitted text, each with a
// driver of tests/real/drivers that calls its public functions with real arguments and prints what
// they return. What the confined, guarded run prints must be what plain CPython prints.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/support/process.h"

namespace stockade::tests {
namespace {

namespace fs = std::filesystem;

constexpr char kLibrary[] = "/usr/lib/python3.11/";

std::vector<std::string> Drivers() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(SourcePath("tests/real/drivers"))) {
    names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

// "html.entities" -> html/entities.py
std::string ModulePath(const std::string& name) {
  std::string path = name;
  std::replace(path.begin(), path.end(), '.', '/');
  return kLibrary + path + ".py";
}

// The module's text without the lines that hold what its driver leaves out ("# leaves out: import
// warnings", the reason after it), and without form feeds, which intake refuses.
std::string Submitted(const std::string& module, const std::string& driver) {
  constexpr std::string_view kMark = "# leaves out: ";
  std::vector<std::string> left_out;
  std::istringstream marks(driver);
  for (std::string line; std::getline(marks, line) && line.starts_with(kMark);) {
    left_out.push_back(line.substr(kMark.size()));
  }
  std::string text;
  std::istringstream lines(module);
  for (std::string line; std::getline(lines, line);) {
    std::erase(line, '\f');
    const auto held = [&line](const std::string& part) {
      return line.find(part) != std::string::npos;
    };
    if (std::none_of(left_out.begin(), left_out.end(), held)) text += line;
    text += '\n';
  }
  return text + '\n' + driver + "\n\ndef driver_is_done():\n    return 'done'\n";
}

class RealProgram : public testing::TestWithParam<std::tuple<std::string, std::string>> {};

TEST_P(RealProgram, PrintsTheSameConfined) {
  const auto& [name, level] = GetParam();
  TemporaryDirectory dir;
  const std::string file = dir.File("submission.py");
  WriteFile(file, Submitted(ReadFile(ModulePath(name)),
                            ReadFile(SourcePath("tests/real/drivers/" + name + ".py"))));
  const ProcessResult plain =
      RunProcess({"/usr/bin/python3", "-I", "-S", "-W", "ignore", "-c",
                  "import runpy; runpy.run_path('" + file + "', run_name='submission')"});
  ASSERT_EQ(plain.exit_code, 0) << plain.err;
  ASSERT_GT(plain.out.size(), 40u);

  const ProcessResult confined =
      RunProcess({StockadePath(), "run", file, "--call", "driver_is_done", "--rules",
                  SourcePath("tests/real/library.toml"), "--guards", level, "--format", "json"});
  const auto result = nlohmann::json::parse(confined.out, nullptr, false);
  ASSERT_FALSE(result.is_discarded()) << confined.out << confined.err;
  EXPECT_EQ(result["verdict"], "ok")
      << result["exception"].dump(1) << result["findings"].dump(1) << result["limit"];
  EXPECT_EQ(result["value"], "done");
  EXPECT_EQ(result["stdout"].get<std::string>(), plain.out);
}

INSTANTIATE_TEST_SUITE_P(Library, RealProgram,
                         testing::Combine(testing::ValuesIn(Drivers()),
                                          testing::Values("proven", "all")),
                         [](const auto& param) {
                           std::string name =
                               std::get<0>(param.param) + "_" + std::get<1>(param.param);
                           std::replace(name.begin(), name.end(), '.', '_');
                           return name;
                         });

TEST(RealPrograms, AtLeastThirtyModulesAreTried) { EXPECT_GE(Drivers().size(), 30u); }

}  // namespace
}  // namespace stockade::tests
