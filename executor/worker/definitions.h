// The names of definitions.def: which double-underscore names a submission may bind, and read as
// names.
#pragma once

#include <string_view>

namespace stockade::executor::worker {

// In a class body. The policy's list narrows it further when the class is made.
bool MayBeDefined(std::string_view name);
// Is it one that the policy's list of dunder methods decides on? (Not so: __slots__, __doc__, ...)
bool IsMethodName(std::string_view name);
// As a name of the module, a class body or a global; any name that has no two underscores on both
// sides.
bool MayBeBound(std::string_view name, bool class_body);
bool MayBeLoaded(std::string_view name, bool class_body);

bool IsDunderName(std::string_view name);

}  // namespace stockade::executor::worker
