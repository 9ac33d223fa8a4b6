#include "tools/cli/files.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <set>
#include <system_error>

#include "tools/findings.h"

namespace stockade::cli {
namespace {

analyzer::Diagnostic Unreadable(std::string message) {
  return MakeFinding(FindingId::kUnreadableFile, std::move(message));
}

namespace fs = std::filesystem;

class Descriptor {
 public:
  explicit Descriptor(int value) : value_(value) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (value_ > STDERR_FILENO) close(value_);
  }
  int get() const { return value_; }

 private:
  int value_;
};

// 0, or the errno of the read that failed. `expected` is the size of a regular file, else 0: asking
// for just so much saves clearing memory that no byte comes into.
int ReadUpTo(int descriptor, size_t limit, size_t expected, std::string* bytes) {
  constexpr size_t kChunk = 256 << 10;
  size_t have = 0;
  bytes->resize(std::min(limit, expected == 0 ? kChunk : expected) + 1);
  for (;;) {
    if (have == bytes->size()) {
      if (have > limit) break;
      bytes->resize(std::min(limit + 1, have + kChunk));
    }
    const ssize_t got = read(descriptor, bytes->data() + have, bytes->size() - have);
    if (got == 0) break;
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return errno;
    have += static_cast<size_t>(got);
    // One byte more than a file's size was asked for, and did not come.
    if (have == expected && have < bytes->size()) break;
  }
  bytes->resize(have);
  return 0;
}

bool IsPython(const fs::path& path) {
  return path.extension() == ".py" || path.extension() == ".pyi";
}

bool IsSkipped(const std::string& name) {
  return name.starts_with('.') || name == "__pycache__" || name == "node_modules";
}

// Walks one folder with a list of its own, so that its depth costs no stack.
class FolderWalk {
 public:
  FolderWalk(bool skip_hidden, FileList* list) : skip_hidden_(skip_hidden), list_(list) {}

  void Walk(const fs::path& root) {
    std::error_code error;
    root_ = fs::canonical(root, error);
    std::vector<fs::path> pending = {root};
    while (!pending.empty()) {
      const fs::path folder = std::move(pending.back());
      pending.pop_back();
      std::vector<fs::path> folders;
      VisitFolder(folder, &folders);
      // The last one is taken next, so they go on in reverse.
      pending.insert(pending.end(), folders.rbegin(), folders.rend());
    }
  }

 private:
  void VisitFolder(const fs::path& folder, std::vector<fs::path>* folders) {
    std::error_code error;
    std::vector<fs::directory_entry> entries;  // they know what kind they are
    for (auto it = fs::directory_iterator(folder, error); !error && it != fs::directory_iterator();
         it.increment(error)) {
      entries.push_back(*it);
    }
    if (error) {
      list_->files.push_back(
          {folder.string(),
           Unreadable(fmt::format("the folder cannot be read: {}", error.message()))});
      return;
    }
    // All have the same folder before the name.
    std::sort(entries.begin(), entries.end(),
              [](const fs::directory_entry& a, const fs::directory_entry& b) {
                return a.path().native() < b.path().native();
              });
    for (const fs::directory_entry& entry : entries) VisitEntry(entry, folders);
  }

  void VisitEntry(const fs::directory_entry& listed, std::vector<fs::path>* folders) {
    std::error_code error;
    const fs::path& entry = listed.path();
    if (listed.is_symlink(error)) return VisitLink(entry);
    if (listed.is_directory(error)) {
      if (skip_hidden_ && IsSkipped(entry.filename().string())) {
        list_->notes.push_back(fmt::format("passed over: {}", entry.string()));
      } else {
        folders->push_back(entry);
      }
      return;
    }
    if (!IsPython(entry)) return;
    if (listed.is_regular_file(error)) {
      list_->files.push_back({entry.string(), {}});
    } else {
      list_->files.push_back({entry.string(), Unreadable("this is no regular file")});
    }
  }

