// The interface of a rule, and the one walk that serves all rules.
//
//   std::vector<std::unique_ptr<Rule>> rules = ...;              // from stockade::rules
//   Report report = Analyze(source, rules, {});                  // intake + parse + names + rules
//
// Analyze() visits each node once; a rule is called for the node kinds it names (a table by kind).
// The walk is preorder with an explicit stack.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "analyzer/diagnostic.h"
#include "analyzer/names.h"
#include "analyzer/source.h"
#include "analyzer/tree.h"

namespace stockade::analyzer {

// What a rule sees while it is called. Valid during the call only.
class RuleContext {
 public:
  virtual ~RuleContext() = default;
  virtual const Source& source() const = 0;
  virtual const Tree& tree() const = 0;
  virtual const Names& names() const = 0;
  // Ancestors of the visited node, the Module first; the node itself is not among them.
  virtual std::span<const Node* const> ancestors() const = 0;
  // Adds a finding at the bytes [begin, end) of the text. Code, rule and severity are the rule's.
  virtual void Report(uint32_t begin, uint32_t end, std::string message, std::string help = {},
                      std::optional<Fix> fix = {}) = 0;
  void Report(const Node& node, std::string message, std::string help = {}) {
    Report(node.begin, node.end, std::move(message), std::move(help));
  }
};

class Rule {
 public:
  virtual ~Rule() = default;
  virtual std::string_view code() const = 0;  // "ST101"
  virtual std::string_view name() const = 0;  // "forbidden-name"
  virtual Severity severity() const { return Severity::kError; }
  // Kinds for which Check() is called; may be empty.
  virtual std::span<const NodeKind> kinds() const = 0;
  virtual void Check(const Node& node, RuleContext& context) const = 0;
  // Once per text, before the walk (for rules about bytes, names or the whole tree).
  virtual void CheckText(RuleContext& context) const { (void)context; }
  // False if all that the rule says of this text follows, for each finding, from the visited node,
  // its ancestors, the statements around it in its own function, and what Names says about them; so
  // that a part of the text may be judged alone (incremental.h).
  virtual bool ReadsWholeText(const Source& source) const {
    (void)source;
    return true;
  }
};

enum class FileVerdict : uint8_t { kClean, kFindings, kUnreadable };

struct Report {
  std::string path;
  FileVerdict verdict = FileVerdict::kClean;
  std::vector<Diagnostic> diagnostics;  // sorted by position, then code
};

struct AnalyzeOptions {
  ParseOptions parse;
  size_t max_diagnostics = 1000;  // the last one then says how many more there were
};

// Intake and syntax diagnostics are always included; rules run only on text that parses.
Report Analyze(const Source& source, std::span<const std::unique_ptr<Rule>> rules,
               const AnalyzeOptions& options);
// The same on a tree that the caller parsed and keeps (to rewrite it afterwards).
Report Analyze(const Tree& tree, const Names& names, std::span<const std::unique_ptr<Rule>> rules,
               const AnalyzeOptions& options);

}  // namespace stockade::analyzer
