// Compound statements other than definitions and match.
#include <algorithm>

#include "analyzer/lowering.h"

namespace stockade::analyzer {

Node* Lowering::Block(const Item& item) {
  Node* block = Make(NodeKind::kBlock, item.begin, item.end);
  const Depth depth(this, item);
  if (!depth.ok()) return block;
  if (item.kind != Grammar::kBlock) {
    Refuse(SyntaxRule::kIndentation, item, "expected an indented block");
    return block;
  }
  NodeList statements(this);
  uint32_t last_semicolon = 0;
  Children children(&items_, item);
  while (!children.AtEnd() && !refused_) {
    const Item& child = children.Next();
    if (child.kind == Grammar::kSemicolon && statements.size() > 0) {
      last_semicolon = child.end;
      continue;
    }
    statements.Add(Statement(child));
  }
  if (statements.size() == 0) Refuse(SyntaxRule::kIndentation, item, "expected an indented block");
  if (refused_) return block;
  block->begin = statements[0]->begin;
  // To CPython a semicolon that stands last belongs to the block, not to the statement.
  block->end = std::max(statements[statements.size() - 1]->end, last_semicolon);
  statements.GiveTo(block);
  return block;
}

Node* Lowering::ElseBlock(const Item& item) {
  Children children(&items_, item);
  Expect(&children, Grammar::kElse);
  Expect(&children, Grammar::kColon);
  Node* block = Block(children.Next());
  ExpectEnd(children);
  return block;
}

Node* Lowering::IfStatement(const Item& item) {
  Children children(&items_, item);
  // Each elif is the orelse of the one before: they are linked while they are read.
  Node* first = nullptr;
  NodeList chain(this);
  Expect(&children, Grammar::kIf);
  Node* test = Expression(children.Next(), Where::kNamed).node;
  Expect(&children, Grammar::kColon);
  Node* body = Block(children.Next());
  first = Make(NodeKind::kIf, item.begin, body->end, {test, body, nullptr});
  chain.Add(first);
  Node* last_else = nullptr;
  while (!children.AtEnd() && !refused_) {
    const Item& clause = children.Next();
    if (clause.kind == Grammar::kElseClause && children.AtEnd()) {
      last_else = ElseBlock(clause);
      continue;
    }
    if (clause.kind != Grammar::kElifClause) {
      Refuse(clause);
      break;
    }
    Children parts(&items_, clause);
    Expect(&parts, Grammar::kElifWord);
    Node* elif_test = Expression(parts.Next(), Where::kNamed).node;
    Expect(&parts, Grammar::kColon);
    Node* elif_body = Block(parts.Next());
    ExpectEnd(parts);
    chain.Add(Make(NodeKind::kIf, clause.begin, elif_body->end, {elif_test, elif_body, nullptr}));
  }
  const Node* orelse = last_else;
  for (size_t i = chain.size(); i-- > 0;) {
    auto* node = const_cast<Node*>(chain[i]);
    SetChildren(node, {node->children[0], node->children[1], orelse});
    if (orelse != nullptr) node->end = orelse->end;
    orelse = node;
  }
  return first;
}

Node* Lowering::WhileStatement(const Item& item) {
  Children children(&items_, item);
  Expect(&children, Grammar::kWhileWord);
  Node* test = Expression(children.Next(), Where::kNamed).node;
  Expect(&children, Grammar::kColon);
  Node* body = Block(children.Next());
  Node* orelse = children.AtEnd() ? nullptr : ElseBlock(children.Next());
  ExpectEnd(children);
  return Make(NodeKind::kWhile, item.begin, (orelse != nullptr ? orelse : body)->end,
              {test, body, orelse});
}

Node* Lowering::ForStatement(const Item& item) {
  Children children(&items_, item);
  const bool async = children.Accept(Grammar::kAsyncWord);
  Expect(&children, Grammar::kForWord);
  Node* target = Target(children.Next()).node;
  Expect(&children, Grammar::kIn);
  Node* iter = ExpressionList(children.Next()).node;
  Expect(&children, Grammar::kColon);
  Node* body = Block(children.Next());
  Node* orelse = children.AtEnd() ? nullptr : ElseBlock(children.Next());
  ExpectEnd(children);
  Node* node = Make(NodeKind::kFor, item.begin, (orelse != nullptr ? orelse : body)->end,
                    {target, iter, body, orelse});
  if (async) node->flags |= kAsync;
  return node;
}

Node* Lowering::WithItem(const Item& item) {
  if (item.kind != Grammar::kWithItem) return WithItemOf(item);
  Children children(&items_, item);
  const Item& value = children.Next();
  ExpectEnd(children);
  return WithItemOf(value);
}

Node* Lowering::WithItemOf(const Item& value) {
  Item as_target;
  const Operand context = Expression(value, Where::kExpression, &as_target);
  Node* target = nullptr;
  uint32_t end = context.end;
  if (as_target.end != 0) {
    Children inner(&items_, as_target);
    const Operand operand = Expression(inner.Next(), Where::kStarred);
    ExpectEnd(inner);
    SetContext(operand.node, kStore);
    target = operand.node;
    end = operand.end;
  }
  return Make(NodeKind::kWithItem, context.begin, end, {context.node, target});
}

// Parentheses after `with` enclose items if each of them could be one; else they are a tuple or a
// group (the grammar guesses differently).
Node* Lowering::WithStatement(const Item& item) {
  Children children(&items_, item);
  const bool async = children.Accept(Grammar::kAsyncWord);
  Expect(&children, Grammar::kWithWord);
  const Item& clause = children.Next();
  if (clause.kind != Grammar::kWithClause) Refuse(clause);
  Expect(&children, Grammar::kColon);
  NodeList slots(this);
  slots.Add(nullptr);
  WithItems(WithGroup(clause), &slots);
  Node* body = Block(children.Next());
  ExpectEnd(children);
  slots.Set(0, body);
  Node* node = Make(NodeKind::kWith, item.begin, body->end);
  if (async) node->flags |= kAsync;
  slots.GiveTo(node);
  return node;
}

// The with_clause itself, or the group or tuple in it that is a list of items: `(a as b)`.
Item Lowering::WithGroup(const Item& clause) {
  Children items(&items_, clause);
  if (items.size() != 1) return clause;
  Children value(&items_, items[0]);
  if (value.size() != 1 ||
      (value[0].kind != Grammar::kParenthesizedExpression && value[0].kind != Grammar::kTuple)) {
    return clause;
  }
  Children elements(&items_, value[0]);
  for (uint32_t i = 0; i < elements.size(); ++i) {
    if (elements[i].kind == Grammar::kAsPattern) return value[0];
  }
  return clause;
}

void Lowering::WithItems(const Item& clause, NodeList* slots) {
  Children items(&items_, clause);
  const bool brackets = items.Accept(Grammar::kLeftParenthesis);
  if (brackets && NeedsTuple(items)) {
    Node* context = Make(NodeKind::kTuple, clause.begin, clause.end);
    NodeList elements(this);
    const bool comma = Separated(&items, Grammar::kRightParenthesis, [&] {
      Children inner(&items_, items.Next());
      elements.Add(Expression(inner.Next(), Where::kStarNamed).node);
    });
    if (elements.size() == 1 && !comma) {
      context = const_cast<Node*>(elements[0]);
      elements.Drop();
    } else {
      elements.GiveTo(context);
    }
    context->flags |= kParenthesized;
    slots->Add(Make(NodeKind::kWithItem, clause.begin, clause.end, {context, nullptr}));
  } else {
    const bool comma =
        Separated(&items, Grammar::kRightParenthesis, [&] { slots->Add(WithItem(items.Next())); });
    if (comma && !brackets) Refuse(items.Last());
  }
  if (brackets) Expect(&items, Grammar::kRightParenthesis);
  ExpectEnd(items);
  if (!brackets && slots->size() == 2) SplitWithTuple(clause, slots);
}

// True if a with item in parentheses is what no with item can be: a walrus, a star.
bool Lowering::NeedsTuple(const Children& items) {
  for (uint32_t i = 1; i < items.size(); ++i) {
    if (items[i].kind != Grammar::kWithItem) continue;
    Children inner(&items_, items[i]);
    const Grammar kind = inner.kind();
    if (kind == Grammar::kNamedExpression || kind == Grammar::kListSplat ||
        kind == Grammar::kListSplatPattern) {
      return true;
    }
  }
  return false;
}

// `with (a, b):` has two items in Python, and a tuple in the grammar. `with ((a, b)):` has one
// item, whose tuple begins after the clause.
void Lowering::SplitWithTuple(const Item& clause, NodeList* slots) {
  const Node* only = (*slots)[1];
  if (refused_ || only->Child(1) != nullptr) return;
  const Node* tuple = only->Child(0);
  if (tuple->kind != NodeKind::kTuple || tuple->child_count == 0) return;
  if (tuple->begin != clause.begin) return;
  for (const Node* element : tuple->Children()) {
    if (element->kind == NodeKind::kStarred) return;
    if (element->kind == NodeKind::kNamedExpr && !element->Has(kParenthesized)) return;
  }
  slots->Truncate(1);
  for (const Node* element : tuple->Children()) {
    slots->Add(Make(NodeKind::kWithItem, element->begin, element->end, {element, nullptr}));
  }
}

Node* Lowering::TryStatement(const Item& item) {
  Children children(&items_, item);
  Expect(&children, Grammar::kTryWord);
  Expect(&children, Grammar::kColon);
  NodeList slots(this);
  Node* body = Block(children.Next());
  slots.Add(body);
  slots.Add(nullptr);
  slots.Add(nullptr);
  uint32_t end = body->end;
  bool star = false;
  while (children.kind() == Grammar::kExceptClause && !refused_) {
    const Item& clause = children.Next();
    bool clause_star = false;
    Node* handler = Handler(clause, &clause_star);
    if (slots.size() > 3 && star != clause_star) {
      Refuse(SyntaxRule::kInvalidTry, clause,
             "cannot have both 'except' and 'except*' on the same 'try'");
    }
    star = clause_star;
    slots.Add(handler);
    if (handler != nullptr) end = handler->end;
  }
  if (children.kind() == Grammar::kElseClause && slots.size() > 3) {
    Node* orelse = ElseBlock(children.Next());
    slots.Set(1, orelse);
    end = orelse->end;
  }
  if (children.kind() == Grammar::kFinallyClause) {
    Children parts(&items_, children.Next());
    Expect(&parts, Grammar::kFinallyWord);
    Expect(&parts, Grammar::kColon);
    Node* finally = Block(parts.Next());
    ExpectEnd(parts);
    slots.Set(2, finally);
    end = finally->end;
  } else if (slots.size() == 3) {
    Refuse(SyntaxRule::kInvalidTry, item, "expected 'except' or 'finally' block");
  }
  ExpectEnd(children);
  Node* node = Make(NodeKind::kTry, item.begin, end);
  if (star) node->flags |= kStar;
  slots.GiveTo(node);
  return node;
}

Node* Lowering::Handler(const Item& item, bool* star) {
  Children children(&items_, item);
  Expect(&children, Grammar::kExceptWord);
  *star = children.Accept(Grammar::kStar);
  Node* type = nullptr;
  Node* name = nullptr;
  if (!children.AtEnd() && children.kind() != Grammar::kColon) {
    Item as_target;
    const Item& value = children.Next();
    type = Expression(value, Where::kExpression, &as_target).node;
    if (as_target.end != 0) {
      Children inner(&items_, as_target);
      name = IdentifierNode(inner.Next());
      ExpectEnd(inner);
    } else if (children.Accept(Grammar::kAs)) {
      name = IdentifierNode(children.Next());
    } else if (!children.AtEnd() && children.kind() == Grammar::kComma) {
      // `except a, b:` of Python 3.14; the recognizer has refused it in earlier ones.
      NodeList types(this);
      types.Add(type);
      while (children.Accept(Grammar::kComma) && children.kind() != Grammar::kColon) {
        types.Add(Expression(children.Next(), Where::kExpression).node);
      }
      type = Make(NodeKind::kTuple, type->begin, types[types.size() - 1]->end);
      types.GiveTo(type);
    }
  } else if (*star) {
    Refuse(SyntaxRule::kInvalidTry, item, "expected one or more exception types");
  }
  Expect(&children, Grammar::kColon);
  Node* body = Block(children.Next());
  ExpectEnd(children);
  return Make(NodeKind::kHandler, item.begin, body->end, {type, name, body});
}

}  // namespace stockade::analyzer
