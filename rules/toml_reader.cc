#include "rules/toml_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <limits>

#include "rules/custom_query.h"
#include "rules/nearest.h"
#include "rules/units.h"

namespace stockade::rules {
namespace {

constexpr std::string_view kRemove = "remove-";

struct CustomField {
  std::string_view key;
  bool required;
  std::string CustomRule::*text;  // null: severity
};
constexpr CustomField kCustomFields[] = {
    {"code", true, &CustomRule::code},
    {"query", true, &CustomRule::query},
    {"message", true, &CustomRule::message},
    {"help", false, &CustomRule::help},
    {"severity", false, nullptr},
};

}  // namespace

std::string TypeName(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::table:
      return "a table";
    case toml::node_type::array:
      return "a list";
    case toml::node_type::string:
      return "a text";
    case toml::node_type::integer:
      return "an integer";
    case toml::node_type::floating_point:
      return "a float";
    case toml::node_type::boolean:
      return "a boolean";
    default:
      return "a date or time";
  }
}

bool Reader::ReadTable(const toml::table& table, std::string_view path) {
  std::vector<std::pair<const toml::key*, const toml::node*>> entries;
  for (auto&& [key, node] : table) entries.emplace_back(&key, &node);
  std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) {
    const toml::source_position x = a.first->source().begin, y = b.first->source().begin;
    return x.line != y.line ? x.line < y.line : x.column < y.column;
  });
  for (const auto& [key, node] : entries) {
    const std::string full =
        path.empty() ? std::string(key->str()) : fmt::format("{}.{}", path, key->str());
    if (path.empty() && std::find(others_.begin(), others_.end(), full) != others_.end()) continue;
    if (!ReadKey(*key, *node, full, path)) return false;
  }
  return true;
}

Error Reader::error() && { return std::move(error_); }

bool Reader::Fail(ErrorCode code, const toml::source_region& where, std::string message) {
  error_ = {code, file_, where.begin.line, where.begin.column, std::move(message)};
  return false;
}

bool Reader::WrongType(const toml::node& node, std::string_view path, std::string_view wanted) {
  return Fail(ErrorCode::kWrongType, node.source(),
              fmt::format("\"{}\" must be {}, not {}", path, wanted, TypeName(node)));
}

bool Reader::ReadKey(const toml::key& key, const toml::node& node, const std::string& full,
                     std::string_view table) {
  std::string wanted = full;
  bool remove = false;
  if (key.str().starts_with(kRemove)) {
    wanted.erase(full.size() - key.str().size(), kRemove.size());
    remove = true;
  }
  bool is_table = false;
  for (const SettingRow& row : Settings()) {
    if (row.path == wanted && (!remove || Row(row.kind).shape == SettingShape::kList)) {
      return remove ? Remove(row, node, full) : ReadValue(row, node);
    }
    if (row.path == wanted) {
      return Fail(ErrorCode::kUnknownKey, key.source(),
                  fmt::format("\"{}\" is no list, so nothing can be removed from it", wanted));
    }
    is_table |= row.path.starts_with(full + ".");
  }
  if (!is_table) return UnknownKey(key, table);
  if (!node.is_table()) return WrongType(node, full, "a table");
  return ReadTable(*node.as_table(), full);
}

bool Reader::UnknownKey(const toml::key& key, std::string_view table) {
  std::vector<std::string> owned, removable;
  for (const SettingRow& row : Settings()) {
    std::string_view rest = row.path;
    if (!directory_ && row.kind == SettingKind::kModules) continue;  // not in [[overrides]]
    if (!table.empty()) {
      if (!rest.starts_with(std::string(table) + ".")) continue;
      rest.remove_prefix(table.size() + 1);
    }
    owned.emplace_back(rest.substr(0, rest.find('.')));
    if (Row(row.kind).shape == SettingShape::kList && rest.find('.') == std::string_view::npos) {
      removable.push_back(fmt::format("{}{}", kRemove, rest));
    }
  }
  if (table.empty()) owned.insert(owned.begin(), others_.begin(), others_.end());
  owned.erase(std::unique(owned.begin(), owned.end()), owned.end());
  const std::vector<std::string_view> here(owned.begin(), owned.end());
  std::string message = fmt::format("unknown key \"{}\"", key.str());
  if (!table.empty()) message += fmt::format(" in [{}]", table);
  std::string_view stem = key.str();
  if (stem.starts_with(kRemove)) {
    const std::vector<std::string_view> lists(removable.begin(), removable.end());
    if (const std::string_view near = Nearest(stem, lists); !near.empty()) {
      return Fail(ErrorCode::kUnknownKey, key.source(),
                  fmt::format("{}; did you mean \"{}\"?", message, near));
    }
    stem.remove_prefix(kRemove.size());
  }
  if (const std::string_view near = Nearest(stem, here); !near.empty() && near != stem) {
    message += fmt::format("; did you mean \"{}\"?", near);
  } else if (const std::string other = ElsewhereAs(stem); !other.empty()) {
    message += fmt::format("; did you mean \"{}\"?", other);
  } else {
    message += fmt::format("; the keys here are {}", QuotedList(here));
  }
  return Fail(ErrorCode::kUnknownKey, key.source(), std::move(message));
}

