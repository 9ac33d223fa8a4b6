#include "executor/worker/builtins.h"

#include <cstddef>
#include <string>

#include "executor/worker/attributes.h"
#include "executor/worker/class_making.h"
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
  if (count == 3) {
    PyObject* found = nullptr;
    if (FindPlainAttr(args[0], args[1], &found)) {
      if (found != nullptr || PyErr_Occurred()) return found;
      Py_INCREF(args[2]);
      return args[2];
    }
  }
  PyObject* value = GuardedGetAttr(args[0], args[1]);
  if (value != nullptr || count == 2 || !PyErr_ExceptionMatches(PyExc_AttributeError)) return value;
  PyErr_Clear();
  Py_INCREF(args[2]);
  return args[2];
}

PyObject* HasAttr(PyObject*, Arguments args, Py_ssize_t count) {
  if (!CountIs("hasattr", count, 2, 2)) return nullptr;
  PyObject* found = nullptr;
  if (FindPlainAttr(args[0], args[1], &found)) {
    if (found == nullptr && PyErr_Occurred()) return nullptr;
    Ref kept = Ref::Steal(found);
    return PyBool_FromLong(kept ? 1 : 0);
  }
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
    source = Ref::Borrow(DictOf(reinterpret_cast<PyTypeObject*>(object)));
  } else if (Py_TYPE(object)->tp_dictoffset != 0 && !PyType_Check(object) &&
             !PyFunction_Check(object) && CheckWritable(object)) {
    source = Ref::Steal(PyObject_GenericGetDict(object, nullptr));
  }
  PyErr_Clear();
  if (!source && !PyType_Check(object) && Py_TYPE(object)->tp_dictoffset == 0) {
    PyErr_SetString(PyExc_TypeError, "vars() argument must have __dict__ attribute");
    return nullptr;
  }
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
    Ref shown =
        Ref::Steal(IsText(key, "__init__") ? FilterInitializer(object, value) : FilterValue(value));
    // What a guarded read would refuse is left out.
    if (!shown && PyErr_ExceptionMatches(PyExc_AttributeError) != 0) {
      PyErr_Clear();
      continue;
    }
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

}  // namespace

bool CheckBase(PyObject* base) {
  PyTypeObject* behind = MetaclassBehind(base);
  if (behind != nullptr && PyType_IsSubtype(behind, &PyType_Type) == 0) {
    PyErr_Format(PyExc_TypeError, "type '%s' is not an acceptable base type", behind->tp_name);
    return false;
  }
  if (behind != nullptr || (PyType_Check(base) && (reinterpret_cast<PyTypeObject*>(base)->tp_flags &
                                                   Py_TPFLAGS_TYPE_SUBCLASS) != 0)) {
    PyErr_SetString(PyExc_TypeError,
                    "a metaclass cannot be made here: use a class decorator or __init_subclass__");
    return false;
  }
  if (!PyType_Check(base)) {
    if (IsBaseOfTyping(base)) return true;
    PyErr_Format(PyExc_TypeError, "a base must be a class, not %.100s", Py_TYPE(base)->tp_name);
    return false;
  }
  auto* type = reinterpret_cast<PyTypeObject*>(base);
  // A subclass of Struct could be initialized again while it unpacks, and C code reads on.
  static PyTypeObject* const formats = TypeNamed("_struct", "Struct");
  if (PyType_IsSubtype(type, field_type) != 0 || PassesNamesOn(type) ||
      (formats != nullptr && PyType_IsSubtype(type, formats) != 0)) {
    PyErr_Format(PyExc_TypeError, "%s cannot be a base here", type->tp_name);
    return false;
  }
  return true;
}

