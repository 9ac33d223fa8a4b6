// Judges each shape at four sizes; under callgrind, each leaves a file with its instruction count
// (work_test.cc reads them):
//
//   valgrind --tool=callgrind --callgrind-out-file=FOLDER/out work_probe
#include <fmt/format.h>
#include <valgrind/callgrind.h>

#include <cstdio>

#include "analyzer/rule.h"
#include "rules/ruleset.h"
#include "tests/analyzer/shapes.h"

namespace {

namespace analyzer = stockade::analyzer;
namespace rules = stockade::rules;

struct Checker {
  rules::RuleSet set;
  std::vector<std::unique_ptr<analyzer::Rule>> configured;

  size_t Check(const std::string& text) const {
    const auto source = analyzer::Source::FromBytes("a.py", text, set.intake);
    analyzer::AnalyzeOptions options = rules::AnalyzeOptionsFor(set);
    analyzer::Report report = analyzer::Analyze(source, configured, options);
    rules::ApplySuppressions(set, report);
    return report.diagnostics.size();
  }
};

}  // namespace

// `work_probe NAME` judges that shape alone, to be profiled.
int main(int argc, char** argv) {
  // Nothing may be cut short by a limit on the text.
  auto set = rules::ParseRuleSet(
      "extends = [\"strict\"]\npython = \"3.13\"\n[submission]\nmax-bytes = \"8 MiB\"\n"
      "max-line-bytes = \"8 MiB\"\nsuppressions = \"allow\"\n",
      "probe.toml");
  if (!set) {
    std::fprintf(stderr, "%u: %s\n", set.error().line, set.error().message.c_str());
    return 2;
  }
  auto configured = rules::Configure(*set);
  if (!configured) return 2;
  const Checker checker{*set, std::move(*configured)};
  checker.Check("x = 1\n");  // what is made once is not the text's
  for (const auto shapes : {analyzer::TextShapes(), analyzer::MeaningShapes()}) {
    for (const analyzer::Shape& shape : shapes) {
      if (argc > 1 && std::string_view(argv[1]) != shape.name) continue;
      for (const size_t size : {200, 400, 800, 1600}) {
        const std::string text = shape.text(size);
        const std::string label = fmt::format("{}|{}", shape.name, size);
        CALLGRIND_ZERO_STATS;
        checker.Check(text);
        CALLGRIND_DUMP_STATS_AT(label.c_str());
      }
    }
  }
  return 0;
}
