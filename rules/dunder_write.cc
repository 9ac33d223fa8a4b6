// ST306
#include <fmt/format.h>

#include <algorithm>

#include "rules/expressions.h"
#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

constexpr NodeKind kKinds[] = {NodeKind::kAttribute};

// What decorators copy from the function that they wrap: texts, which nothing else depends on.
constexpr std::string_view kWritable[] = {"__name__", "__qualname__", "__doc__", "__notes__"};

void Check(const Node& node, const Policy& policy, RuleContext& context) {
  if (node.Context() == analyzer::kLoad || !IsDunder(node.text)) return;
  if (policy.AttributeProblem(node.text)) return;  // forbidden-attribute
  if (std::find(std::begin(kWritable), std::end(kWritable), node.text) != std::end(kWritable)) {
    return;
  }
  const Range at = NameRange(node, context);
  context.Report(at.begin, at.end,
                 fmt::format("attribute \"{}\" may be read but not changed", node.text),
                 "define it in the body of the class");
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
