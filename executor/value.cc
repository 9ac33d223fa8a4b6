#include "executor/value.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <limits>

namespace stockade::executor {
namespace {

// Decode recurses once a container, so the depth that a caller may ask for is held to this.
constexpr int kDeepest = 1000;
constexpr uint32_t kDecimalBase = 1'000'000'000;

void Put32(std::string& out, uint32_t value) {
  for (int shift = 0; shift < 32; shift += 8) out.push_back(static_cast<char>(value >> shift));
}

void Put64(std::string& out, uint64_t value) {
  for (int shift = 0; shift < 64; shift += 8) out.push_back(static_cast<char>(value >> shift));
}

void PutDouble(std::string& out, double value) { Put64(out, std::bit_cast<uint64_t>(value)); }

// Decimal digits with an optional sign -> two's complement, little endian, minimal. False: no
// number.
bool DecimalToTwosComplement(std::string_view text, std::string* bytes) {
  const bool negative = !text.empty() && text[0] == '-';
  if (negative) text.remove_prefix(1);
  if (text.empty()) return false;
  std::vector<uint32_t> limbs;
  size_t at = 0;
  while (at < text.size()) {
    const size_t take = (text.size() - at) % 9 == 0 ? 9 : (text.size() - at) % 9;
    uint32_t chunk = 0;
    uint32_t scale = 1;
    for (size_t i = 0; i < take; ++i, ++at) {
      if (text[at] < '0' || text[at] > '9') return false;
      chunk = chunk * 10 + static_cast<uint32_t>(text[at] - '0');
      scale *= 10;
    }
    uint64_t carry = chunk;
    for (uint32_t& limb : limbs) {
      carry += static_cast<uint64_t>(limb) * scale;
      limb = static_cast<uint32_t>(carry);
      carry >>= 32;
    }
    if (carry != 0) limbs.push_back(static_cast<uint32_t>(carry));
  }
  bytes->clear();
  for (uint32_t limb : limbs) Put32(*bytes, limb);
  bytes->push_back('\0');
  if (negative) {
    unsigned carry = 1;
    for (char& byte : *bytes) {
      carry += static_cast<unsigned char>(~byte);
      byte = static_cast<char>(carry);
      carry >>= 8;
    }
  }
  while (bytes->size() > 1) {
    const auto last = static_cast<unsigned char>(bytes->back());
    const auto before = static_cast<unsigned char>((*bytes)[bytes->size() - 2]);
    if ((last == 0 && before < 0x80) || (last == 0xFF && before >= 0x80)) {
      bytes->pop_back();
    } else {
      break;
    }
  }
  return true;
}

std::string TwosComplementToDecimal(std::string_view bytes) {
  const bool negative = static_cast<unsigned char>(bytes.back()) >= 0x80;
  std::vector<uint32_t> limbs((bytes.size() + 3) / 4, negative ? 0xFFFFFFFFu : 0u);
  for (size_t i = 0; i < bytes.size(); ++i) {
    const unsigned shift = 8 * static_cast<unsigned>(i % 4);
    limbs[i / 4] &= ~(0xFFu << shift);
    limbs[i / 4] |= static_cast<uint32_t>(static_cast<unsigned char>(bytes[i])) << shift;
  }
  if (negative) {
    uint64_t carry = 1;
    for (uint32_t& limb : limbs) {
      carry += static_cast<uint32_t>(~limb);
      limb = static_cast<uint32_t>(carry);
      carry >>= 32;
    }
    if (carry != 0) limbs.push_back(1);
  }
  std::vector<uint32_t> decimal;
  while (!limbs.empty()) {
    uint64_t rest = 0;
    for (size_t i = limbs.size(); i-- > 0;) {
      rest = (rest << 32) | limbs[i];
      limbs[i] = static_cast<uint32_t>(rest / kDecimalBase);
      rest %= kDecimalBase;
    }
    decimal.push_back(static_cast<uint32_t>(rest));
    while (!limbs.empty() && limbs.back() == 0) limbs.pop_back();
  }
  std::string text = negative ? "-" : "";
  if (decimal.empty()) decimal.push_back(0);
  text += std::to_string(decimal.back());
  for (size_t i = decimal.size() - 1; i-- > 0;) {
    const std::string chunk = std::to_string(decimal[i]);
    text.append(9 - chunk.size(), '0').append(chunk);
  }
  return text;
}

struct KindRow {
  ValueKind kind;
  char tag;
};
constexpr KindRow kContainers[] = {
    {ValueKind::kList, 'l'},
    {ValueKind::kTuple, 't'},
    {ValueKind::kSet, 'S'},
    {ValueKind::kFrozenSet, 'z'},
};

struct DateRow {
  ValueKind kind;
  char tag;
  int fields;
  bool zone;
};
constexpr DateRow kDates[] = {
    {ValueKind::kDate, 'D', 3, false},
    {ValueKind::kTime, 'H', 4, true},
    {ValueKind::kDateTime, 'M', 7, true},
    {ValueKind::kTimeDelta, 'E', 3, false},
};

// Inclusive ranges of year month day hour minute second microsecond, as datetime holds them.
struct Range {
  int32_t low, high;
};
constexpr Range kDateRanges[] = {{1, 9999}, {1, 12}, {1, 31},    {0, 23},
                                 {0, 59},   {0, 59}, {0, 999999}};
constexpr Range kDeltaRanges[] = {{-999999999, 999999999}, {0, 86399}, {0, 999999}};

bool FieldsInRange(const Value& value) {
  const Range* ranges = kDateRanges;
  int count = 7;
  if (value.kind == ValueKind::kDate) count = 3;
  if (value.kind == ValueKind::kTime) ranges = kDateRanges + 3, count = 4;
  if (value.kind == ValueKind::kTimeDelta) ranges = kDeltaRanges, count = 3;
  for (int i = 0; i < count; ++i) {
    if (value.fields[i] < ranges[i].low || value.fields[i] > ranges[i].high) return false;
  }
  return value.has_offset ? value.offset_seconds > -86400 && value.offset_seconds < 86400
                          : value.offset_seconds == 0;
}

void EncodeInto(const Value& value, std::string& out) {
  switch (value.kind) {
    case ValueKind::kNone:
      out.push_back('N');
      return;
    case ValueKind::kBool:
      out.push_back(value.boolean ? 'T' : 'F');
      return;
    case ValueKind::kInt:
      out.push_back('i');
      Put64(out, static_cast<uint64_t>(value.integer));
      return;
    case ValueKind::kBigInt: {
      std::string bytes;
      if (!DecimalToTwosComplement(value.text, &bytes)) bytes.assign(1, '\0');
      if (bytes.size() <= 8) {
        const char fill = static_cast<unsigned char>(bytes.back()) >= 0x80 ? '\xFF' : '\0';
        bytes.resize(8, fill);
        out.push_back('i');
        out += bytes;
        return;
      }
      out.push_back('I');
      Put32(out, static_cast<uint32_t>(bytes.size()));
      out += bytes;
      return;
    }
    case ValueKind::kFloat:
      out.push_back('d');
      PutDouble(out, value.real);
      return;
    case ValueKind::kComplex:
      out.push_back('c');
      PutDouble(out, value.real);
      PutDouble(out, value.imaginary);
      return;
    case ValueKind::kStr:
    case ValueKind::kBytes:
      out.push_back(value.kind == ValueKind::kStr ? 's' : 'b');
      Put32(out, static_cast<uint32_t>(value.text.size()));
      out += value.text;
      return;
    case ValueKind::kList:
    case ValueKind::kTuple:
    case ValueKind::kSet:
    case ValueKind::kFrozenSet:
      for (const KindRow& row : kContainers) {
        if (row.kind == value.kind) out.push_back(row.tag);
      }
      Put32(out, static_cast<uint32_t>(value.items.size()));
      for (const Value& item : value.items) EncodeInto(item, out);
      return;
    case ValueKind::kDict:
      out.push_back('m');
      Put32(out, static_cast<uint32_t>(value.pairs.size()));
      for (const auto& [key, item] : value.pairs) {
        EncodeInto(key, out);
        EncodeInto(item, out);
      }
      return;
    case ValueKind::kDate:
    case ValueKind::kTime:
    case ValueKind::kDateTime:
    case ValueKind::kTimeDelta:
      for (const DateRow& row : kDates) {
        if (row.kind != value.kind) continue;
        out.push_back(row.tag);
        for (int i = 0; i < row.fields; ++i) Put32(out, static_cast<uint32_t>(value.fields[i]));
        if (row.zone) {
          out.push_back(value.has_offset ? '\1' : '\0');
          Put32(out, static_cast<uint32_t>(value.has_offset ? value.offset_seconds : 0));
        }
      }
      return;
    case ValueKind::kHostObject:
      out.push_back('h');
      Put64(out, static_cast<uint64_t>(value.integer));
      Put32(out, static_cast<uint32_t>(value.fields[0]));
      return;
  }
}

// Is `text` UTF-8 in which surrogates (ED A0..BF xx) are allowed?
bool IsUtf8WithSurrogates(std::string_view text) {
  size_t i = 0;
  while (i < text.size()) {
    const auto lead = static_cast<unsigned char>(text[i]);
    size_t extra = 0;
    uint32_t code = 0;
    uint32_t least = 0;
    if (lead < 0x80) {
      ++i;
      continue;
    }
    if (lead >= 0xC2 && lead <= 0xDF) {
      extra = 1, code = lead & 0x1Fu, least = 0x80;
    } else if ((lead & 0xF0) == 0xE0) {
      extra = 2, code = lead & 0x0Fu, least = 0x800;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
      extra = 3, code = lead & 0x07u, least = 0x10000;
    } else {
      return false;
    }
    if (text.size() - i <= extra) return false;
    for (size_t k = 1; k <= extra; ++k) {
      const auto next = static_cast<unsigned char>(text[i + k]);
      if ((next & 0xC0) != 0x80) return false;
      code = (code << 6) | (next & 0x3Fu);
    }
    if (code < least || code > 0x10FFFF) return false;
    i += extra + 1;
  }
  return true;
}

class Decoder {
 public:
  Decoder(std::string_view bytes, const ValueLimits& limits)
      : bytes_(bytes),
        depth_(std::min(limits.depth, kDeepest)),
        values_(limits.values),
        handles_(limits.handles) {}

