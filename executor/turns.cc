#include "executor/turns.h"

#include <algorithm>

namespace stockade::executor {

Turns::Turn Turns::Wait(std::chrono::steady_clock::time_point deadline,
                        const std::stop_token& stop) {
  if (InForkedChild()) return Turn();
  std::unique_lock lock(mutex_);
  if (most_ > 0) {
    const uint64_t own = next_++;
    waiting_.push_back(own);
    const bool came = changed_.wait_until(
        lock, stop, deadline, [&] { return waiting_.front() == own && running_ < most_; });
    waiting_.erase(std::find(waiting_.begin(), waiting_.end(), own));
    // The next in line may have its turn too.
    changed_.notify_all();
    if (!came) return Turn();
  }
  // A turn that is there at once is given whether or not a stop was asked for.
  if (stop.stop_requested()) return Turn();
  ++running_;
  return Turn(this);
}

void Turns::GiveBack() {
  {
    const std::lock_guard lock(mutex_);
    --running_;
  }
  changed_.notify_all();
}

}  // namespace stockade::executor
