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
#include <optional>
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

// Which error goes first when the grammar has one too, as in CPython.
enum class LayoutError : uint8_t {
  kNone,
  kTokens,       // of the tokenizer: it wins
  kAfterTokens,  // of indentation: one of the grammar in the tokens before it wins
  kUnclosed,     // a bracket: an error of the grammar wins if it is on the bracket's line or before
};

struct LayoutOutcome {
  Layout layout;              // void after an error
  std::vector<Token> tokens;  // all of them, the last is kEnd; or those before an error
  LayoutError error = LayoutError::kNone;
  Diagnostic diagnostic;  // the first error, if there is one
  // The first thing wrong inside a string, which loses to an error of the tokenizer, and to one of
  // the grammar in the tokens before string_error_token.
  std::optional<Diagnostic> string_error;
  size_t string_error_token = 0;
};

// One pass, linear time, no recursion. Thread-safe.
LayoutOutcome ReadLayout(const Source& source, PythonVersion python);

}  // namespace stockade::analyzer
