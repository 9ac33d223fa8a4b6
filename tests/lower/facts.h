// A tree in a notation that CPython's ast can be printed in too (ast_facts.py): one node a line,
// indented by one blank a level, with names, operators, contexts, values and places.
//
// It leaves out what the ast module does not know (parentheses, prefixes, how a literal was cut),
// and what it cannot place: whatever stands inside an f-string has no line and column.
#pragma once

#include <string>

#include "analyzer/node.h"
#include "analyzer/source.h"
#include "analyzer/tree.h"

namespace stockade::analyzer {

// `python`: whose ast module they are compared with; that of 3.9 does not place aliases.
std::string Facts(const Node& root, const Source& source, PythonVersion python = {});

}  // namespace stockade::analyzer
