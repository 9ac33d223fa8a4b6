// Words for a place at which the grammar cannot go on (private to the analyzer).
#pragma once

#include <cstdint>

#include "analyzer/diagnostic.h"
#include "analyzer/source.h"

namespace stockade::analyzer {

// `at`: where the token starts that cannot follow, or the blanks before it; the text is read up to
// `end`. The message is what CPython says where the tokens around tell, else "invalid syntax".
Diagnostic ExplainSyntaxError(const Source& source, uint32_t end, uint32_t at);

}  // namespace stockade::analyzer
