// Arithmetic whose result can be far larger than its operands: sizes are estimated before memory is
// taken, and a result beyond the limit is a MemoryError that says so.
#pragma once

#include "executor/worker/cpython.h"

namespace stockade::executor::worker {

// Of an int that a power or a shift makes: a 4 MiB number, beyond which a multiplication takes
// seconds.
inline constexpr size_t kMostIntBits = size_t{1} << 25;
// Of a sequence that repetition makes. The memory limit is smaller in most policies; this one
// teaches.
inline constexpr size_t kMostRepeatedBytes = size_t{1} << 30;

// Each false with MemoryError set: the result would be beyond the limit. Objects other than exact
// builtins pass: their own methods are the submission's or the library's.
bool CheckPower(PyObject* base, PyObject* exponent);
bool CheckLeftShift(PyObject* value, PyObject* count);
bool CheckMultiply(PyObject* left, PyObject* right);

}  // namespace stockade::executor::worker
