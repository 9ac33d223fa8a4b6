// From a submitted text to the guarded one: intake, parse, lowering, names and printing.
//
//   bench_print_texts proven|all|protocol FILE...    prints {"bytes": N, "rounds": [cpu seconds]}
//
// A text that cannot be printed is an error: a refusal is early and would flatter the figure.
#include <time.h>

#include <cstdio>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/names.h"
#include "analyzer/tree.h"
#include "rewriter/rewriter.h"

namespace {

namespace analyzer = stockade::analyzer;
namespace rewriter = stockade::rewriter;

double CpuSeconds() {
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

struct LevelRow {
  std::string_view name;
  rewriter::Level level;
  rewriter::Spelling spelling;
  bool budget;
};
constexpr LevelRow kLevels[] = {
    {"proven", rewriter::Level::kProven, rewriter::Spelling::kConstants, true},
    {"all", rewriter::Level::kAll, rewriter::Spelling::kConstants, true},
    {"protocol", rewriter::Level::kProtocol, rewriter::Spelling::kNames, false},
};

bool Print(const std::string& text, const LevelRow& row) {
  analyzer::IntakeLimits limits;
  limits.max_bytes = limits.max_line_bytes = size_t{64} << 20;
  const analyzer::Source source = analyzer::Source::FromBytes("program.py", text, limits);
  const analyzer::Tree tree = analyzer::Tree::Parse(source, {});
  if (tree.root() == nullptr) return false;
  rewriter::RewriteOptions options;
  options.level = row.level;
  options.spelling = row.spelling;
  options.budget = row.budget;
  return rewriter::Rewrite(tree, analyzer::Names::Build(tree), options).has_value();
}

}  // namespace

int main(int argc, char** argv) {
  const LevelRow* level = nullptr;
  for (const LevelRow& row : kLevels) {
    if (argc > 2 && row.name == argv[1]) level = &row;
  }
  if (level == nullptr) return 2;
  std::vector<std::string> texts;
  size_t bytes = 0;
  for (int i = 2; i < argc; ++i) {
    std::ifstream file(argv[i], std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    texts.push_back(std::move(text).str());
    bytes += texts.back().size();
  }
  constexpr size_t kLeastBytes = 4 << 20;  // of a round, so that the clock's grain does not count
  const size_t repeats = kLeastBytes / (bytes + 1) + 1;
  std::printf("{\"bytes\": %zu, \"rounds\": [", bytes);
  for (int round = 0; round < 5; ++round) {
    const double start = CpuSeconds();
    for (size_t i = 0; i < repeats; ++i) {
      for (int file = 0; file + 2 < argc; ++file) {
        if (Print(texts[static_cast<size_t>(file)], *level)) continue;
        std::fprintf(stderr, "%s: cannot be printed\n", argv[file + 2]);
        return 1;
      }
    }
    std::printf("%s%.9f", round == 0 ? "" : ", ",
                (CpuSeconds() - start) / static_cast<double>(repeats));
  }
  std::printf("]}\n");
  return 0;
}
