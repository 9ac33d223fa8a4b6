// A rule set: the settings that say what submissions may contain, and what a run of them may use.
//
//   Result<RuleSet> set = LoadRuleSet("default");     // built-in name, or a path of a TOML file
//   auto rules = Configure(*set);                     // for analyzer::Analyze
//   Report report = Analyze(source, *rules, AnalyzeOptionsFor(*set));
//   ApplySuppressions(*set, report);
//
// A file without `extends` extends "default"; `extends = []` starts from nothing. Lists of a set
// and of those that it extends merge (`remove-KEY` takes inherited elements out), tables merge by
// key, other values override.
//
// The keys, their types, defaults and documentation are one table (settings.def): the loader, the
// JSON schema and the documentation are made from it. An unknown key or a wrong type is an error
// with file, line, column and the nearest valid key.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "analyzer/rule.h"

namespace stockade::rules {

enum class ErrorCode {
  kNotFound,
  kUnreadable,
  kMalformed,
  kUnknownKey,
  kWrongType,
  kBadValue,
  kCycle
};

struct Error {
  ErrorCode code;
  std::string file;               // as the caller named it; "<default>" for a built-in set
  uint32_t line = 0, column = 0;  // from 1; 0: not about a place
  std::string message;            // with what to do: `unknown key "forbd"; did you mean "forbid"?`
};

template <class T>
using Result = tl::expected<T, Error>;

// Names by list and by RE2 pattern. Allow wins over forbid-matching; forbid wins over allow.
struct NamePolicy {
  std::vector<std::string> forbid, allow;
  std::vector<std::string> forbid_matching;
  std::map<std::string, std::string> reason;  // by name: what to do instead
};

// [attributes] computed: what getattr and its kin may do with a name that the text does not tell.
enum class ComputedPolicy : uint8_t {
  kAllow,   // the run-time guard decides
  kForbid,  // the way itself is refused: getattr(o, name), text.format(...), attrgetter(name)
};

// [resources]: sizes of what the constants and literals of a text may build.
struct ResourceLimits {
  uint64_t max_integer_bits = 100'000;    // of a constant power or shift
  uint64_t max_repetition = 50'000'000;   // elements of a constant repetition: "a" * 10**9
  uint64_t max_literal_bytes = 64 << 10;  // of one string literal, decoded
  uint64_t max_literal_items = 20'000;    // elements written out in one display
  uint64_t max_format_width = 100'000;    // width or precision of a formatted field
};

struct CustomRule {
  std::string code, query, message, help;
  analyzer::Severity severity = analyzer::Severity::kError;
};

// [[modules]]: a module of the host's own that submissions may import, as far as it is listed. Its
// code runs in the worker before the confinement, so only a rule set that the caller names may have
// them.
struct ModuleSettings {
  std::string name;                            // of the top level, none of the standard library
  std::string folder;                          // where it is found: absolute
  std::vector<std::string> names;              // shown as they are
  std::map<std::string, std::string> hidden;   // by name: why it is not shown
  std::map<std::string, std::string> wrapped;  // by name: "module.name" of what stands in
  std::vector<std::string> writable;           // classes whose objects a submission may write to

