// ST501
#include <fmt/format.h>

#include <algorithm>

#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

using analyzer::BinaryOperator;
using analyzer::kAsync;
using analyzer::kBytes;
using analyzer::kLoad;
using analyzer::kStar;
using analyzer::kTemplate;
using analyzer::ParameterKind;

bool HasKeywordBeyondMetaclass(const Node& class_def) {
  const Node* arguments = class_def.Child(3);
  if (arguments == nullptr) return false;
  for (const Node* argument : arguments->Children()) {
    if (argument->kind == NodeKind::kDoubleStarred) return true;
    if (argument->kind == NodeKind::kKeyword && argument->text != "metaclass") return true;
  }
  return false;
}

bool HasUnpacking(const Node& arguments) {
  for (const Node* argument : arguments.Children()) {
    if (argument->kind == NodeKind::kStarred || argument->kind == NodeKind::kDoubleStarred) {
      return true;
    }
  }
  return false;
}

bool HasKeyword(const Node& arguments) {
  return std::any_of(arguments.Children().begin(), arguments.Children().end(),
                     [](const Node* a) { return a->kind == NodeKind::kKeyword; });
}

bool IsStarParameter(const Node& parameter) {
  return static_cast<ParameterKind>(parameter.op) == ParameterKind::kStar ||
         static_cast<ParameterKind>(parameter.op) == ParameterKind::kDoubleStar;
}

bool IsStarImport(const Node& import) {
  return import.child_count == 1 && import.Child(0)->text == "*";
}

struct Construct {
  std::string_view name;
  NodeKind kind;
  bool (*is)(const Node& node);
  std::string_view phrase;
};
constexpr Construct kConstructs[] = {
#define STOCKADE_CONSTRUCT(name, Kind, condition, phrase)                                        \
  {name, NodeKind::k##Kind, []([[maybe_unused]] const Node& node) -> bool { return condition; }, \
   phrase},
#include "rules/constructs.def"
};

constexpr NodeKind kKinds[] = {
#define STOCKADE_CONSTRUCT(name, Kind, condition, phrase) NodeKind::k##Kind,
#include "rules/constructs.def"
};

bool Forbids(const Policy& policy, const Construct& construct) {
  const std::vector<std::string>& forbidden = policy.set.forbidden_constructs;
  return std::find(forbidden.begin(), forbidden.end(), construct.name) != forbidden.end();
}

void Check(const Node& node, const Policy& policy, RuleContext& context) {
  for (const Construct& construct : kConstructs) {
    if (construct.kind != node.kind || !Forbids(policy, construct) || !construct.is(node)) continue;
    // A statement's finding is about its first line, not about all that it holds.
    const uint32_t line_end = static_cast<uint32_t>(
        std::min(context.source().text().find('\n', node.begin), size_t{node.end}));
    context.Report(node.begin, std::max(line_end, node.begin),
                   fmt::format("{} may not be used here", construct.phrase),
                   fmt::format("the rule set forbids \"{}\"", construct.name));
    return;
  }
}

bool Active(const Policy& policy) { return !policy.set.forbidden_constructs.empty(); }

// The constructs are of nearly every kind, and a rule set forbids few.
bool LooksAt(NodeKind kind, const Policy& policy) {
  return std::any_of(std::begin(kConstructs), std::end(kConstructs), [&](const Construct& row) {
    return row.kind == kind && Forbids(policy, row);
  });
}

}  // namespace

extern const RuleRow kForbiddenConstruct;
const RuleRow kForbiddenConstruct = {
    .doc = {.code = "ST501",
            .name = "forbidden-construct",
            .summary = "A part of the language is used that the rule set forbids.",
            .why = "A course may forbid loops in an exercise on recursion, and a judge may forbid "
                   "async. The names that [constructs] forbid takes are listed by `stockade rules "
                   "schema`.",
            .bad = "from math import *\n",
            .good = "from math import sqrt\n",
            .references = "[constructs] forbid"},
    .kinds = kKinds,
    .check = Check,
    .active = Active,
    .looks_at = LooksAt};

}  // namespace stockade::rules
