// The checks of CPython's symbol table on global and nonlocal declarations (private to the
// analyzer).
#pragma once

#include <vector>

#include "analyzer/diagnostic.h"
#include "analyzer/node.h"
#include "analyzer/source.h"
#include "analyzer/tree.h"

namespace stockade::analyzer {

// Called only for a text that has a declaration. Appends to `found`.
void CheckDeclarations(const Node& module, const Source& source, PythonVersion python,
                       std::vector<Diagnostic>* found);

}  // namespace stockade::analyzer
