// ST403
#include "rules/expressions.h"
#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

constexpr NodeKind kKinds[] = {NodeKind::kCall};

void Check(const Node& call, const Policy&, RuleContext& context) {
  const Node& function = *call.Child(0);
  const std::string_view name = LastName(function);
  const bool type =
      name == "type" && ArgumentCount(call) != 1 && MayBe(context, function, "builtins.type");
  const bool new_class = name == "new_class" && MayBe(context, function, "types.new_class");
  if (!type && !new_class) return;
  context.Report(call, "a class made by a call has a body that no rule has seen",
                 "write a class statement; type(x) with one argument tells the type of x");
}

}  // namespace

extern const RuleRow kDynamicClass;
const RuleRow kDynamicClass = {
    .doc = {.code = "ST403",
            .name = "dynamic-class",
            .summary = "A class is made by type() with three arguments or by types.new_class.",
            .why = "`type('T', (), {'__getattr__': f})` defines a method whose name is only a text "
                   "in a dict, so that the rules on definitions do not see it. In a run, type "
                   "takes one argument.",
            .bad = "T = type('T', (), {'x': 1})\n",
            .good = "class T:\n    x = 1\n\n\nprint(type(T()) is T)\n",
            .references = "Python library reference, type"},
    .kinds = kKinds,
    .check = Check};

}  // namespace stockade::rules
