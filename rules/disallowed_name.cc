// ST102
#include <fmt/format.h>

#include "rules/expressions.h"
#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

// Every place of the grammar that reads, binds or declares a name ends in one of these nodes.
constexpr NodeKind kKinds[] = {NodeKind::kName, NodeKind::kIdentifier, NodeKind::kParameter,
                               NodeKind::kTypeParam, NodeKind::kAlias};

// In the body of a class a double-underscore name is a definition: dunder-definition judges it.
bool IsClassBodyName(const Node& node, const Policy& policy, const RuleContext& context) {
  if (!IsDunder(node.text)) return false;
  if (node.kind != NodeKind::kName && node.kind != NodeKind::kIdentifier) return false;
  const analyzer::Names& names = context.names();
  if (names.scopes()[names.ScopeOf(node)].kind != analyzer::ScopeKind::kClass) return false;
  const bool reads = node.kind == NodeKind::kName && node.Context() == analyzer::kLoad;
  return !reads || policy.AllowsDunderDefinition(node.text);
}

void Check(const Node& node, const Policy& policy, RuleContext& context) {
  std::string_view name = node.text;
  if (node.kind == NodeKind::kAlias) {
    // `import a.b` binds a; what is renamed is bound by its Identifier.
    if (node.Child(0) != nullptr || name == "*") return;
    const Node& statement = *context.ancestors().back();
    if (statement.kind == NodeKind::kImport) name = name.substr(0, name.find('.'));
    if (statement.kind == NodeKind::kImportFrom && statement.text == "__future__") return;
  }
  if (!policy.names.Forbids(name) || policy.names.ForbidsExactly(name)) return;
  // Reading the first is dynamic-import's, importing the second the import rules'.
  const bool reads = node.kind == NodeKind::kName && node.Context() == analyzer::kLoad;
  if (name == "__import__" && reads) return;
  // A module like others, which an import binds and a read finds.
  if ((node.kind == NodeKind::kAlias || reads) && name == "__future__") return;
  if (IsGuardName(name) || IsClassBodyName(node, policy, context)) return;
  const Range at = NameRange(node, context);
  std::string help(policy.names.Reason(name));
  if (help.empty() && IsDunder(name)) {
    help = "choose a name without two underscores at both ends";
  }
  context.Report(at.begin, at.end,
                 IsDunder(name)
                     ? fmt::format("the name \"{}\" belongs to the interpreter", name)
                     : fmt::format("the name \"{}\" has a form that is forbidden here", name),
                 std::move(help));
}

}  // namespace

extern const RuleRow kDisallowedName;
const RuleRow kDisallowedName = {
    .doc = {.code = "ST102",
            .name = "disallowed-name",
            .summary = "A name has a form that the rule set forbids, such as two underscores at "
                       "both ends.",
            .why = "Python keeps its own machinery under names such as __builtins__ and "
                   "__loader__. Reading one leads out of the program, and binding one changes how "
                   "the interpreter or the guards behave, in any position: assignment, parameter, "
                   "import, loop, pattern, del.",
            .bad = "table = __builtins__\n",
            .good = "if __name__ == '__main__':\n    print('started')\n",
            .references = "[names] forbid-matching, allow; Python language reference, 2.3.2"},
    .kinds = kKinds,
    .check = Check};

}  // namespace stockade::rules
