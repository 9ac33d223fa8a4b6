#include "executor/worker/attributes.h"

#include <array>
#include <cstddef>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "executor/guards.h"
#include "executor/worker/attribute_setters.h"
#include "executor/worker/class_making.h"
#include "executor/worker/facades.h"
#include "executor/worker/formatting.h"
#include "executor/worker/run.h"

namespace stockade::executor::worker {
namespace {

// Documented underscore names of named tuples and enums.
constexpr std::string_view kPublicUnderscores[] = {
    "_asdict",  "_replace",        "_fields",
    "_make",    "_field_defaults", "_value_",
    "_name_",   "_missing_",       "_generate_next_value_",
    "_ignore_", "_order_",
};

constexpr std::string_view kStoredDunders[] = {"__doc__", "__name__", "__qualname__"};

using NameTable = std::unordered_map<std::string_view, NameKind>;

const NameTable& SpecialNames() {
  static const NameTable& table = *new NameTable([] {
    NameTable names;
    for (const DunderRow& row : kDunders) {
      names[row.name] =
          row.verdict == DunderVerdict::kRead ? NameKind::kDunder : NameKind::kRefused;
    }
    for (const std::string_view name : kIntrospection) names[name] = NameKind::kRefused;
    names["__class__"] = NameKind::kClass;
    names["mro"] = NameKind::kRefused;
    names["obj"] = NameKind::kObject;
    return names;
  }());
  return table;
}

const std::unordered_set<std::string_view>& NeverBare() {
  static const auto& names = *new std::unordered_set<std::string_view>([] {
    std::unordered_set<std::string_view> set;
    for (const NeverBareRow& row : kNeverBare) set.insert(row.name);
    return set;
  }());
  return names;
}

// Which lengths the special names that start with a character have, a bit each: most names are told
// from all of them without being hashed.
struct SpecialLengths {
  std::array<uint64_t, 128> of_first{};
  bool MayHold(std::string_view name) const {
    const auto first = static_cast<unsigned char>(name[0]);
    return first < of_first.size() && name.size() < 64 && (of_first[first] >> name.size() & 1) != 0;
  }
};
const SpecialLengths& LengthsOfSpecialNames() {
  static const SpecialLengths lengths = [] {
    SpecialLengths made;
    for (const auto& [name, kind] : SpecialNames()) {
      made.of_first[static_cast<unsigned char>(name[0])] |= uint64_t{1} << name.size();
    }
    return made;
  }();
  return lengths;
}

bool IsDunder(std::string_view name) {
  return name.size() > 4 && name.starts_with("__") && name.ends_with("__");
}

// Names that stand in code objects are interned, so that their identity decides. Entries own their
// key.
struct CachedName {
  PyObject* name = nullptr;
  NameKind kind = NameKind::kRefused;
};
std::array<CachedName, 1024> name_cache;

destructor dealloc_of_python_classes = nullptr;
PyTypeObject* exception_group_type = nullptr;
std::unordered_set<const PyTypeObject*>& WritableTypes() {
  static auto& types = *new std::unordered_set<const PyTypeObject*>();
  return types;
}

// Stand-ins are classes of a metaclass of their own, so that a class pattern takes them, too:
// calls, instance checks and subscripts are answered by the metaclass.
std::unordered_map<PyTypeObject*, PyObject*>& StandIns() {  // by the class that is behind
  static auto& map = *new std::unordered_map<PyTypeObject*, PyObject*>();
  return map;
}
std::unordered_map<PyObject*, PyTypeObject*>& ClassesBehind() {
  static auto& map = *new std::unordered_map<PyObject*, PyTypeObject*>();
  return map;
}

PyObject* StandInCall(PyObject* self, PyObject* args, PyObject* keywords) {
  PyTypeObject* real = ClassesBehind()[self];
  if (real != &PyType_Type) {
    return PyErr_Format(PyExc_TypeError, "%s %s cannot be called here: write a %s statement",
                        PyType_IsSubtype(real, &PyType_Type) != 0 ? "metaclass" : "class",
                        real->tp_name, real == &PyFunction_Type ? "def" : "class");
  }
  if (PyTuple_GET_SIZE(args) != 1 || (keywords != nullptr && PyDict_GET_SIZE(keywords) != 0)) {
    PyErr_SetString(PyExc_TypeError,
                    "type() takes 1 argument here: write a class statement to make a class");
    return nullptr;
  }
  return GuardedTypeOf(PyTuple_GET_ITEM(args, 0));
}

PyObject* StandInRepr(PyObject* self) {
  return PyUnicode_FromFormat("<class '%s'>", ClassesBehind()[self]->tp_name);
}
PyObject* StandInInstanceCheck(PyObject* self, PyObject* object) {
  PyTypeObject* real = ClassesBehind()[self];
  if (real == &PyType_Type && MetaclassBehind(object) != nullptr) Py_RETURN_TRUE;
  return PyBool_FromLong(PyObject_TypeCheck(object, real) ? 1 : 0);
}
PyObject* StandInSubclassCheck(PyObject* self, PyObject* object) {
  PyTypeObject* type = MetaclassBehind(object);
  if (type == nullptr && PyType_Check(object)) type = reinterpret_cast<PyTypeObject*>(object);
  return PyBool_FromLong(type != nullptr && PyType_IsSubtype(type, ClassesBehind()[self]) ? 1 : 0);
}
PyObject* StandInSubscript(PyObject* self, PyObject* item) { return Py_GenericAlias(self, item); }

PyMethodDef kStandInMethods[] = {{"__instancecheck__", StandInInstanceCheck, METH_O, nullptr},
                                 {"__subclasscheck__", StandInSubclassCheck, METH_O, nullptr},
                                 {nullptr, nullptr, 0, nullptr}};
PyMappingMethods stand_in_mapping = {nullptr, StandInSubscript, nullptr};

PyTypeObject stand_in_type = [] {
  PyTypeObject type = {PyVarObject_HEAD_INIT(nullptr, 0)};
  type.tp_name = "type";
  type.tp_flags = Py_TPFLAGS_DEFAULT;
  type.tp_call = StandInCall;
  type.tp_repr = StandInRepr;
  type.tp_as_mapping = &stand_in_mapping;
  type.tp_methods = kStandInMethods;
  return type;
}();

// Classes that make code, functions, modules or cells when they are called, and what frames are
// made of.
bool IsForChecksOnly(PyTypeObject* type) {
  return type == &PyFunction_Type || type == &PyCode_Type || type == &PyModule_Type ||
         type == &PyFrame_Type || type == &PyTraceBack_Type || type == &PyCell_Type;
}

// Does a library class among the bases of `type` define `name`?
bool LibraryDefines(PyTypeObject* type, PyObject* name) {
  PyObject* order = type->tp_mro;
  if (order == nullptr) return true;
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(order); ++i) {
    auto* base = reinterpret_cast<PyTypeObject*>(PyTuple_GET_ITEM(order, i));
    if (IsSubmissionType(base)) continue;
    if (PyDict_Contains(DictOf(base), name) != 0) return true;
  }
  return false;
}

// Underscore names that the submission could find through `base`, other than those that are never
// bare.
bool HidesNames(PyTypeObject* base) {
  PyObject *key = nullptr, *value = nullptr;
  for (Py_ssize_t at = 0; PyDict_Next(DictOf(base), &at, &key, &value) != 0;) {
    Py_ssize_t size = 0;
    const char* data = PyUnicode_Check(key) ? PyUnicode_AsUTF8AndSize(key, &size) : nullptr;
    if (data == nullptr) {
      PyErr_Clear();
      return true;
    }
    const std::string_view name(data, static_cast<size_t>(size));
    if (ClassifyName(name) == NameKind::kUnderscore && !NeverBare().contains(name)) return true;
  }
  return false;
}

bool BasesHideNothing(PyTypeObject* type) {
  PyObject* order = type->tp_mro;
  if (order == nullptr) return false;
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(order); ++i) {
    auto* base = reinterpret_cast<PyTypeObject*>(PyTuple_GET_ITEM(order, i));
    if (!IsSubmissionType(base) && HidesNames(base)) return false;
  }
  return true;
}

