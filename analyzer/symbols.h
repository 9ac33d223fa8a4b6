// The symbol table of one tree (private to the analyzer): what names.cc builds in one walk, and
// what qualified.cc and constant_strings.cc read.
//
//   SymbolTable table = BuildSymbolTable(tree);
//   uint32_t symbol = table.SymbolOf(name_node);          // in the scope that looks it up first
//   uint32_t found = table.Resolve(symbol);               // in the scope that binds it
//   for (uint32_t b = table.symbols[found].first_binding; b != kNone; b = table.records[b].next)
//   ...
//
// Names are numbered; a symbol is a name in a scope. All indices are dense and kNone is "none".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/hashing.h"
#include "analyzer/names.h"

namespace stockade::analyzer {

inline constexpr uint32_t kNone = 0xffffffff;
inline constexpr uint32_t kNever = 0xffffffff;

// Names that the walk itself has to know; they are numbered first, in this order.
enum WellKnownName : uint32_t { kNameSuper, kNameClassCell, kNameBuiltins, kWellKnownNameCount };

// One step from the value of an expression to the part of it that a target gets: the 1 of `a, b =
// x`, the element of a loop, the attribute that a class pattern captures.
enum class StepKind : uint8_t {
  kRoot,       // the expression itself: `node`
  kElement,    // any element of the iterable
  kIndex,      // element number `index`
  kFromEnd,    // element number `index` from the end, 1 is the last
  kRest,       // a list of some of the elements
  kUnion,      // the same, but a mapping stays one: `**rest`, `x |= y`
  kKey,        // the item under the key expression `node`
  kAttribute,  // the attribute `name`
  kEnter,      // what `with` binds
  kCaught,     // what `except` binds: an instance of the class
};

struct Step {
  StepKind kind;
  uint32_t previous;  // index of the step before; kNone for kRoot
  uint32_t index;
  const Node* node;
  std::string_view name;
};

enum class OriginKind : uint8_t {
  kUnknown,
  kExpression,  // the value of `node`, whole
  kStep,        // the part of an expression that steps[step] leads to
  kImport,      // `node` is an Alias of an Import
  kImportFrom,  // `node` is an Alias, `context` its ImportFrom
  kDefinition,  // `node` is a FunctionDef or ClassDef
  kDefault,     // a parameter: `node` is its default, callers may pass others
};

struct Origin {
  OriginKind kind = OriginKind::kUnknown;
  const Node* node = nullptr;
  const Node* context = nullptr;
  uint32_t step = kNone;
};

// What is kept of a binding beside the public Binding, at the same index.
struct BindingRecord {
  Origin origin;
  uint32_t next;  // next binding of the same symbol
};

// A store into a part of an object: `o.x = v`, `o[k] = v`. The value as in Origin.
struct Store {
  const Node* target;  // Attribute or Subscript
  const Node* value;   // null if only a step leads to it
  uint32_t step;
};

// A Return, Yield or YieldFrom of a function.
struct Outcome {
  uint32_t scope;
  const Node* node;
};

struct SymbolRecord {
  uint32_t name;
  uint32_t scope;
  uint16_t flags = 0;
  // Read where the value itself goes on: stored, passed, returned or put into a display.
  bool is_carried = false;
  // The same, but only as an argument of one of kHarmlessBuiltins.
  bool is_examined = false;
  bool may_be_deleted = false;  // by `del`, or by the end of an `except ... as` clause
  uint32_t next_in_scope = kNone;
  uint32_t first_binding = kNone;
  uint32_t last_binding = kNone;
  uint32_t binding_count = 0;
  // Source offset from which on the name is surely bound while its scope runs: after an
  // unconditional binding in the scope's own body. kNever if there is none.
  uint32_t bound_from = kNever;
  mutable bool is_resolved = false;
  mutable uint32_t resolved = kNone;  // memo of Resolve()
};

struct ScopeRecord {
  uint32_t class_name = kNone;  // name of the innermost class around, for mangling
  uint32_t first_symbol = kNone;
  uint32_t last_symbol = kNone;
};

class SymbolTable {
 public:
  std::vector<Scope> scopes;
  std::vector<ScopeRecord> scope_records;
  std::vector<Binding> bindings;
  std::vector<BindingRecord> records;
  std::vector<SymbolRecord> symbols;
  std::vector<Step> steps;
  // ImportFrom nodes with `*`, all of them in the module.
  std::vector<const Node*> star_imports;
  // Where values go that leave the place where they are written (qualified_flows.cc), in the order
  // of the walk.
  std::vector<Store> stores;
  std::vector<Outcome> outcomes;
  std::vector<const Node*> calls;
  std::vector<const Node*> derived_classes;     // ClassDefs with arguments
  std::vector<const Node*> carried_attributes;  // Attributes of Names, read as is_carried says

  uint32_t Intern(std::string_view text) { return names_.Intern(text); }
  std::string_view NameText(uint32_t name) const { return names_.Text(name); }
  uint32_t FindName(std::string_view text) const { return names_.Find(text); }

  // The symbol of a name in a scope; made if there is none.
  uint32_t SymbolIn(uint32_t scope, uint32_t name);
  uint32_t FindSymbol(uint32_t scope, uint32_t name) const;

  // By node id: a symbol with kSymbolBit, or a scope.
  static constexpr uint32_t kSymbolBit = 0x80000000;
  std::vector<uint32_t> slots;

  uint32_t ScopeOf(const Node& node) const;
  // The symbol of a Name, Identifier, Parameter, TypeParam or Alias; kNone for others.
  uint32_t SymbolOf(const Node& node) const;

  // The symbol with the bindings that a read of `symbol` can find first: itself, one of a function
  // around, or one of the module; kNone if nothing binds the name. Only after the walk.
  uint32_t Resolve(uint32_t symbol) const;
  // The class scope whose implicit __class__ the symbol is; kNone if it is not.
  uint32_t ClassOfCell(uint32_t symbol) const;
  // The scope in which a name that `scope` does not bind is looked up next; kNone after the module.
  uint32_t NextLookup(uint32_t scope) const;

  // No binding of this text reaches the read at `node`.
  bool IsBuiltin(const Node& node) const;
  // Can the read at `node` find the builtin although `symbol`, which it resolves to, has bindings?
  bool MayFallThrough(uint32_t symbol, const Node& node) const;

  // The name of the innermost class around the scope, "" if there is none.
  std::string_view ClassAround(uint32_t scope) const;

 private:
  friend class SymbolTableBuilder;
  uint32_t ResolveUncached(const SymbolRecord& symbol) const;

  NameTable names_;
  PairTable symbol_table_;
};

// Builtins that neither keep nor return what they are given.
inline constexpr std::string_view kHarmlessBuiltins[] = {
    "abs",        "callable", "format", "hash", "id",    "isinstance",
    "issubclass", "len",      "print",  "repr", "round", "sum",
};

SymbolTable BuildSymbolTable(const Tree& tree);

}  // namespace stockade::analyzer
