// GitLab code quality: a JSON array of issues.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "tools/report/check_report.h"
#include "tools/report/printable.h"

namespace stockade::report {
namespace {

using Json = nlohmann::ordered_json;

std::string_view Severity(analyzer::Severity severity) {
  constexpr std::string_view kSeverities[] = {"critical", "major", "info"};
  return kSeverities[static_cast<size_t>(severity)];
}

void PrintBegin(const CheckReport&, std::string* out) { *out += '['; }

void PrintFile(const CheckReport&, const FileReport& file, const Totals& before, const Style&,
               std::string* out) {
  if (file.findings.empty()) return;
  const std::vector<std::string> fingerprints = Fingerprints(file);
  for (size_t i = 0; i < file.findings.size(); ++i) {
    const analyzer::Diagnostic& finding = file.findings[i];
    const Json issue = {
        {"description", fmt::format("{}: {}", ValidUtf8(finding.code), ValidUtf8(finding.message))},
        {"check_name", ValidUtf8(finding.rule)},
        // GitLab wants it unique within the report, so the path is part of it.
        {"fingerprint", fmt::format("{}:{}", ValidUtf8(file.path), fingerprints[i])},
        {"severity", Severity(finding.severity)},
        {"location",
         {{"path", ValidUtf8(file.path)},
          {"lines", {{"begin", finding.span.start.line}, {"end", finding.span.end.line}}}}}};
    if (before.findings + i > 0) *out += ',';
    *out += issue.dump();
  }
}

void PrintEnd(const CheckReport&, const Totals&, std::string* out) { *out += "]\n"; }

}  // namespace

const Stream kGitlabStream = {PrintBegin, PrintFile, PrintEnd};

}  // namespace stockade::report
