// The host's functions as the submission sees them: callables without attributes that check their
// arguments, ask the supervisor and wait.
#pragma once

#include <vector>

#include "executor/host_function.h"
#include "executor/worker/convert.h"
#include "executor/worker/cpython.h"
#include "executor/worker/interpreter.h"

namespace stockade::executor::worker {

// Puts one callable a signature into `names`; arguments are held to `limits`. False: a Python error
// is set.
bool AddHostFunctions(const std::vector<HostSignature>& signatures, const ConvertLimits& limits,
                      PyObject* names);

// Fills `request` with the arguments of a vectorcall, checked against `signature`, asks and waits.
// A new reference to the answer; null: a Python error is set, ours or the host's.
PyObject* AskHost(interpreter::HostRequest* request, const HostSignature& signature,
                  PyObject* const* args, size_t flags, PyObject* keywords);

}  // namespace stockade::executor::worker
