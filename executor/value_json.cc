// The JSON face of a Value. Written by hand because the usual parsers turn integers beyond 64 bits
// into doubles and refuse the lone surrogates that Python's str may hold.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>

#include "executor/value.h"

namespace stockade::executor {
namespace {

constexpr int kDeepest = 1000;
constexpr char kHex[] = "0123456789abcdef";

void AppendEscapedUnit(uint32_t unit, std::string& out) {
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out.push_back(kHex[(unit >> shift) & 15u]);
}

// UTF-8 in, a JSON string out. Lone surrogates, and any byte that is no UTF-8, become \u escapes.
void AppendString(std::string_view text, std::string& out) {
  out.push_back('"');
  for (size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte == '"' || byte == '\\') {
      out.push_back('\\');
      out.push_back(text[i]);
    } else if (byte == '\n') {
      out += "\\n";
    } else if (byte == '\r') {
      out += "\\r";
    } else if (byte == '\t') {
      out += "\\t";
    } else if (byte < 0x20 || byte == 0x7F) {
      AppendEscapedUnit(byte, out);
    } else if (byte == 0xED && i + 2 < text.size() &&
               static_cast<unsigned char>(text[i + 1]) >= 0xA0) {
      const auto second = static_cast<unsigned char>(text[i + 1]);
      const auto third = static_cast<unsigned char>(text[i + 2]);
      AppendEscapedUnit(0xD000u | (static_cast<uint32_t>(second & 0x3F) << 6) | (third & 0x3Fu),
                        out);
      i += 2;
    } else {
      out.push_back(text[i]);
    }
  }
  out.push_back('"');
}

std::string FloatText(double number) {
  char buffer[40];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, number).ptr;
  std::string text(buffer, end);
  if (text.find_first_of(".en") == std::string::npos) text += ".0";
  return text;
}

void AppendFloat(double number, std::string& out) {
  if (std::isfinite(number)) {
    out += FloatText(number);
    return;
  }
  out += R"({"$type":"float","value":")";
  out += std::isnan(number) ? "nan" : number < 0 ? "-inf" : "inf";
  out += "\"}";
}

constexpr char kBase64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

std::string Base64(std::string_view bytes) {
  std::string out;
  for (size_t i = 0; i < bytes.size(); i += 3) {
    uint32_t group = 0;
    const size_t here = std::min<size_t>(3, bytes.size() - i);
    for (size_t k = 0; k < 3; ++k) {
      group = (group << 8) | (k < here ? static_cast<unsigned char>(bytes[i + k]) : 0u);
    }
    for (size_t k = 0; k < 4; ++k) {
      out.push_back(k <= here ? kBase64[(group >> (18 - 6 * k)) & 63u] : '=');
    }
  }
  return out;
}

bool FromBase64(std::string_view text, std::string* bytes) {
  if (text.size() % 4 != 0) return false;
  for (size_t i = 0; i < text.size(); i += 4) {
    uint32_t group = 0;
    size_t padding = 0;
    for (size_t k = 0; k < 4; ++k) {
      const char c = text[i + k];
      uint32_t digit = 0;
      if (c == '=' && i + 4 == text.size() && k >= 2) {
        ++padding;
      } else {
        const char* found = std::find(kBase64, kBase64 + 64, c);
        if (found == kBase64 + 64 || padding > 0) return false;
        digit = static_cast<uint32_t>(found - kBase64);
      }
      group = (group << 6) | digit;
    }
    for (size_t k = 0; k < 3 - padding; ++k) {
      bytes->push_back(static_cast<char>(group >> (16 - 8 * k)));
    }
  }
  return true;
}

