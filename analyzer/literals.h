// What may stand inside a string literal, and what a name is made of (private to the analyzer).
//
//   StringError error;
//   if (!CheckStringBody(R"(\x4)", {}, &error, &fields)) Report(error.message);
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace stockade::analyzer {

// True for b, u, r, f, t, br, rb, fr, rf, tr, rt in any case.
bool IsStringPrefix(std::string_view word);

// XID_Start and XID_Continue (PEP 3131) for a code point from U+0080 on, by general category.
bool StartsIdentifier(int32_t code_point);
bool ContinuesIdentifier(int32_t code_point);
// A letter, mark or digit that came with Unicode 15: CPython knows it from 3.12 on.
bool IsLaterThanUnicode14(int32_t code_point);

struct StringTraits {
  bool raw = false;
  bool bytes = false;
  bool format = false;  // an f-string as Python up to 3.11 reads it
};

struct StringError {
  std::string message;  // CPython's
  uint32_t begin = 0;   // offsets in the body; both 0 when the literal as a whole is meant
  uint32_t end = 0;
  bool in_field = false;  // about a replacement field, not about an escape
};

// Checks the text between the quotes. Appends to `fields` the ranges of the expressions in the
// fields of an f-string, which the caller still has to read. False: *error says why.
bool CheckStringBody(std::string_view body, StringTraits traits, StringError* error,
                     std::vector<std::pair<uint32_t, uint32_t>>* fields);

}  // namespace stockade::analyzer
