#include "executor/worker/facades.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>

#include "executor/worker/attributes.h"
#include "executor/worker/facade_table.h"
#include "executor/worker/facade_values.h"
#include "executor/worker/prelude.h"
#include "executor/worker/run.h"
#include "executor/worker/streams.h"

namespace stockade::executor::worker {
namespace {

// Modules that allowed functions import when they are first called, and codecs that text methods
// look up: a confined worker cannot open their files.
constexpr const char* kLateImports[] = {
    "_strptime",           "encodings.ascii",          "encodings.latin_1",
    "encodings.utf_8",     "encodings.utf_7",          "encodings.iso8859_1",
    "encodings.iso8859_2", "encodings.iso8859_5",      "encodings.iso8859_7",
    "encodings.iso8859_9", "encodings.iso8859_15",     "encodings.cp850",
    "encodings.cp1250",    "encodings.cp1251",         "encodings.cp1254",
    "encodings.koi8_r",    "encodings.cp1252",         "encodings.cp437",
    "encodings.utf_16",    "encodings.utf_16_le",      "encodings.utf_16_be",
    "encodings.utf_32",    "encodings.utf_32_le",      "encodings.utf_32_be",
    "encodings.utf_8_sig", "encodings.hex_codec",      "encodings.rot_13",
    "encodings.idna",      "encodings.unicode_escape", "encodings.raw_unicode_escape",
};

struct FacadeObject {
  PyObject_HEAD PyObject* name;
  PyObject* values;  // dict
};
FacadeObject* AsFacade(PyObject* object) { return reinterpret_cast<FacadeObject*>(object); }

// Of the host; kept for the life of the process.
std::vector<HostModule>& HostModules() {
  static auto& modules = *new std::vector<HostModule>();
  return modules;
}

// "": there is no such name.
std::string WhyLeftOut(std::string_view module, std::string_view name) {
  for (const HostModule& host : HostModules()) {
    if (host.name != module) continue;
    for (const auto& [hidden, why] : host.hidden) {
      if (hidden == name) return why;
    }
  }
  return std::string(WhyHidden(module, name));
}

PyObject* FacadeGetAttr(PyObject* self, PyObject* name) {
  PyObject* value = PyDict_GetItemWithError(AsFacade(self)->values, name);
  if (value != nullptr) {
    // contextlib.redirect_stdout moves the real one.
    if (IsStream(value)) {
      const char* text = PyUnicode_AsUTF8(name);
      value = text == nullptr ? nullptr : PySys_GetObject(text);
      if (value == nullptr) return PyErr_NoMemory();
    }
    Py_INCREF(value);
    return value;
  }
  if (PyErr_Occurred()) return nullptr;
  // isinstance asks for it where a class answers by itself (abc).
  if (IsText(name, "__class__")) {
    Py_INCREF(Py_TYPE(self));
    return reinterpret_cast<PyObject*>(Py_TYPE(self));
  }
  const std::string reason = WhyLeftOut(Utf8(AsFacade(self)->name), Utf8(name));
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

Ref Text(std::string_view text) {
  return Ref::Steal(PyUnicode_FromStringAndSize(text.data(), static_cast<Py_ssize_t>(text.size())));
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

// Packages outside the standard library are looked for where the system has them, for this one
// import.
Ref ImportReal(std::string_view module) {
  const std::string name(module);
  if (DemandOf(module) != Demand::kByName) return Ref::Steal(PyImport_ImportModule(name.c_str()));
  setenv("OPENBLAS_NUM_THREADS", "1", 1);  // its threads would not live through a fork
  PyObject* path = PySys_GetObject("path");
  if (path == nullptr || !PyList_Check(path)) return Ref();
  const Py_ssize_t length = PyList_GET_SIZE(path);
  Ref prefix = Ref::Borrow(PySys_GetObject("prefix"));
  const std::string base = Utf8(prefix.get()) + "/lib/python3";
  for (const std::string& folder :
       {base + "/dist-packages",
        base + "." + std::to_string(PY_MINOR_VERSION) + "/site-packages"}) {
    Ref text = Ref::Steal(PyUnicode_FromString(folder.c_str()));
    if (!text || PyList_Append(path, text.get()) < 0) return Ref();
  }
  Ref found = Ref::Steal(PyImport_ImportModule(name.c_str()));
  if (PyList_SetSlice(path, length, PyList_GET_SIZE(path), nullptr) < 0) return Ref();
  return found;
}

bool ExposeValue(PyObject* facade, PyObject* module, std::string_view module_name,
                 std::string_view name) {
  PyObject* value = PyObject_GetAttrString(module, std::string(name).c_str());
  Ref own = Ref::Steal(CopyOfState(FilterValue(value)));
  if (!own) return false;
  if (DemandOf(module_name) != Demand::kByName && !CheckFacadeValue(module_name, name, own.get()))
    return false;
  return Expose(facade, name, own.get());
}

// What a module lists in __all__, without its modules and what the table names otherwise.
bool ExposeAll(PyObject* facade, PyObject* module, std::string_view module_name) {
  Ref all = Ref::Steal(PyObject_GetAttrString(module, "__all__"));
  Ref names = all ? Ref::Steal(PySequence_Tuple(all.get())) : Ref();
  if (!names) return false;
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(names.get()); ++i) {
    const std::string name = Utf8(PyTuple_GET_ITEM(names.get(), i));
    if (name.starts_with('_') || !WhyHidden(module_name, name).empty()) continue;
    Ref value = Ref::Steal(PyObject_GetAttrString(module, name.c_str()));
    if (!value) return false;
    if (PyModule_Check(value.get())) continue;
    if (!ExposeValue(facade, module, module_name, name)) return false;
  }
  return true;
}

// Makes the façade of one row's module with all that it may ever show but the wrapped names.
bool FillFacade(std::string_view name) {
  Ref module = ImportReal(name);
  if (!module && DemandOf(name) != Demand::kAlways &&
      PyErr_ExceptionMatches(PyExc_ModuleNotFoundError) != 0) {
    PyErr_Clear();  // a package that is not installed, a module of a later CPython
    return true;
  }
  PyObject* facade = module ? NewFacade(name) : nullptr;
  if (facade == nullptr) return false;
  const bool filled = EachListedName(name, PY_MINOR_VERSION, [&](std::string_view listed) {
    return ExposeValue(facade, module.get(), name, listed);
  });
  Complete()[std::string(name)] = facade;
  return filled && (!ShowsAll(name) || ExposeAll(facade, module.get(), name));
}

// Takes methods out of library classes: nothing in this process has a use for them.
bool ShutMethods(const ShutRow& row) {
  Ref module = Ref::Steal(PyImport_GetModule(Text(row.module).get()));
  if (!module) return !PyErr_Occurred();
  Ref type = Ref::Steal(PyObject_GetAttr(module.get(), Text(row.type).get()));
  if (!type) return false;
  if (!PyType_Check(type.get())) {
    PyErr_Format(PyExc_SystemError, "%s is no class", std::string(row.type).c_str());
    return false;
  }
  auto* shut = reinterpret_cast<PyTypeObject*>(type.get());
  const bool done = EachWord(row.names, [shut](std::string_view name) {
    if (name == "__iter__") shut->tp_iter = nullptr;
    return PyDict_DelItem(DictOf(shut), Text(name).get()) == 0;
  });
  PyType_Modified(shut);
  return done;
}

// Puts guarded functions into the globals of library modules, where they hide the builtins.
bool ShadowBuiltins(const NamesRow& row, PyObject* replacements) {
  Ref module = Ref::Steal(PyImport_GetModule(Text(row.module).get()));
  if (!module) return !PyErr_Occurred();
  return EachWord(row.names, [&](std::string_view name) {
    const std::string shadow = "shadow_" + std::string(name);
    PyObject* function = PyDict_GetItemString(replacements, shadow.c_str());
    if (function == nullptr) {
      PyErr_Format(PyExc_SystemError, "the prelude has no %s", shadow.c_str());
      return false;
    }
    return PyDict_SetItem(PyModule_GetDict(module.get()), Text(name).get(), function) == 0;
  });
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
  for (const std::string_view sub : FacadeModules()) {
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
    const std::string reason = WhyLeftOut(module, Utf8(name));
    PyErr_Format(PyExc_ImportError, "cannot import name '%U' from '%s'%s%s", name, module.c_str(),
                 reason.empty() ? "" : ": ", reason.c_str());
    return false;
  }
  return true;
}

// Puts what CPython says about the error that is set behind `where`; false.
bool FailAt(const std::string& where) {
  PyObject *type = nullptr, *value = nullptr, *traceback = nullptr;
  PyErr_Fetch(&type, &value, &traceback);
  PyErr_NormalizeException(&type, &value, &traceback);
  Ref text = Ref::Steal(value == nullptr ? nullptr : PyObject_Str(value));
  PyErr_Clear();
  const std::string kind =
      type == nullptr ? "" : TypeName(reinterpret_cast<PyTypeObject*>(type)) + ": ";
  PyErr_Format(PyExc_ImportError, "%s: %s%s", where.c_str(), kind.c_str(),
               Utf8(text.get()).c_str());
  Py_XDECREF(type);
  Py_XDECREF(value);
  Py_XDECREF(traceback);
  return false;
}

bool ExposeHostValue(PyObject* facade, const HostModule& host, const std::string& name,
                     PyObject* value) {
  const std::string where = "the host's module '" + host.name + "' cannot show '" + name + "'";
  if (value == nullptr) return FailAt(where);
  Ref own = Ref::Steal(CopyOfState(FilterValue(value)));
  if (!own) return FailAt(where);
  if (!CheckFacadeValue(host.name, name, own.get())) {
    PyErr_Clear();
    PyErr_Format(PyExc_ImportError,
                 "%s, an object of %s: only functions, classes and plain data are shown",
                 where.c_str(), TypeName(Py_TYPE(own.get())).c_str());
    return false;
  }
  return Expose(facade, name, own.get());
}

// "module.name" in its parts.
std::pair<std::string, std::string> SplitPlace(const std::string& place) {
  const size_t dot = std::min(place.rfind('.'), place.size() - 1);
  return {place.substr(0, dot), place.substr(dot + 1)};
}

// A new reference.
PyObject* ValueAt(const std::string& place) {
  const auto [module_name, name] = SplitPlace(place);
  Ref module = Ref::Steal(PyImport_ImportModule(module_name.c_str()));
  return module ? PyObject_GetAttrString(module.get(), name.c_str()) : nullptr;
}

bool FillHostModule(const HostModule& host) {
  if (Complete().contains(host.name)) {
    PyErr_Format(PyExc_ImportError, "the host's module '%s' has the name of another one",
                 host.name.c_str());
    return false;
  }
  Ref module = Ref::Steal(PyImport_ImportModule(host.name.c_str()));
  PyObject* facade = module ? NewFacade(host.name) : nullptr;
  if (facade == nullptr) return false;
  for (const std::string& name : host.names) {
    if (!ExposeHostValue(facade, host, name, PyObject_GetAttrString(module.get(), name.c_str())))
      return false;
  }
  for (const auto& [name, place] : host.wrapped) {
    if (!ExposeHostValue(facade, host, name, ValueAt(place))) return false;
  }
  for (const std::string& name : host.writable) {
    PyObject* type = PyDict_GetItemString(AsFacade(facade)->values, name.c_str());
    if (type == nullptr || !PyType_Check(type)) {
      PyErr_Format(PyExc_ImportError, "the host's module '%s' has no class '%s' to be written to",
                   host.name.c_str(), name.c_str());
      return false;
    }
    AllowWritesTo(reinterpret_cast<PyTypeObject*>(type));
  }
  Complete()[host.name] = facade;
  return true;
}

// The module and those that its stand-ins come from; its folder is on the path for this alone.
bool ImportHostModule(const HostModule& host) {
  Ref name = Ref::Steal(PyUnicode_FromString(host.name.c_str()));
  Ref known = name ? Ref::Steal(PyImport_GetModule(name.get())) : Ref();
  if (known) {
    PyErr_Format(PyExc_ImportError, "the host's module '%s' has the name of another one",
                 host.name.c_str());
    return false;
  }
  PyObject* path = PySys_GetObject("path");
  Ref folder = Ref::Steal(PyUnicode_DecodeFSDefault(host.folder.c_str()));
  if (path == nullptr || !PyList_Check(path) || !folder ||
      PyList_Insert(path, 0, folder.get()) < 0) {
    return false;
  }
  std::vector<std::string> wanted = {host.name};
  for (const auto& [shown, place] : host.wrapped) wanted.push_back(SplitPlace(place).first);
  for (const std::string& module : wanted) {
    Ref imported = Ref::Steal(PyImport_ImportModule(module.c_str()));
    if (!imported) {
      return FailAt("the host's module '" + module + "' cannot be imported");  // the process ends
    }
  }
  return PyList_SetSlice(path, 0, 1, nullptr) == 0;
}

}  // namespace

bool StartFacades(const std::vector<std::string>& imports, const std::vector<HostModule>& host) {
  if (PyType_Ready(&facade_type) < 0) return false;
  // Before the prelude takes files away.
  if (!std::all_of(host.begin(), host.end(), ImportHostModule)) return false;
  // The ssl library of asyncio's sockets, which nobody gets: megabytes for nothing.
  Ref none = Ref::Borrow(Py_None);
  PyObject* modules = PyImport_GetModuleDict();
  const bool had_ssl = PyDict_GetItemString(modules, "ssl") != nullptr;
  if (!had_ssl && PyDict_SetItemString(modules, "ssl", none.get()) < 0) return false;
  for (const std::string_view module : FacadeModules()) {
    if (DemandOf(module) != Demand::kAlways && !IsDemanded(module, imports)) continue;
    if (!FillFacade(module)) return false;
  }
  for (const char* name : kLateImports) {
    Ref module = Ref::Steal(PyImport_ImportModule(name));
    if (!module) return false;
  }
  std::vector<std::string_view> shown;
  for (const auto& [name, facade] : Complete()) shown.push_back(name);
  Ref replacements = Ref::Steal(RunPrelude(shown));
  if (!replacements) return false;
  for (const WrappedRow& row : WrappedRows()) {
    const auto facade = Complete().find(row.module);
    if (facade == Complete().end()) continue;
    PyObject* value =
        PyDict_GetItemString(replacements.get(), std::string(row.replacement).c_str());
    if (value == nullptr) {
      PyErr_Format(PyExc_SystemError, "the prelude has no %s",
                   std::string(row.replacement).c_str());
      return false;
    }
    if (!Expose(facade->second, row.name, value)) return false;
  }
  for (const NamesRow& row : WritableRows()) {
    if (!Complete().contains(row.module)) continue;
    const bool known = EachWord(row.names, [&row](std::string_view name) {
      PyObject* type = FacadeValue(row.module, name);
      if (type == nullptr || !PyType_Check(type)) return false;
      AllowWritesTo(reinterpret_cast<PyTypeObject*>(type));
      return true;
    });
    if (!known) {
      PyErr_Format(PyExc_SystemError, "a row of writable classes names what is no class of %s",
                   std::string(row.module).c_str());
      return false;
    }
  }
  for (const ShutRow& row : ShutRows()) {
    if (!ShutMethods(row)) return false;
  }
  for (const NamesRow& row : ShadowRows()) {
    if (!ShadowBuiltins(row, replacements.get())) return false;
  }
  HostModules() = host;
  return std::all_of(host.begin(), host.end(), FillHostModule);
}

bool IsFacade(PyObject* object) { return Py_TYPE(object) == &facade_type; }

PyObject* FacadeName(PyObject* facade) {
  Py_INCREF(AsFacade(facade)->name);
  return AsFacade(facade)->name;
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
  if (count > 4 && PyLong_Check(args[4]) && PyLong_AsLong(args[4]) != 0) {
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
    const std::string reason(WhyRefused(name));
    if (!reason.empty()) {
      return PyErr_Format(PyExc_ImportError, "import of '%U' is not possible here: %s", args[0],
                          reason.c_str());
    }
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