namespace {

PyObject* LookUp(PyTypeObject* type, const char* name) {
  Ref key = Ref::Steal(PyUnicode_InternFromString(name));
  return key ? _PyType_Lookup(type, key.get()) : nullptr;
}

bool IsFine(PyObject* names) {
  bool fine = PyTuple_CheckExact(names);
  for (Py_ssize_t i = 0; fine && i < PyTuple_GET_SIZE(names); ++i) {
    PyObject* name = PyTuple_GET_ITEM(names, i);
    Py_ssize_t size = 0;
    const char* data = PyUnicode_CheckExact(name) ? PyUnicode_AsUTF8AndSize(name, &size) : nullptr;
    fine = data != nullptr && size > 0 && data[0] != '_' &&
           MayBeBare({data, static_cast<size_t>(size)});
    PyErr_Clear();
  }
  return fine;
}

// What class patterns read by position: names as attribute loads could have them bare.
bool CheckMatchArguments(PyObject* space, PyObject* bases) {
  PyObject* own = PyDict_GetItemString(space, "__match_args__");
  bool fine = own == nullptr || IsFine(own);
  for (Py_ssize_t i = 0; own == nullptr && fine && i < PyTuple_GET_SIZE(bases); ++i) {
    auto* base = reinterpret_cast<PyTypeObject*>(PyTuple_GET_ITEM(bases, i));
    PyObject* inherited = LookUp(base, "__match_args__");
    fine = inherited == nullptr || IsFine(inherited);
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
bool CheckExceptionGroup(PyObject* space, PyObject* bases) {
  auto* group = ExceptionGroupType();
  if (group == nullptr) return true;
  PyObject* split = LookUp(group, "split");
  bool is_group = false;
  bool fine = PyDict_GetItemString(space, "split") == nullptr;
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(bases); ++i) {
    auto* base = reinterpret_cast<PyTypeObject*>(PyTuple_GET_ITEM(bases, i));
    const bool of_groups = PyType_IsSubtype(base, group) != 0;
    PyObject* inherited = LookUp(base, "split");
    is_group = is_group || of_groups;
    fine = fine && (inherited == nullptr || inherited == split);
    for (Py_ssize_t j = 0; !of_groups && j < PyTuple_GET_SIZE(base->tp_mro); ++j) {
      auto* mixin = reinterpret_cast<PyTypeObject*>(PyTuple_GET_ITEM(base->tp_mro, j));
      fine = fine && !IsSubmissionType(mixin);
    }
  }
  if (!is_group || fine) return true;
  PyErr_SetString(PyExc_TypeError,
                  "an exception group cannot define split or have mixins here: except* of "
                  "CPython trusts them");
  return false;
}

// The C code of zoneinfo takes whatever this cache of a subclass answers for a zone, and writes
// into it.
bool CheckCaches(PyObject* space) {
  if (PyDict_GetItemString(space, "_weak_cache") == nullptr) return true;
  PyErr_SetString(PyExc_TypeError, "a class cannot define _weak_cache here");
  return false;
}

// Stands as the metaclass of every class statement, so that bases (those that __mro_entries__ gave,
// too) and namespace are checked before there is a class: __set_name__ and __init_subclass__ hand
// it out while it is being made.
struct MakerObject {
  PyObject_HEAD vectorcallfunc vectorcall;
  PyTypeObject* requested;  // of metaclass=, or null
};

// Stands first in the namespace of a class statement: type.__new__ calls its __set_name__ before
// anything of the submission sees the class, which is marked then, so that __init_subclass__ and
// the descriptors may write to it.
PyObject* mark_name = nullptr;
PyObject* the_mark = nullptr;

void TakeMarkOut(PyTypeObject* type) {
  MarkSubmissionType(type);
  if (PyDict_GetItemWithError(DictOf(type), mark_name) == the_mark) {
    if (PyDict_DelItem(DictOf(type), mark_name) == 0) PyType_Modified(type);
  }
  PyErr_Clear();
}
PyObject* MarkSetName(PyObject*, Arguments args, Py_ssize_t count) {
  if (count == 2 && PyType_Check(args[0])) TakeMarkOut(reinterpret_cast<PyTypeObject*>(args[0]));
  Py_RETURN_NONE;
}
PyMethodDef kMarkMethods[] = {
    {"__set_name__", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(MarkSetName)),
     METH_FASTCALL, nullptr},
    {nullptr, nullptr, 0, nullptr}};
PyTypeObject mark_type = [] {
  PyTypeObject type = {PyVarObject_HEAD_INIT(nullptr, 0)};
  type.tp_name = "mark";
  type.tp_basicsize = sizeof(PyObject);
  type.tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION;
  type.tp_methods = kMarkMethods;
  return type;
}();

// The metaclass that the statement would have, borrowed.
PyTypeObject* Winner(PyObject* maker, PyObject* bases) {
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(bases); ++i) {
    PyObject* base = PyTuple_GET_ITEM(bases, i);
    if (!PyType_Check(base)) {
      PyErr_Format(PyExc_TypeError, "a base must be a class, not %.100s", Py_TYPE(base)->tp_name);
      return nullptr;
    }
    if (!CheckBase(base)) return nullptr;
  }
  PyTypeObject* first = reinterpret_cast<MakerObject*>(maker)->requested;
  if (first == nullptr) {
    first = PyTuple_GET_SIZE(bases) == 0 ? &PyType_Type : Py_TYPE(PyTuple_GET_ITEM(bases, 0));
  }
  return MetaclassOf(first, bases);
}

