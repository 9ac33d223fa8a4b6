#include <algorithm>

#include "executor/calls.h"
#include "executor/messages.h"
#include "executor/verdict.h"
#include "executor/watch.h"

namespace stockade::executor {
namespace {

using Clock = std::chrono::steady_clock;

class PreparedImpl : public Prepared {
 public:
  PreparedImpl(std::shared_ptr<Keeper> keeper, std::shared_ptr<Turns> turns,
               const ExecutorOptions& options, const Submission& submission,
               const Environment& environment)
      : keeper_(std::move(keeper)),
        turns_(std::move(turns)),
        policy_(options.policy),
        patience_(options.patience),
        submission_(submission),
        environment_(environment),
        table_(environment_, policy_.limits) {}

  void Load(int waiting);
  const Outcome& body() const override { return body_; }
  Outcome Call(const Request& request) override;

 private:
  Outcome Refuse(std::string message) const {
    return Finished(keeper_.get(), policy_, NothingRan(Verdict::kSetupError, std::move(message)));
  }

  std::shared_ptr<Keeper> keeper_;
  std::shared_ptr<Turns> turns_;
  Policy policy_;
  std::chrono::milliseconds patience_;
  Submission submission_;
  Environment environment_;
  HostTable table_;  // as the body left it; each call has a copy
  Worker source_;
  Descriptor socket_;
  Outcome body_;
};

void PreparedImpl::Load(int waiting) {
  body_ = NothingRan(Verdict::kSetupError, "the worker could not be restarted");
  if (turns_->InForkedChild()) body_ = NoTurn(*turns_, {});
  if (!keeper_) return;
  if (auto checked = CheckEnvironment(environment_); !checked) {
    body_ = Refuse(checked.error().message);
    return;
  }
  const auto frame = LoadFrame(submission_, policy_, environment_, {}, LoadAs::kModule, &table_);
  if (!frame) {
    body_ = Refuse(frame.error().message);
    return;
  }
  const Clock::time_point deadline = Clock::now() + patience_;
  Turns::Turn turn = turns_->Wait(deadline, {});
  if (!turn) {
    body_ = Finished(keeper_.get(), policy_, NoTurn(*turns_, {}));
    return;
  }
  std::string error;
  const TakeStatus taken = keeper_->TakeTemplate(deadline, &source_, &socket_, &error);
  if (taken != TakeStatus::kWorker) {
    body_ = Finished(keeper_.get(), policy_, NotTaken(taken, error));
    return;
  }
  WatchOptions watch{.limits = policy_.limits,
                     .table = table_,
                     .cpu_before = std::chrono::microseconds(source_.warm_up_microseconds),
                     .after = AfterReply::kTemplate};
  Observation seen = Watch(source_, *frame, watch);
  body_ = Finished(keeper_.get(), policy_, Judge(std::move(seen), submission_, policy_.limits));
  if (body_.verdict != Verdict::kOk) {
    socket_.Reset();
    return;
  }
  // Calls are forked ahead of the requests, as workers are.
  for (int i = 0; i < waiting; ++i) Keeper::AskForCall(socket_.get());
}

Outcome PreparedImpl::Call(const Request& request) {
  if (body_.verdict != Verdict::kOk) return Refuse("the module's body did not end well");
  if (std::string wrong = RefuseCall(request); !wrong.empty()) return Refuse(std::move(wrong));
  HostTable table = table_;
  const auto frame = CallFrame(request, policy_, &table);
  if (!frame) return Refuse(frame.error().message);
  const Clock::time_point deadline = Deadline(request, patience_);
  Turns::Turn turn = turns_->Wait(deadline, request.cancel);
  if (!turn) return Finished(keeper_.get(), policy_, NoTurn(*turns_, request));
  Worker worker;
  std::string error;
  // The template is hostile since its body ran: it may refuse to fork, so this wait has an end.
  const auto patience = std::max<Clock::duration>(policy_.limits.wall, std::chrono::seconds(5));
  if (Keeper::TakeCall(socket_.get(), Clock::now() + patience, &worker, &error) !=
      TakeStatus::kWorker) {
    return Refuse("the prepared module gave no process for the call");
  }
  // Its word on what it has used so far is not asked for: all its processor time is the call's.
  WatchOptions watch{.limits = policy_.limits,
                     .table = table,
                     .on_output = &request.on_output,
                     .cancel = request.cancel};
  Outcome outcome = Judge(Watch(worker, *frame, watch), submission_, policy_.limits);
  if (worker.from_pool) Keeper::AskForCall(socket_.get());
  return Finished(keeper_.get(), policy_, std::move(outcome));
}

}  // namespace

std::unique_ptr<Prepared> MakePrepared(std::shared_ptr<Keeper> keeper, std::shared_ptr<Turns> turns,
                                       const ExecutorOptions& options, const Submission& submission,
                                       const Environment& environment) {
  auto prepared = std::make_unique<PreparedImpl>(std::move(keeper), std::move(turns), options,
                                                 submission, environment);
  prepared->Load(std::max(options.pool, 1));
  return prepared;
}

}  // namespace stockade::executor
