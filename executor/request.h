// What a caller asks of a run besides its text.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "executor/file_name.h"
#include "executor/host_function.h"
#include "executor/host_object.h"
#include "executor/value.h"

namespace stockade::executor {

// A file that crosses as bytes: there is no file system in a worker, so there are no links, devices
// or folders either. Names are relative, with `/` between folders.
struct File {
  std::string name;
  std::string bytes;
};

// What the text finds around itself: the same for a prepared module or a session and all of its
// calls.
struct Environment {
  std::vector<std::string> argv;        // sys.argv after the file's name
  std::vector<File> files;              // read-only: open("data/in.csv") finds them
  bool scratch = false;                 // open(name, "w") makes files that come back
  std::vector<HostFunction> functions;  // names that the text may call, as if they were builtins
  // Names of handles; further ones may come as arguments and in answers.
  std::vector<std::pair<std::string, std::shared_ptr<const HostObject>>> objects;
};

enum class OutputStream : uint8_t { kStdout, kStderr };

struct Request {
  // Empty: run as a script (a module whose __name__ is "__main__") or evaluate the expression.
  // Else: run the module's body, then call this function; its result is the outcome's value.
  std::string function;
  std::vector<Value> args;
  std::vector<std::pair<std::string, Value>> kwargs;
  std::string stdin_bytes;
  // Of Executor::Run only; Prepare() and OpenSession() take theirs.
  Environment environment;
  // Called with each piece of output as it arrives, in the thread that waits for the run; pieces
  // are bytes and may end inside a character. The outcome has the whole of it all the same. Should
  // return soon: the run's clocks are not looked at meanwhile. Must not throw.
  std::function<void(OutputStream, std::string_view)> on_output;
  // When a stop is requested, the run is killed and its verdict is kCancelled.
  std::stop_token cancel;
  // How long to wait for a free worker before the verdict is kBusy; absent: as ExecutorOptions
  // says.
  std::optional<std::chrono::milliseconds> patience;
};

// kBadRequest names what is wrong with names of files, sizes, or functions that are named twice.
Result<void> CheckEnvironment(const Environment& environment);

}  // namespace stockade::executor
