// ST409
#include <fmt/format.h>

#include "rules/expressions.h"
#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

constexpr NodeKind kKinds[] = {NodeKind::kAnnAssign, NodeKind::kParameter, NodeKind::kFunctionDef};

struct Running {
  NodeKind kind;
  std::string_view phrase;
};
// What an annotation may hold that does more than name a type.
constexpr Running kRunning[] = {
    {NodeKind::kCall, "calls a function"},  {NodeKind::kLambda, "makes a function"},
    {NodeKind::kNamedExpr, "binds a name"}, {NodeKind::kAwait, "waits"},
    {NodeKind::kYield, "yields"},           {NodeKind::kYieldFrom, "yields"},
    {NodeKind::kListComp, "loops"},         {NodeKind::kSetComp, "loops"},
    {NodeKind::kDictComp, "loops"},         {NodeKind::kGeneratorExp, "loops"},
    {NodeKind::kIfExp, "decides"},          {NodeKind::kFString, "formats a text"},
};

void Check(const Node& annotated, const Policy&, RuleContext& context) {
  const Node* annotation = AnnotationOf(annotated);
  if (annotation == nullptr) return;
  bool found = false;
  analyzer::Walk(*annotation, [&](const Node& node) {
    for (const Running& running : kRunning) {
      if (found || node.kind != running.kind) continue;
      found = true;
      context.Report(node, fmt::format("this annotation {}", running.phrase),
                     "an annotation names a type; compute in a statement");
    }
    return !found;
  });
}

bool Active(const Policy& policy) { return policy.set.only_type_annotations; }

}  // namespace

extern const RuleRow kAnnotationRuns;
const RuleRow kAnnotationRuns = {
    .doc = {.code = "ST409",
            .name = "annotation-runs",
            .summary = "An annotation does more than name a type.",
            .why = "Annotations are expressions that Python evaluates when the function is defined "
                   "or the variable is annotated: `def f(a: g()): ...` calls g where readers and "
                   "many tools see only a type. With [definitions] annotations = \"types\" names, "
                   "dots, brackets, | and literals are what an annotation may hold.",
            .bad = "",
            .good = "def f(a: list[int] | None) -> int:\n    return len(a or [])\n",
            .references = "[definitions] annotations; PEP 526, PEP 649"},
    .kinds = kKinds,
    .check = Check,
    .active = Active};

}  // namespace stockade::rules
