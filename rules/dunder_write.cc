// ST306
#include <fmt/format.h>

#include <algorithm>

#include "rules/expressions.h"
#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

constexpr NodeKind kKinds[] = {NodeKind::kAttribute, NodeKind::kCall};

// What decorators copy from the function that they wrap: texts, which nothing else depends on.
constexpr std::string_view kWritable[] = {"__name__", "__qualname__", "__doc__", "__notes__"};

bool MayBeChanged(std::string_view name, const Policy& policy) {
  if (!IsDunder(name)) return true;
  if (policy.AttributeProblem(name)) return true;  // forbidden-attribute, attribute-string
  return std::find(std::begin(kWritable), std::end(kWritable), name) != std::end(kWritable);
}

void Report(std::string_view name, Range at, RuleContext& context) {
  context.Report(at.begin, at.end,
                 fmt::format("attribute \"{}\" may be read but not changed", name),
                 "define it in the body of the class");
}

// The name in setattr(x, "__class__", C), delattr(x, "__class__") and the methods of these names.
const Node* NameOfCall(const Node& call, const RuleContext& context) {
  if (const Node* stored = StoredName(call)) return stored;
  const Node& function = *call.Child(0);
  const std::string_view name = LastName(function);
  const bool named = name == "setattr" || name == "delattr";
  if (!named && (function.kind != NodeKind::kName || context.names().IsBuiltin(function))) {
    return nullptr;
  }
  const bool stores = MayBe(context, function, "builtins.setattr") ||
                      MayBe(context, function, "builtins.delattr") ||
                      MayBe(context, function, "builtins.object.__setattr__");
  return stores ? PositionalArgument(call, 1) : nullptr;
}

void CheckCall(const Node& call, const Policy& policy, RuleContext& context) {
  if (ArgumentCount(call) < 1 || ArgumentCount(call) > 3) return;
  const Node* stored = NameOfCall(call, context);
  if (stored == nullptr) return;
  for (const std::string& name : context.names().ConstantStrings(*stored)) {
    if (!MayBeChanged(name, policy)) Report(name, {stored->begin, stored->end}, context);
  }
}

void Check(const Node& node, const Policy& policy, RuleContext& context) {
  if (node.kind == NodeKind::kCall) return CheckCall(node, policy, context);
  if (node.Context() == analyzer::kLoad || MayBeChanged(node.text, policy)) return;
  Report(node.text, NameRange(node, context), context);
}

}  // namespace

extern const RuleRow kDunderWrite;
const RuleRow kDunderWrite = {
    .doc = {.code = "ST306",
            .name = "dunder-write",
            .summary = "A double-underscore attribute that may be read is assigned or deleted.",
            .why = "`x.__class__ = Other` turns a value into one of another type behind the back "
                   "of the guards, and `C.__getitem__ = f` adds an operation to a class that its "
                   "definition does not show. The names that wrappers copy (__name__, "
                   "__qualname__, __doc__, __notes__) may be written.",
            .bad = "class A:\n    pass\n\n\nclass B:\n    pass\n\n\na = A()\na.__class__ = B\n",
            .good = "def f():\n    pass\n\n\nf.__doc__ = 'does nothing'\n",
            .references = "[attributes] allow"},
    .kinds = kKinds,
    .check = Check};

}  // namespace stockade::rules
