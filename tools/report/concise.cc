// One line a finding, for editors' error parsers and for grep.
#include <fmt/format.h>

#include "tools/report/check_report.h"
#include "tools/report/printable.h"

namespace stockade::report {

namespace {

void PrintFile(const CheckReport&, const FileReport& file, const Totals&, const Style&,
               std::string* out) {
  const std::string path = Printable(file.path);
  for (const analyzer::Diagnostic& finding : file.findings) {
    *out += fmt::format("{}:{}:{}: {} {} {}\n", path, finding.span.start.line,
                        finding.span.start.column, SeverityName(finding.severity),
                        Printable(finding.code), Printable(finding.message));
  }
}

}  // namespace

const Stream kConciseStream = {nullptr, PrintFile, nullptr};

}  // namespace stockade::report
