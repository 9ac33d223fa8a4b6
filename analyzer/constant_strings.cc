#include "analyzer/constant_strings.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <string_view>
#include <utility>

namespace stockade::analyzer {
namespace {

using Kind = Constant::Kind;

// Work for one text, in nodes and bytes: enough for any program that a person wrote, and a bound
// for one that was made to be slow.
constexpr size_t kMaxSpent = size_t{4} << 20;
constexpr size_t kMaxSpentPerNode = 64;
constexpr size_t kMaxKeptBytes = size_t{4} << 20;

Constant MakeString(std::string text) { return {.kind = Kind::kString, .text = std::move(text)}; }
Constant MakeInt(int64_t number) { return {.kind = Kind::kInt, .number = number}; }

bool IsText(const Constant& value) {
  return value.kind == Kind::kString || value.kind == Kind::kBytes;
}
bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

void AppendCodePoint(uint32_t c, std::string& text) {
  auto put = [&](uint32_t byte) { text.push_back(static_cast<char>(byte)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xc0 | (c >> 6));
    put(0x80 | (c & 0x3f));
  } else if (c < 0x10000) {
    put(0xe0 | (c >> 12));
    put(0x80 | ((c >> 6) & 0x3f));
    put(0x80 | (c & 0x3f));
  } else {
    put(0xf0 | (c >> 18));
    put(0x80 | ((c >> 12) & 0x3f));
    put(0x80 | ((c >> 6) & 0x3f));
    put(0x80 | (c & 0x3f));
  }
}

// The characters of a str or the bytes of a bytes, each as a text of its own.
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

uint32_t CodePointOf(std::string_view character) {
  const auto lead = static_cast<uint8_t>(character[0]);
  if (lead < 0x80) return lead;
  uint32_t c = lead & (lead >= 0xf0 ? 0x07 : lead >= 0xe0 ? 0x0f : 0x1f);
  for (size_t i = 1; i < character.size(); ++i) {
    c = (c << 6) | (static_cast<uint8_t>(character[i]) & 0x3f);
  }
  return c;
}

// What iterating over the value gives; nullopt if it is not iterable.
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

// The last value under a key.
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

// Python's integer arithmetic where 64 bits hold it; nullopt beyond, and where Python would raise.
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

std::string Replaced(std::string_view text, std::string_view from, std::string_view to) {
  std::string result;
  size_t at = 0;
  for (size_t found; (found = text.find(from, at)) != text.npos; at = found + from.size()) {
    result += text.substr(at, found - at);
    result += to;
    if (result.size() > ConstantStrings::kMaxBytes) return result;
  }
  result += text.substr(at);
  return result;
}

std::string Stripped(std::string_view text, std::string_view set, bool left, bool right) {
  if (left) text.remove_prefix(std::min(text.find_first_not_of(set), text.size()));
  if (right) text = text.substr(0, text.find_last_not_of(set) + 1);
  return std::string(text);
}

std::string Mapped(std::string_view text, char (*function)(char)) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(), function);
  return result;
}
char Lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
char Upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; }
char SwapCase(char c) { return Lower(c) != c ? Lower(c) : Upper(c); }
char Rot13(char c) {
  const char lower = Lower(c);
  if (lower < 'a' || lower > 'z') return c;
  return static_cast<char>(lower <= 'm' ? c + 13 : c - 13);
}

// `codec` as codecs.lookup() would fold it.
std::string CodecName(std::string_view codec) {
  std::string name = Mapped(codec, Lower);
  std::erase_if(name, [](char c) { return c == '-' || c == '_' || c == ' '; });
  return name;
}

std::optional<std::string> Decoded(std::string_view bytes, std::string_view codec) {
  const std::string name = CodecName(codec);
  if (name == "latin1" || name == "iso88591" || name == "l1") {
    std::string text;
    for (char c : bytes) AppendCodePoint(static_cast<uint8_t>(c), text);
    return text;
  }
  // Other codecs matter only where they hide ASCII, and these agree with it there.
  if ((name == "utf8" || name == "ascii" || name == "usascii" || name == "cp1252") &&
      IsAscii(bytes)) {
    return std::string(bytes);
  }
  if (name == "rot13") return Mapped(bytes, Rot13);
  return std::nullopt;
}

std::optional<std::string> FromHex(std::string_view text) {
  std::string bytes;
  int high = -1;
  for (char c : text) {
    if (c == ' ') {
      if (high >= 0) return std::nullopt;
      continue;
    }
    const char lower = Lower(c);
    const int digit = c >= '0' && c <= '9'           ? c - '0'
                      : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10
                                                     : -1;
    if (digit < 0) return std::nullopt;
    if (high < 0) {
      high = digit;
    } else {
      bytes.push_back(static_cast<char>(high * 16 + digit));
      high = -1;
    }
  }
  if (high >= 0) return std::nullopt;
  return bytes;
}

// A value as str(), repr() or ascii() of it is, then held to a format: a width with fill and
// alignment, s, c or d. nullopt for all else.
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

// Text of digits with so many bits each; padding, and what else is in `skipped`, says nothing.
struct DigitCode {
  std::string_view digits, skipped;
  int bits;
};
constexpr DigitCode kBase64 = {"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
                               "=\n ", 6};
