// settings.def as values: what the loader, the schema, the digest and the documentation share.
#pragma once

#include <chrono>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "rules/ruleset.h"

namespace stockade::rules {

enum class SettingKind : uint8_t {
  kVersion,
  kCount,    // uint32_t
  kCount64,  // uint64_t
  kDepth,    // int, at least 1
  kBytes,
  kDuration,
  kChoice,
  kNames,
  kPatterns,
  kImports,
  kDunders,
  kConstructs,
  kRules,
  kTextMap,
  kSeverityMap,
  kCustom,
  kModules,
};

// How a value is written, in general.
enum class SettingShape : uint8_t { kText, kInteger, kBytes, kList, kTable, kTables };

struct KindRow {
  SettingKind kind;
  SettingShape shape;
  std::string_view type;     // for people: "a list of names"
  std::string_view pattern;  // of an element or of the text, for the JSON schema; may be empty
  // What is wrong with an element of a list (or a text); empty: nothing.
  std::string (*problem)(std::string_view element);
};
const KindRow& Row(SettingKind kind);

using Field =
    std::variant<analyzer::PythonVersion*, uint32_t*, uint64_t*, int*, bool*, GuardLevel*,
                 ComputedPolicy*, std::chrono::milliseconds*, std::vector<std::string>*,
                 std::map<std::string, std::string>*, std::map<std::string, analyzer::Severity>*,
                 std::vector<CustomRule>*, std::vector<ModuleSettings>*>;

struct SettingRow {
  std::string_view path;
  SettingKind kind;
  Field (*field)(RuleSet& set);
  std::string_view choices;
  std::string_view doc;
};
std::span<const SettingRow> Settings();

// "ignore|allow" -> {"ignore", "allow"}.
std::vector<std::string_view> Choices(std::string_view choices);
// The names of constructs.def, sorted, each once.
std::span<const std::string_view> ConstructNames();

inline constexpr std::string_view kSeverityNames[] = {"error", "warning", "info"};

// The value of a row as TOML text, on one line (kTables: "[]" or the tables in short form).
std::string FormatSetting(const SettingRow& row, const RuleSet& set);
// A TOML basic string.
std::string TomlString(std::string_view text);

// Fills in `digest`.
void Seal(RuleSet& set);

}  // namespace stockade::rules
