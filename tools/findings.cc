#include "tools/findings.h"

#include <algorithm>

namespace stockade {
namespace {

struct FindingRow {
  rules::RuleDoc doc;
  std::string_view help;
};

constexpr FindingRow kFindings[] = {
#define STOCKADE_FINDING(Name, code, name, summary, why, help) \
  {{code, name, summary, why, "", "", ""}, help},
#include "tools/findings.def"
};

}  // namespace

analyzer::Diagnostic MakeFinding(FindingId id, std::string message, analyzer::Span span) {
  const FindingRow& row = kFindings[static_cast<size_t>(id)];
  return {.code = std::string(row.doc.code),
          .rule = std::string(row.doc.name),
          .severity = analyzer::Severity::kError,
          .message = std::move(message),
          .span = span,
          .help = std::string(row.help),
          .fix = {}};
}

std::vector<rules::RuleDoc> AllCodes() {
  std::vector<rules::RuleDoc> all = rules::AllRules();
  for (const FindingRow& row : kFindings) all.push_back(row.doc);
  std::stable_sort(all.begin(), all.end(), [](const rules::RuleDoc& a, const rules::RuleDoc& b) {
    return a.code < b.code;
  });
  return all;
}

const rules::RuleDoc* FindCode(std::string_view code_or_name) {
  for (const FindingRow& row : kFindings) {
    if (row.doc.code == code_or_name || row.doc.name == code_or_name) return &row.doc;
  }
  return rules::FindRule(code_or_name);
}

}  // namespace stockade
