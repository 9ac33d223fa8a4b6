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

// Names of one object under several others: reexports.def.
struct ReexportRow {
  std::string_view name, target;
};
constexpr ReexportRow kReexports[] = {
#define STOCKADE_REEXPORT(name, target) {name, target},
#include "analyzer/reexports.def"
};

static_assert(std::is_sorted(std::begin(kReexports), std::end(kReexports),
                             [](const ReexportRow& a, const ReexportRow& b) {
                               return a.name < b.name;
                             }));

// The names of builtins.def, sorted.
constexpr std::string_view kBuiltinNames[] = {
#define STOCKADE_BUILTIN(name) #name,
#include "analyzer/builtins.def"
};

static_assert(std::is_sorted(std::begin(kBuiltinNames), std::end(kBuiltinNames)));

constexpr size_t kMaxSpent = size_t{1} << 20;
constexpr size_t kMaxSpentPerNode = 100;
constexpr uint64_t kEdgeMultiplier = 0xbf58476d1ce4e5b9;

bool IsSequenceDisplay(const Node& node) {
  return node.kind == NodeKind::kList || node.kind == NodeKind::kTuple ||
         node.kind == NodeKind::kSet;
}

bool IsContainer(const Node& node) {
  switch (node.kind) {
    case NodeKind::kList:
    case NodeKind::kTuple:
    case NodeKind::kSet:
    case NodeKind::kDict:
    case NodeKind::kListComp:
    case NodeKind::kSetComp:
    case NodeKind::kGeneratorExp:
    case NodeKind::kDictComp:
    case NodeKind::kCall:  // dict(...)
      return true;
    default:
      return false;
  }
}

bool HasStarred(const Node& display) {
  return std::any_of(display.Children().begin(), display.Children().end(),
                     [](const Node* child) { return child->kind == NodeKind::kStarred; });
}

std::string_view FirstComponent(std::string_view dotted) {
  return dotted.substr(0, dotted.find('.'));
}

}  // namespace

bool IsKnownBuiltin(std::string_view name) {
  return std::binary_search(std::begin(kBuiltinNames), std::end(kBuiltinNames), name);
}

bool HasOtherNames(std::string_view dotted) {
  const auto* row =
      std::lower_bound(std::begin(kReexports), std::end(kReexports), dotted,
                       [](const ReexportRow& r, std::string_view name) { return r.name < name; });
  // Below a module there are rows of its members; between "a.b" and "a.b." there may be "a.b-c".
  for (; row != std::end(kReexports) && row->name.starts_with(dotted); ++row) {
    if (row->name.size() == dotted.size() || row->name[dotted.size()] == '.') return true;
  }
  return false;
}

// What is kept under keys; iterating over it gives those.
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

// ---------------------------------------------------------------------------- what becomes of
// values

void QualifiedNameSolver::Apply(const Edge& edge, Value value) {
  switch (edge.op) {
    case Op::kCopy:
      return Add(edge.target, value);
    case Op::kAttribute:
      return Attribute(value, edge.text, edge.node, edge.target);
    case Op::kSubscript:
      return Subscript(value, edge.node, edge.target);
    case Op::kIndex:
    case Op::kFromEnd:
      if (TagOf(value) == kObject && IsSequenceDisplay(NodeOf(value))) {
        return ElementAt(NodeOf(value), edge.number, edge.op == Op::kFromEnd, edge.target);
      }
      return Element(value, edge.target);
    case Op::kElement:
      return Element(value, edge.target);
    case Op::kRest:
      return Rest(value, edge.target);
    case Op::kUnion:
      return Union(value, edge.target);
    case Op::kValues:
      if (TagOf(value) == kObject && IsMapping(NodeOf(value))) {
        Add(edge.target, Make(kItems, NodeOf(value)));
      } else if (TagOf(value) == kSome) {
        Add(edge.target, value);
      }
      return;
    case Op::kEnter:
      return Enter(value, edge.target);
    case Op::kCall:
      return Call(value, *edge.node, edge.target);
    case Op::kReduce:
      return CallReduce(value, *edge.node, edge.target);
    case Op::kCallPartial: {
      if (TagOf(value) != kDotted) return CallOwn(value, edge.target);
      Arguments arguments = ArgumentsOf(*partials_[edge.number]);
      if (!arguments.empty()) arguments.erase(arguments.begin());
      for (const Argument& argument : ArgumentsOf(*edge.node)) arguments.push_back(argument);
      return CallDotted(IndexOf(value), *edge.node, arguments, edge.target);
    }
    default:
      return ApplyFlow(edge, value);
  }
}

