#include "tools/settings.h"

#include <fmt/format.h>

#include <filesystem>

namespace stockade {
namespace {

std::string FolderOf(const std::string& path) {
  if (path == "-") return ".";
  const std::string folder = std::filesystem::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

}  // namespace

std::string ErrorText(const rules::Error& error) {
  if (error.file.empty()) return error.message;
  if (error.line == 0) return fmt::format("{}: {}", error.file, error.message);
  return fmt::format("{}:{}:{}: {}", error.file, error.line, error.column, error.message);
}

tl::expected<rules::RuleSet, std::string> Settings::RuleSetFor(const std::string& path) {
  const auto set = SharedSetFor(path);
  if (!set) return tl::unexpected(set.error());
  return **set;
}

tl::expected<Settings::SharedSet, std::string> Settings::SharedSetFor(const std::string& path) {
  const std::string folder = rules_.empty() ? FolderOf(path) : "";
  if (const auto known = sets_.find(folder); known != sets_.end()) {
    return ForPath(known->second, path);
  }
  rules::Result<rules::RuleSet> set;
  if (!rules_.empty()) {
    set = rules::LoadRuleSet(rules_);
  } else {
    set = rules::FindProjectRuleSet(folder);
    if (set && set->name.empty()) set = rules::LoadRuleSet("default");
  }
  if (!set) return tl::unexpected(ErrorText(set.error()));
  auto shared = std::make_shared<const rules::RuleSet>(std::move(*set));
  return ForPath(sets_.emplace(folder, std::move(shared)).first->second, path);
}

tl::expected<Settings::SharedSet, std::string> Settings::ForPath(SharedSet set,
                                                                 const std::string& path) const {
  // In submission mode the names of files are the submitter's, and choose nothing.
  if (!rules_.empty() || set->overrides.empty()) return set;
  auto own = rules::RuleSetForPath(*set, path);
  if (!own) return tl::unexpected(ErrorText(own.error()));
  return std::make_shared<const rules::RuleSet>(*std::move(own));
}

tl::expected<std::shared_ptr<const Pipeline>, std::string> Settings::PipelineFor(
    const std::string& path) {
  const auto shared = SharedSetFor(path);
  if (!shared) return tl::unexpected(shared.error());
  const rules::RuleSet& set = **shared;
  const std::string key = fmt::format("{}\n{}", set.source, set.digest);
  if (const auto known = pipelines_.find(key); known != pipelines_.end()) return known->second;
  PipelineOptions options;
  options.set = &set;
  auto made = Pipeline::Create(options);
  if (!made) return tl::unexpected(made.error().message);
  auto pipeline = std::make_shared<const Pipeline>(std::move(*made));
  pipelines_[key] = pipeline;
  return pipeline;
}

bool Settings::IsProject(const std::string& path) {
  if (!rules_.empty()) return false;
  const auto found = rules::FindProjectRuleSet(FolderOf(path));
  return found && !found->name.empty();
}

}  // namespace stockade
