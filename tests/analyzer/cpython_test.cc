// Do we accept exactly what CPython accepts?

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "mutations.h"
#include "oracle.h"

namespace stockade::analyzer {
namespace {

constexpr char kLibrary[] = "/usr/lib/python3.11";

std::vector<std::string> PythonFiles(const std::string& folder) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".py" && entry.is_regular_file()) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// The hand-made inputs that stock tree-sitter-python and CPython read differently.
TEST(CpythonTest, Differentials) {
  const std::string folder = STOCKADE_SOURCE_DIR "/tests/corpus/_differentials/";
  std::map<std::string, std::string> classes;
  std::ifstream results(folder + "results.3.11.tsv");
  for (std::string line; std::getline(results, line);) {
    const size_t tab = line.find('\t');
    classes[line.substr(0, tab)] = line.substr(tab + 1, line.find('\t', tab + 1) - tab - 1);
  }
  const std::vector<std::string> files = PythonFiles(folder + "cases");
  ASSERT_EQ(files.size(), 462u);
  std::vector<std::string> texts;
  for (const std::string& file : files) texts.push_back(ReadFile(file));
  const std::vector<Verdict> verdicts = AskPython(texts);
  ASSERT_EQ(verdicts.size(), texts.size());
  // The name of a character that does not exist: we have no table of the names.
  const std::string no_such_name = "str_N_bad";
  for (size_t i = 0; i < files.size(); ++i) {
    const std::string name = std::filesystem::path(files[i]).stem();
    SCOPED_TRACE(name);
    const std::string& kind = classes[name];
    EXPECT_NE(kind, "");
    if (kind == "cpy-rejects" || kind == "both-reject") {
      EXPECT_FALSE(verdicts[i].accepted) << "the table is of another CPython";
    }
    const Opinion ours = Ours(texts[i]);
    if (verdicts[i].accepted) {
      EXPECT_TRUE(ours.code.empty() || IsIntakeCode(ours.code)) << ours.code << ' ' << ours.message;
    } else if (name != no_such_name) {
      EXPECT_NE(ours.code, "") << verdicts[i].message;
    }
  }
}

TEST(CpythonTest, StandardLibrary) {
  const std::vector<std::string> files = PythonFiles(kLibrary);
  ASSERT_GT(files.size(), 500u);
  std::vector<std::string> texts;
  for (const std::string& file : files) texts.push_back(ReadFile(file));
  const std::vector<Verdict> verdicts = AskPython(texts);
  ASSERT_EQ(verdicts.size(), texts.size());
  size_t accepted = 0;
  for (size_t i = 0; i < files.size(); ++i) {
    SCOPED_TRACE(files[i]);
    const Opinion ours = Ours(texts[i]);
    accepted += ours.code.empty();
    if (IsIntakeCode(ours.code)) continue;
    EXPECT_EQ(ours.code.empty(), verdicts[i].accepted)
        << ours.code << ' ' << ours.message << " | CPython: " << verdicts[i].message;
  }
  EXPECT_GT(accepted, files.size() * 97 / 100);
}

// Programs made invalid by mutation: nothing that CPython accepts is refused, and 99.5 % of what it
// refuses is.
TEST(CpythonTest, Mutations) {
  constexpr size_t kMutants = 20000;
  Mutator mutator(20240229);
  std::vector<std::string> pieces;
  std::vector<std::string> files;
  for (const std::string& file : PythonFiles(kLibrary)) {
    if (std::filesystem::path(file).parent_path() == kLibrary) files.push_back(file);
  }
  for (const std::string& file : files) {
    const std::vector<std::string> more = mutator.Pieces(ReadFile(file));
    pieces.insert(pieces.end(), more.begin(), more.end());
  }
  ASSERT_GT(pieces.size(), 500u);
  std::vector<std::string> texts;
  for (size_t i = 0; i < kMutants; ++i) {
    texts.push_back(mutator.Mutate(pieces[mutator.Below(pieces.size())]));
  }
  const std::vector<Verdict> verdicts = AskPython(texts);
  ASSERT_EQ(verdicts.size(), texts.size());
  size_t refused = 0, missed = 0, same_words = 0;
  for (size_t i = 0; i < texts.size(); ++i) {
    const Opinion ours = Ours(texts[i]);
    if (verdicts[i].accepted) {
      EXPECT_TRUE(ours.code.empty() || IsIntakeCode(ours.code))
          << ours.code << ' ' << ours.line << ": " << ours.message << '\n'
          << texts[i];
      continue;
    }
    ++refused;
    missed += ours.code.empty();
    same_words += ours.message == verdicts[i].message;
    if (ours.code.empty()) {
      std::printf("missed: %s, line %d\n", verdicts[i].message.c_str(), verdicts[i].line);
    }
  }
  std::printf("CPython refuses %zu of %zu mutants; we miss %zu, and say the same of %zu\n", refused,
              texts.size(), missed, same_words);
  EXPECT_GT(refused, kMutants / 2);
  EXPECT_LE(missed * 1000, refused * 5);
  EXPECT_GE(same_words * 100, refused * 90);
}

}  // namespace
}  // namespace stockade::analyzer
