// From rules.def and a rule set to the rules that the analyzer runs, and to their documentation.
#include <algorithm>

#include <fmt/format.h>

#include "rules/custom_query.h"
#include "rules/rule_row.h"
#include "rules/settings.h"

namespace stockade::rules {

#define STOCKADE_RULE(Row) extern const RuleRow k##Row;
#include "rules/rules.def"

namespace {

constexpr const RuleRow* kRows[] = {
#define STOCKADE_RULE(Row) &k##Row,
#include "rules/rules.def"
};

class RowRule final : public analyzer::Rule {
 public:
  RowRule(const RuleRow& row, std::shared_ptr<const Policy> policy, Severity severity)
      : row_(row),
        policy_(std::move(policy)),
        severity_(severity),
        kinds_(row.kinds.begin(), row.kinds.end()) {
    std::sort(kinds_.begin(), kinds_.end());
    kinds_.erase(std::unique(kinds_.begin(), kinds_.end()), kinds_.end());
    if (row_.looks_at != nullptr) {
      std::erase_if(kinds_, [&](NodeKind kind) { return !row_.looks_at(kind, *policy_); });
    }
  }

  std::string_view code() const override { return row_.doc.code; }
  std::string_view name() const override { return row_.doc.name; }
  Severity severity() const override { return severity_; }
  std::span<const NodeKind> kinds() const override { return kinds_; }
  void Check(const Node& node, RuleContext& context) const override {
    row_.check(node, *policy_, context);
  }
  void CheckText(RuleContext& context) const override {
    if (row_.check_text != nullptr) row_.check_text(*policy_, context);
  }
  bool ReadsWholeText(const analyzer::Source& source) const override {
    if (row_.check_text == nullptr) return false;
    return row_.reads_whole_text == nullptr || row_.reads_whole_text(source);
  }

 private:
  const RuleRow& row_;
  const std::shared_ptr<const Policy> policy_;
  const Severity severity_;
  std::vector<NodeKind> kinds_;
};

// Intake and syntax are the analyzer's; their rows document themselves.
constexpr RuleDoc kAnalyzerDocs[] = {
#define STOCKADE_INTAKE(Name, code, name, severity, summary, message, help, why, bad, good) \
  {code, name, summary, why, bad, good, "Python language reference, 2; docs/ARCHITECTURE.md"},
#include "analyzer/intake.def"
#define STOCKADE_SYNTAX(Name, code, name, what)                              \
  {code,                                                                     \
   name,                                                                     \
   what,                                                                     \
   "Python refuses the text, or would read it otherwise than this checker.", \
   "",                                                                       \
   "",                                                                       \
   "Python language reference"},
#include "analyzer/syntax.def"
};

const std::vector<RuleDoc>& Docs() {
  static const std::vector<RuleDoc> docs = [] {
    std::vector<RuleDoc> all(std::begin(kAnalyzerDocs), std::end(kAnalyzerDocs));
    for (const RuleRow* row : kRows) all.push_back(row->doc);
    std::sort(all.begin(), all.end(),
              [](const RuleDoc& a, const RuleDoc& b) { return a.code < b.code; });
    return all;
  }();
  return docs;
}

bool IsIn(const std::vector<std::string>& list, const RuleDoc& doc) {
  return std::find(list.begin(), list.end(), doc.code) != list.end() ||
         std::find(list.begin(), list.end(), doc.name) != list.end();
}

Severity SeverityFor(const RuleRow& row, const RuleSet& set) {
  for (std::string_view key : {row.doc.code, row.doc.name}) {
    if (const auto it = set.severities.find(std::string(key)); it != set.severities.end()) {
      return it->second;
    }
  }
  return row.severity;
}

}  // namespace

std::span<const RuleRow* const> RuleRows() { return kRows; }

std::unique_ptr<analyzer::Rule> MakeRule(const RuleRow& row, std::shared_ptr<const Policy> policy,
                                         Severity severity) {
  return std::make_unique<RowRule>(row, std::move(policy), severity);
}

std::vector<RuleDoc> AllRules() { return Docs(); }

const RuleDoc* FindRule(std::string_view code_or_name) {
  for (const RuleDoc& doc : Docs()) {
    if (doc.code == code_or_name || doc.name == code_or_name) return &doc;
  }
  return nullptr;
}

Result<std::vector<std::unique_ptr<analyzer::Rule>>> Configure(const RuleSet& set) {
  const auto bad = [&](std::string message) {
    return tl::unexpected(Error{ErrorCode::kBadValue, set.name, 0, 0, std::move(message)});
  };
  auto policy = Policy::Create(set);
  if (!policy) return bad(std::move(policy).error());
  std::vector<std::unique_ptr<analyzer::Rule>> rules;
  for (const RuleRow* row : kRows) {
    if (IsIn(set.disabled_rules, row->doc)) continue;
    if (row->active != nullptr && !row->active(**policy)) continue;
    rules.push_back(MakeRule(*row, *policy, SeverityFor(*row, set)));
  }
  for (const CustomRule& custom : set.custom) {
    auto rule = MakeCustomRule(custom);
    if (rule == nullptr) return bad(fmt::format("the query of \"{}\" is wrong", custom.code));
    rules.push_back(std::move(rule));
  }
  return rules;
}

analyzer::AnalyzeOptions AnalyzeOptionsFor(const RuleSet& set) {
  analyzer::AnalyzeOptions options;
  options.parse.python = set.python;
  options.parse.keep_syntax_tree = !set.custom.empty();
  return options;
}

}  // namespace stockade::rules
