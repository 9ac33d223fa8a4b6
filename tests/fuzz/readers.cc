// Two readers of one text give one tree: what is built from the tokens and what is lowered from
// tree-sitter's. Neither knows of the other, so a mistake in one of them shows.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/build.h"
#include "analyzer/lower.h"
#include "analyzer/parse.h"
#include "tests/lower/same_tree.h"

using namespace stockade::analyzer;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 1 || size > 64 << 10) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  // The version is drawn from the text, so that every input always means the same.
  const PythonVersion python{3, 9 + data[size / 3] % 6};
  IntakeLimits limits;
  limits.max_nesting = 1000;
  const Source source = Source::FromBytes("fuzz.py", text, limits);
  if (!source.ok()) return 0;
  const ParseOptions options{.python = python};
  const ParseOutcome outcome = ParseSyntax(source, python);
  if (!outcome.accepted) return 0;
  Arena built_arena, lowered_arena;
  std::vector<Diagnostic> refusals;
  const Lowered built = Build(outcome.tokens, source, options, &built_arena, &refusals);
  if (outcome.tree == nullptr) return 0;
  std::vector<Diagnostic> lowering_refusals;
  const Lowered lowered = Lower(ts_tree_root_node(outcome.tree->get()), source, options,
                                &lowered_arena, &lowering_refusals);
  if (lowered.root == nullptr) return 0;
  const std::string difference = built.root == nullptr
                                     ? "not built: " + refusals.front().message
                                     : Difference(*lowered.root, *built.root, source);
  if (!difference.empty()) {
    std::fprintf(stderr, "Python 3.%d: %s\n", python.minor, difference.c_str());
    abort();
  }
  return 0;
}
