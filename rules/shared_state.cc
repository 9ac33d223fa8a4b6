// ST311
#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <vector>

#include "rules/expressions.h"
#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

constexpr NodeKind kKinds[] = {NodeKind::kSubscript, NodeKind::kCall};

// Methods of lists, dicts, sets and deques that change what they are called on.
constexpr std::string_view kMutators[] = {"append",
                                          "appendleft",
                                          "extend",
                                          "extendleft",
                                          "insert",
                                          "remove",
                                          "pop",
                                          "popleft",
                                          "clear",
                                          "sort",
                                          "reverse",
                                          "rotate",
                                          "update",
                                          "popitem",
                                          "add",
                                          "discard",
                                          "setdefault",
                                          "difference_update",
                                          "intersection_update",
                                          "symmetric_difference_update"};
// Classes whose names do not start with a capital: `deque.append(d, x)` changes d.
constexpr std::string_view kClasses[] = {"collections.deque", "collections.defaultdict",
                                         "array.array", "datetime.date", "datetime.datetime"};

bool IsClass(std::string_view qualified) {
  const std::string_view last = qualified.substr(qualified.rfind('.') + 1);
  return std::isupper(static_cast<unsigned char>(last[0])) != 0 ||
         std::find(std::begin(kClasses), std::end(kClasses), qualified) != std::end(kClasses);
}

// A star import may bind any name: one that the text also binds is the text's own.
bool IsOnlyByStar(const Node& value, std::string_view qualified, const RuleContext& context) {
  if (value.kind != NodeKind::kName || qualified.substr(qualified.rfind('.') + 1) != value.text) {
    return false;
  }
  for (const Binding& binding : context.names().bindings()) {
    if (binding.name == value.text && binding.kind == BindingKind::kImport) return false;
  }
  return true;
}

// The qualified name of an object that a module holds; "" for modules, classes, builtins and
// everything that the text itself made.
std::string_view HeldUnderName(const Node& value, const RuleContext& context) {
  for (const std::string_view qualified : context.names().QualifiedNameViews(value)) {
    const bool builtin = qualified.starts_with("builtins.");
    // A name of the text that may not be bound yet also counts as the builtin of that name.
    if (builtin && value.kind == NodeKind::kName && !context.names().IsBuiltin(value)) continue;
    if (builtin || qualified.find('.') == std::string_view::npos) return {};
    if (!IsClass(qualified) && !IsOnlyByStar(value, qualified, context)) return qualified;
  }
  return {};
}

// The same of an expression that chooses among objects which were there before it:
// `(d := calendar.mdays)[1] = 3`, `(a or calendar.mdays)[1] = 3`.
std::string_view HeldByModule(const Node& expression, const RuleContext& context) {
  std::vector<const Node*> choices = {&expression};
  while (!choices.empty()) {
    const Node& value = *choices.back();
    choices.pop_back();
    bool names_object = false;
    switch (value.kind) {
      case NodeKind::kName:
      case NodeKind::kAttribute:
        names_object = true;
        break;
      case NodeKind::kCall:  // getattr(calendar, "mdays")[1] = 3
        names_object = MayBe(context, *value.Child(0), "builtins.getattr");
        break;
      case NodeKind::kNamedExpr:
        choices.push_back(value.Child(1));
        break;
      case NodeKind::kIfExp:
        choices.push_back(value.Child(1));
        choices.push_back(value.Child(2));
        break;
      case NodeKind::kBoolOp:
        choices.insert(choices.end(), value.Children().begin(), value.Children().end());
        break;
      default:
        break;
    }
    const std::string_view held = names_object ? HeldUnderName(value, context) : "";
    if (!held.empty()) return held;
  }
  return {};
}

void Check(const Node& node, const Policy&, RuleContext& context) {
  const Node* value = nullptr;
  if (node.kind == NodeKind::kSubscript) {
    if (node.Context() == analyzer::kLoad) return;
    value = node.Child(0);
  } else {
    const Node& function = *node.Child(0);
    if (function.kind != NodeKind::kAttribute ||
        std::find(std::begin(kMutators), std::end(kMutators), function.text) ==
            std::end(kMutators)) {
      return;
    }
    value = function.Child(0);
  }
  const std::string_view held = HeldByModule(*value, context);
  if (held.empty()) return;
  context.Report(node, fmt::format("\"{}\" is shared with the library and cannot be changed", held),
                 "make a copy, and change that");
}

}  // namespace

extern const RuleRow kSharedState;
const RuleRow kSharedState = {
    .doc = {.code = "ST311",
            .name = "shared-state",
            .summary = "A list, dict or set that a library module holds is changed.",
            .why = "sys.modules, sys.path, os.environ, calendar.mdays and their like belong to the "
                   "whole process: who changes them changes what other code imports, finds or "
                   "computes. Items that are set or deleted count, and so do append, update and "
                   "the other methods that change their object. Objects that a call made are "
                   "one's own.",
            .bad = "import calendar\n\ncalendar.day_name[0] = 'Moonday'\n",
            .good = "import calendar\n\nnames = list(calendar.day_name)\nnames[0] = 'Moonday'\n",
            .references = "module-write; docs/THREAT_MODEL.md"},
    .kinds = kKinds,
    .check = Check};

}  // namespace stockade::rules
