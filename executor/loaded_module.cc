#include "executor/loaded_module.h"

#include <utility>

#include "executor/calls.h"
#include "executor/messages.h"
#include "executor/verdict.h"

namespace stockade::executor {

LoadedModule::LoadedModule(std::shared_ptr<Keeper> its_keeper, std::shared_ptr<Turns> its_turns,
                           const ExecutorOptions& options, const Submission& its_submission,
                           const Environment& its_environment)
    : keeper(std::move(its_keeper)),
      turns(std::move(its_turns)),
      policy(options.policy),
      patience(options.patience),
      submission(its_submission),
      environment(its_environment),
      table(environment, policy.limits) {}

Outcome LoadedModule::Finish(Outcome outcome) const {
  return Finished(keeper.get(), policy, std::move(outcome));
}

Outcome LoadedModule::Refuse(std::string message) const {
  return Finish(NothingRan(Verdict::kSetupError, std::move(message)));
}

Outcome LoadedModule::Load(const Take& take, const Run& run) {
  if (turns->InForkedChild()) return NoTurn(*turns, {});
  if (!keeper) return NothingRan(Verdict::kSetupError, "the worker could not be restarted");
  if (auto checked = CheckEnvironment(environment); !checked) {
    return Refuse(checked.error().message);
  }
  const auto frame = LoadFrame(submission, policy, environment, {}, LoadAs::kModule, &table);
  if (!frame) return Refuse(frame.error().message);
  const Deadline deadline = std::chrono::steady_clock::now() + patience;
  Turns::Turn turn = turns->Wait(deadline, {});
  if (!turn) return Finish(NoTurn(*turns, {}));
  std::string error;
  if (const TakeStatus taken = take(*keeper, deadline, &error); taken != TakeStatus::kWorker) {
    return Finish(NotTaken(taken, error));
  }
  return Finish(run(*frame));
}

}  // namespace stockade::executor
