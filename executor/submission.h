// A rewritten program, ready to run. Made by the rewriter (through tools/pipeline) or by a test.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace stockade::executor {

// A token of the printed text and where it stood in the submitted one. Lines from 1; columns are
// UTF-8 bytes from 0, as CPython's code positions are. Sorted by (printed_line, printed_column).
struct PositionEntry {
  uint32_t printed_line, printed_column;
  uint32_t line, column;
};

enum class SubmissionKind : uint8_t { kModule, kExpression };

struct Submission {
  std::string text;  // what CPython compiles: UTF-8, LF
  SubmissionKind kind = SubmissionKind::kModule;
  std::string filename = "<submission>";  // as tracebacks name it
  std::string original;                   // the submitter's text, for the lines of tracebacks
  std::vector<std::string> bare_names;    // attribute names left bare under GuardMode::kProven
  std::vector<PositionEntry> positions;   // empty: printed and submitted positions are the same
};

}  // namespace stockade::executor
