#include "analyzer/constant_values.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <utility>

#include "analyzer/constant_texts.h"

namespace stockade::analyzer::constants {

Constant MakeString(std::string text) { return {.kind = Kind::kString, .text = std::move(text)}; }

Constant MakeInt(int64_t number) { return {.kind = Kind::kInt, .number = number}; }

bool IsText(const Constant& value) {
  return value.kind == Kind::kString || value.kind == Kind::kBytes;
}

std::vector<std::string_view> Characters(const Constant& value) {
  std::vector<std::string_view> characters;
  const std::string_view text = value.text;
  size_t i = 0;
  while (i < text.size()) {
    size_t length = 1;
    if (value.kind == Kind::kString) {
      while (i + length < text.size() && (text[i + length] & 0xc0) == 0x80) ++length;
    }
    characters.push_back(text.substr(i, length));
    i += length;
  }
  return characters;
}

std::optional<std::vector<Constant>> Elements(const Constant& value) {
  if (value.kind == Kind::kSequence) return value.items;
  if (!IsText(value)) return std::nullopt;
  std::vector<Constant> elements;
  if (value.text.size() > ConstantStrings::kMaxItems) return std::nullopt;
  for (std::string_view character : Characters(value)) {
    elements.push_back(value.kind == Kind::kString ? MakeString(std::string(character))
                                                   : MakeInt(static_cast<uint8_t>(character[0])));
  }
  return elements;
}

std::optional<Constant> ItemOf(const Constant& dict, const Constant& key) {
  for (size_t i = dict.items.size(); i >= 2; i -= 2) {
    const Constant& own = dict.items[i - 2];
    if (own.kind == key.kind && own.number == key.number && own.text == key.text) {
      return dict.items[i - 1];
    }
  }
  return std::nullopt;
}

std::optional<int64_t> ParseInt(std::string_view written) {
  std::string digits;
  for (char c : written) {
    if (c != '_') digits.push_back(c);
  }
  int base = 10;
  std::string_view rest = digits;
  if (rest.size() > 2 && rest[0] == '0') {
    const char marker = static_cast<char>(rest[1] | 0x20);
    base = marker == 'x' ? 16 : marker == 'o' ? 8 : marker == 'b' ? 2 : 10;
    if (base != 10) rest.remove_prefix(2);
  }
  int64_t value = 0;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), value, base);
  if (error != std::errc() || end != rest.data() + rest.size()) return std::nullopt;
  return value;
}

std::optional<int64_t> Arithmetic(BinaryOperator op, int64_t a, int64_t b) {
  int64_t result = 0;
  switch (op) {
    case BinaryOperator::kAdd:
      return __builtin_add_overflow(a, b, &result) ? std::nullopt : std::optional(result);
    case BinaryOperator::kSub:
      return __builtin_sub_overflow(a, b, &result) ? std::nullopt : std::optional(result);
    case BinaryOperator::kMult:
      return __builtin_mul_overflow(a, b, &result) ? std::nullopt : std::optional(result);
    case BinaryOperator::kFloorDiv:
    case BinaryOperator::kMod: {
      if (b == 0 || (a == std::numeric_limits<int64_t>::min() && b == -1)) return std::nullopt;
      const bool adjust = a % b != 0 && (a % b < 0) != (b < 0);
      if (op == BinaryOperator::kMod) return adjust ? a % b + b : a % b;
      return adjust ? a / b - 1 : a / b;
    }
    case BinaryOperator::kBitXor:
      return a ^ b;
    case BinaryOperator::kBitOr:
      return a | b;
    case BinaryOperator::kBitAnd:
      return a & b;
    case BinaryOperator::kRShift:
      return b < 0 ? std::nullopt : std::optional(a >> std::min<int64_t>(b, 63));
    case BinaryOperator::kLShift:
      if (b < 0 || b > 31 || a > (int64_t{1} << 31) || a < -(int64_t{1} << 31)) return std::nullopt;
      return a * (int64_t{1} << b);
    default:
      return std::nullopt;
  }
}

