// The Python part of the curated world: wrappers for library functions that take attribute names,
// field names or classes from their caller (the rows STOCKADE_WRAPPED of facades.def). It runs
// once, with the real builtins, before any submission; its functions' globals are out of a
// submission's reach.
#pragma once

#include <string_view>
#include <vector>

#include "executor/worker/cpython.h"

namespace stockade::executor::worker {

// The namespace that the prelude filled: name -> replacement. `modules`: those that have façades in
// this worker; a piece of the prelude that is for another one does not run. New reference; null: an
// error is set.
PyObject* RunPrelude(const std::vector<std::string_view>& modules);

// The pieces, in order.
extern const char kPreludeOfAll[];      // prelude_text.cc
extern const char kPreludeOfCopies[];   // prelude_copy.cc
extern const char kPreludeOfLibrary[];  // prelude_library.cc, as those that follow
extern const char kPreludeOfLogging[];
extern const char kPreludeOfZoneinfo[];
extern const char kPreludeOfNumpy[];
extern const char kPreludeOfAsyncio[];  // prelude_asyncio.cc
extern const char kPreludeOfDoors[];

}  // namespace stockade::executor::worker
