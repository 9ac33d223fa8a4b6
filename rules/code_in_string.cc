// ST309
#include <fmt/format.h>

#include "rules/expressions.h"
#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

constexpr NodeKind kKinds[] = {NodeKind::kStringPiece, NodeKind::kFStringText, NodeKind::kCall};

// Functions that run a text that they are given, and are there for callables.
struct Runner {
  std::string_view name, qualified;
};
constexpr Runner kRunners[] = {
    {"timeit", "timeit.timeit"}, {"repeat", "timeit.repeat"}, {"Timer", "timeit.Timer"}};

bool IsText(const Node* argument, const RuleContext& context) {
  return argument != nullptr && (argument->kind == NodeKind::kString ||
                                 context.names().ConstantString(*argument).has_value());
}

void CheckCall(const Node& call, RuleContext& context) {
  const Node& function = *call.Child(0);
  const std::string_view name = LastName(function);
  if (name.empty() || ArgumentCount(call) == 0) return;
  for (const Runner& runner : kRunners) {
    if (function.kind == NodeKind::kAttribute && runner.name != name) continue;
    if (!IsText(PositionalArgument(call, 0), context) &&
        !IsText(PositionalArgument(call, 1), context) &&
        !IsText(KeywordArgument(call, "stmt"), context) &&
        !IsText(KeywordArgument(call, "setup"), context)) {
      return;
    }
    if (!MayBe(context, function, runner.qualified)) continue;
    context.Report(call, fmt::format("\"{}\" would run the text as code", runner.qualified),
                   "give it a function: timeit.timeit(f)");
    return;
  }
}

bool IsWord(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

bool IsDocstring(const RuleContext& context) {
  const auto ancestors = context.ancestors();
  return ancestors.size() >= 2 && ancestors.back()->kind == NodeKind::kString &&
         ancestors[ancestors.size() - 2]->kind == NodeKind::kExprStmt;
}

void Check(const Node& node, const Policy& policy, RuleContext& context) {
  if (node.kind == NodeKind::kCall) return CheckCall(node, context);
  const std::string_view text = node.text;
  if (text.find("__") == std::string_view::npos || IsDocstring(context)) return;
  for (size_t at = text.find("__"); at != std::string_view::npos; at = text.find("__", at)) {
    size_t end = at;
    while (end < text.size() && IsWord(text[end])) ++end;
    const std::string_view word = text.substr(at, end - at);
    const bool whole = at == 0 || !IsWord(text[at - 1]);
    if (whole && IsRefusedDunder(word) && word != "__slots__" && word != "__module__" &&
        word != "__weakref__" && word != "__match_args__" && policy.attributes.Forbids(word)) {
      context.Report(
          node,
          fmt::format("the text holds \"{}\", which has no use but to leave the program", word),
          "remove it; code in texts is not run here");
      return;
    }
    at = end;
  }
}

}  // namespace

extern const RuleRow kCodeInString;
const RuleRow kCodeInString = {
    .doc = {.code = "ST309",
            .name = "code-in-string",
            .summary = "A text holds the name of an interpreter internal, such as __import__ or "
                       "__globals__, or is given to a function that runs it.",
            .why = "Such a text does nothing by itself. It is what an attack by template or by "
                   "eval carries, and what a computed getattr is given, and it has hardly any "
                   "innocent use outside of documentation strings, which are passed over.",
            .bad = "payload = \"__import__('os')\"\n",
            .good = "greeting = 'import os is not allowed'\n",
            .references = "CWE-1336"},
    .severity = Severity::kWarning,
    .kinds = kKinds,
    .check = Check};

}  // namespace stockade::rules