std::string Reader::ElsewhereAs(std::string_view key) {
  std::string found;
  for (const SettingRow& row : Settings()) {
    if (row.path.substr(row.path.rfind('.') + 1) != key) continue;
    if (!found.empty()) return {};
    found = row.path;
  }
  return found;
}

bool Reader::ReadList(const SettingRow& row, const toml::node& node, std::string_view path,
                      std::vector<std::pair<std::string, toml::source_region>>& out) {
  const toml::array* array = node.as_array();
  if (array == nullptr) return WrongType(node, path, Row(row.kind).type);
  for (const toml::node& element : *array) {
    const auto* text = element.as_string();
    if (text == nullptr) {
      return Fail(ErrorCode::kWrongType, element.source(),
                  fmt::format("\"{}\" must be {}, but an element is {}", path, Row(row.kind).type,
                              TypeName(element)));
    }
    if (std::string problem = Row(row.kind).problem(text->get()); !problem.empty()) {
      return Fail(ErrorCode::kBadValue, element.source(), std::move(problem));
    }
    out.emplace_back(text->get(), element.source());
  }
  return true;
}

bool Reader::Remove(const SettingRow& row, const toml::node& node, std::string_view path) {
  std::vector<std::pair<std::string, toml::source_region>> items;
  if (!ReadList(row, node, path, items)) return false;
  std::vector<std::string>& list = *std::get<std::vector<std::string>*>(row.field(set_));
  for (const auto& [item, where] : items) {
    if (std::erase(list, item) == 0) {
      return Fail(ErrorCode::kBadValue, where,
                  fmt::format("\"{}\" is not in the inherited \"{}\", so it cannot be removed",
                              item, row.path));
    }
  }
  return true;
}

bool Reader::ReadValue(const SettingRow& row, const toml::node& node) {
  switch (row.kind) {
    case SettingKind::kVersion:
      return ReadVersion(row, node);
    case SettingKind::kCount:
    case SettingKind::kCount64:
    case SettingKind::kDepth:
      return ReadInteger(row, node);
    case SettingKind::kBytes:
      return ReadBytes(row, node);
    case SettingKind::kDuration:
      return ReadDuration(row, node);
    case SettingKind::kChoice:
      return ReadChoice(row, node);
    case SettingKind::kTextMap:
    case SettingKind::kSeverityMap:
      return ReadMap(row, node);
    case SettingKind::kCustom:
      return ReadCustom(node);
    case SettingKind::kModules:
      return ReadModules(node);
    default:
      return ReadMerged(row, node);
  }
}

bool Reader::ReadMerged(const SettingRow& row, const toml::node& node) {
  std::vector<std::pair<std::string, toml::source_region>> items;
  if (!ReadList(row, node, row.path, items)) return false;
  std::vector<std::string>& list = *std::get<std::vector<std::string>*>(row.field(set_));
  for (auto& [item, where] : items) {
    if (std::find(list.begin(), list.end(), item) == list.end()) list.push_back(std::move(item));
  }
  return true;
}

bool Reader::ReadVersion(const SettingRow& row, const toml::node& node) {
  const auto* text = node.as_string();
  if (text == nullptr) return WrongType(node, row.path, Row(row.kind).type);
  for (int minor = 9; minor <= 14; ++minor) {
    if (text->get() == fmt::format("3.{}", minor)) {
      *std::get<analyzer::PythonVersion*>(row.field(set_)) = {3, minor};
      return true;
    }
  }
  return Fail(ErrorCode::kBadValue, node.source(),
              fmt::format("\"{}\" must be \"3.9\" to \"3.14\", not \"{}\"", row.path, text->get()));
}

