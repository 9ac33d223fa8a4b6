// The work of a check at twice the size is twice the work, counted in instructions, on every shape
// of shapes.cc: reading, names, values and all rules of `strict`, suppressions and the sorted
// report.

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <regex>
#include <string>

#include "tests/analyzer/shapes.h"
#include "tests/support/process.h"

namespace stockade::analyzer {
namespace {

using Counts = std::map<std::string, std::map<size_t, uint64_t>>;  // by shape and size

// From the files that callgrind leaves, one for each label "shape|size".
Counts ReadCounts(const std::string& folder) {
  const std::regex label("desc: Trigger: Client Request: ([^|\n]*)\\|([0-9]+)\n");
  const std::regex total("\ntotals: ([0-9]+)");
  Counts counts;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const std::string text = tests::ReadFile(entry.path());
    std::smatch named, counted;
    const std::string head = text.substr(0, 2000);
    const std::string tail = text.substr(text.size() < 200 ? 0 : text.size() - 200);
    if (!std::regex_search(head, named, label) || !std::regex_search(tail, counted, total))
      continue;
    counts[named[1]][std::stoull(named[2])] = std::stoull(counted[1]);
  }
  return counts;
}

TEST(WorkTest, IsLinearInTheText) {
  const tests::TemporaryDirectory directory;
  const tests::ProcessResult run =
      tests::RunProcess({STOCKADE_VALGRIND, "--tool=callgrind",
                         "--callgrind-out-file=" + directory.path() + "/out", STOCKADE_WORK_PROBE},
                        {.timeout = std::chrono::seconds(500)});
  ASSERT_EQ(run.exit_code, 0) << run.err;
  const Counts counts = ReadCounts(directory.path());
  ASSERT_EQ(counts.size(), TextShapes().size() + MeaningShapes().size());
  for (const auto& [shape, by_size] : counts) {
    SCOPED_TRACE(shape);
    ASSERT_EQ(by_size.size(), 4u);
    uint64_t before = 0;
    for (const auto& [size, instructions] : by_size) {
      // Sorting adds a little to the double. What a text costs whatever its size is small.
      constexpr double kMostGrowth = 2.35;
      constexpr double kOnce = 200'000;
      if (before != 0) {
        EXPECT_LT(static_cast<double>(instructions),
                  kMostGrowth * static_cast<double>(before) + kOnce)
            << size;
      }
      before = instructions;
    }
  }
}

}  // namespace
}  // namespace stockade::analyzer
