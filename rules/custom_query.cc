#include "rules/custom_query.h"

#include <fmt/format.h>
#include <re2/re2.h>
#include <tree_sitter/api.h>

#include <algorithm>
#include <unordered_set>
#include <vector>

#include "rules/nearest.h"

extern "C" const TSLanguage* tree_sitter_python(void);

namespace stockade::rules {
namespace {

// A pattern that keeps more half-done matches than this at a time is given up, with a finding.
constexpr uint32_t kMaxMatchesInProgress = 512;

enum class Test : uint8_t { kEq, kMatch, kAnyOf };
struct PredicateRow {
  std::string_view name;
  Test test;
  bool wanted;
};
constexpr PredicateRow kPredicates[] = {
    {"eq?", Test::kEq, true},        {"not-eq?", Test::kEq, false},
    {"match?", Test::kMatch, true},  {"not-match?", Test::kMatch, false},
    {"any-of?", Test::kAnyOf, true}, {"not-any-of?", Test::kAnyOf, false},
};

struct Predicate {
  const PredicateRow* row;
  uint32_t capture;
  std::optional<uint32_t> other_capture;
  std::vector<std::string> texts;
  std::unique_ptr<RE2> pattern;
};

struct QueryDeleter {
  void operator()(TSQuery* query) const { ts_query_delete(query); }
};
struct CursorDeleter {
  void operator()(TSQueryCursor* cursor) const { ts_query_cursor_delete(cursor); }
};

struct Compiled {
  std::unique_ptr<TSQuery, QueryDeleter> query;
  std::vector<std::vector<Predicate>> predicates;  // by pattern
  std::optional<uint32_t> here;                    // the capture @here
};

std::string_view QueryErrorText(TSQueryError error) {
  switch (error) {
    case TSQueryErrorNodeType:
      return "no such node kind";
    case TSQueryErrorField:
      return "no such field";
    case TSQueryErrorCapture:
      return "no such capture";
    case TSQueryErrorStructure:
      return "no tree has this shape";
    case TSQueryErrorLanguage:
      return "the grammar does not fit the parser";
    default:
      return "not a query";
  }
}

struct StepText {
  bool is_capture;
  uint32_t capture;
  std::string text;
};

// One predicate from the steps between two "done" marks.
std::string ReadPredicate(const std::vector<StepText>& steps, Predicate& out) {
  if (steps.empty() || steps[0].is_capture) return "a predicate starts with its name";
  const std::string& name = steps[0].text;
  const auto* row = std::find_if(std::begin(kPredicates), std::end(kPredicates),
                                 [&](const PredicateRow& r) { return r.name == name; });
  if (row == std::end(kPredicates)) {
    std::vector<std::string_view> names;
    for (const PredicateRow& r : kPredicates) names.push_back(r.name);
    return fmt::format("no predicate \"#{}\"; there are {}", name, QuotedList(names));
  }
  out.row = row;
  if (steps.size() < 3 || !steps[1].is_capture) {
    return fmt::format("\"#{}\" takes a capture and what to compare it with", name);
  }
  out.capture = steps[1].capture;
  if (row->test != Test::kAnyOf && steps.size() != 3) {
    return fmt::format("\"#{}\" takes two arguments", name);
  }
  for (size_t i = 2; i < steps.size(); ++i) {
    if (steps[i].is_capture) {
      if (row->test != Test::kEq) return fmt::format("\"#{}\" compares with texts", name);
      out.other_capture = steps[i].capture;
    } else {
      out.texts.push_back(steps[i].text);
    }
  }
  if (row->test == Test::kMatch) {
    RE2::Options options;
    options.set_log_errors(false);
    out.pattern = std::make_unique<RE2>(out.texts[0], options);
    if (!out.pattern->ok()) {
      return fmt::format("\"{}\" is not a regular expression of RE2: {}", out.texts[0],
                         out.pattern->error());
    }
  }
  return {};
}

tl::expected<Compiled, QueryProblem> Compile(std::string_view text) {
  uint32_t offset = 0;
  TSQueryError error = TSQueryErrorNone;
  Compiled out;
  out.query.reset(ts_query_new(tree_sitter_python(), text.data(),
                               static_cast<uint32_t>(text.size()), &offset, &error));
  if (out.query == nullptr) {
    return tl::unexpected(QueryProblem{offset, std::string(QueryErrorText(error))});
  }
  const TSQuery* query = out.query.get();
  const uint32_t patterns = ts_query_pattern_count(query);
  if (patterns == 0) return tl::unexpected(QueryProblem{0, "it has no pattern"});
  if (ts_query_capture_count(query) == 0) {
    return tl::unexpected(
        QueryProblem{0, "it captures nothing; mark the place of the finding, as in (call) @here"});
  }
  out.predicates.resize(patterns);
  for (uint32_t pattern = 0; pattern < patterns; ++pattern) {
    uint32_t count = 0;
    const TSQueryPredicateStep* steps = ts_query_predicates_for_pattern(query, pattern, &count);
    std::vector<StepText> words;
    for (uint32_t i = 0; i < count; ++i) {
      if (steps[i].type == TSQueryPredicateStepTypeDone) {
        Predicate predicate{};
        if (std::string problem = ReadPredicate(words, predicate); !problem.empty()) {
          return tl::unexpected(
              QueryProblem{ts_query_start_byte_for_pattern(query, pattern), std::move(problem)});
        }
        out.predicates[pattern].push_back(std::move(predicate));
        words.clear();
        continue;
      }
      const bool capture = steps[i].type == TSQueryPredicateStepTypeCapture;
      uint32_t length = 0;
      const char* word =
          capture ? nullptr : ts_query_string_value_for_id(query, steps[i].value_id, &length);
      words.push_back({capture, steps[i].value_id, capture ? "" : std::string(word, length)});
    }
  }
  for (uint32_t id = 0; id < ts_query_capture_count(query); ++id) {
    uint32_t length = 0;
    const char* name = ts_query_capture_name_for_id(query, id, &length);
    if (std::string_view(name, length) == "here") out.here = id;
  }
  return out;
}

std::string_view TextOf(TSNode node, std::string_view source) {
  const uint32_t begin = ts_node_start_byte(node), end = ts_node_end_byte(node);
  if (begin > end || end > source.size()) return {};
  return source.substr(begin, end - begin);
}

bool Holds(const Predicate& predicate, std::string_view text, std::string_view other) {
  switch (predicate.row->test) {
    case Test::kEq:
      return text == (predicate.other_capture ? other : std::string_view(predicate.texts[0]));
    case Test::kMatch:
      return RE2::PartialMatch({text.data(), text.size()}, *predicate.pattern);
    case Test::kAnyOf:
      return std::find(predicate.texts.begin(), predicate.texts.end(), text) !=
             predicate.texts.end();
  }
  return false;
}

// Every node of the capture has to pass; a capture that is not there passes.
bool Passes(const Predicate& predicate, const TSQueryMatch& match, std::string_view source) {
  std::string_view other;
  for (uint16_t i = 0; predicate.other_capture && i < match.capture_count; ++i) {
    if (match.captures[i].index == *predicate.other_capture) {
      other = TextOf(match.captures[i].node, source);
    }
  }
  for (uint16_t i = 0; i < match.capture_count; ++i) {
    if (match.captures[i].index != predicate.capture) continue;
    if (Holds(predicate, TextOf(match.captures[i].node, source), other) != predicate.row->wanted) {
      return false;
    }
  }
  return true;
}

class QueryRule final : public analyzer::Rule {
 public:
  QueryRule(CustomRule custom, Compiled compiled)
      : custom_(std::move(custom)), compiled_(std::move(compiled)) {}