bool Reader::ReadInteger(const SettingRow& row, const toml::node& node) {
  const auto* integer = node.as_integer();
  if (integer == nullptr) return WrongType(node, row.path, Row(row.kind).type);
  const int64_t value = integer->get();
  const int64_t least = row.kind == SettingKind::kDepth ? 1 : 0;
  const int64_t most = row.kind == SettingKind::kCount64 ? std::numeric_limits<int64_t>::max()
                                                         : std::numeric_limits<int>::max();
  if (value < least || value > most) {
    return Fail(ErrorCode::kBadValue, node.source(),
                fmt::format("\"{}\" must be from {} to {}, not {}", row.path, least, most, value));
  }
  const Field field = row.field(set_);
  if (auto* count = std::get_if<uint32_t*>(&field)) **count = static_cast<uint32_t>(value);
  if (auto* count = std::get_if<uint64_t*>(&field)) **count = static_cast<uint64_t>(value);
  if (auto* count = std::get_if<int*>(&field)) **count = static_cast<int>(value);
  return true;
}

bool Reader::ReadBytes(const SettingRow& row, const toml::node& node) {
  uint64_t value = 0;
  if (const auto* integer = node.as_integer()) {
    if (integer->get() < 0) {
      return Fail(ErrorCode::kBadValue, node.source(),
                  fmt::format("\"{}\" must not be negative", row.path));
    }
    value = static_cast<uint64_t>(integer->get());
  } else if (const auto* text = node.as_string()) {
    const auto parsed = ParseBytes(text->get());
    if (!parsed) return Fail(ErrorCode::kBadValue, node.source(), parsed.error());
    value = *parsed;
  } else {
    return WrongType(node, row.path, Row(row.kind).type);
  }
  const Field field = row.field(set_);
  if (auto* narrow = std::get_if<uint32_t*>(&field)) {
    if (value > std::numeric_limits<uint32_t>::max()) {
      return Fail(ErrorCode::kBadValue, node.source(),
                  fmt::format("\"{}\" must be less than 4 GiB", row.path));
    }
    **narrow = static_cast<uint32_t>(value);
  } else {
    *std::get<uint64_t*>(field) = value;
  }
  return true;
}

bool Reader::ReadDuration(const SettingRow& row, const toml::node& node) {
  const auto* text = node.as_string();
  if (text == nullptr) return WrongType(node, row.path, Row(row.kind).type);
  const auto parsed = ParseDuration(text->get());
  if (!parsed) return Fail(ErrorCode::kBadValue, node.source(), parsed.error());
  if (parsed->count() == 0) {
    return Fail(ErrorCode::kBadValue, node.source(),
                fmt::format("\"{}\" must be more than no time at all", row.path));
  }
  *std::get<std::chrono::milliseconds*>(row.field(set_)) = *parsed;
  return true;
}

bool Reader::ReadChoice(const SettingRow& row, const toml::node& node) {
  const std::vector<std::string_view> choices = Choices(row.choices);
  const auto* text = node.as_string();
  if (text == nullptr) {
    return WrongType(node, row.path, fmt::format("one of {}", QuotedList(choices)));
  }
  const auto at = std::find(choices.begin(), choices.end(), text->get());
  if (at == choices.end()) {
    return Fail(ErrorCode::kBadValue, node.source(),
                fmt::format("\"{}\" must be one of {}, not \"{}\"", row.path, QuotedList(choices),
                            text->get()));
  }
  const auto index = at - choices.begin();
  const Field field = row.field(set_);
  if (auto* flag = std::get_if<bool*>(&field)) **flag = index == 1;
  if (auto* level = std::get_if<GuardLevel*>(&field)) **level = static_cast<GuardLevel>(index);
  if (auto* policy = std::get_if<ComputedPolicy*>(&field)) {
    **policy = static_cast<ComputedPolicy>(index);
  }
  return true;
}

std::optional<analyzer::Severity> Reader::SeverityOf(const toml::node& node) {
  const auto* text = node.as_string();
  for (size_t i = 0; text != nullptr && i < std::size(kSeverityNames); ++i) {
    if (kSeverityNames[i] == text->get()) return static_cast<analyzer::Severity>(i);
  }
  return std::nullopt;
}

