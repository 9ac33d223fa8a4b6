#include "rules/suppressions.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "rules/ruleset.h"

namespace stockade::rules {
namespace {

using analyzer::Diagnostic;

constexpr std::string_view kMark = "stockade:";
constexpr std::string_view kUnusedCode = "ST803";

std::string_view Trim(std::string_view text) {
  const size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

std::vector<std::string_view> SplitCodes(std::string_view list) {
  std::vector<std::string_view> out;
  while (!list.empty()) {
    const size_t comma = std::min(list.find(','), list.size());
    out.push_back(Trim(list.substr(0, comma)));
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return out;
}

std::string ProblemWithCode(std::string_view code) {
  const RuleDoc* rule = FindRule(code);
  if (rule == nullptr) return fmt::format("there is no rule \"{}\"", code);
  if (rule->code.starts_with("ST0") || rule->code.starts_with("ST8")) {
    return fmt::format("findings of \"{}\" cannot be silenced", rule->name);
  }
  return {};
}

// `body` is the comment behind "stockade:".
void Read(std::string_view body, Suppression& out) {
  constexpr std::string_view kForm = "write `# stockade: ignore[CODE] reason`";
  body = Trim(body);
  const size_t close = body.find(']');
  if (!body.starts_with("ignore[") || close == std::string_view::npos) {
    out.problem = kForm;
    return;
  }
  out.codes = SplitCodes(body.substr(7, close - 7));
  if (out.codes.empty()) out.problem = kForm;
  for (std::string_view code : out.codes) {
    if (out.problem.empty()) out.problem = ProblemWithCode(code);
  }
  if (out.problem.empty() && Trim(body.substr(close + 1)).empty()) {
    out.problem = fmt::format("it gives no reason; {}", kForm);
  }
}

struct Literal {
  uint32_t begin, end;
};

std::vector<Literal> StringLiterals(const analyzer::Tree& tree) {
  std::vector<Literal> out;
  if (tree.root() == nullptr) return out;
  analyzer::Walk(*tree.root(), [&](const analyzer::Node& node) {
    if (node.kind != analyzer::NodeKind::kString) return true;
    // Pieces, because a comment may stand between two of them.
    for (const analyzer::Node* piece : node.Children()) out.push_back({piece->begin, piece->end});
    return false;
  });
  std::sort(out.begin(), out.end(),
            [](const Literal& a, const Literal& b) { return a.begin < b.begin; });
  return out;
}

}  // namespace

std::vector<Suppression> FindSuppressions(const analyzer::RuleContext& context) {
  std::vector<Suppression> out;
  const std::string_view text = context.source().text();
  if (text.find(kMark) == std::string_view::npos) return out;
  const std::vector<Literal> literals = StringLiterals(context.tree());
  size_t next = 0;
  // Comments are the # outside of literals; each ends its line.
  for (size_t at = text.find('#'); at != std::string_view::npos; at = text.find('#', at)) {
    while (next < literals.size() && literals[next].end <= at) ++next;
    if (next < literals.size() && literals[next].begin <= at) {
      at = literals[next].end;
      continue;
    }
    const size_t line_end = std::min(text.find('\n', at), text.size());
    const std::string_view body = Trim(text.substr(at + 1, line_end - at - 1));
    if (body.starts_with(kMark)) {
      Suppression found{static_cast<uint32_t>(at), static_cast<uint32_t>(line_end), {}, {}};
      Read(body.substr(kMark.size()), found);
      out.push_back(std::move(found));
    }
    at = line_end;
  }
  return out;
}

bool MayHoldSuppressions(const analyzer::Source& source) {
  return source.text().find(kMark) != std::string_view::npos;
}

void ApplySuppressions(const RuleSet& set, analyzer::Report& report) {
  if (!set.allow_suppressions) return;
  // The walk reported each well-formed comment as unused, with the comment's codes in brackets.
  std::multimap<uint32_t, Diagnostic*> comments;
  for (Diagnostic& diagnostic : report.diagnostics) {
    if (diagnostic.code == kUnusedCode) comments.emplace(diagnostic.span.start.line, &diagnostic);
  }
  if (comments.empty()) return;
  std::vector<const Diagnostic*> silenced;
  for (const Diagnostic& diagnostic : report.diagnostics) {
    if (diagnostic.code.starts_with("ST0") || diagnostic.code.starts_with("ST8")) continue;
    const auto [first, last] = comments.equal_range(diagnostic.span.start.line);
    for (auto it = first; it != last; ++it) {
      const std::string_view message = it->second->message;
      const size_t open = message.find('['), close = message.find(']');
      for (std::string_view code : SplitCodes(message.substr(open + 1, close - open - 1))) {
        if (code != diagnostic.code && code != diagnostic.rule) continue;
        silenced.push_back(&diagnostic);
        silenced.push_back(it->second);
      }
    }
  }
  std::sort(silenced.begin(), silenced.end());
  std::vector<Diagnostic> kept;
  for (Diagnostic& diagnostic : report.diagnostics) {
    if (!std::binary_search(silenced.begin(), silenced.end(), &diagnostic)) {
      kept.push_back(std::move(diagnostic));
    }
  }
  report.diagnostics = std::move(kept);
  if (report.diagnostics.empty() && report.verdict == analyzer::FileVerdict::kFindings) {
    report.verdict = analyzer::FileVerdict::kClean;
  }
}

}  // namespace stockade::rules
