// grammar_nodes.def against the grammar's own list of node types.
#include "analyzer/grammar.h"

#include <fstream>
#include <set>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace stockade::analyzer {
namespace {

nlohmann::json NodeTypes() {
  std::ifstream file(STOCKADE_NODE_TYPES);
  return nlohmann::json::parse(file);
}

std::set<std::pair<std::string, bool>> Rows() {
  std::set<std::pair<std::string, bool>> rows;
  for (size_t i = 1; i < kGrammarCount; ++i) {
    EXPECT_TRUE(rows.emplace(kGrammarRows[i].name, kGrammarRows[i].named).second)
        << "two rows for " << kGrammarRows[i].name;
  }
  return rows;
}

TEST(Grammar, EveryNodeTypeHasARow) {
  const auto rows = Rows();
  size_t checked = 0;
  for (const auto& type : NodeTypes()) {
    if (type.contains("subtypes")) continue;  // supertypes never stand in a tree
    const auto name = type.at("type").get<std::string>();
    const bool named = type.at("named").get<bool>();
    EXPECT_TRUE(rows.count({name, named}) == 1)
        << (named ? "node type " : "token ") << name << " has no row in grammar_nodes.def";
    ++checked;
  }
  EXPECT_GT(checked, 200u);
}

TEST(Grammar, EveryRowIsANodeTypeOfTheGrammar) {
  std::set<std::pair<std::string, bool>> types = {{"as_pattern_target", true}};  // an alias only
  for (const auto& type : NodeTypes()) {
    types.emplace(type.at("type").get<std::string>(), type.at("named").get<bool>());
  }
  for (const auto& [name, named] : Rows()) {
    EXPECT_TRUE(types.count({name, named}) == 1) << name << " is not in the grammar";
  }
}

}  // namespace
}  // namespace stockade::analyzer
