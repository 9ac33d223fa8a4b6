#include "tests/rules/check_text.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace stockade::rules {
namespace {

[[noreturn]] void Die(const Error& error) {
  throw std::runtime_error(
      fmt::format("{}:{}:{}: {}", error.file, error.line, error.column, error.message));
}

}  // namespace

Checker Checker::Load(const std::string& name_or_path) {
  Checker out;
  Result<RuleSet> set = LoadRuleSet(name_or_path);
  if (!set) Die(set.error());
  out.set_ = *std::move(set);
  auto rules = Configure(out.set_);
  if (!rules) Die(rules.error());
  out.rules_ = *std::move(rules);
  return out;
}

Checker Checker::Parse(std::string_view toml) {
  Checker out;
  Result<RuleSet> set = ParseRuleSet(toml, "test.toml");
  if (!set) Die(set.error());
  out.set_ = *std::move(set);
  auto rules = Configure(out.set_);
  if (!rules) Die(rules.error());
  out.rules_ = *std::move(rules);
  return out;
}

analyzer::Report Checker::Check(std::string_view bytes, const std::string& path) const {
  const analyzer::Source source = analyzer::Source::FromBytes(path, bytes, set_.intake);
  analyzer::Report report = analyzer::Analyze(source, rules_, AnalyzeOptionsFor(set_));
  ApplySuppressions(set_, report);
  return report;
}

std::vector<std::string> Checker::Lines(std::string_view bytes) const {
  std::vector<std::string> out;
  for (const analyzer::Diagnostic& d : Check(bytes).diagnostics) {
    out.push_back(fmt::format("{} {}:{}-{}:{} {}", d.code, d.span.start.line, d.span.start.column,
                              d.span.end.line, d.span.end.column, d.message));
  }
  return out;
}

std::vector<std::string> Checker::Codes(std::string_view bytes) const {
  std::vector<std::string> out;
  for (const analyzer::Diagnostic& d : Check(bytes).diagnostics) out.push_back(d.code);
  return out;
}

std::string ReadBytes(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

std::vector<std::string> FilesIn(const std::string& folder, std::string_view suffix) {
  std::vector<std::string> out;
  std::error_code code;
  for (const auto& entry : std::filesystem::directory_iterator(folder, code)) {
    if (entry.path().string().ends_with(suffix)) out.push_back(entry.path().string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace stockade::rules
