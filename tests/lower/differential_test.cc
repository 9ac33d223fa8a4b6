// Our trees and CPython's over the same files: every kind, name, operator, context, value and
// place must be the same wherever both accept.
//
// The standard library is sampled (every kLibraryStep-th file by name), to keep the test short; the
// sample is the same on every run.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "analyzer/tree.h"
#include "tests/lower/facts.h"
#include "tests/support/process.h"

namespace stockade::analyzer {
namespace {

constexpr int kLibraryStep = 5;

// Only Python's Unicode database says that these are wrong: letters of a later Unicode, and a
// character name that does not exist.
constexpr std::string_view kUnicodeCases[] = {"han_ext_h.py", "new_unicode.py", "str_N_bad.py"};

struct Tally {
  size_t same = 0;
  size_t refused_by_both = 0;
  std::vector<std::string> differences;
  std::vector<std::string> refused_by_us;
  std::vector<std::string> refused_by_python;
};

std::string FirstDifference(const std::string& ours, const std::string& theirs) {
  std::istringstream a(ours);
  std::istringstream b(theirs);
  std::string x;
  std::string y;
  for (size_t line = 1;; ++line) {
    const bool more_a = static_cast<bool>(std::getline(a, x));
    const bool more_b = static_cast<bool>(std::getline(b, y));
    if (!more_a) x = "(end)";
    if (!more_b) y = "(end)";
    if (x != y || (!more_a && !more_b)) {
      return "fact " + std::to_string(line) + ": ours {" + x + "}, CPython's {" + y + "}";
    }
  }
}

IntakeLimits WideLimits() {
  IntakeLimits limits;
  limits.max_bytes = 64 << 20;
  limits.max_line_bytes = 64 << 20;
  limits.max_nesting = 1000;
  return limits;
}

void CompareOne(const std::string& path, const std::string& theirs, PythonVersion python,
                Tally* tally) {
  const Source source = Source::FromBytes(path, tests::ReadFile(path), WideLimits());
  const Tree tree = Tree::Parse(source, {.python = python});
  const bool refused = theirs == "refused";
  if (tree.root() == nullptr || !source.ok()) {
    if (refused) {
      ++tally->refused_by_both;
      return;
    }
    std::string reasons;
    for (const Diagnostic& d : source.diagnostics()) reasons += " " + d.code;
    for (const Diagnostic& d : tree.diagnostics()) reasons += " " + d.code + " " + d.message;
    tally->refused_by_us.push_back(path + ":" + reasons);
    return;
  }
  if (refused) {
    tally->refused_by_python.push_back(path);
    return;
  }
  const std::string ours = Facts(*tree.root(), source);
  if (ours == theirs) {
    ++tally->same;
  } else {
    tally->differences.push_back(path + ": " + FirstDifference(ours, theirs));
  }
}

Tally Compare(const std::vector<std::string>& paths, const std::vector<std::string>& options) {
  std::vector<std::string> command = {STOCKADE_PYTHON, "-I",
                                      tests::SourcePath("tests/lower/ast_facts.py")};
  command.insert(command.end(), options.begin(), options.end());
  std::string list;
  for (const std::string& path : paths) list += path + "\n";
  const tests::ProcessResult result =
      tests::RunProcess(command, {.stdin_bytes = list, .timeout = std::chrono::seconds(500)});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  std::istringstream lines(result.out);
  std::string line;
  Tally tally;
  PythonVersion python;
  std::string word;
  std::getline(lines, line);
  std::istringstream(line) >> word >> python.major >> python.minor;
  EXPECT_EQ(word, "python");
  while (std::getline(lines, line)) {
    const std::string path = line.substr(3);
    std::string theirs;
    while (std::getline(lines, line) && line != ".") theirs += line + "\n";
    if (!theirs.empty()) theirs.pop_back();
    CompareOne(path, theirs, python, &tally);
  }
  return tally;
}

std::string Join(const std::vector<std::string>& lines) {
  std::string result;
  for (const std::string& line : lines) result += "\n  " + line;
  return result;
}

std::vector<std::string> FilesIn(const std::string& folder) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(tests::SourcePath(folder))) {
    if (entry.path().extension() == ".py") files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// A text that only the intake refuses has a code below ST020 and no other.
bool RefusedByIntakeOnly(const std::string& refusal) {
  std::istringstream words(refusal.substr(refusal.find(':') + 1));
  std::string word;
  bool intake = false;
  while (words >> word) {
    if (word.size() != 5 || word.substr(0, 2) != "ST") continue;
    if (word >= "ST020") return intake;  // what follows from the broken intake
    intake = true;
  }
  return intake;
}

TEST(Differential, CasesThatTheGrammarReadsDifferently) {
  const std::vector<std::string> files = FilesIn("tests/corpus/_differentials/cases");
  ASSERT_GT(files.size(), 400u);
  const Tally tally = Compare(files, {});
  EXPECT_TRUE(tally.differences.empty()) << Join(tally.differences);
  for (const std::string& path : tally.refused_by_python) {
    const std::string name = std::filesystem::path(path).filename();
    EXPECT_NE(std::find(std::begin(kUnicodeCases), std::end(kUnicodeCases), name),
              std::end(kUnicodeCases))
        << path;
  }
  for (const std::string& refusal : tally.refused_by_us) {
    EXPECT_TRUE(RefusedByIntakeOnly(refusal)) << refusal;
  }
  EXPECT_GT(tally.same, 200u);
}

TEST(Differential, Snippets) {
  // One program a paragraph; each is its own text, so that one refusal hides no other.
  std::istringstream text(tests::ReadFile(tests::SourcePath("tests/lower/snippets.txt")));
  tests::TemporaryDirectory folder;
  std::vector<std::string> files;
  std::string line;
  std::string program;
  const auto flush = [&] {
    if (program.empty()) return;
    files.push_back(folder.File("snippet" + std::to_string(files.size()) + ".py"));
    tests::WriteFile(files.back(), program);
    program.clear();
  };
  while (std::getline(text, line)) {
    if (line.empty()) {
      flush();
    } else {
      program += line + "\n";
    }
  }
  flush();
  const Tally tally = Compare(files, {});
  EXPECT_TRUE(tally.differences.empty()) << Join(tally.differences);
  EXPECT_TRUE(tally.refused_by_us.empty()) << Join(tally.refused_by_us);
  EXPECT_TRUE(tally.refused_by_python.empty()) << Join(tally.refused_by_python);
  EXPECT_GT(tally.same, 100u);
}

TEST(Differential, StandardLibrarySample) {
  const Tally tally = Compare({}, {"--library", std::to_string(kLibraryStep)});
  EXPECT_TRUE(tally.differences.empty()) << Join(tally.differences);
  EXPECT_TRUE(tally.refused_by_python.empty()) << Join(tally.refused_by_python);
  for (const std::string& refusal : tally.refused_by_us) {
    EXPECT_TRUE(RefusedByIntakeOnly(refusal)) << refusal;
  }
  EXPECT_GT(tally.same, 100u);
}

}  // namespace
}  // namespace stockade::analyzer
