#include "executor/worker/verifier.h"

#include <algorithm>

#include "executor/worker/guards.h"
#include "executor/worker/verifier_code.h"

namespace stockade::executor::worker {
namespace {

bool ArePlain(PyObject* tuple);

bool IsPlainConstant(PyObject* constant) {
  PyTypeObject* type = Py_TYPE(constant);
  if (type == &PyUnicode_Type) {
    bool malformed = false;
    return !GuardNamed(constant, &malformed) && !malformed;
  }
  if (type == &PyLong_Type || constant == Py_None || type == &PyBool_Type ||
      type == &PyFloat_Type || type == &PyBytes_Type || type == &PyComplex_Type ||
      constant == Py_Ellipsis) {
    return true;
  }
  if (type == &PyTuple_Type) return ArePlain(constant);
  if (type == &PyFrozenSet_Type) {
    Ref items = Ref::Steal(PySequence_Tuple(constant));
    if (items) return ArePlain(items.get());
    PyErr_Clear();
  }
  return false;
}

bool ArePlain(PyObject* tuple) {
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(tuple); ++i) {
    if (!IsPlainConstant(PyTuple_GET_ITEM(tuple, i))) return false;
  }
  return true;
}

// Functions that the compiler makes of expressions. No def can have a name in angle brackets.
constexpr std::string_view kComprehensions[] = {"<listcomp>", "<setcomp>", "<dictcomp>",
                                                "<genexpr>"};

// The compiler's own names of functions: no def can have one that starts so.
bool IsInBrackets(PyObject* name) {
  return PyUnicode_GET_LENGTH(name) != 0 && PyUnicode_READ_CHAR(name, 0) == '<';
}

bool NamedLike(PyObject* name, std::string_view start) {
  if (!IsInBrackets(name)) return false;
  Py_ssize_t size = 0;
  const char* text = PyUnicode_AsUTF8AndSize(name, &size);
  if (text == nullptr) {
    PyErr_Clear();
    return false;
  }
  return std::string_view(text, static_cast<size_t>(size)).starts_with(start);
}

}  // namespace

bool IsComprehensionCode(PyCodeObject* code) {
  if ((code->co_flags & CO_OPTIMIZED) == 0 || !IsInBrackets(code->co_name)) return false;
  return std::any_of(std::begin(kComprehensions), std::end(kComprehensions),
                     [code](std::string_view name) { return IsText(code->co_name, name); });
}

CodeVerifier::CodeVerifier(bool has_budget, Refusal* refusal)
    : has_budget_(has_budget), refusal_(refusal) {
  // Of most code; what is longer grows.
  pending_.reserve(16);
  constants_.reserve(32);
  leaders_.reserve(256);
  blocks_.reserve(32);
  stacks_.reserve(64);
  open_.reserve(16);
  unspent_.reserve(32);
}

bool CodeVerifier::Run(PyCodeObject* code) {
  pending_.push_back({code, CodeRole::kModule});
  while (!pending_.empty()) {
    const Pending next = pending_.back();
    pending_.pop_back();
    if (!RunOne(next.code, next.role)) return false;
  }
  return true;
}

bool CodeVerifier::RunOne(PyCodeObject* code, CodeRole role) {
  code_ = code;
  role_ = role;
#if PY_VERSION_HEX >= 0x030B0000
  bytes_ = reinterpret_cast<const uint8_t*>(code->co_code_adaptive);
  count_ = static_cast<int>(Py_SIZE(code));
#else
  bytes_ = reinterpret_cast<const uint8_t*>(PyBytes_AS_STRING(code->co_code));
  count_ = static_cast<int>(PyBytes_GET_SIZE(code->co_code) / 2);
#endif
  const bool optimized = (code->co_flags & CO_OPTIMIZED) != 0;
  comprehension_ = IsComprehensionCode(code);
  class_body_ = !optimized && role != CodeRole::kModule;
  // The function around type parameters is made and called in one place, as a comprehension's is.
  needs_entry_ = has_budget_ && optimized && !comprehension_ && role != CodeRole::kEvaluation &&
                 !NamedLike(code->co_name, "<generic parameters of ");
  stores_ = 0;
  loads_module_name_ = false;
  runs_back_ = false;
  handlers_.clear();
  blocks_.clear();
  stacks_.clear();
  open_.clear();
  unspent_.clear();
  stack_.Clear();
  at_ = 0;
  block_ = -1;
  if (!ReadConstants() || !ReadHandlers()) return false;
  leaders_.assign(static_cast<size_t>(count_), -1);
  if (!ReachWith(0, nullptr, 0, true, 0)) return false;
  while (!open_.empty()) {
    const int start = open_.back();
    open_.pop_back();
    if (!Follow(start)) return false;
  }
  if (has_budget_ && runs_back_ && !EveryLoopSpends()) return false;
  AddNested();
  return true;
}

bool CodeVerifier::Refuse(std::string message, int at) {
  const CodePlace place = PlaceOf(code_, at * 2);
  refusal_->message = std::move(message);
  refusal_->line = place.line != 0 ? place.line : static_cast<uint32_t>(code_->co_firstlineno);
  refusal_->column = place.column;
  refusal_->has_column = place.has_column;
  refusal_->function = place.function;
  return false;
}

