#include "tools/python/guards.h"

#include <iterator>
#include <string_view>

#include "tools/python/restricted_policy.h"

namespace stockade::python {

namespace {

// Strings that are looked up on every call; made once, live as long as the process.
struct Strings {
  PyObject *guarded_writes, *min_len, *childs;
  PyObject *setitem, *delitem, *setattr, *delattr;
} strings;

PyObject* formatter_type = nullptr;  // string.Formatter

struct Spelled {
  PyObject** slot;
  const char* text;
};

bool MakeStrings() {
  const Spelled spelled[] = {{&strings.guarded_writes, "_guarded_writes"},
                             {&strings.min_len, "min_len"},
                             {&strings.childs, "childs"},
                             {&strings.setitem, "__guarded_setitem__"},
                             {&strings.delitem, "__guarded_delitem__"},
                             {&strings.setattr, "__guarded_setattr__"},
                             {&strings.delattr, "__guarded_delattr__"}};
  for (const Spelled& string : spelled) {
    if (*string.slot == nullptr) *string.slot = PyUnicode_InternFromString(string.text);
    if (*string.slot == nullptr) return false;
  }
  if (formatter_type == nullptr) {
    PyObject* module = PyImport_ImportModule("string");
    if (module == nullptr) return false;
    formatter_type = PyObject_GetAttrString(module, "Formatter");
    Py_DECREF(module);
  }
  return formatter_type != nullptr;
}

PyObject* NewRef(PyObject* object) {  // CPython's own came with 3.10
  Py_INCREF(object);
  return object;
}

// 1: found, 0: there is none, -1: an error is set.
int LookUp(PyObject* object, PyObject* name, PyObject** value) {
#if PY_VERSION_HEX >= 0x030D0000
  return PyObject_GetOptionalAttr(object, name, value);
#else
  return _PyObject_LookupAttr(object, name, value);
#endif
}

// --- reading attributes

bool FormatsText(PyObject* object) {
  if (PyUnicode_Check(object)) return true;
  return PyType_Check(object) &&
         PyType_IsSubtype(reinterpret_cast<PyTypeObject*>(object), &PyUnicode_Type);
}

// A name that the guard may read; else an error is set.
bool MayRead(PyObject* object, PyObject* name) {
  if (!PyUnicode_CheckExact(name)) {  // a subclass could change what it says of itself
    PyErr_SetString(PyExc_TypeError, "type(name) must be str");
    return false;
  }
  Py_ssize_t size = 0;
  const char* data = PyUnicode_AsUTF8AndSize(name, &size);
  if (data == nullptr) return false;
  const std::string_view text(data, static_cast<size_t>(size));
  if (text.starts_with("format") && (text == "format" || text == "format_map")) {
    if (FormatsText(object)) {
      PyErr_SetString(PyExc_NotImplementedError,
                      "Using the format*() methods of `str` is not safe");
      return false;
    }
  }
  if (text == "format" || text == "vformat" || text == "get_field" || text == "format_field") {
    const bool formats =
        PyType_Check(object)
            ? PyType_IsSubtype(reinterpret_cast<PyTypeObject*>(object),
                               reinterpret_cast<PyTypeObject*>(formatter_type)) != 0
            : PyObject_TypeCheck(object, reinterpret_cast<PyTypeObject*>(formatter_type)) != 0;
    if (formats) {
      PyErr_SetString(PyExc_NotImplementedError,
                      "Using the methods of `string.Formatter` is not safe");
      return false;
    }
  }
  if (text.starts_with('_')) {
    PyErr_Format(PyExc_AttributeError,
                 "\"%U\" is an invalid attribute name because it starts with \"_\"", name);
    return false;
  }
  if (text.size() > 3 && (text[1] == '_' || text[2] == '_') && IsInspectAttribute(text)) {
    PyErr_Format(PyExc_AttributeError,
                 "\"%U\" is a restricted name, that is forbidden to access in RestrictedPython.",
                 name);
    return false;
  }
  return true;
}

struct GetAttrArguments {
  PyObject* object = nullptr;
  PyObject* name = nullptr;
  PyObject* fallback = nullptr;
  PyObject* getattr = nullptr;  // a replacement for the builtin; None: none
};

bool ParseGetAttr(PyObject* const* arguments, Py_ssize_t count, PyObject* keywords,
                  const char* function, GetAttrArguments* parsed) {
  static constexpr std::string_view kNames[] = {"object", "name", "default", "getattr"};
  PyObject** slots[] = {&parsed->object, &parsed->name, &parsed->fallback, &parsed->getattr};
  if (count > 4) {
    PyErr_Format(PyExc_TypeError, "%s() takes from 2 to 4 positional arguments but %zd were given",
                 function, count);
    return false;
  }
  for (Py_ssize_t i = 0; i < count; ++i) *slots[i] = arguments[i];
  const Py_ssize_t named = keywords == nullptr ? 0 : PyTuple_GET_SIZE(keywords);
  for (Py_ssize_t i = 0; i < named; ++i) {
    PyObject* keyword = PyTuple_GET_ITEM(keywords, i);
    const char* text = PyUnicode_AsUTF8(keyword);
    if (text == nullptr) return false;
    size_t slot = 0;
    while (slot < std::size(kNames) && kNames[slot] != text) ++slot;
    if (slot == std::size(kNames)) {
      PyErr_Format(PyExc_TypeError, "%s() got an unexpected keyword argument '%U'", function,
                   keyword);
      return false;
    }
    if (*slots[slot] != nullptr) {
      PyErr_Format(PyExc_TypeError, "%s() got multiple values for argument '%U'", function,
                   keyword);
      return false;
    }
    *slots[slot] = arguments[count + i];
  }
  if (parsed->object == nullptr || parsed->name == nullptr) {
    PyErr_Format(PyExc_TypeError, "%s() missing 'object' or 'name'", function);
    return false;
  }
  // What inspect shows as the default: it takes no function for one.
  if (parsed->getattr == Py_None) parsed->getattr = nullptr;
  return true;
}

PyObject* CallGetAttr(const GetAttrArguments& parsed) {
  PyObject* with[] = {parsed.object, parsed.name, parsed.fallback};
  return PyObject_Vectorcall(parsed.getattr, with, parsed.fallback == nullptr ? 2 : 3, nullptr);
}

PyObject* SaferGetAttr(PyObject*, PyObject* const* arguments, Py_ssize_t count,
                       PyObject* keywords) {
  GetAttrArguments parsed;
  if (!ParseGetAttr(arguments, count, keywords, "safer_getattr", &parsed)) return nullptr;
  if (!MayRead(parsed.object, parsed.name)) return nullptr;
  if (parsed.fallback == nullptr) parsed.fallback = Py_None;
  if (parsed.getattr != nullptr) return CallGetAttr(parsed);
  PyObject* value = nullptr;
  if (LookUp(parsed.object, parsed.name, &value) != 0) return value;
  return NewRef(parsed.fallback);
}

// The same, but a missing attribute raises AttributeError where no default is given.
PyObject* SaferGetAttrRaise(PyObject*, PyObject* const* arguments, Py_ssize_t count,
                            PyObject* keywords) {
  GetAttrArguments parsed;
  if (!ParseGetAttr(arguments, count, keywords, "safer_getattr_raise", &parsed)) return nullptr;
  if (!MayRead(parsed.object, parsed.name)) return nullptr;
  if (parsed.getattr != nullptr) return CallGetAttr(parsed);
  if (parsed.fallback == nullptr) return PyObject_GetAttr(parsed.object, parsed.name);
  PyObject* value = nullptr;
  if (LookUp(parsed.object, parsed.name, &value) != 0) return value;
  return NewRef(parsed.fallback);
}

// --- writing: an object that takes writes only through its own __guarded_*__ methods

struct Wrapper {
  PyObject_HEAD;
  PyObject* object;
};

int Forward(PyObject* self, PyObject* method, PyObject* key, PyObject* value,
            const char* otherwise) {
  PyObject* bound = nullptr;
  const int found = LookUp(reinterpret_cast<Wrapper*>(self)->object, method, &bound);
  if (found < 0) return -1;
  if (found == 0) {
    PyErr_SetString(PyExc_TypeError, otherwise);
    return -1;
  }
  PyObject* with[] = {key, value};
  PyObject* result = PyObject_Vectorcall(bound, with, value == nullptr ? 1 : 2, nullptr);
  Py_DECREF(bound);
  if (result == nullptr) return -1;
  Py_DECREF(result);
  return 0;
}

int WrapperSetItem(PyObject* self, PyObject* key, PyObject* value) {
  return Forward(self, value == nullptr ? strings.delitem : strings.setitem, key, value,
                 "object does not support item or slice assignment");
}

int WrapperSetAttr(PyObject* self, PyObject* name, PyObject* value) {
  return Forward(self, value == nullptr ? strings.delattr : strings.setattr, name, value,
                 "attribute-less object (assign or del)");
}

int WrapperTraverse(PyObject* self, visitproc visit, void* arg) {
  Py_VISIT(Py_TYPE(self));
  Py_VISIT(reinterpret_cast<Wrapper*>(self)->object);
  return 0;
}

int WrapperClear(PyObject* self) {
  Py_CLEAR(reinterpret_cast<Wrapper*>(self)->object);
  return 0;
}

void WrapperDealloc(PyObject* self) {
  PyTypeObject* type = Py_TYPE(self);
  PyObject_GC_UnTrack(self);
  WrapperClear(self);
  type->tp_free(self);
  Py_DECREF(type);
}

template <class Function>
void* Slot(Function* function) {
  return reinterpret_cast<void*>(function);
}

PyTypeObject* WrapperType() {
  static PyType_Slot slots[] = {
      {Py_mp_ass_subscript, Slot(WrapperSetItem)}, {Py_tp_setattro, Slot(WrapperSetAttr)},
      {Py_tp_traverse, Slot(WrapperTraverse)},     {Py_tp_clear, Slot(WrapperClear)},
      {Py_tp_dealloc, Slot(WrapperDealloc)},       {0, nullptr}};
  static PyType_Spec spec = {"stockade.restricted.Guards.Wrapper", sizeof(Wrapper), 0,
                             Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC, slots};
  static PyObject* type = PyType_FromSpec(&spec);
  return reinterpret_cast<PyTypeObject*>(type);
}

PyObject* FullWriteGuard(PyObject*, PyObject* object) {
  if (PyDict_CheckExact(object) || PyList_CheckExact(object)) return NewRef(object);
  PyObject* own = nullptr;
  const int found = LookUp(object, strings.guarded_writes, &own);
  if (found < 0) return nullptr;
  if (found > 0) {
    Py_DECREF(own);
    return NewRef(object);
  }
  PyTypeObject* type = WrapperType();
  if (type == nullptr) return nullptr;
  PyObject* wrapper = type->tp_alloc(type, 0);
  if (wrapper != nullptr) {
    reinterpret_cast<Wrapper*>(wrapper)->object = NewRef(object);
  }
  return wrapper;
}

// PyArg_UnpackTuple's texts for functions that take positional arguments only.
bool TakesExactly(const char* function, Py_ssize_t expected, Py_ssize_t count) {
  if (count == expected) return true;
  PyErr_Format(PyExc_TypeError, "%s() takes exactly %zd arguments (%zd given)", function, expected,
               count);
  return false;
}

PyObject* GuardedSetAttr(PyObject*, PyObject* const* arguments, Py_ssize_t count) {
  if (!TakesExactly("guarded_setattr", 3, count)) return nullptr;
  PyObject* target = FullWriteGuard(nullptr, arguments[0]);
  if (target == nullptr) return nullptr;
  const int done = PyObject_SetAttr(target, arguments[1], arguments[2]);
  Py_DECREF(target);
  return done < 0 ? nullptr : NewRef(Py_None);
}

PyObject* GuardedDelAttr(PyObject*, PyObject* const* arguments, Py_ssize_t count) {
  if (!TakesExactly("guarded_delattr", 2, count)) return nullptr;
  PyObject* target = FullWriteGuard(nullptr, arguments[0]);
  if (target == nullptr) return nullptr;
  const int done = PyObject_SetAttr(target, arguments[1], nullptr);
  Py_DECREF(target);
  return done < 0 ? nullptr : NewRef(Py_None);
}

// --- unpacking

PyObject* Unpack(PyObject* iterable, PyObject* spec, PyObject* getiter) {
  PyObject* guarded = PyObject_CallOneArg(getiter, iterable);
  if (guarded == nullptr) return nullptr;
  PyObject* items = PySequence_List(guarded);
  Py_DECREF(guarded);
  if (items == nullptr) return nullptr;
  // The specification is a literal of the printed text.
  PyObject* min_len = PyDict_Check(spec) ? PyDict_GetItemWithError(spec, strings.min_len) : nullptr;
  PyObject* childs = PyDict_Check(spec) ? PyDict_GetItemWithError(spec, strings.childs) : nullptr;
  if (min_len == nullptr || childs == nullptr || !PyTuple_Check(childs)) {
    if (!PyErr_Occurred()) PyErr_SetString(PyExc_TypeError, "not a specification of a target");
    Py_DECREF(items);
    return nullptr;
  }
  // Too short: the interpreter's own unpacking raises.
  if (PyList_GET_SIZE(items) < PyLong_AsSsize_t(min_len)) return items;
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(childs); ++i) {
    PyObject* child = PyTuple_GET_ITEM(childs, i);
    Py_ssize_t index = PyTuple_Check(child) && PyTuple_GET_SIZE(child) == 2
                           ? PyLong_AsSsize_t(PyTuple_GET_ITEM(child, 0))
                           : PY_SSIZE_T_MAX;
    if (index < 0 && !PyErr_Occurred()) index += PyList_GET_SIZE(items);
    if (index < 0 || index >= PyList_GET_SIZE(items) ||
        Py_EnterRecursiveCall(" while a target is unpacked") != 0) {
      if (!PyErr_Occurred()) PyErr_SetString(PyExc_IndexError, "list index out of range");
      Py_DECREF(items);
      return nullptr;
    }
    PyObject* inner = NewRef(PyList_GET_ITEM(items, index));
    PyObject* unpacked = Unpack(inner, PyTuple_GET_ITEM(child, 1), getiter);
    Py_LeaveRecursiveCall();
    Py_DECREF(inner);
    if (unpacked == nullptr || PyList_SetItem(items, index, unpacked) < 0) {
      Py_DECREF(items);
      return nullptr;
    }
  }
  return items;
}

PyObject* GuardedUnpack(PyObject*, PyObject* const* arguments, Py_ssize_t count) {
  if (!TakesExactly("guarded_unpack_sequence", 3, count)) return nullptr;
  return Unpack(arguments[0], arguments[1], arguments[2]);
}

// The iterator of guarded_iter_unpack_sequence; it asks for its source at the first step, as the
// generator that it stands for does.
struct IterUnpack {
  PyObject_HEAD;
  PyObject *iterable, *spec, *getiter, *iterator;
};

PyObject* IterUnpackNext(PyObject* object) {
  auto* self = reinterpret_cast<IterUnpack*>(object);
  if (self->iterable == nullptr) return nullptr;
  if (self->iterator == nullptr) {
    PyObject* guarded = PyObject_CallOneArg(self->getiter, self->iterable);
    if (guarded == nullptr) return nullptr;
    self->iterator = PyObject_GetIter(guarded);
    Py_DECREF(guarded);
    if (self->iterator == nullptr) return nullptr;
  }
  PyObject* item = PyIter_Next(self->iterator);
  PyObject* unpacked = item == nullptr ? nullptr : Unpack(item, self->spec, self->getiter);
  Py_XDECREF(item);
  if (unpacked == nullptr) Py_CLEAR(self->iterable);  // a generator that ended stays ended
  return unpacked;
}

int IterUnpackTraverse(PyObject* object, visitproc visit, void* arg) {
  auto* self = reinterpret_cast<IterUnpack*>(object);
  Py_VISIT(Py_TYPE(object));
  Py_VISIT(self->iterable);
  Py_VISIT(self->spec);
  Py_VISIT(self->getiter);
  Py_VISIT(self->iterator);
  return 0;
}

int IterUnpackClear(PyObject* object) {
  auto* self = reinterpret_cast<IterUnpack*>(object);
  Py_CLEAR(self->iterable);
  Py_CLEAR(self->spec);
  Py_CLEAR(self->getiter);
  Py_CLEAR(self->iterator);
  return 0;
}

void IterUnpackDealloc(PyObject* object) {
  PyTypeObject* type = Py_TYPE(object);
  PyObject_GC_UnTrack(object);
  IterUnpackClear(object);
  type->tp_free(object);
  Py_DECREF(type);
}

PyTypeObject* IterUnpackType() {
  static PyType_Slot slots[] = {
      {Py_tp_iter, Slot(PyObject_SelfIter)},      {Py_tp_iternext, Slot(IterUnpackNext)},
      {Py_tp_traverse, Slot(IterUnpackTraverse)}, {Py_tp_clear, Slot(IterUnpackClear)},
      {Py_tp_dealloc, Slot(IterUnpackDealloc)},   {0, nullptr}};
  static PyType_Spec spec = {"stockade.restricted.Guards.IterUnpackSequence", sizeof(IterUnpack), 0,
                             Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC, slots};
  static PyObject* type = PyType_FromSpec(&spec);
  return reinterpret_cast<PyTypeObject*>(type);
}

PyObject* GuardedIterUnpack(PyObject*, PyObject* const* arguments, Py_ssize_t count) {
  if (!TakesExactly("guarded_iter_unpack_sequence", 3, count)) return nullptr;
  PyTypeObject* type = IterUnpackType();
  if (type == nullptr) return nullptr;
  PyObject* object = type->tp_alloc(type, 0);
  if (object == nullptr) return nullptr;
  auto* self = reinterpret_cast<IterUnpack*>(object);
  self->iterable = NewRef(arguments[0]);
  self->spec = NewRef(arguments[1]);
  self->getiter = NewRef(arguments[2]);
  return object;
}

// --- the stock hooks that check nothing

PyObject* DefaultGetItem(PyObject*, PyObject* const* arguments, Py_ssize_t count) {
  if (!TakesExactly("default_guarded_getitem", 2, count)) return nullptr;
  return PyObject_GetItem(arguments[0], arguments[1]);
}

PyObject* DefaultGetIter(PyObject*, PyObject* object) { return NewRef(object); }

template <class Function>
PyCFunction AsMethod(Function* function) {
  return reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(function));
}

