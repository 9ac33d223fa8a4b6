// ST701
#include <fmt/format.h>

#include "rules/expressions.h"
#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

constexpr NodeKind kKinds[] = {
    NodeKind::kName,      NodeKind::kIdentifier,   NodeKind::kParameter,
    NodeKind::kTypeParam, NodeKind::kAlias,        NodeKind::kKeyword,
    NodeKind::kAttribute, NodeKind::kMatchKeyword, NodeKind::kImportFrom};

void Check(const Node& node, const Policy&, RuleContext& context) {
  if (!node.Has(analyzer::kFolded)) return;
  const Range at = NameRange(node, context);
  context.Report(
      at.begin, at.end,
      fmt::format("this is the name \"{}\" for Python, spelled in other characters", node.text),
      fmt::format("write \"{}\"", node.text));
}

}  // namespace

extern const RuleRow kFoldedIdentifier;
const RuleRow kFoldedIdentifier = {
    .doc = {.code = "ST701",
            .name = "folded-identifier",
            .summary = "An identifier is spelled in characters that Python folds to others.",
            .why = "Python reads names in the normal form NFKC: a mathematical bold eval is eval, "
                   "a fullwidth underscore is an underscore. All rules see the folded name; that "
                   "it was spelled otherwise hides something from people.",
            .bad = "print(\xF0\x9D\x90\xA5\xF0\x9D\x90\x9E\xF0\x9D\x90\xA7('abc'))\n",
            .good = "print(len('abc'))\n",
            .references = "PEP 3131; Unicode Standard Annex 15"},
    .kinds = kKinds,
    .check = Check};

}  // namespace stockade::rules