// "2024-02-29T12:30:00.000001+01:00", as datetime's isoformat() gives it.
std::string IsoText(const Value& value) {
  const int32_t* f = value.fields;
  char buffer[96];
  std::string out;
  if (value.kind != ValueKind::kTime) {
    std::snprintf(buffer, sizeof buffer, "%04d-%02d-%02d", f[0], f[1], f[2]);
    out = buffer;
    f += 3;
  }
  if (value.kind == ValueKind::kDate) return out;
  if (value.kind == ValueKind::kDateTime) out += "T";
  std::snprintf(buffer, sizeof buffer, "%02d:%02d:%02d", f[0], f[1], f[2]);
  out += buffer;
  if (f[3] != 0) {
    std::snprintf(buffer, sizeof buffer, ".%06d", f[3]);
    out += buffer;
  }
  if (value.has_offset) {
    const int32_t size = std::abs(value.offset_seconds);
    std::snprintf(buffer, sizeof buffer, "%c%02d:%02d", value.offset_seconds < 0 ? '-' : '+',
                  size / 3600, size / 60 % 60);
    out += buffer;
    if (size % 60 != 0) {
      std::snprintf(buffer, sizeof buffer, ":%02d", size % 60);
      out += buffer;
    }
  }
  return out;
}

void Append(const Value& value, std::string& out);

void AppendItems(const std::vector<Value>& items, std::string& out) {
  out.push_back('[');
  for (size_t i = 0; i < items.size(); ++i) {
    if (i > 0) out.push_back(',');
    Append(items[i], out);
  }
  out.push_back(']');
}

void AppendTyped(std::string_view type, const std::string& json, std::string& out) {
  out += R"({"$type":")";
  out += type;
  out += R"(","value":)";
  out += json;
  out += "}";
}

// A dict is a plain object if its keys are distinct strs and it cannot be mistaken for the $type
// form.
bool IsPlainObject(const Value& value) {
  return std::all_of(value.pairs.begin(), value.pairs.end(), [](const auto& pair) {
    return pair.first.kind == ValueKind::kStr && pair.first.text != "$type";
  });
}

struct TypeName {
  ValueKind kind;
  std::string_view name;
};
constexpr TypeName kTypeNames[] = {
    {ValueKind::kComplex, "complex"},     {ValueKind::kBytes, "bytes"},
    {ValueKind::kTuple, "tuple"},         {ValueKind::kSet, "set"},
    {ValueKind::kFrozenSet, "frozenset"}, {ValueKind::kDict, "dict"},
    {ValueKind::kDate, "date"},           {ValueKind::kTime, "time"},
    {ValueKind::kDateTime, "datetime"},   {ValueKind::kTimeDelta, "timedelta"},
    {ValueKind::kFloat, "float"},
};
// Never read back: what a handle stands for is known to one run.
constexpr std::string_view kHandle = "handle";

std::string_view TypeNameOf(ValueKind kind) {
  for (const TypeName& row : kTypeNames) {
    if (row.kind == kind) return row.name;
  }
  return "";
}

void Append(const Value& value, std::string& out) {
  std::string inner;
  switch (value.kind) {
    case ValueKind::kNone:
      out += "null";
      return;
    case ValueKind::kBool:
      out += value.boolean ? "true" : "false";
      return;
    case ValueKind::kInt:
      out += std::to_string(value.integer);
      return;
    case ValueKind::kBigInt:
      out += value.text;
      return;
    case ValueKind::kFloat:
      AppendFloat(value.real, out);
      return;
    case ValueKind::kStr:
      AppendString(value.text, out);
      return;
    case ValueKind::kList:
      AppendItems(value.items, out);
      return;
    case ValueKind::kDict:
      if (IsPlainObject(value)) {
        out.push_back('{');
        for (size_t i = 0; i < value.pairs.size(); ++i) {
          if (i > 0) out.push_back(',');
          AppendString(value.pairs[i].first.text, out);
          out.push_back(':');
          Append(value.pairs[i].second, out);
        }
        out.push_back('}');
        return;
      }
      inner = "[";
      for (size_t i = 0; i < value.pairs.size(); ++i) {
        if (i > 0) inner.push_back(',');
        inner.push_back('[');
        Append(value.pairs[i].first, inner);
        inner.push_back(',');
        Append(value.pairs[i].second, inner);
        inner.push_back(']');
      }
      inner += "]";
      break;
    case ValueKind::kComplex:
      inner = "[";
      AppendFloat(value.real, inner);
      inner += ",";
      AppendFloat(value.imaginary, inner);
      inner += "]";
      break;
    case ValueKind::kBytes:
      AppendString(Base64(value.text), inner);
      break;
    case ValueKind::kTuple:
    case ValueKind::kSet:
    case ValueKind::kFrozenSet:
      AppendItems(value.items, inner);
      break;
    case ValueKind::kDate:
    case ValueKind::kTime:
    case ValueKind::kDateTime:
      AppendString(IsoText(value), inner);
      break;
    case ValueKind::kTimeDelta:
      inner = "[" + std::to_string(value.fields[0]) + "," + std::to_string(value.fields[1]) + "," +
              std::to_string(value.fields[2]) + "]";
      break;
    case ValueKind::kHostObject:
      return AppendTyped(kHandle, std::to_string(value.integer), out);
  }
  AppendTyped(TypeNameOf(value.kind), inner, out);
}

