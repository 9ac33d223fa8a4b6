// What constant calls give: functions of the text that only return, builtins, methods of texts,
// formatting and the library's codecs.
#include <algorithm>
#include <limits>
#include <string_view>
#include <utility>

#include "analyzer/constant_strings.h"
#include "analyzer/constant_texts.h"
#include "analyzer/constant_values.h"

namespace stockade::analyzer {
namespace {

using constants::AppendCodePoint;
using constants::Characters;
using constants::CodecName;
using constants::CodePointOf;
using constants::Decoded;
using constants::Elements;
using constants::Formatted;
using constants::FromBase32;
using constants::FromBase64;
using constants::FromHex;
using constants::IsAscii;
using constants::IsText;
using constants::ItemOf;
using constants::Kind;
using constants::Lower;
using constants::MakeInt;
using constants::MakeString;
using constants::Mapped;
using constants::ParseInt;
using constants::Positional;
using constants::Replaced;
using constants::Split;
using constants::Stripped;
using constants::SwapCase;
using constants::Titled;
using constants::Unquoted;
using constants::Upper;

}  // namespace

const Node* OnlyReturn(const Node& function) {
  constexpr uint32_t kBody = 5;
  const Node& body = *function.Child(kBody);
  if (body.child_count == 0 || body.child_count > 2) return nullptr;
  if (body.child_count == 2 && body.Child(0)->kind != NodeKind::kExprStmt) return nullptr;
  const Node* last = body.Child(body.child_count - 1);
  return last->kind == NodeKind::kReturn ? last : nullptr;
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
  constexpr uint32_t kDecorators = 0;
  const bool is_plain = node->Child(kDecorators)->child_count == 0 && OnlyReturn(*node) != nullptr;
  return is_plain ? node : nullptr;
}

ConstantStrings::Result ConstantStrings::CallOwn(const Node& function, const Node& arguments,
                                                 int depth) {
  if (std::find(calling_.begin(), calling_.end(), &function) != calling_.end()) return std::nullopt;
  constexpr uint32_t kParameters = 3;
  const bool is_lambda = function.kind == NodeKind::kLambda;
  const Node& parameters = *function.Child(is_lambda ? 0 : kParameters);
  const Node* result = is_lambda ? function.Child(1) : OnlyReturn(function)->Child(0);
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
