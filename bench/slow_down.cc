// How much slower a program runs guarded: plain and guarded calls of its main() in turns, each in a
// process of its own that waits while the other computes, so that whatever else the machine does
// meets both alike.
//
//   bench_slow_down LEVEL ROUNDS FILE
//
// LEVEL: proven or all. Prints {"plain_ns": N, "guarded_ns": N, "ratio": R, "same": true}; of the
// rounds' CPU times the lower quartile counts. "same": all calls gave the same value.
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "bench/rewriting.h"
#include "executor/worker/cpython.h"
#include "executor/worker/interpreter.h"
#include "executor/worker/run.h"

namespace {

namespace executor = stockade::executor;
namespace rewriter = stockade::rewriter;
using executor::worker::Ref;

struct Round {
  int64_t nanoseconds = 0;
  uint64_t value = 0;  // a hash of its repr
};

int64_t CpuNanoseconds() {
  timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return int64_t{t.tv_sec} * 1'000'000'000 + t.tv_nsec;
}

[[noreturn]] void Fail(const std::string& what) {
  std::fprintf(stderr, "%s\n", what.c_str());
  if (Py_IsInitialized() != 0 && PyErr_Occurred() != nullptr) PyErr_Print();
  std::exit(1);
}

Round CallMain() {
  PyObject* function = PyDict_GetItemString(executor::worker::run.globals, "main");
  if (function == nullptr) Fail("the program has no main()");
  const int64_t begin = CpuNanoseconds();
  Ref value = Ref::Steal(PyObject_CallObject(function, nullptr));
  const int64_t spent = CpuNanoseconds() - begin;
  Ref text = Ref::Steal(value ? PyObject_Repr(value.get()) : nullptr);
  if (!text) Fail("main() fails");
  const std::string spelled = executor::worker::Utf8(text.get());
  return {spent, std::hash<std::string>()(spelled)};
}

// A process that answers each byte with a round; it ends when `turns` is closed.
class Side {
 public:
  explicit Side(const executor::interpreter::LoadRequest& load) {
    int turns[2], rounds[2];
    if (pipe(turns) != 0 || pipe(rounds) != 0) Fail("no pipes");
    child_ = fork();
    if (child_ < 0) Fail("no process");
    if (child_ == 0) {
      close(turns[1]);
      close(rounds[0]);
      Serve(load, turns[0], rounds[1]);
    }
    close(turns[0]);
    close(rounds[1]);
    turns_ = turns[1];
    rounds_ = rounds[0];
  }
  ~Side() {
    close(turns_);
    close(rounds_);
    waitpid(child_, nullptr, 0);
  }
  Side(const Side&) = delete;
  Side& operator=(const Side&) = delete;

  Round Take() {
    const char turn = 0;
    Round round;
    if (write(turns_, &turn, 1) != 1 || read(rounds_, &round, sizeof round) != sizeof round) {
      std::exit(1);  // the child said why
    }
    return round;
  }

 private:
  [[noreturn]] static void Serve(const executor::interpreter::LoadRequest& load, int turns,
                                 int rounds) {
    const bool off = load.guards == executor::GuardMode::kOff;
    std::string error;
    if (!executor::interpreter::Start({.guards_off = off, .imports = {"*"}}, &error)) Fail(error);
    const executor::interpreter::Reply reply = executor::interpreter::Load(load);
    if (reply.kind != executor::interpreter::ReplyKind::kOk) {
      Fail(reply.type + ": " + reply.message);
    }
    char turn = 0;
    while (read(turns, &turn, 1) == 1) {
      const Round round = CallMain();
      if (write(rounds, &round, sizeof round) != sizeof round) break;
    }
    _exit(0);
  }

  pid_t child_ = -1;
  int turns_ = -1, rounds_ = -1;
};

int64_t Quartile(std::vector<int64_t> times) {
  std::sort(times.begin(), times.end());
  return times[times.size() / 4];
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  const bool all = std::string_view(argv[1]) == "all";
  const int rounds = std::max(4, std::atoi(argv[2]));
  const std::string text = stockade::bench::ReadFile(argv[3]);
  const auto program = stockade::bench::RewriteText(
      text, all ? rewriter::Level::kAll : rewriter::Level::kProven, {3, PY_MINOR_VERSION});
  if (!program) Fail("the program cannot be rewritten");
  executor::interpreter::LoadRequest load;
  load.text = text;
  load.filename = "program.py";
  load.script = false;
  load.guards = executor::GuardMode::kOff;
  Side plain(load);
  load.text = program->text;
  load.guards = all ? executor::GuardMode::kAll : executor::GuardMode::kProven;
  load.bare_names = program->bare_names;
  load.imports = {"*"};
  load.dunder_methods = {"*"};
  load.iterations = uint64_t{1} << 60;
  Side guarded(load);
  std::vector<int64_t> plain_times, guarded_times;
  bool same = true;
  for (int round = -2; round < rounds; ++round) {
    const Round first = plain.Take(), second = guarded.Take();
    same = same && first.value == second.value;
    if (round < 0) continue;  // CPython specialises its instructions first
    plain_times.push_back(first.nanoseconds);
    guarded_times.push_back(second.nanoseconds);
  }
  const int64_t p = Quartile(plain_times), g = Quartile(guarded_times);
  std::printf("{\"plain_ns\": %lld, \"guarded_ns\": %lld, \"ratio\": %.4f, \"same\": %s}\n",
              static_cast<long long>(p), static_cast<long long>(g),
              static_cast<double>(g) / static_cast<double>(p), same ? "true" : "false");
  return same ? 0 : 1;
}
