// Texts for stockade.restricted: checked by RestrictedPython's policy, printed with its hooks
// (private to the Python package).
//
//   RestrictedText text = Restrict(source, {.mode = RestrictedMode::kExec});
//   if (text.syntax) ...          // not Python, or refused by intake: CPython's words are wanted
//   else if (!text.policy.errors.empty()) ...
//   else Compile(text.text)
//
// Needs no interpreter: call it without the GIL. Thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/tree.h"
#include "tools/python/restricted_policy.h"

namespace stockade::python {

enum class RestrictedMode : uint8_t {
  kExec,
  kEval,
  kSingle,
  kFunctionBody,  // `return` and `yield` may stand at the top
};

struct SyntaxProblem {
  uint32_t line = 0;  // from 1
  std::string message;
};

struct RestrictedText {
  std::optional<SyntaxProblem> syntax;
  RestrictedPolicy policy;
  std::string text;  // empty if there is a problem or an error
  // Where the text has lines that the source has not: the source's line of each printed line, from
  // 1 at index 1. Else empty: the lines are the source's.
  std::vector<uint32_t> lines;
};

RestrictedText Restrict(std::string_view source, RestrictedMode mode,
                        analyzer::PythonVersion python);

}  // namespace stockade::python
