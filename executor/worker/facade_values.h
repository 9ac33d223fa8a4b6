// Which values façades may hold. A name in facades.def is not enough: what stands under it is
// looked at when the worker starts, and a kind of value that nobody has judged ends the start.
#pragma once

#include "executor/worker/cpython.h"

namespace stockade::executor::worker {

// Is `value` of a kind that may be shown: plain data, a class, a function, or an object of a
// library class that is listed in facade_values.cc? False sets SystemError, which names `module`
// and `name`.
bool CheckFacadeValue(std::string_view module, std::string_view name, PyObject* value);

// What a façade holds instead of `value`, which is taken over: containers and namespaces of a
// library are copied, since a submission could write to them. Null: a Python error is set.
PyObject* CopyOfState(PyObject* value);

}  // namespace stockade::executor::worker
