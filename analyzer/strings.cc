#include "analyzer/strings.h"

#include <cstring>

namespace stockade::analyzer {

namespace {

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// UTF-8 of a code point; surrogates become three bytes, as no text of Python's can have them
// otherwise.
char* AppendCodePoint(char* out, uint32_t c) {
  const auto byte = [&out](uint32_t value) { *out++ = static_cast<char>(value); };
  if (c < 0x80) {
    byte(c);
  } else if (c < 0x800) {
    byte(0xC0 | (c >> 6));
    byte(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    byte(0xE0 | (c >> 12));
    byte(0x80 | ((c >> 6) & 0x3F));
    byte(0x80 | (c & 0x3F));
  } else {
    byte(0xF0 | (c >> 18));
    byte(0x80 | ((c >> 12) & 0x3F));
    byte(0x80 | ((c >> 6) & 0x3F));
    byte(0x80 | (c & 0x3F));
  }
  return out;
}

struct SimpleEscape {
  char letter, value;
};
constexpr SimpleEscape kSimpleEscapes[] = {
    {'\\', '\\'}, {'\'', '\''}, {'"', '"'},  {'a', '\a'}, {'b', '\b'},
    {'f', '\f'},  {'n', '\n'},  {'r', '\r'}, {'t', '\t'}, {'v', '\v'},
};

// The number of digits after \x, \u and \U; 0 for other letters.
size_t HexDigits(char letter, bool bytes) {
  if (letter == 'x') return 2;
  if (bytes) return 0;
  if (letter == 'u') return 4;
  return letter == 'U' ? 8 : 0;
}

// A body of escapes at work: reads one escape at a time.
class Decoder {
 public:
  Decoder(std::string_view body, bool bytes, char* out) : body_(body), bytes_(bytes), out_(out) {}

  // `at` is the offset of a backslash; returns the offset after its escape, 0 on an error.
  size_t Escape(size_t at) {
    if (at + 1 >= body_.size()) return 0;
    const char letter = body_[at + 1];
    if (letter == '\n') return at + 2;  // the line goes on
    for (const SimpleEscape& escape : kSimpleEscapes) {
      if (escape.letter == letter) {
        *out_++ = escape.value;
        return at + 2;
      }
    }
    if (letter >= '0' && letter <= '7') return Octal(at + 1);
    if (const size_t digits = HexDigits(letter, bytes_); digits > 0) return Hex(at + 2, digits);
    // Not an escape to Python, which warns: both characters stand for themselves.
    *out_++ = '\\';
    *out_++ = letter;
    return at + 2;
  }

  void Put(char c) { *out_++ = c; }
  char* out() const { return out_; }

 private:
  size_t Octal(size_t at) {
    uint32_t value = 0;
    size_t end = at;
    while (end < body_.size() && end < at + 3 && body_[end] >= '0' && body_[end] <= '7') {
      value = value * 8 + static_cast<uint32_t>(body_[end++] - '0');
    }
    Append(value);
    return end;
  }
  size_t Hex(size_t at, size_t digits) {
    if (body_.size() - at < digits) return 0;
    uint32_t value = 0;
    for (size_t i = 0; i < digits; ++i) {
      const int digit = HexDigit(body_[at + i]);
      if (digit < 0) return 0;
      value = value * 16 + static_cast<uint32_t>(digit);
    }
    if (value > 0x10FFFF) return 0;
    Append(value);
    return at + digits;
  }
  void Append(uint32_t value) {
    if (bytes_) {
      *out_++ = static_cast<char>(value & 0xFF);
    } else {
      out_ = AppendCodePoint(out_, value);
    }
  }

  std::string_view body_;
  bool bytes_;
  char* out_;
};

}  // namespace

StringShape ReadStringShape(std::string_view literal) {
  StringShape shape;
  size_t at = 0;
  for (; at < literal.size() && literal[at] != '"' && literal[at] != '\''; ++at) {
    bool StringShape::*flag = nullptr;
    switch (literal[at] | 0x20) {
      case 'r':
        flag = &StringShape::raw;
        break;
      case 'b':
        flag = &StringShape::bytes;
        break;
      case 'u':
        flag = &StringShape::unicode;
        break;
      case 'f':
        flag = &StringShape::format;
        break;
      case 't':
        flag = &StringShape::template_string;
        break;
      default:
        return shape;
    }
    if (shape.*flag) return shape;
    shape.*flag = true;
  }
  const int kinds =
      int{shape.bytes} + int{shape.unicode} + int{shape.format} + int{shape.template_string};
  if (at >= literal.size() || kinds > 1 || (shape.unicode && shape.raw)) return shape;
  shape.format = shape.format || shape.template_string;
  shape.prefix_length = static_cast<uint32_t>(at);
  shape.quote = literal[at];
  const std::string_view rest = literal.substr(at);
  const bool triple = rest.size() >= 6 && rest[1] == shape.quote && rest[2] == shape.quote;
  shape.quote_length = triple ? 3 : 1;
  if (rest.size() < size_t{2} * shape.quote_length) return shape;
  for (uint32_t i = 1; i <= shape.quote_length; ++i) {
    if (literal[literal.size() - i] != shape.quote) return shape;
  }
  shape.ok = true;
  return shape;
}

bool EndsAtItsQuote(std::string_view literal, const StringShape& shape) {
  const size_t body_end = literal.size() - shape.quote_length;
  uint32_t run = 0;
  for (size_t at = shape.open_length(); at < body_end; ++at) {
    const char c = literal[at];
    if (c == '\\') {
      run = 0;
      if (++at >= body_end) return false;
      continue;
    }
    if (c == '\n' && shape.quote_length == 1) return false;
    run = c == shape.quote ? run + 1 : 0;
    if (run == shape.quote_length) return false;
  }
  // Quotes before the closing ones would have closed the literal earlier.
  return run == 0;
}

DecodedText DecodeText(std::string_view body, const StringShape& shape, bool in_format,
                       Arena* arena) {
  DecodedText result;
  result.ok = true;
  result.text = body;
  const bool escapes = !shape.raw && body.find('\\') != std::string_view::npos;
  const bool braces = in_format && body.find_first_of("{}") != std::string_view::npos;
  if (!escapes && !braces) return result;
  if (escapes && !shape.bytes) {
    for (size_t at = body.find('\\'); at < body.size(); at = body.find('\\', at + 2)) {
      if (at + 1 < body.size() && body[at + 1] == 'N') {
        result.named_escape = true;
        return result;
      }
    }
  }
  // No escape is longer than its source: \777 is three bytes of UTF-8 at most, from four.
  auto* buffer = static_cast<char*>(arena->Allocate(body.size()));
  Decoder decoder(body, shape.bytes, buffer);
  for (size_t at = 0; at < body.size();) {
    const char c = body[at];
    // Before a brace of an f-string, and so at the end of its text, a backslash escapes nothing.
    const bool before_brace =
        in_format && (at + 1 >= body.size() || body[at + 1] == '{' || body[at + 1] == '}');
    if (c == '\\' && escapes && !before_brace) {
      at = decoder.Escape(at);
      if (at == 0) return {};
      continue;
    }
    if (in_format && (c == '{' || c == '}')) {
      if (at + 1 >= body.size() || body[at + 1] != c) return {};
      ++at;
    }
    decoder.Put(c);
    ++at;
  }
  result.text = {buffer, static_cast<size_t>(decoder.out() - buffer)};
  return result;
}

}  // namespace stockade::analyzer
