// Any text that parses may be printed at every level; without guards printing is a fixed point, and
// what is printed parses again.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "analyzer/names.h"
#include "analyzer/tree.h"
#include "rewriter/rewriter.h"

namespace analyzer = stockade::analyzer;
namespace rewriter = stockade::rewriter;

namespace {

// The printed text, or nothing if the text does not parse or may not be printed.
bool Print(std::string_view text, rewriter::Level level, rewriter::Spelling spelling,
           std::string* printed) {
  analyzer::IntakeLimits limits;
  limits.max_bytes = 4u << 20;  // what is printed is longer than what was submitted
  limits.max_line_bytes = 4u << 20;
  limits.max_nesting = 1000;
  const analyzer::Source source = analyzer::Source::FromBytes("fuzz.py", text, limits);
  if (!source.ok()) return false;
  const analyzer::Tree tree = analyzer::Tree::Parse(source, {});
  if (tree.root() == nullptr || !tree.diagnostics().empty()) return false;
  const analyzer::Names names = analyzer::Names::Build(tree);
  rewriter::RewriteOptions options;
  options.level = level;
  options.spelling = spelling;
  auto rewritten = rewriter::Rewrite(tree, names, options);
  if (!rewritten) return false;
  *printed = std::move(rewritten->text);
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size > 64 << 10) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  std::string plain, again, guarded;
  if (!Print(text, rewriter::Level::kOff, rewriter::Spelling::kNames, &plain)) return 0;
  if (!Print(plain, rewriter::Level::kOff, rewriter::Spelling::kNames, &again)) abort();
  if (plain != again) abort();
  for (const rewriter::Level level : {rewriter::Level::kProven, rewriter::Level::kAll}) {
    Print(text, level, rewriter::Spelling::kConstants, &guarded);
    Print(text, level, rewriter::Spelling::kNames, &guarded);
  }
  Print(text, rewriter::Level::kProtocol, rewriter::Spelling::kNames, &guarded);
  return 0;
}
