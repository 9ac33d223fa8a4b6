// The limits as a table: one row says everything that the command line, the rule sets, the result
// and the tests need to know about one limit.
//
//   for (const LimitRow& row : kLimits) Print(row.name, FormatLimit(row, row.get(policy.limits)));
//
// To add a limit: a field in Limits, a row here, an under_ and an over_ program in tests/executor.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "executor/outcome.h"
#include "executor/policy.h"

namespace stockade::executor {

enum class LimitUnit : uint8_t { kMilliseconds, kBytes, kCount };

struct LimitRow {
  std::string_view name;  // key in [limits] and LimitInfo::name
  LimitUnit unit;
  Verdict verdict;  // of a run that goes over it; kException: the program sees an error instead
  uint64_t lowest, highest;
  bool zero_is_none;  // 0 means: no such limit
  std::string_view meaning;
  uint64_t (*get)(const Limits&);
  void (*set)(Limits&, uint64_t);
};

extern const LimitRow kLimits[];
extern const std::size_t kLimitCount;

// The row of that name, or nullptr.
const LimitRow* FindLimit(std::string_view name);

// kBadLimit names the first limit that is out of its row's range.
Result<void> CheckLimits(const Limits& limits);

// "250 ms", "2 s"; "64 MiB", "1000 bytes": the largest unit that divides exactly, as ParseDuration
// and ParseBytes read them.
std::string FormatDuration(std::chrono::milliseconds duration);
std::string FormatBytes(uint64_t bytes);
std::string FormatLimit(const LimitRow& row, uint64_t value);

}  // namespace stockade::executor
