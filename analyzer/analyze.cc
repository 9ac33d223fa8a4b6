// One walk over a tree for all rules: dispatch by node kind, an explicit stack, findings that are
// bounded in number without letting many harmless ones hide a grave one.
#include <algorithm>
#include <array>
#include <exception>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/rule.h"

namespace stockade::analyzer {
namespace {

constexpr std::string_view kRuleFailedCode = "ST098";
constexpr std::string_view kTooManyCode = "ST099";
constexpr int kSeverityCount = 3;

// Collects findings; keeps at most `capacity` of each severity, since a flood of warnings must not
// push an error out of the report.
class Findings {
 public:
  Findings(const Source& source, size_t capacity) : source_(source), capacity_(capacity) {}

  void Add(Diagnostic diagnostic) {
    auto& kept = kept_[static_cast<size_t>(diagnostic.severity)];
    if (kept.size() < capacity_) {
      kept.push_back(std::move(diagnostic));
    } else {
      ++dropped_[static_cast<size_t>(diagnostic.severity)];
    }
  }

  bool HasRoom(Severity severity) {
    if (kept_[static_cast<size_t>(severity)].size() < capacity_) return true;
    ++dropped_[static_cast<size_t>(severity)];
    return false;
  }

  // Sorted by position, then code. If there were more than the capacity, the gravest are kept, and
  // the last one says how many are missing; it is as grave as the gravest of those.
  std::vector<Diagnostic> Take() {
    size_t total = 0;
    for (int s = 0; s < kSeverityCount; ++s) total += kept_[Index(s)].size() + dropped_[Index(s)];
    std::vector<Diagnostic> result;
    if (total == 0) return result;
    const bool overflow = total > capacity_;
    const size_t room = overflow ? std::max<size_t>(capacity_, 1) - 1 : capacity_;
    Severity gravest_missing = Severity::kInfo;
    for (int s = 0; s < kSeverityCount; ++s) {
      auto& kept = kept_[Index(s)];
      const size_t taken = std::min(kept.size(), room - result.size());
      if (overflow) Sort(kept);
      std::move(kept.begin(), kept.begin() + static_cast<std::ptrdiff_t>(taken),
                std::back_inserter(result));
      if (kept.size() + dropped_[Index(s)] > taken) {
        gravest_missing = std::min(gravest_missing, static_cast<Severity>(s));
      }
    }
    Sort(result);
    if (overflow) {
      const auto end = static_cast<uint32_t>(source_.text().size());
      result.push_back(
          {.code = std::string(kTooManyCode),
           .rule = "too-many-findings",
           .severity = gravest_missing,
           .message = std::to_string(total - result.size()) + " more findings are not shown",
           .span = source_.SpanOf(end, end)});
    }
    return result;
  }

 private:
  static size_t Index(int severity) { return static_cast<size_t>(severity); }

  static void Sort(std::vector<Diagnostic>& diagnostics) {
    std::stable_sort(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& a, const Diagnostic& b) {
                       if (a.span.start.byte != b.span.start.byte) {
                         return a.span.start.byte < b.span.start.byte;
                       }
                       if (a.span.end.byte != b.span.end.byte) {
                         return a.span.end.byte < b.span.end.byte;
                       }
                       return a.code < b.code;
                     });
  }

  const Source& source_;
  const size_t capacity_;
  std::array<std::vector<Diagnostic>, kSeverityCount> kept_;
  std::array<size_t, kSeverityCount> dropped_{};
};

class Context final : public RuleContext {
 public:
  Context(const Tree& tree, const Names& names, Findings& findings)
      : tree_(tree), names_(names), findings_(findings) {}

  const Source& source() const override { return tree_.source(); }
  const Tree& tree() const override { return tree_; }
  const Names& names() const override { return names_; }
  std::span<const Node* const> ancestors() const override { return ancestors_; }

  void Report(uint32_t begin, uint32_t end, std::string message, std::string help,
              std::optional<Fix> fix) override {
    Add(std::string(rule_->code()), begin, end, rule_->severity(), std::move(message),
        std::move(help), std::move(fix));
  }