// Gives out the attributes of another object, one guarded read or write at a time.
struct ReachedObject {
  PyObject_HEAD PyObject* object;
};
PyObject* Reached(PyObject* self) { return reinterpret_cast<ReachedObject*>(self)->object; }
PyTypeObject reached_type = [] {
  PyTypeObject type = {PyVarObject_HEAD_INIT(nullptr, 0)};
  type.tp_name = "guarded";
  type.tp_basicsize = sizeof(ReachedObject);
  type.tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION;
  type.tp_getattro = [](PyObject* self, PyObject* name) {
    return GuardedGetAttr(Reached(self), name);
  };
  type.tp_setattro = [](PyObject* self, PyObject* name, PyObject* value) {
    return GuardedSetAttr(Reached(self), name, value);
  };
  type.tp_traverse = [](PyObject* self, visitproc visit, void* arg) {
    Py_VISIT(Reached(self));
    return 0;
  };
  type.tp_dealloc = [](PyObject* self) {
    PyObject_GC_UnTrack(self);
    Py_DECREF(Reached(self));
    PyObject_GC_Del(self);
  };
  return type;
}();

bool IsPublicUnderscore(PyObject* name) {
  for (const std::string_view known : kPublicUnderscores) {
    if (IsText(name, known)) return true;
  }
  return false;
}