bool Reader::ReadMap(const SettingRow& row, const toml::node& node) {
  const toml::table* table = node.as_table();
  if (table == nullptr) return WrongType(node, row.path, Row(row.kind).type);
  const Field field = row.field(set_);
  for (auto&& [key, value] : *table) {
    const std::string path = fmt::format("{}.{}", row.path, key.str());
    if (row.kind == SettingKind::kTextMap) {
      const auto* text = value.as_string();
      if (text == nullptr) {
        return WrongType(
            value, path,
            value.is_table() ? "a text (a name with dots goes into quotes)" : "a text");
      }
      (*std::get<std::map<std::string, std::string>*>(field))[std::string(key.str())] = text->get();
      continue;
    }
    if (std::string problem = Row(SettingKind::kRules).problem(key.str()); !problem.empty()) {
      return Fail(ErrorCode::kBadValue, key.source(), std::move(problem));
    }
    const std::optional<analyzer::Severity> severity = SeverityOf(value);
    if (!severity) {
      return Fail(value.is_string() ? ErrorCode::kBadValue : ErrorCode::kWrongType, value.source(),
                  fmt::format("\"{}\" must be one of {}", path, QuotedList(kSeverityNames)));
    }
    (*std::get<std::map<std::string, analyzer::Severity>*>(field))[std::string(key.str())] =
        *severity;
  }
  return true;
}

bool Reader::UnknownKeyOf(std::string_view place, const toml::key& key,
                          std::span<const std::string_view> keys) {
  const std::string_view near = Nearest(key.str(), keys);
  return Fail(ErrorCode::kUnknownKey, key.source(),
              fmt::format("unknown key \"{}\" in {}; {}", key.str(), place,
                          near.empty() ? fmt::format("the keys here are {}", QuotedList(keys))
                                       : fmt::format("did you mean \"{}\"?", near)));
}

bool Reader::ReadCustom(const toml::node& node) {
  const toml::array* array = node.as_array();
  if (array == nullptr) {
    return WrongType(node, "custom", "an array of tables, as in [[custom]]");
  }
  for (const toml::node& element : *array) {
    const toml::table* table = element.as_table();
    if (table == nullptr) {
      return WrongType(element, "custom", "an array of tables, as in [[custom]]");
    }
    CustomRule rule;
    if (!ReadCustomRule(*table, rule)) return false;
    std::erase_if(set_.custom, [&](const CustomRule& old) { return old.code == rule.code; });
    set_.custom.push_back(std::move(rule));
  }
  return true;
}

bool Reader::ReadCustomRule(const toml::table& table, CustomRule& rule) {
  for (auto&& [key, value] : table) {
    // clang 14 does not capture structured bindings.
    const std::string_view name = key.str();
    const auto* field = std::find_if(std::begin(kCustomFields), std::end(kCustomFields),
                                     [&](const CustomField& f) { return f.key == name; });
    if (field == std::end(kCustomFields)) {
      std::vector<std::string_view> keys;
      for (const CustomField& f : kCustomFields) keys.push_back(f.key);
      return UnknownKeyOf("[[custom]]", key, keys);
    }
    const std::string path = fmt::format("custom.{}", field->key);
    const auto* text = value.as_string();
    if (text == nullptr) return WrongType(value, path, "a text");
    if (field->text != nullptr) {
      rule.*(field->text) = text->get();
    } else if (const auto severity = SeverityOf(value)) {
      rule.severity = *severity;
    } else {
      return Fail(ErrorCode::kBadValue, value.source(),
                  fmt::format("\"{}\" must be one of {}", path, QuotedList(kSeverityNames)));
    }
  }
  for (const CustomField& field : kCustomFields) {
    if (field.required && table.get(field.key) == nullptr) {
      return Fail(ErrorCode::kBadValue, table.source(),
                  fmt::format("a [[custom]] rule needs \"{}\"", field.key));
    }
  }
  return CheckCustomRule(table, rule);
}

bool Reader::CheckCustomRule(const toml::table& table, const CustomRule& rule) {
  const bool shaped =
      !rule.code.empty() && rule.code.size() <= 32 && rule.code[0] >= 'A' && rule.code[0] <= 'Z' &&
      std::all_of(rule.code.begin(), rule.code.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
      });
  if (!shaped) {
    return Fail(ErrorCode::kBadValue, table.get("code")->source(),
                fmt::format("\"{}\" is not a code: use capitals, digits, - and _, at most 32, as "
                            "in \"COURSE001\"",
                            rule.code));
  }
  if (rule.code.size() == 5 && rule.code.starts_with("ST") && rule.code[2] >= '0' &&
      rule.code[2] <= '9') {
    return Fail(
        ErrorCode::kBadValue, table.get("code")->source(),
        fmt::format("\"{}\" is a code of Stockade's own; use another prefix than ST", rule.code));
  }
  if (std::optional<QueryProblem> problem = CheckQuery(rule.query)) {
    return Fail(ErrorCode::kBadValue, table.get("query")->source(),
                fmt::format("the query of \"{}\" is wrong at byte {}: {}", rule.code,
                            problem->offset, problem->message));
  }
  return true;
}

}  // namespace stockade::rules
