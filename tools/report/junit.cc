// JUnit XML: one test case a finding, one passing test case a clean file. Each file's suite has its
// counts; the root has none (they are optional there), since it is written before they are known.
#include <fmt/format.h>

#include "tools/report/check_report.h"
#include "tools/report/printable.h"

namespace stockade::report {
namespace {

void PrintBegin(const CheckReport&, std::string* out) {
  *out += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"stockade\">\n";
}

void PrintFile(const CheckReport&, const FileReport& file, const Totals&, const Style&,
               std::string* out) {
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

void PrintEnd(const CheckReport&, const Totals&, std::string* out) { *out += "</testsuites>\n"; }

}  // namespace

const Stream kJunitStream = {PrintBegin, PrintFile, PrintEnd};

}  // namespace stockade::report
