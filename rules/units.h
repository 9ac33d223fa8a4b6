// Durations and sizes as rule sets spell them: "250 ms", "5 s", "2 min"; "64 KiB", "1 MiB", "4096".
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace stockade::rules {

// The error is a sentence that names the units, for the caller to put a place before.
tl::expected<std::chrono::milliseconds, std::string> ParseDuration(std::string_view text);
tl::expected<uint64_t, std::string> ParseBytes(std::string_view text);

// In the largest unit that divides the value: the parsers read back the same value.
std::string FormatDuration(std::chrono::milliseconds value);
std::string FormatBytes(uint64_t value);

}  // namespace stockade::rules
