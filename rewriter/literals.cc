#include "rewriter/literals.h"

#include <algorithm>
#include <array>
#include <iterator>

#include "executor/guards.h"

namespace stockade::rewriter {
namespace {

// Bytes that cannot simply be copied into a str literal between double or single quotes.
constexpr std::array<bool, 256> kSpecial = [] {
  std::array<bool, 256> table{};
  for (size_t c = 0; c < 0x20; ++c) table[c] = true;
  for (const char c : {'"', '\'', '\\', '{', '}', '\x7F'}) table[static_cast<size_t>(c)] = true;
  for (size_t c = 0x80; c < 0x100; ++c) table[c] = true;
  return table;
}();

// Characters that intake refuses or that cannot be seen: always escaped (analyzer/source.cc).
struct Range {
  uint32_t first, last;
};
constexpr Range kEscaped[] = {
    {0x80, 0x9F},     {0xAD, 0xAD},     {0x34F, 0x34F},     {0x61C, 0x61C},     {0x115F, 0x1160},
    {0x17B4, 0x17B5}, {0x180B, 0x180F}, {0x200B, 0x200F},   {0x2028, 0x2029},   {0x202A, 0x202E},
    {0x2060, 0x206F}, {0x3164, 0x3164}, {0xD800, 0xDFFF},   {0xFE00, 0xFE0F},   {0xFEFF, 0xFEFF},
    {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFFB}, {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, {0xE0000, 0xE0FFF},
};

bool IsEscaped(uint32_t code) {
  const Range* row = std::lower_bound(std::begin(kEscaped), std::end(kEscaped), code,
                                      [](const Range& r, uint32_t c) { return r.last < c; });
  return row != std::end(kEscaped) && row->first <= code;
}

// The code point at the front of `text`, which is UTF-8 with surrogates as three bytes.
struct Decoded {
  uint32_t code;
  size_t length;
};
Decoded Decode(std::string_view text) {
  const auto byte = [text](size_t i) {
    return i < text.size() ? static_cast<uint32_t>(static_cast<unsigned char>(text[i])) : 0u;
  };
  const uint32_t lead = byte(0);
  const size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  uint32_t code = lead & (0xFFu >> (length + 1));
  for (size_t i = 1; i < length; ++i) code = code << 6 | (byte(i) & 0x3Fu);
  return {code, std::min(length, text.size())};
}

constexpr char kHex[] = "0123456789abcdef";

void AppendHex(uint32_t value, int digits, std::string* out) {
  for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
    out->push_back(kHex[(value >> shift) & 15u]);
  }
}

// One byte that kSpecial has. `rest` starts with it; returns the number of bytes consumed.
size_t AppendSpecial(std::string_view rest, const LiteralStyle& style, LiteralResult* result,
                     std::string* out) {
  const auto c = static_cast<unsigned char>(rest[0]);
  if (c == '{' || c == '}') {
    if (style.braces) out->push_back(static_cast<char>(c));
    out->push_back(static_cast<char>(c));
    return 1;
  }
  if (c == '"' || c == '\'') {
    const bool refused = c == '"' ? style.no_double : style.no_single;
    if (!style.escapes && (refused || c == static_cast<unsigned char>(style.quote))) {
      *result = LiteralResult::kNeedsEscape;
    } else if (c == static_cast<unsigned char>(style.quote)) {
      out->push_back('\\');
    }
    out->push_back(static_cast<char>(c));
    return 1;
  }
  if (c >= 0x80) {
    const Decoded one = Decode(rest);
    if (rest.starts_with(executor::kGuardMarker)) *result = LiteralResult::kMarker;
    const bool surrogate = one.code >= 0xD800 && one.code <= 0xDFFF;
    if (!style.escapes || !IsEscaped(one.code)) {
      if (surrogate) *result = LiteralResult::kNeedsEscape;
      out->append(rest, 0, one.length);
    } else if (one.code < 0x100) {
      *out += "\\x";
      AppendHex(one.code, 2, out);
    } else {
      *out += one.code < 0x10000 ? "\\u" : "\\U";
      AppendHex(one.code, one.code < 0x10000 ? 4 : 8, out);
    }
    return one.length;
  }
  if (!style.escapes) {
    if (c == '\t') {
      out->push_back('\t');
      return 1;
    }
    *result = LiteralResult::kNeedsEscape;
    return 1;
  }
  out->push_back('\\');
  switch (c) {
    case '\n':
      out->push_back('n');
      break;
    case '\r':
      out->push_back('r');
      break;
    case '\t':
      out->push_back('t');
      break;
    case '\\':
      out->push_back('\\');
      break;
    default:
      out->push_back('x');
      AppendHex(c, 2, out);
  }
  return 1;
}

LiteralResult AppendBytes(std::string_view text, const LiteralStyle& style, std::string* out) {
  LiteralResult result = LiteralResult::kOk;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x80) {
      if (kSpecial[c]) {
        AppendSpecial(text.substr(i, 1), style, &result, out);
      } else {
        out->push_back(text[i]);
      }
      continue;
    }
    if (!style.escapes) return LiteralResult::kNeedsEscape;
    *out += "\\x";
    AppendHex(c, 2, out);
  }
  return result;
}

