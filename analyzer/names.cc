// Builds the symbol table in one walk over the tree, and answers what Names promises from it.
//
// The model is CPython's symtable (Python/symtable.c of 3.11, and PEP 572, 695): what a scope does
// with a name is decided while walking; where a free name is found is decided on demand, since a
// scope outside may bind it later in the text.
#include "analyzer/names.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/constant_strings.h"
#include "analyzer/qualified.h"
#include "analyzer/symbols.h"

namespace stockade::analyzer {
namespace {

// Slots of node_kinds.def that the walk reads out of order.
namespace slot {
constexpr uint32_t kAssignValue = 0;
constexpr uint32_t kAugAssignTarget = 0, kAugAssignValue = 1;
constexpr uint32_t kAnnAssignTarget = 0, kAnnAssignAnnotation = 1, kAnnAssignValue = 2;
constexpr uint32_t kForTarget = 0, kForIter = 1, kForBody = 2, kForOrElse = 3;
constexpr uint32_t kWithBody = 0, kWithFirstItem = 1;
constexpr uint32_t kTryBody = 0, kTryOrElse = 1, kTryFinal = 2, kTryFirstHandler = 3;
constexpr uint32_t kDefDecorators = 0, kDefName = 1, kDefTypeParams = 2;
constexpr uint32_t kFunctionParameters = 3, kFunctionReturns = 4, kFunctionBody = 5;
constexpr uint32_t kClassArguments = 3, kClassBody = 4;
constexpr uint32_t kParameterAnnotation = 0, kParameterDefault = 1;
}  // namespace slot

// How a subtree is visited.
enum Mode : uint32_t {
  kPlain = 0,
  kConditional = 1 << 0,       // a statement that may not run although its scope does
  kStringAnnotation = 1 << 1,  // never runs: `from __future__ import annotations`
  kCarried = 1 << 2,   // the value goes on: it is stored, passed, returned, put into a display
  kExamined = 1 << 3,  // it is an argument of one of kHarmlessBuiltins
  kWhither = kCarried | kExamined,
};

bool IsFunctionLike(ScopeKind kind) {
  return kind == ScopeKind::kFunction || kind == ScopeKind::kLambda ||
         kind == ScopeKind::kComprehension;
}

bool IsDisplay(const Node& node) {
  return node.kind == NodeKind::kTuple || node.kind == NodeKind::kList;
}

bool HasStarred(const Node& display) {
  return std::any_of(display.Children().begin(), display.Children().end(), [](const Node* child) {
    return child != nullptr && child->kind == NodeKind::kStarred;
  });
}

uint16_t FlagsOf(BindingKind kind) {
  switch (kind) {
    case BindingKind::kImport:
      return kIsImported;
    case BindingKind::kParameter:
      return kIsParameter;
    case BindingKind::kGlobal:
      return kDeclaredGlobal;
    case BindingKind::kNonlocal:
      return kDeclaredNonlocal;
    case BindingKind::kComprehension:
      return kBound | kIsIterationVariable;
    default:
      return kBound;
  }
}

}  // namespace

class SymbolTableBuilder {
 public:
  explicit SymbolTableBuilder(const Tree& tree) : tree_(tree) {
    for (std::string_view name : {"super", "__class__", "__builtins__"}) table_.Intern(name);
  }

  SymbolTable Build();

 private:
  struct Item {
    const Node* node;
    uint32_t scope;
    uint32_t mode;
    uint32_t subject;  // of a MatchCase: a step
  };
  struct Target {
    const Node* node;
    const Node* value;  // null if the value is not known, or only as a step
    uint32_t step;
  };
  using Handler = void (SymbolTableBuilder::*)(const Node&, const Item&);
  struct HandlerRow {
    NodeKind kind;
    Handler handler;
  };
  static const HandlerRow kRows[];
  static std::array<Handler, kNodeKindCount> MakeHandlers();

  // Handlers push what is to be visited in source order; Build() turns it round for the stack.
  void Push(const Node* node, uint32_t scope, uint32_t mode) {
    if (node != nullptr) stack_.push_back({node, scope, mode, kNone});
  }
  void Mark(const Node& node, uint32_t slot) { table_.slots[node.id] = slot; }

  // --- scopes and names
  uint32_t NewScope(ScopeKind kind, const Node& node, uint32_t parent);
  uint32_t InternMangled(std::string_view text, uint32_t scope);
  uint32_t SymbolIn(uint32_t scope, uint32_t name);
  void Use(uint32_t scope, uint32_t name, uint32_t mode);

  // Every binding of the grammar is made here. `from` is the source offset from which on the name
  // is surely bound, kNever if it may not be.
  void Bind(const Node& node, std::string_view text, BindingKind kind, uint32_t scope,
            const Origin& origin, uint32_t from);
  void Link(uint32_t binding, uint32_t symbol, BindingKind kind, uint32_t from);
  void LinkNonlocals();
  void DeclareWalrus(uint32_t scope, uint32_t name);

  // Binds the names of a target; what it evaluates (the `o` of `o.x = 1`) is pushed.
  void BindTarget(const Node& target, BindingKind kind, const Item& item, const Node* value,
                  uint32_t step, uint32_t from);
  void BindPattern(const Node& pattern, const Item& item, uint32_t step);
  uint32_t AddStep(StepKind kind, uint32_t previous, uint32_t index = 0, const Node* node = nullptr,
                   std::string_view name = {}) {
    table_.steps.push_back({kind, previous, index, node, name});
    return static_cast<uint32_t>(table_.steps.size() - 1);
  }
  uint32_t RootStep(const Node* node) {
    return node == nullptr ? kNone : AddStep(StepKind::kRoot, kNone, 0, node);
  }
  uint32_t StepAfter(uint32_t previous, StepKind kind, uint32_t index = 0,
                     const Node* node = nullptr, std::string_view name = {}) {
    return previous == kNone ? kNone : AddStep(kind, previous, index, node, name);
  }
  static uint32_t From(const Item& item, uint32_t end) {
    return (item.mode & kConditional) != 0 ? kNever : end;
  }