  bool Read(Value* value, int depth) {
    if (bytes_.size() == at_) return Fail("it ends where a value should start");
    const char tag = bytes_[at_++];
    for (const KindRow& row : kContainers) {
      if (row.tag == tag) return ReadItems(value, row.kind, depth);
    }
    for (const DateRow& row : kDates) {
      if (row.tag == tag) return ReadDate(value, row);
    }
    switch (tag) {
      case 'N':
        return true;
      case 'T':
      case 'F':
        *value = Value::Bool(tag == 'T');
        return true;
      case 'i': {
        uint64_t bits = 0;
        if (!Take64(&bits)) return false;
        *value = Value::Int(static_cast<int64_t>(bits));
        return true;
      }
      case 'I':
        return ReadBigInt(value);
      case 'd':
        value->kind = ValueKind::kFloat;
        return TakeDouble(&value->real);
      case 'c':
        value->kind = ValueKind::kComplex;
        return TakeDouble(&value->real) && TakeDouble(&value->imaginary);
      case 's':
      case 'b': {
        std::string_view text;
        if (!TakeText(&text)) return false;
        if (tag == 's' && !IsUtf8WithSurrogates(text)) return Fail("a str is not UTF-8");
        value->kind = tag == 's' ? ValueKind::kStr : ValueKind::kBytes;
        value->text = text;
        return true;
      }
      case 'm':
        return ReadPairs(value, depth);
      case 'h':
        return handles_ ? ReadHandle(value) : Fail("a handle where none may be");
      default:
        return Fail("unknown tag");
    }
  }

