#include "executor/worker/iteration.h"

#include "executor/worker/budget.h"
#include "executor/worker/cpython.h"
#include "executor/worker/run.h"

namespace stockade::executor::worker {
namespace {

// ---- a list or tuple, index by index ----
struct SequenceIter {
  PyObject_HEAD PyObject* sequence;  // null: exhausted
  Py_ssize_t index;
};
SequenceIter* AsSequence(PyObject* object) { return reinterpret_cast<SequenceIter*>(object); }

PyObject* ListNext(PyObject* self) {
  SequenceIter* iter = AsSequence(self);
  PyObject* list = iter->sequence;
  if (list == nullptr) return nullptr;
  // The list may grow or shrink between steps, as with its own iterator.
  if (iter->index < PyList_GET_SIZE(list)) {
    SpendStep();
    PyObject* item = PyList_GET_ITEM(list, iter->index++);
    Py_INCREF(item);
    return item;
  }
  iter->sequence = nullptr;
  Py_DECREF(list);
  return nullptr;
}

PyObject* TupleNext(PyObject* self) {
  SequenceIter* iter = AsSequence(self);
  PyObject* tuple = iter->sequence;
  if (tuple == nullptr) return nullptr;
  if (iter->index < PyTuple_GET_SIZE(tuple)) {
    SpendStep();
    PyObject* item = PyTuple_GET_ITEM(tuple, iter->index++);
    Py_INCREF(item);
    return item;
  }
  iter->sequence = nullptr;
  Py_DECREF(tuple);
  return nullptr;
}

void SequenceDealloc(PyObject* self) {
  PyObject_GC_UnTrack(self);
  Py_XDECREF(AsSequence(self)->sequence);
  PyObject_GC_Del(self);
}
int SequenceTraverse(PyObject* self, visitproc visit, void* arg) {
  Py_VISIT(AsSequence(self)->sequence);
  return 0;
}

// ---- a range of machine integers ----
struct RangeIter {
  PyObject_HEAD long long next;
  long long step;
  long long left;
};
RangeIter* AsRange(PyObject* object) { return reinterpret_cast<RangeIter*>(object); }

PyObject* RangeNext(PyObject* self) {
  RangeIter* iter = AsRange(self);
  if (iter->left <= 0) return nullptr;
  SpendStep();
  --iter->left;
  const long long value = iter->next;
  // Not past the last item: the sum could overflow there.
  if (iter->left > 0) iter->next = value + iter->step;
  return PyLong_FromLongLong(value);
}

// ---- any other iterator; with a specification, each item is unpacked ----
struct CountedIter {
  PyObject_HEAD PyObject* inner;
  PyObject* spec;  // null: items pass as they are
  Py_ssize_t at;   // kUnpackSome: position of the next item
};
CountedIter* AsCounted(PyObject* object) { return reinterpret_cast<CountedIter*>(object); }

PyObject* CountedNext(PyObject* self) {
  SpendStep();
  CountedIter* iter = AsCounted(self);
  // The class may have lost its __next__ since.
  const iternextfunc next = Py_TYPE(iter->inner)->tp_iternext;
  if (next != nullptr) return next(iter->inner);
  return PyErr_Format(PyExc_TypeError, "'%.200s' object is not an iterator",
                      Py_TYPE(iter->inner)->tp_name);
}

// ---- an item that a pattern takes: unpacked when CPython asks for its iterator, which is when it
// would have unpacked the item itself, after the targets to the left have been stored
struct PatternItem {
  PyObject_HEAD PyObject* object;
  PyObject* spec;  // null: all of it, behind a star
};
PatternItem* AsPattern(PyObject* object) { return reinterpret_cast<PatternItem*>(object); }

PyObject* PatternIter(PyObject* self) {
  PyObject *object = AsPattern(self)->object, *spec = AsPattern(self)->spec;
  if (spec == nullptr) {  // behind a star
    if (Py_TYPE(object)->tp_iter != nullptr || PySequence_Check(object)) return GuardedIter(object);
    return PyErr_Format(PyExc_TypeError, "Value after * must be an iterable, not %.200s",
                        Py_TYPE(object)->tp_name);
  }
  Ref unpacked = Ref::Steal(GuardedUnpack(object, spec));
  return unpacked ? PyObject_GetIter(unpacked.get()) : nullptr;
}
void PatternDealloc(PyObject* self) {
  PyObject_GC_UnTrack(self);
  Py_XDECREF(AsPattern(self)->object);
  Py_XDECREF(AsPattern(self)->spec);
  PyObject_GC_Del(self);
}
int PatternTraverse(PyObject* self, visitproc visit, void* arg) {
  Py_VISIT(AsPattern(self)->object);
  Py_VISIT(AsPattern(self)->spec);
  return 0;
}
PyObject* NewPatternItem(PyObject* object, PyObject* spec);

PyObject* UnpackEachNext(PyObject* self) {
  Ref item = Ref::Steal(CountedNext(self));
  return item ? NewPatternItem(item.get(), AsCounted(self)->spec) : nullptr;
}

// A specification as iteration.h describes it.
bool CheckSpec(PyObject* spec) {
  if (PyTuple_CheckExact(spec) && PyTuple_GET_SIZE(spec) >= 1 &&
      PyLong_CheckExact(PyTuple_GET_ITEM(spec, 0))) {
    return true;
  }
  PyErr_SetString(PyExc_TypeError, "the unpack guard needs a specification");
  return false;
}
// Patterns inside the pattern: pairs of index and specification, from 1 on.
bool HasPatterns(PyObject* spec) { return PyTuple_GET_SIZE(spec) != 1; }

// The specification of item `index` of `spec`, borrowed; null: it is no pattern.
PyObject* ChildAt(PyObject* spec, Py_ssize_t index) {
  for (Py_ssize_t i = 1; i < PyTuple_GET_SIZE(spec); ++i) {
    PyObject* child = PyTuple_GET_ITEM(spec, i);
    if (PyLong_AsSsize_t(PyTuple_GET_ITEM(child, 0)) == index) return PyTuple_GET_ITEM(child, 1);
  }
  return nullptr;
}

PyObject* UnpackSomeNext(PyObject* self) {
  Ref item = Ref::Steal(CountedNext(self));
  if (!item) return nullptr;
  PyObject* child = ChildAt(AsCounted(self)->spec, AsCounted(self)->at++);
  if (child != nullptr) return NewPatternItem(item.get(), child);
  return item.Release();
}

void CountedDealloc(PyObject* self) {
  PyObject_GC_UnTrack(self);
  Py_XDECREF(AsCounted(self)->inner);
  Py_XDECREF(AsCounted(self)->spec);
  PyObject_GC_Del(self);
}
int CountedTraverse(PyObject* self, visitproc visit, void* arg) {
  Py_VISIT(AsCounted(self)->inner);
  Py_VISIT(AsCounted(self)->spec);
  return 0;
}

// `yield from` looks for these on what it delegates to.
PyObject* CountedGetAttr(PyObject* self, PyObject* name) {
  if (IsText(name, "send") || IsText(name, "throw") || IsText(name, "close")) {
    return PyObject_GetAttr(AsCounted(self)->inner, name);
  }
  return PyObject_GenericGetAttr(self, name);
}

// ---- asynchronous ----
struct AsyncIter {
  PyObject_HEAD PyObject* inner;
};
AsyncIter* AsAsync(PyObject* object) { return reinterpret_cast<AsyncIter*>(object); }

PyObject* AsyncSelf(PyObject* self) {
  Py_INCREF(self);
  return self;
}
PyObject* AsyncNext(PyObject* self) {
  SpendStep();
  PyObject* inner = AsAsync(self)->inner;
  // As in CountedNext.
  const PyAsyncMethods* methods = Py_TYPE(inner)->tp_as_async;
  if (methods != nullptr && methods->am_anext != nullptr) return methods->am_anext(inner);
  return PyErr_Format(PyExc_TypeError, "'%.200s' object is not an async iterator",
                      Py_TYPE(inner)->tp_name);
}
void AsyncDealloc(PyObject* self) {
  PyObject_GC_UnTrack(self);
  Py_XDECREF(AsAsync(self)->inner);
  PyObject_GC_Del(self);
}
int AsyncTraverse(PyObject* self, visitproc visit, void* arg) {
  Py_VISIT(AsAsync(self)->inner);
  return 0;
}

PyTypeObject IteratorType(const char* name, Py_ssize_t size, iternextfunc next, destructor dealloc,
                          traverseproc traverse) {
  PyTypeObject type = {PyVarObject_HEAD_INIT(nullptr, 0)};
  type.tp_name = name;
  type.tp_basicsize = size;
  type.tp_flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION;
  if (traverse != nullptr) type.tp_flags |= Py_TPFLAGS_HAVE_GC;
  type.tp_dealloc = dealloc;
  type.tp_traverse = traverse;
  if (next != nullptr) {
    type.tp_iter = PyObject_SelfIter;
    type.tp_iternext = next;
  }
  return type;
}

void RangeDealloc(PyObject* self) { PyObject_Free(self); }

PyTypeObject list_iter_type = IteratorType("list_iterator", sizeof(SequenceIter), ListNext,
                                           SequenceDealloc, SequenceTraverse);
PyTypeObject tuple_iter_type = IteratorType("tuple_iterator", sizeof(SequenceIter), TupleNext,
                                            SequenceDealloc, SequenceTraverse);
PyTypeObject range_iter_type =
    IteratorType("range_iterator", sizeof(RangeIter), RangeNext, RangeDealloc, nullptr);
PyTypeObject counted_iter_type =
    IteratorType("iterator", sizeof(CountedIter), CountedNext, CountedDealloc, CountedTraverse);
PyTypeObject unpack_each_type =
    IteratorType("iterator", sizeof(CountedIter), UnpackEachNext, CountedDealloc, CountedTraverse);
PyTypeObject unpack_some_type =
    IteratorType("iterator", sizeof(CountedIter), UnpackSomeNext, CountedDealloc, CountedTraverse);
PyAsyncMethods async_methods = [] {
  PyAsyncMethods methods = {};
  methods.am_aiter = AsyncSelf;
  methods.am_anext = AsyncNext;
  return methods;
}();
PyTypeObject async_iter_type =
    IteratorType("async_iterator", sizeof(AsyncIter), nullptr, AsyncDealloc, AsyncTraverse);

PyTypeObject pattern_type = [] {
  PyTypeObject type =
      IteratorType("pattern", sizeof(PatternItem), nullptr, PatternDealloc, PatternTraverse);
  type.tp_iter = PatternIter;
  return type;
}();

PyObject* NewPatternItem(PyObject* object, PyObject* spec) {
  if (spec != nullptr && !CheckSpec(spec)) return nullptr;
  if (spec != nullptr && !HasPatterns(spec) &&
      (PyTuple_CheckExact(object) || PyList_CheckExact(object))) {
    Py_INCREF(object);
    return object;
  }
  PatternItem* item = PyObject_GC_New(PatternItem, &pattern_type);
  if (item == nullptr) return nullptr;
  Py_INCREF(object);
  item->object = object;
  Py_XINCREF(spec);
  item->spec = spec;
  PyObject_GC_Track(item);
  return reinterpret_cast<PyObject*>(item);
}

PyObject* NewSequenceIter(PyTypeObject* type, PyObject* sequence) {
  SequenceIter* iter = PyObject_GC_New(SequenceIter, type);
  if (iter == nullptr) return nullptr;
  Py_INCREF(sequence);
  iter->sequence = sequence;
  iter->index = 0;
  PyObject_GC_Track(iter);
  return reinterpret_cast<PyObject*>(iter);
}

// Takes `inner` over; `spec` is borrowed or null.
PyObject* NewCountedIter(PyTypeObject* type, Ref inner, PyObject* spec) {
  if (!inner) return nullptr;
  CountedIter* iter = PyObject_GC_New(CountedIter, type);
  if (iter == nullptr) return nullptr;
  iter->inner = inner.Release();
  Py_XINCREF(spec);
  iter->spec = spec;
  iter->at = 0;
  PyObject_GC_Track(iter);
  return reinterpret_cast<PyObject*>(iter);
}

PyObject* NewRangeIter(PyObject* object) {
  const RangeFields* range = AsRangeFields(object);
  int overflow = 0, any = 0;
  const long long start = PyLong_AsLongLongAndOverflow(range->start, &overflow);
  any |= overflow;
  const long long step = PyLong_AsLongLongAndOverflow(range->step, &overflow);
  any |= overflow;
  const long long length = PyLong_AsLongLongAndOverflow(range->length, &overflow);
  any |= overflow;
  const long long stop = PyLong_AsLongLongAndOverflow(range->stop, &overflow);
  any |= overflow;
  (void)stop;  // start and stop both fit, so every item does
  if (any != 0)
    return NewCountedIter(&counted_iter_type, Ref::Steal(PyObject_GetIter(object)), nullptr);
  RangeIter* iter = PyObject_New(RangeIter, &range_iter_type);
  if (iter == nullptr) return nullptr;
  iter->next = start;
  iter->step = step;
  iter->left = length;
  return reinterpret_cast<PyObject*>(iter);
}

bool IsOwnCode(PyObject* code) {
  return code != nullptr && reinterpret_cast<PyCodeObject*>(code)->co_filename == run.filename;
}

}  // namespace

bool StartIteration() {
  counted_iter_type.tp_getattro = CountedGetAttr;
  async_iter_type.tp_as_async = &async_methods;
  for (PyTypeObject* type :
       {&list_iter_type, &tuple_iter_type, &range_iter_type, &counted_iter_type, &unpack_each_type,
        &unpack_some_type, &async_iter_type, &pattern_type}) {
    if (PyType_Ready(type) < 0) return false;
  }
  return true;
}

PyObject* GuardedIter(PyObject* object) {
  PyTypeObject* type = Py_TYPE(object);
  if (type == &PyList_Type) return NewSequenceIter(&list_iter_type, object);
  if (type == &PyRange_Type) return NewRangeIter(object);
  if (type == &PyTuple_Type) return NewSequenceIter(&tuple_iter_type, object);
  // A coroutine is no iterable, but `yield from` may take it; CPython decides and words the error.
  if ((type == &PyGen_Type || type == &PyCoro_Type) && IsOwnCode(GeneratorCode(object))) {
    Py_INCREF(object);
    return object;
  }
  return NewCountedIter(&counted_iter_type, Ref::Steal(PyObject_GetIter(object)), nullptr);
}

PyObject* GuardedStar(PyObject* object) {
  PyTypeObject* type = Py_TYPE(object);
  Py_ssize_t length = 0;
  if (type == &PyTuple_Type || type == &PyList_Type) {
    length = Py_SIZE(object);
  } else if (type == &PyDict_Type) {
    length = PyDict_GET_SIZE(object);
  } else if (type == &PySet_Type || type == &PyFrozenSet_Type) {
    length = PySet_GET_SIZE(object);
  } else if (type == &PyUnicode_Type) {
    length = PyUnicode_GET_LENGTH(object);
  } else if ((type->tp_flags & Py_TPFLAGS_HEAPTYPE) == 0 && type->tp_iter == nullptr &&
             !PySequence_Check(object)) {
    length = 0;  // and never iterable: CPython words the error, which names the function
  } else {
    return NewPatternItem(object, nullptr);
  }
  SpendSteps(length);
  Py_INCREF(object);
  return object;
}

PyObject* GuardedAsyncIter(PyObject* object) {
  PyTypeObject* type = Py_TYPE(object);
  if (type == &PyAsyncGen_Type && IsOwnCode(GeneratorCode(object))) {
    Py_INCREF(object);
    return object;
  }
  if (type->tp_as_async == nullptr || type->tp_as_async->am_aiter == nullptr) {
    return PyErr_Format(PyExc_TypeError,
                        "'async for' requires an object with __aiter__ method, got %.100s",
                        type->tp_name);
  }
  Ref inner = Ref::Steal(type->tp_as_async->am_aiter(object));
  if (!inner) return nullptr;
  PyTypeObject* inner_type = Py_TYPE(inner.get());
  if (inner_type->tp_as_async == nullptr || inner_type->tp_as_async->am_anext == nullptr) {
    return PyErr_Format(PyExc_TypeError,
                        "'async for' received an object from __aiter__ that does not implement "
                        "__anext__: %.100s",
                        inner_type->tp_name);
  }
  AsyncIter* iter = PyObject_GC_New(AsyncIter, &async_iter_type);
  if (iter == nullptr) return nullptr;
  iter->inner = inner.Release();
  PyObject_GC_Track(iter);
  return reinterpret_cast<PyObject*>(iter);
}

PyObject* GuardedUnpack(PyObject* object, PyObject* spec) {
  if (!CheckSpec(spec)) return nullptr;
  if (!HasPatterns(spec) && (PyTuple_CheckExact(object) || PyList_CheckExact(object))) {
    Py_INCREF(object);
    return object;
  }
  Ref inner = Ref::Steal(PyObject_GetIter(object));
  if (!inner) {
    if (PyErr_ExceptionMatches(PyExc_TypeError) && Py_TYPE(object)->tp_iter == nullptr &&
        !PySequence_Check(object)) {
      PyErr_Format(PyExc_TypeError, "cannot unpack non-iterable %.200s object",
                   Py_TYPE(object)->tp_name);
    }
    return nullptr;
  }
  bool from_the_end = false;
  for (Py_ssize_t i = 1; i < PyTuple_GET_SIZE(spec); ++i) {
    PyObject* child = PyTuple_GET_ITEM(spec, i);
    if (!PyTuple_CheckExact(child) || PyTuple_GET_SIZE(child) != 2 ||
        !PyLong_CheckExact(PyTuple_GET_ITEM(child, 0))) {
      PyErr_SetString(PyExc_TypeError, "the unpack guard needs a specification");
      return nullptr;
    }
    from_the_end = from_the_end || PyLong_AsLong(PyTuple_GET_ITEM(child, 0)) < 0;
  }
  if (!HasPatterns(spec)) return NewCountedIter(&counted_iter_type, std::move(inner), nullptr);
  if (!from_the_end) return NewCountedIter(&unpack_some_type, std::move(inner), spec);
  // Patterns after a star: CPython takes all items there too.
  Ref counted = Ref::Steal(NewCountedIter(&counted_iter_type, std::move(inner), nullptr));
  Ref list = counted ? Ref::Steal(PySequence_List(counted.get())) : Ref();
  if (!list) return nullptr;
  const Py_ssize_t length = PyList_GET_SIZE(list.get());
  if (length < PyLong_AsSsize_t(PyTuple_GET_ITEM(spec, 0))) {
    return list.Release();  // too short: CPython says so
  }
  for (Py_ssize_t i = 1; i < PyTuple_GET_SIZE(spec); ++i) {
    PyObject* child = PyTuple_GET_ITEM(spec, i);
    Py_ssize_t index = PyLong_AsSsize_t(PyTuple_GET_ITEM(child, 0));
    if (index < 0) index += length;
    if (index < 0 || index >= length) continue;
    PyObject* unpacked =
        NewPatternItem(PyList_GET_ITEM(list.get(), index), PyTuple_GET_ITEM(child, 1));
    if (unpacked == nullptr || PyList_SetItem(list.get(), index, unpacked) < 0) return nullptr;
  }
  return list.Release();
}

PyObject* GuardedIterUnpack(PyObject* object, PyObject* spec) {
  if (!CheckSpec(spec)) return nullptr;
  Ref inner = Ref::Steal(PyObject_GetIter(object));
  return NewCountedIter(&unpack_each_type, std::move(inner), spec);
}

}  // namespace stockade::executor::worker
