// What one instruction may do with what lies on the stack: the dispatch by its handling, the stack
// itself, operators, items and patterns. Names, calls and control flow have files of their own.
#include <opcode.h>

#include <algorithm>

#include "executor/worker/run.h"
#include "executor/worker/verifier_code.h"

namespace stockade::executor::worker {
namespace {

bool All() { return run.guards == GuardMode::kAll; }

}  // namespace

// ---- the stack ----

bool CodeVerifier::RefuseBound(uint8_t slot) {
  std::string message;
  switch (slot) {
    case kCode:
      message = "a code object is used other than to make a function";
      break;
    case kComprehension:
      message = "the function of a comprehension is used other than to be called with its iterator";
      break;
    case kLocalsDict:
      message = "the namespace of a class body is used other than to load a name";
      break;
    case kHolder:
      message = "the load of an in-place operation is used other than by its store";
      break;
    default:
      message = "guard " + std::string(Row(static_cast<GuardId>(slot - kGuard)).constant_name) +
                " is used other than to be called";
  }
  return Refuse(std::move(message), at_);
}

bool CodeVerifier::RefuseShort() { return Refuse("the stack is too short", at_); }

bool CodeVerifier::Copy(int from_top) {
  if (from_top < 1 || !Need(from_top)) return Refuse("the stack is too short", at_);
  const uint8_t slot = Top(from_top - 1);
  if (IsBound(slot)) return RefuseBound(slot);
  Push(slot);
  return true;
}

// The top goes below the other `slots` - 1.
bool CodeVerifier::Rotate(int slots) {
  if (slots < 1 || !Need(slots)) return Refuse("the stack is too short", at_);
  for (int i = 0; i < slots; ++i) {
    if (IsBound(Top(i))) return Refuse("a guard is moved", at_);
  }
  std::rotate(stack_.end() - slots, stack_.end() - 1, stack_.end());
  return true;
}

// ---- operators and items ----

// The right operand is a constant that lets a result grow by a small factor or a few bits.
bool CodeVerifier::IsSmallStep(bool power, int constant) {
  if (All() || constant < 0) return false;
  PyObject* value = PyTuple_GET_ITEM(code_->co_consts, constant);
  if (power && PyFloat_CheckExact(value)) return true;
  if (!PyLong_CheckExact(value)) return false;
  int overflow = 0;
  const long number = PyLong_AsLongAndOverflow(value, &overflow);
  return overflow == 0 && number >= 0 && number <= (power ? kMostBareExponent : kMostBareShift);
}

bool CodeVerifier::Operator(const OpcodeRow& row, int argument, std::string_view problem) {
  if (!problem.empty()) return Refuse(std::string(problem), at_);
  return Plain(row, argument);
}

bool CodeVerifier::BinaryOp(const OpcodeRow& row, [[maybe_unused]] int argument) {
#if PY_VERSION_HEX >= 0x030B0000
  const bool inplace = argument >= NB_INPLACE_ADD;
  const int operation = inplace ? argument - NB_INPLACE_ADD : argument;
  if (operation > NB_XOR) return Refuse("an operator is unknown", at_);
  if (operation == NB_POWER && !IsSmallStep(true, before_constant_)) {
    return Refuse("a power has no guard", at_);
  }
  if (operation == NB_LSHIFT && !IsSmallStep(false, before_constant_)) {
    return Refuse("a left shift has no guard", at_);
  }
  if (All() && (inplace || operation == NB_MULTIPLY || operation == NB_REMAINDER)) {
    return Refuse("an operator has no guard", at_);
  }
#endif
  return Plain(row, 0);
}

// `container`: how far it lies below the top.
bool CodeVerifier::Item(const OpcodeRow& row, int container, bool store) {
  if (!Need(row.pops)) return false;
  const uint8_t slot = Top(container);
  if (row.handling == Handling::kSubscript && slot >= kGuard &&
      TakesSubscript(static_cast<GuardId>(slot - kGuard))) {
    if (IsBound(Top())) return RefuseBound(Top());
    Drop(2);
    Push(ResultOf(static_cast<GuardId>(slot - kGuard)));
    // Where all guards are wanted, each store asks anew.
    if (Top() == kWritable && before_local_ >= 0 && !All()) writable_ |= BitOf(before_local_);
    return true;
  }
  if (All() && !store && slot != kSequence) {
    return Refuse("an item is read without its guard", at_);
  }
  if (All() && store && slot != kWritable && slot != kNamespace && slot != kBuilt) {
    return Refuse("an item is written without the write guard", at_);
  }
  return Plain(row, 0);
}

// ---- patterns and f-strings ----

bool CodeVerifier::MatchClass(const OpcodeRow& row) {
  PyObject* names =
      before_constant_ < 0 ? nullptr : PyTuple_GET_ITEM(code_->co_consts, before_constant_);
  if (names == nullptr || !PyTuple_CheckExact(names)) {
    return Refuse("a class pattern has no constant names", at_);
  }
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(names); ++i) {
    PyObject* name = PyTuple_GET_ITEM(names, i);
    if (!PyUnicode_CheckExact(name)) return Refuse("a class pattern names no attribute", at_);
    if (!CheckBareName(name)) return false;
  }
  if (!Plain(row, 0)) return false;
  // The attributes; until 3.10 they are below the verdict, and read by their numbers.
  Top(row.pushes - 1) = PY_VERSION_HEX < 0x030B0000 ? kSequence : kBuilt;
  return true;
}

