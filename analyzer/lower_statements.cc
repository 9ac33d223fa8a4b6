// Simple statements.
#include <algorithm>

#include "analyzer/lowering.h"

namespace stockade::analyzer {

namespace {

struct AugmentedRow {
  Grammar token;
  BinaryOperator op;
};
constexpr AugmentedRow kAugmented[] = {
    {Grammar::kPlusAssign, BinaryOperator::kAdd},
    {Grammar::kMinusAssign, BinaryOperator::kSub},
    {Grammar::kStarAssign, BinaryOperator::kMult},
    {Grammar::kAtAssign, BinaryOperator::kMatMult},
    {Grammar::kSlashAssign, BinaryOperator::kDiv},
    {Grammar::kPercentAssign, BinaryOperator::kMod},
    {Grammar::kDoubleStarAssign, BinaryOperator::kPow},
    {Grammar::kLeftShiftAssign, BinaryOperator::kLShift},
    {Grammar::kRightShiftAssign, BinaryOperator::kRShift},
    {Grammar::kBarAssign, BinaryOperator::kBitOr},
    {Grammar::kCaretAssign, BinaryOperator::kBitXor},
    {Grammar::kAmpersandAssign, BinaryOperator::kBitAnd},
    {Grammar::kDoubleSlashAssign, BinaryOperator::kFloorDiv},
};

}  // namespace

const Lowering::StatementHandler Lowering::kStatementHandlers[kGrammarCount] = {
    nullptr,
#define STATEMENT_Statement(Handler) &Lowering::Handler
#define STATEMENT_Feed(Handler) nullptr
#define STATEMENT_Part(Handler) nullptr
#define STATEMENT_Skip(Handler) nullptr
#define STATEMENT_Refuse(Handler) nullptr
#define GRAMMAR_SYMBOL(Kind, name, named, Role, Handler) STATEMENT_##Role(Handler),
#include "analyzer/grammar_nodes.def"
};

Node* Lowering::Statement(const Item& item) {
  const StatementHandler handler = kStatementHandlers[static_cast<size_t>(item.kind)];
  if (handler == nullptr) {
    if (item.kind == Grammar::kUnknown) {
      Refuse(SyntaxRule::kUnknownSyntax, item, "unknown syntax");
    } else {
      Refuse(item);
    }
    return nullptr;
  }
  return (this->*handler)(item);
}

Node* Lowering::ExpressionStatement(const Item& item) {
  Children children(&items_, item);
  const Item& first = children.Next();
  if (children.AtEnd()) {
    if (first.kind == Grammar::kAssignment) return AssignmentStatement(first);
    if (first.kind == Grammar::kAugmentedAssignment) return AugmentedAssignment(first);
    const Operand value = ExpressionList(first, YieldRule::kAllowed);
    return Make(NodeKind::kExprStmt, value.begin, value.end, {value.node});
  }
  Children elements(&items_, item);
  NodeList list(this);
  Separated(&elements, Grammar::kUnknown,
            [&] { list.Add(Expression(elements.Next(), Where::kStarred).node); });
  ExpectEnd(elements);
  Node* tuple = Make(NodeKind::kTuple, item.begin, item.end);
  list.GiveTo(tuple);
  return Make(NodeKind::kExprStmt, item.begin, item.end, {tuple});
}

Node* Lowering::AssignmentStatement(const Item& item) {
  NodeList slots(this);
  slots.Add(nullptr);
  Item assignment = item;
  while (!refused_) {
    // The grammar nests `a = b = c` to the right.
    Children children(&items_, assignment);
    const Operand target = ExpressionList(children.Next());
    if (children.Accept(Grammar::kColon)) {
      if (slots.size() > 1) Refuse(children.Peek());
      const Item& annotation = children.Next();
      const Item* value = nullptr;
      if (children.Accept(Grammar::kAssign)) value = &children.Next();
      ExpectEnd(children);
      return AnnotatedAssignment(item, target, annotation, value);
    }
    SetContext(target.node, kStore);
    slots.Add(target.node);
    Expect(&children, Grammar::kAssign);
    const Item value = children.Next();
    ExpectEnd(children);
    if (value.kind == Grammar::kAssignment) {
      assignment = value;
      continue;
    }
    slots.Set(0, ExpressionList(value, YieldRule::kAllowed).node);
    break;
  }
  Node* node = Make(NodeKind::kAssign, item.begin, item.end);
  slots.GiveTo(node);
  return node;
}

Node* Lowering::AnnotatedAssignment(const Item& item, Operand target, const Item& annotation,
                                    const Item* value) {
  const NodeKind kind = target.node->kind;
  if (kind == NodeKind::kTuple || kind == NodeKind::kList) {
    Refuse(SyntaxRule::kInvalidTarget, target.begin, target.end,
           kind == NodeKind::kTuple ? "only single target (not tuple) can be annotated"
                                    : "only single target (not list) can be annotated");
  } else if (kind != NodeKind::kName && kind != NodeKind::kAttribute &&
             kind != NodeKind::kSubscript) {
    Refuse(SyntaxRule::kInvalidTarget, target.begin, target.end, "illegal target for annotation");
  }
  SetContext(target.node, kStore);
  Node* type = Expression(annotation, Where::kExpression).node;
  Node* assigned = nullptr;
  if (value != nullptr) {
    if (value->kind == Grammar::kAssignment || value->kind == Grammar::kAugmentedAssignment) {
      Refuse(*value);
    } else {
      assigned = ExpressionList(*value, YieldRule::kAllowed).node;
    }
  }
  Node* node = Make(NodeKind::kAnnAssign, item.begin, item.end, {target.node, type, assigned});
  if (kind == NodeKind::kName && !target.node->Has(kParenthesized)) node->flags |= kSimpleTarget;
  return node;
}

Node* Lowering::AugmentedAssignment(const Item& item) {
  Children children(&items_, item);
  const Operand target = ExpressionList(children.Next());
  const NodeKind kind = target.node->kind;
  if (kind == NodeKind::kTuple || kind == NodeKind::kList) {
    Refuse(SyntaxRule::kInvalidTarget, target.begin, target.end,
           kind == NodeKind::kTuple ? "'tuple' is an illegal expression for augmented assignment"
                                    : "'list' is an illegal expression for augmented assignment");
  } else if (kind == NodeKind::kStarred) {
    Refuse(SyntaxRule::kInvalidTarget, target.begin, target.end,
           "'starred' is an illegal expression for augmented assignment");
  }
  SetContext(target.node, kStore);
  const Item& token = children.Next();
  const auto* row = std::find_if(std::begin(kAugmented), std::end(kAugmented),
                                 [&](const AugmentedRow& r) { return r.token == token.kind; });
  const Item& value = children.Next();
  ExpectEnd(children);
  if (row == std::end(kAugmented) || value.kind == Grammar::kAssignment ||
      value.kind == Grammar::kAugmentedAssignment) {
    Refuse(token);
    return nullptr;
  }
  Node* assigned = ExpressionList(value, YieldRule::kAllowed).node;
  Node* node = Make(NodeKind::kAugAssign, item.begin, item.end, {target.node, assigned});
  node->op = static_cast<uint8_t>(row->op);
  return node;
}

Node* Lowering::ReturnStatement(const Item& item) {
  Children children(&items_, item);
  Expect(&children, Grammar::kReturnWord);
  Node* value = children.AtEnd() ? nullptr : ExpressionList(children.Next()).node;
  ExpectEnd(children);
  return Make(NodeKind::kReturn, item.begin, item.end, {value});
}

Node* Lowering::DeleteStatement(const Item& item) {
  Children children(&items_, item);
  Expect(&children, Grammar::kDelWord);
  const Item& targets = children.Next();
  ExpectEnd(children);
  NodeList list(this);
  const auto add = [&](const Item& target) {
    Node* node = Expression(target, Where::kExpression).node;
    SetContext(node, kDel, "delete");
    list.Add(node);
  };
  if (targets.kind == Grammar::kExpressionList) {
    Children elements(&items_, targets);
    Separated(&elements, Grammar::kUnknown, [&] { add(elements.Next()); });
    ExpectEnd(elements);
  } else {
    add(targets);
  }
  Node* node = Make(NodeKind::kDelete, item.begin, item.end);
  list.GiveTo(node);
  return node;
}

Node* Lowering::PassStatement(const Item& item) {
  return Make(NodeKind::kPass, item.begin, item.end);
}
Node* Lowering::BreakStatement(const Item& item) {
  return Make(NodeKind::kBreak, item.begin, item.end);
}
Node* Lowering::ContinueStatement(const Item& item) {
  return Make(NodeKind::kContinue, item.begin, item.end);
}

Node* Lowering::Declaration(const Item& item, NodeKind kind, Grammar word) {
  Children children(&items_, item);
  Expect(&children, word);
  NodeList names(this);
  const bool comma =
      Separated(&children, Grammar::kUnknown, [&] { names.Add(IdentifierNode(children.Next())); });
  if (comma) Refuse(children.Last());
  ExpectEnd(children);
  Node* node = Make(kind, item.begin, item.end);
  names.GiveTo(node);
  return node;
}

Node* Lowering::GlobalStatement(const Item& item) {
  return Declaration(item, NodeKind::kGlobal, Grammar::kGlobalWord);
}
Node* Lowering::NonlocalStatement(const Item& item) {
  return Declaration(item, NodeKind::kNonlocal, Grammar::kNonlocalWord);
}

Node* Lowering::ImportAlias(const Item& item, bool dotted) {
  Node* node = Make(NodeKind::kAlias, item.begin, item.end);
  Node* as_name = nullptr;
  const Item* name = &item;
  Children children(&items_, item);
  if (item.kind == Grammar::kAliasedImport) {
    name = &children.Next();
    Expect(&children, Grammar::kAs);
    as_name = IdentifierNode(children.Next());
    ExpectEnd(children);
  }
  node->text = DottedName(*name, &node->flags);
  if (!dotted && node->text.find('.') != std::string_view::npos) Refuse(*name);
  SetChildren(node, {as_name});
  return node;
}

Node* Lowering::ImportStatement(const Item& item) {
  Children children(&items_, item);
  Expect(&children, Grammar::kImportWord);
  NodeList names(this);
  const bool comma = Separated(&children, Grammar::kUnknown,
                               [&] { names.Add(ImportAlias(children.Next(), true)); });
  if (comma) Refuse(children.Last());
  ExpectEnd(children);
  Node* node = Make(NodeKind::kImport, item.begin, item.end);
  names.GiveTo(node);
  return node;
}

Node* Lowering::ImportFromStatement(const Item& item) {
  Node* node = Make(NodeKind::kImportFrom, item.begin, item.end);
  Children children(&items_, item);
  Expect(&children, Grammar::kFromWord);
  const Item& module = children.Next();
  node->name_begin = module.begin;
  if (module.kind == Grammar::kFutureWord) {
    node->text = Text(module);
  } else if (module.kind == Grammar::kRelativeImport) {
    Children parts(&items_, module);
    const Item& prefix = parts.Next();
    const std::string_view dots = Text(prefix);
    const auto count = std::count(dots.begin(), dots.end(), '.');
    if (prefix.kind != Grammar::kImportPrefix || count > 255) Refuse(prefix);
    node->op = static_cast<uint8_t>(count);
    if (!parts.AtEnd()) {
      node->name_begin = parts.Peek().begin;
      node->text = DottedName(parts.Next(), &node->flags);
    }
    ExpectEnd(parts);
  } else {
    node->text = DottedName(module, &node->flags);
  }
  Expect(&children, Grammar::kImportWord);
  NodeList names(this);
  const bool brackets = children.Accept(Grammar::kLeftParenthesis);
  if (!brackets && children.kind() == Grammar::kWildcardImport) {
    const Item& star = children.Next();
    Node* alias = Make(NodeKind::kAlias, star.begin, star.end, {nullptr});
    alias->text = "*";
    names.Add(alias);
  } else {
    const bool comma = Separated(&children, Grammar::kRightParenthesis,
                                 [&] { names.Add(ImportAlias(children.Next(), false)); });
    if (comma && !brackets) {
      Refuse(SyntaxRule::kInvalidImport, children.Last(),
             "trailing comma not allowed without surrounding parentheses");
    }
    if (brackets) Expect(&children, Grammar::kRightParenthesis);
  }
  ExpectEnd(children);
  names.GiveTo(node);
  return node;
}

Node* Lowering::RaiseStatement(const Item& item) {
  Children children(&items_, item);
  Expect(&children, Grammar::kRaiseWord);
  Node* exception = nullptr;
  Node* cause = nullptr;
  if (!children.AtEnd() && children.kind() != Grammar::kFromWord) {
    exception = Expression(children.Next(), Where::kExpression).node;
  }
  if (children.kind() == Grammar::kFromWord) {
    if (exception == nullptr) Refuse(children.Peek());
    children.Next();
    cause = Expression(children.Next(), Where::kExpression).node;
  }
  ExpectEnd(children);
  return Make(NodeKind::kRaise, item.begin, item.end, {exception, cause});
}

Node* Lowering::AssertStatement(const Item& item) {
  Children children(&items_, item);
  Expect(&children, Grammar::kAssertWord);
  Node* test = Expression(children.Next(), Where::kExpression).node;
  Node* message = nullptr;
  if (children.Accept(Grammar::kComma)) {
    message = Expression(children.Next(), Where::kExpression).node;
  }
  ExpectEnd(children);
  return Make(NodeKind::kAssert, item.begin, item.end, {test, message});
}

// `type X = ...`, or what the grammar mistakes for it: `type(x).y = z`, `type[x] = y`,
// `type(x).y: int = z`.
Node* Lowering::TypeAliasStatement(const Item& item) {
  Children children(&items_, item);
  Item word = children.Next();
  const Item left = children.Next();
  Expect(&children, Grammar::kAssign);
  const Item value = children.Next();
  ExpectEnd(children);
  Children inner(&items_, left);
  const Item name = left.kind == Grammar::kType ? inner.Next() : left;
  if (name.kind == Grammar::kIdentifier || name.kind == Grammar::kGenericType) {
    Node* target = nullptr;
    Node* parameters = nullptr;
    if (name.kind == Grammar::kGenericType) {
      Children parts(&items_, name);
      target = IdentifierNode(parts.Next());
      parameters = TypeParameterList(parts.Next());
      ExpectEnd(parts);
    } else {
      target = IdentifierNode(name);
    }
    Node* aliased = Expression(value, Where::kExpression).node;
    return Make(NodeKind::kTypeAlias, item.begin, item.end, {target, parameters, aliased});
  }
  word.kind = Grammar::kIdentifier;
  if (name.kind == Grammar::kConstrainedType) {
    Children parts(&items_, name);
    const Item pieces[] = {word, parts.Next()};
    Expect(&parts, Grammar::kColon);
    const Item annotation = parts.Next();
    ExpectEnd(parts);
    return AnnotatedAssignment(item, Expression(pieces, 2, Where::kExpression), annotation, &value);
  }
  const Item pieces[] = {word, left};
  const Operand target = Expression(pieces, 2, Where::kExpression);
  SetContext(target.node, kStore);
  return Make(NodeKind::kAssign, item.begin, item.end,
              {ExpressionList(value, YieldRule::kAllowed).node, target.node});
}

// `print >> f, x` is a tuple to Python 3; every other print statement is Python 2.
Node* Lowering::PrintStatement(const Item& item) {
  Children children(&items_, item);
  Item word = children.Next();
  word.kind = Grammar::kIdentifier;
  if (children.kind() != Grammar::kChevron) {
    Refuse(SyntaxRule::kPython2Syntax, item,
           "Missing parentheses in call to 'print'. Did you mean print(...)?");
    return nullptr;
  }
  Children chevron(&items_, children.Next());
  const Item pieces[] = {word, chevron[0], chevron[1]};
  if (chevron.size() != 2) Refuse(chevron.Peek());
  const Operand first = Expression(pieces, 3, Where::kStarred);
  if (children.AtEnd()) return Make(NodeKind::kExprStmt, item.begin, item.end, {first.node});
  NodeList elements(this);
  elements.Add(first.node);
  Expect(&children, Grammar::kComma);
  Separated(&children, Grammar::kUnknown,
            [&] { elements.Add(Expression(children.Next(), Where::kStarred).node); });
  ExpectEnd(children);
  Node* tuple = Make(NodeKind::kTuple, item.begin, item.end);
  elements.GiveTo(tuple);
  return Make(NodeKind::kExprStmt, item.begin, item.end, {tuple});
}

Node* Lowering::ExecStatement(const Item& item) {
  Refuse(SyntaxRule::kPython2Syntax, item,
         "Missing parentheses in call to 'exec'. Did you mean exec(...)?");
  return nullptr;
}

}  // namespace stockade::analyzer
