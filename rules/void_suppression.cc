// ST801
#include "rules/rule_row.h"
#include "rules/suppressions.h"

namespace stockade::rules {
namespace {

void CheckText(const Policy&, RuleContext& context) {
  for (const Suppression& suppression : FindSuppressions(context)) {
    context.Report(suppression.begin, suppression.end, "this comment silences nothing here",
                   "the rule set does not let a text silence findings about itself");
  }
}

bool Active(const Policy& policy) { return !policy.set.allow_suppressions; }

}  // namespace

extern const RuleRow kVoidSuppression;
const RuleRow kVoidSuppression = {
    .doc = {.code = "ST801",
            .name = "void-suppression",
            .summary = "A suppression comment stands in a text whose rule set does not allow any.",
            .why = "What is checked may not disarm the checker. The comment has no effect; it is "
                   "reported so that its author learns why the finding is still there.",
            .bad = "x = 1  # stockade: ignore[ST101] trust me\n",
            .good = "x = 1  # one\n",
            .references = "[submission] suppressions"},
    .severity = Severity::kWarning,
    .check_text = CheckText,
    .reads_whole_text = MayHoldSuppressions,
    .active = Active};

}  // namespace stockade::rules
