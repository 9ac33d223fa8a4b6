// ST406
#include <fmt/format.h>

#include "rules/expressions.h"
#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

constexpr NodeKind kKinds[] = {NodeKind::kFunctionDef};

void Check(const Node& function, const Policy& policy, RuleContext& context) {
  const Node& name = *function.Child(1);
  // Decorators are not counted: from the name to the end.
  const uint32_t last = function.end > function.begin ? function.end - 1 : function.end;
  const uint32_t lines = context.source().LineOf(last) - context.source().LineOf(name.begin) + 1;
  if (lines <= policy.set.max_function_lines) return;
  context.Report(name,
                 fmt::format("function \"{}\" has {} lines, {} are allowed", name.text, lines,
                             policy.set.max_function_lines),
                 "move a part that does one thing into a function of its own");
}

bool Active(const Policy& policy) { return policy.set.max_function_lines > 0; }

}  // namespace

extern const RuleRow kFunctionTooLong;
const RuleRow kFunctionTooLong = {
    .doc = {.code = "ST406",
            .name = "function-too-long",
            .summary = "A function has more lines than the rule set allows.",
            .why = "A function that fits on a screen can be understood and tested as one thought. "
                   "Off unless [definitions] max-function-lines is set.",
            .bad = "",
            .good = "def double(x):\n    return 2 * x\n",
            .references = "[definitions] max-function-lines"},
    .severity = Severity::kWarning,
    .kinds = kKinds,
    .check = Check,
    .active = Active};

}  // namespace stockade::rules
