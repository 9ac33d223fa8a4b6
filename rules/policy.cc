#include "rules/policy.h"

#include <fmt/format.h>

#include <algorithm>

#include "executor/guards.h"
#include "rules/library.h"
#include "rules/nearest.h"

namespace stockade::rules {
namespace {

const TextSet& StdlibModules() {
  static const TextSet set = {
#define STOCKADE_STDLIB(name) name,
#include "rules/stdlib_modules.def"
  };
  return set;
}

struct ModuleName {
  std::string_view module, name;
};
constexpr ModuleName kNamesakes[] = {
#define STOCKADE_NAMESAKE(module, name) {module, name},
#include "rules/stdlib_modules.def"
};
constexpr ModuleName kReexports[] = {
#define STOCKADE_REEXPORT(module, name) {module, name},
#include "rules/stdlib_modules.def"
};

constexpr ModuleName kSubmodules[] = {
#define STOCKADE_SUBMODULE(module, name) {module, name},
#include "rules/stdlib_modules.def"
};

template <size_t kSize>
bool Contains(const ModuleName (&table)[kSize], std::string_view module, std::string_view name) {
  return std::any_of(std::begin(table), std::end(table), [&](const ModuleName& row) {
    return row.module == module && row.name == name;
  });
}

// Letters, digits and underscores that every match of the pattern starts with; "" if that is not
// plain to see. Groups, alternatives and flags are not looked into.
std::string LiteralPrefix(std::string_view pattern) {
  if (!pattern.starts_with('^') || pattern.find('|') != std::string_view::npos ||
      pattern.find("(?") != std::string_view::npos) {
    return {};
  }
  const auto is_literal = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  size_t end = 1;
  while (end < pattern.size() && is_literal(pattern[end])) ++end;
  const bool repeated =
      end < pattern.size() && std::string_view("*+?{").find(pattern[end]) != std::string_view::npos;
  if (repeated && end > 1) --end;
  return std::string(pattern.substr(1, end - 1));
}

const TextSet& GuardNames() {
  static const TextSet set = [] {
    TextSet names;
    for (const executor::GuardRow& row : executor::kGuards) names.emplace(row.text_name);
    return names;
  }();
  return set;
}

const TextSet& RefusedDunders() {
  static const TextSet set = [] {
    TextSet names;
    for (const executor::DunderRow& row : executor::kDunders) {
      if (row.verdict == executor::DunderVerdict::kRefused) names.emplace(row.name);
    }
    return names;
  }();
  return set;
}

const TextSet& Introspection() {
  static const TextSet set = [] {
    TextSet names;
    for (std::string_view name : executor::kIntrospection) names.emplace(name);
    return names;
  }();
  return set;
}

}  // namespace

bool IsDunder(std::string_view name) {
  return name.size() > 4 && name.starts_with("__") && name.ends_with("__");
}
bool IsStdlibModule(std::string_view name) { return StdlibModules().contains(name); }
bool IsSubmodule(std::string_view name) {
  static const TextSet set = [] {
    TextSet names;
    for (const ModuleName& row : kSubmodules) names.emplace(row.name);
    return names;
  }();
  return set.contains(name);
}
bool IsModule(const ImportPolicy& imports, std::string_view qualified) {
  if (IsStdlibModule(qualified) || imports.AllowsListed(qualified)) return true;
  const size_t dot = qualified.rfind('.');
  return dot != std::string_view::npos &&
         Contains(kSubmodules, qualified.substr(0, dot), qualified.substr(dot + 1));
}
bool IsGuardName(std::string_view name) {
  return name.size() > 2 && name.front() == '_' && GuardNames().contains(name);
}
bool IsRefusedDunder(std::string_view name) {
  return name.starts_with("__") && RefusedDunders().contains(name);
}
bool IsIntrospection(std::string_view name) { return Introspection().contains(name); }

std::string ModuleInternals(const ImportPolicy& imports, std::string_view module,
                            std::string_view name) {
  if (name.starts_with('_')) {
    if (IsDunder(name)) return {};
    std::string_view inner = name;
    inner.remove_prefix(1);
    if (IsStdlibModule(inner)) {
      return fmt::format("is the module {}, which {} imports for itself", inner, module);
    }
    return fmt::format("is private to the module {}", module);
  }
  if (Contains(kReexports, module, name)) {
    return fmt::format("is a module that {} imports for itself", module);
  }
  if (Contains(kSubmodules, module, name) && !Contains(kNamesakes, module, name)) {
    const std::string inner = fmt::format("{}.{}", module, name);
    if (imports.AllowsModule(inner)) return {};
    return fmt::format("is the module {}, which may not be imported here", inner);
  }
  // What a module of the library holds, such as sys.stdin, is no module.
  if (module.find('.') != std::string_view::npos &&
      IsStdlibModule(module.substr(0, module.find('.'))) && !IsModule(imports, module)) {
    return {};
  }
  const std::string_view last = module.substr(module.rfind('.') + 1);
  if (name == last || !IsStdlibModule(name) || imports.AllowsModule(name) ||
      imports.AllowsModule(fmt::format("{}.{}", module, name)) ||
      Contains(kNamesakes, module, name)) {
    return {};
  }
  return fmt::format("is the module {}, which {} imports for itself", name, module);
}

tl::expected<PatternSet, std::string> PatternSet::Compile(
    const std::vector<std::string>& patterns) {
  PatternSet out;
  if (patterns.empty()) return out;
  RE2::Options options;
  options.set_log_errors(false);
  out.set_ = std::make_unique<RE2::Set>(options, RE2::UNANCHORED);
  bool all_have_prefixes = true;
  for (const std::string& pattern : patterns) {
    std::string error;
    if (out.set_->Add(pattern, &error) < 0) {
      return tl::unexpected(
          fmt::format("\"{}\" is not a regular expression of RE2: {}", pattern, error));
    }
    out.prefixes_.push_back(LiteralPrefix(pattern));
    all_have_prefixes &= !out.prefixes_.back().empty();
  }
  if (!all_have_prefixes) out.prefixes_.clear();
  if (!out.set_->Compile()) return tl::unexpected(std::string("the patterns are too large"));
  return out;
}

bool PatternSet::Matches(std::string_view text) const {
  if (set_ == nullptr) return false;
  if (!prefixes_.empty() &&
      std::none_of(prefixes_.begin(), prefixes_.end(),
                   [&](const std::string& prefix) { return text.starts_with(prefix); })) {
    return false;
  }
  RE2::Set::ErrorInfo error{RE2::Set::kNoError};
  if (set_->Match({text.data(), text.size()}, nullptr, &error)) return true;
  return error.kind != RE2::Set::kNoError;
}

tl::expected<NameMatcher, std::string> NameMatcher::Compile(const NamePolicy& policy,
                                                            const TextSet& always_forbidden) {
  NameMatcher out;
  auto patterns = PatternSet::Compile(policy.forbid_matching);
  if (!patterns) return tl::unexpected(std::move(patterns).error());
  out.patterns_ = *std::move(patterns);
  for (const std::string& name : always_forbidden) out.forbids_.emplace(name, true);
  for (const std::string& name : policy.allow) out.forbids_.insert_or_assign(name, false);
  out.allow_ = TextSet(policy.allow.begin(), policy.allow.end());
  out.reasons_.insert(policy.reason.begin(), policy.reason.end());
  for (const std::string& name : policy.forbid) {
    const size_t dot = name.rfind('.');
    // A bare name is the builtin of that name, also when it is reached as builtins.name.
    const std::string qualified = dot == std::string::npos ? "builtins." + name : name;
    if (dot == std::string::npos || name.starts_with("builtins.")) {
      const std::string last = name.substr(dot == std::string::npos ? 0 : dot + 1);
      out.forbid_.insert(last);
      out.forbids_.insert_or_assign(last, true);
    }
    out.qualified_.insert(qualified);
    out.last_parts_.insert(qualified.substr(qualified.rfind('.') + 1));
  }
  return out;
}

bool NameMatcher::Forbids(std::string_view name) const {
  if (const auto listed = forbids_.find(name); listed != forbids_.end()) return listed->second;
  return patterns_.Matches(name);
}

std::string_view NameMatcher::ForbiddenEntry(std::string_view qualified) const {
  for (;;) {
    if (const auto it = qualified_.find(qualified); it != qualified_.end()) return *it;
    const size_t dot = qualified.rfind('.');
    if (dot == std::string_view::npos) return {};
    qualified = qualified.substr(0, dot);
  }
}

std::string_view NameMatcher::Reason(std::string_view name) const {
  if (const auto it = reasons_.find(name); it != reasons_.end()) return it->second;
  if (name.starts_with("builtins.")) return Reason(name.substr(9));
  return {};
}

const ModuleSettings* Policy::HostModule(std::string_view name) const {
  const auto found = std::find_if(set.modules.begin(), set.modules.end(),
                                  [name](const auto& module) { return module.name == name; });
  return found == set.modules.end() ? nullptr : &*found;
}

ImportPolicy::ImportPolicy(const RuleSet& set)
    : entries_(set.imports), reasons_(set.import_reasons) {
  for (const ModuleSettings& module : set.modules) entries_.push_back(module.name);
  for (const std::string& entry : entries_) {
    if (entry.ends_with(".*")) {
      const std::string module = entry.substr(0, entry.size() - 2);
      trees_.insert(module);
      whole_.insert(module);
      continue;
    }
    const size_t dot = entry.rfind('.');
    // "a.b" is the submodule b of a, or the name b of a: both readings are allowed.
    whole_.insert(entry);
    if (dot != std::string::npos) {
      names_.insert(entry);
      partial_.insert(entry.substr(0, dot));
    }
  }
  for (const std::string& name : names_) {
    const size_t dot = name.rfind('.');
    const std::string_view module = std::string_view(name).substr(0, dot);
    // A module inside a package is judged by its name; what is meant here is math.sqrt alone.
    has_partial_ |= !whole_.contains(module) &&
                    !Contains(kSubmodules, module, std::string_view(name).substr(dot + 1));
  }
}

bool ImportPolicy::AllowsWhole(std::string_view module) const {
  if (whole_.contains(module)) return true;
  for (size_t dot = module.rfind('.'); dot != std::string_view::npos;
       dot = module.rfind('.', dot - 1)) {
    if (trees_.contains(module.substr(0, dot))) return true;
    if (dot == 0) break;
  }
  return false;
}

bool ImportPolicy::AllowsModule(std::string_view module) const {
  return AllowsWhole(module) || partial_.contains(module);
}

bool ImportPolicy::AllowsName(std::string_view module, std::string_view name) const {
  return AllowsWhole(module) || names_.contains(fmt::format("{}.{}", module, name));
}

std::string ImportPolicy::Help(std::string_view module) const {
  std::string out;
  for (std::string_view part = module; !part.empty() && out.empty();) {
    if (const auto it = reasons_.find(std::string(part)); it != reasons_.end()) {
      out = it->second + "; ";
    }
    const size_t dot = part.rfind('.');
    part = dot == std::string_view::npos ? std::string_view() : part.substr(0, dot);
  }
  if (const auto reason = WhyRefused(module); out.empty() && reason) {
    out = fmt::format("{}; ", *reason);
  }
  if (entries_.empty()) return out + "no module may be imported here";
  std::vector<std::string_view> allowed;
  for (const std::string& entry : entries_) {
    if (entry != "__future__") allowed.push_back(entry);
  }
  if (const std::string_view near = Nearest(module, allowed); !near.empty()) {
    out += fmt::format("did you mean \"{}\"? ", near);
  }
  constexpr size_t kShown = 12;
  out += "allowed: ";
  for (size_t i = 0; i < std::min(allowed.size(), kShown); ++i) {
    out += fmt::format("{}{}", i > 0 ? ", " : "", allowed[i]);
  }
  if (allowed.size() > kShown) {
    out += fmt::format(" and {} more (`stockade rules show` lists them)", allowed.size() - kShown);
  }
  return out;
}

tl::expected<std::shared_ptr<const Policy>, std::string> Policy::Create(const RuleSet& set) {
  auto out = std::make_shared<Policy>();
  out->set = set;
  auto names = NameMatcher::Compile(set.names, {});
  if (!names) return tl::unexpected(std::move(names).error());
  TextSet always = RefusedDunders();
  always.insert(Introspection().begin(), Introspection().end());
  auto attributes = NameMatcher::Compile(set.attributes, always);
  if (!attributes) return tl::unexpected(std::move(attributes).error());
  NamePolicy called;
  called.forbid = set.forbidden_calls;
  called.reason = set.call_reasons;
  auto calls = NameMatcher::Compile(called, {});
  if (!calls) return tl::unexpected(std::move(calls).error());
  out->names = *std::move(names);
  out->calls = *std::move(calls);
  out->attributes = *std::move(attributes);
  out->imports = ImportPolicy(set);
  out->dunder_methods = TextSet(set.dunder_methods.begin(), set.dunder_methods.end());
  return std::shared_ptr<const Policy>(std::move(out));
}

std::optional<std::string> Policy::AttributeProblem(std::string_view name) const {
  if (!attributes.Forbids(name)) return std::nullopt;
  if (IsIntrospection(name)) return "it opens the frames and code of the interpreter";
  if (IsDunder(name)) return "it belongs to the interpreter and leads out of the program";
  return "this rule set forbids it";
}

bool Policy::AllowsDunderDefinition(std::string_view name) const {
  if (dunder_methods.contains(name)) return true;
  return dunder_methods.contains("*") && !IsRefusedDunder(name);
}

}  // namespace stockade::rules
