#include "executor/worker/sizes.h"

namespace stockade::executor::worker {
namespace {

bool RefuseInt() {
  PyErr_Format(PyExc_MemoryError,
               "the result would be an int of more than %zu bits, the most that is allowed here",
               kMostIntBits);
  return false;
}

// Bits of a small positive int operand; SIZE_MAX when it is beyond any limit.
size_t AsCount(PyObject* number) {
  int overflow = 0;
  const long long value = PyLong_AsLongLongAndOverflow(number, &overflow);
  if (overflow > 0) return SIZE_MAX;
  return value <= 0 || overflow < 0 ? 0 : static_cast<size_t>(value);
}

// Bytes that one item of a repeatable builtin takes, and its length; false for other objects.
bool RepeatableSize(PyObject* object, size_t* length, size_t* item_bytes) {
  Py_ssize_t size = 0;
  *item_bytes = 1;
  if (PyUnicode_Check(object)) {
    size = PyUnicode_GET_LENGTH(object);
    *item_bytes = static_cast<size_t>(PyUnicode_KIND(object));
  } else if (PyBytes_Check(object) || PyByteArray_Check(object)) {
    size = Py_SIZE(object);
  } else if (PyList_Check(object) || PyTuple_Check(object)) {
    size = Py_SIZE(object);
    *item_bytes = sizeof(PyObject*);
  } else {
    return false;
  }
  *length = static_cast<size_t>(size);
  return true;
}

}  // namespace

bool CheckPower(PyObject* base, PyObject* exponent) {
  if (!PyLong_Check(base) || !PyLong_Check(exponent)) return true;
  const size_t count = AsCount(exponent);
  const size_t bits = _PyLong_NumBits(base);
  if (bits <= 1 || count <= 1) return true;  // -1, 0, 1, or no growth
  // 2**n has n + 1 bits: count from the bits below the leading one.
  return (bits - 1) > kMostIntBits / count ? RefuseInt() : true;
}

bool CheckLeftShift(PyObject* value, PyObject* count) {
  if (!PyLong_Check(value) || !PyLong_Check(count)) return true;
  const size_t bits = _PyLong_NumBits(value);
  return bits != 0 && AsCount(count) > kMostIntBits ? RefuseInt() : true;
}

bool CheckMultiply(PyObject* left, PyObject* right) {
  if (PyFloat_CheckExact(left) || PyFloat_CheckExact(right)) return true;
  if (PyLong_Check(left) && PyLong_Check(right)) {
    constexpr size_t kFewBits = 30'000;
    if (_PyLong_NumBits(left) < kFewBits || _PyLong_NumBits(right) < kFewBits) return true;
    return _PyLong_NumBits(left) + _PyLong_NumBits(right) > kMostIntBits ? RefuseInt() : true;
  }
  PyObject* number = PyLong_Check(left) ? left : right;
  PyObject* sequence = number == left ? right : left;
  size_t length = 0, item_bytes = 0;
  if (!PyLong_Check(number) || !RepeatableSize(sequence, &length, &item_bytes)) return true;
  const size_t count = AsCount(number);
  if (length == 0 || count <= 1 || count <= kMostRepeatedBytes / item_bytes / length) return true;
  PyErr_Format(PyExc_MemoryError,
               "the repeated %.100s would take more than %zu bytes, the most that is allowed here",
               Py_TYPE(sequence)->tp_name, kMostRepeatedBytes);
  return false;
}

}  // namespace stockade::executor::worker
