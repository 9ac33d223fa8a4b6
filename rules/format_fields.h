// What the text of str.format names: the attributes of its fields, and the widths of its specs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace stockade::rules {

struct FormatFields {
  std::vector<std::string_view> attributes;  // of all fields, nested ones too; views into the text
  uint64_t largest_number = 0;  // largest width or precision in a spec; capped at 10**18
};

// Reads `{0.name[key]!r:spec}` fields as str.format does, leniently: text that str.format refuses
// gives what can be read of it. Linear in the text.
FormatFields ParseFormat(std::string_view text);

// The largest number in a format spec such as `>1000.3f`; capped at 10**18.
uint64_t LargestNumber(std::string_view spec);

// The largest width or precision of a %-format: "%1000d" has 1000.
uint64_t LargestPercentNumber(std::string_view text);

}  // namespace stockade::rules
