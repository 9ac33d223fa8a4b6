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

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#if PY_VERSION_HEX < 0x030B0000 || PY_VERSION_HEX >= 0x030C0000
#error \
    "The verifier's opcode table knows CPython 3.11 only; add the version's rows before building with it."
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

// The code that a generator or asynchronous generator runs, borrowed.
inline PyObject* GeneratorCode(PyObject* generator) {
  return reinterpret_cast<PyObject*>(reinterpret_cast<PyGenObject*>(generator)->gi_code);
}

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