void QualifiedNameSolver::Attribute(Value value, std::string_view name, const Node* node,
                                    uint32_t to) {
  switch (TagOf(value)) {
    case kDotted:
      // The value of an enum's member is what the class body bound it to.
      if (travel_ == Travel::kYes && (name == "value" || name == "_value_")) Add(to, value);
      return AddDotted(to, Member(IndexOf(value), name));
    case kObject: {
      const Node& object = NodeOf(value);
      if (object.kind == NodeKind::kClassDef) {
        constexpr uint32_t kBody = 4;
        if (name == "__dict__") {
          return Add(to, Make(kNamespace, table_.ScopeOf(*object.Child(kBody))));
        }
        if (travel_ == Travel::kYes) return AttributeOfClass(object, name, to);
        return Connect(CellOfMember(object, name), Op::kCopy, to);
      }
      if (object.kind == NodeKind::kFunctionDef || object.kind == NodeKind::kLambda) {
        if (name == "__globals__") Add(to, Make(kNamespace, 0));
        if (name == "__builtins__") AddDotted(to, Path("builtins"));
        if (name == "__call__" || name == "__func__" || name == "__wrapped__") Add(to, value);
        if (travel_ == Travel::kYes) Connect(CellOfMember(object, name), Op::kCopy, to);
        return;
      }
      if (object.kind == NodeKind::kCall) {  // types.SimpleNamespace(a=...)
        if (travel_ == Travel::kYes) Connect(CellOfMember(object, name), Op::kCopy, to);
        for (const Argument& argument : ArgumentsOf(object)) {
          if (argument.keyword == name) Connect(CellOf(argument.value), Op::kCopy, to);
        }
      }
      if (node != nullptr) Add(to, Make(kMethod, *node));
      return;
    }
    case kInstance:
      if (name == "__class__") return Add(to, Make(kObject, NodeOf(value)));
      if (travel_ == Travel::kYes) return AttributeOfInstance(NodeOf(value), name, node, to);
      return Connect(CellOfMember(NodeOf(value), name), Op::kCopy, to);
    case kSome:
    case kNamespace:
      if (node != nullptr) Add(to, Make(kMethod, *node));
      return;
    case kItems:
    case kCallable:
    case kMethod:
      return;
  }
}

void QualifiedNameSolver::Subscript(Value value, const Node* index, uint32_t to) {
  switch (TagOf(value)) {
    case kDotted:
      if (index == nullptr) return;
      for (const std::string& key : constants_.StringsOf(*index)) {
        ItemOfDotted(IndexOf(value), key, to);
      }
      return;
    case kNamespace:
      if (index == nullptr) return;
      for (const std::string& key : constants_.StringsOf(*index)) {
        ItemOfNamespace(IndexOf(value), key, to);
      }
      return;
    case kObject: {
      const Node& object = NodeOf(value);
      if (!IsContainer(object)) return;
      if (travel_ == Travel::kYes) Connect(CellOfStored(object), Op::kCopy, to);
      if (IsMapping(object)) return ItemOfDict(object, index, to);
      if (index != nullptr && index->kind == NodeKind::kSlice) return Rest(value, to);
      if (index != nullptr && IsSequenceDisplay(object)) {
        if (const auto number = constants_.IntOf(*index)) {
          const bool from_end = *number < 0;
          const int64_t at = from_end ? -*number : *number;
          if (at > object.child_count) return;
          return ElementAt(object, static_cast<uint32_t>(at), from_end, to);
        }
      }
      return Element(value, to);
    }
    case kSome:
    case kItems:
      if (index != nullptr && index->kind == NodeKind::kSlice) return Add(to, value);
      return Element(value, to);
    case kInstance:
      if (travel_ == Travel::kYes) ItemOfInstance(NodeOf(value), to);
      return;
    case kCallable:
    case kMethod:
      return;
  }
}