  // --- what each node kind does
  void Children(const Node& node, const Item& item) {
    for (const Node* child : node.Children()) Push(child, item.scope, item.mode);
  }
  // What these make of their operands is something else.
  void Used(const Node& node, const Item& item) {
    for (const Node* child : node.Children()) Push(child, item.scope, item.mode & ~kWhither);
  }
  void Carrying(const Node& node, const Item& item) {
    for (const Node* child : node.Children()) Push(child, item.scope, item.mode | kCarried);
  }
  void VisitOutcome(const Node& node, const Item& item) {
    table_.outcomes.push_back({item.scope, &node});
    Carrying(node, item);
  }
  void VisitCall(const Node& node, const Item& item);
  void VisitIfExp(const Node& node, const Item& item) {
    Push(node.Child(0), item.scope, item.mode & ~kWhither);
    Push(node.Child(1), item.scope, item.mode);
    Push(node.Child(2), item.scope, item.mode);
  }
  void VisitAttribute(const Node& node, const Item& item) {
    if ((item.mode & kCarried) != 0 && node.Child(0)->kind == NodeKind::kName) {
      table_.carried_attributes.push_back(&node);
    }
    Used(node, item);
  }
  void Leaf(const Node&, const Item&) {}
  void VisitName(const Node& node, const Item& item);
  void VisitAssign(const Node& node, const Item& item);
  void VisitAugAssign(const Node& node, const Item& item);
  void VisitAnnAssign(const Node& node, const Item& item);
  void VisitDelete(const Node& node, const Item& item);
  void VisitDeclaration(const Node& node, const Item& item);
  void VisitImport(const Node& node, const Item& item);
  void VisitImportFrom(const Node& node, const Item& item);
  void VisitIf(const Node& node, const Item& item);
  void VisitFor(const Node& node, const Item& item);
  void VisitWith(const Node& node, const Item& item);
  void VisitTry(const Node& node, const Item& item);
  void VisitHandler(const Node& node, const Item& item);
  void VisitFunctionDef(const Node& node, const Item& item);
  void VisitLambda(const Node& node, const Item& item);
  void VisitClassDef(const Node& node, const Item& item);
  void VisitTypeAlias(const Node& node, const Item& item);
  void VisitMatch(const Node& node, const Item& item);
  void VisitMatchCase(const Node& node, const Item& item);
  void VisitComprehension(const Node& node, const Item& item);
  void VisitNamedExpr(const Node& node, const Item& item);
  void VisitTarget(const Node& node, const Item& item);
  void PushParameters(const Node& parameters, const Item& item, uint32_t annotation_scope,
                      uint32_t function_scope);
  void VisitTypeParams(const Node& node, const Item& item);
  uint32_t AnnotationMode(uint32_t mode) const {
    return string_annotations_ ? mode | kStringAnnotation : mode;
  }
  bool HasFutureAnnotations(const Node& module) const;

