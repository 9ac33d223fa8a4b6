// RestrictedPython's stock guards in C: the same names, arguments and texts, without a Python frame
// a call (private to the Python package).
//
//   if (!AddGuards(module)) return nullptr;   // a Python error is set
//
// safer_getattr, safer_getattr_raise, full_write_guard, guarded_setattr, guarded_delattr,
// guarded_unpack_sequence, guarded_iter_unpack_sequence, default_guarded_getitem,
// default_guarded_getiter.
#pragma once

#define PY_SSIZE_T_CLEAN
#include <Python.h>

namespace stockade::python {

bool AddGuards(PyObject* module);

}  // namespace stockade::python
