// What facades.def says, as questions. Nothing here touches Python.
//
//   for (std::string_view module : FacadeModules())
//     EachListedName(module, PY_MINOR_VERSION, [](std::string_view name) { ...; return true; });
#pragma once

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace stockade::executor::worker {

enum class Demand : uint8_t {
  kAlways,   // imported by every worker
  kPattern,  // imported where a pattern of the policy allows it
  kByName,   // where a pattern spells its first name; the guard layer is not in force then
};

// Every module that has a façade, once, in the table's order.
const std::vector<std::string_view>& FacadeModules();
Demand DemandOf(std::string_view module);
// Does the module show all of its own `__all__`?
bool ShowsAll(std::string_view module);

// Calls `use` with each name that the module shows as it is under CPython 3.`minor`, until it
// returns false; the result is the last one of `use`.
bool EachListedName(std::string_view module, int minor,
                    const std::function<bool(std::string_view)>& use);

// Why `name` is not shown; "" when nothing is known of it.
std::string_view WhyHidden(std::string_view module, std::string_view name);
// Why there is no façade of `module`; "" when nothing is known of it.
std::string_view WhyRefused(std::string_view module);

// Does one of `patterns` ("math", "collections.*", "datetime.datetime", "*") allow anything of
// `module`? For a module that is kByName the pattern must spell it.
bool IsDemanded(std::string_view module, const std::vector<std::string>& patterns);
// Why the guard layer is not in force for a policy with these patterns; "" when it is.
std::string_view WhyGuardsAreVoid(const std::vector<std::string>& patterns);

struct WrappedRow {
  std::string_view module, name, replacement;
};
struct NamesRow {
  std::string_view module, names;
};
struct ShutRow {
  std::string_view module, type, names;
};
const std::vector<WrappedRow>& WrappedRows();
const std::vector<NamesRow>& WritableRows();
const std::vector<NamesRow>& ShadowRows();
const std::vector<ShutRow>& ShutRows();

// Calls `use` with each of the words of `names` until it returns false.
template <class Use>
bool EachWord(std::string_view names, Use use) {
  while (!names.empty()) {
    const size_t end = std::min(names.find(' '), names.size());
    if (end > 0 && !use(names.substr(0, end))) return false;
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return true;
}

}  // namespace stockade::executor::worker
