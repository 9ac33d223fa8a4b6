// Bytes of a submission made fit for a terminal, a JSON string or an XML text.
//
//   Printable("a\x1b[2Jb")   // "a\\x1b[2Jb": a submission cannot steer the reader's terminal
//
// Everything here takes any bytes, valid UTF-8 or not, and costs linear time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace stockade::report {

// One code point of `bytes` at `offset`; `length` is 1 and `valid` false for a byte that is no part
// of well-formed UTF-8.
struct CodePoint {
  char32_t value = 0;
  size_t length = 1;
  bool valid = false;
};
CodePoint DecodeAt(std::string_view bytes, size_t offset);

// Valid UTF-8: each byte that is none becomes \xNN, as Python's "backslashreplace" writes it.
std::string ValidUtf8(std::string_view bytes);

// One line for a terminal: also control characters, line and paragraph separators and the
// characters that change the direction of text (CVE-2021-42574) become \xNN or \uNNNN.
std::string Printable(std::string_view bytes);

// A text or attribute value of XML 1.0.
std::string XmlEscaped(std::string_view bytes);

// A line of source as it is shown, and where in it each byte of the original starts.
struct ShownLine {
  std::string text;                  // printable, tabs expanded to stops of four columns
  std::vector<uint32_t> columns;     // display column of each byte; one more for the end
  std::vector<uint32_t> text_bytes;  // offset in `text` of each byte; one more for the end
};
ShownLine Show(std::string_view line);

}  // namespace stockade::report