  // Why `name` of the module is not there in a run; "" if it is.
  std::string WhyWithheld(std::string_view name) const;
};

// [[overrides]]: settings for some files of a project.
struct Override {
  std::vector<std::string> paths;      // globs, relative to `directory`
  std::string file, directory;         // that the override stands in
  std::shared_ptr<const void> tables;  // its settings, as the loader keeps them
};

enum class GuardLevel : uint8_t { kProven, kAll };

struct RuleSet {
  std::string name;    // "default", or the file's path; empty: FindProjectRuleSet found nothing
  std::string source;  // which file or built-in set ruled, for reports
  std::string digest;  // hex SHA-256-like digest of the effective settings (16 bytes are enough)
  analyzer::PythonVersion python;
  analyzer::IntakeLimits intake;    // [submission]
  uint32_t max_lines = 0;           // [submission] max-lines; 0: no limit
  bool allow_suppressions = false;  // [submission] suppressions = "allow"
  NamePolicy names;                 // [names], after alias resolution
  NamePolicy attributes;            // [attributes]
  ComputedPolicy computed_attributes = ComputedPolicy::kAllow;
  std::vector<std::string>
      imports;  // [imports] allow: "math", "collections.*", "datetime.datetime"
  std::map<std::string, std::string> import_reasons;
  bool only_provided_names = false;          // [imports] names = "provided"
  bool forbid_module_values = false;         // [imports] modules-as-values = "forbid"
  std::vector<std::string> forbidden_calls;  // [calls] forbid, as [names] forbid
  std::map<std::string, std::string> call_reasons;
  std::vector<std::string> dunder_methods;        // [definitions]; "*": all that are not refused
  std::vector<std::string> metaclasses;           // qualified names that `metaclass=` may name
  std::vector<std::string> decorators;            // of the library; empty: any
  bool only_type_annotations = false;             // [definitions] annotations = "types"
  uint32_t max_function_lines = 0;                // 0: no limit
  uint32_t max_complexity = 0;                    // cyclomatic; 0: no limit
  std::vector<std::string> forbidden_constructs;  // [constructs] forbid
  ResourceLimits resources;                       // [resources]
  std::vector<std::string> disabled_rules;  // [rules] disable (project mode or a caller's set)
  std::map<std::string, analyzer::Severity> severities;  // [rules.severity]
  GuardLevel guard_level = GuardLevel::kProven;          // [guards]
  uint64_t iterations = 10'000'000;
  // [limits]; the executor's own types are made from these by tools/pipeline.
  std::chrono::milliseconds wall{5000}, cpu{2000};
  uint64_t memory_bytes = 256ull << 20, output_bytes = 1 << 20, result_bytes = 1 << 20;
  int recursion = 1000;
  uint64_t file_bytes = 1 << 20, host_calls = 1000, host_objects = 1000;
  uint32_t result_depth = 64, files = 64, open_files = 16, threads = 1;
  std::vector<CustomRule> custom;
  std::vector<ModuleSettings> modules;
  std::vector<Override> overrides;  // nothing of it holds until RuleSetForPath()
};

// Names of the built-in sets, "default" first; their TOML text (as `stockade rules show NAME`
// prints it).
std::vector<std::string_view> BuiltinNames();
std::string_view BuiltinText(std::string_view name);  // empty: no such set

// A built-in name or a path. `extends` is resolved (built-in names, or paths relative to the file).
Result<RuleSet> LoadRuleSet(std::string_view name_or_path);
// From text; `file` is for messages.
Result<RuleSet> ParseRuleSet(std::string_view toml, std::string file);
// Project mode: stockade.toml upwards from `directory`, then [tool.stockade] in pyproject.toml.
// Empty optional-like result (name empty) when nothing was found.
Result<RuleSet> FindProjectRuleSet(const std::string& directory);

// Project mode: the set with the overrides applied, in order, whose globs match the file. A glob
// without a slash is about file names in any folder; `*` stays within a name, `**` crosses folders,
// and a glob that ends in a slash covers all below. In submission mode overrides must not be
// applied: the names of submitted files are the submitter's choice.
Result<RuleSet> RuleSetForPath(const RuleSet& set, const std::string& path);

// The configured rules, each built from its row in rules.def.
Result<std::vector<std::unique_ptr<analyzer::Rule>>> Configure(const RuleSet& set);

// Documentation of a rule, from the same file as its check.
struct RuleDoc {
  std::string_view code, name, summary, why, bad, good, references;
};
std::vector<RuleDoc> AllRules();  // rules, intake and syntax codes, in the order of codes
const RuleDoc* FindRule(std::string_view code_or_name);

std::string JsonSchema();  // of a rule set file

// One row of settings.def, for documentation.
struct SettingDoc {
  std::string_view path;      // "limits.wall"
  std::string_view type;      // "a duration such as \"5 s\""
  std::string default_value;  // as TOML: what holds when nothing is extended
  std::string_view doc;
};
std::vector<SettingDoc> AllSettings();

// The effective settings as TOML, every key of the table; the digest is taken over this text.
std::string EffectiveToml(const RuleSet& set);

// How to parse a text for this set: its Python version, and a syntax tree if it has custom rules.
analyzer::AnalyzeOptions AnalyzeOptionsFor(const RuleSet& set);

// Applies `# stockade: ignore[code] reason` comments to a report that Analyze() made with
// Configure()'s rules: with [submission] suppressions = "allow" the findings of the comment's line
// that it names are taken out, and a comment that silenced nothing becomes a finding; with "ignore"
// (the default) nothing is taken out. Findings of intake and syntax (ST0xx) and about suppressions
// (ST8xx) always stay. Call it once for each report.
void ApplySuppressions(const RuleSet& set, analyzer::Report& report);

}  // namespace stockade::rules
