// Python's grammar, exactly: does CPython's parser accept these tokens? (Private to the analyzer.)
//
//   if (auto error = Recognize(source, outcome.tokens, {3, 11})) Report(*error);
//
// tree-sitter's grammar is wider than Python's (it takes `x = y := 1`, `assert a, b, c`, Python 2),
// so the tree alone cannot say what CPython will refuse. This recognizer follows the grammar in the
// language reference ("Full Grammar specification", 3.11 to 3.14) by recursive descent over the
// tokens, builds nothing, and refuses with CPython's words and place. Recursion is bounded:
// brackets and blocks by the caps of the intake, the rest by a counter. Time is linear: the one
// construct that needs a second try (`with (`) looks for its closing bracket first.
#pragma once

#include <optional>
#include <span>

#include "analyzer/diagnostic.h"
#include "analyzer/source.h"
#include "analyzer/tokens.h"
#include "analyzer/tree.h"

namespace stockade::analyzer {

// `tokens`: of layout.h; without a kEnd at its end (the text's indentation is broken there) an
// error of the unfinished rest is not reported. Syntax later than `python` is an error that names
// the version which brought it. With an error, *furthest_line is the line of the last token looked
// at.
std::optional<Diagnostic> Recognize(const Source& source, std::span<const Token> tokens,
                                    PythonVersion python, uint32_t* furthest_line = nullptr);

}  // namespace stockade::analyzer
