#include "tests/names/parsed.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

namespace stockade::analyzer {
namespace {

constexpr const char* kBindingNames[] = {
    "assign", "augassign", "annotation", "walrus", "for",       "comprehension",
    "with",   "except",    "import",     "def",    "class",     "parameter",
    "global", "nonlocal",  "delete",     "match",  "typeparam", "typealias",
};

constexpr const char* kScopeNames[] = {"module", "class",         "function",
                                       "lambda", "comprehension", "typeparams"};

}  // namespace

Parsed::Parsed(std::string text, PythonVersion python) {
  IntakeLimits limits;
  limits.max_bytes = limits.max_line_bytes = 64 << 20;
  source_ = std::make_unique<Source>(Source::FromBytes("test.py", text, limits));
  ParseOptions options;
  options.python = python;
  tree_ = std::make_unique<Tree>(Tree::Parse(*source_, options));
  names_ = std::make_unique<Names>(Names::Build(*tree_));
  if (!ok()) {
    std::string why;
    for (const auto* list : {&source_->diagnostics(), &tree_->diagnostics()}) {
      for (const Diagnostic& diagnostic : *list) {
        why += std::to_string(diagnostic.span.start.line) + ": " + diagnostic.message + "\n";
      }
    }
    ADD_FAILURE() << "does not parse: " << why << text.substr(0, 2000);
  }
}

template <class Accept>
const Node& Parsed::Search(std::string_view text, const Accept& accept, bool last) const {
  static const Node nothing{};
  const Node* found = nullptr;
  if (ok()) {
    Walk(*tree_->root(), [&](const Node& node) {
      if (source_->text().substr(node.begin, node.end - node.begin) == text && accept(node) &&
          (last || found == nullptr)) {
        found = &node;
      }
      return true;
    });
  }
  if (found == nullptr) {
    ADD_FAILURE() << "no node is spelled " << text;
    return nothing;
  }
  return *found;
}

const Node& Parsed::Find(std::string_view text) const {
  return Search(
      text,
      [](const Node& node) {
        return kNodeKinds[static_cast<size_t>(node.kind)].category == NodeCategory::kExpression;
      },
      true);
}

const Node& Parsed::Find(std::string_view text, NodeKind kind) const {
  return Search(
      text, [kind](const Node& node) { return node.kind == kind; }, true);
}

const Node& Parsed::FindFirst(std::string_view text, NodeKind kind) const {
  return Search(
      text, [kind](const Node& node) { return node.kind == kind; }, false);
}

std::vector<std::string> Parsed::NamesOfX() const {
  const Node* value = nullptr;
  if (ok()) {
    Walk(*tree_->root(), [&](const Node& node) {
      if (node.kind == NodeKind::kAssign && node.Child(1)->text == "X") value = node.Child(0);
      return true;
    });
  }
  if (value == nullptr) {
    ADD_FAILURE() << "there is no X = ...";
    return {};
  }
  return names().QualifiedNames(*value);
}

std::vector<std::string> Parsed::Bindings() const {
  std::vector<std::string> result;
  for (const Binding& binding : names().bindings()) {
    std::string line = kBindingNames[static_cast<size_t>(binding.kind)];
    line += ' ';
    line += binding.name;
    line += ' ';
    line += kScopeNames[static_cast<size_t>(names().scopes()[binding.scope].kind)];
    result.push_back(line);
  }
  return result;
}

std::string Parsed::Symbols(ScopeKind kind) const {
  std::vector<std::string> lines;
  const auto scopes = names().scopes();
  for (size_t i = scopes.size(); i-- > 0;) {
    if (scopes[i].kind != kind) continue;
    for (const Symbol& symbol : names().SymbolsOf(static_cast<uint32_t>(i))) {
      lines.push_back(std::string(symbol.name) + ":" + Letters(symbol, kind == ScopeKind::kModule));
    }
    break;
  }
  std::sort(lines.begin(), lines.end());
  std::string result;
  for (const std::string& line : lines) result += (result.empty() ? "" : " ") + line;
  return result;
}

std::string Letters(const Symbol& symbol, bool is_module) {
  struct Row {
    uint16_t flag;
    char letter;
  };
  static constexpr Row kRows[] = {
      {kIsUsed, 'r'},           {kIsParameter, 'p'},         {kBound, 'a'},
      {kIsImported, 'i'},       {kIsAnnotated, 'A'},         {kDeclaredGlobal, 'G'},
      {kDeclaredNonlocal, 'n'}, {kIsIterationVariable, 'c'},
  };
  std::string letters;
  for (const Row& row : kRows) {
    if ((symbol.flags & row.flag) != 0) letters.push_back(row.letter);
  }
  (void)is_module;
  switch (symbol.reach) {
    case Reach::kLocal:
      letters.push_back(symbol.is_cell ? 'x' : 'l');
      break;
    case Reach::kFree:
      letters.push_back('f');
      break;
    default:
      letters.push_back('g');
      break;
  }
  return letters;
}

}  // namespace stockade::analyzer
