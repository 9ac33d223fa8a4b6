#include "executor/worker/facade_table.h"

#include <algorithm>

namespace stockade::executor::worker {
namespace {

struct ListedRow {
  int since, before;  // minor versions of CPython 3
  std::string_view module, names;
};
constexpr ListedRow kListed[] = {
#define STOCKADE_FACADE(module, names) {0, 1000, module, names},
#define STOCKADE_FACADE_SINCE(minor, module, names) {minor, 1000, module, names},
#define STOCKADE_FACADE_BEFORE(minor, module, names) {0, minor, module, names},
#define STOCKADE_FACADE_ALL(module) {0, 1000, module, ""},
#include "executor/worker/facades.def"
};
constexpr std::string_view kShowAll[] = {
#define STOCKADE_FACADE_ALL(module) module,
#include "executor/worker/facades.def"
};
struct ReasonRow {
  std::string_view module, names, reason;
};
constexpr ReasonRow kHidden[] = {
#define STOCKADE_HIDDEN(module, names, reason) {module, names, reason},
#include "executor/worker/facades.def"
};
constexpr ReasonRow kRest[] = {
#define STOCKADE_REST(module, reason) {module, "", reason},
#include "executor/worker/facades.def"
};
constexpr ReasonRow kRefused[] = {
#define STOCKADE_REFUSED(module, reason) {module, "", reason},
#include "executor/worker/facades.def"
};
constexpr std::string_view kOnDemand[] = {
#define STOCKADE_ON_DEMAND(module) module,
#include "executor/worker/facades.def"
};
constexpr ReasonRow kByName[] = {
#define STOCKADE_BY_NAME(module, reason) {module, "", reason},
#include "executor/worker/facades.def"
};

template <class Rows>
std::string_view ReasonOf(const Rows& rows, std::string_view module) {
  for (const ReasonRow& row : rows) {
    if (row.module == module) return row.reason;
  }
  return {};
}

std::string_view FirstName(std::string_view module) { return module.substr(0, module.find('.')); }

}  // namespace

const std::vector<std::string_view>& FacadeModules() {
  static const auto& modules = *new std::vector<std::string_view>([] {
    std::vector<std::string_view> found;
    for (const ListedRow& row : kListed) {
      if (std::find(found.begin(), found.end(), row.module) == found.end())
        found.push_back(row.module);
    }
    return found;
  }());
  return modules;
}

Demand DemandOf(std::string_view module) {
  if (std::find(std::begin(kOnDemand), std::end(kOnDemand), module) != std::end(kOnDemand))
    return Demand::kPattern;
  return ReasonOf(kByName, module).empty() ? Demand::kAlways : Demand::kByName;
}

bool ShowsAll(std::string_view module) {
  return std::find(std::begin(kShowAll), std::end(kShowAll), module) != std::end(kShowAll);
}

bool EachListedName(std::string_view module, int minor,
                    const std::function<bool(std::string_view)>& use) {
  for (const ListedRow& row : kListed) {
    if (row.module != module || minor < row.since || minor >= row.before) continue;
    if (!EachWord(row.names, use)) return false;
  }
  return true;
}

std::string_view WhyHidden(std::string_view module, std::string_view name) {
  for (const ReasonRow& row : kHidden) {
    if (row.module != module) continue;
    if (!EachWord(row.names, [name](std::string_view word) { return word != name; }))
      return row.reason;
  }
  return name.starts_with('_') ? std::string_view() : ReasonOf(kRest, module);
}

std::string_view WhyRefused(std::string_view module) { return ReasonOf(kRefused, module); }

bool IsDemanded(std::string_view module, const std::vector<std::string>& patterns) {
  const std::string_view top = FirstName(module);
  const bool by_name = DemandOf(module) == Demand::kByName;
  return std::any_of(patterns.begin(), patterns.end(), [&](std::string_view pattern) {
    if (pattern == "*") return !by_name;
    return FirstName(pattern) == top;
  });
}

std::string_view WhyGuardsAreVoid(const std::vector<std::string>& patterns) {
  for (const ReasonRow& row : kByName) {
    if (IsDemanded(row.module, patterns)) return row.reason;
  }
  return {};
}

const std::vector<WrappedRow>& WrappedRows() {
  static const auto& rows = *new std::vector<WrappedRow>{
#define STOCKADE_WRAPPED(module, name, replacement, reason) {module, name, replacement},
#include "executor/worker/facades.def"
  };
  return rows;
}
const std::vector<NamesRow>& WritableRows() {
  static const auto& rows = *new std::vector<NamesRow>{
#define STOCKADE_WRITABLE(module, names) {module, names},
#include "executor/worker/facades.def"
  };
  return rows;
}
const std::vector<NamesRow>& ShadowRows() {
  static const auto& rows = *new std::vector<NamesRow>{
#define STOCKADE_SHADOW(module, names) {module, names},
#include "executor/worker/facades.def"
  };
  return rows;
}
const std::vector<ShutRow>& ShutRows() {
  static const auto& rows = *new std::vector<ShutRow>{
#define STOCKADE_SHUT(module, type, names) {module, type, names},
#include "executor/worker/facades.def"
  };
  return rows;
}

}  // namespace stockade::executor::worker
