// Which known objects an expression may stand for (private to the analyzer).
//
//   QualifiedNameSolver solver(table, constants);
//   solver.NamesOf(node)    // {"os.system"} for `[o.system][0]` after `import os as o`
//
// Expressions, symbols and parts of them are cells; a cell holds a small set of values; an edge
// from one cell to another says what becomes of a value that arrives (the attribute of it, an
// element of it, the result of calling it). Cells are made when they are asked for; then values
// flow along the edges until nothing changes. So cycles need no care, every value passes an edge
// once, and the work is bounded by edges times the size of a set.
#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "analyzer/constant_strings.h"
#include "analyzer/hashing.h"
#include "analyzer/symbols.h"

namespace stockade::analyzer {

struct ModelRow;

// One of builtins.def.
bool IsKnownBuiltin(std::string_view name);
// reexports.def has a row of it, or of something below it.
bool HasOtherNames(std::string_view dotted);
// "a" of "a.b.c".
inline std::string_view FirstComponent(std::string_view dotted) {
  return dotted.substr(0, dotted.find('.'));
}
// A list, tuple or set that is written out.
inline bool IsSequenceDisplay(const Node& node) {
  return node.kind == NodeKind::kList || node.kind == NodeKind::kTuple ||
         node.kind == NodeKind::kSet;
}

class QualifiedNameSolver {
 public:
  static constexpr size_t kMaxValues = 256;    // of one cell
  static constexpr size_t kMaxObjects = 48;    // of these, of the text's own where values travel
  static constexpr uint32_t kMaxDots = 24;     // of one dotted name
  static constexpr size_t kMaxScanned = 1024;  // entries of a literal, looked through for a key

  QualifiedNameSolver(const SymbolTable& table, ConstantStrings& constants)
      : table_(table), constants_(constants) {}

  // Valid as long as the solver.
  std::span<const std::string_view> NamesOf(const Node& expression);
  // True if a name grew too long or found no room in a set, or the bound on all work for this text
  // was met.
  bool gave_up() const { return gave_up_; }
  bool looked_into_module() const { return looked_into_module_; }
  // True if a known name is stored, passed on or returned somewhere in the text, so that what an
  // expression stands for may be decided anywhere in it. Otherwise nothing of qualified_flows.cc is
  // done.
  bool values_travel();

 private:
  // What an expression may stand for: a pointer or an index, and a Tag in the low bits.
  using Value = uintptr_t;
  enum Tag : uintptr_t {
    kDotted,     // dotted_[index]
    kObject,     // the object that a display, ClassDef, FunctionDef or call node makes
    kSome,       // some elements of such a container, in unknown order
    kItems,      // the values of a Dict, as `.values()` gives them
    kInstance,   // of a ClassDef
    kCallable,   // a Call that returns something to be called: operator.attrgetter("x")
    kMethod,     // an Attribute of a container: `{...}.get`
    kNamespace,  // of a scope, as a dictionary: globals()
  };
  enum class Op : uint8_t {
    kCopy,
    kAttribute,  // text; node: the Attribute, null if a string names it
    kSubscript,  // node: the index; null for an unknown one
    kIndex,      // number
    kFromEnd,    // number
    kElement,
    kRest,
    kUnion,
    kValues,  // of a mapping
    kEnter,
    kCall,         // node: the Call
    kReduce,       // node: a call of functools.reduce; the value is its function
    kCallPartial,  // node: the call of a functools.partial, partials_[number]; its function
    // --- of values that travel; the target is then where an argument or a stored value is
    kCarry,           // as kCopy, but only what is worth it
    kBind,            // as kCopy; what a decorator makes a property is called
    kPass,            // node: the Call; number: how many parameters are filled otherwise
    kPassElements,    // node: the argument of a function that calls the value with its elements
    kResult,          // of calling the value
    kDecorate,        // node: the definition; the value is the decorator
    kInherit,         // text: the attribute of a class that is a base
    kDerive,          // node: a class; the value is its base
    kStoreAttribute,  // text
    kStoreItem,       // node: the index
    kStoreElement,
    kCallMethod,   // text: the method of an instance that is called
    kClassOf,      // of an instance
    kInstantiate,  // the class
    kCaught,       // an instance of the class, or of one of a tuple of classes
  };
  struct Edge {
    Op op;
    uint32_t target;
    uint32_t next;
    uint32_t number;
    const Node* node;
    std::string_view text;
  };
  // Values that had passed a cell before the edge was there.
  struct Replay {
    Edge edge;
    uint32_t from, count;
  };
  enum class CellKind : uint8_t {
    kExpression,
    kSymbol,
    kStep,
    kElements,
    kMember,
    kResult,  // of calling a function of the text
    kSelves,  // instances that the methods of a class may have as their first argument
    kDerived,
  };
  struct Cell {
    CellKind kind;
    uint32_t subject;  // a symbol or a step
    uint32_t first_edge = kNone, last_edge = kNone;
    uint32_t delivered = 0;  // values that went through all edges
    bool is_queued = false;
    const Node* node;
    std::string_view text;
    std::vector<Value> values;
    const std::vector<std::string_view>* views = nullptr;
  };
  struct Dotted {
    uint32_t parent;  // kNone for a root
    uint32_t dots;
    std::string_view text;
    std::string_view last;  // its last component
    const ModelRow* model;  // what a call of it does; null if that is not known
    bool is_worth_carrying;
    std::vector<uint32_t> also;  // other names of the same object
  };
  // An argument of a call; keyword is empty for a positional one.
  struct Argument {
    std::string_view keyword;
    const Node* value;
  };
  using Arguments = std::vector<Argument>;
  static Value Make(Tag tag, const Node& node) { return reinterpret_cast<uintptr_t>(&node) | tag; }
  static Value Make(Tag tag, uint32_t index) { return (uintptr_t{index} << 3) | tag; }
  static Tag TagOf(Value value) { return static_cast<Tag>(value & 7); }
  static const Node& NodeOf(Value value) {
    return *reinterpret_cast<const Node*>(value & ~uintptr_t{7});
  }
  static uint32_t IndexOf(Value value) { return static_cast<uint32_t>(value >> 3); }

