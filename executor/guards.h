// The guard table of guards.def as C++ values: shared by the rewriter, which prints guards, and the
// worker, which implements them. Header only; knows nothing else of ours.
#pragma once

#include <cstdint>
#include <string_view>

namespace stockade::executor {

enum class GuardId : uint8_t {
#define STOCKADE_GUARD(Id, text_name, constant_name, arity, reason) k##Id,
#include "executor/guards.def"
};

struct GuardRow {
  GuardId id;
  std::string_view text_name;      // `_getattr_`: the spelling of `stockade rewrite`
  std::string_view constant_name;  // `getattr`: follows kGuardMarker in the worker's text
  int arity;                       // positional arguments; -1: any number
  std::string_view reason;
};

// U+10F57C, of a private-use plane. A string constant of the worker's text that starts with it is a
// guard. The printer never emits it for submitted text, in any constant: concatenation folds
// constants
// ("a" "b" and "a" + "b" become one), so the absence of the code point, not of the whole name, is
// what makes guards unforgeable.
inline constexpr std::string_view kGuardMarker = "\xF4\x8F\x95\xBC";

inline constexpr GuardRow kGuards[] = {
#define STOCKADE_GUARD(Id, text_name, constant_name, arity, reason) \
  {GuardId::k##Id, text_name, constant_name, arity, reason},
#include "executor/guards.def"
};
inline constexpr std::size_t kGuardCount = sizeof(kGuards) / sizeof(kGuards[0]);

constexpr const GuardRow& Row(GuardId id) { return kGuards[static_cast<std::size_t>(id)]; }

// The worker's text may spell such a guard with brackets, too: "\U0010F57Cwrite"[object].
constexpr bool TakesSubscript(GuardId id) { return Row(id).arity == 1; }

// `x ** 4` and `x << 64` with a constant of at most this size need no guard below level `all`: the
// result is no larger than a few multiplications would make it.
inline constexpr int kMostBareExponent = 4;
inline constexpr int kMostBareShift = 64;

enum class DunderVerdict : uint8_t { kRead, kRefused };
struct DunderRow {
  std::string_view name;
  DunderVerdict verdict;
};
inline constexpr DunderRow kDunders[] = {
#define STOCKADE_DUNDER(name, verdict) {name, DunderVerdict::verdict},
#include "executor/guards.def"
};

struct NeverBareRow {
  std::string_view name;
  std::string_view reason;
};
inline constexpr NeverBareRow kNeverBare[] = {
#define STOCKADE_NEVER_BARE(name, reason) {name, reason},
#include "executor/guards.def"
};

inline constexpr std::string_view kIntrospection[] = {
#define STOCKADE_INTROSPECTION(name) name,
#include "executor/guards.def"
};

}  // namespace stockade::executor