void AppendUtf8(uint32_t code, std::string* out) {
  if (code < 0x80) {
    out->push_back(static_cast<char>(code));
  } else if (code < 0x800) {
    out->push_back(static_cast<char>(0xC0u | (code >> 6)));
    out->push_back(static_cast<char>(0x80u | (code & 0x3Fu)));
  } else if (code < 0x10000) {
    out->push_back(static_cast<char>(0xE0u | (code >> 12)));
    out->push_back(static_cast<char>(0x80u | ((code >> 6) & 0x3Fu)));
    out->push_back(static_cast<char>(0x80u | (code & 0x3Fu)));
  } else {
    out->push_back(static_cast<char>(0xF0u | (code >> 18)));
    out->push_back(static_cast<char>(0x80u | ((code >> 12) & 0x3Fu)));
    out->push_back(static_cast<char>(0x80u | ((code >> 6) & 0x3Fu)));
    out->push_back(static_cast<char>(0x80u | (code & 0x3Fu)));
  }
}

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// Reads up to `most` digits of `base` at the front of `text`.
size_t ReadDigits(std::string_view text, size_t most, int base, uint32_t* value) {
  size_t used = 0;
  *value = 0;
  while (used < most && used < text.size()) {
    const int digit = HexDigit(text[used]);
    if (digit < 0 || digit >= base) break;
    *value = *value * static_cast<uint32_t>(base) + static_cast<uint32_t>(digit);
    ++used;
  }
  return used;
}

struct SimpleEscape {
  char letter, value;
};
constexpr SimpleEscape kSimpleEscapes[] = {{'\\', '\\'}, {'\'', '\''}, {'"', '"'},  {'a', '\a'},
                                           {'b', '\b'},  {'f', '\f'},  {'n', '\n'}, {'r', '\r'},
                                           {'t', '\t'},  {'v', '\v'}};

struct HexEscape {
  char letter;
  size_t digits;
};
constexpr HexEscape kHexEscapes[] = {{'x', 2}, {'u', 4}, {'U', 8}};

// One escape other than \N; `text` starts at the backslash. Appends its value to `decoded` and
// returns its length.
size_t DecodeEscape(std::string_view text, std::string* decoded) {
  if (text.size() < 2) {
    *decoded += text;
    return text.size();
  }
  const char letter = text[1];
  if (letter == '\n') return 2;
  for (const SimpleEscape& row : kSimpleEscapes) {
    if (row.letter == letter) {
      decoded->push_back(row.value);
      return 2;
    }
  }
  uint32_t value = 0;
  for (const HexEscape& row : kHexEscapes) {
    if (row.letter == letter && ReadDigits(text.substr(2), row.digits, 16, &value) == row.digits) {
      AppendUtf8(value, decoded);
      return 2 + row.digits;
    }
  }
  if (const size_t used = ReadDigits(text.substr(1), 3, 8, &value); used > 0) {
    AppendUtf8(value, decoded);
    return 1 + used;
  }
  decoded->push_back('\\');  // an unknown escape stands for itself
  return 1;
}

}  // namespace

LiteralResult AppendText(std::string_view text, const LiteralStyle& style, std::string* out) {
  if (style.bytes) return AppendBytes(text, style, out);
  LiteralResult result = LiteralResult::kOk;
  size_t done = 0;
  for (size_t i = 0; i < text.size();) {
    if (!kSpecial[static_cast<unsigned char>(text[i])]) {
      ++i;
      continue;
    }
    out->append(text, done, i - done);
    i += AppendSpecial(text.substr(i), style, &result, out);
    done = i;
    if (result != LiteralResult::kOk) return result;
  }
  out->append(text, done, text.size() - done);
  return result;
}

LiteralResult AppendNamedEscapes(std::string_view text, const LiteralStyle& style,
                                 std::string* out) {
  if (!style.escapes) return LiteralResult::kNeedsEscape;
  std::string decoded;
  for (size_t i = 0; i < text.size();) {
    if (text[i] != '\\') {
      decoded.push_back(text[i++]);
      continue;
    }
    const size_t close = text.substr(i).starts_with("\\N{") ? text.find('}', i) : text.npos;
    if (close == text.npos) {
      i += DecodeEscape(text.substr(i), &decoded);
      continue;
    }
    const LiteralResult result = AppendText(decoded, style, out);
    if (result != LiteralResult::kOk) return result;
    decoded.clear();
    *out += "\\N{";
    for (const char c : text.substr(i + 3, close - i - 3)) {  // a Unicode name, nothing else
      const bool ok = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                      c == ' ' || c == '-' || c == '(' || c == ')';
      if (!ok) return LiteralResult::kNeedsEscape;
      out->push_back(c);
    }
    out->push_back('}');
    i = close + 1;
  }
  return AppendText(decoded, style, out);
}

void AppendNumber(std::string_view text, std::string* out) {
  for (const char c : text) {
    if (c == '_') continue;
    out->push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c);
  }
}

}  // namespace stockade::rewriter
