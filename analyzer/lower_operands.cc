// Operands of expressions: names, constants, what stands in brackets, yield.
#include <algorithm>

#include "analyzer/lowering.h"
#include "analyzer/numbers.h"

namespace stockade::analyzer {

void Lowering::Identifier(const Item& item) {
  Node* node = Make(NodeKind::kName, item.begin, item.end);
  node->text = NameOf(item, &node->flags);
  PushOperand(node, item.begin, item.end);
}

void Lowering::Number(const Item& item) {
  const NumberLiteral number = ReadNumber(Text(item));
  if (!number.error.empty()) {
    return Refuse(SyntaxRule::kInvalidNumber, item, std::string(number.error));
  }
  Node* node = Make(number.kind, item.begin, item.end);
  node->text = Text(item);
  PushOperand(node, item.begin, item.end);
}

void Lowering::Constant(NodeKind kind, const Item& item) {
  PushOperand(Make(kind, item.begin, item.end), item.begin, item.end);
}

void Lowering::Group(const Item& item, const Item& inner) {
  const Depth depth(this, item, Depth::kBracket);
  if (!depth.ok()) return;
  Node* node = nullptr;
  if (inner.kind == Grammar::kYield) {
    node = YieldNode(inner);
  } else if (inner.kind == Grammar::kListSplat || inner.kind == Grammar::kListSplatPattern) {
    return Refuse(SyntaxRule::kInvalidStar, inner, "cannot use starred expression here");
  } else {
    node = Expression(inner, Where::kNamed).node;
  }
  node->flags |= kParenthesized;
  PushOperand(node, item.begin, item.end);
}

void Lowering::ParenthesizedExpression(const Item& item) {
  // Python calls what stands before a parenthesis, whatever the grammar made of it.
  if (fold_->have_operand) return CallTrailer(item);
  Children children(&items_, item);
  Expect(&children, Grammar::kLeftParenthesis);
  const Item& inner = children.Next();
  Expect(&children, Grammar::kRightParenthesis);
  ExpectEnd(children);
  Group(item, inner);
}

void Lowering::Tuple(const Item& item) {
  if (fold_->have_operand) return CallTrailer(item);
  Children children(&items_, item);
  if (children.size() == 3) return Group(item, children[1]);
  Display(item, NodeKind::kTuple);
}

void Lowering::List(const Item& item) {
  if (fold_->have_operand) return SubscriptTrailer(item);
  Display(item, NodeKind::kList);
}

void Lowering::Set(const Item& item) { Display(item, NodeKind::kSet); }

void Lowering::Display(const Item& item, NodeKind kind) {
  const Depth depth(this, item, Depth::kBracket);
  if (!depth.ok()) return;
  Children children(&items_, item);
  children.Next();  // the bracket: the grammar knows it by the node
  const Grammar close = children.Last().kind;
  NodeList elements(this);
  Separated(&children, close,
            [&] { elements.Add(Expression(children.Next(), Where::kStarNamed).node); });
  Expect(&children, close);
  ExpectEnd(children);
  Node* node = Make(kind, item.begin, item.end);
  if (kind == NodeKind::kTuple) node->flags |= kParenthesized;
  elements.GiveTo(node);
  PushOperand(node, item.begin, item.end);
}

Node* Lowering::DictPair(const Item& item) {
  Children children(&items_, item);
  if (item.kind == Grammar::kDictionarySplat) {
    Expect(&children, Grammar::kDoubleStar);
    Node* value = Expression(children.Next(), Where::kBitwiseOr).node;
    ExpectEnd(children);
    return Make(NodeKind::kDoubleStarred, item.begin, item.end, {value});
  }
  if (item.kind != Grammar::kPair) Refuse(item);
  Node* key = Expression(children.Next(), Where::kExpression).node;
  Expect(&children, Grammar::kColon);
  Node* value = Expression(children.Next(), Where::kExpression).node;
  ExpectEnd(children);
  return Make(NodeKind::kDictItem, item.begin, item.end, {key, value});
}

void Lowering::Dictionary(const Item& item) {
  const Depth depth(this, item, Depth::kBracket);
  if (!depth.ok()) return;
  Children children(&items_, item);
  Expect(&children, Grammar::kLeftBrace);
  NodeList pairs(this);
  Separated(&children, Grammar::kRightBrace, [&] { pairs.Add(DictPair(children.Next())); });
  Expect(&children, Grammar::kRightBrace);
  ExpectEnd(children);
  Node* node = Make(NodeKind::kDict, item.begin, item.end);
  pairs.GiveTo(node);
  PushOperand(node, item.begin, item.end);
}

void Lowering::ListComprehension(const Item& item) {
  ComprehensionOperand(item, NodeKind::kListComp);
}
void Lowering::SetComprehension(const Item& item) {
  ComprehensionOperand(item, NodeKind::kSetComp);
}
void Lowering::DictionaryComprehension(const Item& item) {
  ComprehensionOperand(item, NodeKind::kDictComp);
}
void Lowering::GeneratorExpression(const Item& item) {
  if (fold_->have_operand) return CallTrailer(item);
  ComprehensionOperand(item, NodeKind::kGeneratorExp);
}

void Lowering::ComprehensionOperand(const Item& item, NodeKind kind) {
  PushOperand(ComprehensionOf(item, kind), item.begin, item.end);
}

Node* Lowering::ComprehensionOf(const Item& item, NodeKind kind) {
  Node* node = Make(kind, item.begin, item.end);
  const Depth depth(this, item, Depth::kBracket);
  if (!depth.ok()) return node;
  Children children(&items_, item);
  children.Next();
  NodeList parts(this);
  const Item& element = children.Next();
  if (kind == NodeKind::kDictComp) {
    parts.Add(DictPair(element));
  } else if (element.kind == Grammar::kListSplat || element.kind == Grammar::kListSplatPattern) {
    Refuse(SyntaxRule::kInvalidComprehension, element,
           "iterable unpacking cannot be used in comprehension");
  } else {
    parts.Add(Expression(element, Where::kNamed).node);
  }
  while (children.kind() == Grammar::kForInClause && !refused_) {
    const Item& clause = children.Next();
    Children pieces(&items_, clause);
    const bool async = pieces.Accept(Grammar::kAsyncWord);
    Expect(&pieces, Grammar::kForWord);
    NodeList slots(this);
    slots.Add(Target(pieces.Next()).node);
    Expect(&pieces, Grammar::kIn);
    slots.Add(Expression(pieces.Next(), Where::kDisjunction).node);
    ExpectEnd(pieces);
    uint32_t end = clause.end;
    while (children.kind() == Grammar::kIfClause && !refused_) {
      const Item& condition = children.Next();
      Children words(&items_, condition);
      Expect(&words, Grammar::kIf);
      slots.Add(Expression(words.Next(), Where::kDisjunction).node);
      ExpectEnd(words);
      end = condition.end;
    }
    Node* comprehension = Make(NodeKind::kComprehension, clause.begin, end);
    if (async) comprehension->flags |= kAsync;
    slots.GiveTo(comprehension);
    parts.Add(comprehension);
  }
  Expect(&children, children.Last().kind);
  ExpectEnd(children);
  parts.GiveTo(node);
  return node;
}

void Lowering::YieldOperand(const Item& item) {
  // A bare yield is read by those who allow one; here it lacks its parentheses.
  Refuse(SyntaxRule::kInvalidExpression, item, "invalid syntax");
}

Node* Lowering::YieldNode(const Item& item) {
  Children children(&items_, item);
  Expect(&children, Grammar::kYieldWord);
  if (children.Accept(Grammar::kFromWord)) {
    Node* value = Expression(children.Next(), Where::kExpression).node;
    ExpectEnd(children);
    return Make(NodeKind::kYieldFrom, item.begin, item.end, {value});
  }
  Node* value = children.AtEnd() ? nullptr : ExpressionList(children.Next()).node;
  ExpectEnd(children);
  return Make(NodeKind::kYield, item.begin, item.end, {value});
}

Node* Lowering::ArgumentsOf(const Item& item) {
  Node* node = Make(NodeKind::kArguments, item.begin, item.end);
  if (item.kind == Grammar::kGeneratorExpression) {
    SetChildren(node, {ComprehensionOf(item, NodeKind::kGeneratorExp)});
    return node;
  }
  const Depth depth(this, item, Depth::kBracket);
  if (!depth.ok()) return node;
  Children children(&items_, item);
  Expect(&children, Grammar::kLeftParenthesis);
  NodeList arguments(this);
  Separated(&children, Grammar::kRightParenthesis, [&] {
    const Item& argument = children.Next();
    if (argument.kind == Grammar::kKeywordArgument) {
      Children parts(&items_, argument);
      const Item& name = parts.Next();
      Expect(&parts, Grammar::kAssign);
      Node* value = Expression(parts.Next(), Where::kExpression).node;
      ExpectEnd(parts);
      Node* keyword = Make(NodeKind::kKeyword, argument.begin, argument.end, {value});
      keyword->text = NameOf(name, &keyword->flags);
      arguments.Add(keyword);
    } else if (argument.kind == Grammar::kDictionarySplat) {
      Children parts(&items_, argument);
      Expect(&parts, Grammar::kDoubleStar);
      Node* value = Expression(parts.Next(), Where::kExpression).node;
      ExpectEnd(parts);
      arguments.Add(Make(NodeKind::kDoubleStarred, argument.begin, argument.end, {value}));
    } else {
      arguments.Add(Expression(argument, Where::kArgument).node);
    }
  });
  Expect(&children, Grammar::kRightParenthesis);
  ExpectEnd(children);
  arguments.GiveTo(node);
  return node;
}

Node* Lowering::IndexOf(Children* children, Grammar close) {
  NodeList elements(this);
  const uint32_t begin = children->Peek().begin;
  const bool comma =
      Separated(children, close, [&] { elements.Add(IndexElement(children->Next())); });
  const uint32_t end = (*children)[children->position() - 1].end;
  if (elements.size() == 0) Refuse(children->Peek());
  Expect(children, close);
  ExpectEnd(*children);
  if (refused_) return nullptr;
  if (elements.size() == 1 && !comma && elements[0]->kind != NodeKind::kStarred) {
    return const_cast<Node*>(elements[0]);
  }
  Node* tuple = Make(NodeKind::kTuple, begin, end);
  elements.GiveTo(tuple);
  return tuple;
}

Node* Lowering::IndexElement(const Item& item) {
  if (item.kind == Grammar::kSlice) return SliceOf(item);
  if (item.kind == Grammar::kType) {
    Children children(&items_, item);
    if (children.kind() == Grammar::kConstrainedType) return ConstrainedSlice(children.Next());
  }
  return Expression(item, Where::kSlice).node;
}

Node* Lowering::SliceOf(const Item& item) {
  Children children(&items_, item);
  const Node* parts[3] = {};
  for (int i = 0; i < 3; ++i) {
    if (!children.AtEnd() && children.kind() != Grammar::kColon) {
      parts[i] = Expression(children.Next(), Where::kExpression).node;
    }
    if (children.AtEnd()) break;
    if (i < 2) Expect(&children, Grammar::kColon);
  }
  ExpectEnd(children);
  return Make(NodeKind::kSlice, item.begin, item.end, {parts[0], parts[1], parts[2]});
}

// In an annotation the grammar reads the slice of `x: T[a:b:c]` as types that bound each other.
Node* Lowering::ConstrainedSlice(const Item& item) {
  const Node* parts[3] = {};
  Item rest = item;
  for (int i = 0; i < 3; ++i) {
    if (rest.kind == Grammar::kType) {
      Children inner(&items_, rest);
      if (inner.kind() == Grammar::kConstrainedType) rest = inner.Next();
    }
    if (rest.kind != Grammar::kConstrainedType) {
      parts[i] = Expression(rest, Where::kExpression).node;
      return Make(NodeKind::kSlice, item.begin, item.end, {parts[0], parts[1], parts[2]});
    }
    Children children(&items_, rest);
    parts[i] = Expression(children.Next(), Where::kExpression).node;
    Expect(&children, Grammar::kColon);
    rest = Item(children.Next());
    ExpectEnd(children);
  }
  Refuse(item);
  return Make(NodeKind::kSlice, item.begin, item.end, {parts[0], parts[1], parts[2]});
}

}  // namespace stockade::analyzer
