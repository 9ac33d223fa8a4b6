// Functions that are made, and calls: of guards, of the submission's own and of CPython's
// intrinsics.
#include <algorithm>

#include "executor/worker/verifier_code.h"

namespace stockade::executor::worker {
namespace {

// Intrinsic functions of CPython 3.12 and 3.13 by their numbers (pycore_intrinsics.h), which are
// part of what the magic number stands for. Not here: 0 (invalid) and 1 (the interactive print).
struct IntrinsicRow {
  int number;
  bool of_two;
  uint8_t result;
  const char* reason;
};
constexpr IntrinsicRow kIntrinsics[] = {
    {2, false, kAny, "import *: facades give their own names only"},
    {3, false, kAny, "makes a RuntimeError of a StopIteration"},
    {4, false, kAny, "hands out a value of an asynchronous generator"},
    {5, false, kAny, "unary plus"},
    {6, false, kBuilt, "star displays"},
    {7, false, kAny, "makes a type variable"},
    {8, false, kAny, "makes a ParamSpec"},
    {9, false, kAny, "makes a TypeVarTuple"},
    {10, false, kAny, "makes the base Generic[...]"},
    {11, false, kAny, "makes a type alias"},
    {1, true, kAny, "joins what except* left"},
    {2, true, kAny, "makes a type variable with a bound"},
    {3, true, kAny, "makes a type variable with constraints"},
    {4, true, kAny, "notes the type parameters of a function being made"},
    {5, true, kAny, "sets the default of a type parameter"},
};
constexpr int kImportStar = 2;

}  // namespace

// `constant`: of the code, which is loaded just before (until 3.10 its qualified name follows).
bool CodeVerifier::MakeFunction(int argument, int constant) {
#if PY_VERSION_HEX < 0x030B0000
  if (!Pop(1)) return false;  // the qualified name
#endif
  if (!Need(1)) return false;
  if (Top() != kCode) return Refuse("a function is made of something else than code", at_);
  Drop(1);
  int extras = 0;
  for (int bit = 1; bit <= 8; bit <<= 1) extras += (argument & bit) != 0 ? 1 : 0;
  if (PY_VERSION_HEX < 0x030D0000 && !Pop(extras)) return false;
  if (constant < 0 || constants_[static_cast<size_t>(constant)] != kCode) {
    return Refuse("a function is made of code that was loaded elsewhere", at_);
  }
  PyObject* code = PyTuple_GET_ITEM(code_->co_consts, constant);
  const bool comprehension = IsComprehensionCode(reinterpret_cast<PyCodeObject*>(code));
  Push(comprehension ? kComprehension : kAny);
  // Is it for the bound, default or value of a type parameter or alias?
  int next = at_ + 1;
  const auto is = [&](Handling handling, int wanted) {
    return next < count_ && Opcode(bytes_[2 * next]).handling == handling &&
           (wanted < 0 || bytes_[2 * next + 1] == wanted);
  };
  if (is(Handling::kSetFunction, 8)) ++next;
  bool evaluation =
      is(Handling::kIntrinsic2, 2) || is(Handling::kIntrinsic2, 3) || is(Handling::kIntrinsic2, 5);
  if (is(Handling::kDisplay, 3)) {
    ++next;
    evaluation = is(Handling::kIntrinsic1, 11);
  }
  (evaluation ? evaluations_ : functions_)[static_cast<size_t>(constant)] = true;
  return true;
}

// The function stays on top; what is set on it lies below.
bool CodeVerifier::SetFunction() {
  if (!Need(2)) return false;
  const uint8_t function = Top();
  if ((function != kAny && function != kComprehension) || IsBound(Top(1))) {
    return Refuse("what is set on a function is no value", at_);
  }
  Drop(2);
  Push(function);
  return true;
}

// `callee` lies on the stack below `argument` arguments, which are on top.
bool CodeVerifier::CallCallee(uint8_t callee, int argument) {
  for (int i = 0; i < argument; ++i) {
    const uint8_t slot = Top(i);
    if (IsBound(slot) && !(slot == kHolder && callee == SlotOf(GuardId::kInplaceStore))) {
      return RefuseBound(slot);
    }
  }
  if (callee == SlotOf(GuardId::kBudget) || (IsBound(callee) && callee < kGuard)) {
    return RefuseBound(callee);
  }
  return true;
}

bool CodeVerifier::Call(int argument, bool keywords_on_stack) {
  if (keywords_on_stack) {
    if (!Need(1)) return false;
    if (Top() != kConstant) return Refuse("keyword names are no constant", at_);
    Drop(1);
  }
  if (!Need(argument + 2)) return false;
  // The callable, and the slot that is empty or holds what it is bound to.
  const uint8_t upper = Top(argument), lower = Top(argument + 1);
  const uint8_t callee = kNullAboveCallable ? lower : upper;
  const uint8_t other = kNullAboveCallable ? upper : lower;
  // Without an empty slot the lower one is called, with the upper one as the first argument.
  if (other != kNull && lower == kComprehension && upper == kIterator && argument == 0) {
    Drop(2);
    Push(kAny);
    return true;
  }
  if (other != kNull && (IsBound(callee) || IsBound(other))) {
    return Refuse("a guard is bound to an object", at_);
  }
  if (!CallCallee(callee, argument)) return false;
  Drop(argument + 2);
  Push(callee >= kGuard ? ResultOf(static_cast<GuardId>(callee - kGuard)) : kAny);
  return true;
}

// Until 3.10: no empty slot.
bool CodeVerifier::CallBare(int argument, bool keywords_on_stack) {
  if (keywords_on_stack) {
    if (!Need(1)) return false;
    if (Top() != kConstant) return Refuse("keyword names are no constant", at_);
    Drop(1);
  }
  if (!Need(argument + 1)) return false;
  const uint8_t callee = Top(argument);
  if (callee == kComprehension && argument == 1 && Top() == kIterator) {
    Drop(2);
    Push(kAny);
    return true;
  }
  if (!CallCallee(callee, argument)) return false;
  Drop(argument + 1);
  Push(callee >= kGuard ? ResultOf(static_cast<GuardId>(callee - kGuard)) : kAny);
  return true;
}

bool CodeVerifier::CallEx(int argument) {
  constexpr int kEmptySlots = PY_VERSION_HEX >= 0x030B0000 ? 1 : 0;
  if ((argument & 1) != 0 && !Pop(1)) return false;
  if (!Need(2 + kEmptySlots)) return false;
  const uint8_t stars = Top();
  const uint8_t callee = Top(kEmptySlots != 0 && kNullAboveCallable ? 2 : 1);
  if (IsBound(stars)) return RefuseBound(stars);
  if (kEmptySlots != 0 && Top(kNullAboveCallable ? 1 : 2) != kNull) {
    return Refuse("a call with stars has no empty slot", at_);
  }
  if (IsBound(callee) && callee != SlotOf(GuardId::kApply)) return RefuseBound(callee);
  if (!MayBeStarred(stars)) {
    return Refuse("a star takes an iterable without its guard", at_);
  }
  Drop(2 + kEmptySlots);
  Push(kAny);
  return true;
}

bool CodeVerifier::Intrinsic(const OpcodeRow& row, int number, bool of_two) {
  const auto* found = std::find_if(
      std::begin(kIntrinsics), std::end(kIntrinsics), [&](const IntrinsicRow& intrinsic) {
        return intrinsic.number == number && intrinsic.of_two == of_two;
      });
  if (found == std::end(kIntrinsics)) {
    return Refuse("intrinsic function " + std::to_string(number) + " is not allowed", at_);
  }
  if (!of_two && number == kImportStar && (stack_.empty() || Top() != kModule)) {
    return Refuse("names are imported from what is no module", at_);
  }
  if (!Plain(row, 0)) return false;
  Top() = found->result;
  return true;
}

}  // namespace stockade::executor::worker
