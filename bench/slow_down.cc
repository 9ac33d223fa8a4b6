// How much slower a program runs guarded: plain and guarded calls of its main() in turns, in one
// process, so that whatever else the machine does meets both alike.
//
//   bench_slow_down LEVEL ROUNDS FILE
//
// LEVEL: proven or all. Prints {"plain_ns": N, "guarded_ns": N, "ratio": R, "same": true}; of the
// rounds' CPU times the lower quartile counts. "same": both gave the same value.
#include <time.h>

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

int64_t CpuNanoseconds() {
  timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return int64_t{t.tv_sec} * 1'000'000'000 + t.tv_nsec;
}

int64_t Quartile(std::vector<int64_t> times) {
  std::sort(times.begin(), times.end());
  return times[times.size() / 4];
}

[[noreturn]] void Fail(const char* what) {
  std::fprintf(stderr, "%s\n", what);
  if (PyErr_Occurred() != nullptr) PyErr_Print();
  std::exit(1);
}

// While it lives there is no submission: class statements of plain code may make classes.
class Unguarded {
 public:
  Unguarded() : globals_(executor::worker::run.globals) { executor::worker::run.globals = nullptr; }
  ~Unguarded() { executor::worker::run.globals = globals_; }
  Unguarded(const Unguarded&) = delete;
  Unguarded& operator=(const Unguarded&) = delete;

 private:
  PyObject* globals_;
};

// The namespace of the program as plain Python runs it; borrowed for the process' life.
PyObject* LoadPlain(const std::string& text) {
  const Unguarded unguarded;
  Ref code = Ref::Steal(Py_CompileString(text.c_str(), "plain.py", Py_file_input));
  if (!code) Fail("the program does not compile");
  PyObject* globals = PyDict_New();
  PyDict_SetItemString(globals, "__builtins__", PyEval_GetBuiltins());
  Ref name = Ref::Steal(PyUnicode_FromString("plain"));
  PyDict_SetItemString(globals, "__name__", name.get());
  Ref done = Ref::Steal(PyEval_EvalCode(code.get(), globals, globals));
  if (!done) Fail("the program fails");
  return globals;
}

int64_t CallMain(PyObject* globals, Ref* value) {
  PyObject* function = PyDict_GetItemString(globals, "main");
  if (function == nullptr) Fail("the program has no main()");
  const int64_t begin = CpuNanoseconds();
  *value = Ref::Steal(PyObject_CallObject(function, nullptr));
  const int64_t spent = CpuNanoseconds() - begin;
  if (!*value) Fail("main() fails");
  return spent;
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
  std::string error;
  if (!executor::interpreter::Start({.imports = {"*"}}, &error)) Fail(error.c_str());
  executor::interpreter::LoadRequest load;
  load.text = program->text;
  load.filename = "guarded.py";
  load.guards = all ? executor::GuardMode::kAll : executor::GuardMode::kProven;
  load.bare_names = program->bare_names;
  load.imports = {"*"};
  load.dunder_methods = {"*"};
  load.iterations = uint64_t{1} << 60;
  load.script = false;
  const executor::interpreter::Reply reply = executor::interpreter::Load(load);
  if (reply.kind != executor::interpreter::ReplyKind::kOk) {
    Fail((reply.type + ": " + reply.message).c_str());
  }
  PyObject* plain = LoadPlain(text);
  PyObject* guarded = executor::worker::run.globals;
  std::vector<int64_t> plain_times, guarded_times;
  bool same = true;
  for (int round = 0; round < rounds + 2; ++round) {
    Ref first, second;
    int64_t plain_time = 0;
    {
      const Unguarded unguarded;
      plain_time = CallMain(plain, &first);
    }
    const int64_t guarded_time = CallMain(guarded, &second);
    Ref first_text = Ref::Steal(PyObject_Repr(first.get()));
    Ref second_text = Ref::Steal(PyObject_Repr(second.get()));
    same = same && first_text && second_text &&
           PyUnicode_Compare(first_text.get(), second_text.get()) == 0;
    if (round < 2) continue;  // CPython specialises its instructions first
    plain_times.push_back(plain_time);
    guarded_times.push_back(guarded_time);
  }
  const int64_t p = Quartile(plain_times), g = Quartile(guarded_times);
  std::printf("{\"plain_ns\": %lld, \"guarded_ns\": %lld, \"ratio\": %.4f, \"same\": %s}\n",
              static_cast<long long>(p), static_cast<long long>(g),
              static_cast<double>(g) / static_cast<double>(p), same ? "true" : "false");
  return same ? 0 : 1;
}
