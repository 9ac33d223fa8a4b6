// The findings of findings.def as values, and the documentation of every code there is.
//
//   Diagnostic d = MakeFinding(FindingId::kUnreadableFile, "the file cannot be read: ...");
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/diagnostic.h"
#include "rules/ruleset.h"

namespace stockade {

enum class FindingId : uint8_t {
#define STOCKADE_FINDING(Name, code, name, summary, why, help) Name,
#include "tools/findings.def"
};

// An error with the row's code, name and help.
analyzer::Diagnostic MakeFinding(FindingId id, std::string message, analyzer::Span span = {});

// Of the rules, of intake and syntax, and of findings.def, in the order of codes.
std::vector<rules::RuleDoc> AllCodes();
// By code or name; null: there is no such code. Lives as long as the program.
const rules::RuleDoc* FindCode(std::string_view code_or_name);

}  // namespace stockade
