#include "executor/worker/attribute_setters.h"

#include "executor/worker/attributes.h"
#include "executor/worker/run.h"

namespace stockade::executor::worker {
namespace {

// A name and an object that the guards let a submission store.
bool MayStore(PyObject* object, PyObject* name) {
  if (!PyUnicode_CheckExact(name)) {
    PyErr_Format(PyExc_TypeError, "attribute name must be string, not '%.200s'",
                 Py_TYPE(name)->tp_name);
    return false;
  }
  Py_ssize_t size = 0;
  const char* data = PyUnicode_AsUTF8AndSize(name, &size);
  if (data == nullptr) return false;
  if (!MayBeStored({data, static_cast<size_t>(size)})) {
    RefuseName(name);
    return false;
  }
  if (!CheckWritable(object)) return false;
  // It passes by what a class of the object says about its attributes, so that this has to be the
  // submission's own.
  if (IsSubmissionType(Py_TYPE(object)) && !PyType_Check(object)) return true;
  PyErr_Format(PyExc_TypeError, "can't apply this method of object to '%.100s' object",
               Py_TYPE(object)->tp_name);
  return false;
}

// `setter` is object's own descriptor, and the object comes first.
PyObject* CallUnbound(PyObject* setter, PyObject* const* args, Py_ssize_t count) {
  if (count >= 2 && !MayStore(args[0], args[1])) return nullptr;
  return PyObject_Vectorcall(setter, args, static_cast<size_t>(count), nullptr);
}

// `setter` is bound to its object.
PyObject* CallBound(PyObject* setter, PyObject* const* args, Py_ssize_t count) {
  Ref object = Ref::Steal(PyObject_GetAttrString(setter, "__self__"));
  if (!object || (count >= 1 && !MayStore(object.get(), args[0]))) return nullptr;
  return PyObject_Vectorcall(setter, args, static_cast<size_t>(count), nullptr);
}

PyCFunction AsFunction(PyObject* (*function)(PyObject*, PyObject* const*, Py_ssize_t)) {
  return reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(function));
}
PyMethodDef unbound = {"__setattr__", AsFunction(CallUnbound), METH_FASTCALL, nullptr};
PyMethodDef bound = {"__setattr__", AsFunction(CallBound), METH_FASTCALL, nullptr};

// The type of slots that are bound to their object; since 3.13 CPython keeps its name to itself.
// Null (nothing has it) if there is no memory.
PyTypeObject* BoundSlotType() {
  static PyTypeObject* const type = [] {
    const Ref slot = Ref::Steal(PyObject_GetAttrString(Py_None, "__str__"));
    PyErr_Clear();
    return slot ? Py_TYPE(slot.get()) : nullptr;
  }();
  return type;
}

bool IsOfObject(PyObject* value) {
  Ref owner = Ref::Steal(PyObject_GetAttrString(value, "__objclass__"));
  PyErr_Clear();
  return owner && owner.get() == reinterpret_cast<PyObject*>(&PyBaseObject_Type);
}

}  // namespace

bool NamesSetter(PyObject* name) {
  return IsText(name, "__setattr__") || IsText(name, "__delattr__");
}

PyObject* FilterSetter(PyObject* value) {
  if (value == nullptr) return nullptr;
  Ref held = Ref::Steal(value);
  PyObject* function = PyMethod_Check(value) ? PyMethod_GET_FUNCTION(value) : value;
  if (IsSubmissionFunction(function)) return held.Release();
  if (Py_TYPE(value) == &PyWrapperDescr_Type && IsOfObject(value)) {
    return PyCFunction_New(&unbound, value);
  }
  if (Py_TYPE(value) == BoundSlotType() && IsOfObject(value)) {
    return PyCFunction_New(&bound, value);
  }
  PyErr_SetString(PyExc_AttributeError,
                  "this way to store attributes is its library's own: use that of object, or "
                  "super(), or setattr()");
  return nullptr;
}

}  // namespace stockade::executor::worker