constexpr DigitCode kBase32 = {"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "=", 5};

std::optional<std::string> Decoded(std::string_view text, const DigitCode& code) {
  std::string bytes;
  uint32_t bits = 0;
  int count = 0;
  for (char c : text) {
    if (code.skipped.find(c) != std::string_view::npos) continue;
    const size_t value = code.digits.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    bits = bits << code.bits | static_cast<uint32_t>(value);
    count += code.bits;
    if (count < 8) continue;
    count -= 8;
    bytes.push_back(static_cast<char>(bits >> count & 0xff));
  }
  return bytes;
}

std::optional<std::string> FromBase64(std::string_view text) {
  // urlsafe_b64decode() takes two digits for two others, and those as well.
  std::string plain(text);
  std::replace(plain.begin(), plain.end(), '-', '+');
  std::replace(plain.begin(), plain.end(), '_', '/');
  return Decoded(plain, kBase64);
}

std::optional<std::string> FromBase32(std::string_view text) {
  std::string upper(text);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return Decoded(upper, kBase32);
}

// "%73ystem" is "system".
std::string Unquoted(std::string_view text) {
  std::string result;
  for (size_t i = 0; i < text.size(); ++i) {
    const auto byte =
        text[i] == '%' && i + 2 < text.size() ? FromHex(text.substr(i + 1, 2)) : std::nullopt;
    if (byte && byte->size() == 1) {
      result += *byte;
      i += 2;
    } else {
      result += text[i];
    }
  }
  return result;
}

std::string Titled(std::string_view text) {
  std::string result(text);
  bool in_word = false;
  for (char& c : result) {
    const bool letter = (Lower(c) >= 'a' && Lower(c) <= 'z');
    c = letter && !in_word ? Upper(c) : Lower(c);
    in_word = letter;
  }
  return result;
}

// str.split: on runs of blanks without a separator.
std::optional<std::vector<std::string>> Split(std::string_view text, std::string_view separator,
                                              bool on_blanks, int64_t most, bool from_right) {
  std::vector<std::string> parts;
  if (on_blanks) {
    if (most >= 0) return std::nullopt;
    constexpr std::string_view kBlanks = " \t\n\r\v\f";
    for (size_t at = text.find_first_not_of(kBlanks); at != text.npos;) {
      const size_t end = std::min(text.find_first_of(kBlanks, at), text.size());
      parts.emplace_back(text.substr(at, end - at));
      at = text.find_first_not_of(kBlanks, end);
      if (parts.size() > ConstantStrings::kMaxItems) return std::nullopt;
    }
    return parts;
  }
  if (separator.empty()) return std::nullopt;
  while (most < 0 || parts.size() < static_cast<size_t>(most)) {
    const size_t found = from_right ? text.rfind(separator) : text.find(separator);
    if (found == text.npos) break;
    if (from_right) {
      parts.emplace_back(text.substr(found + separator.size()));
      text = text.substr(0, found);
    } else {
      parts.emplace_back(text.substr(0, found));
      text.remove_prefix(found + separator.size());
    }
    if (parts.size() > ConstantStrings::kMaxItems) return std::nullopt;
  }
  parts.emplace_back(text);
  if (from_right) std::reverse(parts.begin(), parts.end());
  return parts;
}

// Start, stop and step of a slice of a sequence of `size`, as slice.indices() has them.
struct Slice {
  int64_t start, stop, step;
};
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

// The plain positional arguments of a call, and one that may be given by name; nullopt if there is
// any other.
std::optional<std::vector<const Node*>> Positional(const Node& arguments,
                                                   std::string_view keyword = {}) {
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

}  // namespace

bool ConstantStrings::Spend(size_t amount) {
  spent_ += amount;
  if (spent_ > kMaxSpent + kMaxSpentPerNode * table_.slots.size()) gave_up_ = true;
  return !gave_up_;
}

std::optional<std::string> ConstantStrings::StringOf(const Node& expression) {
  Result value = Evaluate(expression, 0);
  if (!value || value->kind != Kind::kString) return std::nullopt;
  return std::move(value->text);
}

std::vector<std::string> ConstantStrings::StringsOf(const Node& expression) {
  std::vector<std::string> values;
  choices_.clear();
  may_choose_ = true;
  for (size_t run = 0; run < kMaxChoices; ++run) {
    Result value = Evaluate(expression, 0);
    if (value && value->kind == Kind::kString &&
        std::find(values.begin(), values.end(), value->text) == values.end()) {
      values.push_back(std::move(value->text));
    }
    while (!choices_.empty() && choices_.back().index + 1 >= choices_.back().count) {
      choices_.pop_back();
    }
    if (choices_.empty()) break;
    ++choices_.back().index;
  }
  may_choose_ = false;
  choices_.clear();
  return values;
}

// One of `count` possibilities; the same one for the same key while an expression is evaluated.
std::optional<size_t> ConstantStrings::Choose(uint64_t key, size_t count) {
  if (count == 1) return 0;
  if (!may_choose_ || count == 0) return std::nullopt;
  ++chosen_;
  for (const Choice& choice : choices_) {
    if (choice.key == key) return std::min(choice.index, count - 1);
  }
  choices_.push_back({key, 0, std::min(count, kMaxChoices)});
  return 0;
}

std::optional<int64_t> ConstantStrings::IntOf(const Node& expression) {
  const Result value = Evaluate(expression, 0);
  if (!value || value->kind != Kind::kInt) return std::nullopt;
  return value->number;
}

ConstantStrings::Result ConstantStrings::Evaluate(const Node& node, int depth) {
  // The depth is ours to bound: the evaluator may then call itself.
  if (depth > kMaxDepth || !Spend(1)) return std::nullopt;
  switch (node.kind) {
    case NodeKind::kString:
      return EvaluateString(node, depth);
    case NodeKind::kInt:
      if (const auto number = ParseInt(node.text)) return MakeInt(*number);
      return std::nullopt;
    case NodeKind::kNone:
      return Constant{};
    case NodeKind::kUnaryOp: {
      Result operand = Evaluate(*node.Child(0), depth + 1);
      if (!operand || operand->kind != Kind::kInt) return std::nullopt;
      switch (node.Unary()) {
        case UnaryOperator::kMinus:
          if (const auto number = Arithmetic(BinaryOperator::kSub, 0, operand->number)) {
            return MakeInt(*number);
          }
          return std::nullopt;
        case UnaryOperator::kInvert:
          return MakeInt(~operand->number);
        case UnaryOperator::kPlus:
          return operand;
        default:
          return std::nullopt;
      }
    }
    case NodeKind::kBinOp:
      return node.Binary() == BinaryOperator::kAdd ? EvaluateSum(node, depth)
                                                   : EvaluateBinary(node, depth);
    case NodeKind::kSubscript:
      return EvaluateSubscript(node, depth);
    case NodeKind::kList:
    case NodeKind::kTuple:
      return EvaluateSequence(node, depth);
    case NodeKind::kListComp:
    case NodeKind::kGeneratorExp:
      return EvaluateComprehension(node, depth);
    case NodeKind::kCall:
      return EvaluateCall(node, depth);
    case NodeKind::kNamedExpr:
      return Evaluate(*node.Child(1), depth + 1);
    case NodeKind::kName:
      return EvaluateName(node, depth);
    case NodeKind::kDict:
      return EvaluateDict(node, depth);
    case NodeKind::kAttribute:
      return EvaluateAttribute(node, depth);
    case NodeKind::kIfExp:
      return EvaluateChoice(node, 1, depth);
    case NodeKind::kBoolOp:
      return EvaluateChoice(node, 0, depth);
    default:
      return std::nullopt;
  }
}

ConstantStrings::Result ConstantStrings::EvaluateChoice(const Node& node, uint32_t first,
                                                        int depth) {
  const auto chosen = Choose(node.id, node.child_count - first);
  if (!chosen) return std::nullopt;
  return Evaluate(*node.Child(first + static_cast<uint32_t>(*chosen)), depth + 1);
}

ConstantStrings::Result ConstantStrings::EvaluateDict(const Node& node, int depth) {
  if (node.child_count > kMaxDictItems) return std::nullopt;
  Constant result{.kind = Kind::kDict};
  for (const Node* item : node.Children()) {
    if (item->kind != NodeKind::kDictItem) return std::nullopt;
    for (const Node* part : item->Children()) {
      Result value = Evaluate(*part, depth + 1);
      if (!value) return std::nullopt;
      result.items.push_back(std::move(*value));
    }
  }
  return result;
}

// `C.x` of a class of the text, the name of a class or function, and constants of the library.
ConstantStrings::Result ConstantStrings::EvaluateAttribute(const Node& node, int depth) {
  const Node* object = node.Child(0);
  if (object->kind == NodeKind::kCall && object->Child(1)->child_count == 0) {
    object = object->Child(0);
  }
  if (object->kind != NodeKind::kName) return std::nullopt;
  struct Row {
    std::string_view name, value;
  };
  static constexpr Row kConstants[] = {
      {"string.ascii_letters", "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"},
      {"string.ascii_lowercase", "abcdefghijklmnopqrstuvwxyz"},
      {"string.ascii_uppercase", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
      {"string.digits", "0123456789"},
      {"string.hexdigits", "0123456789abcdefABCDEF"},
      {"string.octdigits", "01234567"},
      {"string.punctuation", "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"},
  };
  const std::string imported = ImportedName(node);
  for (const Row& row : kConstants) {
    if (row.name == imported) return MakeString(std::string(row.value));
  }
  uint32_t symbol = table_.SymbolOf(*object);
  if (symbol != kNone) symbol = table_.Resolve(symbol);
  if (symbol == kNone || table_.symbols[symbol].binding_count != 1) return std::nullopt;
  const Origin& origin = table_.records[table_.symbols[symbol].first_binding].origin;
  if (origin.kind != OriginKind::kDefinition) return std::nullopt;
  if (node.text == "__name__" || node.text == "__qualname__") {
    return MakeString(std::string(origin.node->Child(1)->text));
  }
  if (origin.node->kind != NodeKind::kClassDef) return std::nullopt;
  constexpr uint32_t kClassBody = 4;
  const uint32_t name = table_.FindName(node.text);
  const uint32_t member =
      name == kNone ? kNone
                    : table_.FindSymbol(table_.ScopeOf(*origin.node->Child(kClassBody)), name);
  if (member == kNone || table_.symbols[member].binding_count != 1) return std::nullopt;
  // Somebody may store into it: what the body says is one of the possibilities.
  if (!may_choose_) return std::nullopt;
  ++chosen_;
  return EvaluateBinding(member, 0, depth + 1);
}

// The number-th binding of a name.
ConstantStrings::Result ConstantStrings::EvaluateBinding(uint32_t symbol, uint32_t number,
                                                         int depth) {
  if (depth > kMaxDepth || !Spend(1 + number)) return std::nullopt;
  uint32_t b = table_.symbols[symbol].first_binding;
  for (uint32_t i = 0; i < number && b != kNone; ++i) b = table_.records[b].next;
  if (b == kNone) return std::nullopt;
  const Origin& origin = table_.records[b].origin;
  const BindingKind kind = table_.bindings[b].kind;
  switch (origin.kind) {
    case OriginKind::kExpression:
    case OriginKind::kDefault:
      return Evaluate(*origin.node, depth + 1);
    case OriginKind::kStep:
      if (kind != BindingKind::kAugAssign) return EvaluateStep(origin.step, depth + 1);
      break;
    default:
      return std::nullopt;
  }
  // `n += x`: what it was before, and x.
  if (number == 0) return std::nullopt;
  Result before = EvaluateBinding(symbol, number - 1, depth + 1);
  if (!before) return std::nullopt;
  const Result more = EvaluateStep(table_.steps[origin.step].previous, depth + 1);
  if (!more || more->kind != before->kind || !IsText(*before)) return std::nullopt;
  before->text += more->text;
  if (before->text.size() > kMaxBytes || !Spend(1 + before->text.size() / 16)) return std::nullopt;
  return before;
}

ConstantStrings::Result ConstantStrings::EvaluateStep(uint32_t number, int depth) {
  if (number == kNone || depth > kMaxDepth || !Spend(1)) return std::nullopt;
  const Step& step = table_.steps[number];
  if (step.kind == StepKind::kRoot) return Evaluate(*step.node, depth + 1);
  const Result whole = EvaluateStep(step.previous, depth + 1);
  if (!whole) return std::nullopt;
  auto elements = Elements(*whole);
  if (!elements || elements->empty()) return std::nullopt;
  if (!Spend(elements->size())) return std::nullopt;
  size_t at = 0;
  switch (step.kind) {
    case StepKind::kElement: {
      const auto chosen = Choose(uint64_t{number} << 32, elements->size());
      if (!chosen) return std::nullopt;
      at = *chosen;
      break;
    }
    case StepKind::kIndex:
      at = step.index;
      break;
    case StepKind::kFromEnd:
      at = elements->size() - step.index;
      break;
    default:
      return std::nullopt;
  }
  if (at >= elements->size()) return std::nullopt;
  return std::move((*elements)[at]);
}

ConstantStrings::Result ConstantStrings::EvaluateName(const Node& node, int depth) {
  uint32_t symbol = table_.SymbolOf(node);
  if (symbol == kNone) return std::nullopt;
  symbol = table_.Resolve(symbol);
  if (symbol == kNone) return std::nullopt;
  for (size_t i = variables_.size(); i-- > 0;) {
    if (variables_[i].first == symbol) return variables_[i].second;
  }
  if (const auto found = names_.find(symbol); found != names_.end()) {
    if (found->second && !Spend(found->second->items.size())) return std::nullopt;
    return found->second;
  }
  const SymbolRecord& record = table_.symbols[symbol];
  const auto chosen = Choose(uint64_t{1} << 63 | symbol, record.binding_count);
  if (!chosen) return std::nullopt;
  if (record.binding_count != 1) {
    return EvaluateBinding(symbol, static_cast<uint32_t>(*chosen), depth + 1);
  }
  const Binding& binding = table_.bindings[record.first_binding];
  if (table_.records[record.first_binding].origin.kind != OriginKind::kExpression) {
    if (!may_choose_) return std::nullopt;
    ++chosen_;
    return EvaluateBinding(symbol, 0, depth + 1);
  }
  const size_t chosen_before = chosen_;
  names_.emplace(symbol, std::nullopt);  // a name that is bound to itself is not constant
  // A comprehension may give its walrus many values.
  Result value;
  if (binding.kind != BindingKind::kWalrus || table_.ScopeOf(*binding.node) == record.scope) {
    value = Evaluate(*binding.value, depth + 1);
  }
  const bool is_final = depth == 0 || value.has_value();
  if (value) kept_bytes_ += value->text.size() + value->items.size() * sizeof(Constant);
  if (!is_final || chosen_ != chosen_before || kept_bytes_ > kMaxKeptBytes || !calling_.empty()) {
    names_.erase(symbol);
  } else {
    names_[symbol] = value;
  }
  return value;
}

bool ConstantStrings::AppendField(const Node& field, int depth, std::string& text) {
  if (field.Has(kDebug)) return false;
  const Node* spec = field.Child(1);
  std::string_view form;
  if (spec != nullptr && spec->child_count != 0) {
    if (spec->child_count != 1 || spec->Child(0)->kind != NodeKind::kFStringText) return false;
    form = spec->Child(0)->text;
  }
  const Result value = Evaluate(*field.Child(0), depth + 1);
  if (!value) return false;
  const auto shown = Formatted(*value, static_cast<char>(field.op), form);
  if (!shown || shown->size() > kMaxBytes) return false;
  text += *shown;
  return true;
}

ConstantStrings::Result ConstantStrings::EvaluateString(const Node& node, int depth) {
  if (node.Has(kTemplate)) return std::nullopt;
  Constant result{.kind = node.Has(kBytes) ? Kind::kBytes : Kind::kString};
  for (const Node* piece : node.Children()) {
    if (piece->kind == NodeKind::kStringPiece) {
      if (piece->Has(kNamedEscape)) return std::nullopt;
      result.text += piece->text;
    } else {
      for (const Node* part : piece->Children()) {
        if (part->kind == NodeKind::kFStringText) {
          if (part->Has(kNamedEscape)) return std::nullopt;
          result.text += part->text;
        } else if (!AppendField(*part, depth, result.text)) {
          return std::nullopt;
        }
      }
    }
    if (result.text.size() > kMaxBytes || !Spend(1 + result.text.size() / 16)) return std::nullopt;
  }
  return result;
}

// `a + b + c + ...` leans to the left as deep as the text is long: taken apart without recursion.
ConstantStrings::Result ConstantStrings::EvaluateSum(const Node& node, int depth) {
  std::vector<const Node*> terms;
  const Node* left = &node;
  while (left->kind == NodeKind::kBinOp && left->Binary() == BinaryOperator::kAdd) {
    if (!Spend(1)) return std::nullopt;
    terms.push_back(left->Child(1));
    left = left->Child(0);
  }
  Result sum = Evaluate(*left, depth + 1);
  for (size_t i = terms.size(); i-- > 0 && sum;) {
    Result term = Evaluate(*terms[i], depth + 1);
    if (!term || term->kind != sum->kind) return std::nullopt;
    switch (sum->kind) {
      case Kind::kString:
      case Kind::kBytes:
        sum->text += term->text;
        break;
      case Kind::kSequence:
        sum->items.insert(sum->items.end(), term->items.begin(), term->items.end());
        break;
      case Kind::kInt:
        if (const auto number = Arithmetic(BinaryOperator::kAdd, sum->number, term->number)) {
          sum->number = *number;
          break;
        }
        return std::nullopt;
      case Kind::kDict:
      case Kind::kNoneObject:
        return std::nullopt;
    }
    if (sum->text.size() > kMaxBytes || sum->items.size() > kMaxItems ||
        !Spend(1 + term->text.size() / 16)) {
      return std::nullopt;
    }
  }
  return sum;
}

ConstantStrings::Result ConstantStrings::EvaluateBinary(const Node& node, int depth) {
  Result left = Evaluate(*node.Child(0), depth + 1);
  if (!left) return std::nullopt;
  const Result right = Evaluate(*node.Child(1), depth + 1);
  if (!right) return std::nullopt;
  if (left->kind == Kind::kInt && right->kind == Kind::kInt) {
    const auto number = Arithmetic(node.Binary(), left->number, right->number);
    if (!number) return std::nullopt;
    return MakeInt(*number);
  }
  if (node.Binary() == BinaryOperator::kMod && left->kind == Kind::kString) {
    return FormatPercent(*left, *right);
  }
  if (node.Binary() != BinaryOperator::kMult) return std::nullopt;
  const bool count_first = left->kind == Kind::kInt;
  const Constant& value = count_first ? *right : *left;
  const Constant& count = count_first ? *left : *right;
  if (count.kind != Kind::kInt || (!IsText(value) && value.kind != Kind::kSequence)) {
    return std::nullopt;
  }
  Result result = Repeat(value, count.number);
  if (result && !Spend(1 + result->text.size() / 16 + result->items.size())) return std::nullopt;
  return result;
}

ConstantStrings::Result ConstantStrings::EvaluateSubscript(const Node& node, int depth) {
  const Node& index = *node.Child(1);
  const Result value = Evaluate(*node.Child(0), depth + 1);
  if (value && value->kind == Kind::kDict) {
    const Result key = Evaluate(index, depth + 1);
    if (!key || !Spend(value->items.size())) return std::nullopt;
    return ItemOf(*value, *key);
  }
  if (!value || (!IsText(*value) && value->kind != Kind::kSequence)) return std::nullopt;
  if (!Spend(1 + value->text.size() / 4)) return std::nullopt;
  const bool sequence = value->kind == Kind::kSequence;
  const std::vector<std::string_view> characters =
      sequence ? std::vector<std::string_view>() : Characters(*value);
  const auto size = static_cast<int64_t>(sequence ? value->items.size() : characters.size());
  auto at = [](int64_t i) { return static_cast<size_t>(i); };
  if (index.kind == NodeKind::kSlice) {
    std::optional<int64_t> parts[3];
    for (uint32_t i = 0; i < 3; ++i) {
      if (index.Child(i) == nullptr) continue;
      const Result part = Evaluate(*index.Child(i), depth + 1);
      if (!part) return std::nullopt;
      if (part->kind == Kind::kInt) {
        parts[i] = part->number;
      } else if (part->kind != Kind::kNoneObject) {
        return std::nullopt;
      }
    }
    const std::optional<Slice> slice = SliceOf(parts, size);
    if (!slice) return std::nullopt;
    Constant result{.kind = value->kind};
    for (int64_t i = slice->start; slice->step > 0 ? i < slice->stop : i > slice->stop;
         i += slice->step) {
      if (sequence) {
        result.items.push_back(value->items[at(i)]);
      } else {
        result.text += characters[at(i)];
      }
    }
    return result;
  }
  const Result place = Evaluate(index, depth + 1);
  if (!place || place->kind != Kind::kInt) return std::nullopt;
  const int64_t i = place->number < 0 ? place->number + size : place->number;
  if (i < 0 || i >= size) return std::nullopt;
  if (sequence) return value->items[at(i)];
  if (value->kind == Kind::kBytes) return MakeInt(static_cast<uint8_t>(characters[at(i)][0]));
  return MakeString(std::string(characters[at(i)]));
}

ConstantStrings::Result ConstantStrings::EvaluateSequence(const Node& node, int depth) {
  if (node.child_count > kMaxItems) return std::nullopt;
  Constant result{.kind = Kind::kSequence};
  for (const Node* element : node.Children()) {
    const bool is_spread = element->kind == NodeKind::kStarred;
    Result value = Evaluate(is_spread ? *element->Child(0) : *element, depth + 1);
    if (!value) return std::nullopt;
    if (!is_spread) {
      result.items.push_back(std::move(*value));
      continue;
    }
    auto spread = Elements(*value);
    if (!spread || result.items.size() + spread->size() > kMaxItems) return std::nullopt;
    for (Constant& item : *spread) result.items.push_back(std::move(item));
  }
  return result;
}

ConstantStrings::Result ConstantStrings::EvaluateComprehension(const Node& node, int depth) {
  const Node& clause = *node.Child(1);
  if (node.child_count != 2 || clause.child_count != 2 || clause.Has(kAsync) ||
      clause.Child(0)->kind != NodeKind::kName) {
    return std::nullopt;
  }
  const uint32_t variable = table_.SymbolOf(*clause.Child(0));
  const Result iterable = Evaluate(*clause.Child(1), depth + 1);
  if (!iterable || variable == kNone) return std::nullopt;
  const auto elements = Elements(*iterable);
  if (!elements) return std::nullopt;
  Constant result{.kind = Kind::kSequence};
  for (const Constant& element : *elements) {
    variables_.emplace_back(variable, element);
    Result value = Evaluate(*node.Child(0), depth + 1);
    variables_.pop_back();
    if (!value) return std::nullopt;
    result.items.push_back(std::move(*value));
  }
  return result;
}

ConstantStrings::Result ConstantStrings::EvaluateCall(const Node& node, int depth) {
  const Node& function = *node.Child(0);
  const Node& arguments = *node.Child(1);
  if (const Node* own = FunctionOf(function)) return CallOwn(*own, arguments, depth);
  if (function.kind == NodeKind::kName && table_.IsBuiltin(function)) {
    return CallBuiltin(function.text, arguments, depth);
  }
  if (const std::string name = ImportedName(function); !name.empty()) {
    return CallLibrary(name, arguments, depth);
  }
  if (function.kind != NodeKind::kAttribute) return std::nullopt;
  const Node& object = *function.Child(0);
  if (object.kind == NodeKind::kName && table_.IsBuiltin(object) &&
      (object.text == "bytes" || object.text == "bytearray" || object.text == "str")) {
    const auto positional = Positional(arguments);
    if (!positional || positional->empty()) return std::nullopt;
    if (function.text == "fromhex") return CallLibrary("bytes.fromhex", arguments, depth);
    const Result self = Evaluate(*(*positional)[0], depth + 1);  // str.lower(x)
    if (!self || !IsText(*self)) return std::nullopt;
    return CallMethod(*self, function.text, arguments, 1, depth);
  }
  const Result self = Evaluate(object, depth + 1);
  if (!self) return std::nullopt;
  if (self->kind == Kind::kDict && function.text == "get") {
    const auto positional = Positional(arguments);
    if (!positional || positional->empty()) return std::nullopt;
    const Result key = Evaluate(*(*positional)[0], depth + 1);
    if (!key || !Spend(self->items.size())) return std::nullopt;
    return ItemOf(*self, *key);
  }
  if (!IsText(*self)) return std::nullopt;
  if (self->kind == Kind::kString && function.text == "format") {
    return FormatBraces(*self, arguments, depth);
  }
  return CallMethod(*self, function.text, arguments, 0, depth);
}

// The function of the text that the expression is: a lambda, or a def that only returns.
const Node* ConstantStrings::FunctionOf(const Node& expression) const {
  const Node* node = &expression;
  if (node->kind == NodeKind::kName) {
    uint32_t symbol = table_.SymbolOf(*node);
    if (symbol != kNone) symbol = table_.Resolve(symbol);
    if (symbol == kNone || table_.symbols[symbol].binding_count != 1) return nullptr;
    const Origin& origin = table_.records[table_.symbols[symbol].first_binding].origin;
    if (origin.kind != OriginKind::kDefinition && origin.kind != OriginKind::kExpression) {
      return nullptr;
    }
    node = origin.node;
  }
  if (node->kind == NodeKind::kLambda) return node;
  if (node->kind != NodeKind::kFunctionDef || node->Has(kAsync)) return nullptr;
  constexpr uint32_t kDecorators = 0, kBody = 5;
  const Node& body = *node->Child(kBody);
  if (node->Child(kDecorators)->child_count != 0 || body.child_count > 2) return nullptr;
  if (body.Child(body.child_count - 1)->kind != NodeKind::kReturn) return nullptr;
  if (body.child_count == 2 && body.Child(0)->kind != NodeKind::kExprStmt) return nullptr;
  return node;
}

ConstantStrings::Result ConstantStrings::CallOwn(const Node& function, const Node& arguments,
                                                 int depth) {
  if (std::find(calling_.begin(), calling_.end(), &function) != calling_.end()) return std::nullopt;
  constexpr uint32_t kParameters = 3, kBody = 5;
  const bool is_lambda = function.kind == NodeKind::kLambda;
  const Node& parameters = *function.Child(is_lambda ? 0 : kParameters);
  const Node* result = is_lambda ? function.Child(1) : nullptr;
  if (!is_lambda) {
    const Node& body = *function.Child(kBody);
    result = body.Child(body.child_count - 1)->Child(0);
  }
  if (result == nullptr || !Spend(parameters.child_count + arguments.child_count)) {
    return std::nullopt;
  }
  std::vector<std::pair<uint32_t, Constant>> bound;
  size_t position = 0;
  for (const Node* parameter : parameters.Children()) {
    const auto kind = static_cast<ParameterKind>(parameter->op);
    if (kind == ParameterKind::kStar || kind == ParameterKind::kDoubleStar) return std::nullopt;
    const Node* given = nullptr;
    size_t seen = 0;
    for (const Node* argument : arguments.Children()) {
      if (argument->kind == NodeKind::kStarred || argument->kind == NodeKind::kDoubleStarred) {
        return std::nullopt;
      }
      if (argument->kind == NodeKind::kKeyword) {
        if (argument->text == parameter->text) given = argument->Child(0);
      } else if (seen++ == position && kind != ParameterKind::kKeywordOnly) {
        given = argument;
      }
    }
    ++position;
    if (given == nullptr) given = parameter->Child(1);
    if (given == nullptr || !Spend(arguments.child_count)) return std::nullopt;
    Result value = Evaluate(*given, depth + 1);
    // What is not constant may still not be used.
    if (value) bound.emplace_back(table_.SymbolOf(*parameter), std::move(*value));
  }
  const size_t before = variables_.size();
  for (auto& entry : bound) variables_.push_back(std::move(entry));
  calling_.push_back(&function);
  Result value = Evaluate(*result, depth + 1);
  calling_.pop_back();
  variables_.resize(before);
  return value;
}

// "codecs.decode" for an expression that an import of this text gives this name. One import, one
// attribute, one alias by assignment: what is hidden deeper is the solver's matter.
std::string ConstantStrings::ImportedName(const Node& expression) const {
  const Node* node = &expression;
  std::string rest;
  for (int step = 0; step < 4; ++step) {
    if (node->kind == NodeKind::kAttribute) {
      rest = "." + std::string(node->text) + rest;
      node = node->Child(0);
      continue;
    }
    if (node->kind != NodeKind::kName) return {};
    uint32_t symbol = table_.SymbolOf(*node);
    if (symbol != kNone) symbol = table_.Resolve(symbol);
    if (symbol == kNone || table_.symbols[symbol].binding_count != 1) return {};
    const Origin& origin = table_.records[table_.symbols[symbol].first_binding].origin;
    switch (origin.kind) {
      case OriginKind::kImport: {
        const std::string_view module = origin.node->text;
        return std::string(origin.node->Child(0) != nullptr ? module
                                                            : module.substr(0, module.find('.'))) +
               rest;
      }
      case OriginKind::kImportFrom:
        return std::string(origin.context->text) + "." + std::string(origin.node->text) + rest;
      case OriginKind::kExpression:
        node = origin.node;
        continue;
      default:
        return {};
    }
  }
  return {};
}

ConstantStrings::Result ConstantStrings::CallLibrary(std::string_view name, const Node& arguments,
                                                     int depth) {
  enum class Act : uint8_t { kBase64, kBase32, kHex, kUnquote, kCodec, kAdd };
  struct Row {
    std::string_view name;
    Act act;
  };
  static constexpr Row kRows[] = {
      {"base64.b64decode", Act::kBase64},
      {"base64.standard_b64decode", Act::kBase64},
      {"base64.urlsafe_b64decode", Act::kBase64},
      {"base64.decodebytes", Act::kBase64},
      {"binascii.a2b_base64", Act::kBase64},
      {"base64.b32decode", Act::kBase32},
      {"base64.b16decode", Act::kHex},
      {"binascii.unhexlify", Act::kHex},
      {"binascii.a2b_hex", Act::kHex},
      {"bytes.fromhex", Act::kHex},
      {"urllib.parse.unquote", Act::kUnquote},
      {"codecs.decode", Act::kCodec},
      {"codecs.encode", Act::kCodec},
      {"operator.add", Act::kAdd},
      {"operator.concat", Act::kAdd},
  };
  const Row* row = std::find_if(std::begin(kRows), std::end(kRows),
                                [&](const Row& each) { return each.name == name; });
  const auto positional = Positional(arguments);
  if (row == std::end(kRows) || !positional || positional->empty()) return std::nullopt;
  Result first = Evaluate(*(*positional)[0], depth + 1);
  if (!first || !IsText(*first) || !Spend(1 + first->text.size())) return std::nullopt;
  const auto bytes = [](std::optional<std::string> text) -> Result {
    if (!text) return std::nullopt;
    return Constant{.kind = Kind::kBytes, .text = std::move(*text)};
  };
  Result second;
  if (positional->size() > 1) second = Evaluate(*(*positional)[1], depth + 1);
  switch (row->act) {
    case Act::kBase64:
      return bytes(FromBase64(first->text));
    case Act::kBase32:
      return bytes(FromBase32(first->text));
    case Act::kHex:
      return bytes(FromHex(first->text));
    case Act::kUnquote:
      return MakeString(Unquoted(first->text));
    case Act::kCodec: {
      if (!second || second->kind != Kind::kString) return std::nullopt;
      const std::string codec = CodecName(second->text);
      if (codec == "hex" || codec == "hexcodec") return bytes(FromHex(first->text));
      if (codec == "base64" || codec == "base64codec") return bytes(FromBase64(first->text));
      auto text = Decoded(first->text, second->text);
      if (!text) return std::nullopt;
      return MakeString(std::move(*text));
    }
    case Act::kAdd:
      if (!second || second->kind != first->kind) return std::nullopt;
      first->text += second->text;
      if (first->text.size() > kMaxBytes) return std::nullopt;
      return first;
  }
  return std::nullopt;
}

// %s, %c, %d, %r, %% and %(name)s.
ConstantStrings::Result ConstantStrings::FormatPercent(const Constant& format,
                                                       const Constant& values) {
  if (!Spend(1 + format.text.size() + values.items.size())) return std::nullopt;
  std::string text;
  size_t next = 0;
  for (size_t i = 0; i < format.text.size(); ++i) {
    if (format.text[i] != '%') {
      text += format.text[i];
      continue;
    }
    if (++i >= format.text.size()) return std::nullopt;
    if (format.text[i] == '%') {
      text += '%';
      continue;
    }
    std::optional<Constant> value;
    if (format.text[i] == '(') {
      const size_t end = format.text.find(')', i);
      if (end == format.text.npos || values.kind != Kind::kDict) return std::nullopt;
      value = ItemOf(values, MakeString(format.text.substr(i + 1, end - i - 1)));
      i = end + 1;
      if (i >= format.text.size()) return std::nullopt;
    } else if (values.kind == Kind::kSequence) {
      if (next < values.items.size()) value = values.items[next++];
    } else if (next++ == 0) {
      value = values;
    }
    if (!value) return std::nullopt;
    const char kind = format.text[i];
    std::optional<std::string> shown;
    if (kind == 'c' && value->kind == Kind::kInt) {
      shown = Formatted(*value, 0, "c");
    } else if (kind == 's' || kind == 'c' || kind == 'd' || kind == 'i') {
      shown = Formatted(*value, 0, {});
    } else if (kind == 'r' || kind == 'a') {
      shown = Formatted(*value, kind, {});
    }
    if (!shown || text.size() + shown->size() > kMaxBytes) return std::nullopt;
    text += *shown;
  }
  return MakeString(std::move(text));
}

// "{}{0}{name}{0[1]}".format(...): no attributes, which the rules judge as they stand.
ConstantStrings::Result ConstantStrings::FormatBraces(const Constant& format, const Node& arguments,
                                                      int depth) {
  std::string text;
  size_t automatic = 0;
  const std::string_view source = format.text;
  if (!Spend(1 + source.size())) return std::nullopt;
  for (size_t i = 0; i < source.size(); ++i) {
    const char c = source[i];
    if (c != '{' && c != '}') {
      text += c;
      continue;
    }
    if (i + 1 < source.size() && source[i + 1] == c) {
      text += c;
      ++i;
      continue;
    }
    const size_t end = source.find('}', i);
    if (c == '}' || end == source.npos) return std::nullopt;
    std::string_view field = source.substr(i + 1, end - i - 1), form;
    i = end;
    if (field.find('{') != field.npos) return std::nullopt;
    if (const size_t colon = field.find(':'); colon != field.npos) {
      form = field.substr(colon + 1);
      field = field.substr(0, colon);
    }
    char conversion = 0;
    if (const size_t mark = field.find('!'); mark != field.npos) {
      if (mark + 2 != field.size()) return std::nullopt;
      conversion = field[mark + 1];
      field = field.substr(0, mark);
    }
    std::string_view item;
    if (const size_t bracket = field.find('['); bracket != field.npos) {
      if (field.back() != ']') return std::nullopt;
      item = field.substr(bracket + 1, field.size() - bracket - 2);
      field = field.substr(0, bracket);
    }
    const auto number = field.empty() ? std::optional<int64_t>(automatic++) : ParseInt(field);
    const Node* given = nullptr;
    int64_t seen = 0;
    if (!Spend(arguments.child_count)) return std::nullopt;
    for (const Node* argument : arguments.Children()) {
      if (argument->kind == NodeKind::kStarred || argument->kind == NodeKind::kDoubleStarred) {
        return std::nullopt;
      }
      const bool is_keyword = argument->kind == NodeKind::kKeyword;
      if (is_keyword ? argument->text == field : number && seen++ == *number) {
        given = is_keyword ? argument->Child(0) : argument;
      }
    }
    if (given == nullptr) return std::nullopt;
    Result value = Evaluate(*given, depth + 1);
    if (value && !item.empty()) {
      const auto at = ParseInt(item);
      if (value->kind == Kind::kDict) {
        value = ItemOf(*value, at ? MakeInt(*at) : MakeString(std::string(item)));
      } else {
        auto elements = at ? Elements(*value) : std::nullopt;
        if (!elements || *at < 0 || static_cast<size_t>(*at) >= elements->size()) {
          return std::nullopt;
        }
        value = std::move((*elements)[static_cast<size_t>(*at)]);
      }
    }
    const auto shown = value ? Formatted(*value, conversion, form) : std::nullopt;
    if (!shown || text.size() + shown->size() > kMaxBytes) return std::nullopt;
    text += *shown;
  }
  return MakeString(std::move(text));
}

ConstantStrings::Result ConstantStrings::CallBuiltin(std::string_view name, const Node& arguments,
                                                     int depth) {
  const auto positional = Positional(arguments, name == "str" ? "encoding" : "");
  if (!positional || positional->empty() || positional->size() > 2) return std::nullopt;
  const Node* only = positional->size() == 1 ? (*positional)[0] : nullptr;
  if (name == "map") {
    const Node& function = *(*positional)[0];
    if (only != nullptr || function.kind != NodeKind::kName || !table_.IsBuiltin(function)) {
      return std::nullopt;
    }
    const Result iterable = Evaluate(*(*positional)[1], depth + 1);
    const auto elements = iterable ? Elements(*iterable) : std::nullopt;
    if (!elements) return std::nullopt;
    Constant result{.kind = Kind::kSequence};
    for (const Constant& element : *elements) {
      Result value = Convert(function.text, element);
      if (!value) return std::nullopt;
      result.items.push_back(std::move(*value));
    }
    return result;
  }
  if (name == "str" && only == nullptr) {
    const Result bytes = Evaluate(*(*positional)[0], depth + 1);
    const Result codec = Evaluate(*(*positional)[1], depth + 1);
    if (!bytes || !codec || bytes->kind != Kind::kBytes || codec->kind != Kind::kString) {
      return std::nullopt;
    }
    auto text = Decoded(bytes->text, codec->text);
    if (!text) return std::nullopt;
    return MakeString(std::move(*text));
  }
  if (only == nullptr) return std::nullopt;
  const Result argument = Evaluate(*only, depth + 1);
  if (!argument) return std::nullopt;
  return Convert(name, *argument);
}

// The builtins of one argument that turn one constant into another.
ConstantStrings::Result ConstantStrings::Convert(std::string_view name, const Constant& value) {
  if (!Spend(1 + value.text.size() / 4 + value.items.size())) return std::nullopt;
  if (name == "chr") {
    if (value.kind != Kind::kInt || value.number < 0 || value.number > 0x10ffff)
      return std::nullopt;
    Constant result = MakeString({});
    AppendCodePoint(static_cast<uint32_t>(value.number), result.text);
    return result;
  }
  if (name == "ord") {
    if (!IsText(value)) return std::nullopt;
    const auto characters = Characters(value);
    if (characters.size() != 1) return std::nullopt;
    return MakeInt(value.kind == Kind::kString ? CodePointOf(characters[0])
                                               : static_cast<uint8_t>(characters[0][0]));
  }
  if (name == "repr" || name == "ascii") {
    auto shown = Formatted(value, 'r', {});
    if (!shown) return std::nullopt;
    return MakeString(std::move(*shown));
  }
  if (name == "str" || name == "format") {
    if (value.kind == Kind::kString) return value;
    if (value.kind == Kind::kInt) return MakeString(std::to_string(value.number));
    return std::nullopt;
  }
  if (name == "bytes" || name == "bytearray") {
    Constant result{.kind = Kind::kBytes};
    if (value.kind == Kind::kBytes) return value;
    if (value.kind != Kind::kSequence) return std::nullopt;
    for (const Constant& item : value.items) {
      if (item.kind != Kind::kInt || item.number < 0 || item.number > 255) return std::nullopt;
      result.text.push_back(static_cast<char>(item.number));
    }
    return result;
  }
  if (name == "list" || name == "tuple" || name == "iter" || name == "reversed") {
    auto elements = Elements(value);
    if (!elements) return std::nullopt;
    if (name == "reversed") std::reverse(elements->begin(), elements->end());
    return Constant{.kind = Kind::kSequence, .items = std::move(*elements)};
  }
  return std::nullopt;
}

ConstantStrings::Result ConstantStrings::CallMethod(const Constant& self, std::string_view name,
                                                    const Node& arguments, size_t skip, int depth) {
  auto positional = Positional(arguments, name == "decode" || name == "encode" ? "encoding" : "");
  if (!positional || positional->size() > 3 + skip) return std::nullopt;
  positional->erase(positional->begin(), positional->begin() + static_cast<std::ptrdiff_t>(skip));
  std::vector<Constant> values;
  for (const Node* argument : *positional) {
    Result value = Evaluate(*argument, depth + 1);
    if (!value) return std::nullopt;
    values.push_back(std::move(*value));
  }
  if (!Spend(1 + self.text.size() / 4)) return std::nullopt;
  const size_t count = values.size();
  auto same_kind = [&](size_t i) { return i < count && values[i].kind == self.kind; };
  auto text = [&](std::string value) -> Result {
    if (value.size() > kMaxBytes) return std::nullopt;
    return Constant{.kind = self.kind, .text = std::move(value)};
  };
  auto sequence = [&](const std::vector<std::string>& parts) -> Result {
    Constant result{.kind = Kind::kSequence};
    for (const std::string& part : parts) {
      result.items.push_back(Constant{.kind = self.kind, .text = part});
    }
    return result;
  };
  if (name == "join" && count == 1) {
    const auto elements = Elements(values[0]);
    if (!elements) return std::nullopt;
    std::string joined;
    for (size_t i = 0; i < elements->size(); ++i) {
      if ((*elements)[i].kind != self.kind) return std::nullopt;
      if (i != 0) joined += self.text;
      joined += (*elements)[i].text;
      if (joined.size() > kMaxBytes) return std::nullopt;
    }
    if (!Spend(1 + joined.size() / 16)) return std::nullopt;
    return text(std::move(joined));
  }
  if (name == "replace" && (count == 2 || (count == 3 && values[2].kind == Kind::kInt)) &&
      same_kind(0) && same_kind(1) && !values[0].text.empty()) {
    return text(Replaced(self.text, values[0].text, values[1].text));
  }
  if (name == "split" || name == "rsplit") {
    const bool on_blanks = count == 0 || values[0].kind == Kind::kNoneObject;
    if (count > 2 || (!on_blanks && !same_kind(0))) return std::nullopt;
    if (count == 2 && values[1].kind != Kind::kInt) return std::nullopt;
    const auto parts = Split(self.text, on_blanks ? std::string_view() : values[0].text, on_blanks,
                             count == 2 ? values[1].number : -1, name == "rsplit");
    return parts ? sequence(*parts) : std::nullopt;
  }
  if ((name == "partition" || name == "rpartition") && count == 1 && same_kind(0)) {
    const std::string& separator = values[0].text;
    const size_t at = name == "partition" ? self.text.find(separator) : self.text.rfind(separator);
    if (separator.empty() || at == self.text.npos) return std::nullopt;
    return sequence({self.text.substr(0, at), separator, self.text.substr(at + separator.size())});
  }
  if (name == "splitlines" && count == 0) {
    auto parts = Split(self.text, "\n", false, -1, false);
    if (!parts) return std::nullopt;
    if (!parts->empty() && parts->back().empty()) parts->pop_back();
    return sequence(*parts);
  }
  if ((name == "ljust" || name == "rjust" || name == "center" || name == "zfill") && count == 1 &&
      values[0].kind == Kind::kInt && static_cast<uint64_t>(values[0].number) <= self.text.size()) {
    return text(self.text);
  }
  if ((name == "title" || name == "capitalize") && count == 0 && IsAscii(self.text)) {
    if (name == "title") return text(Titled(self.text));
    std::string lower = Mapped(self.text, Lower);
    if (!lower.empty()) lower[0] = Upper(lower[0]);
    return text(std::move(lower));
  }
  if (name == "expandtabs" && self.text.find('\t') == self.text.npos) return text(self.text);
  if (name == "__add__" && count == 1 && same_kind(0)) return text(self.text + values[0].text);
  if (name == "format_map" && count == 1 && values[0].kind == Kind::kDict &&
      self.kind == Kind::kString) {
    std::string percent;  // only plain fields
    for (char c : self.text) {
      if (c == '%' || c == '[' || c == '.' || c == ':' || c == '!') return std::nullopt;
      percent += c == '{' ? "%(" : c == '}' ? ")s" : std::string(1, c);
    }
    return FormatPercent(MakeString(std::move(percent)), values[0]);
  }
  if (name == "translate" && count == 1 && values[0].kind == Kind::kDict) {
    if (self.kind != Kind::kString) return std::nullopt;
    std::string result;
    for (std::string_view character : Characters(self)) {
      if (!Spend(values[0].items.size())) return std::nullopt;
      const auto to = ItemOf(values[0], MakeInt(CodePointOf(character)));
      if (!to) {
        result += character;
      } else if (to->kind == Kind::kString) {
        result += to->text;
      } else if (to->kind == Kind::kInt && to->number >= 0 && to->number <= 0x10ffff) {
        AppendCodePoint(static_cast<uint32_t>(to->number), result);
      }
    }
    return text(std::move(result));
  }
  if ((name == "removeprefix" || name == "removesuffix") && same_kind(0) && count == 1) {
    const std::string& part = values[0].text;
    if (name == "removeprefix") {
      return text(self.text.starts_with(part) ? self.text.substr(part.size()) : self.text);
    }
    return text(self.text.ends_with(part) ? self.text.substr(0, self.text.size() - part.size())
                                          : self.text);
  }
  if (name == "strip" || name == "lstrip" || name == "rstrip") {
    if (count > 1 || (count == 1 && !same_kind(0)) || !IsAscii(self.text) ||
        (count == 1 && !IsAscii(values[0].text))) {
      return std::nullopt;
    }
    constexpr std::string_view kBlanks = " \t\n\r\v\f\x1c\x1d\x1e\x1f";
    return text(Stripped(self.text, count == 1 ? std::string_view(values[0].text) : kBlanks,
                         name != "rstrip", name != "lstrip"));
  }
  if ((name == "encode" || name == "decode") && count <= 1) {
    const bool decode = name == "decode";
    if (decode != (self.kind == Kind::kBytes)) return std::nullopt;
    if (count == 1 && values[0].kind != Kind::kString) return std::nullopt;
    const std::string codec = count == 1 ? values[0].text : "utf-8";
    if (decode) {
      auto decoded = Decoded(self.text, codec);
      if (!decoded) return std::nullopt;
      return MakeString(std::move(*decoded));
    }
    if (!IsAscii(self.text) || !Decoded(self.text, codec)) return std::nullopt;
    return Constant{.kind = Kind::kBytes, .text = self.text};
  }
  struct CaseMethod {
    std::string_view name;
    char (*function)(char);
  };
  static constexpr CaseMethod kCaseMethods[] = {
      {"lower", Lower}, {"casefold", Lower}, {"upper", Upper}, {"swapcase", SwapCase}};
  for (const CaseMethod& method : kCaseMethods) {
    if (name == method.name && count == 0 && IsAscii(self.text)) {
      return text(Mapped(self.text, method.function));
    }
  }
  return std::nullopt;
}

}  // namespace stockade::analyzer