void QualifiedNameSolver::Element(Value value, uint32_t to) {
  const Tag tag = TagOf(value);
  if (tag == kInstance && travel_ == Travel::kYes) return ElementOfInstance(NodeOf(value), to);
  if (tag != kObject && tag != kSome && tag != kItems) return;
  const Node& container = NodeOf(value);
  if (tag == kObject && !IsContainer(container)) return;
  // An element of zip(...) is a tuple: some elements of what zip() was given.
  if (tag == kObject && IsTuples(container)) return Add(to, Make(kSome, container));
  if (IsMapping(container) && tag != kItems) {  // its keys
    if (container.kind == NodeKind::kCall && travel_ == Travel::kYes) {
      return Connect(CellOfElements(container), Op::kCopy, to);
    }
    if (!Spend(container.child_count) || container.kind != NodeKind::kDict) return;
    for (const Node* item : container.Children()) {
      if (item->kind == NodeKind::kDictItem) Connect(CellOf(item->Child(0)), Op::kCopy, to);
    }
    return;
  }
  Connect(CellOfElements(container), Op::kCopy, to);
}

void QualifiedNameSolver::ElementAt(const Node& container, uint32_t index, bool from_end,
                                    uint32_t to) {
  uint32_t& starred = starred_.Entry(container.id, 0);
  if (starred == PairTable::kAbsent) {
    if (!Spend(container.child_count)) return;
    starred = HasStarred(container) ? 1 : 0;
  }
  if (starred != 0) return Connect(CellOfElements(container), Op::kCopy, to);
  if (travel_ == Travel::kYes) Connect(CellOfStored(container), Op::kCopy, to);
  const uint32_t at = from_end ? container.child_count - index : index;
  if (at < container.child_count) Connect(CellOf(container.Child(at)), Op::kCopy, to);
}

void QualifiedNameSolver::Rest(Value value, uint32_t to) {
  const Tag tag = TagOf(value);
  if (tag == kSome || tag == kItems) return Add(to, value);
  if (tag == kObject && IsContainer(NodeOf(value))) Add(to, Make(kSome, NodeOf(value)));
}

// As Rest(), but a mapping keeps its keys.
void QualifiedNameSolver::Union(Value value, uint32_t to) {
  if (TagOf(value) == kObject && IsContainer(NodeOf(value)) && IsMapping(NodeOf(value))) {
    return Add(to, value);
  }
  Rest(value, to);
}

void QualifiedNameSolver::Enter(Value value, uint32_t to) {
  if (travel_ == Travel::kYes) {
    if (TagOf(value) == kInstance) {
      return Connect(CellOfMember(NodeOf(value), "__enter__"), Op::kResult, to);
    }
    if (TagOf(value) == kSome) return Element(value, to);  // of contextlib.contextmanager
  }
  if (TagOf(value) != kCallable) return;
  const Arguments arguments = ArgumentsOf(NodeOf(value));
  const uint32_t row = callable_models_.Find(NodeOf(value).id, kAsFunction);
  if (row == PairTable::kAbsent || kModels[row].model != Model::kManager) return;
  if (!arguments.empty()) Connect(CellOf(arguments[0].value), Op::kCopy, to);
}

void QualifiedNameSolver::ItemOfDict(const Node& dict, const Node* key, uint32_t to) {
  const auto text = key == nullptr ? std::nullopt : constants_.StringOf(*key);
  const auto number = key == nullptr || text ? std::nullopt : constants_.IntOf(*key);
  const bool is_made = dict.kind == NodeKind::kCall && travel_ == Travel::kYes;
  if (dict.kind == NodeKind::kDictComp || is_made || (!text && !number) ||
      dict.child_count > kMaxScanned) {
    return Connect(CellOfElements(dict), Op::kCopy, to);
  }
  if (!Spend(dict.child_count)) return;
  if (dict.kind == NodeKind::kCall) {
    for (const Argument& argument : ArgumentsOf(dict)) {
      if (argument.keyword.empty()) {
        Connect(CellOf(argument.value), Op::kSubscript, to, key);
      } else if (text && argument.keyword == *text) {
        Connect(CellOf(argument.value), Op::kCopy, to);
      }
    }
    return;
  }
  for (const Node* item : dict.Children()) {
    if (item->kind == NodeKind::kDoubleStarred) {
      Connect(CellOf(item->Child(0)), Op::kSubscript, to, key);
      continue;
    }
    // A key that is not constant may be the one.
    const Node& own = *item->Child(0);
    const auto own_text = constants_.StringOf(own);
    const auto own_number = own_text ? std::nullopt : constants_.IntOf(own);
    const bool differs =
        own_text ? !text || *own_text != *text : own_number && (!number || *own_number != *number);
    if (!differs) Connect(CellOf(item->Child(1)), Op::kCopy, to);
  }
}

