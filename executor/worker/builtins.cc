#include "executor/worker/builtins.h"

#include <cstddef>
#include <string>

#include "executor/worker/attributes.h"
#include "executor/worker/facades.h"
#include "executor/worker/formatting.h"
#include "executor/worker/run.h"
#include "executor/worker/sizes.h"
#include "executor/worker/streams.h"

namespace stockade::executor::worker {
namespace {

using Arguments = PyObject* const*;

PyObject* curated = nullptr;           // dict
PyObject* real_build_class = nullptr;  // CPython's
PyObject* real_pow = nullptr;
PyTypeObject* field_type = nullptr;  // dataclasses.Field: may not be subclassed

bool CountIs(const char* name, Py_ssize_t count, Py_ssize_t least, Py_ssize_t most) {
  if (count >= least && count <= most) return true;
  if (least == most) {
    PyErr_Format(PyExc_TypeError, "%s expected %zd argument%s, got %zd", name, least,
                 least == 1 ? "" : "s", count);
  } else {
    PyErr_Format(PyExc_TypeError, "%s expected at %s %zd argument%s, got %zd", name,
                 count < least ? "least" : "most", count < least ? least : most,
                 (count < least ? least : most) == 1 ? "" : "s", count);
  }
  return false;
}

PyObject* GetAttr(PyObject*, Arguments args, Py_ssize_t count) {
  if (!CountIs("getattr", count, 2, 3)) return nullptr;
  PyObject* value = GuardedGetAttr(args[0], args[1]);
  if (value != nullptr || count == 2 || !PyErr_ExceptionMatches(PyExc_AttributeError)) return value;
  PyErr_Clear();
  Py_INCREF(args[2]);
  return args[2];
}

PyObject* HasAttr(PyObject*, Arguments args, Py_ssize_t count) {
  if (!CountIs("hasattr", count, 2, 2)) return nullptr;
  Ref value = Ref::Steal(GuardedGetAttr(args[0], args[1]));
  if (value) Py_RETURN_TRUE;
  if (!PyErr_ExceptionMatches(PyExc_AttributeError)) return nullptr;
  PyErr_Clear();
  Py_RETURN_FALSE;
}

PyObject* SetAttr(PyObject*, Arguments args, Py_ssize_t count) {
  if (!CountIs("setattr", count, 3, 3) || GuardedSetAttr(args[0], args[1], args[2]) < 0)
    return nullptr;
  Py_RETURN_NONE;
}

PyObject* DelAttr(PyObject*, Arguments args, Py_ssize_t count) {
  if (!CountIs("delattr", count, 2, 2) || GuardedSetAttr(args[0], args[1], nullptr) < 0)
    return nullptr;
  Py_RETURN_NONE;
}

// A copy: the dict itself would be a way to write any name.
PyObject* Vars(PyObject*, Arguments args, Py_ssize_t count) {
  if (count == 0) {
    PyErr_SetString(PyExc_NameError,
                    "vars() without an argument is not available here: use a dict of your own");
    return nullptr;
  }
  if (!CountIs("vars", count, 1, 1)) return nullptr;
  PyObject* object = args[0];
  Ref source;
  if (PyType_Check(object) && IsSubmissionType(reinterpret_cast<PyTypeObject*>(object))) {
    source = Ref::Borrow(reinterpret_cast<PyTypeObject*>(object)->tp_dict);
  } else if (Py_TYPE(object)->tp_dictoffset != 0 && !PyType_Check(object) &&
             !PyFunction_Check(object) && CheckWritable(object)) {
    source = Ref::Steal(PyObject_GenericGetDict(object, nullptr));
  }
  PyErr_Clear();
  if (!source || !PyDict_Check(source.get())) {
    PyErr_SetString(PyExc_TypeError,
                    "vars() argument must be an object or class of the submission");
    return nullptr;
  }
  Ref copy = Ref::Steal(PyDict_New());
  if (!copy) return nullptr;
  PyObject *key = nullptr, *value = nullptr;
  for (Py_ssize_t at = 0; PyDict_Next(source.get(), &at, &key, &value);) {
    if (!PyUnicode_CheckExact(key) || ClassifyName(key) == NameKind::kRefused) continue;
    Py_INCREF(value);
    Ref shown = Ref::Steal(FilterValue(value));
    if (!shown || PyDict_SetItem(copy.get(), key, shown.get()) < 0) return nullptr;
  }
  return copy.Release();
}

PyObject* Pow(PyObject*, Arguments args, Py_ssize_t count, PyObject* keywords) {
  if (count == 2 && keywords == nullptr && !CheckPower(args[0], args[1])) return nullptr;
  return PyObject_Vectorcall(real_pow, args, static_cast<size_t>(count), keywords);
}

PyObject* Format(PyObject*, Arguments args, Py_ssize_t count) {
  if (!CountIs("format", count, 1, 2)) return nullptr;
  if (count == 2 && !PyUnicode_Check(args[1])) {
    return PyErr_Format(PyExc_TypeError, "format() argument 2 must be str, not %.50s",
                        Py_TYPE(args[1])->tp_name);
  }
  return FormatField(args[0], 0, count == 2 ? args[1] : nullptr);
}

PyObject* Exit(PyObject*, Arguments args, Py_ssize_t count) {
  if (!CountIs("exit", count, 0, 1)) return nullptr;
  PyErr_SetObject(PyExc_SystemExit, count == 1 ? args[0] : Py_None);
  return nullptr;
}

// ---- classes ----

// Objects that stand for bases through __mro_entries__: generic aliases, NamedTuple, TypedDict.
bool IsBaseOfTyping(PyObject* base) {
  if (Py_TYPE(base) == &Py_GenericAliasType) return true;
  if (IsSubmissionType(Py_TYPE(base)) || IsSubmissionFunction(base)) return false;
  Ref entries = Ref::Steal(PyObject_GetAttrString(base, "__mro_entries__"));
  PyErr_Clear();
  return static_cast<bool>(entries);
}

bool CheckBase(PyObject* base) {
  if (MetaclassBehind(base) != nullptr ||
      (PyType_Check(base) &&
       (reinterpret_cast<PyTypeObject*>(base)->tp_flags & Py_TPFLAGS_TYPE_SUBCLASS) != 0)) {
    PyErr_SetString(PyExc_TypeError,
                    "a metaclass cannot be made here: use a class decorator or __init_subclass__");
    return false;
  }
  if (!PyType_Check(base)) {
    if (IsBaseOfTyping(base)) return true;
    PyErr_Format(PyExc_TypeError, "a base must be a class, not %.100s", Py_TYPE(base)->tp_name);
    return false;
  }
  if (PyType_IsSubtype(reinterpret_cast<PyTypeObject*>(base), field_type)) {
    PyErr_SetString(PyExc_TypeError, "dataclasses.Field cannot be a base here");
    return false;
  }
  return true;
}

PyObject* LookUp(PyTypeObject* type, const char* name) {
  Ref key = Ref::Steal(PyUnicode_InternFromString(name));
  return key ? _PyType_Lookup(type, key.get()) : nullptr;
}

// What class patterns read by position: names as attribute loads could have them bare.
bool CheckMatchArguments(PyTypeObject* type) {
  PyObject* names = LookUp(type, "__match_args__");
  if (names == nullptr) return true;
  bool fine = PyTuple_CheckExact(names);
  for (Py_ssize_t i = 0; fine && i < PyTuple_GET_SIZE(names); ++i) {
    PyObject* name = PyTuple_GET_ITEM(names, i);
    Py_ssize_t size = 0;
    const char* data = PyUnicode_CheckExact(name) ? PyUnicode_AsUTF8AndSize(name, &size) : nullptr;
    fine = data != nullptr && size > 0 && data[0] != '_' &&
           MayBeBare({data, static_cast<size_t>(size)});
    PyErr_Clear();
  }
  if (!fine) {
    PyErr_SetString(
        PyExc_TypeError,
        "__match_args__ must be a tuple of attribute names that may be read without a guard");
  }
  return fine;
}

// `except*` calls the group's `split` and trusts what it gives: neither the class nor a mixin, now
// or when it is changed later, may answer for it.
bool CheckExceptionGroup(PyTypeObject* type) {
  auto* group = reinterpret_cast<PyTypeObject*>(PyExc_BaseExceptionGroup);
  if (!PyType_IsSubtype(type, group)) return true;
  bool fine = LookUp(type, "split") == LookUp(group, "split");
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(type->tp_mro); ++i) {
    auto* base = reinterpret_cast<PyTypeObject*>(PyTuple_GET_ITEM(type->tp_mro, i));
    fine = fine && (!IsSubmissionType(base) || PyType_IsSubtype(base, group));
  }
  if (!fine) {
    PyErr_SetString(PyExc_TypeError,
                    "an exception group cannot define split or have mixins here: except* of "
                    "CPython trusts them");
  }
  return fine;
}

bool CheckClass(PyTypeObject* type) {
  if (!CheckExceptionGroup(type)) return false;
  return CheckMatchArguments(type);
}

PyObject* BuildClass(PyObject*, Arguments args, Py_ssize_t count, PyObject* keywords) {
  for (Py_ssize_t i = 2; i < count; ++i) {
    if (!CheckBase(args[i])) return nullptr;
  }
  const Py_ssize_t keyword_count = keywords == nullptr ? 0 : PyTuple_GET_SIZE(keywords);
  std::vector<PyObject*> all(args, args + count + keyword_count);
  for (Py_ssize_t i = 0; i < keyword_count; ++i) {
    if (!IsText(PyTuple_GET_ITEM(keywords, i), "metaclass")) continue;
    PyObject*& metaclass = all[static_cast<size_t>(count + i)];
    PyTypeObject* real = MetaclassBehind(metaclass);
    if (real == nullptr) {
      PyErr_SetString(PyExc_TypeError, "metaclass= takes type, ABCMeta or EnumMeta here");
      return nullptr;
    }
    metaclass = reinterpret_cast<PyObject*>(real);
  }
  Ref made = Ref::Steal(
      PyObject_Vectorcall(real_build_class, all.data(), static_cast<size_t>(count), keywords));
  if (!made) return nullptr;
  if (!PyType_Check(made.get())) {
    PyErr_SetString(PyExc_TypeError, "a class statement must make a class");
    return nullptr;
  }
  auto* type = reinterpret_cast<PyTypeObject*>(made.get());
  if (!CheckClass(type)) return nullptr;
  MarkSubmissionType(type);
  return made.Release();
}

// ---- what is absent ----
struct AbsentObject {
  PyObject_HEAD vectorcallfunc vectorcall;
  const char *name, *instead;
};
PyObject* AbsentCall(PyObject* self, Arguments, size_t, PyObject*) {
  const auto* absent = reinterpret_cast<const AbsentObject*>(self);
  return PyErr_Format(PyExc_NameError, "name '%s' is not available here: %s", absent->name,
                      absent->instead);
}
PyObject* AbsentRepr(PyObject* self) {
  return PyUnicode_FromFormat("<%s is not available here>",
                              reinterpret_cast<const AbsentObject*>(self)->name);
}
PyTypeObject absent_type = [] {
  PyTypeObject type = {PyVarObject_HEAD_INIT(nullptr, 0)};
  type.tp_name = "unavailable";
  type.tp_basicsize = sizeof(AbsentObject);
  type.tp_flags =
      Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_DISALLOW_INSTANTIATION;
  type.tp_vectorcall_offset = offsetof(AbsentObject, vectorcall);
  type.tp_call = PyVectorcall_Call;
  type.tp_repr = AbsentRepr;
  return type;
}();

struct AbsentRow {
  const char *name, *instead;
};
constexpr AbsentRow kAbsent[] = {
#define STOCKADE_ABSENT(name, instead) {name, instead},
#include "executor/worker/builtins.def"
};
constexpr const char* kAsIs[] = {
#define STOCKADE_AS_IS(name) name,
#include "executor/worker/builtins.def"
};
constexpr std::string_view kCurated[] = {
#define STOCKADE_CURATED(name, reason) name,
#include "executor/worker/builtins.def"
};

template <class Function>
PyCFunction AsMethod(Function function) {
  return reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(function));
}
PyMethodDef kFunctions[] = {
    {"getattr", AsMethod(GetAttr), METH_FASTCALL, nullptr},
    {"setattr", AsMethod(SetAttr), METH_FASTCALL, nullptr},
    {"hasattr", AsMethod(HasAttr), METH_FASTCALL, nullptr},
    {"delattr", AsMethod(DelAttr), METH_FASTCALL, nullptr},
    {"vars", AsMethod(Vars), METH_FASTCALL, nullptr},
    {"print", AsMethod(Print), METH_FASTCALL | METH_KEYWORDS, nullptr},
    {"input", AsMethod(Input), METH_FASTCALL, nullptr},
    {"pow", AsMethod(Pow), METH_FASTCALL | METH_KEYWORDS, nullptr},
    {"format", AsMethod(Format), METH_FASTCALL, nullptr},
    {"exit", AsMethod(Exit), METH_FASTCALL, nullptr},
    {"quit", AsMethod(Exit), METH_FASTCALL, nullptr},
    {"__import__", AsMethod(ImportFacade), METH_FASTCALL | METH_KEYWORDS, nullptr},
    {"__build_class__", AsMethod(BuildClass), METH_FASTCALL | METH_KEYWORDS, nullptr},
};
static_assert(std::size(kFunctions) + 1 == std::size(kCurated),
              "every curated builtin; type is a stand-in");

