// Runs a program as a person or a pipeline would: arguments, standard input, and what came back.
//
//   ProcessResult r = RunProcess({StockadePath(), "check", "-"}, {.stdin_bytes = "import os\n"});
//   EXPECT_EQ(r.exit_code, 1);
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace stockade::tests {

struct ProcessOptions {
  std::string stdin_bytes;
  std::string cwd;                         // empty: unchanged
  std::map<std::string, std::string> env;  // added to the environment
  std::chrono::seconds timeout{60};        // then SIGKILL, and `timed_out`
};

struct ProcessResult {
  int exit_code = -1;  // -1 when a signal ended it
  int signal = 0;
  bool timed_out = false;
  std::string out, err;
};

ProcessResult RunProcess(const std::vector<std::string>& argv, const ProcessOptions& options = {});

std::string StockadePath();                         // the `stockade` of this build
std::string SourcePath(std::string_view relative);  // a file of the source tree
std::string ReadFile(const std::string& path);      // fails the test when unreadable
void WriteFile(const std::string& path, std::string_view bytes);

// A directory that is removed at the end of its scope.
class TemporaryDirectory {
 public:
  TemporaryDirectory();
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  const std::string& path() const { return path_; }
  std::string File(std::string_view name) const { return path_ + "/" + std::string(name); }

 private:
  std::string path_;
};

}  // namespace stockade::tests
