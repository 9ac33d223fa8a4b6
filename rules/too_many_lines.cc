// ST502
#include <fmt/format.h>

#include <algorithm>

#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

void CheckText(const Policy& policy, RuleContext& context) {
  const std::string_view text = context.source().text();
  auto lines = static_cast<uint64_t>(std::count(text.begin(), text.end(), '\n'));
  if (!text.empty() && text.back() != '\n') ++lines;
  if (lines <= policy.set.max_lines) return;
  // The first line that is too many.
  size_t begin = 0;
  for (uint32_t line = 0; line < policy.set.max_lines; ++line) begin = text.find('\n', begin) + 1;
  const size_t end = std::min(text.find('\n', begin), text.size());
  context.Report(static_cast<uint32_t>(begin), static_cast<uint32_t>(end),
                 fmt::format("the text has {} lines, {} are allowed", lines, policy.set.max_lines),
                 "leave out what the task does not need");
}

bool Active(const Policy& policy) { return policy.set.max_lines > 0; }

}  // namespace

extern const RuleRow kTooManyLines;
const RuleRow kTooManyLines = {
    .doc = {.code = "ST502",
            .name = "too-many-lines",
            .summary = "The text has more lines than the rule set allows.",
            .why = "A formula, a hook or an exercise has a size that its host expects, and what is "
                   "much longer was not written for it. Blank lines and comments count. Off unless "
                   "[submission] max-lines is set.",
            .bad = "",
            .good = "print('short')\n",
            .references = "[submission] max-lines"},
    .check_text = CheckText,
    .active = Active};

}  // namespace stockade::rules