  std::string_view code() const override { return custom_.code; }
  std::string_view name() const override { return "custom"; }
  analyzer::Severity severity() const override { return custom_.severity; }
  std::span<const analyzer::NodeKind> kinds() const override { return {}; }
  void Check(const analyzer::Node&, analyzer::RuleContext&) const override {}

  void CheckText(analyzer::RuleContext& context) const override {
    const TSTree* tree = context.tree().syntax_tree();
    if (tree == nullptr) {
      // Better a finding than a rule that says nothing because nobody kept the tree.
      context.Report(0, 0, "this rule could not run: the text was parsed without a syntax tree",
                     "parse with AnalyzeOptionsFor()");
      return;
    }
    const std::string_view source = context.source().text();
    const std::unique_ptr<TSQueryCursor, CursorDeleter> cursor(ts_query_cursor_new());
    ts_query_cursor_set_match_limit(cursor.get(), kMaxMatchesInProgress);
    ts_query_cursor_exec(cursor.get(), compiled_.query.get(), ts_tree_root_node(tree));
    TSQueryMatch match;
    std::unordered_set<uint64_t> seen;
    while (ts_query_cursor_next_match(cursor.get(), &match)) {
      const auto& predicates = compiled_.predicates[match.pattern_index];
      const bool passes =
          std::all_of(predicates.begin(), predicates.end(),
                      [&](const Predicate& predicate) { return Passes(predicate, match, source); });
      if (!passes) continue;
      const TSNode node = Place(match, tree);
      const uint32_t begin = ts_node_start_byte(node), end = ts_node_end_byte(node);
      if (!seen.insert(uint64_t{begin} << 32 | end).second) continue;
      context.Report(begin, end, custom_.message, custom_.help);
    }
    if (ts_query_cursor_did_exceed_match_limit(cursor.get())) {
      context.Report(0, 0, "this rule gave up: too many parts of the text may match its query",
                     "make the query more exact");
    }
  }

 private:
  TSNode Place(const TSQueryMatch& match, const TSTree* tree) const {
    for (uint16_t i = 0; compiled_.here && i < match.capture_count; ++i) {
      if (match.captures[i].index == *compiled_.here) return match.captures[i].node;
    }
    // An alternative of the query may have no capture.
    return match.capture_count > 0 ? match.captures[0].node : ts_tree_root_node(tree);
  }

  const CustomRule custom_;
  const Compiled compiled_;
};

}  // namespace

std::optional<QueryProblem> CheckQuery(std::string_view query) {
  tl::expected<Compiled, QueryProblem> compiled = Compile(query);
  if (compiled) return std::nullopt;
  return std::move(compiled).error();
}

std::unique_ptr<analyzer::Rule> MakeCustomRule(const CustomRule& custom) {
  tl::expected<Compiled, QueryProblem> compiled = Compile(custom.query);
  if (!compiled) return nullptr;
  return std::make_unique<QueryRule>(custom, *std::move(compiled));
}

}  // namespace stockade::rules
