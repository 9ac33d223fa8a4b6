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

// The rules that the findings name, in the order of codes, and the index of each.
struct RuleList {
  Json rules = Json::array();
  std::map<std::string, size_t> index;
};

RuleList ListRules(const CheckReport& report) {
  std::map<std::string, const analyzer::Diagnostic*> codes;
  for (const FileReport& file : report.files) {
    for (const analyzer::Diagnostic& finding : file.findings) codes.emplace(finding.code, &finding);
  }
  RuleList list;
  for (const auto& [code, finding] : codes) {
    list.index[code] = list.rules.size();
    if (const rules::RuleDoc* doc = FindCode(code)) {
      list.rules.push_back(RuleOf(code, doc->name, doc->summary, doc->why));
    } else {
      list.rules.push_back(RuleOf(code, finding->rule, finding->message, finding->message));
    }
  }
  return list;
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

}  // namespace

void PrintSarif(const CheckReport& report, const Style&, std::string* out) {
  const RuleList list = ListRules(report);
  Json results = Json::array();
  Json notifications = Json::array();
  for (const FileReport& file : report.files) {
    const std::string uri = ReportUri(file.path, report.working_directory);
    const std::vector<std::string> fingerprints = Fingerprints(file);
    for (size_t i = 0; i < file.findings.size(); ++i) {
      const analyzer::Diagnostic& finding = file.findings[i];
      const Json location = {
          {"physicalLocation",
           {{"artifactLocation", {{"uri", uri}}}, {"region", Region(finding.span)}}}};
      std::string message = NotEmpty(finding.message, finding.code);
      if (!finding.help.empty()) message += ". Help: " + ValidUtf8(finding.help);
      results.push_back({{"ruleId", ValidUtf8(finding.code)},
                         {"ruleIndex", list.index.at(finding.code)},
                         {"level", Level(finding.severity)},
                         {"message", {{"text", std::move(message)}}},
                         {"locations", Json::array({location})},
                         {"partialFingerprints", {{"primaryLocationLineHash", fingerprints[i]}}}});
    }
    if (file.verdict == analyzer::FileVerdict::kUnreadable) {
      const std::string why =
          file.findings.empty() ? "the file could not be read" : file.findings.front().message;
      notifications.push_back(
          {{"level", "error"},
           {"message", {{"text", ValidUtf8(why)}}},
           {"locations",
            Json::array({{{"physicalLocation", {{"artifactLocation", {{"uri", uri}}}}}}})}});
    }
  }
  Json invocation = {{"executionSuccessful", notifications.empty()}};
  invocation["toolExecutionNotifications"] = std::move(notifications);
  if (!report.working_directory.empty()) {
    invocation["workingDirectory"] = {{"uri", DirectoryUri(report.working_directory)}};
  }
  const Json run = {
      {"tool",
       {{"driver",
         {{"name", "Stockade"}, {"semanticVersion", STOCKADE_VERSION}, {"rules", list.rules}}}}},
      {"invocations", Json::array({std::move(invocation)})},
      {"columnKind", "unicodeCodePoints"},
      {"properties",
       {{"rulesSource", ValidUtf8(report.rules_source)}, {"rulesDigest", report.rules_digest}}},
      {"results", std::move(results)}};
  const Json all = {{"$schema", kSchema}, {"version", "2.1.0"}, {"runs", Json::array({run})}};
  *out += all.dump();
  *out += '\n';
}

}  // namespace stockade::report
