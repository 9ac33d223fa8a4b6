// Any text may be given as a rule set: it is one, or an error with a place in it; and one that is
// taken makes rules that run, and is the same set after it is printed.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "analyzer/rule.h"
#include "rules/ruleset.h"

namespace analyzer = stockade::analyzer;
namespace rules = stockade::rules;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size > 16 << 10) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  // Without files: a path in `extends` would read what lies about.
  const auto set = rules::ParseRuleSet(text, "fuzz.toml");
  if (!set) {
    if (set.error().message.empty()) abort();
    return 0;
  }
  if (set->digest.empty()) abort();
  const auto configured = rules::Configure(*set);
  if (!configured) {
    if (configured.error().message.empty()) abort();
    return 0;
  }
  static constexpr std::string_view kText =
      "import os as o\n\n\nclass A(metaclass=type):\n    x: int = 1\n\n    def f(self, *a):\n"
      "        return [o.system(i) for i in a if i.__class__ and 'a' * 9 ** 9]\n";
  analyzer::Report report =
      analyzer::Analyze(analyzer::Source::FromBytes("a.py", kText, set->intake), *configured,
                        rules::AnalyzeOptionsFor(*set));
  rules::ApplySuppressions(*set, report);
  return 0;
}
