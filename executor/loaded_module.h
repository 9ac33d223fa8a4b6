// What a prepared submission and a session share: a module whose body runs once, in a process of
// its own, and what its calls go on from. Internal to the library.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "executor/executor.h"
#include "executor/host_table.h"
#include "executor/keeper.h"
#include "executor/turns.h"

namespace stockade::executor {

struct LoadedModule {
  LoadedModule(std::shared_ptr<Keeper> its_keeper, std::shared_ptr<Turns> its_turns,
               const ExecutorOptions& options, const Submission& its_submission,
               const Environment& its_environment);

  using Deadline = std::chrono::steady_clock::time_point;
  // Has the keeper make the process that becomes `worker`.
  using Take = std::function<TakeStatus(Keeper&, Deadline, std::string* error)>;
  // Runs the body in `worker`.
  using Run = std::function<Outcome(const std::string& frame)>;
  // What came of the body; `take` and `run` are called while it has a turn.
  Outcome Load(const Take& take, const Run& run);

  // The confinement and what was degraded are added once, when an outcome goes to the caller.
  Outcome Finish(Outcome outcome) const;
  Outcome Refuse(std::string message) const;

  const std::shared_ptr<Keeper> keeper;  // null: it could not be restarted
  const std::shared_ptr<Turns> turns;
  const Policy policy;
  const std::chrono::milliseconds patience;
  const Submission submission;
  const Environment environment;
  HostTable table;  // of the body; it refers to `environment`
  Worker worker;
};

}  // namespace stockade::executor
