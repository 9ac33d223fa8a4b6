// The table of intake.def in C++ (private to the analyzer).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "analyzer/diagnostic.h"

namespace stockade::analyzer {

enum class IntakeRule : uint8_t {
#define STOCKADE_INTAKE(Name, code, name, severity, summary, message, help, why, bad, good) Name,
#include "analyzer/intake.def"
};

struct IntakeRow {
  std::string_view code, name;
  Severity severity;
  std::string_view message, help, why;
  std::string_view bad, good;  // texts; `bad` is empty where only a limit can be broken
};

// By IntakeRule.
std::span<const IntakeRow> IntakeRules();

// `argument` replaces "{}" in the row's message, `second` the next one.
Diagnostic IntakeDiagnostic(IntakeRule rule, Span span, std::string_view argument = {},
                            std::string_view second = {});

}  // namespace stockade::analyzer
