// ST101
#include <fmt/format.h>

#include "rules/expressions.h"
#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

constexpr NodeKind kKinds[] = {NodeKind::kName, NodeKind::kAttribute, NodeKind::kAlias,
                               NodeKind::kCall, NodeKind::kSubscript};

void ReportEntry(std::string_view entry, Range at, std::string_view spelled, const Policy& policy,
                 RuleContext& context) {
  std::string_view shown = entry;
  if (shown.starts_with("builtins.")) shown.remove_prefix(9);
  context.Report(at.begin, at.end,
                 spelled == shown
                     ? fmt::format("\"{}\" is forbidden here", shown)
                     : fmt::format("\"{}\" is \"{}\", which is forbidden here", spelled, shown),
                 std::string(policy.names.Reason(entry)));
}

void CheckAlias(const Node& alias, const Policy& policy, RuleContext& context) {
  const Node& statement = *context.ancestors().back();
  const std::string qualified = statement.kind == NodeKind::kImportFrom
                                    ? fmt::format("{}.{}", statement.text, alias.text)
                                    : std::string(alias.text);
  if (statement.kind == NodeKind::kImportFrom && statement.op > 0) return;
  const std::string_view entry = policy.names.ForbiddenEntry(qualified);
  if (!entry.empty()) {
    ReportEntry(entry, NameRange(alias, context), alias.text, policy, context);
  }
}

void Check(const Node& node, const Policy& policy, RuleContext& context) {
  if (node.kind == NodeKind::kAlias) return CheckAlias(node, policy, context);
  if (node.kind == NodeKind::kCall || node.kind == NodeKind::kSubscript) {
    // attrgetter("system")(os), vars(os)["system"]: what comes of a call may be known too.
    if (node.Child(0)->kind != NodeKind::kCall) return;
  } else if (node.Context() != analyzer::kLoad || !policy.names.EndsForbiddenName(node.text)) {
    return;
  }
  for (const std::string_view qualified : context.names().QualifiedNameViews(node)) {
    const std::string_view entry = policy.names.ForbiddenEntry(qualified);
    if (entry.empty()) continue;
    const std::string_view source = context.source().text();
    const std::string_view spelled = source.substr(node.begin, node.end - node.begin);
    ReportEntry(entry, {node.begin, node.end}, spelled.size() <= 60 ? spelled : node.text, policy,
                context);
    return;
  }
}

}  // namespace

extern const RuleRow kForbiddenName;
const RuleRow kForbiddenName = {
    .doc = {.code = "ST101",
            .name = "forbidden-name",
            .summary = "A name that the rule set forbids is referred to.",
            .why = "Builtins such as eval, exec and open turn text into code or reach files. A "
                   "reference is as good as a call, since it can be passed on, so both are found, "
                   "and so is the name behind an alias: `import os as o; o.system` is os.system.",
            .bad = "result = eval('1 + 1')\n",
            .good = "result = int('1') + 1\n",
            .references = "[names] forbid; CWE-95, CWE-78"},
    .kinds = kKinds,
    .check = Check};

}  // namespace stockade::rules
