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

}  // namespace

void PrintGitlab(const CheckReport& report, const Style&, std::string* out) {
  Json issues = Json::array();
  for (const FileReport& file : report.files) {
    const std::vector<std::string> fingerprints = Fingerprints(file);
    for (size_t i = 0; i < file.findings.size(); ++i) {
      const analyzer::Diagnostic& finding = file.findings[i];
      issues.push_back(
          {{"description",
            fmt::format("{}: {}", ValidUtf8(finding.code), ValidUtf8(finding.message))},
           {"check_name", ValidUtf8(finding.rule)},
           // GitLab wants it unique within the report, so the path is part of it.
           {"fingerprint", fmt::format("{}:{}", ValidUtf8(file.path), fingerprints[i])},
           {"severity", Severity(finding.severity)},
           {"location",
            {{"path", ValidUtf8(file.path)},
             {"lines", {{"begin", finding.span.start.line}, {"end", finding.span.end.line}}}}}});
    }
  }
  *out += issues.dump();
  *out += '\n';
}

}  // namespace stockade::report
