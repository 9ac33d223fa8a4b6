// The spelling that somebody may have meant.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace stockade::rules {

// The candidate with the fewest edits (insert, delete, replace, swap of neighbours) from `word`, if
// that is at most a third of the longer length (at least one); else empty. Words of more than 64
// bytes have no neighbour.
std::string_view Nearest(std::string_view word, std::span<const std::string_view> candidates);

// `"a", "b" and "c"`; of more than `limit` items the first ones and how many more there are.
std::string QuotedList(std::span<const std::string_view> items, size_t limit = 24);

}  // namespace stockade::rules
