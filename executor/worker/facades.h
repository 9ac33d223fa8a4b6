// Façades: what `import` gives instead of modules. A façade is an immutable object that holds the
// listed names of one module (facades.def) and nothing of its imports; it has no __dict__, no
// __name__ (which `from x import y` would follow into sys.modules) and cannot be called, copied or
// written to.
#pragma once

#include "executor/worker/cpython.h"

namespace stockade::executor::worker {

// Imports every module of the table and makes its façade, then runs prelude.cc, whose functions
// stand in for the wrapped names.
bool StartFacades();

// `__import__` of submissions: façades of what the policy's patterns allow, ImportError for the
// rest.
PyObject* ImportFacade(PyObject* self, PyObject* const* args, Py_ssize_t count, PyObject* keywords);

// The value that a façade row exposes, borrowed; null: no such row. For tests and builtins.
PyObject* FacadeValue(std::string_view module, std::string_view name);

}  // namespace stockade::executor::worker
