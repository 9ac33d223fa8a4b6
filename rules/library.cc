#include "rules/library.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "executor/guards.h"
#include "rules/policy.h"

namespace stockade::rules {
namespace {

struct Row {
  std::string_view module, names, reason;
};
constexpr Row kProvided[] = {
#define STOCKADE_FACADE(module, names) {module, names, {}},
#define STOCKADE_FACADE_SINCE(minor, module, names) {module, names, {}},
#define STOCKADE_FACADE_BEFORE(minor, module, names) {module, names, {}},
#define STOCKADE_FACADE_ALL(module) {module, {}, {}},
#define STOCKADE_WRAPPED(module, name, replacement, reason) {module, name, {}},
#include "executor/worker/facades.def"
};
constexpr Row kWithheld[] = {
#define STOCKADE_HIDDEN(module, names, reason) {module, names, reason},
#include "executor/worker/facades.def"
};
// What such a module does not provide by name is withheld.
constexpr Row kRest[] = {
    {{}, {}, {}},
#define STOCKADE_REST(module, reason) {module, {}, reason},
#include "executor/worker/facades.def"
};
constexpr Row kRefused[] = {
    {{}, {}, {}},
#define STOCKADE_REFUSED(module, reason) {module, {}, reason},
#include "executor/worker/facades.def"
};

struct AbsentRow {
  std::string_view name, instead;
};
constexpr AbsentRow kAbsent[] = {
#define STOCKADE_ABSENT(name, instead) {name, instead},
#include "executor/worker/builtins.def"
};

constexpr std::string_view kBuiltins[] = {
#define STOCKADE_AS_IS(name) name,
#define STOCKADE_AS_IS_SINCE(minor, name) name,
#define STOCKADE_CURATED(name, reason) name,
#define STOCKADE_ABSENT(name, instead) name,
#include "executor/worker/builtins.def"
};

constexpr std::string_view kMethods[] = {
#define STOCKADE_METHOD(name) name,
#include "executor/worker/definitions.def"
};

// "a b c" -> each.
template <class Visit>
void ForEachName(std::string_view names, Visit&& visit) {
  while (!names.empty()) {
    const size_t space = std::min(names.find(' '), names.size());
    visit(names.substr(0, space));
    names.remove_prefix(std::min(space + 1, names.size()));
  }
}

std::string Dotted(std::string_view module, std::string_view name) {
  return fmt::format("{}.{}", module, name);
}

struct Tables {
  TextSet modules;   // with a facade
  TextSet provided;  // "module.name"
  std::unordered_map<std::string, std::string_view, TextHash, std::equal_to<>> withheld;
  TextSet withheld_anywhere;  // names without their modules
};

const Tables& Library() {
  static const Tables tables = [] {
    Tables out;
    for (const Row& row : kProvided) {
      out.modules.emplace(row.module);
      ForEachName(row.names, [&](auto name) { out.provided.insert(Dotted(row.module, name)); });
    }
    for (const Row& row : kWithheld) {
      ForEachName(row.names, [&](auto name) {
        out.withheld.emplace(Dotted(row.module, name), row.reason);
        out.withheld_anywhere.emplace(name);
      });
    }
    return out;
  }();
  return tables;
}

// The reason of the row of that module; nullopt if there is none.
template <size_t kSize>
std::optional<std::string_view> ReasonOf(const Row (&rows)[kSize], std::string_view module) {
  const auto row = std::find_if(std::begin(rows), std::end(rows),
                                [&](const Row& candidate) { return candidate.module == module; });
  if (row == std::end(rows) || module.empty()) return std::nullopt;
  return row->reason;
}

}  // namespace

bool IsProvidedModule(std::string_view module) { return Library().modules.contains(module); }

bool IsWithheldSomewhere(std::string_view name) {
  return Library().withheld_anywhere.contains(name);
}

std::optional<std::string_view> WhyWithheld(std::string_view module, std::string_view name) {
  if (!IsProvidedModule(module)) return std::nullopt;
  const std::string dotted = Dotted(module, name);
  if (const auto row = Library().withheld.find(dotted); row != Library().withheld.end()) {
    return row->second;
  }
  if (Library().provided.contains(dotted) || IsProvidedModule(dotted)) return std::nullopt;
  return ReasonOf(kRest, module);
}

bool IsNoNameOf(std::string_view module, std::string_view name) {
  const bool shows_all =
      std::any_of(std::begin(kProvided), std::end(kProvided),
                  [&](const Row& row) { return row.module == module && row.names.empty(); });
  const std::string dotted = Dotted(module, name);
  return IsProvidedModule(module) && !shows_all && !Library().provided.contains(dotted) &&
         !Library().withheld.contains(dotted) && !IsProvidedModule(dotted);
}

std::optional<std::string_view> WhyRefused(std::string_view module) {
  return ReasonOf(kRefused, module);
}

std::optional<std::string_view> InsteadOfBuiltin(std::string_view name) {
  for (const AbsentRow& row : kAbsent) {
    if (row.name == name) return row.instead;
  }
  return std::nullopt;
}

bool IsBuiltinName(std::string_view name) {
  return std::find(std::begin(kBuiltins), std::end(kBuiltins), name) != std::end(kBuiltins);
}

bool IsProvidedDunder(std::string_view name) {
  for (std::string_view method : kMethods) {
    if (method == name) return true;
  }
  for (const executor::DunderRow& row : executor::kDunders) {
    if (row.name == name) return row.verdict == executor::DunderVerdict::kRead;
  }
  return false;
}

}  // namespace stockade::rules
