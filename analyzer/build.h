// From tokens to the analyzer's tree, without tree-sitter (private to the analyzer).
//
//   Lowered lowered = Build(outcome.tokens, source, options, &arena, &diagnostics);
//
// Build() reads what the recognizer has accepted: tokens of layout.h that are known to be Python of
// that version. It follows the same grammar, so that it needs neither error recovery nor a second
// try. tree-sitter's grammar is in a few places narrower than Python's (`return*a, b`, annotations
// that are arbitrary expressions, defaults of type parameters), and its parse takes ten times as
// long. Of texts that both can read, Lower() gives the same tree (tests/lower/build_test.cc and the
// fuzz target `readers`). What Build() does not expect it refuses.
#pragma once

#include <span>
#include <vector>

#include "analyzer/lower.h"
#include "analyzer/tokens.h"

namespace stockade::analyzer {

// `tokens`: all of the text, accepted by Recognize() for options.python. Linear time; the stack is
// bounded by kMaxLoweringDepth. The nodes live in `arena` and refer to source.text().
Lowered Build(std::span<const Token> tokens, const Source& source, const ParseOptions& options,
              Arena* arena, std::vector<Diagnostic>* diagnostics);

}  // namespace stockade::analyzer
