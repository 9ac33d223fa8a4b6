// Workflow commands of GitHub Actions: one annotation a finding.
#include <fmt/format.h>

#include "tools/report/check_report.h"
#include "tools/report/printable.h"

namespace stockade::report {
namespace {

std::string Escaped(std::string_view text, bool property) {
  std::string out;
  for (const char c : ValidUtf8(text)) {
    if (c == '%') {
      out += "%25";
    } else if (c == '\r') {
      out += "%0D";
    } else if (c == '\n') {
      out += "%0A";
    } else if (property && c == ':') {
      out += "%3A";
    } else if (property && c == ',') {
      out += "%2C";
    } else {
      out += c;
    }
  }
  return out;
}

std::string_view CommandName(analyzer::Severity severity) {
  constexpr std::string_view kCommands[] = {"error", "warning", "notice"};
  return kCommands[static_cast<size_t>(severity)];
}

void PrintFile(const CheckReport&, const FileReport& file, const Totals&, const Style&,
               std::string* out) {
  for (const analyzer::Diagnostic& finding : file.findings) {
    std::string message = finding.message;
    if (!finding.help.empty()) message += "\n" + finding.help;
    *out += fmt::format(
        "::{} file={},line={},col={},endLine={},endColumn={},title={}::{}\n",
        CommandName(finding.severity), Escaped(file.path, true), finding.span.start.line,
        finding.span.start.column, finding.span.end.line, finding.span.end.column,
        Escaped(fmt::format("{} {}", finding.code, finding.rule), true), Escaped(message, false));
  }
}

}  // namespace

const Stream kGithubStream = {nullptr, PrintFile, nullptr};

}  // namespace stockade::report
