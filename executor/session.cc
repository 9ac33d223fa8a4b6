#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>
#include <thread>

#include "executor/calls.h"
#include "executor/messages.h"
#include "executor/verdict.h"
#include "executor/watch.h"

namespace stockade::executor {
namespace {

using Clock = std::chrono::steady_clock;

// Ends of a call after which the process and its state are still there; all of them are replies.
// A run that asked for its end has it.
constexpr std::array kGoesOn = {
    Verdict::kOk,          Verdict::kException,      Verdict::kRejected,
    Verdict::kMemoryLimit, Verdict::kRecursionLimit, Verdict::kResultLimit};

class SessionImpl : public Session {
 public:
  SessionImpl(std::shared_ptr<Keeper> keeper, std::shared_ptr<Turns> turns,
              const ExecutorOptions& options, const Submission& submission,
              const Environment& environment)
      : keeper_(std::move(keeper)),
        turns_(std::move(turns)),
        policy_(options.policy),
        patience_(options.patience),
        submission_(submission),
        environment_(environment),
        table_(environment_, policy_.limits) {}

  void Load();
  const Outcome& body() const override { return body_; }
  Outcome Call(const Request& request) override;
  bool ended() const override {
    if (turns_->InForkedChild()) return true;
    const std::lock_guard lock(mutex_);
    return ended_;
  }

 private:
  Outcome Finish(Outcome outcome) const {
    return Finished(keeper_.get(), policy_, std::move(outcome));
  }
  // Under mutex_. One request, and what it did to the session.
  Outcome Serve(const std::string& frame, const Request& request,
                std::chrono::microseconds cpu_before);

  std::shared_ptr<Keeper> keeper_;
  std::shared_ptr<Turns> turns_;
  Policy policy_;
  std::chrono::milliseconds patience_;
  Submission submission_;
  Environment environment_;
  mutable std::mutex mutex_;  // held through a call; the rest is under it
  HostTable table_;
  Worker worker_;
  Outcome body_;
  bool ended_ = true;
  std::atomic<std::thread::id> in_call_{};  // not under mutex_
  Verdict last_ = Verdict::kSetupError;
};

Outcome SessionImpl::Serve(const std::string& frame, const Request& request,
                           std::chrono::microseconds cpu_before) {
  WatchOptions watch{.limits = policy_.limits,
                     .table = table_,
                     .cpu_before = cpu_before,
                     .after = AfterReply::kSession,
                     .on_output = &request.on_output,
                     .cancel = request.cancel};
  Observation seen = Watch(worker_, frame, watch);
  const bool replied = seen.end == RunEnd::kReply;
  Outcome outcome = Judge(std::move(seen), submission_, policy_.limits);
  last_ = outcome.verdict;
  ended_ = !replied || std::find(kGoesOn.begin(), kGoesOn.end(), last_) == kGoesOn.end();
  if (ended_) worker_ = Worker();
  return Finish(std::move(outcome));
}

void SessionImpl::Load() {
  body_ = NothingRan(Verdict::kSetupError, "the worker could not be restarted");
  if (turns_->InForkedChild()) body_ = NoTurn(*turns_, {});
  if (!keeper_) return;
  if (auto checked = CheckEnvironment(environment_); !checked) {
    body_ = Finish(NothingRan(Verdict::kSetupError, checked.error().message));
    return;
  }
  const std::lock_guard lock(mutex_);
  const auto frame = LoadFrame(submission_, policy_, environment_, {}, LoadAs::kModule, &table_);
  if (!frame) {
    body_ = Finish(NothingRan(Verdict::kSetupError, frame.error().message));
    return;
  }
  const Clock::time_point deadline = Clock::now() + patience_;
  Turns::Turn turn = turns_->Wait(deadline, {});
  if (!turn) {
    body_ = Finish(NoTurn(*turns_, {}));
    return;
  }
  std::string error;
  const TakeStatus taken = keeper_->TakeSession(deadline, &worker_, &error);
  if (taken != TakeStatus::kWorker) {
    body_ = Finish(NotTaken(taken, error));
    return;
  }
  body_ = Serve(*frame, {}, std::chrono::microseconds(worker_.warm_up_microseconds));
  // A body that failed has left a half-made module.
  if (body_.verdict != Verdict::kOk) {
    ended_ = true;
    worker_ = Worker();
  }
}

Outcome SessionImpl::Call(const Request& request) {
  if (std::string wrong = RefuseCall(request); !wrong.empty()) {
    return Finish(NothingRan(Verdict::kSetupError, std::move(wrong)));
  }
  if (in_call_.load() == std::this_thread::get_id()) {
    return Finish(NothingRan(Verdict::kSetupError,
                             "a call of the session is under way in this thread: a host function "
                             "or object cannot call the session that it answers"));
  }
  if (turns_->InForkedChild()) return Finish(NoTurn(*turns_, request));
  const std::lock_guard lock(mutex_);
  if (ended_) {
    return Finish(
        NothingRan(last_, "the session had ended with " + std::string(VerdictName(last_))));
  }
  Turns::Turn turn = turns_->Wait(Deadline(request, patience_), request.cancel);
  if (!turn) return Finish(NoTurn(*turns_, request));
  const auto frame = CallFrame(request, policy_, &table_);
  if (!frame) return Finish(NothingRan(Verdict::kSetupError, frame.error().message));
  in_call_ = std::this_thread::get_id();
  Outcome outcome = Serve(*frame, request, std::chrono::microseconds(0));
  in_call_ = std::thread::id();
  return outcome;
}

}  // namespace

std::unique_ptr<Session> MakeSession(std::shared_ptr<Keeper> keeper, std::shared_ptr<Turns> turns,
                                     const ExecutorOptions& options, const Submission& submission,
                                     const Environment& environment) {
  auto session = std::make_unique<SessionImpl>(std::move(keeper), std::move(turns), options,
                                               submission, environment);
  session->Load();
  return session;
}

}  // namespace stockade::executor
