// What this process runs: one submission, for its whole life. The guards, the builtins and the
// verifier read it; only interpreter.cc writes it.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_set>
#include <vector>

#include "executor/policy.h"
#include "executor/worker/cpython.h"

namespace stockade::executor::worker {

struct Run {
  GuardMode guards = GuardMode::kOff;
  PyObject* globals = nullptr;   // of the submission; functions that have them are the submission's
  PyObject* filename = nullptr;  // the very str that its code objects name
  std::unordered_set<std::string> bare_names;
  std::unordered_set<std::string> allow_attributes;
  std::unordered_set<std::string> dunder_methods;  // "*": all that may be defined
  std::vector<std::string> imports;
  int recursion = 1000;
  bool has_budget = true;
};
extern Run run;

}  // namespace stockade::executor::worker
