// Watches one worker through one request with the supervisor's own clocks, and ends it.
//
//   Observation seen = Watch(worker, frame, {.limits = limits, .cpu_before = baseline});
//   if (seen.end == RunEnd::kReply) Use(seen.reply);     // the worker's word
//
// What ended the run is recorded before the kill, so that a worker that dies of our SIGKILL, of its
// own or with a forged status cannot be taken for one another.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "executor/host_table.h"
#include "executor/keeper.h"
#include "executor/policy.h"
#include "executor/request.h"
#include "executor/wire.h"

namespace stockade::executor {

enum class RunEnd : uint8_t {
  kReply,       // one whole reply, then the end of the channel (of a session: the reply alone)
  kExited,      // the process ended without a reply; `report` has its status
  kWall,        // killed by us: the clock
  kCpu,         // killed by us: processor time
  kOutput,      // killed by us: more output than allowed
  kHostCalls,   // killed by us: more host calls than allowed
  kCancelled,   // killed by us: the caller asked for it
  kProtocol,    // killed by us: `problem` says what was wrong on the channel
  kKeeperGone,  // the keeper ended and took the worker along
};

struct Observation {
  RunEnd end = RunEnd::kKeeperGone;
  interpreter::Reply reply;  // claimed
  wire::ExitReport report;   // of kExited
  // Since the request was sent; the keeper's word, whatever the end.
  std::optional<wire::Refusal> refusal;
  std::string problem;
  std::string out, err;
  bool out_truncated = false, err_truncated = false;
  std::chrono::microseconds wall{0}, cpu{0}, host{0};  // `wall` is without `host`
  uint64_t host_calls = 0;
  uint64_t peak_memory_bytes = 0;
};

enum class AfterReply : uint8_t {
  kEnd,       // the worker is killed
  kTemplate,  // it stays alive to fork calls, unless the reply was not good
  kSession,   // it stays alive for the next call, and is stopped until then
};

struct WatchOptions {
  const Limits& limits;
  HostTable& table;  // what the run may ask for; it changes with what the run is given
  // Processor time that the worker had used before the request; of a session it is looked up.
  std::chrono::microseconds cpu_before{0};
  AfterReply after = AfterReply::kEnd;
  const std::function<void(OutputStream, std::string_view)>* on_output = nullptr;
  std::stop_token cancel;
};

// The worker is killed at every end but the good replies that `after` names. Blocks for at most the
// wall limit and a little, and the time of host functions.
Observation Watch(Worker& worker, std::string_view request, const WatchOptions& options);

}  // namespace stockade::executor
