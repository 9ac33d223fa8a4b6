// ST604
#include <fmt/format.h>

#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

constexpr NodeKind kKinds[] = {NodeKind::kString, NodeKind::kList, NodeKind::kTuple, NodeKind::kSet,
                               NodeKind::kDict};

void Check(const Node& node, const Policy& policy, RuleContext& context) {
  if (node.kind != NodeKind::kString) {
    if (node.child_count <= policy.set.resources.max_literal_items) return;
    context.Report(node.begin, node.begin + 1,
                   fmt::format("{} elements are written out here, {} are allowed", node.child_count,
                               policy.set.resources.max_literal_items),
                   "compute the elements, or read them from the input");
    return;
  }
  uint64_t bytes = 0;
  for (const Node* piece : node.Children()) bytes += piece->text.size();
  if (bytes <= policy.set.resources.max_literal_bytes) return;
  context.Report(node.begin, node.begin + 1,
                 fmt::format("this text has {} bytes, {} are allowed", bytes,
                             policy.set.resources.max_literal_bytes),
                 "compute the text, or read it from the input");
}

}  // namespace

extern const RuleRow kLiteralTooLarge;
const RuleRow kLiteralTooLarge = {
    .doc = {.code = "ST604",
            .name = "literal-too-large",
            .summary = "A text or a display is written out at a length that nobody reads.",
            .why = "A literal of many kilobytes is data or a payload in disguise, not a program "
                   "that somebody wrote.",
            .bad = "",
            .good = "squares = [n * n for n in range(100)]\n",
            .references = "[resources] max-literal-bytes, max-literal-items"},
    .kinds = kKinds,
    .check = Check};

}  // namespace stockade::rules
