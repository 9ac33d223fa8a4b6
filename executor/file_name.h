// Names of the files that cross to a run and back, on both sides of the channel.
#pragma once

#include <cstddef>
#include <string_view>

namespace stockade::executor {

inline constexpr size_t kMaxFileName = 255;  // bytes

// A name that open() accepts: relative, no empty part, no "." or "..", no control character and no
// backslash.
bool IsFileName(std::string_view name);

}  // namespace stockade::executor
