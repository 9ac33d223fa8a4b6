// SARIF 2.1.0 (OASIS), with what GitHub's code scanning asks for beyond it.
#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>

#include "tools/findings.h"
#include "tools/report/check_report.h"
#include "tools/report/printable.h"

namespace stockade::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kSchema =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

std::string_view Level(analyzer::Severity severity) {
  constexpr std::string_view kLevels[] = {"error", "warning", "note"};
  return kLevels[static_cast<size_t>(severity)];
}

// GitHub refuses empty texts where it requires one.
std::string NotEmpty(std::string_view text, std::string_view otherwise) {
  return ValidUtf8(text.empty() ? otherwise : text);
}

Json RuleOf(std::string_view code, std::string_view name, std::string_view summary,
            std::string_view why) {
  return {
      {"id", ValidUtf8(code)},
      {"name", NotEmpty(name, code)},
      {"shortDescription", {{"text", NotEmpty(summary, code)}}},
      {"fullDescription", {{"text", NotEmpty(why, summary.empty() ? code : summary)}}},
      {"help",
       {{"text", fmt::format("Run `stockade rules explain {}` for what is refused, why, and what "
                             "to do instead.",
                             ValidUtf8(code))}}},
      {"properties", {{"tags", {"security"}}}}};
}

Json ListRules(const Totals& totals) {
  Json rules = Json::array();
  for (const auto& [code, seen] : totals.codes) {
    if (const rules::RuleDoc* doc = FindCode(code)) {
      rules.push_back(RuleOf(code, doc->name, doc->summary, doc->why));
    } else {
      rules.push_back(RuleOf(code, seen.rule, seen.message, seen.message));
    }
  }
  return rules;
}

Json ListUnreadable(const CheckReport& report, const Totals& totals) {
  Json notifications = Json::array();
  for (const Totals::Unreadable& file : totals.unreadable_files) {
    const std::string uri = ReportUri(file.path, report.working_directory);
    notifications.push_back(
        {{"level", "error"},
         {"message", {{"text", NotEmpty(file.why, "the file could not be read")}}},
         {"locations",
          Json::array({{{"physicalLocation", {{"artifactLocation", {{"uri", uri}}}}}}})}});
  }
  return notifications;
}

Json Region(const analyzer::Span& span) {
  Json region = {{"startLine", span.start.line},
                 {"startColumn", span.start.column},
                 {"endLine", span.end.line},
                 {"endColumn", span.end.column},
                 {"byteOffset", span.start.byte}};
  region["byteLength"] = span.end.byte - std::min(span.start.byte, span.end.byte);
  return region;
}

// Results come first, so that each file is written when it is known; the rules that they name
// follow.
void PrintBegin(const CheckReport&, std::string* out) {
  const Json head = {{"$schema", kSchema}, {"version", "2.1.0"}};
  *out += head.dump();
  out->pop_back();
  *out += ",\"runs\":[{\"results\":[";
}

void PrintFile(const CheckReport& report, const FileReport& file, const Totals& before,
               const Style&, std::string* out) {
  if (file.findings.empty()) return;
  const std::string uri = ReportUri(file.path, report.working_directory);
  const std::vector<std::string> fingerprints = Fingerprints(file);
  for (size_t i = 0; i < file.findings.size(); ++i) {
    const analyzer::Diagnostic& finding = file.findings[i];
    const Json location = {
        {"physicalLocation",
         {{"artifactLocation", {{"uri", uri}}}, {"region", Region(finding.span)}}}};
    std::string message = NotEmpty(finding.message, finding.code);
    if (!finding.help.empty()) message += ". Help: " + ValidUtf8(finding.help);
    const Json result = {{"ruleId", ValidUtf8(finding.code)},
                         {"level", Level(finding.severity)},
                         {"message", {{"text", std::move(message)}}},
                         {"locations", Json::array({location})},
                         {"partialFingerprints", {{"primaryLocationLineHash", fingerprints[i]}}}};
    if (before.findings + i > 0) *out += ',';
    *out += result.dump();
  }
}

void PrintEnd(const CheckReport& report, const Totals& totals, std::string* out) {
  Json invocation = {{"executionSuccessful", totals.unreadable_files.empty()}};
  invocation["toolExecutionNotifications"] = ListUnreadable(report, totals);
  if (!report.working_directory.empty()) {
    invocation["workingDirectory"] = {{"uri", DirectoryUri(report.working_directory)}};
  }
  const Json rest = {
      {"tool",
       {{"driver",
         {{"name", "Stockade"},
          {"semanticVersion", STOCKADE_VERSION},
          {"rules", ListRules(totals)}}}}},
      {"invocations", Json::array({std::move(invocation)})},
      {"columnKind", "unicodeCodePoints"},
      {"properties",
       {{"rulesSource", ValidUtf8(report.rules_source)}, {"rulesDigest", report.rules_digest}}}};
  *out += "],";
  *out += std::string_view(rest.dump()).substr(1);
  *out += "]}\n";
}

}  // namespace

const Stream kSarifStream = {PrintBegin, PrintFile, PrintEnd};

}  // namespace stockade::report
