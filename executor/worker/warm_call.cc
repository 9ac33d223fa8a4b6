#include "executor/worker/warm_call.h"

#include "executor/wire.h"
#include "executor/worker/convert.h"
#include "executor/worker/cpython.h"

namespace stockade::executor {
namespace {

using worker::Ref;

constexpr const char* kText =
    "def warm(number, name='name', *rest, **named):\n"
    "    items = [str(item) + name for item in range(24)]\n"
    "    table = {item: len(item) * 1.5 for item in items}\n"
    "    try:\n"
    "        return table['absent']\n"
    "    except KeyError:\n"
    "        return name + ' '.join(items[:3]), table, number * number\n";

PyObject* warm = nullptr;

}  // namespace

void PrepareWarmCall() {
  Ref globals = Ref::Steal(PyDict_New());
  Ref builtins = Ref::Steal(PyImport_ImportModule("builtins"));
  if (globals && builtins &&
      PyDict_SetItemString(globals.get(), "__builtins__", builtins.get()) == 0) {
    Ref done = Ref::Steal(PyRun_String(kText, Py_file_input, globals.get(), globals.get()));
    if (done) {
      warm = PyDict_GetItemString(globals.get(), "warm");
      Py_XINCREF(warm);
    }
  }
  PyErr_Clear();
}

void WarmCall() {
  if (warm == nullptr) return;
  const worker::ConvertLimits limits;
  std::string problem;
  // A tuple of one int and an empty dict, as they arrive with a request.
  Ref args = Ref::Steal(
      worker::DecodeObject(std::string_view("t\1\0\0\0i\7\0\0\0\0\0\0\0", 14), limits, &problem));
  Ref kwargs = Ref::Steal(worker::DecodeObject(std::string_view("m\0\0\0\0", 5), limits, &problem));
  if (args && kwargs) {
    Ref result = Ref::Steal(PyObject_Call(warm, args.get(), kwargs.get()));
    interpreter::Reply reply;
    if (result && worker::EncodeObject(result.get(), limits, &reply.value, &problem)) {
      const std::string frame = wire::Frame(wire::FrameType::kReply, wire::EncodeReply(reply));
      static_cast<void>(frame);
    }
  }
  PyErr_Clear();
}

}  // namespace stockade::executor