bool Put(const char* name, Ref value) {
  return value && PyDict_SetItemString(curated, name, value.get()) == 0;
}

}  // namespace

bool StartBuiltins() {
  Ref real = Ref::Steal(PyImport_ImportModule("builtins"));
  Ref dataclasses = Ref::Steal(PyImport_ImportModule("dataclasses"));
  curated = PyDict_New();
  if (!real || !dataclasses || curated == nullptr || PyType_Ready(&absent_type) < 0) return false;
  const auto builtin = [&real](const char* name) {
    return Ref::Steal(PyObject_GetAttrString(real.get(), name));
  };
  real_build_class = builtin("__build_class__").Release();
  real_pow = builtin("pow").Release();
  PyObject* field = PyObject_GetAttrString(dataclasses.get(), "Field");
  if (real_build_class == nullptr || real_pow == nullptr || field == nullptr) {
    return false;
  }
  field_type = reinterpret_cast<PyTypeObject*>(field);
  for (const char* name : kAsIs) {
    if (!Put(name, builtin(name))) return false;
  }
  for (PyMethodDef& function : kFunctions) {
    if (!Put(function.ml_name, Ref::Steal(PyCFunction_New(&function, nullptr)))) return false;
  }
  for (const AbsentRow& row : kAbsent) {
    AbsentObject* absent = PyObject_New(AbsentObject, &absent_type);
    if (absent == nullptr) return false;
    absent->vectorcall = AbsentCall;
    absent->name = row.name;
    absent->instead = row.instead;
    if (!Put(row.name, Ref::Steal(reinterpret_cast<PyObject*>(absent)))) return false;
  }
  return Put("type", Ref::Steal(MetaclassStandIn(&PyType_Type))) &&
         Put("__debug__", Ref::Borrow(Py_True)) && Put("None", Ref::Borrow(Py_None)) &&
         Put("True", Ref::Borrow(Py_True)) && Put("False", Ref::Borrow(Py_False));
}

PyObject* CopyBuiltins() { return PyDict_Copy(curated); }

}  // namespace stockade::executor::worker
