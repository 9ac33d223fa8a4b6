#include "tools/report/check_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>

namespace stockade::report {
namespace {

constexpr Format kFormats[] = {
    {"text", "the source with carets, for people", &kTextStream},
    {"concise", "one line a finding", &kConciseStream},
    {"json", "schema 1, for programs", &kJsonStream},
    {"sarif", "SARIF 2.1.0, for code scanning", &kSarifStream},
    {"github", "workflow commands of GitHub Actions", &kGithubStream},
    {"gitlab", "GitLab code quality", &kGitlabStream},
    {"junit", "JUnit XML", &kJunitStream},
};

constexpr std::array<std::string_view, 3> kSeverityNames = {"error", "warning", "info"};

// How far back the start of a finding's line is looked for: bounds the cost of very long lines.
constexpr size_t kMaxLineStart = 4096;

// FNV-1a with 64 bits: a name, not a protection.
class Hash {
 public:
  void Add(std::string_view bytes) {
    for (const char c : bytes) {
      value_ = (value_ ^ static_cast<unsigned char>(c)) * 0x100000001b3ull;
    }
  }
  uint64_t value() const { return value_; }

 private:
  uint64_t value_ = 0xcbf29ce484222325ull;
};

std::string PercentEncoded(std::string_view path) {
  constexpr std::string_view kPlain =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  std::string out;
  for (const char c : path) {
    if (kPlain.find(c) != std::string_view::npos) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
  }
  return out;
}

}  // namespace

std::span<const Format> Formats() { return kFormats; }

void Format::print(const CheckReport& report, const Style& style, std::string* out) const {
  if (stream->begin != nullptr) stream->begin(report, out);
  Totals totals;
  for (const FileReport& file : report.files) {
    stream->file(report, file, totals, style, out);
    AddTo(&totals, file);
  }
  if (stream->end != nullptr) stream->end(report, totals, out);
}

const Format* FindFormat(std::string_view name) {
  for (const Format& format : kFormats) {
    if (format.name == name) return &format;
  }
  return nullptr;
}

std::string_view SeverityName(analyzer::Severity severity) {
  return kSeverityNames[static_cast<size_t>(severity)];
}

void AddTo(Totals* totals, const FileReport& file) {
  ++totals->files;
  totals->findings += file.findings.size();
  if (file.verdict == analyzer::FileVerdict::kUnreadable) {
    ++totals->unreadable;
    totals->unreadable_files.push_back(
        {file.path, file.findings.empty() ? "" : file.findings.front().message});
  }
  for (const analyzer::Diagnostic& finding : file.findings) {
    totals->codes.try_emplace(finding.code, Totals::Named{finding.rule, finding.message});
    if (finding.severity == analyzer::Severity::kError) ++totals->errors;
    if (finding.severity == analyzer::Severity::kWarning) ++totals->warnings;
  }
}

Totals Count(const CheckReport& report) {
  Totals totals;
  for (const FileReport& file : report.files) AddTo(&totals, file);
  return totals;
}

std::vector<std::string> Fingerprints(const FileReport& file) {
  constexpr size_t kWindow = 100;
  constexpr std::string_view kSpace = " \t\r\n";
  const std::string_view bytes = file.bytes;
  std::map<uint64_t, size_t> seen;
  std::vector<std::string> all;
  all.reserve(file.findings.size());
  for (const analyzer::Diagnostic& finding : file.findings) {
    Hash hash;
    hash.Add(finding.code);
    hash.Add("\n");
    size_t at = std::min<size_t>(finding.span.start.byte, bytes.size());
    while (at > 0 && bytes[at - 1] != '\n' && finding.span.start.byte - at < kMaxLineStart) --at;
    for (size_t taken = 0; at < bytes.size() && taken < kWindow; ++at) {
      if (kSpace.find(bytes[at]) != std::string_view::npos) continue;
      hash.Add(bytes.substr(at, 1));
      ++taken;
    }
    all.push_back(fmt::format("{:016x}:{}", hash.value(), ++seen[hash.value()]));
  }
  return all;
}

std::string ReportUri(std::string_view path, std::string_view working_directory) {
  const std::filesystem::path given{std::string(path)};
  if (given.is_absolute() && !working_directory.empty()) {
    const auto below = given.lexically_normal().lexically_relative(
        std::filesystem::path(std::string(working_directory)));
    if (!below.empty() && *below.begin() != "..") return PercentEncoded(below.string());
    return "file://" + PercentEncoded(given.lexically_normal().string());
  }
  const std::filesystem::path normal = given.lexically_normal();
  if (!working_directory.empty() && !normal.empty() && *normal.begin() == "..") {
    const auto absolute =
        (std::filesystem::path(std::string(working_directory)) / normal).lexically_normal();
    return "file://" + PercentEncoded(absolute.string());
  }
  return PercentEncoded(normal.string());
}

std::string DirectoryUri(std::string_view directory) {
  return "file://" + PercentEncoded(directory) + (directory.ends_with('/') ? "" : "/");
}

}  // namespace stockade::report
