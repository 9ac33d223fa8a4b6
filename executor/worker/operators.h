// The operators whose result may be far larger than their operands, and the in-place ones: sizes
// are checked (sizes.h, formatting.h) before memory is taken.
//
//   PyObject* product = GuardedMultiply(left, right);   // new reference, or null and an error
#pragma once

#include "executor/worker/cpython.h"

namespace stockade::executor::worker {

// What `left operation right` gives for "+=", "**=", "@=" and their like; SystemError for another
// text.
PyObject* GuardedInplace(PyObject* operation, PyObject* left, PyObject* right);

PyObject* GuardedPower(PyObject* base, PyObject* exponent);
PyObject* GuardedLeftShift(PyObject* value, PyObject* count);
PyObject* GuardedMultiply(PyObject* left, PyObject* right);
PyObject* GuardedModulo(PyObject* left, PyObject* right);

}  // namespace stockade::executor::worker