// The class whose attributes `super()` reads, for a super object; else the object's own class.
PyTypeObject* TypeForNames(PyObject* object, Ref* keep) {
  if (PyType_Check(object)) return reinterpret_cast<PyTypeObject*>(object);
  if (Py_TYPE(object) == &PySuper_Type) {
    *keep = Ref::Steal(PyObject_GetAttrString(object, "__self_class__"));
    if (*keep && PyType_Check(keep->get())) return reinterpret_cast<PyTypeObject*>(keep->get());
    PyErr_Clear();
  }
  return Py_TYPE(object);
}

// _x: on classes of the submission, their instances, its functions and plain namespaces, unless a
// library class among the bases has the name.
bool UnderscoreAllowed(PyObject* object, PyObject* name) {
  if (IsSubmissionFunction(object)) return true;
  Ref keep;
  PyTypeObject* type = TypeForNames(object, &keep);
  if (IsPublicUnderscore(name)) return true;
  const bool own = IsSubmissionType(type) || WritableTypes().contains(type);
  if (!own || LibraryDefines(type, name)) return false;
  // A class also has what its metaclass has: EnumType._convert_ hands out any module's values.
  return !PyType_Check(object) || Py_TYPE(object) == &PyType_Type ||
         !LibraryDefines(Py_TYPE(object), name);
}

PyObject* RefuseUnderscore(PyObject* object, PyObject* name) {
  return PyErr_Format(
      PyExc_AttributeError,
      "'%.100s' object's attribute '%U' is private to its library: names that start "
      "with '_' are for the classes of the submission",
      Py_TYPE(object)->tp_name, name);
}

// An exception, its class, or what passes the names that it is asked for on to another object.
bool MayLeadToException(PyObject* object) {
  return PyExceptionInstance_Check(object) || PyExceptionClass_Check(object) ||
         (!PyType_Check(object) && PassesNamesOn(Py_TYPE(object)));
}

bool IsOwn(PyObject* object) {
  return IsSubmissionType(Py_TYPE(object)) ||
         (PyType_Check(object) && IsSubmissionType(reinterpret_cast<PyTypeObject*>(object)));
}

// A read-only view hands the dict behind it to whatever it is compared with: of a library's dict
// there is a view of a copy.
PyObject* FilterView(PyObject* object, PyObject* value) {
  if (value == nullptr || Py_TYPE(value) != &PyDictProxy_Type || IsOwn(object)) return value;
  Ref view = Ref::Steal(value);
  Ref copy = Ref::Steal(PyDict_New());
  if (!copy || PyDict_Update(copy.get(), view.get()) < 0) return nullptr;
  return PyDictProxy_New(copy.get());
}

