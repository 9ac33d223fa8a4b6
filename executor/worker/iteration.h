// Iterators that spend the budget, one step an item, and unpacking by a specification.
#pragma once

#include "executor/worker/cpython.h"

namespace stockade::executor::worker {

bool StartIteration();

// iter(object), counted. Lists, tuples and ranges cost nothing over their own iterators; a
// generator of the submission is returned as it is, since its body spends for itself (and `yield
// from` needs it whole).
PyObject* GuardedIter(PyObject* object);

// What a star takes: an exact builtin container itself, whose length is charged now; else what
// GuardedIter gives.
PyObject* GuardedStar(PyObject* object);

// What `async for` takes.
PyObject* GuardedAsyncIter(PyObject* object);

// RestrictedPython's specification {'childs': ((index, spec), ...), 'min_len': n} as the constant
// tuple (n, (index, spec), ...). The result is to be unpacked by CPython, which counts the items
// and words the errors; nothing is taken beyond its need.
PyObject* GuardedUnpack(PyObject* object, PyObject* spec);
PyObject* GuardedIterUnpack(PyObject* object, PyObject* spec);

}  // namespace stockade::executor::worker