bool CodeVerifier::ReadConstants() {
  PyObject* constants = code_->co_consts;
  const auto count = static_cast<size_t>(PyTuple_GET_SIZE(constants));
  constants_.assign(count, kConstant);
  functions_.assign(count, false);
  evaluations_.assign(count, false);
  for (size_t i = 0; i < count; ++i) {
    PyObject* constant = PyTuple_GET_ITEM(constants, static_cast<Py_ssize_t>(i));
    if (PyUnicode_CheckExact(constant)) {
      bool malformed = false;
      if (const auto id = GuardNamed(constant, &malformed)) {
        constants_[i] = SlotOf(*id);
      } else if (malformed) {
        return Refuse("a string holds the code point U+10F57C, which is kept for guards", 0);
      }
    } else if (PyCode_Check(constant)) {
      constants_[i] = kCode;
    } else if (!IsPlainConstant(constant)) {
      return Refuse("a constant holds a guard or is of an unknown type", 0);
    }
  }
  return true;
}

// The exception table: four numbers an entry, six bits a byte, most significant first.
bool CodeVerifier::ReadHandlers() {
#if PY_VERSION_HEX >= 0x030B0000
  const auto* bytes =
      reinterpret_cast<const unsigned char*>(PyBytes_AS_STRING(code_->co_exceptiontable));
  const Py_ssize_t size = PyBytes_GET_SIZE(code_->co_exceptiontable);
  Py_ssize_t at = 0;
  const auto number = [&] {
    int value = 0;
    bool more = true;
    while (more && at < size) {
      more = (bytes[at] & 64) != 0;
      value = ((value & 0x1FFFFFF) << 6) | (bytes[at++] & 63);
    }
    return value;
  };
  int last_end = 0;
  while (at < size) {
    Handler handler = {};
    handler.start = number();
    handler.end = handler.start + number();
    handler.target = number();
    const int depth = number();
    handler.depth = depth >> 1;
    handler.lasti = (depth & 1) != 0;
    if (handler.end > count_ || handler.target >= count_) {
      return Refuse("the exception table points outside the code", 0);
    }
    if (handler.start < last_end) return Refuse("the exception table is not in order", 0);
    last_end = handler.end;
    handlers_.push_back(handler);
  }
#endif
  return true;
}

// `at` is reached from the block that is being followed, with the lowest `depth` slots of `stack`.
bool CodeVerifier::ReachWith(int at, const uint8_t* stack, size_t depth, bool spent,
                             uint64_t writable) {
  if (at < 0 || at >= count_) return Refuse("a jump leaves the code", at_);
  int& leader = leaders_[static_cast<size_t>(at)];
  if (leader < 0) {
    leader = static_cast<int>(blocks_.size());
    blocks_.push_back(
        {at, static_cast<uint32_t>(stacks_.size()), static_cast<uint16_t>(depth), true, writable});
    stacks_.insert(stacks_.end(), stack, stack + depth);
    open_.push_back(leader);
  } else {
    Block& block = blocks_[static_cast<size_t>(leader)];
    if (block.depth != depth) return Refuse("two paths meet with different stacks", at);
    uint8_t* held = stacks_.data() + block.stack_at;
    bool changed = (block.writable & ~writable) != 0;
    block.writable &= writable;
    for (size_t i = 0; i < depth; ++i) {
      if (held[i] == stack[i]) continue;
      if (IsBound(held[i]) || IsBound(stack[i]) || held[i] == kNull || stack[i] == kNull) {
        return Refuse("a guard would be chosen at run time", at);
      }
      changed = changed || held[i] != kAny;
      held[i] = kAny;
    }
    if (changed && !block.open) {
      block.open = true;
      open_.push_back(leader);
    }
  }
  if (!spent) {
    unspent_.emplace_back(block_, leader);
    runs_back_ = runs_back_ || at <= blocks_[static_cast<size_t>(block_)].start;
  }
  return true;
}

bool CodeVerifier::ReachHandlers() {
  // Entries are in order and do not overlap; a block is followed forwards.
  for (; handler_at_ < handlers_.size() && handlers_[handler_at_].end <= at_; ++handler_at_) {
  }
  if (handler_at_ >= handlers_.size() || handlers_[handler_at_].start > at_) return true;
  const Handler& handler = handlers_[handler_at_];
  if (handler_reached_ == static_cast<int>(handler_at_)) return true;
  handler_reached_ = static_cast<int>(handler_at_);
  if (handler.depth > static_cast<int>(stack_.size())) {
    return Refuse("an exception handler expects a deeper stack", at_);
  }
  handler_stack_.assign(stack_.data(), stack_.data() + handler.depth);
  handler_stack_.insert(handler_stack_.end(), handler.lasti ? 2 : 1, static_cast<uint8_t>(kAny));
  // What its locals hold is not followed through each instruction that may raise.
  return ReachWith(handler.target, handler_stack_.data(), handler_stack_.size(), spent_, 0);
}

