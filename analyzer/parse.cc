#include "analyzer/parse.h"

#include <algorithm>
#include <optional>
#include <span>

#include <fmt/format.h>
#include <tree_sitter/api.h>

#include "analyzer/recognizer.h"
#include "analyzer/scanner.h"
#include "analyzer/syntax.h"

extern "C" const TSLanguage* tree_sitter_python(void);

namespace stockade::analyzer {
namespace {

// Ordinary code takes about one step (a hundred operations) for each 140 bytes and 60 bytes of
// memory for each byte; the worst known shape that is no attack takes 330.
constexpr uint64_t kFreeSteps = 1000, kBytesPerStep = 8;
constexpr size_t kFreeMemory = 16 << 20, kMemoryPerByte = 1024;

constexpr PythonVersion kNewestPython = {3, 14};

struct Budget {
  ScanContext* scan;
  const Arena* arena;
  uint64_t steps = 0;
  uint64_t most_steps = 0;
  size_t most_memory = 0;
  bool exceeded = false;
  bool failed = false;
};

// Called by tree-sitter once in a hundred operations; true ends the parse.
bool Progress(TSParseState* state) {
  auto& budget = *static_cast<Budget*>(state->payload);
  ++budget.steps;
  if (budget.steps > budget.most_steps || budget.arena->total_bytes() > budget.most_memory) {
    budget.exceeded = true;
    return true;
  }
  if (state->has_error) {
    // Every way to read the text has failed: nothing good comes of reading on.
    budget.failed = true;
    return true;
  }
  budget.scan->failure_count = 0;
  return false;
}

struct ContextScope {
  explicit ContextScope(ScanContext* context) { SetScanContext(context); }
  ContextScope(const ContextScope&) = delete;
  ContextScope& operator=(const ContextScope&) = delete;
  ~ContextScope() { SetScanContext(nullptr); }
};

// Offset of a place that the scanner noted.
uint32_t OffsetOf(const Source& source, ScanContext::Place place) {
  if (place.line >= source.line_count()) return static_cast<uint32_t>(source.text().size());
  const std::string_view line = source.Line(place.line + 1);
  size_t at = 0;
  for (uint32_t column = 0; column < place.column && at < line.size(); ++column) {
    do {
      ++at;
    } while (at < line.size() && (static_cast<unsigned char>(line[at]) & 0xC0) == 0x80);
  }
  return source.LineStart(place.line + 1) + static_cast<uint32_t>(at);
}

// Start of the first ERROR or MISSING node; the walk follows only subtrees that have one.
uint32_t FirstErrorNode(TSNode node) {
  while (true) {
    if (ts_node_is_error(node) || ts_node_is_missing(node)) break;
    bool found = false;
    const uint32_t count = ts_node_child_count(node);
    for (uint32_t i = 0; i < count && !found; ++i) {
      const TSNode child = ts_node_child(node, i);
      if (ts_node_has_error(child)) {
        node = child;
        found = true;
      }
    }
    if (!found) break;
  }
  return ts_node_start_byte(node);
}

// Of the errors of the tokenizer, of strings and of the grammar, the one that CPython reports.
std::optional<Diagnostic> FirstError(const Source& source, const LayoutOutcome& layout,
                                     PythonVersion python) {
  std::span<const Token> tokens = layout.tokens;
  if (layout.string_error) tokens = tokens.first(layout.string_error_token);
  uint32_t line = 0;
  std::optional<Diagnostic> error = Recognize(source, tokens, python, &line);
  if (layout.error == LayoutError::kTokens) {
    // Only an indentation where none can be is reported at once.
    const bool at_once = error && error->message == "unexpected indent";
    return at_once ? error : layout.diagnostic;
  }
  if (layout.error == LayoutError::kUnclosed &&
      (!error || line > layout.diagnostic.span.start.line)) {
    return layout.diagnostic;
  }
  if (error) return error;
  if (layout.string_error) return layout.string_error;
  if (layout.error != LayoutError::kNone) return layout.diagnostic;
  return std::nullopt;
}

bool IsReadBy(const Source& source, PythonVersion python) {
  const LayoutOutcome layout = ReadLayout(source, python);
  return layout.error == LayoutError::kNone && !FirstError(source, layout, python).has_value();
}

// What a later Python reads (f-strings since 3.12, `except A, B:` since 3.14) CPython words as any
// other error; the help says which one takes the whole text.
void NameLaterVersion(const Source& source, PythonVersion python, Diagnostic* error) {
  if (!error->help.empty() ||
      error->code == SyntaxRules()[static_cast<size_t>(SyntaxRule::kLaterPython)].code)
    return;
  if (!(python < kNewestPython) || !IsReadBy(source, kNewestPython)) return;
  PythonVersion first = {python.major, python.minor + 1};
  while (first < kNewestPython && !IsReadBy(source, first)) ++first.minor;
  error->help = fmt::format("Python {}.{} and later read this, the text is held to {}.{}",
                            first.major, first.minor, python.major, python.minor);
}

}  // namespace

ParseOutcome ReadTokens(const Source& source, PythonVersion python) {
  ParseOutcome outcome;
  LayoutOutcome layout = ReadLayout(source, python);
  if (std::optional<Diagnostic> error = FirstError(source, layout, python)) {
    NameLaterVersion(source, python, &*error);
    outcome.diagnostics.push_back(*std::move(error));
    return outcome;
  }
  outcome.accepted = true;
  outcome.layout = std::move(layout.layout);
  outcome.tokens = std::move(layout.tokens);
  return outcome;
}

ParseOutcome ParseSyntax(const Source& source, PythonVersion python) {
  ParseOutcome outcome = ReadTokens(source, python);
  if (!outcome.accepted) return outcome;
  ScanContext scan;
  scan.source = &source;
  scan.layout = &outcome.layout;
  scan.size = static_cast<uint32_t>(source.text().size());
  ContextScope context_scope(&scan);
  Arena arena;
  Budget budget{&scan, &arena};
  budget.most_steps = kFreeSteps + scan.size / kBytesPerStep;
  budget.most_memory = kFreeMemory + scan.size * kMemoryPerByte;
  TSTree* tree = nullptr;
  bool has_error = false;
  uint32_t error_at = 0;
  {
    ArenaScope arena_scope(&arena);
    // Neither the parser nor the tree is ever deleted: they go with the arena.
    TSParser* parser = ts_parser_new();
    if (!ts_parser_set_language(parser, tree_sitter_python())) {
      outcome.diagnostics.assign(
          1, SyntaxDiagnostic(SyntaxRule::kUnknownSyntax, {},
                              "the grammar and the parser are of different versions"));
      return outcome;
    }
    const TSInput input{&scan, ReadLine, TSInputEncodingUTF8, nullptr};
    tree = ts_parser_parse_with_options(parser, nullptr, input, {&budget, Progress});
    if (tree != nullptr) {
      const TSNode root = ts_tree_root_node(tree);
      has_error = ts_node_has_error(root);
      if (has_error) error_at = FirstErrorNode(root);
    }
    // The one thing of the parser's that is not in the arena.
    ts_parser_reset(parser);
  }
  outcome.scanner_calls = scan.calls;
  outcome.parse_steps = budget.steps;
  if (budget.exceeded) {
    outcome.diagnostics.assign(
        1, SyntaxDiagnostic(SyntaxRule::kParseBudget, source.SpanOf(0, 0),
                            fmt::format("parsing took more than {} steps or {} MiB",
                                        budget.most_steps * 100, budget.most_memory >> 20),
                            "simplify the text"));
    return outcome;
  }
  if (tree == nullptr || has_error) {
    if (scan.failure_count > 0) {
      // Places noted before the one error that mattered were other readings of the same text.
      uint32_t i = 0;
      while (i + 1 < scan.failure_count && OffsetOf(source, scan.failures[i]) < error_at) ++i;
      error_at = OffsetOf(source, scan.failures[i]);
    }
    // Python's grammar takes it, tree-sitter's does not: what cannot be read is refused.
    outcome.diagnostics.assign(
        1, SyntaxDiagnostic(SyntaxRule::kUnknownSyntax, source.SpanOf(error_at, error_at + 1),
                            "this checker cannot read the syntax here", "write it in another way"));
    return outcome;
  }
  outcome.tree = std::make_unique<SyntaxTree>(std::move(arena), tree);
  return outcome;
}

}  // namespace stockade::analyzer
