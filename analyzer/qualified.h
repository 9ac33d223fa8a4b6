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

class QualifiedNameSolver {
 public:
  static constexpr size_t kMaxValues = 256;    // of one cell
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
  enum class CellKind : uint8_t { kExpression, kSymbol, kStep, kElements, kMember, kDerived };
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
    std::string_view last;       // its last component
    const ModelRow* model;       // what a call of it does; null if that is not known
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
  bool IsDotted(Value value, std::string_view text) const {
    return TagOf(value) == kDotted && dotted_[IndexOf(value)].text == text;
  }

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
  PairTable callable_models_;  // of a kCallable by node id: a row of the table of models
  std::deque<uint32_t> unstarted_, undelivered_;
  std::deque<Replay> replays_;
  std::unordered_set<uint64_t> made_edges_;  // those that values made, by HashOf()
  bool is_applying_ = false;
  uint32_t settled_ = 0;  // cells before this one have all their values
  size_t spent_ = 0;
  bool gave_up_ = false;
  bool looked_into_module_ = false;
};

}  // namespace stockade::analyzer
