// What the external scanner knows besides the characters that tree-sitter shows it (private to the
// analyzer).
//
// tree-sitter asks an external scanner for the tokens that no regular expression describes: line
// ends, indentation, strings. A scanner that works from the characters alone has to look ahead over
// comment lines again and again, and cannot know whether a bracket is open. Ours is told: the
// layout (layout.h) has every line's depth and line end, and LineInput hands tree-sitter the text
// one line at a time, so that the scanner always knows which line it is in.
#pragma once

#include <array>
#include <cstdint>

#include <tree_sitter/api.h>

#include "analyzer/layout.h"
#include "analyzer/source.h"

namespace stockade::analyzer {

// One parse's state. The scanner finds it through the thread: one parse at a time on a thread.
struct ScanContext {
  const Source* source = nullptr;
  const Layout* layout = nullptr;
  uint32_t size = 0;  // the text is read up to here
  // Line from 0 in which the lexer is; the layout's last one behind the last character.
  uint32_t line = 0;
  uint64_t calls = 0;

  // Places at which tree-sitter began to read in error mode, the latest progress report's first.
  struct Place {
    uint32_t line, column;  // from 0, in code points
  };
  std::array<Place, 16> failures{};
  uint32_t failure_count = 0;
};

// TSInput::read of a ScanContext: the rest of the line at `byte`.
const char* ReadLine(void* context, uint32_t byte, TSPoint point, uint32_t* size);

// Makes `context` this thread's; null takes it away. A scanner without a context finds no token.
void SetScanContext(ScanContext* context);

}  // namespace stockade::analyzer