class Parser {
 public:
  Parser(std::string_view text, int depth) : text_(text), depth_(depth) {}

  bool Document(Value* value) {
    if (!Read(value, 0)) return false;
    SkipSpace();
    return at_ == text_.size() || Fail("something follows the value");
  }

  std::string Problem() const {
    size_t line = 1;
    size_t column = 1;
    for (size_t i = 0; i < std::min(place_, text_.size()); ++i) {
      if (text_[i] == '\n') {
        ++line;
        column = 1;
      } else if ((static_cast<unsigned char>(text_[i]) & 0xC0) != 0x80) {
        ++column;
      }
    }
    return "line " + std::to_string(line) + ", column " + std::to_string(column) + ": " + problem_;
  }

 private:
  bool Fail(std::string_view problem) { return FailAt(at_, problem); }
  bool FailAt(size_t place, std::string_view problem) {
    if (problem_.empty()) problem_ = problem, place_ = place;
    return false;
  }

  void SkipSpace() {
    while (at_ < text_.size() &&
           (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t' || text_[at_] == '\r')) {
      ++at_;
    }
  }
  bool Peek(char c) {
    SkipSpace();
    return at_ < text_.size() && text_[at_] == c;
  }
  bool Expect(char c) {
    if (!Peek(c)) return Fail(std::string("expected '") + c + "'");
    ++at_;
    return true;
  }
  bool Word(std::string_view word) {
    if (text_.substr(at_, word.size()) != word) return Fail("expected a JSON value");
    at_ += word.size();
    return true;
  }

  bool Read(Value* value, int depth) {
    SkipSpace();
    if (at_ == text_.size()) return Fail("expected a JSON value, found the end");
    switch (text_[at_]) {
      case 'n':
        return Word("null");
      case 't':
        *value = Value::Bool(true);
        return Word("true");
      case 'f':
        *value = Value::Bool(false);
        return Word("false");
      case '"':
        value->kind = ValueKind::kStr;
        return ReadString(&value->text);
      case '[':
        return ReadArray(value, depth);
      case '{':
        return ReadObject(value, depth);
      default:
        return ReadNumber(value);
    }
  }

  bool ReadHex(uint32_t* unit) {
    *unit = 0;
    if (text_.size() - at_ < 4) return Fail("a \\u escape needs four hexadecimal digits");
    for (int i = 0; i < 4; ++i, ++at_) {
      const char c = text_[at_];
      uint32_t digit = 0;
      if (c >= '0' && c <= '9') {
        digit = static_cast<uint32_t>(c - '0');
      } else if (c >= 'a' && c <= 'f') {
        digit = static_cast<uint32_t>(c - 'a' + 10);
      } else if (c >= 'A' && c <= 'F') {
        digit = static_cast<uint32_t>(c - 'A' + 10);
      } else {
        return Fail("a \\u escape needs four hexadecimal digits");
      }
      *unit = *unit * 16 + digit;
    }
    return true;
  }

  bool ReadEscape(std::string* out) {
    constexpr std::string_view kNames = "\"\\/bfnrt";
    constexpr std::string_view kBytes = "\"\\/\b\f\n\r\t";
    if (at_ == text_.size()) return Fail("the string is not closed");
    const char c = text_[at_++];
    if (const size_t row = kNames.find(c); row != std::string_view::npos) {
      out->push_back(kBytes[row]);
      return true;
    }
    if (c != 'u') return FailAt(at_ - 2, "unknown escape");
    uint32_t code = 0;
    if (!ReadHex(&code)) return false;
    if (code >= 0xD800 && code < 0xDC00 && text_.substr(at_, 2) == "\\u") {
      const size_t mark = at_;
      uint32_t low = 0;
      at_ += 2;
      if (!ReadHex(&low)) return false;
      if (low >= 0xDC00 && low < 0xE000) {
        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
      } else {
        at_ = mark;
      }
    }
    if (code < 0x80) {
      out->push_back(static_cast<char>(code));
    } else if (code < 0x800) {
      out->push_back(static_cast<char>(0xC0 | (code >> 6)));
      out->push_back(static_cast<char>(0x80 | (code & 0x3F)));
    } else if (code < 0x10000) {
      out->push_back(static_cast<char>(0xE0 | (code >> 12)));
      out->push_back(static_cast<char>(0x80 | ((code >> 6) & 0x3F)));
      out->push_back(static_cast<char>(0x80 | (code & 0x3F)));
    } else {
      out->push_back(static_cast<char>(0xF0 | (code >> 18)));
      out->push_back(static_cast<char>(0x80 | ((code >> 12) & 0x3F)));
      out->push_back(static_cast<char>(0x80 | ((code >> 6) & 0x3F)));
      out->push_back(static_cast<char>(0x80 | (code & 0x3F)));
    }
    return true;
  }

  bool ReadString(std::string* out) {
    const size_t start = at_;
    if (!Expect('"')) return false;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"') {
        ++at_;
        return IsUtf8(*out) || FailAt(start, "the string is not UTF-8");
      }
      if (static_cast<unsigned char>(c) < 0x20) return Fail("a control character must be escaped");
      ++at_;
      if (c != '\\') {
        out->push_back(c);
      } else if (!ReadEscape(out)) {
        return false;
      }
    }
    return FailAt(start, "the string is not closed");
  }

  // Decode holds the same bytes to UTF-8, so it is asked.
  static bool IsUtf8(const std::string& text) {
    return Decode(Encode(Value::Str(text)), {.bytes = text.size() + 8, .depth = 1}).has_value();
  }

  bool ReadNumber(Value* value) {
    const size_t start = at_;
    size_t i = at_;
    const auto digits = [&] {
      const size_t from = i;
      while (i < text_.size() && text_[i] >= '0' && text_[i] <= '9') ++i;
      return i - from;
    };
    if (i < text_.size() && text_[i] == '-') ++i;
    const size_t first = i;
    const size_t whole = digits();
    if (whole == 0) return Fail("expected a JSON value");
    if (whole > 1 && text_[first] == '0') return Fail("a number may not start with 0");
    bool real = false;
    if (i < text_.size() && text_[i] == '.') {
      ++i;
      real = true;
      if (digits() == 0) return Fail("digits must follow the decimal point");
    }
    if (i < text_.size() && (text_[i] == 'e' || text_[i] == 'E')) {
      ++i;
      real = true;
      if (i < text_.size() && (text_[i] == '+' || text_[i] == '-')) ++i;
      if (digits() == 0) return Fail("digits must follow the exponent");
    }
    const char* begin = text_.data() + start;
    const char* end = text_.data() + i;
    at_ = i;
    if (real) {
      value->kind = ValueKind::kFloat;
      if (std::from_chars(begin, end, value->real).ec != std::errc()) {
        return FailAt(start, "the number is too large for a float");
      }
      return true;
    }
    value->kind = ValueKind::kInt;
    if (std::from_chars(begin, end, value->integer).ec == std::errc()) return true;
    if (whole > kMaxIntBytes * 2) return FailAt(start, "the integer has too many digits");
    value->kind = ValueKind::kBigInt;
    value->text.assign(begin, end);
    return true;
  }

  bool ReadArray(Value* value, int depth) {
    if (depth >= depth_) return Fail("the value is nested too deeply");
    value->kind = ValueKind::kList;
    ++at_;
    if (Peek(']')) {
      ++at_;
      return true;
    }
    while (true) {
      if (!Read(&value->items.emplace_back(), depth + 1)) return false;
      if (Peek(',')) {
        ++at_;
        continue;
      }
      return Peek(']') ? (++at_, true) : Fail("expected ',' or ']'");
    }
  }

  bool ReadObject(Value* value, int depth) {
    if (depth >= depth_) return Fail("the value is nested too deeply");
    const size_t start = at_;
    value->kind = ValueKind::kDict;
    ++at_;
    if (Peek('}')) {
      ++at_;
      return true;
    }
    while (true) {
      SkipSpace();
      const size_t key_place = at_;
      auto& pair = value->pairs.emplace_back();
      pair.first.kind = ValueKind::kStr;
      if (!Peek('"')) return Fail("expected a key in double quotes");
      if (!ReadString(&pair.first.text)) return false;
      // A duplicate key is legal JSON, but one of its values would vanish without a word.
      for (size_t i = 0; value->pairs.size() <= 64 && i + 1 < value->pairs.size(); ++i) {
        if (value->pairs[i].first.text == pair.first.text)
          return FailAt(key_place, "duplicate key");
      }
      if (!Expect(':') || !Read(&pair.second, depth + 1)) return false;
      if (Peek(',')) {
        ++at_;
        continue;
      }
      if (!Peek('}')) return Fail("expected ',' or '}'");
      ++at_;
      break;
    }
    if (HasDuplicates(*value)) return FailAt(start, "duplicate key");
    return Typed(value, start);
  }

  static bool HasDuplicates(const Value& dict) {
    if (dict.pairs.size() <= 64) return false;
    std::vector<std::string_view> keys;
    for (const auto& pair : dict.pairs) keys.push_back(pair.first.text);
    std::sort(keys.begin(), keys.end());
    return std::adjacent_find(keys.begin(), keys.end()) != keys.end();
  }

  // {"$type": NAME, "value": ...} -> the value that it stands for.
  bool Typed(Value* value, size_t place) {
    const Value* name = nullptr;
    Value* inner = nullptr;
    for (auto& [key, item] : value->pairs) {
      if (key.text == "$type") name = &item;
      if (key.text == "value") inner = &item;
    }
    if (name == nullptr) return true;
    if (name->kind != ValueKind::kStr || inner == nullptr || value->pairs.size() != 2) {
      return FailAt(place, "an object with \"$type\" has exactly \"$type\" and \"value\"");
    }
    const auto row = std::find_if(std::begin(kTypeNames), std::end(kTypeNames),
                                  [&](const TypeName& type) { return type.name == name->text; });
    if (row == std::end(kTypeNames)) {
      return FailAt(place, "unknown $type \"" + name->text + "\"");
    }
    Value made;
    made.kind = row->kind;
    if (!Convert(std::move(*inner), &made)) {
      return FailAt(place, "the value does not fit $type \"" + std::string(row->name) + "\"");
    }
    *value = std::move(made);
    return true;
  }

  static bool NumberOf(const Value& value, double* number) {
    if (value.kind == ValueKind::kInt) return *number = static_cast<double>(value.integer), true;
    return value.kind == ValueKind::kFloat ? (*number = value.real, true) : false;
  }

  static bool Convert(Value inner, Value* made) {
    switch (made->kind) {
      case ValueKind::kTuple:
      case ValueKind::kSet:
      case ValueKind::kFrozenSet:
        if (inner.kind != ValueKind::kList) return false;
        made->items = std::move(inner.items);
        return true;
      case ValueKind::kDict:
        if (inner.kind != ValueKind::kList) return false;
        for (Value& pair : inner.items) {
          if (pair.kind != ValueKind::kList || pair.items.size() != 2) return false;
          made->pairs.emplace_back(std::move(pair.items[0]), std::move(pair.items[1]));
        }
        return true;
      case ValueKind::kBytes:
        return inner.kind == ValueKind::kStr && FromBase64(inner.text, &made->text);
      case ValueKind::kComplex:
        return inner.kind == ValueKind::kList && inner.items.size() == 2 &&
               NumberOf(inner.items[0], &made->real) && NumberOf(inner.items[1], &made->imaginary);
      case ValueKind::kFloat:
        if (inner.kind != ValueKind::kStr) return NumberOf(inner, &made->real);
        if (inner.text == "nan") return made->real = std::nan(""), true;
        if (inner.text == "inf") return made->real = HUGE_VAL, true;
        return inner.text == "-inf" ? (made->real = -HUGE_VAL, true) : false;
      case ValueKind::kTimeDelta:
        if (inner.kind != ValueKind::kList || inner.items.size() != 3) return false;
        for (size_t i = 0; i < 3; ++i) {
          const Value& item = inner.items[i];
          if (item.kind != ValueKind::kInt || item.integer != static_cast<int32_t>(item.integer)) {
            return false;
          }
          made->fields[i] = static_cast<int32_t>(item.integer);
        }
        return InRange(*made);
      case ValueKind::kDate:
      case ValueKind::kTime:
      case ValueKind::kDateTime:
        return inner.kind == ValueKind::kStr && FromIso(inner.text, made) && InRange(*made);
      default:
        return false;
    }
  }

  static bool InRange(const Value& value) { return Decode(Encode(value), {}).has_value(); }

  static bool Digits(std::string_view* text, size_t count, int32_t* number) {
    if (text->size() < count) return false;
    *number = 0;
    for (size_t i = 0; i < count; ++i) {
      const char c = (*text)[i];
      if (c < '0' || c > '9') return false;
      *number = *number * 10 + (c - '0');
    }
    text->remove_prefix(count);
    return true;
  }
  static bool Mark(std::string_view* text, char mark) {
    if (text->empty() || text->front() != mark) return false;
    text->remove_prefix(1);
    return true;
  }

  static bool FromIso(std::string_view text, Value* made) {
    int32_t* f = made->fields;
    if (made->kind != ValueKind::kTime) {
      if (!Digits(&text, 4, f) || !Mark(&text, '-') || !Digits(&text, 2, f + 1) ||
          !Mark(&text, '-') || !Digits(&text, 2, f + 2)) {
        return false;
      }
      f += 3;
      if (made->kind == ValueKind::kDate) return text.empty();
      if (!Mark(&text, 'T')) return false;
    }
    if (!Digits(&text, 2, f) || !Mark(&text, ':') || !Digits(&text, 2, f + 1) ||
        !Mark(&text, ':') || !Digits(&text, 2, f + 2)) {
      return false;
    }
    if (Mark(&text, '.') && !Digits(&text, 6, f + 3)) return false;
    if (text.empty()) return true;
    const int32_t sign = text.front() == '-' ? -1 : 1;
    int32_t hours = 0;
    int32_t minutes = 0;
    int32_t seconds = 0;
    if ((!Mark(&text, '+') && !Mark(&text, '-')) || !Digits(&text, 2, &hours) ||
        !Mark(&text, ':') || !Digits(&text, 2, &minutes) ||
        (Mark(&text, ':') && !Digits(&text, 2, &seconds))) {
      return false;
    }
    made->has_offset = true;
    made->offset_seconds = sign * (hours * 3600 + minutes * 60 + seconds);
    return text.empty();
  }

  std::string_view text_;
  int depth_;
  size_t at_ = 0;
  size_t place_ = 0;
  std::string problem_;
};

}  // namespace

std::string ToJson(const Value& value) {
  std::string out;
  Append(value, out);
  return out;
}

Result<Value> FromJson(std::string_view json, const ValueLimits& limits) {
  if (json.size() > limits.bytes) {
    return tl::unexpected(
        Error{ErrorCode::kBadRequest, "the JSON text has " + std::to_string(json.size()) +
                                          " bytes, allowed are " + std::to_string(limits.bytes)});
  }
  Parser parser(json, std::min(limits.depth, kDeepest));
  Value value;
  if (!parser.Document(&value)) {
    return tl::unexpected(Error{ErrorCode::kBadRequest, "not JSON at " + parser.Problem()});
  }
  return value;
}

}  // namespace stockade::executor
