#include "analyzer/syntax_patterns.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "analyzer/name_set.h"
#include "analyzer/syntax.h"
#include "analyzer/syntax_checks.h"

namespace stockade::analyzer {
namespace {

using std::string_view;

// Patterns nest in brackets, whose number the layout bounds; recursion is bounded with it.
class PatternChecker {
 public:
  PatternChecker(const Source& source, std::vector<Diagnostic>* found)
      : source_(source), found_(*found) {}

  // Names that the pattern binds are added to `names`. `irrefutable`: a pattern that takes
  // everything may stand here.
  void Check(const Node& pattern, bool irrefutable, NameSet* names);

 private:
  void Bind(const Node& name, NameSet* names) {
    if (!names->Add(name.text)) {
      Report(name, fmt::format("multiple assignments to name '{}' in pattern", name.text));
    }
  }
  void CheckOr(const Node& pattern, bool irrefutable, NameSet* names);
  void CheckMapping(const Node& pattern, NameSet* names);
  void CheckClass(const Node& pattern, NameSet* names);
  void Report(const Node& node, std::string message) {
    if (found_.size() >= kMaxSyntaxFindings) return;
    found_.push_back(SyntaxDiagnostic(SyntaxRule::kInvalidPattern,
                                      source_.SpanOf(node.begin, node.end), std::move(message)));
  }

  const Source& source_;
  std::vector<Diagnostic>& found_;
};

void PatternChecker::Check(const Node& pattern, bool irrefutable, NameSet* names) {
  switch (pattern.kind) {
    case NodeKind::kMatchAs:
      if (pattern.Child(0) != nullptr) {
        Check(*pattern.Child(0), irrefutable, names);
      } else if (!irrefutable) {
        Report(pattern, pattern.Child(1) == nullptr
                            ? "wildcard makes remaining patterns unreachable"
                            : fmt::format("name capture '{}' makes remaining patterns unreachable",
                                          pattern.Child(1)->text));
      }
      if (pattern.Child(1) != nullptr) Bind(*pattern.Child(1), names);
      break;
    case NodeKind::kMatchStar:
      if (pattern.Child(0) != nullptr) Bind(*pattern.Child(0), names);
      break;
    case NodeKind::kMatchSequence: {
      bool starred = false;
      for (const Node* child : pattern.Children()) {
        if (child->kind == NodeKind::kMatchStar) {
          if (starred) {
            Report(pattern, "multiple starred expressions in sequence pattern");
            return;
          }
          starred = true;
        }
        Check(*child, true, names);
      }
      break;
    }
    case NodeKind::kMatchMapping:
      CheckMapping(pattern, names);
      break;
    case NodeKind::kMatchClass:
      CheckClass(pattern, names);
      break;
    case NodeKind::kMatchOr:
      CheckOr(pattern, irrefutable, names);
      break;
    default:
      break;
  }
}

void PatternChecker::CheckOr(const Node& pattern, bool irrefutable, NameSet* names) {
  std::vector<string_view> first;
  for (uint32_t i = 0; i < pattern.child_count; ++i) {
    NameSet set;
    Check(*pattern.Child(i), irrefutable && i + 1 == pattern.child_count, &set);
    std::vector<string_view> bound = set.names();
    std::sort(bound.begin(), bound.end());
    if (i == 0) {
      first = std::move(bound);
    } else if (bound != first) {
      Report(pattern, "alternative patterns bind different names");
      break;
    }
  }
  for (string_view name : first) {
    if (!names->Add(name)) {
      Report(pattern, fmt::format("multiple assignments to name '{}' in pattern", name));
      return;
    }
  }
}

void PatternChecker::CheckMapping(const Node& pattern, NameSet* names) {
  // Keys that are plain literals of one piece are compared; CPython compares their values.
  std::array<NameSet, 3> keys;  // str, bytes, and what is written as it is
  for (uint32_t i = 1; i < pattern.child_count; ++i) {
    const Node& item = *pattern.Child(i);
    const Node& key = *item.Child(0);
    const bool string = key.kind == NodeKind::kString;
    const bool plain = string ? key.child_count == 1
                              : key.kind == NodeKind::kInt || key.kind == NodeKind::kNone ||
                                    key.kind == NodeKind::kTrue || key.kind == NodeKind::kFalse;
    const string_view source_text = source_.text().substr(key.begin, key.end - key.begin);
    if (plain && !keys[!string           ? 2
                       : key.Has(kBytes) ? 1
                                         : 0]
                      .Add(string ? key.Child(0)->text : source_text)) {
      Report(key, fmt::format("mapping pattern checks duplicate key ({})", source_text));
    }
    Check(*item.Child(1), true, names);
  }
  if (pattern.Child(0) != nullptr) Bind(*pattern.Child(0), names);
}

void PatternChecker::CheckClass(const Node& pattern, NameSet* names) {
  NameSet attributes;
  for (uint32_t i = 1; i < pattern.child_count; ++i) {
    const Node* child = pattern.Child(i);
    if (child->kind == NodeKind::kMatchKeyword) {
      if (!attributes.Add(child->text)) {
        Report(*child, fmt::format("attribute name repeated in class pattern: {}", child->text));
      }
      child = child->Child(0);
    }
    Check(*child, true, names);
  }
}

}  // namespace

void CheckPatterns(const Node& match, const Source& source, std::vector<Diagnostic>* found) {
  PatternChecker checker(source, found);
  for (uint32_t i = 1; i < match.child_count; ++i) {
    const Node& match_case = *match.Child(i);
    NameSet names;
    const bool last = i + 1 == match.child_count;
    checker.Check(*match_case.Child(0), last || match_case.Child(1) != nullptr, &names);
  }
}

}  // namespace stockade::analyzer
