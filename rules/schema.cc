// The JSON schema of a rule set file, for editors that complete and check TOML (Taplo and others).
#include <nlohmann/json.hpp>

#include "rules/settings.h"

namespace stockade::rules {
namespace {

using Json = nlohmann::ordered_json;

Json ListOf(Json element) {
  return {{"type", "array"}, {"items", std::move(element)}, {"uniqueItems", true}};
}

Json Element(const SettingRow& row) {
  Json element = {{"type", "string"}};
  if (row.kind == SettingKind::kConstructs) {
    for (std::string_view name : ConstructNames()) element["enum"].push_back(name);
  } else if (row.kind == SettingKind::kRules) {
    for (const RuleDoc& doc : AllRules()) {
      element["enum"].push_back(doc.code);
      element["enum"].push_back(doc.name);
    }
  } else if (!Row(row.kind).pattern.empty()) {
    element["pattern"] = Row(row.kind).pattern;
  }
  return element;
}

Json Severities() {
  Json out = {{"type", "string"}};
  for (std::string_view name : kSeverityNames) out["enum"].push_back(name);
  return out;
}

Json CustomTables() {
  Json properties;
  for (std::string_view key : {"code", "query", "message", "help"}) {
    properties[std::string(key)] = {{"type", "string"}};
  }
  properties["code"]["pattern"] = "^[A-Z][A-Z0-9_-]{0,31}$";
  properties["severity"] = Severities();
  return {{"type", "array"},
          {"items",
           {{"type", "object"},
            {"properties", std::move(properties)},
            {"required", {"code", "query", "message"}},
            {"additionalProperties", false}}}};
}

Json ModuleTables() {
  const Json name = {{"type", "string"}, {"pattern", "^[A-Za-z][A-Za-z0-9_]*$"}};
  const Json texts = {{"type", "object"}, {"additionalProperties", {{"type", "string"}}}};
  const Json properties = {{"name", name},          {"folder", {{"type", "string"}}},
                           {"names", ListOf(name)}, {"hidden", texts},
                           {"wrapped", texts},      {"writable", ListOf(name)}};
  return {{"type", "array"},
          {"items",
           {{"type", "object"},
            {"properties", properties},
            {"required", {"name"}},
            {"additionalProperties", false}}}};
}

Json ValueSchema(const SettingRow& row) {
  switch (Row(row.kind).shape) {
    case SettingShape::kInteger:
      return {{"type", "integer"}, {"minimum", row.kind == SettingKind::kDepth ? 1 : 0}};
    case SettingShape::kBytes:
      return {{"type", {"integer", "string"}}, {"minimum", 0}, {"pattern", Row(row.kind).pattern}};
    case SettingShape::kList:
      return ListOf(Element(row));
    case SettingShape::kTable:
      return {{"type", "object"},
              {"additionalProperties",
               row.kind == SettingKind::kSeverityMap ? Severities() : Json{{"type", "string"}}}};
    case SettingShape::kTables:
      return row.kind == SettingKind::kModules ? ModuleTables() : CustomTables();
    case SettingShape::kText:
      break;
  }
  Json out = {{"type", "string"}};
  if (row.kind == SettingKind::kChoice) {
    for (std::string_view choice : Choices(row.choices)) out["enum"].push_back(choice);
  } else {
    out["pattern"] = Row(row.kind).pattern;
  }
  return out;
}

// The object that holds the key, made on the way.
Json& ObjectFor(Json& schema, std::string_view path, std::string& key) {
  Json* object = &schema;
  for (size_t dot = path.find('.'); dot != std::string_view::npos; dot = path.find('.')) {
    Json& child = (*object)["properties"][std::string(path.substr(0, dot))];
    if (child.is_null()) {
      child = {{"type", "object"}, {"properties", Json::object()}, {"additionalProperties", false}};
    }
    object = &child;
    path.remove_prefix(dot + 1);
  }
  key = path;
  return (*object)["properties"];
}

}  // namespace

std::string JsonSchema() {
  const RuleSet defaults;
  Json schema = {{"$schema", "http://json-schema.org/draft-07/schema#"},
                 {"title", "Stockade rule set"},
                 {"type", "object"},
                 {"properties", Json::object()},
                 {"additionalProperties", false}};
  Json extends = ListOf({{"type", "string"}});
  extends["description"] =
      "Built-in sets, and files relative to this one, that this set starts from. Without it, the "
      "built-in set \"default\"; an empty list starts from nothing.";
  extends["default"] = {"default"};
  schema["properties"]["extends"] = std::move(extends);
  for (const SettingRow& row : Settings()) {
    std::string key;
    Json& object = ObjectFor(schema, row.path, key);
    Json value = ValueSchema(row);
    value["description"] = row.doc;
    if (Row(row.kind).shape == SettingShape::kList) {
      Json remove = ListOf({{"type", "string"}});
      remove["description"] = "Elements to take out of the inherited \"" + key + "\".";
      object["remove-" + key] = std::move(remove);
    }
    object[key] = std::move(value);
  }
  Json item = {{"type", "object"},
               {"properties", schema["properties"]},
               {"required", {"paths"}},
               {"additionalProperties", false}};
  item["properties"].erase("extends");
  item["properties"]["paths"] = ListOf({{"type", "string"}});
  item["properties"]["paths"]["minItems"] = 1;
  item["properties"]["paths"]["description"] =
      "Globs of the files that these settings are for, relative to the rule set file.";
  item["properties"]["reason"] = {{"type", "string"}, {"description", "Why, for readers."}};
  schema["properties"]["overrides"] = {
      {"type", "array"},
      {"description",
       "Project mode: other settings for some files. Any setting may stand in it, and is merged as "
       "with extends, in order."},
      {"items", std::move(item)}};
  return schema.dump(2) + "\n";
}

}  // namespace stockade::rules
