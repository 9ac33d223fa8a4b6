#include "executor/worker/prelude.h"

#include <algorithm>

#include "executor/worker/attributes.h"
#include "executor/worker/builtins.h"
#include "executor/worker/definitions.h"
#include "executor/worker/facades.h"
#include "executor/worker/formatting.h"
#include "executor/worker/introspection.h"
#include "executor/worker/run.h"

namespace stockade::executor::worker {
namespace {

bool NameOf(PyObject* name, std::string_view* text) {
  Py_ssize_t size = 0;
  const char* data = PyUnicode_CheckExact(name) ? PyUnicode_AsUTF8AndSize(name, &size) : nullptr;
  PyErr_Clear();
  if (data == nullptr) return false;
  *text = {data, static_cast<size_t>(size)};
  return true;
}

PyObject* OwnClass(PyObject*, PyObject* object) {
  return PyBool_FromLong(PyType_Check(object) &&
                         IsSubmissionType(reinterpret_cast<PyTypeObject*>(object)));
}
PyObject* OwnObject(PyObject*, PyObject* object) {
  const bool own =
      IsSubmissionFunction(object) || IsSubmissionType(Py_TYPE(object)) ||
      (PyType_Check(object) && IsSubmissionType(reinterpret_cast<PyTypeObject*>(object)));
  return PyBool_FromLong(own);
}
PyObject* CheckWritableFunction(PyObject*, PyObject* object) {
  if (!CheckWritable(object)) return nullptr;
  Py_RETURN_NONE;
}
PyObject* CheckBaseFunction(PyObject*, PyObject* object) {
  if (!CheckBase(object)) return nullptr;
  Py_RETURN_NONE;
}
PyObject* GuardedGetAttrFunction(PyObject*, PyObject* const* args, Py_ssize_t count) {
  if (count != 2) {
    PyErr_SetString(PyExc_TypeError, "guarded_getattr() takes two arguments");
    return nullptr;
  }
  return GuardedGetAttr(args[0], args[1]);
}
PyObject* Bareable(PyObject*, PyObject* name) {
  std::string_view text;
  return PyBool_FromLong(NameOf(name, &text) && MayBeBare(text) && text[0] != '_');
}
PyObject* Storable(PyObject*, PyObject* name) {
  std::string_view text;
  return PyBool_FromLong(NameOf(name, &text) && MayBeStored(text));
}
PyObject* Definable(PyObject*, PyObject* name) {
  std::string_view text;
  return PyBool_FromLong(NameOf(name, &text) && MayBeBound(text, true));
}
PyObject* Loadable(PyObject*, PyObject* name) {
  std::string_view text;
  return PyBool_FromLong(NameOf(name, &text) && MayBeLoaded(text, false));
}
PyObject* MarkClass(PyObject*, PyObject* object) {
  if (PyType_Check(object)) MarkSubmissionType(reinterpret_cast<PyTypeObject*>(object));
  Py_INCREF(object);
  return object;
}
PyObject* FilterValueFunction(PyObject*, PyObject* object) {
  Py_INCREF(object);
  return FilterValue(object);
}
PyObject* ClassBehind(PyObject*, PyObject* object) {
  PyTypeObject* type = MetaclassBehind(object);
  PyObject* found = type != nullptr ? reinterpret_cast<PyObject*>(type) : object;
  Py_INCREF(found);
  return found;
}
PyObject* IsFacadeFunction(PyObject*, PyObject* object) {
  return PyBool_FromLong(IsFacade(object));
}
PyObject* SubmissionGlobals(PyObject*, PyObject*) {
  if (run.globals == nullptr) {
    PyErr_SetString(PyExc_RuntimeError, "no submission is loaded");
    return nullptr;
  }
  Py_INCREF(run.globals);
  return run.globals;
}
PyObject* GuardedSetAttrFunction(PyObject*, PyObject* const* args, Py_ssize_t count) {
  if (count != 3) {
    PyErr_SetString(PyExc_TypeError, "setattr expected 3 arguments");
    return nullptr;
  }
  if (GuardedSetAttr(args[0], args[1], args[2]) < 0) return nullptr;
  Py_RETURN_NONE;
}
PyObject* MakeFunctionFunction(PyObject*, PyObject* const* args, Py_ssize_t count) {
  if (count == 2) return MakeFunction(args[0], args[1]);
  PyErr_SetString(PyExc_TypeError, "make_function() takes two arguments");
  return nullptr;
}
PyObject* FormatFieldFunction(PyObject*, PyObject* const* args, Py_ssize_t count) {
  if (count != 2) {
    PyErr_SetString(PyExc_TypeError, "format_field() takes two arguments");
    return nullptr;
  }
  return FormatField(args[0], 0, args[1]);
}
PyObject* RecursionLimit(PyObject*, PyObject*) { return PyLong_FromLong(run.recursion); }

template <class Function>
PyCFunction AsMethod(Function function) {
  return reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(function));
}
PyMethodDef kHelpers[] = {
    {"class_behind", ClassBehind, METH_O, nullptr},
    {"is_facade", IsFacadeFunction, METH_O, nullptr},
    {"submission_globals", SubmissionGlobals, METH_NOARGS, nullptr},
    {"guarded_setattr", AsMethod(GuardedSetAttrFunction), METH_FASTCALL, nullptr},
    {"format_field", AsMethod(FormatFieldFunction), METH_FASTCALL, nullptr},
    {"build_class", AsMethod(BuildClass), METH_FASTCALL | METH_KEYWORDS, nullptr},
    {"make_function", AsMethod(MakeFunctionFunction), METH_FASTCALL, nullptr},
    {"own_class", OwnClass, METH_O, nullptr},
    {"own_object", OwnObject, METH_O, nullptr},
    {"check_base", CheckBaseFunction, METH_O, nullptr},
    {"check_writable", CheckWritableFunction, METH_O, nullptr},
    {"guarded_getattr", AsMethod(GuardedGetAttrFunction), METH_FASTCALL, nullptr},
    {"bareable", Bareable, METH_O, nullptr},
    {"storable", Storable, METH_O, nullptr},
    {"definable", Definable, METH_O, nullptr},
    {"loadable", Loadable, METH_O, nullptr},
    {"mark_class", MarkClass, METH_O, nullptr},
    {"filter_value", FilterValueFunction, METH_O, nullptr},
    {"recursion_limit", RecursionLimit, METH_NOARGS, nullptr},
};

struct Piece {
  std::string_view module;  // "": every worker
  const char* text;
};
constexpr Piece kPieces[] = {
    {"", kPreludeOfAll},
    {"", kPreludeOfCopies},
    {"", kPreludeOfLibrary},
    {"logging", kPreludeOfLogging},
    {"numpy", kPreludeOfNumpy},
    {"zoneinfo", kPreludeOfZoneinfo},
    {"asyncio", kPreludeOfAsyncio},
    {"", kPreludeOfDoors},
};

}  // namespace

