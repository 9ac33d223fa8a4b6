// ST308
#include <fmt/format.h>

#include "rules/expressions.h"
#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

constexpr NodeKind kKinds[] = {NodeKind::kAttribute, NodeKind::kCall};

// What `obj` is read of: x for `x.obj` and getattr(x, "obj"), else null.
const Node* Owner(const Node& node, const RuleContext& context) {
  if (node.kind == NodeKind::kAttribute) return node.text == "obj" ? node.Child(0) : nullptr;
  if (LastName(*node.Child(0)) != "getattr" || ArgumentCount(node) < 2) return nullptr;
  const Node* name = PositionalArgument(node, 1);
  if (name == nullptr || context.names().ConstantString(*name) != "obj") return nullptr;
  return PositionalArgument(node, 0);
}

void Check(const Node& node, const Policy& policy, RuleContext& context) {
  const Node* owner = Owner(node, context);
  if (owner == nullptr || owner->kind != NodeKind::kName || policy.attributes.Allows("obj")) return;
  const Node& value = *owner;
  // Handlers stand above all expressions, and only expressions nest without a bound.
  for (const Node* ancestor : context.ancestors()) {
    if (analyzer::kNodeKinds[static_cast<size_t>(ancestor->kind)].category ==
        analyzer::NodeCategory::kExpression) {
      return;
    }
    if (ancestor->kind != NodeKind::kHandler) continue;
    const Node* name = ancestor->Child(1);
    if (name == nullptr || name->text != value.text) continue;
    context.Report(node, "\"obj\" of an exception is the object that the failed access was about",
                   "use str(error), or error.name for the name that was missing");
    return;
  }
}

}  // namespace

extern const RuleRow kExceptionObject;
const RuleRow kExceptionObject = {
    .doc = {.code = "ST308",
            .name = "exception-object",
            .summary = "The attribute obj of a caught exception is read.",
            .why =
                "AttributeError and NameError keep the object that the failed access was about. "
                "A program provokes the error inside library code and takes the library's own "
                "object out of it. A name bound by `except ... as` is followed; obj of one's own "
                "objects is not meant.",
            .bad = "try:\n    (1).nothing\nexcept AttributeError as error:\n    "
                   "print(error.obj)\n",
            .good = "try:\n    (1).nothing\nexcept AttributeError as error:\n    print(error)\n",
            .references = "CVE-2024-47532"},
    .kinds = kKinds,
    .check = Check};

}  // namespace stockade::rules
