// The schema says the same as the loader, because both are made of settings.def; what is tested
// here is that every key is in it and that it refuses what the loader refuses.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "rules/settings.h"

namespace stockade::rules {
namespace {

using Json = nlohmann::json;

const Json* Find(const Json& schema, std::string_view path) {
  const Json* at = &schema;
  while (!path.empty()) {
    const size_t dot = std::min(path.find('.'), path.size());
    const auto it = at->at("properties").find(std::string(path.substr(0, dot)));
    if (it == at->at("properties").end()) return nullptr;
    at = &*it;
    path.remove_prefix(std::min(dot + 1, path.size()));
  }
  return at;
}

TEST(Schema, HasEveryKeyWithItsDocumentation) {
  const Json schema = Json::parse(JsonSchema());
  for (const SettingRow& row : Settings()) {
    SCOPED_TRACE(std::string(row.path));
    const Json* key = Find(schema, row.path);
    ASSERT_NE(key, nullptr);
    EXPECT_EQ(key->at("description"), row.doc);
    const bool list = Row(row.kind).shape == SettingShape::kList;
    const size_t dot = row.path.rfind('.');
    const std::string remove = std::string(row.path.substr(0, dot + 1)) + "remove-" +
                               std::string(row.path.substr(dot + 1));
    EXPECT_EQ(Find(schema, remove) != nullptr, list);
  }
  EXPECT_NE(Find(schema, "extends"), nullptr);
}

TEST(Schema, IsClosed) {
  const Json schema = Json::parse(JsonSchema());
  EXPECT_EQ(schema.at("additionalProperties"), false);
  for (const auto& [name, value] : schema.at("properties").items()) {
    if (value.at("type") == "object") {
      EXPECT_EQ(value.at("additionalProperties"), false) << name;
    }
  }
}

TEST(Schema, NamesTheChoices) {
  const Json schema = Json::parse(JsonSchema());
  EXPECT_EQ(Find(schema, "guards.level")->at("enum"), Json({"proven", "all"}));
  EXPECT_EQ(Find(schema, "submission.suppressions")->at("enum"), Json({"ignore", "allow"}));
  const Json constructs = Find(schema, "constructs.forbid")->at("items").at("enum");
  EXPECT_EQ(constructs.size(), ConstructNames().size());
}

TEST(Settings, DocumentThemselves) {
  for (const SettingDoc& doc : AllSettings()) {
    SCOPED_TRACE(std::string(doc.path));
    EXPECT_FALSE(doc.type.empty());
    EXPECT_FALSE(doc.default_value.empty());
    EXPECT_TRUE(doc.doc.ends_with('.'));
  }
}

// The effective settings, read back, are the same settings.
TEST(Settings, SurviveARoundTrip) {
  for (std::string_view name : BuiltinNames()) {
    SCOPED_TRACE(std::string(name));
    const Result<RuleSet> set = LoadRuleSet(name);
    ASSERT_TRUE(set.has_value()) << set.error().message;
    const Result<RuleSet> again = ParseRuleSet(EffectiveToml(*set), "again.toml");
    ASSERT_TRUE(again.has_value()) << again.error().line << ": " << again.error().message;
    EXPECT_EQ(again->digest, set->digest);
    EXPECT_EQ(EffectiveToml(*again), EffectiveToml(*set));
  }
}

}  // namespace
}  // namespace stockade::rules
