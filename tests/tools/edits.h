// Random edits of the programs of the corpus, for tests that compare the report of an edited text
// with the report of the text.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <random>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/incremental.h"
#include "analyzer/names.h"

namespace stockade::tests {

using analyzer::IncrementalCheck;

inline void Print(const analyzer::Span& span, std::ostream& out) {
  for (const analyzer::Position& p : {span.start, span.end}) {
    out << p.line << ':' << p.column << '@' << p.byte << ' ';
  }
}

inline std::string Printed(const analyzer::Report& report) {
  std::ostringstream out;
  out << report.path << ' ' << static_cast<int>(report.verdict) << '\n';
  for (const analyzer::Diagnostic& d : report.diagnostics) {
    Print(d.span, out);
    out << d.code << ' ' << d.rule << ' ' << static_cast<int>(d.severity) << ' ' << d.message
        << " | " << d.help;
    if (d.fix) {
      out << " fix " << d.fix->message;
      for (const analyzer::Edit& edit : d.fix->edits) {
        Print(edit.span, out);
        out << edit.text;
      }
    }
    out << '\n';
  }
  return out.str();
}

inline std::string ReadProgram(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return std::move(text).str();
}

// The program as the body of a function.
inline std::string AsFunction(const std::string& program, size_t number) {
  std::string text = "def program_" + std::to_string(number) + "():\n";
  std::istringstream lines(program);
  for (std::string line; std::getline(lines, line);) {
    text += (line.empty() ? "" : "    " + line) + "\n";
  }
  return text;
}

// Programs of the corpus, several to a text. In one kind of text each program is a function of its
// own, and small: those have little to do with each other. Programs that stand in one module share
// so many names that most edits concern all of it. Programs that pass a module on have texts of
// their own, because one of them has its text judged as a whole.
inline std::vector<std::string> Texts(const std::string& corpus, size_t bytes) {
  constexpr size_t kLarge = 4096, kSmall = 512;
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(corpus)) {
    if (entry.path().extension() == ".py") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> texts;
  std::string module, functions, module_passed_on, functions_passed_on;
  for (size_t i = 0; i < paths.size(); ++i) {
    std::string more = ReadProgram(paths[i]);
    if (more.size() > kLarge || more.find("stockade:") != std::string::npos) continue;
    const bool is_function = i % 2 == 1 && more.size() < kSmall;
    if (is_function) more = AsFunction(more, i);
    const auto alone = analyzer::Source::FromBytes("a.py", more, {});
    const auto tree = analyzer::Tree::Parse(alone, {});
    if (tree.root() == nullptr) continue;
    const bool passes_on = analyzer::Names::Build(tree).values_travel();
    std::string& text = is_function ? (passes_on ? functions_passed_on : functions)
                                    : (passes_on ? module_passed_on : module);
    const auto both = analyzer::Source::FromBytes("a.py", text + more, {});
    // Where the bytes themselves are objected to, a text is always judged as a whole.
    if (!both.diagnostics().empty()) continue;
    if (analyzer::Tree::Parse(both, {}).root() == nullptr) continue;
    text += more;
    if (!text.ends_with('\n')) text += '\n';
    if (text.size() > bytes) texts.push_back(std::exchange(text, {}));
  }
  texts.push_back(module);
  texts.push_back(functions);
  texts.push_back(module_passed_on);
  texts.push_back(functions_passed_on);
  return texts;
}

inline constexpr const char* kSnippets[] = {
    "x",
    "_",
    "(",
    ")",
    "\"",
    "\"\"\"",
    "'",
    "#",
    "\n",
    "\\\n",
    " ",
    "    ",
    ":",
    ";",
    ",",
    ".",
    "=",
    "@",
    "pass\n",
    "f",
    "eval",
    "os",
    "\t",
    "\r\n",
    "else:",
    "global x",
    "import os as x\n",
    "é",
    "ﬁ",
    "x = 1;",
    "super()",
    "1",
    "[",
    "}",
    "lambda: ",
    "from os import *\n",
    "\n\n",
    "def f():\n    return eval\n",
    "class x:\n    y = 1\n",
    "globals()['x']",
    "__class__",
    "return ",
    "import sys\n",
    "x = __import__('os')\n",
    "async ",
    "\n@x\n",
    "if x:\n    ",
    "nonlocal x",
    "del x\n",
    "# c\n",
    "_C__x",
    "yield",
    "f'{x}'",
    "\0",
    "print",
    "pass",
};

struct Random {
  std::mt19937 engine{20240229};
  size_t Below(size_t n) { return n == 0 ? 0 : engine() % n; }
};

struct Change {
  size_t begin, end;
  std::string text;
};

// At the byte `at`, if the text has it.
inline Change RandomChange(const std::string& text, size_t at, Random& random) {
  at = std::min(at, text.size());
  const size_t line = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
  const size_t line_end = std::min(text.find('\n', at), text.size() - 1) + 1;
  switch (random.Below(8)) {
    case 0:
      return {at, at + 1, ""};
    case 1:
      return {at, at + random.Below(12), ""};
    case 2:
      return {line, line_end, ""};
    case 3:  // a line again
      return {line, line, text.substr(line, line_end - line)};
    case 4: {  // words from elsewhere in the text
      const size_t from = random.Below(text.size());
      return {at, at, text.substr(from, 1 + random.Below(10))};
    }
    case 5:  // a letter instead of another
      return {at, at + 1, std::string(1, static_cast<char>('a' + random.Below(26)))};
    default:
      return {at, at, kSnippets[random.Below(std::size(kSnippets))]};
  }
}

// Of the checks of edited texts that can be read: the others say nothing about slices.
struct Tally {
  size_t checks = 0, sliced = 0;
};

// The changes and what they come to, taken back after a while. Most of those in a row are near to
// each other, as they are where somebody types.
inline void EditAtRandom(IncrementalCheck check,
                         const std::function<analyzer::Report(const std::string&)>& fresh,
                         const std::string& text, size_t edits, Random& random, Tally* tally) {
  constexpr size_t kNear = 100;
  check.SetText(text);
  std::string before;
  size_t at = 0;
  for (size_t i = 0; i < edits; ++i) {
    if (i % 5 == 0) {
      // Back to the text that parses, by the smallest change.
      const std::string now = check.text();
      size_t head = 0, tail = 0;
      while (head < std::min(now.size(), text.size()) && now[head] == text[head]) ++head;
      while (tail < std::min(now.size(), text.size()) - head &&
             now[now.size() - 1 - tail] == text[text.size() - 1 - tail]) {
        ++tail;
      }
      before = now;
      check.Replace(head, now.size() - tail, text.substr(head, text.size() - tail - head));
    } else {
      before = check.text();
      const bool is_near = i % 5 != 1 && random.Below(4) != 0;
      at = is_near ? at - std::min(at, kNear) + random.Below(2 * kNear)
                   : random.Below(before.size() + 1);
      const Change change = RandomChange(before, at, random);
      check.Replace(change.begin, change.end, change.text);
    }
    if (random.Below(6) == 0) continue;  // several changes before the next check
    const analyzer::Report of_text = fresh(check.text());
    const std::string expected = Printed(of_text);
    ASSERT_EQ(Printed(check.Check()), expected) << "--- before\n"
                                                << before << "\n--- after\n"
                                                << check.text();
    if (of_text.verdict == analyzer::FileVerdict::kUnreadable) continue;
    ++tally->checks;
    tally->sliced += !check.last_work().whole;
  }
}

}  // namespace stockade::tests
