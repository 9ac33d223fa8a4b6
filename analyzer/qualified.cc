#include "analyzer/qualified.h"

#include <algorithm>
#include <string>
#include <utility>

#include "analyzer/call_models.h"

namespace stockade::analyzer {
namespace {

// Globals that every module has of its own: no builtin, and nothing to be named.
constexpr std::string_view kModuleAttributes[] = {
    "__annotations__", "__cached__",  "__doc__",  "__file__", "__loader__",
    "__name__",        "__package__", "__path__", "__spec__",
};

constexpr size_t kMaxSpent = size_t{1} << 20;
constexpr size_t kMaxSpentPerNode = 100;
constexpr uint64_t kEdgeMultiplier = 0xbf58476d1ce4e5b9;

}  // namespace

bool QualifiedNameSolver::IsMapping(const Node& node) const {
  if (node.kind == NodeKind::kCall) {
    const uint32_t row = callable_models_.Find(node.id, kAsContainer);
    return row == PairTable::kAbsent || kModels[row].model == Model::kDict ||
           kModels[row].model == Model::kFactory;
  }
  return node.kind == NodeKind::kDict || node.kind == NodeKind::kDictComp;
}

bool QualifiedNameSolver::IsTuples(const Node& node) const {
  if (node.kind != NodeKind::kCall) return false;
  const uint32_t row = callable_models_.Find(node.id, kAsContainer);
  return row != PairTable::kAbsent &&
         (kModels[row].model == Model::kTuples || kModels[row].model == Model::kPairs);
}

bool QualifiedNameSolver::Spend(size_t amount) {
  spent_ += amount;
  if (spent_ > kMaxSpent + kMaxSpentPerNode * table_.slots.size()) gave_up_ = true;
  return !gave_up_;
}

// ---------------------------------------------------------------------------- asking

std::span<const std::string_view> QualifiedNameSolver::NamesOf(const Node& expression) {
  if (!is_started_) {
    is_started_ = true;
    if (values_travel()) StartFlows();
  }
  if (IsEmptyAtTheRoot(expression)) return {};
  const uint32_t cell = CellOf(&expression);
  if (cell == kNone) return {};
  Settle();
  if (cells_[cell].values.empty()) return {};
  if (cells_[cell].views == nullptr) {
    std::vector<std::string_view>& views = views_.emplace_back();
    for (Value value : cells_[cell].values) {
      if (TagOf(value) == kDotted) views.push_back(dotted_[IndexOf(value)].text);
    }
    cells_[cell].views = &views;
  }
  return *cells_[cell].views;
}

// Most expressions of most programs start at a name that stands for nothing known
// (`self.a[i].b()`); then so do they, and need no cells.
bool QualifiedNameSolver::IsEmptyAtTheRoot(const Node& expression) {
  const Node* root = &expression;
  // Only a shortcut: each part of a long chain must not walk all of the chain.
  constexpr int kMostSteps = 16;
  int steps = 0;
  while (root->kind == NodeKind::kAttribute || root->kind == NodeKind::kSubscript ||
         root->kind == NodeKind::kCall) {
    if (++steps > kMostSteps) return false;
    root = root->Child(0);
  }
  if (root == &expression && root->kind != NodeKind::kName) return false;
  const uint32_t cell = CellOf(root);
  if (cell == kNone) return true;
  if (cell >= settled_) Settle();
  return cells_[cell].values.empty();
}

// ---------------------------------------------------------------------------- cells

uint32_t QualifiedNameSolver::NewCell(CellKind kind, const Node* node, uint32_t subject,
                                      std::string_view text) {
  const auto cell = static_cast<uint32_t>(cells_.size());
  cells_.push_back({.kind = kind, .subject = subject, .node = node, .text = text});
  if (kind != CellKind::kDerived) unstarted_.push_back(cell);
  return cell;
}

uint32_t QualifiedNameSolver::CellOf(const Node* expression) {
  if (expression == nullptr) return kNone;
  switch (expression->kind) {
    case NodeKind::kName:
    case NodeKind::kIdentifier:
    case NodeKind::kParameter:
    case NodeKind::kAlias: {
      const uint32_t symbol = table_.SymbolOf(*expression);
      if (symbol == kNone) return kNone;
      const uint32_t found = table_.Resolve(symbol);
      if (found == kNone) return CellOfSymbol(symbol);
      // What binds a name stands for what it binds; a read may find something else.
      if (expression->kind != NodeKind::kName || !table_.MayFallThrough(found, *expression)) {
        return CellOfSymbol(found);
      }
      break;
    }
    case NodeKind::kAttribute:
    case NodeKind::kSubscript:
    case NodeKind::kCall:
    case NodeKind::kIfExp:
    case NodeKind::kBoolOp:
    case NodeKind::kBinOp:
    case NodeKind::kNamedExpr:
    case NodeKind::kList:
    case NodeKind::kTuple:
    case NodeKind::kSet:
    case NodeKind::kDict:
    case NodeKind::kListComp:
    case NodeKind::kSetComp:
    case NodeKind::kGeneratorExp:
    case NodeKind::kDictComp:
    case NodeKind::kLambda:
    case NodeKind::kMatchValue:
    case NodeKind::kAwait:
    case NodeKind::kYield:
      break;
    default:
      return kNone;
  }
  if (cell_by_node_.empty()) cell_by_node_.assign(table_.slots.size(), kNone);
  uint32_t& cell = cell_by_node_[expression->id];
  if (cell == kNone) cell = NewCell(CellKind::kExpression, expression, 0);
  return cell;
}

uint32_t QualifiedNameSolver::CellOfSymbol(uint32_t symbol) {
  if (cell_by_symbol_.empty()) cell_by_symbol_.assign(table_.symbols.size(), kNone);
  uint32_t& cell = cell_by_symbol_[symbol];
  if (cell == kNone) cell = NewCell(CellKind::kSymbol, nullptr, symbol);
  return cell;
}

uint32_t QualifiedNameSolver::CellOfStep(uint32_t step) {
  const Step& record = table_.steps[step];
  if (record.kind == StepKind::kRoot) return CellOf(record.node);
  if (cell_by_step_.empty()) cell_by_step_.assign(table_.steps.size(), kNone);
  uint32_t& cell = cell_by_step_[step];
  if (cell == kNone) cell = NewCell(CellKind::kStep, nullptr, step);
  return cell;
}

uint32_t QualifiedNameSolver::CellOfElements(const Node& container) {
  uint32_t& cell = cell_by_container_.Entry(container.id, 0);
  if (cell == PairTable::kAbsent) cell = NewCell(CellKind::kElements, &container, 0);
  return cell;
}

uint32_t QualifiedNameSolver::CellOfMember(const Node& class_def, std::string_view name) {
  const uint32_t number = names_.InternCopy(name);
  uint32_t& cell = cell_by_member_.Entry(class_def.id, number);
  if (cell == PairTable::kAbsent)
    cell = NewCell(CellKind::kMember, &class_def, 0, names_.Text(number));
  return cell;
}

void QualifiedNameSolver::Add(uint32_t cell, Value value) {
  std::vector<Value>& values = cells_[cell].values;
  if (std::find(values.begin(), values.end(), value) != values.end()) return;
  // Objects of this text that are left out can hide no more than an attribute of theirs; a known
  // name that is left out is said.
  const bool is_object = TagOf(value) != kDotted;
  const size_t most = is_object && travel_ == Travel::kYes ? kMaxObjects : kMaxValues;
  if (values.size() >= most || !Spend(values.size() / 8)) {
    if (!is_object) gave_up_ = true;
    return;
  }
  values.push_back(value);
  if (!cells_[cell].is_queued) {
    cells_[cell].is_queued = true;
    undelivered_.push_back(cell);
  }
}

void QualifiedNameSolver::AddDotted(uint32_t cell, uint32_t dotted) {
  if (dotted == kNone) return;
  Add(cell, Make(kDotted, dotted));
  for (uint32_t other : dotted_[dotted].also) Add(cell, Make(kDotted, other));
}

void QualifiedNameSolver::Connect(uint32_t from, Op op, uint32_t to, const Node* node,
                                  uint32_t number, std::string_view text) {
  if (from == kNone || to == kNone || !Spend(1)) return;
  const Edge edge{op, to, kNone, number, node, text};
  // A value that makes edges could make the same one again, and be sent round for ever: d = {**d}.
  if (is_applying_ && !made_edges_.insert(HashOf(from, edge)).second) return;
  if (cells_[from].delivered != 0) replays_.push_back({edge, from, cells_[from].delivered});
  if (from < settled_ && travel_ != Travel::kYes) return;
  const auto index = static_cast<uint32_t>(edges_.size());
  edges_.push_back(edge);
  Cell& cell = cells_[from];
  if (cell.last_edge == kNone) {
    cell.first_edge = index;
  } else {
    edges_[cell.last_edge].next = index;
  }
  cell.last_edge = index;
}

uint64_t QualifiedNameSolver::HashOf(uint32_t from, const Edge& edge) {
  const uint64_t secret = HashSecret();
  uint64_t hash = MixHash((uint64_t{from} << 32 | edge.target) ^ secret, kEdgeMultiplier);
  hash = MixHash(hash ^ (uint64_t{edge.number} << 8 | static_cast<uint64_t>(edge.op)),
                 kEdgeMultiplier ^ secret);
  hash = MixHash(hash ^ reinterpret_cast<uintptr_t>(edge.node), kEdgeMultiplier ^ secret);
  return edge.text.empty() ? hash : hash ^ HashText(edge.text, secret);
}

void QualifiedNameSolver::Deliver(uint32_t cell) {
  cells_[cell].is_queued = false;
  while (cells_[cell].delivered < cells_[cell].values.size()) {
    const Value value = cells_[cell].values[cells_[cell].delivered++];
    const uint32_t last = cells_[cell].last_edge;
    for (uint32_t e = cells_[cell].first_edge; e != kNone; e = edges_[e].next) {
      const Edge edge = edges_[e];
      if (!Spend(1)) return;
      Apply(edge, value);
      if (e == last) break;  // an edge that Apply() added has had this value
    }
  }
}

// Nothing below calls itself: what one step leads to is queued.
void QualifiedNameSolver::Settle() {
  while (true) {
    if (!unstarted_.empty()) {
      const uint32_t cell = unstarted_.front();
      unstarted_.pop_front();
      is_applying_ = false;
      if (Spend(1)) Start(cell);
    } else if (!replays_.empty()) {
      const Replay replay = replays_.front();
      replays_.pop_front();
      is_applying_ = true;
      for (uint32_t i = 0; i < replay.count && Spend(1); ++i) {
        Apply(replay.edge, cells_[replay.from].values[i]);
      }
    } else if (!undelivered_.empty()) {
      const uint32_t cell = undelivered_.front();
      undelivered_.pop_front();
      is_applying_ = true;
      Deliver(cell);
    } else {
      break;
    }
  }
  settled_ = static_cast<uint32_t>(cells_.size());
  // What travels may still come to a cell when a later question starts what leads there.
  if (travel_ == Travel::kYes) return;
  edges_.clear();
  if (!made_edges_.empty()) made_edges_.clear();
}

// ---------------------------------------------------------------------------- where values come
// from

void QualifiedNameSolver::Start(uint32_t cell) {
  const Node* node = cells_[cell].node;
  switch (cells_[cell].kind) {
    case CellKind::kExpression:
      return StartExpression(cell, *node);
    case CellKind::kSymbol:
      return StartSymbol(cell, cells_[cell].subject);
    case CellKind::kStep: {
      const Step& step = table_.steps[cells_[cell].subject];
      const uint32_t from = CellOfStep(step.previous);
      switch (step.kind) {
        case StepKind::kRoot:
          return;
        case StepKind::kElement:
          return Connect(from, Op::kElement, cell);
        case StepKind::kIndex:
          return Connect(from, Op::kIndex, cell, nullptr, step.index);
        case StepKind::kFromEnd:
          return Connect(from, Op::kFromEnd, cell, nullptr, step.index);
        case StepKind::kRest:
          return Connect(from, Op::kRest, cell);
        case StepKind::kUnion:
          return Connect(from, Op::kUnion, cell);
        case StepKind::kKey:
          return Connect(from, Op::kSubscript, cell, step.node);
        case StepKind::kAttribute:
          return Connect(from, Op::kAttribute, cell, nullptr, 0, step.name);
        case StepKind::kEnter:
          return Connect(from, Op::kEnter, cell);
        case StepKind::kCaught:
          return Connect(from, Op::kCaught, cell);
      }
      return;
    }
    case CellKind::kElements:
      return StartElements(cell, *node);
    case CellKind::kMember:
      return StartMember(cell, *node, cells_[cell].text);
    case CellKind::kResult:
      return StartResult(cell, *node);
    case CellKind::kSelves:
      return Add(cell, Make(kInstance, *node));
    case CellKind::kDerived:
      return;
  }
}

void QualifiedNameSolver::StartExpression(uint32_t cell, const Node& node) {
  switch (node.kind) {
    case NodeKind::kName:
      return StartName(cell, node);
    case NodeKind::kAttribute:
      return Connect(CellOf(node.Child(0)), Op::kAttribute, cell, &node, 0, NameOf(node));
    case NodeKind::kSubscript:
      return Connect(CellOf(node.Child(0)), Op::kSubscript, cell, node.Child(1));
    case NodeKind::kCall:
      return Connect(CellOf(node.Child(0)), Op::kCall, cell, &node);
    case NodeKind::kIfExp:
      Connect(CellOf(node.Child(1)), Op::kCopy, cell);
      return Connect(CellOf(node.Child(2)), Op::kCopy, cell);
    case NodeKind::kBoolOp:
      for (const Node* operand : node.Children()) Connect(CellOf(operand), Op::kCopy, cell);
      return;
    case NodeKind::kNamedExpr:
      return Connect(CellOf(node.Child(1)), Op::kCopy, cell);
    case NodeKind::kMatchValue:
    case NodeKind::kAwait:
      return Connect(CellOf(node.Child(0)), Op::kCopy, cell);
    case NodeKind::kBinOp:  // of containers: `[f] + [g]`, `[f] * 2`, `{...} | {...}`
      if (node.Binary() == BinaryOperator::kAdd || node.Binary() == BinaryOperator::kMult ||
          node.Binary() == BinaryOperator::kBitOr) {
        Connect(CellOf(node.Child(0)), Op::kUnion, cell);
        Connect(CellOf(node.Child(1)), Op::kUnion, cell);
      }
      if (travel_ == Travel::kYes) {
        Connect(CellOf(node.Child(0)), Op::kCallMethod, cell, nullptr, 0, MethodOf(node.op));
      }
      return;
    case NodeKind::kYield:  // what is sent
      if (travel_ != Travel::kYes) return;
      return Connect(CellOfStored(*table_.scopes[table_.ScopeOf(node)].node), Op::kCopy, cell);
    default:  // displays, comprehensions, lambdas
      return Add(cell, Make(kObject, node));
  }
}

void QualifiedNameSolver::StartName(uint32_t cell, const Node& node) {
  const uint32_t symbol = table_.SymbolOf(node);
  const uint32_t found = table_.Resolve(symbol);
  Connect(CellOfSymbol(found), Op::kCopy, cell);
  if (!table_.MayFallThrough(found, node)) return;
  const std::string_view name = table_.NameText(table_.symbols[symbol].name);
  if (table_.symbols[found].scope != 0) {  // from the class to the module
    const uint32_t global = table_.FindSymbol(0, table_.symbols[symbol].name);
    if (global != kNone && table_.symbols[global].binding_count != 0) {
      Connect(CellOfSymbol(global), Op::kCopy, cell);
      if (!table_.MayFallThrough(global, node)) return;
    }
  }
  AddUnbound(cell, name);
}

// The name of an attribute as the compiler stores it.
std::string_view QualifiedNameSolver::NameOf(const Node& attribute) {
  if (!attribute.text.starts_with("__") || attribute.text.ends_with("__")) return attribute.text;
  const std::string_view class_name = table_.ClassAround(table_.ScopeOf(attribute));
  if (class_name.empty()) return attribute.text;
  return names_.Text(names_.InternCopy(MangleName(class_name, attribute.text)));
}

// What a name is that nothing in this text binds: a builtin, or something of a star import.
void QualifiedNameSolver::AddUnbound(uint32_t cell, std::string_view name) {
  if (name == table_.NameText(kNameBuiltins)) return AddDotted(cell, Path("builtins"));
  for (std::string_view attribute : kModuleAttributes) {
    if (name == attribute) return;
  }
  if (table_.star_imports.empty() || IsKnownBuiltin(name)) {
    AddDotted(cell, Member(Path("builtins"), name));
  }
  for (const Node* import : table_.star_imports) {
    AddDotted(cell, Member(Path(std::string(import->op, '.') + std::string(import->text)), name));
  }
}

void QualifiedNameSolver::StartSymbol(uint32_t cell, uint32_t symbol) {
  const SymbolRecord& record = table_.symbols[symbol];
  if (const uint32_t scope = table_.ClassOfCell(symbol); scope != kNone) {
    return Add(cell, Make(kObject, *table_.scopes[scope].node));
  }
  if (table_.Resolve(symbol) == kNone) {
    if (travel_ == Travel::kYes) {
      Connect(CellOfGlobal(table_.NameText(record.name)), Op::kCopy, cell);
    }
    return AddUnbound(cell, table_.NameText(record.name));
  }
  for (uint32_t b = record.first_binding; b != kNone; b = table_.records[b].next) {
    const Origin& origin = table_.records[b].origin;
    switch (origin.kind) {
      case OriginKind::kUnknown:
        if (travel_ == Travel::kYes) StartParameter(cell, table_.bindings[b]);
        break;
      case OriginKind::kDefault:
        if (travel_ == Travel::kYes) StartParameter(cell, table_.bindings[b]);
        [[fallthrough]];
      case OriginKind::kExpression:
        Connect(CellOf(origin.node), Op::kCopy, cell);
        break;
      case OriginKind::kStep:
        Connect(CellOfStep(origin.step), Op::kCopy, cell);
        break;
      case OriginKind::kImport:
        AddDotted(cell, Path(origin.node->Child(0) != nullptr ? origin.node->text
                                                              : FirstComponent(origin.node->text)));
        break;
      case OriginKind::kImportFrom: {
        const Node& import = *origin.context;
        const uint32_t module = Path(std::string(import.op, '.') + std::string(import.text));
        AddDotted(cell, Member(module, origin.node->text));
        break;
      }
      case OriginKind::kDefinition:
        Add(cell, Make(kObject, *origin.node));
        if (travel_ == Travel::kYes) StartDecorators(*origin.node, cell);
        break;
    }
  }
  if (travel_ == Travel::kYes && record.scope == 0) {
    Connect(CellOfGlobal(table_.NameText(record.name)), Op::kCopy, cell);
  }
}

// What iterating over a sequence, or taking an unknown key of a mapping, can give.
void QualifiedNameSolver::StartElements(uint32_t cell, const Node& container) {
  if (travel_ == Travel::kYes) {
    Connect(CellOfStored(container), Op::kCopy, cell);
    if (StartFlowElements(cell, container)) return;
  }
  switch (container.kind) {
    case NodeKind::kListComp:
    case NodeKind::kSetComp:
    case NodeKind::kGeneratorExp:
      return Connect(CellOf(container.Child(0)), Op::kCopy, cell);
    case NodeKind::kDictComp:
      return Connect(CellOf(container.Child(0)->Child(1)), Op::kCopy, cell);
    case NodeKind::kCall:
      for (const Argument& argument : ArgumentsOf(container)) {
        if (argument.keyword.empty()) {
          Connect(CellOf(argument.value), Op::kSubscript, cell);
        } else {
          Connect(CellOf(argument.value), Op::kCopy, cell);
        }
      }
      return;
    default:
      break;
  }
  if (!Spend(container.child_count)) return;
  for (const Node* element : container.Children()) {
    switch (element->kind) {
      case NodeKind::kStarred:
        Connect(CellOf(element->Child(0)), Op::kElement, cell);
        break;
      case NodeKind::kDictItem:
        Connect(CellOf(element->Child(1)), Op::kCopy, cell);
        break;
      case NodeKind::kDoubleStarred:
        Connect(CellOf(element->Child(0)), Op::kSubscript, cell);
        break;
      default:
        Connect(CellOf(element), Op::kCopy, cell);
        break;
    }
  }
}

// The body of the class surely binds the name.
bool QualifiedNameSolver::HasOwn(const Node& class_def, std::string_view name) const {
  constexpr uint32_t kBody = 4;
  const uint32_t number = table_.FindName(name);
  if (number == kNone) return false;
  const uint32_t symbol = table_.FindSymbol(table_.ScopeOf(*class_def.Child(kBody)), number);
  return symbol != kNone && table_.symbols[symbol].bound_from != kNever;
}

// An attribute of a class: what its body binds, else what its bases have. Other objects have only
// what is stored into them.
void QualifiedNameSolver::StartMember(uint32_t cell, const Node& class_def, std::string_view name) {
  if (class_def.kind != NodeKind::kClassDef) return;
  constexpr uint32_t kArguments = 3, kBody = 4;
  const uint32_t scope = table_.ScopeOf(*class_def.Child(kBody));
  const uint32_t number = table_.FindName(name);
  const uint32_t symbol = number == kNone ? kNone : table_.FindSymbol(scope, number);
  if (symbol != kNone && table_.symbols[symbol].binding_count != 0) {
    Connect(CellOfSymbol(symbol), Op::kCopy, cell);
    if (HasOwn(class_def, name)) return;
  }
  const Node* arguments = class_def.Child(kArguments);
  if (arguments == nullptr) return;
  const Op op = travel_ == Travel::kYes ? Op::kInherit : Op::kAttribute;
  for (const Node* base : arguments->Children()) {
    Connect(CellOf(base), op, cell, nullptr, 0, name);
  }
}

}  // namespace stockade::analyzer
