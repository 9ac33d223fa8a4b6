// CPython with one more builtin module, `guarded`: the rewriter, the verifier and the guards of the
// worker in one process, for the differential tests. It runs a script as python3 does:
//
//   guarded_python generated.py --seed 1 --count 1000
//
// guarded.rewrite(text, level, mode)
//   level "off", "proven" or "all"; mode "exec" or "eval" -> (text, positions, bare_names);
//   positions are tuples (printed line, printed column, line, column). ValueError: refused, and
//   why.
// guarded.prepare(code, level, bare_names, globals)
//   verifies the code and puts the worker's guards into it, as a run does. ValueError: refused.
// guarded.place(code)
//   puts guards into the code without a verifier: those that decide on names, objects and values
//   let everything pass; those that only change the way (iteration, unpacking, in-place operations
//   on names, sizes, formatting, budget) are the worker's.
// guarded.builtins() -> a dict, as a submission has it.
#include "executor/worker/guards.h"

#include <string>
#include <type_traits>
#include <vector>

#include "analyzer/names.h"
#include "analyzer/source.h"
#include "analyzer/tree.h"
#include "executor/worker/attributes.h"
#include "executor/worker/budget.h"
#include "executor/worker/convert.h"
#include "executor/worker/formatting.h"
#include "executor/worker/guarded.h"
#include "executor/worker/iteration.h"
#include "executor/worker/run.h"
#include "executor/worker/streams.h"
#include "rewriter/rewriter.h"

