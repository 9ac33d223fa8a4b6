#include "tools/cli/console.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

#include "tools/report/printable.h"

namespace stockade::cli {
namespace {

constexpr size_t kBufferBytes = 64 << 10;

// 0, or the errno of the write that failed.
int WriteAll(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(descriptor, bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return errno;
    }
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return 0;
}

}  // namespace

void SecureStandardStreams() {
  std::signal(SIGPIPE, SIG_IGN);
  // open() gives the lowest free number, so going upwards fills each gap with the right file. The
  // mode is the one in which the stream cannot be used: a lost report must not look written.
  constexpr int kModes[] = {O_WRONLY, O_RDONLY, O_WRONLY};
  for (int descriptor = 0; descriptor < 3; ++descriptor) {
    if (fcntl(descriptor, F_GETFD) == -1 && errno == EBADF) {
      if (open("/dev/null", kModes[descriptor]) != descriptor) _exit(kInternal);
    }
  }
}

bool Console::UseColor(int descriptor) const {
  return WantsColor(choice_, std::getenv("NO_COLOR"), std::getenv("TERM"), isatty(descriptor) == 1);
}

void Console::Out(std::string_view text) {
  if (out_error_ != 0) return;
  buffer_ += text;
  if (buffer_.size() < kBufferBytes) return;
  out_error_ = WriteAll(output_, buffer_);
  buffer_.clear();
}

void Console::Err(std::string_view bytes) {
  EndProgress();
  WriteAll(STDERR_FILENO, bytes);  // nobody is left to tell if this fails
}

void Console::Message(std::string_view text) { Err(fmt::format("stockade: {}\n", text)); }

bool Console::has_progress() const { return isatty(STDERR_FILENO) == 1; }

void Console::Progress(std::string_view text) {
  if (!has_progress()) return;
  progress_shown_ = true;
  WriteAll(STDERR_FILENO, fmt::format("\r\x1b[K{}", text));
}

void Console::EndProgress() {
  if (!progress_shown_) return;
  progress_shown_ = false;
  WriteAll(STDERR_FILENO, "\r\x1b[K");
}

bool Console::SendOutTo(const std::string& path) {
  std::signal(SIGXFSZ, SIG_IGN);  // too large is an error like others: what was begun is removed
  // A link is followed, so that the file behind it is replaced and the link stays.
  std::error_code error;
  const std::filesystem::path real = std::filesystem::weakly_canonical(path, error);
  path_ = error ? path : real.string();
  unfinished_ = path_ + ".XXXXXX";
  const auto status = std::filesystem::status(path_, error);
  // Nothing can take the place of a device or a pipe: what is written goes there at once.
  const bool is_special =
      std::filesystem::exists(status) && !std::filesystem::is_regular_file(status);
  const int descriptor = is_special ? open(path_.c_str(), O_WRONLY | O_CLOEXEC)
                                    : mkostemp(unfinished_.data(), O_CLOEXEC);
  if (descriptor < 0) {
    Message(fmt::format("cannot write {}: {}", path, std::strerror(errno)));
    path_.clear();
    return false;
  }
  if (is_special) {
    unfinished_.clear();
    output_ = descriptor;
    return true;
  }
  const mode_t mask = umask(0);
  umask(mask);
  fchmod(descriptor, 0666 & ~mask);
  output_ = descriptor;
  return true;
}

void Console::CloseOutput(bool keep) {
  if (path_.empty()) return;
  if (close(output_) != 0 && out_error_ == 0) out_error_ = errno;
  output_ = STDOUT_FILENO;
  if (unfinished_.empty()) return;
  if (!keep || out_error_ != 0) {
    unlink(unfinished_.c_str());
  } else if (std::rename(unfinished_.c_str(), path_.c_str()) != 0) {
    out_error_ = errno;
    unlink(unfinished_.c_str());
  }
}

int Console::Finish(int code) {
  EndProgress();
  if (out_error_ == 0) out_error_ = WriteAll(output_, buffer_);
  buffer_.clear();
  const std::string path = path_;
  CloseOutput(code == kClean || code == kFindings);
  path_.clear();
  if (out_error_ == 0) return code;
  if (!std::exchange(failure_said_, true)) {
    Message(fmt::format("cannot write {}: {}", path.empty() ? "to standard output" : path,
                        std::strerror(out_error_)));
  }
  return code == kClean || code == kFindings ? static_cast<int>(kUsage) : code;
}

}  // namespace stockade::cli
