#include "executor/calls.h"

#include "executor/worker/facade_table.h"

#include "executor/verdict.h"

namespace stockade::executor {

Outcome Finished(const Keeper* keeper, const Policy& policy, Outcome outcome) {
  if (keeper != nullptr) outcome.confinement = keeper->facilities();
  for (const Facility& facility : outcome.confinement) {
    if (!facility.active) outcome.degraded.push_back(facility.name);
  }
  if (policy.guards == GuardMode::kOff) outcome.degraded.push_back("guards");
  // numpy and its like: the guards run, and are not to be relied upon.
  if (const std::string_view why = worker::WhyGuardsAreVoid(policy.imports);
      policy.guards != GuardMode::kOff && !why.empty()) {
    outcome.degraded.push_back("guards: not in force, " + std::string(why));
  }
  return outcome;
}

Outcome NotTaken(TakeStatus status, const std::string& error) {
  if (status == TakeStatus::kNoneInTime) {
    return NothingRan(Verdict::kBusy, "no worker was free in time");
  }
  if (status == TakeStatus::kKeeperEnded) {
    return NothingRan(Verdict::kSetupError, "the keeper has ended");
  }
  return NothingRan(Verdict::kSetupError, error);
}

Outcome NoTurn(const Turns& turns, const Request& request) {
  if (turns.InForkedChild()) {
    return NothingRan(Verdict::kSetupError,
                      "the executor belongs to the process that this one was forked from: make one "
                      "after fork()");
  }
  if (request.cancel.stop_requested()) {
    return NothingRan(Verdict::kCancelled, "cancelled before it began");
  }
  return NothingRan(Verdict::kBusy, "too many runs were under way for too long");
}

std::chrono::steady_clock::time_point Deadline(const Request& request,
                                               std::chrono::milliseconds patience) {
  return std::chrono::steady_clock::now() + request.patience.value_or(patience);
}

std::string RefuseCall(const Request& request) {
  if (request.function.empty()) return "a prepared call needs a function's name";
  const Environment& given = request.environment;
  if (!given.argv.empty() || !given.files.empty() || given.scratch || !given.functions.empty() ||
      !given.objects.empty()) {
    return "a call has the environment of its module: give it to Prepare() or OpenSession()";
  }
  return {};
}

}  // namespace stockade::executor
