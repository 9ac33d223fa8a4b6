// ST901
#include "rules/expressions.h"
#include "rules/rule_row.h"

namespace stockade::rules {
namespace {

// The last rule of a node: what the others asked has been asked.
constexpr NodeKind kKinds[] = {NodeKind::kAttribute, NodeKind::kCall, NodeKind::kName};

// One finding a text: which names of this thread's text have been reported. CheckText() runs before
// the nodes of each text, on the same thread.
thread_local const analyzer::Names* reported = nullptr;

void CheckText(const Policy&, RuleContext&) { reported = nullptr; }

void Check(const Node& node, const Policy&, RuleContext& context) {
  if (!context.names().gave_up() || reported == &context.names()) return;
  reported = &context.names();
  context.Report(node, "the names of this text are too entangled to be followed any further",
                 "bind a name to fewer different things, and write shorter chains of attributes");
}

}  // namespace

extern const RuleRow kAnalysisBound;
const RuleRow kAnalysisBound = {
    .doc = {.code = "ST901",
            .name = "analysis-bound",
            .summary = "The search for what a name may stand for met its bound.",
            .why = "Following aliases is bounded by the size of the text, so that no text keeps "
                   "the checker busy. Where the bound is met, a rule may have missed what an alias "
                   "hides; the text says so instead of passing in silence. Programs that people "
                   "write are far from the bound.",
            .bad = "import math\n\nwhile 1:\n    math = math.math\n    math.x()\n    break\n"
                   "print(math)\n",
            .good = "import math\n\nsine = math.sin\nprint(sine(1))\n",
            .references = "docs/THREAT_MODEL.md"},
    .severity = Severity::kWarning,
    .kinds = kKinds,
    .check = Check,
    .check_text = CheckText,
    .reads_whole_text = [](const analyzer::Source&) { return false; }};

}  // namespace stockade::rules
