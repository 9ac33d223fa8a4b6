// One verification: what verifier.cc (constants, exception table, paths), verifier_steps.cc (one
// instruction), verifier_names.cc, verifier_calls.cc and verifier_flow.cc share. Private to them.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "executor/guards.h"
#include "executor/worker/guarded.h"
#include "executor/worker/opcodes.h"
#include "executor/worker/slot_stack.h"

namespace stockade::executor::worker {

// What a stack slot may hold. Values from kFirstBound on may be taken by their one consumer only;
// from kGuard on they are guards, kGuard + id.
enum Slot : uint8_t {
  kAny,
  kNull,  // of PUSH_NULL
  kConstant,
  kBuilt,      // a display or an unpacked pattern: as long as its text
  kCharged,    // what a star may take: a charged container or a guarded iterable
  kIterable,   // a guarded iterable
  kIterator,   // iter() of one
  kWritable,   // passed by the write guard
  kReached,    // passed by the reach guard: ordinary names may be read
  kOwned,      // passed by the own guard: underscore names may be read, and written
  kNamespace,  // __annotations__
  kSequence,   // the subject of a sequence pattern
  kModule,     // what an import statement gave
  kFirstBound,
  kCode = kFirstBound,  // a code constant: for MAKE_FUNCTION
  kComprehension,       // the function of a comprehension: for the call with its guarded iterator
  kLocalsDict,          // the namespace of a class body, for the load of one name
  kHolder,              // the load of an in-place operation: for its store
  kGuard,
};
constexpr bool MayBeStarred(uint8_t slot) {
  return slot == kCharged || slot == kIterable || slot == kBuilt || slot == kConstant;
}
constexpr bool IsBound(uint8_t slot) { return slot >= kFirstBound; }
constexpr uint8_t SlotOf(GuardId id) {
  return static_cast<uint8_t>(kGuard + static_cast<uint8_t>(id));
}

// Guards whose result is more than a value.
constexpr Slot ResultOf(GuardId id) {
  switch (id) {
    case GuardId::kGetIter:
    case GuardId::kGetAIter:
    case GuardId::kIterUnpack:
      return kIterable;
    case GuardId::kUnpack:
      return kBuilt;
    case GuardId::kStar:
      return kCharged;
    case GuardId::kReach:
      return kReached;
    case GuardId::kOwn:
      return kOwned;
    case GuardId::kWrite:
      return kWritable;
    case GuardId::kInplaceItem:
    case GuardId::kInplaceAttr:
      return kHolder;
    default:
      return kAny;
  }
}

// What a code object is, as the instructions of the one around it say.
enum class CodeRole : uint8_t {
  kModule,
  kBody,        // a class, or a function, which spends the budget at its entry
  kEvaluation,  // of a bound, a default or an alias: an expression that is evaluated at most once
};

class CodeVerifier {
 public:
  CodeVerifier(bool has_budget, Refusal* refusal);

  // Verifies `code` and what it holds. False: the refusal is filled.
  bool Run(PyCodeObject* code);

 private:
  struct Block {
    int start = 0;
    uint32_t stack_at = 0;  // in stacks_
    uint16_t depth = 0;
    bool open = false;
    uint64_t writable = 0;  // as writable_, when it begins
  };
  struct Handler {
    int start, end, target, depth;
    bool lasti;
  };
  struct Pending {
    PyCodeObject* code;
    CodeRole role;
  };

  bool RunOne(PyCodeObject* code, CodeRole role);
  bool Refuse(std::string message, int at);
  bool RefuseBound(uint8_t slot);
  bool RefuseShort();

  // verifier.cc
  bool ReadConstants();
  bool ReadHandlers();
  bool Reach(int at, bool spent) { return ReachWith(at, stack_.data(), stack_.size(), spent); }
  bool ReachWith(int at, const uint8_t* stack, size_t depth, bool spent) {
    return ReachWith(at, stack, depth, spent, writable_);
  }
  bool ReachWith(int at, const uint8_t* stack, size_t depth, bool spent, uint64_t writable);
  bool ReachHandlers();
  bool Follow(int block_index);
  bool EveryLoopSpends();
  void AddNested();

