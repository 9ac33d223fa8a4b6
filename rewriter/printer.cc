#include "rewriter/printer.h"

#include <algorithm>

#include "analyzer/tokens.h"
#include "rewriter/statements.h"

namespace stockade::rewriter {

using analyzer::Node;
using analyzer::NodeKind;
using executor::GuardId;

// Names that the printed text itself uses beside the guards.
constexpr std::string_view kReservedPrefix = "_stockade_";

#define STOCKADE_ROW(Kind, handler, binding) \
  { NodeKind::k##Kind, &Printer::Print##handler, binding }
#define STOCKADE_BY_PARENT(Kind) \
  { NodeKind::k##Kind, nullptr, kAtomBinding }
const Printer::Row Printer::kPrinters[] = {
    STOCKADE_BY_PARENT(Module),
    STOCKADE_BY_PARENT(Block),
    STOCKADE_ROW(ExprStmt, ExprStmt, kAtomBinding),
    STOCKADE_ROW(Assign, Assign, kAtomBinding),
    STOCKADE_ROW(AugAssign, AugAssign, kAtomBinding),
    STOCKADE_ROW(AnnAssign, AnnAssign, kAtomBinding),
    STOCKADE_ROW(Return, Return, kAtomBinding),
    STOCKADE_ROW(Delete, Delete, kAtomBinding),
    STOCKADE_ROW(Pass, Keyworded, kAtomBinding),
    STOCKADE_ROW(Break, Keyworded, kAtomBinding),
    STOCKADE_ROW(Continue, Keyworded, kAtomBinding),
    STOCKADE_ROW(Global, Declaration, kAtomBinding),
    STOCKADE_ROW(Nonlocal, Declaration, kAtomBinding),
    STOCKADE_ROW(Import, Import, kAtomBinding),
    STOCKADE_ROW(ImportFrom, ImportFrom, kAtomBinding),
    STOCKADE_ROW(If, If, kAtomBinding),
    STOCKADE_ROW(While, While, kAtomBinding),
    STOCKADE_ROW(For, For, kAtomBinding),
    STOCKADE_ROW(With, With, kAtomBinding),
    STOCKADE_ROW(Try, Try, kAtomBinding),
    STOCKADE_ROW(Raise, Raise, kAtomBinding),
    STOCKADE_ROW(Assert, Assert, kAtomBinding),
    STOCKADE_ROW(FunctionDef, Definition, kAtomBinding),
    STOCKADE_ROW(ClassDef, Definition, kAtomBinding),
    STOCKADE_ROW(Match, Match, kAtomBinding),
    STOCKADE_ROW(TypeAlias, TypeAlias, kAtomBinding),
    STOCKADE_BY_PARENT(Decorators),
    STOCKADE_BY_PARENT(Identifier),
    STOCKADE_ROW(Alias, Alias, kAtomBinding),
    STOCKADE_BY_PARENT(WithItem),
    STOCKADE_BY_PARENT(Handler),
    STOCKADE_BY_PARENT(MatchCase),
    STOCKADE_ROW(Parameters, Parameters, kAtomBinding),
    STOCKADE_ROW(Parameter, Parameter, kAtomBinding),
    STOCKADE_ROW(TypeParams, TypeParams, kAtomBinding),
    STOCKADE_ROW(TypeParam, TypeParam, kAtomBinding),
    STOCKADE_ROW(Name, Name, kAtomBinding),
    STOCKADE_ROW(Int, Number, kAtomBinding),
    STOCKADE_ROW(Float, Number, kAtomBinding),
    STOCKADE_ROW(Imaginary, Number, kAtomBinding),
    STOCKADE_ROW(None, Constant, kAtomBinding),
    STOCKADE_ROW(True, Constant, kAtomBinding),
    STOCKADE_ROW(False, Constant, kAtomBinding),
    STOCKADE_ROW(Ellipsis, Constant, kAtomBinding),
    STOCKADE_ROW(String, String, kAtomBinding),
    STOCKADE_BY_PARENT(StringPiece),
    STOCKADE_BY_PARENT(FString),
    STOCKADE_BY_PARENT(FStringText),
    STOCKADE_BY_PARENT(FStringField),
    STOCKADE_ROW(List, List, kAtomBinding),
    STOCKADE_ROW(Tuple, Tuple, kAtomBinding),
    STOCKADE_ROW(Set, Set, kAtomBinding),
    STOCKADE_ROW(Dict, Dict, kAtomBinding),
    STOCKADE_ROW(DictItem, DictItem, kAtomBinding),
    STOCKADE_ROW(ListComp, ListComp, kAtomBinding),
    STOCKADE_ROW(SetComp, SetComp, kAtomBinding),
    STOCKADE_ROW(DictComp, DictComp, kAtomBinding),
    STOCKADE_ROW(GeneratorExp, GeneratorExp, kAtomBinding),
    STOCKADE_BY_PARENT(Comprehension),
    STOCKADE_ROW(Lambda, Lambda, kTestBinding),
    STOCKADE_ROW(IfExp, IfExp, kTestBinding),
    STOCKADE_ROW(BoolOp, BoolOp, kByOperator),
    STOCKADE_ROW(UnaryOp, UnaryOp, kByOperator),
    STOCKADE_ROW(BinOp, BinOp, kByOperator),
    STOCKADE_ROW(Compare, Compare, kCompareBinding),
    STOCKADE_ROW(Call, Call, kPrimaryBinding),
    STOCKADE_BY_PARENT(Arguments),
    STOCKADE_ROW(Keyword, Keyword, kAtomBinding),
    STOCKADE_ROW(DoubleStarred, DoubleStarred, kAtomBinding),
    STOCKADE_ROW(Attribute, Attribute, kPrimaryBinding),
    STOCKADE_ROW(Subscript, Subscript, kPrimaryBinding),
    STOCKADE_ROW(Slice, Slice, kAtomBinding),
    STOCKADE_ROW(Starred, Starred, kAtomBinding),
    STOCKADE_ROW(NamedExpr, NamedExpr, kNamedBinding),
    STOCKADE_ROW(Await, Await, kAwaitBinding),
    STOCKADE_ROW(Yield, Yield, kYieldBinding),
    STOCKADE_ROW(YieldFrom, YieldFrom, kYieldBinding),
    STOCKADE_ROW(MatchValue, MatchValue, kClosedPattern),
    STOCKADE_ROW(MatchSingleton, MatchSingleton, kClosedPattern),
    STOCKADE_ROW(MatchSequence, MatchSequence, kClosedPattern),
    STOCKADE_ROW(MatchMapping, MatchMapping, kClosedPattern),
    STOCKADE_ROW(MatchItem, MatchItem, kClosedPattern),
    STOCKADE_ROW(MatchClass, MatchClass, kClosedPattern),
    STOCKADE_ROW(MatchKeyword, MatchKeyword, kClosedPattern),
    STOCKADE_ROW(MatchStar, MatchStar, kClosedPattern),
    STOCKADE_ROW(MatchAs, MatchAs, kByOperator),
    STOCKADE_ROW(MatchOr, MatchOr, kOrPattern),
};
#undef STOCKADE_ROW
#undef STOCKADE_BY_PARENT

namespace {

constexpr uint8_t kBinaryBindings[] = {
    kSumBinding,    // +
    kSumBinding,    // -
    kTermBinding,   // *
    kTermBinding,   // @
    kTermBinding,   // /
    kTermBinding,   // %
    kPowerBinding,  // **
    kShiftBinding,  // <<
    kShiftBinding,  // >>
    kBitOrBinding, kBitXorBinding, kBitAndBinding,
    kTermBinding,  // //
};

constexpr uint32_t kHumanIndent = 4, kCompactIndent = 1;

// MAXLEVEL of CPython's tokenizer, 3.9 to 3.13.
constexpr uint32_t kMostBrackets = 200;

bool ImportsFutureAnnotations(const Node& root) {
  for (const Node* statement : root.Children()) {
    if (statement->kind == NodeKind::kExprStmt) continue;
    if (statement->kind != NodeKind::kImportFrom || statement->text != "__future__" ||
        statement->op != 0) {
      return false;
    }
    for (const Node* alias : statement->Children()) {
      if (alias->text == "annotations") return true;
    }
  }
  return false;
}

}  // namespace

Printer::Printer(const analyzer::Tree& tree, const analyzer::Names& names,
                 const RewriteOptions& options)
    : tree_(tree),
      options_(options),
      page_(tree.source(), options.spelling == Spelling::kNames ? kHumanIndent : kCompactIndent,
            options.spelling == Spelling::kNames),
      passed_(*tree.root(), names),
      level_(options.level) {
  stack_.reserve(1024);
}

Result<Rewritten> Printer::Run(const Node& root) {
  static_assert(sizeof(kPrinters) / sizeof(kPrinters[0]) == analyzer::kNodeKindCount);
  future_annotations_ = ImportsFutureAnnotations(root);
  if (Protocol()) FindPrintScopes(root);
  if (AddsToBlock(root)) {
    PushProtocolBlock(root);
  } else {
    const size_t begin = Begin();
    for (const Node* statement : root.Children()) Push(Op::kStatement, statement);
    End(begin);
  }
  Loop(0);
  if (error_) return tl::unexpected(std::move(*error_));
  Rewritten out;
  out.added_lines = page_.added_lines();
  out.text = page_.TakeText();
  out.positions = page_.TakePositions();
  out.guards = std::move(notes_);
  const auto earlier = [](const GuardNote& a, const GuardNote& b) { return a.begin < b.begin; };
  if (!std::is_sorted(out.guards.begin(), out.guards.end(), earlier)) {
    std::stable_sort(out.guards.begin(), out.guards.end(), earlier);
  }
  out.bare_names.assign(bare_names_.begin(), bare_names_.end());
  std::sort(out.bare_names.begin(), out.bare_names.end());
  return out;
}

void Printer::End(size_t begin) {
  std::reverse(stack_.begin() + static_cast<std::ptrdiff_t>(begin), stack_.end());
}

void Printer::PushList(const Node& node, uint32_t first, uint8_t binding, uint16_t flags) {
  for (uint32_t i = first; i < node.child_count; ++i) {
    if (i != first) PushText(", ");
    PushNode(node.children[i], binding, flags);
  }
}

void Printer::Loop(size_t base) {
  while (stack_.size() > base && !unprintable_ && !error_) {
    const Item item = stack_.back();
    stack_.pop_back();
    Do(item);
  }
}

void Printer::Do(const Item& item) {
  const auto* node = static_cast<const Node*>(item.pointer);
  switch (item.op) {
    case Op::kNode:
      return PrintNode(*node, item.binding, item.flags);
    case Op::kTop:
      page_.BeginAnchor();
      Push(Op::kAnchorEnd);
      return PrintNode(*node, item.binding, item.flags);
    case Op::kStatement:
      return PrintStatement(*node);
    case Op::kText:
      return page_.Put(std::string_view(static_cast<const char*>(item.pointer), item.value));
    case Op::kOpen:
      return page_.Open(static_cast<char>(item.binding));
    case Op::kClose:
      page_.MoveTo(item.value);
      return page_.Close(static_cast<char>(item.binding));
    case Op::kAnchor:
      return page_.BeginAnchor();
    case Op::kAnchorEnd:
      return page_.EndAnchor();
    case Op::kColon:
      return page_.Colon();
    case Op::kBlock: {
      page_.Indent();
      passed_.BeginBlock();
      const size_t begin = Begin();
      for (const Node* statement : node->Children()) Push(Op::kStatement, statement);
      Push(Op::kBlockEnd);
      return End(begin);
    }
    case Op::kBlockEnd:
      page_.Dedent();
      passed_.EndBlock();
      return page_.EndBlock();
    case Op::kIndent:
      return page_.Indent();
    case Op::kDedent:
      page_.Dedent();
      return page_.EndBlock();
    case Op::kName:
      page_.MoveTo(node->begin);
      return PutName(node->text, *node);
    case Op::kAttributeName:
      page_.MoveTo(node->name_begin);
      page_.Put('.');
      if (page_.IsBehind(node->begin)) page_.Mark(node->name_begin);
      return page_.Put(node->text);
    case Op::kQuotedName:
      page_.MoveTo(node->name_begin);
      return PutQuoted(Mangle(node->text), *node);
    case Op::kGuard:
      page_.Remark(item.value);
      PutGuardName(static_cast<GuardId>(item.binding));
      return page_.Open(static_cast<char>(item.flags));
    case Op::kSpec:
      return PrintSpec(*node);
    case Op::kGetIterArgument:
      return PutGuardName(GuardId::kGetIter);
    case Op::kComprehension:
      return PrintComprehension(*node, item.value);
    case Op::kClause: {
      static constexpr std::string_view kClauses[] = {"else", "finally"};
      return PrintClause(*node, kClauses[item.binding]);
    }
    case Op::kElif: {
      page_.StartClause(page_.LineOf(node->begin));
      page_.Mark(node->begin);
      page_.Put("elif ");
      return PushTest(*node);
    }
    case Op::kHandler:
      return PrintHandler(*node, item.binding != 0);
    case Op::kCase:
      return PrintCase(*node);
    case Op::kDecorator: {
      if (item.binding != 0) page_.StartClause(page_.LineOf(node->begin));
      page_.Put('@');
      return PushTop(node, kTestBinding);
    }
    case Op::kDefinition:
      return PrintDefinitionHead(*node);
    case Op::kEntry:
      return PushEntry(*node);
    case Op::kClassBudget:  // class A(*_getiter_(-_budget_ and ())):
      TakeEntry();
      page_.Open('(');
      page_.Put('*');
      PutGuardName(GuardId::kGetIter);
      page_.Open('(');
      PutBudget(node->begin);
      page_.Put(" and ()");
      page_.Close(')');
      return page_.Close(')');
    case Op::kEnterClass:
      return classes_.push_back(node->text);
    case Op::kLeaveClass:
      return classes_.pop_back();
    case Op::kLevel:
      level_ = static_cast<Level>(item.binding);
      return;
    case Op::kLiteral:
      return PutPiece(*node);
    case Op::kDebugText:
      return PutLiteral(node->text, 0, *node);
    case Op::kInserted:
      return IsCompound(*node) ? page_.StartInserted() : page_.StartStatement(StartOf(*node));
    case Op::kInsertedEnd:
      if (IsCompound(*node)) page_.EndInserted(StartOf(*node));
      return;
    case Op::kTemporary:
      page_.Put(kWithTemporary);
      return page_.Put(std::to_string(item.value));
    case Op::kProtocolBlock:
      page_.Indent();
      passed_.BeginBlock();
      return PushProtocolBlock(*node);
  }
}

void Printer::PrintNode(const Node& node, uint8_t binding, uint16_t flags) {
  if (page_.depth() > kMostBrackets) {
    return Fail(ErrorCode::kTooNested, node,
                "with its guards the expression nests more than " + std::to_string(kMostBrackets) +
                    " brackets, the most that CPython reads: name a part of it first");
  }
  if (&node == entry_) {  // the function's budget is owed before this expression
    TakeEntry();
    if (kAndBinding < binding) {
      page_.Open('(');
      PushClose(')');
    }
    PutBudget(node.begin);
    page_.Put(" and ");
    binding = kNotBinding;
  }
  const Row& row = kPrinters[static_cast<size_t>(node.kind)];
  if (row.print == nullptr) {
    return Fail(ErrorCode::kUnknownNode, node,
                std::string(analyzer::KindName(node.kind)) + " has no printer here");
  }
  const uint8_t own = row.binding == kByOperator ? OperatorBinding(node) : row.binding;
  const bool has_brackets = node.kind == NodeKind::kTuple || node.kind == NodeKind::kGeneratorExp;
  // A tuple's own parentheses are no others: those are seen by where the parent starts.
  const bool keep = (has_brackets ? (flags & kLeading) != 0 : node.Has(analyzer::kParenthesized)) &&
                    page_.IsAhead(node.begin) && page_.breaks() != Page::Breaks::kNone;
  if (own < binding || keep) {
    page_.Open('(');
    PushClose(')');
  }
  page_.MoveTo(node.begin);
  page_.Mark(node.begin);
  (this->*row.print)(node, flags);
}

uint8_t Printer::OperatorBinding(const Node& node) const {
  switch (node.kind) {
    case NodeKind::kBoolOp:
      return node.op == 0 ? kAndBinding : kOrBinding;
    case NodeKind::kUnaryOp:
      return node.Unary() == analyzer::UnaryOperator::kNot ? kNotBinding : kFactorBinding;
    case NodeKind::kMatchAs:
      return node.Child(0) != nullptr ? kAsPattern : kClosedPattern;
    default:
      return kBinaryBindings[node.op];
  }
}

void Printer::PrintStatement(const Node& node) {
  const Row& row = kPrinters[static_cast<size_t>(node.kind)];
  if (row.print == nullptr || analyzer::kNodeKinds[static_cast<size_t>(node.kind)].category !=
                                  analyzer::NodeCategory::kStatement) {
    return Fail(ErrorCode::kUnknownNode, node,
                std::string(analyzer::KindName(node.kind)) + " is no statement");
  }
  page_.StartStatement(StartOf(node));
  passed_.BeginStatement(node);
  if (&node == entry_) {
    TakeEntry();
    PutBudget(node.begin);
    page_.Put("; ");
  }
  page_.Mark(node.begin);
  (this->*row.print)(node, 0);
}

// --- guards

bool Printer::Guarded(const Proof* proofs, size_t count, GuardId guard, const Node& node,
                      const Node* parent) {
  if (level_ == Level::kOff || (Protocol() && !InProtocol(guard))) return false;
  for (size_t i = 0; i < count; ++i) {
    if (proofs[i] == Proof::kNever) break;
    const ProofRow& row = kProofs[static_cast<size_t>(proofs[i])];
    if (!Counts(row.scope, level_)) continue;
    if (proofs[i] == Proof::kPassedBefore ? passed_.IsPassed(node)
                                          : Holds(proofs[i], node, parent)) {
      Note(guard, false, node, row.reason);
      return false;
    }
  }
  Note(guard, true, node, executor::Row(guard).reason);
  return true;
}

void Printer::Note(GuardId guard, bool emitted, const Node& node, std::string_view reason) {
  notes_.push_back({guard, emitted, node.begin, node.end, reason});
}

void Printer::PutGuardName(GuardId guard) {
  const executor::GuardRow& row = executor::Row(guard);
  if (options_.spelling == Spelling::kNames) return page_.Put(row.text_name);
  for (const Quote& quote : {Quote{'"', false}, Quote{'\'', false}}) {
    if (!QuoteFits(quote)) continue;
    page_.Put(quote.c);
    page_.Put(executor::kGuardMarker);
    page_.Put(row.constant_name);
    return page_.Put(quote.c);
  }
  unprintable_ = true;
}

namespace {

// An expression that CPython's compiler cannot fold to an int: it would take a character out of the
// guard's constant.
bool IsNeverFolded(const Node& node) {
  constexpr NodeKind kKinds[] = {NodeKind::kName,     NodeKind::kAttribute,   NodeKind::kCall,
                                 NodeKind::kList,     NodeKind::kSet,         NodeKind::kDict,
                                 NodeKind::kListComp, NodeKind::kSetComp,     NodeKind::kDictComp,
                                 NodeKind::kString,   NodeKind::kGeneratorExp};
  return std::find(std::begin(kKinds), std::end(kKinds), node.kind) != std::end(kKinds);
}

}  // namespace

void Printer::PushGuarded(GuardId guard, uint32_t offset, const Node& argument) {
  const bool brackets = options_.spelling == Spelling::kConstants &&
                        executor::TakesSubscript(guard) && IsNeverFolded(argument);
  PushGuard(guard, offset, brackets ? '[' : '(');
  PushNode(&argument, kTestBinding);
  PushClose(brackets ? ']' : ')');
}

void Printer::TakeEntry() {
  entries_.pop_back();
  entry_ = entries_.empty() ? nullptr : entries_.back();
}

void Printer::PutBudget(uint32_t offset) {
  page_.Mark(offset);
  page_.Put('-');
  PutGuardName(GuardId::kBudget);
}

// Whether reading it is spelled as a call of the guard.
bool Printer::GuardsAttribute(const Node& attribute) const {
  const bool guarded = level_ == Level::kAll || Protocol() ||
                       (level_ == Level::kProven && !MayBeBare(attribute.text));
  return guarded && !ReachGuard(attribute);
}

// The worker's guard of a read that asks about the object alone and leaves the read to CPython,
// which specialises it: what the name may find on such an object is settled. None for the names
// that are never bare, and in the text form, whose protocol has _getattr_.
std::optional<GuardId> Printer::ReachGuard(const Node& attribute) const {
  if (options_.spelling != Spelling::kConstants) return std::nullopt;
  if (MayBeBare(attribute.text)) return GuardId::kReach;
  if (MayBeReached(attribute.text)) return GuardId::kOwn;
  return std::nullopt;
}

void Printer::AddBareName(std::string_view name) {
  if (level_ != Level::kOff) bare_names_.insert(name);
}

void Printer::AddBareNames(const Node& dotted) {
  for (const Node* node = &dotted; node != nullptr && node->kind == NodeKind::kAttribute;
       node = node->Child(0)) {
    AddBareName(node->text);
  }
}

// --- names and literals

bool Printer::CheckName(std::string_view name, const Node& node) {
  // CPython reads `ｉｆ` as the name "if"; printed, it would be the keyword.
  if (analyzer::KeywordKind(name) != analyzer::TokenKind::kName) {
    Fail(ErrorCode::kKeywordName, node,
         "the name folds to the keyword '" + std::string(name) + "' and cannot be printed");
    return false;
  }
  if (name.size() < 3 || name[0] != '_') return true;
  bool taken = name.starts_with(kReservedPrefix) || (Protocol() && IsProtocolName(name));
  if (name.back() == '_') {
    for (const executor::GuardRow& row : executor::kGuards) taken |= name == row.text_name;
  }
  if (taken) {
    Fail(ErrorCode::kNamesGuard, node,
         "the name '" + std::string(name) + "' is reserved for the guards");
  }
  return !taken;
}

void Printer::PutName(std::string_view name, const Node& node) {
  CheckName(name, node);
  page_.Put(name);
}

void Printer::PutDotted(std::string_view name, const Node& node) {
  for (std::string_view rest = name; !rest.empty();) {
    const size_t dot = std::min(rest.find('.'), rest.size());
    CheckName(rest.substr(0, dot), node);
    rest.remove_prefix(std::min(dot + 1, rest.size()));
  }
  page_.Put(name);
}

// Private names of a class (language reference, "Private name mangling"), as CPython's _Py_Mangle.
std::string_view Printer::Mangle(std::string_view name) {
  if (classes_.empty() || !name.starts_with("__") || name.ends_with("__")) return name;
  std::string_view owner = classes_.back();
  owner.remove_prefix(std::min(owner.find_first_not_of('_'), owner.size()));
  if (owner.empty()) return name;
  mangled_.assign("_").append(owner).append(name);
  return mangled_;
}

void Printer::Fail(ErrorCode code, const Node& node, std::string message) {
  if (!error_) error_ = Error{code, node.begin, node.end, std::move(message)};
}

}  // namespace stockade::rewriter
