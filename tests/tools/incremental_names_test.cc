// What an edit means for names: a rule that says all that Names knows of every node has to find the
// same in an edited text as in the text.
#include <cstdlib>

#include "tests/tools/edits.h"

namespace stockade {
namespace {

using namespace tests;
using analyzer::Node;
using analyzer::NodeKind;

class Everything final : public analyzer::Rule {
 public:
  std::string_view code() const override { return "T001"; }
  std::string_view name() const override { return "everything"; }
  std::span<const NodeKind> kinds() const override { return kKinds; }
  bool ReadsWholeText(const analyzer::Source&) const override { return false; }
  void Check(const Node& node, analyzer::RuleContext& context) const override {
    const analyzer::Names& names = context.names();
    std::string message;
    for (const std::string& qualified : names.QualifiedNames(node)) message += qualified + " ";
    const analyzer::Resolution found = names.Resolve(node);
    message += std::to_string(static_cast<int>(found.reach));
    message += std::to_string(static_cast<int>(names.scopes()[found.scope].kind));
    message += names.IsBuiltin(node) ? " builtin " : " ";
    message += names.ConstantString(node).value_or("") + " " + names.Mangled(node) + " ";
    message += std::to_string(context.ancestors().size());
    // Where it stands, but not how far it reaches: that would be told of bodies that were left out.
    context.Report(node.begin, node.begin, std::move(message));
  }

 private:
  static constexpr NodeKind kKinds[] = {
      NodeKind::kName,   NodeKind::kAttribute,   NodeKind::kCall,     NodeKind::kString,
      NodeKind::kReturn, NodeKind::kFunctionDef, NodeKind::kClassDef, NodeKind::kParameter};
};

TEST(IncrementalNames, AreThoseOfTheText) {
  std::vector<std::unique_ptr<analyzer::Rule>> rules;
  rules.push_back(std::make_unique<Everything>());
  analyzer::AnalyzeOptions options;
  options.max_diagnostics = 100'000;
  Random random;
  Tally tally;
  const char* more = std::getenv("STOCKADE_EDITS");
  const size_t each = more == nullptr ? 40 : static_cast<size_t>(std::atoi(more));
  for (const std::string& text : Texts(STOCKADE_CORPUS, 5000)) {
    EditAtRandom(
        IncrementalCheck(rules, {}, options, "a.py"),
        [&](const std::string& now) {
          return Analyze(analyzer::Source::FromBytes("a.py", now, {}), rules, options);
        },
        text, each, random, &tally);
    if (::testing::Test::HasFatalFailure()) return;
  }
  ASSERT_GT(tally.checks, 300u);
  EXPECT_GT(tally.sliced, tally.checks / 4);
}

}  // namespace
}  // namespace stockade
