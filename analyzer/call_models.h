// Functions of the library whose result is one of their arguments, or made of them (private to the
// analyzer).
//
//   const ModelRow* row = FindModel("builtins.getattr");   // null for most functions
#pragma once

#include <cstdint>
#include <string_view>

namespace stockade::analyzer {

// What a call gives. "Elements" are what iterating over an argument gives.
enum class Model : uint8_t {
  kChain,         // a container of the elements of all arguments
  kClassOf,       // the class of its argument
  kContainer,     // a container of the elements of its first argument
  kDict,          // a dictionary (or namespace) of its keyword arguments
  kElementOf,     // an element of its first argument, or one of its arguments
  kFactory,       // a dictionary of what its first argument gives when called
  kFilter,        // a container of the elements of its second argument
  kFirst,         // its first argument, or something that behaves like it when called
  kFlatten,       // a container of the elements of the elements of its first argument
  kGetAttr,       // (object, name[, default])
  kGetItem,       // (container, key)
  kGetter,        // returns a function: kAttrGetter or kItemGetter of its own arguments
  kImport,        // __import__(name, globals, locals, fromlist, level)
  kImportModule,  // (name, package)
  kManager,       // a context manager that gives its first argument
  kMap,           // a container of what its first argument gives for the elements of the others
  kModuleNames,   // globals()
  kNext,          // an element of its first argument
  kPairs,         // a container of pairs of a key and a value of a dictionary
  kPartial,
  kReduce,
  kRepeat,      // a container of its first argument
  kScopeNames,  // locals()
  kSecond,      // its second argument
  kSetAttr,     // (object, name, value)
  kStore,       // puts an argument into its first one, as the method of the row does
  kSuper,       // what the bases of the class around have
  kTuples,      // a container of containers of the elements of its arguments
  kValueOf,     // a container of its second argument
  kVars,
};

struct ModelRow {
  std::string_view name;
  Model model;
  std::string_view method = {};  // of kStore: a row of kMutators
  // Where a function is given that is called with elements of the other arguments: a position from
  // 0, kKeyArgument for the keyword `key`, or kNowhere.
  int8_t callback = -1;
};
inline constexpr int8_t kNowhere = -1, kKeyArgument = -2;

// By number, from 0 to the count of rows, sorted by name.
extern const ModelRow kModels[];
const ModelRow* FindModel(std::string_view qualified);
uint32_t NumberOf(const ModelRow& row);

// Methods that put what they are given into the container that they belong to.
struct MutatorRow {
  std::string_view name;
  enum class Puts : uint8_t { kArgument, kElements } puts;
  uint8_t argument;  // position; keyword arguments are put in by kElements
};
const MutatorRow* FindMutator(std::string_view method);

// The method by which a class does a binary operation: "__add__".
std::string_view MethodOf(uint8_t binary_operator);

}  // namespace stockade::analyzer
