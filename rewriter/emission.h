// The closed table of emission.def, and the proofs of proofs.def, as C++ values (private to the
// rewriter).
//
//   for (const EmissionRow& row : kEmission) ...
//   if (row.proof != Proof::kNever && Holds(row.proof, node)) ...   // the guard may be left out
#pragma once

#include <cstdint>
#include <string_view>

#include "analyzer/node.h"
#include "executor/guards.h"
#include "rewriter/rewriter.h"

namespace stockade::rewriter {

enum class Access : uint8_t { kRead, kWrite, kDelete, kBind, kCall, kIterate };

enum class ProofScope : uint8_t { kProven, kOwnGuards, kAnyLevel };

// Whether a proof of this scope counts at a level that emits guards.
constexpr bool Counts(ProofScope scope, Level level) {
  if (level == Level::kProven) return true;
  return scope == ProofScope::kAnyLevel ||
         (scope == ProofScope::kOwnGuards && level == Level::kAll);
}

// The guards that RestrictedPython's hosts supply; all others are Stockade's own.
inline constexpr executor::GuardId kProtocolGuards[] = {
    executor::GuardId::kGetAttr,    executor::GuardId::kGetItem,    executor::GuardId::kGetIter,
    executor::GuardId::kUnpack,     executor::GuardId::kIterUnpack, executor::GuardId::kWrite,
    executor::GuardId::kInplaceVar, executor::GuardId::kApply,
};
constexpr bool InProtocol(executor::GuardId guard) {
  for (const executor::GuardId known : kProtocolGuards) {
    if (known == guard) return true;
  }
  return false;
}

enum class Proof : uint8_t {
#define STOCKADE_PROOF(Id, scope, reason) k##Id,
#include "rewriter/proofs.def"
  kNever,
};

struct ProofRow {
  Proof proof;
  std::string_view name;
  ProofScope scope;
  std::string_view reason;
};

inline constexpr ProofRow kProofs[] = {
#define STOCKADE_PROOF(Id, scope, reason) {Proof::k##Id, #Id, ProofScope::k##scope, reason},
#include "rewriter/proofs.def"
};

struct EmissionRow {
  analyzer::NodeKind kind;
  Access access;
  executor::GuardId guard;
  Proof proof;
};

inline constexpr EmissionRow kEmission[] = {
#define STOCKADE_EMIT(Kind, Access_, Guard, Proof_) \
  {analyzer::NodeKind::k##Kind, Access::k##Access_, executor::GuardId::k##Guard, Proof::k##Proof_},
#include "rewriter/emission.def"
};

// A cell is one kind, access and guard; its rows differ in the proof only.
constexpr bool HasCell(analyzer::NodeKind kind, Access access, executor::GuardId guard) {
  for (const EmissionRow& row : kEmission) {
    if (row.kind == kind && row.access == access && row.guard == guard) return true;
  }
  return false;
}

// True if the proof's argument holds for the node that would be guarded: the construct of the row's
// kind. `parent` is the statement around it where an argument needs one, else null. Reads the
// subtree only as far as the argument needs.
bool Holds(Proof proof, const analyzer::Node& node, const analyzer::Node* parent);

// Whether an attribute name may be read without a guard under Level::kProven.
bool MayBeBare(std::string_view name);

// Whether a name that starts with an underscore may be read without a guard on an object of the
// submission that hides no names of a library: no double-underscore name, none of the fixed ones.
bool MayBeReached(std::string_view name);

// A List or Tuple target.
bool TakesApart(const analyzer::Node& target);
}  // namespace stockade::rewriter
