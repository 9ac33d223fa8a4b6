// The whole of `check` in one thread: intake, parse, lowering, names, all rules, for each file.
//
//   bench_check_texts RULESET FILE...    prints {"bytes": N, "findings": N, "rounds": [cpu
//   seconds]}
#include <time.h>

#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "analyzer/rule.h"
#include "rules/ruleset.h"

namespace {

double CpuSeconds() {
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

}  // namespace

int main(int argc, char** argv) {
  namespace analyzer = stockade::analyzer;
  if (argc < 3) return 2;
  auto set = stockade::rules::LoadRuleSet(argv[1]);
  if (!set) {
    std::fprintf(stderr, "%s\n", set.error().message.c_str());
    return 2;
  }
  set->intake.max_bytes = 64u << 20;
  auto rules = stockade::rules::Configure(*set);
  if (!rules) return 2;
  std::vector<std::pair<std::string, std::string>> texts;
  size_t bytes = 0;
  for (int i = 2; i < argc; ++i) {
    std::ifstream file(argv[i], std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    texts.emplace_back(argv[i], std::move(text).str());
    bytes += texts.back().second.size();
  }
  analyzer::AnalyzeOptions options;
  options.parse.python = set->python;
  size_t findings = 0;
  std::printf("{\"bytes\": %zu, \"rounds\": [", bytes);
  for (int round = 0; round < 3; ++round) {
    findings = 0;
    const double start = CpuSeconds();
    for (const auto& [path, text] : texts) {
      const analyzer::Source source = analyzer::Source::FromBytes(path, text, set->intake);
      findings += analyzer::Analyze(source, *rules, options).diagnostics.size();
    }
    std::printf("%s%.6f", round == 0 ? "" : ", ", CpuSeconds() - start);
  }
  std::printf("], \"findings\": %zu}\n", findings);
  return 0;
}
