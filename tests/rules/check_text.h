// What tests ask for: the findings of a text under a rule set.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rules/ruleset.h"

namespace stockade::rules {

// Rules of a set that have to be there: a test cannot go on without them.
class Checker {
 public:
  // A built-in name or a path.
  static Checker Load(const std::string& name_or_path);
  static Checker Parse(std::string_view toml);

  analyzer::Report Check(std::string_view bytes, const std::string& path = "test.py") const;
  // "ST101 2:5-2:9 message" per finding.
  std::vector<std::string> Lines(std::string_view bytes) const;
  std::vector<std::string> Codes(std::string_view bytes) const;

 private:
  RuleSet set_;
  std::vector<std::unique_ptr<analyzer::Rule>> rules_;
};

std::string ReadBytes(const std::string& path);
// Files of a folder that end in `suffix`, sorted.
std::vector<std::string> FilesIn(const std::string& folder, std::string_view suffix);

}  // namespace stockade::rules
