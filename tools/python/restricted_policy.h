// RestrictedPython's default policy over our tree: the same error texts in the same order, without
// its gaps (private to the Python package).
//
//   RestrictedPolicy policy = CheckRestricted(*tree.root(), tree.source(), {});
//   if (policy.errors.empty()) ...   // may be printed under rewriter::Level::kProtocol
//
// The texts are RestrictedPython's interface (8.4). What this policy allows beyond it, because the
// protocol's hooks see it: in-place operations on items and attributes, annotations, nonlocal,
// async functions and await, type parameters, and match with patterns that read no attribute and
// no item. Linear in the tree; no recursion. Thread-safe.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/node.h"
#include "analyzer/source.h"

namespace stockade::python {

struct RestrictedPolicy {
  std::vector<std::string> errors;      // "Line 3: ..."
  std::vector<std::string> warnings;    // about `print` and `printed`, and unknown statements
  std::vector<std::string> used_names;  // names that are read, in the order of their first use
};

struct RestrictedOptions {
  // The text is a module: it has a print collector of its own. False for one expression or
  // statement, which use that of their surroundings.
  bool module = true;
  // The text is the body of a function that starts at this line (0: it is not).
  unsigned function_line = 0;
};

RestrictedPolicy CheckRestricted(const analyzer::Node& root, const analyzer::Source& source,
                                 const RestrictedOptions& options);

// What the policy has against a function of this name at the left margin.
std::vector<std::string> FunctionNameErrors(std::string_view name);

// The policy's own tables: methods with underscores that a class may define, names that nobody may
// bind, and attributes of frames, code, tracebacks, generators and coroutines that may never be
// read.
std::span<const std::string_view> AllowedFunctionNames();
std::span<const std::string_view> ForbiddenNames();
std::span<const std::string_view> InspectAttributes();
bool IsInspectAttribute(std::string_view name);

}  // namespace stockade::python