namespace stockade::executor::worker {
namespace {

using Arguments = PyObject* const*;

bool LevelNamed(const char* name, rewriter::Level* level) {
  static constexpr std::pair<std::string_view, rewriter::Level> kLevels[] = {
      {"off", rewriter::Level::kOff},
      {"proven", rewriter::Level::kProven},
      {"all", rewriter::Level::kAll},
  };
  for (const auto& [text, value] : kLevels) {
    if (name != text) continue;
    *level = value;
    return true;
  }
  PyErr_Format(PyExc_TypeError, "no level '%s'", name);
  return false;
}

PyObject* RewriteText(PyObject*, PyObject* args) {
  const char *text = nullptr, *level_name = nullptr, *mode = nullptr;
  Py_ssize_t size = 0;
  if (!PyArg_ParseTuple(args, "s#ss", &text, &size, &level_name, &mode)) return nullptr;
  rewriter::RewriteOptions options;
  options.spelling = rewriter::Spelling::kConstants;
  options.expression = std::string_view(mode) == "eval";
  if (!LevelNamed(level_name, &options.level)) return nullptr;
  analyzer::IntakeLimits limits;
  limits.max_bytes = size_t{64} << 20;
  limits.max_line_bytes = 4 << 20;
  const auto source = analyzer::Source::FromBytes(
      "program.py", std::string_view(text, static_cast<size_t>(size)), limits);
  analyzer::ParseOptions parse;
  parse.expression = options.expression;
  const auto tree = analyzer::Tree::Parse(source, parse);
  if (!source.ok() || tree.root() == nullptr || !tree.diagnostics().empty()) {
    const auto& list = source.ok() ? tree.diagnostics() : source.diagnostics();
    return PyErr_Format(PyExc_ValueError, "%s (line %u)",
                        list.empty() ? "no tree" : list[0].message.c_str(),
                        list.empty() ? 0 : list[0].span.start.line);
  }
  const auto printed = rewriter::Rewrite(tree, analyzer::Names::Build(tree), options);
  if (!printed) return PyErr_Format(PyExc_ValueError, "%s", printed.error().message.c_str());
  Ref positions = Ref::Steal(PyList_New(0)), names = Ref::Steal(PyList_New(0));
  if (!positions || !names) return nullptr;
  for (const rewriter::Position& p : printed->positions) {
    Ref one =
        Ref::Steal(Py_BuildValue("(IIII)", p.printed_line, p.printed_column, p.line, p.column));
    if (!one || PyList_Append(positions.get(), one.get()) < 0) return nullptr;
  }
  for (const std::string& name : printed->bare_names) {
    Ref one = Ref::Steal(PyUnicode_FromString(name.c_str()));
    if (!one || PyList_Append(names.get(), one.get()) < 0) return nullptr;
  }
  return Py_BuildValue("s#OO", printed->text.data(), static_cast<Py_ssize_t>(printed->text.size()),
                       positions.get(), names.get());
}

const std::vector<std::string>& Imports() {
  static const auto& imports = *new std::vector<std::string>{
      "__future__", "collections", "collections.abc", "contextlib", "functools",
      "itertools",  "math",        "operator"};
  return imports;
}

// Starts everything, for the imports that a policy may ask for where the worker wants to know.
template <class Start>
bool StartAll(Start* start) {
  if constexpr (std::is_invocable_v<Start*>) {
    return start();
  } else {
    return start(Imports(), {});
  }
}

// The façades change a few functions of the library, so place() does without them. A process uses
// one of the two.
enum Part { kGuardsOnly, kWhole };
bool StartOnce(Part part) {
  static bool started = false;
  if (started) return true;
  started = part == kWhole
                ? StartAll(StartGuarded)
                : StartAttributes() && StartFormatting() && StartIteration() && StartGuards();
  return started;
}

PyObject* Prepare(PyObject*, PyObject* args) {
  if (!StartOnce(kWhole)) return nullptr;
  PyObject *code = nullptr, *names = nullptr, *globals = nullptr;
  const char* level_name = nullptr;
  if (!PyArg_ParseTuple(args, "O!sO!O!", &PyCode_Type, &code, &level_name, &PyList_Type, &names,
                        &PyDict_Type, &globals)) {
    return nullptr;
  }
  rewriter::Level level;
  if (!LevelNamed(level_name, &level)) return nullptr;
  run.guards = level == rewriter::Level::kAll ? GuardMode::kAll : GuardMode::kProven;
  Py_XSETREF(run.globals, Py_NewRef(globals));
  Py_XSETREF(run.filename, Py_NewRef(reinterpret_cast<PyCodeObject*>(code)->co_filename));
  run.bare_names.clear();
  for (Py_ssize_t i = 0; i < PyList_GET_SIZE(names); ++i) {
    run.bare_names.insert(Utf8(PyList_GET_ITEM(names, i)));
  }
  run.dunder_methods = {"*"};
  run.imports = Imports();
  SetBudget(uint64_t{1} << 40);
  Refusal refusal;
  if (!PrepareCode(code, &refusal)) {
    return PyErr_Format(PyExc_ValueError, "line %u, %s: %s", refusal.line, refusal.function.c_str(),
                        refusal.message.c_str());
  }
  Py_RETURN_NONE;
}

PyObject* Builtins(PyObject*, PyObject*) { return StartOnce(kWhole) ? NewBuiltins() : nullptr; }

// ---- guards that let everything pass ----
PyObject* PassGetAttr(PyObject*, Arguments args, Py_ssize_t) {
  return PyObject_GetAttr(args[0], args[1]);
}
PyObject* PassGetItem(PyObject*, Arguments args, Py_ssize_t) {
  return PyObject_GetItem(args[0], args[1]);
}

// A load is a tuple (object, key, value, is it an attribute).
PyObject* PassInplaceItem(PyObject*, Arguments args, Py_ssize_t) {
  Ref value = Ref::Steal(PyObject_GetItem(args[0], args[1]));
  return value ? PyTuple_Pack(4, args[0], args[1], value.get(), Py_False) : nullptr;
}
PyObject* PassInplaceAttr(PyObject*, Arguments args, Py_ssize_t) {
  Ref value = Ref::Steal(PyObject_GetAttr(args[0], args[1]));
  return value ? PyTuple_Pack(4, args[0], args[1], value.get(), Py_True) : nullptr;
}
PyObject* PassInplaceStore(PyObject*, Arguments args, Py_ssize_t) {
  PyObject* held = args[1];
  PyObject* const parts[] = {args[0], PyTuple_GET_ITEM(held, 2), args[2]};
  Ref value = Ref::Steal(PyObject_Vectorcall(Guard(GuardId::kInplaceVar), parts, 3, nullptr));
  if (!value) return nullptr;
  PyObject *object = PyTuple_GET_ITEM(held, 0), *key = PyTuple_GET_ITEM(held, 1);
  const int failed = PyTuple_GET_ITEM(held, 3) == Py_True
                         ? PyObject_SetAttr(object, key, value.get())
                         : PyObject_SetItem(object, key, value.get());
  if (failed < 0) return nullptr;
  Py_RETURN_NONE;
}

// Guards of one argument are subscripted, and called where CPython would fold a subscript.
PyObject* PassSame(PyObject*, PyObject* argument) { return Py_NewRef(argument); }
PyObject* PassSameCalled(PyObject*, PyObject* args, PyObject*) {
  return Py_NewRef(PyTuple_GET_ITEM(args, 0));
}
PyMappingMethods same_mapping = {nullptr, PassSame, nullptr};
PyTypeObject same_type = [] {
  PyTypeObject type = {PyVarObject_HEAD_INIT(nullptr, 0)};
  type.tp_name = "guard";
  type.tp_basicsize = sizeof(PyObject);
  type.tp_flags = Py_TPFLAGS_DEFAULT;
  type.tp_as_mapping = &same_mapping;
  type.tp_call = PassSameCalled;
  return type;
}();
PyObject* SameGuard() {
  static PyObject* const guard =
      PyType_Ready(&same_type) < 0 ? nullptr : PyObject_New(PyObject, &same_type);
  return guard;
}

using FastFunction = PyObject* (*)(PyObject*, Arguments, Py_ssize_t);
struct PassRow {
  GuardId id;
  PyMethodDef method;
  PyObject* object = nullptr;
};
PassRow Pass(GuardId id, FastFunction function) {
  return {id,
          {"guard", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(function)),
           METH_FASTCALL, nullptr}};
}
PassRow pass_rows[] = {
    Pass(GuardId::kGetAttr, PassGetAttr),           Pass(GuardId::kGetItem, PassGetItem),
    Pass(GuardId::kInplaceItem, PassInplaceItem),   Pass(GuardId::kInplaceAttr, PassInplaceAttr),
    Pass(GuardId::kInplaceStore, PassInplaceStore),
};

PyObject* PassingGuard(GuardId id) {
  if (id == GuardId::kWrite || id == GuardId::kReach || id == GuardId::kOwn) return SameGuard();
  for (PassRow& row : pass_rows) {
    if (row.id != id) continue;
    if (row.object == nullptr) row.object = PyCFunction_New(&row.method, nullptr);
    return row.object;
  }
  return Guard(id);
}

PyObject* Place(PyObject*, PyObject* code) {
  if (!PyCode_Check(code)) return PyErr_Format(PyExc_TypeError, "place() takes code");
  if (!StartOnce(kGuardsOnly)) return nullptr;
  std::vector<PyObject*> open = {code};
  SetBudget(0);
  // Generators of the file under test are its own; those of other code are library objects.
  if (run.filename == nullptr) {
    run.filename = Py_NewRef(reinterpret_cast<PyCodeObject*>(code)->co_filename);
  }
  while (!open.empty()) {
    PyObject* constants = reinterpret_cast<PyCodeObject*>(open.back())->co_consts;
    open.pop_back();
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(constants); ++i) {
      PyObject* constant = PyTuple_GET_ITEM(constants, i);
      if (PyCode_Check(constant)) open.push_back(constant);
      if (!PyUnicode_CheckExact(constant)) continue;
      bool malformed = false;
      const auto id = GuardNamed(constant, &malformed);
      if (!id) continue;
      PyObject* guard = PassingGuard(*id);
      if (guard == nullptr) return nullptr;
      PyTuple_SET_ITEM(constants, i, Py_NewRef(guard));
      Py_DECREF(constant);
    }
  }
  Py_RETURN_NONE;
}

