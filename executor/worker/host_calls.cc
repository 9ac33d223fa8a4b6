#include "executor/worker/host_calls.h"

#include <string>
#include <string_view>

#include "executor/worker/host_objects.h"
#include "executor/worker/interpreter.h"

namespace stockade::executor::worker {
namespace {

// An answer may be larger than a result: it is the caller's.
constexpr ConvertLimits kAnswerLimits = {size_t{64} << 20, 500, /*handles=*/true};

// Kept for the life of the process.
std::vector<HostSignature>& Signatures() {
  static auto& signatures = *new std::vector<HostSignature>;
  return signatures;
}
ConvertLimits argument_limits;

struct HostFunctionObject {
  PyObject_HEAD vectorcallfunc call;
  uint32_t place;
};
HostFunctionObject* AsHostFunction(PyObject* object) {
  return reinterpret_cast<HostFunctionObject*>(object);
}

// The class of that name if it is an ordinary builtin exception, else null. Borrowed; no error set.
PyObject* ExceptionNamed(const std::string& name) {
  PyObject* builtins = PyEval_GetBuiltins();
  Ref real = Ref::Steal(PyImport_ImportModule("builtins"));
  if (real) builtins = PyModule_GetDict(real.get());
  PyObject* found = builtins == nullptr ? nullptr : PyDict_GetItemString(builtins, name.c_str());
  PyErr_Clear();
  if (found == nullptr || !PyExceptionClass_Check(found)) return nullptr;
  return PyObject_IsSubclass(found, PyExc_Exception) == 1 ? found : nullptr;
}

PyObject* Raise(const interpreter::HostReply& reply) {
  PyObject* type = ExceptionNamed(reply.error_type);
  std::string text = reply.message;
  if (type == nullptr) {
    type = PyExc_RuntimeError;
    if (!reply.error_type.empty()) text = reply.error_type + ": " + text;
  }
  Ref message = Ref::Steal(
      PyUnicode_DecodeUTF8(text.data(), static_cast<Py_ssize_t>(text.size()), "replace"));
  // UnicodeDecodeError and its kin want five arguments; they become their base.
  Ref made = message ? Ref::Steal(PyObject_CallOneArg(type, message.get())) : Ref();
  if (message && !made) {
    PyErr_Clear();
    made = Ref::Steal(PyObject_CallOneArg(PyExc_RuntimeError, message.get()));
  }
  if (made) PyErr_SetObject(reinterpret_cast<PyObject*>(Py_TYPE(made.get())), made.get());
  return nullptr;
}

bool Encode(PyObject* object, const HostSignature& signature, std::string* out) {
  std::string problem;
  if (EncodeObject(object, argument_limits, out, &problem)) return true;
  PyErr_Format(PyExc_TypeError, "%s() cannot take this argument: %s", signature.name.c_str(),
               problem.c_str());
  return false;
}

PyObject* CallHost(PyObject* self, PyObject* const* args, size_t flags, PyObject* keywords) {
  interpreter::HostRequest request;
  request.function = AsHostFunction(self)->place;
  return AskHost(&request, Signatures()[request.function], args, flags, keywords);
}

PyObject* HostFunctionRepr(PyObject* self) {
  return PyUnicode_FromFormat("<host function %s>",
                              Signatures()[AsHostFunction(self)->place].name.c_str());
}

PyObject* HostFunctionName(PyObject* self, void*) {
  return PyUnicode_FromString(Signatures()[AsHostFunction(self)->place].name.c_str());
}
PyGetSetDef kHostFunctionFields[] = {{"__name__", HostFunctionName, nullptr, nullptr, nullptr},
                                     {nullptr, nullptr, nullptr, nullptr, nullptr}};

PyTypeObject host_function_type =
    HostCallableType("host_function", sizeof(HostFunctionObject),
                     offsetof(HostFunctionObject, call), kHostFunctionFields, HostFunctionRepr);

}  // namespace

PyTypeObject HostCallableType(const char* name, Py_ssize_t size, Py_ssize_t call_offset,
                              PyGetSetDef* fields, reprfunc repr) {
  PyTypeObject type = {PyVarObject_HEAD_INIT(nullptr, 0)};
  type.tp_name = name;
  type.tp_basicsize = size;
  type.tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION |
                  Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_IMMUTABLETYPE;
  type.tp_vectorcall_offset = call_offset;
  type.tp_call = PyVectorcall_Call;
  type.tp_getset = fields;
  type.tp_repr = repr;
  return type;
}

PyObject* AskHost(interpreter::HostRequest* request, const HostSignature& signature,
                  PyObject* const* args, size_t flags, PyObject* keywords) {
  const Py_ssize_t count = PyVectorcall_NARGS(flags);
  const Py_ssize_t keyword_count = keywords == nullptr ? 0 : PyTuple_GET_SIZE(keywords);
  Ref positional = Ref::Steal(PyTuple_New(count));
  Ref named = Ref::Steal(PyDict_New());
  if (!positional || !named) return nullptr;
  for (Py_ssize_t i = 0; i < count; ++i) {
    Py_INCREF(args[i]);
    PyTuple_SET_ITEM(positional.get(), i, args[i]);
  }
  std::vector<std::string_view> names;
  for (Py_ssize_t i = 0; i < keyword_count; ++i) {
    PyObject* name = PyTuple_GET_ITEM(keywords, i);
    Py_ssize_t size = 0;
    const char* text = PyUnicode_AsUTF8AndSize(name, &size);
    if (text == nullptr || PyDict_SetItem(named.get(), name, args[count + i]) < 0) return nullptr;
    names.emplace_back(text, static_cast<size_t>(size));
  }
  if (const std::string problem = CheckHostCall(signature, static_cast<size_t>(count), names);
      !problem.empty()) {
    PyErr_SetString(PyExc_TypeError, problem.c_str());
    return nullptr;
  }
  if (!Encode(positional.get(), signature, &request->args) ||
      !Encode(named.get(), signature, &request->kwargs)) {
    return nullptr;
  }
  request->released = TakeReleased();
  interpreter::HostReply reply;
  if (interpreter::ask_host == nullptr || !interpreter::ask_host(*request, &reply)) {
    PyErr_SetString(PyExc_SystemError, "the host does not answer");
    return nullptr;
  }
  if (!AddHostTypes(reply.types)) return nullptr;
  if (reply.failed) return Raise(reply);
  std::string problem;
  PyObject* value = DecodeObject(reply.value, kAnswerLimits, &problem);
  if (value == nullptr) PyErr_SetString(PyExc_SystemError, problem.c_str());
  return value;
}

bool AddHostFunctions(const std::vector<HostSignature>& signatures, const ConvertLimits& limits,
                      PyObject* names) {
  if (PyType_Ready(&host_function_type) < 0) return false;
  Signatures() = signatures;
  argument_limits = limits;
  argument_limits.handles = true;
  for (size_t i = 0; i < signatures.size(); ++i) {
    HostFunctionObject* function = PyObject_New(HostFunctionObject, &host_function_type);
    if (function == nullptr) return false;
    function->call = CallHost;
    function->place = static_cast<uint32_t>(i);
    Ref held = Ref::Steal(reinterpret_cast<PyObject*>(function));
    if (PyDict_SetItemString(names, signatures[i].name.c_str(), held.get()) < 0) return false;
  }
  return true;
}

}  // namespace stockade::executor::worker
