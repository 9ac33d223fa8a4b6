// ST202
#include <fmt/format.h>

#include "rules/expressions.h"
#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

constexpr NodeKind kKinds[] = {NodeKind::kAlias};

void Check(const Node& alias, const Policy& policy, RuleContext& context) {
  const Node& statement = *context.ancestors().back();
  if (statement.kind != NodeKind::kImportFrom || statement.op > 0) return;
  const std::string_view module = statement.text;
  // A module that is refused as a whole is import-not-allowed's.
  if (module == "__future__" || !policy.imports.AllowsModule(module)) return;
  const Range at = NameRange(alias, context);
  if (alias.text == "*") {
    if (policy.imports.AllowsWhole(module)) return;
    context.Report(at.begin, at.end,
                   fmt::format("only some names of \"{}\" may be imported here", module),
                   policy.imports.Help(module));
    return;
  }
  if (const std::string internal = ModuleInternals(policy.imports, module, alias.text);
      !internal.empty()) {
    context.Report(at.begin, at.end, fmt::format("\"{}\" {}", alias.text, internal),
                   fmt::format("import a documented name of {}", module));
    return;
  }
  if (policy.imports.AllowsName(module, alias.text)) return;
  context.Report(at.begin, at.end,
                 fmt::format("\"{}\" may not be imported from \"{}\" here", alias.text, module),
                 policy.imports.Help(fmt::format("{}.{}", module, alias.text)));
}

}  // namespace

extern const RuleRow kImportedNameNotAllowed;
const RuleRow kImportedNameNotAllowed = {
    .doc = {.code = "ST202",
            .name = "imported-name-not-allowed",
            .summary =
                "A name is imported from an allowed module that is private to it, is another "
                "module, or is not listed.",
            .why = "Library modules hold the modules that they themselves import: `from typing "
                   "import sys` hands out sys although only typing is allowed. Where the rule set "
                   "lists single names (`datetime.datetime`), the others of that module stay "
                   "closed.",
            .bad = "from random import _os\n",
            .good = "from random import randint\n",
            .references = "[imports] allow; CVE-2025-5120 (a module reached through an allowed "
                          "one)"},
    .kinds = kKinds,
    .check = Check};

}  // namespace stockade::rules