bool CodeVerifier::IsSmallSpec(int constant) {
  if (constant < 0) return false;
  PyObject* spec = PyTuple_GET_ITEM(code_->co_consts, constant);
  if (!PyUnicode_CheckExact(spec)) return false;
  int digits = 0;
  for (Py_ssize_t i = 0; i < PyUnicode_GET_LENGTH(spec); ++i) {
    digits = Py_UNICODE_TODECIMAL(PyUnicode_READ_CHAR(spec, i)) >= 0 ? digits + 1 : 0;
    if (digits > 4) return false;
  }
  return true;
}

// ---- dispatch ----

bool CodeVerifier::Step(const OpcodeRow& row, int opcode, int argument, bool* ends) {
  switch (row.handling) {
    case Handling::kRefused:
      return Refuse("instruction " + std::to_string(opcode) + " is not allowed", at_);
    case Handling::kExtendedArg:
      return true;
    case Handling::kPlain:
      return Plain(row, argument);
    case Handling::kPushNull:
      Push(kNull);
      return true;
    case Handling::kCopy:
      return Copy(argument);
    case Handling::kSwap:
      if (argument < 1 || !Need(argument)) return Refuse("the stack is too short", at_);
      if (IsBound(Top()) || IsBound(Top(argument - 1))) return Refuse("a guard is moved", at_);
      std::swap(Top(), Top(argument - 1));
      return true;
    case Handling::kRotate:
      return Rotate(row.pops + row.pops_per_argument * argument);
    case Handling::kDuplicate:
      return row.pops == 1 ? Copy(1) : Copy(2) && Copy(2);
    case Handling::kNegative:
      if (!stack_.empty() && Top() == SlotOf(GuardId::kBudget)) {
        Top() = kAny;
        spent_ = true;
        entering_ = false;
        return true;
      }
      return Plain(row, argument);
    case Handling::kBinaryOp:
      return BinaryOp(row, argument);
    case Handling::kSizedOperator:
      return Operator(row, argument, All() ? "an operator has no guard" : "");
    case Handling::kPower:
      return Operator(row, argument,
                      IsSmallStep(true, before_constant_) ? "" : "a power has no guard");
    case Handling::kShift:
      return Operator(row, argument,
                      IsSmallStep(false, before_constant_) ? "" : "a left shift has no guard");
    case Handling::kSubscript:
      return Item(row, 1, false);
    case Handling::kSlice:
      return Item(row, 2, false);
    case Handling::kStoreSubscript:
      return Item(row, 1, true);
    case Handling::kStoreSlice:
      return Item(row, 2, true);
    case Handling::kConst:
    case Handling::kLoadFast:
      break;  // done by Follow
    case Handling::kLoadFastPair:
      PushLocal(argument >> 4);
      PushLocal(argument & 15);
      return true;
    case Handling::kStoreFast:
      return StoreLocal(argument) && Plain(row, 0);
    case Handling::kStoreFastPair:
      return StoreLocal(argument >> 4) && StoreLocal(argument & 15) && Plain(row, 0);
    case Handling::kStoreFastLoadFast:
      if (!StoreLocal(argument >> 4) || !Pop(1)) return false;
      PushLocal(argument & 15);
      return true;
    case Handling::kStoreDeref:
      return StoreDeref(row, argument);
    case Handling::kLocals:
      Push(kLocalsDict);
      return true;
    case Handling::kFromLocals:
    case Handling::kNameFromLocals:
      if (!Need(1)) return false;
      if (Top() == kLocalsDict) Top() = kAny;
      return row.handling == Handling::kFromLocals ? Plain(row, 0) : LoadNamed(row, argument);
    case Handling::kLoadName:
      return LoadNamed(row, argument);
    case Handling::kStoreName:
      return StoreNamed(row, argument);
    case Handling::kLoadGlobal:
      return LoadGlobal(argument);
    case Handling::kImport:
      if (!Plain(row, 0)) return false;
      Top() = kModule;
      return true;
    case Handling::kImportFrom:
      return ImportFrom(argument);
    case Handling::kImportStar:
      if (stack_.empty() || Top() != kModule) {
        return Refuse("names are imported from what is no module", at_);
      }
      return Plain(row, 0);
    case Handling::kLoadAttribute:
      return LoadAttribute(argument, row.pops, row.pushes, true);
    case Handling::kLoadAttributeOrMethod:
      return LoadAttribute(argument >> 1, row.pops, row.pushes + (argument & 1), true);
    case Handling::kLoadSuperAttribute:
      return LoadAttribute(argument >> 2, row.pops, row.pushes + (argument & 1), false);
    case Handling::kStoreAttribute:
      return StoreAttribute(row, argument);
    case Handling::kDisplay:
      if (!Pop(row.pops + row.pops_per_argument * argument)) return false;
      Push(kBuilt);
      return true;
    case Handling::kFormatValue:
      if ((argument & 4) != 0) {
        if (!IsSmallSpec(before_constant_)) {
          return Refuse("a format specification is no small constant", at_);
        }
        if (!Pop(1)) return false;
      }
      return Plain(row, 0);
    case Handling::kFormatWithSpec:
      if (!IsSmallSpec(before_constant_)) {
        return Refuse("a format specification is no small constant", at_);
      }
      return Plain(row, 0);
    case Handling::kExtend:
      return Extend(argument);
    case Handling::kUnpack:
      return Unpack(argument);
    case Handling::kUnpackEx:
      return Unpack((argument & 0xFF) + (argument >> 8) + 1);
    case Handling::kGetIter:
      if (!Need(1)) return false;
      if (Top() != kIterable) return Refuse("a loop takes an iterable without its guard", at_);
      Top() = kIterator;
      return true;
    case Handling::kForIter:
      return ForIter(row, argument);
    case Handling::kGetANext:
      if (!Need(1)) return false;
      if (Top() != kIterator) return Refuse("a loop takes an iterator that is not guarded", at_);
      spent_ = true;
      Push(kAny);
      return true;
    case Handling::kSend:
      return Send(row, argument);
    case Handling::kIntrinsic1:
      return Intrinsic(row, argument, false);
    case Handling::kIntrinsic2:
      return Intrinsic(row, argument, true);
    case Handling::kSetupFinally:
      return SetUpHandler(TargetOf(row, argument), static_cast<int>(stack_.size()));
    case Handling::kSetupWith:
      if (!Pop(1)) return false;
      Push(kAny);
      if (!SetUpHandler(TargetOf(row, argument), static_cast<int>(stack_.size()))) return false;
      Push(kAny);
      return true;
    case Handling::kSetupAsyncWith:
      return Need(1) && SetUpHandler(TargetOf(row, argument), static_cast<int>(stack_.size()) - 1);
    case Handling::kMakeFunction:
      return MakeFunction(argument, PY_VERSION_HEX >= 0x030B0000 || before_constant_ < 0
                                        ? before_constant_
                                        : older_constant_);
    case Handling::kSetFunction:
      return SetFunction();
    case Handling::kKeywords:
      if (argument >= static_cast<int>(constants_.size()) ||
          constants_[static_cast<size_t>(argument)] != kConstant) {
        return Refuse("keyword names are no constant", at_);
      }
      return true;
    case Handling::kCall:
      return Call(argument, false);
    case Handling::kCallKeywords:
      return Call(argument, true);
    case Handling::kCallBare:
      return CallBare(argument, false);
    case Handling::kCallBareKeywords:
      return CallBare(argument, true);
    case Handling::kCallEx:
      return CallEx(argument);
    case Handling::kMatchClass:
      return MatchClass(row);
    case Handling::kMatchKeys:
      if (!Plain(row, 0)) return false;
      Top(1) = kSequence;
      return true;
    case Handling::kMatchSequence:
      if (!Need(1)) return false;
      if (Top() != kNull && Top() < kFirstBound) Top() = kSequence;  // displays, constants, too
      Push(kAny);
      return true;
    case Handling::kReturn:
      *ends = true;
      return Pop(1);
    case Handling::kReturnConst:
      *ends = true;
      if (argument >= static_cast<int>(constants_.size())) {
        return Refuse("a constant is missing", at_);
      }
      if (IsBound(constants_[static_cast<size_t>(argument)])) {
        return RefuseBound(constants_[static_cast<size_t>(argument)]);
      }
      return true;
    case Handling::kEnd:
      *ends = true;
      return Pop(row.pops + row.pops_per_argument * argument);
    case Handling::kJump:
      *ends = true;
      return Jump(TargetOf(row, argument), spent_);
    case Handling::kJumpOrPop:
      if (!Need(1)) return false;
      if (IsBound(Top())) return RefuseBound(Top());
      Top() = kAny;
      if (!Jump(TargetOf(row, argument), spent_)) return false;
      Drop(1);
      return true;
    case Handling::kBranch:
      return Pop(row.pops) && Jump(TargetOf(row, argument), spent_);
  }
  return Refuse("an instruction has no handling", at_);
}

}  // namespace stockade::executor::worker
