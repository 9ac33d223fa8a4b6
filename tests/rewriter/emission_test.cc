// The closed table: every node kind has a row, every cell a program that shows it, every proof a
// program in which it holds and an attack in which it must not.
#include "rewriter/emission.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "tests/rewriter/printing.h"

namespace stockade::rewriter {
namespace {

using analyzer::NodeKind;
using executor::GuardId;

TEST(Emission, EveryNodeKindHasARow) {
  std::map<NodeKind, int> rows;
  std::set<NodeKind> without;
  for (const EmissionRow& row : kEmission) ++rows[row.kind];
#define STOCKADE_NO_GUARD(Kind, why)                                                 \
  EXPECT_TRUE(without.insert(NodeKind::k##Kind).second) << #Kind " is listed twice"; \
  EXPECT_GT(std::string_view(why).size(), 5u) << #Kind;
#include "rewriter/emission.def"
  for (int i = 0; i < analyzer::kNodeKindCount; ++i) {
    const auto kind = static_cast<NodeKind>(i);
    EXPECT_NE(rows.contains(kind), without.contains(kind)) << analyzer::KindName(kind);
  }
}

std::vector<GuardNote> NotesOf(std::string_view text, Level level) {
  const Program program(text);
  EXPECT_TRUE(program.ok()) << text << program.Why();
  if (!program.ok()) return {};
  const Result<Rewritten> printed = Rewrite(program, Names(level));
  EXPECT_TRUE(printed.has_value()) << text;
  return printed ? printed->guards : std::vector<GuardNote>();
}

bool Emits(std::string_view text, Level level, GuardId guard) {
  const auto notes = NotesOf(text, level);
  return std::any_of(notes.begin(), notes.end(), [guard](const GuardNote& note) {
    return note.emitted && note.guard == guard;
  });
}

bool LeavesOut(std::string_view text, Level level, GuardId guard, std::string_view reason) {
  const auto notes = NotesOf(text, level);
  return std::any_of(notes.begin(), notes.end(), [&](const GuardNote& note) {
    return !note.emitted && note.guard == guard && note.reason == reason;
  });
}

// A program for each cell that can be emitted, with its guard at Level::kAll.
struct Cell {
  NodeKind kind;
  Access access;
  GuardId guard;
  const char* text;
};
const Cell kCells[] = {
    {NodeKind::kAttribute, Access::kRead, GuardId::kGetAttr, "a.b\n"},
    {NodeKind::kAttribute, Access::kWrite, GuardId::kWrite, "a.b = 1\n"},
    {NodeKind::kAttribute, Access::kDelete, GuardId::kWrite, "del a.b\n"},
    {NodeKind::kSubscript, Access::kRead, GuardId::kGetItem, "a[b]\n"},
    {NodeKind::kSubscript, Access::kWrite, GuardId::kWrite, "a[b] = 1\n"},
    {NodeKind::kSubscript, Access::kDelete, GuardId::kWrite, "del a[b]\n"},
    {NodeKind::kSlice, Access::kRead, GuardId::kSlice, "a[b:c]\n"},
    {NodeKind::kAugAssign, Access::kBind, GuardId::kInplaceVar, "a += b\n"},
    {NodeKind::kAugAssign, Access::kWrite, GuardId::kInplaceStore, "a[b] += c\n"},
    {NodeKind::kAugAssign, Access::kRead, GuardId::kInplaceAttr, "a.b += c\n"},
    {NodeKind::kAugAssign, Access::kRead, GuardId::kInplaceItem, "a[b] += c\n"},
    {NodeKind::kAssign, Access::kBind, GuardId::kUnpack, "a, b = c\n"},
    {NodeKind::kFor, Access::kIterate, GuardId::kGetIter, "for a in b: pass\n"},
    {NodeKind::kFor, Access::kIterate, GuardId::kGetAIter,
     "async def f():\n  async for a in b: pass\n"},
    {NodeKind::kFor, Access::kBind, GuardId::kIterUnpack, "for a, b in c: pass\n"},
    {NodeKind::kComprehension, Access::kIterate, GuardId::kGetIter, "[a for a in b]\n"},
    {NodeKind::kComprehension, Access::kIterate, GuardId::kGetAIter,
     "async def f():\n  [a async for a in b]\n"},
    {NodeKind::kComprehension, Access::kBind, GuardId::kIterUnpack, "[a for a, b in c]\n"},
    {NodeKind::kStarred, Access::kIterate, GuardId::kGetIter, "[*a]\n"},
    {NodeKind::kYieldFrom, Access::kIterate, GuardId::kGetIter, "def f():\n  yield from a\n"},
    {NodeKind::kWhile, Access::kIterate, GuardId::kBudget, "while a: pass\n"},
    {NodeKind::kFunctionDef, Access::kCall, GuardId::kBudget, "def f(): return 1\n"},
    {NodeKind::kLambda, Access::kCall, GuardId::kBudget, "lambda: 1\n"},
    {NodeKind::kBinOp, Access::kRead, GuardId::kPower, "a ** b\n"},
    {NodeKind::kBinOp, Access::kRead, GuardId::kLeftShift, "a << b\n"},
    {NodeKind::kBinOp, Access::kRead, GuardId::kMultiply, "a * b\n"},
    {NodeKind::kBinOp, Access::kRead, GuardId::kModulo, "a % b\n"},
    {NodeKind::kFStringField, Access::kRead, GuardId::kFormat, "f'{a}'\n"},
    {NodeKind::kString, Access::kRead, GuardId::kJoin, "f'{a}'\n"},
};

TEST(Emission, EveryCellIsShown) {
  for (const Cell& cell : kCells) {
    EXPECT_TRUE(HasCell(cell.kind, cell.access, cell.guard)) << cell.text;
    EXPECT_TRUE(Emits(cell.text, Level::kAll, cell.guard)) << cell.text;
  }
  for (const EmissionRow& row : kEmission) {
    const bool shown = std::any_of(std::begin(kCells), std::end(kCells), [&row](const Cell& cell) {
      return cell.kind == row.kind && cell.access == row.access && cell.guard == row.guard;
    });
    // A cell that no level emits has a proof that always holds.
    const bool never = std::any_of(std::begin(kEmission), std::end(kEmission), [&](const auto& r) {
      return r.kind == row.kind && r.access == row.access && r.guard == row.guard &&
             (r.proof == Proof::kPatternName || r.proof == Proof::kImportedName ||
              r.proof == Proof::kOneSourceFixed || r.proof == Proof::kStarsAreCharged);
    });
    EXPECT_NE(shown, never) << analyzer::KindName(row.kind) << " "
                            << executor::Row(row.guard).text_name;
  }
}

// For each proof: where it holds, and the nearest program in which the guard must stay.
struct Argument {
  Proof proof;
  GuardId guard;
  const char* holds;
  const char* attack;  // null: the operation has no guard to keep; the reason says who decides
};
const Argument kArguments[] = {
    {Proof::kAllowedName, GuardId::kGetAttr, "a.name\n", "a.mro\n"},
    {Proof::kAllowedName, GuardId::kGetAttr, "a.format_it\n", "a.format_map\n"},
    {Proof::kAllowedName, GuardId::kGetAttr, "a.frame\n", "a.gi_frame\n"},
    {Proof::kAllowedName, GuardId::kGetAttr, "a.globals\n", "a.func_globals\n"},
    {Proof::kAllowedName, GuardId::kGetAttr, "a.subclasses\n", "a.__subclasses__\n"},
    {Proof::kAllowedName, GuardId::kGetAttr, "a.module\n", "a._module\n"},
    {Proof::kNoItemHook, GuardId::kGetItem, "a[b]\n", nullptr},
    {Proof::kNoItemHook, GuardId::kWrite, "a[b] = 1\n", "a.b = 1\n"},
    {Proof::kNoItemHook, GuardId::kInplaceStore, "a[b] += 1\n", "a[b] **= c\n"},
    {Proof::kNoItemHook, GuardId::kInplaceStore, "a[b] *= c\n", "a[b] *= 'x'\n"},
    {Proof::kFixedCount, GuardId::kUnpack, "a, b = c\n", "a, *b = c\n"},
    {Proof::kFixedCount, GuardId::kUnpack, "a, (b, c) = d\n", "a, (b, *c) = d\n"},
    {Proof::kFixedCount, GuardId::kIterUnpack, "for a, b in c: d\n", "for a, *b in c: d\n"},
    {Proof::kOneSourceFixed, GuardId::kUnpack, "with a as (b, c): d\n", nullptr},
    {Proof::kDisplayInPlace, GuardId::kUnpack, "a, *b = c, d\n", "a, (*b,) = c, d\n"},
    {Proof::kFoldedConstant, GuardId::kPower, "2 ** 64\n", "2 ** 65\n"},
    {Proof::kFoldedConstant, GuardId::kPower, "2 ** -1\n", "0 ** -1\n"},
    {Proof::kFoldedConstant, GuardId::kLeftShift, "1 << 9\n", "1 << 999\n"},
    {Proof::kFoldedConstant, GuardId::kLeftShift, "1 << 8\n", "1 << -8\n"},
    {Proof::kFoldedConstant, GuardId::kMultiply, "'a' * 9\n", "'a' * 9999\n"},
    {Proof::kSmallStep, GuardId::kPower, "a ** 4\n", "a ** 5\n"},
    {Proof::kSmallStep, GuardId::kPower, "a ** 0.5\n", "a ** b\n"},
    {Proof::kSmallStep, GuardId::kPower, "a ** b ** 2\n", "2 ** a ** b\n"},
    {Proof::kSmallStep, GuardId::kLeftShift, "a << 64\n", "a << 65\n"},
    {Proof::kSmallStep, GuardId::kLeftShift, "a << 1\n", "1 << a\n"},
    {Proof::kSmallStep, GuardId::kLeftShift, "a << 0x40\n", "a << -1\n"},
    {Proof::kNoSequence, GuardId::kMultiply, "a * b\n", "[a] * b\n"},
    {Proof::kNoSequence, GuardId::kMultiply, "a * 2 * b\n", "2 * (1,) * b\n"},
    {Proof::kNoSequence, GuardId::kMultiply, "(a + b) * c\n", "(a + 'b') * c\n"},
    {Proof::kNoFormat, GuardId::kModulo, "a % b\n", "'%*d' % b\n"},
    {Proof::kNoFormat, GuardId::kModulo, "a % 'b'\n", "b'%d' % a\n"},
    {Proof::kSteadySize, GuardId::kInplaceVar, "a += b\n", "a **= b\n"},
    {Proof::kSteadySize, GuardId::kInplaceVar, "a *= b\n", "a *= [b]\n"},
    {Proof::kSteadySize, GuardId::kInplaceVar, "a >>= b\n", "a <<= b\n"},
    {Proof::kTargetIsGuarded, GuardId::kInplaceStore, "a.b += c\n", "a.__b__ += c\n"},
    {Proof::kTargetIsGuarded, GuardId::kInplaceStore, "a._b -= c\n", "a._b **= c\n"},
    {Proof::kTargetIsGuarded, GuardId::kInplaceStore, "a.b *= c\n", "a.b *= [c]\n"},
    {Proof::kTargetIsGuarded, GuardId::kInplaceStore, "a.b += c\n", "a.mro += c\n"},
    {Proof::kTargetIsGuarded, GuardId::kInplaceStore, "a.b += c\n", "a.obj += c\n"},
    {Proof::kTargetIsGuarded, GuardId::kInplaceStore, "a.b += c\n", "a._abc_impl += c\n"},
    {Proof::kSmallFormat, GuardId::kJoin, "f'{a:>9}'\n", "f'{a:>9999}'\n"},
    {Proof::kSmallFormat, GuardId::kJoin, "f'{a:.3f}'\n", "f'{a:{b}}'\n"},
    {Proof::kStarsAreCharged, GuardId::kApply, "f(*a)\n", nullptr},
    {Proof::kPatternName, GuardId::kGetAttr, "match a:\n  case A(b=1): c\n", nullptr},
    {Proof::kImportedName, GuardId::kGetAttr, "from a import b\n", nullptr},
    {Proof::kNotEvaluated, GuardId::kWrite, "a.b: int\n", "a.b: int = 1\n"},
    {Proof::kPassedBefore, GuardId::kWrite, "def f(a):\n  a.b = 1\n  a.c = 2\n",
     "def f(a):\n  a.b = 1\n  a = d\n  a.c = 2\n"},
    {Proof::kSpentElsewhere, GuardId::kBudget, "def f():\n  while a: b\n", "def f():\n  if a: b\n"},
    {Proof::kStraightLine, GuardId::kBudget, "def f():\n  def g(): pass\n",
     "def f():\n  def g(x=f()): pass\n"},
    {Proof::kStraightLine, GuardId::kBudget, "def f(): 'doc'\n", "def f(): f()\n"},
};

TEST(Emission, EveryProofHoldsWhereItShouldAndNotNearby) {
  std::set<Proof> shown;
  for (const Argument& argument : kArguments) {
    const ProofRow& row = kProofs[static_cast<size_t>(argument.proof)];
    shown.insert(argument.proof);
    EXPECT_TRUE(LeavesOut(argument.holds, Level::kProven, argument.guard, row.reason))
        << row.name << ": " << argument.holds;
    // At kAll only what any level may leave out stays left out.
    EXPECT_EQ(LeavesOut(argument.holds, Level::kAll, argument.guard, row.reason),
              row.scope != ProofScope::kProven)
        << row.name << ": " << argument.holds;
    if (argument.attack == nullptr) continue;
    EXPECT_FALSE(LeavesOut(argument.attack, Level::kProven, argument.guard, row.reason))
        << row.name << ": " << argument.attack;
    EXPECT_TRUE(Emits(argument.attack, Level::kProven, argument.guard)) << argument.attack;
  }
  EXPECT_EQ(shown.size(), std::size(kProofs));
}

TEST(Emission, ProofsAreInOrderAndSayWhy) {
  for (size_t i = 0; i < std::size(kProofs); ++i) {
    EXPECT_EQ(static_cast<size_t>(kProofs[i].proof), i);
    EXPECT_GT(kProofs[i].reason.size(), 20u) << kProofs[i].name;
  }
}

TEST(Emission, NotesAreInSourceOrder) {
  const auto notes = NotesOf("a._b(c._d)[e] = f ** g; h = i.j._k\n", Level::kAll);
  EXPECT_GE(notes.size(), 6u);
  EXPECT_TRUE(
      std::is_sorted(notes.begin(), notes.end(),
                     [](const GuardNote& a, const GuardNote& b) { return a.begin < b.begin; }));
}

TEST(Emission, NothingIsGuardedWithGuardsOff) {
  EXPECT_TRUE(NotesOf("a.b[c] **= d\nfor e in f(*g): h\n", Level::kOff).empty());
}

}  // namespace
}  // namespace stockade::rewriter
