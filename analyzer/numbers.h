// Number literals as CPython's tokenizer takes them; the grammar takes more (private to the
// analyzer).
#pragma once

#include <string_view>

#include "analyzer/node.h"

namespace stockade::analyzer {

struct NumberLiteral {
  NodeKind kind = NodeKind::kInt;  // kInt, kFloat or kImaginary
  std::string_view error;          // CPython's words; empty if the literal is well formed
};

NumberLiteral ReadNumber(std::string_view text);

}  // namespace stockade::analyzer
