#include "analyzer/literals.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <utf8proc.h>

namespace stockade::analyzer {
namespace {

using std::string_view;

bool IsHex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// The escapes of a str literal that need more than one character after the backslash.
struct HexEscape {
  char letter;
  size_t digits;
  string_view shape;
};
constexpr HexEscape kHexEscapes[] = {
    {'x', 2, "\\xXX"}, {'u', 4, "\\uXXXX"}, {'U', 8, "\\UXXXXXXXX"}};

bool Fail(StringError* error, std::string message, size_t begin = 0, size_t end = 0,
          bool in_field = false) {
  *error = {std::move(message), static_cast<uint32_t>(begin), static_cast<uint32_t>(end), in_field};
  return false;
}

bool FailField(StringError* error, std::string message, size_t begin, size_t end) {
  return Fail(error, "f-string: " + message, begin, end, true);
}

bool CheckEscapes(string_view body, bool bytes, StringError* error) {
  // CPython counts positions in a text in which each character outside of ASCII has become
  // \UXXXXXXXX.
  size_t position = 0;
  for (size_t at = 0; at < body.size(); ++at, ++position) {
    const auto c = static_cast<unsigned char>(body[at]);
    if (c >= 0x80) {
      if ((c & 0xC0) == 0x80) {
        --position;
      } else {
        position += 9;
      }
      continue;
    }
    if (c != '\\' || at + 1 >= body.size()) continue;
    const char letter = body[at + 1];
    const auto unicode_error = [&](size_t length, string_view what) {
      return Fail(error, fmt::format("(unicode error) 'unicodeescape' codec can't decode bytes in "
                                     "position {}-{}: {}",
                                     position, position + length - 1, what));
    };
    if (bytes) {
      if (letter == 'x' && !(at + 3 < body.size() && IsHex(body[at + 2]) && IsHex(body[at + 3]))) {
        return Fail(error,
                    fmt::format("(value error) invalid \\x escape at position {}", position));
      }
    } else if (letter == 'N') {
      const size_t close = at + 2 < body.size() && body[at + 2] == '{' ? body.find('}', at) : 0;
      if (close == 0 || close == string_view::npos || close == at + 3) {
        const size_t length = close == 0 ? 2 : close == string_view::npos ? body.size() - at : 3;
        return unicode_error(length, "malformed \\N character escape");
      }
    } else {
      for (const HexEscape& escape : kHexEscapes) {
        if (escape.letter != letter) continue;
        size_t digits = 0;
        uint32_t value = 0;
        while (digits < escape.digits && at + 2 + digits < body.size() &&
               IsHex(body[at + 2 + digits])) {
          const char digit = body[at + 2 + digits++];
          value = value << 4 |
                  static_cast<uint32_t>(digit <= '9' ? digit - '0' : (digit | 32) - 'a' + 10);
        }
        if (digits < escape.digits) {
          return unicode_error(2 + digits, fmt::format("truncated {} escape", escape.shape));
        }
        if (value > 0x10FFFF) return unicode_error(10, "illegal Unicode character");
      }
    }
    // The character after the backslash is no escape of its own. (Digits and names that follow
    // have no backslash.)
    ++at;
    if (static_cast<unsigned char>(letter) < 0x80) {
      ++position;
    } else {
      position += 10;
    }
  }
  return true;
}

// The replacement fields of an f-string by the rules of Python up to 3.11. Literal text and nested
// format specifications alternate; `depth` says how many fields enclose the current text.
class OldFields {
 public:
  OldFields(string_view body, bool raw, StringError* error,
            std::vector<std::pair<uint32_t, uint32_t>>* fields)
      : body_(body), raw_(raw), error_(error), fields_(fields) {}

  bool Check() {
    int depth = 0;
    while (true) {
      if (!SkipLiteral(depth)) return false;
      if (at_ >= body_.size()) {
        if (depth == 0) return true;
        return Expecting();
      }
      if (body_[at_] == '}') {  // ends the specification of the field around it
        ++at_;
        --depth;
        continue;
      }
      bool specification = false;
      if (depth >= 2) {
        return FailField(error_, "expressions nested too deeply", at_, at_ + 1);
      }
      if (!ReadField(&specification)) return false;
      if (specification) ++depth;
    }
  }

 private:
  bool Expecting() { return FailField(error_, "expecting '}'", at_, at_); }

