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
#include "tests/support/process.h"
#include "tests/support/pythons.h"

namespace stockade::analyzer {
namespace {

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

class CpythonOf : public testing::TestWithParam<tests::Python> {
 protected:
  CpythonOf()
      : python_{GetParam().major, GetParam().minor}, own_(GetParam().path == STOCKADE_PYTHON) {}

  // Of the Python's library, in order; site-packages aside.
  std::vector<std::string> Library() const {
    const tests::ProcessResult result =
        tests::RunProcess({GetParam().path, "-I", "-c",
                           "import sysconfig; print(sysconfig.get_path('stdlib'), end='')"},
                          {});
    std::vector<std::string> files = PythonFiles(result.out);
    std::erase_if(files, [](const std::string& file) {
      return file.find("/site-packages/") != std::string::npos;
    });
    return files;
  }

  const PythonVersion python_;
  const bool own_;  // the one that the build embeds is looked at more closely
};
INSTANTIATE_TEST_SUITE_P(Cpython, CpythonOf, testing::ValuesIn(tests::Pythons()),
                         [](const auto& of) { return tests::PythonName(of.param); });

TEST_P(CpythonOf, AcceptsOfItsLibraryWhatWeAccept) {
  const size_t step = tests::Amount("STOCKADE_LIBRARY_STEP", own_ ? 3 : 20);
  const std::vector<std::string> files = Library();
  ASSERT_GT(files.size(), 400u);
  std::vector<std::string> texts, names;
  for (size_t i = static_cast<size_t>(python_.minor) % step; i < files.size(); i += step) {
    names.push_back(files[i]);
    texts.push_back(ReadFile(files[i]));
  }
  const std::vector<Verdict> verdicts = AskPython(texts, GetParam().path);
  ASSERT_EQ(verdicts.size(), texts.size());
  size_t compared = 0;
  for (size_t i = 0; i < texts.size(); ++i) {
    const Opinion ours = Ours(texts[i], python_);
    if (IsIntakeCode(ours.code)) continue;
    ++compared;
    EXPECT_EQ(ours.code.empty(), verdicts[i].accepted)
        << names[i] << ": " << ours.code << ' ' << ours.message
        << " | CPython: " << verdicts[i].message;
  }
  EXPECT_GT(compared, texts.size() / 2);
}

// Programs made invalid by mutation: nothing that CPython accepts is refused, and 99.5 % of what it
// refuses is.
TEST_P(CpythonOf, RefusesOfMutantsWhatWeRefuse) {
  const size_t mutants = tests::Amount("STOCKADE_MUTANTS", own_ ? 10000 : 2000);
  Mutator mutator(static_cast<uint32_t>(tests::Amount("STOCKADE_SEED", 20240229)));
  std::vector<std::string> pieces;
  const std::vector<std::string> files = Library();
  ASSERT_FALSE(files.empty());
  for (size_t i = 0; i < files.size(); i += 8) {
    const std::vector<std::string> more = mutator.Pieces(ReadFile(files[i]));
    pieces.insert(pieces.end(), more.begin(), more.end());
  }
  ASSERT_GT(pieces.size(), 500u);
  std::vector<std::string> texts;
  for (size_t i = 0; i < mutants; ++i) {
    texts.push_back(mutator.Mutate(pieces[mutator.Below(pieces.size())]));
  }
  const std::vector<Verdict> verdicts = AskPython(texts, GetParam().path);
  ASSERT_EQ(verdicts.size(), texts.size());
  size_t refused = 0, missed = 0, same_words = 0;
  for (size_t i = 0; i < texts.size(); ++i) {
    const Opinion ours = Ours(texts[i], python_);
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
  EXPECT_GT(refused, mutants / 2);
  EXPECT_LE(missed * 1000, refused * 5);
  // The words are those of 3.10 and later, where they became good.
  if (own_) {
    EXPECT_GE(same_words * 100, refused * 90);
  }
}

}  // namespace
}  // namespace stockade::analyzer
