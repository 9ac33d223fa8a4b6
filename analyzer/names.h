// Scopes, bindings and qualified names of a Tree, as CPython's symbol table has them.
//
//   Names names = Names::Build(tree);
//   names.QualifiedName(*call.Child(0))   // "os.system" for `o.system` after `import os as o`
//
// Every binding position of the grammar goes through one function (names.cc, Bind()).
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
  const Node* node;  // Name, Identifier, Alias, Parameter, TypeParam: what is bound
  BindingKind kind;
  std::string_view name;  // NFKC folded, not mangled
  const Node* value;      // the expression that gives the value, if one does as a whole; else null
  uint32_t scope;         // index into scopes(): where the name lives
};

struct Scope {
  ScopeKind kind;
  const Node* node;  // Module, ClassDef, FunctionDef, Lambda, comprehension...
  uint32_t parent;   // its own index for the module
};

class Names {
 public:
  static Names Build(const Tree& tree);
  Names(Names&&) noexcept;
  Names& operator=(Names&&) noexcept;
  ~Names();

  std::span<const Scope> scopes() const;
  std::span<const Binding> bindings() const;  // in source order
  // The scope in which a Name is looked up first.
  uint32_t ScopeOf(const Node& name) const;
  // True if the name, read at this node, can only be the builtin (no binding reaches it).
  bool IsBuiltin(const Node& name) const;

  // Dotted names that the expression may stand for, through imports, aliases, tuple unpacking,
  // default arguments, containers of known literals and constant getattr: "os.system",
  // "builtins.eval". Empty: not known. More than one: bindings disagree. Never resolves through a
  // call's result except getattr,
  // __import__ and importlib.import_module with constant arguments.
  std::vector<std::string> QualifiedNames(const Node& expression) const;
  // The first of them, or "".
  std::string QualifiedName(const Node& expression) const;

  // The value of a constant string expression after decoding, concatenation, folding of `+`,
  // slices,
  // `%`-free f-strings and chr joins; nullopt if it is not constant. Bounded: at most 64 KiB.
  std::optional<std::string> ConstantString(const Node& expression) const;

 private:
  struct Impl;
  explicit Names(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace stockade::analyzer
