// Host objects of the Python package: executor::HostObject over a Python object (private to the
// package). The classes that people see are in stockade/_host.py.
#pragma once

#include <pybind11/pybind11.h>

#include <memory>

#include "executor/host_object.h"

namespace stockade::python {

// What a Python function of the host gives to a run: its value, or its exception without its
// traceback. Takes the GIL.
executor::HostAnswer CallPython(pybind11::handle callable, const pybind11::list& args,
                                const pybind11::dict& kwargs);

// Null: `object` is no host object. Needs the GIL.
std::shared_ptr<const executor::HostObject> HostObjectOf(pybind11::handle object);
// The Python object behind one. Needs the GIL.
pybind11::object BehindHostObject(const executor::HostObject& object);

void AddHostObjects(pybind11::module_& module);

}  // namespace stockade::python
