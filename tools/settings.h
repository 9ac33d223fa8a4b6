// Which rule set rules a file (README, "Settings"): `--rules` names one for all files (submission
// mode); else the nearest project file upwards from the file (project mode); else the built-in
// default (submission mode).
//
//   Settings settings(rules_option);
//   auto pipeline = settings.For("src/a.py");
//
// Not thread-safe; what it returns is (Pipeline::Check and Rewrite).
#pragma once

#include <map>
#include <memory>
#include <string>
#include <tl/expected.hpp>

#include "tools/pipeline.h"

namespace stockade {

// "FILE:LINE:COLUMN: MESSAGE", as far as the error has a place.
std::string ErrorText(const rules::Error& error);

class Settings {
 public:
  explicit Settings(std::string rules) : rules_(std::move(rules)) {}

  // The rule set for a file or, with a path that ends in a slash, for what is in a folder. "-" is
  // ruled by the working directory. The error is a message; exit code kUsage.
  tl::expected<rules::RuleSet, std::string> RuleSetFor(const std::string& path);
  // A pipeline for checking and rewriting with that rule set; one a rule set.
  tl::expected<std::shared_ptr<const Pipeline>, std::string> PipelineFor(const std::string& path);
  // True if a project file rules that path.
  bool IsProject(const std::string& path);

 private:
  using SharedSet = std::shared_ptr<const rules::RuleSet>;
  tl::expected<SharedSet, std::string> SharedSetFor(const std::string& path);
  tl::expected<SharedSet, std::string> ForPath(SharedSet set, const std::string& path) const;

  std::string rules_;
  std::map<std::string, SharedSet> sets_;                             // by folder
  std::map<std::string, std::shared_ptr<const Pipeline>> pipelines_;  // by source of the set
};

}  // namespace stockade
