// The checks of CPython's compiler on the patterns of a match statement (private to the analyzer).
#pragma once

#include <vector>

#include "analyzer/diagnostic.h"
#include "analyzer/node.h"
#include "analyzer/source.h"

namespace stockade::analyzer {

// `match`: a Match node. Appends to `found`.
void CheckPatterns(const Node& match, const Source& source, std::vector<Diagnostic>* found);

}  // namespace stockade::analyzer