void QualifiedNameSolver::ItemOfDotted(uint32_t dotted, std::string_view key, uint32_t to) {
  const Dotted& object = dotted_[dotted];
  if (object.last == "__dict__" && object.parent != kNone) {
    AddDotted(to, Member(object.parent, key));
  } else if (object.text == "sys.modules") {
    AddDotted(to, Path(key));
  } else if (object.text == "builtins") {  // __builtins__ may be the dictionary
    AddDotted(to, Member(dotted, key));
  }
}

void QualifiedNameSolver::ItemOfNamespace(uint32_t scope, std::string_view name, uint32_t to) {
  if (scope == 0) looked_into_module_ = true;
  if (name == "__builtins__") return AddDotted(to, Path("builtins"));
  const uint32_t number = table_.FindName(name);
  const uint32_t symbol = number == kNone ? kNone : table_.FindSymbol(scope, number);
  if (symbol != kNone && table_.symbols[symbol].binding_count != 0) {
    Connect(CellOfSymbol(symbol), Op::kCopy, to);
  }
}

// ---------------------------------------------------------------------------- calls

// Positional arguments first to last, then keywords; `*` and `**` of a display are spread.
QualifiedNameSolver::Arguments QualifiedNameSolver::ArgumentsOf(const Node& call) {
  Arguments arguments;
  const Node* list = call.Child(1);
  if (list == nullptr || !Spend(list->child_count)) return arguments;
  for (const Node* argument : list->Children()) {
    switch (argument->kind) {
      case NodeKind::kStarred: {
        const Node& value = *argument->Child(0);
        if (!IsSequenceDisplay(value) || !Spend(value.child_count)) return arguments;
        for (const Node* element : value.Children()) arguments.push_back({{}, element});
        break;
      }
      case NodeKind::kKeyword:
        arguments.push_back({argument->text, argument->Child(0)});
        break;
      case NodeKind::kDoubleStarred: {
        const Node& value = *argument->Child(0);
        if (value.kind != NodeKind::kDict || !Spend(value.child_count)) break;
        for (const Node* item : value.Children()) {
          if (item->kind != NodeKind::kDictItem) continue;
          const Node& key = *item->Child(0);
          if (key.kind == NodeKind::kString && key.child_count == 1 && !key.Has(kBytes) &&
              key.Child(0)->kind == NodeKind::kStringPiece) {
            arguments.push_back({key.Child(0)->text, item->Child(1)});
          }
        }
        break;
      }
      default:
        arguments.push_back({{}, argument});
        break;
    }
  }
  return arguments;
}

// The argument that a parameter gets; null if none.
const Node* QualifiedNameSolver::Pick(const Arguments& arguments, size_t position,
                                      std::string_view keyword) {
  size_t seen = 0;
  for (const Argument& argument : arguments) {
    if (argument.keyword.empty()) {
      if (seen++ == position) return argument.value;
    } else if (!keyword.empty() && argument.keyword == keyword) {
      return argument.value;
    }
  }
  return nullptr;
}

