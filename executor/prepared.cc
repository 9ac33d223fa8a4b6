#include <algorithm>

#include "executor/calls.h"
#include "executor/loaded_module.h"
#include "executor/messages.h"
#include "executor/verdict.h"
#include "executor/watch.h"

namespace stockade::executor {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds kForkPatience{5};

class PreparedImpl : public Prepared {
 public:
  explicit PreparedImpl(std::unique_ptr<LoadedModule> module) : module_(std::move(module)) {}

  void Load(int waiting);
  const Outcome& body() const override { return body_; }
  Outcome Call(const Request& request) override;

 private:
  std::unique_ptr<LoadedModule> module_;  // its table is as the body left it; each call has a copy
  Descriptor socket_;                     // tickets out, workers in
  Outcome body_;
};

void PreparedImpl::Load(int waiting) {
  LoadedModule& module = *module_;
  body_ = module.Load(
      [&](Keeper& keeper, LoadedModule::Deadline deadline, std::string* error) {
        return keeper.TakeTemplate(deadline, &module.worker, &socket_, error);
      },
      [&](const std::string& frame) {
        WatchOptions watch{
            .limits = module.policy.limits,
            .table = module.table,
            .cpu_before = std::chrono::microseconds(module.worker.warm_up_microseconds),
            .after = AfterReply::kTemplate};
        return Judge(Watch(module.worker, frame, watch), module.submission, module.policy.limits);
      });
  if (body_.verdict != Verdict::kOk) {
    socket_.Reset();
    return;
  }
  // Calls are forked ahead of the requests, as workers are.
  for (int i = 0; i < waiting; ++i) Keeper::AskForCall(socket_.get());
}

Outcome PreparedImpl::Call(const Request& request) {
  const LoadedModule& module = *module_;
  if (body_.verdict != Verdict::kOk) return module.Refuse("the module's body did not end well");
  if (std::string wrong = RefuseCall(request); !wrong.empty()) {
    return module.Refuse(std::move(wrong));
  }
  HostTable table = module.table;
  const auto frame = CallFrame(request, module.policy, &table);
  if (!frame) return module.Refuse(frame.error().message);
  const Clock::time_point deadline = Deadline(request, module.patience);
  Turns::Turn turn = module.turns->Wait(deadline, request.cancel);
  if (!turn) return module.Finish(NoTurn(*module.turns, request));
  Worker worker;
  std::string error;
  // The template is hostile since its body ran: it may refuse to fork, so this wait has an end.
  const auto patience = std::max<Clock::duration>(module.policy.limits.wall, kForkPatience);
  if (Keeper::TakeCall(socket_.get(), Clock::now() + patience, &worker, &error) !=
      TakeStatus::kWorker) {
    return module.Refuse("the prepared module gave no process for the call");
  }
  // Its word on what it has used so far is not asked for: all its processor time is the call's.
  WatchOptions watch{.limits = module.policy.limits,
                     .table = table,
                     .on_output = &request.on_output,
                     .cancel = request.cancel};
  Outcome outcome =
      module.Finish(Judge(Watch(worker, *frame, watch), module.submission, module.policy.limits));
  const bool refill = worker.from_pool;
  worker = Worker();
  if (refill) Keeper::AskForCall(socket_.get());
  return outcome;
}

}  // namespace

std::unique_ptr<Prepared> MakePrepared(std::shared_ptr<Keeper> keeper, std::shared_ptr<Turns> turns,
                                       const ExecutorOptions& options, const Submission& submission,
                                       const Environment& environment) {
  auto prepared = std::make_unique<PreparedImpl>(std::make_unique<LoadedModule>(
      std::move(keeper), std::move(turns), options, submission, environment));
  prepared->Load(std::max(options.pool, 1));
  return prepared;
}

}  // namespace stockade::executor
