// ST607
#include <fmt/format.h>

#include "rules/expressions.h"
#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

constexpr NodeKind kKinds[] = {NodeKind::kFunctionDef};

// Nodes below which nothing is sure to be evaluated each time, or at once.
bool MayNotRun(NodeKind kind) {
  switch (kind) {
    case NodeKind::kIfExp:
    case NodeKind::kBoolOp:
    case NodeKind::kCompare:  // a < b < f() stops early
    case NodeKind::kLambda:
    case NodeKind::kListComp:
    case NodeKind::kSetComp:
    case NodeKind::kDictComp:
    case NodeKind::kGeneratorExp:
    case NodeKind::kFunctionDef:
    case NodeKind::kClassDef:
    case NodeKind::kYield:
    case NodeKind::kYieldFrom:
    case NodeKind::kAwait:
    case NodeKind::kAssert:
      return true;
    default:
      return false;
  }
}

bool IsSimple(const Node& statement) {
  switch (statement.kind) {
    case NodeKind::kExprStmt:
    case NodeKind::kAssign:
    case NodeKind::kAugAssign:
    case NodeKind::kAnnAssign:
    case NodeKind::kReturn:
    case NodeKind::kPass:
      return true;
    default:
      return false;
  }
}

bool IsGenerator(const Node& function) {
  bool found = false;
  analyzer::Walk(function, [&](const Node& node) {
    if (&node != &function && node.kind == NodeKind::kFunctionDef) return false;
    found |= node.kind == NodeKind::kYield || node.kind == NodeKind::kYieldFrom;
    return !found;
  });
  return found;
}

// The first call of the function to itself that each run of the statement makes, or null. A method
// calls itself as self.name(...), with the first parameter.
const Node* SelfCall(const Node& statement, std::string_view name, std::string_view self) {
  const Node* found = nullptr;
  analyzer::Walk(statement, [&](const Node& node) {
    if (found != nullptr || MayNotRun(node.kind)) return false;
    if (node.kind != NodeKind::kCall) return true;
    const Node& function = *node.Child(0);
    if (self.empty()) {
      if (function.kind == NodeKind::kName && function.text == name) found = &node;
    } else if (function.kind == NodeKind::kAttribute && function.text == name &&
               function.Child(0)->kind == NodeKind::kName && function.Child(0)->text == self) {
      found = &node;
    }
    return found == nullptr;
  });
  return found;
}

void Check(const Node& function, const Policy&, RuleContext& context) {
  if (function.Child(0)->child_count > 0 || function.Has(analyzer::kAsync)) return;
  const std::string_view name = function.Child(1)->text;
  const Node* parameters = function.Child(3);
  const auto ancestors = context.ancestors();
  std::string_view self;
  if (ancestors.size() >= 2 && ancestors[ancestors.size() - 2]->kind == NodeKind::kClassDef) {
    if (parameters->child_count == 0) return;
    self = parameters->Child(0)->text;
  }
  for (const Node* parameter : parameters->Children()) {
    if (parameter->text == name) return;  // calls what it is given
  }
  for (const Node* statement : function.Child(5)->Children()) {
    if (!IsSimple(*statement)) return;
    const Node* call = SelfCall(*statement, name, self);
    if (call != nullptr) {
      if (IsGenerator(function)) return;
      context.Report(*call, fmt::format("\"{}\" calls itself on every path", name),
                     "return without the call in the simplest case, before the call");
      return;
    }
    if (statement->kind == NodeKind::kReturn) return;
  }
}

}  // namespace

extern const RuleRow kEndlessRecursion;
const RuleRow kEndlessRecursion = {
    .doc = {.code = "ST607",
            .name = "endless-recursion",
            .summary = "A function calls itself before any condition could stop it.",
            .why = "A recursion without a base case runs until the limit on frames ends it.",
            .bad = "def f(n):\n    return n * f(n - 1)\n",
            .good = "def f(n):\n    if n < 2:\n        return 1\n    return n * f(n - 1)\n",
            .references = "CWE-674"},
    .severity = Severity::kWarning,
    .kinds = kKinds,
    .check = Check};

}  // namespace stockade::rules
