#include "executor/worker/class_making.h"

#include <string_view>
#include <vector>

#include "executor/worker/introspection.h"
#include "executor/worker/run.h"

namespace stockade::executor::worker {
namespace {

newfunc real_new = nullptr;
// The frame of the class statement that may make a class now; borrowed: it runs while the permit
// lives.
thread_local const PyFrameObject* permitted = nullptr;

// Metaclasses written in Python, which go on to type.__new__.
constexpr FunctionRow kPlumbing[] = {
    {"abc", "__new__"},
    {"enum", "__new__"},
    {"typing", "__new__"},
};
// Library functions that make classes from names which were checked (gadgets.def), or of their own.
constexpr FunctionRow kMakers[] = {
    {"collections", "namedtuple"},
    {"dataclasses", "_add_slots"},
    {"enum", "_create_"},
    {"typing", "NamedTuple"},
    {"typing", "TypedDict"},
    // Class statements with a body of their own: a dialect, a visitor of the texts of signatures,
    // and the error of a subclass of NewType.
    {"csv", "sniff"},
    {"inspect", "_signature_fromstr"},
    {"typing", "__mro_entries__"},
};

template <size_t kSize>
bool IsOneOf(PyObject* frame, const FunctionRow (&rows)[kSize]) {
  return IsFunctionOf(frame, rows, kSize);
}

// The innermost frame that is no metaclass's; null: there is none.
Ref Caller() {
  Ref frame = Ref::Steal(reinterpret_cast<PyObject*>(PyThreadState_GetFrame(PyThreadState_Get())));
  while (frame && IsOneOf(frame.get(), kPlumbing)) {
    frame = Ref::Steal(reinterpret_cast<PyObject*>(
        PyFrame_GetBack(reinterpret_cast<PyFrameObject*>(frame.get()))));
  }
  return frame;
}

PyObject* GuardedNew(PyTypeObject* metatype, PyObject* args, PyObject* keywords) {
  // Before there is a submission, the library is on its own.
  if (run.globals == nullptr) return real_new(metatype, args, keywords);
  Ref caller = Caller();
  // Code of the submission that a metaclass calls on its way has a frame of its own.
  const bool of_statement = caller && reinterpret_cast<PyFrameObject*>(caller.get()) == permitted;
  const bool may = of_statement || (caller && IsOneOf(caller.get(), kMakers));
  // What __init_subclass__ and __set_name__ make in between needs its own.
  if (of_statement) permitted = nullptr;
  if (may) return real_new(metatype, args, keywords);
  PyErr_SetString(PyExc_TypeError, "a class is made by a class statement here");
  return nullptr;
}

// Metaclasses that took type's slot over when they were made.
bool GuardMetaclasses() {
  std::vector<Ref> open;
  open.push_back(Ref::Borrow(reinterpret_cast<PyObject*>(&PyType_Type)));
  while (!open.empty()) {
    Ref metaclass = std::move(open.back());
    open.pop_back();
    auto* type = reinterpret_cast<PyTypeObject*>(metaclass.get());
    if (type->tp_new == real_new) {
      type->tp_new = GuardedNew;
      PyType_Modified(type);
    }
    Ref below = Ref::Steal(PyObject_CallMethod(reinterpret_cast<PyObject*>(&PyType_Type),
                                               "__subclasses__", "O", type));
    if (!below || !PyList_Check(below.get())) return false;
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(below.get()); ++i)
      open.push_back(Ref::Borrow(PyList_GET_ITEM(below.get(), i)));
  }
  return true;
}

}  // namespace

bool StartClassMaking() {
  real_new = PyType_Type.tp_new;
  return GuardMetaclasses();
}

PyObject* MakeTypeUnchecked(PyObject* args) {
  return (real_new != nullptr ? real_new : PyType_Type.tp_new)(&PyType_Type, args, nullptr);
}

ClassStatementPermit::ClassStatementPermit() : outer_(permitted) {
  // Not null: a class statement stands in Python code, and the thread's state holds its frame.
  const Ref frame =
      Ref::Steal(reinterpret_cast<PyObject*>(PyThreadState_GetFrame(PyThreadState_Get())));
  permitted = reinterpret_cast<const PyFrameObject*>(frame.get());
}
ClassStatementPermit::~ClassStatementPermit() { permitted = outer_; }

}  // namespace stockade::executor::worker
