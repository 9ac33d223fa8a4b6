#include "executor/host_object.h"

#include <algorithm>
#include <set>

#include "executor/guards.h"

namespace stockade::executor {
namespace {

constexpr size_t kMostMembers = 1000;

tl::unexpected<Error> Bad(const HostType& type, std::string why) {
  return tl::unexpected(Error{ErrorCode::kBadPolicy, "the host type '" + type.name + "' " + why});
}

// A name that a submission may spell after a dot.
bool IsMemberName(std::string_view name) {
  // ParseSignature knows what a name is.
  if (!ParseSignature(std::string(name) + "()") || name.front() == '_') return false;
  // Refused by the attribute guard whatever the object is.
  return name != "mro" && name != "obj" &&
         std::find(std::begin(kIntrospection), std::end(kIntrospection), name) ==
             std::end(kIntrospection);
}

// -2: no special method.
int SpecialArguments(std::string_view name) {
  for (const HostSpecial& special : kHostSpecials) {
    if (special.name == name) return special.arguments;
  }
  return -2;
}

bool TakesExactly(const HostSignature& signature, int count) {
  return !signature.any_positional && !signature.any_keywords &&
         static_cast<int>(signature.parameters.size()) == count &&
         std::all_of(
             signature.parameters.begin(), signature.parameters.end(),
             [](const HostParameter& given) { return given.required && !given.keyword_only; });
}

}  // namespace

Result<void> CheckHostType(const HostType& type) {
  if (!IsMemberName(type.name)) return Bad(type, "needs a name such as \"Order\"");
  if (type.attributes.size() + type.methods.size() > kMostMembers) {
    return Bad(type, "has too many members");
  }
  std::set<std::string_view> names;
  for (const HostAttribute& attribute : type.attributes) {
    if (!IsMemberName(attribute.name)) {
      return Bad(type, "has the attribute '" + attribute.name + "', which no submission may read");
    }
    if (!names.insert(attribute.name).second) {
      return Bad(type, "has two members named '" + attribute.name + "'");
    }
  }
  for (const HostMethod& method : type.methods) {
    const std::string& name = method.signature.name;
    const int arguments = SpecialArguments(name);
    if (arguments < -1 && !IsMemberName(name)) {
      return Bad(type, "has the method '" + name + "', which no submission may call");
    }
    if (arguments >= 0 && !TakesExactly(method.signature, arguments)) {
      return Bad(type, "has a '" + name + "' that does not take " + std::to_string(arguments) +
                           (arguments == 1 ? " argument" : " arguments"));
    }
    if (!names.insert(name).second) return Bad(type, "has two members named '" + name + "'");
  }
  return {};
}

}  // namespace stockade::executor
