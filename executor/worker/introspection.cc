#include "executor/worker/introspection.h"

#include <iterator>
#include <string>

#include "executor/worker/facade_table.h"
#include "executor/worker/run.h"

namespace stockade::executor::worker {
namespace {

struct GatedRow {
  PyTypeObject* type;
  std::string_view names;
};
const GatedRow kGated[] = {
#define STOCKADE_GATED(Type, names) {&Type, names},
#include "executor/worker/introspection.def"
};
PyTypeObject* const kSealed[] = {
#define STOCKADE_SEALED(Type) &Type,
#include "executor/worker/introspection.def"
};
constexpr FunctionRow kReaders[] = {
#define STOCKADE_READER(module, function) {module, function},
#include "executor/worker/introspection.def"
};

// "sys.stdlib_module_names", borrowed; null before 3.10.
PyObject* library_modules = nullptr;

// Modules of the host are the host's to read; the library, the prelude and what is compiled for the
// submission have to be listed.
bool IsOfHost(PyObject* globals) {
  if (library_modules == nullptr) return false;
  PyObject* name = PyDict_GetItemString(globals, "__name__");
  const std::string module = name == nullptr ? "" : Utf8(name);
  if (module.empty() || module == "stockade" || module == "__main__") return false;
  Ref top = Ref::Steal(PyUnicode_FromString(module.substr(0, module.find('.')).c_str()));
  const int known = top ? PySet_Contains(library_modules, top.get()) : -1;
  PyErr_Clear();
  return known == 0;
}

bool MayRead() {
  if (run.globals == nullptr) return true;
  Ref frame = Ref::Steal(reinterpret_cast<PyObject*>(PyThreadState_GetFrame(PyThreadState_Get())));
  // The worker itself; without memory for the frame's object there is none either.
  if (!frame) return PyEval_GetGlobals() == nullptr;
  if (IsFunctionOf(frame.get(), kReaders, std::size(kReaders))) return true;
  PyObject* globals = PyEval_GetGlobals();
  return globals != nullptr && globals != run.globals && IsOfHost(globals);
}

struct Gate {
  std::string name;
  Ref original;  // CPython's descriptor
  PyGetSetDef definition = {};
};

bool Passes(const Gate& gate) {
  if (MayRead()) return true;
  PyErr_Format(PyExc_AttributeError,
               "attribute '%s' is not available to submissions: it leads to the interpreter's own "
               "objects",
               gate.name.c_str());
  return false;
}

PyObject* ReadGated(PyObject* self, void* closure) {
  const Gate& gate = *static_cast<Gate*>(closure);
  if (!Passes(gate)) return nullptr;
  return Py_TYPE(gate.original.get())
      ->tp_descr_get(gate.original.get(), self, reinterpret_cast<PyObject*>(Py_TYPE(self)));
}
int WriteGated(PyObject* self, PyObject* value, void* closure) {
  const Gate& gate = *static_cast<Gate*>(closure);
  if (!Passes(gate)) return -1;
  const descrsetfunc set = Py_TYPE(gate.original.get())->tp_descr_set;
  if (set != nullptr) return set(gate.original.get(), self, value);
  PyErr_SetString(PyExc_AttributeError, "readonly attribute");
  return -1;
}

bool PutGate(PyTypeObject* type, std::string_view name) {
  PyObject* attributes = DictOf(type);
  PyObject* original = PyDict_GetItemString(attributes, std::string(name).c_str());
  if (original == nullptr) return true;  // of another CPython
  if (Py_TYPE(original)->tp_descr_get == nullptr) {
    PyErr_Format(PyExc_SystemError, "%s.%s is no descriptor", type->tp_name,
                 std::string(name).c_str());
    return false;
  }
  auto* gate = new Gate{std::string(name), Ref::Borrow(original)};  // for the life of the process
  gate->definition = {gate->name.c_str(), ReadGated, WriteGated, nullptr, gate};
  Ref made = Ref::Steal(PyDescr_NewGetSet(type, &gate->definition));
  if (!made || PyDict_SetItemString(attributes, gate->name.c_str(), made.get()) < 0) return false;
  PyType_Modified(type);
  return true;
}

newfunc plain_new[std::size(kSealed)];
PyObject* NewSealed(PyTypeObject* type, PyObject* args, PyObject* keywords) {
  for (size_t i = 0; i < std::size(kSealed); ++i) {
    if (PyType_IsSubtype(type, kSealed[i]) == 0) continue;
    if (run.globals == nullptr) return plain_new[i](type, args, keywords);
  }
  return PyErr_Format(PyExc_TypeError, "class %s cannot be called here", type->tp_name);
}

}  // namespace

bool StartIntrospection() {
  library_modules = PySys_GetObject("stdlib_module_names");
  for (const GatedRow& row : kGated) {
    if (!EachWord(row.names, [&row](std::string_view name) { return PutGate(row.type, name); }))
      return false;
  }
  for (size_t i = 0; i < std::size(kSealed); ++i) {
    plain_new[i] = kSealed[i]->tp_new;
    kSealed[i]->tp_new = NewSealed;
    PyType_Modified(kSealed[i]);
  }
  // A changed copy of code is as good as code that was made.
  for (const char* name : {"replace", "__replace__"}) {
    if (PyDict_GetItemString(DictOf(&PyCode_Type), name) == nullptr) continue;
    if (PyDict_DelItemString(DictOf(&PyCode_Type), name) < 0) return false;
  }
  PyType_Modified(&PyCode_Type);
  return true;
}

bool IsFunctionOf(PyObject* frame, const FunctionRow* rows, size_t count) {
  auto* object = reinterpret_cast<PyFrameObject*>(frame);
#if PY_VERSION_HEX >= 0x030B0000
  Ref globals = Ref::Steal(PyFrame_GetGlobals(object));
#else
  Ref globals = Ref::Borrow(object->f_globals);
#endif
  if (!globals || globals.get() == run.globals) return false;
  PyObject* module = PyDict_GetItemString(globals.get(), "__name__");
  if (module == nullptr || !PyUnicode_CheckExact(module)) return false;
  Ref code = Ref::Steal(reinterpret_cast<PyObject*>(PyFrame_GetCode(object)));
  PyObject* name = reinterpret_cast<PyCodeObject*>(code.get())->co_name;
  for (size_t i = 0; i < count; ++i) {
    if (IsText(module, rows[i].module) && (rows[i].name == "*" || IsText(name, rows[i].name)))
      return true;
  }
  return false;
}

PyObject* MakeFunction(PyObject* code, PyObject* globals) {
  if (PyCode_Check(code) && PyDict_Check(globals)) return PyFunction_New(code, globals);
  PyErr_SetString(PyExc_TypeError, "a function is made of code and a dict");
  return nullptr;
}

}  // namespace stockade::executor::worker
