// CPython's headers, the versions we know, and an owning reference. Every other file of the worker
// that touches Python includes this one first; what differs between CPython versions lives in
// cpython.cc, opcodes.def and verifier.cc.
//
//   Ref list = Ref::Steal(PyList_New(0));
//   if (!list) return nullptr;         // a Python error is set
//   return list.Release();             // ownership goes to the caller
#pragma once

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <frameobject.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// What some versions lack or call by another name.
#if PY_VERSION_HEX < 0x030A0000
#define Py_TPFLAGS_DISALLOW_INSTANTIATION 0  // static types without tp_new have no constructor
#define Py_TPFLAGS_IMMUTABLETYPE 0           // nor can they be written to
#endif
#if PY_VERSION_HEX >= 0x030D0000
#define _PyObject_LookupAttr PyObject_GetOptionalAttr
#endif

namespace stockade::executor::worker {

// Owns one reference; null means "an error is set" or "nothing", as the callee says.
class Ref {
 public:
  Ref() = default;
  static Ref Steal(PyObject* object) { return Ref(object); }
  static Ref Borrow(PyObject* object) {
    Py_XINCREF(object);
    return Ref(object);
  }
  Ref(Ref&& other) noexcept : object_(other.Release()) {}
  Ref& operator=(Ref&& other) noexcept {
    if (this != &other) {
      PyObject* old = object_;
      object_ = other.Release();
      Py_XDECREF(old);
    }
    return *this;
  }
  Ref(const Ref&) = delete;
  Ref& operator=(const Ref&) = delete;
  ~Ref() { Py_XDECREF(object_); }

  PyObject* get() const { return object_; }
  explicit operator bool() const { return object_ != nullptr; }
  PyObject* Release() { return std::exchange(object_, nullptr); }

 private:
  explicit Ref(PyObject* object) : object_(object) {}
  PyObject* object_ = nullptr;
};

// A frame of the submission: where it stands in the printed text.
struct CodePlace {
  uint32_t line = 0;
  uint32_t column = 0;
  bool has_column = false;
  std::string function;
};
// Place of the instruction at byte offset `offset` of `code`.
CodePlace PlaceOf(PyCodeObject* code, int offset);

// The running frames whose code was compiled from `filename` (the very object), innermost first.
std::vector<CodePlace> RunningFrames(PyObject* filename, size_t limit);

// The UTF-8 of a str (lone surrogates as "?"), at most `limit` bytes, cut at a character. Empty and
// no error set when `text` is no str. Runs no Python code.
std::string Utf8(PyObject* text, size_t limit = 4096);

// "ValueError", "decimal.InvalidOperation"; the module of builtins and of the submission is left
// out.
std::string TypeName(PyTypeObject* type);

// The `__name__` of the submission, which TypeName leaves out.
void SetSubmissionModule(std::string name);

// The code that a generator or asynchronous generator runs, borrowed; null when it has none left.
PyObject* GeneratorCode(PyObject* generator);

// The namespace of a type, borrowed: since 3.12 builtin types have theirs elsewhere.
inline PyObject* DictOf(PyTypeObject* type) {
#if PY_VERSION_HEX >= 0x030C0000
  Ref held = Ref::Steal(PyType_GetDict(type));
  return held.get();
#else
  return type->tp_dict;
#endif
}

// BaseExceptionGroup; null before 3.11.
PyTypeObject* ExceptionGroupType();

// The metaclass that a class of these bases gets, starting from `wanted`, borrowed; null with
// TypeError when they conflict.
PyTypeObject* MetaclassOf(PyTypeObject* wanted, PyObject* bases);

// The value of an exact int of one digit, as most are; -1 for negative ones and others.
inline Py_ssize_t SmallInt(PyObject* number) {
  if (!PyLong_CheckExact(number)) return -1;
#if PY_VERSION_HEX >= 0x030C0000
  auto* object = reinterpret_cast<PyLongObject*>(number);
  return PyUnstable_Long_IsCompact(object) ? PyUnstable_Long_CompactValue(object) : -1;
#else
  const Py_ssize_t size = Py_SIZE(number);
  if (size == 0) return 0;
  if (size != 1) return -1;
  return static_cast<Py_ssize_t>(reinterpret_cast<PyLongObject*>(number)->ob_digit[0]);
#endif
}

// Is it an exact int of at most one digit, of either sign? Then `value` is it.
inline bool IsOneDigit(PyObject* number, long* value) {
  if (!PyLong_CheckExact(number)) return false;
#if PY_VERSION_HEX >= 0x030C0000
  auto* object = reinterpret_cast<PyLongObject*>(number);
  if (!PyUnstable_Long_IsCompact(object)) return false;
  *value = PyUnstable_Long_CompactValue(object);
#else
  const Py_ssize_t size = Py_SIZE(number);
  if (size < -1 || size > 1) return false;
  // The digit of 0 is allocated, but may hold anything.
  *value = size * static_cast<long>(reinterpret_cast<PyLongObject*>(number)->ob_digit[0]);
#endif
  return true;
}

// The two's complement of an int, little-endian, in all of `size` bytes. False: an error is set.
bool IntBytes(PyObject* number, unsigned char* bytes, size_t size);

// The fields of a range, as Objects/rangeobject.c has laid them out since 3.3.
struct RangeFields {
  PyObject_HEAD PyObject* start;
  PyObject* stop;
  PyObject* step;
  PyObject* length;
};
inline const RangeFields* AsRangeFields(PyObject* range) {
  return reinterpret_cast<const RangeFields*>(range);
}

// Interns nothing and compares bytes: exact str `object` equal to `text`.
bool IsText(PyObject* object, std::string_view text);

}  // namespace stockade::executor::worker
