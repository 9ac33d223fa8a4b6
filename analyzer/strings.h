// The values of string and bytes literals (private to the analyzer).
//
//   StringShape shape = ReadStringShape(R"(rb"\d")");           // prefix and quotes
//   DecodedText text = DecodeText(body, shape, &arena);         // between the quotes
//
// Whether the literal is well formed is decided before (literals.h); what is not decodable here all
// the same is reported as such and refused by the caller.
#pragma once

#include <cstdint>
#include <string_view>

#include "analyzer/arena.h"

namespace stockade::analyzer {

struct StringShape {
  bool ok = false;  // a known prefix, then one or three quotes at both ends
  bool raw = false;
  bool bytes = false;
  bool format = false;           // f-string or t-string
  bool template_string = false;  // t-string (PEP 750)
  bool unicode = false;          // u"..."
  uint32_t prefix_length = 0;
  uint32_t quote_length = 0;  // 1 or 3
  char quote = 0;
  uint32_t open_length() const { return prefix_length + quote_length; }
};

// `literal` is the whole token.
StringShape ReadStringShape(std::string_view literal);

// True if the token ends where its quotes say: no closing quote stands before its last one. Not for
// f-strings, whose fields may hold quotes.
bool EndsAtItsQuote(std::string_view literal, const StringShape& shape);

struct DecodedText {
  bool ok = false;
  bool named_escape = false;  // has \N{...}: text is then the source, as written
  std::string_view text;      // into `body` if nothing had to be decoded, else into the arena
};

// `in_format` doubles braces back to one each: text of an f-string outside of its fields.
DecodedText DecodeText(std::string_view body, const StringShape& shape, bool in_format,
                       Arena* arena);

}  // namespace stockade::analyzer
