#include "executor/worker/guards.h"

#include <cstddef>
#include <string>
#include <utility>

#include "executor/worker/attributes.h"
#include "executor/worker/budget.h"
#include "executor/worker/formatting.h"
#include "executor/worker/iteration.h"
#include "executor/worker/sizes.h"

namespace stockade::executor::worker {
namespace {

using Arguments = PyObject* const*;

// ---- in-place operators ----
struct InplaceRow {
  std::string_view spelling;
  PyObject* (*apply)(PyObject*, PyObject*);
  bool (*check)(PyObject*, PyObject*);
};
PyObject* InplacePower(PyObject* left, PyObject* right) {
  return PyNumber_InPlacePower(left, right, Py_None);
}
constexpr InplaceRow kInplace[] = {
    {"+=", PyNumber_InPlaceAdd, nullptr},
    {"-=", PyNumber_InPlaceSubtract, nullptr},
    {"*=", PyNumber_InPlaceMultiply, CheckMultiply},
    {"/=", PyNumber_InPlaceTrueDivide, nullptr},
    {"%=", PyNumber_InPlaceRemainder, CheckPercentWidths},
    {"**=", InplacePower, CheckPower},
    {"<<=", PyNumber_InPlaceLshift, CheckLeftShift},
    {">>=", PyNumber_InPlaceRshift, nullptr},
    {"|=", PyNumber_InPlaceOr, nullptr},
    {"^=", PyNumber_InPlaceXor, nullptr},
    {"&=", PyNumber_InPlaceAnd, nullptr},
    {"//=", PyNumber_InPlaceFloorDivide, nullptr},
    {"@=", PyNumber_InPlaceMatrixMultiply, nullptr},
};

PyObject* Inplace(PyObject* operation, PyObject* left, PyObject* right) {
  for (const InplaceRow& row : kInplace) {
    if (!IsText(operation, row.spelling)) continue;
    if (row.check != nullptr && !row.check(left, right)) return nullptr;
    return row.apply(left, right);
  }
  PyErr_SetString(PyExc_SystemError, "unknown in-place operator");
  return nullptr;
}

// What an in-place load hands to its store: object, key and the value loaded. It lives on the stack
// of one expression and is emptied by the store.
struct HolderObject {
  PyObject_HEAD PyObject* object;
  PyObject* key;
  PyObject* value;
  bool attribute;
};
HolderObject* AsHolder(PyObject* object) { return reinterpret_cast<HolderObject*>(object); }
void HolderDealloc(PyObject* self) {
  PyObject_GC_UnTrack(self);
  Py_XDECREF(AsHolder(self)->object);
  Py_XDECREF(AsHolder(self)->key);
  Py_XDECREF(AsHolder(self)->value);
  PyObject_GC_Del(self);
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
  HolderObject* holder = PyObject_GC_New(HolderObject, &holder_type);
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
PyObject* GetItemGuard(Arguments args, Py_ssize_t, PyObject*) {
  return FilterValue(PyObject_GetItem(args[0], args[1]));
}
PyObject* SliceGuard(Arguments args, Py_ssize_t, PyObject*) {
  return PySlice_New(args[0], args[1], args[2]);
}
PyObject* GetIterGuard(Arguments args, Py_ssize_t, PyObject*) { return GuardedIter(args[0]); }
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
  return Inplace(args[0], args[1], args[2]);
}
PyObject* InplaceItemGuard(Arguments args, Py_ssize_t, PyObject*) {
  return Hold(args[0], args[1], FilterValue(PyObject_GetItem(args[0], args[1])), false);
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
  Ref result = Ref::Steal(Inplace(args[0], value.get(), args[2]));
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
  return CheckPower(args[0], args[1]) ? PyNumber_Power(args[0], args[1], Py_None) : nullptr;
}
PyObject* LeftShiftGuard(Arguments args, Py_ssize_t, PyObject*) {
  return CheckLeftShift(args[0], args[1]) ? PyNumber_Lshift(args[0], args[1]) : nullptr;
}
PyObject* MultiplyGuard(Arguments args, Py_ssize_t, PyObject*) {
  return CheckMultiply(args[0], args[1]) ? PyNumber_Multiply(args[0], args[1]) : nullptr;
}
PyObject* ModuloGuard(Arguments args, Py_ssize_t, PyObject*) {
  if (!CheckPercentWidths(args[0], args[1])) return nullptr;
  // As BINARY_OP does: str % subclass-of-str asks the right operand first.
  return PyNumber_Remainder(args[0], args[1]);
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
struct GuardImplementation {
  GuardId id;
  Implementation function;
  int least;  // arguments; the row's arity is the most
};
constexpr GuardImplementation kImplementations[] = {
    {GuardId::kGetAttr, GetAttrGuard, 2},
    {GuardId::kGetItem, GetItemGuard, 2},
    {GuardId::kSlice, SliceGuard, 3},
    {GuardId::kGetIter, GetIterGuard, 1},
    {GuardId::kGetAIter, GetAIterGuard, 1},
    {GuardId::kUnpack, UnpackGuard, 2},
    {GuardId::kIterUnpack, IterUnpackGuard, 2},
    {GuardId::kWrite, WriteGuard, 1},
    {GuardId::kInplaceVar, InplaceVarGuard, 3},
    {GuardId::kInplaceItem, InplaceItemGuard, 2},
    {GuardId::kInplaceAttr, InplaceAttrGuard, 2},
    {GuardId::kInplaceStore, InplaceStoreGuard, 3},
    {GuardId::kApply, ApplyGuard, 1},
    {GuardId::kPower, PowerGuard, 2},
    {GuardId::kLeftShift, LeftShiftGuard, 2},
    {GuardId::kMultiply, MultiplyGuard, 2},
    {GuardId::kModulo, ModuloGuard, 2},
    {GuardId::kFormat, FormatGuard, 2},
    {GuardId::kJoin, JoinGuard, 1},
    {GuardId::kBudget, nullptr, 0},
};
static_assert(std::size(kImplementations) == kGuardCount, "every row of guards.def is implemented");

struct GuardObject {
  PyObject_HEAD vectorcallfunc vectorcall;
  Implementation function;
  Py_ssize_t least, most;
};

PyObject* GuardCall(PyObject* self, PyObject* const* args, size_t flags, PyObject* keywords) {
  const auto* guard = reinterpret_cast<const GuardObject*>(self);
  const Py_ssize_t count = PyVectorcall_NARGS(flags);
  if (count < guard->least || (guard->most >= 0 && (count > guard->most || keywords != nullptr))) {
    PyErr_SetString(PyExc_SystemError, "a guard was called with the wrong number of arguments");
    return nullptr;
  }
  return guard->function(args, count, keywords);
}

PyObject* GuardRepr(PyObject*) { return PyUnicode_FromString("<guard>"); }
PyObject* GuardNoAttribute(PyObject*, PyObject*) {
  PyErr_SetString(PyExc_AttributeError, "a guard has no attributes");
  return nullptr;
}

PyTypeObject guard_type = [] {
  PyTypeObject type = {PyVarObject_HEAD_INIT(nullptr, 0)};
  type.tp_name = "guard";
  type.tp_basicsize = sizeof(GuardObject);
  type.tp_flags =
      Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_DISALLOW_INSTANTIATION;
  type.tp_vectorcall_offset = offsetof(GuardObject, vectorcall);
  type.tp_call = PyVectorcall_Call;
  type.tp_repr = GuardRepr;
  type.tp_getattro = GuardNoAttribute;
  return type;
}();

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
  PyTypeObject type = {PyVarObject_HEAD_INIT(nullptr, 0)};
  type.tp_name = "budget";
  type.tp_basicsize = sizeof(PyObject);
  type.tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION;
  type.tp_as_number = &budget_number;
  type.tp_repr = GuardRepr;
  type.tp_getattro = GuardNoAttribute;
  return type;
}();

PyObject* guards[kGuardCount];

}  // namespace

bool StartGuards() {
  if (PyType_Ready(&guard_type) < 0 || PyType_Ready(&budget_type) < 0 ||
      PyType_Ready(&holder_type) < 0) {
    return false;
  }
  for (const GuardImplementation& row : kImplementations) {
    PyObject*& slot = guards[static_cast<size_t>(row.id)];
    if (row.function == nullptr) {
      slot = PyObject_New(PyObject, &budget_type);
    } else if (GuardObject* guard = PyObject_New(GuardObject, &guard_type)) {
      guard->vectorcall = GuardCall;
      guard->function = row.function;
      guard->least = row.least;
      guard->most = Row(row.id).arity;
      slot = reinterpret_cast<PyObject*>(guard);
    }
    if (slot == nullptr) return false;
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
  Ref rest = Ref::Steal(PyUnicode_Substring(constant, 1, length));
  if (!rest) {
    PyErr_Clear();
    return std::nullopt;
  }
  for (const GuardRow& row : kGuards) {
    if (!IsText(rest.get(), row.constant_name)) continue;
    *malformed = false;
    return row.id;
  }
  return std::nullopt;
}

}  // namespace stockade::executor::worker