  const Tree& tree_;
  SymbolTable table_;
  std::vector<Item> stack_;
  std::vector<Target> targets_;
  struct Nonlocal {
    uint32_t binding, symbol;
    BindingKind kind;
  };
  std::vector<Nonlocal> nonlocals_;
  bool string_annotations_ = false;
};

const SymbolTableBuilder::HandlerRow SymbolTableBuilder::kRows[] = {
    {NodeKind::kModule, &SymbolTableBuilder::Children},
    {NodeKind::kBlock, &SymbolTableBuilder::Children},
    {NodeKind::kExprStmt, &SymbolTableBuilder::Children},
    {NodeKind::kAssign, &SymbolTableBuilder::VisitAssign},
    {NodeKind::kAugAssign, &SymbolTableBuilder::VisitAugAssign},
    {NodeKind::kAnnAssign, &SymbolTableBuilder::VisitAnnAssign},
    {NodeKind::kReturn, &SymbolTableBuilder::VisitOutcome},
    {NodeKind::kDelete, &SymbolTableBuilder::VisitDelete},
    {NodeKind::kPass, &SymbolTableBuilder::Leaf},
    {NodeKind::kBreak, &SymbolTableBuilder::Leaf},
    {NodeKind::kContinue, &SymbolTableBuilder::Leaf},
    {NodeKind::kGlobal, &SymbolTableBuilder::VisitDeclaration},
    {NodeKind::kNonlocal, &SymbolTableBuilder::VisitDeclaration},
    {NodeKind::kImport, &SymbolTableBuilder::VisitImport},
    {NodeKind::kImportFrom, &SymbolTableBuilder::VisitImportFrom},
    {NodeKind::kIf, &SymbolTableBuilder::VisitIf},
    {NodeKind::kWhile, &SymbolTableBuilder::VisitIf},
    {NodeKind::kFor, &SymbolTableBuilder::VisitFor},
    {NodeKind::kWith, &SymbolTableBuilder::VisitWith},
    {NodeKind::kTry, &SymbolTableBuilder::VisitTry},
    {NodeKind::kRaise, &SymbolTableBuilder::Children},
    {NodeKind::kAssert, &SymbolTableBuilder::Children},
    {NodeKind::kFunctionDef, &SymbolTableBuilder::VisitFunctionDef},
    {NodeKind::kClassDef, &SymbolTableBuilder::VisitClassDef},
    {NodeKind::kMatch, &SymbolTableBuilder::VisitMatch},
    {NodeKind::kTypeAlias, &SymbolTableBuilder::VisitTypeAlias},
    {NodeKind::kDecorators, &SymbolTableBuilder::Children},
    {NodeKind::kIdentifier, &SymbolTableBuilder::Leaf},
    {NodeKind::kAlias, &SymbolTableBuilder::Leaf},
    {NodeKind::kWithItem, &SymbolTableBuilder::Children},
    {NodeKind::kHandler, &SymbolTableBuilder::VisitHandler},
    {NodeKind::kMatchCase, &SymbolTableBuilder::VisitMatchCase},
    {NodeKind::kParameters, &SymbolTableBuilder::Children},
    {NodeKind::kParameter, &SymbolTableBuilder::Children},
    {NodeKind::kTypeParams, &SymbolTableBuilder::VisitTypeParams},
    {NodeKind::kTypeParam, &SymbolTableBuilder::Children},
    {NodeKind::kName, &SymbolTableBuilder::VisitName},
    {NodeKind::kInt, &SymbolTableBuilder::Leaf},
    {NodeKind::kFloat, &SymbolTableBuilder::Leaf},
    {NodeKind::kImaginary, &SymbolTableBuilder::Leaf},
    {NodeKind::kNone, &SymbolTableBuilder::Leaf},
    {NodeKind::kTrue, &SymbolTableBuilder::Leaf},
    {NodeKind::kFalse, &SymbolTableBuilder::Leaf},
    {NodeKind::kEllipsis, &SymbolTableBuilder::Leaf},
    {NodeKind::kString, &SymbolTableBuilder::Children},
    {NodeKind::kStringPiece, &SymbolTableBuilder::Leaf},
    {NodeKind::kFString, &SymbolTableBuilder::Children},
    {NodeKind::kFStringText, &SymbolTableBuilder::Leaf},
    {NodeKind::kFStringField, &SymbolTableBuilder::Used},
    {NodeKind::kList, &SymbolTableBuilder::Carrying},
    {NodeKind::kTuple, &SymbolTableBuilder::Carrying},
    {NodeKind::kSet, &SymbolTableBuilder::Carrying},
    {NodeKind::kDict, &SymbolTableBuilder::Carrying},
    {NodeKind::kDictItem, &SymbolTableBuilder::Children},
    {NodeKind::kListComp, &SymbolTableBuilder::VisitComprehension},
    {NodeKind::kSetComp, &SymbolTableBuilder::VisitComprehension},
    {NodeKind::kDictComp, &SymbolTableBuilder::VisitComprehension},
    {NodeKind::kGeneratorExp, &SymbolTableBuilder::VisitComprehension},
    {NodeKind::kComprehension, &SymbolTableBuilder::Children},
    {NodeKind::kLambda, &SymbolTableBuilder::VisitLambda},
    {NodeKind::kIfExp, &SymbolTableBuilder::VisitIfExp},
    {NodeKind::kBoolOp, &SymbolTableBuilder::Children},
    {NodeKind::kUnaryOp, &SymbolTableBuilder::Used},
    {NodeKind::kBinOp, &SymbolTableBuilder::Used},
    {NodeKind::kCompare, &SymbolTableBuilder::Used},
    {NodeKind::kCall, &SymbolTableBuilder::VisitCall},
    {NodeKind::kArguments, &SymbolTableBuilder::Children},
    {NodeKind::kKeyword, &SymbolTableBuilder::Children},
    {NodeKind::kDoubleStarred, &SymbolTableBuilder::Children},
    {NodeKind::kAttribute, &SymbolTableBuilder::VisitAttribute},
    {NodeKind::kSubscript, &SymbolTableBuilder::Used},
    {NodeKind::kSlice, &SymbolTableBuilder::Used},
    {NodeKind::kStarred, &SymbolTableBuilder::Children},
    {NodeKind::kNamedExpr, &SymbolTableBuilder::VisitNamedExpr},
    {NodeKind::kAwait, &SymbolTableBuilder::Children},
    {NodeKind::kYield, &SymbolTableBuilder::VisitOutcome},
    {NodeKind::kYieldFrom, &SymbolTableBuilder::VisitOutcome},
    {NodeKind::kMatchValue, &SymbolTableBuilder::Children},
    {NodeKind::kMatchSingleton, &SymbolTableBuilder::Children},
    {NodeKind::kMatchSequence, &SymbolTableBuilder::VisitTarget},
    {NodeKind::kMatchMapping, &SymbolTableBuilder::VisitTarget},
    {NodeKind::kMatchItem, &SymbolTableBuilder::Children},
    {NodeKind::kMatchClass, &SymbolTableBuilder::VisitTarget},
    {NodeKind::kMatchKeyword, &SymbolTableBuilder::Children},
    {NodeKind::kMatchStar, &SymbolTableBuilder::VisitTarget},
    {NodeKind::kMatchAs, &SymbolTableBuilder::VisitTarget},
    {NodeKind::kMatchOr, &SymbolTableBuilder::VisitTarget},
};

std::array<SymbolTableBuilder::Handler, kNodeKindCount> SymbolTableBuilder::MakeHandlers() {
  // One row a kind, in the order of node_kinds.def: a kind that is added there and not here must
  // not be silently skipped.
  static_assert(std::size(kRows) == kNodeKindCount, "a node kind has no row in kRows");
  std::array<Handler, kNodeKindCount> handlers{};
  for (const HandlerRow& row : kRows) handlers[static_cast<size_t>(row.kind)] = row.handler;
  return handlers;
}

SymbolTable SymbolTableBuilder::Build() {
  static const std::array<Handler, kNodeKindCount> handlers = MakeHandlers();
  table_.slots.assign(tree_.node_count(), 0);
  const Node* root = tree_.root();
  table_.scopes.push_back({ScopeKind::kModule, root, 0});
  table_.scope_records.emplace_back();
  if (root == nullptr) return std::move(table_);
  string_annotations_ = HasFutureAnnotations(*root);
  Push(root, 0, kPlain);
  while (!stack_.empty()) {
    const Item item = stack_.back();
    stack_.pop_back();
    Mark(*item.node, item.scope);
    const auto first_pushed = static_cast<std::ptrdiff_t>(stack_.size());
    (this->*handlers[static_cast<size_t>(item.node->kind)])(*item.node, item);
    std::reverse(stack_.begin() + first_pushed, stack_.end());
  }
  LinkNonlocals();
  return std::move(table_);
}

bool SymbolTableBuilder::HasFutureAnnotations(const Node& module) const {
  for (const Node* statement : module.Children()) {
    if (statement->kind == NodeKind::kExprStmt) continue;  // the docstring
    if (statement->kind != NodeKind::kImportFrom || statement->text != "__future__") return false;
    for (const Node* alias : statement->Children()) {
      if (alias->text == "annotations") return true;
    }
  }
  return false;
}

// ---------------------------------------------------------------------------- scopes and names

uint32_t SymbolTableBuilder::NewScope(ScopeKind kind, const Node& node, uint32_t parent) {
  const auto scope = static_cast<uint32_t>(table_.scopes.size());
  table_.scopes.push_back({kind, &node, parent});
  table_.scope_records.push_back({.class_name = table_.scope_records[parent].class_name});
  return scope;
}

uint32_t SymbolTableBuilder::InternMangled(std::string_view text, uint32_t scope) {
  const uint32_t class_name = table_.scope_records[scope].class_name;
  if (class_name == kNone || !text.starts_with("__")) return table_.Intern(text);
  const std::string mangled = MangleName(table_.NameText(class_name), text);
  return mangled == text ? table_.Intern(text) : table_.names_.InternCopy(mangled);
}

uint32_t SymbolTableBuilder::SymbolIn(uint32_t scope, uint32_t name) {
  return table_.SymbolIn(scope, name);
}

void SymbolTableBuilder::Use(uint32_t scope, uint32_t name, uint32_t mode) {
  if ((mode & kStringAnnotation) != 0) return;
  const uint32_t symbol = SymbolIn(scope, name);
  table_.symbols[symbol].flags |= kIsUsed;
}

void SymbolTableBuilder::Bind(const Node& node, std::string_view text, BindingKind kind,
                              uint32_t scope, const Origin& origin, uint32_t from) {
  const uint32_t name = InternMangled(text, scope);
  if (kind == BindingKind::kWalrus) DeclareWalrus(scope, name);
  const uint32_t symbol = SymbolIn(scope, name);
  Mark(node, symbol | SymbolTable::kSymbolBit);
  const uint16_t flags = table_.symbols[symbol].flags |= FlagsOf(kind);

  const auto binding = static_cast<uint32_t>(table_.bindings.size());
  const Node* value = origin.kind == OriginKind::kExpression || origin.kind == OriginKind::kDefault
                          ? origin.node
                          : nullptr;
  table_.bindings.push_back({&node, kind, text, value, scope});
  table_.records.push_back({origin, kNone});

  if (kind == BindingKind::kGlobal) {
    table_.bindings[binding].scope = 0;
    // The declaration shows in the module's own table, as in CPython's.
    const uint32_t module = SymbolIn(0, name);
    table_.symbols[module].flags |= kDeclaredGlobal;
  } else if ((flags & kDeclaredNonlocal) != 0) {
    nonlocals_.push_back({binding, symbol, kind});
  } else if ((flags & kDeclaredGlobal) != 0 && scope != 0) {
    table_.bindings[binding].scope = 0;
    Link(binding, SymbolIn(0, name), kind, kNever);
  } else {
    Link(binding, symbol, kind, from);
  }
}

void SymbolTableBuilder::Link(uint32_t binding, uint32_t symbol, BindingKind kind, uint32_t from) {
  SymbolRecord& record = table_.symbols[symbol];
  if (kind == BindingKind::kDelete || kind == BindingKind::kExcept) record.may_be_deleted = true;
  if (kind == BindingKind::kDelete) return;
  if (kind == BindingKind::kAnnotation &&
      table_.records[binding].origin.kind == OriginKind::kUnknown) {
    return;  // `x: int` makes the name local, and gives it nothing
  }
  record.bound_from = std::min(record.bound_from, from);
  ++record.binding_count;
  if (record.last_binding == kNone) {
    record.first_binding = binding;
  } else {
    table_.records[record.last_binding].next = binding;
  }
  record.last_binding = binding;
}

// A nonlocal name lives in a function around, which may bind it after the place that declares it.
void SymbolTableBuilder::LinkNonlocals() {
  for (const Nonlocal& nonlocal : nonlocals_) {
    const uint32_t symbol = table_.Resolve(nonlocal.symbol);
    if (symbol == kNone) continue;
    table_.bindings[nonlocal.binding].scope = table_.symbols[symbol].scope;
    if (nonlocal.kind != BindingKind::kNonlocal) {
      Link(nonlocal.binding, symbol, nonlocal.kind, kNever);
    }
  }
}

// PEP 572: a walrus in a comprehension binds in the function or module around it. Declares the name
// in the comprehension accordingly.
void SymbolTableBuilder::DeclareWalrus(uint32_t scope, uint32_t name) {
  uint32_t home = scope;
  while (table_.scopes[home].kind == ScopeKind::kComprehension) home = table_.scopes[home].parent;
  if (home == scope) return;
  const uint32_t inner = SymbolIn(scope, name);
  const uint32_t outer = SymbolIn(home, name);
  if (home == 0 || (table_.symbols[outer].flags & kDeclaredGlobal) != 0) {
    table_.symbols[inner].flags |= kDeclaredGlobal;
    const uint32_t module = SymbolIn(0, name);
    table_.symbols[module].flags |= kDeclaredGlobal;
  } else {
    table_.symbols[inner].flags |= kDeclaredNonlocal;
  }
  if (home != 0) table_.symbols[outer].flags |= kBound;
}

// ---------------------------------------------------------------------------- targets

void SymbolTableBuilder::BindTarget(const Node& target, BindingKind kind, const Item& item,
                                    const Node* value, uint32_t step, uint32_t from) {
  targets_.clear();
  targets_.push_back({&target, value, step});
  while (!targets_.empty()) {
    const Target current = targets_.back();
    targets_.pop_back();
    const Node& node = *current.node;
    Mark(node, item.scope);
    switch (node.kind) {
      case NodeKind::kName: {
        Origin origin;
        if (current.value != nullptr) {
          origin = {.kind = OriginKind::kExpression, .node = current.value};
        } else if (current.step != kNone) {
          origin = {.kind = OriginKind::kStep, .step = current.step};
        }
        Bind(node, node.text, kind, item.scope, origin, from);
        break;
      }
      case NodeKind::kStarred: {
        uint32_t root = current.value != nullptr ? RootStep(current.value) : current.step;
        targets_.push_back({node.Child(0), nullptr, StepAfter(root, StepKind::kRest)});
        break;
      }
      case NodeKind::kTuple:
      case NodeKind::kList: {
        const uint32_t count = node.child_count;
        const bool starred = HasStarred(node);
        // `a, b = c, d` gives each name its own expression; otherwise a step leads to the part.
        if (current.value != nullptr && IsDisplay(*current.value) && !starred &&
            current.value->child_count == count && !HasStarred(*current.value)) {
          for (uint32_t i = count; i-- > 0;) {
            targets_.push_back({node.Child(i), current.value->Child(i), kNone});
          }
          break;
        }
        const uint32_t root = current.value != nullptr ? RootStep(current.value) : current.step;
        uint32_t star = count;
        for (uint32_t i = 0; i < count; ++i) {
          if (node.Child(i)->kind == NodeKind::kStarred) star = i;
        }
        for (uint32_t i = count; i-- > 0;) {
          const bool before_star = i < star;
          const uint32_t part = i == star     ? root
                                : before_star ? StepAfter(root, StepKind::kIndex, i)
                                              : StepAfter(root, StepKind::kFromEnd, count - i);
          targets_.push_back({node.Child(i), nullptr, part});
        }
        break;
      }
      default:  // an attribute or a subscript: its parts are evaluated
        if (current.value != nullptr || current.step != kNone) {
          table_.stores.push_back({&node, current.value, current.step});
        }
        Push(&node, item.scope, item.mode & ~kWhither);
        break;
    }
  }
}

// Patterns bind from their subject; what they evaluate (values, classes, keys) is pushed.
void SymbolTableBuilder::BindPattern(const Node& pattern, const Item& item, uint32_t step) {
  targets_.clear();
  targets_.push_back({&pattern, nullptr, step});
  while (!targets_.empty()) {
    const Target current = targets_.back();
    targets_.pop_back();
    if (current.node == nullptr) continue;
    const Node& node = *current.node;
    const uint32_t count = node.child_count;
    Mark(node, item.scope);
    switch (node.kind) {
      case NodeKind::kIdentifier: {
        Origin origin;
        if (current.step != kNone) origin = {.kind = OriginKind::kStep, .step = current.step};
        Bind(node, node.text, BindingKind::kMatch, item.scope, origin, kNever);
        break;
      }
      case NodeKind::kMatchAs:
        targets_.push_back({node.Child(1), nullptr, current.step});
        targets_.push_back({node.Child(0), nullptr, current.step});
        break;
      case NodeKind::kMatchStar:
        targets_.push_back({node.Child(0), nullptr, StepAfter(current.step, StepKind::kRest)});
        break;
      case NodeKind::kMatchOr:
        for (uint32_t i = count; i-- > 0;)
          targets_.push_back({node.Child(i), nullptr, current.step});
        break;
      case NodeKind::kMatchSequence: {
        uint32_t star = count;
        for (uint32_t i = 0; i < count; ++i) {
          if (node.Child(i)->kind == NodeKind::kMatchStar) star = i;
        }
        for (uint32_t i = count; i-- > 0;) {
          const uint32_t part = i == star  ? current.step
                                : i < star ? StepAfter(current.step, StepKind::kIndex, i)
                                           : StepAfter(current.step, StepKind::kFromEnd, count - i);
          targets_.push_back({node.Child(i), nullptr, part});
        }
        break;
      }
      case NodeKind::kMatchMapping:
        targets_.push_back({node.Child(0), nullptr, StepAfter(current.step, StepKind::kUnion)});
        for (uint32_t i = 1; i < count; ++i) Push(node.Child(i)->Child(0), item.scope, item.mode);
        for (uint32_t i = count; i-- > 1;) {
          const Node& entry = *node.Child(i);  // MatchItem
          Mark(entry, item.scope);
          targets_.push_back({entry.Child(1), nullptr,
                              StepAfter(current.step, StepKind::kKey, 0, entry.Child(0))});
        }
        break;
      case NodeKind::kMatchClass:
        Push(node.Child(0), item.scope, item.mode);
        for (uint32_t i = count; i-- > 1;) {
          const Node& part = *node.Child(i);
          if (part.kind == NodeKind::kMatchKeyword) {
            Mark(part, item.scope);
            targets_.push_back(
                {part.Child(0), nullptr,
                 StepAfter(current.step, StepKind::kAttribute, 0, nullptr, part.text)});
          } else {
            // `case str(x)` captures the subject itself, other classes say in __match_args__.
            targets_.push_back({&part, nullptr, current.step});
          }
        }
        break;
      default:  // MatchValue, MatchSingleton
        Push(&node, item.scope, item.mode);
        break;
    }
  }
}

// A pattern that is reached in any other way than through its MatchCase still binds.
void SymbolTableBuilder::VisitTarget(const Node& node, const Item& item) {
  BindPattern(node, item, kNone);
}

// ---------------------------------------------------------------------------- statements

void SymbolTableBuilder::VisitName(const Node& node, const Item& item) {
  if (node.Context() != kLoad) {
    // Not a target of any statement known here: bound all the same, to nothing known.
    Bind(node, node.text, node.Context() == kDel ? BindingKind::kDelete : BindingKind::kAssign,
         item.scope, {}, kNever);
    return;
  }
  const uint32_t name = InternMangled(node.text, item.scope);
  const uint32_t symbol = SymbolIn(item.scope, name);
  Mark(node, symbol | SymbolTable::kSymbolBit);
  if ((item.mode & kStringAnnotation) != 0) return;
  table_.symbols[symbol].flags |= kIsUsed;
  if ((item.mode & kExamined) != 0) {
    table_.symbols[symbol].is_examined = true;
  } else if ((item.mode & kCarried) != 0) {
    table_.symbols[symbol].is_carried = true;
  }
  if (name == kNameSuper && IsFunctionLike(table_.scopes[item.scope].kind)) {
    Use(item.scope, kNameClassCell, item.mode);
  }
}

void SymbolTableBuilder::VisitAssign(const Node& node, const Item& item) {
  const Node* value = node.Child(slot::kAssignValue);
  for (uint32_t i = slot::kAssignValue + 1; i < node.child_count; ++i) {
    BindTarget(*node.Child(i), BindingKind::kAssign, item, value, kNone, From(item, node.end));
  }
  Push(value, item.scope, item.mode | kCarried);
}

void SymbolTableBuilder::VisitAugAssign(const Node& node, const Item& item) {
  const Node* value = node.Child(slot::kAugAssignValue);
  // `l += [x]` and `d |= {...}` add to what the name holds; other operators give something new.
  const bool adds =
      node.Binary() == BinaryOperator::kAdd || node.Binary() == BinaryOperator::kBitOr;
  const uint32_t step = adds ? StepAfter(RootStep(value), StepKind::kUnion) : kNone;
  BindTarget(*node.Child(slot::kAugAssignTarget), BindingKind::kAugAssign, item, nullptr, step,
             kNever);
  Push(value, item.scope, item.mode);
}

void SymbolTableBuilder::VisitAnnAssign(const Node& node, const Item& item) {
  const Node& target = *node.Child(slot::kAnnAssignTarget);
  const Node* value = node.Child(slot::kAnnAssignValue);
  const bool is_name = target.kind == NodeKind::kName;
  if (is_name && (node.Has(kSimpleTarget) || value != nullptr)) {
    BindTarget(target, BindingKind::kAnnotation, item, value, kNone,
               value == nullptr ? kNever : From(item, node.end));
    if (node.Has(kSimpleTarget)) table_.symbols[table_.SymbolOf(target)].flags |= kIsAnnotated;
  } else if (is_name) {  // `(x): int` neither binds nor reads
    const uint32_t symbol = SymbolIn(item.scope, InternMangled(target.text, item.scope));
    Mark(target, symbol | SymbolTable::kSymbolBit);
  } else {
    if (value != nullptr) table_.stores.push_back({&target, value, kNone});
    Push(&target, item.scope, item.mode);
  }
  Push(node.Child(slot::kAnnAssignAnnotation), item.scope, AnnotationMode(item.mode));
  Push(value, item.scope, item.mode | kCarried);
}

void SymbolTableBuilder::VisitDelete(const Node& node, const Item& item) {
  for (const Node* target : node.Children()) {
    BindTarget(*target, BindingKind::kDelete, item, nullptr, kNone, kNever);
  }
}

void SymbolTableBuilder::VisitDeclaration(const Node& node, const Item& item) {
  const BindingKind kind =
      node.kind == NodeKind::kGlobal ? BindingKind::kGlobal : BindingKind::kNonlocal;
  for (const Node* name : node.Children()) {
    Bind(*name, name->text, kind, item.scope, {}, kNever);
  }
}

void SymbolTableBuilder::VisitImport(const Node& node, const Item& item) {
  for (const Node* alias : node.Children()) {
    Mark(*alias, item.scope);
    const Node* asname = alias->Child(0);
    const Origin origin{.kind = OriginKind::kImport, .node = alias, .context = &node};
    if (asname != nullptr) {
      Bind(*asname, asname->text, BindingKind::kImport, item.scope, origin, From(item, node.end));
    } else {
      Bind(*alias, FirstComponent(alias->text), BindingKind::kImport, item.scope, origin,
           From(item, node.end));
    }
  }
}

void SymbolTableBuilder::VisitImportFrom(const Node& node, const Item& item) {
  for (const Node* alias : node.Children()) {
    Mark(*alias, item.scope);
    if (alias->text == "*") {
      table_.star_imports.push_back(&node);
      continue;
    }
    const Node* asname = alias->Child(0);
    const Node& bound = asname != nullptr ? *asname : *alias;
    const Origin origin{.kind = OriginKind::kImportFrom, .node = alias, .context = &node};
    Bind(bound, bound.text, BindingKind::kImport, item.scope, origin, From(item, node.end));
  }
}

void SymbolTableBuilder::VisitIf(const Node& node, const Item& item) {
  Push(node.Child(0), item.scope, item.mode);
  for (uint32_t i = 1; i < node.child_count; ++i) {
    Push(node.Child(i), item.scope, item.mode | kConditional);
  }
}

void SymbolTableBuilder::VisitFor(const Node& node, const Item& item) {
  const Node* iter = node.Child(slot::kForIter);
  BindTarget(*node.Child(slot::kForTarget), BindingKind::kFor, item, nullptr,
             StepAfter(RootStep(iter), StepKind::kElement), kNever);
  Push(iter, item.scope, item.mode);
  Push(node.Child(slot::kForBody), item.scope, item.mode | kConditional);
  Push(node.Child(slot::kForOrElse), item.scope, item.mode | kConditional);
}

void SymbolTableBuilder::VisitWith(const Node& node, const Item& item) {
  for (uint32_t i = slot::kWithFirstItem; i < node.child_count; ++i) {
    const Node& with_item = *node.Child(i);
    const Node* context = with_item.Child(0);
    const Node* target = with_item.Child(1);
    Mark(with_item, item.scope);
    Push(context, item.scope, item.mode);
    if (target != nullptr) {
      BindTarget(*target, BindingKind::kWith, item, nullptr,
                 StepAfter(RootStep(context), StepKind::kEnter), kNever);
    }
  }
  // Conditional: the context manager may have swallowed an exception of the body.
  Push(node.Child(slot::kWithBody), item.scope, item.mode | kConditional);
}

void SymbolTableBuilder::VisitTry(const Node& node, const Item& item) {
  const uint32_t mode = item.mode | kConditional;
  Push(node.Child(slot::kTryBody), item.scope, mode);
  for (uint32_t i = slot::kTryFirstHandler; i < node.child_count; ++i) {
    Push(node.Child(i), item.scope, mode);
  }
  Push(node.Child(slot::kTryOrElse), item.scope, mode);
  Push(node.Child(slot::kTryFinal), item.scope, item.mode);
}

void SymbolTableBuilder::VisitHandler(const Node& node, const Item& item) {
  Push(node.Child(0), item.scope, item.mode);
  if (const Node* name = node.Child(1); name != nullptr) {
    Origin origin;
    if (node.Child(0) != nullptr) {
      origin = {.kind = OriginKind::kStep,
                .step = StepAfter(RootStep(node.Child(0)), StepKind::kCaught)};
    }
    Bind(*name, name->text, BindingKind::kExcept, item.scope, origin, kNever);
  }
  Push(node.Child(2), item.scope, item.mode);
}

// ---------------------------------------------------------------------------- definitions

void SymbolTableBuilder::PushParameters(const Node& parameters, const Item& item,
                                        uint32_t annotation_scope, uint32_t function_scope) {
  Mark(parameters, function_scope);
  for (const Node* parameter : parameters.Children()) {
    const Node* value = parameter->Child(slot::kParameterDefault);
    Origin origin;
    if (value != nullptr) origin = {.kind = OriginKind::kDefault, .node = value};
    Bind(*parameter, parameter->text, BindingKind::kParameter, function_scope, origin, 0);
    const uint32_t mode = item.mode & ~kWhither;
    Push(parameter->Child(slot::kParameterAnnotation), annotation_scope, AnnotationMode(mode));
    Push(value, item.scope, mode | kCarried);
  }
}

void SymbolTableBuilder::VisitFunctionDef(const Node& node, const Item& item) {
  const Node& name = *node.Child(slot::kDefName);
  const Node& decorators = *node.Child(slot::kDefDecorators);
  const Node* type_params = node.Child(slot::kDefTypeParams);
  const Node* body = node.Child(slot::kFunctionBody);
  // A read in the body runs when the function is called, and without a decorator nothing can call
  // it before its name is bound.
  const uint32_t from = decorators.child_count == 0 ? body->begin : node.end;
  Bind(name, name.text, BindingKind::kFunction, item.scope,
       {.kind = OriginKind::kDefinition, .node = &node}, From(item, from));
  uint32_t outer = item.scope;
  if (type_params != nullptr) outer = NewScope(ScopeKind::kTypeParams, node, item.scope);
  const uint32_t scope = NewScope(ScopeKind::kFunction, node, outer);
  Push(&decorators, item.scope, item.mode);
  Push(type_params, outer, item.mode);
  PushParameters(*node.Child(slot::kFunctionParameters), item, outer, scope);
  Push(node.Child(slot::kFunctionReturns), outer, AnnotationMode(item.mode));
  Push(body, scope, kPlain);
}

void SymbolTableBuilder::VisitLambda(const Node& node, const Item& item) {
  const uint32_t scope = NewScope(ScopeKind::kLambda, node, item.scope);
  PushParameters(*node.Child(0), item, item.scope, scope);
  Push(node.Child(1), scope, (item.mode & ~kWhither) | kCarried);
}

void SymbolTableBuilder::VisitClassDef(const Node& node, const Item& item) {
  const Node& name = *node.Child(slot::kDefName);
  const Node* type_params = node.Child(slot::kDefTypeParams);
  Bind(name, name.text, BindingKind::kClass, item.scope,
       {.kind = OriginKind::kDefinition, .node = &node}, From(item, node.end));
  uint32_t outer = item.scope;
  if (type_params != nullptr) outer = NewScope(ScopeKind::kTypeParams, node, item.scope);
  const uint32_t scope = NewScope(ScopeKind::kClass, node, outer);
  table_.scope_records[scope].class_name = table_.Intern(name.text);
  Push(node.Child(slot::kDefDecorators), item.scope, item.mode);
  Push(type_params, outer, item.mode);
  if (node.Child(slot::kClassArguments) != nullptr) table_.derived_classes.push_back(&node);
  Push(node.Child(slot::kClassArguments), outer, item.mode);
  Push(node.Child(slot::kClassBody), scope, kPlain);
}

void SymbolTableBuilder::VisitTypeAlias(const Node& node, const Item& item) {
  const Node& name = *node.Child(0);
  Bind(name, name.text, BindingKind::kTypeAlias, item.scope, {}, From(item, node.end));
  uint32_t outer = item.scope;
  if (node.Child(1) != nullptr) outer = NewScope(ScopeKind::kTypeParams, node, item.scope);
  Push(node.Child(1), outer, item.mode);
  Push(node.Child(2), outer, item.mode);
}

void SymbolTableBuilder::VisitTypeParams(const Node& node, const Item& item) {
  for (const Node* param : node.Children()) {
    Bind(*param, param->text, BindingKind::kTypeParam, item.scope, {}, 0);
    Push(param->Child(0), item.scope, item.mode);
    Push(param->Child(1), item.scope, item.mode);
  }
}

void SymbolTableBuilder::VisitMatch(const Node& node, const Item& item) {
  const uint32_t subject = RootStep(node.Child(0));
  Push(node.Child(0), item.scope, item.mode | kCarried);
  for (uint32_t i = 1; i < node.child_count; ++i) {
    stack_.push_back({node.Child(i), item.scope, item.mode | kConditional, subject});
  }
}

void SymbolTableBuilder::VisitMatchCase(const Node& node, const Item& item) {
  BindPattern(*node.Child(0), item, item.subject);
  Push(node.Child(1), item.scope, item.mode);
  Push(node.Child(2), item.scope, item.mode);
}

// ---------------------------------------------------------------------------- expressions

void SymbolTableBuilder::VisitComprehension(const Node& node, const Item& item) {
  const uint32_t scope = NewScope(ScopeKind::kComprehension, node, item.scope);
  const uint32_t mode = item.mode & ~kWhither;
  const Item inner{&node, scope, mode, kNone};
  Push(node.Child(0), scope, mode | kCarried);
  for (uint32_t i = 1; i < node.child_count; ++i) {
    const Node& clause = *node.Child(i);
    const Node* iter = clause.Child(1);
    Mark(clause, scope);
    BindTarget(*clause.Child(0), BindingKind::kComprehension, inner, nullptr,
               StepAfter(RootStep(iter), StepKind::kElement), kNever);
    // The first iterable is evaluated outside, before the comprehension's own scope exists.
    Push(iter, i == 1 ? item.scope : scope, mode);
    for (uint32_t c = 2; c < clause.child_count; ++c) Push(clause.Child(c), scope, mode);
  }
}

void SymbolTableBuilder::VisitNamedExpr(const Node& node, const Item& item) {
  BindTarget(*node.Child(0), BindingKind::kWalrus, item, node.Child(1), kNone, kNever);
  Push(node.Child(1), item.scope, (item.mode & ~kWhither) | kCarried);
}

void SymbolTableBuilder::VisitCall(const Node& node, const Item& item) {
  const Node& function = *node.Child(0);
  const uint32_t mode = item.mode & ~kWhither;
  table_.calls.push_back(&node);
  Push(&function, item.scope, mode);
  const bool is_harmless = function.kind == NodeKind::kName &&
                           std::find(std::begin(kHarmlessBuiltins), std::end(kHarmlessBuiltins),
                                     function.text) != std::end(kHarmlessBuiltins);
  Push(node.Child(1), item.scope, mode | (is_harmless ? kExamined : kCarried));
}

SymbolTable BuildSymbolTable(const Tree& tree) { return SymbolTableBuilder(tree).Build(); }

// ---------------------------------------------------------------------------- SymbolTable

uint32_t SymbolTable::SymbolIn(uint32_t scope, uint32_t name) {
  uint32_t& entry = symbol_table_.Entry(scope, name);
  if (entry != PairTable::kAbsent) return entry;
  const auto symbol = static_cast<uint32_t>(symbols.size());
  entry = symbol;
  symbols.push_back({.name = name, .scope = scope});
  ScopeRecord& record = scope_records[scope];
  if (record.last_symbol == kNone) {
    record.first_symbol = symbol;
  } else {
    symbols[record.last_symbol].next_in_scope = symbol;
  }
  record.last_symbol = symbol;
  return symbol;
}

uint32_t SymbolTable::FindSymbol(uint32_t scope, uint32_t name) const {
  return symbol_table_.Find(scope, name);
}

uint32_t SymbolTable::ScopeOf(const Node& node) const {
  if (node.id >= slots.size()) return 0;
  const uint32_t slot = slots[node.id];
  return (slot & kSymbolBit) != 0 ? symbols[slot & ~kSymbolBit].scope : slot;
}

uint32_t SymbolTable::SymbolOf(const Node& node) const {
  if (node.id >= slots.size() || (slots[node.id] & kSymbolBit) == 0) {
    // `import a as b`: the Identifier has the symbol, the Alias asks for it.
    return node.kind == NodeKind::kAlias && node.Child(0) != nullptr ? SymbolOf(*node.Child(0))
                                                                     : kNone;
  }
  return slots[node.id] & ~kSymbolBit;
}

uint32_t SymbolTable::NextLookup(uint32_t scope) const {
  if (scope == 0) return kNone;
  const uint32_t parent = scopes[scope].parent;
  // Type parameters of a method see the class (PEP 695); nothing else does.
  if (scopes[scope].kind == ScopeKind::kTypeParams) return parent;
  uint32_t next = parent;
  while (next != 0 && scopes[next].kind == ScopeKind::kClass) next = scopes[next].parent;
  return next;
}

namespace {

bool IsBound(const SymbolRecord& symbol) {
  return (symbol.flags & (kBound | kIsParameter | kIsImported)) != 0 || symbol.binding_count != 0;
}

}  // namespace

uint32_t SymbolTable::ResolveUncached(const SymbolRecord& symbol) const {
  auto in_module = [&] {
    const uint32_t found = FindSymbol(0, symbol.name);
    return found != kNone && IsBound(symbols[found]) ? found : kNone;
  };
  const bool nonlocal = (symbol.flags & kDeclaredNonlocal) != 0;
  if ((symbol.flags & kDeclaredGlobal) != 0 || symbol.scope == 0) return in_module();
  if (!nonlocal && IsBound(symbol)) return static_cast<uint32_t>(&symbol - symbols.data());
  for (uint32_t scope = symbol.scope;;) {
    scope = NextLookup(scope);
    if (scope == 0) return nonlocal ? kNone : in_module();
    const uint32_t found = FindSymbol(scope, symbol.name);
    if (found == kNone) continue;
    const SymbolRecord& outer = symbols[found];
    if ((outer.flags & kDeclaredGlobal) != 0) return in_module();
    if ((outer.flags & kDeclaredNonlocal) == 0 && IsBound(outer)) return found;
  }
}

uint32_t SymbolTable::Resolve(uint32_t symbol) const {
  const SymbolRecord& record = symbols[symbol];
  if (!record.is_resolved) {
    record.resolved = ResolveUncached(record);
    record.is_resolved = true;
  }
  return record.resolved;
}

uint32_t SymbolTable::ClassOfCell(uint32_t symbol) const {
  const SymbolRecord& record = symbols[symbol];
  if (record.name != kNameClassCell || record.scope == 0) return kNone;
  if (IsBound(record) && (record.flags & kDeclaredNonlocal) == 0) return kNone;
  // The first class around ends the search, unless a function before it binds the name itself.
  const uint32_t found = Resolve(symbol);
  const uint32_t stop = found == kNone ? 0 : symbols[found].scope;
  for (uint32_t scope = scopes[record.scope].parent; scope != stop && scope != 0;
       scope = scopes[scope].parent) {
    if (scopes[scope].kind == ScopeKind::kClass) return scope;
  }
  return kNone;
}

bool SymbolTable::IsBuiltin(const Node& node) const {
  const uint32_t symbol = SymbolOf(node);
  if (symbol == kNone || !star_imports.empty() || ClassOfCell(symbol) != kNone) return false;
  const uint32_t found = Resolve(symbol);
  if (found == kNone) return true;
  // `eval: int`, or a module that only deletes: nothing there can be found.
  const ScopeKind kind = scopes[symbols[found].scope].kind;
  return symbols[found].binding_count == 0 && kind == ScopeKind::kModule;
}

bool SymbolTable::MayFallThrough(uint32_t symbol, const Node& node) const {
  const SymbolRecord& record = symbols[symbol];
  const ScopeKind kind = scopes[record.scope].kind;
  if (kind != ScopeKind::kModule && kind != ScopeKind::kClass) return false;
  return record.may_be_deleted || record.bound_from > node.begin;
}

std::string_view SymbolTable::ClassAround(uint32_t scope) const {
  const uint32_t name = scope_records[scope].class_name;
  return name == kNone ? std::string_view() : NameText(name);
}

// ---------------------------------------------------------------------------- Names

std::string MangleName(std::string_view class_name, std::string_view name) {
  if (!name.starts_with("__") || name.ends_with("__") || name.find('.') != name.npos) {
    return std::string(name);
  }
  const size_t first = class_name.find_first_not_of('_');
  if (first == class_name.npos) return std::string(name);
  std::string mangled = "_";
  mangled += class_name.substr(first);
  mangled += name;
  return mangled;
}

struct Names::Impl {
  explicit Impl(const Tree& tree)
      : table(BuildSymbolTable(tree)), constants(table), qualified(table, constants) {}