PyObject* MakerPrepare(PyObject* self, Arguments args, Py_ssize_t count, PyObject* keywords) {
  if (count != 2 || !PyTuple_CheckExact(args[1])) {
    PyErr_SetString(PyExc_TypeError, "__prepare__ is for class statements only");
    return nullptr;
  }
  PyTypeObject* winner = Winner(self, args[1]);
  if (winner == nullptr) return nullptr;
  Ref space;
  if (winner == &PyType_Type) {
    space = Ref::Steal(PyDict_New());
  } else {
    Ref prepare =
        Ref::Steal(PyObject_GetAttrString(reinterpret_cast<PyObject*>(winner), "__prepare__"));
    if (!prepare) return nullptr;
    space =
        Ref::Steal(PyObject_Vectorcall(prepare.get(), args, static_cast<size_t>(count), keywords));
  }
  if (!space) return nullptr;
  // The dict's own: an enumeration's would take the mark for a member.
  if (!PyDict_Check(space.get()) || PyDict_SetItem(space.get(), mark_name, the_mark) < 0) {
    if (!PyErr_Occurred()) PyErr_SetString(PyExc_TypeError, "a class statement needs a dict");
    return nullptr;
  }
  return space.Release();
}

PyObject* MakerCall(PyObject* self, Arguments args, size_t flags, PyObject* keywords) {
  const Py_ssize_t count = PyVectorcall_NARGS(flags);
  if (count != 3 || !PyTuple_CheckExact(args[1]) || !PyDict_Check(args[2])) {
    PyErr_SetString(PyExc_TypeError, "a class statement needs bases and a dict");
    return nullptr;
  }
  PyTypeObject* winner = Winner(self, args[1]);
  if (winner == nullptr || !CheckExceptionGroup(args[2], args[1]) ||
      !CheckMatchArguments(args[2], args[1]) || !CheckCaches(args[2])) {
    return nullptr;
  }
  const ClassStatementPermit permit;
  return PyObject_Vectorcall(reinterpret_cast<PyObject*>(winner), args,
                             flags & ~PY_VECTORCALL_ARGUMENTS_OFFSET, keywords);
}

PyMethodDef kMakerMethods[] = {
    {"__prepare__", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(MakerPrepare)),
     METH_FASTCALL | METH_KEYWORDS, nullptr},
    {nullptr, nullptr, 0, nullptr}};
PyTypeObject maker_type = [] {
  PyTypeObject type = {PyVarObject_HEAD_INIT(nullptr, 0)};
  type.tp_name = "metaclass";
  type.tp_basicsize = sizeof(MakerObject);
  type.tp_flags =
      Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_DISALLOW_INSTANTIATION;
  type.tp_vectorcall_offset = offsetof(MakerObject, vectorcall);
  type.tp_call = PyVectorcall_Call;
  type.tp_dealloc = [](PyObject* self) { PyObject_Free(self); };
  type.tp_methods = kMakerMethods;
  return type;
}();

