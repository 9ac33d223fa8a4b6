// ST204
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "rules/expressions.h"
#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

constexpr NodeKind kKinds[] = {NodeKind::kName, NodeKind::kAttribute, NodeKind::kAlias};

// What imports a module by a name that is a value.
constexpr std::string_view kImporters[] = {
    "builtins.__import__",   "importlib.import_module",  "importlib.__import__",
    "importlib.reload",      "importlib.util.find_spec", "pkgutil.resolve_name",
    "pkgutil.find_loader",   "runpy.run_module",         "runpy.run_path",
    "zipimport.zipimporter", "imp.load_module",          "imp.load_source",
};

constexpr auto kLastParts = [] {
  std::array<std::string_view, std::size(kImporters)> parts;
  for (size_t i = 0; i < parts.size(); ++i) {
    parts[i] = kImporters[i].substr(kImporters[i].rfind('.') + 1);
  }
  return parts;
}();

bool EndsInImporter(std::string_view name) {
  return std::find(kLastParts.begin(), kLastParts.end(), name) != kLastParts.end();
}

void ReportAt(Range at, std::string_view importer, RuleContext& context) {
  if (importer.starts_with("builtins.")) importer.remove_prefix(9);
  context.Report(at.begin, at.end,
                 fmt::format("\"{}\" imports whatever it is told to at run time", importer),
                 "write an import statement that names the module");
}

void Check(const Node& node, const Policy&, RuleContext& context) {
  if (node.kind == NodeKind::kAlias) {
    const Node& statement = *context.ancestors().back();
    if (statement.kind != NodeKind::kImportFrom || !EndsInImporter(node.text)) return;
    const std::string qualified = fmt::format("{}.{}", statement.text, node.text);
    if (std::find(std::begin(kImporters), std::end(kImporters), qualified) !=
        std::end(kImporters)) {
      ReportAt(NameRange(node, context), qualified, context);
    }
    return;
  }
  if (node.Context() != analyzer::kLoad || !EndsInImporter(node.text)) return;
  for (const std::string_view qualified : context.names().QualifiedNameViews(node)) {
    if (std::find(std::begin(kImporters), std::end(kImporters), qualified) ==
        std::end(kImporters)) {
      continue;
    }
    ReportAt({node.begin, node.end}, qualified, context);
    return;
  }
}

}  // namespace

extern const RuleRow kDynamicImport;
const RuleRow kDynamicImport = {
    .doc = {.code = "ST204",
            .name = "dynamic-import",
            .summary = "A function is referred to that imports a module by a computed name.",
            .why = "`__import__(\"o\" + \"s\")` needs no import statement, so that no list of "
                   "imports holds it back. A reference is refused as well as a call, for it can be "
                   "called under another name.",
            .bad = "math = __import__('math')\n",
            .good = "import math\n",
            .references = "importlib in the Python library reference"},
    .kinds = kKinds,
    .check = Check};

}  // namespace stockade::rules
