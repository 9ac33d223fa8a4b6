// Iteration, jumps and handlers.
#include "executor/worker/verifier_code.h"

namespace stockade::executor::worker {
bool CodeVerifier::Extend(int argument) {
  if (argument < 1 || !Need(argument + 1)) return Refuse("the stack is too short", at_);
  const uint8_t source = Top();
  if (!MayBeStarred(source)) {
    return Refuse("a star takes an iterable without its guard", at_);
  }
  return Pop(1);
}

bool CodeVerifier::Unpack(int pushes) {
  if (!Pop(1)) return false;
  for (int i = 0; i < pushes; ++i) Push(kAny);
  return true;
}

bool CodeVerifier::ForIter(const OpcodeRow& row, int argument) {
  if (!Need(1)) return false;
  if (Top() != kIterator) return Refuse("a loop takes an iterator that is not guarded", at_);
  spent_ = true;
#if PY_VERSION_HEX >= 0x030C0000
  // The code behind the loop starts with END_FOR, which drops the iterator and a value.
  Push(kAny);
  return Reach(TargetOf(row, argument), spent_);
#else
  if (!ReachWith(TargetOf(row, argument), stack_.data(), stack_.size() - 1, spent_)) return false;
  Push(kAny);
  return true;
#endif
}

bool CodeVerifier::Send(const OpcodeRow& row, int argument) {
  if (!Need(2)) return false;
  if (IsBound(Top()) || IsBound(Top(1))) return Refuse("a guard is sent to", at_);
  const int target = TargetOf(row, argument);
  Top() = kAny;
#if PY_VERSION_HEX >= 0x030C0000
  return Reach(target, spent_);
#else
  const uint8_t receiver = Top(1);
  Top(1) = kAny;
  if (!ReachWith(target, stack_.data(), stack_.size() - 1, spent_)) return false;
  Top(1) = receiver;
  return true;
#endif
}

// ---- jumps and handlers ----

int CodeVerifier::TargetOf(const OpcodeRow& row, int argument) const {
#if PY_VERSION_HEX >= 0x030A0000
  const int words = argument;
#else
  const int words = argument / 2;  // 3.9 counts bytes
#endif
  if (row.way == Way::kAbsolute) return words;
  return at_ + 1 + row.caches + (row.way == Way::kBackward ? -words : words);
}

// Going back to wait for a coroutine or generator again is no loop of this code: it has handed out
// a value in between, and whoever went on with it spent.
bool CodeVerifier::Jump(int target, bool spent) {
  if (target >= 0 && target < count_ && Opcode(bytes_[2 * target]).handling == Handling::kSend) {
    spent = true;
  }
  return Reach(target, spent);
}

bool CodeVerifier::SetUpHandler(int target, int keep) {
  // Until 3.10 a handler finds six values of the exceptions, old and new. What is between may have
  // stored to locals, whatever they hold here.
  handler_stack_.assign(stack_.data(), stack_.data() + keep);
  handler_stack_.insert(handler_stack_.end(), 6, static_cast<uint8_t>(kAny));
  return ReachWith(target, handler_stack_.data(), handler_stack_.size(), spent_, 0);
}

}  // namespace stockade::executor::worker
