#include "tools/report/printable.h"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>

namespace stockade::report {
namespace {

// Characters that would hide or reorder what the reader sees.
bool IsDeceptive(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD || c == 0x61C ||
         (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xE0000 && c <= 0xE0FFF);
}

// Appends the printable ASCII from `*offset` on, which is nearly all of what is shown, and goes
// past it.
void AppendPlain(std::string_view bytes, size_t* offset, std::string* out) {
  const size_t begin = *offset;
  while (*offset < bytes.size() && bytes[*offset] >= 0x20 && bytes[*offset] < 0x7F) ++*offset;
  out->append(bytes, begin, *offset - begin);
}

std::string Escape(char32_t c) {
  const auto value = static_cast<uint32_t>(c);
  if (value < 0x100) return fmt::format("\\x{:02x}", value);
  if (value < 0x10000) return fmt::format("\\u{:04x}", value);
  return fmt::format("\\U{:08x}", value);
}

std::string EscapeByte(char byte) {
  return fmt::format("\\x{:02x}", static_cast<unsigned>(static_cast<unsigned char>(byte)));
}

}  // namespace

CodePoint DecodeAt(std::string_view bytes, size_t offset) {
  utf8proc_int32_t value = -1;
  const size_t left = std::min<size_t>(bytes.size() - offset, 4);
  const utf8proc_ssize_t length =
      utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(bytes.data()) + offset,
                       static_cast<utf8proc_ssize_t>(left), &value);
  if (length <= 0) return {};
  return {static_cast<char32_t>(value), static_cast<size_t>(length), true};
}

std::string ValidUtf8(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (size_t i = 0; AppendPlain(bytes, &i, &out), i < bytes.size();) {
    const CodePoint c = DecodeAt(bytes, i);
    if (c.valid) {
      out.append(bytes, i, c.length);
    } else {
      out += EscapeByte(bytes[i]);
    }
    i += c.length;
  }
  return out;
}

std::string Printable(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (size_t i = 0; AppendPlain(bytes, &i, &out), i < bytes.size();) {
    const CodePoint c = DecodeAt(bytes, i);
    if (!c.valid) {
      out += EscapeByte(bytes[i]);
    } else if (IsDeceptive(c.value)) {
      out += Escape(c.value);
    } else {
      out.append(bytes, i, c.length);
    }
    i += c.length;
  }
  return out;
}

std::string XmlEscaped(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (size_t i = 0; i < bytes.size();) {
    const CodePoint c = DecodeAt(bytes, i);
    if (!c.valid) {
      out += EscapeByte(bytes[i]);
    } else if (c.value == '&') {
      out += "&amp;";
    } else if (c.value == '<') {
      out += "&lt;";
    } else if (c.value == '>') {
      out += "&gt;";
    } else if (c.value == '"') {
      out += "&quot;";
    } else if (c.value == '\n' || c.value == '\t') {
      out += fmt::format("&#{};", static_cast<uint32_t>(c.value));
    } else if (c.value < 0x20 || c.value == 0xFFFE || c.value == 0xFFFF) {
      out += Escape(c.value);  // XML 1.0 has no spelling for these
    } else {
      out.append(bytes, i, c.length);
    }
    i += c.length;
  }
  return out;
}

ShownLine Show(std::string_view line) {
  constexpr uint32_t kTabStop = 4;
  ShownLine shown;
  shown.columns.reserve(line.size() + 1);
  shown.text_bytes.reserve(line.size() + 1);
  uint32_t column = 0;
  for (size_t i = 0; i < line.size();) {
    const CodePoint c = DecodeAt(line, i);
    for (size_t k = 0; k < c.length; ++k) {
      shown.columns.push_back(column);
      shown.text_bytes.push_back(static_cast<uint32_t>(shown.text.size()));
    }
    if (c.valid && c.value == '\t') {
      const uint32_t width = kTabStop - column % kTabStop;
      shown.text.append(width, ' ');
      column += width;
    } else if (!c.valid || IsDeceptive(c.value)) {
      const std::string escaped = c.valid ? Escape(c.value) : EscapeByte(line[i]);
      shown.text += escaped;
      column += static_cast<uint32_t>(escaped.size());
    } else {
      shown.text.append(line, i, c.length);
      const int width = utf8proc_charwidth(static_cast<utf8proc_int32_t>(c.value));
      column += static_cast<uint32_t>(std::max(width, 0));
    }
    i += c.length;
  }
  shown.columns.push_back(column);
  shown.text_bytes.push_back(static_cast<uint32_t>(shown.text.size()));
  return shown;
}

}  // namespace stockade::report