// A library's __init__ by way of its class stores into whatever comes first: the one that
// dataclass() makes under names that the submission chose.
PyObject* InitializeWritable(PyObject* function, PyObject* const* args, Py_ssize_t count,
                             PyObject* keywords) {
  if (count == 0) {
    PyErr_SetString(PyExc_TypeError, "__init__() of a class needs its object as first argument");
    return nullptr;
  }
  if (!CheckWritable(args[0])) return nullptr;
  return PyObject_Vectorcall(function, args, static_cast<size_t>(count), keywords);
}
PyMethodDef initialize_writable = {
    "__init__", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(InitializeWritable)),
    METH_FASTCALL | METH_KEYWORDS, nullptr};

// __init_subclass__ of a library class by way of that class itself stores into it.
PyObject* FilterSubclassHook(PyObject* value) {
  if (value == nullptr || Py_TYPE(value) != &PyMethod_Type) return FilterValue(value);
  PyObject* bound = PyMethod_GET_SELF(value);
  if (PyType_Check(bound) && IsSubmissionType(reinterpret_cast<PyTypeObject*>(bound))) return value;
  Py_DECREF(value);
  PyErr_SetString(PyExc_AttributeError,
                  "attribute '__init_subclass__' is not available here: a library class is not the "
                  "submission's to change");
  return nullptr;
}

}  // namespace

PyTypeObject* TypeNamed(const char* module, const char* name) {
  Ref found = Ref::Steal(PyImport_ImportModule(module));
  Ref type = found ? Ref::Steal(PyObject_GetAttrString(found.get(), name)) : Ref();
  PyErr_Clear();
  return type && PyType_Check(type.get()) ? reinterpret_cast<PyTypeObject*>(type.get()) : nullptr;
}

bool PassesNamesOn(PyTypeObject* type) {
  if (PyType_IsSubtype(type, &PySuper_Type) != 0 || PyType_IsSubtype(type, &Py_GenericAliasType)) {
    return true;
  }
  static PyObject* const hook = PyUnicode_InternFromString("__getattr__");
  return LibraryDefines(type, hook);
}

// x.__init__ called again would change an object that a library holds: a property of one of its
// classes, a type variable.
PyObject* FilterInitializer(PyObject* object, PyObject* value) {
  if (value == nullptr) return nullptr;
  // And struct's iterators read beyond their buffer when their format grows under them.
  static PyTypeObject* const formats = TypeNamed("_struct", "Struct");
  const auto holds_functions = [](PyTypeObject* type) {
    return type == &PyProperty_Type || type == &PyClassMethod_Type ||
           type == &PyStaticMethod_Type || type == formats;
  };
  bool refused = false;
  if (Py_TYPE(value) == &PyWrapperDescr_Type) {
    refused = holds_functions(reinterpret_cast<PyDescrObject*>(value)->d_type);
  } else if (PyFunction_Check(value)) {
    // The classes of typing make objects that all code shares.
    PyObject* module = PyDict_GetItemString(PyFunction_GET_GLOBALS(value), "__name__");
    refused = module != nullptr && IsText(module, "typing");
    if (!refused && !IsSubmissionFunction(value)) {
      Ref function = Ref::Steal(value);
      Ref checked = Ref::Steal(PyCFunction_New(&initialize_writable, function.get()));
      // It binds as the function does: another class may take it over.
      return checked ? PyInstanceMethod_New(checked.get()) : nullptr;
    }
  } else if (!PyType_Check(object)) {
    Ref self = Ref::Steal(PyObject_GetAttrString(value, "__self__"));
    PyErr_Clear();
    PyObject* bound = self ? self.get() : object;
    refused = holds_functions(Py_TYPE(bound)) || !CheckWritable(bound);
    PyErr_Clear();
  }
  if (!refused) return value;
  Py_DECREF(value);
  PyErr_SetString(PyExc_AttributeError,
                  "attribute '__init__' is not available here: an object of a library cannot be "
                  "initialized again");
  return nullptr;
}

