#include "executor/worker/verifier.h"

#include <opcode.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "executor/worker/attributes.h"
#include "executor/worker/definitions.h"
#include "executor/worker/guards.h"
#include "executor/worker/run.h"

namespace stockade::executor::worker {
namespace {

enum class Handling : uint8_t {
  kRefused,  // not in the table
  kInert,
  kPlain,
  kExtendedArg,
  kPushNull,
  kCopy,
  kSwap,
  kNegative,
  kBinaryOp,
  kSubscript,
  kStoreSubscript,
  kDeleteSubscript,
  kConst,
  kLoadFast,
  kLoadName,
  kStoreName,
  kLoadGlobal,
  kLoadAttribute,
  kStoreAttribute,
  kDisplay,
  kFormatValue,
  kExtend,
  kUnpack,
  kGetIter,
  kForIter,
  kGetANext,
  kEndAsyncFor,
  kSend,
  kReturn,
  kEnd,
  kMakeFunction,
  kKeywords,
  kCall,
  kCallEx,
  kMatchClass,
  kMatchSequence,
  kJump,
  kJumpOrPop,
  kBranch,
};

struct OpcodeRow {
  const char* name = nullptr;
  uint8_t pops = 0, pops_per_argument = 0, pushes = 0;
  Handling handling = Handling::kRefused;
  bool backward = false;  // of jumps
};

constexpr std::array<OpcodeRow, 256> kOpcodes = [] {
  std::array<OpcodeRow, 256> rows = {};
#define STOCKADE_OPCODE(NAME, pops, pops_per_argument, pushes, handling, reason) \
  rows[NAME] = {#NAME,                                                           \
                pops,                                                            \
                pops_per_argument,                                               \
                pushes,                                                          \
                Handling::handling,                                              \
                std::string_view(#NAME).find("BACKWARD") != std::string_view::npos};
#include "executor/worker/opcodes.def"
  return rows;
}();

// What a stack slot may hold. Values from kGuard on are guards, kGuard + id.
enum Slot : uint8_t {
  kAny,
  kNull,  // of PUSH_NULL
  kCode,  // a code constant: only for MAKE_FUNCTION
  kConstant,
  kBuilt,      // a display or an unpacked pattern: as long as its text
  kIterable,   // a guarded iterable
  kIterator,   // iter() of one
  kWritable,   // passed by the write guard
  kNamespace,  // __annotations__
  kSequence,   // the subject of a sequence pattern
  kHolder,     // the load of an in-place operation: only for its store
  kGuard,
};

// Guards whose result is more than a value.
constexpr Slot ResultOf(GuardId id) {
  switch (id) {
    case GuardId::kGetIter:
    case GuardId::kGetAIter:
    case GuardId::kIterUnpack:
      return kIterable;
    case GuardId::kUnpack:
      return kBuilt;
    case GuardId::kWrite:
      return kWritable;
    case GuardId::kInplaceItem:
    case GuardId::kInplaceAttr:
      return kHolder;
    default:
      return kAny;
  }
}

// Not to be moved, stored, returned or dropped: only their one consumer may take them.
constexpr bool IsBound(uint8_t slot) { return slot == kCode || slot == kHolder || slot >= kGuard; }

struct Handler {
  int start, end, target, depth;
  bool lasti;
};

bool IsPlainConstant(PyObject* constant) {
  if (constant == Py_None || constant == Py_True || constant == Py_False ||
      constant == Py_Ellipsis || PyLong_CheckExact(constant) || PyFloat_CheckExact(constant) ||
      PyComplex_CheckExact(constant) || PyBytes_CheckExact(constant)) {
    return true;
  }
  if (PyUnicode_CheckExact(constant)) {
    bool malformed = false;
    return !GuardNamed(constant, &malformed) && !malformed;
  }
  if (PyTuple_CheckExact(constant)) {
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(constant); ++i) {
      if (!IsPlainConstant(PyTuple_GET_ITEM(constant, i))) return false;
    }
    return true;
  }
  if (PyFrozenSet_CheckExact(constant)) {
    PyObject* item = nullptr;
    Py_hash_t hash = 0;
    for (Py_ssize_t at = 0; _PySet_NextEntry(constant, &at, &item, &hash);) {
      if (!IsPlainConstant(item)) return false;
    }
    return true;
  }
  return false;
}

// Text of a name; names of code objects are always exact str.
std::string_view TextOf(PyObject* name) {
  Py_ssize_t size = 0;
  const char* data = PyUnicode_AsUTF8AndSize(name, &size);
  if (data == nullptr) {
    PyErr_Clear();
    return "__unreadable__";
  }
  return {data, static_cast<size_t>(size)};
}

class CodeVerifier {
 public:
  CodeVerifier(PyCodeObject* code, bool is_module, bool has_budget, Refusal* refusal)
      : code_(code),
        words_(_PyCode_CODE(code)),
        count_(static_cast<int>(Py_SIZE(code))),
        has_budget_(has_budget),
        refusal_(refusal) {
    const std::string_view name = TextOf(code->co_name);
    const bool optimized = (code->co_flags & CO_OPTIMIZED) != 0;
    // No def can have a name in angle brackets; lambdas are functions, the rest are comprehensions.
    comprehension_ = optimized && name.starts_with('<') && name != "<lambda>";
    class_body_ = !optimized && !is_module;
    needs_entry_ = has_budget && optimized && !comprehension_;
  }

  bool Run() {
    if (!ReadConstants() || !ReadHandlers()) return false;
    leaders_.assign(static_cast<size_t>(count_), -1);
    if (!Reach(0, {}, -1)) return false;
    while (!open_.empty()) {
      const int start = open_.back();
      open_.pop_back();
      if (!Follow(start)) return false;
    }
    return !has_budget_ || EveryLoopSpends();
  }

 private:
  struct Block {
    int start = 0;
    std::vector<uint8_t> stack;
    std::vector<int> successors;  // blocks reached without spending
    bool open = false;
  };

  bool Refuse(std::string message, int at) {
    const CodePlace place = PlaceOf(code_, at * 2);
    refusal_->message = std::move(message);
    refusal_->line = place.line != 0 ? place.line : static_cast<uint32_t>(code_->co_firstlineno);
    refusal_->column = place.column;
    refusal_->has_column = place.has_column;
    refusal_->function = place.function;
    return false;
  }

  bool ReadConstants() {
    PyObject* constants = code_->co_consts;
    constants_.resize(static_cast<size_t>(PyTuple_GET_SIZE(constants)));
    for (size_t i = 0; i < constants_.size(); ++i) {
      PyObject* constant = PyTuple_GET_ITEM(constants, static_cast<Py_ssize_t>(i));
      constants_[i] = kConstant;
      if (PyCode_Check(constant)) {
        constants_[i] = kCode;
      } else if (PyUnicode_CheckExact(constant)) {
        bool malformed = false;
        if (const auto id = GuardNamed(constant, &malformed)) {
          constants_[i] = static_cast<uint8_t>(kGuard + static_cast<uint8_t>(*id));
        } else if (malformed) {
          return Refuse("a string holds the code point U+10F57C, which is kept for guards", 0);
        }
      } else if (!IsPlainConstant(constant)) {
        return Refuse("a constant holds a guard or is of an unknown type", 0);
      }
    }
    return true;
  }

  // The exception table: four numbers an entry, six bits a byte, most significant first.
  bool ReadHandlers() {
    const auto* bytes =
        reinterpret_cast<const unsigned char*>(PyBytes_AS_STRING(code_->co_exceptiontable));
    const Py_ssize_t size = PyBytes_GET_SIZE(code_->co_exceptiontable);
    Py_ssize_t at = 0;
    const auto number = [&] {
      int value = 0;
      bool more = true;
      while (more && at < size) {
        more = (bytes[at] & 64) != 0;
        value = (value << 6) | (bytes[at++] & 63);
      }
      return value;
    };
    while (at < size) {
      Handler handler = {};
      handler.start = number();
      handler.end = handler.start + number();
      handler.target = number();
      const int depth = number();
      handler.depth = depth >> 1;
      handler.lasti = (depth & 1) != 0;
      if (handler.start < 0 || handler.end > count_ || handler.target < 0 ||
          handler.target >= count_) {
        return Refuse("the exception table points outside the code", 0);
      }
      handlers_.push_back(handler);
    }
    return true;
  }

  // `at` is reached with `stack` from block `from` (-1: entry), which has not spent on the way.
  bool Reach(int at, const std::vector<uint8_t>& stack, int from, bool spent = false) {
    if (at < 0 || at >= count_) return Refuse("a jump leaves the code", 0);
    int& leader = leaders_[static_cast<size_t>(at)];
    if (leader < 0) {
      leader = static_cast<int>(blocks_.size());
      blocks_.push_back({at, stack, {}, true});
      open_.push_back(leader);
    } else {
      Block& block = blocks_[static_cast<size_t>(leader)];
      if (block.stack.size() != stack.size())
        return Refuse("two paths meet with different stacks", at);
      bool changed = false;
      for (size_t i = 0; i < stack.size(); ++i) {
        if (block.stack[i] == stack[i]) continue;
        if (IsBound(block.stack[i]) || IsBound(stack[i]) || block.stack[i] == kNull ||
            stack[i] == kNull) {
          return Refuse("a guard would be chosen at run time", at);
        }
        changed = changed || block.stack[i] != kAny;
        block.stack[i] = kAny;
      }
      if (changed && !block.open) {
        block.open = true;
        open_.push_back(leader);
      }
    }
    if (from >= 0 && !spent) blocks_[static_cast<size_t>(from)].successors.push_back(leader);
    return true;
  }

  bool ReachHandlers(int at, int from, bool spent) {
    // Entries are sorted and do not overlap.
    for (; handler_at_ < handlers_.size() && handlers_[handler_at_].end <= at; ++handler_at_) {
    }
    if (handler_at_ >= handlers_.size() || handlers_[handler_at_].start > at) return true;
    const Handler& handler = handlers_[handler_at_];
    if (handler_reached_ == static_cast<int>(handler_at_)) return true;
    handler_reached_ = static_cast<int>(handler_at_);
    if (handler.depth > static_cast<int>(stack_.size()))
      return Refuse("an exception handler expects a deeper stack", at);
    std::vector<uint8_t> stack(stack_.begin(), stack_.begin() + handler.depth);
    if (handler.lasti) stack.push_back(kAny);
    stack.push_back(kAny);
    return Reach(handler.target, stack, from, spent);
  }

  // ---- the stack ----
  uint8_t& Top(int below = 0) { return stack_[stack_.size() - 1 - static_cast<size_t>(below)]; }
  bool Need(int slots, int at) {
    return static_cast<int>(stack_.size()) >= slots || Refuse("the stack is too short", at);
  }
  void Drop(int slots) { stack_.resize(stack_.size() - static_cast<size_t>(slots)); }

  // Takes ordinary values off the stack.
  bool Pop(int slots, int at) {
    if (!Need(slots, at)) return false;
    for (int i = 0; i < slots; ++i) {
      if (IsBound(Top(i))) return Refuse(BoundMessage(Top(i)), at);
    }
    Drop(slots);
    return true;
  }
  static std::string BoundMessage(uint8_t slot) {
    if (slot == kCode) return "a code object is used other than to make a function";
    if (slot == kHolder) return "the load of an in-place operation is used other than by its store";
    return "guard " + std::string(Row(static_cast<GuardId>(slot - kGuard)).constant_name) +
           " is used other than to be called";
  }

  // ---- names ----
  std::string_view Name(int index) {
    if (index < 0 || index >= PyTuple_GET_SIZE(code_->co_names)) return "__missing_name__";
    return TextOf(PyTuple_GET_ITEM(code_->co_names, index));
  }

  bool CheckBareName(std::string_view name, int at) {
    if (MayBeBare(name) && name[0] != '_' && worker::run.bare_names.contains(std::string(name)))
      return true;
    return Refuse("attribute " + std::string(name) + " is read without its guard", at);
  }

  static bool MethodAllowed(std::string_view name) {
    const auto& allowed = worker::run.dunder_methods;
    return !IsMethodName(name) || allowed.contains("*") || allowed.contains(std::string(name));
  }

  // Attribute names repeat: the verdict on each is kept for the code object.
  bool CheckBareIndex(int index, int at) {
    if (bare_.empty()) bare_.assign(static_cast<size_t>(PyTuple_GET_SIZE(code_->co_names)) + 1, 0);
    if (index >= 0 && static_cast<size_t>(index) < bare_.size() &&
        bare_[static_cast<size_t>(index)] != 0) {
      return true;
    }
    if (!CheckBareName(Name(index), at)) return false;
    bare_[static_cast<size_t>(index)] = 1;
    return true;
  }

  bool Follow(int block_index) {
    {
      Block& block = blocks_[static_cast<size_t>(block_index)];
      block.open = false;
      stack_ = block.stack;
      at_ = block.start;
    }
    block_ = block_index;
    spent_ = false;
    entering_ = needs_entry_ && at_ == 0;
    inert_ = true;
    last_constant_ = -1;
    handler_at_ = 0;
    handler_reached_ = -1;
    int extended = 0;
    for (bool first = true; at_ < count_; ++at_) {
      const int opcode = _Py_OPCODE(words_[at_]);
      if (opcode == CACHE) continue;
      const int argument = extended | _Py_OPARG(words_[at_]);
      const OpcodeRow& row = kOpcodes[static_cast<size_t>(opcode)];
      if (row.handling == Handling::kExtendedArg) {
        extended = argument << 8;
        if (extended < 0 || extended > (1 << 30)) return Refuse("an argument is out of range", at_);
        continue;
      }
      // A leader in the middle of a straight run ends this block.
      if (!first && extended == 0 && leaders_[static_cast<size_t>(at_)] >= 0) {
        if (entering_ && !EndsEntry()) return false;
        return Reach(at_, stack_, block_, spent_);
      }
      first = false;
      extended = 0;
      if (!handlers_.empty() && !ReachHandlers(at_, block_, spent_)) return false;
      bool ends = false;
      const int before_constant = last_constant_;
      last_constant_ = -1;
      if (!Step(opcode, argument, row, before_constant, &ends)) return false;
      if (row.handling != Handling::kInert && row.handling < Handling::kExtendedArg) inert_ = false;
      if (ends) return true;
    }
    return Refuse("the code runs past its end", count_ - 1);
  }

  // A function must spend before it branches, or do nothing that could enter a function.
  bool EndsEntry() {
    return Refuse("a function does not spend the iteration budget at its entry", at_);
  }
  void Spend() {
    spent_ = true;
    entering_ = false;
  }

  bool Jump(int target) { return Reach(target, stack_, block_, spent_); }

  int JumpTarget(int opcode, int argument) const {
    // No jump of 3.11 is followed by caches.
    return at_ + 1 + (kOpcodes[static_cast<size_t>(opcode)].backward ? -argument : argument);
  }

  bool Step(int opcode, int argument, const OpcodeRow& row, int before_constant, bool* ends) {
    switch (row.handling) {
      case Handling::kRefused:
        return Refuse("instruction " + std::to_string(opcode) + " is not allowed", at_);
      case Handling::kExtendedArg:
        return true;
      case Handling::kPushNull:
        stack_.push_back(kNull);
        return true;
      case Handling::kCopy:
        if (argument < 1 || !Need(argument, at_)) return Refuse("the stack is too short", at_);
        if (IsBound(Top(argument - 1))) return Refuse(BoundMessage(Top(argument - 1)), at_);
        stack_.push_back(Top(argument - 1));
        return true;
      case Handling::kSwap:
        if (argument < 1 || !Need(argument, at_)) return Refuse("the stack is too short", at_);
        if (IsBound(Top()) || IsBound(Top(argument - 1))) return Refuse("a guard is moved", at_);
        std::swap(Top(), Top(argument - 1));
        return true;
      case Handling::kNegative:
        if (!Need(1, at_)) return false;
        if (Top() == kGuard + static_cast<uint8_t>(GuardId::kBudget)) {
          Top() = kAny;
          Spend();
          return true;
        }
        return Plain(row, argument);
      case Handling::kBinaryOp:
        return BinaryOp(row, argument);
      case Handling::kSubscript:
        if (!Need(2, at_)) return false;
        if (worker::run.guards == GuardMode::kAll && Top(1) != kSequence) {
          return Refuse("an item is read without its guard", at_);
        }
        return Plain(row, argument);
      case Handling::kStoreSubscript:
      case Handling::kDeleteSubscript:
        if (!Need(2, at_)) return false;
        if (worker::run.guards == GuardMode::kAll && Top(1) != kWritable && Top(1) != kNamespace &&
            Top(1) != kBuilt) {
          return Refuse("an item is written without the write guard", at_);
        }
        return Plain(row, argument);
      case Handling::kConst:
        if (argument >= static_cast<int>(constants_.size()))
          return Refuse("a constant is missing", at_);
        stack_.push_back(constants_[static_cast<size_t>(argument)]);
        last_constant_ = argument;
        return true;
      case Handling::kLoadFast:
        // The first argument of a comprehension is the iterator that its call was given.
        stack_.push_back(comprehension_ && argument == 0 ? kIterator : kAny);
        return true;
      case Handling::kLoadName: {
        const std::string_view name = Name(argument);
        if (!MayBeLoaded(name, class_body_))
          return Refuse("name " + std::string(name) + " may not be used", at_);
        stack_.push_back(name == "__annotations__" ? kNamespace : kAny);
        loads_module_name_ = name == "__name__";
        return true;
      }
      case Handling::kLoadGlobal: {
        const std::string_view name = Name(argument >> 1);
        if (!MayBeLoaded(name, false))
          return Refuse("name " + std::string(name) + " may not be used", at_);
        if ((argument & 1) != 0) stack_.push_back(kNull);
        stack_.push_back(kAny);
        return true;
      }
      case Handling::kStoreName: {
        const std::string_view name = Name(argument);
        if (!MayBeBound(name, class_body_))
          return Refuse("name " + std::string(name) + " may not be bound", at_);
        if (class_body_ && !MethodAllowed(name)) {
          return Refuse("the policy does not let a class define " + std::string(name), at_);
        }
        // `__module__ = __name__` is how the compiler starts a class body; elsewhere it would be
        // forged.
        if (name == "__module__" && (stores_ != 0 || !loads_module_name_)) {
          return Refuse("name __module__ may not be bound", at_);
        }
        ++stores_;
        return Plain(row, argument);
      }
      case Handling::kLoadAttribute:
        if (!CheckBareIndex(argument, at_)) return false;
        return Plain(row, argument);
      case Handling::kStoreAttribute: {
        const std::string_view name = Name(argument);
        if (!Need(row.pops, at_)) return false;
        if (Top() != kWritable)
          return Refuse("attribute " + std::string(name) + " is written without the write guard",
                        at_);
        if (!MayBeStored(name))
          return Refuse("attribute " + std::string(name) + " may not be written", at_);
        return Plain(row, argument);
      }
      case Handling::kDisplay:
        if (!Pop(row.pops + row.pops_per_argument * argument, at_)) return false;
        stack_.push_back(kBuilt);
        return true;
      case Handling::kFormatValue:
        if ((argument & 4) != 0) {
          if (before_constant < 0 || !IsSmallSpec(before_constant)) {
            return Refuse("a format specification is no small constant", at_);
          }
          if (!Pop(1, at_)) return false;
        }
        return Plain(row, argument);
      case Handling::kExtend: {
        if (!Need(argument + 1, at_)) return false;
        const uint8_t source = Top();
        const bool applied = static_cast<int>(stack_.size()) > argument + 1 &&
                             Top(argument + 1) == kGuard + static_cast<uint8_t>(GuardId::kApply);
        if (source != kIterable && source != kBuilt && source != kConstant && !applied) {
          return Refuse("a star takes an iterable without its guard", at_);
        }
        return Pop(1, at_);
      }
      case Handling::kUnpack: {
        if (!Pop(1, at_)) return false;
        const int pushes = opcode == UNPACK_EX ? (argument & 0xFF) + (argument >> 8) + 1 : argument;
        stack_.insert(stack_.end(), static_cast<size_t>(pushes), kAny);
        inert_ = false;
        return true;
      }
      case Handling::kGetIter:
        if (!Need(1, at_)) return false;
        if (Top() != kIterable) return Refuse("a loop takes an iterable without its guard", at_);
        Top() = kIterator;
        inert_ = false;
        return true;
      case Handling::kForIter: {
        if (!Need(1, at_)) return false;
        if (Top() != kIterator) return Refuse("a loop takes an iterator that is not guarded", at_);
        if (entering_) return EndsEntry();
        spent_ = true;
        std::vector<uint8_t> after(stack_.begin(), stack_.end() - 1);
        if (!Reach(JumpTarget(opcode, argument), after, block_, spent_)) return false;
        stack_.push_back(kAny);
        return true;
      }
      case Handling::kGetANext:
        if (!Need(1, at_)) return false;
        if (Top() != kIterator) return Refuse("a loop takes an iterator that is not guarded", at_);
        spent_ = true;
        stack_.push_back(kAny);
        inert_ = false;
        return true;
      case Handling::kEndAsyncFor:
        if (!Need(2, at_)) return false;
        Drop(2);
        return true;
      case Handling::kSend: {
        if (!Need(2, at_)) return false;
        if (IsBound(Top()) || IsBound(Top(1))) return Refuse("a guard is sent to", at_);
        if (entering_) return EndsEntry();
        spent_ = true;
        std::vector<uint8_t> after(stack_.begin(), stack_.end() - 1);
        after.back() = kAny;
        if (!Reach(JumpTarget(opcode, argument), after, block_, spent_)) return false;
        Top() = kAny;
        return true;
      }
      case Handling::kReturn:
        *ends = true;
        if (entering_ && !inert_) return EndsEntry();
        return Pop(1, at_);
      case Handling::kEnd:
        *ends = true;
        if (entering_) return EndsEntry();
        return Pop(row.pops + row.pops_per_argument * argument, at_);
      case Handling::kMakeFunction: {
        if (!Need(1, at_)) return false;
        if (Top() != kCode) return Refuse("a function is made of something else than code", at_);
        Drop(1);
        int extras = 0;
        for (int bit = 1; bit <= 8; bit <<= 1) extras += (argument & bit) != 0 ? 1 : 0;
        if (!Pop(extras, at_)) return false;
        stack_.push_back(kAny);
        return true;
      }
      case Handling::kKeywords:
        if (argument >= static_cast<int>(constants_.size()) ||
            constants_[static_cast<size_t>(argument)] != kConstant) {
          return Refuse("keyword names are no constant", at_);
        }
        return true;
      case Handling::kCall:
        return Call(argument);
      case Handling::kCallEx:
        return CallEx(argument);
      case Handling::kMatchClass:
        return MatchClass(before_constant);
      case Handling::kMatchSequence:
        if (!Need(1, at_)) return false;
        if (Top() == kAny) Top() = kSequence;
        stack_.push_back(kAny);
        return true;
      case Handling::kJump:
        *ends = true;
        if (entering_) return EndsEntry();
        return Jump(JumpTarget(opcode, argument));
      case Handling::kJumpOrPop:
        if (!Need(1, at_)) return false;
        if (IsBound(Top())) return Refuse(BoundMessage(Top()), at_);
        if (entering_) return EndsEntry();
        Top() = kAny;
        if (!Jump(JumpTarget(opcode, argument))) return false;
        Drop(1);
        return true;
      case Handling::kBranch:
        if (entering_) return EndsEntry();
        return Pop(1, at_) && Jump(JumpTarget(opcode, argument));
      case Handling::kInert:
      case Handling::kPlain:
        return Plain(row, argument);
    }
    return Refuse("an instruction has no handling", at_);
  }

  // Takes and pushes ordinary values; anything but kInert may run code.
  bool Plain(const OpcodeRow& row, int argument) {
    if (row.handling != Handling::kInert) inert_ = false;
    if (!Pop(row.pops + row.pops_per_argument * argument, at_)) return false;
    stack_.insert(stack_.end(), row.pushes, static_cast<uint8_t>(kAny));
    return true;
  }

  bool BinaryOp(const OpcodeRow& row, int argument) {
    const bool inplace = argument >= NB_INPLACE_ADD;
    const int operation = inplace ? argument - NB_INPLACE_ADD : argument;
    if (operation == NB_POWER || operation == NB_LSHIFT) {
      return Refuse(operation == NB_POWER ? "a power has no guard" : "a left shift has no guard",
                    at_);
    }
    if (worker::run.guards == GuardMode::kAll &&
        (inplace || operation == NB_MULTIPLY || operation == NB_REMAINDER)) {
      return Refuse("an operator has no guard", at_);
    }
    return Plain(row, argument);
  }

  bool IsSmallSpec(int constant) {
    PyObject* spec = PyTuple_GET_ITEM(code_->co_consts, constant);
    if (!PyUnicode_CheckExact(spec)) return false;
    int digits = 0;
    for (Py_ssize_t i = 0; i < PyUnicode_GET_LENGTH(spec); ++i) {
      digits = Py_UNICODE_TODECIMAL(PyUnicode_READ_CHAR(spec, i)) >= 0 ? digits + 1 : 0;
      if (digits > 4) return false;
    }
    return true;
  }

  bool Call(int argument) {
    inert_ = false;
    if (!Need(argument + 2, at_)) return false;
    for (int i = 0; i < argument; ++i) {
      if (IsBound(Top(i)) && !(Top(i) == kHolder && IsStore(Top(argument)))) {
        return Refuse(BoundMessage(Top(i)), at_);
      }
    }
    const uint8_t callee = Top(argument), below = Top(argument + 1);
    if (below != kNull && (IsBound(callee) || IsBound(below)))
      return Refuse("a guard is bound to an object", at_);
    if (callee == kCode || callee == kHolder ||
        callee == kGuard + static_cast<uint8_t>(GuardId::kBudget)) {
      return Refuse(BoundMessage(callee), at_);
    }
    Slot result = kAny;
    if (callee >= kGuard) result = ResultOf(static_cast<GuardId>(callee - kGuard));
    Drop(argument + 2);
    stack_.push_back(result);
    return true;
  }
  static bool IsStore(uint8_t slot) {
    return slot == kGuard + static_cast<uint8_t>(GuardId::kInplaceStore);
  }

  bool CallEx(int argument) {
    inert_ = false;
    const int extra = (argument & 1) != 0 ? 1 : 0;
    if (!Need(3 + extra, at_)) return false;
    if (extra != 0 && !Pop(1, at_)) return false;
    const uint8_t stars = Top(), callee = Top(1), below = Top(2);
    if (IsBound(stars)) return Refuse(BoundMessage(stars), at_);
    if (below != kNull) return Refuse("a call with stars has no empty slot", at_);
    const bool applied = callee == kGuard + static_cast<uint8_t>(GuardId::kApply);
    if (IsBound(callee) && !applied) return Refuse(BoundMessage(callee), at_);
    if (!applied && stars != kIterable && stars != kBuilt && stars != kConstant) {
      return Refuse("a star takes an iterable without its guard", at_);
    }
    Drop(3);
    stack_.push_back(kAny);
    return true;
  }

  bool MatchClass(int before_constant) {
    if (before_constant < 0) return Refuse("a class pattern has no constant names", at_);
    PyObject* names = PyTuple_GET_ITEM(code_->co_consts, before_constant);
    if (!PyTuple_CheckExact(names)) return Refuse("a class pattern has no constant names", at_);
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(names); ++i) {
      if (!PyUnicode_CheckExact(PyTuple_GET_ITEM(names, i)))
        return Refuse("a class pattern names no attribute", at_);
      if (!CheckBareName(TextOf(PyTuple_GET_ITEM(names, i)), at_)) return false;
    }
    if (!Pop(3, at_)) return false;
    stack_.push_back(kBuilt);
    inert_ = false;
    return true;
  }

  // A way around that meets no spending instruction is a cycle of `successors`.
  bool EveryLoopSpends() {
    enum : uint8_t { kWhite, kGrey, kBlack };
    std::vector<uint8_t> colour(blocks_.size(), kWhite);
    std::vector<std::pair<int, size_t>> path;
    for (size_t root = 0; root < blocks_.size(); ++root) {
      if (colour[root] != kWhite) continue;
      colour[root] = kGrey;
      path.emplace_back(static_cast<int>(root), 0);
      while (!path.empty()) {
        auto& [index, next] = path.back();
        const std::vector<int>& successors = blocks_[static_cast<size_t>(index)].successors;
        if (next == successors.size()) {
          colour[static_cast<size_t>(index)] = kBlack;
          path.pop_back();
          continue;
        }
        const int to = successors[next++];
        if (colour[static_cast<size_t>(to)] == kGrey) {
          // Blocks may start with instructions of no line.
          int at = blocks_[static_cast<size_t>(to)].start;
          while (at + 1 < count_ && PlaceOf(code_, at * 2).line == 0) ++at;
          return Refuse("a loop does not spend the iteration budget", at);
        }
        if (colour[static_cast<size_t>(to)] == kWhite) {
          colour[static_cast<size_t>(to)] = kGrey;
          path.emplace_back(to, 0);
        }
      }
    }
    return true;
  }

  PyCodeObject* code_;
  const _Py_CODEUNIT* words_;
  int count_;
  bool has_budget_;
  Refusal* refusal_;
  bool comprehension_ = false, class_body_ = false, needs_entry_ = false;

  std::vector<uint8_t> constants_;  // a Slot each
  std::vector<Handler> handlers_;
  std::vector<int> leaders_;  // block that starts at an instruction, or -1
  std::vector<Block> blocks_;
  std::vector<int> open_;      // blocks to follow
  std::vector<uint8_t> bare_;  // names that may be read bare: 1

  // Of the run through one block.
  std::vector<uint8_t> stack_;
  int at_ = 0;
  int block_ = 0;
  bool spent_ = false;      // since the block's start
  bool entering_ = false;   // from the function's entry, not yet spent
  bool inert_ = true;       // nothing so far could enter a function
  int last_constant_ = -1;  // index, if the last instruction was LOAD_CONST
  int stores_ = 0;          // names bound so far
  bool loads_module_name_ = false;
  size_t handler_at_ = 0;
  int handler_reached_ = -1;
};

}  // namespace

bool Verify(PyCodeObject* code, bool has_budget, Refusal* refusal) {
  std::vector<PyCodeObject*> open = {code};
  while (!open.empty()) {
    PyCodeObject* next = open.back();
    open.pop_back();
    if (!CodeVerifier(next, next == code, has_budget, refusal).Run()) return false;
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(next->co_consts); ++i) {
      PyObject* constant = PyTuple_GET_ITEM(next->co_consts, i);
      if (PyCode_Check(constant)) open.push_back(reinterpret_cast<PyCodeObject*>(constant));
    }
  }
  return true;
}

}  // namespace stockade::executor::worker
