#include "executor/worker/host_objects.h"

#include <algorithm>
#include <string>
#include <unordered_map>

#include "executor/worker/attributes.h"
#include "executor/worker/host_calls.h"

namespace stockade::executor::worker {
namespace {

struct HandleObject {
  PyObject_HEAD HandleNumbers numbers;
};
HandleObject* AsHandle(PyObject* object) { return reinterpret_cast<HandleObject*>(object); }

// All of these are kept for the life of the process.
struct KnownType {
  HostType type;
  PyTypeObject* made = nullptr;
};
std::vector<KnownType>& Types() {
  static auto& types = *new std::vector<KnownType>;
  return types;
}
std::unordered_map<uint64_t, PyObject*>& Alive() {  // borrowed
  static auto& alive = *new std::unordered_map<uint64_t, PyObject*>;
  return alive;
}
std::vector<uint64_t>& Released() {
  static auto& released = *new std::vector<uint64_t>;
  return released;
}

// Has `object` a class of ours? They have no subclasses.
bool IsHandle(PyObject* object) {
  return std::any_of(Types().begin(), Types().end(),
                     [object](const KnownType& known) { return known.made == Py_TYPE(object); });
}

const HostType& TypeOf(PyObject* self) { return Types()[AsHandle(self)->numbers.type].type; }

PyObject* Ask(PyObject* self, HostAct act, size_t place, const HostSignature& signature,
              PyObject* const* args, size_t flags, PyObject* keywords) {
  interpreter::HostRequest request;
  request.act = act;
  request.object = AsHandle(self)->numbers.object;
  request.function = static_cast<uint32_t>(place);
  Ref held = Ref::Borrow(self);
  return AskHost(&request, signature, args, flags, keywords);
}

// The place of the method; that many methods: there is none.
size_t MethodPlace(const HostType& type, std::string_view name) {
  return static_cast<size_t>(
      std::find_if(type.methods.begin(), type.methods.end(),
                   [name](const HostMethod& method) { return method.signature.name == name; }) -
      type.methods.begin());
}

PyObject* CallSpecial(PyObject* self, std::string_view name, PyObject* const* args, size_t count) {
  const HostType& type = TypeOf(self);
  const size_t place = MethodPlace(type, name);
  if (place == type.methods.size()) {
    return PyErr_Format(PyExc_TypeError, "'%s' object has no %s", type.name.c_str(),
                        std::string(name).c_str());
  }
  return Ask(self, HostAct::kMethod, place, type.methods[place].signature, args, count, nullptr);
}

// --- methods that were read and not called yet

struct MethodObject {
  PyObject_HEAD vectorcallfunc call;
  PyObject* handle;
  size_t place;
};
MethodObject* AsMethod(PyObject* object) { return reinterpret_cast<MethodObject*>(object); }
const HostSignature& SignatureOf(PyObject* method) {
  return TypeOf(AsMethod(method)->handle).methods[AsMethod(method)->place].signature;
}

PyObject* CallMethod(PyObject* self, PyObject* const* args, size_t flags, PyObject* keywords) {
  return Ask(AsMethod(self)->handle, HostAct::kMethod, AsMethod(self)->place, SignatureOf(self),
             args, flags, keywords);
}

PyGetSetDef kMethodFields[] = {
    {"__name__",
     [](PyObject* self, void*) { return PyUnicode_FromString(SignatureOf(self).name.c_str()); },
     nullptr, nullptr, nullptr},
    {nullptr, nullptr, nullptr, nullptr, nullptr}};

PyObject* MethodRepr(PyObject* self) {
  return PyUnicode_FromFormat("<host method %s.%s>", TypeOf(AsMethod(self)->handle).name.c_str(),
                              SignatureOf(self).name.c_str());
}

PyTypeObject method_type = [] {
  PyTypeObject type = HostCallableType("host_method", sizeof(MethodObject),
                                       offsetof(MethodObject, call), kMethodFields, MethodRepr);
  type.tp_dealloc = [](PyObject* self) {
    Py_DECREF(AsMethod(self)->handle);
    PyObject_Free(self);
  };
  return type;
}();

// A new reference.
PyObject* BoundMethod(PyObject* self, size_t place) {
  MethodObject* method = PyObject_New(MethodObject, &method_type);
  if (method == nullptr) return nullptr;
  method->call = CallMethod;
  Py_INCREF(self);
  method->handle = self;
  method->place = place;
  return reinterpret_cast<PyObject*>(method);
}

// --- what a handle's class does

PyObject* GetAttr(PyObject* self, PyObject* name) {
  const HostType& type = TypeOf(self);
  const std::string text = Utf8(name);
  for (size_t i = 0; i < type.attributes.size(); ++i) {
    if (type.attributes[i].name != text) continue;
    return Ask(self, HostAct::kRead, i, {.name = text}, nullptr, 0, nullptr);
  }
  const size_t place = MethodPlace(type, text);
  if (place < type.methods.size()) return BoundMethod(self, place);
  // What every object has (__class__, __repr__); there is no __dict__.
  if (text.starts_with("__")) return PyObject_GenericGetAttr(self, name);
  return PyErr_Format(PyExc_AttributeError, "'%s' object has no attribute '%U'", type.name.c_str(),
                      name);
}

int SetAttr(PyObject* self, PyObject* name, PyObject* value) {
  const HostType& type = TypeOf(self);
  const std::string text = Utf8(name);
  for (size_t i = 0; i < type.attributes.size(); ++i) {
    if (type.attributes[i].name != text || !type.attributes[i].writable || value == nullptr)
      continue;
    const HostSignature signature = {.name = text, .parameters = {{.name = "value"}}};
    Ref done = Ref::Steal(Ask(self, HostAct::kWrite, i, signature, &value, 1, nullptr));
    return done ? 0 : -1;
  }
  PyErr_Format(PyExc_AttributeError, "attribute '%U' of a host's '%s' object cannot be %s", name,
               type.name.c_str(), value == nullptr ? "deleted" : "written");
  return -1;
}

PyObject* Repr(PyObject* self) {
  return PyUnicode_FromFormat("<host object %s>", TypeOf(self).name.c_str());
}

void Dealloc(PyObject* self) {
  PyTypeObject* type = Py_TYPE(self);
  if (const uint64_t number = AsHandle(self)->numbers.object; number != 0) {
    Alive().erase(number);
    Released().push_back(number);
  }
  PyObject_Free(self);
  Py_DECREF(type);
}

PyObject* New(PyTypeObject* type, PyObject*, PyObject*) {
  return PyErr_Format(PyExc_TypeError, "cannot create '%s' instances: they are the host's",
                      type->tp_name);
}

PyObject* Dir(PyObject* self, PyObject*) {
  Ref names = Ref::Steal(PyList_New(0));
  const auto add = [&names](const std::string& name) {
    Ref text = Ref::Steal(PyUnicode_FromString(name.c_str()));
    return text && PyList_Append(names.get(), text.get()) == 0;
  };
  bool good = static_cast<bool>(names);
  for (const HostAttribute& attribute : TypeOf(self).attributes) good = good && add(attribute.name);
  for (const HostMethod& method : TypeOf(self).methods) good = good && add(method.signature.name);
  return good ? names.Release() : nullptr;
}

PyObject* Reduce(PyObject* self, PyObject*) {
  return PyErr_Format(PyExc_TypeError, "a host's '%s' object cannot be copied",
                      TypeOf(self).name.c_str());
}

PyMethodDef kHandleMethods[] = {{"__dir__", Dir, METH_NOARGS, nullptr},
                                {"__reduce_ex__", Reduce, METH_O, nullptr},
                                {"__reduce__", Reduce, METH_NOARGS, nullptr},
                                {nullptr, nullptr, 0, nullptr}};

PyObject* GetItem(PyObject* self, PyObject* key) {
  return CallSpecial(self, "__getitem__", &key, 1);
}

int SetItem(PyObject* self, PyObject* key, PyObject* value) {
  PyObject* both[] = {key, value};
  Ref done = Ref::Steal(value == nullptr ? CallSpecial(self, "__delitem__", both, 1)
                                         : CallSpecial(self, "__setitem__", both, 2));
  return done ? 0 : -1;
}

Py_ssize_t Length(PyObject* self) {
  Ref length = Ref::Steal(CallSpecial(self, "__len__", nullptr, 0));
  const Py_ssize_t count = length ? PyNumber_AsSsize_t(length.get(), PyExc_OverflowError) : -1;
  if (count < 0 && !PyErr_Occurred()) {
    PyErr_SetString(PyExc_ValueError, "__len__() should return >= 0");
  }
  return count;
}

int Contains(PyObject* self, PyObject* item) {
  Ref answer = Ref::Steal(CallSpecial(self, "__contains__", &item, 1));
  return answer ? PyObject_IsTrue(answer.get()) : -1;
}

PyObject* Iterate(PyObject* self) {
  Ref items = Ref::Steal(CallSpecial(self, "__iter__", nullptr, 0));
  if (!items) return nullptr;
  if (PyList_CheckExact(items.get()) || PyTuple_CheckExact(items.get())) {
    return PyObject_GetIter(items.get());
  }
  return PyErr_Format(PyExc_TypeError, "the host gave no list of the items of '%s'",
                      TypeOf(self).name.c_str());
}

PyObject* CallItself(PyObject* self, PyObject* args, PyObject* keywords) {
  // The slot is there because the method is.
  Ref method = Ref::Steal(BoundMethod(self, MethodPlace(TypeOf(self), "__call__")));
  return method ? PyObject_Call(method.get(), args, keywords) : nullptr;
}

// A slot is filled where one of these methods is declared.
struct SlotRow {
  std::string_view method;
  int slot;
  void* function;
};
const SlotRow kSlots[] = {
    {"__getitem__", Py_mp_subscript, reinterpret_cast<void*>(GetItem)},
    {"__setitem__", Py_mp_ass_subscript, reinterpret_cast<void*>(SetItem)},
    {"__delitem__", Py_mp_ass_subscript, reinterpret_cast<void*>(SetItem)},
    {"__len__", Py_mp_length, reinterpret_cast<void*>(Length)},
    {"__iter__", Py_tp_iter, reinterpret_cast<void*>(Iterate)},
    {"__contains__", Py_sq_contains, reinterpret_cast<void*>(Contains)},
    {"__call__", Py_tp_call, reinterpret_cast<void*>(CallItself)},
};
static_assert(std::size(kSlots) == std::size(kHostSpecials));

PyTypeObject* MakeClass(const HostType& type) {
  std::vector<PyType_Slot> slots = {
      {Py_tp_new, reinterpret_cast<void*>(New)},
      {Py_tp_dealloc, reinterpret_cast<void*>(Dealloc)},
      {Py_tp_getattro, reinterpret_cast<void*>(GetAttr)},
      {Py_tp_setattro, reinterpret_cast<void*>(SetAttr)},
      {Py_tp_repr, reinterpret_cast<void*>(Repr)},
      {Py_tp_methods, kHandleMethods},
  };
  for (const SlotRow& row : kSlots) {
    const bool there = std::any_of(slots.begin(), slots.end(), [&row](const PyType_Slot& slot) {
      return slot.slot == row.slot;
    });
    if (!there && MethodPlace(type, row.method) < type.methods.size()) {
      slots.push_back({row.slot, row.function});
    }
  }
  slots.push_back({0, nullptr});
  // CPython 3.9 and 3.10 keep the pointer to the name.
  const auto* name = new std::string("host." + type.name);
  PyType_Spec spec = {name->c_str(), static_cast<int>(sizeof(HandleObject)), 0,
                      static_cast<unsigned>(Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE),
                      slots.data()};
  return reinterpret_cast<PyTypeObject*>(PyType_FromSpec(&spec));
}

}  // namespace

bool AddHostTypes(const std::vector<HostType>& types) {
  if (types.empty()) return true;
  if (PyType_Ready(&method_type) < 0) return false;
  for (const HostType& type : types) {
    PyTypeObject* made = MakeClass(type);
    if (made == nullptr) return false;
    // Its own setters decide, by what the host has declared.
    AllowWritesTo(made);
    Types().push_back({type, made});
  }
  return true;
}

bool AddHandles(const std::vector<interpreter::NamedHandle>& handles, PyObject* names) {
  for (const interpreter::NamedHandle& handle : handles) {
    Ref made = Ref::Steal(HandleOf({handle.number, handle.type}));
    if (!made || PyDict_SetItemString(names, handle.name.c_str(), made.get()) < 0) return false;
  }
  return true;
}

PyObject* HandleOf(HandleNumbers numbers) {
  if (numbers.object == 0 || numbers.type >= Types().size()) {
    PyErr_SetString(PyExc_SystemError, "a handle that the host did not announce");
    return nullptr;
  }
  if (const auto known = Alive().find(numbers.object); known != Alive().end()) {
    Py_INCREF(known->second);
    return known->second;
  }
  HandleObject* handle = PyObject_New(HandleObject, Types()[numbers.type].made);
  if (handle == nullptr) return nullptr;
  handle->numbers = numbers;
  auto* object = reinterpret_cast<PyObject*>(handle);
  Alive()[numbers.object] = object;
  // The host gave it again before it heard that the last one is gone.
  std::erase(Released(), numbers.object);
  return object;
}

HandleNumbers NumbersOf(PyObject* object) {
  return IsHandle(object) ? AsHandle(object)->numbers : HandleNumbers();
}

std::vector<uint64_t> TakeReleased() { return std::exchange(Released(), {}); }

}  // namespace stockade::executor::worker
