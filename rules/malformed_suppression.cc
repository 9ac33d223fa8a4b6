// ST802
#include <fmt/format.h>

#include "rules/rule_row.h"
#include "rules/suppressions.h"

namespace stockade::rules {
namespace {

void CheckText(const Policy&, RuleContext& context) {
  for (const Suppression& suppression : FindSuppressions(context)) {
    if (suppression.problem.empty()) continue;
    context.Report(suppression.begin, suppression.end,
                   fmt::format("this comment silences nothing: {}", suppression.problem));
  }
}

bool Active(const Policy& policy) { return policy.set.allow_suppressions; }

}  // namespace

extern const RuleRow kMalformedSuppression;
const RuleRow kMalformedSuppression = {
    .doc = {.code = "ST802",
            .name = "malformed-suppression",
            .summary = "A suppression comment has no code, an unknown one, or no reason.",
            .why = "A comment that silences every rule, or one without a reason, hides more than "
                   "its author meant and tells the next reader nothing.",
            .bad = "x = 1  # stockade: ignore\n",
            .good = "x = 1  # one\n",
            .references = "[submission] suppressions = \"allow\""},
    .severity = Severity::kWarning,
    .check_text = CheckText,
    .reads_whole_text = MayHoldSuppressions,
    .active = Active};

}  // namespace stockade::rules
