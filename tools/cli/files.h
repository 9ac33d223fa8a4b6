// Reading what is to be checked: files, folders and standard input.
//
//   FileList list = ListFiles({"src", "a.py", "-"}, is_project);
//   for (const Listed& file : list.files) { SubmittedFile f = ReadSubmitted(file.path, limit, ...);
//   }
//
// Nothing is passed over silently: what cannot be read is a finding of that file, and what is not
// looked at is named in `notes`.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/diagnostic.h"

namespace stockade::cli {

struct SubmittedFile {
  std::string bytes;  // at most `limit` + 1: one too many says that the file is too large
  std::optional<analyzer::Diagnostic> trouble;  // a file that exists and cannot be read
  std::string missing;                          // why there is no such file; the caller's mistake
  size_t size = 0;  // of a regular file that is larger than the limit; else 0
};

// `path` "-" is standard input. A named pipe or device is read like a file (`<(command)` is one);
// at most `limit` + 1 bytes are read of anything.
SubmittedFile ReadSubmitted(const std::string& path, size_t limit);

// What was read of a file over the limit says nothing of its size: mends the message of the finding
// (ST002). True if the file is one; its bytes are then no use to a report.
bool IsTooLarge(const SubmittedFile& file, size_t limit,
                std::vector<analyzer::Diagnostic>* findings);

// For options that name a file: its bytes, or what is wrong with it.
struct InputBytes {
  std::string bytes;
  std::string trouble;
};
InputBytes ReadInput(const std::string& path, size_t limit);

struct Listed {
  std::string path;
  std::optional<analyzer::Diagnostic> trouble;  // e.g. a link that leads out of the folder
};

struct FileList {
  std::vector<Listed> files;         // each once, folders sorted by name
  std::vector<std::string> missing;  // one message for each path that is not there
  std::vector<std::string> notes;    // what was passed over, and why
};

// True for a folder that a project file rules. Its hidden folders, __pycache__ and node_modules are
// passed over, and named in `notes`; in submission mode every folder is looked at.
using IsProject = std::function<bool(const std::string& folder)>;

// Folders are searched for *.py and *.pyi. Links in them are followed only to files inside the same
// folder, so that a submission cannot make a report quote other files.
FileList ListFiles(const std::vector<std::string>& paths, const IsProject& is_project);

}  // namespace stockade::cli
