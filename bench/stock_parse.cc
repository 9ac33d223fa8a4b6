// The peer of `check`: stock tree-sitter with the grammar's own scanner, parsing and deleting each
// file.
//
//   bench_stock_parse FILE...        prints {"bytes": N, "cpu_s": seconds, "rounds": [..]}
#include <time.h>
#include <tree_sitter/api.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

extern "C" const TSLanguage* tree_sitter_python();

namespace {

double CpuSeconds() {
  timespec t;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> texts;
  size_t bytes = 0;
  for (int i = 1; i < argc; ++i) {
    std::ifstream file(argv[i], std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    texts.push_back(std::move(text).str());
    bytes += texts.back().size();
  }
  TSParser* parser = ts_parser_new();
  if (!ts_parser_set_language(parser, tree_sitter_python())) return 70;
  const int rounds = 3;
  std::printf("{\"bytes\": %zu, \"rounds\": [", bytes);
  for (int round = 0; round < rounds; ++round) {
    const double start = CpuSeconds();
    for (const std::string& text : texts) {
      TSTree* tree =
          ts_parser_parse_string(parser, nullptr, text.data(), static_cast<uint32_t>(text.size()));
      if (tree == nullptr) return 70;
      ts_tree_delete(tree);
    }
    std::printf("%s%.6f", round == 0 ? "" : ", ", CpuSeconds() - start);
  }
  std::printf("]}\n");
  ts_parser_delete(parser);
  return 0;
}
