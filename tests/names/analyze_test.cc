// The walk that serves all rules: who is called with what, what becomes of findings, and of rules
// that misbehave.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <stdexcept>

#include "analyzer/rule.h"

namespace stockade::analyzer {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class TestRule final : public Rule {
 public:
  using Function = std::function<void(const Node&, RuleContext&)>;
  TestRule(std::string code, std::vector<NodeKind> kinds, Function check,
           Severity severity = Severity::kError)
      : code_(std::move(code)),
        kinds_(std::move(kinds)),
        check_(std::move(check)),
        severity_(severity) {}

  std::string_view code() const override { return code_; }
  std::string_view name() const override { return "test"; }
  Severity severity() const override { return severity_; }
  std::span<const NodeKind> kinds() const override { return kinds_; }
  void Check(const Node& node, RuleContext& context) const override { check_(node, context); }
  void CheckText(RuleContext& context) const override {
    if (check_text) check_text(context);
  }
  std::function<void(RuleContext&)> check_text;

 private:
  std::string code_;
  std::vector<NodeKind> kinds_;
  Function check_;
  Severity severity_;
};

using Rules = std::vector<std::unique_ptr<Rule>>;

Report RunRules(const std::string& text, const Rules& rules, size_t max_diagnostics = 1000) {
  const Source source = Source::FromBytes("a.py", text, {});
  AnalyzeOptions options;
  options.max_diagnostics = max_diagnostics;
  return Analyze(source, rules, options);
}

Rules One(std::vector<NodeKind> kinds, TestRule::Function check,
          Severity severity = Severity::kError) {
  Rules rules;
  rules.push_back(std::make_unique<TestRule>("T001", std::move(kinds), std::move(check), severity));
  return rules;
}

std::vector<std::string> Codes(const Report& report) {
  std::vector<std::string> codes;
  for (const Diagnostic& diagnostic : report.diagnostics) codes.push_back(diagnostic.code);
  return codes;
}

TEST(Analyze, CleanTextIsClean) {
  const Report report = RunRules("x = 1\n", {});
  EXPECT_EQ(report.verdict, FileVerdict::kClean);
  EXPECT_THAT(report.diagnostics, IsEmpty());
  EXPECT_EQ(report.path, "a.py");
}

TEST(Analyze, EmptyTextIsClean) { EXPECT_EQ(RunRules("", {}).verdict, FileVerdict::kClean); }

TEST(Analyze, CallsARuleForItsKindsInOrder) {
  std::vector<std::string> seen;
  Rules rules = One({NodeKind::kName, NodeKind::kCall}, [&](const Node& node,
                                                            RuleContext& context) {
    seen.push_back(std::string(context.source().text().substr(node.begin, node.end - node.begin)));
  });
  RunRules("f(a, g(b))\nx.y\n", rules);
  EXPECT_THAT(seen, ElementsAre("f(a, g(b))", "f", "a", "g(b)", "g", "b", "x"));
}

TEST(Analyze, GivesTheAncestors) {
  std::vector<NodeKind> kinds;
  Rules rules = One({NodeKind::kInt}, [&](const Node& node, RuleContext& context) {
    (void)node;
    for (const Node* ancestor : context.ancestors()) kinds.push_back(ancestor->kind);
  });
  RunRules("def f():\n    return -1\n", rules);
  EXPECT_THAT(kinds, ElementsAre(NodeKind::kModule, NodeKind::kFunctionDef, NodeKind::kBlock,
                                 NodeKind::kReturn, NodeKind::kUnaryOp));
}

TEST(Analyze, CallsCheckTextOnceBeforeTheWalk) {
  std::vector<std::string> calls;
  auto rule =
      std::make_unique<TestRule>("T001", std::vector<NodeKind>{NodeKind::kModule},
                                 [&](const Node&, RuleContext&) { calls.push_back("node"); });
  rule->check_text = [&](RuleContext& context) {
    calls.push_back("text");
    EXPECT_TRUE(context.ancestors().empty());
    context.Report(0, 1, "text");
  };
  Rules rules;
  rules.push_back(std::move(rule));
  const Report report = RunRules("x\n", rules);
  EXPECT_THAT(calls, ElementsAre("text", "node"));
  EXPECT_THAT(report.diagnostics, SizeIs(1));
}

TEST(Analyze, FindingsCarryTheirRule) {
  const Rules rules = One(
      {NodeKind::kName},
      [](const Node& node, RuleContext& context) { context.Report(node, "bad name", "rename it"); },
      Severity::kWarning);
  const Report report = RunRules("\u00e4 = eval\n", rules);
  EXPECT_EQ(report.verdict, FileVerdict::kFindings);
  ASSERT_THAT(report.diagnostics, SizeIs(2));
  const Diagnostic& finding = report.diagnostics[1];
  EXPECT_EQ(finding.code, "T001");
  EXPECT_EQ(finding.rule, "test");
  EXPECT_EQ(finding.severity, Severity::kWarning);
  EXPECT_EQ(finding.message, "bad name");
  EXPECT_EQ(finding.help, "rename it");
  EXPECT_EQ(finding.span.start, (Position{1, 5, 5}));
  EXPECT_EQ(finding.span.end, (Position{1, 9, 9}));
}

TEST(Analyze, SortsByPlaceThenCode) {
  Rules rules;
  for (const char* code : {"T002", "T001"}) {
    rules.push_back(std::make_unique<TestRule>(
        code, std::vector<NodeKind>{NodeKind::kName},
        [](const Node& node, RuleContext& context) { context.Report(node, "m"); }));
  }
  EXPECT_THAT(Codes(RunRules("a\nb\n", rules)), ElementsAre("T001", "T002", "T001", "T002"));
}

TEST(Analyze, CapsFindingsAndSaysHowMany) {
  const Rules rules = One(
      {NodeKind::kName}, [](const Node& node, RuleContext& context) { context.Report(node, "m"); });
  const Report report = RunRules("a\nb\nc\nd\ne\n", rules, 3);
  EXPECT_THAT(Codes(report), ElementsAre("T001", "T001", "ST099"));
  EXPECT_EQ(report.diagnostics[2].message, "3 more findings are not shown");
  EXPECT_EQ(RunRules("a\nb\nc\n", rules, 3).diagnostics.size(), 3u);
}

TEST(Analyze, ManyWarningsDoNotHideAnError) {
  Rules rules = One(
      {NodeKind::kName}, [](const Node& node, RuleContext& context) { context.Report(node, "m"); },
      Severity::kWarning);
  rules.push_back(std::make_unique<TestRule>(
      "T009", std::vector<NodeKind>{NodeKind::kInt},
      [](const Node& node, RuleContext& context) { context.Report(node, "grave"); }));
  const Report report = RunRules("a\nb\nc\nd\ne\n1\n", rules, 3);
  EXPECT_THAT(Codes(report), ElementsAre("T001", "T009", "ST099"));
  EXPECT_EQ(report.diagnostics[2].severity, Severity::kWarning);
  const Report errors = RunRules("a\n1\n2\n3\n4\n", rules, 2);
  EXPECT_THAT(Codes(errors), ElementsAre("T009", "ST099"));
  EXPECT_EQ(errors.diagnostics[1].severity, Severity::kError);
}

TEST(Analyze, RuleThatThrowsIsAFindingAndTheOthersGoOn) {
  Rules rules = One({NodeKind::kInt},
                    [](const Node&, RuleContext&) { throw std::runtime_error("lost my way"); });
  rules.push_back(std::make_unique<TestRule>("T002", std::vector<NodeKind>{NodeKind::kInt},
                                             [](const Node&, RuleContext&) { throw 1; }));
  rules.push_back(std::make_unique<TestRule>(
      "T003", std::vector<NodeKind>{NodeKind::kInt},
      [](const Node& node, RuleContext& context) { context.Report(node, "m"); }));
  const Report report = RunRules("1\n", rules);
  EXPECT_EQ(report.verdict, FileVerdict::kFindings);
  EXPECT_THAT(Codes(report), ElementsAre("ST098", "ST098", "T003"));
  EXPECT_EQ(report.diagnostics[0].message,
            "rule T001 failed here and did not judge this text: lost my way");
  EXPECT_EQ(report.diagnostics[0].severity, Severity::kError);
}

TEST(Analyze, SpanOutsideTheTextIsClamped) {
  const Rules rules = One({NodeKind::kInt}, [](const Node&, RuleContext& context) {
    context.Report(1000, 2000, "m");
    context.Report(1, 0, "m");
  });
  const Report report = RunRules("1\n", rules);
  ASSERT_THAT(report.diagnostics, SizeIs(2));
  EXPECT_EQ(report.diagnostics[0].span.start.byte, 1u);
  EXPECT_EQ(report.diagnostics[1].span.start.byte, 2u);
}

TEST(Analyze, TextThatDoesNotParseIsUnreadable) {
  bool called = false;
  const Rules rules = One({NodeKind::kModule}, [&](const Node&, RuleContext&) { called = true; });
  const Report report = RunRules("def (:\n", rules);
  EXPECT_EQ(report.verdict, FileVerdict::kUnreadable);
  EXPECT_THAT(report.diagnostics, testing::Not(IsEmpty()));
  EXPECT_FALSE(called);
}

TEST(Analyze, BytesThatAreNoTextAreUnreadable) {
  const Report report = RunRules("x = '\xff'\n", {});
  EXPECT_EQ(report.verdict, FileVerdict::kUnreadable);
  EXPECT_THAT(report.diagnostics, testing::Not(IsEmpty()));
}

TEST(Analyze, KeepsTheTreeOfTheCaller) {
  const Source source = Source::FromBytes("a.py", "import os as o\no.system\n", {});
  const Tree tree = Tree::Parse(source, {});
  const Names names = Names::Build(tree);
  const Rules rules = One({NodeKind::kAttribute}, [](const Node& node, RuleContext& context) {
    context.Report(node, context.names().QualifiedName(node));
  });
  const Report report = Analyze(tree, names, rules, {});
  ASSERT_THAT(report.diagnostics, SizeIs(1));
  EXPECT_EQ(report.diagnostics[0].message, "os.system");
}

TEST(Analyze, DeepTextNeedsNoDeepStack) {
  std::string text = "x = 0";
  for (int i = 0; i < 2500; ++i) text += "+1";
  size_t count = 0;
  const Rules rules = One({NodeKind::kInt}, [&](const Node&, RuleContext&) { ++count; });
  RunRules(text + "\n", rules);
  EXPECT_EQ(count, 2501u);
}

}  // namespace
}  // namespace stockade::analyzer
