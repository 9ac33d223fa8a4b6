// ST303
#include <fmt/format.h>

#include "rules/expressions.h"
#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

constexpr NodeKind kKinds[] = {NodeKind::kAttribute, NodeKind::kCall, NodeKind::kSubscript};

// attrgetter("_os.system")(random), vars(random)["_os"]: the path is a text, and what it leads to
// is known.
void CheckCall(const Node& call, const Policy& policy, RuleContext& context) {
  if (call.Child(0)->kind != NodeKind::kCall) return;
  for (const std::string_view qualified : context.names().QualifiedNameViews(call)) {
    for (size_t dot = qualified.find('.'); dot != std::string_view::npos;
         dot = qualified.find('.', dot + 1)) {
      const std::string_view module = qualified.substr(0, dot);
      std::string_view name = qualified.substr(dot + 1);
      name = name.substr(0, name.find('.'));
      const std::string internal = ModuleInternals(policy.imports, module, name);
      if (internal.empty() || module == "builtins") continue;
      context.Report(call, fmt::format("\"{}\" {}", name, internal),
                     fmt::format("use a documented name of {}", module));
      return;
    }
  }
}

void Check(const Node& node, const Policy& policy, RuleContext& context) {
  if (node.kind != NodeKind::kAttribute) return CheckCall(node, policy, context);
  const bool suspicious = node.text.starts_with('_') || IsStdlibModule(node.text) ||
                          IsSubmodule(node.text) || node.text == "bltns" ||
                          node.text == "stdlib_re" || node.text == "st";
  if (!suspicious && !policy.imports.HasPartial()) return;
  for (const std::string_view module : context.names().QualifiedNameViews(*node.Child(0))) {
    if (module.starts_with("builtins.")) continue;
    const Range at = NameRange(node, context);
    const std::string internal =
        suspicious ? ModuleInternals(policy.imports, module, node.text) : std::string();
    if (!internal.empty()) {
      context.Report(at.begin, at.end, fmt::format("\"{}\" {}", node.text, internal),
                     fmt::format("use a documented name of {}", module));
      return;
    }
    if (policy.imports.AllowsModule(module) && !policy.imports.AllowsName(module, node.text)) {
      context.Report(at.begin, at.end,
                     fmt::format("\"{}\" of the module {} may not be used here", node.text, module),
                     policy.imports.Help(fmt::format("{}.{}", module, node.text)));
      return;
    }
  }
}

}  // namespace

extern const RuleRow kModuleInternals;
const RuleRow kModuleInternals = {
    .doc = {.code = "ST303",
            .name = "module-internals",
            .summary = "An attribute of an allowed module is private to it, is another module, or "
                       "is not listed.",
            .why = "`random._os` is os, and `typing.sys` is sys: a module that may be imported "
                   "would hand out one that may not. Underscore names of one's own objects are "
                   "not meant by this rule.",
            .bad = "import random\n\nrandom._os.system('id')\n",
            .good = "import random\n\nprint(random.randint(1, 6))\n",
            .references = "[imports] allow; CVE-2025-5120"},
    .kinds = kKinds,
    .check = Check};

}  // namespace stockade::rules
