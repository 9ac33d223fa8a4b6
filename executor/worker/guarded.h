// The guarded world, as interpreter.cc sees it: guards, façades, curated builtins and the verifier.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "executor/policy.h"
#include "executor/worker/cpython.h"

namespace stockade::executor::worker {

// Why a code object may not run, and where (in the printed text).
struct Refusal {
  std::string message;
  uint32_t line = 0;
  uint32_t column = 0;
  bool has_column = false;
  std::string function = "<module>";
};

// Once, after the streams: imports the façades' modules, as far as `imports` (a policy's patterns)
// may ask for them, and makes guards and builtins. False: a Python error is set.
bool StartGuarded(const std::vector<std::string>& imports,
                  const std::vector<HostModule>& host = {});

// Verifies a code object that CPython compiled from the worker's text, then puts the guards in
// place of their constants, in nested code too. Call before the code has run for the first time.
// False: `refusal` is filled and nothing was changed.
bool PrepareCode(PyObject* code, Refusal* refusal);

// The dict that becomes `__builtins__` of the submission; null with a Python error set.
PyObject* NewBuiltins();

// A harmless program that touches what most submissions need, in the worker's spelling.
std::string WarmText(bool guards_off);

}  // namespace stockade::executor::worker
