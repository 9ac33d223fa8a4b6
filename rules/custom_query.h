// A tree-sitter query with RE2 predicates: what a [[custom]] rule runs.
//
// Predicates: #eq? and #not-eq? (capture with text or capture), #match? and #not-match? (capture
// with an RE2 pattern), #any-of? and #not-any-of? (capture with texts). Every other one is refused,
// so that a rule never means less than it says. A finding is placed at the capture @here, else at
// the first capture; a query without captures is refused.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "rules/ruleset.h"

namespace stockade::rules {

struct QueryProblem {
  uint32_t offset;  // bytes into the query
  std::string message;
};

// What is wrong with the query, if anything.
std::optional<QueryProblem> CheckQuery(std::string_view query);

// The rule of a [[custom]] table whose query CheckQuery() accepts; null if it does not.
std::unique_ptr<analyzer::Rule> MakeCustomRule(const CustomRule& custom);

}  // namespace stockade::rules