  void ClassifySymbols();

  SymbolTable table;
  // The caches of lazy answers; Names says that it serves one thread at a time.
  analyzer::ConstantStrings constants;
  QualifiedNameSolver qualified;
  std::vector<std::vector<Symbol>> symbols_by_scope;
};

// The answers of CPython's second pass: which names are free, which are cells, and which free names
// pass through a scope on their way out.
void Names::Impl::ClassifySymbols() {
  const uint32_t scope_count = static_cast<uint32_t>(table.scopes.size());
  symbols_by_scope.resize(scope_count);
  std::vector<std::pair<uint32_t, uint32_t>> place(table.symbols.size(), {kNone, 0});
  for (uint32_t scope = 0; scope < scope_count; ++scope) {
    for (uint32_t s = table.scope_records[scope].first_symbol; s != kNone;
         s = table.symbols[s].next_in_scope) {
      const SymbolRecord& record = table.symbols[s];
      if (record.flags == 0) continue;
      Symbol symbol{table.NameText(record.name), record.flags, Reach::kGlobal, false};
      const uint32_t found = table.Resolve(s);
      if ((record.flags & kDeclaredGlobal) != 0) {
        symbol.reach = Reach::kGlobal;
      } else if ((record.flags & kDeclaredNonlocal) == 0 && IsBound(record)) {
        symbol.reach = Reach::kLocal;
      } else if (table.ClassOfCell(s) != kNone ||
                 (found != kNone && table.symbols[found].scope != 0)) {
        symbol.reach = Reach::kFree;
      }
      place[s] = {scope, static_cast<uint32_t>(symbols_by_scope[scope].size())};
      symbols_by_scope[scope].push_back(symbol);
    }
  }
  const auto symbol_count = static_cast<uint32_t>(table.symbols.size());
  PairTable passing;
  for (uint32_t s = 0; s < symbol_count; ++s) {
    if (place[s].first == kNone) continue;
    const Symbol symbol = symbols_by_scope[place[s].first][place[s].second];
    if (symbol.reach != Reach::kFree) continue;
    const uint32_t class_scope = table.ClassOfCell(s);
    const uint32_t found = table.Resolve(s);
    const uint32_t home = class_scope != kNone ? class_scope : table.symbols[found].scope;
    if (class_scope == kNone && place[found].first != kNone) {
      symbols_by_scope[home][place[found].second].is_cell = true;
    }
    for (uint32_t scope = table.scopes[table.symbols[s].scope].parent; scope != home;
         scope = table.scopes[scope].parent) {
      if (scope == 0) break;
      const uint32_t there = table.FindSymbol(scope, table.symbols[s].name);
      if (there != kNone && table.symbols[there].flags != 0) continue;
      uint32_t& seen = passing.Entry(scope, table.symbols[s].name);
      if (seen != PairTable::kAbsent) continue;
      seen = 1;
      symbols_by_scope[scope].push_back({symbol.name, 0, Reach::kFree, false});
    }
  }
}

Names::Names(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Names::Names(Names&&) noexcept = default;
Names& Names::operator=(Names&&) noexcept = default;
Names::~Names() = default;

Names Names::Build(const Tree& tree) { return Names(std::make_unique<Impl>(tree)); }

std::span<const Scope> Names::scopes() const { return impl_->table.scopes; }
std::span<const Binding> Names::bindings() const { return impl_->table.bindings; }

std::vector<Symbol> Names::SymbolsOf(uint32_t scope) const {
  if (impl_->symbols_by_scope.empty()) impl_->ClassifySymbols();
  return scope < impl_->symbols_by_scope.size() ? impl_->symbols_by_scope[scope]
                                                : std::vector<Symbol>();
}

uint32_t Names::ScopeOf(const Node& name) const { return impl_->table.ScopeOf(name); }

Resolution Names::Resolve(const Node& name) const {
  const SymbolTable& table = impl_->table;
  const uint32_t symbol = table.SymbolOf(name);
  if (symbol == kNone) return {Reach::kBuiltin, 0};
  if (const uint32_t scope = table.ClassOfCell(symbol); scope != kNone) {
    return {Reach::kFree, scope};
  }
  const uint32_t found = table.Resolve(symbol);
  if (found == kNone) {
    return {table.star_imports.empty() ? Reach::kBuiltin : Reach::kGlobal, 0};
  }
  const uint32_t home = table.symbols[found].scope;
  if (found == symbol) return {Reach::kLocal, home};
  return {home == 0 ? Reach::kGlobal : Reach::kFree, home};
}

bool Names::IsBuiltin(const Node& name) const { return impl_->table.IsBuiltin(name); }

std::string Names::Mangled(const Node& node) const {
  return MangleName(impl_->table.ClassAround(impl_->table.ScopeOf(node)), node.text);
}

std::span<const std::string_view> Names::QualifiedNameViews(const Node& expression) const {
  return impl_->qualified.NamesOf(expression);
}

std::vector<std::string> Names::QualifiedNames(const Node& expression) const {
  const std::span<const std::string_view> views = QualifiedNameViews(expression);
  return {views.begin(), views.end()};
}

std::string Names::QualifiedName(const Node& expression) const {
  const std::span<const std::string_view> views = QualifiedNameViews(expression);
  return views.empty() ? std::string() : std::string(views.front());
}

std::optional<std::string> Names::ConstantString(const Node& expression) const {
  return impl_->constants.StringOf(expression);
}

std::vector<std::string> Names::ConstantStrings(const Node& expression) const {
  return impl_->constants.StringsOf(expression);
}

bool Names::gave_up() const { return impl_->constants.gave_up() || impl_->qualified.gave_up(); }

bool Names::looked_into_module() const { return impl_->qualified.looked_into_module(); }

bool Names::values_travel() const { return impl_->qualified.values_travel(); }

}  // namespace stockade::analyzer
