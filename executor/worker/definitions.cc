#include "executor/worker/definitions.h"

#include <unordered_set>

#include "executor/guards.h"

namespace stockade::executor::worker {
namespace {

using Names = std::unordered_set<std::string_view>;

const Names& Definable() {
  static const Names& names = *new Names([] {
    Names set = {
#define STOCKADE_METHOD(name) name,
#include "executor/worker/definitions.def"
    };
    for (const DunderRow& row : kDunders) {
      // A class that lies about its own class is of no use but to deceive, and a cause is what
      // `raise` sets.
      if (row.verdict == DunderVerdict::kRead && row.name != "__class__" &&
          row.name != "__cause__") {
        set.insert(row.name);
      }
    }
    return set;
  }());
  return names;
}

const Names& Metadata() {
  static const Names& names = *new Names{
#define STOCKADE_METADATA(name) name,
#include "executor/worker/definitions.def"
  };
  return names;
}

// Names of the module that Python sets and a program may read.
constexpr std::string_view kReadable[] = {"__name__", "__file__", "__annotations__"};

// Class variables and what the compiler stores.
constexpr std::string_view kVariables[] = {
    "__slots__",       "__match_args__",       "__module__",
    "__qualname__",    "__classcell__",        "__annotations__",
    "__name__",        "__type_params__",      "__classdictcell__",
    "__firstlineno__", "__static_attributes__"};

}  // namespace

bool IsMethodName(std::string_view name) {
  if (!IsDunderName(name) || Metadata().contains(name)) return false;
  for (const std::string_view variable : kVariables) {
    if (name == variable) return false;
  }
  return true;
}

bool IsDunderName(std::string_view name) {
  return name.size() > 4 && name.starts_with("__") && name.ends_with("__");
}

bool MayBeDefined(std::string_view name) { return Definable().contains(name); }

bool MayBeBound(std::string_view name, bool class_body) {
  if (!IsDunderName(name)) return true;
  if (Metadata().contains(name)) return true;
  // The module's __name__ decides where libraries look up its classes.
  if (!class_body && (name == "__name__" || name == "__module__" || name == "__annotations__"))
    return false;
  return Definable().contains(name);
}

bool MayBeLoaded(std::string_view name, bool class_body) {
  if (!IsDunderName(name)) return true;
  for (const std::string_view readable : kReadable) {
    if (name == readable) return true;
  }
  return MayBeBound(name, class_body);
}

}  // namespace stockade::executor::worker
