// Programs in as many styles as people have: tests/corpus/_ordinary/. Each says in its first lines
// for which rule sets it is written, and what it reads:
//
//   # sets: judge, education
//   # stdin: "3 4\n"              (a JSON text; without the line, nothing)
//
// Under each of these sets it has no error, and the confined, guarded run prints what plain CPython
// prints and ends as it ends: with the same exception from the same lines, or the same status.
#include <gtest/gtest.h>
#include <re2/re2.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/support/process.h"

namespace stockade::tests {
namespace {

using nlohmann::json;

std::string Folder() { return SourcePath("tests/corpus/_ordinary"); }

std::vector<std::string> Programs() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(Folder())) {
    names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

struct Program {
  std::string path;
  std::vector<std::string> sets;
  std::string stdin_bytes;
  bool calls_exit = false;
};

Program Read(const std::string& name) {
  Program program{Folder() + "/" + name + ".py", {}, {}};
  const std::string text = ReadFile(program.path);
  program.calls_exit = RE2::PartialMatch(text, R"(\bexit\()");
  std::string sets, input, set;
  EXPECT_TRUE(RE2::PartialMatch(text, R"(\A# sets: ([a-z, -]+)\n)", &sets)) << name;
  for (re2::StringPiece rest(sets); RE2::FindAndConsume(&rest, R"(([a-z-]+))", &set);) {
    program.sets.push_back(set);
  }
  if (RE2::PartialMatch(text, R"(\A.*\n# stdin: (".*")\n)", &input)) {
    program.stdin_bytes = json::parse(input).get<std::string>();
  }
  return program;
}

// The lines of a traceback that CPython printed.
std::vector<int> LinesOf(const std::string& err) {
  std::vector<int> lines;
  int line = 0;
  for (re2::StringPiece rest(err); RE2::FindAndConsume(&rest, R"(File ".*", line (\d+))", &line);) {
    lines.push_back(line);
  }
  return lines;
}

// What one run said, in the words of the other. A text that calls exit(0) has exited.
void ExpectSameEnd(const json& result, const ProcessResult& plain, bool calls_exit) {
  if (plain.exit_code == 0) {
    EXPECT_EQ(result["verdict"], calls_exit ? "exit" : "ok")
        << result["exception"].dump(1) << result["limit"];
  } else if (plain.err.find("Traceback") == std::string::npos) {
    EXPECT_EQ(result["verdict"], "exit");
    EXPECT_EQ(result["stderr"].get<std::string>(), plain.err);
  } else {
    ASSERT_EQ(result["verdict"], "exception");
    const json& exception = result["exception"];
    const std::string last = exception["type"].get<std::string>() + ": " +
                             exception["message"].get<std::string>() + "\n";
    EXPECT_TRUE(plain.err.ends_with(last)) << last << plain.err;
    std::vector<int> lines;
    for (const json& frame : exception["traceback"]) lines.push_back(frame["line"]);
    EXPECT_EQ(lines, LinesOf(plain.err));
  }
}

class Ordinary : public testing::TestWithParam<std::string> {};

TEST_P(Ordinary, RunsAsUnderPlainPython) {
  const Program program = Read(GetParam());
  ASSERT_FALSE(program.sets.empty());
  const ProcessResult plain =
      RunProcess({"/usr/bin/python3", "-I", program.path}, {.stdin_bytes = program.stdin_bytes});
  ASSERT_FALSE(plain.timed_out);
  bool first = true;
  for (const std::string& set : program.sets) {
    for (const char* level : {"proven", "all"}) {
      if (!first && level == std::string_view("all")) continue;  // the set changes no guard
      SCOPED_TRACE(set + ", " + level);
      const ProcessResult confined =
          RunProcess({StockadePath(), "run", program.path, "--rules", set, "--guards", level,
                      "--stdin", "-", "--format", "json"},
                     {.stdin_bytes = program.stdin_bytes});
      const json result = json::parse(confined.out, nullptr, false);
      ASSERT_FALSE(result.is_discarded()) << confined.out << confined.err;
      for (const json& finding : result["findings"]) {
        EXPECT_NE(finding["severity"], "error") << finding.dump(1);
      }
      EXPECT_EQ(result["stdout"].get<std::string>(), plain.out);
      ExpectSameEnd(result, plain, program.calls_exit);
    }
    first = false;
  }
}

INSTANTIATE_TEST_SUITE_P(Programs, Ordinary, testing::ValuesIn(Programs()),
                         [](const auto& param) { return param.param; });

TEST(OrdinaryPrograms, AreMany) { EXPECT_GE(Programs().size(), 60u); }

}  // namespace
}  // namespace stockade::tests
