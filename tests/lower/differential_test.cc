// Our trees and CPython's over the same files: every kind, name, operator, context, value and
// place must be the same wherever both accept.
//
// Each CPython at hand reads a sample of its own standard library (every file with
// STOCKADE_LIBRARY_STEP=1), and random programs out of every production of its grammar
// (STOCKADE_PROGRAMS of them, from STOCKADE_SEED on); both are the same on every run.
#include <algorithm>
#include <cstdio>
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
#include "tests/support/pythons.h"

namespace stockade::analyzer {
namespace {

constexpr size_t kLibraryStep = 25;
constexpr size_t kPrograms = 250;

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
  const std::string ours = Facts(*tree.root(), source, python);
  if (ours == theirs) {
    ++tally->same;
  } else {
    tally->differences.push_back(path + ": " + FirstDifference(ours, theirs));
  }
}

Tally Compare(const std::vector<std::string>& paths, const std::vector<std::string>& options,
              const std::string& interpreter = STOCKADE_PYTHON) {
  std::vector<std::string> command = {interpreter, "-I",
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

class OfEachPython : public testing::TestWithParam<tests::Python> {};
INSTANTIATE_TEST_SUITE_P(Differential, OfEachPython, testing::ValuesIn(tests::Pythons()),
                         [](const auto& of) { return tests::PythonName(of.param); });

TEST_P(OfEachPython, ReadsItsLibraryAsWeDo) {
  const size_t step = tests::Amount("STOCKADE_LIBRARY_STEP", kLibraryStep);
  const Tally tally = Compare({}, {"--library", std::to_string(step)}, GetParam().path);
  EXPECT_TRUE(tally.differences.empty()) << Join(tally.differences);
  EXPECT_TRUE(tally.refused_by_python.empty()) << Join(tally.refused_by_python);
  for (const std::string& refusal : tally.refused_by_us) {
    EXPECT_TRUE(RefusedByIntakeOnly(refusal)) << refusal;
  }
  EXPECT_GT(tally.same, 400 / step);
}

TEST_P(OfEachPython, ReadsRandomProgramsAsWeDo) {
  const size_t count = tests::Amount("STOCKADE_PROGRAMS", kPrograms);
  const size_t seed = tests::Amount("STOCKADE_SEED", 1);
  tests::TemporaryDirectory folder;
  const tests::ProcessResult made =
      tests::RunProcess({GetParam().path, "-I", tests::SourcePath("tests/lower/programs.py"),
                         std::to_string(seed), std::to_string(count), folder.File("")},
                        {.timeout = std::chrono::seconds(500)});
  ASSERT_EQ(made.exit_code, 0) << made.err;
  std::vector<std::string> paths;
  std::istringstream lines(made.out);
  for (std::string line; std::getline(lines, line);) paths.push_back(line);
  ASSERT_EQ(paths.size(), count);
  const Tally tally = Compare(paths, {}, GetParam().path);
  const auto with_text = [](const std::vector<std::string>& found) {
    std::string all;
    for (const std::string& line : found) {
      all += "\n" + line + "\n" + tests::ReadFile(line.substr(0, line.find(':')));
    }
    return all;
  };
  EXPECT_TRUE(tally.differences.empty()) << with_text(tally.differences);
  EXPECT_TRUE(tally.refused_by_us.empty()) << with_text(tally.refused_by_us);
  EXPECT_TRUE(tally.refused_by_python.empty()) << with_text(tally.refused_by_python);
  EXPECT_GT(tally.same, count * 8 / 10);
}

TEST(Pythons, AreListedWithThoseThatAreAbsent) {
  std::string present;
  for (const tests::Python& python : tests::Pythons()) present += tests::PythonName(python) + " ";
  std::printf("compared with: %sabsent: %s\n", present.c_str(), tests::AbsentPythons().c_str());
  EXPECT_FALSE(tests::Pythons().empty());
  // Nothing is left out: of each minor version it is said that it is here or that it is not.
  const std::string absent = tests::AbsentPythons();
  EXPECT_EQ(
      tests::Pythons().size() + static_cast<size_t>(std::count(absent.begin(), absent.end(), '.')),
      6u);
}

}  // namespace
}  // namespace stockade::analyzer
