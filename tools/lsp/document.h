// A text that the editor has open, and the protocol's positions in it.
//
//   Document document("x = 1\n", PositionEncoding::kUtf16);
//   document.Replace({{0, 4}, {0, 5}}, "2");
//
// Lines end at LF, CR LF and CR. A character past the end of its line means the line's end, a line
// past the last one the end of the text (LSP 3.17, "Position").
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace stockade::lsp {

enum class PositionEncoding { kUtf8, kUtf16 };

struct LspPosition {
  uint32_t line = 0, character = 0;  // from 0
  friend auto operator<=>(const LspPosition&, const LspPosition&) = default;
};

struct LspRange {
  LspPosition start, end;
};

class Document {
 public:
  Document(std::string text, PositionEncoding encoding);

  const std::string& text() const { return text_; }
  // The byte of a position; never inside a character.
  size_t OffsetAt(const LspPosition& position) const;
  // Offsets past the end mean the end, offsets inside a character its start.
  LspPosition PositionAt(size_t offset) const;

  // The bytes that were replaced, as they were numbered before.
  struct Bytes {
    size_t begin, end;
  };
  Bytes Replace(const LspRange& range, std::string_view text);
  void ReplaceAll(std::string text);

 private:
  void FindLines();
  bool StartsLine(size_t offset) const;
  size_t LineEnd(size_t line) const;  // before its line end

  std::string text_;
  PositionEncoding encoding_;
  std::vector<size_t> line_starts_;
};

}  // namespace stockade::lsp