bool StartAttributes() {
  stand_in_type.tp_base = &PyType_Type;
  if (PyType_Ready(&stand_in_type) < 0 || PyType_Ready(&reached_type) < 0) return false;
  for (PyTypeObject* type :
       {&PyList_Type, &PyDict_Type, &PySet_Type, &PyFrozenSet_Type, &PyTuple_Type, &PyUnicode_Type,
        &PyBytes_Type, &PyByteArray_Type, &PyLong_Type, &PyBool_Type, &PyFloat_Type,
        &PyComplex_Type, &PyRange_Type}) {
    AllowPlainReads(type);
  }
  Ref enum_module = Ref::Steal(PyImport_ImportModule("enum"));
  Ref python_class =
      enum_module ? Ref::Steal(PyObject_GetAttrString(enum_module.get(), "auto")) : Ref();
  if (!python_class) return false;
  exception_group_type = ExceptionGroupType();
  dealloc_of_python_classes = reinterpret_cast<PyTypeObject*>(python_class.get())->tp_dealloc;
  return true;
}

NameKind ClassifyName(std::string_view name) {
  if (name.empty()) return NameKind::kOrdinary;
  if (LengthsOfSpecialNames().MayHold(name)) {
    const auto found = SpecialNames().find(name);
    if (found != SpecialNames().end()) return found->second;
  }
  if (name[0] != '_' || name == "_") return NameKind::kOrdinary;
  if (!IsDunder(name)) return NameKind::kUnderscore;
  return run.allow_attributes.contains(std::string(name)) ? NameKind::kDunder : NameKind::kRefused;
}

NameKind ClassifyName(PyObject* text) {
  CachedName& entry = name_cache[(reinterpret_cast<uintptr_t>(text) >> 4) % name_cache.size()];
  if (entry.name == text) return entry.kind;
  Py_ssize_t size = 0;
  const char* data = nullptr;
  if (PyUnicode_IS_COMPACT_ASCII(text)) {
    data = reinterpret_cast<const char*>(PyUnicode_1BYTE_DATA(text));
    size = PyUnicode_GET_LENGTH(text);
  } else {
    data = PyUnicode_AsUTF8AndSize(text, &size);
  }
  if (data == nullptr) {
    PyErr_Clear();
    return NameKind::kRefused;
  }
  const NameKind kind = ClassifyName(std::string_view(data, static_cast<size_t>(size)));
  if (PyUnicode_CHECK_INTERNED(text) != 0) {
    Py_INCREF(text);
    Py_XSETREF(entry.name, text);
    entry.kind = kind;
  }
  return kind;
}

void RefuseName(PyObject* name) {
  PyErr_Format(PyExc_AttributeError,
               "attribute '%U' is not available to submissions: it leads to the interpreter's own "
               "objects",
               name);
}

bool MayBeBare(std::string_view name) {
  const NameKind kind = ClassifyName(name);
  return (kind == NameKind::kOrdinary || kind == NameKind::kUnderscore) &&
         !NeverBare().contains(name);
}

bool MayBeStored(std::string_view name) {
  for (const std::string_view known : kStoredDunders) {
    if (name == known) return true;
  }
  const NameKind kind = ClassifyName(name);
  return kind == NameKind::kOrdinary || kind == NameKind::kUnderscore || kind == NameKind::kObject;
}

PyObject* GuardedGetAttr(PyObject* object, PyObject* name) {
  if (!PyUnicode_CheckExact(name)) {
    return PyErr_Format(PyExc_TypeError, "attribute name must be string, not '%.200s'",
                        Py_TYPE(name)->tp_name);
  }
  switch (ClassifyName(name)) {
    case NameKind::kOrdinary:
      return FilterView(object, FilterValue(PyObject_GetAttr(object, name)));
    case NameKind::kUnderscore:
      if (!UnderscoreAllowed(object, name)) {
        // A missing attribute is simply missing.
        Ref present = Ref::Steal(PyObject_GetAttr(object, name));
        return present ? RefuseUnderscore(object, name) : nullptr;
      }
      return FilterValue(PyObject_GetAttr(object, name));
    case NameKind::kDunder: {
      if (IsFacade(object) && IsText(name, "__name__")) return FacadeName(object);
      Ref value = Ref::Steal(PyObject_GetAttr(object, name));
      // The annotations of a library class are not the submission's to change.
      if (value && PyDict_CheckExact(value.get()) && IsText(name, "__annotations__") &&
          !IsSubmissionFunction(object) && !IsOwn(object)) {
        return PyDict_Copy(value.get());
      }
      if (IsText(name, "__init__")) return FilterInitializer(object, value.Release());
      if (NamesSetter(name)) return FilterSetter(value.Release());
      if (IsText(name, "__init_subclass__")) return FilterSubclassHook(value.Release());
      return FilterView(object, FilterValue(value.Release()));
    }
    case NameKind::kClass:
      return GuardedTypeOf(object);
    case NameKind::kObject:
      if (MayLeadToException(object)) break;
      return FilterValue(PyObject_GetAttr(object, name));
    case NameKind::kRefused:
      // `mro` and its like are ordinary names on the submission's own objects only if they are not
      // the interpreter's: they are refused there too, since a guard cannot tell what a name will
      // find.
      break;
  }
  RefuseName(name);
  return nullptr;
}

