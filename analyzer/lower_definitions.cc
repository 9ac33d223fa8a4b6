// Functions, classes, their parameters and type parameters.
#include "analyzer/lowering.h"

namespace stockade::analyzer {

Node* Lowering::FunctionDefinition(const Item& item) {
  return Function(item, Make(NodeKind::kDecorators, item.begin, item.begin));
}

Node* Lowering::ClassDefinition(const Item& item) {
  return Class(item, Make(NodeKind::kDecorators, item.begin, item.begin));
}

Node* Lowering::DecoratedDefinition(const Item& item) {
  Children children(&items_, item);
  NodeList list(this);
  uint32_t end = item.begin;
  while (children.kind() == Grammar::kDecorator && !refused_) {
    const Item& decorator = children.Next();
    Children parts(&items_, decorator);
    Expect(&parts, Grammar::kAt);
    list.Add(Expression(parts.Next(), Where::kNamed).node);
    ExpectEnd(parts);
    end = decorator.end;
  }
  Node* decorators = Make(NodeKind::kDecorators, item.begin, end);
  list.GiveTo(decorators);
  const Item& definition = children.Next();
  ExpectEnd(children);
  if (definition.kind == Grammar::kFunctionDefinition) return Function(definition, decorators);
  if (definition.kind == Grammar::kClassDefinition) return Class(definition, decorators);
  Refuse(definition);
  return nullptr;
}

Node* Lowering::Function(const Item& item, Node* decorators) {
  Children children(&items_, item);
  const bool async = children.Accept(Grammar::kAsyncWord);
  Expect(&children, Grammar::kDefWord);
  Node* name = IdentifierNode(children.Next());
  Node* type_parameters = nullptr;
  if (children.kind() == Grammar::kTypeParameter) {
    type_parameters = TypeParameterList(children.Next());
  }
  const Item& list = children.Next();
  if (list.kind != Grammar::kParameters) Refuse(list);
  Node* parameters = ParameterList(list);
  Node* returns = nullptr;
  if (children.Accept(Grammar::kArrow)) {
    returns = Expression(children.Next(), Where::kExpression).node;
  }
  Expect(&children, Grammar::kColon);
  Node* body = Block(children.Next());
  ExpectEnd(children);
  Node* node = Make(NodeKind::kFunctionDef, item.begin, body->end,
                    {decorators, name, type_parameters, parameters, returns, body});
  node->name_begin = name->begin;
  if (async) node->flags |= kAsync;
  return node;
}

Node* Lowering::Class(const Item& item, Node* decorators) {
  Children children(&items_, item);
  Expect(&children, Grammar::kClassWord);
  Node* name = IdentifierNode(children.Next());
  Node* type_parameters = nullptr;
  if (children.kind() == Grammar::kTypeParameter) {
    type_parameters = TypeParameterList(children.Next());
  }
  Node* arguments = nullptr;
  if (children.kind() == Grammar::kArgumentList) arguments = ArgumentsOf(children.Next());
  Expect(&children, Grammar::kColon);
  Node* body = Block(children.Next());
  ExpectEnd(children);
  Node* node = Make(NodeKind::kClassDef, item.begin, body->end,
                    {decorators, name, type_parameters, arguments, body});
  node->name_begin = name->begin;
  return node;
}

Node* Lowering::ParameterOf(const Item& item) {
  Node* node = Make(NodeKind::kParameter, item.begin, item.end);
  node->op = static_cast<uint8_t>(ParameterKind::kPositional);
  Children children(&items_, item);
  const Item* name = &item;
  Node* annotation = nullptr;
  Node* value = nullptr;
  if (item.kind == Grammar::kTypedParameter || item.kind == Grammar::kDefaultParameter ||
      item.kind == Grammar::kTypedDefaultParameter) {
    name = &children.Next();
    if (name->kind != Grammar::kListSplatPattern && children.Accept(Grammar::kColon)) {
      annotation = Expression(children.Next(), Where::kExpression).node;
    } else if (children.Accept(Grammar::kColon)) {
      annotation = Expression(children.Next(), Where::kStarred).node;  // PEP 646
    }
    if (children.Accept(Grammar::kAssign)) {
      value = Expression(children.Next(), Where::kExpression).node;
    }
    ExpectEnd(children);
  }
  Children splat(&items_, *name);
  if (name->kind == Grammar::kListSplatPattern || name->kind == Grammar::kDictionarySplatPattern) {
    const bool single = name->kind == Grammar::kListSplatPattern;
    Expect(&splat, single ? Grammar::kStar : Grammar::kDoubleStar);
    name = &splat.Next();
    ExpectEnd(splat);
    node->op = static_cast<uint8_t>(single ? ParameterKind::kStar : ParameterKind::kDoubleStar);
    if (value != nullptr) {
      Refuse(SyntaxRule::kInvalidParameters, item,
             single ? "var-positional argument cannot have default value"
                    : "var-keyword argument cannot have default value");
    }
  }
  if (name->kind == Grammar::kTuplePattern) {
    Refuse(SyntaxRule::kPython2Syntax, *name, "Function parameters cannot be parenthesized");
    return node;
  }
  node->text = NameOf(*name, &node->flags);
  node->name_begin = name->begin;
  SetChildren(node, {annotation, value});
  return node;
}

// The separators `/` and `*` leave their mark in the kinds of the parameters.
Node* Lowering::ParameterList(const Item& item) {
  Children children(&items_, item);
  NodeList list(this);
  const bool brackets = children.Accept(Grammar::kLeftParenthesis);
  const Item* bare_star = nullptr;  // a `*` that no keyword-only parameter has followed yet
  bool slash = false;
  bool star = false;
  bool double_star = false;
  bool defaults = false;
  const auto refuse = [&](const Item& at, const char* message) {
    Refuse(SyntaxRule::kInvalidParameters, at, message);
  };
  Separated(&children, Grammar::kRightParenthesis, [&] {
    const Item& parameter = children.Next();
    if (double_star) return refuse(parameter, "arguments cannot follow var-keyword argument");
    if (parameter.kind == Grammar::kPositionalSeparator) {
      if (slash) return refuse(parameter, "/ may appear only once");
      if (star) return refuse(parameter, "/ must be ahead of *");
      if (list.size() == 0) return refuse(parameter, "at least one argument must precede /");
      slash = true;
      for (size_t i = 0; i < list.size(); ++i) {
        const_cast<Node*>(list[i])->op = static_cast<uint8_t>(ParameterKind::kPositionalOnly);
      }
      return;
    }
    if (parameter.kind == Grammar::kKeywordSeparator) {
      if (star) return refuse(parameter, "* argument may appear only once");
      star = true;
      bare_star = &parameter;
      return;
    }
    Node* node = ParameterOf(parameter);
    const auto kind = static_cast<ParameterKind>(node->op);
    if (kind == ParameterKind::kStar) {
      if (star) return refuse(parameter, "* argument may appear only once");
      star = true;
    } else if (kind == ParameterKind::kDoubleStar) {
      if (bare_star != nullptr) return refuse(*bare_star, "named arguments must follow bare *");
      double_star = true;
    } else if (star) {
      node->op = static_cast<uint8_t>(ParameterKind::kKeywordOnly);
      bare_star = nullptr;
    } else if (node->Child(1) != nullptr) {
      defaults = true;
    } else if (defaults) {
      return refuse(parameter, "non-default argument follows default argument");
    }
    list.Add(node);
  });
  if (bare_star != nullptr) refuse(*bare_star, "named arguments must follow bare *");
  if (brackets) Expect(&children, Grammar::kRightParenthesis);
  ExpectEnd(children);
  Node* node = Make(NodeKind::kParameters, item.begin, item.end);
  list.GiveTo(node);
  return node;
}

Node* Lowering::TypeParameterOf(const Item& item) {
  Node* node = Make(NodeKind::kTypeParam, item.begin, item.end, {nullptr, nullptr});
  Item name = item;
  if (name.kind == Grammar::kType) {
    Children inner(&items_, name);
    const Item child = inner.Next();
    ExpectEnd(inner);
    name = child;
  }
  Node* bound = nullptr;
  if (name.kind == Grammar::kConstrainedType) {
    Children parts(&items_, name);
    Item bounded = parts.Next();
    Expect(&parts, Grammar::kColon);
    bound = Expression(parts.Next(), Where::kExpression).node;
    ExpectEnd(parts);
    if (bounded.kind == Grammar::kType) {
      Children inner(&items_, bounded);
      const Item child = inner.Next();
      ExpectEnd(inner);
      bounded = child;
    }
    if (bounded.kind != Grammar::kIdentifier) Refuse(bounded);
    name = bounded;
  } else if (name.kind == Grammar::kSplatType || name.kind == Grammar::kListSplat ||
             name.kind == Grammar::kListSplatPattern) {
    Children parts(&items_, name);
    node->op = parts.kind() == Grammar::kDoubleStar ? 2 : 1;
    if (!parts.Accept(Grammar::kDoubleStar)) Expect(&parts, Grammar::kStar);
    name = Item(parts.Next());
    ExpectEnd(parts);
  }
  node->text = NameOf(name, &node->flags);
  node->name_begin = name.begin;
  SetChildren(node, {bound, nullptr});
  return node;
}

Node* Lowering::TypeParameterList(const Item& item) {
  const Depth depth(this, item, Depth::kBracket);
  Node* node = Make(NodeKind::kTypeParams, item.begin, item.end);
  if (!depth.ok()) return node;
  Children children(&items_, item);
  Expect(&children, Grammar::kLeftBracket);
  NodeList list(this);
  Separated(&children, Grammar::kRightBracket, [&] { list.Add(TypeParameterOf(children.Next())); });
  Expect(&children, Grammar::kRightBracket);
  ExpectEnd(children);
  list.GiveTo(node);
  return node;
}

}  // namespace stockade::analyzer
