// What `stockade check` found, and the formats in which it is printed.
//
//   CheckReport report = ...;
//   std::string text;
//   FindFormat("sarif")->print(report, {}, &text);
//
// One file a format; kFormats is the list that --format, its help and the tests read.
#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/diagnostic.h"
#include "analyzer/rule.h"

namespace stockade::report {

struct FileReport {
  std::string path;  // as the caller named it, or below a folder that the caller named
  analyzer::FileVerdict verdict = analyzer::FileVerdict::kClean;
  std::vector<analyzer::Diagnostic> findings;  // sorted by position
  std::string bytes;                           // as submitted, for source frames; may be empty
};

struct CheckReport {
  std::string rules_source, rules_digest;  // which file or built-in set ruled
  std::vector<FileReport> files;           // in the order of the command line, then by path
  std::string working_directory;           // absolute; "" leaves it out
};

// What is known of all files once they have been seen. Holds a little for each code and for each
// file that cannot be read, nothing for each finding.
struct Totals {
  struct Named {
    std::string rule, message;  // of the first finding with the code
  };
  struct Unreadable {
    std::string path, why;
  };
  size_t files = 0, findings = 0, errors = 0, warnings = 0, unreadable = 0;
  std::map<std::string, Named> codes;
  std::vector<Unreadable> unreadable_files;
};
Totals Count(const CheckReport& report);
void AddTo(Totals* totals, const FileReport& file);

struct Style {
  bool color = false;
};

// How a format is written, file by file, so that no more than the file at hand is in memory: begin,
// each file with what came `before` it, end. `report` has all but the files.
struct Stream {
  void (*begin)(const CheckReport& report, std::string* out);  // may be null
  void (*file)(const CheckReport& report, const FileReport& file, const Totals& before,
               const Style& style, std::string* out);
  void (*end)(const CheckReport& report, const Totals& totals, std::string* out);  // may be null
};

struct Format {
  std::string_view name, summary;
  const Stream* stream;

  // The whole report, its files too.
  void print(const CheckReport& report, const Style& style, std::string* out) const;
};
std::span<const Format> Formats();
const Format* FindFormat(std::string_view name);  // null: no such format

std::string_view SeverityName(analyzer::Severity severity);  // "error"

// One finding as `text` shows it: the heading, the source with carets, the help.
void PrintFinding(const FileReport& file, const analyzer::Diagnostic& finding, const Style& style,
                  std::string* out);

// One finding as the JSON contract has it (an object's text).
std::string FindingJson(const analyzer::Diagnostic& finding);

// A stable name for each finding of a file: a hash of its code and of the text from the start of
// its line, without white space, so that edits elsewhere leave it as it is; an ordinal tells equal
// ones apart.
std::vector<std::string> Fingerprints(const FileReport& file);

// `path` relative to `working_directory` where it lies below it, percent-encoded; else a file URI.
std::string ReportUri(std::string_view path, std::string_view working_directory);

std::string DirectoryUri(std::string_view directory);  // of an absolute path; ends with a slash

// The formats, one a file.
extern const Stream kTextStream, kConciseStream, kJsonStream, kSarifStream, kGithubStream,
    kGitlabStream, kJunitStream;

}  // namespace stockade::report