bool FindPlainAttr(PyObject* object, PyObject* name, PyObject** value) {
  if (!PyUnicode_CheckExact(name) || ClassifyName(name) != NameKind::kOrdinary) return false;
  if (_PyObject_LookupAttr(object, name, value) > 0) {
    *value = FilterView(object, FilterValue(*value));
    if (*value == nullptr && PyErr_ExceptionMatches(PyExc_AttributeError)) PyErr_Clear();
  }
  return true;
}

int GuardedSetAttr(PyObject* object, PyObject* name, PyObject* value) {
  if (!PyUnicode_CheckExact(name)) {
    PyErr_Format(PyExc_TypeError, "attribute name must be string, not '%.200s'",
                 Py_TYPE(name)->tp_name);
    return -1;
  }
  if (ClassifyName(name) != NameKind::kOrdinary) {
    Py_ssize_t size = 0;
    const char* data = PyUnicode_AsUTF8AndSize(name, &size);
    if (data == nullptr) return -1;
    if (!MayBeStored({data, static_cast<size_t>(size)})) {
      RefuseName(name);
      return -1;
    }
  }
  if (!CheckWritable(object)) return -1;
  return PyObject_SetAttr(object, name, value);
}

bool IsSubmissionFunction(PyObject* object) {
  return PyFunction_Check(object) && run.globals != nullptr &&
         PyFunction_GET_GLOBALS(object) == run.globals;
}

void AllowWritesTo(PyTypeObject* type) {
  WritableTypes().insert(type);
  if (type->tp_dealloc != dealloc_of_python_classes) AllowPlainReads(type);
}

void AllowPlainReads(PyTypeObject* type) { type->tp_flags |= kPlainNames; }

void MarkSubmissionType(PyTypeObject* type) {
  type->tp_flags |= kSubmissionType;
  const bool group =
      exception_group_type != nullptr && PyType_IsSubtype(type, exception_group_type) != 0;
  if (!group && BasesHideNothing(type)) type->tp_flags |= kPlainNames | kOwnNames;
}

PyObject* ReachOther(PyObject* object, unsigned long mark) {
  PyTypeObject* type = Py_TYPE(object);
  // A class has what its metaclass has too: only `type` is known to hide nothing.
  const PyTypeObject* decides =
      type == &PyType_Type ? reinterpret_cast<PyTypeObject*>(object) : type;
  if ((decides->tp_flags & mark) != 0) {
    Py_INCREF(object);
    return object;
  }
  ReachedObject* reached = PyObject_GC_New(ReachedObject, &reached_type);
  if (reached == nullptr) return nullptr;
  Py_INCREF(object);
  reached->object = object;
  PyObject_GC_Track(reached);
  return reinterpret_cast<PyObject*>(reached);
}