PyMethodDef kFunctions[] = {
    {"rewrite", RewriteText, METH_VARARGS, nullptr},
    {"prepare", Prepare, METH_VARARGS, nullptr},
    {"place", Place, METH_O, nullptr},
    {"builtins", Builtins, METH_NOARGS, nullptr},
    {nullptr, nullptr, 0, nullptr},
};
PyModuleDef module_definition = {
    PyModuleDef_HEAD_INIT, "guarded", nullptr, -1, kFunctions, nullptr, nullptr, nullptr, nullptr};

PyObject* InitModule() {
  if (!StartStreams() || !StartConvert()) return nullptr;
  return PyModule_Create(&module_definition);
}

int Main(int argc, char** argv) {
  PyImport_AppendInittab("guarded", InitModule);
  PyConfig config;
  PyConfig_InitPythonConfig(&config);
  config.site_import = 0;
  config.use_environment = 0;
  config.write_bytecode = 0;
  config.user_site_directory = 0;
  PyStatus status = PyConfig_SetBytesArgv(&config, argc, argv);
  if (!PyStatus_Exception(status)) status = Py_InitializeFromConfig(&config);
  PyConfig_Clear(&config);
  if (PyStatus_Exception(status)) Py_ExitStatusException(status);
  return Py_RunMain();
}

}  // namespace
}  // namespace stockade::executor::worker

int main(int argc, char** argv) { return stockade::executor::worker::Main(argc, argv); }
