#include "executor/worker/facades.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>

#include "executor/worker/attributes.h"
#include "executor/worker/prelude.h"
#include "executor/worker/run.h"

namespace stockade::executor::worker {
namespace {

struct FacadeRow {
  std::string_view module, names;
};
constexpr FacadeRow kFacades[] = {
#define STOCKADE_FACADE(module, names) {module, names},
#include "executor/worker/facades.def"
};
struct WrappedRow {
  std::string_view module, name, replacement;
};
constexpr WrappedRow kWrapped[] = {
#define STOCKADE_WRAPPED(module, name, replacement, reason) {module, name, replacement},
#include "executor/worker/facades.def"
};
struct HiddenRow {
  std::string_view module, name, reason;
};
constexpr HiddenRow kHidden[] = {
#define STOCKADE_HIDDEN(module, name, reason) {module, name, reason},
#include "executor/worker/facades.def"
};

// Library classes whose instances a submission may write to: containers, and objects that hold
// settings.
struct WritableRow {
  const char *module, *name;
};
constexpr WritableRow kWritable[] = {
    {"collections", "Counter"},  {"collections", "OrderedDict"}, {"collections", "defaultdict"},
    {"collections", "deque"},    {"collections", "ChainMap"},    {"collections", "UserDict"},
    {"collections", "UserList"}, {"types", "SimpleNamespace"},   {"decimal", "Context"},
    {"array", "array"},
};

// Modules that allowed functions import when they are first called, and codecs that text methods
// look up: a confined worker cannot open their files.
constexpr const char* kLateImports[] = {
    "_strptime",
    "encodings.ascii",
    "encodings.latin_1",
    "encodings.cp1252",
    "encodings.cp437",
    "encodings.utf_16",
    "encodings.utf_16_le",
    "encodings.utf_16_be",
    "encodings.utf_32",
    "encodings.utf_32_le",
    "encodings.utf_32_be",
    "encodings.utf_8_sig",
    "encodings.hex_codec",
    "encodings.rot_13",
    "encodings.idna",
    "encodings.unicode_escape",
    "encodings.raw_unicode_escape",
};

struct FacadeObject {
  PyObject_HEAD PyObject* name;
  PyObject* values;  // dict
};
FacadeObject* AsFacade(PyObject* object) { return reinterpret_cast<FacadeObject*>(object); }

std::string_view WhyHidden(std::string_view module, std::string_view name) {
  for (const HiddenRow& row : kHidden) {
    if (row.module == module && row.name == name) return row.reason;
  }
  return {};
}

PyObject* FacadeGetAttr(PyObject* self, PyObject* name) {
  PyObject* value = PyDict_GetItemWithError(AsFacade(self)->values, name);
  if (value != nullptr) {
    Py_INCREF(value);
    return value;
  }
  if (PyErr_Occurred()) return nullptr;
  const std::string reason(WhyHidden(Utf8(AsFacade(self)->name), Utf8(name)));
  if (reason.empty()) {
    return PyErr_Format(PyExc_AttributeError, "module '%U' has no attribute '%U'",
                        AsFacade(self)->name, name);
  }
  return PyErr_Format(PyExc_AttributeError,
                      "attribute '%U' of module '%U' is not available here: %s", name,
                      AsFacade(self)->name, reason.c_str());
}

int FacadeSetAttr(PyObject* self, PyObject*, PyObject*) {
  PyErr_Format(PyExc_TypeError, "module '%U' cannot be changed", AsFacade(self)->name);
  return -1;
}

PyObject* FacadeRepr(PyObject* self) {
  return PyUnicode_FromFormat("<module '%U'>", AsFacade(self)->name);
}

PyObject* FacadeDir(PyObject* self, PyObject*) { return PyDict_Keys(AsFacade(self)->values); }

PyObject* FacadeReduce(PyObject* self, PyObject*) {
  return PyErr_Format(PyExc_TypeError, "module '%U' cannot be copied", AsFacade(self)->name);
}

PyMethodDef kFacadeMethods[] = {{"__dir__", FacadeDir, METH_NOARGS, nullptr},
                                {"__reduce_ex__", FacadeReduce, METH_O, nullptr},
                                {nullptr, nullptr, 0, nullptr}};

PyTypeObject facade_type = [] {
  PyTypeObject type = {PyVarObject_HEAD_INIT(nullptr, 0)};
  type.tp_name = "module";
  type.tp_basicsize = sizeof(FacadeObject);
  type.tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION;
  type.tp_getattro = FacadeGetAttr;
  type.tp_setattro = FacadeSetAttr;
  type.tp_repr = FacadeRepr;
  type.tp_methods = kFacadeMethods;
  return type;
}();

// All façades with all their names, made once; what a run imports is cut from them by its policy.
std::map<std::string, PyObject*, std::less<>>& Complete() {
  static auto& map = *new std::map<std::string, PyObject*, std::less<>>();
  return map;
}
std::map<std::string, PyObject*, std::less<>>& Imported() {
  static auto& map = *new std::map<std::string, PyObject*, std::less<>>();
  return map;
}

PyObject* NewFacade(std::string_view name) {
  FacadeObject* facade = PyObject_New(FacadeObject, &facade_type);
  if (facade == nullptr) return nullptr;
  facade->name = PyUnicode_FromStringAndSize(name.data(), static_cast<Py_ssize_t>(name.size()));
  facade->values = PyDict_New();
  if (facade->name == nullptr || facade->values == nullptr) return nullptr;  // the process ends
  return reinterpret_cast<PyObject*>(facade);
}

bool Expose(PyObject* facade, std::string_view name, PyObject* value) {
  Ref key =
      Ref::Steal(PyUnicode_FromStringAndSize(name.data(), static_cast<Py_ssize_t>(name.size())));
  if (!key || value == nullptr) return false;
  PyObject* interned = key.Release();
  PyUnicode_InternInPlace(&interned);
  key = Ref::Steal(interned);
  return PyDict_SetItem(AsFacade(facade)->values, key.get(), value) == 0;
}

// Calls `use` with each word of a row's names.
template <class Use>
bool EachName(std::string_view names, Use use) {
  while (!names.empty()) {
    const size_t end = std::min(names.find(' '), names.size());
    if (end > 0 && !use(names.substr(0, end))) return false;
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return true;
}

Ref ImportReal(std::string_view module) {
  const std::string name(module);
  Ref top = Ref::Steal(PyImport_ImportModule(name.c_str()));
  return top;
}

// Containers and namespaces of a library could be written to: the submission gets its own. Takes
// `value` over.
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

bool FillFacade(const FacadeRow& row) {
  Ref module = ImportReal(row.module);
  PyObject* facade = module ? NewFacade(row.module) : nullptr;
  if (facade == nullptr) return false;
  const bool filled = EachName(row.names, [&](std::string_view name) {
    Ref value = Ref::Steal(PyObject_GetAttrString(module.get(), std::string(name).c_str()));
    // A module among the values would hand out its imports: the table may not list one.
    if (!value || PyModule_Check(value.get())) {
      if (value)
        PyErr_Format(PyExc_SystemError, "facades.def exposes a module in %s",
                     std::string(row.module).c_str());
      return false;
    }
    Ref own = Ref::Steal(CopyOfState(FilterValue(value.Release())));
    return Expose(facade, name, own.get());
  });
  Complete()[std::string(row.module)] = facade;
  return filled;
}

// Is all of `module` allowed, by its own name, by `package.*` or by `*`?
bool IsAllowed(std::string_view module) {
  if (module == "__future__") return true;
  for (const std::string& pattern : run.imports) {
    if (pattern == module || pattern == "*") return true;
    if (!pattern.ends_with(".*")) continue;
    const std::string_view package = std::string_view(pattern).substr(0, pattern.size() - 2);
    if (module == package || (module.starts_with(package) && module[package.size()] == '.'))
      return true;
  }
  return false;
}

// Names of `module` that patterns such as "datetime.datetime" allow one by one.
bool IsNameAllowed(std::string_view module, std::string_view name) {
  for (const std::string& pattern : run.imports) {
    if (pattern.size() == module.size() + 1 + name.size() && pattern.starts_with(module) &&
        pattern[module.size()] == '.' && pattern.ends_with(name)) {
      return true;
    }
  }
  return false;
}

// The façade of this run for `module`: all names, the allowed ones, or only its allowed submodules.
// Borrowed; null without an error: nothing of it is allowed.
PyObject* FacadeForRun(const std::string& module) {
  const auto known = Imported().find(module);
  if (known != Imported().end()) return known->second;
  PyObject* facade = NewFacade(module);
  if (facade == nullptr) return nullptr;
  bool any = false;
  const auto complete = Complete().find(module);
  if (complete != Complete().end()) {
    const bool whole = IsAllowed(module);
    PyObject *key = nullptr, *value = nullptr;
    for (Py_ssize_t at = 0; PyDict_Next(AsFacade(complete->second)->values, &at, &key, &value);) {
      if (!whole && !IsNameAllowed(module, Utf8(key))) continue;
      any = true;
      if (PyDict_SetItem(AsFacade(facade)->values, key, value) < 0) return nullptr;
    }
  }
  for (const FacadeRow& row : kFacades) {
    const std::string_view sub = row.module;
    if (sub.size() <= module.size() || !sub.starts_with(module) || sub[module.size()] != '.')
      continue;
    PyObject* inner = FacadeForRun(std::string(sub));
    if (inner == nullptr && PyErr_Occurred()) return nullptr;
    if (inner == nullptr) continue;
    any = true;
    if (!Expose(facade, sub.substr(module.size() + 1), inner)) return nullptr;
  }
  if (!any) {
    Py_DECREF(facade);
    return nullptr;
  }
  Ref names = Ref::Steal(PyDict_Keys(AsFacade(facade)->values));
  Ref all = names ? Ref::Steal(PyList_AsTuple(names.get())) : Ref();
  if (!all || !Expose(facade, "__all__", all.get())) return nullptr;
  Imported()[module] = facade;
  return facade;
}

std::string AllowedList() {
  std::string list;
  for (const std::string& pattern : run.imports) list += (list.empty() ? "" : ", ") + pattern;
  return list.empty() ? "nothing" : list;
}

bool CheckFromList(PyObject* facade, PyObject* names) {
  if (!PyTuple_CheckExact(names)) return true;
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(names); ++i) {
    PyObject* name = PyTuple_GET_ITEM(names, i);
    if (!PyUnicode_CheckExact(name) || IsText(name, "*")) continue;
    if (PyDict_Contains(AsFacade(facade)->values, name) == 1) continue;
    const std::string module = Utf8(AsFacade(facade)->name);
    const std::string_view reason = WhyHidden(module, Utf8(name));
    PyErr_Format(PyExc_ImportError, "cannot import name '%U' from '%s'%s%s", name, module.c_str(),
                 reason.empty() ? "" : ": ", std::string(reason).c_str());
    return false;
  }
  return true;
}

}  // namespace

bool StartFacades() {
  if (PyType_Ready(&facade_type) < 0) return false;
  AllowPlainReads(&facade_type);  // what it holds was filtered when it was filled
  for (const FacadeRow& row : kFacades) {
    if (!FillFacade(row)) return false;
  }
  for (const char* name : kLateImports) {
    Ref module = Ref::Steal(PyImport_ImportModule(name));
    if (!module) return false;
  }
  Ref replacements = Ref::Steal(RunPrelude());
  if (!replacements) return false;
  for (const WrappedRow& row : kWrapped) {
    PyObject* value =
        PyDict_GetItemString(replacements.get(), std::string(row.replacement).c_str());
    if (value == nullptr) {
      PyErr_Format(PyExc_SystemError, "the prelude has no %s",
                   std::string(row.replacement).c_str());
      return false;
    }
    if (!Expose(Complete().find(row.module)->second, row.name, value)) return false;
  }
  for (const WritableRow& row : kWritable) {
    PyObject* type = FacadeValue(row.module, row.name);
    if (type == nullptr || !PyType_Check(type)) {
      PyErr_Format(PyExc_SystemError, "%s.%s is no class", row.module, row.name);
      return false;
    }
    AllowWritesTo(reinterpret_cast<PyTypeObject*>(type));
  }
  return true;
}

PyObject* FacadeValue(std::string_view module, std::string_view name) {
  const auto facade = Complete().find(module);
  if (facade == Complete().end()) return nullptr;
  return PyDict_GetItemString(AsFacade(facade->second)->values, std::string(name).c_str());
}

// IMPORT_NAME calls this with (name, globals, locals, fromlist, level); fromlist is None or a
// tuple.
PyObject* ImportFacade(PyObject*, PyObject* const* args, Py_ssize_t count, PyObject* keywords) {
  if (count < 1 || keywords != nullptr || !PyUnicode_CheckExact(args[0])) {
    PyErr_SetString(PyExc_TypeError, "__import__() is for import statements only");
    return nullptr;
  }
  if (count > 4 && PyLong_Check(args[4]) && Py_SIZE(args[4]) != 0) {
    PyErr_SetString(PyExc_ImportError,
                    "relative imports are not possible: a submission is one file");
    return nullptr;
  }
  // C code of a library imports through the `__import__` of the running frame, with a list; what it
  // gets comes from sys.modules and this result is dropped (Python/import.c, PyImport_Import).
  if (count > 3 && PyList_CheckExact(args[3])) {
    Ref loaded = Ref::Steal(PyImport_GetModule(args[0]));
    if (!loaded && !PyErr_Occurred()) {
      loaded = Ref::Steal(PyImport_ImportModuleLevelObject(args[0], nullptr, nullptr, args[3], 0));
    }
    if (!loaded) return nullptr;
    Py_RETURN_NONE;
  }
  const std::string name = Utf8(args[0]);
  PyObject* facade = FacadeForRun(name);
  if (facade == nullptr) {
    if (PyErr_Occurred()) return nullptr;
    return PyErr_Format(PyExc_ImportError, "import of '%U' is not allowed here; allowed: %s",
                        args[0], AllowedList().c_str());
  }
  PyObject* names = count > 3 ? args[3] : Py_None;
  const bool from = names != Py_None && PyTuple_CheckExact(names) && PyTuple_GET_SIZE(names) > 0;
  if (from && !CheckFromList(facade, names)) return nullptr;
  if (!from && name.find('.') != name.npos) facade = FacadeForRun(name.substr(0, name.find('.')));
  Py_XINCREF(facade);
  return facade;
}

}  // namespace stockade::executor::worker
