#include "analyzer/syntax.h"

#include <utility>

namespace stockade::analyzer {
namespace {

constexpr SyntaxRow kRows[] = {
#define STOCKADE_SYNTAX(Name, code, name, what) {code, name, what},
#include "analyzer/syntax.def"
};

}  // namespace

std::span<const SyntaxRow> SyntaxRules() { return kRows; }

Diagnostic SyntaxDiagnostic(SyntaxRule rule, Span span, std::string message, std::string help) {
  const SyntaxRow& row = kRows[static_cast<size_t>(rule)];
  Diagnostic result;
  result.code = row.code;
  result.rule = row.name;
  result.message = std::move(message);
  result.span = span;
  result.help = std::move(help);
  return result;
}

}  // namespace stockade::analyzer
