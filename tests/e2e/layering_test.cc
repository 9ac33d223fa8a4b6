// The includes follow the design: tools -> {rules, rewriter, executor, analyzer}, rules ->
// analyzer, rewriter -> analyzer and the guard table, executor -> nothing of ours but the guard
// table.
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <sstream>

#include "tests/support/process.h"

namespace stockade::tests {
namespace {

namespace fs = std::filesystem;

// What each folder may include of ours, beside itself. A name with a dot is one file.
const std::map<std::string, std::set<std::string>> kMayInclude = {
    {"analyzer", {}},
    {"rules",
     {"analyzer", "executor/guards.h", "executor/guards.def", "executor/worker/facades.def",
      "executor/worker/builtins.def", "executor/worker/definitions.def"}},
    {"rewriter", {"analyzer", "executor/guards.h", "executor/guards.def"}},
    {"executor", {}},
    {"tools", {"analyzer", "rules", "rewriter", "executor"}},
};

// The worker knows the contracts that cross the process boundary and nothing else of the executor.
const std::set<std::string> kWorkerMayInclude = {
    "executor/channel.h",  "executor/descriptor.h",    "executor/guards.h",
    "executor/guards.def", "executor/policy.h",        "executor/submission.h",
    "executor/error.h",    "executor/wire.h",          "executor/value.h",
    "executor/outcome.h",  "executor/host_function.h", "executor/host_object.h",
    "executor/file_name.h"};

// Headers of third parties by the folder that may include them.
const std::map<std::string, std::set<std::string>> kOnlyIn = {
    {"tree_sitter/", {"analyzer", "rules", "bench"}},
    {"Python.h", {"executor", "tools"}},
    {"toml++/", {"rules"}},
    {"CLI/", {"tools"}},
    {"re2/", {"rules"}},
    {"seccomp.h", {"executor"}},
    {"sodium.h", {"rules", "tools"}},
};

struct Include {
  std::string file;  // relative to the source tree
  std::string target;
  int line;
};

std::vector<Include> IncludesUnder(const std::string& folder) {
  std::vector<Include> found;
  static const std::regex kInclude(R"re(^\s*#\s*include\s+["<]([^">]+)[">])re");
  for (const auto& entry : fs::recursive_directory_iterator(SourcePath(folder))) {
    const std::string extension = entry.path().extension().string();
    if (extension != ".h" && extension != ".cc" && extension != ".def") continue;
    std::istringstream text(ReadFile(entry.path().string()));
    std::string line;
    for (int number = 1; std::getline(text, line); ++number) {
      std::smatch match;
      if (std::regex_search(line, match, kInclude)) {
        found.push_back({fs::relative(entry.path(), SourcePath("")).string(), match[1], number});
      }
    }
  }
  return found;
}

TEST(Layering, FoldersIncludeOnlyWhatTheDesignAllows) {
  for (const auto& [folder, allowed] : kMayInclude) {
    const std::vector<Include> includes = IncludesUnder(folder);
    EXPECT_GT(includes.size(), 3u) << folder;
    for (const Include& include : includes) {
      const std::string first = include.target.substr(0, include.target.find('/'));
      if (!kMayInclude.contains(first) || first == folder) continue;
      EXPECT_TRUE(allowed.contains(first) || allowed.contains(include.target))
          << include.file << ":" << include.line << " includes " << include.target;
    }
  }
}

TEST(Layering, TheWorkerKnowsOnlyTheSharedContracts) {
  for (const Include& include : IncludesUnder("executor/worker")) {
    if (!include.target.starts_with("executor/") || include.target.starts_with("executor/worker/"))
      continue;
    EXPECT_TRUE(kWorkerMayInclude.contains(include.target))
        << include.file << ":" << include.line << " includes " << include.target;
  }
}

TEST(Layering, ThirdPartyHeadersStayInTheirFolder) {
  for (const auto& [folder, unused] : kMayInclude) {
    for (const Include& include : IncludesUnder(folder)) {
      for (const auto& [prefix, folders] : kOnlyIn) {
        if (include.target.starts_with(prefix)) {
          EXPECT_TRUE(folders.contains(folder))
              << include.file << ":" << include.line << " includes " << include.target;
        }
      }
    }
  }
}

TEST(Layering, LockFileNamesNoDownloadAddress) {
  const std::string lock = ReadFile(SourcePath("package-lock.json"));
  EXPECT_EQ(lock.find("\"resolved\""), std::string::npos);
  EXPECT_EQ(lock.find("http"), std::string::npos);
  EXPECT_NE(lock.find("\"integrity\": \"sha512-"), std::string::npos);
}

}  // namespace
}  // namespace stockade::tests
