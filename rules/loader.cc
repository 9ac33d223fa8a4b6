// Finds and reads the files of a rule set, and follows `extends`.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

#include "rules/builtin_sets.h"
#include "rules/nearest.h"
#include "rules/overrides.h"
#include "rules/toml_reader.h"

namespace stockade::rules {
namespace {

namespace fs = std::filesystem;

// A rule set is written by hand: more than this is a mistake.
constexpr uintmax_t kMaxFileBytes = 1 << 20;
// Every file is read before a cycle can be seen, so chains are bounded too.
constexpr size_t kMaxExtends = 32;
// Keys of a file that are no settings.
constexpr std::string_view kFileKeys[] = {"extends", "overrides"};

std::string BuiltinFile(std::string_view name) { return fmt::format("<{}>", name); }

// Follows `extends` from one text to those that it names.
class Loader {
 public:
  explicit Loader(RuleSet& set) : set_(set) {}

  // `identity` tells whether a text is already being read; `directory` is where relative names of
  // `extends` start, empty for built-in sets, which name none.
  std::optional<Error> Load(std::string_view text, const std::string& file,
                            const std::string& identity, const fs::path& directory,
                            std::string_view table_path = {}) {
    // Kept by the overrides, which are read again for each path.
    const auto document =
        std::make_shared<const toml::parse_result>(toml::parse(text, std::string_view(file)));
    const toml::parse_result& parsed = *document;
    if (!parsed) {
      const toml::source_region& where = parsed.error().source();
      return Error{ErrorCode::kMalformed, file, where.begin.line, where.begin.column,
                   fmt::format("not TOML: {}", parsed.error().description())};
    }
    const toml::table* root = &parsed.table();
    if (!table_path.empty()) {
      const toml::node_view<const toml::node> view = root->at_path(table_path);
      root = view.as_table();
      if (root == nullptr) {
        return Error{ErrorCode::kWrongType, file, view.node()->source().begin.line,
                     view.node()->source().begin.column,
                     fmt::format("\"{}\" must be a table", table_path)};
      }
    }
    chain_.push_back({identity, file});
    if (std::optional<Error> error = Extend(*root, file, directory)) return error;
    chain_.pop_back();
    untouched_ = false;
    Reader reader(set_, file, kFileKeys, directory.string());
    if (!reader.ReadTable(*root, "")) return std::move(reader).error();
    if (const toml::node* overrides = root->get("overrides")) {
      return AddOverrides(*overrides, file, directory.string(), document, set_);
    }
    return std::nullopt;
  }

  // Onto what was read before, the text has to be read: lists merge, and what is said again counts.
  std::optional<Error> LoadBuiltin(std::string_view name) {
    if (untouched_ && ReadCompiledSet(name, set_)) {
      untouched_ = false;
      return std::nullopt;
    }
    const std::string file = BuiltinFile(name);
    return Load(BuiltinText(name), file, file, {});
  }

 private:
  struct Link {
    std::string identity, file;
  };

  std::optional<Error> Extend(const toml::table& root, const std::string& file,
                              const fs::path& directory) {
    const toml::node* node = root.get("extends");
    const auto at = [&](const toml::node& where, ErrorCode code, std::string message) {
      return Error{code, file, where.source().begin.line, where.source().begin.column,
                   std::move(message)};
    };
    if (node == nullptr) {
      return LoadBuiltin("default", toml::table{}, file);
    }
    const toml::array* array = node->as_array();
    if (array == nullptr) {
      return at(*node, ErrorCode::kWrongType,
                fmt::format("\"extends\" must be a list of built-in sets and files, not {}",
                            TypeName(*node)));
    }
    for (const toml::node& element : *array) {
      const auto* name = element.as_string();
      if (name == nullptr) {
        return at(element, ErrorCode::kWrongType,
                  fmt::format("\"extends\" must be a list of built-in sets and files, but an "
                              "element is {}",
                              TypeName(element)));
      }
      std::optional<Error> error = !BuiltinText(name->get()).empty()
                                       ? LoadBuiltin(name->get(), element, file)
                                       : LoadFile(name->get(), element, file, directory);
      if (error) return error;
    }
    return std::nullopt;
  }

  std::optional<Error> CycleTo(const std::string& identity, const toml::node& where,
                               const std::string& file) {
    const auto same = [&](const Link& link) { return link.identity == identity; };
    const auto start = std::find_if(chain_.begin(), chain_.end(), same);
    if (start == chain_.end() && chain_.size() < kMaxExtends) return std::nullopt;
    std::string path;
    for (auto it = start == chain_.end() ? chain_.begin() : start; it != chain_.end(); ++it) {
      path += it->file + " -> ";
    }
    const bool cycle = start != chain_.end();
    return Error{ErrorCode::kCycle, file, where.source().begin.line, where.source().begin.column,
                 cycle ? fmt::format("\"extends\" goes in a circle: {}{}", path, start->file)
                       : fmt::format("\"extends\" goes more than {} files deep", kMaxExtends)};
  }

  std::optional<Error> LoadBuiltin(std::string_view name, const toml::node& where,
                                   const std::string& file) {
    const std::string identity = BuiltinFile(name);
    if (auto cycle = CycleTo(identity, where, file)) return cycle;
    return LoadBuiltin(name);
  }