  // Up to a brace that means something, or the end.
  bool SkipLiteral(int depth) {
    while (at_ < body_.size()) {
      char c = body_[at_];
      if (!raw_ && c == '\\' && at_ + 1 < body_.size()) {
        c = body_[++at_];
        if (c == 'N') {
          ++at_;
          if (at_ < body_.size() && body_[at_++] == '{') {
            while (at_ < body_.size() && body_[at_++] != '}') {
            }
          }
          continue;
        }
        if (c != '{' && c != '}') {
          ++at_;
          continue;
        }
      }
      if (c == '{' || c == '}') {
        if (depth > 0) return true;
        if (at_ + 1 < body_.size() && body_[at_ + 1] == c) {
          at_ += 2;
          continue;
        }
        if (c == '{') return true;
        return FailField(error_, "single '}' is not allowed", at_, at_ + 1);
      }
      ++at_;
    }
    return true;
  }

  bool ReadField(bool* specification) {
    const size_t begin = ++at_;
    char quote = 0;
    bool triple = false;
    std::string brackets;
    for (; at_ < body_.size(); ++at_) {
      const char c = body_[at_];
      if (c == '\\') {
        return Fail(error_, "f-string expression part cannot include a backslash", at_, at_ + 1,
                    true);
      }
      const bool three = at_ + 2 < body_.size() && body_[at_ + 1] == c && body_[at_ + 2] == c;
      if (quote != 0) {
        if (c != quote) continue;
        if (!triple) {
          quote = 0;
        } else if (three) {
          at_ += 2;
          quote = 0;
        }
        continue;
      }
      if (c == '\'' || c == '"') {
        quote = c;
        triple = three;
        if (three) at_ += 2;
        continue;
      }
      if (c == '(' || c == '[' || c == '{') {
        if (brackets.size() >= 200) {
          return FailField(error_, "too many nested parenthesis", at_, at_ + 1);
        }
        brackets += c;
        continue;
      }
      if (c == '#') {
        return Fail(error_, "f-string expression part cannot include '#'", at_, at_ + 1, true);
      }
      if (brackets.empty() && string_view("!:}=<>").find(c) != string_view::npos) {
        if (at_ + 1 < body_.size() && body_[at_ + 1] == '=' &&
            string_view("!=<>").find(c) != string_view::npos) {
          ++at_;
          continue;
        }
        if (c == '<' || c == '>') continue;
        break;
      }
      if (c == ')' || c == ']' || c == '}') {
        if (brackets.empty()) {
          return FailField(error_, fmt::format("unmatched '{}'", c), at_, at_ + 1);
        }
        const char open = brackets.back();
        if (c != (open == '(' ? ')' : open == '[' ? ']' : '}')) {
          return FailField(
              error_,
              fmt::format("closing parenthesis '{}' does not match opening parenthesis "
                          "'{}'",
                          c, open),
              at_, at_ + 1);
        }
        brackets.pop_back();
      }
    }
    if (quote != 0) return FailField(error_, "unterminated string", begin - 1, at_);
    if (!brackets.empty()) {
      return FailField(error_, fmt::format("unmatched '{}'", brackets.back()), begin - 1, at_);
    }
    if (at_ >= body_.size()) return Expecting();
    if (body_.substr(begin, at_ - begin).find_first_not_of(" \t\n\f\r") == string_view::npos) {
      return FailField(error_, "empty expression not allowed", begin - 1, at_ + 1);
    }
    fields_->emplace_back(static_cast<uint32_t>(begin), static_cast<uint32_t>(at_));
    if (body_[at_] == '=') {
      ++at_;
      while (at_ < body_.size() && string_view(" \t\n\f\r").find(body_[at_]) != string_view::npos) {
        ++at_;
      }
    }
    if (at_ < body_.size() && body_[at_] == '!') {
      if (at_ + 1 >= body_.size()) return Expecting();
      const char conversion = body_[at_ + 1];
      if (conversion != 's' && conversion != 'r' && conversion != 'a') {
        size_t end = at_ + 2;
        while (end < body_.size() && (static_cast<unsigned char>(body_[end]) & 0xC0) == 0x80) ++end;
        return FailField(error_, "invalid conversion character: expected 's', 'r', or 'a'", at_ + 1,
                         end);
      }
      at_ += 2;
    }
    if (at_ >= body_.size()) return Expecting();
    if (body_[at_] == ':') {
      ++at_;
      *specification = true;
      return true;
    }
    if (body_[at_] != '}') return Expecting();
    ++at_;
    return true;
  }

