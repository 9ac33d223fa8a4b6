// `# stockade: ignore[ST101] reason`: how such comments are found and read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/rule.h"

namespace stockade::rules {

struct Suppression {
  uint32_t begin, end;                  // the comment
  std::vector<std::string_view> codes;  // codes or names of rules, as written
  std::string problem;                  // why it is malformed; empty: it is not
};

// The suppression comments of a text, in order. A comment is one only if it starts with
// "stockade:"; what stands inside a string literal is none.
std::vector<Suppression> FindSuppressions(const analyzer::RuleContext& context);

// False: the text has none. Far cheaper than to look for them.
bool MayHoldSuppressions(const analyzer::Source& source);

}  // namespace stockade::rules
