// ST304
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "rules/expressions.h"
#include "rules/library.h"
#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

constexpr NodeKind kKinds[] = {NodeKind::kAttribute, NodeKind::kCall};

// Functions whose first argument is written to.
constexpr std::string_view kStores[] = {"builtins.setattr", "builtins.delattr",
                                        "builtins.object.__setattr__",
                                        "builtins.object.__delattr__"};

void CheckOwner(const Node& value, const Node& node, RuleContext& context) {
  for (const std::string_view owner : context.names().QualifiedNameViews(value)) {
    std::string_view shown = owner;
    // Beside a star import a name of the text also counts as the module's.
    const size_t dot = owner.rfind('.');
    if (value.kind == NodeKind::kName && dot != owner.npos &&
        IsNoNameOf(owner.substr(0, dot), owner.substr(dot + 1))) {
      continue;
    }
    if (shown.starts_with("builtins.")) {
      // A name of the text that may not be bound yet also counts as the builtin of that name.
      if (value.kind == NodeKind::kName && !context.names().IsBuiltin(value)) continue;
      shown.remove_prefix(9);
      // A name that the caller of a run gives: its object knows what may be written to it.
      if (!IsBuiltinName(shown)) continue;
    }
    context.Report(node, fmt::format("\"{}\" belongs to the library and cannot be changed", shown),
                   "keep the value in a name of your own, or in a subclass");
    return;
  }
}

// setattr(random, "random", f) and delattr(math, "pi").
void CheckCall(const Node& call, RuleContext& context) {
  const Node& function = *call.Child(0);
  const std::string_view name = LastName(function);
  if (name.empty() || ArgumentCount(call) < 2 || ArgumentCount(call) > 3) return;
  const bool named = std::any_of(std::begin(kStores), std::end(kStores), [&](const auto& store) {
    return store.substr(store.rfind('.') + 1) == name;
  });
  if (!named && (function.kind != NodeKind::kName || context.names().IsBuiltin(function))) return;
  const auto stores = [&](const auto& row) { return MayBe(context, function, row); };
  if (std::none_of(std::begin(kStores), std::end(kStores), stores)) return;
  if (const Node* owner = PositionalArgument(call, 0)) CheckOwner(*owner, call, context);
}

void Check(const Node& node, const Policy&, RuleContext& context) {
  if (node.kind == NodeKind::kCall) return CheckCall(node, context);
  if (node.Context() != analyzer::kLoad) CheckOwner(*node.Child(0), node, context);
}

}  // namespace

extern const RuleRow kModuleWrite;
const RuleRow kModuleWrite = {
    .doc = {.code = "ST304",
            .name = "module-write",
            .summary = "An attribute of a library module or class is assigned or deleted.",
            .why = "Modules and their classes are shared: a program that replaces random.random or "
                   "json.loads changes what other code calls. At run time library objects refuse "
                   "the write; this rule says so before.",
            .bad = "import math\n\nmath.pi = 3\n",
            .good = "import math\n\npi = round(math.pi)\n",
            .references = "docs/THREAT_MODEL.md"},
    .kinds = kKinds,
    .check = Check};

}  // namespace stockade::rules
