// Façades: what `import` gives instead of modules. A façade is an immutable object that holds the
// listed names of one module (facades.def) and nothing of its imports; it has no __dict__, its
// __name__ is the guard's to give (`from x import y` would follow an attribute into sys.modules),
// and it cannot be called, copied or written to.
#pragma once

#include <string>
#include <vector>

#include "executor/policy.h"
#include "executor/worker/cpython.h"

namespace stockade::executor::worker {

// Imports the modules of the table that `imports`, the patterns of a policy, may ask for, and makes
// their façades, and those of the host's own modules; then runs the prelude, whose functions stand
// in for the wrapped names. False: a Python error is set.
bool StartFacades(const std::vector<std::string>& imports,
                  const std::vector<HostModule>& host = {});

bool IsFacade(PyObject* object);
PyObject* FacadeName(PyObject* facade);  // new reference

// `__import__` of submissions: façades of what the policy's patterns allow, ImportError for the
// rest.
PyObject* ImportFacade(PyObject* self, PyObject* const* args, Py_ssize_t count, PyObject* keywords);

// The value that a façade row exposes, borrowed; null: no such row. For tests and builtins.
PyObject* FacadeValue(std::string_view module, std::string_view name);

}  // namespace stockade::executor::worker
