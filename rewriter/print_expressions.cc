// Handlers of expressions.
#include "rewriter/printer.h"

namespace stockade::rewriter {

using analyzer::Node;
using analyzer::NodeKind;
using executor::GuardId;

namespace {

constexpr analyzer::PythonVersion kOwnPositionOfIterables{3, 13};

// " + ": spelled once so that items can point at it.
constexpr std::string_view kBinaryTexts[] = {" + ",  " - ",  " * ", " @ ", " / ", " % ", " ** ",
                                             " << ", " >> ", " | ", " ^ ", " & ", " // "};
constexpr std::string_view kUnaryTexts[] = {"not ", "+", "-", "~"};
constexpr std::string_view kCompareTexts[] = {" == ", " != ", " < ",      " <= ", " > ",
                                              " >= ", " is ", " is not ", " in ", " not in "};

bool IsNumber(const Node& node) {
  return node.kind == NodeKind::kInt || node.kind == NodeKind::kFloat ||
         node.kind == NodeKind::kImaginary;
}

bool HasSlice(const Node& tuple) {
  for (const Node* element : tuple.Children()) {
    if (element->kind == NodeKind::kSlice) return true;
  }
  return false;
}

bool HasStars(const Node& arguments) {
  for (const Node* argument : arguments.Children()) {
    if (argument->kind == NodeKind::kStarred || argument->kind == NodeKind::kDoubleStarred) {
      return true;
    }
  }
  return false;
}

}  // namespace

void Printer::PrintName(const Node& node, uint16_t) {
  if (!Protocol() || !PutProtocolPrint(node)) PutName(node.text, node);
}

void Printer::PrintNumber(const Node& node, uint16_t) { AppendNumber(node.text, &page_.text()); }

void Printer::PrintConstant(const Node& node, uint16_t) {
  page_.Put(node.kind == NodeKind::kEllipsis ? "..." : analyzer::KindName(node.kind));
}

void Printer::PrintList(const Node& node, uint16_t) {
  page_.Open('[');
  const size_t begin = Begin();
  PushList(node, 0, kTestBinding);
  PushClose(']', node.end - 1);
  End(begin);
}

void Printer::PrintTuple(const Node& node, uint16_t flags) {
  const bool bare = (flags & kBareIndex) != 0 && HasSlice(node);
  if (!bare) page_.Open('(');
  const size_t begin = Begin();
  PushList(node, 0, kTestBinding, flags);
  if (node.child_count == 1) PushText(",");
  if (!bare) PushClose(')', node.Has(analyzer::kParenthesized) ? node.end - 1 : 0);
  End(begin);
}

void Printer::PrintSet(const Node& node, uint16_t) {
  page_.Open('{');
  const size_t begin = Begin();
  PushList(node, 0, kTestBinding);
  PushClose('}', node.end - 1);
  End(begin);
}

void Printer::PrintDict(const Node& node, uint16_t flags) { PrintSet(node, flags); }

void Printer::PrintDictItem(const Node& node, uint16_t) {
  const size_t begin = Begin();
  PushNode(node.Child(0), kTestBinding);
  PushText(": ");
  PushNode(node.Child(1), kTestBinding);
  End(begin);
}

// --- comprehensions

void Printer::PushComprehensions(const Node& node) {
  PushNode(node.Child(0), kTestBinding);
  for (uint32_t i = 1; i < node.child_count; ++i) {
    PushText(" ");
    Push(Op::kComprehension, node.children[i], 0, node.begin);
  }
}

void Printer::PrintListComp(const Node& node, uint16_t) {
  page_.Open('[');
  const size_t begin = Begin();
  PushComprehensions(node);
  PushClose(']', node.end - 1);
  End(begin);
}

void Printer::PrintSetComp(const Node& node, uint16_t) {
  page_.Open('{');
  const size_t begin = Begin();
  PushComprehensions(node);
  PushClose('}', node.end - 1);
  End(begin);
}

void Printer::PrintDictComp(const Node& node, uint16_t flags) { PrintSetComp(node, flags); }

void Printer::PrintGeneratorExp(const Node& node, uint16_t) {
  page_.Open('(');
  const size_t begin = Begin();
  PushComprehensions(node);
  PushClose(')', node.end - 1);
  End(begin);
}

void Printer::PrintComprehension(const Node& node, uint32_t whole_begin) {
  const Node &target = *node.Child(0), &iterable = *node.Child(1);
  page_.MoveTo(node.begin);
  const uint32_t place = options_.python < kOwnPositionOfIterables ? whole_begin : iterable.begin;
  const size_t begin = Begin();
  PushText(node.Has(analyzer::kAsync) ? "async for " : "for ");
  PushNode(&target, kBitOrBinding);
  PushText(" in ");
  bool unpacks = false;
  if (node.Has(analyzer::kAsync)) {
    if (Guarded<NodeKind::kComprehension, Access::kIterate, GuardId::kGetAIter>(node)) {
      PushGuarded(GuardId::kGetAIter, place, iterable);
    } else {
      PushNode(&iterable, kOrBinding);
    }
  } else if (TakesApart(target) &&
             Guarded<NodeKind::kComprehension, Access::kBind, GuardId::kIterUnpack>(node,
                                                                                    &target)) {
    unpacks = true;
  }
  if (unpacks) {
    PushGuard(GuardId::kIterUnpack, place);
    PushNode(&iterable, kTestBinding);
    PushUnpackTail(target);
  } else if (!node.Has(analyzer::kAsync)) {
    if (Guarded<NodeKind::kComprehension, Access::kIterate, GuardId::kGetIter>(node)) {
      PushGuarded(GuardId::kGetIter, place, iterable);
    } else {
      PushNode(&iterable, kOrBinding);
    }
  }
  for (uint32_t i = 2; i < node.child_count; ++i) {
    PushText(" if ");
    PushNode(node.children[i], kOrBinding);
  }
  End(begin);
}

void Printer::PushUnpackTail(const Node& target) {
  PushText(", ");
  Push(Op::kSpec, &target);
  if (options_.spelling == Spelling::kNames) {
    PushText(", ");
    Push(Op::kGetIterArgument);
  }
  PushClose(')');
}

// RestrictedPython's description of a target: {"childs": ((index, spec), ...), "min_len": n}. An
// index after a star counts from the end; a starred target does not count in min_len.
// The worker's spelling is a constant: (n, (index, spec), ...).
void Printer::PrintSpec(const Node& target) {
  const bool names = options_.spelling != Spelling::kConstants;
  int64_t fixed = 0;
  for (const Node* element : target.Children()) fixed += element->kind != NodeKind::kStarred;
  if (names) {
    page_.Open('{');
    PutQuoted("childs", target);
    page_.Put(": ");
  }
  page_.Open('(');
  if (!names) {
    page_.Put(std::to_string(fixed));
    page_.Put(",");
  }
  // The numbers are made here, so the nested specs are printed in place: brackets of targets nest
  // no deeper than the tree's cap.
  int64_t index = 0, offset = 0;
  for (const Node* element : target.Children()) {
    if (element->kind == NodeKind::kStarred) {
      offset = fixed + 1;
    } else if (TakesApart(*element)) {
      page_.Open('(');
      page_.Put(std::to_string(index - offset));
      page_.Put(", ");
      PrintSpec(*element);
      page_.Close(')');
      page_.Put(", ");
    }
    ++index;
  }
  page_.Close(')');
  if (!names) return;
  page_.Put(", ");
  PutQuoted("min_len", target);
  page_.Put(": ");
  page_.Put(std::to_string(fixed));
  page_.Close('}');
}

// --- operators

void Printer::PrintLambda(const Node& node, uint16_t) {
  page_.Put("lambda");
  if (node.Child(0)->child_count != 0) page_.Put(' ');
  const size_t begin = Begin();
  PushNode(node.Child(0), kAtomBinding);
  PushText(": ");
  if (BudgetOn() && Guarded<NodeKind::kLambda, Access::kCall, GuardId::kBudget>(node)) {
    // The body owes the budget, as the first expression of a function does.
    Push(Op::kEntry, &node);
  }
  PushNode(node.Child(1), kTestBinding);
  End(begin);
}

void Printer::PrintIfExp(const Node& node, uint16_t) {
  const size_t begin = Begin();
  PushNode(node.Child(1), kOrBinding, kLeading);
  PushText(" if ");
  PushNode(node.Child(0), kOrBinding);
  PushText(" else ");
  PushNode(node.Child(2), kTestBinding);
  End(begin);
}

void Printer::PrintBoolOp(const Node& node, uint16_t) {
  const std::string_view word = node.op == 0 ? " and " : " or ";
  const auto binding = static_cast<uint8_t>(OperatorBinding(node) + 1);
  const size_t begin = Begin();
  for (uint32_t i = 0; i < node.child_count; ++i) {
    if (i != 0) PushText(word);
    PushNode(node.children[i], binding, i == 0 ? kLeading : uint16_t{0});
  }
  End(begin);
}

void Printer::PrintUnaryOp(const Node& node, uint16_t) {
  page_.Put(kUnaryTexts[node.op]);
  PushNode(node.Child(0), OperatorBinding(node));
}

void Printer::PrintBinOp(const Node& node, uint16_t) {
  using analyzer::BinaryOperator;
  std::optional<GuardId> guard;
  switch (node.Binary()) {
    case BinaryOperator::kPow:
      if (Guarded<NodeKind::kBinOp, Access::kRead, GuardId::kPower>(node)) guard = GuardId::kPower;
      break;
    case BinaryOperator::kLShift:
      if (Guarded<NodeKind::kBinOp, Access::kRead, GuardId::kLeftShift>(node)) {
        guard = GuardId::kLeftShift;
      }
      break;
    case BinaryOperator::kMult:
      if (Guarded<NodeKind::kBinOp, Access::kRead, GuardId::kMultiply>(node)) {
        guard = GuardId::kMultiply;
      }
      break;
    case BinaryOperator::kMod:
      if (Guarded<NodeKind::kBinOp, Access::kRead, GuardId::kModulo>(node)) {
        guard = GuardId::kModulo;
      }
      break;
    default:
      break;
  }
  const size_t begin = Begin();
  if (guard) {
    PushGuard(*guard, node.begin);
    PushNode(node.Child(0), kTestBinding);
    PushText(", ");
    PushNode(node.Child(1), kTestBinding);
    PushClose(')');
  } else {
    const bool power = node.Binary() == BinaryOperator::kPow;
    const uint8_t own = OperatorBinding(node);
    PushNode(node.Child(0), power ? uint8_t{kAwaitBinding} : own, kLeading);
    PushText(kBinaryTexts[node.op]);
    PushNode(node.Child(1), power ? uint8_t{kFactorBinding} : static_cast<uint8_t>(own + 1));
  }
  End(begin);
}

void Printer::PrintCompare(const Node& node, uint16_t) {
  const size_t begin = Begin();
  PushNode(node.Child(0), kBitOrBinding, kLeading);
  for (uint32_t i = 1; i < node.child_count; ++i) {
    PushText(kCompareTexts[static_cast<size_t>(node.text[i - 1])]);
    PushNode(node.children[i], kBitOrBinding);
  }
  End(begin);
}

// --- primaries

void Printer::PrintArgumentsOf(const Node& arguments) { PushList(arguments, 0, kTestBinding); }

void Printer::PrintCall(const Node& node, uint16_t) {
  const Node &function = *node.Child(0), &arguments = *node.Child(1);
  const bool stars = HasStars(arguments);
  const size_t begin = Begin();
  if (stars && Guarded<NodeKind::kCall, Access::kCall, GuardId::kApply>(node)) {
    PushGuard(GuardId::kApply, node.begin);
    PushNode(&function, kTestBinding);
    if (arguments.child_count != 0) PushText(", ");
    PrintArgumentsOf(arguments);
    PushClose(')', node.end - 1);
    return End(begin);
  }
  // CPython places a method call, and the read of the method, at the method's name when that is on
  // another line; every outer expression stays at the start. Guard calls hide this, so the place of
  // the method gets a parenthesis of its own.
  const bool method = function.kind == NodeKind::kAttribute && !stars &&
                      GuardsAttribute(function) && page_.IsAhead(function.name_begin);
  if (method) PushOpen('(');
  PushNode(&function, kPrimaryBinding, method ? kNoWrap : kLeading);
  PushOpen('(');
  PrintArgumentsOf(arguments);
  PushClose(')', node.end - 1);
  if (method) PushClose(')');
  End(begin);
}

void Printer::PrintKeyword(const Node& node, uint16_t) {
  PutName(node.text, node);
  page_.Put('=');
  PushNode(node.Child(0), kTestBinding);
}

void Printer::PrintDoubleStarred(const Node& node, uint16_t) {
  page_.Put("**");
  PushNode(node.Child(0), kBitOrBinding);
}

void Printer::PrintAttribute(const Node& node, uint16_t flags) {
  CheckName(node.text, node);
  const Node& value = *node.Child(0);
  const size_t begin = Begin();
  std::optional<GuardId> guard;  // of the object alone
  switch ((flags & kAsRead) != 0 ? uint16_t{analyzer::kLoad} : node.Context()) {
    case analyzer::kStore:
      if ((flags & kInPlace) != 0 && level_ != Level::kOff && ReachGuard(node) == GuardId::kOwn) {
        // It is read, too, so that having been passed before is not enough.
        Note(GuardId::kWrite, true, node, executor::Row(GuardId::kWrite).reason);
        guard = GuardId::kOwn;
      } else if (Guarded<NodeKind::kAttribute, Access::kWrite, GuardId::kWrite>(
                     node, annotated_ != nullptr && annotated_->Child(0) == &node ? annotated_
                                                                                  : nullptr)) {
        guard = GuardId::kWrite;
      }
      break;
    case analyzer::kDel:
      if (Guarded<NodeKind::kAttribute, Access::kDelete, GuardId::kWrite>(node)) {
        guard = GuardId::kWrite;
      }
      break;
    default:
      if (Guarded<NodeKind::kAttribute, Access::kRead, GuardId::kGetAttr>(node)) {
        guard = ReachGuard(node);
        if (guard) break;
        const bool apart = page_.IsAhead(node.name_begin);
        const bool wrap = apart && (flags & kNoWrap) == 0;
        if (wrap) PushOpen('(');
        PushGuard(GuardId::kGetAttr, apart ? node.name_begin : node.begin);
        PushNode(&value, kTestBinding);
        PushText(", ");
        Push(Op::kQuotedName, &node);
        PushClose(')');
        if (wrap) PushClose(')');
        return End(begin);
      }
      AddBareName(node.text);
  }
  if (guard) {
    PushGuarded(*guard, node.begin, value);
    if (guard == GuardId::kWrite) passed_.Pass(node);
  } else if (IsNumber(value)) {  // 1 .real
    PushOpen('(');
    PushNode(&value, kTestBinding);
    PushClose(')');
  } else {
    PushNode(&value, kPrimaryBinding, kLeading);
  }
  Push(Op::kAttributeName, &node);
  End(begin);
}

void Printer::PrintSubscript(const Node& node, uint16_t flags) {
  const Node &value = *node.Child(0), &index = *node.Child(1);
  bool guarded = false;
  const size_t begin = Begin();
  switch ((flags & kAsRead) != 0 ? uint16_t{analyzer::kLoad} : node.Context()) {
    case analyzer::kStore:
      guarded = Guarded<NodeKind::kSubscript, Access::kWrite, GuardId::kWrite>(
          node, annotated_ != nullptr && annotated_->Child(0) == &node ? annotated_ : nullptr);
      break;
    case analyzer::kDel:
      guarded = Guarded<NodeKind::kSubscript, Access::kDelete, GuardId::kWrite>(node);
      break;
    default:
      if (Guarded<NodeKind::kSubscript, Access::kRead, GuardId::kGetItem>(node)) {
        PushGuard(GuardId::kGetItem, node.begin);
        PushNode(&value, kTestBinding);
        PushText(", ");
        PushNode(&index, kTestBinding);
        PushClose(')', node.end - 1);
        return End(begin);
      }
  }
  if (guarded) {
    PushGuarded(GuardId::kWrite, node.begin, value);
    passed_.Pass(node);
  } else {
    PushNode(&value, kPrimaryBinding, kLeading);
  }
  PushOpen('[');
  PushNode(&index, kTestBinding, kBareIndex);
  PushClose(']', node.end - 1);
  End(begin);
}

void Printer::PrintSlice(const Node& node, uint16_t flags) {
  if ((flags & kBareIndex) == 0 && Protocol()) return PushProtocolSlice(node);
  const size_t begin = Begin();
  // As an argument a slice has no spelling of its own.
  if ((flags & kBareIndex) == 0 &&
      Guarded<NodeKind::kSlice, Access::kRead, GuardId::kSlice>(node)) {
    PushGuard(GuardId::kSlice, node.begin);
    for (uint32_t i = 0; i < 3; ++i) {
      if (i != 0) PushText(", ");
      if (const Node* part = node.Child(i)) {
        PushNode(part, kTestBinding);
      } else {
        PushText("None");
      }
    }
    PushClose(')');
    return End(begin);
  }
  if (node.Child(0) != nullptr) PushNode(node.Child(0), kOrBinding);
  PushText(":");
  if (node.Child(1) != nullptr) PushNode(node.Child(1), kOrBinding);
  if (node.Child(2) != nullptr) {
    PushText(":");
    PushNode(node.Child(2), kOrBinding);
  }
  End(begin);
}

void Printer::PrintStarred(const Node& node, uint16_t) {
  page_.Put('*');
  const size_t begin = Begin();
  if (node.Context() == analyzer::kLoad &&
      Guarded<NodeKind::kStarred, Access::kIterate, GuardId::kGetIter>(node)) {
    const bool names = options_.spelling != Spelling::kConstants;
    PushGuarded(names ? GuardId::kGetIter : GuardId::kStar, node.begin, *node.Child(0));
  } else {
    PushNode(node.Child(0), kBitOrBinding);
  }
  End(begin);
}

void Printer::PrintNamedExpr(const Node& node, uint16_t) {
  const size_t begin = Begin();
  PushNode(node.Child(0), kAtomBinding);
  PushText(" := ");
  PushNode(node.Child(1), kTestBinding);
  End(begin);
}

void Printer::PrintAwait(const Node& node, uint16_t) {
  page_.Put("await ");
  PushNode(node.Child(0), kPrimaryBinding);
}

void Printer::PrintYield(const Node& node, uint16_t) {
  page_.Put("yield");
  if (node.Child(0) == nullptr) return;
  page_.Put(' ');
  PushNode(node.Child(0), kTestBinding);
}

void Printer::PrintYieldFrom(const Node& node, uint16_t) {
  page_.Put("yield from ");
  const size_t begin = Begin();
  if (Guarded<NodeKind::kYieldFrom, Access::kIterate, GuardId::kGetIter>(node)) {
    PushGuarded(GuardId::kGetIter, node.begin, *node.Child(0));
  } else {
    PushNode(node.Child(0), kTestBinding);
  }
  End(begin);
}

// --- parameters

void Printer::PrintParameters(const Node& node, uint16_t) {
  using analyzer::ParameterKind;
  const auto kind_of = [&](uint32_t i) { return static_cast<ParameterKind>(node.children[i]->op); };
  bool star = false;
  const size_t begin = Begin();
  for (uint32_t i = 0; i < node.child_count; ++i) {
    if (i != 0) PushText(", ");
    const ParameterKind kind = kind_of(i);
    if (kind == ParameterKind::kStar) star = true;
    if (kind == ParameterKind::kKeywordOnly && !star) {
      PushText("*, ");
      star = true;
    }
    PushNode(node.children[i], kAtomBinding);
    if (kind == ParameterKind::kPositionalOnly &&
        (i + 1 == node.child_count || kind_of(i + 1) != ParameterKind::kPositionalOnly)) {
      PushText(", /");
    }
  }
  End(begin);
}

void Printer::PrintParameter(const Node& node, uint16_t) {
  static constexpr std::string_view kPrefixes[] = {"", "", "*", "", "**"};
  page_.Put(kPrefixes[node.op]);
  PutName(node.text, node);
  const Node *annotation = node.Child(0), *value = node.Child(1);
  const size_t begin = Begin();
  if (annotation != nullptr) {
    PushText(": ");
    PushAnnotation(annotation, false);
  }
  if (value != nullptr) {
    PushText(annotation != nullptr ? " = " : "=");
    PushNode(value, kTestBinding);
  }
  End(begin);
}

// Under `from __future__ import annotations` CPython turns an annotation into text: guards in it
// would show, and guard nothing.
void Printer::PushAnnotation(const Node* annotation, bool top) {
  const Level level = level_;
  if (future_annotations_) PushLevel(Level::kOff);
  if (annotation->kind == NodeKind::kStarred) {  // *args: *Ts takes exactly one item
    PushText("*");
    PushNode(annotation->Child(0), kBitOrBinding);
  } else if (top) {
    PushTop(annotation, kTestBinding);
  } else {
    PushNode(annotation, kTestBinding);
  }
  if (future_annotations_) PushLevel(level);
}

void Printer::PrintTypeParams(const Node& node, uint16_t) {
  page_.Open('[');
  const size_t begin = Begin();
  PushList(node, 0, kAtomBinding);
  PushClose(']');
  End(begin);
}

void Printer::PrintTypeParam(const Node& node, uint16_t) {
  static constexpr std::string_view kPrefixes[] = {"", "*", "**"};
  page_.Put(kPrefixes[node.op]);
  PutName(node.text, node);
  const size_t begin = Begin();
  if (node.Child(0) != nullptr) {
    PushText(": ");
    PushNode(node.Child(0), kTestBinding);
  }
  if (node.Child(1) != nullptr) {
    PushText(" = ");
    const bool star = node.Child(1)->kind == NodeKind::kStarred;  // *Ts = *tuple[int, str]
    if (star) PushText("*");
    PushNode(star ? node.Child(1)->Child(0) : node.Child(1), star ? kBitOrBinding : kTestBinding);
  }
  End(begin);
}

}  // namespace stockade::rewriter
