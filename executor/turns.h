// So many runs at a time and no more; the others wait for their turn, in the order in which they
// came, until their patience ends.
//
//   Turns::Turn turn = turns.Wait(deadline, stop);
//   if (!turn) return Busy();
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <mutex>
#include <stop_token>
#include <utility>

#include "executor/owner.h"

namespace stockade::executor {

class Turns {
 public:
  // One that was given; gives it back when it is destroyed.
  class Turn {
   public:
    Turn() = default;
    explicit Turn(Turns* turns) : turns_(turns) {}
    Turn(Turn&& other) noexcept : turns_(std::exchange(other.turns_, nullptr)) {}
    Turn& operator=(Turn&& other) noexcept {
      std::swap(turns_, other.turns_);
      return *this;
    }
    ~Turn() {
      if (turns_ != nullptr) turns_->GiveBack();
    }
    explicit operator bool() const { return turns_ != nullptr; }

   private:
    Turns* turns_ = nullptr;
  };

  // 0: as many as are asked for.
  explicit Turns(int most) : most_(most) {}

  // Empty when the deadline came, or the stop, before the turn; and in a fork of the process, where
  // nobody would give a turn back.
  Turn Wait(std::chrono::steady_clock::time_point deadline, const std::stop_token& stop);

  bool InForkedChild() const { return !owner_.IsThisProcess(); }

 private:
  void GiveBack();

  const int most_;
  const Owner owner_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::deque<uint64_t> waiting_;  // numbers, in order of arrival
  uint64_t next_ = 0;
  int running_ = 0;
};

}  // namespace stockade::executor
