// Dotted names of library objects, and the names that one object has.
#include <algorithm>
#include <string>

#include "analyzer/call_models.h"
#include "analyzer/qualified.h"

namespace stockade::analyzer {
namespace {

// Names of one object under several others: reexports.def.
struct ReexportRow {
  std::string_view name, target;
};
constexpr ReexportRow kReexports[] = {
#define STOCKADE_REEXPORT(name, target) {name, target},
#include "analyzer/reexports.def"
};

static_assert(std::is_sorted(std::begin(kReexports), std::end(kReexports),
                             [](const ReexportRow& a, const ReexportRow& b) {
                               return a.name < b.name;
                             }));

// The names of builtins.def, sorted.
constexpr std::string_view kBuiltinNames[] = {
#define STOCKADE_BUILTIN(name) #name,
#include "analyzer/builtins.def"
};

static_assert(std::is_sorted(std::begin(kBuiltinNames), std::end(kBuiltinNames)));

}  // namespace

bool IsKnownBuiltin(std::string_view name) {
  return std::binary_search(std::begin(kBuiltinNames), std::end(kBuiltinNames), name);
}

bool HasOtherNames(std::string_view dotted) {
  const auto* row =
      std::lower_bound(std::begin(kReexports), std::end(kReexports), dotted,
                       [](const ReexportRow& r, std::string_view name) { return r.name < name; });
  // Below a module there are rows of its members; between "a.b" and "a.b." there may be "a.b-c".
  for (; row != std::end(kReexports) && row->name.starts_with(dotted); ++row) {
    if (row->name.size() == dotted.size() || row->name[dotted.size()] == '.') return true;
  }
  return false;
}

// What is kept under keys; iterating over it gives those.

uint32_t QualifiedNameSolver::Path(std::string_view dotted) {
  size_t start = dotted.find_first_not_of('.');
  if (start == dotted.npos) return Intern(kNone, dotted, dotted);
  const size_t root_end = std::min(dotted.find('.', start), dotted.size());
  uint32_t result =
      Intern(kNone, dotted.substr(0, root_end), dotted.substr(start, root_end - start));
  for (size_t at = root_end; at < dotted.size() && result != kNone;) {
    const size_t end = std::min(dotted.find('.', at + 1), dotted.size());
    result = Member(result, dotted.substr(at + 1, end - at - 1));
    at = end;
  }
  return result;
}

uint32_t QualifiedNameSolver::Member(uint32_t dotted, std::string_view name) {
  if (dotted == kNone) return kNone;
  const Dotted& parent = dotted_[dotted];
  if (parent.dots >= kMaxDots) {
    gave_up_ = true;
    return kNone;
  }
  std::string text(parent.text);
  if (!text.ends_with('.')) text += '.';  // `from . import a` is ".a"
  text += name;
  return Intern(dotted, text, name);
}

uint32_t QualifiedNameSolver::Intern(uint32_t parent, std::string_view text,
                                     std::string_view last) {
  const uint32_t known = dotted_names_.Find(text);
  if (known != NameTable::kAbsent) return known;
  if (!Spend(8)) return kNone;
  const uint32_t dotted = dotted_names_.InternCopy(text);
  const std::string_view kept = dotted_names_.Text(dotted);
  dotted_.push_back({.parent = parent,
                     .dots = parent == kNone ? 0 : dotted_[parent].dots + 1,
                     .text = kept,
                     .last = kept.substr(kept.size() - last.size()),
                     .model = FindModel(kept)});
  if (travel_ == Travel::kYes) dotted_.back().is_worth_carrying = IsWorthCarrying(kept);
  FindOtherNames(dotted);
  return dotted;
}

// The other names of the object: through a module that re-exports it, through its parent's other
// names, and the two attributes that lead from a builtin back to where it came from.
void QualifiedNameSolver::FindOtherNames(uint32_t dotted) {
  const std::string_view text = dotted_[dotted].text;
  const uint32_t parent = dotted_[dotted].parent;
  std::vector<uint32_t> also;
  auto add = [&](uint32_t other) {
    if (other == kNone || other == dotted) return;
    if (std::find(also.begin(), also.end(), other) == also.end()) also.push_back(other);
    for (uint32_t further : dotted_[other].also) {
      if (further != dotted && std::find(also.begin(), also.end(), further) == also.end()) {
        also.push_back(further);
      }
    }
  };
  const auto* row =
      std::lower_bound(std::begin(kReexports), std::end(kReexports), text,
                       [](const ReexportRow& r, std::string_view name) { return r.name < name; });
  for (; row != std::end(kReexports) && row->name == text; ++row) add(Path(row->target));
  if (parent != kNone) {
    const std::string last(dotted_[dotted].last);
    if (last == "__call__") add(parent);
    if (last == "__self__" && dotted_[parent].parent != kNone) add(dotted_[parent].parent);
    const std::vector<uint32_t> others = dotted_[parent].also;
    for (uint32_t other : others) add(Member(other, last));
  }
  dotted_[dotted].also = std::move(also);
}

}  // namespace stockade::analyzer
