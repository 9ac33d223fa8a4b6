// ST703
#include "executor/guards.h"
#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

constexpr NodeKind kKinds[] = {NodeKind::kStringPiece, NodeKind::kFStringText};

void Check(const Node& node, const Policy&, RuleContext& context) {
  // Bytes are another type than the constants that name guards.
  if (node.Has(analyzer::kBytes)) return;
  if (node.text.find(executor::kGuardMarker) == std::string_view::npos) return;
  context.Report(node, "this text holds U+10F57C, which marks guards in a rewritten program",
                 "use another character; this one is private and has no meaning");
}

}  // namespace

extern const RuleRow kGuardMarker;
const RuleRow kGuardMarker = {
    .doc = {.code = "ST703",
            .name = "guard-marker",
            .summary = "A literal holds the private-use character that marks guards.",
            .why = "The rewritten program names its guards by constants that start with this "
                   "character. A literal that has it could be folded into such a constant and "
                   "hand out a guard, so that it is refused in every literal, written as it is or "
                   "as an escape.",
            .bad = "x = '\\U0010f57c'\n",
            .good = "x = '\\u2603'\n",
            .references = "executor/guards.h"},
    .kinds = kKinds,
    .check = Check};

}  // namespace stockade::rules
