// ST305
#include <fmt/format.h>

#include "rules/expressions.h"
#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

constexpr NodeKind kKinds[] = {NodeKind::kMatchKeyword};

void Check(const Node& keyword, const Policy& policy, RuleContext& context) {
  const Range at = NameRange(keyword, context);
  if (IsDunder(keyword.text) && !policy.AttributeProblem(keyword.text)) {
    // A pattern has no guard that could look at the value, so that even what may be read with a dot
    // is not read here.
    context.Report(at.begin, at.end,
                   fmt::format("the pattern reads the attribute \"{}\"", keyword.text),
                   fmt::format("read it with a dot: value.{}", keyword.text));
    return;
  }
  if (const std::optional<std::string> problem = policy.AttributeProblem(keyword.text)) {
    context.Report(at.begin, at.end,
                   fmt::format("the pattern reads the attribute \"{}\", which is forbidden here: "
                               "{}",
                               keyword.text, *problem),
                   std::string(policy.attributes.Reason(keyword.text)));
    return;
  }
  // `case object(system=f)` on a module reads os.system: the class tells nothing about the subject,
  // so the subject's own name is asked.
  for (auto it = context.ancestors().rbegin(); it != context.ancestors().rend(); ++it) {
    if ((*it)->kind != NodeKind::kMatch) continue;
    for (const std::string_view module : context.names().QualifiedNameViews(*(*it)->Child(0))) {
      const std::string_view entry =
          policy.names.ForbiddenEntry(fmt::format("{}.{}", module, keyword.text));
      if (!entry.empty()) {
        context.Report(at.begin, at.end,
                       fmt::format("the pattern reads \"{}\", which is forbidden here", entry),
                       std::string(policy.names.Reason(entry)));
        return;
      }
      const std::string internal = ModuleInternals(policy.imports, module, keyword.text);
      if (!internal.empty() && !module.starts_with("builtins.")) {
        context.Report(at.begin, at.end, fmt::format("\"{}\" {}", keyword.text, internal),
                       fmt::format("use a documented name of {}", module));
        return;
      }
    }
    return;
  }
}

}  // namespace

extern const RuleRow kClassPatternAttribute;
const RuleRow kClassPatternAttribute = {
    .doc = {.code = "ST305",
            .name = "class-pattern-attribute",
            .summary = "A class pattern of a match statement reads a forbidden attribute.",
            .why = "`case object(__class__=c)` reads an attribute without a dot and without a "
                   "text: every object matches `object`, so that the pattern is getattr in "
                   "disguise.",
            .bad = "match 1:\n    case object(__mro__=m):\n        print(m)\n",
            .good = "match 1j:\n    case complex(real=r):\n        print(r)\n",
            .references = "PEP 634, class patterns"},
    .kinds = kKinds,
    .check = Check};

}  // namespace stockade::rules
