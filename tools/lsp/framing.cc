#include "tools/lsp/framing.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace stockade::lsp {
namespace {

std::string Lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return out;
}

std::string_view Trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r";
  const size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

Frame Broken(std::string what) { return {Frame::Kind::kBroken, std::move(what)}; }

}  // namespace

std::optional<Frame> FrameReader::ReadHeaders() {
  std::optional<size_t> length;
  size_t at = 0;
  for (;;) {
    const size_t stop = buffer_.find('\n', at);
    if (std::min(stop, buffer_.size()) > kMaxHeaderBytes) {
      return Broken(fmt::format("the headers are longer than {} bytes", kMaxHeaderBytes));
    }
    if (stop == std::string::npos) return std::nullopt;  // more is to come
    const std::string_view line = Trimmed(std::string_view(buffer_).substr(at, stop - at));
    at = stop + 1;
    if (line.empty()) break;
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos) return Broken("a header without a colon");
    if (Lower(Trimmed(line.substr(0, colon))) != "content-length") continue;
    const std::string_view number = Trimmed(line.substr(colon + 1));
    size_t value = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
    if (error != std::errc() || end != number.data() + number.size()) {
      return Broken("Content-Length is not a number");
    }
    length = value;
  }
  if (!length) return Broken("a message without Content-Length");
  buffer_.erase(0, at);
  if (*length > kMaxBodyBytes) {
    skipping_ = true;
    to_skip_ = *length;
  } else {
    body_length_ = length;
  }
  return std::nullopt;
}

std::optional<Frame> FrameReader::Next() {
  if (broken_) return std::nullopt;
  if (!body_length_ && !skipping_) {
    if (std::optional<Frame> trouble = ReadHeaders()) {
      broken_ = true;
      return trouble;
    }
  }
  if (skipping_) {
    const size_t now = std::min(to_skip_, buffer_.size());
    buffer_.erase(0, now);
    to_skip_ -= now;
    if (to_skip_ != 0) return std::nullopt;
    skipping_ = false;
    return Frame{Frame::Kind::kTooLarge, {}};
  }
  if (!body_length_ || buffer_.size() < *body_length_) return std::nullopt;
  Frame frame{Frame::Kind::kBody, buffer_.substr(0, *body_length_)};
  buffer_.erase(0, *body_length_);
  body_length_.reset();
  return frame;
}

std::string Framed(std::string_view body) {
  return fmt::format("Content-Length: {}\r\n\r\n{}", body.size(), body);
}

}  // namespace stockade::lsp
