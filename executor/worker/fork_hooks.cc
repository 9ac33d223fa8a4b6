#include "executor/worker/fork_hooks.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

#include "executor/worker/cpython.h"

namespace stockade::executor::worker {
namespace {

// Modules whose hooks a worker does without.
struct HookRow {
  std::string_view module;
  const char* reason;
};
constexpr HookRow kNotNeeded[] = {
    {"random", "AfterForkHooks() seeds the generator"},
    {"threading", "makes locks anew and forgets other threads: none is held, there are none"},
    {"logging", "takes its lock for the fork and makes handlers' locks anew: none is held"},
    {"concurrent.futures.thread", "takes its lock for the fork: no pool has been made"},
    {"asyncio.events", "forgets the running loop: none runs"},
};

PyObject* real_register = nullptr;  // os.register_at_fork
PyObject* seed = nullptr;           // the method of _random.Random, below the one of random.Random
PyObject* generator = nullptr;      // the instance whose methods are functions of `random`

// Stands in for os.register_at_fork while the library is imported.
PyObject* RegisterAtFork(PyObject*, PyObject* args, PyObject* kwargs) {
  PyObject* globals = PyEval_GetGlobals();
  PyObject* name = globals != nullptr ? PyDict_GetItemString(globals, "__name__") : nullptr;
  const std::string module = Utf8(name);
  const bool needed = std::none_of(std::begin(kNotNeeded), std::end(kNotNeeded),
                                   [&](const HookRow& row) { return row.module == module; });
  if (needed) return PyObject_Call(real_register, args, kwargs);
  Py_RETURN_NONE;
}

PyMethodDef register_method = {
    "register_at_fork", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(RegisterAtFork)),
    METH_VARARGS | METH_KEYWORDS, nullptr};

bool SetRegister(PyObject* function) {
  for (const char* name : {"os", "posix"}) {
    Ref module = Ref::Steal(PyImport_ImportModule(name));
    if (!module || PyObject_SetAttrString(module.get(), "register_at_fork", function) < 0) {
      return false;
    }
  }
  return true;
}

// `random` itself is imported where a policy allows it.
bool FindGenerator() {
  Ref name = Ref::Steal(PyUnicode_FromString("random"));
  Ref module = name ? Ref::Steal(PyImport_GetModule(name.get())) : Ref();
  if (!module) return PyErr_Occurred() == nullptr;
  Ref base = Ref::Steal(PyImport_ImportModule("_random"));
  Ref type = base ? Ref::Steal(PyObject_GetAttrString(base.get(), "Random")) : Ref();
  if (!type) return false;
  seed = PyObject_GetAttrString(type.get(), "seed");
  generator = seed != nullptr ? PyObject_GetAttrString(module.get(), "_inst") : nullptr;
  return generator != nullptr;
}

}  // namespace

bool BeginForkHooks() {
  Ref os = Ref::Steal(PyImport_ImportModule("os"));
  if (!os) return false;
  real_register = PyObject_GetAttrString(os.get(), "register_at_fork");
  Ref stand_in = Ref::Steal(PyCFunction_New(&register_method, nullptr));
  return real_register != nullptr && stand_in && SetRegister(stand_in.get());
}

bool EndForkHooks() { return SetRegister(real_register) && FindGenerator(); }

void AfterForkHooks() {
  if (generator == nullptr) return;
  Ref seeded = Ref::Steal(PyObject_CallFunctionObjArgs(seed, generator, nullptr));
  // A prepared module may have drawn one half of a pair.
  if (!seeded || PyObject_SetAttrString(generator, "gauss_next", Py_None) < 0) {
    Py_FatalError("the random generator cannot be seeded");
  }
}

}  // namespace stockade::executor::worker
