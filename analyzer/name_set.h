// The names seen so far, in order: few at most places, any number in hostile text (private to the
// analyzer).
//
//   NameSet seen;
//   if (!seen.Add(name)) ...   // was there before
#pragma once

#include <algorithm>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace stockade::analyzer {

class NameSet {
 public:
  // False if the name was there. Constant time on average; the text of the name must outlive this.
  bool Add(std::string_view name) {
    if (names_.size() < kFew) {
      if (std::find(names_.begin(), names_.end(), name) != names_.end()) return false;
    } else {
      if (index_.empty()) index_.insert(names_.begin(), names_.end());
      if (!index_.insert(name).second) return false;
    }
    names_.push_back(name);
    return true;
  }
  bool Contains(std::string_view name) const {
    if (!index_.empty()) return index_.contains(name);
    return std::find(names_.begin(), names_.end(), name) != names_.end();
  }
  const std::vector<std::string_view>& names() const { return names_; }

 private:
  static constexpr size_t kFew = 16;
  std::vector<std::string_view> names_;
  std::unordered_set<std::string_view> index_;  // once there are more than a few
};

}  // namespace stockade::analyzer