  bool AtEnd() const { return at_ == bytes_.size(); }
  // Was it a limit that stopped it, and not a fault of the bytes?
  bool over_limit() const { return over_limit_; }
  size_t at() const { return at_; }
  const std::string& problem() const { return problem_; }
  bool Fail(std::string_view problem) {
    if (problem_.empty()) problem_ = problem;
    return false;
  }

 private:
  bool Take32(uint32_t* value) {
    if (bytes_.size() - at_ < 4) return Fail("it is cut short");
    *value = 0;
    for (int i = 3; i >= 0; --i) {
      *value = (*value << 8) | static_cast<unsigned char>(bytes_[at_ + static_cast<size_t>(i)]);
    }
    at_ += 4;
    return true;
  }
  bool Take64(uint64_t* value) {
    uint32_t low = 0;
    uint32_t high = 0;
    if (!Take32(&low) || !Take32(&high)) return false;
    *value = (static_cast<uint64_t>(high) << 32) | low;
    return true;
  }
  bool TakeDouble(double* value) {
    uint64_t bits = 0;
    if (!Take64(&bits)) return false;
    *value = std::bit_cast<double>(bits);
    // One NaN: its other bits are no part of a Python value, and JSON would not keep them.
    if (std::isnan(*value)) *value = std::numeric_limits<double>::quiet_NaN();
    return true;
  }
  bool TakeText(std::string_view* text) {
    uint32_t length = 0;
    if (!Take32(&length)) return false;
    if (bytes_.size() - at_ < length) return Fail("a length is larger than what follows");
    *text = bytes_.substr(at_, length);
    at_ += length;
    return true;
  }
  // A count is believed only as far as the bytes that are there (`least` bytes an item).
  bool TakeCount(uint32_t* count, size_t least) {
    if (!Take32(count)) return false;
    if ((bytes_.size() - at_) / least < *count) {
      return Fail("a count is larger than what follows");
    }
    const size_t values = least == 1 ? *count : size_t{2} * *count;
    if (values > values_) {
      over_limit_ = true;
      return Fail("it has too many values");
    }
    values_ -= values;
    return true;
  }

