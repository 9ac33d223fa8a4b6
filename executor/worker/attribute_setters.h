// What a submission gets that reads `__setattr__` or `__delattr__`: object's own, in a wrapper that
// asks what setattr() asks before it stores.
//
//   class Frozen:
//       def __init__(self, x):
//           object.__setattr__(self, "x", x)
#pragma once

#include "executor/worker/cpython.h"

namespace stockade::executor::worker {

// Is `name` one of the two?
bool NamesSetter(PyObject* name);

// `value` is what reading one of them gave, and is taken. A new reference to what the submission
// may have: its own method as it is, object's in a wrapper. Null and AttributeError for every other
// one, since a library's class may store where it likes.
PyObject* FilterSetter(PyObject* value);

}  // namespace stockade::executor::worker
