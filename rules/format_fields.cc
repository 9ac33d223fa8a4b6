#include "rules/format_fields.h"

#include <algorithm>

namespace stockade::rules {
namespace {

constexpr uint64_t kCap = 1'000'000'000'000'000'000;

// The number at text[i...]; `i` is moved behind it.
uint64_t NumberAt(std::string_view text, size_t& i) {
  uint64_t value = 0;
  for (; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i) {
    value = std::min(kCap, value * 10 + static_cast<uint64_t>(text[i] - '0'));
  }
  return value;
}

}  // namespace

uint64_t LargestNumber(std::string_view spec) {
  uint64_t largest = 0;
  for (size_t i = 0; i < spec.size();) {
    if (spec[i] >= '0' && spec[i] <= '9') {
      largest = std::max(largest, NumberAt(spec, i));
    } else {
      ++i;
    }
  }
  return largest;
}

uint64_t LargestPercentNumber(std::string_view text) {
  uint64_t largest = 0;
  for (size_t i = text.find('%'); i < text.size(); i = text.find('%', i)) {
    ++i;
    if (i < text.size() && text[i] == '%') {
      ++i;
      continue;
    }
    if (i < text.size() && text[i] == '(') i = std::min(text.find(')', i), text.size());
    while (i < text.size() && std::string_view(")#0- +.").find(text[i]) != std::string_view::npos) {
      ++i;
      largest = std::max(largest, NumberAt(text, i));
    }
    largest = std::max(largest, NumberAt(text, i));
    if (i < text.size() && text[i] == '.') {
      ++i;
      largest = std::max(largest, NumberAt(text, i));
    }
  }
  return largest;
}

FormatFields ParseFormat(std::string_view text) {
  FormatFields out;
  // Each open brace starts a field; a field's path ends at `!`, `:`, `[` or `}`. Inside a spec new
  // fields may start, which the depth counts.
  int depth = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (depth == 0 && (c == '{' || c == '}') && i + 1 < text.size() && text[i + 1] == c) {
      ++i;
      continue;
    }
    if (c == '}') {
      depth = std::max(0, depth - 1);
      continue;
    }
    if (c != '{') {
      if (depth > 0 && c >= '0' && c <= '9') {
        out.largest_number = std::max(out.largest_number, NumberAt(text, i));
        --i;
      }
      continue;
    }
    ++depth;
    ++i;
    while (i < text.size() && std::string_view("{}:!").find(text[i]) == std::string_view::npos) {
      if (text[i] == '[') {
        i = std::min(text.find(']', i), text.size());
      } else if (text[i] == '.') {
        const size_t begin = ++i;
        while (i < text.size() &&
               std::string_view("{}:!.[").find(text[i]) == std::string_view::npos) {
          ++i;
        }
        out.attributes.push_back(text.substr(begin, i - begin));
        continue;
      }
      if (i < text.size()) ++i;
    }
    --i;  // the loop looks at what ended the path
  }
  return out;
}

}  // namespace stockade::rules