void QualifiedNameSolver::Call(Value value, const Node& call, uint32_t to) {
  switch (TagOf(value)) {
    case kDotted: {
      const Dotted& function = dotted_[IndexOf(value)];
      // The common call: of something that is known to return none of this.
      if (function.model == nullptr && !function.last.starts_with("__get") &&
          function.last != "get" && function.last != "pop") {
        return;
      }
      return CallDotted(IndexOf(value), call, ArgumentsOf(call), to);
    }
    case kObject:
      if (NodeOf(value).kind == NodeKind::kClassDef) Add(to, Make(kInstance, NodeOf(value)));
      if (travel_ == Travel::kYes) CallOwn(value, to);
      return;
    case kMethod:
      return CallMethod(NodeOf(value), call, to);
    case kCallable: {
      const Node& maker = NodeOf(value);
      const uint32_t row = callable_models_.Find(maker.id, kAsFunction);
      const Arguments made_with = ArgumentsOf(maker);
      const Arguments arguments = ArgumentsOf(call);
      if (row == PairTable::kAbsent || made_with.empty()) return;
      if (kModels[row].model == Model::kPartial) {
        partials_.push_back(&maker);
        return Connect(CellOf(made_with[0].value), Op::kCallPartial, to, &call,
                       static_cast<uint32_t>(partials_.size() - 1));
      }
      if (kModels[row].model != Model::kGetter || arguments.empty()) return;
      const uint32_t from = CellOf(arguments[0].value);
      if (kModels[row].name == "operator.itemgetter") {
        return Connect(from, Op::kSubscript, to, made_with[0].value);
      }
      for (const std::string& path : constants_.StringsOf(*made_with[0].value)) {
        AttributePath(from, path, to);
      }
      return;
    }
    case kInstance:
      if (travel_ == Travel::kYes) CallOwn(value, to);
      return;
    case kSome:
    case kItems:
    case kNamespace:
      return;
  }
}

void QualifiedNameSolver::CallDotted(uint32_t dotted, const Node& call, const Arguments& arguments,
                                     uint32_t to) {
  const Dotted& function = dotted_[dotted];
  const Node* first = Pick(arguments, 0);
  if (function.model == nullptr) {
    // Methods that every object has, or that a dictionary has: os.__getattribute__("system"),
    // os.__dict__.get("system").
    if (function.parent == kNone || first == nullptr) return;
    const bool is_attribute = function.last == "__getattribute__" || function.last == "__getattr__";
    const uint32_t parent = function.parent;
    for (const std::string& name : constants_.StringsOf(*first)) {
      if (is_attribute) {
        AddDotted(to, Member(parent, name));
      } else {
        ItemOfDotted(parent, name, to);
      }
    }
    return;
  }
  const auto row = NumberOf(*function.model);
  switch (function.model->model) {
    case Model::kContainer:
      if (travel_ == Travel::kYes) break;
      return Connect(CellOf(first), Op::kRest, to);
    case Model::kDict:
      break;
    case Model::kFilter:
      return Connect(CellOf(Pick(arguments, 1)), Op::kRest, to);
    case Model::kSecond:
      return Connect(CellOf(Pick(arguments, 1)), Op::kCopy, to);
    case Model::kFirst:
      return Connect(CellOf(first), Op::kCopy, to);
    case Model::kGetAttr: {
      const Node* name = Pick(arguments, 1);
      if (name == nullptr) return;
      Connect(CellOf(Pick(arguments, 2)), Op::kCopy, to);
      for (const std::string& text : constants_.StringsOf(*name)) {
        if (text.find('.') == text.npos) AttributePath(CellOf(first), text, to);
      }
      return;
    }
    case Model::kGetItem:
      return Connect(CellOf(first), Op::kSubscript, to, Pick(arguments, 1));
    case Model::kGetter:
    case Model::kManager:
      callable_models_.Entry(call.id, kAsFunction) = row;
      return Add(to, Make(kCallable, call));
    case Model::kPartial:
      Connect(CellOf(first), Op::kCopy, to);
      callable_models_.Entry(call.id, kAsFunction) = row;
      return Add(to, Make(kCallable, call));
    case Model::kImport: {
      const Node* name = Pick(arguments, 0, "name");
      if (name == nullptr) return;
      for (const std::string& text : constants_.StringsOf(*name)) {
        // With names to take from it, the function gives the innermost module.
        if (Pick(arguments, 3, "fromlist") != nullptr) AddDotted(to, Path(text));
        AddDotted(to, Path(FirstComponent(text)));
      }
      return;
    }
    case Model::kImportModule: {
      const Node* name = Pick(arguments, 0, "name");
      const Node* package = Pick(arguments, 1, "package");
      const auto text = name == nullptr ? std::nullopt : constants_.StringOf(*name);
      if (!text) return;
      if (!text->starts_with(".") || package == nullptr) return AddDotted(to, Path(*text));
      if (const auto base = constants_.StringOf(*package)) AddDotted(to, Path(*base + *text));
      return;
    }
    case Model::kModuleNames:
      return Add(to, Make(kNamespace, 0));
    case Model::kNext:
      Connect(CellOf(Pick(arguments, 1)), Op::kCopy, to);
      return Connect(CellOf(first), Op::kElement, to);
    case Model::kReduce:
      return Connect(CellOf(first), Op::kReduce, to, &call);
    case Model::kScopeNames:
      return Add(to, Make(kNamespace, table_.ScopeOf(call)));
    case Model::kVars:
      if (first == nullptr) return Add(to, Make(kNamespace, table_.ScopeOf(call)));
      return Connect(CellOf(first), Op::kAttribute, to, nullptr, 0, "__dict__");
    case Model::kChain:
    case Model::kFactory:
    case Model::kFlatten:
    case Model::kMap:
    case Model::kPairs:
    case Model::kRepeat:
    case Model::kTuples:
    case Model::kValueOf:
      if (travel_ != Travel::kYes) return;
      break;
    case Model::kClassOf:
    case Model::kElementOf:
    case Model::kSetAttr:
    case Model::kStore:
    case Model::kSuper:
      if (travel_ == Travel::kYes) CallFlowModel(*function.model, call, arguments, to);
      return;
  }
  // What the call makes is a container of its own.
  callable_models_.Entry(call.id, kAsContainer) = row;
  Add(to, Make(kObject, call));
}

