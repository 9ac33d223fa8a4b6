#include "executor/worker/interpreter.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

#include "executor/worker/budget.h"
#include "executor/worker/convert.h"
#include "executor/worker/cpython.h"
#include "executor/worker/facades.h"
#include "executor/worker/files.h"
#include "executor/worker/fork_hooks.h"
#include "executor/worker/guarded.h"
#include "executor/worker/holes.h"
#include "executor/worker/host_calls.h"
#include "executor/worker/host_objects.h"
#include "executor/worker/opcodes.h"
#include "executor/worker/run.h"
#include "executor/worker/streams.h"

namespace stockade::executor::worker {

Run run;

}  // namespace stockade::executor::worker

namespace stockade::executor::interpreter {

void (*on_limit)(const Reply& reply) = nullptr;
bool (*ask_host)(const HostRequest& request, HostReply* reply) = nullptr;
bool joins_threads = true;

namespace {

using worker::ConvertLimits;
using worker::Ref;
using worker::run;
using worker::Utf8;

constexpr size_t kMostMessage = 4096;
constexpr int kRunsBeforeForks = 3;  // CPython specialises by the second one
constexpr size_t kFramesKept = 64;   // from each end of a long traceback

bool guards_off = false;
ConvertLimits convert_limits;
// The names that a run starts with, made before the fork: a worker that copied them would write the
// count of references of each, on a page of nearly each.
PyObject* spare_builtins = nullptr;

// What CPython says about the error that is set, for Start(); clears it.
std::string TakeErrorText() {
  PyObject *type = nullptr, *value = nullptr, *traceback = nullptr;
  PyErr_Fetch(&type, &value, &traceback);
  PyErr_NormalizeException(&type, &value, &traceback);
  Ref text = Ref::Steal(value != nullptr ? PyObject_Str(value) : nullptr);
  std::string out = type != nullptr ? worker::TypeName(reinterpret_cast<PyTypeObject*>(type)) +
                                          ": " + Utf8(text.get())
                                    : "no error was set";
  PyErr_Clear();
  Py_XDECREF(type);
  Py_XDECREF(value);
  Py_XDECREF(traceback);
  return out;
}

// Text of an exception as a traceback would print it. A `__str__` of the submission may run here;
// it is under the budget and the clock as all of its code is, and what it raises is dropped.
std::string MessageOf(PyObject* value) {
  Ref text = Ref::Steal(PyObject_Str(value));
  if (!text) {
    PyErr_Clear();
    return "<exception str() failed>";
  }
  return Utf8(text.get(), kMostMessage);
}

RawFrame ToFrame(worker::CodePlace place) {
  return {place.line, place.column, place.has_column, std::move(place.function)};
}

// The submission's frames of a traceback, outermost first; the middle of a long one is left out.
std::vector<RawFrame> FramesOf(PyObject* traceback) {
  std::vector<RawFrame> frames;
  for (auto* entry = reinterpret_cast<PyTracebackObject*>(traceback);
       entry != nullptr && reinterpret_cast<PyObject*>(entry) != Py_None &&
       PyTraceBack_Check(entry);
       entry = entry->tb_next) {
    Ref code = Ref::Steal(reinterpret_cast<PyObject*>(PyFrame_GetCode(entry->tb_frame)));
    auto* code_object = reinterpret_cast<PyCodeObject*>(code.get());
    if (code_object->co_filename != run.filename) continue;
    if (frames.size() >= 2 * kFramesKept) frames.erase(frames.begin() + kFramesKept);
    frames.push_back(ToFrame(worker::PlaceOf(code_object, entry->tb_lasti)));
  }
  return frames;
}

void FillExit(PyObject* value, Reply* reply) {
  reply->kind = ReplyKind::kExit;
  // The field itself: `code` could be a property of a subclass.
  PyObject* code = reinterpret_cast<PySystemExitObject*>(value)->code;
  if (code == nullptr || code == Py_None) return;
  if (PyLong_Check(code)) {
    int overflow = 0;
    const long number = PyLong_AsLongAndOverflow(code, &overflow);
    reply->exit_code = overflow != 0 ? 255 : static_cast<int>(number);
    return;
  }
  reply->exit_code = 1;
  reply->message = MessageOf(code);
  worker::WriteAll(2, reply->message + "\n");
}

// Turns the Python error that is set into a reply and clears it.
Reply TakeException() {
  Reply reply;
  reply.kind = ReplyKind::kException;
  PyObject *type = nullptr, *value = nullptr, *traceback = nullptr;
  PyErr_Fetch(&type, &value, &traceback);
  PyErr_NormalizeException(&type, &value, &traceback);
  Ref own_type = Ref::Steal(type), own_value = Ref::Steal(value),
      own_traceback = Ref::Steal(traceback);
  if (value == nullptr) {
    reply.type = "SystemError";
    reply.message = "an error was reported without an exception";
    return reply;
  }
  PyTypeObject* kind = Py_TYPE(value);
  const auto is_a = [kind](PyObject* base) {
    return PyType_IsSubtype(kind, reinterpret_cast<PyTypeObject*>(base)) != 0;
  };
  if (is_a(PyExc_SystemExit)) {
    FillExit(value, &reply);
    return reply;
  }
  if (is_a(PyExc_MemoryError)) reply.kind = ReplyKind::kMemory;
  if (is_a(PyExc_RecursionError)) reply.kind = ReplyKind::kRecursion;
  reply.frames = FramesOf(traceback);
  reply.type = worker::TypeName(kind);
  reply.message = MessageOf(value);
  return reply;
}

// A refusal by CPython's compiler; the place is that of the syntax error.
Reply TakeCompileError() {
  Reply reply;
  PyObject *type = nullptr, *value = nullptr, *traceback = nullptr;
  PyErr_Fetch(&type, &value, &traceback);
  PyErr_NormalizeException(&type, &value, &traceback);
  Ref own_type = Ref::Steal(type), own_value = Ref::Steal(value),
      own_traceback = Ref::Steal(traceback);
  reply.kind = ReplyKind::kRejected;
  if (value == nullptr) {
    reply.type = "SystemError";
    reply.message = "the compiler gave no code";
    return reply;
  }
  reply.type = worker::TypeName(Py_TYPE(value));
  if (PyType_IsSubtype(Py_TYPE(value), reinterpret_cast<PyTypeObject*>(PyExc_SyntaxError)) != 0) {
    auto* error = reinterpret_cast<PySyntaxErrorObject*>(value);
    reply.message = Utf8(error->msg, kMostMessage);
    RawFrame frame;
    frame.function = "<module>";
    if (error->lineno != nullptr && PyLong_Check(error->lineno)) {
      frame.line = static_cast<uint32_t>(PyLong_AsLong(error->lineno));
    }
    if (error->offset != nullptr && PyLong_Check(error->offset) &&
        PyLong_AsLong(error->offset) > 0) {
      frame.column = static_cast<uint32_t>(PyLong_AsLong(error->offset) - 1);
      frame.has_column = true;
    }
    PyErr_Clear();
    reply.frames.push_back(frame);
  } else {
    reply.message = MessageOf(value);
  }
  return reply;
}

Reply Rejected(std::string type, std::string message) {
  Reply reply;
  reply.kind = ReplyKind::kRejected;
  reply.type = std::move(type);
  reply.message = std::move(message);
  return reply;
}

// `__name__` of a submission that is not run as a script: the stem of its file, unless a library
// module has that name (libraries look classes' modules up in sys.modules).
std::string ModuleName(const LoadRequest& request) {
  if (request.script) return "__main__";
  std::string stem = request.filename.substr(request.filename.find_last_of('/') + 1);
  if (stem.size() > 3 && stem.ends_with(".py")) stem.resize(stem.size() - 3);
  Ref name =
      Ref::Steal(PyUnicode_DecodeUTF8(stem.data(), static_cast<Py_ssize_t>(stem.size()), nullptr));
  if (!name || PyUnicode_IsIdentifier(name.get()) != 1) {
    PyErr_Clear();
    return "submission";
  }
  Ref loaded = Ref::Steal(PyImport_GetModule(name.get()));
  PyObject* library = PySys_GetObject("stdlib_module_names");
  const bool known = loaded || library == nullptr || PySequence_Contains(library, name.get()) != 0;
  PyErr_Clear();
  return known ? "submission_" + stem : stem;
}

// `sys.argv` of this run: the list that every import of `sys` shows.
bool SetArguments(const LoadRequest& request) {
  Ref list = Ref::Steal(PyList_New(0));
  if (!list || PyList_Append(list.get(), run.filename) < 0) return false;
  for (const std::string& argument : request.argv) {
    Ref text = Ref::Steal(PyUnicode_DecodeUTF8(
        argument.data(), static_cast<Py_ssize_t>(argument.size()), "surrogateescape"));
    if (!text || PyList_Append(list.get(), text.get()) < 0) return false;
  }
  if (request.guards == GuardMode::kOff) return PySys_SetObject("argv", list.get()) == 0;
  PyObject* shown = worker::FacadeValue("sys", "argv");
  return shown == nullptr || !PyList_CheckExact(shown) ||
         PyList_SetSlice(shown, 0, PyList_GET_SIZE(shown), list.get()) == 0;
}

// What the caller gives beside the builtins; false: a Python error is set.
bool AddSurroundings(const LoadRequest& request, PyObject* builtins) {
  PyObject* names = PyModule_Check(builtins) ? PyModule_GetDict(builtins) : builtins;
  return (request.argv.empty() || SetArguments(request)) &&
         worker::AddHostFunctions(request.functions, convert_limits, names) &&
         worker::AddHostTypes(request.types) && worker::AddHandles(request.objects, names) &&
         worker::AddFiles(request.files, {request.scratch, request.file_bytes, request.most_files},
                          names);
}

PyObject* TakeBuiltins() {
  if (guards_off) return PyImport_ImportModule("builtins");
  if (spare_builtins != nullptr) return std::exchange(spare_builtins, nullptr);
  return worker::NewBuiltins();
}

// A fresh namespace for the submission; null with a Python error set.
PyObject* NewGlobals(const LoadRequest& request, const std::string& module_name) {
  Ref globals = Ref::Steal(PyDict_New());
  Ref name = Ref::Steal(PyUnicode_InternFromString(module_name.c_str()));
  Ref builtins = Ref::Steal(TakeBuiltins());
  if (!globals || !name || !builtins || !AddSurroundings(request, builtins.get())) return nullptr;
  if (PyDict_SetItemString(globals.get(), "__name__", name.get()) < 0 ||
      PyDict_SetItemString(globals.get(), "__builtins__", builtins.get()) < 0 ||
      PyDict_SetItemString(globals.get(), "__doc__", Py_None) < 0 ||
      PyDict_SetItemString(globals.get(), "__file__", run.filename) < 0) {
    return nullptr;
  }
  return globals.Release();
}

std::unordered_set<std::string> ToSet(const std::vector<std::string>& names) {
  return {names.begin(), names.end()};
}

// Encodes a result; an exception that is set or a value that cannot cross becomes the reply's kind.
Reply ReplyWith(PyObject* result) {
  Reply reply;
  std::string problem;
  if (!worker::EncodeObject(result, convert_limits, &reply.value, &problem)) {
    reply.kind = ReplyKind::kResult;
    reply.type = worker::TypeName(Py_TYPE(result));
    reply.message = std::move(problem);
    reply.value.clear();
  }
  return reply;
}

// A thread may start others while it is waited for, so the list is asked for again.
void JoinThreads() {
  Ref threading =
      Ref::Steal(PyImport_GetModule(Ref::Steal(PyUnicode_FromString("threading")).get()));
  Ref current = threading
                    ? Ref::Steal(PyObject_CallMethod(threading.get(), "current_thread", nullptr))
                    : Ref();
  for (bool waited = current && HasOtherThreads(); waited;) {
    waited = false;
    Ref all = Ref::Steal(PyObject_CallMethod(threading.get(), "enumerate", nullptr));
    for (Py_ssize_t i = 0; all && i < PyList_GET_SIZE(all.get()); ++i) {
      PyObject* thread = PyList_GET_ITEM(all.get(), i);
      Ref daemon = Ref::Steal(PyObject_GetAttrString(thread, "daemon"));
      if (thread == current.get() || !daemon || daemon.get() == Py_True) continue;
      Ref joined = Ref::Steal(PyObject_CallMethod(thread, "join", nullptr));
      waited = static_cast<bool>(joined);
    }
  }
  PyErr_Clear();
}

Reply Finish(Reply reply) {
  if (joins_threads && HasOtherThreads()) JoinThreads();
  reply.iterations = worker::BudgetSpent();
  reply.files = worker::WrittenFiles();
  return reply;
}

Reply LoadUncounted(const LoadRequest& request) {
  if (guards_off != (request.guards == GuardMode::kOff)) {
    return Rejected("ValueError", guards_off ? "this worker was started with guards off"
                                             : "this worker was started with guards on");
  }
  if (request.text.find('\0') != std::string::npos) {
    return Rejected("SyntaxError", "source code cannot contain null bytes");
  }
  Ref filename = Ref::Steal(PyUnicode_DecodeUTF8(
      request.filename.data(), static_cast<Py_ssize_t>(request.filename.size()), "replace"));
  if (!filename) return TakeCompileError();
  run.filename = filename.Release();  // kept for the process' life: frames are compared with it

  PyCompilerFlags flags = {PyCF_SOURCE_IS_UTF8 | PyCF_IGNORE_COOKIE, PY_MINOR_VERSION};
  const bool expression = request.kind == SubmissionKind::kExpression;
  Ref code = Ref::Steal(Py_CompileStringObject(
      request.text.c_str(), run.filename, expression ? Py_eval_input : Py_file_input, &flags, 0));
  if (!code) return TakeCompileError();
  if (request.guards != GuardMode::kOff) {
    worker::Refusal refusal;
    if (!worker::PrepareCode(code.get(), &refusal)) {
      Reply reply = Rejected("VerifierError", refusal.message);
      reply.frames.push_back({refusal.line, refusal.column, refusal.has_column, refusal.function});
      return reply;
    }
  }

  const std::string module_name = ModuleName(request);
  worker::SetSubmissionModule(module_name);
  run.globals = NewGlobals(request, module_name);
  if (run.globals == nullptr) return TakeException();
  Py_SetRecursionLimit(run.recursion);
  worker::SetBudget(request.iterations);
  Ref result = Ref::Steal(PyEval_EvalCode(code.get(), run.globals, run.globals));
  if (!result) return TakeException();
  return expression ? ReplyWith(result.get()) : Reply();
}

}  // namespace

bool Start(const StartOptions& options, std::string* error) {
  guards_off = options.guards_off;
  PyConfig config;
  PyConfig_InitIsolatedConfig(&config);
  config.site_import = 0;
  config.use_environment = 0;
  config.user_site_directory = 0;
  config.write_bytecode = 0;
  config.install_signal_handlers = 0;
  config.parse_argv = 0;
  config.pathconfig_warnings = 0;
  config.faulthandler = 0;
#if PY_VERSION_HEX >= 0x030B0000
  config.code_debug_ranges = 1;
#endif
  // The library of the CPython that this worker was built with, wherever the PATH leads.
  PyStatus status = PyConfig_SetBytesString(&config, &config.home, STOCKADE_CPYTHON_HOME);
  if (!PyStatus_Exception(status)) status = Py_InitializeFromConfig(&config);
  PyConfig_Clear(&config);
  if (PyStatus_Exception(status)) {
    *error =
        std::string("CPython cannot start: ") + (status.err_msg != nullptr ? status.err_msg : "");
    return false;
  }
  if (!worker::CheckOpcodeVersion(error)) return false;
  const auto fail = [error] {
    *error = TakeErrorText();
    return false;
  };
  if (!worker::BeginForkHooks() || !worker::StartStreams() || !worker::StartConvert()) {
    return fail();
  }
  // Calls of guard constants would each warn that a 'str' object is not callable.
  Ref warnings = Ref::Steal(PyImport_ImportModule("warnings"));
  if (!warnings) return fail();
  Ref filtered = Ref::Steal(
      PyObject_CallMethod(warnings.get(), "simplefilter", "sO", "ignore", PyExc_SyntaxWarning));
  if (!filtered) return fail();
  if (!guards_off && !worker::StartGuarded(options.imports, options.modules)) return fail();
  for (const std::string& name : options.preload) {
    Ref module = Ref::Steal(PyImport_ImportModule(name.c_str()));
    if (!module) return fail();
  }
  if (!worker::EndForkHooks()) return fail();
  if (!guards_off && (spare_builtins = worker::NewBuiltins()) == nullptr) return fail();
  // What the first runs make once (names, caches, specialised instructions) is made here for all.
  for (int i = 0; i < kRunsBeforeForks; ++i) Warm();
  // Workers share the zygote's pages until they write to them: keep its objects out of collections.
  Ref gc = Ref::Steal(PyImport_ImportModule("gc"));
  Ref collected = gc ? Ref::Steal(PyObject_CallMethod(gc.get(), "collect", nullptr)) : Ref();
  Ref frozen = collected ? Ref::Steal(PyObject_CallMethod(gc.get(), "freeze", nullptr)) : Ref();
  if (!frozen) return fail();
  worker::FillHoles();
  return true;
}

// The child takes the locks that a fork of CPython's own would have taken before it: since 3.13 it
// is an error to release them otherwise.
void AfterFork() {
  PyOS_BeforeFork();
  PyOS_AfterFork_Child();
  worker::AfterForkHooks();
}

Reply Load(const LoadRequest& request) {
  run.guards = request.guards;
  run.bare_names = ToSet(request.bare_names);
  run.allow_attributes = ToSet(request.allow_attributes);
  run.dunder_methods = ToSet(request.dunder_methods);
  run.imports = request.imports;
  run.recursion = std::max(request.recursion, 16);
  run.has_budget = request.iterations != 0;
  convert_limits = {request.result_bytes, request.result_depth};
  worker::SetStandardInput(request.stdin_bytes);
  worker::SetBudget(0);
  return Finish(LoadUncounted(request));
}

Reply Call(const CallRequest& request) {
  if (request.own_budget) {
    worker::SetStandardInput(request.stdin_bytes);
    worker::SetBudget(request.iterations);
  }
  const auto call = [&request]() -> Reply {
    PyObject* function = run.globals == nullptr
                             ? nullptr
                             : PyDict_GetItemString(run.globals, request.function.c_str());
    if (function == nullptr) {
      PyErr_Clear();
      Reply reply;
      reply.kind = ReplyKind::kException;
      reply.type = "NameError";
      reply.message = "name '" + request.function + "' is not defined";
      return reply;
    }
    // Arguments are the caller's: their size is not the result's limit.
    const ConvertLimits limits = {size_t{64} << 20, 500, /*handles=*/true};
    std::string problem;
    if (!worker::AddHostTypes(request.types)) return TakeException();
    Ref args = Ref::Steal(worker::DecodeObject(request.args, limits, &problem));
    Ref kwargs = args ? Ref::Steal(worker::DecodeObject(request.kwargs, limits, &problem)) : Ref();
    if (!kwargs || !PyTuple_CheckExact(args.get()) || !PyDict_CheckExact(kwargs.get())) {
      return Rejected("ValueError",
                      problem.empty() ? "the arguments are no tuple and dict" : problem);
    }
    Ref held = Ref::Borrow(function);
    Ref result = Ref::Steal(PyObject_Call(function, args.get(), kwargs.get()));
    return result ? ReplyWith(result.get()) : TakeException();
  };
  return Finish(call());
}

void Warm() {
  LoadRequest request;
  request.guards = guards_off ? GuardMode::kOff : GuardMode::kProven;
  request.filename = "<warm>";
  request.text = worker::WarmText(guards_off);
  request.dunder_methods = {"*"};
  request.bare_names = {"append", "items", "join", "value", "args"};
  request.iterations = 100000;
  // It binds nothing there, so the next run has the same names.
  Ref lent = Ref::Borrow(spare_builtins);
  Load(request);
  spare_builtins = lent.Release();
  // The next run finds this one's memory free.
  if (run.globals != nullptr) PyDict_Clear(run.globals);
  Py_CLEAR(run.globals);
  run = worker::Run();
  worker::SetSubmissionModule("__main__");
}

bool HasOtherThreads() {
  PyThreadState* first = PyInterpreterState_ThreadHead(PyInterpreterState_Get());
  return first != nullptr && PyThreadState_Next(first) != nullptr;
}

void Flush() {}

}  // namespace stockade::executor::interpreter
