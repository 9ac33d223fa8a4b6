// The guards as Python objects: one callable a row of executor/guards.def; those of one argument
// are subscripted with it, and the budget is negated. They have no attributes, and no name of the
// submission leads to them: the verifier lets their constants be used so and in no other way.
#pragma once

#include <optional>
#include <string_view>

#include "executor/guards.h"
#include "executor/worker/cpython.h"

namespace stockade::executor::worker {

bool StartGuards();

PyObject* Guard(GuardId id);  // borrowed

// The guard that a string constant of the worker's text names; nullopt for other text. A constant
// that holds the marker but names no guard gives `malformed` true.
std::optional<GuardId> GuardNamed(PyObject* constant, bool* malformed);

}  // namespace stockade::executor::worker
