#include "tools/python/values.h"

#include <fmt/format.h>

#include <string>
#include <utility>

#include "tools/python/host_objects.h"

namespace stockade::python {

namespace py = pybind11;
using executor::Value;
using executor::ValueKind;

namespace {

constexpr int64_t kSecondsOfDay = 24 * 60 * 60;

tl::unexpected<executor::Error> Refused(std::string message) {
  return tl::unexpected(executor::Error{executor::ErrorCode::kBadRequest, std::move(message)});
}

// Python's datetime classes; imported once a call that needs them.
py::object DateTimeClass(const char* name) { return py::module_::import("datetime").attr(name); }

bool IsExactly(py::handle object, const char* datetime_class) {
  return py::type::handle_of(object).is(DateTimeClass(datetime_class));
}

int32_t Field(py::handle object, const char* name) { return object.attr(name).cast<int32_t>(); }

// Decimal digits in pieces that are under every sys.set_int_max_str_digits().
constexpr size_t kPieceDigits = 600;

std::string Digits(py::object number) {
  const bool negative = number < py::int_(0);
  if (negative) number = -number;
  const py::object scale = py::int_(10).attr("__pow__")(kPieceDigits);
  std::string digits;
  while (number > py::int_(0)) {
    const py::object pair =
        py::reinterpret_steal<py::object>(PyNumber_Divmod(number.ptr(), scale.ptr()));
    if (!pair) throw py::error_already_set();
    number = pair[py::int_(0)];
    std::string piece = py::str(pair[py::int_(1)]).cast<std::string>();
    if (number > py::int_(0)) piece.insert(0, kPieceDigits - piece.size(), '0');
    digits.insert(0, piece);
  }
  return negative ? "-" + digits : digits;
}

class Reader {
 public:
  explicit Reader(const executor::ValueLimits& limits) : limits_(limits) {}

  executor::Result<Value> Read(py::handle object, int depth) {
    if (depth > limits_.depth) {
      return Refused(fmt::format("a value is nested more than {} deep", limits_.depth));
    }
    if (++values_ > limits_.values) {
      return Refused(fmt::format("a value holds more than {} values", limits_.values));
    }
    PyObject* raw = object.ptr();
    if (raw == Py_None) return Value::None();
    if (raw == Py_True || raw == Py_False) return Value::Bool(raw == Py_True);
    if (PyLong_CheckExact(raw)) return ReadInt(object);
    if (PyFloat_CheckExact(raw)) return Value::Float(PyFloat_AS_DOUBLE(raw));
    if (PyUnicode_CheckExact(raw)) return ReadText(object);
    if (PyBytes_CheckExact(raw)) return Value::Bytes(object.cast<std::string>());
    if (PyComplex_CheckExact(raw)) {
      Value value;
      value.kind = ValueKind::kComplex;
      value.real = PyComplex_RealAsDouble(raw);
      value.imaginary = PyComplex_ImagAsDouble(raw);
      return value;
    }
    if (PyList_CheckExact(raw)) return ReadItems(object, ValueKind::kList, depth);
    if (PyTuple_CheckExact(raw)) return ReadItems(object, ValueKind::kTuple, depth);
    if (PyDict_CheckExact(raw)) return ReadDict(object, depth);
    if (PyAnySet_CheckExact(raw)) {
      return ReadItems(
          object, PyFrozenSet_CheckExact(raw) ? ValueKind::kFrozenSet : ValueKind::kSet, depth);
    }
    if (auto handle = HostObjectOf(object)) return Value::Object(std::move(handle));
    return ReadTime(object);
  }

 private:
  static executor::Result<Value> ReadInt(py::handle object) {
    int overflow = 0;
    const long long small = PyLong_AsLongLongAndOverflow(object.ptr(), &overflow);
    if (overflow == 0) return Value::Int(small);
    const size_t bits = py::cast<size_t>(object.attr("bit_length")());
    if (bits >= executor::kMaxIntBytes * 8) {
      return Refused(fmt::format("an int has {} bits; at most {} cross", bits,
                                 executor::kMaxIntBytes * 8 - 1));
    }
    Value value;
    value.kind = ValueKind::kBigInt;
    value.text = Digits(py::reinterpret_borrow<py::object>(object));
    return value;
  }

  static executor::Result<Value> ReadText(py::handle object) {
    const py::object bytes = py::reinterpret_steal<py::object>(
        PyUnicode_AsEncodedString(object.ptr(), "utf-8", "surrogatepass"));
    if (!bytes) throw py::error_already_set();
    return Value::Str(bytes.cast<std::string>());
  }

  executor::Result<Value> ReadItems(py::handle object, ValueKind kind, int depth) {
    Value value;
    value.kind = kind;
    for (const py::handle item : object) {
      auto read = Read(item, depth + 1);
      if (!read) return read;
      value.items.push_back(std::move(*read));
    }
    return value;
  }

  executor::Result<Value> ReadDict(py::handle object, int depth) {
    Value value;
    value.kind = ValueKind::kDict;
    for (const auto& [key, item] : py::reinterpret_borrow<py::dict>(object)) {
      auto read_key = Read(key, depth + 1);
      if (!read_key) return read_key;
      auto read_item = Read(item, depth + 1);
      if (!read_item) return read_item;
      value.pairs.emplace_back(std::move(*read_key), std::move(*read_item));
    }
    return value;
  }

