// Standard output and standard error of the command line, with every write checked.
//
//   Console console(ColorChoice::kAuto);
//   console.Out("report");
//   return console.Finish(0);   // 2 and a message if the report could not be written
//
// Reports go to Out(), which is buffered; messages for the person go to Message(). Not thread-safe
// but for Progress(), which any thread may call.
#pragma once

#include <string>
#include <string_view>

#include "tools/report/check_report.h"

namespace stockade::cli {

// Exit codes, as the README documents them.
enum ExitCode : int {
  kClean = 0,
  kFindings = 1,  // findings, or the submission failed
  kUsage = 2,     // usage or configuration; also when the report could not be written
  kConfinement = 3,
  kInternal = 70,  // our bug
};

enum class ColorChoice { kAuto, kAlways, kNever };

// By --color, then NO_COLOR (https://no-color.org), TERM=dumb, and whether it is a terminal; the
// variables are null where they are not set.
inline bool WantsColor(ColorChoice choice, const char* no_color, const char* term,
                       bool is_terminal) {
  if (choice != ColorChoice::kAuto) return choice == ColorChoice::kAlways;
  if (no_color != nullptr && *no_color != '\0') return false;
  return term != nullptr && std::string_view(term) != "dumb" && is_terminal;
}

// Descriptors 0 to 2 that the caller closed are taken, so that no file that is opened later becomes
// standard output by accident; writes to them fail. Also turns SIGPIPE into EPIPE.
void SecureStandardStreams();

class Console {
 public:
  explicit Console(ColorChoice choice) : choice_(choice) {}
  ~Console() { CloseOutput(/*keep=*/false); }
  Console(const Console&) = delete;
  Console& operator=(const Console&) = delete;

  void set_color(ColorChoice choice) { choice_ = choice; }
  report::Style out_style() const { return {path_.empty() && UseColor(1)}; }
  report::Style err_style() const { return {UseColor(2)}; }

  // From now on Out() writes a new file, which takes the place of `path` when Finish() is called
  // with kClean or kFindings and everything was written; else `path` is left as it was. False: it
  // cannot be made, and a message says why.
  bool SendOutTo(const std::string& path);
  void Out(std::string_view text);
  // A write of the report has failed: there is no use in making more of it.
  bool has_failed() const { return out_error_ != 0; }
  // "stockade: TEXT" and a line feed, to standard error.
  void Message(std::string_view text);
  // Bytes to standard error as they are.
  void Err(std::string_view bytes);
  // A line that the next one overwrites; nothing unless standard error is a terminal.
  void Progress(std::string_view text);
  void EndProgress();
  bool has_progress() const;

  // Writes what is buffered; may be called again. The exit code to end with: `code`, or kUsage
  // after a failed write.
  int Finish(int code);

 private:
  bool UseColor(int descriptor) const;

  ColorChoice choice_;
  // Takes the place of path_, or goes.
  void CloseOutput(bool keep);

  std::string buffer_;
  int output_ = 1;                 // the descriptor that Out() writes to
  std::string path_, unfinished_;  // of SendOutTo(): what it will be called, what it is called
  int out_error_ = 0;              // errno of the first failed write
  bool failure_said_ = false, progress_shown_ = false;
};

}  // namespace stockade::cli
