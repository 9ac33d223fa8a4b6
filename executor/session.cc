#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>
#include <thread>

#include "executor/calls.h"
#include "executor/loaded_module.h"
#include "executor/messages.h"
#include "executor/verdict.h"
#include "executor/watch.h"

namespace stockade::executor {
namespace {

// Ends of a call after which the process and its state are still there; all of them are replies.
// A run that asked for its end has it.
constexpr std::array kGoesOn = {
    Verdict::kOk,          Verdict::kException,      Verdict::kRejected,
    Verdict::kMemoryLimit, Verdict::kRecursionLimit, Verdict::kResultLimit};

class SessionImpl : public Session {
 public:
  explicit SessionImpl(std::unique_ptr<LoadedModule> module) : module_(std::move(module)) {}

  void Load();
  const Outcome& body() const override { return body_; }
  Outcome Call(const Request& request) override;
  bool ended() const override {
    if (module_->turns->InForkedChild()) return true;
    const std::lock_guard lock(mutex_);
    return ended_;
  }

 private:
  // Under mutex_. One request, and what it did to the session.
  Outcome Serve(const std::string& frame, const Request& request,
                std::chrono::microseconds cpu_before);

  mutable std::mutex mutex_;  // held through a call; what changes is under it
  std::unique_ptr<LoadedModule> module_;
  Outcome body_;
  bool ended_ = true;
  std::atomic<std::thread::id> in_call_{};  // not under mutex_
  Verdict last_ = Verdict::kSetupError;
};

Outcome SessionImpl::Serve(const std::string& frame, const Request& request,
                           std::chrono::microseconds cpu_before) {
  WatchOptions watch{.limits = module_->policy.limits,
                     .table = module_->table,
                     .cpu_before = cpu_before,
                     .after = AfterReply::kSession,
                     .on_output = &request.on_output,
                     .cancel = request.cancel};
  Observation seen = Watch(module_->worker, frame, watch);
  const bool replied = seen.end == RunEnd::kReply;
  Outcome outcome = Judge(std::move(seen), module_->submission, module_->policy.limits);
  last_ = outcome.verdict;
  ended_ = !replied || std::find(kGoesOn.begin(), kGoesOn.end(), last_) == kGoesOn.end();
  if (ended_) module_->worker = Worker();
  return outcome;
}

void SessionImpl::Load() {
  const std::lock_guard lock(mutex_);
  LoadedModule& module = *module_;
  body_ = module.Load(
      [&](Keeper& keeper, LoadedModule::Deadline deadline, std::string* error) {
        return keeper.TakeSession(deadline, &module.worker, error);
      },
      [&](const std::string& frame) {
        return Serve(frame, {}, std::chrono::microseconds(module.worker.warm_up_microseconds));
      });
  // A body that failed has left a half-made module.
  if (body_.verdict != Verdict::kOk) {
    ended_ = true;
    module.worker = Worker();
  }
}

Outcome SessionImpl::Call(const Request& request) {
  if (std::string wrong = RefuseCall(request); !wrong.empty()) {
    return module_->Refuse(std::move(wrong));
  }
  if (in_call_.load() == std::this_thread::get_id()) {
    return module_->Refuse(
        "a call of the session is under way in this thread: a host function or object cannot call "
        "the session that it answers");
  }
  const Turns& turns = *module_->turns;
  if (turns.InForkedChild()) return module_->Finish(NoTurn(turns, request));
  const std::lock_guard lock(mutex_);
  if (ended_) {
    return module_->Finish(
        NothingRan(last_, "the session had ended with " + std::string(VerdictName(last_))));
  }
  Turns::Turn turn = module_->turns->Wait(Deadline(request, module_->patience), request.cancel);
  if (!turn) return module_->Finish(NoTurn(turns, request));
  const auto frame = CallFrame(request, module_->policy, &module_->table);
  if (!frame) return module_->Refuse(frame.error().message);
  in_call_ = std::this_thread::get_id();
  Outcome outcome = module_->Finish(Serve(*frame, request, std::chrono::microseconds(0)));
  in_call_ = std::thread::id();
  return outcome;
}

}  // namespace

std::unique_ptr<Session> MakeSession(std::shared_ptr<Keeper> keeper, std::shared_ptr<Turns> turns,
                                     const ExecutorOptions& options, const Submission& submission,
                                     const Environment& environment) {
  auto session = std::make_unique<SessionImpl>(std::make_unique<LoadedModule>(
      std::move(keeper), std::move(turns), options, submission, environment));
  session->Load();
  return session;
}

}  // namespace stockade::executor
