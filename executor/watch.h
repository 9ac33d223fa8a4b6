// Watches one worker through one request with the supervisor's own clocks, and ends it.
//
//   Observation seen = Watch(worker, frame, limits, baseline);
//   if (seen.end == RunEnd::kReply) Use(seen.reply);     // the worker's word
//
// What ended the run is recorded before the kill, so that a worker that dies of our SIGKILL, of its
// own or with a forged status cannot be taken for one another.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "executor/keeper.h"
#include "executor/policy.h"
#include "executor/wire.h"

namespace stockade::executor {

enum class RunEnd : uint8_t {
  kReply,       // one whole reply, then the end of the channel
  kExited,      // the process ended without a reply; `report` has its status
  kWall,        // killed by us: the clock
  kCpu,         // killed by us: processor time
  kOutput,      // killed by us: more output than allowed
  kProtocol,    // killed by us: `problem` says what was wrong on the channel
  kKeeperGone,  // the keeper ended and took the worker along
};

struct Observation {
  RunEnd end = RunEnd::kKeeperGone;
  interpreter::Reply reply;  // claimed
  wire::ExitReport report;   // of kExited
  std::string problem;
  std::string out, err;
  bool out_truncated = false, err_truncated = false;
  std::chrono::microseconds wall{0}, cpu{0};
  uint64_t peak_memory_bytes = 0;
};

// `cpu_before`: processor time that the worker had used before the request. `keep`: leave the
// worker alive after a good reply (it is a template now); it is killed in every other case. Blocks
// for at most the wall limit and a little.
Observation Watch(Worker& worker, std::string_view request, const Limits& limits,
                  std::chrono::microseconds cpu_before, bool keep = false);

}  // namespace stockade::executor