  static executor::Result<Value> ReadTime(py::handle object) {
    Value value;
    if (IsExactly(object, "timedelta")) {
      value.kind = ValueKind::kTimeDelta;
      value.fields[0] = Field(object, "days");
      value.fields[1] = Field(object, "seconds");
      value.fields[2] = Field(object, "microseconds");
      return value;
    }
    const bool date = IsExactly(object, "date"), both = IsExactly(object, "datetime");
    const bool time = IsExactly(object, "time");
    if (!date && !both && !time) {
      return Refused(fmt::format("a value of type \"{}\" cannot cross into a run",
                                 py::type::handle_of(object).attr("__name__").cast<std::string>()));
    }
    value.kind = date ? ValueKind::kDate : both ? ValueKind::kDateTime : ValueKind::kTime;
    int32_t* field = value.fields;
    if (date || both) {
      for (const char* name : {"year", "month", "day"}) *field++ = Field(object, name);
    }
    if (time || both) {
      for (const char* name : {"hour", "minute", "second", "microsecond"}) {
        *field++ = Field(object, name);
      }
      const py::object offset = object.attr("utcoffset")();
      if (!offset.is_none()) {
        value.has_offset = true;
        value.offset_seconds =
            static_cast<int32_t>(offset.attr("days").cast<int64_t>() * kSecondsOfDay +
                                 offset.attr("seconds").cast<int64_t>());
      } else if (!object.attr("tzinfo").is_none()) {
        return Refused("a time whose zone has no fixed offset cannot cross into a run");
      }
    }
    return value;
  }

  const executor::ValueLimits& limits_;
  size_t values_ = 0;
};

py::object Text(const std::string& utf8) {
  PyObject* text =
      PyUnicode_DecodeUTF8(utf8.data(), static_cast<Py_ssize_t>(utf8.size()), "surrogatepass");
  if (text == nullptr) throw py::error_already_set();
  return py::reinterpret_steal<py::object>(text);
}

py::object BigInt(const std::string& digits) {
  // The digits were made and checked by Decode(); int() refuses more than its limit of digits.
  PyObject* number = PyLong_FromString(digits.c_str(), nullptr, 10);
  if (number != nullptr) return py::reinterpret_steal<py::object>(number);
  PyErr_Clear();
  const bool negative = digits.starts_with('-');
  py::object result = py::int_(0);
  for (size_t i = negative ? 1 : 0; i < digits.size(); i += kPieceDigits) {
    const std::string piece = digits.substr(i, kPieceDigits);
    const auto scale = py::reinterpret_steal<py::object>(
        PyNumber_Power(py::int_(10).ptr(), py::int_(piece.size()).ptr(), Py_None));
    const auto part =
        py::reinterpret_steal<py::object>(PyLong_FromString(piece.c_str(), nullptr, 10));
    if (!scale || !part) throw py::error_already_set();
    result = result * scale + part;
  }
  return negative ? -result : result;
}

py::object Zone(const Value& value) {
  if (!value.has_offset) return py::none();
  const py::object delta = DateTimeClass("timedelta")(0, value.offset_seconds);
  return DateTimeClass("timezone")(delta);
}

}  // namespace

executor::Result<Value> ToValue(py::handle object, const executor::ValueLimits& limits) {
  return Reader(limits).Read(object, 0);
}

// Recursion is bounded by the depth that Decode() was given.
py::object FromValue(const Value& value) {
  const int32_t* f = value.fields;
  switch (value.kind) {
    case ValueKind::kNone:
      return py::none();
    case ValueKind::kBool:
      return py::bool_(value.boolean);
    case ValueKind::kInt:
      return py::int_(value.integer);
    case ValueKind::kBigInt:
      return BigInt(value.text);
    case ValueKind::kFloat:
      return py::float_(value.real);
    case ValueKind::kComplex:
      return py::reinterpret_steal<py::object>(PyComplex_FromDoubles(value.real, value.imaginary));
    case ValueKind::kStr:
      return Text(value.text);
    case ValueKind::kBytes:
      return py::bytes(value.text);
    case ValueKind::kList: {
      py::list items;
      for (const Value& item : value.items) items.append(FromValue(item));
      return items;
    }
    case ValueKind::kTuple: {
      py::tuple items(value.items.size());
      for (size_t i = 0; i < value.items.size(); ++i) items[i] = FromValue(value.items[i]);
      return items;
    }
    case ValueKind::kSet:
    case ValueKind::kFrozenSet: {
      py::set items;
      for (const Value& item : value.items) items.add(FromValue(item));
      if (value.kind == ValueKind::kSet) return items;
      return py::reinterpret_steal<py::object>(PyFrozenSet_New(items.ptr()));
    }
    case ValueKind::kDict: {
      py::dict pairs;
      for (const auto& [key, item] : value.pairs) pairs[FromValue(key)] = FromValue(item);
      return pairs;
    }
    case ValueKind::kDate:
      return DateTimeClass("date")(f[0], f[1], f[2]);
    case ValueKind::kTime:
      return DateTimeClass("time")(f[0], f[1], f[2], f[3], Zone(value));
    case ValueKind::kDateTime:
      return DateTimeClass("datetime")(f[0], f[1], f[2], f[3], f[4], f[5], f[6], Zone(value));
    case ValueKind::kTimeDelta:
      return DateTimeClass("timedelta")(f[0], f[1], f[2]);
    case ValueKind::kHostObject:
      return BehindHostObject(*value.object);
  }
  throw py::value_error("a value of unknown kind");
}

}  // namespace stockade::python
