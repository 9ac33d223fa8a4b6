// The zygote, which is also the keeper: PID 1 of its namespace. It embeds CPython, confines itself
// and then keeps waiting workers, reaps them and says how they ended. It never runs submitted code,
// and it does nothing that a worker could make it wait for.
#pragma once

#include "executor/descriptor.h"
#include "executor/wire.h"
#include "executor/worker/confine.h"
#include "executor/worker/hot_pages.h"

namespace stockade::executor {

struct ZygoteSetup {
  int control = -1;     // SOCK_SEQPACKET to the supervisor; its end is the zygote's end
  int supervisor = -1;  // pidfd of the supervisor's process, or -1
  wire::StartMessage start;
  FacilityReport report;           // of what was done before the fork
  Descriptor listener;             // of the zygote's own filter; none: nobody can be asked
  std::string no_listener;         // why not
  HotPages run_pages, call_pages;  // of workers, and of prepared calls
};

// Runs until the supervisor is gone; the exit status of the process.
int RunZygote(ZygoteSetup setup);

}  // namespace stockade::executor
