#include "analyzer/constant_texts.h"

#include <algorithm>

#include "analyzer/constant_strings.h"

namespace stockade::analyzer::constants {
namespace {

char Rot13(char c) {
  const char lower = Lower(c);
  if (lower < 'a' || lower > 'z') return c;
  return static_cast<char>(lower <= 'm' ? c + 13 : c - 13);
}

// Text of digits with so many bits each; padding, and what else is in `skipped`, says nothing.
struct DigitCode {
  std::string_view digits, skipped;
  int bits;
};

constexpr DigitCode kBase64 = {"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
                               "=\n ", 6};
constexpr DigitCode kBase32 = {"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "=", 5};

std::optional<std::string> Decoded(std::string_view text, const DigitCode& code) {
  std::string bytes;
  uint32_t bits = 0;
  int count = 0;
  for (char c : text) {
    if (code.skipped.find(c) != std::string_view::npos) continue;
    const size_t value = code.digits.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    bits = bits << code.bits | static_cast<uint32_t>(value);
    count += code.bits;
    if (count < 8) continue;
    count -= 8;
    bytes.push_back(static_cast<char>(bits >> count & 0xff));
  }
  return bytes;
}

}  // namespace

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

void AppendCodePoint(uint32_t c, std::string& text) {
  auto put = [&](uint32_t byte) { text.push_back(static_cast<char>(byte)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xc0 | (c >> 6));
    put(0x80 | (c & 0x3f));
  } else if (c < 0x10000) {
    put(0xe0 | (c >> 12));
    put(0x80 | ((c >> 6) & 0x3f));
    put(0x80 | (c & 0x3f));
  } else {
    put(0xf0 | (c >> 18));
    put(0x80 | ((c >> 12) & 0x3f));
    put(0x80 | ((c >> 6) & 0x3f));
    put(0x80 | (c & 0x3f));
  }
}

uint32_t CodePointOf(std::string_view character) {
  const auto lead = static_cast<uint8_t>(character[0]);
  if (lead < 0x80) return lead;
  uint32_t c = lead & (lead >= 0xf0 ? 0x07 : lead >= 0xe0 ? 0x0f : 0x1f);
  for (size_t i = 1; i < character.size(); ++i) {
    c = (c << 6) | (static_cast<uint8_t>(character[i]) & 0x3f);
  }
  return c;
}

std::string Replaced(std::string_view text, std::string_view from, std::string_view to) {
  std::string result;
  size_t at = 0;
  for (size_t found; (found = text.find(from, at)) != text.npos; at = found + from.size()) {
    result += text.substr(at, found - at);
    result += to;
    if (result.size() > ConstantStrings::kMaxBytes) return result;
  }
  result += text.substr(at);
  return result;
}

std::string Stripped(std::string_view text, std::string_view set, bool left, bool right) {
  if (left) text.remove_prefix(std::min(text.find_first_not_of(set), text.size()));
  if (right) text = text.substr(0, text.find_last_not_of(set) + 1);
  return std::string(text);
}

std::string Mapped(std::string_view text, char (*function)(char)) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), function);
  return result;
}

char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

char Upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }

char SwapCase(char c) { return Lower(c) != c ? Lower(c) : Upper(c); }

std::string CodecName(std::string_view codec) {
  std::string name = Mapped(codec, Lower);
  std::erase_if(name, [](char c) { return c == '-' || c == '_' || c == ' '; });
  return name;
}

std::optional<std::string> Decoded(std::string_view bytes, std::string_view codec) {
  const std::string name = CodecName(codec);
  if (name == "latin1" || name == "iso88591" || name == "l1") {
    std::string text;
    for (char c : bytes) AppendCodePoint(static_cast<uint8_t>(c), text);
    return text;
  }
  // Other codecs matter only where they hide ASCII, and these agree with it there.
  if ((name == "utf8" || name == "ascii" || name == "usascii" || name == "cp1252") &&
      IsAscii(bytes)) {
    return std::string(bytes);
  }
  if (name == "rot13") return Mapped(bytes, Rot13);
  return std::nullopt;
}

std::optional<std::string> FromHex(std::string_view text) {
  std::string bytes;
  int high = -1;
  for (char c : text) {
    if (c == ' ') {
      if (high >= 0) return std::nullopt;
      continue;
    }
    const char lower = Lower(c);
    const int digit = c >= '0' && c <= '9'           ? c - '0'
                      : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10
                                                     : -1;
    if (digit < 0) return std::nullopt;
    if (high < 0) {
      high = digit;
    } else {
      bytes.push_back(static_cast<char>(high * 16 + digit));
      high = -1;
    }
  }
  if (high >= 0) return std::nullopt;
  return bytes;
}

std::optional<std::string> FromBase64(std::string_view text) {
  // urlsafe_b64decode() takes two digits for two others, and those as well.
  std::string plain(text);
  std::replace(plain.begin(), plain.end(), '-', '+');
  std::replace(plain.begin(), plain.end(), '_', '/');
  return Decoded(plain, kBase64);
}

std::optional<std::string> FromBase32(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return Decoded(upper, kBase32);
}

std::string Unquoted(std::string_view text) {
  std::string result;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto byte =
        text[i] == '%' && i + 2 < text.size() ? FromHex(text.substr(i + 1, 2)) : std::nullopt;
    if (byte && byte->size() == 1) {
      result += *byte;
      i += 2;
    } else {
      result += text[i];
    }
  }
  return result;
}

std::string Titled(std::string_view text) {
  std::string result(text);
  bool in_word = false;
  for (char& c : result) {
    const bool letter = (Lower(c) >= 'a' && Lower(c) <= 'z');
    c = letter && !in_word ? Upper(c) : Lower(c);
    in_word = letter;
  }
  return result;
}

std::optional<std::vector<std::string>> Split(std::string_view text, std::string_view separator,
                                              bool on_blanks, int64_t most, bool from_right) {
  std::vector<std::string> parts;
  if (on_blanks) {
    if (most >= 0) return std::nullopt;
    constexpr std::string_view kBlanks = " \t\n\r\v\f";
    for (size_t at = text.find_first_not_of(kBlanks); at != text.npos;) {
      const size_t end = std::min(text.find_first_of(kBlanks, at), text.size());
      parts.emplace_back(text.substr(at, end - at));
      at = text.find_first_not_of(kBlanks, end);
      if (parts.size() > ConstantStrings::kMaxItems) return std::nullopt;
    }
    return parts;
  }
  if (separator.empty()) return std::nullopt;
  while (most < 0 || parts.size() < static_cast<size_t>(most)) {
    const size_t found = from_right ? text.rfind(separator) : text.find(separator);
    if (found == text.npos) break;
    if (from_right) {
      parts.emplace_back(text.substr(found + separator.size()));
      text = text.substr(0, found);
    } else {
      parts.emplace_back(text.substr(0, found));
      text.remove_prefix(found + separator.size());
    }
    if (parts.size() > ConstantStrings::kMaxItems) return std::nullopt;
  }
  parts.emplace_back(text);
  if (from_right) std::reverse(parts.begin(), parts.end());
  return parts;
}

}  // namespace stockade::analyzer::constants
