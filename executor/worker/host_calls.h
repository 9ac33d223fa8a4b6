// The host's functions as the submission sees them: callables without attributes that check their
// arguments, ask the supervisor and wait.
#pragma once

#include <vector>

#include "executor/host_function.h"
#include "executor/worker/convert.h"
#include "executor/worker/cpython.h"

namespace stockade::executor::worker {

// Puts one callable a signature into `names`; arguments are held to `limits`. False: a Python error
// is set.
bool AddHostFunctions(const std::vector<HostSignature>& signatures, const ConvertLimits& limits,
                      PyObject* names);

}  // namespace stockade::executor::worker
