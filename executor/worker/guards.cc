#include "executor/worker/guards.h"

#include <array>
#include <cstddef>
#include <string>
#include <utility>

#include "executor/worker/attributes.h"
#include "executor/worker/budget.h"
#include "executor/worker/formatting.h"
#include "executor/worker/iteration.h"
#include "executor/worker/operators.h"

namespace stockade::executor::worker {
namespace {

using Arguments = PyObject* const*;

// ---- in-place operations on items and attributes ----
// What an in-place load hands to its store: object, key and the value loaded. It lives on the stack
// of one expression and is emptied by the store.
struct HolderObject {
  PyObject_HEAD PyObject* object;
  PyObject* key;
  PyObject* value;
  bool attribute;
};
HolderObject* AsHolder(PyObject* object) { return reinterpret_cast<HolderObject*>(object); }
PyObject* spare_holder = nullptr;  // one is enough: they live for an expression
void HolderDealloc(PyObject* self) {
  PyObject_GC_UnTrack(self);
  Py_CLEAR(AsHolder(self)->object);
  Py_CLEAR(AsHolder(self)->key);
  Py_CLEAR(AsHolder(self)->value);
  if (spare_holder == nullptr) {
    spare_holder = self;
  } else {
    PyObject_GC_Del(self);
  }
}
int HolderTraverse(PyObject* self, visitproc visit, void* arg) {
  Py_VISIT(AsHolder(self)->object);
  Py_VISIT(AsHolder(self)->key);
  Py_VISIT(AsHolder(self)->value);
  return 0;
}
PyTypeObject holder_type = [] {
  PyTypeObject type = {PyVarObject_HEAD_INIT(nullptr, 0)};
  type.tp_name = "inplace";
  type.tp_basicsize = sizeof(HolderObject);
  type.tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | Py_TPFLAGS_DISALLOW_INSTANTIATION;
  type.tp_dealloc = HolderDealloc;
  type.tp_traverse = HolderTraverse;
  return type;
}();

// Takes `value` over.
PyObject* Hold(PyObject* object, PyObject* key, PyObject* value, bool attribute) {
  if (value == nullptr) return nullptr;
  HolderObject* holder = nullptr;
  if (spare_holder != nullptr) {
    holder = AsHolder(std::exchange(spare_holder, nullptr));
    PyObject_Init(reinterpret_cast<PyObject*>(holder), &holder_type);
  } else {
    holder = PyObject_GC_New(HolderObject, &holder_type);
  }
  if (holder == nullptr) {
    Py_DECREF(value);
    return nullptr;
  }
  Py_INCREF(object);
  Py_INCREF(key);
  holder->object = object;
  holder->key = key;
  holder->value = value;
  holder->attribute = attribute;
  PyObject_GC_Track(holder);
  return reinterpret_cast<PyObject*>(holder);
}

// ---- one function a guard ----
PyObject* GetAttrGuard(Arguments args, Py_ssize_t, PyObject*) {
  return GuardedGetAttr(args[0], args[1]);
}
PyObject* ReachGuard(Arguments args, Py_ssize_t, PyObject*) { return Reach(args[0], kPlainNames); }
PyObject* OwnGuard(Arguments args, Py_ssize_t, PyObject*) { return Reach(args[0], kOwnNames); }

PyObject* GetItem(PyObject* object, PyObject* index) {
  PyTypeObject* type = Py_TYPE(object);
  PyObject* item = nullptr;
  if (type == &PyList_Type) {
    const Py_ssize_t at = SmallInt(index);
    if (at >= 0 && at < PyList_GET_SIZE(object)) item = PyList_GET_ITEM(object, at);
  } else if (type == &PyTuple_Type) {
    const Py_ssize_t at = SmallInt(index);
    if (at >= 0 && at < PyTuple_GET_SIZE(object)) item = PyTuple_GET_ITEM(object, at);
  }
  if (item == nullptr) return FilterValue(PyObject_GetItem(object, index));
  Py_INCREF(item);
  return FilterValue(item);
}

PyObject* GetItemGuard(Arguments args, Py_ssize_t, PyObject*) { return GetItem(args[0], args[1]); }
PyObject* SliceGuard(Arguments args, Py_ssize_t, PyObject*) {
  return PySlice_New(args[0], args[1], args[2]);
}
PyObject* GetIterGuard(Arguments args, Py_ssize_t, PyObject*) { return GuardedIter(args[0]); }
PyObject* StarGuard(Arguments args, Py_ssize_t, PyObject*) { return GuardedStar(args[0]); }
PyObject* GetAIterGuard(Arguments args, Py_ssize_t, PyObject*) { return GuardedAsyncIter(args[0]); }
PyObject* UnpackGuard(Arguments args, Py_ssize_t, PyObject*) {
  return GuardedUnpack(args[0], args[1]);
}
PyObject* IterUnpackGuard(Arguments args, Py_ssize_t, PyObject*) {
  return GuardedIterUnpack(args[0], args[1]);
}
PyObject* WriteGuard(Arguments args, Py_ssize_t, PyObject*) {
  if (!CheckWritable(args[0])) return nullptr;
  Py_INCREF(args[0]);
  return args[0];
}
PyObject* InplaceVarGuard(Arguments args, Py_ssize_t, PyObject*) {
  return GuardedInplace(args[0], args[1], args[2]);
}
PyObject* InplaceItemGuard(Arguments args, Py_ssize_t, PyObject*) {
  return Hold(args[0], args[1], GetItem(args[0], args[1]), false);
}
PyObject* InplaceAttrGuard(Arguments args, Py_ssize_t, PyObject*) {
  return Hold(args[0], args[1], GuardedGetAttr(args[0], args[1]), true);
}
PyObject* InplaceStoreGuard(Arguments args, Py_ssize_t, PyObject*) {
  if (Py_TYPE(args[1]) != &holder_type || AsHolder(args[1])->value == nullptr) {
    PyErr_SetString(PyExc_SystemError, "an in-place store needs an in-place load");
    return nullptr;
  }
  HolderObject* holder = AsHolder(args[1]);
  // The value leaves the holder, so that a list or str in it has one owner less.
  Ref value = Ref::Steal(std::exchange(holder->value, nullptr));
  Ref result = Ref::Steal(GuardedInplace(args[0], value.get(), args[2]));
  if (!result) return nullptr;
  if (holder->attribute) {
    if (GuardedSetAttr(holder->object, holder->key, result.get()) < 0) return nullptr;
  } else {
    if (!CheckWritable(holder->object)) return nullptr;
    if (PyObject_SetItem(holder->object, holder->key, result.get()) < 0) return nullptr;
  }
  Py_RETURN_NONE;
}
PyObject* ApplyGuard(Arguments args, Py_ssize_t count, PyObject* keywords) {
  if (count < 1) {
    PyErr_SetString(PyExc_SystemError, "the apply guard needs a function");
    return nullptr;
  }
  return PyObject_Vectorcall(args[0], args + 1, static_cast<size_t>(count - 1), keywords);
}
PyObject* PowerGuard(Arguments args, Py_ssize_t, PyObject*) {
  return GuardedPower(args[0], args[1]);
}
PyObject* LeftShiftGuard(Arguments args, Py_ssize_t, PyObject*) {
  return GuardedLeftShift(args[0], args[1]);
}
PyObject* MultiplyGuard(Arguments args, Py_ssize_t, PyObject*) {
  return GuardedMultiply(args[0], args[1]);
}
PyObject* ModuloGuard(Arguments args, Py_ssize_t, PyObject*) {
  return GuardedModulo(args[0], args[1]);
}
PyObject* FormatGuard(Arguments args, Py_ssize_t, PyObject*) {
  if (!PyUnicode_CheckExact(args[1]) || PyUnicode_GET_LENGTH(args[1]) > 1) {
    PyErr_SetString(PyExc_SystemError, "the format guard needs a conversion");
    return nullptr;
  }
  const char conversion = PyUnicode_GET_LENGTH(args[1]) == 0
                              ? '\0'
                              : static_cast<char>(PyUnicode_READ_CHAR(args[1], 0));
  return FormatField(args[0], conversion, args[2] == Py_None ? nullptr : args[2]);
}
PyObject* JoinGuard(Arguments args, Py_ssize_t, PyObject*) {
  static PyObject* const empty = PyUnicode_New(0, 0);
  return PyUnicode_Join(empty, args[0]);
}

// ---- the objects ----
using Implementation = PyObject* (*)(Arguments, Py_ssize_t, PyObject*);

PyObject* GuardRepr(PyObject*) { return PyUnicode_FromString("<guard>"); }
PyObject* GuardNoAttribute(PyObject*, PyObject*) {
  PyErr_SetString(PyExc_AttributeError, "a guard has no attributes");
  return nullptr;
}
PyTypeObject GuardType(const char* name) {
  PyTypeObject type = {PyVarObject_HEAD_INIT(nullptr, 0)};
  type.tp_name = name;
  type.tp_basicsize = sizeof(PyObject);
  type.tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION;
  type.tp_repr = GuardRepr;
  type.tp_getattro = GuardNoAttribute;
  return type;
}

// A guard of one argument takes it as a subscript: one instruction instead of three, and no call to
// prepare. Each is a type of its own, so that the slot is the guard's function itself.
template <Implementation kFunction>
struct Subscripted {
  static PyObject* Take(PyObject*, PyObject* argument) { return kFunction(&argument, 1, nullptr); }
  // For constants, which CPython's compiler would fold with the guard's.
  static PyObject* Call(PyObject*, PyObject* args, PyObject* keywords) {
    if (PyTuple_GET_SIZE(args) != 1 || keywords != nullptr) {
      PyErr_SetString(PyExc_SystemError, "a guard was called with the wrong number of arguments");
      return nullptr;
    }
    return Take(nullptr, PyTuple_GET_ITEM(args, 0));
  }
  static inline PyMappingMethods mapping = {nullptr, Take, nullptr};
  static inline PyTypeObject type = [] {
    PyTypeObject made = GuardType("guard");
    made.tp_as_mapping = &mapping;
    made.tp_call = Call;
    return made;
  }();
};

struct SubscriptedGuard {
  GuardId id;
  PyTypeObject* type;
};
template <GuardId kId, Implementation kFunction>
constexpr SubscriptedGuard Taking() {
  static_assert(TakesSubscript(kId));
  return {kId, &Subscripted<kFunction>::type};
}
constexpr SubscriptedGuard kSubscripted[] = {
    Taking<GuardId::kReach, ReachGuard>(), Taking<GuardId::kOwn, OwnGuard>(),
    Taking<GuardId::kWrite, WriteGuard>(), Taking<GuardId::kGetIter, GetIterGuard>(),
    Taking<GuardId::kStar, StarGuard>(),   Taking<GuardId::kGetAIter, GetAIterGuard>(),
    Taking<GuardId::kJoin, JoinGuard>(),
};

// The others are builtin functions without a module: CPython's specialised calls of those are the
// cheapest that a C function can have.
template <Implementation kFunction, int kLeast, int kMost>
PyObject* CallWithSome(PyObject*, Arguments args, Py_ssize_t count) {
  if (count < kLeast || count > kMost) {
    PyErr_SetString(PyExc_SystemError, "a guard was called with the wrong number of arguments");
    return nullptr;
  }
  return kFunction(args, count, nullptr);
}
template <Implementation kFunction>
PyObject* CallWithAny(PyObject*, Arguments args, Py_ssize_t count, PyObject* keywords) {
  return kFunction(args, count, keywords);
}

struct GuardMethod {
  GuardId id;
  PyMethodDef method;
};
template <class Function>
PyCFunction AsMethod(Function function) {
  return reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(function));
}
// The row's arity is the most that it takes; kLeast the least.
template <GuardId kId, Implementation kFunction, int kLeast>
GuardMethod Method() {
  constexpr int kMost = Row(kId).arity;
  if constexpr (kMost < 0) {
    return {kId,
            {"guard", AsMethod(CallWithAny<kFunction>), METH_FASTCALL | METH_KEYWORDS, nullptr}};
  } else {
    return {kId,
            {"guard", AsMethod(CallWithSome<kFunction, kLeast, kMost>), METH_FASTCALL, nullptr}};
  }
}
GuardMethod guard_methods[] = {
    Method<GuardId::kGetAttr, GetAttrGuard, 2>(),
    Method<GuardId::kGetItem, GetItemGuard, 2>(),
    Method<GuardId::kSlice, SliceGuard, 3>(),
    Method<GuardId::kUnpack, UnpackGuard, 2>(),
    Method<GuardId::kIterUnpack, IterUnpackGuard, 2>(),
    Method<GuardId::kInplaceVar, InplaceVarGuard, 3>(),
    Method<GuardId::kInplaceItem, InplaceItemGuard, 2>(),
    Method<GuardId::kInplaceAttr, InplaceAttrGuard, 2>(),
    Method<GuardId::kInplaceStore, InplaceStoreGuard, 3>(),
    Method<GuardId::kApply, ApplyGuard, 1>(),
    Method<GuardId::kPower, PowerGuard, 2>(),
    Method<GuardId::kLeftShift, LeftShiftGuard, 2>(),
    Method<GuardId::kMultiply, MultiplyGuard, 2>(),
    Method<GuardId::kModulo, ModuloGuard, 2>(),
    Method<GuardId::kFormat, FormatGuard, 2>(),
};
static_assert(std::size(guard_methods) + std::size(kSubscripted) + 1 == kGuardCount,
              "every row of guards.def is implemented; the budget is an object of its own");

PyObject* BudgetNegative(PyObject*) {
  SpendStep();
  Py_RETURN_TRUE;
}
PyNumberMethods budget_number = [] {
  PyNumberMethods methods = {};
  methods.nb_negative = BudgetNegative;
  return methods;
}();
PyTypeObject budget_type = [] {
  PyTypeObject type = GuardType("budget");
  type.tp_as_number = &budget_number;
  return type;
}();

PyObject* guards[kGuardCount];

}  // namespace