// Methods of displays: what they return is an element, or a container of elements.
void QualifiedNameSolver::CallMethod(const Node& method, const Node& call, uint32_t to) {
  enum class Result : uint8_t { kItem, kAny, kValues, kSame, kPairs };
  struct Row {
    std::string_view name;
    Result result;
  };
  static constexpr Row kMethods[] = {
      {"__getitem__", Result::kItem}, {"__iter__", Result::kSame},  {"copy", Result::kSame},
      {"get", Result::kItem},         {"get_nowait", Result::kAny}, {"items", Result::kPairs},
      {"pop", Result::kItem},         {"popitem", Result::kAny},    {"popleft", Result::kAny},
      {"setdefault", Result::kItem},  {"values", Result::kValues},
  };
  for (const Row& row : kMethods) {
    if (row.name != method.text) continue;
    const uint32_t from = CellOf(method.Child(0));
    const Arguments arguments = ArgumentsOf(call);
    switch (row.result) {
      case Result::kItem:
        Connect(CellOf(Pick(arguments, 1)), Op::kCopy, to);
        return Connect(from, Op::kSubscript, to, Pick(arguments, 0));
      case Result::kAny:
        return Connect(from, Op::kSubscript, to);
      case Result::kSame:
        return Connect(from, Op::kUnion, to);
      case Result::kValues:
        return Connect(from, Op::kValues, to);
      case Result::kPairs:
        if (travel_ != Travel::kYes) return;
        callable_models_.Entry(call.id, kAsContainer) = NumberOf(*FindModel("builtins.dict.items"));
        return Add(to, Make(kObject, call));
    }
  }
}

// functools.reduce(getattr, ["a", "b"], x) is x.a.b.
void QualifiedNameSolver::CallReduce(Value function, const Node& call, uint32_t to) {
  const Arguments arguments = ArgumentsOf(call);
  if (!IsDotted(function, "builtins.getattr")) {
    if (travel_ != Travel::kYes) return;
    CallOwn(function, to);
    Connect(CellOf(Pick(arguments, 1)), Op::kElement, to);
    return Connect(CellOf(Pick(arguments, 2)), Op::kCopy, to);
  }
  const Node* names = Pick(arguments, 1);
  const Node* start = Pick(arguments, 2);
  if (names == nullptr || !IsSequenceDisplay(*names) || names->child_count > kMaxDots) return;
  std::string path;
  for (size_t i = 0; i < names->child_count; ++i) {
    const Node* name = names->Child(static_cast<uint32_t>(i));
    if (start == nullptr && i == 0) {
      start = name;
      continue;
    }
    const auto text = constants_.StringOf(*name);
    if (!text) return;
    if (!path.empty()) path += '.';
    path += *text;
  }
  if (start != nullptr) AttributePath(CellOf(start), path, to);
}

