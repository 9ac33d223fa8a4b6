#include "analyzer/constant_strings.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "analyzer/constant_values.h"

namespace stockade::analyzer {
namespace {

using constants::Arithmetic;
using constants::Characters;
using constants::Elements;
using constants::Formatted;
using constants::IsText;
using constants::ItemOf;
using constants::Kind;
using constants::MakeInt;
using constants::MakeString;
using constants::ParseInt;
using constants::Positional;
using constants::Repeat;
using constants::Slice;
using constants::SliceOf;

// Work for one text, in nodes and bytes: enough for any program that a person wrote, and a bound
// for one that was made to be slow.
constexpr size_t kMaxSpent = size_t{4} << 20;
constexpr size_t kMaxSpentPerNode = 64;
constexpr size_t kMaxKeptBytes = size_t{4} << 20;

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

}  // namespace stockade::analyzer
