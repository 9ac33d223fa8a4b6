// One finding about a text: what the rules, the parser and the intake report.
//
//   Diagnostic d{.code = "ST101", .rule = "forbidden-name", .message = "...", .span =
//   source.SpanOf(b, e)};
//
// Value structs only. Lines and columns count from 1, columns in Unicode code points; bytes from 0,
// in the bytes as they were submitted.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace stockade::analyzer {

struct Position {
  uint32_t line = 1;
  uint32_t column = 1;
  uint32_t byte = 0;
  friend bool operator==(const Position&, const Position&) = default;
};

// Half open: `end` is the position after the last character.
struct Span {
  Position start, end;
  friend bool operator==(const Span&, const Span&) = default;
};

enum class Severity : uint8_t { kError, kWarning, kInfo };

struct Edit {
  Span span;
  std::string text;
};

struct Fix {
  std::string message;
  std::vector<Edit> edits;
};

struct Diagnostic {
  std::string code;  // "ST101": stable, never reused
  std::string rule;  // "forbidden-name": stable
  Severity severity = Severity::kError;
  std::string message;  // one sentence without a full stop at the end
  Span span;
  std::string help;  // what to do instead; may be empty
  std::optional<Fix> fix;
};

}  // namespace stockade::analyzer
