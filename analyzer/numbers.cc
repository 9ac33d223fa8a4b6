#include "analyzer/numbers.h"

namespace stockade::analyzer {

namespace {

bool IsDigit(char c, int base) {
  if (c >= '0' && c <= '9') return c - '0' < base;
  if (base != 16) return false;
  return (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// Skips digits with single underscores between them; false if there is none, or an underscore
// stands elsewhere.
bool Digits(std::string_view text, size_t* at, int base) {
  if (*at >= text.size() || !IsDigit(text[*at], base)) return false;
  while (*at < text.size()) {
    if (text[*at] == '_') {
      ++*at;
      if (*at >= text.size() || !IsDigit(text[*at], base)) return false;
    } else if (IsDigit(text[*at], base)) {
      ++*at;
    } else {
      break;
    }
  }
  return true;
}

NumberLiteral ReadPrefixed(std::string_view text, int base, std::string_view error) {
  size_t at = 2;
  if (at < text.size() && text[at] == '_') ++at;
  if (!Digits(text, &at, base) || at != text.size()) return {NodeKind::kInt, error};
  return {};
}

}  // namespace

NumberLiteral ReadNumber(std::string_view text) {
  constexpr std::string_view kDecimal = "invalid decimal literal";
  if (text.size() > 1 && text[0] == '0') {
    const char mark = static_cast<char>(text[1] | 0x20);
    if (mark == 'x') return ReadPrefixed(text, 16, "invalid hexadecimal literal");
    if (mark == 'o') return ReadPrefixed(text, 8, "invalid octal literal");
    if (mark == 'b') return ReadPrefixed(text, 2, "invalid binary literal");
  }
  NumberLiteral result;
  size_t at = 0;
  bool only_zeros = true;
  if (at < text.size() && text[at] != '.') {
    if (!Digits(text, &at, 10)) return {NodeKind::kInt, kDecimal};
    only_zeros = text.substr(0, at).find_first_not_of("0_") == std::string_view::npos;
  }
  const size_t whole = at;
  if (at < text.size() && text[at] == '.') {
    result.kind = NodeKind::kFloat;
    ++at;
    if (at < text.size() && IsDigit(text[at], 10)) {
      if (!Digits(text, &at, 10)) return {NodeKind::kFloat, kDecimal};
    } else if (whole == 0) {
      return {NodeKind::kFloat, kDecimal};
    }
  }
  if (at < text.size() && (text[at] | 0x20) == 'e') {
    result.kind = NodeKind::kFloat;
    ++at;
    if (at < text.size() && (text[at] == '+' || text[at] == '-')) ++at;
    if (!Digits(text, &at, 10)) return {NodeKind::kFloat, kDecimal};
  }
  if (at < text.size() && (text[at] | 0x20) == 'j') {
    result.kind = NodeKind::kImaginary;
    ++at;
  }
  if (at != text.size()) return {result.kind, kDecimal};
  if (result.kind == NodeKind::kInt && whole > 1 && text[0] == '0' && !only_zeros) {
    return {NodeKind::kInt,
            "leading zeros in decimal integer literals are not permitted; use an 0o prefix for "
            "octal integers"};
  }
  return result;
}

}  // namespace stockade::analyzer