bool CodeVerifier::Follow(int block_index) {
  {
    Block& block = blocks_[static_cast<size_t>(block_index)];
    block.open = false;
    const uint8_t* held = stacks_.data() + block.stack_at;
    stack_.Assign(held, block.depth);
    writable_ = block.writable;
    at_ = block.start;
  }
  block_ = block_index;
  spent_ = false;
  entering_ = needs_entry_ && at_ == 0;
  last_constant_ = -1;
  last_local_ = -1;
  handler_at_ = 0;
  handler_reached_ = -1;
  // Kept here, since every step might change members.
  const uint8_t* const bytes = bytes_;
  const int* const leaders = leaders_.data();
  const int count = count_, start = at_;
  const bool handles = !handlers_.empty();
  int extended = 0;
  while (at_ < count) {
    const int opcode = bytes[2 * at_];
    const int argument = extended | bytes[2 * at_ + 1];
    const OpcodeRow& row = Opcode(opcode);
    // A leader in the middle of a straight run ends this block.
    if (leaders[at_] >= 0 && at_ != start && extended == 0) {
      return entering_ ? EndsEntry() : Reach(at_, spent_);
    }
    if (row.handling == Handling::kExtendedArg) {
      if (argument > (1 << 22)) return Refuse("an argument is out of range", at_);
      extended = argument << 8;
      ++at_;
      continue;
    }
    extended = 0;
    if (entering_) {
      if (!row.entry && !(row.handling == Handling::kNegative && !stack_.empty() &&
                          Top() == SlotOf(GuardId::kBudget))) {
        return EndsEntry();
      }
    } else if (handles && !ReachHandlers()) {  // what may stand at an entry does not raise
      return false;
    }
    before_constant_ = last_constant_;
    before_local_ = last_local_;
    last_constant_ = last_local_ = -1;
    // Nearly half of all instructions, which take nothing and end nothing.
    if (row.handling == Handling::kLoadFast) {
      PushLocal(argument);
      last_local_ = argument;
      ++at_;
      continue;
    }
    if (row.handling == Handling::kConst) {
      if (!LoadConstant(argument)) return false;
      ++at_;
      continue;
    }
    bool ends = false;
    if (!Step(row, opcode, argument, &ends)) return false;
    if (ends) return true;
    // Slots that a handler finds again may have changed: it is to be reached with the new ones.
    if (handler_reached_ >= 0 && (row.handling == Handling::kSwap ||
                                  static_cast<int>(stack_.size()) <
                                      handlers_[static_cast<size_t>(handler_reached_)].depth)) {
      handler_reached_ = -1;
    }
    at_ += 1 + row.caches;
  }
  return Refuse("the code runs past its end", count_ - 1);
}

// A way around that meets no spending instruction is a cycle of unspent edges.
bool CodeVerifier::EveryLoopSpends() {
  std::sort(unspent_.begin(), unspent_.end());
  unspent_.erase(std::unique(unspent_.begin(), unspent_.end()), unspent_.end());
  std::vector<size_t> first(blocks_.size() + 1, unspent_.size());
  for (size_t i = unspent_.size(); i-- > 0;) {
    if (unspent_[i].first >= 0) first[static_cast<size_t>(unspent_[i].first)] = i;
  }
  for (size_t i = blocks_.size(); i-- > 0;) first[i] = std::min(first[i], first[i + 1]);
  enum : uint8_t { kWhite, kGrey, kBlack };
  std::vector<uint8_t> colour(blocks_.size(), kWhite);
  std::vector<std::pair<size_t, size_t>> path;  // block, its next edge
  for (size_t root = 0; root < blocks_.size(); ++root) {
    if (colour[root] != kWhite) continue;
    colour[root] = kGrey;
    path.emplace_back(root, first[root]);
    while (!path.empty()) {
      auto& [index, next] = path.back();
      if (next == first[index + 1]) {
        colour[index] = kBlack;
        path.pop_back();
        continue;
      }
      const auto to = static_cast<size_t>(unspent_[next++].second);
      if (colour[to] == kGrey) {
        // Blocks may start with instructions of no line.
        int at = blocks_[to].start;
        while (at + 1 < count_ && PlaceOf(code_, at * 2).line == 0) ++at;
        return Refuse("a loop does not spend the iteration budget", at);
      }
      if (colour[to] == kWhite) {
        colour[to] = kGrey;
        path.emplace_back(to, first[to]);
      }
    }
  }
  return true;
}

// Code that no function is made of is never run, and is held to the rules of functions.
void CodeVerifier::AddNested() {
  for (size_t i = 0; i < constants_.size(); ++i) {
    if (constants_[i] != kCode) continue;
    auto* nested = reinterpret_cast<PyCodeObject*>(
        PyTuple_GET_ITEM(code_->co_consts, static_cast<Py_ssize_t>(i)));
    const bool evaluation = evaluations_[i] && !functions_[i];
    pending_.push_back({nested, evaluation ? CodeRole::kEvaluation : CodeRole::kBody});
  }
}

bool Verify(PyCodeObject* code, bool has_budget, Refusal* refusal) {
  return CodeVerifier(has_budget, refusal).Run(code);
}

}  // namespace stockade::executor::worker
