// JUnit XML: one test case a finding, one passing test case a clean file.
#include <fmt/format.h>

#include "tools/report/check_report.h"
#include "tools/report/printable.h"

namespace stockade::report {

void PrintJunit(const CheckReport& report, const Style&, std::string* out) {
  const Totals totals = Count(report);
  size_t clean = 0;
  for (const FileReport& file : report.files) clean += file.findings.empty() ? 1 : 0;
  const size_t tests = totals.findings + clean;
  *out += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
  *out += fmt::format("<testsuites name=\"stockade\" tests=\"{}\" failures=\"{}\">\n", tests,
                      totals.findings);
  for (const FileReport& file : report.files) {
    const std::string path = XmlEscaped(file.path);
    *out += fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\">\n", path,
                        std::max<size_t>(1, file.findings.size()), file.findings.size());
    if (file.findings.empty()) {
      *out += fmt::format("    <testcase name=\"{}\" classname=\"stockade\"/>\n", path);
    }
    for (const analyzer::Diagnostic& finding : file.findings) {
      const std::string code = XmlEscaped(finding.code);
      const std::string message = XmlEscaped(finding.message);
      *out += fmt::format(
          "    <testcase name=\"{}:{}:{} {}\" classname=\"stockade.{}\">\n"
          "      <failure type=\"{}\" message=\"{}\">{}:{}:{}: {} {}",
          path, finding.span.start.line, finding.span.start.column, code, XmlEscaped(finding.rule),
          SeverityName(finding.severity), message, path, finding.span.start.line,
          finding.span.start.column, code, message);
      if (!finding.help.empty()) *out += fmt::format("&#10;help: {}", XmlEscaped(finding.help));
      *out += "</failure>\n    </testcase>\n";
    }
    *out += "  </testsuite>\n";
  }
  *out += "</testsuites>\n";
}

}  // namespace stockade::report
