// Values that leave the place where they are written: attributes and items that are stored,
// arguments, results, what a decorator or an operator makes. All of it is started at once, when the
// first name is asked for, and only if a module or a function that reads attributes is carried
// somewhere (is_carried): in most texts none is, and nothing here is done.
//
// Objects are told apart by the node that makes them, attributes by object and name; what is stored
// into a container may be any of its elements. So a name may have more answers than it has in any
// run, never fewer.
#include <algorithm>
#include <string>

#include "analyzer/call_models.h"
#include "analyzer/qualified.h"

namespace stockade::analyzer {
namespace {

constexpr uint32_t kDecoratorsSlot = 0, kFunctionParametersSlot = 3;
constexpr uint32_t kClassArgumentsSlot = 3, kClassBodySlot = 4;
constexpr int kMostDotsOfUnknown = 2;  // of a module that reexports.def does not know
constexpr uint32_t kMostParts = 16;    // of a chain of attributes that names a module

// What cell_by_object_ has of a node.
constexpr uint32_t kResultOf = 0, kSelvesOf = 1, kStoredIn = 2, kIteratorOf = 3;

// The number of a kPass edge: a first argument that is left out, and parameters that are filled.
constexpr uint32_t NumberOfPass(uint32_t skip, uint32_t filled) { return filled * 2 + skip; }

// Builtins that give other objects by name or by being called; carried, they matter as modules do.
constexpr std::string_view kGateways[] = {
    "__builtins__", "__import__", "delattr", "getattr", "globals",
    "hasattr",      "locals",     "setattr", "type",    "vars",
};

bool IsGateway(std::string_view name) {
  return std::binary_search(std::begin(kGateways), std::end(kGateways), name);
}

// Modules of the library that have neither submodules nor other modules in them.
constexpr std::string_view kFlatModules[] = {
    "__future__", "abc",      "array",       "atexit",      "audioop", "binascii",     "bisect",
    "cmath",      "colorsys", "contextvars", "copyreg",     "errno",   "faulthandler", "fcntl",
    "gc",         "grp",      "itertools",   "keyword",     "marshal", "math",         "mmap",
    "msvcrt",     "nis",      "opcode",      "pwd",         "pyexpat", "readline",     "resource",
    "select",     "spwd",     "stat",        "struct",      "sys",     "syslog",       "termios",
    "time",       "token",    "tty",         "unicodedata", "winreg",  "winsound",     "zlib",
};
static_assert(std::is_sorted(std::begin(kFlatModules), std::end(kFlatModules)));

// Methods that get the class without a decorator.
constexpr std::string_view kClassMethods[] = {"__new__", "__init_subclass__", "__class_getitem__"};

bool GivesAttributes(Model model) {
  return model == Model::kGetAttr || model == Model::kGetter || model == Model::kImport ||
         model == Model::kImportModule || model == Model::kReduce || model == Model::kPartial;
}

bool IsFunction(const Node& node) {
  return node.kind == NodeKind::kFunctionDef || node.kind == NodeKind::kLambda;
}

const Node& ParametersOf(const Node& function) {
  return *function.Child(function.kind == NodeKind::kLambda ? 0 : kFunctionParametersSlot);
}

bool TakesPosition(const Node& parameter) {
  const auto kind = static_cast<ParameterKind>(parameter.op);
  return kind == ParameterKind::kPositionalOnly || kind == ParameterKind::kPositional;
}

bool IsDecoratedWith(const Node& function, std::string_view name) {
  if (function.kind != NodeKind::kFunctionDef) return false;
  const auto decorators = function.Child(kDecoratorsSlot)->Children();
  return std::any_of(decorators.begin(), decorators.end(),
                     [&](const Node* decorator) { return decorator->text == name; });
}

bool IsDecorated(const Node& function) {
  return function.kind == NodeKind::kFunctionDef &&
         function.Child(kDecoratorsSlot)->child_count != 0;
}

}  // namespace

// ---------------------------------------------------------------------------- is anything carried?

// Modules, functions of call_models.cc that are asked for an attribute, and what may be a module
// for all that is known. Every other name is judged where it is written, and would only fill the
// sets on its way.
bool QualifiedNameSolver::IsWorthCarrying(std::string_view dotted) {
  const size_t dot = dotted.find('.');
  if (dot == dotted.npos) return true;
  const std::string_view root = dotted.substr(0, dot), rest = dotted.substr(dot + 1);
  if (root == "builtins") return IsGateway(rest);
  if (HasOtherNames(dotted) || dotted == "sys.modules") return true;
  if (const ModelRow* row = FindModel(dotted)) return GivesAttributes(row->model);
  if (root.empty() || root.starts_with('_') || HasOtherNames(root)) return false;
  if (std::binary_search(std::begin(kFlatModules), std::end(kFlatModules), root)) return false;
  return std::count(rest.begin(), rest.end(), '.') < kMostDotsOfUnknown;
}

bool QualifiedNameSolver::IsCarried(uint32_t symbol) const {
  const std::string_view name = table_.NameText(table_.symbols[symbol].name);
  const uint32_t found = table_.Resolve(symbol);
  if (found == kNone) {
    if (IsGateway(name)) return true;
    if (table_.star_imports.empty() || IsKnownBuiltin(name)) return false;
    return std::any_of(table_.star_imports.begin(), table_.star_imports.end(),
                       [&](const Node* from) {
                         return IsWorthCarrying(std::string(from->text) + "." + std::string(name));
                       });
  }
  if (table_.symbols[found].scope == 0 && IsGateway(name)) return true;
  for (uint32_t b = table_.symbols[found].first_binding; b != kNone; b = table_.records[b].next) {
    const Origin& origin = table_.records[b].origin;
    if (origin.kind == OriginKind::kImport) return true;
    if (origin.kind != OriginKind::kImportFrom) continue;
    if (IsWorthCarrying(std::string(origin.context->text) + "." + std::string(origin.node->text))) {
      return true;
    }
  }
  return false;
}

// `os.path`, and `random._os`: a module, as far as the text and reexports.def tell.
bool QualifiedNameSolver::IsModule(const Node& attribute) const {
  const Node* parts[kMostParts];
  size_t count = 0;
  const Node* root = &attribute;
  for (; root->kind == NodeKind::kAttribute && count < kMostParts; root = root->Child(0)) {
    parts[count++] = root;
  }
  if (root->kind != NodeKind::kName) return false;
  const uint32_t symbol = table_.SymbolOf(*root);
  const uint32_t found = symbol == kNone ? kNone : table_.Resolve(symbol);
  if (found == kNone) return false;
  uint32_t scanned = 0;
  for (uint32_t b = table_.symbols[found].first_binding; b != kNone && scanned < kMostParts;
       b = table_.records[b].next, ++scanned) {
    const Origin& origin = table_.records[b].origin;
    if (origin.kind != OriginKind::kImport && origin.kind != OriginKind::kImportFrom) continue;
    std::string path(origin.kind == OriginKind::kImportFrom ? origin.context->text
                     : origin.node->Child(0) != nullptr
                         ? origin.node->text
                         : origin.node->text.substr(0, origin.node->text.find('.')));
    if (origin.kind == OriginKind::kImportFrom) path.append(".").append(origin.node->text);
    for (size_t i = count; i-- > 0;) path.append(".").append(parts[i]->text);
    if (origin.node->text.starts_with(path) || HasOtherNames(path)) return true;
  }
  return false;
}

bool QualifiedNameSolver::values_travel() {
  if (travel_ != Travel::kUnknown) return travel_ == Travel::kYes;
  travel_ = Travel::kNo;
  bool harmless_is_bound = false;
  for (std::string_view name : kHarmlessBuiltins) {
    const uint32_t number = table_.FindName(name);
    if (number == kNone) continue;
    for (const SymbolRecord& symbol : table_.symbols) {
      if (symbol.name == number && symbol.binding_count != 0) harmless_is_bound = true;
    }
  }
  std::vector<bool> seen(table_.symbols.size());
  for (uint32_t s = 0; s < table_.symbols.size(); ++s) {
    const SymbolRecord& symbol = table_.symbols[s];
    if (!symbol.is_carried && !(harmless_is_bound && symbol.is_examined)) continue;
    const uint32_t found = table_.Resolve(s);
    if (found != kNone && seen[found]) continue;
    if (found != kNone) seen[found] = true;
    if (IsCarried(s)) {
      travel_ = Travel::kYes;
      return true;
    }
  }
  for (const Node* attribute : table_.carried_attributes) {
    if (IsModule(*attribute)) {
      travel_ = Travel::kYes;
      return true;
    }
  }
  return false;
}

// ---------------------------------------------------------------------------- where values come
// from

void QualifiedNameSolver::StartFlows() {
  first_outcome_.assign(table_.scopes.size(), kNone);
  for (const Outcome& outcome : table_.outcomes) {
    outcomes_.emplace_back(outcome.node, first_outcome_[outcome.scope]);
    first_outcome_[outcome.scope] = static_cast<uint32_t>(outcomes_.size() - 1);
  }
  for (const Store& store : table_.stores) StartStore(store);
  for (const Node* call : table_.calls) {
    if (call->Child(1)->child_count == 0) continue;
    const uint32_t function = CellOf(call->Child(0));
    Connect(function, Op::kPass, function, call);
  }
  for (const Node* class_def : table_.derived_classes) StartBases(*class_def);
  for (const Binding& binding : table_.bindings) {
    if (binding.kind == BindingKind::kFunction || binding.kind == BindingKind::kClass) {
      CellOf(binding.node);  // for its decorators
    }
  }
}

void QualifiedNameSolver::StartStore(const Store& store) {
  uint32_t from = store.value != nullptr ? CellOf(store.value) : CellOfStep(store.step);
  if (from == kNone) return;
  const uint32_t base = CellOf(store.target->Child(0));
  if (store.target->kind == NodeKind::kAttribute) {
    return Connect(base, Op::kStoreAttribute, from, nullptr, 0, NameOf(*store.target));
  }
  const Node* index = store.target->Child(1);
  if (index->kind == NodeKind::kSlice)
    return Connect(base, Op::kStoreElement, PartOf(from, Op::kElement));
  Connect(base, Op::kStoreItem, from, index);
}

void QualifiedNameSolver::StartBases(const Node& class_def) {
  for (const Node* base : class_def.Child(kClassArgumentsSlot)->Children()) {
    if (base->kind == NodeKind::kKeyword || base->kind == NodeKind::kDoubleStarred) continue;
    Connect(CellOf(base), Op::kDerive, CellOfSelves(class_def), &class_def);
  }
}

void QualifiedNameSolver::StartDecorators(const Node& definition, uint32_t symbol_cell) {
  for (const Node* decorator : definition.Child(kDecoratorsSlot)->Children()) {
    Connect(CellOf(decorator), Op::kDecorate, symbol_cell, &definition);
  }
}

// `*args` and `**kwargs` are containers; the first parameter of a method is an instance or the
// class.
void QualifiedNameSolver::StartParameter(uint32_t cell, const Binding& binding) {
  if (binding.kind != BindingKind::kParameter) return;
  if (!TakesPosition(*binding.node)) {
    const auto kind = static_cast<ParameterKind>(binding.node->op);
    if (kind != ParameterKind::kKeywordOnly) Add(cell, Make(kSome, *binding.node));
    return;
  }
  const Node& function = *table_.scopes[binding.scope].node;
  if (!IsFunction(function) || ParametersOf(function).Child(0) != binding.node) return;
  const Node* class_def = ClassOfMethod(function);
  if (class_def == nullptr || IsDecoratedWith(function, "staticmethod")) return;
  const uint32_t selves = CellOfSelves(*class_def);
  Connect(selves, Op::kCopy, cell);
  const bool is_of_class =
      IsDecorated(function) || (function.kind == NodeKind::kFunctionDef &&
                                std::find(std::begin(kClassMethods), std::end(kClassMethods),
                                          function.Child(1)->text) != std::end(kClassMethods));
  if (is_of_class) Connect(selves, Op::kClassOf, cell);
}

void QualifiedNameSolver::StartResult(uint32_t cell, const Node& function) {
  if (function.kind == NodeKind::kLambda)
    return Connect(CellOf(function.Child(1)), Op::kCarry, cell);
  bool yields = false;
  for (uint32_t o = first_outcome_[ScopeOfFunction(function)]; o != kNone;
       o = outcomes_[o].second) {
    const Node& outcome = *outcomes_[o].first;
    if (outcome.kind == NodeKind::kReturn) {
      Connect(CellOf(outcome.Child(0)), Op::kCarry, cell);
    } else {
      yields = true;
    }
  }
  if (yields) Add(cell, Make(kSome, function));
}

// The elements of what the models make and functions yield; false if StartElements() knows them.
bool QualifiedNameSolver::StartFlowElements(uint32_t cell, const Node& container) {
  if (container.kind == NodeKind::kParameter) return true;
  if (container.kind == NodeKind::kFunctionDef) {
    for (uint32_t o = first_outcome_[ScopeOfFunction(container)]; o != kNone;
         o = outcomes_[o].second) {
      const Node& outcome = *outcomes_[o].first;
      if (outcome.kind == NodeKind::kYield) Connect(CellOf(outcome.Child(0)), Op::kCopy, cell);
      if (outcome.kind == NodeKind::kYieldFrom)
        Connect(CellOf(outcome.Child(0)), Op::kElement, cell);
    }
    return true;
  }
  if (container.kind != NodeKind::kCall) return false;
  const uint32_t row = callable_models_.Find(container.id, kAsContainer);
  if (row == PairTable::kAbsent) return false;
  const Arguments arguments = ArgumentsOf(container);
  const uint32_t first = arguments.empty() ? kNone : CellOf(arguments[0].value);
  switch (kModels[row].model) {
    case Model::kContainer:
      Connect(first, Op::kElement, cell);
      return true;
    case Model::kDict:  // dict([("a", x)]) as well
      for (const Argument& argument : arguments) {
        if (!argument.keyword.empty()) continue;
        Connect(PartOf(CellOf(argument.value), Op::kElement), Op::kElement, cell);
      }
      return false;
    case Model::kFactory:
      Connect(first, Op::kResult, cell, &container);
      return true;
    case Model::kFlatten:
      Connect(PartOf(first, Op::kElement), Op::kElement, cell);
      return true;
    case Model::kChain:
    case Model::kTuples:
      for (const Argument& argument : arguments) {
        Connect(CellOf(argument.value), Op::kElement, cell);
      }
      return true;
    case Model::kMap:
      StartMap(cell, container, arguments);
      return true;
    case Model::kPairs: {
      const Node& function = *container.Child(0);
      const uint32_t from = first != kNone || function.kind != NodeKind::kAttribute
                                ? first
                                : CellOf(function.Child(0));
      Connect(from, Op::kSubscript, cell);
      Connect(from, Op::kElement, cell);
      return true;
    }
    case Model::kRepeat:
      Connect(first, Op::kCopy, cell);
      return true;
    case Model::kValueOf:
      Connect(CellOf(Pick(arguments, 1)), Op::kCopy, cell);
      return true;
    default:
      return false;
  }
}

// map(f, x), and map(getattr, objects, names) in both of its spellings.
void QualifiedNameSolver::StartMap(uint32_t cell, const Node& call, const Arguments& arguments) {
  if (arguments.empty()) return;
  Connect(CellOf(arguments[0].value), Op::kResult, cell, &call);
  const Node* objects = Pick(arguments, 1);
  const Node* names = Pick(arguments, 2);
  if (objects == nullptr || !Spend(objects->child_count)) return;
  if (names != nullptr) {
    if (!Spend(names->child_count)) return;
    for (const Node* name : names->Children()) {
      if (const auto text = constants_.StringOf(*name)) {
        AttributePath(PartOf(CellOf(objects), Op::kElement), *text, cell);
      }
    }
    return;
  }
  for (const Node* pair : objects->Children()) {
    if (pair == nullptr || pair->child_count < 2 || pair->kind != NodeKind::kTuple) continue;
    if (const auto text = constants_.StringOf(*pair->Child(1))) {
      AttributePath(CellOf(pair->Child(0)), *text, cell);
    }
  }
}

// ---------------------------------------------------------------------------- cells

uint32_t QualifiedNameSolver::CellOfObject(const Node& object, uint32_t what, CellKind kind) {
  uint32_t& cell = cell_by_object_.Entry(object.id, what);
  if (cell == PairTable::kAbsent) cell = NewCell(kind, &object, 0);
  return cell;
}

uint32_t QualifiedNameSolver::CellOfResult(const Node& function) {
  return CellOfObject(function, kResultOf, CellKind::kResult);
}

uint32_t QualifiedNameSolver::CellOfSelves(const Node& class_def) {
  return CellOfObject(class_def, kSelvesOf, CellKind::kSelves);
}

uint32_t QualifiedNameSolver::CellOfStored(const Node& container) {
  return CellOfObject(container, kStoredIn, CellKind::kDerived);
}

// What `__iter__` returns. One cell a class: an iterator that returns itself is asked for its own.
uint32_t QualifiedNameSolver::CellOfIterator(const Node& class_def) {
  const bool is_new = cell_by_object_.Find(class_def.id, kIteratorOf) == PairTable::kAbsent;
  const uint32_t cell = CellOfObject(class_def, kIteratorOf, CellKind::kDerived);
  if (is_new) Connect(CellOfMember(class_def, "__iter__"), Op::kResult, cell);
  return cell;
}

// What is stored under a name of the module as a text: globals()["x"] = ...
uint32_t QualifiedNameSolver::CellOfGlobal(std::string_view name) {
  return CellOfMember(*table_.scopes[0].node, name);
}

uint32_t QualifiedNameSolver::PartOf(uint32_t cell, Op op) {
  if (cell == kNone) return kNone;
  const uint32_t part = NewCell(CellKind::kDerived, nullptr, 0);
  Connect(cell, op, part);
  return part;
}

uint32_t QualifiedNameSolver::ScopeOfFunction(const Node& function) const {
  return table_.ScopeOf(ParametersOf(function));
}

// The class in whose body the function is defined; null if it is no method.
const Node* QualifiedNameSolver::ClassOfMethod(const Node& function) const {
  uint32_t scope = table_.scopes[ScopeOfFunction(function)].parent;
  if (table_.scopes[scope].kind == ScopeKind::kTypeParams) scope = table_.scopes[scope].parent;
  return table_.scopes[scope].kind == ScopeKind::kClass ? table_.scopes[scope].node : nullptr;
}

// ---------------------------------------------------------------------------- what becomes of them

void QualifiedNameSolver::ApplyFlow(const Edge& edge, Value value) {
  const Tag tag = TagOf(value);
  const bool is_class = tag == kObject && NodeOf(value).kind == NodeKind::kClassDef;
  const bool is_function = tag == kObject && IsFunction(NodeOf(value));
  switch (edge.op) {
    case Op::kCarry:
      if (tag == kDotted && !dotted_[IndexOf(value)].is_worth_carrying) return;
      return Add(edge.target, value);
    case Op::kBind:
      if (is_function && IsDecorated(NodeOf(value))) CallOwn(value, edge.target);
      return Add(edge.target, value);
    case Op::kPass:
      return Pass(value, *edge.node, edge.number);
    case Op::kPassElements:
      return PassElements(value, *edge.node, edge.number);
    case Op::kResult:
      if (is_class) return Add(edge.target, Make(kInstance, NodeOf(value)));
      // defaultdict(list): its lists count as one with it.
      if (tag == kDotted && edge.node != nullptr) return Add(edge.target, Make(kSome, *edge.node));
      return CallOwn(value, edge.target);
    case Op::kDecorate: {
      if (tag == kInstance) {
        return Connect(CellOfMember(NodeOf(value), "__call__"), Op::kResult, edge.target);
      }
      if (!is_function) return;
      Connect(CellOfResult(NodeOf(value)), Op::kCopy, edge.target);
      const uint32_t definition = NewCell(CellKind::kDerived, nullptr, 0);
      Add(definition, Make(kObject, *edge.node));
      return PassAt(ParametersOf(NodeOf(value)), 0, definition);
    }
    case Op::kInherit:
      if (is_class) Connect(CellOfMember(NodeOf(value), edge.text), Op::kCopy, edge.target);
      return;
    case Op::kDerive:
      if (is_class) Connect(edge.target, Op::kCopy, CellOfSelves(NodeOf(value)));
      return;
    case Op::kCallMethod:
      if (tag == kInstance && !edge.text.empty()) {
        Connect(CellOfMember(NodeOf(value), edge.text), Op::kResult, edge.target);
      }
      return;
    case Op::kClassOf:
      if (tag == kInstance) Add(edge.target, Make(kObject, NodeOf(value)));
      return;
    case Op::kInstantiate:
      if (is_class) Add(edge.target, Make(kInstance, NodeOf(value)));
      return;
    case Op::kCaught:
      if (is_class) return Add(edge.target, Make(kInstance, NodeOf(value)));
      if (tag == kObject && NodeOf(value).kind == NodeKind::kTuple) {
        Connect(CellOfElements(NodeOf(value)), Op::kInstantiate, edge.target);
      }
      return;
    case Op::kStoreAttribute:
      return StoreAttribute(value, edge.text, edge.target);
    case Op::kStoreItem:
      return StoreItem(value, edge.node, edge.text, edge.target);
    case Op::kStoreElement:
      return StoreElement(value, edge.target);
    default:
      return;
  }
}

// Of the class itself; what a base of the library has is its name there. (An instance has so many
// attributes of its own that this would say nothing of them.)
void QualifiedNameSolver::AttributeOfClass(const Node& class_def, std::string_view name,
                                           uint32_t to) {
  Connect(CellOfMember(class_def, name), Op::kBind, to);
  const Node* bases = class_def.Child(kClassArgumentsSlot);
  if (bases == nullptr || !Spend(bases->child_count) || HasOwn(class_def, name)) return;
  for (const Node* base : bases->Children()) {
    Connect(CellOf(base), Op::kAttribute, to, nullptr, 0, name);
  }
}

void QualifiedNameSolver::AttributeOfInstance(const Node& class_def, std::string_view name,
                                              const Node* node, uint32_t to) {
  if (name == "__dict__") {
    return Add(to, Make(kNamespace, table_.ScopeOf(*class_def.Child(kClassBodySlot))));
  }
  Connect(CellOfMember(class_def, name), Op::kBind, to);
  Connect(CellOfMember(class_def, "__getattr__"), Op::kResult, to);
  // It may be a container by its bases.
  if (node != nullptr && class_def.Child(kClassArgumentsSlot) != nullptr) {
    Add(to, Make(kMethod, *node));
  }
}

void QualifiedNameSolver::ItemOfInstance(const Node& class_def, uint32_t to) {
  Connect(CellOfStored(class_def), Op::kCopy, to);
  Connect(CellOfMember(class_def, "__getitem__"), Op::kResult, to);
}

void QualifiedNameSolver::ElementOfInstance(const Node& class_def, uint32_t to) {
  ItemOfInstance(class_def, to);
  Connect(CellOfMember(class_def, "__next__"), Op::kResult, to);
  Connect(CellOfIterator(class_def), Op::kElement, to);
}

// The result of calling an object of the text.
void QualifiedNameSolver::CallOwn(Value value, uint32_t to) {
  if (travel_ != Travel::kYes) return;
  if (TagOf(value) == kInstance) {
    return Connect(CellOfMember(NodeOf(value), "__call__"), Op::kResult, to);
  }
  if (TagOf(value) == kObject && IsFunction(NodeOf(value))) {
    Connect(CellOfResult(NodeOf(value)), Op::kCopy, to);
  }
}

void QualifiedNameSolver::CallFlowModel(const ModelRow& row, const Node& call,
                                        const Arguments& arguments, uint32_t to) {
  switch (row.model) {
    case Model::kClassOf:
      if (arguments.size() == 1) Connect(CellOf(arguments[0].value), Op::kClassOf, to);
      return;
    case Model::kElementOf:
      if (arguments.size() == 1) Connect(CellOf(arguments[0].value), Op::kElement, to);
      for (const Argument& argument : arguments) {
        Connect(CellOf(argument.value), Op::kElement, to);
        Connect(CellOf(argument.value), Op::kCopy, to);
      }
      return;
    case Model::kSuper: {
      uint32_t scope = table_.ScopeOf(call);
      while (scope != 0 && table_.scopes[scope].kind != ScopeKind::kClass) {
        scope = table_.scopes[scope].parent;
      }
      const Node* bases =
          scope == 0 ? nullptr : table_.scopes[scope].node->Child(kClassArgumentsSlot);
      if (bases == nullptr) return;
      for (const Node* base : bases->Children()) Connect(CellOf(base), Op::kInstantiate, to);
      return;
    }
    default:
      return;
  }
}

// ---------------------------------------------------------------------------- arguments

// `value` is called with the arguments of `call`.
void QualifiedNameSolver::Pass(Value value, const Node& call, uint32_t number) {
  const uint32_t skip = number % 2, filled = number / 2;
  switch (TagOf(value)) {
    case kDotted:
      return PassToModel(IndexOf(value), call);
    case kObject:
      if (NodeOf(value).kind == NodeKind::kClassDef) return PassToClass(NodeOf(value), call);
      if (IsFunction(NodeOf(value))) PassTo(NodeOf(value), call, skip, filled);
      return;
    case kInstance: {
      const uint32_t method = CellOfMember(NodeOf(value), "__call__");
      return Connect(method, Op::kPass, method, &call, number);
    }
    case kMethod: {
      const Node& method = NodeOf(value);
      const uint32_t base = CellOf(method.Child(0));
      if (method.text == "sort") {
        const uint32_t key = CellOf(Pick(ArgumentsOf(call), ~size_t{0}, "key"));
        return Connect(key, Op::kPassElements, key, method.Child(0));
      }
      return Mutate(base, method.text, ArgumentsOf(call), skip);
    }
    case kCallable: {  // functools.partial: what it was made with comes first
      const Node& maker = NodeOf(value);
      const Arguments made_with = ArgumentsOf(maker);
      if (made_with.empty()) return;
      const uint32_t function = CellOf(made_with[0].value);
      uint32_t positional = 0;
      for (const Argument& argument : made_with) positional += argument.keyword.empty() ? 1 : 0;
      return Connect(function, Op::kPass, function, &call, NumberOfPass(0, positional - 1));
    }
    case kSome:
    case kItems:
    case kNamespace:
      return;
  }
}

// A method may be called on an instance, which is then its first argument, or on its class.
void QualifiedNameSolver::PassTo(const Node& function, const Node& call, uint32_t skip,
                                 uint32_t filled) {
  const Node& parameters = ParametersOf(function);
  const bool is_method =
      ClassOfMethod(function) != nullptr && !IsDecoratedWith(function, "staticmethod");
  if (!Spend(call.Child(1)->child_count)) return;
  for (uint32_t shift = 0; shift <= (is_method ? 1u : 0u); ++shift) {
    uint32_t position = filled + shift, left_out = skip;
    for (const Node* argument : call.Child(1)->Children()) {
      const Node* value = argument->Child(0);
      switch (argument->kind) {
        case NodeKind::kStarred:
          if (value->kind == NodeKind::kTuple || value->kind == NodeKind::kList) {
            if (!Spend(value->child_count)) return;
            for (const Node* element : value->Children()) {
              PassAt(parameters, position++, CellOf(element));
            }
          } else {
            PassAll(parameters, position, PartOf(CellOf(value), Op::kElement));
          }
          break;
        case NodeKind::kKeyword:
          PassNamed(parameters, argument->text, CellOf(value));
          break;
        case NodeKind::kDoubleStarred:
          PassAll(parameters, 0, PartOf(CellOf(value), Op::kSubscript));
          break;
        default:
          if (left_out != 0) {
            --left_out;
          } else {
            PassAt(parameters, position++, CellOf(argument));
          }
          break;
      }
    }
  }
}

void QualifiedNameSolver::PassAt(const Node& parameters, uint32_t position, uint32_t from) {
  if (from == kNone) return;
  const Node* parameter = parameters.Child(position);
  if (parameter != nullptr && TakesPosition(*parameter)) {
    return Connect(from, Op::kCarry, CellOf(parameter));
  }
  if (!Spend(parameters.child_count)) return;
  for (const Node* other : parameters.Children()) {
    if (static_cast<ParameterKind>(other->op) == ParameterKind::kStar) {
      return Connect(from, Op::kCarry, CellOfStored(*other));
    }
  }
}

void QualifiedNameSolver::PassNamed(const Node& parameters, std::string_view name, uint32_t from) {
  if (from == kNone || !Spend(parameters.child_count)) return;
  for (const Node* parameter : parameters.Children()) {
    const auto kind = static_cast<ParameterKind>(parameter->op);
    if (kind == ParameterKind::kDoubleStar) Connect(from, Op::kCarry, CellOfStored(*parameter));
    if (parameter->text == name &&
        (TakesPosition(*parameter) || kind == ParameterKind::kKeywordOnly)) {
      return Connect(from, Op::kCarry, CellOf(parameter));
    }
  }
}

void QualifiedNameSolver::PassAll(const Node& parameters, uint32_t position, uint32_t from) {
  if (from == kNone || !Spend(parameters.child_count)) return;
  for (uint32_t i = position; i < parameters.child_count; ++i) {
    const Node& parameter = *parameters.Child(i);
    const auto kind = static_cast<ParameterKind>(parameter.op);
    const bool is_container = kind == ParameterKind::kStar || kind == ParameterKind::kDoubleStar;
    Connect(from, Op::kCarry, is_container ? CellOfStored(parameter) : CellOf(&parameter));
  }
}

// To what makes an instance; and as fields, as a dataclass or a named tuple takes them.
void QualifiedNameSolver::PassToClass(const Node& class_def, const Node& call) {
  for (const char* maker : {"__init__", "__new__"}) {
    const uint32_t method = CellOfMember(class_def, maker);
    Connect(method, Op::kPass, method, &call);
  }
  const uint32_t scope = table_.ScopeOf(*class_def.Child(kClassBodySlot));
  const uint32_t init = table_.FindName("__init__");
  if (init != kNone && table_.FindSymbol(scope, init) != kNone) return;
  uint32_t field = table_.scope_records[scope].first_symbol;
  for (const Argument& argument : ArgumentsOf(call)) {
    const uint32_t from = CellOf(argument.value);
    if (!argument.keyword.empty()) {
      Connect(from, Op::kCarry, CellOfMember(class_def, argument.keyword));
      continue;
    }
    Connect(from, Op::kCarry, CellOfStored(class_def));
    while (field != kNone && (table_.symbols[field].flags & kIsAnnotated) == 0) {
      if (!Spend(1)) return;
      field = table_.symbols[field].next_in_scope;
    }
    if (field == kNone) continue;
    Connect(from, Op::kCarry, CellOfMember(class_def, table_.NameText(table_.symbols[field].name)));
    field = table_.symbols[field].next_in_scope;
  }
}

// Functions of the library that store what they are given, or call it.
void QualifiedNameSolver::PassToModel(uint32_t dotted, const Node& call) {
  const ModelRow* row = dotted_[dotted].model;
  if (row == nullptr) {
    const MutatorRow* mutator = FindMutator(dotted_[dotted].last);
    const uint32_t parent = dotted_[dotted].parent;
    if (mutator == nullptr || parent == kNone || dotted_[parent].model == nullptr) return;
    const Arguments arguments = ArgumentsOf(call);  // list.append(l, x)
    if (!arguments.empty()) Mutate(CellOf(arguments[0].value), mutator->name, arguments, 1);
    return;
  }
  const bool calls_back = row->callback != kNowhere || row->model == Model::kPartial;
  if (row->model != Model::kSetAttr && row->model != Model::kStore && !calls_back) return;
  const Arguments arguments = ArgumentsOf(call);
  const Node* first = Pick(arguments, 0);
  if (first == nullptr) return;
  if (row->model == Model::kPartial) {
    const uint32_t function = CellOf(first);
    return Connect(function, Op::kPass, function, &call, NumberOfPass(1, 0));
  }
  if (row->model == Model::kStore) return Mutate(CellOf(first), row->method, arguments, 1);
  if (row->model == Model::kSetAttr) {
    const Node* name = Pick(arguments, 1);
    const auto text = name == nullptr ? std::nullopt : constants_.StringOf(*name);
    if (!text) return;
    const std::string_view kept = names_.Text(names_.InternCopy(*text));
    return Connect(CellOf(first), Op::kStoreAttribute, CellOf(Pick(arguments, 2)), nullptr, 0,
                   kept);
  }
  const Node* function = row->callback == kKeyArgument
                             ? Pick(arguments, ~size_t{0}, "key")
                             : Pick(arguments, static_cast<size_t>(row->callback), "func");
  const uint32_t cell = CellOf(function);
  uint32_t number = 0;
  for (const Argument& argument : arguments) {
    if (argument.value == function || !argument.keyword.empty()) continue;
    Connect(cell, Op::kPassElements, cell, argument.value, number);
    if (row->model == Model::kMap) ++number;
    if (row->model == Model::kReduce) Connect(cell, Op::kPassElements, cell, argument.value, 1);
  }
}

// `value` is called with the elements of `argument`, or with the elements of those.
void QualifiedNameSolver::PassElements(Value value, const Node& argument, uint32_t number) {
  if (TagOf(value) != kObject || !IsFunction(NodeOf(value))) return;
  const Node& parameters = ParametersOf(NodeOf(value));
  const uint32_t elements = PartOf(CellOf(&argument), Op::kElement);
  PassAt(parameters, number, elements);
  PassAll(parameters, 0, PartOf(elements, Op::kElement));  // itertools.starmap
}

// ---------------------------------------------------------------------------- stores

void QualifiedNameSolver::StoreAttribute(Value value, std::string_view name, uint32_t from) {
  const Tag tag = TagOf(value);
  if (tag != kObject && tag != kInstance) return;
  Connect(from, Op::kCarry, CellOfMember(NodeOf(value), name));
}

void QualifiedNameSolver::StoreItem(Value value, const Node* index, std::string_view key,
                                    uint32_t from) {
  if (TagOf(value) != kNamespace) return StoreElement(value, from);
  const auto text = index == nullptr ? std::nullopt : constants_.StringOf(*index);
  if (!text && key.empty()) return;
  const std::string_view name = text ? std::string_view(*text) : key;
  const Scope& scope = table_.scopes[IndexOf(value)];
  const bool is_class = scope.kind == ScopeKind::kClass;
  Connect(from, Op::kCarry, is_class ? CellOfMember(*scope.node, name) : CellOfGlobal(name));
}

void QualifiedNameSolver::StoreElement(Value value, uint32_t from) {
  const Tag tag = TagOf(value);
  if (tag != kObject && tag != kSome && tag != kItems && tag != kInstance) return;
  Connect(from, Op::kCarry, CellOfStored(NodeOf(value)));
}

// The method of a container is called with arguments[first] and what follows.
void QualifiedNameSolver::Mutate(uint32_t container, std::string_view method,
                                 const Arguments& arguments, size_t first) {
  const MutatorRow* row = FindMutator(method);
  if (row == nullptr || container == kNone) return;
  if (row->puts == MutatorRow::Puts::kArgument) {
    const Node* index = row->argument == 1 ? Pick(arguments, first) : nullptr;
    const Node* value = Pick(arguments, first + row->argument);
    return Connect(container, Op::kStoreItem, CellOf(value), index);
  }
  for (size_t i = first; i < arguments.size(); ++i) {
    const uint32_t from = CellOf(arguments[i].value);
    if (from == kNone) continue;
    if (!arguments[i].keyword.empty()) {
      Connect(container, Op::kStoreItem, from, nullptr, 0, arguments[i].keyword);
      continue;
    }
    const uint32_t part = PartOf(from, Op::kSubscript);
    Connect(container, Op::kStoreElement, part);
    Connect(container, Op::kStoreElement, PartOf(part, Op::kElement));  // pairs of key and value
  }
}

}  // namespace stockade::analyzer
