// A rule set made ready for matching: what the checks of all rules share. Immutable, so one policy
// serves any number of threads.
#pragma once

#include <re2/set.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "rules/ruleset.h"

namespace stockade::rules {

struct TextHash {
  using is_transparent = void;
  size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
};
using TextSet = std::unordered_set<std::string, TextHash, std::equal_to<>>;

// One RE2::Set of a family of names. Matching is linear in the name; a match that runs out of
// memory counts as one.
class PatternSet {
 public:
  static tl::expected<PatternSet, std::string> Compile(const std::vector<std::string>& patterns);
  bool Matches(std::string_view text) const;

 private:
  std::unique_ptr<RE2::Set> set_;  // null: no patterns
  // If not empty, every match starts with one of these; most names are told apart without the
  // automaton.
  std::vector<std::string> prefixes_;
};

// Verdicts on names ([names]) or attribute names ([attributes]).
class NameMatcher {
 public:
  static tl::expected<NameMatcher, std::string> Compile(const NamePolicy& policy,
                                                        const TextSet& always_forbidden);
  // `name` has no dots.
  bool Forbids(std::string_view name) const;
  bool ForbidsExactly(std::string_view name) const { return forbid_.contains(name); }
  bool Allows(std::string_view name) const { return allow_.contains(name); }
  // A forbidden dotted name ends in this: only then is it worth to resolve an expression.
  bool EndsForbiddenName(std::string_view last_part) const {
    return last_parts_.contains(last_part);
  }
  // `qualified` is dotted ("os.system", "builtins.eval"); itself or a prefix of it is forbidden.
  // Returns the forbidden entry, or "".
  std::string_view ForbiddenEntry(std::string_view qualified) const;
  // What to do instead, or "".
  std::string_view Reason(std::string_view name) const;
  bool HasQualified() const { return !qualified_.empty(); }

 private:
  TextSet forbid_, allow_, qualified_, last_parts_;
  // All of forbid, allow and what is always forbidden: one look tells each name of a text.
  std::unordered_map<std::string, bool, TextHash, std::equal_to<>> forbids_;
  PatternSet patterns_;
  std::unordered_map<std::string, std::string, TextHash, std::equal_to<>> reasons_;
};

// [imports] allow.
class ImportPolicy {
 public:
  ImportPolicy() = default;
  explicit ImportPolicy(const RuleSet& set);

  // `import module` is allowed, whole or in part.
  bool AllowsModule(std::string_view module) const;
  // All public names of the module are allowed (no entry narrows it down).
  bool AllowsWhole(std::string_view module) const;
  // This name of an allowed module is allowed.
  bool AllowsName(std::string_view module, std::string_view name) const;
  // An entry of the list is this very name, without a dot: a module by what the list says.
  bool AllowsListed(std::string_view name) const {
    return name.find('.') == std::string_view::npos && whole_.contains(name);
  }
  // Some modules are open for single names only.
  bool HasPartial() const { return has_partial_; }
  // What to do instead of importing it: the set's reason, else the nearest and first allowed
  // modules.
  std::string Help(std::string_view module) const;

 private:
  TextSet whole_, trees_, names_, partial_;
  bool has_partial_ = false;
  std::vector<std::string> entries_;
  std::map<std::string, std::string> reasons_;
};

struct Policy {
  RuleSet set;
  NameMatcher names, attributes, calls;
  ImportPolicy imports;
  TextSet dunder_methods;

  // The error names the pattern that RE2 does not take.
  static tl::expected<std::shared_ptr<const Policy>, std::string> Create(const RuleSet& set);

  // Why this attribute name is refused ("leads from a value to ..."), or nullopt if it is not.
  std::optional<std::string> AttributeProblem(std::string_view name) const;
  // A class body may define this double-underscore name.
  bool AllowsDunderDefinition(std::string_view name) const;
  // The host's own module of that name, or null.
  const ModuleSettings* HostModule(std::string_view name) const;
};

// `__x__` with something between.
bool IsDunder(std::string_view name);
// A top-level module of the standard library.
bool IsStdlibModule(std::string_view name);
// The last part of the name of some module inside a package of the standard library.
bool IsSubmodule(std::string_view name);
// The expression that has this qualified name is a module, as far as the tables know.
bool IsModule(const ImportPolicy& imports, std::string_view qualified);
// `module.name` is another module that was only imported there, or a private name.
// "" if it is neither; else a phrase: "is the module os, which random imports for itself".
std::string ModuleInternals(const ImportPolicy& imports, std::string_view module,
                            std::string_view name);
// Names of guard functions (executor/guards.def): never a submission's.
bool IsGuardName(std::string_view name);
// Double-underscore attributes that the guards never hand out, and attributes of frames, code,
// generators, coroutines and tracebacks (executor/guards.def).
bool IsRefusedDunder(std::string_view name);
bool IsIntrospection(std::string_view name);

}  // namespace stockade::rules