bool StartGuards() {
  if (PyType_Ready(&budget_type) < 0 || PyType_Ready(&holder_type) < 0) return false;
  for (GuardMethod& row : guard_methods) {
    guards[static_cast<size_t>(row.id)] = PyCFunction_New(&row.method, nullptr);
  }
  for (const SubscriptedGuard& row : kSubscripted) {
    if (PyType_Ready(row.type) < 0) return false;
    guards[static_cast<size_t>(row.id)] = PyObject_New(PyObject, row.type);
  }
  guards[static_cast<size_t>(GuardId::kBudget)] = PyObject_New(PyObject, &budget_type);
  for (PyObject* guard : guards) {
    if (guard == nullptr) return false;
  }
  return true;
}

PyObject* Guard(GuardId id) { return guards[static_cast<size_t>(id)]; }

std::optional<GuardId> GuardNamed(PyObject* constant, bool* malformed) {
  *malformed = false;
  // The marker is beyond the basic plane: narrower strings cannot hold it.
  if (PyUnicode_KIND(constant) != PyUnicode_4BYTE_KIND) return std::nullopt;
  constexpr Py_UCS4 kMarker = 0x10F57C;
  const Py_ssize_t length = PyUnicode_GET_LENGTH(constant);
  const Py_ssize_t at = PyUnicode_FindChar(constant, kMarker, 0, length, 1);
  if (at < 0) return std::nullopt;
  *malformed = true;
  if (at != 0) return std::nullopt;
  // As ASCII, for the names are.
  std::array<char, 24> name = {};
  if (length > static_cast<Py_ssize_t>(name.size())) return std::nullopt;
  const Py_UCS4* text = PyUnicode_4BYTE_DATA(constant);
  for (Py_ssize_t i = 1; i < length; ++i) {
    if (text[i] > 0x7F) return std::nullopt;
    name[static_cast<size_t>(i) - 1] = static_cast<char>(text[i]);
  }
  const std::string_view wanted(name.data(), static_cast<size_t>(length) - 1);
  for (const GuardRow& row : kGuards) {
    if (row.constant_name != wanted) continue;
    *malformed = false;
    return row.id;
  }
  return std::nullopt;
}

}  // namespace stockade::executor::worker
