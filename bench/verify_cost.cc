// What the verifier costs beside CPython's own compile(), on the same text in the same process.
//
//   bench_verify_cost FILE...
//
// prints {"files": N, "bytes": N, "skipped": N, "compile_ns": N, "verify_ns": N, "ratio": R}. Each
// file is rewritten, then compiled and verified in turns; of each the least CPU time of the rounds
// counts, since what other processes do to the caches only adds. Files that do not parse, or that
// the verifier refuses, are skipped: a refusal is early and would flatter it.
#include <time.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "bench/rewriting.h"
#include "executor/worker/cpython.h"
#include "executor/worker/interpreter.h"
#include "executor/worker/run.h"
#include "executor/worker/verifier.h"

namespace {

namespace executor = stockade::executor;
namespace rewriter = stockade::rewriter;
using executor::worker::Ref;

int64_t CpuNanoseconds() {
  timespec t;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return int64_t{t.tv_sec} * 1'000'000'000 + t.tv_nsec;
}

struct Cost {
  int64_t compile = INT64_MAX, verify = INT64_MAX;
};

// False: refused by the compiler or the verifier.
bool Measure(const rewriter::Rewritten& program, int rounds, Cost* cost) {
  executor::worker::run.guards = executor::GuardMode::kProven;
  executor::worker::run.dunder_methods = {"*"};
  executor::worker::run.bare_names = {program.bare_names.begin(), program.bare_names.end()};
  PyCompilerFlags flags = {PyCF_SOURCE_IS_UTF8 | PyCF_IGNORE_COOKIE, PY_MINOR_VERSION};
  Ref filename = Ref::Steal(PyUnicode_FromString("<program>"));
  for (int round = 0; round < rounds; ++round) {
    const int64_t begin = CpuNanoseconds();
    Ref code = Ref::Steal(
        Py_CompileStringObject(program.text.c_str(), filename.get(), Py_file_input, &flags, 0));
    const int64_t compiled = CpuNanoseconds();
    if (!code) {
      PyErr_Clear();
      return false;
    }
    executor::worker::Refusal refusal;
    if (!executor::worker::Verify(reinterpret_cast<PyCodeObject*>(code.get()), true, &refusal)) {
      if (std::getenv("STOCKADE_SHOW_REFUSALS") != nullptr) {
        std::fprintf(stderr, "line %u: %s\n", refusal.line, refusal.message.c_str());
      }
      return false;
    }
    const int64_t verified = CpuNanoseconds();
    cost->compile = std::min(cost->compile, compiled - begin);
    cost->verify = std::min(cost->verify, verified - compiled);
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  std::string error;
  if (!executor::interpreter::Start({.imports = {"*"}}, &error)) {
    std::fprintf(stderr, "%s\n", error.c_str());
    return 1;
  }
  constexpr int kRounds = 15;
  int64_t files = 0, skipped = 0, bytes = 0, compile = 0, verify = 0;
  for (int i = 1; i < argc; ++i) {
    const auto program = stockade::bench::RewriteText(
        stockade::bench::ReadFile(argv[i]), rewriter::Level::kProven, {3, PY_MINOR_VERSION});
    Cost cost;
    if (!program || !Measure(*program, kRounds, &cost)) {
      ++skipped;
      continue;
    }
    ++files;
    bytes += static_cast<int64_t>(program->text.size());
    compile += cost.compile;
    verify += cost.verify;
  }
  std::printf(
      "{\"files\": %lld, \"bytes\": %lld, \"skipped\": %lld, \"compile_ns\": %lld, "
      "\"verify_ns\": %lld, \"ratio\": %.4f}\n",
      static_cast<long long>(files), static_cast<long long>(bytes), static_cast<long long>(skipped),
      static_cast<long long>(compile), static_cast<long long>(verify),
      compile == 0 ? 0.0 : static_cast<double>(verify) / static_cast<double>(compile));
  return files == 0 ? 1 : 0;
}