std::optional<Constant> Repeat(const Constant& value, int64_t count) {
  Constant result{.kind = value.kind};
  if (count <= 0) return result;
  const auto times = static_cast<uint64_t>(count);
  if (value.kind == Kind::kSequence) {
    if (!value.items.empty() && times > ConstantStrings::kMaxItems / value.items.size()) {
      return std::nullopt;
    }
    for (uint64_t i = 0; i < (value.items.empty() ? 0 : times); ++i) {
      result.items.insert(result.items.end(), value.items.begin(), value.items.end());
    }
    return result;
  }
  if (value.text.empty()) return result;
  if (times > ConstantStrings::kMaxBytes / value.text.size()) return std::nullopt;
  for (uint64_t i = 0; i < times; ++i) result.text += value.text;
  return result;
}

std::optional<std::string> Formatted(const Constant& value, char conversion,
                                     std::string_view form) {
  std::string shown;
  if (value.kind == Kind::kString) {
    shown = value.text;
  } else if (value.kind == Kind::kInt) {
    shown = std::to_string(value.number);
  } else {
    return std::nullopt;
  }
  const bool quoted = conversion == 'r' || conversion == 'a';
  if (quoted && value.kind == Kind::kString) {
    const bool is_plain = std::all_of(shown.begin(), shown.end(), [](char c) {
      return c >= ' ' && c < 0x7f && c != '\'' && c != '\\';
    });
    if (!is_plain) return std::nullopt;
    shown = "'" + shown + "'";
  }
  if (form.empty()) return shown;
  char fill = ' ', align = value.kind == Kind::kInt && !quoted && conversion != 's' ? '>' : '<';
  constexpr std::string_view kAligns = "<>^";
  if (form.size() > 1 && kAligns.find(form[1]) != form.npos) {
    fill = form[0];
    align = form[1];
    form.remove_prefix(2);
  } else if (kAligns.find(form[0]) != form.npos) {
    align = form[0];
    form.remove_prefix(1);
  }
  const char last = form.empty() ? '\0' : form.back();
  if (last == 'c' && value.kind == Kind::kInt && value.number >= 0 && value.number <= 0x10ffff) {
    shown.clear();
    AppendCodePoint(static_cast<uint32_t>(value.number), shown);
    form.remove_suffix(1);
  } else if ((last == 's' && value.kind == Kind::kString) ||
             (last == 'd' && value.kind == Kind::kInt)) {
    form.remove_suffix(1);
  }
  size_t width = 0;
  for (char c : form) {
    if (c < '0' || c > '9') return std::nullopt;
    width = width * 10 + static_cast<size_t>(c - '0');
    if (width > ConstantStrings::kMaxBytes) return std::nullopt;
  }
  if (width > shown.size()) {
    const size_t blanks = width - shown.size();
    const size_t left = align == '>' ? blanks : align == '^' ? blanks / 2 : 0;
    shown = std::string(left, fill) + shown + std::string(blanks - left, fill);
  }
  return shown;
}

std::optional<Slice> SliceOf(const std::optional<int64_t> parts[3], int64_t size) {
  Slice slice{0, 0, parts[2].value_or(1)};
  if (slice.step == 0 || slice.step > size + 1 || slice.step < -size - 1) {
    if (slice.step == 0) return std::nullopt;
    slice.step = slice.step > 0 ? size + 1 : -size - 1;
  }
  const bool back = slice.step < 0;
  const int64_t low = back ? -1 : 0, high = back ? size - 1 : size;
  auto clamp = [&](int64_t at) { return std::clamp(at < 0 ? at + size : at, low, high); };
  auto bounded = [&](int64_t at) { return std::clamp(at, -size - 1, size + 1); };
  slice.start = parts[0] ? clamp(bounded(*parts[0])) : (back ? high : low);
  slice.stop = parts[1] ? clamp(bounded(*parts[1])) : (back ? low : high);
  return slice;
}

std::optional<std::vector<const Node*>> Positional(const Node& arguments,
                                                   std::string_view keyword) {
  std::vector<const Node*> result;
  for (const Node* argument : arguments.Children()) {
    if (argument->kind == NodeKind::kKeyword && !keyword.empty() && argument->text == keyword) {
      result.push_back(argument->Child(0));
      continue;
    }
    if (argument->kind == NodeKind::kStarred || argument->kind == NodeKind::kKeyword ||
        argument->kind == NodeKind::kDoubleStarred) {
      return std::nullopt;
    }
    result.push_back(argument);
  }
  return result;
}

}  // namespace stockade::analyzer::constants
