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

// A type of objects that are called and have a name, and no other attribute; the caller gives its
// repr, and its deallocator if its objects hold others. `fields` and `name` must live as long.
PyTypeObject HostCallableType(const char* name, Py_ssize_t size, Py_ssize_t call_offset,
                              PyGetSetDef* fields, reprfunc repr);

// Fills `request` with the arguments of a vectorcall, checked against `signature`, asks and waits.
// A new reference to the answer; null: a Python error is set, ours or the host's.
PyObject* AskHost(interpreter::HostRequest* request, const HostSignature& signature,
                  PyObject* const* args, size_t flags, PyObject* keywords);

}  // namespace stockade::executor::worker
