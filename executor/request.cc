#include "executor/request.h"

#include <algorithm>
#include <set>
#include <string>

#include "executor/wire.h"

namespace stockade::executor {
namespace {

// What crosses at a time; a worker takes no larger request.
constexpr size_t kMostInputBytes = 256u << 20;
constexpr size_t kMostFunctions = 1000;

tl::unexpected<Error> Bad(std::string message) {
  return tl::unexpected(Error{ErrorCode::kBadRequest, std::move(message)});
}

}  // namespace

Result<void> CheckEnvironment(const Environment& environment) {
  std::set<std::string_view> names;
  size_t bytes = 0;
  for (const File& file : environment.files) {
    if (!IsFileName(file.name)) {
      return Bad("'" + file.name + "' is no name for an input file: write a relative path");
    }
    if (!names.insert(file.name).second)
      return Bad("two input files are named '" + file.name + "'");
    bytes += file.bytes.size();
  }
  if (bytes > kMostInputBytes) return Bad("the input files have more than 256 MiB");
  names.clear();
  if (environment.functions.size() > kMostFunctions)
    return Bad("there are too many host functions");
  for (const HostFunction& function : environment.functions) {
    const std::string& name = function.signature.name;
    if (name.empty()) return Bad("a host function has no name");
    if (!names.insert(name).second) return Bad("two host functions are named '" + name + "'");
  }
  for (const auto& [name, object] : environment.objects) {
    if (!ParseSignature(name + "()")) return Bad("'" + name + "' is no name for a host object");
    if (object == nullptr || object->type == nullptr) {
      return Bad("the host object '" + name + "' has no type");
    }
    if (auto checked = CheckHostType(*object->type); !checked) return Bad(checked.error().message);
    if (!names.insert(name).second) return Bad("two things of the host are named '" + name + "'");
  }
  return {};
}

}  // namespace stockade::executor
