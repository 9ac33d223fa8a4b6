#include "tools/python/restricted.h"

#include "analyzer/names.h"
#include "analyzer/source.h"
#include "rewriter/rewriter.h"

namespace stockade::python {

namespace {

std::optional<SyntaxProblem> FirstError(const std::vector<analyzer::Diagnostic>& diagnostics) {
  for (const analyzer::Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.severity == analyzer::Severity::kError) {
      return SyntaxProblem{diagnostic.span.start.line, diagnostic.message};
    }
  }
  return std::nullopt;
}

// The source's line of each printed line; lines without a position continue the one before.
std::vector<uint32_t> SourceLines(const rewriter::Rewritten& rewritten) {
  std::vector<uint32_t> lines = {0};
  for (const rewriter::Position& position : rewritten.positions) {
    while (lines.size() < position.printed_line) lines.push_back(lines.back());
    if (lines.size() == position.printed_line) lines.push_back(position.line);
  }
  return lines;
}

}  // namespace

RestrictedText Restrict(std::string_view source, RestrictedMode mode,
                        analyzer::PythonVersion python) {
  RestrictedText result;
  const analyzer::Source text = analyzer::Source::FromBytes("<restricted>", source, {});
  if (!text.ok()) {
    result.syntax = FirstError(text.diagnostics());
    return result;
  }
  const analyzer::ParseOptions parse{.python = python,
                                     .expression = mode == RestrictedMode::kEval,
                                     .function_body = mode == RestrictedMode::kFunctionBody};
  const analyzer::Tree tree = analyzer::Tree::Parse(text, parse);
  if (tree.root() == nullptr) {
    result.syntax = FirstError(tree.diagnostics());
    if (!result.syntax) result.syntax = SyntaxProblem{1, "invalid syntax"};
    return result;
  }
  const bool module = mode == RestrictedMode::kExec || mode == RestrictedMode::kFunctionBody;
  result.policy = CheckRestricted(
      *tree.root(), text,
      {.module = module, .function_line = mode == RestrictedMode::kFunctionBody ? 1u : 0u});
  if (!result.policy.errors.empty()) return result;
  const analyzer::Names names = analyzer::Names::Build(tree);
  const auto rewritten = rewriter::Rewrite(tree, names,
                                           {.level = rewriter::Level::kProtocol,
                                            .spelling = rewriter::Spelling::kNames,
                                            .budget = false,
                                            .python = python,
                                            .expression = mode == RestrictedMode::kEval,
                                            .print_scope = module});
  if (!rewritten) {
    result.policy.errors.push_back("Line " + std::to_string(text.LineOf(rewritten.error().begin)) +
                                   ": " + rewritten.error().message);
    return result;
  }
  if (rewritten->added_lines) result.lines = SourceLines(*rewritten);
  result.text = rewritten->text;
  return result;
}

}  // namespace stockade::python
