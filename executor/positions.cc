#include "executor/positions.h"

#include <algorithm>
#include <tuple>

namespace stockade::executor {
namespace {

std::string_view LineOf(std::string_view text, uint32_t line) {
  if (line == 0) return {};
  for (uint32_t i = 1; i < line; ++i) {
    const size_t end = text.find('\n');
    if (end == std::string_view::npos) return {};
    text.remove_prefix(end + 1);
  }
  text = text.substr(0, text.find('\n'));
  if (!text.empty() && text.back() == '\r') text.remove_suffix(1);
  return text;
}

std::string_view Strip(std::string_view text) {
  const size_t first = text.find_first_not_of(" \t\f");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\f") - first + 1);
}

// Length of the UTF-8 sequence at the front of `text`, 0 if there is none.
size_t SequenceLength(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  size_t length = 0;
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) length = 2;
  if (lead >= 0xE0 && lead <= 0xEF) length = 3;
  if (lead >= 0xF0 && lead <= 0xF4) length = 4;
  if (length == 0 || text.size() < length) return 0;
  for (size_t i = 1; i < length; ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) return 0;
  }
  const auto second = static_cast<unsigned char>(text[1]);
  if ((lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90) ||
      (lead == 0xF4 && second > 0x8F)) {
    return 0;
  }
  return length;
}

}  // namespace

TracebackFrame MapFrame(const Submission& submission, const PrintedPosition& printed,
                        std::string function) {
  TracebackFrame frame;
  frame.function = std::move(function);
  frame.line = printed.line;
  uint32_t column = printed.column;
  bool has_column = printed.has_column;
  const std::string& original = submission.original.empty() ? submission.text : submission.original;
  if (!submission.positions.empty()) {
    const auto key = std::tuple(printed.line, printed.has_column ? printed.column : 0);
    auto next =
        std::upper_bound(submission.positions.begin(), submission.positions.end(), key,
                         [](const auto& wanted, const PositionEntry& entry) {
                           return wanted < std::tuple(entry.printed_line, entry.printed_column);
                         });
    const PositionEntry* found = nullptr;
    if (next != submission.positions.begin() && std::prev(next)->printed_line == printed.line) {
      found = &*std::prev(next);
    } else if (next != submission.positions.end() && next->printed_line == printed.line) {
      found = &*next;
    }
    if (found != nullptr) {
      frame.line = found->line;
      column = found->column;
    } else {
      has_column = false;
    }
  }
  const std::string_view line = LineOf(original, frame.line);
  frame.text = Presentable(Strip(line), 1000);
  if (has_column && column <= line.size()) {
    frame.column =
        1 + static_cast<uint32_t>(std::count_if(line.begin(), line.begin() + column, [](char c) {
          return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
        }));
  }
  return frame;
}

std::string Presentable(std::string_view text, size_t most) {
  constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  while (!text.empty()) {
    size_t length = SequenceLength(text);
    const auto lead = static_cast<unsigned char>(text[0]);
    std::string piece;
    if (length == 3 && lead == 0xED && static_cast<unsigned char>(text[1]) >= 0xA0) {
      const uint32_t code = 0xD000u | (static_cast<uint32_t>(text[1] & 0x3F) << 6) |
                            static_cast<uint32_t>(text[2] & 0x3F);
      piece = "\\u";
      for (int shift = 12; shift >= 0; shift -= 4) piece.push_back(kHex[(code >> shift) & 15u]);
    } else if (length == 0) {
      piece = {'\\', 'x', kHex[lead >> 4], kHex[lead & 15]};
      length = 1;
    } else {
      piece = text.substr(0, length);
    }
    if (out.size() + piece.size() > most) break;
    out += piece;
    text.remove_prefix(length);
  }
  return out;
}

}  // namespace stockade::executor