  // verifier_steps.cc and its neighbours
  bool Step(const OpcodeRow& row, int opcode, int argument, bool* ends);
  // Takes and gives ordinary values.
  bool Plain(const OpcodeRow& row, int argument) {
    if (!Pop(row.pops + row.pops_per_argument * argument)) return false;
    for (int i = 0; i < row.pushes; ++i) Push(kAny);
    return true;
  }
  // Takes ordinary values off the stack.
  bool Pop(int slots) {
    if (!Need(slots)) return false;
    for (int i = 0; i < slots; ++i) {
      if (IsBound(Top(i))) return RefuseBound(Top(i));
    }
    Drop(slots);
    return true;
  }
  bool Need(int slots) { return static_cast<int>(stack_.size()) >= slots || RefuseShort(); }
  uint8_t& Top(int below = 0) { return stack_.Top(static_cast<size_t>(below)); }
  void Drop(int slots) { stack_.Drop(static_cast<size_t>(slots)); }
  void Push(uint8_t slot) { stack_.Push(slot); }
  // The first argument of a comprehension is the iterator that its call was given.
  void PushLocal(int index) {
    if (comprehension_ && index == 0) return Push(kIterator);
    Push((writable_ & BitOf(index)) != 0 ? kWritable : kAny);
  }
  bool LoadConstant(int index) {
    if (index >= static_cast<int>(constants_.size())) {
      return Refuse("a constant is missing", at_);
    }
    Push(constants_[static_cast<size_t>(index)]);
    older_constant_ = before_constant_;
    last_constant_ = index;
    return true;
  }
  bool StoreLocal(int index) {
    if (comprehension_ && index == 0) return Refuse("the iterator is replaced", at_);
    writable_ &= ~BitOf(index);
    return true;
  }
  bool Jump(int target, bool spent);
  int TargetOf(const OpcodeRow& row, int argument) const;
  bool EndsEntry() {
    return Refuse("a function does not spend the iteration budget at its entry", at_);
  }

  bool Copy(int from_top);
  bool Rotate(int slots);
  bool BinaryOp(const OpcodeRow& row, int argument);
  bool IsSmallStep(bool power, int constant);
  bool Operator(const OpcodeRow& row, int argument, std::string_view problem);
  bool Item(const OpcodeRow& row, int container, bool store);
  bool LoadNamed(const OpcodeRow& row, int index);
  bool LoadGlobal(int argument);
  bool StoreNamed(const OpcodeRow& row, int index);
  bool StoreDeref(const OpcodeRow& row, int argument);
  bool LoadAttribute(int index, int pops, int pushes, bool of_top);
  bool StoreAttribute(const OpcodeRow& row, int index);
  bool ImportFrom(int index);
  bool Extend(int argument);
  bool Unpack(int pushes);
  bool ForIter(const OpcodeRow& row, int argument);
  bool Send(const OpcodeRow& row, int argument);
  bool Intrinsic(const OpcodeRow& row, int number, bool of_two);
  bool SetUpHandler(int target, int keep);
  bool MakeFunction(int argument, int constant);
  bool SetFunction();
  bool Call(int argument, bool keywords_on_stack);
  bool CallBare(int argument, bool keywords_on_stack);
  bool CallCallee(uint8_t callee, int argument);
  bool CallEx(int argument);
  bool MatchClass(const OpcodeRow& row);
  bool IsSmallSpec(int constant);

  static constexpr uint64_t BitOf(int index) { return index < 64 ? uint64_t{1} << index : 0; }
  std::string_view Name(int index);
  bool CheckBareName(PyObject* name);
  bool CheckReachedName(PyObject* name, bool owned);

  const bool has_budget_;
  Refusal* const refusal_;
  std::vector<Pending> pending_;
  // Names that may be read bare, by identity: names of code objects are interned and repeat.
  std::array<PyObject*, 256> bare_cache_ = {};

  // Of one code object.
  PyCodeObject* code_ = nullptr;
  const uint8_t* bytes_ = nullptr;  // two a word: opcode, argument
  int count_ = 0;                   // words
  CodeRole role_ = CodeRole::kModule;
  bool comprehension_ = false, class_body_ = false, needs_entry_ = false;
  int stores_ = 0;  // names bound so far
  bool loads_module_name_ = false;
  bool runs_back_ = false;                        // some unspent edge leads backwards
  std::vector<uint8_t> constants_;                // a Slot each
  std::vector<uint8_t> functions_, evaluations_;  // constants that are made functions of, and how
  std::vector<Handler> handlers_;
  std::vector<int> leaders_;  // block that starts at an instruction, or -1
  std::vector<Block> blocks_;
  std::vector<uint8_t> stacks_;               // of the blocks, as they begin
  std::vector<int> open_;                     // blocks to follow
  std::vector<std::pair<int, int>> unspent_;  // edges between blocks that did not spend

  // Of the run through one block.
  SlotStack stack_;
  std::vector<uint8_t> handler_stack_;
  int at_ = 0;
  int block_ = 0;
  bool spent_ = false;     // since the block's start
  bool entering_ = false;  // from the function's entry, not yet spent
  // Index, if the instruction at hand is LOAD_CONST, or LOAD_FAST; of the one before it, too.
  int last_constant_ = -1, before_constant_ = -1;
  int last_local_ = -1, before_local_ = -1;
  int older_constant_ = -1;  // loaded right before the last constant, or -1
  // A bit each of the first locals: it holds the object that the write guard passed when it was
  // asked about this local, which has not been stored to since. The guard's verdict on an object
  // does not change, so the object may be written to again.
  uint64_t writable_ = 0;
  size_t handler_at_ = 0;
  int handler_reached_ = -1;
};

// Is it the function that the compiler makes of a comprehension or generator expression?
bool IsComprehensionCode(PyCodeObject* code);

}  // namespace stockade::executor::worker
