// Answers the host calls of one run: decodes what the worker sent as hostile bytes, checks it
// again, counts it, calls the caller's function or object.
//
//   HostDesk desk(table, limits);
//   HostDesk::Answer answer = desk.Serve(payload);
//   if (answer.status == HostDesk::Status::kAnswered) SendFrame(answer.frame);
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "executor/host_table.h"
#include "executor/policy.h"

namespace stockade::executor {

class HostDesk {
 public:
  enum class Status { kAnswered, kTooMany, kBroken };
  struct Answer {
    Status status = Status::kBroken;
    std::string frame;    // of kAnswered: what goes back to the worker
    std::string problem;  // of kBroken
  };

  // Both are borrowed for the desk's life.
  HostDesk(HostTable& table, const Limits& limits) : table_(table), limits_(limits) {}

  Answer Serve(std::string_view payload);

  uint64_t calls() const { return calls_; }
  // Spent in the caller's functions.
  std::chrono::steady_clock::duration time() const { return time_; }

 private:
  HostTable& table_;
  const Limits& limits_;
  uint64_t calls_ = 0;
  std::chrono::steady_clock::duration time_{};
};

}  // namespace stockade::executor
