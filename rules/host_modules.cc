// [[modules]]: reading them, and what the rules know of them.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "rules/nearest.h"
#include "rules/policy.h"
#include "rules/toml_reader.h"

namespace stockade::rules {
namespace {

constexpr std::string_view kPlace = "an array of tables, as in [[modules]]";

struct ModuleField {
  std::string_view key;
  // One of them is set.
  std::string ModuleSettings::*text = nullptr;
  std::vector<std::string> ModuleSettings::*list = nullptr;
  std::map<std::string, std::string> ModuleSettings::*table = nullptr;
};
constexpr ModuleField kFields[] = {
    {"name", &ModuleSettings::name},
    {"folder", &ModuleSettings::folder},
    {.key = "names", .list = &ModuleSettings::names},
    {.key = "hidden", .table = &ModuleSettings::hidden},
    {.key = "wrapped", .table = &ModuleSettings::wrapped},
    {.key = "writable", .list = &ModuleSettings::writable},
};

// A name that a submission may spell: ASCII, and not private.
bool IsPublicName(std::string_view name) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  return !name.empty() && letter(name.front()) &&
         std::all_of(name.begin(), name.end(),
                     [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '_'; });
}

bool Holds(const std::vector<std::string>& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

}  // namespace

std::string ModuleSettings::WhyWithheld(std::string_view asked) const {
  if (Holds(names, asked) || wrapped.contains(std::string(asked))) return {};
  const auto why = hidden.find(std::string(asked));
  return why != hidden.end() ? why->second : "the rule set does not list it";
}

bool Reader::ReadModules(const toml::node& node) {
  const toml::array* array = node.as_array();
  if (array == nullptr) return WrongType(node, "modules", kPlace);
  if (!directory_) {
    return Fail(ErrorCode::kBadValue, node.source(), "\"modules\" cannot stand in [[overrides]]");
  }
  for (const toml::node& element : *array) {
    const toml::table* table = element.as_table();
    if (table == nullptr) return WrongType(element, "modules", kPlace);
    ModuleSettings module;
    if (!ReadModule(*table, module)) return false;
    std::error_code ignored;
    module.folder =
        std::filesystem::absolute(std::filesystem::path(*directory_) / module.folder, ignored)
            .lexically_normal()
            .string();
    std::erase_if(set_.modules, [&](const auto& old) { return old.name == module.name; });
    set_.modules.push_back(std::move(module));
  }
  return true;
}

bool Reader::ReadModule(const toml::table& table, ModuleSettings& module) {
  for (auto&& [key, value] : table) {
    const std::string_view name = key.str();
    const auto* field = std::find_if(std::begin(kFields), std::end(kFields),
                                     [&](const ModuleField& f) { return f.key == name; });
    if (field == std::end(kFields)) {
      std::vector<std::string_view> keys;
      for (const ModuleField& f : kFields) keys.push_back(f.key);
      return UnknownKeyOf("[[modules]]", key, keys);
    }
    const std::string path = fmt::format("modules.{}", field->key);
    if (field->text != nullptr) {
      const auto* text = value.as_string();
      if (text == nullptr) return WrongType(value, path, "a text");
      module.*(field->text) = text->get();
    } else if (field->list != nullptr) {
      const toml::array* list = value.as_array();
      if (list == nullptr) return WrongType(value, path, "a list of names");
      for (const toml::node& item : *list) {
        const auto* text = item.as_string();
        if (text == nullptr) return WrongType(item, path, "a list of names");
        (module.*(field->list)).push_back(text->get());
      }
    } else {
      const toml::table* pairs = value.as_table();
      if (pairs == nullptr) return WrongType(value, path, "a table of texts");
      for (auto&& [name_of, text_of] : *pairs) {
        const auto* text = text_of.as_string();
        if (text == nullptr) return WrongType(text_of, path, "a table of texts");
        (module.*(field->table))[std::string(name_of.str())] = text->get();
      }
    }
  }
  return CheckModule(table, module);
}

bool Reader::CheckModule(const toml::table& table, const ModuleSettings& module) {
  const auto bad = [&](std::string message) {
    return Fail(ErrorCode::kBadValue, table.source(), std::move(message));
  };
  if (module.name.empty()) return bad("a [[modules]] table needs \"name\"");
  if (!IsPublicName(module.name)) {
    return bad(
        fmt::format("\"{}\" is not the name of a module such as \"shop_rules\"", module.name));
  }
  if (IsStdlibModule(module.name)) {
    return bad(
        fmt::format("\"{}\" is a module of the standard library, which [imports] allow is "
                    "about",
                    module.name));
  }
  if (module.names.empty() && module.wrapped.empty()) {
    return bad(fmt::format("the module \"{}\" shows nothing: list \"names\"", module.name));
  }
  const auto problem = [&](const std::string& name) {
    return fmt::format("\"{}\" of the module \"{}\" is not a name that a submission may use", name,
                       module.name);
  };
  for (const std::string& name : module.names) {
    if (!IsPublicName(name)) return bad(problem(name));
    if (module.hidden.contains(name) || module.wrapped.contains(name)) {
      return bad(fmt::format("\"{}\" of the module \"{}\" is shown, and hidden or wrapped as well",
                             name, module.name));
    }
  }
  for (const auto& [name, stand_in] : module.wrapped) {
    if (!IsPublicName(name)) return bad(problem(name));
    if (stand_in.find('.') == std::string::npos || stand_in.front() == '.' ||
        stand_in.back() == '.') {
      return bad(
          fmt::format("\"{}\" does not say what stands in for \"{}\": write "
                      "\"module.name\"",
                      stand_in, name));
    }
  }
  for (const std::string& name : module.writable) {
    if (!Holds(module.names, name)) {
      return bad(fmt::format("the class \"{}\" is writable and not among the names of \"{}\"", name,
                             module.name));
    }
  }
  return true;
}

}  // namespace stockade::rules