  std::optional<Error> LoadFile(const std::string& name, const toml::node& where,
                                const std::string& file, const fs::path& directory);

  RuleSet& set_;
  bool untouched_ = true;  // set_ is as it was made
  std::vector<Link> chain_;
};

struct FileText {
  std::string text, identity;
};

Result<FileText> ReadFile(const fs::path& path, std::string_view shown) {
  const auto fail = [&](ErrorCode code, std::string message) {
    return tl::unexpected(Error{code, std::string(shown), 0, 0, std::move(message)});
  };
  std::error_code code;
  const fs::file_status status = fs::status(path, code);
  if (!fs::exists(status)) {
    const std::string_view near = Nearest(shown, BuiltinNames());
    return fail(ErrorCode::kNotFound,
                fmt::format("no rule set \"{}\": there is no such file, and the built-in sets are "
                            "{}{}",
                            shown, QuotedList(BuiltinNames()),
                            near.empty() ? "" : fmt::format("; did you mean \"{}\"?", near)));
  }
  if (!fs::is_regular_file(status)) {
    return fail(ErrorCode::kUnreadable, fmt::format("\"{}\" is not a file", shown));
  }
  const uintmax_t size = fs::file_size(path, code);
  if (!code && size > kMaxFileBytes) {
    return tl::unexpected(
        Error{ErrorCode::kUnreadable, std::string(shown), 1, 1,
              fmt::format("\"{}\" is larger than a rule set can be (1 MiB)", shown)});
  }
  std::ifstream stream(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
  if (!stream.good() && !stream.eof()) {
    return fail(ErrorCode::kUnreadable, fmt::format("\"{}\" cannot be read", shown));
  }
  const fs::path canonical = fs::canonical(path, code);
  return FileText{std::move(text), code ? path.string() : canonical.string()};
}

std::optional<Error> Loader::LoadFile(const std::string& name, const toml::node& where,
                                      const std::string& file, const fs::path& directory) {
  const fs::path path = directory / name;
  Result<FileText> read = ReadFile(path, name);
  if (!read) {
    Error error = std::move(read).error();
    error.file = file;
    error.line = where.source().begin.line;
    error.column = where.source().begin.column;
    return error;
  }
  if (auto cycle = CycleTo(read->identity, where, file)) return cycle;
  return Load(read->text, path.string(), read->identity, path.parent_path());
}

Result<RuleSet> LoadPath(const fs::path& path, const std::string& shown,
                         std::string_view table_path = {}) {
  Result<FileText> read = ReadFile(path, shown);
  if (!read) return tl::unexpected(std::move(read).error());
  RuleSet set;
  Loader loader(set);
  if (std::optional<Error> error =
          loader.Load(read->text, shown, read->identity, path.parent_path(), table_path)) {
    return tl::unexpected(*std::move(error));
  }
  set.name = shown;
  set.source = shown;
  Seal(set);
  return set;
}

// True if the file has [tool.stockade]; malformed files are somebody else's settings and are passed
// over unless they name us.
bool HasStockadeTable(const fs::path& path) {
  Result<FileText> read = ReadFile(path, path.string());
  if (!read || read->text.find("stockade") == std::string::npos) return false;
  const toml::parse_result parsed = toml::parse(std::string_view(read->text));
  return !parsed || parsed.table().at_path("tool.stockade").node() != nullptr;
}

// Settings that were found and not named: a tree that is checked must not have code of its own run.
Result<RuleSet> WithoutModules(Result<RuleSet> found) {
  if (!found || found->modules.empty()) return found;
  return tl::unexpected(
      Error{ErrorCode::kBadValue, found->source, 0, 0,
            "[[modules]] run code of the host, so they stand only in a rule set that is named by "
            "the caller, as with --rules"});
}

}  // namespace

Result<RuleSet> ParseRuleSet(std::string_view toml, std::string file) {
  RuleSet set;
  Loader loader(set);
  const fs::path directory = fs::path(file).parent_path();
  if (std::optional<Error> error = loader.Load(toml, file, file, directory)) {
    return tl::unexpected(*std::move(error));
  }
  set.name = file;
  set.source = std::move(file);
  Seal(set);
  return set;
}

Result<RuleSet> LoadRuleSet(std::string_view name_or_path) {
  const std::string name(name_or_path);
  if (BuiltinText(name_or_path).empty()) return LoadPath(name, name);
  RuleSet set;
  Loader loader(set);
  if (std::optional<Error> error = loader.LoadBuiltin(name)) {
    return tl::unexpected(*std::move(error));
  }
  set.name = name;
  set.source = fmt::format("built-in rule set {}", name);
  if (set.digest.empty()) Seal(set);  // a compiled set has its own
  return set;
}

Result<RuleSet> FindProjectRuleSet(const std::string& directory) {
  std::error_code code;
  fs::path at = fs::absolute(directory.empty() ? "." : directory, code).lexically_normal();
  while (!at.empty()) {
    if (const fs::path own = at / "stockade.toml"; fs::exists(own, code)) {
      return WithoutModules(LoadPath(own, own.string()));
    }
    if (const fs::path shared = at / "pyproject.toml"; HasStockadeTable(shared)) {
      return WithoutModules(LoadPath(shared, shared.string(), "tool.stockade"));
    }
    if (at == at.parent_path()) break;
    at = at.parent_path();
  }
  return RuleSet{};
}

}  // namespace stockade::rules
