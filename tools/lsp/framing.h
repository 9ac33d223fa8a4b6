// The framing of the language server protocol (LSP 3.17, "Base Protocol"): headers, an empty line,
// a body of Content-Length bytes.
//
//   FrameReader reader;
//   reader.Feed(bytes);                       // in pieces of any size
//   while (auto frame = reader.Next()) ...    // each body once
//
// Header names are case-insensitive; lines may end in LF alone. A body over the limit is passed
// over without being kept, and said to be too large.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace stockade::lsp {

struct Frame {
  enum class Kind { kBody, kTooLarge, kBroken };
  Kind kind = Kind::kBody;
  std::string text;  // the body; for kBroken what is wrong. After kBroken nothing more can be read.
};

class FrameReader {
 public:
  static constexpr size_t kMaxHeaderBytes = 8 << 10;
  static constexpr size_t kMaxBodyBytes = 64 << 20;

  void Feed(std::string_view bytes) { buffer_ += bytes; }
  std::optional<Frame> Next();

 private:
  // The length that the headers state, or what is wrong with them.
  std::optional<Frame> ReadHeaders();

  std::string buffer_;
  std::optional<size_t> body_length_;
  size_t to_skip_ = 0;  // of a body that is too large
  bool skipping_ = false, broken_ = false;
};

// A message ready to be written.
std::string Framed(std::string_view body);

}  // namespace stockade::lsp
