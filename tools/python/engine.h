// stockade.Executor's engine: a Pipeline for Python (private to the Python package).
#pragma once

#include <pybind11/pybind11.h>

namespace stockade::python {

// Adds Engine, Held, Cancel, and the functions check_host() and describe_rules().
void AddEngine(pybind11::module_& module);

}  // namespace stockade::python
