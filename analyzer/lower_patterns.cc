// The match statement and its patterns (PEP 634).
#include "analyzer/lowering.h"

namespace stockade::analyzer {

Node* Lowering::MatchStatement(const Item& item) {
  Children children(&items_, item);
  Expect(&children, Grammar::kMatchWord);
  NodeList slots(this);
  const uint32_t begin = children.Peek().begin;
  NodeList subjects(this);
  const bool comma = Separated(&children, Grammar::kColon, [&] {
    const Item& subject = children.Next();
    const bool alone = children.kind() == Grammar::kColon && subjects.size() == 0;
    subjects.Add(Expression(subject, alone ? Where::kNamed : Where::kStarNamed).node);
  });
  const Node* subject = subjects.size() == 0 ? nullptr : subjects[0];
  if (comma || subjects.size() != 1) {
    Node* tuple = Make(NodeKind::kTuple, begin, children[children.position() - 1].end);
    subjects.GiveTo(tuple);
    subject = tuple;
  } else {
    subjects.Drop();
  }
  slots.Add(subject);
  Expect(&children, Grammar::kColon);
  const Item& block = children.Next();
  ExpectEnd(children);
  const Depth depth(this, item);
  if (!depth.ok()) return nullptr;
  uint32_t end = item.end;
  Children cases(&items_, block);
  while (!cases.AtEnd() && !refused_) {
    Node* match_case = MatchCase(cases.Next());
    slots.Add(match_case);
    if (match_case != nullptr) end = match_case->end;
  }
  if (slots.size() == 1) {
    Refuse(SyntaxRule::kIndentation, item, "expected an indented block after 'match' statement");
  }
  Node* node = Make(NodeKind::kMatch, item.begin, end);
  slots.GiveTo(node);
  return node;
}

Node* Lowering::MatchCase(const Item& item) {
  if (item.kind != Grammar::kCaseClause) {
    Refuse(item);
    return nullptr;
  }
  Children children(&items_, item);
  Expect(&children, Grammar::kCaseWord);
  NodeList patterns(this);
  const uint32_t begin = children.Peek().begin;
  const bool comma =
      Separated(&children, Grammar::kColon, [&] { patterns.Add(CasePattern(children.Next())); });
  const Node* pattern = patterns.size() == 0 ? nullptr : patterns[0];
  if (pattern == nullptr) Refuse(item);
  if (comma || patterns.size() > 1 ||
      (pattern != nullptr && pattern->kind == NodeKind::kMatchStar)) {
    if (!comma && patterns.size() == 1) Refuse(children.Peek());
    Node* sequence = Make(NodeKind::kMatchSequence, begin, children[children.position() - 1].end);
    patterns.GiveTo(sequence);
    pattern = sequence;
  } else {
    patterns.Drop();
  }
  Node* guard = nullptr;
  if (children.kind() == Grammar::kIfClause) {
    Children words(&items_, children.Next());
    Expect(&words, Grammar::kIf);
    guard = Expression(words.Next(), Where::kNamed).node;
    ExpectEnd(words);
  }
  Expect(&children, Grammar::kColon);
  Node* body = Block(children.Next());
  ExpectEnd(children);
  return Make(NodeKind::kMatchCase, item.begin, body->end, {pattern, guard, body});
}

// case_pattern: an as pattern, a keyword pattern or a simple one.
Node* Lowering::CasePattern(const Item& item) {
  const Depth depth(this, item);
  if (!depth.ok()) return nullptr;
  Children children(&items_, item);
  if (item.kind != Grammar::kCasePattern) {
    Refuse(item);
    return nullptr;
  }
  Node* pattern = SimplePattern(&children);
  ExpectEnd(children);
  return pattern;
}

// One pattern of those that stand in `children`, which may be several tokens: `-1`.
Node* Lowering::SimplePattern(Children* children) {
  const Item& item = children->Peek();
  switch (item.kind) {
    case Grammar::kMinus:
    case Grammar::kInteger:
    case Grammar::kFloat:
      return NumberPattern(children);
    default:
      break;
  }
  children->Next();
  const Depth depth(this, item);
  if (!depth.ok()) return nullptr;
  switch (item.kind) {
    case Grammar::kAsPattern:
      return AsPatternOf(item);
    case Grammar::kUnionPattern:
      return AlternativePatterns(item);
    case Grammar::kListPattern:
      return SequencePattern(item, Grammar::kRightBracket);
    case Grammar::kTuplePattern:
      return SequencePattern(item, Grammar::kRightParenthesis);
    case Grammar::kDictPattern:
      return MappingPattern(item);
    case Grammar::kClassPattern:
      return ClassPattern(item);
    case Grammar::kKeywordPattern:
      return KeywordPattern(item);
    case Grammar::kSplatPattern:
      return SplatPattern(item);
    case Grammar::kComplexPattern: {
      Children parts(&items_, item);
      Node* pattern = NumberPattern(&parts);
      ExpectEnd(parts);
      return pattern;
    }
    case Grammar::kString:
    case Grammar::kConcatenatedString: {
      Node* value = Expression(item, Where::kBitwiseOr).node;
      for (const Node* piece : value->Children()) {
        if (piece->kind != NodeKind::kFString) continue;
        Refuse(SyntaxRule::kInvalidPattern, item,
               "patterns may only match literals and attribute lookups");
      }
      return Make(NodeKind::kMatchValue, item.begin, item.end, {value});
    }
    case Grammar::kTrue:
    case Grammar::kFalse:
    case Grammar::kNone: {
      Node* value = Expression(item, Where::kBitwiseOr).node;
      return Make(NodeKind::kMatchSingleton, item.begin, item.end, {value});
    }
    case Grammar::kUnderscore:
      return Make(NodeKind::kMatchAs, item.begin, item.end, {nullptr, nullptr});
    case Grammar::kIdentifier:
    case Grammar::kDottedName:
      return CapturePattern(item);
    default:
      Refuse(item);
      return nullptr;
  }
}

Node* Lowering::AsPatternOf(const Item& item) {
  Children children(&items_, item);
  const Item& inner = children.Next();
  Expect(&children, Grammar::kAs);
  const Item& name = children.Next();
  ExpectEnd(children);
  Node* pattern = CasePattern(inner);
  if (refused_) return nullptr;
  if (Text(name) == "_") {
    Refuse(SyntaxRule::kInvalidPattern, name, "cannot use '_' as a target");
  }
  // `C(x=p as n)`: the name belongs to the value, inside the keyword.
  if (pattern->kind == NodeKind::kMatchKeyword) {
    const Node* value = pattern->Child(0);
    Node* as = Make(NodeKind::kMatchAs, value->begin, item.end, {value, IdentifierNode(name)});
    SetChildren(pattern, {as});
    pattern->end = item.end;
    return pattern;
  }
  if ((pattern->kind == NodeKind::kMatchAs && pattern->Child(0) != nullptr &&
       !pattern->Has(kParenthesized)) ||
      pattern->kind == NodeKind::kMatchStar) {
    Refuse(item);
  }
  return Make(NodeKind::kMatchAs, item.begin, item.end, {pattern, IdentifierNode(name)});
}

Node* Lowering::AlternativePatterns(const Item& item) {
  Children children(&items_, item);
  NodeList list(this);
  while (!refused_) {
    Node* pattern = SimplePattern(&children);
    if (pattern == nullptr) break;
    if (pattern->kind == NodeKind::kMatchOr && !pattern->Has(kParenthesized)) {
      // The grammar may nest alternatives; Python has one list.
      for (const Node* alternative : pattern->Children()) list.Add(alternative);
    } else {
      if (pattern->kind == NodeKind::kMatchStar || pattern->kind == NodeKind::kMatchKeyword) {
        Refuse(item);
      }
      list.Add(pattern);
    }
    if (!children.Accept(Grammar::kBar)) break;
  }
  ExpectEnd(children);
  Node* node = Make(NodeKind::kMatchOr, item.begin, item.end);
  list.GiveTo(node);
  return node;
}

Node* Lowering::SequencePattern(const Item& item, Grammar close) {
  const Depth depth(this, item, Depth::kBracket);
  if (!depth.ok()) return nullptr;
  Children children(&items_, item);
  children.Next();
  NodeList list(this);
  const bool comma = Separated(&children, close, [&] { list.Add(CasePattern(children.Next())); });
  Expect(&children, close);
  ExpectEnd(children);
  if (refused_) return nullptr;
  if (close == Grammar::kRightParenthesis && list.size() == 1 && !comma &&
      list[0]->kind != NodeKind::kMatchStar) {
    auto* pattern = const_cast<Node*>(list[0]);
    pattern->flags |= kParenthesized;
    return pattern;
  }
  if (close == Grammar::kRightParenthesis && list.size() == 1 && !comma) Refuse(item);
  Node* node = Make(NodeKind::kMatchSequence, item.begin, item.end);
  if (close == Grammar::kRightParenthesis) node->flags |= kParenthesized;
  for (size_t i = 0; i < list.size(); ++i) {
    if (list[i]->kind == NodeKind::kMatchKeyword) Refuse(item);
  }
  list.GiveTo(node);
  return node;
}

Node* Lowering::MappingPattern(const Item& item) {
  const Depth depth(this, item, Depth::kBracket);
  if (!depth.ok()) return nullptr;
  Children children(&items_, item);
  Expect(&children, Grammar::kLeftBrace);
  NodeList slots(this);
  slots.Add(nullptr);
  bool rest = false;
  Separated(&children, Grammar::kRightBrace, [&] {
    if (rest) {
      return Refuse(SyntaxRule::kInvalidPattern, children.Peek(),
                    "double star pattern must be the last in a mapping pattern");
    }
    if (children.kind() == Grammar::kSplatPattern) {
      Children parts(&items_, children.Next());
      Expect(&parts, Grammar::kDoubleStar);
      if (Text(parts.Peek()) == "_") Refuse(parts.Peek());
      slots.Set(0, IdentifierNode(parts.Next()));
      ExpectEnd(parts);
      rest = true;
      return;
    }
    const uint32_t begin = children.Peek().begin;
    Node* key = SimplePattern(&children);
    Expect(&children, Grammar::kColon);
    const Item& last = children.Peek();
    Node* value = CasePattern(children.Next());
    if (refused_) return;
    if (key->kind != NodeKind::kMatchValue && key->kind != NodeKind::kMatchSingleton) {
      return Refuse(SyntaxRule::kInvalidPattern, key->begin, key->end,
                    "mapping pattern keys may only match literals and attribute lookups");
    }
    slots.Add(Make(NodeKind::kMatchItem, begin, last.end, {key->Child(0), value}));
  });
  Expect(&children, Grammar::kRightBrace);
  ExpectEnd(children);
  Node* node = Make(NodeKind::kMatchMapping, item.begin, item.end);
  slots.GiveTo(node);
  return node;
}

Node* Lowering::ClassPattern(const Item& item) {
  const Depth depth(this, item, Depth::kBracket);
  if (!depth.ok()) return nullptr;
  Children children(&items_, item);
  NodeList slots(this);
  slots.Add(DottedValue(children.Next()));
  Expect(&children, Grammar::kLeftParenthesis);
  bool keywords = false;
  Separated(&children, Grammar::kRightParenthesis, [&] {
    const Item& argument = children.Next();
    Node* pattern = CasePattern(argument);
    if (refused_) return;
    if (pattern->kind == NodeKind::kMatchKeyword) {
      keywords = true;
    } else if (keywords) {
      return Refuse(SyntaxRule::kInvalidPattern, argument,
                    "positional patterns follow keyword patterns");
    } else if (pattern->kind == NodeKind::kMatchStar) {
      return Refuse(argument);
    }
    slots.Add(pattern);
  });
  Expect(&children, Grammar::kRightParenthesis);
  ExpectEnd(children);
  Node* node = Make(NodeKind::kMatchClass, item.begin, item.end);
  slots.GiveTo(node);
  return node;
}

Node* Lowering::KeywordPattern(const Item& item) {
  Children children(&items_, item);
  const Item& name = children.Next();
  Expect(&children, Grammar::kAssign);
  Node* pattern = SimplePattern(&children);
  ExpectEnd(children);
  Node* node = Make(NodeKind::kMatchKeyword, item.begin, item.end, {pattern});
  node->text = NameOf(name, &node->flags);
  return node;
}

Node* Lowering::SplatPattern(const Item& item) {
  Children children(&items_, item);
  Expect(&children, Grammar::kStar);
  const Item& name = children.Next();
  ExpectEnd(children);
  Node* node = Make(NodeKind::kMatchStar, item.begin, item.end,
                    {Text(name) == "_" ? nullptr : IdentifierNode(name)});
  node->name_begin = name.begin;
  return node;
}

// [-] number, or [-] real (+|-) imaginary.
Node* Lowering::NumberPattern(Children* children) {
  const uint32_t begin = children->Peek().begin;
  const auto number = [&] {
    const Item& item = children->Next();
    if (item.kind != Grammar::kInteger && item.kind != Grammar::kFloat) Refuse(item);
    return Expression(item, Where::kBitwiseOr);
  };
  const bool negative = children->Accept(Grammar::kMinus);
  Operand value = number();
  if (negative) {
    value.node = Make(NodeKind::kUnaryOp, begin, value.end, {value.node});
    value.node->op = static_cast<uint8_t>(UnaryOperator::kMinus);
  }
  if (children->kind() == Grammar::kPlus || children->kind() == Grammar::kMinus) {
    const bool plus = children->Next().kind == Grammar::kPlus;
    const Operand imaginary = number();
    if (imaginary.node->kind != NodeKind::kImaginary) {
      Refuse(SyntaxRule::kInvalidPattern, imaginary.begin, imaginary.end,
             "imaginary number required in complex literal");
    }
    if ((negative ? value.node->Child(0) : value.node)->kind == NodeKind::kImaginary) {
      Refuse(SyntaxRule::kInvalidPattern, value.begin, value.end,
             "real number required in complex literal");
    }
    value.node = Make(NodeKind::kBinOp, begin, imaginary.end, {value.node, imaginary.node});
    value.node->op = static_cast<uint8_t>(plus ? BinaryOperator::kAdd : BinaryOperator::kSub);
    value.end = imaginary.end;
  }
  return Make(NodeKind::kMatchValue, begin, value.end, {value.node});
}

// A name alone is bound, `_` matches all, a dotted name is looked up.
Node* Lowering::CapturePattern(const Item& item) {
  Node* value = DottedValue(item);
  if (value->kind == NodeKind::kAttribute) {
    return Make(NodeKind::kMatchValue, item.begin, item.end, {value});
  }
  if (Text(item) == "_") return Make(NodeKind::kMatchAs, item.begin, item.end, {nullptr, nullptr});
  Node* name = Make(NodeKind::kIdentifier, item.begin, item.end);
  name->text = value->text;
  name->flags = value->flags;
  return Make(NodeKind::kMatchAs, item.begin, item.end, {nullptr, name});
}

Node* Lowering::DottedValue(const Item& item) {
  if (item.kind == Grammar::kIdentifier) {
    Node* name = Make(NodeKind::kName, item.begin, item.end);
    name->text = NameOf(item, &name->flags);
    return name;
  }
  Children parts(&items_, item);
  const Item& first = parts.Next();
  if (item.kind != Grammar::kDottedName) Refuse(item);
  Node* value = Make(NodeKind::kName, first.begin, first.end);
  value->text = NameOf(first, &value->flags);
  while (!parts.AtEnd() && !refused_) {
    Expect(&parts, Grammar::kDot);
    const Item& part = parts.Next();
    Node* attribute = Make(NodeKind::kAttribute, item.begin, part.end, {value});
    attribute->text = NameOf(part, &attribute->flags);
    attribute->name_begin = part.begin;
    value = attribute;
  }
  return value;
}

}  // namespace stockade::analyzer
