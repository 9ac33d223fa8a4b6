// The verifier's picture of the value stack: a byte a slot, top last. An access outside it is our
// own bug and ends the process.
//
//   stack.Push(kAny);
//   if (stack.size() >= 2 && stack.Top(1) == kNull) stack.Drop(2);
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace stockade::executor::worker {

class SlotStack {
 public:
  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const uint8_t* data() const { return slots_.data(); }
  uint8_t* end() { return slots_.data() + size_; }

  uint8_t& Top(size_t below = 0) {
    if (below >= size_) __builtin_trap();
    return slots_.data()[size_ - 1 - below];
  }
  void Push(uint8_t slot) {
    if (size_ == slots_.size()) slots_.resize(2 * size_);
    slots_.data()[size_++] = slot;
  }
  void Drop(size_t count) {
    if (count > size_) __builtin_trap();
    size_ -= count;
  }
  void Clear() { size_ = 0; }
  void Assign(const uint8_t* slots, size_t count) {
    Clear();
    for (size_t i = 0; i < count; ++i) Push(slots[i]);
  }

 private:
  std::vector<uint8_t> slots_ = std::vector<uint8_t>(64);
  size_t size_ = 0;
};

}  // namespace stockade::executor::worker
