// Files without a file system: the caller's input files, and the scratch space, as bytes in this
// process. `open` finds nothing else, so there is no link to follow and no device to open; what was
// written goes back with the reply.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "executor/worker/cpython.h"

namespace stockade::executor::worker {

using NamedBytes = std::vector<std::pair<std::string, std::string>>;

struct FileSettings {
  bool scratch = false;  // new files may be made
  uint64_t file_bytes = 0;
  uint32_t most_files = 0;
};

// Gives `names` an `open`, unless there are no files and none may be made. False: a Python error is
// set.
bool AddFiles(NamedBytes inputs, const FileSettings& settings, PyObject* names);

// What was written so far, in order of name.
NamedBytes WrittenFiles();

}  // namespace stockade::executor::worker
