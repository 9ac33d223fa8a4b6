// ST203
#include <fmt/format.h>

#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

constexpr NodeKind kKinds[] = {NodeKind::kImportFrom};

void Check(const Node& statement, const Policy&, RuleContext& context) {
  if (statement.op == 0) return;
  context.Report(statement, "a relative import has no package to start from here",
                 "import by the module's full name, or put the code into this text");
}

}  // namespace

extern const RuleRow kRelativeImport;
const RuleRow kRelativeImport = {
    .doc = {.code = "ST203",
            .name = "relative-import",
            .summary = "An import starts with a dot.",
            .why = "A submission is one text that belongs to no package, so that a relative import "
                   "fails at best and finds somebody else's module at worst.",
            .bad = "from . import helpers\n",
            .good = "from math import sqrt\n",
            .references = "PEP 328"},
    .kinds = kKinds,
    .check = Check};

}  // namespace stockade::rules
