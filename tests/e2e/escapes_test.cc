// The corpus of escapes, one layer at a time: tests/corpus/_escapes/README.md says how.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/support/process.h"

namespace stockade::tests {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

struct Escape {
  std::string name, path, layer, preload, expect;
};

void PrintTo(const Escape& escape, std::ostream* out) { *out << escape.path; }

// The value of a header line `# key: value`, or "".
std::string Header(const std::string& text, const std::string& key) {
  const std::string mark = "# " + key + ": ";
  const size_t at = text.find(mark);
  if (at == std::string::npos) return "";
  return text.substr(at + mark.size(), text.find('\n', at) - at - mark.size());
}

std::vector<std::string> Split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  std::string part;
  while (std::getline(stream, part, separator)) {
    const size_t first = part.find_first_not_of(' ');
    if (first != std::string::npos) parts.push_back(part.substr(first));
  }
  return parts;
}

std::vector<Escape> Escapes(const std::string& layer) {
  std::vector<Escape> found;
  for (const auto& entry : fs::directory_iterator(SourcePath("tests/corpus/_escapes"))) {
    if (entry.path().extension() != ".py") continue;
    const std::string text = ReadFile(entry.path());
    for (const std::string& named : Split(Header(text, "stopped-by"), ',')) {
      if (named != layer) continue;
      found.push_back({entry.path().stem(), entry.path(), named, Header(text, "preload"),
                       Header(text, "expect")});
    }
  }
  std::sort(found.begin(), found.end(),
            [](const Escape& a, const Escape& b) { return a.name < b.name; });
  return found;
}

// The result, with what was said on standard error under "messages".
json RunConfined(const Escape& escape, std::vector<std::string> options) {
  std::vector<std::string> argv = {StockadePath(), "run", escape.path, "--format", "json"};
  argv.insert(argv.end(), options.begin(), options.end());
  const ProcessResult r = RunProcess(argv);
  EXPECT_FALSE(r.timed_out);
  json result = json::parse(r.out, nullptr, false);
  EXPECT_FALSE(result.is_discarded()) << r.out << r.err;
  if (result.is_discarded()) return json::object();
  result["messages"] = r.err;
  return result;
}

TEST(Escapes, EveryFileNamesItsLayers) {
  int files = 0;
  for (const auto& entry : fs::directory_iterator(SourcePath("tests/corpus/_escapes"))) {
    if (entry.path().extension() != ".py") continue;
    ++files;
    const std::vector<std::string> layers =
        Split(Header(ReadFile(entry.path()), "stopped-by"), ',');
    EXPECT_FALSE(layers.empty()) << entry.path();
    for (const std::string& layer : layers)
      EXPECT_THAT(layer, testing::AnyOf("rule", "guard", "kernel")) << entry.path();
  }
  EXPECT_GE(files, 100);
}

class RuleLayer : public testing::TestWithParam<Escape> {};
TEST_P(RuleLayer, FindsIt) {
  const ProcessResult r = RunProcess(
      {StockadePath(), "check", "--rules", "default", "--format", "json", GetParam().path});
  EXPECT_EQ(r.exit_code, 1) << r.err;
  EXPECT_THAT(r.out, testing::HasSubstr("\"severity\":\"error\""));
}

class GuardLayer : public testing::TestWithParam<Escape> {};
TEST_P(GuardLayer, GetsHoldOfNothing) {
  const json result = RunConfined(GetParam(), {"--no-check"});
  EXPECT_THAT(result.value("stdout", "") + result.value("stderr", ""),
              testing::Not(testing::HasSubstr("ESCAPED")))
      << result;
  // A crash or a kill would mean that a later layer had to help.
  EXPECT_THAT(result.value("verdict", ""), testing::AnyOf("ok", "exception", "rejected")) << result;
}

class KernelLayer : public testing::TestWithParam<Escape> {};
TEST_P(KernelLayer, RefusesTheAct) {
  std::vector<std::string> options = {"--no-check", "--no-guards"};
  for (const std::string& module : Split(GetParam().preload, ',')) {
    options.insert(options.end(), {"--preload", module});
  }
  const json result = RunConfined(GetParam(), options);
  const std::string out = result.value("stdout", "");
  EXPECT_THAT(out, testing::StartsWith("REACHED\n")) << result;
  EXPECT_THAT(out, testing::Not(testing::HasSubstr("ESCAPED")));
  const std::string verdict = result.value("verdict", "");
  bool as_expected = false;
  for (const std::string& expected : Split(GetParam().expect, '|')) {
    if (expected.starts_with("errno "))
      as_expected |= out.find("\n" + expected) != std::string::npos;
    if (expected.starts_with("signal ")) {
      as_expected |= verdict == "signal" &&
                     result["messages"].get<std::string>().find(expected) != std::string::npos;
    }
    if (expected.starts_with("verdict ")) as_expected |= verdict == expected.substr(8);
  }
  EXPECT_TRUE(as_expected) << "expected " << GetParam().expect << ", got " << result;
}

std::string Name(const testing::TestParamInfo<Escape>& info) { return info.param.name; }
INSTANTIATE_TEST_SUITE_P(Escapes, RuleLayer, testing::ValuesIn(Escapes("rule")), Name);
INSTANTIATE_TEST_SUITE_P(Escapes, GuardLayer, testing::ValuesIn(Escapes("guard")), Name);
INSTANTIATE_TEST_SUITE_P(Escapes, KernelLayer, testing::ValuesIn(Escapes("kernel")), Name);

}  // namespace
}  // namespace stockade::tests
