// The expression engine: operator precedence parsing over operands, operators and trailers in
// source order, as "The full grammar specification" of the language reference has them.
//
// The grammar's own nesting is undone first (Flatten), because it differs from Python's for `^`
// against `&`, `await x ** 2`, `*f(x)`, a walrus before `if`, `as` after a conditional and others.
#include <array>
#include <cstring>

#include "analyzer/lowering.h"

namespace stockade::analyzer {

namespace {

// Binding strength, weakest first.
enum Level : int8_t {
  kBarrier = -1,  // nothing is folded across it
  kNamedLevel = 0,
  kTernaryLevel,  // conditional, lambda
  kOrLevel,
  kAndLevel,
  kNotLevel,
  kCompareLevel,
  kBitOrLevel,
  kBitXorLevel,
  kBitAndLevel,
  kShiftLevel,
  kSumLevel,
  kTermLevel,
  kFactorLevel,
  kPowerLevel,
  kAwaitLevel,
  kPrimaryLevel,
};

enum class InfixKind : uint8_t { kNone, kBinary, kPower, kCompare, kBool, kIf };

struct InfixRow {
  InfixKind kind = InfixKind::kNone;
  int8_t level = 0;
  uint8_t op = 0;
};

constexpr std::array<InfixRow, kGrammarCount> InfixTable() {
  std::array<InfixRow, kGrammarCount> table{};
  const auto set = [&table](Grammar token, InfixKind kind, Level level, auto op) {
    table[static_cast<size_t>(token)] = {kind, level, static_cast<uint8_t>(op)};
  };
  set(Grammar::kPlus, InfixKind::kBinary, kSumLevel, BinaryOperator::kAdd);
  set(Grammar::kMinus, InfixKind::kBinary, kSumLevel, BinaryOperator::kSub);
  set(Grammar::kStar, InfixKind::kBinary, kTermLevel, BinaryOperator::kMult);
  set(Grammar::kAt, InfixKind::kBinary, kTermLevel, BinaryOperator::kMatMult);
  set(Grammar::kSlash, InfixKind::kBinary, kTermLevel, BinaryOperator::kDiv);
  set(Grammar::kDoubleSlash, InfixKind::kBinary, kTermLevel, BinaryOperator::kFloorDiv);
  set(Grammar::kPercent, InfixKind::kBinary, kTermLevel, BinaryOperator::kMod);
  set(Grammar::kLeftShift, InfixKind::kBinary, kShiftLevel, BinaryOperator::kLShift);
  set(Grammar::kRightShift, InfixKind::kBinary, kShiftLevel, BinaryOperator::kRShift);
  set(Grammar::kAmpersand, InfixKind::kBinary, kBitAndLevel, BinaryOperator::kBitAnd);
  set(Grammar::kCaret, InfixKind::kBinary, kBitXorLevel, BinaryOperator::kBitXor);
  set(Grammar::kBar, InfixKind::kBinary, kBitOrLevel, BinaryOperator::kBitOr);
  set(Grammar::kDoubleStar, InfixKind::kPower, kPowerLevel, BinaryOperator::kPow);
  set(Grammar::kEqual, InfixKind::kCompare, kCompareLevel, CompareOperator::kEq);
  set(Grammar::kNotEqual, InfixKind::kCompare, kCompareLevel, CompareOperator::kNotEq);
  set(Grammar::kLess, InfixKind::kCompare, kCompareLevel, CompareOperator::kLt);
  set(Grammar::kLessEqual, InfixKind::kCompare, kCompareLevel, CompareOperator::kLtE);
  set(Grammar::kGreater, InfixKind::kCompare, kCompareLevel, CompareOperator::kGt);
  set(Grammar::kGreaterEqual, InfixKind::kCompare, kCompareLevel, CompareOperator::kGtE);
  set(Grammar::kIs, InfixKind::kCompare, kCompareLevel, CompareOperator::kIs);
  set(Grammar::kIsNot, InfixKind::kCompare, kCompareLevel, CompareOperator::kIsNot);
  set(Grammar::kIn, InfixKind::kCompare, kCompareLevel, CompareOperator::kIn);
  set(Grammar::kNotIn, InfixKind::kCompare, kCompareLevel, CompareOperator::kNotIn);
  set(Grammar::kAnd, InfixKind::kBool, kAndLevel, 0);
  set(Grammar::kOr, InfixKind::kBool, kOrLevel, 1);
  set(Grammar::kIf, InfixKind::kIf, kTernaryLevel, 0);
  return table;
}
constexpr std::array<InfixRow, kGrammarCount> kInfix = InfixTable();

int8_t WeakestLevel(Where where) {
  switch (where) {
    case Where::kDisjunction:
      return kOrLevel;
    case Where::kBitwiseOr:
      return kBitOrLevel;
    default:
      return kTernaryLevel;
  }
}

bool AllowsWalrus(Where where) {
  return where == Where::kNamed || where == Where::kStarNamed || where == Where::kArgument ||
         where == Where::kSlice;
}

// The weakest level of what follows a star; kBarrier where no star may stand.
int8_t StarredLevel(Where where) {
  switch (where) {
    case Where::kStarred:
    case Where::kStarNamed:
      return kBitOrLevel;
    case Where::kArgument:
    case Where::kSlice:
      return kTernaryLevel;
    default:
      return kBarrier;
  }
}

}  // namespace

const Lowering::FeedHandler Lowering::kFeedHandlers[kGrammarCount] = {
    nullptr,
#define FEED_Statement(Handler) nullptr
#define FEED_Feed(Handler) &Lowering::Handler
#define FEED_Part(Handler) nullptr
#define FEED_Skip(Handler) nullptr
#define FEED_Refuse(Handler) nullptr
#define GRAMMAR_SYMBOL(Kind, name, named, Role, Handler) FEED_##Role(Handler),
#include "analyzer/grammar_nodes.def"
};

Operand Lowering::Expression(const Item& item, Where where, Item* as_target) {
  return Expression(&item, 1, where, as_target);
}

Operand Lowering::Expression(const Item* items, size_t count, Where where, Item* as_target) {
  Fold fold{};
  BeginFold(&fold, where);
  fold.as_target = as_target;
  for (size_t i = count; i-- > 0;) pending_.push_back(items[i]);
  Item last = items[0];
  while (pending_.size() > fold.pending && !refused_) {
    last = pending_.back();
    pending_.pop_back();
    const FeedHandler handler = kFeedHandlers[static_cast<size_t>(last.kind)];
    if (handler == nullptr) {
      Refuse(last);
      break;
    }
    (this->*handler)(last);
  }
  return EndFold(fold, items[0], last);
}

void Lowering::BeginFold(Fold* fold, Where where) {
  *fold = {.where = where,
           .pending = pending_.size(),
           .operands = operands_.size(),
           .operators = operators_.size(),
           .outer = fold_,
           .as_target = nullptr};
  fold_ = fold;
  operators_.push_back({.type = OperatorType::kBottom,
                        .level = kBarrier,
                        .right = WeakestLevel(where),
                        .op = 0,
                        .begin = 0,
                        .count = 0,
                        .parameters = nullptr});
}

Operand Lowering::EndFold(const Fold& fold, const Item& first, const Item& last) {
  if (!fold.have_operand) Refuse(last);
  ReduceAbove(kBarrier);
  // What is left is the operand alone, possibly starred.
  while (!refused_ && operators_.size() > fold.operators + 1) {
    if (operators_.back().type != OperatorType::kStar) {
      Refuse(SyntaxRule::kInvalidSyntax, last, "expected 'else' after 'if' expression");
      break;
    }
    Reduce();
  }
  Operand result{nullptr, first.begin, first.end};
  if (!refused_) result = operands_.back();
  if (result.node == nullptr) result.node = Make(NodeKind::kNone, result.begin, result.end);
  operands_.resize(fold.operands);
  operators_.resize(fold.operators);
  pending_.resize(fold.pending);
  fold_ = fold.outer;
  return result;
}

void Lowering::PushOperand(Node* node, uint32_t begin, uint32_t end) {
  if (fold_->have_operand || fold_->ended) {
    Refuse(SyntaxRule::kInvalidSyntax, begin, end, "invalid syntax. Perhaps you forgot a comma?");
  }
  fold_->have_operand = true;
  operands_.push_back({node, begin, end});
}

void Lowering::Flatten(const Item& item) { AppendChildrenReversed(item, &pending_); }

void Lowering::ReduceAbove(int level) {
  while (!refused_ && operators_.back().level > level) Reduce();
}

void Lowering::Reduce() {
  const Operator top = operators_.back();
  operators_.pop_back();
  const size_t size = operands_.size();
  Operand* last = &operands_[size - 1];
  Node* node = nullptr;
  switch (top.type) {
    case OperatorType::kUnary:
      node = Make(NodeKind::kUnaryOp, top.begin, last->end, {last->node});
      node->op = top.op;
      *last = {node, top.begin, last->end};
      return;
    case OperatorType::kAwait:
      node = Make(NodeKind::kAwait, top.begin, last->end, {last->node});
      *last = {node, top.begin, last->end};
      return;
    case OperatorType::kStar:
      node = Make(NodeKind::kStarred, top.begin, last->end, {last->node});
      *last = {node, top.begin, last->end};
      return;
    case OperatorType::kLambda:
      node = Make(NodeKind::kLambda, top.begin, last->end, {top.parameters, last->node});
      *last = {node, top.begin, last->end};
      return;
    case OperatorType::kBinary:
    case OperatorType::kWalrus: {
      Operand& left = operands_[size - 2];
      node = Make(top.type == OperatorType::kBinary ? NodeKind::kBinOp : NodeKind::kNamedExpr,
                  left.begin, last->end, {left.node, last->node});
      node->op = top.op;
      left = {node, left.begin, last->end};
      operands_.pop_back();
      return;
    }
    case OperatorType::kCompare:
    case OperatorType::kBool: {
      Operand& first = operands_[size - top.count];
      const bool compare = top.type == OperatorType::kCompare;
      node = Make(compare ? NodeKind::kCompare : NodeKind::kBoolOp, first.begin, last->end);
      auto** children = arena_->NewArray<const Node*>(top.count);
      for (uint32_t i = 0; i < top.count; ++i) children[i] = (&first)[i].node;
      node->children = children;
      node->child_count = top.count;
      if (compare) {
        const size_t operators = top.count - 1;
        auto* text = static_cast<char*>(arena_->Allocate(operators));
        std::memcpy(text, &*(compare_operators_.end() - static_cast<std::ptrdiff_t>(operators)),
                    operators);
        node->text = {text, operators};
        compare_operators_.resize(compare_operators_.size() - operators);
      } else {
        node->op = top.op;
      }
      first = {node, first.begin, last->end};
      operands_.resize(size - top.count + 1);
      return;
    }
    case OperatorType::kIfElse: {
      Operand& body = operands_[size - 3];
      node = Make(NodeKind::kIfExp, body.begin, last->end,
                  {operands_[size - 2].node, body.node, last->node});
      body = {node, body.begin, last->end};
      operands_.resize(size - 2);
      return;
    }
    case OperatorType::kBottom:
    case OperatorType::kIf:
      Refuse(SyntaxRule::kInvalidSyntax, last->begin, last->end, "invalid syntax");
      return;
  }
}

void Lowering::PrefixOrInfix(const Item& item) {
  if (fold_->have_operand) return Infix(item);
  Operator prefix{.type = OperatorType::kUnary,
                  .level = kFactorLevel,
                  .right = kFactorLevel,
                  .op = 0,
                  .begin = item.begin,
                  .count = 0,
                  .parameters = nullptr};
  switch (item.kind) {
    case Grammar::kPlus:
      prefix.op = static_cast<uint8_t>(UnaryOperator::kPlus);
      break;
    case Grammar::kMinus:
      prefix.op = static_cast<uint8_t>(UnaryOperator::kMinus);
      break;
    case Grammar::kTilde:
      prefix.op = static_cast<uint8_t>(UnaryOperator::kInvert);
      break;
    case Grammar::kNot:
      prefix.op = static_cast<uint8_t>(UnaryOperator::kNot);
      prefix.level = prefix.right = kNotLevel;
      break;
    case Grammar::kAwaitWord:
      prefix.type = OperatorType::kAwait;
      prefix.level = kAwaitLevel;
      prefix.right = kPrimaryLevel;
      break;
    case Grammar::kStar:
      if (StarredLevel(fold_->where) == kBarrier ||
          operators_.back().type != OperatorType::kBottom) {
        return Refuse(SyntaxRule::kInvalidStar, item, "can't use starred expression here");
      }
      prefix.type = OperatorType::kStar;
      prefix.level = kBarrier;
      prefix.right = StarredLevel(fold_->where);
      operators_.push_back(prefix);
      return;
    default:
      return Refuse(item);
  }
  if (prefix.level < operators_.back().right) return Refuse(item);
  operators_.push_back(prefix);
}

void Lowering::Infix(const Item& item) {
  const InfixRow row = kInfix[static_cast<size_t>(item.kind)];
  if (row.kind == InfixKind::kNone || fold_->ended) return Refuse(item);
  // Left associative operators fold an equal one before them; power and conditional do not, and
  // comparisons and boolean operators take it over.
  ReduceAbove(row.kind == InfixKind::kBinary ? row.level - 1 : row.level);
  if (refused_) return;
  Operator& top = operators_.back();
  fold_->have_operand = false;
  const bool compare = row.kind == InfixKind::kCompare;
  if (compare) compare_operators_.push_back(row.op);
  if ((compare && top.type == OperatorType::kCompare) ||
      (row.kind == InfixKind::kBool && top.type == OperatorType::kBool && top.op == row.op)) {
    top.count += 1;
    return;
  }
  if (row.level < top.right) return Refuse(item);
  Operator next{.type = OperatorType::kBinary,
                .level = row.level,
                .right = static_cast<int8_t>(row.level + 1),
                .op = row.op,
                .begin = item.begin,
                .count = 2,
                .parameters = nullptr};
  switch (row.kind) {
    case InfixKind::kPower:
      next.right = kFactorLevel;
      break;
    case InfixKind::kCompare:
      next.type = OperatorType::kCompare;
      break;
    case InfixKind::kBool:
      next.type = OperatorType::kBool;
      break;
    case InfixKind::kIf:
      next.type = OperatorType::kIf;
      next.level = kBarrier;
      next.right = kOrLevel;
      break;
    case InfixKind::kBinary:
    case InfixKind::kNone:
      break;
  }
  operators_.push_back(next);
}

void Lowering::ElseWord(const Item& item) {
  if (!fold_->have_operand) return Refuse(item);
  ReduceAbove(kBarrier);
  Operator& top = operators_.back();
  if (refused_ || top.type != OperatorType::kIf) return Refuse(item);
  top.type = OperatorType::kIfElse;
  top.level = kTernaryLevel;
  top.right = kTernaryLevel;
  fold_->have_operand = false;
}

void Lowering::WalrusSign(const Item& item) {
  if (!fold_->have_operand || !AllowsWalrus(fold_->where) ||
      operators_.back().type != OperatorType::kBottom) {
    return Refuse(item);
  }
  Node* target = operands_.back().node;
  if (target->kind != NodeKind::kName || target->Has(kParenthesized)) {
    return Refuse(SyntaxRule::kInvalidTarget, target->begin, target->end,
                  "cannot use assignment expressions with that target");
  }
  SetContext(target, kStore);
  operators_.push_back({.type = OperatorType::kWalrus,
                        .level = kNamedLevel,
                        .right = kTernaryLevel,
                        .op = 0,
                        .begin = item.begin,
                        .count = 0,
                        .parameters = nullptr});
  fold_->have_operand = false;
}

void Lowering::AsWord(const Item& item) {
  if (!fold_->have_operand || fold_->as_target == nullptr || fold_->ended) return Refuse(item);
  fold_->ended = true;
}

void Lowering::AsTarget(const Item& item) {
  if (!fold_->ended || fold_->as_target->end != 0) return Refuse(item);
  *fold_->as_target = item;
}

void Lowering::Attribute(const Item& item) {
  Children children(&items_, item);
  const Item object = children.Next();
  Expect(&children, Grammar::kDot);
  Item name = children.Next();
  ExpectEnd(children);
  if (name.kind != Grammar::kIdentifier) Refuse(name);
  // The dot stands for the trailer; its item carries the name's place.
  name.kind = Grammar::kDot;
  pending_.push_back(name);
  pending_.push_back(object);
}

void Lowering::AttributeTrailer(const Item& name) {
  if (!fold_->have_operand || fold_->ended) return Refuse(name);
  Operand& value = operands_.back();
  Node* node = Make(NodeKind::kAttribute, value.begin, name.end, {value.node});
  Item identifier = name;
  identifier.kind = Grammar::kIdentifier;
  node->text = NameOf(identifier, &node->flags);
  node->name_begin = name.begin;
  value = {node, value.begin, name.end};
}

void Lowering::Subscript(const Item& item) {
  Item trailer = item;
  trailer.kind = Grammar::kLeftBracket;
  Children children(&items_, item);
  pending_.push_back(trailer);
  pending_.push_back(children.Next());
}

void Lowering::SubscriptTrailer(const Item& item) {
  if (!fold_->have_operand || fold_->ended) return Refuse(item);
  const Depth depth(this, item, Depth::kBracket);
  if (!depth.ok()) return;
  Children children(&items_, item);
  while (!children.AtEnd() && children.kind() != Grammar::kLeftBracket) children.Next();
  Expect(&children, Grammar::kLeftBracket);
  Node* index = IndexOf(&children, Grammar::kRightBracket);
  Operand& value = operands_.back();
  Node* node = Make(NodeKind::kSubscript, value.begin, item.end, {value.node, index});
  value = {node, value.begin, item.end};
}

void Lowering::CallTrailer(const Item& item) {
  if (!fold_->have_operand || fold_->ended) return Refuse(item);
  Node* arguments = ArgumentsOf(item);
  Operand& function = operands_.back();
  Node* node = Make(NodeKind::kCall, function.begin, item.end, {function.node, arguments});
  function = {node, function.begin, item.end};
}

void Lowering::Lambda(const Item& item) {
  if (fold_->have_operand || kTernaryLevel < operators_.back().right) return Refuse(item);
  if (field_brackets_ != 0 && field_brackets_ == brackets_) {
    return Refuse(SyntaxRule::kInvalidFString, item,
                  "f-string: lambda expressions are not allowed without parentheses");
  }
  const Depth depth(this, item);
  if (!depth.ok()) return;
  Children children(&items_, item);
  Expect(&children, Grammar::kLambdaWord);
  Node* parameters = nullptr;
  if (children.kind() == Grammar::kLambdaParameters) {
    parameters = ParameterList(children.Next());
  } else {
    parameters = Make(NodeKind::kParameters, children.Peek().begin, children.Peek().begin);
  }
  Expect(&children, Grammar::kColon);
  const Item body = children.Next();
  ExpectEnd(children);
  PushLambda(item, parameters);
  pending_.push_back(body);
}

void Lowering::PushLambda(const Item& item, Node* parameters) {
  operators_.push_back({.type = OperatorType::kLambda,
                        .level = kTernaryLevel,
                        .right = kTernaryLevel,
                        .op = 0,
                        .begin = item.begin,
                        .count = 0,
                        .parameters = parameters});
}

Operand Lowering::ExpressionList(const Item& item, YieldRule yield) {
  if (item.kind == Grammar::kYield) {
    if (yield == YieldRule::kRefused) Refuse(item);
    return {YieldNode(item), item.begin, item.end};
  }
  if (item.kind != Grammar::kExpressionList && item.kind != Grammar::kPatternList) {
    return Expression(item, Where::kStarred);
  }
  Children children(&items_, item);
  NodeList elements(this);
  Separated(&children, Grammar::kUnknown,
            [&] { elements.Add(Expression(children.Next(), Where::kStarred).node); });
  ExpectEnd(children);
  Node* tuple = Make(NodeKind::kTuple, item.begin, item.end);
  elements.GiveTo(tuple);
  return {tuple, item.begin, item.end};
}

Operand Lowering::Target(const Item& item) {
  const Operand target = ExpressionList(item);
  SetContext(target.node, kStore);
  return target;
}

}  // namespace stockade::analyzer
