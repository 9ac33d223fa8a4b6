#include "analyzer/syntax_error.h"

#include <string_view>

#include "analyzer/syntax.h"

namespace stockade::analyzer {

Diagnostic ExplainSyntaxError(const Source& source, uint32_t end, uint32_t at) {
  const std::string_view text = source.text().substr(0, end);
  (void)text;
  return SyntaxDiagnostic(SyntaxRule::kInvalidSyntax, source.SpanOf(at, at + 1), "invalid syntax");
}

}  // namespace stockade::analyzer
