// Schema 1 of `check --format json` (docs/schemas/check-1.schema.json).
#include <nlohmann/json.hpp>

#include "tools/report/check_report.h"
#include "tools/report/printable.h"

namespace stockade::report {
namespace {

using Json = nlohmann::ordered_json;

Json Place(const analyzer::Position& position) {
  return {{"line", position.line}, {"column", position.column}, {"byte", position.byte}};
}

Json Place(const analyzer::Span& span) {
  return {{"start", Place(span.start)}, {"end", Place(span.end)}};
}

Json Finding(const analyzer::Diagnostic& finding) {
  Json fix = nullptr;
  if (finding.fix) {
    Json edits = Json::array();
    for (const analyzer::Edit& edit : finding.fix->edits) {
      edits.push_back({{"span", Place(edit.span)}, {"text", ValidUtf8(edit.text)}});
    }
    fix = {{"message", ValidUtf8(finding.fix->message)}, {"edits", std::move(edits)}};
  }
  return {{"code", ValidUtf8(finding.code)},
          {"rule", ValidUtf8(finding.rule)},
          {"severity", SeverityName(finding.severity)},
          {"message", ValidUtf8(finding.message)},
          {"span", Place(finding.span)},
          {"help", ValidUtf8(finding.help)},
          {"fix", std::move(fix)}};
}

std::string_view VerdictName(analyzer::FileVerdict verdict) {
  constexpr std::string_view kNames[] = {"clean", "findings", "unreadable"};
  return kNames[static_cast<size_t>(verdict)];
}

}  // namespace

std::string FindingJson(const analyzer::Diagnostic& finding) { return Finding(finding).dump(); }

namespace {

// The text of an object's members, without the braces.
std::string Members(const Json& object) {
  const std::string text = object.dump();
  return text.substr(1, text.size() - 2);
}

void PrintBegin(const CheckReport& report, std::string* out) {
  const Json head = {
      {"schema", 1},
      {"tool", {{"name", "stockade"}, {"version", STOCKADE_VERSION}}},
      {"rules", {{"source", ValidUtf8(report.rules_source)}, {"digest", report.rules_digest}}}};
  *out += "{" + Members(head) + ",\"files\":[";
}

void PrintFile(const CheckReport&, const FileReport& file, const Totals& before, const Style&,
               std::string* out) {
  Json findings = Json::array();
  for (const analyzer::Diagnostic& finding : file.findings) findings.push_back(Finding(finding));
  const Json object = {{"path", ValidUtf8(file.path)},
                       {"verdict", VerdictName(file.verdict)},
                       {"findings", std::move(findings)}};
  if (before.files != 0) *out += ',';
  *out += object.dump();
}

void PrintEnd(const CheckReport&, const Totals& totals, std::string* out) {
  const Json tail = {
      {"summary",
       {{"files", totals.files}, {"findings", totals.findings}, {"errors", totals.errors}}}};
  *out += "]," + Members(tail) + "}\n";
}

}  // namespace

const Stream kJsonStream = {PrintBegin, PrintFile, PrintEnd};

}  // namespace stockade::report