  const string_view body_;
  const bool raw_;
  StringError* const error_;
  std::vector<std::pair<uint32_t, uint32_t>>* const fields_;
  size_t at_ = 0;
};

// Characters that are XID_Start or XID_Continue by their own list (PropList.txt) ...
constexpr std::array<int32_t, 4> kOtherStart = {0x1885, 0x1886, 0x2118, 0x212E};
constexpr std::array<int32_t, 12> kOtherContinue = {0xB7,   0x387,  0x1369, 0x136A, 0x136B, 0x136C,
                                                    0x136D, 0x136E, 0x136F, 0x1370, 0x1371, 0x19DA};

// Letters by category that are neither, since NFKC makes of them what cannot stand there
// (DerivedCoreProperties.txt, XID against ID), or that are syntax (U+2E2F).
constexpr std::pair<int32_t, int32_t> kNeverInIdentifiers[] = {
    {0x37A, 0x37A},   {0x2E2F, 0x2E2F}, {0xFC5E, 0xFC63}, {0xFDFA, 0xFDFB},
    {0xFE70, 0xFE70}, {0xFE72, 0xFE72}, {0xFE74, 0xFE74}, {0xFE76, 0xFE76},
    {0xFE78, 0xFE78}, {0xFE7A, 0xFE7A}, {0xFE7C, 0xFE7C}, {0xFE7E, 0xFE7E}};
// ... and those that may only go on.
constexpr std::pair<int32_t, int32_t> kNeverFirst[] = {
    {0xE33, 0xE33}, {0xEB3, 0xEB3}, {0xFF9E, 0xFF9F}};

// Age 15.0 (DerivedAge.txt), of what may stand in an identifier.
constexpr std::pair<int32_t, int32_t> kUnicode15[] = {
    {0xCF3, 0xCF3},     {0xECE, 0xECE},     {0x10EFD, 0x10EFF}, {0x11240, 0x11241},
    {0x11F00, 0x11F59}, {0x1342F, 0x1342F}, {0x13439, 0x13455}, {0x1B132, 0x1B132},
    {0x1B155, 0x1B155}, {0x1DF25, 0x1DF2A}, {0x1E030, 0x1E08F}, {0x1E4D0, 0x1E4F9},
    {0x31350, 0x323AF}};

template <size_t N>
bool Contains(const std::array<int32_t, N>& list, int32_t c) {
  return std::find(list.begin(), list.end(), c) != list.end();
}

template <size_t N>
bool InRanges(const std::pair<int32_t, int32_t> (&ranges)[N], int32_t c) {
  return std::any_of(std::begin(ranges), std::end(ranges),
                     [c](const auto& range) { return c >= range.first && c <= range.second; });
}

bool IsLetter(int32_t c) {
  switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_NL:
      return !InRanges(kNeverInIdentifiers, c);
    default:
      return Contains(kOtherStart, c);
  }
}

}  // namespace

bool IsStringPrefix(string_view word) {
  if (word.empty() || word.size() > 2) return false;
  char a = static_cast<char>(word[0] | 32);
  if (word.size() == 1) return a == 'b' || a == 'u' || a == 'r' || a == 'f' || a == 't';
  char b = static_cast<char>(word[1] | 32);
  if (a == 'r') std::swap(a, b);
  return b == 'r' && (a == 'b' || a == 'f' || a == 't');
}

bool StartsIdentifier(int32_t c) { return IsLetter(c) && !InRanges(kNeverFirst, c); }

bool ContinuesIdentifier(int32_t c) {
  switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_PC:
      return true;
    default:
      return IsLetter(c) || Contains(kOtherContinue, c);
  }
}

bool IsLaterThanUnicode14(int32_t c) { return InRanges(kUnicode15, c); }

bool CheckStringBody(string_view body, StringTraits traits, StringError* error,
                     std::vector<std::pair<uint32_t, uint32_t>>* fields) {
  if (traits.bytes) {
    for (char c : body) {
      if (static_cast<signed char>(c) < 0) {
        return Fail(error, "bytes can only contain ASCII literal characters");
      }
    }
  }
  // CPython decodes the literal text and the fields in turn; the fields say more.
  if (traits.format && !OldFields(body, traits.raw, error, fields).Check()) return false;
  return traits.raw || CheckEscapes(body, traits.bytes, error);
}

}  // namespace stockade::analyzer