  bool ReadItems(Value* value, ValueKind kind, int depth) {
    value->kind = kind;
    uint32_t count = 0;
    if (depth >= depth_) return Fail("it is nested too deeply");
    if (!TakeCount(&count, 1)) return false;
    value->items.reserve(count);
    for (uint32_t i = 0; i < count; ++i) {
      if (!Read(&value->items.emplace_back(), depth + 1)) return false;
    }
    return true;
  }

  bool ReadPairs(Value* value, int depth) {
    value->kind = ValueKind::kDict;
    uint32_t count = 0;
    if (depth >= depth_) return Fail("it is nested too deeply");
    if (!TakeCount(&count, 2)) return false;
    value->pairs.reserve(count);
    for (uint32_t i = 0; i < count; ++i) {
      auto& pair = value->pairs.emplace_back();
      if (!Read(&pair.first, depth + 1) || !Read(&pair.second, depth + 1)) return false;
    }
    return true;
  }

  bool ReadBigInt(Value* value) {
    std::string_view text;
    if (!TakeText(&text)) return false;
    if (text.size() > kMaxIntBytes) return Fail("an int is too large");
    if (text.size() <= 8) return Fail("a small int is spelled as a big one");
    const auto last = static_cast<unsigned char>(text.back());
    const auto before = static_cast<unsigned char>(text[text.size() - 2]);
    if ((last == 0 && before < 0x80) || (last == 0xFF && before >= 0x80)) {
      return Fail("an int is not minimal");
    }
    value->kind = ValueKind::kBigInt;
    value->text = TwosComplementToDecimal(text);
    return true;
  }

