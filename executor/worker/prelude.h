// The Python part of the curated world: wrappers for library functions that take attribute names,
// field names or classes from their caller (the rows STOCKADE_WRAPPED of facades.def). It runs
// once, with the real builtins, before any submission; its functions' globals are out of a
// submission's reach.
#pragma once

#include "executor/worker/cpython.h"

namespace stockade::executor::worker {

// The namespace that the prelude filled: name -> replacement. New reference; null: an error is set.
PyObject* RunPrelude();

extern const char kPrelude[];

}  // namespace stockade::executor::worker
