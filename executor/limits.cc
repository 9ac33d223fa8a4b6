#include "executor/limits.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace stockade::executor {
namespace {

constexpr uint64_t kDay = 24ull * 3600 * 1000;
constexpr uint64_t kInt = std::numeric_limits<int>::max();

struct UnitRow {
  std::string_view name;
  uint64_t factor;
};
// From the largest down, so that formatting can take the first that divides.
constexpr UnitRow kTimeUnits[] = {{"min", 60'000}, {"s", 1000}, {"ms", 1}};
constexpr UnitRow kByteUnits[] = {
    {"GiB", 1ull << 30},
    {"MiB", 1ull << 20},
    {"KiB", 1ull << 10},
    {"bytes", 1},
    {"GB", 1'000'000'000},
    {"MB", 1'000'000},
    {"kB", 1000},
    {"byte", 1},
    {"B", 1},
    {"", 1},
};

std::string_view Trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

tl::unexpected<Error> Bad(std::string message) {
  return tl::unexpected(Error{ErrorCode::kBadLimit, std::move(message)});
}

// A number, with up to three decimals, and one of `units`.
template <size_t N>
Result<uint64_t> ParseQuantity(std::string_view text, const UnitRow (&units)[N], const char* kind,
                               const char* example) {
  const std::string shown = "'" + std::string(text) + "'";
  const auto wrong = [&] { return Bad(shown + " is not a " + kind + ": write " + example); };
  std::string_view rest = Trim(text);
  size_t digits = 0;
  uint64_t whole = 0;
  uint64_t thousandths = 0;
  while (digits < rest.size() && rest[digits] >= '0' && rest[digits] <= '9') {
    if (whole > (1ull << 52)) return Bad(shown + " is too large");
    whole = whole * 10 + static_cast<uint64_t>(rest[digits++] - '0');
  }
  if (digits == 0) return wrong();
  rest.remove_prefix(digits);
  if (!rest.empty() && rest.front() == '.') {
    size_t places = 0;
    uint64_t scale = 100;
    rest.remove_prefix(1);
    while (places < rest.size() && rest[places] >= '0' && rest[places] <= '9') {
      if (places >= 3) return Bad(shown + " has more than three decimals");
      thousandths += static_cast<uint64_t>(rest[places++] - '0') * scale;
      scale /= 10;
    }
    if (places == 0) return wrong();
    rest.remove_prefix(places);
  }
  rest = Trim(rest);
  for (const UnitRow& unit : units) {
    if (unit.name != rest) continue;
    if (whole != 0 && unit.factor > std::numeric_limits<uint64_t>::max() / whole / 2) {
      return Bad(shown + " is too large");
    }
    if (thousandths * unit.factor % 1000 != 0) {
      return Bad(shown + " is not a whole number of " +
                 (unit.factor == 1 ? "units" : "the least unit"));
    }
    return whole * unit.factor + thousandths * unit.factor / 1000;
  }
  return wrong();
}

template <size_t N>
std::string FormatQuantity(uint64_t value, const UnitRow (&units)[N]) {
  for (const UnitRow& unit : units) {
    if (unit.factor == 1 || (value != 0 && value % unit.factor == 0)) {
      return std::to_string(value / unit.factor) + " " + std::string(unit.name);
    }
  }
  return std::to_string(value);
}

}  // namespace

// clang-format off
const LimitRow kLimits[] = {
    {"wall", LimitUnit::kMilliseconds, Verdict::kWallLimit, 1, kDay, false,
     "time from the request to the reply, by the supervisor's clock",
     [](const Limits& l) { return static_cast<uint64_t>(l.wall.count()); },
     [](Limits& l, uint64_t v) { l.wall = std::chrono::milliseconds(v); }},
    {"cpu", LimitUnit::kMilliseconds, Verdict::kCpuLimit, 1, kDay, false,
     "processor time of the run, user and system, without the worker's warm-up",
     [](const Limits& l) { return static_cast<uint64_t>(l.cpu.count()); },
     [](Limits& l, uint64_t v) { l.cpu = std::chrono::milliseconds(v); }},
    {"memory", LimitUnit::kBytes, Verdict::kMemoryLimit, 1 << 20, 1ull << 42, false,
     "address space that the run may add; memory that Python holds free already is not counted",
     [](const Limits& l) { return l.memory_bytes; },
     [](Limits& l, uint64_t v) { l.memory_bytes = v; }},
    {"output", LimitUnit::kBytes, Verdict::kOutputLimit, 0, 1ull << 32, false,
     "bytes of standard output, and of standard error, each",
     [](const Limits& l) { return l.output_bytes; },
     [](Limits& l, uint64_t v) { l.output_bytes = v; }},
    {"result", LimitUnit::kBytes, Verdict::kResultLimit, 1, 1ull << 30, false,
     "bytes of the encoded value",
     [](const Limits& l) { return l.result_bytes; },
     [](Limits& l, uint64_t v) { l.result_bytes = v; }},
    {"result-depth", LimitUnit::kCount, Verdict::kResultLimit, 0, 1000, false,
     "containers nested in the value",
     [](const Limits& l) { return static_cast<uint64_t>(l.result_depth); },
     [](Limits& l, uint64_t v) { l.result_depth = static_cast<int>(v); }},
    {"iterations", LimitUnit::kCount, Verdict::kIterationLimit, 0, 1ull << 62, true,
     "steps of loops and entries of functions; code that loops in C is seen by the clocks only",
     [](const Limits& l) { return l.iterations; },
     [](Limits& l, uint64_t v) { l.iterations = v; }},
    {"recursion", LimitUnit::kCount, Verdict::kRecursionLimit, 50, 100'000, false,
     "Python frames at one time",
     [](const Limits& l) { return static_cast<uint64_t>(l.recursion); },
     [](Limits& l, uint64_t v) { l.recursion = static_cast<int>(v); }},
    {"file-size", LimitUnit::kBytes, Verdict::kFileLimit, 0, 1ull << 28, false,
     "bytes of one file in the scratch space",
     [](const Limits& l) { return l.file_bytes; },
     [](Limits& l, uint64_t v) { l.file_bytes = v; }},
    {"files", LimitUnit::kCount, Verdict::kFileLimit, 0, 10'000, false,
     "files in the scratch space",
     [](const Limits& l) { return static_cast<uint64_t>(l.files); },
     [](Limits& l, uint64_t v) { l.files = static_cast<int>(v); }},
    {"open-files", LimitUnit::kCount, Verdict::kException, 8, 1024, false,
     "open descriptors; the program sees an OSError",
     [](const Limits& l) { return static_cast<uint64_t>(l.open_files); },
     [](Limits& l, uint64_t v) { l.open_files = static_cast<int>(v); }},
    {"threads", LimitUnit::kCount, Verdict::kProcessLimit, 1, 256, false,
     "threads of the run at one time, the first one among them; the program sees a RuntimeError",
     [](const Limits& l) { return static_cast<uint64_t>(l.threads); },
     [](Limits& l, uint64_t v) { l.threads = static_cast<int>(v); }},
    {"processes", LimitUnit::kCount, Verdict::kProcessLimit, 1, 1, false,
     "processes of the run, the first one among them; the program sees an OSError",
     [](const Limits& l) { return static_cast<uint64_t>(l.processes); },
     [](Limits& l, uint64_t v) { l.processes = static_cast<int>(v); }},
    {"host-calls", LimitUnit::kCount, Verdict::kHostCallLimit, 0, 1ull << 32, false,
     "calls of host functions, and uses of host objects",
     [](const Limits& l) { return l.host_calls; },
     [](Limits& l, uint64_t v) { l.host_calls = v; }},
    {"host-objects", LimitUnit::kCount, Verdict::kException, 0, 1 << 20, false,
     "host objects that the run has handles of at the same time; the program sees a RuntimeError",
     [](const Limits& l) { return l.host_objects; },
     [](Limits& l, uint64_t v) { l.host_objects = v; }},
};
// clang-format on
const std::size_t kLimitCount = std::size(kLimits);
static_assert(kInt >= 100'000);

const LimitRow* FindLimit(std::string_view name) {
  const auto row = std::find_if(kLimits, kLimits + kLimitCount,
                                [&](const LimitRow& candidate) { return candidate.name == name; });
  return row == kLimits + kLimitCount ? nullptr : row;
}

Result<void> CheckLimits(const Limits& limits) {
  if (limits.wall.count() < 0 || limits.cpu.count() < 0 || limits.recursion < 0 ||
      limits.result_depth < 0 || limits.open_files < 0 || limits.files < 0 || limits.threads < 0 ||
      limits.processes < 0) {
    return Bad("a limit is negative");
  }
  for (size_t i = 0; i < kLimitCount; ++i) {
    const LimitRow& row = kLimits[i];
    const uint64_t value = row.get(limits);
    if (value >= row.lowest && value <= row.highest) continue;
    return Bad("the limit '" + std::string(row.name) + "' is " + FormatLimit(row, value) +
               "; it may be " + FormatLimit(row, row.lowest) + " to " +
               FormatLimit(row, row.highest));
  }
  return {};
}

Result<std::chrono::milliseconds> ParseDuration(std::string_view text) {
  auto count = ParseQuantity(text, kTimeUnits, "duration",
                             "a number and one of ms, s, min, as in \"250 ms\"");
  if (!count) return tl::unexpected(count.error());
  if (*count > kDay) return Bad("'" + std::string(text) + "' is longer than a day");
  return std::chrono::milliseconds(*count);
}

Result<uint64_t> ParseBytes(std::string_view text) {
  return ParseQuantity(
      text, kByteUnits, "size",
      "a number of bytes, or a number and one of kB, MB, GB, KiB, MiB, GiB, as in \"64 MiB\"");
}

std::string FormatDuration(std::chrono::milliseconds duration) {
  return FormatQuantity(static_cast<uint64_t>(duration.count()), kTimeUnits);
}

std::string FormatBytes(uint64_t bytes) { return FormatQuantity(bytes, kByteUnits); }

std::string FormatLimit(const LimitRow& row, uint64_t value) {
  switch (row.unit) {
    case LimitUnit::kMilliseconds:
      return FormatDuration(std::chrono::milliseconds(value));
    case LimitUnit::kBytes:
      return FormatBytes(value);
    case LimitUnit::kCount:
      break;
  }
  return std::to_string(value);
}

}  // namespace stockade::executor