  // --- cells; kNone stands for a cell that can hold nothing
  uint32_t NewCell(CellKind kind, const Node* node, uint32_t subject, std::string_view text = {});
  uint32_t CellOf(const Node* expression);
  uint32_t CellOfSymbol(uint32_t symbol);
  uint32_t CellOfStep(uint32_t step);
  uint32_t CellOfElements(const Node& container);
  uint32_t CellOfMember(const Node& class_def, std::string_view name);
  bool IsEmptyAtTheRoot(const Node& expression);
  bool IsMapping(const Node& node) const;
  bool IsTuples(const Node& node) const;
  void Connect(uint32_t from, Op op, uint32_t to, const Node* node = nullptr, uint32_t number = 0,
               std::string_view text = {});
  static uint64_t HashOf(uint32_t from, const Edge& edge);
  void Add(uint32_t cell, Value value);
  void AddDotted(uint32_t cell, uint32_t dotted);
  void Settle();
  void Deliver(uint32_t cell);
  bool Spend(size_t amount);

  // --- where values come from
  void Start(uint32_t cell);
  void StartExpression(uint32_t cell, const Node& node);
  void StartName(uint32_t cell, const Node& node);
  void StartSymbol(uint32_t cell, uint32_t symbol);
  void StartElements(uint32_t cell, const Node& container);
  void StartMember(uint32_t cell, const Node& class_def, std::string_view name);
  void AddUnbound(uint32_t cell, std::string_view name);
  std::string_view NameOf(const Node& attribute);

  // --- what becomes of them
  void Apply(const Edge& edge, Value value);
  void Attribute(Value value, std::string_view name, const Node* node, uint32_t to);
  void Subscript(Value value, const Node* index, uint32_t to);
  void Element(Value value, uint32_t to);
  void ElementAt(const Node& container, uint32_t index, bool from_end, uint32_t to);
  void Rest(Value value, uint32_t to);
  void Union(Value value, uint32_t to);
  void Enter(Value value, uint32_t to);
  void ItemOfDict(const Node& dict, const Node* key, uint32_t to);
  void ItemOfDotted(uint32_t dotted, std::string_view key, uint32_t to);
  void ItemOfNamespace(uint32_t scope, std::string_view name, uint32_t to);
  void Call(Value value, const Node& call, uint32_t to);
  void CallDotted(uint32_t dotted, const Node& call, const Arguments& arguments, uint32_t to);
  void CallMethod(const Node& method, const Node& call, uint32_t to);
  void CallReduce(Value function, const Node& call, uint32_t to);
  void AttributePath(uint32_t from, std::string_view path, uint32_t to);
  Arguments ArgumentsOf(const Node& call);
  static const Node* Pick(const Arguments& arguments, size_t position,
                          std::string_view keyword = {});
  bool IsDotted(Value value, std::string_view text) const {
    return TagOf(value) == kDotted && dotted_[IndexOf(value)].text == text;
  }

