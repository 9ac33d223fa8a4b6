// A submitted text after intake: strict UTF-8, LF line ends, positions that lead back to the bytes.
//
//   Source source = Source::FromBytes("a.py", bytes, {});
//   if (!source.diagnostics().empty()) ...   // each breach of the intake rules, with its own code
//
// Intake never fails: what cannot be decoded is a diagnostic, and `ok()` says whether the text may
// be parsed. The rules of intake (reference: Python's lexical analysis, PEP 263, PEP 3131) are one
// table in intake.def.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/diagnostic.h"

namespace stockade::analyzer {

struct IntakeLimits {
  size_t max_bytes = 256 << 10;
  uint32_t max_nesting = 100;       // brackets, and blocks
  uint32_t max_indentation = 1000;  // columns of a line's indentation
  uint32_t max_line_bytes = 64 << 10;
};

class Source {
 public:
  static Source FromBytes(std::string path, std::string_view bytes, const IntakeLimits& limits);

  // False: the text must not be parsed. It is empty if it could not be decoded or is too large;
  // else it is there, so that a report can show the line. Bidirectional and invisible characters
  // are diagnostics that leave it parsable.
  bool ok() const { return ok_; }
  const std::string& path() const { return path_; }
  // Valid UTF-8 without a BOM, with LF only. Lives as long as the Source. At most 2^31 bytes.
  std::string_view text() const { return text_; }
  const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }
  const IntakeLimits& limits() const { return limits_; }

  uint32_t line_count() const { return static_cast<uint32_t>(line_starts_.size()); }
  // The line's text without its line feed; lines from 1.
  std::string_view Line(uint32_t line) const;
  // Offset in text() of the line's first byte.
  uint32_t LineStart(uint32_t line) const { return line_starts_[line - 1]; }
  uint32_t LineOf(uint32_t offset) const;
  // Positions of byte offsets in text(); `byte` is counted in the submitted bytes.
  Position PositionOf(uint32_t offset) const;
  Span SpanOf(uint32_t begin, uint32_t end) const { return {PositionOf(begin), PositionOf(end)}; }

 private:
  uint32_t CharactersBefore(uint32_t offset) const;
  void MarkCharacters();

  std::string path_, text_;
  bool ok_ = false;
  IntakeLimits limits_;
  std::vector<Diagnostic> diagnostics_;
  std::vector<uint32_t> line_starts_;
  std::vector<uint32_t> original_line_starts_;  // offset in the submitted bytes of each line
  std::vector<uint32_t> characters_;  // code points before each 256th byte; empty: all ASCII
};

}  // namespace stockade::analyzer
