// ST402
#include <fmt/format.h>

#include <algorithm>

#include "rules/nearest.h"
#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

constexpr NodeKind kKinds[] = {NodeKind::kClassDef};

void Check(const Node& node, const Policy& policy, RuleContext& context) {
  const Node* arguments = node.Child(3);
  if (arguments == nullptr) return;
  const std::vector<std::string>& allowed = policy.set.metaclasses;
  for (const Node* argument : arguments->Children()) {
    // `**keywords` may hold one.
    if (argument->kind == NodeKind::kDoubleStarred) {
      context.Report(*argument, "keywords that are unpacked into a class may hold a metaclass",
                     "write the keywords out");
      continue;
    }
    if (argument->kind != NodeKind::kKeyword || argument->text != "metaclass") continue;
    const std::vector<std::string> names = context.names().QualifiedNames(*argument->Child(0));
    const bool known =
        !names.empty() && std::all_of(names.begin(), names.end(), [&](const auto& n) {
          return std::find(allowed.begin(), allowed.end(), n) != allowed.end();
        });
    if (known) continue;
    const std::vector<std::string_view> shown(allowed.begin(), allowed.end());
    context.Report(*argument, "this metaclass is not allowed here",
                   shown.empty()
                       ? "use a class decorator or an ordinary base class"
                       : fmt::format("use __init_subclass__, __new__ or a class decorator; "
                                     "allowed: {}",
                                     QuotedList(shown)));
  }
}

}  // namespace

extern const RuleRow kMetaclass;
const RuleRow kMetaclass = {
    .doc = {.code = "ST402",
            .name = "metaclass",
            .summary = "A class statement names a metaclass that the rule set does not list.",
            .why = "A metaclass is called with the name, the bases and the whole body of the "
                   "class: `class X(metaclass=f)` is a call of f. It also decides what "
                   "isinstance, attribute access and calling the class mean.",
            .bad = "class A(metaclass=lambda name, bases, body: body):\n    pass\n",
            .good = "from abc import ABCMeta\n\n\nclass A(metaclass=ABCMeta):\n    pass\n",
            .references = "[definitions] metaclasses; PEP 3115"},
    .kinds = kKinds,
    .check = Check};

}  // namespace stockade::rules