  // Runs one function of one rule. A rule that throws has not judged the text: that is a finding,
  // and the other rules go on.
  template <class Function>
  void Run(const Rule& rule, uint32_t begin, uint32_t end, Function&& function) {
    rule_ = &rule;
    try {
      function();
    } catch (const std::exception& error) {
      Failed(begin, end, error.what());
    } catch (...) {
      Failed(begin, end, "an exception of an unknown type");
    }
  }

  std::vector<const Node*>& stack() { return ancestors_; }

 private:
  void Add(std::string code, uint32_t begin, uint32_t end, Severity severity, std::string message,
           std::string help, std::optional<Fix> fix) {
    if (!findings_.HasRoom(severity)) return;
    // A rule that computes its span wrongly still has its finding, at the nearest place there is.
    const auto size = static_cast<uint32_t>(source().text().size());
    begin = std::min(begin, size);
    end = std::clamp(end, begin, size);
    findings_.Add({.code = std::move(code),
                   .rule = std::string(rule_->name()),
                   .severity = severity,
                   .message = std::move(message),
                   .span = source().SpanOf(begin, end),
                   .help = std::move(help),
                   .fix = std::move(fix)});
  }

  void Failed(uint32_t begin, uint32_t end, const char* what) {
    Add(std::string(kRuleFailedCode), begin, end, Severity::kError,
        "rule " + std::string(rule_->code()) + " failed here and did not judge this text: " + what,
        "this is a mistake in the rule; please report it", {});
  }

  const Tree& tree_;
  const Names& names_;
  Findings& findings_;
  std::vector<const Node*> ancestors_;
  const Rule* rule_ = nullptr;
};

void WalkWithRules(const Tree& tree, const Names& names,
                   std::span<const std::unique_ptr<Rule>> rules, Findings& findings) {
  Context context(tree, names, findings);
  const Node& root = *tree.root();
  std::array<std::vector<const Rule*>, kNodeKindCount> by_kind;
  for (const auto& rule : rules) {
    context.Run(*rule, root.begin, root.begin, [&] { rule->CheckText(context); });
    for (NodeKind kind : rule->kinds()) by_kind[static_cast<size_t>(kind)].push_back(rule.get());
  }

  auto visit = [&](const Node& node) {
    for (const Rule* rule : by_kind[static_cast<size_t>(node.kind)]) {
      context.Run(*rule, node.begin, node.end, [&] { rule->Check(node, context); });
    }
  };
  std::vector<const Node*>& ancestors = context.stack();
  std::vector<uint32_t> next_child;
  visit(root);
  ancestors.push_back(&root);
  next_child.push_back(0);
  while (!ancestors.empty()) {
    const Node& parent = *ancestors.back();
    uint32_t& next = next_child.back();
    if (next == parent.child_count) {
      ancestors.pop_back();
      next_child.pop_back();
      continue;
    }
    const Node* child = parent.children[next++];
    if (child == nullptr) continue;
    visit(*child);
    if (child->child_count != 0) {
      ancestors.push_back(child);
      next_child.push_back(0);
    }
  }
}

// Not every breach that the intake or the parser reports makes a text unreadable, but a text that
// has no tree was not checked by any rule.
FileVerdict VerdictOf(bool readable, const std::vector<Diagnostic>& diagnostics) {
  if (!readable) return FileVerdict::kUnreadable;
  return diagnostics.empty() ? FileVerdict::kClean : FileVerdict::kFindings;
}

}  // namespace

Report Analyze(const Tree& tree, const Names& names, std::span<const std::unique_ptr<Rule>> rules,
               const AnalyzeOptions& options) {
  const Source& source = tree.source();
  Findings findings(source, options.max_diagnostics);
  for (const Diagnostic& diagnostic : source.diagnostics()) findings.Add(diagnostic);
  for (const Diagnostic& diagnostic : tree.diagnostics()) findings.Add(diagnostic);
  const bool readable = source.ok() && tree.root() != nullptr;
  if (readable) WalkWithRules(tree, names, rules, findings);
  Report report{.path = source.path(), .diagnostics = findings.Take()};
  report.verdict = VerdictOf(readable, report.diagnostics);
  return report;
}

Report Analyze(const Source& source, std::span<const std::unique_ptr<Rule>> rules,
               const AnalyzeOptions& options) {
  const Tree tree = Tree::Parse(source, options.parse);
  const Names names = Names::Build(tree);
  return Analyze(tree, names, rules, options);
}

}  // namespace stockade::analyzer
