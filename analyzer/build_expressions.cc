// Expressions: the lowering's engine, fed with tokens.
#include <algorithm>

#include "analyzer/builder.h"
#include "analyzer/numbers.h"

namespace stockade::analyzer {

namespace {

struct SignRow {
  std::string_view sign;
  Grammar kind;
};
// The operators that share a token kind.
constexpr SignRow kSigns[] = {
    {"<", Grammar::kLess},          {">", Grammar::kGreater},    {"==", Grammar::kEqual},
    {">=", Grammar::kGreaterEqual}, {"<=", Grammar::kLessEqual}, {"!=", Grammar::kNotEqual},
    {"//", Grammar::kDoubleSlash},  {"%", Grammar::kPercent},    {"<<", Grammar::kLeftShift},
    {">>", Grammar::kRightShift},   {"&", Grammar::kAmpersand},  {"^", Grammar::kCaret},
};

Grammar SignKind(std::string_view sign) {
  const auto* row = std::find_if(std::begin(kSigns), std::end(kSigns),
                                 [&](const SignRow& r) { return r.sign == sign; });
  return row == std::end(kSigns) ? Grammar::kUnknown : row->kind;
}

}  // namespace

Operand Builder::ReadExpression(Where where) {
  Fold fold{};
  BeginFold(&fold, where);
  const Item first = ItemAt(Grammar::kUnknown);
  while (!refused_) {
    if (!(fold.have_operand ? ReadAfterOperand(where) : ReadOperand(where))) break;
  }
  return EndFold(fold, first, ItemAt(Grammar::kUnknown));
}

// Gives the engine an operator of that many tokens.
void Builder::Feed(Grammar kind, size_t tokens) {
  Item item = ItemAt(kind);
  for (size_t i = 0; i < tokens; ++i) Take();
  item.end = end_;
  PrefixOrInfix(item);
}

void Builder::PushConstant(NodeKind kind) {
  const Token& token = Take();
  PushOperand(Make(kind, token.begin, token.end), token.begin, token.end);
}

// A prefix operator or an operand. False at anything else.
bool Builder::ReadOperand(Where where) {
  switch (Kind()) {
    case TokenKind::kName:
      if (Kind(1) == TokenKind::kWalrus && where != Where::kExpression &&
          where != Where::kDisjunction && where != Where::kBitwiseOr && where != Where::kStarred) {
        Identifier(TakeName());
        const Item sign = ItemAt(Grammar::kWalrus);
        Take();
        WalrusSign(sign);
        return true;
      }
      Identifier(TakeName());
      return true;
    case TokenKind::kNumber:
      Number(ItemAt(Grammar::kInteger));
      Take();
      return true;
    case TokenKind::kString:
    case TokenKind::kBytes:
    case TokenKind::kFString:
    case TokenKind::kTemplateString: {
      const Operand value = ReadStrings();
      PushOperand(value.node, value.begin, value.end);
      return true;
    }
    case TokenKind::kOpenParenthesis:
      ReadGroup();
      return true;
    case TokenKind::kOpenBracket:
      ReadListDisplay();
      return true;
    case TokenKind::kOpenBrace:
      ReadBraces();
      return true;
    case TokenKind::kTrue:
      PushConstant(NodeKind::kTrue);
      return true;
    case TokenKind::kFalse:
      PushConstant(NodeKind::kFalse);
      return true;
    case TokenKind::kNone:
      PushConstant(NodeKind::kNone);
      return true;
    case TokenKind::kEllipsis:
      PushConstant(NodeKind::kEllipsis);
      return true;
    case TokenKind::kPlus:
      Feed(Grammar::kPlus);
      return true;
    case TokenKind::kMinus:
      Feed(Grammar::kMinus);
      return true;
    case TokenKind::kTilde:
      Feed(Grammar::kTilde);
      return true;
    case TokenKind::kNot:
      Feed(Grammar::kNot);
      return true;
    case TokenKind::kAwait:
      Feed(Grammar::kAwaitWord);
      return true;
    case TokenKind::kStar:
      Feed(Grammar::kStar);
      return true;
    case TokenKind::kLambda:
      ReadLambda();
      return true;
    default:
      return false;
  }
}

// A trailer or an infix operator, as far as `where` takes it. False where the expression ends.
bool Builder::ReadAfterOperand(Where where) {
  const bool arithmetic = where == Where::kBitwiseOr;
  Grammar kind = Grammar::kUnknown;
  size_t tokens = 1;
  switch (Kind()) {
    case TokenKind::kDot: {
      Take();
      AttributeTrailer(TakeName());
      return true;
    }
    case TokenKind::kOpenParenthesis: {
      Node* arguments = ReadArguments();
      Operand& function = operands_.back();
      Node* node = Make(NodeKind::kCall, function.begin, end_, {function.node, arguments});
      function = {node, function.begin, end_};
      return true;
    }
    case TokenKind::kOpenBracket: {
      Node* index = ReadIndex();
      Operand& value = operands_.back();
      Node* node = Make(NodeKind::kSubscript, value.begin, end_, {value.node, index});
      value = {node, value.begin, end_};
      return true;
    }
    case TokenKind::kPlus:
      kind = Grammar::kPlus;
      break;
    case TokenKind::kMinus:
      kind = Grammar::kMinus;
      break;
    case TokenKind::kStar:
      kind = Grammar::kStar;
      break;
    case TokenKind::kDoubleStar:
      kind = Grammar::kDoubleStar;
      break;
    case TokenKind::kSlash:
      kind = Grammar::kSlash;
      break;
    case TokenKind::kAt:
      kind = Grammar::kAt;
      break;
    case TokenKind::kBar:
      kind = Grammar::kBar;
      break;
    case TokenKind::kBinary:
      kind = SignKind(TextOf(Current()));
      break;
    case TokenKind::kCompare:
      if (arithmetic) return false;
      kind = SignKind(TextOf(Current()));
      break;
    case TokenKind::kIn:
      if (arithmetic) return false;
      kind = Grammar::kIn;
      break;
    case TokenKind::kNot:
      if (arithmetic) return false;
      kind = Grammar::kNotIn;
      tokens = 2;
      break;
    case TokenKind::kIs:
      if (arithmetic) return false;
      tokens = Kind(1) == TokenKind::kNot ? 2 : 1;
      kind = tokens == 2 ? Grammar::kIsNot : Grammar::kIs;
      break;
    case TokenKind::kAnd:
      if (arithmetic) return false;
      kind = Grammar::kAnd;
      break;
    case TokenKind::kOr:
      if (arithmetic) return false;
      kind = Grammar::kOr;
      break;
    case TokenKind::kIf:
      if (arithmetic || where == Where::kDisjunction) return false;
      kind = Grammar::kIf;
      break;
    case TokenKind::kElse: {
      const Item word = ItemAt(Grammar::kElse);
      Take();
      ElseWord(word);
      return true;
    }
    default:
      return false;
  }
  Feed(kind, tokens);
  return true;
}

Operand Builder::ReadList(YieldRule yield) {
  if (Is(TokenKind::kYield)) {
    if (yield == YieldRule::kRefused) RefuseHere();
    return ReadYield();
  }
  const Operand first = ReadExpression(Where::kStarred);
  if (!Is(TokenKind::kComma)) return first;
  NodeList list(this);
  list.Add(first.node);
  while (!refused_ && Accept(TokenKind::kComma)) {
    if (!StartsExpression(Kind()) && !Is(TokenKind::kStar)) break;
    list.Add(ReadExpression(Where::kStarred).node);
  }
  Node* tuple = Make(NodeKind::kTuple, first.begin, end_);
  list.GiveTo(tuple);
  return {tuple, first.begin, end_};
}

Operand Builder::ReadTarget() {
  if (!Is(TokenKind::kStar)) return ReadExpression(Where::kBitwiseOr);
  const uint32_t begin = Take().begin;
  const Operand value = ReadExpression(Where::kBitwiseOr);
  return {Make(NodeKind::kStarred, begin, value.end, {value.node}), begin, value.end};
}

Operand Builder::ReadTargets() {
  Operand target = ReadTarget();
  if (Is(TokenKind::kComma)) {
    NodeList list(this);
    list.Add(target.node);
    while (!refused_ && Accept(TokenKind::kComma)) {
      if (!StartsExpression(Kind()) && !Is(TokenKind::kStar)) break;
      list.Add(ReadTarget().node);
    }
    Node* tuple = Make(NodeKind::kTuple, target.begin, end_);
    list.GiveTo(tuple);
    target = {tuple, target.begin, end_};
  }
  SetContext(target.node, kStore);
  return target;
}

Operand Builder::ReadYield() {
  const uint32_t begin = Take().begin;
  if (Accept(TokenKind::kFrom)) {
    Node* value = ReadExpression(Where::kExpression).node;
    return {Make(NodeKind::kYieldFrom, begin, end_, {value}), begin, end_};
  }
  const bool bare = !StartsExpression(Kind()) && !Is(TokenKind::kStar);
  Node* value = bare ? nullptr : ReadList().node;
  return {Make(NodeKind::kYield, begin, end_, {value}), begin, end_};
}

void Builder::FinishDisplay(NodeKind kind, uint32_t begin, NodeList* list) {
  Node* node = Make(kind, begin, end_);
  if (kind == NodeKind::kTuple) node->flags |= kParenthesized;
  list->GiveTo(node);
  PushOperand(node, begin, end_);
}

void Builder::ReadGroup() {
  const Depth depth(this, ItemAt(Grammar::kUnknown), Depth::kBracket);
  if (!depth.ok()) return;
  const uint32_t begin = Take().begin;
  NodeList list(this);
  if (Accept(TokenKind::kCloseParenthesis)) return FinishDisplay(NodeKind::kTuple, begin, &list);
  Node* first = Is(TokenKind::kYield) ? ReadYield().node : ReadExpression(Where::kStarNamed).node;
  list.Add(first);
  if (AtComprehension()) {
    ReadClauses(&list);
    Require(TokenKind::kCloseParenthesis);
    return FinishDisplay(NodeKind::kGeneratorExp, begin, &list);
  }
  if (!Is(TokenKind::kComma)) {
    list.Drop();
    Require(TokenKind::kCloseParenthesis);
    first->flags |= kParenthesized;
    return PushOperand(first, begin, end_);
  }
  while (!refused_ && Accept(TokenKind::kComma)) {
    if (Is(TokenKind::kCloseParenthesis)) break;
    list.Add(ReadExpression(Where::kStarNamed).node);
  }
  Require(TokenKind::kCloseParenthesis);
  FinishDisplay(NodeKind::kTuple, begin, &list);
}

void Builder::ReadListDisplay() {
  const Depth depth(this, ItemAt(Grammar::kUnknown), Depth::kBracket);
  if (!depth.ok()) return;
  const uint32_t begin = Take().begin;
  NodeList list(this);
  NodeKind kind = NodeKind::kList;
  while (!refused_ && !Is(TokenKind::kCloseBracket)) {
    list.Add(ReadExpression(Where::kStarNamed).node);
    if (AtComprehension()) {
      ReadClauses(&list);
      kind = NodeKind::kListComp;
      break;
    }
    if (!Accept(TokenKind::kComma)) break;
  }
  Require(TokenKind::kCloseBracket);
  FinishDisplay(kind, begin, &list);
}

void Builder::ReadBraces() {
  const Depth depth(this, ItemAt(Grammar::kUnknown), Depth::kBracket);
  if (!depth.ok()) return;
  const uint32_t begin = Take().begin;
  NodeList list(this);
  bool dict = Is(TokenKind::kCloseBrace), comprehension = false;
  while (!refused_ && !Is(TokenKind::kCloseBrace)) {
    const uint32_t start = Current().begin;
    if (Accept(TokenKind::kDoubleStar)) {
      dict = true;
      Node* value = ReadExpression(Where::kBitwiseOr).node;
      list.Add(Make(NodeKind::kDoubleStarred, start, end_, {value}));
    } else {
      Node* element = ReadExpression(Where::kStarNamed).node;
      if (Accept(TokenKind::kColon)) {
        dict = true;
        Node* value = ReadExpression(Where::kExpression).node;
        element = Make(NodeKind::kDictItem, start, end_, {element, value});
      }
      list.Add(element);
      if (AtComprehension()) {
        ReadClauses(&list);
        comprehension = true;
        break;
      }
    }
    if (!Accept(TokenKind::kComma)) break;
  }
  Require(TokenKind::kCloseBrace);
  FinishDisplay(comprehension ? dict ? NodeKind::kDictComp : NodeKind::kSetComp
                : dict        ? NodeKind::kDict
                              : NodeKind::kSet,
                begin, &list);
}

void Builder::ReadClauses(NodeList* parts) {
  while (!refused_ && AtComprehension()) {
    const uint32_t begin = Current().begin;
    const bool async = Accept(TokenKind::kAsync);
    Require(TokenKind::kFor);
    NodeList slots(this);
    slots.Add(ReadTargets().node);
    Require(TokenKind::kIn);
    slots.Add(ReadExpression(Where::kDisjunction).node);
    while (!refused_ && Accept(TokenKind::kIf)) {
      slots.Add(ReadExpression(Where::kDisjunction).node);
    }
    Node* clause = Make(NodeKind::kComprehension, begin, end_);
    if (async) clause->flags |= kAsync;
    slots.GiveTo(clause);
    parts->Add(clause);
  }
}

void Builder::ReadLambda() {
  const Item word = ItemAt(Grammar::kLambdaWord);
  const Depth depth(this, word);
  if (!depth.ok()) return;
  Take();
  Node* parameters = ReadParameters(Current().begin, TokenKind::kColon, false);
  Require(TokenKind::kColon);
  PushLambda(word, parameters);
}

Node* Builder::ReadArguments() {
  Node* node = Make(NodeKind::kArguments, Current().begin, Current().end);
  const Depth depth(this, ItemAt(Grammar::kUnknown), Depth::kBracket);
  if (!depth.ok()) return node;
  Require(TokenKind::kOpenParenthesis);
  NodeList arguments(this);
  while (!refused_ && !Is(TokenKind::kCloseParenthesis)) {
    arguments.Add(ReadArgument(node->begin));
    if (!Accept(TokenKind::kComma)) break;
  }
  Require(TokenKind::kCloseParenthesis);
  node->end = end_;
  arguments.GiveTo(node);
  return node;
}

// `open`: of the list's parenthesis, which a generator expression that stands alone has as its own.
Node* Builder::ReadArgument(uint32_t open) {
  const uint32_t begin = Current().begin;
  if (Accept(TokenKind::kDoubleStar)) {
    Node* value = ReadExpression(Where::kExpression).node;
    return Make(NodeKind::kDoubleStarred, begin, end_, {value});
  }
  if (Is(TokenKind::kName) && Kind(1) == TokenKind::kEqual) {
    const Item name = TakeName();
    Require(TokenKind::kEqual);
    Node* value = ReadExpression(Where::kExpression).node;
    Node* keyword = Make(NodeKind::kKeyword, begin, end_, {value});
    keyword->text = NameOf(name, &keyword->flags);
    return keyword;
  }
  Node* value = ReadExpression(Where::kArgument).node;
  if (!AtComprehension()) return value;
  NodeList parts(this);
  parts.Add(value);
  ReadClauses(&parts);
  Node* node = Make(NodeKind::kGeneratorExp, open, Current().end);
  parts.GiveTo(node);
  return node;
}

Node* Builder::ReadIndex() {
  const Depth depth(this, ItemAt(Grammar::kUnknown), Depth::kBracket);
  if (!depth.ok()) return nullptr;
  Require(TokenKind::kOpenBracket);
  const uint32_t begin = Current().begin;
  NodeList elements(this);
  bool comma = false;
  while (!refused_ && !Is(TokenKind::kCloseBracket)) {
    elements.Add(ReadIndexElement());
    comma = Accept(TokenKind::kComma);
    if (!comma) break;
  }
  const uint32_t end = end_;
  Require(TokenKind::kCloseBracket);
  if (refused_) return nullptr;
  if (elements.size() == 1 && !comma && elements[0]->kind != NodeKind::kStarred) {
    return const_cast<Node*>(elements[0]);
  }
  Node* tuple = Make(NodeKind::kTuple, begin, end);
  elements.GiveTo(tuple);
  return tuple;
}

Node* Builder::ReadIndexElement() {
  const uint32_t begin = Current().begin;
  Node* first = Is(TokenKind::kColon) ? nullptr : ReadExpression(Where::kSlice).node;
  if (!Is(TokenKind::kColon)) return first;
  const Node* parts[3] = {first, nullptr, nullptr};
  for (int i = 1; i < 3 && Accept(TokenKind::kColon); ++i) {
    if (StartsExpression(Kind())) parts[i] = ReadExpression(Where::kExpression).node;
  }
  return Make(NodeKind::kSlice, begin, end_, {parts[0], parts[1], parts[2]});
}

}  // namespace stockade::analyzer
