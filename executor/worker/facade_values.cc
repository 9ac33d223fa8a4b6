#include "executor/worker/facade_values.h"

#include <algorithm>
#include <string>

#include "executor/worker/attributes.h"
#include "executor/worker/streams.h"

namespace stockade::executor::worker {
namespace {

// Library classes whose objects have been read: what their public attributes and methods lead to is
// data, or is guarded by the rows of facades.def that name them.
constexpr std::string_view kJudged[] = {
    "NoDefaultType",
    "__future__._Feature",
    "_thread.RLock",
    "calendar._localized_day",
    "calendar._localized_month",
    "contextvars.ContextVar",
    "dataclasses._KW_ONLY_TYPE",
    "dataclasses._MISSING_TYPE",
    "datetime.timezone",
    "decimal.Context",
    "enum.EnumCheck",
    "enum.FlagBoundary",
    "functools._lru_cache_wrapper",
    "functools.partial",
    "logging.RootLogger",
    "logging._StderrHandler",
    "re.RegexFlag",
    "sys.flags",
    "sys.float_info",
    "sys.hash_info",
    "sys.int_info",
    "sys.version_info",
    "typing.NewType",
    "typing.ParamSpec",
    "typing.TypeVar",
    "typing._AnyMeta",
    "typing._CallableType",
    "typing._DeprecatedGenericAlias",
    "typing._GenericAlias",
    "typing._LiteralSpecialForm",
    "typing._NotIterable",
    "typing._SpecialForm",
    "typing._SpecialGenericAlias",
    "typing._TupleType",
    "typing._TypedCacheSpecialForm",
    "unicodedata.UCD",
    "uuid.UUID",
};

bool IsPlain(PyTypeObject* type) {
  return type == &PyLong_Type || type == &PyFloat_Type || type == &PyComplex_Type ||
         type == &PyUnicode_Type || type == &PyBytes_Type || type == &PyBool_Type ||
         type == Py_TYPE(Py_None) || type == &PyEllipsis_Type || type == Py_TYPE(Py_NotImplemented);
}

bool IsCallableKind(PyTypeObject* type) {
  return type == &PyCFunction_Type || type == &PyFunction_Type || type == &PyMethod_Type ||
         type == &PyMethodDescr_Type || type == &PyClassMethodDescr_Type ||
         type == &PyWrapperDescr_Type;
}

bool IsJudged(PyObject* value, int depth) {
  PyTypeObject* type = Py_TYPE(value);
  if (depth > 4 || PyModule_Check(value)) return false;
  if (IsPlain(type) || IsCallableKind(type)) return true;
  if (PyType_Check(value)) {
    // Metaclasses and the classes of functions, code and frames come as stand-ins.
    return MetaclassBehind(value) != nullptr ||
           (reinterpret_cast<PyTypeObject*>(value)->tp_flags & Py_TPFLAGS_TYPE_SUBCLASS) == 0;
  }
  if (PyTuple_CheckExact(value) || PyList_CheckExact(value) || PyAnySet_CheckExact(value)) {
    Ref items = Ref::Steal(PySequence_Tuple(value));
    for (Py_ssize_t i = 0; items && i < PyTuple_GET_SIZE(items.get()); ++i) {
      if (!IsJudged(PyTuple_GET_ITEM(items.get(), i), depth + 1)) return false;
    }
    return static_cast<bool>(items);
  }
  const bool is_namespace = std::string_view(type->tp_name) == "types.SimpleNamespace";
  if (PyDict_CheckExact(value) || is_namespace) {
    Ref pairs =
        is_namespace ? Ref::Steal(PyObject_GenericGetDict(value, nullptr)) : Ref::Borrow(value);
    PyObject *key = nullptr, *item = nullptr;
    for (Py_ssize_t at = 0; pairs && PyDict_Next(pairs.get(), &at, &key, &item);) {
      if (!IsJudged(key, depth + 1) || !IsJudged(item, depth + 1)) return false;
    }
    return static_cast<bool>(pairs);
  }
  if (IsStream(value)) return true;
  const std::string name = TypeName(type);
  if (std::find(std::begin(kJudged), std::end(kJudged), name) != std::end(kJudged)) return true;
  // Members of enumerations (re.I, uuid.SafeUUID.safe) are data by another name.
  return PyLong_Check(value) != 0;
}

}  // namespace

bool CheckFacadeValue(std::string_view module, std::string_view name, PyObject* value) {
  if (IsJudged(value, 0)) return true;
  if (!PyErr_Occurred()) {
    PyErr_Format(PyExc_SystemError,
                 "facades.def exposes %s.%s, a value of a kind that nobody has judged: %s",
                 std::string(module).c_str(), std::string(name).c_str(),
                 TypeName(Py_TYPE(value)).c_str());
  }
  return false;
}

PyObject* CopyOfState(PyObject* value) {
  if (value == nullptr) return nullptr;
  PyObject* copy = value;
  if (PyList_CheckExact(value)) {
    copy = PySequence_List(value);
  } else if (PyDict_CheckExact(value)) {
    copy = PyDict_Copy(value);
  } else if (PySet_Check(value)) {
    copy = PySet_New(value);
  } else if (std::string_view(Py_TYPE(value)->tp_name) == "types.SimpleNamespace") {
    Ref fields = Ref::Steal(PyObject_GenericGetDict(value, nullptr));
    Ref none = Ref::Steal(PyTuple_New(0));
    copy = fields && none ? PyObject_Call(reinterpret_cast<PyObject*>(Py_TYPE(value)), none.get(),
                                          fields.get())
                          : nullptr;
  }
  if (copy != value) Py_DECREF(value);
  return copy;
}

}  // namespace stockade::executor::worker