PyObject* ClassStatement(PyObject*, Arguments args, Py_ssize_t count, PyObject* keywords) {
  for (Py_ssize_t i = 2; i < count; ++i) {
    if (!CheckBase(args[i])) return nullptr;
  }
  MakerObject* made_by = PyObject_New(MakerObject, &maker_type);
  if (made_by == nullptr) return nullptr;
  made_by->vectorcall = MakerCall;
  made_by->requested = nullptr;
  Ref maker = Ref::Steal(reinterpret_cast<PyObject*>(made_by));
  const Py_ssize_t keyword_count = keywords == nullptr ? 0 : PyTuple_GET_SIZE(keywords);
  std::vector<PyObject*> all(args, args + count + keyword_count);
  bool named = false;
  for (Py_ssize_t i = 0; i < keyword_count; ++i) {
    if (!IsText(PyTuple_GET_ITEM(keywords, i), "metaclass")) continue;
    PyObject*& metaclass = all[static_cast<size_t>(count + i)];
    made_by->requested = MetaclassBehind(metaclass);
    if (made_by->requested == nullptr || PyType_IsSubtype(made_by->requested, &PyType_Type) == 0) {
      PyErr_SetString(PyExc_TypeError, "metaclass= takes type, ABCMeta or EnumMeta here");
      return nullptr;
    }
    metaclass = maker.get();
    named = true;
  }
  Ref names;
  if (!named) {
    all.push_back(maker.get());
    names = Ref::Steal(PyTuple_New(keyword_count + 1));
    if (!names) return nullptr;
    for (Py_ssize_t i = 0; i < keyword_count; ++i) {
      Py_INCREF(PyTuple_GET_ITEM(keywords, i));
      PyTuple_SET_ITEM(names.get(), i, PyTuple_GET_ITEM(keywords, i));
    }
    PyObject* word = PyUnicode_InternFromString("metaclass");
    if (word == nullptr) return nullptr;
    PyTuple_SET_ITEM(names.get(), keyword_count, word);
    keywords = names.get();
  }
  Ref made = Ref::Steal(
      PyObject_Vectorcall(real_build_class, all.data(), static_cast<size_t>(count), keywords));
  if (!made) return nullptr;
  if (!PyType_Check(made.get())) {
    PyErr_SetString(PyExc_TypeError, "a class statement must make a class");
    return nullptr;
  }
  TakeMarkOut(reinterpret_cast<PyTypeObject*>(made.get()));
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
struct AsIsRow {
  int since;  // minor version of CPython 3
  const char* name;
};
constexpr AsIsRow kAsIs[] = {
#define STOCKADE_AS_IS(name) {0, name},
#define STOCKADE_AS_IS_SINCE(minor, name) {minor, name},
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
    {"__build_class__", AsMethod(ClassStatement), METH_FASTCALL | METH_KEYWORDS, nullptr},
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
  if (!real || !dataclasses || curated == nullptr || PyType_Ready(&absent_type) < 0 ||
      PyType_Ready(&maker_type) < 0 || PyType_Ready(&mark_type) < 0) {
    return false;
  }
  mark_name = PyUnicode_InternFromString("__stockade__");
  the_mark = reinterpret_cast<PyObject*>(PyObject_New(PyObject, &mark_type));
  if (mark_name == nullptr || the_mark == nullptr) return false;
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
  for (const AsIsRow& row : kAsIs) {
    if (row.since <= PY_MINOR_VERSION && !Put(row.name, builtin(row.name))) return false;
  }
  for (PyMethodDef& function : kFunctions) {
    // Its text is CPython's; exit and quit are no builtins of CPython's own.
    const Ref plain = builtin(function.ml_name);
    PyErr_Clear();
    if (plain && Py_TYPE(plain.get()) == &PyCFunction_Type) {
      function.ml_doc = reinterpret_cast<PyCFunctionObject*>(plain.get())->m_ml->ml_doc;
    }
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

PyObject* BuildClass(PyObject* self, PyObject* const* args, Py_ssize_t count, PyObject* keywords) {
  return ClassStatement(self, args, count, keywords);
}

PyObject* CopyBuiltins() { return PyDict_Copy(curated); }

}  // namespace stockade::executor::worker
