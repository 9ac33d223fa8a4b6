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

// The plain positional arguments of a call; nullopt if there is any other.
std::optional<std::vector<const Node*>> Positional(const Node& arguments) {
  std::vector<const Node*> result;
  for (const Node* argument : arguments.Children()) {
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
    default:
      return std::nullopt;
  }
}

ConstantStrings::Result ConstantStrings::EvaluateName(const Node& node, int depth) {
  uint32_t symbol = table_.SymbolOf(node);
  if (symbol == kNone) return std::nullopt;
  symbol = table_.Resolve(symbol);
  if (symbol == kNone) return std::nullopt;
  for (size_t i = variables_.size(); i-- > 0;) {
    if (variables_[i].first == symbol) return variables_[i].second;
  }
  if (const auto found = names_.find(symbol); found != names_.end()) return found->second;
  const SymbolRecord& record = table_.symbols[symbol];
  if (record.binding_count != 1) return std::nullopt;
  const Binding& binding = table_.bindings[record.first_binding];
  if (table_.records[record.first_binding].origin.kind != OriginKind::kExpression) {
    return std::nullopt;
  }
  names_.emplace(symbol, std::nullopt);  // a name that is bound to itself is not constant
  // A comprehension may give its walrus many values.
  Result value;
  if (binding.kind != BindingKind::kWalrus || table_.ScopeOf(*binding.node) == record.scope) {
    value = Evaluate(*binding.value, depth + 1);
  }
  const bool is_final = depth == 0 || value.has_value();
  if (value) kept_bytes_ += value->text.size() + value->items.size() * sizeof(Constant);
  if (!is_final || kept_bytes_ > kMaxKeptBytes) {
    names_.erase(symbol);
  } else {
    names_[symbol] = value;
  }
  return value;
}

bool ConstantStrings::AppendField(const Node& field, int depth, std::string& text) {
  if (field.Has(kDebug)) return false;
  const Node* spec = field.Child(1);
  if (spec != nullptr && spec->child_count != 0) return false;
  if (field.op != 0 && field.op != 's') return false;
  const Result value = Evaluate(*field.Child(0), depth + 1);
  if (!value) return false;
  if (value->kind == Kind::kString) {
    text += value->text;
  } else if (value->kind == Kind::kInt) {
    text += std::to_string(value->number);
  } else {
    return false;
  }
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
    Result value = Evaluate(*element, depth + 1);
    if (!value) return std::nullopt;
    result.items.push_back(std::move(*value));
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
  if (function.kind == NodeKind::kName) {
    if (!table_.IsBuiltin(function)) return std::nullopt;
    return CallBuiltin(function.text, arguments, depth);
  }
  if (function.kind != NodeKind::kAttribute) return std::nullopt;
  const Node& object = *function.Child(0);
  if (object.kind == NodeKind::kName && object.text == "bytes" && function.text == "fromhex" &&
      table_.IsBuiltin(object)) {
    const auto positional = Positional(arguments);
    if (!positional || positional->size() != 1) return std::nullopt;
    const Result text = Evaluate(*(*positional)[0], depth + 1);
    if (!text || text->kind != Kind::kString) return std::nullopt;
    auto bytes = FromHex(text->text);
    if (!bytes) return std::nullopt;
    return Constant{.kind = Kind::kBytes, .text = std::move(*bytes)};
  }
  const Result self = Evaluate(object, depth + 1);
  if (!self || !IsText(*self)) return std::nullopt;
  return CallMethod(*self, function.text, arguments, depth);
}

ConstantStrings::Result ConstantStrings::CallBuiltin(std::string_view name, const Node& arguments,
                                                     int depth) {
  const auto positional = Positional(arguments);
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
  if (name == "str") {
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
                                                    const Node& arguments, int depth) {
  const auto positional = Positional(arguments);
  if (!positional || positional->size() > 2) return std::nullopt;
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
  if (name == "replace" && count == 2 && same_kind(0) && same_kind(1) && !values[0].text.empty()) {
    return text(Replaced(self.text, values[0].text, values[1].text));
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
