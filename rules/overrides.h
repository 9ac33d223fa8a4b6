// [[overrides]] of a rule set file: other settings for some files of a project.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "rules/ruleset.h"
#include "rules/toml_reader.h"

namespace stockade::rules {

// Reads the array of tables into set.overrides. Each is tried on a copy of the set, so that its
// mistakes are found when the file is read. `document` owns `node`.
std::optional<Error> AddOverrides(const toml::node& node, const std::string& file,
                                  const std::string& directory,
                                  std::shared_ptr<const toml::parse_result> document, RuleSet& set);

// `path` has slashes and is relative to what the glob is relative to. Linear in the path.
bool MatchesGlob(std::string_view glob, std::string_view path);

}  // namespace stockade::rules
