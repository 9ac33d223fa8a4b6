#include "tests/lower/parsed.h"

#include <sstream>
#include <vector>

namespace stockade::analyzer {

namespace {

IntakeLimits WideLimits() {
  IntakeLimits limits;
  limits.max_bytes = 16 << 20;
  limits.max_line_bytes = 16 << 20;
  limits.max_nesting = 1000;
  return limits;
}

}  // namespace

Parsed::Parsed(std::string_view text, PythonVersion python)
    : source_(Source::FromBytes("test.py", text, WideLimits())),
      tree_(Tree::Parse(source_, {.python = python})) {}

// Dump() turned into one line: its indentation becomes parentheses.
std::string Parsed::Brief() const {
  if (root() == nullptr) {
    if (tree_.diagnostics().empty()) return "no tree and no diagnostic";
    const Diagnostic& first = tree_.diagnostics().front();
    return first.code + " " + first.message;
  }
  std::istringstream lines(Dump(*root()));
  std::string line;
  std::getline(lines, line);  // the Module
  std::string result;
  size_t depth = 0;
  while (std::getline(lines, line)) {
    const size_t blanks = line.find_first_not_of(' ');
    const size_t level = blanks / 2;
    if (level > depth) {
      if (depth > 0) result += "(";
    } else {
      result += std::string(depth - level, ')') + (level == 1 ? "; " : ", ");
    }
    depth = level;
    std::string words = line.substr(blanks);
    const size_t text = words.find(" \"");
    if (text != std::string::npos) words.replace(text, 1, ":");
    std::erase(words, '"');
    result += words;
  }
  return result + std::string(depth == 0 ? 0 : depth - 1, ')');
}

const Node* Parsed::First(NodeKind kind) const {
  const Node* found = nullptr;
  if (root() == nullptr) return nullptr;
  Walk(*root(), [&](const Node& node) {
    if (found == nullptr && node.kind == kind) found = &node;
    return found == nullptr;
  });
  return found;
}

}  // namespace stockade::analyzer
