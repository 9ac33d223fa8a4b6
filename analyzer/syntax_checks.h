// What CPython refuses after parsing: the checks of its symbol table and its compiler (private to
// the analyzer).
//
//   std::vector<Diagnostic> found = CheckSyntax(*tree.root(), source, {3, 11});
//
// `return` outside of a function, a repeated argument, a nonlocal name without a binding, ... each
// with CPython's words. The shape of the text (targets, argument order, stars) was checked before,
// by the recognizer.
#pragma once

#include <cstddef>
#include <vector>

#include "analyzer/diagnostic.h"
#include "analyzer/node.h"
#include "analyzer/source.h"
#include "analyzer/tree.h"

namespace stockade::analyzer {

// More of them say nothing new, and each costs the length of its line.
inline constexpr size_t kMaxSyntaxFindings = 100;

// The findings, in the order of the text (CPython stops at one). One walk with an explicit stack,
// and a second one if the text has a global or nonlocal declaration.
// `function_body`: the module is the body of a function (ParseOptions).
std::vector<Diagnostic> CheckSyntax(const Node& module, const Source& source, PythonVersion python,
                                    bool function_body = false);

}  // namespace stockade::analyzer
