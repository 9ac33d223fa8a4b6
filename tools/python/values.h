// Values between Python and a run: the executor's closed set and nothing else (private to the
// Python package).
//
//   Result<executor::Value> value = ToValue(object);   // names the type that cannot cross
//   pybind11::object object = FromValue(value);
//
// Needs the GIL. Subclasses are refused: they would arrive as something else.
#pragma once

#include <pybind11/pybind11.h>

#include "executor/error.h"
#include "executor/value.h"

namespace stockade::python {

// kBadRequest: a type that cannot cross, a list that holds itself, or more than `limits` allow.
executor::Result<executor::Value> ToValue(pybind11::handle object,
                                          const executor::ValueLimits& limits = {});

// Throws pybind11::error_already_set where Python cannot make the object.
pybind11::object FromValue(const executor::Value& value);

}  // namespace stockade::python
