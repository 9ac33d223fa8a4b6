// The extension module stockade._native: what needs C++ of the Python package. The classes that
// people use are in stockade/*.py, over these functions.
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <string>

#include "tools/python/engine.h"
#include "tools/python/guards.h"
#include "tools/python/host_objects.h"
#include "tools/python/restricted.h"

namespace py = pybind11;

namespace stockade::python {

namespace {

constexpr analyzer::PythonVersion kThisPython{PY_MAJOR_VERSION, PY_MINOR_VERSION};

struct ModeRow {
  std::string_view name;
  RestrictedMode mode;
};
constexpr ModeRow kModes[] = {{"exec", RestrictedMode::kExec},
                              {"eval", RestrictedMode::kEval},
                              {"single", RestrictedMode::kSingle},
                              {"function", RestrictedMode::kFunctionBody}};

RestrictedText RestrictBytes(const py::bytes& source, std::string_view mode) {
  const std::string_view text = source;
  for (const ModeRow& row : kModes) {
    if (row.name != mode) continue;
    const py::gil_scoped_release release;
    return Restrict(text, row.mode, kThisPython);
  }
  throw py::value_error("no such mode: " + std::string(mode));
}

void AddRestricted(py::module_& module) {
  py::class_<RestrictedText>(module, "RestrictedText")
      .def_property_readonly("syntax",
                             [](const RestrictedText& text) -> py::object {
                               if (!text.syntax) return py::none();
                               return py::make_tuple(text.syntax->line, text.syntax->message);
                             })
      .def_property_readonly("errors",
                             [](const RestrictedText& text) { return text.policy.errors; })
      .def_property_readonly("warnings",
                             [](const RestrictedText& text) { return text.policy.warnings; })
      .def_property_readonly("used_names",
                             [](const RestrictedText& text) { return text.policy.used_names; })
      .def_readonly("text", &RestrictedText::text)
      .def_readonly("lines", &RestrictedText::lines);
  module.def("restrict", &RestrictBytes, py::arg("source"), py::arg("mode"));
  const auto add_names = [&](const char* name, std::span<const std::string_view> names) {
    py::list list;
    for (const std::string_view each : names) list.append(std::string(each));
    module.attr(name) = py::frozenset(py::set(list));
  };
  add_names("allowed_function_names", AllowedFunctionNames());
  add_names("forbidden_names", ForbiddenNames());
  add_names("inspect_attributes", InspectAttributes());
  module.def("name_errors", &FunctionNameErrors, py::arg("name"));
}

bool InMainInterpreter() { return PyInterpreterState_Get() == PyInterpreterState_Main(); }

}  // namespace

}  // namespace stockade::python

// As PYBIND11_MODULE spells it, but for the first lines: pybind11 finds its thread state by
// PyGILState, which knows the main interpreter alone, and would wait for ever in another.
PYBIND11_PLUGIN_IMPL(_native) {
  if (!stockade::python::InMainInterpreter()) {
    PyErr_SetString(PyExc_ImportError,
                    "stockade works in the main interpreter alone, and this is a subinterpreter "
                    "(under mod_wsgi, WSGIApplicationGroup %{GLOBAL} chooses the main one)");
    return nullptr;
  }
  PYBIND11_CHECK_PYTHON_VERSION
  PYBIND11_ENSURE_INTERNALS_READY
  static py::module_::module_def definition;
  auto module = py::module_::create_extension_module("_native", nullptr, &definition);
  try {
    stockade::python::AddRestricted(module);
    stockade::python::AddEngine(module);
    stockade::python::AddHostObjects(module);
    if (!stockade::python::AddGuards(module.ptr())) throw py::error_already_set();
    return module.ptr();
  }
  PYBIND11_CATCH_INIT_EXCEPTIONS
}
