#include "rules/builtin_sets.h"

namespace stockade::rules {
namespace {

// The text before the next NUL, which is taken off.
std::string_view Next(std::string_view& texts) {
  const std::string_view text = texts.substr(0, texts.find('\0'));
  texts.remove_prefix(text.size() + 1);
  return text;
}

}  // namespace

std::vector<std::string> List(std::string_view texts) {
  std::vector<std::string> out;
  while (!texts.empty()) out.emplace_back(Next(texts));
  return out;
}

std::map<std::string, std::string> Map(std::string_view texts) {
  std::map<std::string, std::string> out;
  while (!texts.empty()) {
    const std::string_view key = Next(texts);
    out.emplace_hint(out.end(), key, Next(texts));
  }
  return out;
}

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
