#include "rules/units.h"

#include <fmt/format.h>

#include <limits>
#include <optional>
#include <span>

namespace stockade::rules {
namespace {

struct Unit {
  std::string_view name;
  uint64_t factor;
};

// Largest first: the printers take the first that divides the value.
constexpr Unit kDurations[] = {{"h", 3'600'000}, {"min", 60'000}, {"s", 1000}, {"ms", 1}};
constexpr Unit kSizes[] = {
    {"GiB", uint64_t{1} << 30}, {"MiB", uint64_t{1} << 20}, {"KiB", uint64_t{1} << 10}, {"B", 1}};
// Times the executor's clocks can hold without a thought about overflow: a year.
constexpr uint64_t kMaxMilliseconds = uint64_t{366} * 24 * 3'600'000;

struct Quantity {
  uint64_t number;
  std::string_view unit;
};

std::optional<Quantity> Split(std::string_view text) {
  size_t digits = 0;
  uint64_t number = 0;
  while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') {
    const auto digit = static_cast<uint64_t>(text[digits] - '0');
    if (number > (std::numeric_limits<uint64_t>::max() - digit) / 10) return std::nullopt;
    number = number * 10 + digit;
    ++digits;
  }
  if (digits == 0) return std::nullopt;
  std::string_view unit = text.substr(digits);
  if (!unit.empty() && unit.front() == ' ') {
    unit.remove_prefix(1);
    if (unit.empty()) return std::nullopt;
  }
  return Quantity{number, unit};
}

std::optional<uint64_t> Scale(std::string_view text, std::span<const Unit> units,
                              uint64_t factor_without_unit) {
  const std::optional<Quantity> quantity = Split(text);
  if (!quantity) return std::nullopt;
  uint64_t factor = quantity->unit.empty() ? factor_without_unit : 0;
  for (const Unit& unit : units) {
    if (unit.name == quantity->unit) factor = unit.factor;
  }
  if (factor == 0 || quantity->number > std::numeric_limits<uint64_t>::max() / factor) {
    return std::nullopt;
  }
  return quantity->number * factor;
}

std::string Print(uint64_t value, std::span<const Unit> units) {
  for (const Unit& unit : units) {
    if (value % unit.factor == 0 && (value != 0 || unit.factor == 1)) {
      return fmt::format("{} {}", value / unit.factor, unit.name);
    }
  }
  return fmt::format("{}", value);
}

}  // namespace

tl::expected<std::chrono::milliseconds, std::string> ParseDuration(std::string_view text) {
  const std::optional<uint64_t> value = Scale(text, kDurations, 0);
  if (!value || *value > kMaxMilliseconds) {
    return tl::unexpected(fmt::format(
        "\"{}\" is not a duration: write a whole number and one of ms, s, min, h, as in \"250 ms\"",
        text));
  }
  return std::chrono::milliseconds(*value);
}

tl::expected<uint64_t, std::string> ParseBytes(std::string_view text) {
  const std::optional<uint64_t> value = Scale(text, kSizes, 1);
  if (!value) {
    return tl::unexpected(fmt::format(
        "\"{}\" is not a size: write a whole number and one of B, KiB, MiB, GiB, as in \"64 MiB\"",
        text));
  }
  return *value;
}

std::string FormatDuration(std::chrono::milliseconds value) {
  return Print(static_cast<uint64_t>(value.count()), kDurations);
}

std::string FormatBytes(uint64_t value) { return Print(value, kSizes); }

}  // namespace stockade::rules
