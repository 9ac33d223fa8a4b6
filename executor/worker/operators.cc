#include "executor/worker/operators.h"

#include <array>
#include <cstddef>
#include <limits>
#include <string_view>

#include "executor/worker/formatting.h"
#include "executor/worker/sizes.h"

namespace stockade::executor::worker {
namespace {

// Numbers of one digit are computed here, as CPython's own instructions do: the result is no larger
// than two digits, so there is nothing to check. None of these can overflow.
static_assert(std::numeric_limits<long>::digits >= 2 * PyLong_SHIFT);
using IntOperation = long (*)(long, long);
using FloatOperation = double (*)(double, double);

struct InplaceRow {
  std::string_view spelling;
  PyObject* (*apply)(PyObject*, PyObject*);
  bool (*check)(PyObject*, PyObject*);
  IntOperation ints;      // null: as the others
  FloatOperation floats;  // null: as the others
};
PyObject* InplacePower(PyObject* left, PyObject* right) {
  return PyNumber_InPlacePower(left, right, Py_None);
}
constexpr InplaceRow kInplace[] = {
    {"+=", PyNumber_InPlaceAdd, nullptr, [](long a, long b) { return a + b; },
     [](double a, double b) { return a + b; }},
    {"-=", PyNumber_InPlaceSubtract, nullptr, [](long a, long b) { return a - b; },
     [](double a, double b) { return a - b; }},
    {"*=", PyNumber_InPlaceMultiply, CheckMultiply, [](long a, long b) { return a * b; },
     [](double a, double b) { return a * b; }},
    {"/=", PyNumber_InPlaceTrueDivide, nullptr, nullptr, nullptr},
    {"%=", PyNumber_InPlaceRemainder, CheckPercentWidths, nullptr, nullptr},
    {"**=", InplacePower, CheckPower, nullptr, nullptr},
    {"<<=", PyNumber_InPlaceLshift, CheckLeftShift, nullptr, nullptr},
    {">>=", PyNumber_InPlaceRshift, nullptr, nullptr, nullptr},
    {"|=", PyNumber_InPlaceOr, nullptr, [](long a, long b) { return a | b; }, nullptr},
    {"^=", PyNumber_InPlaceXor, nullptr, [](long a, long b) { return a ^ b; }, nullptr},
    {"&=", PyNumber_InPlaceAnd, nullptr, [](long a, long b) { return a & b; }, nullptr},
    {"//=", PyNumber_InPlaceFloorDivide, nullptr, nullptr, nullptr},
    {"@=", PyNumber_InPlaceMatrixMultiply, nullptr, nullptr, nullptr},
};

// By length and first character, which tell the rows apart.
constexpr size_t SpellingSlot(size_t length, unsigned first) {
  return (length == 3 ? 128 : 0) + (first & 127);
}
constexpr auto kInplaceRows = [] {
  std::array<const InplaceRow*, 256> rows{};
  for (const InplaceRow& row : kInplace) {
    rows[SpellingSlot(row.spelling.size(), static_cast<unsigned char>(row.spelling[0]))] = &row;
  }
  return rows;
}();

const InplaceRow* RowOf(PyObject* operation) {
  if (!PyUnicode_CheckExact(operation) || !PyUnicode_IS_COMPACT_ASCII(operation)) return nullptr;
  const auto* text = reinterpret_cast<const char*>(PyUnicode_1BYTE_DATA(operation));
  const auto length = static_cast<size_t>(PyUnicode_GET_LENGTH(operation));
  const InplaceRow* row = kInplaceRows[SpellingSlot(length, static_cast<unsigned char>(text[0]))];
  if (row == nullptr || length != row->spelling.size()) return nullptr;
  // Of two or three characters, the last of which ends the text.
  if (text[1] != row->spelling[1] || text[length - 1] != row->spelling[length - 1]) return nullptr;
  return row;
}

}  // namespace

PyObject* GuardedInplace(PyObject* operation, PyObject* left, PyObject* right) {
  const InplaceRow* row = RowOf(operation);
  if (row == nullptr) {
    PyErr_SetString(PyExc_SystemError, "unknown in-place operator");
    return nullptr;
  }
  long a = 0, b = 0;
  if (row->ints != nullptr && IsOneDigit(left, &a) && IsOneDigit(right, &b)) {
    return PyLong_FromLong(row->ints(a, b));
  }
  if (row->floats != nullptr && PyFloat_CheckExact(left) && PyFloat_CheckExact(right)) {
    return PyFloat_FromDouble(row->floats(PyFloat_AS_DOUBLE(left), PyFloat_AS_DOUBLE(right)));
  }
  if (row->check != nullptr && !row->check(left, right)) return nullptr;
  return row->apply(left, right);
}

PyObject* GuardedPower(PyObject* base, PyObject* exponent) {
  if (PyFloat_CheckExact(base) || CheckPower(base, exponent)) {
    return PyNumber_Power(base, exponent, Py_None);
  }
  return nullptr;
}

PyObject* GuardedLeftShift(PyObject* value, PyObject* count) {
  long a = 0, b = 0;
  if (IsOneDigit(value, &a) && IsOneDigit(count, &b) && b >= 0 && b <= PyLong_SHIFT) {
    return PyLong_FromLong(a * (1l << b));
  }
  return CheckLeftShift(value, count) ? PyNumber_Lshift(value, count) : nullptr;
}

PyObject* GuardedMultiply(PyObject* left, PyObject* right) {
  long a = 0, b = 0;
  if (IsOneDigit(left, &a)) {
    if (IsOneDigit(right, &b)) return PyLong_FromLong(a * b);
  } else if (PyFloat_CheckExact(left) && PyFloat_CheckExact(right)) {
    return PyFloat_FromDouble(PyFloat_AS_DOUBLE(left) * PyFloat_AS_DOUBLE(right));
  }
  return CheckMultiply(left, right) ? PyNumber_Multiply(left, right) : nullptr;
}

PyObject* GuardedModulo(PyObject* left, PyObject* right) {
  // As BINARY_OP does: str % subclass-of-str asks the right operand first.
  if (PyLong_CheckExact(left) || CheckPercentWidths(left, right)) {
    return PyNumber_Remainder(left, right);
  }
  return nullptr;
}

}  // namespace stockade::executor::worker
