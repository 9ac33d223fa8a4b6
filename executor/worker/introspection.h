// A second answer for names that lead to frames, code and globals. Guards refuse them where a
// submission reads a name; but library code reads attributes, too, and may one day be talked into
// reading one of these for a submission. So they look at who asks (introspection.def).
#pragma once

#include "executor/worker/cpython.h"

namespace stockade::executor::worker {

// Puts the check into the types of CPython. Nothing is refused before there is a submission. False:
// a Python error is set.
bool StartIntrospection();

// Does the running frame, whose globals are not the submission's, run one of `rows`' functions?
struct FunctionRow {
  std::string_view module, name;  // name "*": any
};
bool IsFunctionOf(PyObject* frame, const FunctionRow* rows, size_t count);

// A function as FunctionType would make it, which may no longer be called. A new reference.
PyObject* MakeFunction(PyObject* code, PyObject* globals);

}  // namespace stockade::executor::worker
