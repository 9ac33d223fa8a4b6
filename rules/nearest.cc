#include "rules/nearest.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

namespace stockade::rules {
namespace {

constexpr size_t kLongest = 64;

// Optimal string alignment with three rows.
size_t Distance(std::string_view a, std::string_view b) {
  std::array<std::array<size_t, kLongest + 1>, 3> rows;
  for (size_t j = 0; j <= b.size(); ++j) rows[0][j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    const auto& before_last = rows[(i + 1) % 3];
    const auto& last = rows[(i + 2) % 3];
    auto& row = rows[i % 3];
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t replace = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({replace, last[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
    }
  }
  return rows[a.size() % 3][b.size()];
}

// One bit for each letter that occurs; several letters may share one.
uint64_t Letters(std::string_view text) {
  uint64_t letters = 0;
  for (char c : text) letters |= uint64_t{1} << (static_cast<unsigned char>(c) % 64);
  return letters;
}

// No more than the distance, and soon told: an edit changes the length by at most one, and adds or
// removes at most one letter.
size_t LeastDistance(std::string_view a, uint64_t a_letters, std::string_view b) {
  const uint64_t b_letters = Letters(b);
  const int lost = std::popcount(a_letters & ~b_letters);
  const int gained = std::popcount(b_letters & ~a_letters);
  const size_t length = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
  return std::max(length, static_cast<size_t>(std::max(lost, gained)));
}

}  // namespace

std::string_view Nearest(std::string_view word, std::span<const std::string_view> candidates) {
  std::string_view best;
  size_t best_distance = kLongest + 1;
  if (word.size() > kLongest) return best;
  const uint64_t letters = Letters(word);
  for (std::string_view candidate : candidates) {
    if (candidate.size() > kLongest) continue;
    const size_t allowed = std::max<size_t>(1, std::max(word.size(), candidate.size()) / 3);
    // Most candidates have nothing of the word.
    if (LeastDistance(word, letters, candidate) > std::min(allowed, best_distance - 1)) continue;
    const size_t distance = Distance(word, candidate);
    if (distance <= allowed && distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

std::string QuotedList(std::span<const std::string_view> items, size_t limit) {
  std::string out;
  const size_t shown = std::min(items.size(), limit);
  for (size_t i = 0; i < shown; ++i) {
    if (i > 0) out += i + 1 == items.size() ? " and " : ", ";
    out += fmt::format("\"{}\"", items[i]);
  }
  if (shown < items.size()) out += fmt::format(" and {} more", items.size() - shown);
  return out;
}

}  // namespace stockade::rules
