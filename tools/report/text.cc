// The format for people: each finding with its line of source, carets under the span.
#include <fmt/format.h>

#include <algorithm>

#include "tools/report/check_report.h"
#include "tools/report/printable.h"

namespace stockade::report {
namespace {

using analyzer::Diagnostic;

struct Paint {
  bool on;
  std::string operator()(std::string_view code, std::string_view text) const {
    if (!on || text.empty()) return std::string(text);
    return fmt::format("\x1b[{}m{}\x1b[0m", code, text);
  }
};

constexpr std::string_view kBold = "1", kDim = "2", kHelp = "36";
constexpr std::string_view kSeverityColors[] = {"1;31", "1;33", "1;34"};  // by Severity

constexpr uint32_t kWindowColumns = 100;  // of one line of source
constexpr uint32_t kLeadColumns = 20;     // kept before the span when a line is cut
constexpr std::string_view kCut = "...";
constexpr size_t kMaxLineBytes = 64 << 10;

// The bytes of a line, found from an offset in the submitted bytes; line ends are LF and CR LF, as
// the analyzer counts them.
struct LineBytes {
  std::string_view text;
  size_t start = 0;
};

LineBytes LineAround(std::string_view bytes, size_t offset) {
  offset = std::min(offset, bytes.size());
  size_t begin = offset;
  while (begin > 0 && bytes[begin - 1] != '\n' && offset - begin < kMaxLineBytes) --begin;
  size_t end = begin;
  while (end < bytes.size() && bytes[end] != '\n' && end - begin < 2 * kMaxLineBytes) ++end;
  if (begin == 0 && bytes.starts_with("\xEF\xBB\xBF")) begin = std::min<size_t>(3, end);
  size_t stop = end;
  if (stop > begin && bytes[stop - 1] == '\r') --stop;
  return {bytes.substr(begin, stop - begin), begin};
}

// One line of source and one of carets below it, cut to a window around the span.
void PrintLine(std::string_view gutter, std::string_view number, const LineBytes& line, size_t from,
               size_t to, std::string_view color, const Paint& paint, std::string* out) {
  const ShownLine shown = Show(line.text);
  const auto clamp = [&](size_t at) {
    return at < line.start ? 0 : std::min(at - line.start, line.text.size());
  };
  uint32_t caret_begin = shown.columns[clamp(from)];
  uint32_t caret_end = std::max(shown.columns[clamp(to)], caret_begin + 1);
  size_t text_begin = 0;
  size_t text_end = shown.text.size();
  std::string_view before, after;
  if (shown.columns.back() > kWindowColumns) {
    const uint32_t first =
        caret_end <= kWindowColumns ? 0 : caret_begin - std::min(caret_begin, kLeadColumns);
    const auto at = [&](uint32_t column) {
      const auto it = std::lower_bound(shown.columns.begin(), shown.columns.end(), column);
      return static_cast<size_t>(std::min(it, shown.columns.end() - 1) - shown.columns.begin());
    };
    const size_t begin = at(first), end = at(first + kWindowColumns);
    text_begin = shown.text_bytes[begin];
    text_end = shown.text_bytes[end];
    const uint32_t dropped = shown.columns[begin];
    before = begin > 0 ? kCut : "";
    after = end + 1 < shown.columns.size() ? kCut : "";
    const auto shift = static_cast<uint32_t>(before.size());
    caret_begin = caret_begin - dropped + shift;
    caret_end = std::min(caret_end - dropped, shown.columns[end] - dropped) + shift;
    caret_end = std::max(caret_end, caret_begin + 1);
  }
  std::string text =
      fmt::format("{}{}{}", before, shown.text.substr(text_begin, text_end - text_begin), after);
  while (text.ends_with(' ')) text.pop_back();
  *out += paint(kDim, fmt::format("{:>{}} |", number, gutter.size()));
  *out += text.empty() ? "\n" : fmt::format(" {}\n", text);
  *out += paint(kDim, fmt::format("{} |", gutter));
  *out += fmt::format(" {}{}\n", std::string(caret_begin, ' '),
                      paint(color, std::string(caret_end - caret_begin, '^')));
}

void PrintFrame(const FileReport& file, const Diagnostic& finding, std::string_view color,
                const Paint& paint, std::string* out) {
  if (file.bytes.empty()) return;
  const auto& [start, end] = finding.span;
  const std::string last_number = fmt::format("{}", std::max(start.line, end.line));
  const std::string gutter(last_number.size() + 1, ' ');
  const LineBytes first = LineAround(file.bytes, start.byte);
  const size_t first_end = first.start + first.text.size();
  // A span that ends at the start of a line ends, for the eye, on the line before.
  const LineBytes last =
      LineAround(file.bytes, end.byte > start.byte && end.column == 1 ? end.byte - 1 : end.byte);
  const bool one_line = last.start <= first.start;
  PrintLine(gutter, fmt::format("{}", start.line), first, start.byte,
            one_line ? end.byte : first_end, color, paint, out);
  if (one_line) return;
  const uint32_t last_line = end.column == 1 ? end.line - 1 : end.line;
  if (last_line > start.line + 1) *out += paint(kDim, fmt::format("{} |", gutter)) + " ...\n";
  const size_t indent = last.text.find_first_not_of(" \t");
  PrintLine(gutter, fmt::format("{}", last_line), last,
            last.start + (indent == std::string_view::npos ? 0 : indent), end.byte, color, paint,
            out);
}

std::string Plural(size_t n, std::string_view word) {
  return fmt::format("{} {}{}", n, word, n == 1 ? "" : "s");
}

void PrintEnd(const CheckReport& report, const Totals& totals, std::string* out) {
  std::string found = "no findings";
  if (totals.findings != 0) {
    found = fmt::format("{} ({}, {})", Plural(totals.findings, "finding"),
                        Plural(totals.errors, "error"), Plural(totals.warnings, "warning"));
  }
  *out += fmt::format("{} checked, {}; rules: {}\n", Plural(totals.files, "file"), found,
                      Printable(report.rules_source));
}

void PrintFile(const CheckReport&, const FileReport& file, const Totals&, const Style& style,
               std::string* out) {
  for (const Diagnostic& finding : file.findings) {
    PrintFinding(file, finding, style, out);
    *out += '\n';
  }
}

}  // namespace

const Stream kTextStream = {nullptr, PrintFile, PrintEnd};

void PrintFinding(const FileReport& file, const Diagnostic& finding, const Style& style,
                  std::string* out) {
  const Paint paint{style.color};
  const std::string_view color = kSeverityColors[static_cast<size_t>(finding.severity)];
  *out += paint(kBold, fmt::format("{}:{}:{}:", Printable(file.path), finding.span.start.line,
                                   finding.span.start.column));
  *out += fmt::format(
      " {} {}\n",
      paint(color, fmt::format("{}[{}]", SeverityName(finding.severity), Printable(finding.code))),
      Printable(finding.message));
  PrintFrame(file, finding, color, paint, out);
  if (!finding.help.empty()) {
    *out += fmt::format("  {} {}\n", paint(kHelp, "help:"), Printable(finding.help));
  }
  if (finding.fix) {
    *out += fmt::format("  {} {}\n", paint(kHelp, "fix:"), Printable(finding.fix->message));
  }
}

}  // namespace stockade::report
