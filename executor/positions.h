// From positions of the printed text, which CPython reports, to the submitter's own.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "executor/outcome.h"
#include "executor/submission.h"

namespace stockade::executor {

struct PrintedPosition {
  uint32_t line = 0;    // from 1
  uint32_t column = 0;  // UTF-8 bytes from 0
  bool has_column = false;
};

// The frame's line, column (code points, from 1) and text in the submission's original. A position
// that the map does not hold keeps its line, because every token is printed on its own line.
TracebackFrame MapFrame(const Submission& submission, const PrintedPosition& printed,
                        std::string function);

// Text of the worker made safe to show: bytes that are no UTF-8 and lone surrogates become \x and
// \u escapes, and it is cut to `most` bytes at a character.
std::string Presentable(std::string_view text, size_t most);

}  // namespace stockade::executor
