// The line structure of a text, exactly as CPython's tokenizer has it (private to the analyzer).
//
//   LayoutOutcome outcome = ReadLayout(source, {3, 11});
//   if (!outcome.diagnostics.empty()) ...        // "unterminated string literal (detected at line
//   3)" outcome.layout.lines[2].level                // block depth of the logical line that line 3
//   is in
//
// The source of the rules is "Lexical analysis" of the language reference and CPython's behaviour
// where that is silent. The external scanner hands these facts to tree-sitter, so that blocks and
// statement ends are CPython's by construction.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/diagnostic.h"
#include "analyzer/source.h"
#include "analyzer/tokens.h"
#include "analyzer/tree.h"

namespace stockade::analyzer {

struct LineLayout {
  // Number of open indented blocks at the logical line that this line belongs to; for a line that
  // has no token, at the next logical line.
  uint16_t level : 15 = 0;
  // The line feed of this line ends a logical line (a NEWLINE token).
  uint16_t ends_logical_line : 1 = 0;
};

struct Layout {
  std::vector<LineLayout> lines;  // by line number from 0; one more than the text has, for its end
};

struct LayoutOutcome {
  Layout layout;
  std::vector<Token> tokens;            // all of them, the last is kEnd; or those before an error
  std::vector<Diagnostic> diagnostics;  // at most one: the first error; the layout is then void
  // Without an error, or with one of indentation, which CPython's parser sees only after the tokens
  // before it: an error of the grammar in these goes first.
  bool tokens_valid = false;
};

// One pass, linear time, no recursion. Thread-safe.
LayoutOutcome ReadLayout(const Source& source, PythonVersion python);

}  // namespace stockade::analyzer