  bool ReadHandle(Value* value) {
    uint64_t number = 0;
    uint32_t type = 0;
    value->kind = ValueKind::kHostObject;
    if (!Take64(&number) || !Take32(&type)) return false;
    value->integer = static_cast<int64_t>(number);
    value->fields[0] = static_cast<int32_t>(type);
    return true;
  }

  bool ReadDate(Value* value, const DateRow& row) {
    value->kind = row.kind;
    for (int i = 0; i < row.fields; ++i) {
      uint32_t bits = 0;
      if (!Take32(&bits)) return false;
      value->fields[i] = static_cast<int32_t>(bits);
    }
    if (row.zone) {
      if (at_ == bytes_.size()) return Fail("it is cut short");
      const char flag = bytes_[at_++];
      uint32_t bits = 0;
      if (!Take32(&bits)) return false;
      if (flag != 0 && flag != 1) return Fail("a zone flag is neither 0 nor 1");
      value->has_offset = flag == 1;
      value->offset_seconds = static_cast<int32_t>(bits);
    }
    return FieldsInRange(*value) || Fail("a date or time is out of range");
  }

  std::string_view bytes_;
  int depth_;
  size_t values_;
  bool handles_;
  size_t at_ = 0;
  bool over_limit_ = false;
  std::string problem_;
};

}  // namespace

Value::Value() = default;
Value::Value(const Value&) = default;
Value::Value(Value&&) noexcept = default;
Value& Value::operator=(const Value&) = default;
Value& Value::operator=(Value&&) noexcept = default;
Value::~Value() = default;

Value Value::None() { return {}; }

Value Value::Bool(bool b) {
  Value value;
  value.kind = ValueKind::kBool;
  value.boolean = b;
  return value;
}

Value Value::Int(int64_t i) {
  Value value;
  value.kind = ValueKind::kInt;
  value.integer = i;
  return value;
}

Value Value::Float(double d) {
  Value value;
  value.kind = ValueKind::kFloat;
  value.real = d;
  return value;
}

Value Value::Str(std::string utf8) {
  Value value;
  value.kind = ValueKind::kStr;
  value.text = std::move(utf8);
  return value;
}

Value Value::Bytes(std::string bytes) {
  Value value;
  value.kind = ValueKind::kBytes;
  value.text = std::move(bytes);
  return value;
}

Value Value::List(std::vector<Value> items) {
  Value value;
  value.kind = ValueKind::kList;
  value.items = std::move(items);
  return value;
}

Value Value::Dict(std::vector<std::pair<Value, Value>> pairs) {
  Value value;
  value.kind = ValueKind::kDict;
  value.pairs = std::move(pairs);
  return value;
}

Value Value::Object(std::shared_ptr<const HostObject> object) {
  Value value;
  value.kind = ValueKind::kHostObject;
  value.object = std::move(object);
  return value;
}

std::string Encode(const Value& value) {
  std::string out;
  EncodeInto(value, out);
  return out;
}

Result<Value> Decode(std::string_view bytes, const ValueLimits& limits) {
  if (bytes.size() > limits.bytes) {
    return tl::unexpected(
        Error{ErrorCode::kBadRequest, "the value has " + std::to_string(bytes.size()) +
                                          " bytes, allowed are " + std::to_string(limits.bytes)});
  }
  Decoder decoder(bytes, limits);
  Value value;
  if (decoder.Read(&value, 0) && !decoder.AtEnd()) decoder.Fail("something follows the value");
  if (!decoder.problem().empty()) {
    return tl::unexpected(
        Error{decoder.over_limit() ? ErrorCode::kBadLimit : ErrorCode::kBadRequest,
              "the encoded value is broken at byte " + std::to_string(decoder.at()) + ": " +
                  decoder.problem()});
  }
  return value;
}

}  // namespace stockade::executor
