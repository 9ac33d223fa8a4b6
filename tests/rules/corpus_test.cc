// Runs tests/corpus/: programs with inline marks of what has to be found, line by line.
//
//   x = eval(s)  # expect: ST101          a finding that starts on this line
//   x = eval(s)
//   #   ^^^^ expect: ST101                a finding of exactly these columns on the line above;
//                                         after a mark on the line itself it only adds the columns
//   # expect-above: ST801                 a finding on the line above
//
// A line without a mark has to be silent. Several codes are separated by commas; a mark names each
// code as often as it is found on the line.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <re2/re2.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "rules/rule_row.h"
#include "tests/rules/check_text.h"

namespace stockade::rules {
namespace {

const std::string kCorpus = STOCKADE_SOURCE_DIR "/tests/corpus";

struct Marks {
  std::multimap<uint32_t, std::string> by_line;                               // line -> code
  std::vector<std::tuple<uint32_t, uint32_t, uint32_t, std::string>> ranges;  // and columns
  std::vector<std::string> malformed;
};

std::vector<std::string> Lines(const std::string& text) {
  std::vector<std::string> out;
  size_t at = 0;
  while (at <= text.size()) {
    const size_t end = std::min(text.find('\n', at), text.size());
    out.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

uint32_t CodePoints(std::string_view text) {
  return static_cast<uint32_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

void AddCodes(std::string list, uint32_t line, Marks& marks, std::vector<std::string>* out) {
  static const RE2 code("^[A-Z]+[0-9]{3}$");
  std::replace(list.begin(), list.end(), ',', ' ');
  size_t at = 0;
  bool any = false;
  while ((at = list.find_first_not_of(' ', at)) != std::string::npos) {
    const size_t end = std::min(list.find(' ', at), list.size());
    const std::string word = list.substr(at, end - at);
    if (!RE2::FullMatch(word, code)) marks.malformed.push_back(fmt::format("line {}", line));
    out->push_back(word);
    any = true;
    at = end;
  }
  if (!any) marks.malformed.push_back(fmt::format("line {}", line));
}

Marks ReadMarks(const std::string& text) {
  static const RE2 above(R"(^\s*# expect-above: (.*)$)");
  static const RE2 range(R"(^(\s*#\s*)(\^+) expect: (.*)$)");
  static const RE2 same(R"(^.*\S.*\s# expect: (.*)$)");
  Marks marks;
  uint32_t line = 0, code_line = 0;
  for (const std::string& content : Lines(text)) {
    ++line;
    std::string before, carets, list;
    std::vector<std::string> codes;
    if (RE2::FullMatch(content, above, &list)) {
      AddCodes(list, line, marks, &codes);
      for (std::string& code : codes) marks.by_line.emplace(code_line, std::move(code));
    } else if (RE2::FullMatch(content, range, &before, &carets, &list)) {
      AddCodes(list, line, marks, &codes);
      for (std::string& code : codes) {
        const uint32_t column = CodePoints(before) + 1;
        marks.ranges.emplace_back(code_line, column, column + static_cast<uint32_t>(carets.size()),
                                  code);
        // Beside a mark on the line itself it only says where.
        const auto [first, last] = marks.by_line.equal_range(code_line);
        const bool marked =
            std::any_of(first, last, [&](const auto& m) { return m.second == code; });
        if (!marked) marks.by_line.emplace(code_line, std::move(code));
      }
    } else {
      code_line = line;
      if (RE2::FullMatch(content, same, &list)) {
        AddCodes(list, line, marks, &codes);
        for (std::string& code : codes) marks.by_line.emplace(line, std::move(code));
      } else if (content.find("expect") != std::string::npos &&
                 content.find('#') != std::string::npos) {
        marks.malformed.push_back(fmt::format("line {}", line));
      }
    }
  }
  return marks;
}

void CheckFile(const std::string& path, const Checker& checker) {
  SCOPED_TRACE(path);
  const std::string text = ReadBytes(path);
  const Marks marks = ReadMarks(text);
  EXPECT_TRUE(marks.malformed.empty()) << "malformed mark: " << marks.malformed.front();
  std::vector<std::string> expected, found;
  for (const auto& [line, code] : marks.by_line) {
    expected.push_back(fmt::format("line {} {}", line, code));
  }
  const analyzer::Report report = checker.Check(text, path);
  std::string shown;
  for (const analyzer::Diagnostic& d : report.diagnostics) {
    found.push_back(fmt::format("line {} {}", d.span.start.line, d.code));
    shown += fmt::format("  {}:{}-{}:{} {} {} [{}]\n", d.span.start.line, d.span.start.column,
                         d.span.end.line, d.span.end.column, d.code, d.message, d.help);
    EXPECT_FALSE(d.message.empty());
    EXPECT_FALSE(d.message.ends_with('.')) << d.message;
  }
  std::sort(expected.begin(), expected.end());
  std::sort(found.begin(), found.end());
  EXPECT_EQ(found, expected) << "found:\n" << shown;
  for (const auto& range : marks.ranges) {
    // clang 14 does not capture structured bindings.
    const uint32_t line = std::get<0>(range), begin = std::get<1>(range), end = std::get<2>(range);
    const std::string& code = std::get<3>(range);
    const bool there = std::any_of(
        report.diagnostics.begin(), report.diagnostics.end(), [&](const analyzer::Diagnostic& d) {
          return d.code == code && d.span.start.line == line && d.span.end.line == line &&
                 d.span.start.column == begin && d.span.end.column == end;
        });
    EXPECT_TRUE(there) << "no " << code << " at " << line << ":" << begin << "-" << end
                       << ", found:\n"
                       << shown;
  }
}

Checker CheckerOf(const std::string& folder) {
  const std::string own = folder + "/rules.toml";
  return Checker::Load(std::filesystem::exists(own) ? own : "default");
}

bool HasMark(const std::string& path, std::string_view code) {
  for (const auto& [line, found] : ReadMarks(ReadBytes(path)).by_line) {
    if (found == code) return true;
  }
  return false;
}

class RuleCorpus : public testing::TestWithParam<const RuleRow*> {};

TEST_P(RuleCorpus, FindsWhatIsMarkedAndNothingElse) {
  const std::string folder = fmt::format("{}/{}", kCorpus, GetParam()->doc.name);
  const std::vector<std::string> files = FilesIn(folder, ".py");
  ASSERT_FALSE(files.empty()) << folder << " is missing";
  const Checker checker = CheckerOf(folder);
  for (const std::string& file : files) CheckFile(file, checker);
}

TEST_P(RuleCorpus, HasHitsNearMissesAndHostileSpellings) {
  const std::string folder = fmt::format("{}/{}", kCorpus, GetParam()->doc.name);
  EXPECT_TRUE(HasMark(folder + "/hits.py", GetParam()->doc.code));
  EXPECT_TRUE(HasMark(folder + "/hostile.py", GetParam()->doc.code));
  EXPECT_FALSE(HasMark(folder + "/near.py", GetParam()->doc.code));
  EXPECT_GT(ReadBytes(folder + "/near.py").size(), 20u);
}

INSTANTIATE_TEST_SUITE_P(Rules, RuleCorpus, testing::ValuesIn(RuleRows().begin(), RuleRows().end()),
                         [](const auto& param) { return std::string(param.param->doc.code); });

TEST(Corpus, EveryFolderBelongsToARule) {
  for (const auto& entry : std::filesystem::directory_iterator(kCorpus)) {
    const std::string name = entry.path().filename().string();
    if (!entry.is_directory() || name.starts_with('_')) continue;
    EXPECT_NE(FindRule(name), nullptr) << name;
  }
}

TEST(Corpus, CleanProgramsHaveNoFindingUnderDefault) {
  const Checker checker = Checker::Load("default");
  const std::vector<std::string> files = FilesIn(kCorpus + "/_clean", ".py");
  EXPECT_GE(files.size(), 40u);
  for (const std::string& file : files) {
    SCOPED_TRACE(file);
    for (const analyzer::Diagnostic& d : checker.Check(ReadBytes(file), file).diagnostics) {
      ADD_FAILURE() << d.span.start.line << ":" << d.span.start.column << " " << d.code << " "
                    << d.message;
    }
  }
}

// The runner itself: a mark that is misspelled is not silently a comment.
TEST(Corpus, MalformedMarksAreSeen) {
  EXPECT_FALSE(ReadMarks("x = 1  # expects: ST101\n").malformed.empty());
  EXPECT_FALSE(ReadMarks("x = 1  # expect: \n").malformed.empty());
  EXPECT_FALSE(ReadMarks("x = 1  # expect: eval\n").malformed.empty());
  EXPECT_FALSE(ReadMarks("x = 1\n#   ^^ expected: ST101\n").malformed.empty());
  EXPECT_TRUE(ReadMarks("x = eval(1)  # expect: ST101\n").malformed.empty());
}

}  // namespace
}  // namespace stockade::rules