bool CheckOtherWritable(PyObject* object) {
  PyTypeObject* type = Py_TYPE(object);
  if (type == &PyDict_Type || type == &PyList_Type) return true;
  // `except*` calls the group's `split` and trusts what it gives: a crash of CPython 3.11 to 3.13.
  if (exception_group_type != nullptr &&
      (PyType_IsSubtype(type, exception_group_type) ||
       (PyType_Check(object) &&
        PyType_IsSubtype(reinterpret_cast<PyTypeObject*>(object), exception_group_type)))) {
    PyErr_SetString(PyExc_TypeError, "an exception group cannot be changed here");
    return false;
  }
  if (IsSubmissionType(type)) return true;
  if ((type->tp_flags & Py_TPFLAGS_TYPE_SUBCLASS) != 0) {
    if (IsSubmissionType(reinterpret_cast<PyTypeObject*>(object))) return true;
    PyErr_Format(PyExc_TypeError,
                 "class %s cannot be changed: a submission writes only to classes of its own",
                 reinterpret_cast<PyTypeObject*>(object)->tp_name);
    return false;
  }
  if (IsSubmissionFunction(object) || PyExceptionInstance_Check(object) ||
      WritableTypes().contains(type)) {
    return true;
  }
  // Objects of C types without a dict: only the type's own setters can be reached, and where there
  // is none CPython says so in its own words.
  const bool shared = PyFunction_Check(object) || PyCFunction_Check(object) ||
                      PyMethod_Check(object) || PyModule_Check(object);
  if (!shared && type->tp_dealloc != dealloc_of_python_classes && type->tp_dictoffset == 0 &&
      type->tp_setattro == PyObject_GenericSetAttr) {
    return true;
  }
  PyErr_Format(
      PyExc_TypeError,
      "'%.100s' object of a library cannot be changed: a submission writes only to objects of "
      "its own",
      type->tp_name);
  return false;
}

PyObject* FilterOtherValue(PyObject* value) {
  PyTypeObject* type = Py_TYPE(value);
  if (type == &PyCFunction_Type) {
    PyObject* guarded = GuardFormatMethod(value);
    if (guarded == nullptr && PyErr_Occurred() == nullptr) return value;
    Py_DECREF(value);
    return guarded;
  }
  if ((type->tp_flags & Py_TPFLAGS_TYPE_SUBCLASS) != 0) {
    auto* itself = reinterpret_cast<PyTypeObject*>(value);
    if ((itself->tp_flags & Py_TPFLAGS_TYPE_SUBCLASS) == 0 && !IsForChecksOnly(itself))
      return value;
    Py_DECREF(value);
    return MetaclassStandIn(itself);
  }
  if (type == &PyMethodDescr_Type) {
    PyObject* guarded = GuardFormatMethod(value);
    if (guarded == nullptr && PyErr_Occurred() == nullptr) return value;
    Py_DECREF(value);
    return guarded;
  }
  if (PyModule_Check(value) || type == &PyFrame_Type || type == &PyCode_Type ||
      type == &PyTraceBack_Type) {
    PyErr_Format(PyExc_AttributeError, "a value of type %s is not available to submissions",
                 type->tp_name);
    Py_DECREF(value);
    return nullptr;
  }
  type->tp_flags |= kHarmlessValues;  // no value of the type needs another look
  return value;
}

PyObject* GuardedTypeOf(PyObject* object) {
  PyTypeObject* type = Py_TYPE(object);
  if (type == &stand_in_type) return MetaclassStandIn(&PyType_Type);
  if ((type->tp_flags & Py_TPFLAGS_TYPE_SUBCLASS) != 0 || IsForChecksOnly(type)) {
    return MetaclassStandIn(type);
  }
  Py_INCREF(type);
  return reinterpret_cast<PyObject*>(type);
}

PyObject* MetaclassStandIn(PyTypeObject* real) {
  PyObject*& known = StandIns()[real];
  if (known == nullptr) {
    std::string_view name = real->tp_name;
    name.remove_prefix(name.rfind('.') + 1);
    Ref args =
        Ref::Steal(Py_BuildValue("s#(O){ss}", name.data(), static_cast<Py_ssize_t>(name.size()),
                                 &PyBaseObject_Type, "__module__", "builtins"));
    Ref made = args ? Ref::Steal(MakeTypeUnchecked(args.get())) : Ref();
    if (!made) return nullptr;
    Py_INCREF(&stand_in_type);
    Py_SET_TYPE(made.get(), &stand_in_type);
    Py_INCREF(real);
    known = made.Release();
    ClassesBehind()[known] = real;
  }
  Py_INCREF(known);
  return known;
}

PyTypeObject* MetaclassBehind(PyObject* stand_in) {
  return Py_TYPE(stand_in) == &stand_in_type ? ClassesBehind()[stand_in] : nullptr;
}

}  // namespace stockade::executor::worker
