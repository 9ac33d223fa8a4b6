// What one instruction may do with what lies on the stack.
#include <opcode.h>

#include <algorithm>

#include "executor/worker/attributes.h"
#include "executor/worker/definitions.h"
#include "executor/worker/run.h"
#include "executor/worker/verifier_code.h"

namespace stockade::executor::worker {
namespace {

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

bool All() { return run.guards == GuardMode::kAll; }

std::string_view TextOf(PyObject* name) {
  Py_ssize_t size = 0;
  const char* data = PyUnicode_AsUTF8AndSize(name, &size);
  if (data == nullptr) {
    PyErr_Clear();
    return "__unreadable__";
  }
  return {data, static_cast<size_t>(size)};
}

bool MethodAllowed(std::string_view name) {
  return !IsMethodName(name) || run.dunder_methods.contains("*") ||
         run.dunder_methods.contains(std::string(name));
}

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

// Takes ordinary values off the stack.
bool CodeVerifier::Pop(int slots) {
  if (!Need(slots)) return false;
  for (int i = 0; i < slots; ++i) {
    if (IsBound(Top(i))) return RefuseBound(Top(i));
  }
  Drop(slots);
  return true;
}

bool CodeVerifier::Plain(const OpcodeRow& row, int argument) {
  if (!Pop(row.pops + row.pops_per_argument * argument)) return false;
  for (int i = 0; i < row.pushes; ++i) Push(kAny);
  return true;
}

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

// ---- names ----

std::string_view CodeVerifier::Name(int index) {
  if (index < 0 || index >= PyTuple_GET_SIZE(code_->co_names)) return "__missing_name__";
  return TextOf(PyTuple_GET_ITEM(code_->co_names, index));
}

bool CodeVerifier::CheckBareName(PyObject* name) {
  PyObject*& cached = bare_cache_[(reinterpret_cast<uintptr_t>(name) >> 4) % bare_cache_.size()];
  if (cached == name) return true;
  const std::string_view text = TextOf(name);
  if (!MayBeBare(text) || text[0] == '_' || !run.bare_names.contains(std::string(text))) {
    return Refuse("attribute " + std::string(text) + " is read without its guard", at_);
  }
  cached = name;
  return true;
}

bool CodeVerifier::CheckReachedName(PyObject* name, bool owned) {
  const std::string_view text = TextOf(name);
  if (MayBeBare(text) && (owned || text[0] != '_')) return true;
  return Refuse("attribute " + std::string(text) + " is read without its guard", at_);
}

bool CodeVerifier::LoadNamed(const OpcodeRow& row, int index) {
  const std::string_view name = Name(index);
  if (!MayBeLoaded(name, class_body_)) {
    return Refuse("name " + std::string(name) + " may not be used", at_);
  }
  loads_module_name_ = name == "__name__";
  if (!Plain(row, 0)) return false;
  if (name == "__annotations__") Top() = kNamespace;
  return true;
}

bool CodeVerifier::LoadGlobal(int argument) {
#if PY_VERSION_HEX >= 0x030B0000
  const int index = argument >> 1;
  const bool with_null = (argument & 1) != 0;
#else
  const int index = argument;
  const bool with_null = false;
#endif
  const std::string_view name = Name(index);
  if (!MayBeLoaded(name, false)) {
    return Refuse("name " + std::string(name) + " may not be used", at_);
  }
  if (with_null && !kNullAboveCallable) Push(kNull);
  Push(kAny);
  if (with_null && kNullAboveCallable) Push(kNull);
  return true;
}

bool CodeVerifier::StoreNamed(const OpcodeRow& row, int index) {
  const std::string_view name = Name(index);
  if (!MayBeBound(name, class_body_)) {
    return Refuse("name " + std::string(name) + " may not be bound", at_);
  }
  if (class_body_ && !MethodAllowed(name)) {
    return Refuse("the policy does not let a class define " + std::string(name), at_);
  }
  // `__module__ = __name__` is how the compiler starts a class body; elsewhere it would be forged.
  if (name == "__module__" && (stores_ != 0 || !loads_module_name_)) {
    return Refuse("name __module__ may not be bound", at_);
  }
  ++stores_;
  return Plain(row, 0);
}

// The first argument of a comprehension is the iterator that its call was given.
void CodeVerifier::PushLocal(int index) {
  if (comprehension_ && index == 0) return Push(kIterator);
  Push((writable_ & BitOf(index)) != 0 ? kWritable : kAny);
}

bool CodeVerifier::StoreLocal(int index) {
  if (comprehension_ && index == 0) return Refuse("the iterator is replaced", at_);
  writable_ &= ~BitOf(index);
  return true;
}

bool CodeVerifier::StoreDeref(const OpcodeRow& row, [[maybe_unused]] int argument) {
#if PY_VERSION_HEX >= 0x030C0000
  if (!stack_.empty() && Top() == kLocalsDict) {
    PyObject* names = code_->co_localsplusnames;
    if (!class_body_ || argument >= PyTuple_GET_SIZE(names) ||
        !IsText(PyTuple_GET_ITEM(names, argument), "__classdict__")) {
      return RefuseBound(kLocalsDict);
    }
    Drop(1);
    return true;
  }
#endif
  return Plain(row, 0);
}

// `of_top`: the attribute is the top's, which a guard may have passed.
bool CodeVerifier::LoadAttribute(int index, int pops, int pushes, bool of_top) {
  if (index >= PyTuple_GET_SIZE(code_->co_names)) return Refuse("a name is missing", at_);
  if (!Need(1)) return false;
  PyObject* name = PyTuple_GET_ITEM(code_->co_names, index);
  const bool passed = of_top && (Top() == kReached || Top() == kOwned);
  if (!(passed ? CheckReachedName(name, Top() == kOwned) : CheckBareName(name)) || !Pop(pops)) {
    return false;
  }
  for (int i = 0; i < pushes; ++i) Push(kAny);
  return true;
}

bool CodeVerifier::StoreAttribute(const OpcodeRow& row, int index) {
  const std::string_view name = Name(index);
  if (!Need(row.pops)) return false;
  const bool deletes = row.pops == 1;
  if (Top() != kWritable && (Top() != kOwned || deletes)) {
    return Refuse("attribute " + std::string(name) + " is written without the write guard", at_);
  }
  if (!MayBeStored(name)) {
    return Refuse("attribute " + std::string(name) + " may not be written", at_);
  }
  return Plain(row, 0);
}

// CPython falls back on sys.modules when the module has no such name, so a facade must be what it
// asks. Dunder names of a module are no business of a submission's, beside what it says of itself.
bool CodeVerifier::ImportFrom(int index) {
  const std::string_view name = Name(index);
  if (!MayBeBound(name, false)) {
    return Refuse("name " + std::string(name) + " may not be imported", at_);
  }
  if (!Need(1)) return false;
  if (Top() != kModule) return Refuse("a name is imported from what is no module", at_);
  Push(kAny);
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
    if (Top() == kWritable && before_local_ >= 0) writable_ |= BitOf(before_local_);
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

// ---- iteration ----

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
  stack_.insert(stack_.end(), static_cast<size_t>(pushes), static_cast<uint8_t>(kAny));
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

// ---- control flow ----

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
  // Until 3.10 a handler finds six values of the exceptions, old and new.
  handler_stack_.assign(stack_.begin(), stack_.begin() + keep);
  handler_stack_.insert(handler_stack_.end(), 6, static_cast<uint8_t>(kAny));
  return ReachWith(target, handler_stack_.data(), handler_stack_.size(), spent_);
}

// ---- functions and calls ----

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
  Top(row.pushes - 1) = kBuilt;  // the attributes, below the verdict until 3.10
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
      if (argument >= static_cast<int>(constants_.size())) {
        return Refuse("a constant is missing", at_);
      }
      Push(constants_[static_cast<size_t>(argument)]);
      older_constant_ = before_constant_;
      last_constant_ = argument;
      return true;
    case Handling::kLoadFast:
      PushLocal(argument);
      last_local_ = argument;
      return true;
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
      if (stack_.empty()) return Refuse("the stack is too short", at_);
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
