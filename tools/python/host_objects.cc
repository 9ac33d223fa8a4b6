#include "tools/python/host_objects.h"

#include <pybind11/stl.h>

#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "tools/python/values.h"

namespace stockade::python {

namespace py = pybind11;

namespace {

using SharedType = std::shared_ptr<const executor::HostType>;

// The Python side of a handle's object, which threads without the GIL may copy and drop.
struct Behind {
  py::object object, answer;
};
std::shared_ptr<Behind> Share(Behind behind) {
  return {new Behind(std::move(behind)), [](Behind* held) {
            const py::gil_scoped_acquire gil;
            delete held;
          }};
}

class HostHandle {
 public:
  HostHandle(const SharedType& type, py::object object, py::object answer) {
    auto made = std::make_shared<executor::HostObject>();
    made->type = type;
    made->identity = object.ptr();
    const auto behind = Share({std::move(object), std::move(answer)});
    made->own = behind;
    made->answer = [behind](const executor::HostCall& call) {
      static constexpr const char* kActs[] = {"function", "read", "write", "call"};
      const py::gil_scoped_acquire gil;
      py::list args;
      for (const executor::Value& value : call.args) args.append(FromValue(value));
      py::dict kwargs;
      for (const auto& [name, value] : call.kwargs) kwargs[py::str(name)] = FromValue(value);
      py::list all;
      all.append(kActs[static_cast<size_t>(call.act)]);
      all.append(std::string(call.function));
      all.append(args);
      all.append(kwargs);
      return CallPython(behind->answer, all, py::dict());
    };
    object_ = std::move(made);
  }
  const std::shared_ptr<const executor::HostObject>& object() const { return object_; }

 private:
  std::shared_ptr<const executor::HostObject> object_;
};

// A type as the package declares it: name, (attribute, writable, gives), (signature, gives).
struct NativeType {
  NativeType(std::string name,
             const std::vector<std::tuple<std::string, bool, std::string>>& attributes,
             const std::vector<std::pair<std::string, std::string>>& methods) {
    auto made = std::make_shared<executor::HostType>();
    made->name = std::move(name);
    for (const auto& [attribute, writable, gives] : attributes) {
      made->attributes.push_back({attribute, writable, gives});
    }
    for (const auto& [text, gives] : methods) {
      auto signature = executor::ParseSignature(text);
      if (!signature) throw py::value_error(signature.error().message);
      made->methods.push_back({std::move(*signature), gives});
    }
    if (auto checked = executor::CheckHostType(*made); !checked) {
      throw py::value_error(checked.error().message);
    }
    type = std::move(made);
  }
  SharedType type;
};

}  // namespace

executor::HostAnswer CallPython(py::handle callable, const py::list& args, const py::dict& kwargs) {
  const py::gil_scoped_acquire gil;
  try {
    const py::object result = callable(*args, **kwargs);
    auto value = ToValue(result);
    if (!value) return executor::HostFailed("TypeError", value.error().message);
    return std::move(*value);
  } catch (py::error_already_set& raised) {
    // The message crosses, not the traceback: it tells of the host.
    std::string message;
    try {
      // As the exception was raised: the text of a KeyError is the repr of its argument.
      const py::object arguments = raised.value().attr("args");
      const bool plain = py::len(arguments) == 1 && py::isinstance<py::str>(arguments[py::int_(0)]);
      message = (plain ? arguments[py::int_(0)] : py::object(py::str(raised.value())))
                    .cast<std::string>();
    } catch (py::error_already_set&) {
      message = "the exception has no text";
    }
    return executor::HostFailed(raised.type().attr("__name__").cast<std::string>(),
                                std::move(message));
  }
}

std::shared_ptr<const executor::HostObject> HostObjectOf(py::handle object) {
  if (!py::isinstance<HostHandle>(object)) return nullptr;
  return object.cast<const HostHandle&>().object();
}

py::object BehindHostObject(const executor::HostObject& object) {
  return static_cast<const Behind*>(object.own.get())->object;
}

void AddHostObjects(py::module_& module) {
  py::class_<NativeType>(module, "HostType")
      .def(py::init<std::string, const std::vector<std::tuple<std::string, bool, std::string>>&,
                    const std::vector<std::pair<std::string, std::string>>&>(),
           py::arg("name"), py::arg("attributes"), py::arg("methods"));
  py::class_<HostHandle>(module, "HostHandle")
      .def(py::init([](const NativeType& type, py::object object, py::object answer) {
             return HostHandle(type.type, std::move(object), std::move(answer));
           }),
           py::arg("type"), py::arg("object"), py::arg("answer"));
}

}  // namespace stockade::python
