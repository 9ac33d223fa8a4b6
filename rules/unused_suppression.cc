// ST803
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "rules/rule_row.h"
#include "rules/suppressions.h"

namespace stockade::rules {
namespace {

// Reports every well-formed comment; ApplySuppressions() takes those out that silenced something,
// and reads the codes from the message's brackets.
void CheckText(const Policy&, RuleContext& context) {
  for (const Suppression& suppression : FindSuppressions(context)) {
    if (!suppression.problem.empty()) continue;
    context.Report(
        suppression.begin, suppression.end,
        fmt::format("ignore[{}] silences nothing on this line", fmt::join(suppression.codes, ", ")),
        "remove the comment");
  }
}

bool Active(const Policy& policy) { return policy.set.allow_suppressions; }

}  // namespace

extern const RuleRow kUnusedSuppression;
const RuleRow kUnusedSuppression = {
    .doc = {.code = "ST803",
            .name = "unused-suppression",
            .summary = "A suppression comment stands on a line without such a finding.",
            .why = "It outlived what it was for, and will hide the next finding of that line.",
            .bad = "x = 1  # stockade: ignore[ST101] was eval once\n",
            .good = "x = 1  # one\n",
            .references = "[submission] suppressions = \"allow\""},
    .severity = Severity::kWarning,
    .check_text = CheckText,
    .reads_whole_text = MayHoldSuppressions,
    .active = Active};

}  // namespace stockade::rules