  // --- values that travel (qualified_flows.cc)
  bool IsCarried(uint32_t symbol) const;
  static bool IsWorthCarrying(std::string_view dotted);
  bool IsModule(const Node& attribute) const;
  void StartFlows();
  void StartStore(const Store& store);
  void StartBases(const Node& class_def);
  void StartDecorators(const Node& definition, uint32_t symbol_cell);
  void StartParameter(uint32_t cell, const Binding& binding);
  void StartResult(uint32_t cell, const Node& function);
  bool StartFlowElements(uint32_t cell, const Node& container);
  void StartMap(uint32_t cell, const Node& call, const Arguments& arguments);
  uint32_t CellOfObject(const Node& object, uint32_t what, CellKind kind);
  uint32_t CellOfResult(const Node& function);
  uint32_t CellOfSelves(const Node& class_def);
  uint32_t CellOfStored(const Node& container);
  uint32_t CellOfIterator(const Node& class_def);
  uint32_t CellOfGlobal(std::string_view name);
  uint32_t PartOf(uint32_t cell, Op op);
  void ApplyFlow(const Edge& edge, Value value);
  void Pass(Value value, const Node& call, uint32_t number);
  void PassTo(const Node& function, const Node& call, uint32_t skip, uint32_t filled);
  void PassAt(const Node& parameters, uint32_t position, uint32_t from);
  void PassNamed(const Node& parameters, std::string_view name, uint32_t from);
  void PassAll(const Node& parameters, uint32_t position, uint32_t from);
  void PassToClass(const Node& class_def, const Node& call);
  void PassToModel(uint32_t dotted, const Node& call);
  void PassElements(Value value, const Node& argument, uint32_t number);
  void CallOwn(Value value, uint32_t to);
  void CallFlowModel(const ModelRow& row, const Node& call, const Arguments& arguments,
                     uint32_t to);
  bool HasOwn(const Node& class_def, std::string_view name) const;
  void AttributeOfClass(const Node& class_def, std::string_view name, uint32_t to);
  void AttributeOfInstance(const Node& class_def, std::string_view name, const Node* node,
                           uint32_t to);
  void ItemOfInstance(const Node& class_def, uint32_t to);
  void ElementOfInstance(const Node& class_def, uint32_t to);
  void StoreAttribute(Value value, std::string_view name, uint32_t from);
  void StoreItem(Value value, const Node* index, std::string_view key, uint32_t from);
  void StoreElement(Value value, uint32_t from);
  void Mutate(uint32_t container, std::string_view method, const Arguments& arguments,
              size_t first);
  uint32_t ScopeOfFunction(const Node& function) const;
  const Node* ClassOfMethod(const Node& function) const;

  // --- dotted names
  uint32_t Path(std::string_view dotted);
  uint32_t Member(uint32_t dotted, std::string_view name);
  uint32_t Intern(uint32_t parent, std::string_view text, std::string_view last);
  void FindOtherNames(uint32_t dotted);

  const SymbolTable& table_;
  ConstantStrings& constants_;
  std::vector<Cell> cells_;
  std::vector<Edge> edges_;
  NameTable dotted_names_;  // numbers as in dotted_
  NameTable names_;         // attribute names that strings gave
  std::deque<Dotted> dotted_;
  std::deque<std::vector<std::string_view>> views_;
  std::vector<uint32_t> cell_by_node_, cell_by_symbol_, cell_by_step_;
  PairTable cell_by_container_, cell_by_member_;
  PairTable starred_;  // by node id of a display: has it a starred element?
  std::vector<const Node*> partials_;
  PairTable cell_by_object_;                                // by node id and what of it
  std::vector<uint32_t> first_outcome_;                     // by scope: an index into outcomes_
  std::vector<std::pair<const Node*, uint32_t>> outcomes_;  // node, next
  enum class Travel : uint8_t { kUnknown, kNo, kYes } travel_ = Travel::kUnknown;
  // By node id of a call and one of these: the number of a model.
  static constexpr uint32_t kAsFunction = 0, kAsContainer = 1;
  PairTable callable_models_;
  std::deque<uint32_t> unstarted_, undelivered_;
  std::deque<Replay> replays_;
  std::unordered_set<uint64_t> made_edges_;  // those that values made, by HashOf()
  bool is_started_ = false;
  bool is_applying_ = false;
  uint32_t settled_ = 0;  // cells before this one have all their values
  size_t spent_ = 0;
  bool gave_up_ = false;
  bool looked_into_module_ = false;
};

}  // namespace stockade::analyzer
