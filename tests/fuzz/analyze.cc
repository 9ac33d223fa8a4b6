// Any bytes may be checked: intake, parse, lowering, syntax, names and all rules of the strictest
// set.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "analyzer/rule.h"
#include "rules/ruleset.h"

namespace analyzer = stockade::analyzer;
namespace rules = stockade::rules;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const auto set = rules::LoadRuleSet("strict");
  static const auto configured = rules::Configure(*set);
  const analyzer::Source source = analyzer::Source::FromBytes(
      "fuzz.py", std::string_view(reinterpret_cast<const char*>(data), size), set->intake);
  const analyzer::Report report = analyzer::Analyze(source, *configured, {});
  for (const analyzer::Diagnostic& d : report.diagnostics) {
    // Spans lie in the text and are in order; a finding always has a code and words.
    if (d.span.start.byte > d.span.end.byte || d.span.end.byte > size) abort();
    if (d.span.start.line == 0 || d.span.start.column == 0) abort();
    if (d.code.empty() || d.message.empty()) abort();
  }
  if (report.verdict == analyzer::FileVerdict::kClean) {
    for (const analyzer::Diagnostic& d : report.diagnostics) {
      if (d.severity == analyzer::Severity::kError) abort();
    }
  }
  return 0;
}
