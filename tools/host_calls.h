// Calls of host functions in a submission, checked before anything runs (private to the pipeline).
//
//   std::vector<Diagnostic> found = CheckHostCalls(*tree.root(), names, source, functions);
//
// A call by the plain name, where nothing in the text binds it, must fit the declared signature; a
// call with unpacked arguments is left to the run. Other uses of the name are values like any
// other.
#pragma once

#include <vector>

#include "analyzer/diagnostic.h"
#include "analyzer/names.h"
#include "analyzer/node.h"
#include "analyzer/source.h"
#include "executor/host_function.h"

namespace stockade {

std::vector<analyzer::Diagnostic> CheckHostCalls(
    const analyzer::Node& root, const analyzer::Names& names, const analyzer::Source& source,
    const std::vector<executor::HostFunction>& functions);

}  // namespace stockade
