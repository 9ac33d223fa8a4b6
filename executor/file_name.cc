#include "executor/file_name.h"

#include <algorithm>

namespace stockade::executor {

bool IsFileName(std::string_view name) {
  if (name.empty() || name.size() > kMaxFileName) return false;
  const bool plain = std::all_of(name.begin(), name.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F && c != '\\';
  });
  while (plain) {
    const size_t slash = name.find('/');
    const std::string_view part = name.substr(0, slash);
    if (part.empty() || part == "." || part == "..") return false;
    if (slash == name.npos) return true;
    name.remove_prefix(slash + 1);
  }
  return false;
}

}  // namespace stockade::executor
