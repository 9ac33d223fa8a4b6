// Functions, classes, their parameters, and the match statement with its patterns.
#include "analyzer/builder.h"

namespace stockade::analyzer {

Node* Builder::ReadDecorated() {
  const uint32_t begin = Current().begin;
  NodeList list(this);
  uint32_t end = begin;
  while (!refused_ && Accept(TokenKind::kAt)) {
    list.Add(ReadExpression(Where::kNamed).node);
    Require(TokenKind::kNewline);
    end = end_;
  }
  Node* decorators = Make(NodeKind::kDecorators, begin, end);
  list.GiveTo(decorators);
  const uint32_t definition = Current().begin;
  if (Is(TokenKind::kClass)) return ReadClass(decorators);
  const bool async = Accept(TokenKind::kAsync);
  return ReadFunction(definition, async, decorators);
}

Node* Builder::ReadFunction(uint32_t begin, bool async, Node* decorators) {
  Require(TokenKind::kDef);
  Node* name = ReadIdentifier();
  Node* type_parameters = Is(TokenKind::kOpenBracket) ? ReadTypeParameters() : nullptr;
  const uint32_t open = Current().begin;
  Require(TokenKind::kOpenParenthesis);
  Node* parameters = ReadParameters(open, TokenKind::kCloseParenthesis, true);
  Require(TokenKind::kCloseParenthesis);
  parameters->end = end_;
  Node* returns = nullptr;
  if (Accept(TokenKind::kArrow)) returns = ReadExpression(Where::kExpression).node;
  Node* body = ReadBlock();
  Node* node = Make(NodeKind::kFunctionDef, begin, body->end,
                    {decorators, name, type_parameters, parameters, returns, body});
  node->name_begin = name->begin;
  if (async) node->flags |= kAsync;
  return node;
}

Node* Builder::ReadClass(Node* decorators) {
  const uint32_t begin = Take().begin;
  Node* name = ReadIdentifier();
  Node* type_parameters = Is(TokenKind::kOpenBracket) ? ReadTypeParameters() : nullptr;
  Node* arguments = Is(TokenKind::kOpenParenthesis) ? ReadArguments() : nullptr;
  Node* body = ReadBlock();
  Node* node = Make(NodeKind::kClassDef, begin, body->end,
                    {decorators, name, type_parameters, arguments, body});
  node->name_begin = name->begin;
  return node;
}

// A parameter with its stars, annotation and default.
Node* Builder::ReadParameter(bool annotated) {
  const uint32_t begin = Current().begin;
  auto kind = ParameterKind::kPositional;
  if (Accept(TokenKind::kStar)) kind = ParameterKind::kStar;
  if (Accept(TokenKind::kDoubleStar)) kind = ParameterKind::kDoubleStar;
  const Item name = TakeName();
  Node* annotation = nullptr;
  Node* value = nullptr;
  if (annotated && Accept(TokenKind::kColon)) {
    const bool star = kind == ParameterKind::kStar;  // PEP 646
    annotation = ReadExpression(star ? Where::kStarred : Where::kExpression).node;
  }
  if (Accept(TokenKind::kEqual)) value = ReadExpression(Where::kExpression).node;
  Node* node = Make(NodeKind::kParameter, begin, end_, {annotation, value});
  node->op = static_cast<uint8_t>(kind);
  node->text = NameOf(name, &node->flags);
  node->name_begin = name.begin;
  return node;
}

// Up to `close`, which stays. The separators `/` and `*` leave their mark in the kinds.
Node* Builder::ReadParameters(uint32_t begin, TokenKind close, bool annotated) {
  Node* node = Make(NodeKind::kParameters, begin, begin);
  NodeList list(this);
  bool star = false;
  while (!refused_ && !Is(close)) {
    if (Accept(TokenKind::kSlash)) {
      for (size_t i = 0; i < list.size(); ++i) {
        const_cast<Node*>(list[i])->op = static_cast<uint8_t>(ParameterKind::kPositionalOnly);
      }
    } else if (Is(TokenKind::kStar) && Kind(1) == TokenKind::kComma) {
      Take();
      star = true;
    } else {
      Node* parameter = ReadParameter(annotated);
      const auto kind = static_cast<ParameterKind>(parameter->op);
      if (kind == ParameterKind::kPositional && star) {
        parameter->op = static_cast<uint8_t>(ParameterKind::kKeywordOnly);
      }
      star = star || kind == ParameterKind::kStar;
      list.Add(parameter);
    }
    node->end = end_;
    if (!Accept(TokenKind::kComma)) break;
    node->end = end_;
  }
  list.GiveTo(node);
  return node;
}

Node* Builder::ReadTypeParameters() {
  Node* node = Make(NodeKind::kTypeParams, Current().begin, Current().end);
  const Depth depth(this, ItemAt(Grammar::kUnknown), Depth::kBracket);
  if (!depth.ok()) return node;
  Require(TokenKind::kOpenBracket);
  NodeList list(this);
  while (!refused_ && !Is(TokenKind::kCloseBracket)) {
    Node* parameter = Make(NodeKind::kTypeParam, Current().begin, Current().end);
    if (Accept(TokenKind::kStar)) parameter->op = 1;
    if (Accept(TokenKind::kDoubleStar)) parameter->op = 2;
    const Item name = TakeName();
    parameter->text = NameOf(name, &parameter->flags);
    parameter->name_begin = name.begin;
    Node* bound = nullptr;
    Node* value = nullptr;
    if (Accept(TokenKind::kColon)) bound = ReadExpression(Where::kExpression).node;
    if (Accept(TokenKind::kEqual)) {  // PEP 696
      value = ReadExpression(parameter->op == 1 ? Where::kStarred : Where::kExpression).node;
    }
    parameter->end = end_;
    SetChildren(parameter, {bound, value});
    list.Add(parameter);
    if (!Accept(TokenKind::kComma)) break;
  }
  Require(TokenKind::kCloseBracket);
  node->end = end_;
  list.GiveTo(node);
  return node;
}

// --- match

bool Builder::AtMatch() const {
  return IsWord("match") && StartsMatchStatement(tokens_.subspan(at_), text_);
}

Node* Builder::ReadMatch() {
  const Depth depth(this, ItemAt(Grammar::kUnknown));
  if (!depth.ok()) return nullptr;
  const uint32_t begin = Take().begin;
  NodeList slots(this);
  const Operand first = ReadExpression(Where::kStarNamed);
  const Node* subject = first.node;
  if (Is(TokenKind::kComma)) {
    NodeList subjects(this);
    subjects.Add(subject);
    while (!refused_ && Accept(TokenKind::kComma)) {
      if (Is(TokenKind::kColon)) break;
      subjects.Add(ReadExpression(Where::kStarNamed).node);
    }
    Node* tuple = Make(NodeKind::kTuple, first.begin, end_);
    subjects.GiveTo(tuple);
    subject = tuple;
  }
  slots.Add(subject);
  Require(TokenKind::kColon);
  Require(TokenKind::kNewline);
  Require(TokenKind::kIndent);
  uint32_t end = end_;
  do {
    Node* match_case = ReadCase();
    slots.Add(match_case);
    end = match_case->end;
  } while (!refused_ && !Accept(TokenKind::kDedent));
  Node* node = Make(NodeKind::kMatch, begin, end);
  slots.GiveTo(node);
  return node;
}

Node* Builder::ReadCase() {
  if (!IsWord("case")) RefuseHere();
  const uint32_t begin = Take().begin;
  const uint32_t first_begin = Current().begin;
  const Node* pattern = ReadPattern();
  if (Is(TokenKind::kComma)) {
    NodeList patterns(this);
    patterns.Add(pattern);
    while (!refused_ && Accept(TokenKind::kComma)) {
      if (Is(TokenKind::kColon) || Is(TokenKind::kIf)) break;
      patterns.Add(ReadPattern());
    }
    Node* sequence = Make(NodeKind::kMatchSequence, first_begin, end_);
    patterns.GiveTo(sequence);
    pattern = sequence;
  }
  Node* guard = Accept(TokenKind::kIf) ? ReadExpression(Where::kNamed).node : nullptr;
  Node* body = ReadBlock();
  return Make(NodeKind::kMatchCase, begin, body->end, {pattern, guard, body});
}

Node* Builder::ReadPattern() {
  const uint32_t begin = Current().begin;
  if (Accept(TokenKind::kStar)) {
    const Item name = TakeName();
    Node* node = Make(NodeKind::kMatchStar, begin, end_,
                      {Text(name) == "_" ? nullptr : IdentifierNode(name)});
    node->name_begin = name.begin;
    return node;
  }
  const Depth depth(this, ItemAt(Grammar::kUnknown));
  Node* pattern = ReadAlternatives();
  if (!Accept(TokenKind::kAs)) return pattern;
  Node* name = ReadIdentifier();
  return Make(NodeKind::kMatchAs, begin, end_, {pattern, name});
}

Node* Builder::ReadAlternatives() {
  const uint32_t begin = Current().begin;
  Node* first = ReadClosedPattern();
  if (!Is(TokenKind::kBar)) return first;
  NodeList list(this);
  list.Add(first);
  while (!refused_ && Accept(TokenKind::kBar)) list.Add(ReadClosedPattern());
  Node* node = Make(NodeKind::kMatchOr, begin, end_);
  list.GiveTo(node);
  return node;
}

Node* Builder::ReadClosedPattern() {
  const uint32_t begin = Current().begin;
  switch (Kind()) {
    case TokenKind::kNumber:
    case TokenKind::kMinus:
      return ReadNumberPattern();
    case TokenKind::kString:
    case TokenKind::kBytes: {
      Node* value = ReadStrings().node;
      return Make(NodeKind::kMatchValue, begin, end_, {value});
    }
    case TokenKind::kNone:
    case TokenKind::kTrue:
    case TokenKind::kFalse: {
      Node* value = ReadLiteral();
      return Make(NodeKind::kMatchSingleton, begin, end_, {value});
    }
    case TokenKind::kName:
      return ReadNamePattern();
    case TokenKind::kOpenParenthesis:
      return ReadSequencePattern(TokenKind::kCloseParenthesis);
    case TokenKind::kOpenBracket:
      return ReadSequencePattern(TokenKind::kCloseBracket);
    case TokenKind::kOpenBrace:
      return ReadMappingPattern();
    default:
      RefuseHere();
      return Make(NodeKind::kMatchAs, begin, begin, {nullptr, nullptr});
  }
}

// A number or one of None, True, False.
Node* Builder::ReadLiteral() {
  Fold fold{};
  BeginFold(&fold, Where::kBitwiseOr);
  const Item item = ItemAt(Grammar::kInteger);
  ReadOperand(Where::kBitwiseOr);
  return EndFold(fold, item, item).node;
}

// [-] number, or [-] real (+|-) imaginary.
Node* Builder::ReadNumberPattern() {
  const uint32_t begin = Current().begin;
  const bool negative = Accept(TokenKind::kMinus);
  Node* value = ReadLiteral();
  if (negative) {
    value = Make(NodeKind::kUnaryOp, begin, end_, {value});
    value->op = static_cast<uint8_t>(UnaryOperator::kMinus);
  }
  if (Is(TokenKind::kPlus) || Is(TokenKind::kMinus)) {
    const bool plus = Take().kind == TokenKind::kPlus;
    Node* imaginary = ReadLiteral();
    value = Make(NodeKind::kBinOp, begin, end_, {value, imaginary});
    value->op = static_cast<uint8_t>(plus ? BinaryOperator::kAdd : BinaryOperator::kSub);
  }
  return Make(NodeKind::kMatchValue, begin, end_, {value});
}

Node* Builder::ReadSequencePattern(TokenKind close) {
  const uint32_t begin = Current().begin;
  Node* node = Make(NodeKind::kMatchSequence, begin, begin);
  const Depth depth(this, ItemAt(Grammar::kUnknown), Depth::kBracket);
  if (!depth.ok()) return node;
  Take();
  NodeList list(this);
  bool comma = false;
  while (!refused_ && !Is(close)) {
    list.Add(ReadPattern());
    comma = Accept(TokenKind::kComma);
    if (!comma) break;
  }
  Require(close);
  node->end = end_;
  const bool round = close == TokenKind::kCloseParenthesis;
  if (round && list.size() == 1 && !comma) {
    auto* pattern = const_cast<Node*>(list[0]);
    pattern->flags |= kParenthesized;
    list.Drop();
    return pattern;
  }
  if (round) node->flags |= kParenthesized;
  list.GiveTo(node);
  return node;
}

Node* Builder::ReadMappingPattern() {
  const uint32_t begin = Current().begin;
  Node* node = Make(NodeKind::kMatchMapping, begin, begin);
  const Depth depth(this, ItemAt(Grammar::kUnknown), Depth::kBracket);
  if (!depth.ok()) return node;
  Take();
  NodeList slots(this);
  slots.Add(nullptr);
  while (!refused_ && !Is(TokenKind::kCloseBrace)) {
    const uint32_t start = Current().begin;
    if (Accept(TokenKind::kDoubleStar)) {
      slots.Set(0, ReadIdentifier());
    } else {
      const Node* key = ReadClosedPattern();
      if (key->kind != NodeKind::kMatchValue && key->kind != NodeKind::kMatchSingleton) {
        RefuseHere();
      }
      Require(TokenKind::kColon);
      Node* value = ReadPattern();
      slots.Add(Make(NodeKind::kMatchItem, start, end_, {key->Child(0), value}));
    }
    if (!Accept(TokenKind::kComma)) break;
  }
  Require(TokenKind::kCloseBrace);
  node->end = end_;
  slots.GiveTo(node);
  return node;
}

// A capture, the wildcard, a dotted name or a class pattern.
Node* Builder::ReadNamePattern() {
  const uint32_t begin = Current().begin;
  const Item name = TakeName();
  if (!Is(TokenKind::kDot) && !Is(TokenKind::kOpenParenthesis)) {
    if (Text(name) == "_") return Make(NodeKind::kMatchAs, begin, end_, {nullptr, nullptr});
    return Make(NodeKind::kMatchAs, begin, end_, {nullptr, IdentifierNode(name)});
  }
  Node* value = Make(NodeKind::kName, begin, end_);
  value->text = NameOf(name, &value->flags);
  while (!refused_ && Accept(TokenKind::kDot)) {
    const Item part = TakeName();
    Node* attribute = Make(NodeKind::kAttribute, begin, end_, {value});
    attribute->text = NameOf(part, &attribute->flags);
    attribute->name_begin = part.begin;
    value = attribute;
  }
  if (!Is(TokenKind::kOpenParenthesis)) {
    return Make(NodeKind::kMatchValue, begin, end_, {value});
  }
  Node* node = Make(NodeKind::kMatchClass, begin, begin);
  const Depth depth(this, ItemAt(Grammar::kUnknown), Depth::kBracket);
  if (!depth.ok()) return node;
  Take();
  NodeList slots(this);
  slots.Add(value);
  while (!refused_ && !Is(TokenKind::kCloseParenthesis)) {
    if (Is(TokenKind::kName) && Kind(1) == TokenKind::kEqual) {
      const Item keyword = TakeName();
      Require(TokenKind::kEqual);
      Node* pattern = ReadPattern();
      Node* argument = Make(NodeKind::kMatchKeyword, keyword.begin, end_, {pattern});
      argument->text = NameOf(keyword, &argument->flags);
      slots.Add(argument);
    } else {
      slots.Add(ReadPattern());
    }
    if (!Accept(TokenKind::kComma)) break;
  }
  Require(TokenKind::kCloseParenthesis);
  node->end = end_;
  slots.GiveTo(node);
  return node;
}

}  // namespace stockade::analyzer
