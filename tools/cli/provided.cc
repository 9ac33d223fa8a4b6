// `stockade rules builtins` and `rules modules`: what a run finds under each name, from the
// worker's own tables.
#include "tools/cli/provided.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace stockade::cli {
namespace {

struct Row {
  std::string_view module;  // "" for builtins
  std::string_view names;   // words
  std::string_view verdict, reason;
};

constexpr Row kBuiltins[] = {
#define STOCKADE_AS_IS(name) {{}, name, "as is", {}},
#define STOCKADE_AS_IS_SINCE(minor, name) {{}, name, "as is", "since 3." #minor},
#define STOCKADE_CURATED(name, reason) {{}, name, "wrapped", reason},
#define STOCKADE_ABSENT(name, instead) {{}, name, "absent", instead},
#include "executor/worker/builtins.def"
};

constexpr Row kModules[] = {
#define STOCKADE_FACADE(module, names) {module, names, "shown", {}},
#define STOCKADE_FACADE_SINCE(minor, module, names) {module, names, "shown", "since 3." #minor},
#define STOCKADE_FACADE_BEFORE(minor, module, names) {module, names, "shown", "until 3." #minor},
#define STOCKADE_FACADE_ALL(module) {module, "*", "shown", "the names of its __all__"},
#define STOCKADE_WRAPPED(module, name, replacement, reason) {module, name, "wrapped", reason},
#define STOCKADE_HIDDEN(module, names, reason) {module, names, "hidden", reason},
#define STOCKADE_REST(module, reason) {module, "*", "hidden", reason},
#define STOCKADE_REFUSED(module, reason) {module, "", "refused", reason},
#define STOCKADE_BY_NAME(module, reason) {module, "", "guards not in force", reason},
#include "executor/worker/facades.def"
};

int Print(std::vector<Row> rows, bool json, Console& console) {
  std::stable_sort(rows.begin(), rows.end(),
                   [](const Row& a, const Row& b) { return a.module < b.module; });
  auto list = nlohmann::ordered_json::array();
  for (const Row& row : rows) {
    if (row.names.empty() && row.reason.empty())
      continue;  // a module whose rows all have a version
    if (json) {
      nlohmann::ordered_json entry;
      if (!row.module.empty()) entry["module"] = row.module;
      entry["names"] = row.names;
      entry["verdict"] = row.verdict;
      entry["reason"] = row.reason;
      list.push_back(std::move(entry));
      continue;
    }
    const std::string module = row.module.empty() ? std::string() : fmt::format("{}: ", row.module);
    const std::string reason =
        row.reason.empty() ? std::string() : fmt::format(" ({})", row.reason);
    console.Out(fmt::format("{}{}{}: {}\n", module, row.verdict, reason, row.names));
  }
  if (json) console.Out(list.dump() + "\n");
  return kClean;
}

}  // namespace

int PrintBuiltins(bool json, Console& console) {
  return Print({std::begin(kBuiltins), std::end(kBuiltins)}, json, console);
}

int PrintModules(const std::vector<rules::ModuleSettings>& host, bool json, Console& console) {
  std::vector<Row> rows(std::begin(kModules), std::end(kModules));
  std::deque<std::string> kept;  // what the rows look at
  for (const rules::ModuleSettings& module : host) {
    rows.push_back({module.name,
                    kept.emplace_back(fmt::format("{}", fmt::join(module.names, " "))),
                    "shown",
                    {}});
    for (const auto& [name, stand_in] : module.wrapped) {
      rows.push_back({module.name, name, "wrapped", stand_in});
    }
    for (const auto& [name, why] : module.hidden) {
      rows.push_back({module.name, name, "hidden", why});
    }
  }
  return Print(std::move(rows), json, console);
}

}  // namespace stockade::cli
