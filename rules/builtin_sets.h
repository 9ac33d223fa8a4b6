// The rule sets of rules/builtin/, embedded by the build: as texts and, so that naming one costs no
// reading, as settings.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "rules/ruleset.h"

namespace stockade::rules {

struct BuiltinSet {
  std::string_view name, toml;
};
extern const BuiltinSet kBuiltinSets[];  // "default" first
extern const size_t kBuiltinSetCount;

// What reading the set's text into RuleSet{} gives, with its digest. False: no such set, or this is
// the program that writes them down (compile_sets.cc), which has to read the texts.
bool ReadCompiledSet(std::string_view name, RuleSet& set);

// Texts that each end with NUL; of a map, keys and values in turn.
std::vector<std::string> List(std::string_view texts);
std::map<std::string, std::string> Map(std::string_view texts);

}  // namespace stockade::rules
