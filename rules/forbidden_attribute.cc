// ST301
#include <fmt/format.h>

#include "rules/expressions.h"
#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

constexpr NodeKind kKinds[] = {NodeKind::kAttribute};

void Check(const Node& node, const Policy& policy, RuleContext& context) {
  const std::optional<std::string> problem = policy.AttributeProblem(node.text);
  if (!problem) return;
  const Range at = NameRange(node, context);
  context.Report(at.begin, at.end,
                 fmt::format("attribute \"{}\" is forbidden here: {}", node.text, *problem),
                 std::string(policy.attributes.Reason(node.text)));
}

}  // namespace

extern const RuleRow kForbiddenAttribute;
const RuleRow kForbiddenAttribute = {
    .doc = {.code = "ST301",
            .name = "forbidden-attribute",
            .summary = "An attribute is read, written or deleted that the rule set forbids.",
            .why = "From any value a few attributes lead to everything: `().__class__.__base__."
                   "__subclasses__()` lists every class, `f.__globals__` is a module's dictionary, "
                   "`g.gi_frame.f_back` is the caller's frame. Ordinary programs need hardly any "
                   "of them.",
            .bad = "classes = ().__class__.__base__.__subclasses__()\n",
            .good = "class A:\n    pass\n\n\nprint(A().__class__.__name__)\n",
            .references = "[attributes] forbid, forbid-matching, allow; CVE-2023-37271, "
                          "CVE-2024-47532"},
    .kinds = kKinds,
    .check = Check};

}  // namespace stockade::rules
