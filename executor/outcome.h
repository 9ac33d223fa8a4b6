// What happened in a run. Fields under "claimed" are the worker's word (promise 4 of the design);
// everything else was observed by the supervisor or by the keeper.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "executor/value.h"

namespace stockade::executor {

// One enum for every end of a run; names as in the JSON contract (VerdictName).
enum class Verdict : uint8_t {
#define STOCKADE_VERDICT(Id, name, meaning) k##Id,
#include "executor/verdicts.def"
};
std::string_view VerdictName(Verdict verdict);     // "wall_limit"
std::string_view VerdictMeaning(Verdict verdict);  // one sentence

struct TracebackFrame {
  uint32_t line = 0;     // of the submitter's text, from 1
  uint32_t column = 0;   // code points, from 1; 0: unknown
  std::string function;  // qualified name, "<module>" at the top
  std::string text;      // the submitter's line, stripped
};

struct ExceptionInfo {
  std::string type;                       // "ValueError"; own classes with their module left out
  std::string message;                    // str(exception), cut to 4 KiB
  std::vector<TracebackFrame> traceback;  // outermost first; only frames of the submission
};

struct LimitInfo {
  std::string name;     // as in [limits]: "wall", "cpu", "memory", ...
  std::string value;    // observed, with unit
  std::string ceiling;  // allowed, with unit
  uint32_t line = 0;    // of the submitter's text; 0: not known
};

struct Usage {
  std::chrono::microseconds wall{0};
  std::chrono::microseconds cpu{0};    // of the run, without the worker's warm-up
  uint64_t peak_memory_bytes = 0;      // resident, as wait4 reports it
  std::optional<uint64_t> iterations;  // claimed
  uint64_t host_calls = 0;
  std::chrono::microseconds host{0};  // time in host functions; `wall` is without it
};

// What a facility takes, measured where it is set up; 0: nothing of its own, or not measured.
struct FacilityCost {
  std::chrono::nanoseconds start{0};   // once, when a zygote starts
  std::chrono::nanoseconds worker{0};  // in each worker, ahead of its run
  std::chrono::nanoseconds call{0};    // added to a system call
};

// One facility of the confinement and whether it was in force.
struct Facility {
  std::string name;  // "user-namespace", "seccomp", "landlock", ...
  bool active = false;
  std::string detail;  // "ABI 7", or why not
  FacilityCost cost;
};

// A file that the run wrote in its scratch space.
struct WrittenFile {
  std::string name, bytes;
};

struct Outcome {
  Verdict verdict = Verdict::kSetupError;
  std::optional<Value> value;  // claimed
  std::string out, err;        // bytes of stdout and stderr, partial output kept
  bool out_truncated = false, err_truncated = false;
  std::optional<ExceptionInfo> exception;  // claimed
  std::optional<LimitInfo> limit;
  std::optional<int> exit_code;    // Verdict::kExit
  std::optional<int> signal;       // Verdict::kSignal
  std::string message;             // for kSetupError, kProtocolError, kExit: what happened
  std::vector<WrittenFile> files;  // claimed; in order of name. Of a session: all so far
  Usage usage;
  std::vector<std::string> claimed;  // names of the JSON fields that are the worker's word
  std::vector<Facility> confinement;
  std::vector<std::string> degraded;  // facilities that this host did not give; layers switched off
};

}  // namespace stockade::executor
