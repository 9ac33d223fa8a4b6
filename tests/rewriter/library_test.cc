// The whole standard library of the Python present, printed in every way: without guards the
// printed text has the same abstract syntax on the same lines and is a fixed point; with guards
// CPython compiles it.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "tests/rewriter/printing.h"
#include "tests/support/process.h"

namespace stockade::rewriter {
namespace {

namespace fs = std::filesystem;

// Files that intake or parser refuse although CPython takes them: this many at most, of about 1
// 600. They have tabs, form feeds or encodings that the strict intake rules do not let through.
constexpr size_t kMostRefused = 20;

struct Library {
  tests::TemporaryDirectory directory;
  std::vector<std::string> files;

  Library() {
    const nlohmann::json where = RunScript("library_path.py", nlohmann::json::object(), 30);
    for (const auto& entry : fs::recursive_directory_iterator(where.get<std::string>())) {
      if (entry.path().extension() == ".py" && entry.is_regular_file()) {
        files.push_back(entry.path().string());
      }
    }
    std::sort(files.begin(), files.end());
  }
  std::string Printed(size_t i) const { return directory.File(std::to_string(i) + ".py"); }
};

struct Printing {
  nlohmann::json pairs = nlohmann::json::array();
  std::vector<std::string> refused;
};

// Prints every file and calls `check` with each result.
template <class Check>
Printing PrintAll(const Library& library, const RewriteOptions& options, const Check& check) {
  Printing run;
  for (size_t i = 0; i < library.files.size(); ++i) {
    const Program program(tests::ReadFile(library.files[i]));
    if (!program.ok()) {
      run.refused.push_back(library.files[i] + ": " + program.Why());
      continue;
    }
    const Result<Rewritten> printed = Rewrite(program, options);
    EXPECT_TRUE(printed.has_value()) << library.files[i] << ": " << printed.error().message;
    if (!printed) continue;
    check(library.files[i], *printed);
    tests::WriteFile(library.Printed(i), printed->text);
    run.pairs.push_back({library.files[i], library.Printed(i)});
  }
  return run;
}

// Every refused file that CPython accepts counts.
void ExpectFewRefused(const std::vector<std::string>& refused) {
  nlohmann::json pairs = nlohmann::json::array();
  for (const std::string& line : refused) {
    const std::string path = line.substr(0, line.find(": "));
    pairs.push_back({path, path});
  }
  const nlohmann::json result =
      RunScript("compare_trees.py", {{"pairs", pairs}, {"check", "compile"}}, 300);
  const size_t wrongly = pairs.size() - result["refused"].size();
  std::string all;
  for (const std::string& line : refused) all += line;
  EXPECT_LE(wrongly, kMostRefused) << all;
}

void ExpectNoDifference(const nlohmann::json& pairs, const char* check) {
  const nlohmann::json result =
      RunScript("compare_trees.py", {{"pairs", pairs}, {"check", check}}, 1200);
  EXPECT_GT(result["compared"], 500);
  EXPECT_EQ(result["differences"].size(), 0u) << result["differences"].dump(1).substr(0, 4000);
}

TEST(Library, PlainPrintingKeepsTheTreeAndItsLinesAndIsAFixedPoint) {
  const Library library;
  const RewriteOptions options = Names(Level::kOff);
  const Printing run =
      PrintAll(library, options, [&](const std::string& file, const Rewritten& printed) {
        EXPECT_TRUE(printed.guards.empty());
        const Program again(printed.text);
        ASSERT_TRUE(again.ok()) << file << "\n" << again.Why();
        const Result<Rewritten> second = Rewrite(again, options);
        ASSERT_TRUE(second.has_value()) << file << ": " << second.error().message;
        EXPECT_TRUE(second->text == printed.text) << file << " is no fixed point";
      });
  ExpectNoDifference(run.pairs, "tree");
  ExpectFewRefused(run.refused);
}

struct Variant {
  const char* name;
  Level level;
  Spelling spelling;
};

class LibraryCompiles : public testing::TestWithParam<Variant> {};

TEST_P(LibraryCompiles, WithGuards) {
  const Library library;
  RewriteOptions options;
  options.level = GetParam().level;
  options.spelling = GetParam().spelling;
  const Printing run =
      PrintAll(library, options, [](const std::string& file, const Rewritten& printed) {
        EXPECT_TRUE(std::is_sorted(printed.positions.begin(), printed.positions.end(),
                                   [](const Position& a, const Position& b) {
                                     return std::tie(a.printed_line, a.printed_column) <
                                            std::tie(b.printed_line, b.printed_column);
                                   }))
            << file;
      });
  ExpectNoDifference(run.pairs, "compile");
}

INSTANTIATE_TEST_SUITE_P(Variants, LibraryCompiles,
                         testing::Values(Variant{"ProvenNames", Level::kProven, Spelling::kNames},
                                         Variant{"AllNames", Level::kAll, Spelling::kNames},
                                         Variant{"ProvenConstants", Level::kProven,
                                                 Spelling::kConstants},
                                         Variant{"AllConstants", Level::kAll, Spelling::kConstants},
                                         Variant{"Protocol", Level::kProtocol, Spelling::kNames}),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace stockade::rewriter
