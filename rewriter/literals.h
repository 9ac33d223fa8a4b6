// Our own spelling of every literal (private to the rewriter).
//
//   if (AppendText(text, {.quote = '"'}, &out) != LiteralResult::kOk) ...   // out is then
//   undefined
//
// Source: "Lexical analysis" of Python's language reference. The spelling is canonical: the same
// value gives the same bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace stockade::rewriter {

struct LiteralStyle {
  char quote = '"';
  bool bytes = false;   // text holds raw bytes
  bool braces = false;  // inside an f-string: { and } are doubled
  bool escapes = true;  // false inside a field of an f-string before 3.12: no backslash may appear
  bool no_single = false,
       no_double = false;  // quotes of enclosing f-strings (with escapes = false)
};

enum class LiteralResult : uint8_t {
  kOk,
  kMarker,       // the text holds the guard marker
  kNeedsEscape,  // cannot be spelled without a backslash
};

// Appends what stands between the quotes. `text` is a decoded value: UTF-8 with lone surrogates as
// three bytes, or raw bytes.
LiteralResult AppendText(std::string_view text, const LiteralStyle& style, std::string* out);

// The same for a literal with \N escapes, whose value is not known here: `text` is its source
// between the quotes, not raw. Every escape but \N is decoded and spelled our way.
LiteralResult AppendNamedEscapes(std::string_view text, const LiteralStyle& style,
                                 std::string* out);

// An Int, Float or Imaginary: lower case, no underscores.
void AppendNumber(std::string_view text, std::string* out);

}  // namespace stockade::rewriter
