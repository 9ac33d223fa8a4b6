// What a rule's file defines: its documentation and its check, as one constant.
//
//   const RuleRow kForbiddenName = {
//       .doc = {"ST101", "forbidden-name", "...", ...}, .kinds = kKinds, .check = Check};
//
// and one line in rules.def. A check sees one node at a time (analyzer/rule.h); it may not recurse
// over the tree.
#pragma once

#include <memory>
#include <span>

#include "analyzer/rule.h"
#include "rules/policy.h"
#include "rules/ruleset.h"

namespace stockade::rules {

// The vocabulary of every rule's file.
using analyzer::Binding;
using analyzer::BindingKind;
using analyzer::Node;
using analyzer::NodeKind;
using analyzer::RuleContext;
using analyzer::Severity;

struct RuleRow {
  RuleDoc doc;
  Severity severity = Severity::kError;
  std::span<const NodeKind> kinds = {};
  // For each node of `kinds`; may be null if `check_text` is there.
  void (*check)(const Node& node, const Policy& policy, RuleContext& context) = nullptr;
  // Once per text, before the nodes; may be null.
  void (*check_text)(const Policy& policy, RuleContext& context) = nullptr;
  // Beside `check_text`: whether the rule has to see the whole of this text to judge a part of it
  // (analyzer::Rule::ReadsWholeText); null: it has.
  bool (*reads_whole_text)(const analyzer::Source& source) = nullptr;
  // Whether the rule has anything to say under this policy; null: always.
  bool (*active)(const Policy& policy) = nullptr;
  // Which of `kinds` it has to be shown under this policy; null: all.
  bool (*looks_at)(NodeKind kind, const Policy& policy) = nullptr;
};

// The rows of rules.def, in the order of codes.
std::span<const RuleRow* const> RuleRows();

// The row as a rule of the analyzer, with this severity.
std::unique_ptr<analyzer::Rule> MakeRule(const RuleRow& row, std::shared_ptr<const Policy> policy,
                                         Severity severity);

}  // namespace stockade::rules
