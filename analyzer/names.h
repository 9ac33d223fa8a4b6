// Scopes, bindings and qualified names of a Tree, as CPython's symbol table has them.
//
//   Names names = Names::Build(tree);
//   names.QualifiedName(*call.Child(0))   // "os.system" for `o.system` after `import os as o`
//
// Every binding position of the grammar goes through one function (names.cc, Bind()). The tree must
// outlive its Names. Build is linear in the number of nodes; qualified names and constants are
// worked out when they are asked for, and remembered, so one Names serves one thread at a time.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/tree.h"

namespace stockade::analyzer {

enum class ScopeKind : uint8_t { kModule, kClass, kFunction, kLambda, kComprehension, kTypeParams };

// How a name is bound at a place.
enum class BindingKind : uint8_t {
  kAssign,
  kAugAssign,
  kAnnotation,
  kWalrus,
  kFor,
  kComprehension,
  kWith,
  kExcept,
  kImport,
  kFunction,
  kClass,
  kParameter,
  kGlobal,
  kNonlocal,
  kDelete,
  kMatch,
  kTypeParam,
  kTypeAlias,
};

struct Binding {
  const Node*
      node;  // Name, Identifier, Alias (without asname), Parameter, TypeParam: what is bound
  BindingKind kind;
  std::string_view name;  // NFKC folded, not mangled; for `import a.b` it is "a"
  const Node* value;      // the expression that gives the value, if one does as a whole; else null
  uint32_t scope;         // index into scopes(): where the name lives
};

struct Scope {
  ScopeKind kind;
  const Node* node;  // Module, ClassDef, FunctionDef, Lambda, comprehension...
  uint32_t parent;   // its own index for the module
};

// Where a read of a name finds it.
enum class Reach : uint8_t {
  kLocal,    // in the scope itself
  kFree,     // in a function around it
  kGlobal,   // in the module, by declaration or because no function around binds it
  kBuiltin,  // nothing in this text binds it
};

struct Resolution {
  Reach reach;
  uint32_t scope;  // the scope that binds it; 0 for kGlobal and kBuiltin
};

// Bits of Symbol::flags: what the scope does with the name.
enum SymbolFlag : uint16_t {
  kDeclaredGlobal = 1 << 0,
  kDeclaredNonlocal = 1 << 1,
  kBound = 1 << 2,  // by anything but an import or a parameter
  kIsParameter = 1 << 3,
  kIsImported = 1 << 4,
  kIsUsed = 1 << 5,
  kIsAnnotated = 1 << 6,
  kIsIterationVariable = 1 << 7,  // target of a comprehension
};

// One name in one scope, with the answers that Python's symtable module gives.
struct Symbol {
  std::string_view name;  // mangled
  uint16_t flags;         // SymbolFlag; 0 for a free variable that only passes through
  Reach reach;            // kGlobal also for builtins: symtable does not know them
  bool is_cell;           // local, and read or bound by a scope inside
};

class Names {
 public:
  static Names Build(const Tree& tree);
  Names(Names&&) noexcept;
  Names& operator=(Names&&) noexcept;
  ~Names();

  // scopes()[0] is the module; a scope comes after its parent.
  std::span<const Scope> scopes() const;
  std::span<const Binding> bindings() const;  // in source order
  // The names of one scope, in the order of their first appearance. Not cheap: for tests and dumps.
  std::vector<Symbol> SymbolsOf(uint32_t scope) const;
  // The scope in which a Name is looked up first; for any other node, the scope that evaluates it.
  uint32_t ScopeOf(const Node& name) const;
  // Where a Name, Identifier, Parameter, TypeParam or Alias finds the name that it reads or binds.
  Resolution Resolve(const Node& name) const;
  // True if the name, read at this node, can only be the builtin (no binding reaches it).
  bool IsBuiltin(const Node& name) const;
  // node.text as the compiler stores it: `__x` in a class C (or in a function inside it) is
  // `_C__x`. Applies to names, attributes, parameters, aliases; the names of keyword arguments
  // stay.
  std::string Mangled(const Node& node) const;

  // Dotted names that the expression may stand for, through imports, aliases, tuple unpacking,
  // default arguments, containers, attributes, arguments and results of functions of the text, and
  // constant getattr: "os.system", "builtins.eval". Empty: not known. More than one: bindings
  // disagree, a binding may not have happened yet (then the builtin is among them), or the object
  // has several known names (reexports.def: "random._os.system" is also "os.system"). Of the
  // library's functions only those of call_models.cc are looked through, which are known to return
  // an argument or a part of it: getattr, __import__, vars, operator.attrgetter, zip and kin.
  std::vector<std::string> QualifiedNames(const Node& expression) const;
  // The same without copies; valid as long as the Names.
  std::span<const std::string_view> QualifiedNameViews(const Node& expression) const;
  // The first of them, or "".
  std::string QualifiedName(const Node& expression) const;

  // The value of a constant string expression after decoding, concatenation, folding of operators,
  // formatting, methods of texts, codecs and calls of functions of the text that only return;
  // nullopt if it is not constant. Bounded: at most 64 KiB.
  std::optional<std::string> ConstantString(const Node& expression) const;
  // The values that the expression may have, as far as the text tells: of names with several
  // bindings, conditional expressions, loops over constants. At most 16; empty if none is known.
  std::vector<std::string> ConstantStrings(const Node& expression) const;

  // True if a bound on the work of QualifiedNames or ConstantString was met, so that an answer may
  // have been incomplete. Ordinary programs are far from it.
  bool gave_up() const;
  // True if an answer rests on a name of the module that a string gave, as in globals()["x"].
  bool looked_into_module() const;
  // True if a known module, or a function that reads attributes by name, is stored, passed on or
  // returned somewhere in the text: then what a name stands for may be decided far from it.
  bool values_travel() const;

 private:
  struct Impl;
  explicit Names(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// `__x` in class `_C` is `_C__x` (language reference, "Private name mangling"). `class_name` is the
// innermost class around, "" for none.
std::string MangleName(std::string_view class_name, std::string_view name);

}  // namespace stockade::analyzer
