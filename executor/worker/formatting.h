// Text formatting that submissions reach: `str.format` and `format_map`, whose field paths read
// attributes, and widths, which are one-line memory bombs in format specifications and after `%`.
#pragma once

#include "executor/worker/cpython.h"

namespace stockade::executor::worker {

// The largest width or precision, in characters.
inline constexpr long long kMostWidth = 16ll << 20;

bool StartFormatting();

// If `method` is str.format or str.format_map, bound or not: a new callable that resolves field
// paths through the guards and calls the original for the rest. Else null, without an error but
// that of memory.
PyObject* GuardFormatMethod(PyObject* method);

// One field: conversion 0, 's', 'r' or 'a'; `spec` null or a str. New reference.
PyObject* FormatField(PyObject* value, char conversion, PyObject* spec);

// `left % right` for str and bytes: false and MemoryError when a width is beyond the limit.
bool CheckPercentWidths(PyObject* left, PyObject* right);

}  // namespace stockade::executor::worker