PyMethodDef methods[] = {
    {"safer_getattr", AsMethod(SaferGetAttr), METH_FASTCALL | METH_KEYWORDS,
     "safer_getattr(object, name, default=None, getattr=None)\n--\n\n"
     "Reads an attribute whose name starts with no underscore, is no inspection attribute and no\n"
     "format method of str; a missing one is the default."},
    {"safer_getattr_raise", AsMethod(SaferGetAttrRaise), METH_FASTCALL | METH_KEYWORDS,
     "As safer_getattr; a missing attribute raises AttributeError where no default is given."},
    {"full_write_guard", FullWriteGuard, METH_O,
     "full_write_guard($module, ob, /)\n--\n\n"
     "The object itself if it is a dict or list or has `_guarded_writes`; else a wrapper that\n"
     "passes writes to its __guarded_setattr__ and kin, or raises TypeError."},
    {"guarded_setattr", AsMethod(GuardedSetAttr), METH_FASTCALL,
     "guarded_setattr($module, object, name, value, /)\n--\n\n"
     "setattr() through full_write_guard."},
    {"guarded_delattr", AsMethod(GuardedDelAttr), METH_FASTCALL,
     "guarded_delattr($module, object, name, /)\n--\n\n"
     "delattr() through full_write_guard."},
    {"guarded_unpack_sequence", AsMethod(GuardedUnpack), METH_FASTCALL,
     "guarded_unpack_sequence($module, it, spec, _getiter_, /)\n--\n\n"
     "A list of what `it` holds, each sequence that spec names unpacked through _getiter_ too."},
    {"guarded_iter_unpack_sequence", AsMethod(GuardedIterUnpack), METH_FASTCALL,
     "guarded_iter_unpack_sequence($module, it, spec, _getiter_, /)\n--\n\n"
     "Iterates, each item unpacked by guarded_unpack_sequence."},
    {"default_guarded_getitem", AsMethod(DefaultGetItem), METH_FASTCALL,
     "default_guarded_getitem($module, ob, index, /)\n--\n\n"
     "ob[index], without a check."},
    {"default_guarded_getiter", DefaultGetIter, METH_O,
     "default_guarded_getiter($module, ob, /)\n--\n\n"
     "The object itself."},
    {nullptr, nullptr, 0, nullptr}};

}  // namespace

bool AddGuards(PyObject* module) {
  return MakeStrings() && PyModule_AddFunctions(module, methods) == 0;
}

}  // namespace stockade::python
