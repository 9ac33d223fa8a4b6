// From the tables of one TOML file to settings, by the rows of settings.def.
//
//   Reader reader(set, "stockade.toml", kFileKeys);
//   if (!reader.ReadTable(root, "")) return std::move(reader).error();
//
// Only the loader's files know the TOML library.
#pragma once

#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#define TOML_ENABLE_FORMATTERS 0
// It asserts what a text can break (`[=]`: a header goes on with a key) and then reports it all the
// same; under NDEBUG it would promise it to the compiler.
#define TOML_ASSERT(condition) static_cast<void>(0)
#pragma push_macro("NDEBUG")
#undef NDEBUG
#include <toml++/toml.h>
#pragma pop_macro("NDEBUG")

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "rules/settings.h"

namespace stockade::rules {

// "a table", "a list", ...: what a value is, for messages.
std::string TypeName(const toml::node& node);

// Reads one file's tables into a set that may already hold what it extends.
class Reader {
 public:
  // `others` are keys of the top that the caller reads. Folders of [[modules]] are relative to
  // `directory`; without one they may not stand here.
  Reader(RuleSet& set, std::string file, std::span<const std::string_view> others,
         std::optional<std::string> directory = {})
      : set_(set), file_(std::move(file)), others_(others), directory_(std::move(directory)) {}

  // False: error() says why. Keys are read in the order of the file.
  bool ReadTable(const toml::table& table, std::string_view path);

  Error error() &&;

 private:
  bool Fail(ErrorCode code, const toml::source_region& where, std::string message);
  bool WrongType(const toml::node& node, std::string_view path, std::string_view wanted);

  bool ReadKey(const toml::key& key, const toml::node& node, const std::string& full,
               std::string_view table);

  // For the keys of a table in an array: `place` as [[custom]].
  bool UnknownKeyOf(std::string_view place, const toml::key& key,
                    std::span<const std::string_view> keys);
  bool UnknownKey(const toml::key& key, std::string_view table);

  // The path of the only row whose last part is this key.
  static std::string ElsewhereAs(std::string_view key);

  // The elements of a list of texts, each without a problem.
  bool ReadList(const SettingRow& row, const toml::node& node, std::string_view path,
                std::vector<std::pair<std::string, toml::source_region>>& out);

  bool Remove(const SettingRow& row, const toml::node& node, std::string_view path);

  bool ReadValue(const SettingRow& row, const toml::node& node);

  bool ReadMerged(const SettingRow& row, const toml::node& node);

  bool ReadVersion(const SettingRow& row, const toml::node& node);

  bool ReadInteger(const SettingRow& row, const toml::node& node);

  bool ReadBytes(const SettingRow& row, const toml::node& node);

  bool ReadDuration(const SettingRow& row, const toml::node& node);

  bool ReadChoice(const SettingRow& row, const toml::node& node);

  std::optional<analyzer::Severity> SeverityOf(const toml::node& node);

  bool ReadMap(const SettingRow& row, const toml::node& node);

  // In host_modules.cc.
  bool ReadModules(const toml::node& node);
  bool ReadModule(const toml::table& table, ModuleSettings& module);
  bool CheckModule(const toml::table& table, const ModuleSettings& module);

  bool ReadCustom(const toml::node& node);

  bool ReadCustomRule(const toml::table& table, CustomRule& rule);

  bool CheckCustomRule(const toml::table& table, const CustomRule& rule);

  RuleSet& set_;
  const std::string file_;
  const std::span<const std::string_view> others_;
  const std::optional<std::string> directory_;
  Error error_{};
};

}  // namespace stockade::rules
