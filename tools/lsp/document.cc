#include "tools/lsp/document.h"

#include <algorithm>

namespace stockade::lsp {
namespace {

// The text of a message is valid UTF-8, as the JSON reader has checked.
size_t CharacterBytes(char first) {
  const auto byte = static_cast<unsigned char>(first);
  if (byte < 0x80) return 1;
  if (byte < 0xE0) return 2;
  return byte < 0xF0 ? 3 : 4;
}

uint32_t Units(size_t bytes, PositionEncoding encoding) {
  if (encoding == PositionEncoding::kUtf8) return static_cast<uint32_t>(bytes);
  return bytes == 4 ? 2 : 1;
}

}  // namespace

Document::Document(std::string text, PositionEncoding encoding)
    : text_(std::move(text)), encoding_(encoding) {
  FindLines();
}

bool Document::StartsLine(size_t offset) const {
  if (offset == 0) return true;
  const char before = text_[offset - 1];
  return before == '\n' || (before == '\r' && (offset == text_.size() || text_[offset] != '\n'));
}

void Document::FindLines() {
  line_starts_.clear();
  for (size_t i = 0; i <= text_.size(); ++i) {
    if (StartsLine(i)) line_starts_.push_back(i);
  }
}

size_t Document::LineEnd(size_t line) const {
  if (line + 1 >= line_starts_.size()) return text_.size();
  size_t end = line_starts_[line + 1] - 1;
  if (text_[end] == '\n' && end > line_starts_[line] && text_[end - 1] == '\r') --end;
  return end;
}

size_t Document::OffsetAt(const LspPosition& position) const {
  if (position.line >= line_starts_.size()) return text_.size();
  const size_t end = LineEnd(position.line);
  size_t at = line_starts_[position.line];
  for (uint32_t units = 0; at < end && units < position.character;) {
    const size_t bytes = CharacterBytes(text_[at]);
    units += Units(bytes, encoding_);
    if (units > position.character) break;  // inside a character: its start
    at += bytes;
  }
  return std::min(at, end);
}

LspPosition Document::PositionAt(size_t offset) const {
  offset = std::min(offset, text_.size());
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  const auto line = static_cast<size_t>(after - line_starts_.begin()) - 1;
  LspPosition position{static_cast<uint32_t>(line), 0};
  // An offset within the line end is the line's end.
  const size_t stop = std::min(offset, LineEnd(line));
  for (size_t at = line_starts_[line]; at < stop;) {
    const size_t bytes = CharacterBytes(text_[at]);
    at += bytes;
    if (at > stop) break;
    position.character += Units(bytes, encoding_);
  }
  return position;
}

Document::Bytes Document::Replace(const LspRange& range, std::string_view text) {
  const size_t begin = OffsetAt(range.start);
  const size_t end = std::max(begin, OffsetAt(range.end));
  text_.replace(begin, end - begin, text);
  // Whether a line starts at an offset follows from the characters on both sides of it.
  const auto from = std::lower_bound(line_starts_.begin(), line_starts_.end(), begin);
  const auto to = std::upper_bound(from, line_starts_.end(), end);
  for (auto after = to; after != line_starts_.end(); ++after) *after += text.size() - (end - begin);
  std::vector<size_t> between;
  for (size_t i = begin; i <= begin + text.size(); ++i) {
    if (StartsLine(i)) between.push_back(i);
  }
  const auto at = line_starts_.erase(from, to);
  line_starts_.insert(at, between.begin(), between.end());
  return {begin, end};
}

void Document::ReplaceAll(std::string text) {
  text_ = std::move(text);
  FindLines();
}

}  // namespace stockade::lsp
