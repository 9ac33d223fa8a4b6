#include "rules/builtin_sets.h"

#include "rules/ruleset.h"

namespace stockade::rules {

std::vector<std::string_view> BuiltinNames() {
  std::vector<std::string_view> out;
  for (size_t i = 0; i < kBuiltinSetCount; ++i) out.push_back(kBuiltinSets[i].name);
  return out;
}

std::string_view BuiltinText(std::string_view name) {
  for (size_t i = 0; i < kBuiltinSetCount; ++i) {
    if (kBuiltinSets[i].name == name) return kBuiltinSets[i].toml;
  }
  return {};
}

}  // namespace stockade::rules