  void VisitLink(const fs::path& entry) {
    std::error_code error;
    const fs::path target = fs::canonical(entry, error);
    const bool inside = !error && IsInside(target);
    std::error_code ignored;
    if (!error && fs::is_directory(target, ignored)) {
      // What it leads to inside the folder is looked at where it is.
      if (!inside) {
        list_->files.push_back(
            {entry.string(), Unreadable("this link leads to a folder outside what is checked")});
      }
      return;
    }
    if (!IsPython(entry)) return;
    if (error) {
      list_->files.push_back({entry.string(), Unreadable(fmt::format("this link leads nowhere: {}",
                                                                     error.message()))});
    } else if (!inside || !fs::is_regular_file(target, ignored)) {
      list_->files.push_back(
          {entry.string(), Unreadable("this link leads to a file outside what is checked")});
    } else {
      list_->files.push_back({entry.string(), {}});
    }
  }

  bool IsInside(const fs::path& target) const {
    const fs::path below = target.lexically_relative(root_);
    return !root_.empty() && !below.empty() && *below.begin() != "..";
  }

  const bool skip_hidden_;
  FileList* list_;
  fs::path root_;
};

}  // namespace

SubmittedFile ReadSubmitted(const std::string& path, size_t limit) {
  SubmittedFile file;
  const bool is_stdin = path == "-";
  const Descriptor descriptor(is_stdin ? STDIN_FILENO
                                       : open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
  if (descriptor.get() < 0) {
    const int error = errno;
    if (error == ENOENT || error == ENOTDIR || error == ENAMETOOLONG) {
      file.missing = fmt::format("cannot find \"{}\": {}", path, std::strerror(error));
    } else {
      file.trouble = Unreadable(fmt::format("the file cannot be read: {}", std::strerror(error)));
    }
    return file;
  }
  struct stat status {};
  if (fstat(descriptor.get(), &status) == 0 && S_ISDIR(status.st_mode)) {
    file.missing =
        fmt::format("\"{}\" is a folder, not a file", is_stdin ? "standard input" : path);
    return file;
  }
  const size_t size = S_ISREG(status.st_mode) ? static_cast<size_t>(status.st_size) : 0;
  if (size > limit) file.size = size;
  if (const int error = ReadUpTo(descriptor.get(), limit, size, &file.bytes); error != 0) {
    file.bytes.clear();
    file.trouble = Unreadable(fmt::format("the file cannot be read: {}", std::strerror(error)));
  }
  return file;
}

bool IsTooLarge(const SubmittedFile& file, size_t limit,
                std::vector<analyzer::Diagnostic>* findings) {
  if (file.bytes.size() <= limit) return false;
  for (analyzer::Diagnostic& finding : *findings) {
    if (finding.code != "ST002") continue;
    finding.message = file.size != 0
                          ? fmt::format("the text has {} bytes, the limit is {}", file.size, limit)
                          : fmt::format("the text has more than {} bytes", limit);
  }
  return true;
}

InputBytes ReadInput(const std::string& path, size_t limit) {
  SubmittedFile file = ReadSubmitted(path, limit);
  InputBytes input;
  if (!file.missing.empty()) {
    input.trouble = file.missing;
  } else if (file.trouble) {
    input.trouble = fmt::format("\"{}\": {}", path, file.trouble->message);
  } else if (file.bytes.size() > limit) {
    input.trouble = fmt::format("\"{}\" is larger than {} bytes", path, limit);
  } else {
    input.bytes = std::move(file.bytes);
  }
  return input;
}

FileList ListFiles(const std::vector<std::string>& paths, const IsProject& is_project) {
  FileList list;
  for (const std::string& path : paths) {
    if (path == "-") {
      list.files.push_back({path, {}});
      continue;
    }
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (fs::is_directory(status)) {
      const size_t before = list.files.size();

      FolderWalk(is_project(path), &list).Walk(path);
      if (list.files.size() == before) {
        list.missing.push_back(fmt::format("no Python file in \"{}\"", path));
      }
    } else if (status.type() == fs::file_type::not_found) {
      list.missing.push_back(fmt::format("cannot find \"{}\": {}", path, std::strerror(ENOENT)));
    } else {
      list.files.push_back({path, {}});
    }
  }
  std::set<std::string> seen;
  std::vector<Listed> once;
  for (Listed& file : list.files) {
    std::string name = fs::path(file.path).lexically_normal().string();
    if (!seen.insert(name).second) continue;
    if (file.path.starts_with("./")) file.path = std::move(name);
    once.push_back(std::move(file));
  }
  list.files = std::move(once);
  return list;
}

}  // namespace stockade::cli
