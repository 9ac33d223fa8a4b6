// The table of syntax.def in C++ (private to the analyzer).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "analyzer/diagnostic.h"

namespace stockade::analyzer {

enum class SyntaxRule : uint8_t {
#define STOCKADE_SYNTAX(Name, code, name, what) Name,
#include "analyzer/syntax.def"
};

struct SyntaxRow {
  std::string_view code, name, what;
};

// By SyntaxRule.
std::span<const SyntaxRow> SyntaxRules();

Diagnostic SyntaxDiagnostic(SyntaxRule rule, Span span, std::string message, std::string help = {});

}  // namespace stockade::analyzer