PyObject* RunPrelude(const std::vector<std::string_view>& modules) {
  Ref names = Ref::Steal(PyDict_New());
  Ref builtins = Ref::Steal(PyImport_ImportModule("builtins"));
  Ref module_name = Ref::Steal(PyUnicode_FromString("stockade"));
  if (!names || !builtins || !module_name ||
      PyDict_SetItemString(names.get(), "__builtins__", builtins.get()) < 0 ||
      PyDict_SetItemString(names.get(), "__name__", module_name.get()) < 0) {
    return nullptr;
  }
  for (PyMethodDef& helper : kHelpers) {
    Ref function = Ref::Steal(PyCFunction_New(&helper, nullptr));
    if (!function || PyDict_SetItemString(names.get(), helper.ml_name, function.get()) < 0)
      return nullptr;
  }
  for (const Piece& piece : kPieces) {
    if (!piece.module.empty() &&
        std::find(modules.begin(), modules.end(), piece.module) == modules.end()) {
      continue;
    }
    Ref code = Ref::Steal(Py_CompileString(piece.text, "<stockade>", Py_file_input));
    Ref done = code ? Ref::Steal(PyEval_EvalCode(code.get(), names.get(), names.get())) : Ref();
    if (!done) return nullptr;
  }
  return names.Release();
}

}  // namespace stockade::executor::worker
