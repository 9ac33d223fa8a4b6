// ST307
#include <fmt/format.h>

#include <algorithm>

#include "rules/expressions.h"
#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

constexpr NodeKind kKinds[] = {NodeKind::kName, NodeKind::kAttribute};

struct Gateway {
  std::string_view qualified, name;
  int argument;  // of the attribute's name
};
constexpr Gateway kGateways[] = {
    {"builtins.getattr", "getattr", 1},
    {"builtins.setattr", "setattr", 1},
    {"builtins.hasattr", "hasattr", 1},
    {"builtins.delattr", "delattr", 1},
    {"operator.attrgetter", "attrgetter", 0},
    {"operator.methodcaller", "methodcaller", 0},
    {"string.Formatter", "Formatter", -1},
    {"inspect.getattr_static", "getattr_static", 1},
    {"builtins.object.__setattr__", "__setattr__", 1},
    {"builtins.object.__delattr__", "__delattr__", 1},
};

// The call of which `node` is the function, or null.
const Node* CallOf(const Node& node, const RuleContext& context) {
  if (context.ancestors().empty()) return nullptr;
  const Node* parent = context.ancestors().back();
  return parent->kind == NodeKind::kCall && parent->Child(0) == &node ? parent : nullptr;
}

// Every name that the call takes is in the text.
bool IsSettled(const Node& call, int argument, const RuleContext& context) {
  if (argument < 0) return false;
  const Node* name = PositionalArgument(call, static_cast<size_t>(argument));
  return name != nullptr && context.names().ConstantString(*name).has_value();
}

void CheckFormat(const Node& node, RuleContext& context) {
  const Node* call = CallOf(node, context);
  if (node.text == "format" && call != nullptr &&
      context.names().ConstantString(*node.Child(0)).has_value()) {
    return;  // attribute-string reads the fields
  }
  context.Report(
      node,
      fmt::format("\"{}\" on a text that is not written here can read any attribute", node.text),
      "use an f-string, or format a literal");
}

void ReportName(const Node& node, bool passed_on, RuleContext& context) {
  context.Report(
      node,
      fmt::format("\"{}\" {}", node.text,
                  passed_on ? "is passed on, so the attributes that it reads cannot be told"
                            : "takes a name that the text does not tell"),
      "read the attribute with a dot, or keep values in a dict");
}

void Check(const Node& node, const Policy&, RuleContext& context) {
  if (node.Context() != analyzer::kLoad) return;
  if (node.kind == NodeKind::kAttribute && (node.text == "format" || node.text == "format_map")) {
    return CheckFormat(node, context);
  }
  if (const Node* call = CallOf(node, context)) {
    // super().__setattr__(name, value)
    const Node* stored = StoredName(*call);
    if (stored != nullptr && context.names().ConstantString(*stored).has_value()) return;
    if (stored != nullptr) return ReportName(node, false, context);
  }
  for (const Gateway& gateway : kGateways) {
    if (node.text != gateway.name || !MayBe(context, node, gateway.qualified)) continue;
    const Node* call = CallOf(node, context);
    if (call != nullptr && IsSettled(*call, gateway.argument, context)) return;
    return ReportName(node, call == nullptr, context);
  }
}

bool Active(const Policy& policy) {
  return policy.set.computed_attributes == ComputedPolicy::kForbid;
}

}  // namespace

extern const RuleRow kComputedAttribute;
const RuleRow kComputedAttribute = {
    .doc = {.code = "ST307",
            .name = "computed-attribute",
            .summary = "getattr, format or one of their kin is used with a name that is only known "
                       "at run time.",
            .why = "What getattr(x, name) reads is decided by data, so that no rule can judge it: "
                   "only the run-time guard can. A rule set with [attributes] computed = "
                   "\"forbid\" wants the whole answer from the text, and refuses the way itself.",
            .bad = "def read(value, name):\n    return getattr(value, name)\n",
            .good = "def read(value):\n    return getattr(value, 'real')\n",
            .references = "[attributes] computed"},
    .kinds = kKinds,
    .check = Check,
    .active = Active};

}  // namespace stockade::rules
