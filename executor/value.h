// A value that crosses between the caller and a run: the closed set of types below, nothing else.
//
//   Value v = Value::Int(5);
//   std::string bytes = Encode(v);               // what goes over the channel
//   Result<Value> back = Decode(bytes, {});      // checked: sizes, depth, tags
//
// The encoding is one tag byte, then the payload; lengths and counts are uint32 little endian:
//   N none, T true, F false, i int64, I big int (length, then two's complement, little endian),
//   d double, c complex (two doubles), s str (length, UTF-8; lone surrogates as three bytes, as
//   "surrogatepass" does), b bytes, l list, t tuple, S set, z frozenset (count, items),
//   m dict (count, key value pairs), D date, H time, M datetime, E timedelta. The last four are
//   their `fields` as int32 little endian (3, 4, 7 and 3 of them); H and M then have one byte
//   has_offset (0 or 1) and an int32 offset_seconds (0 when has_offset is 0). An integer that fits
//   int64 is always i; I is minimal (no redundant leading sign byte) and has at most kMaxIntBytes
//   bytes: converting it costs quadratic time, and the bytes are hostile. h is a handle of a host
//   object, only where the reader takes handles: its number as int64, its type's as int32.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "executor/error.h"

namespace stockade::executor {

struct HostObject;

enum class ValueKind : uint8_t {
  kNone,
  kBool,
  kInt,
  kBigInt,
  kFloat,
  kComplex,
  kStr,
  kBytes,
  kList,
  kTuple,
  kSet,
  kFrozenSet,
  kDict,
  kDate,
  kTime,
  kDateTime,
  kTimeDelta,
  kHostObject,
};

struct Value {
  ValueKind kind = ValueKind::kNone;
  bool boolean = false;
  int64_t integer = 0;             // kInt
  double real = 0, imaginary = 0;  // kFloat, kComplex
  std::string text;  // kStr: UTF-8 with surrogates as three bytes; kBytes: the bytes; kBigInt:
                     // decimal digits with sign
  std::vector<Value> items;                    // kList, kTuple, kSet, kFrozenSet
  std::vector<std::pair<Value, Value>> pairs;  // kDict, in order
  // kDate: year month day; kTime: hour minute second microsecond; kDateTime: all seven;
  // kTimeDelta: fields[0] days, fields[1] seconds, fields[2] microseconds.
  int32_t fields[7] = {};
  // kTime, kDateTime: offset from UTC in seconds, if aware (no zone names cross).
  bool has_offset = false;
  int32_t offset_seconds = 0;
  // kHostObject: what the run gets a handle of (host_object.h). `integer` and `fields[0]` are its
  // number and its type's in that run, and not the caller's to set.
  std::shared_ptr<const HostObject> object;

  // Out of line: pairs of an incomplete Value cannot be instantiated here (clang with libstdc++
  // 12).
  Value();
  Value(const Value&);
  Value(Value&&) noexcept;
  Value& operator=(const Value&);
  Value& operator=(Value&&) noexcept;
  ~Value();

  static Value None();
  static Value Bool(bool b);
  static Value Int(int64_t i);
  static Value Float(double d);
  static Value Str(std::string utf8);
  static Value Bytes(std::string bytes);
  static Value List(std::vector<Value> items);
  static Value Dict(std::vector<std::pair<Value, Value>> pairs);
  static Value Object(std::shared_ptr<const HostObject> object);
};

// 32 KiB: about 78 900 decimal digits, eighteen times what CPython prints by default.
inline constexpr size_t kMaxIntBytes = 32u << 10;

struct ValueLimits {
  size_t bytes = 1 << 20;  // of the encoding
  int depth = 64;          // of nested containers
  // Of single values: a None is one byte on the wire and some two hundred here.
  size_t values = 500'000;
  bool handles = false;  // may there be handles of host objects?
};

std::string Encode(const Value& value);

// Bytes are hostile: every length, count, tag and nesting is checked before memory is taken. The
// error is kBadLimit for too many values, kBadRequest for anything else.
Result<Value> Decode(std::string_view bytes, const ValueLimits& limits);

// `value` of the JSON contract: plain JSON where it is plain, {"$type": NAME, "value": ...}
// elsewhere.
std::string ToJson(const Value& value);
// Plain JSON or the same {"$type"} form; an error names the place. Integers of any size are kept.
Result<Value> FromJson(std::string_view json, const ValueLimits& limits);

}  // namespace stockade::executor
