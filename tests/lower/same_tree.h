// Two trees of one text, compared node by node: kind, operator, flags, places, text, number.
#pragma once

#include <string>

#include "analyzer/node.h"
#include "analyzer/source.h"

namespace stockade::analyzer {

// Where they part, in words; empty if they are the same.
std::string Difference(const Node& lowered, const Node& built, const Source& source);

}  // namespace stockade::analyzer
