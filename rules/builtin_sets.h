// The rule sets of rules/builtin/, embedded by the build.
#pragma once

#include <cstddef>
#include <string_view>

namespace stockade::rules {

struct BuiltinSet {
  std::string_view name, toml;
};
extern const BuiltinSet kBuiltinSets[];  // "default" first
extern const size_t kBuiltinSetCount;

}  // namespace stockade::rules