void QualifiedNameSolver::AttributePath(uint32_t from, std::string_view path, uint32_t to) {
  if (from == kNone) return;
  while (true) {
    const size_t dot = path.find('.');
    const uint32_t next = dot == path.npos ? to : NewCell(CellKind::kDerived, nullptr, 0);
    const std::string_view name = names_.Text(names_.InternCopy(path.substr(0, dot)));
    Connect(from, Op::kAttribute, next, nullptr, 0, name);
    if (dot == path.npos) return;
    path.remove_prefix(dot + 1);
    from = next;
  }
}

// ---------------------------------------------------------------------------- dotted names

uint32_t QualifiedNameSolver::Path(std::string_view dotted) {
  size_t start = dotted.find_first_not_of('.');
  if (start == dotted.npos) return Intern(kNone, dotted, dotted);
  const size_t root_end = std::min(dotted.find('.', start), dotted.size());
  uint32_t result =
      Intern(kNone, dotted.substr(0, root_end), dotted.substr(start, root_end - start));
  for (size_t at = root_end; at < dotted.size() && result != kNone;) {
    const size_t end = std::min(dotted.find('.', at + 1), dotted.size());
    result = Member(result, dotted.substr(at + 1, end - at - 1));
    at = end;
  }
  return result;
}

uint32_t QualifiedNameSolver::Member(uint32_t dotted, std::string_view name) {
  if (dotted == kNone) return kNone;
  const Dotted& parent = dotted_[dotted];
  if (parent.dots >= kMaxDots) {
    gave_up_ = true;
    return kNone;
  }
  std::string text(parent.text);
  if (!text.ends_with('.')) text += '.';  // `from . import a` is ".a"
  text += name;
  return Intern(dotted, text, name);
}

uint32_t QualifiedNameSolver::Intern(uint32_t parent, std::string_view text,
                                     std::string_view last) {
  const uint32_t known = dotted_names_.Find(text);
  if (known != NameTable::kAbsent) return known;
  if (!Spend(8)) return kNone;
  const uint32_t dotted = dotted_names_.InternCopy(text);
  const std::string_view kept = dotted_names_.Text(dotted);
  dotted_.push_back({.parent = parent,
                     .dots = parent == kNone ? 0 : dotted_[parent].dots + 1,
                     .text = kept,
                     .last = kept.substr(kept.size() - last.size()),
                     .model = FindModel(kept)});
  if (travel_ == Travel::kYes) dotted_.back().is_worth_carrying = IsWorthCarrying(kept);
  FindOtherNames(dotted);
  return dotted;
}

// The other names of the object: through a module that re-exports it, through its parent's other
// names, and the two attributes that lead from a builtin back to where it came from.
void QualifiedNameSolver::FindOtherNames(uint32_t dotted) {
  const std::string_view text = dotted_[dotted].text;
  const uint32_t parent = dotted_[dotted].parent;
  std::vector<uint32_t> also;
  auto add = [&](uint32_t other) {
    if (other == kNone || other == dotted) return;
    if (std::find(also.begin(), also.end(), other) == also.end()) also.push_back(other);
    for (uint32_t further : dotted_[other].also) {
      if (further != dotted && std::find(also.begin(), also.end(), further) == also.end()) {
        also.push_back(further);
      }
    }
  };
  const auto* row =
      std::lower_bound(std::begin(kReexports), std::end(kReexports), text,
                       [](const ReexportRow& r, std::string_view name) { return r.name < name; });
  for (; row != std::end(kReexports) && row->name == text; ++row) add(Path(row->target));
  if (parent != kNone) {
    const std::string last(dotted_[dotted].last);
    if (last == "__call__") add(parent);
    if (last == "__self__" && dotted_[parent].parent != kNone) add(dotted_[parent].parent);
    const std::vector<uint32_t> others = dotted_[parent].also;
    for (uint32_t other : others) add(Member(other, last));
  }
  dotted_[dotted].also = std::move(also);
}

}  // namespace stockade::analyzer
