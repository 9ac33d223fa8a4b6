// `stockade init`: a stockade.toml to start from.
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "tools/cli/command.h"

namespace stockade::cli {
namespace {

constexpr const char* kFileName = "stockade.toml";

constexpr std::string_view kStart =
    R"(# Settings of Stockade: what submitted Python may contain, and what a run of it may use.
# `stockade rules schema` prints every key; `stockade rules show default` what is inherited here.
# Lists are merged with the inherited ones; "remove-KEY" takes elements out of them again.
extends = ["default"]

# The version of Python that submissions are held to.
# python = "3.11"

[submission]
# max-bytes = "256 KiB"
# max-lines = 500
# max-nesting = 100
# suppressions = "allow"    # let `# stockade: ignore[CODE] reason` silence a finding of its line

[imports]
# Modules that may be imported. "collections.*" allows submodules, "datetime.datetime" one name.
# allow = ["math", "json", "collections.*"]
# remove-allow = ["random"]
# names = "any"             # for texts that are only checked, and never run here

[names]
# forbid = ["input"]
# reason.input = "take the value as an argument"

[calls]
# forbid = ["print"]
# reason.print = "return the answer"

[attributes]
# forbid = ["sort"]

[definitions]
# max-function-lines = 60
# max-complexity = 12
# annotations = "types"

[constructs]
# forbid = ["while", "lambda"]

[resources]
# max-literal-bytes = "64 KiB"

[rules]
# disable = ["endless-loop"]
# severity.function-too-long = "info"

[guards]
# "proven" leaves out what the rules have already decided; "all" guards everything.
# level = "proven"
# iterations = 10_000_000

[limits]
# wall = "5 s"
# cpu = "2 s"
# memory = "256 MiB"
# output = "1 MiB"

# A rule of one's own: a tree-sitter query with a message.
# [[custom]]
# code = "COURSE001"
# query = '(call function: (identifier) @f (#eq? @f "print"))'
# message = "return the answer instead of printing it"
# severity = "warning"

# Other settings for some files of the project.
# [[overrides]]
# paths = ["tests/**"]
# reason = "tests may do more"
# imports.allow = ["sys"]
)";

int Init(Console& console) {
  // O_EXCL: a file that is there, even a link that leads nowhere, is never written to.
  const int file = open(kFileName, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (file < 0) {
    console.Message(errno == EEXIST
                        ? fmt::format("{} is already there; it was left as it is", kFileName)
                        : fmt::format("cannot write {}: {}", kFileName, std::strerror(errno)));
    return kUsage;
  }
  std::string_view left = kStart;
  int error = 0;
  while (!left.empty() && error == 0) {
    const ssize_t written = write(file, left.data(), left.size());
    if (written >= 0) {
      left.remove_prefix(static_cast<size_t>(written));
    } else if (errno != EINTR) {
      error = errno;
    }
  }
  if (close(file) != 0 && error == 0) error = errno;
  if (error != 0) {
    unlink(kFileName);
    console.Message(fmt::format("cannot write {}: {}", kFileName, std::strerror(error)));
    return kUsage;
  }
  console.Out(fmt::format("wrote {}\n", kFileName));
  return kClean;
}

}  // namespace

Runner SetUpInit(CLI::App&) {
  return [](Console& console) { return Init(console); };
}

}  // namespace stockade::cli
