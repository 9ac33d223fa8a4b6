// The curated builtins (builtins.def): what every name of a submission falls back to.
#pragma once

#include "executor/worker/cpython.h"

namespace stockade::executor::worker {

// Makes the table's objects once. False: a Python error is set.
bool StartBuiltins();

// A fresh copy for a submission's `__builtins__`; null with a Python error set.
PyObject* CopyBuiltins();

// `__build_class__` of submissions: (function of the body, name, *bases, **keywords), checked.
PyObject* BuildClass(PyObject* self, PyObject* const* args, Py_ssize_t count, PyObject* keywords);

// May a class of the submission have this base? False: a Python error is set.
bool CheckBase(PyObject* base);

}  // namespace stockade::executor::worker
