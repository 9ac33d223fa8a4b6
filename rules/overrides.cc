#include "rules/overrides.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <filesystem>

namespace stockade::rules {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kOverrideKeys[] = {"paths", "reason"};
constexpr size_t kMaxGlobBytes = 1000;

std::string Regex(std::string_view glob) {
  std::string out;
  // "name.py" is that file in any folder, "src/*.py" starts where the rule set file stands.
  const size_t slash = glob.find('/');
  if (slash == std::string_view::npos || slash + 1 == glob.size()) out = "(?:.*/)?";
  if (glob.starts_with('/')) glob.remove_prefix(1);
  while (!glob.empty()) {
    if (glob.starts_with("**/")) {
      out += "(?:.*/)?";
      glob.remove_prefix(3);
    } else if (glob.starts_with("**")) {
      out += ".*";
      glob.remove_prefix(2);
    } else if (glob == "/") {
      out += "/.*";
      glob.remove_prefix(1);
    } else {
      const char c = glob.front();
      out += c == '*' ? "[^/]*" : c == '?' ? "[^/]" : RE2::QuoteMeta(std::string(1, c));
      glob.remove_prefix(1);
    }
  }
  return out;
}

std::optional<Error> ReadOne(const toml::node& node, Override& override) {
  const auto fail = [&](const toml::node& where, ErrorCode code, std::string message) {
    return Error{code, override.file, where.source().begin.line, where.source().begin.column,
                 std::move(message)};
  };
  const toml::table* table = node.as_table();
  if (table == nullptr) {
    return fail(node, ErrorCode::kWrongType,
                "\"overrides\" must be an array of tables, as in [[overrides]]");
  }
  const toml::node* paths = table->get("paths");
  if (paths == nullptr || !paths->is_array() || paths->as_array()->empty()) {
    return fail(paths == nullptr ? node : *paths, ErrorCode::kBadValue,
                "an [[overrides]] table needs \"paths\", a list of globs such as \"tests/**\"");
  }
  for (const toml::node& path : *paths->as_array()) {
    const auto* text = path.as_string();
    if (text == nullptr || text->get().empty() || text->get().size() > kMaxGlobBytes) {
      return fail(path, ErrorCode::kWrongType,
                  "an element of \"paths\" must be a glob such as \"tests/**\"");
    }
    override.paths.push_back(text->get());
  }
  if (const toml::node* reason = table->get("reason"); reason != nullptr && !reason->is_string()) {
    return fail(*reason, ErrorCode::kWrongType,
                fmt::format("\"reason\" must be a text, not {}", TypeName(*reason)));
  }
  return std::nullopt;
}

std::optional<Error> Apply(const Override& override, RuleSet& set) {
  Reader reader(set, override.file, kOverrideKeys);
  if (reader.ReadTable(*static_cast<const toml::table*>(override.tables.get()), "")) {
    return std::nullopt;
  }
  return std::move(reader).error();
}

// The path as the globs of `directory` see it; "" if it is not below.
std::string Relative(const std::string& directory, const std::string& path) {
  std::error_code code;
  const fs::path base = fs::absolute(directory.empty() ? "." : directory, code).lexically_normal();
  const fs::path full = fs::absolute(path, code).lexically_normal();
  const std::string relative = full.lexically_relative(base).generic_string();
  return relative.starts_with("..") ? std::string() : relative;
}

}  // namespace

bool MatchesGlob(std::string_view glob, std::string_view path) {
  RE2::Options options;
  options.set_log_errors(false);
  options.set_dot_nl(true);
  const RE2 pattern(Regex(glob), options);
  return pattern.ok() && RE2::FullMatch({path.data(), path.size()}, pattern);
}

std::optional<Error> AddOverrides(const toml::node& node, const std::string& file,
                                  const std::string& directory,
                                  std::shared_ptr<const toml::parse_result> document,
                                  RuleSet& set) {
  const toml::array* array = node.as_array();
  if (array == nullptr) {
    return Error{ErrorCode::kWrongType, file, node.source().begin.line, node.source().begin.column,
                 fmt::format("\"overrides\" must be an array of tables, as in [[overrides]], not "
                             "{}",
                             TypeName(node))};
  }
  RuleSet trial = set;
  for (const toml::node& element : *array) {
    Override override{{}, file, directory, {}};
    if (std::optional<Error> error = ReadOne(element, override)) return error;
    override.tables = std::shared_ptr<const void>(document, element.as_table());
    if (std::optional<Error> error = Apply(override, trial)) return error;
    set.overrides.push_back(std::move(override));
  }
  return std::nullopt;
}

Result<RuleSet> RuleSetForPath(const RuleSet& set, const std::string& path) {
  RuleSet out = set;
  std::string applied;
  for (const Override& override : set.overrides) {
    const std::string relative = Relative(override.directory, path);
    const auto glob = std::find_if(override.paths.begin(), override.paths.end(),
                                   [&](const std::string& candidate) {
                                     return !relative.empty() && MatchesGlob(candidate, relative);
                                   });
    if (glob == override.paths.end()) continue;
    if (std::optional<Error> error = Apply(override, out)) return tl::unexpected(*error);
    applied += fmt::format("{}{}", applied.empty() ? "" : ", ", *glob);
  }
  if (applied.empty()) return out;
  out.source = fmt::format("{} (with overrides for {})", set.source, applied);
  Seal(out);
  return out;
}

}  // namespace stockade::rules
