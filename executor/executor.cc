#include "executor/executor.h"

#include <algorithm>
#include <mutex>

#include "executor/keeper.h"
#include "executor/limits.h"
#include "executor/verdict.h"
#include "executor/watch.h"

namespace stockade::executor {
namespace {

using Clock = std::chrono::steady_clock;

// How long a run waits for a worker; it takes a few milliseconds to make one.
constexpr std::chrono::seconds kWorkerTime{30};

// Without these nothing is run at all, whatever the policy says.
constexpr std::string_view kIndispensable[] = {"no-new-privs", "seccomp", "no-capabilities",
                                               "rlimits", "pidfd"};

tl::unexpected<Error> Trouble(ErrorCode code, std::string message) {
  return tl::unexpected(Error{code, std::move(message)});
}

Result<void> CheckPolicy(const Policy& policy) {
  if (auto checked = CheckLimits(policy.limits); !checked) return checked;
  if (!policy.preload.empty() && policy.guards != GuardMode::kOff) {
    return Trouble(ErrorCode::kBadPolicy, "preload is for tests with the guards off");
  }
  return {};
}

// kConfinement when a facility that must be there is not.
Result<void> CheckFacilities(const std::vector<Facility>& facilities, const Policy& policy) {
  std::vector<std::string> needed(std::begin(kIndispensable), std::end(kIndispensable));
  needed.insert(needed.end(), policy.require.begin(), policy.require.end());
  for (const std::string& name : needed) {
    const auto found =
        std::find_if(facilities.begin(), facilities.end(),
                     [&](const Facility& facility) { return facility.name == name; });
    if (found == facilities.end()) {
      return Trouble(
          ErrorCode::kBadPolicy,
          "the policy requires '" + name + "', which is no facility; `stockade doctor` lists them");
    }
    if (!found->active) {
      return Trouble(ErrorCode::kConfinement, "this host does not give '" + name + "' (" +
                                                  found->detail + "), which is required");
    }
  }
  return {};
}

interpreter::CallRequest CallFor(const Request& request) {
  interpreter::CallRequest call;
  call.function = request.function;
  Value args;
  args.kind = ValueKind::kTuple;
  args.items = request.args;
  call.args = Encode(args);
  std::vector<std::pair<Value, Value>> pairs;
  for (const auto& [name, value] : request.kwargs) pairs.emplace_back(Value::Str(name), value);
  call.kwargs = Encode(Value::Dict(std::move(pairs)));
  return call;
}

wire::LoadMessage LoadFor(const Submission& submission, const Policy& policy) {
  wire::LoadMessage message;
  interpreter::LoadRequest& load = message.load;
  load.text = submission.text;
  load.kind = submission.kind;
  load.filename = submission.filename;
  load.guards = policy.guards;
  load.bare_names = submission.bare_names;
  load.imports = policy.imports;
  load.allow_attributes = policy.allow_attributes;
  load.dunder_methods = policy.dunder_methods;
  load.iterations = policy.limits.iterations;
  load.recursion = policy.limits.recursion;
  load.result_bytes = policy.limits.result_bytes;
  load.result_depth = policy.limits.result_depth;
  return message;
}

// What was in force goes into every outcome, and what was not is said aloud.
Outcome Finished(const Keeper* keeper, const Policy& policy, Outcome outcome) {
  if (keeper != nullptr) outcome.confinement = keeper->facilities();
  for (const Facility& facility : outcome.confinement) {
    if (!facility.active) outcome.degraded.push_back(facility.name);
  }
  if (policy.guards == GuardMode::kOff) outcome.degraded.push_back("guards");
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

// Shares the keeper with its executor, and so may outlive it.
class PreparedImpl : public Prepared {
 public:
  PreparedImpl(std::shared_ptr<Keeper> keeper, Policy policy, Submission submission)
      : keeper_(std::move(keeper)),
        policy_(std::move(policy)),
        submission_(std::move(submission)) {}

  void Load(int waiting);
  const Outcome& body() const override { return body_; }
  Outcome Call(const Request& request) override;

 private:
  Outcome Refuse(std::string message) const {
    return Finished(keeper_.get(), policy_, NothingRan(Verdict::kSetupError, std::move(message)));
  }

  std::shared_ptr<Keeper> keeper_;
  Policy policy_;
  Submission submission_;
  Worker source_;
  Descriptor socket_;
  Outcome body_;
};

class ExecutorImpl : public Executor {
 public:
  ExecutorImpl(ExecutorOptions options, std::string path)
      : options_(std::move(options)), path_(std::move(path)) {}

  Result<void> Start() {
    auto keeper = Keeper::Start(path_, options_.policy, std::max(options_.pool, 1), false);
    if (!keeper) return tl::unexpected(keeper.error());
    if (auto checked = CheckFacilities((*keeper)->facilities(), options_.policy); !checked)
      return checked;
    // The first worker shows whether workers can be confined; it serves the first run.
    Worker first;
    std::string error;
    if ((*keeper)->Take(Clock::now() + kWorkerTime, &first, &error) != TakeStatus::kWorker) {
      return Trouble(ErrorCode::kConfinement, "no worker could be confined: " + error);
    }
    const std::lock_guard lock(mutex_);
    first_ = std::move(first);
    has_first_ = true;
    keeper_ = std::move(*keeper);
    return {};
  }

  Outcome Run(const Submission& submission, const Request& request) override {
    const std::shared_ptr<Keeper> keeper = LiveKeeper();
    if (!keeper)
      return Finished(nullptr, policy(),
                      NothingRan(Verdict::kSetupError, "the worker could not be restarted"));
    wire::LoadMessage message = LoadFor(submission, policy());
    message.load.stdin_bytes = request.stdin_bytes;
    message.load.script = request.function.empty();
    message.has_call = !request.function.empty();
    if (message.has_call) message.call = CallFor(request);
    const std::string frame = wire::Frame(wire::FrameType::kLoad, wire::EncodeLoad(message));
    Worker worker;
    std::string error;
    if (!TakeFirst(keeper.get(), &worker)) {
      const TakeStatus taken = keeper->Take(Clock::now() + kWorkerTime, &worker, &error);
      if (taken != TakeStatus::kWorker)
        return Finished(keeper.get(), policy(), NotTaken(taken, error));
    }
    Outcome outcome = Judge(Watch(worker, frame, policy().limits,
                                  std::chrono::microseconds(worker.warm_up_microseconds)),
                            submission, policy().limits);
    if (worker.from_pool) keeper->Refill();
    return Finished(keeper.get(), policy(), std::move(outcome));
  }

  std::unique_ptr<Prepared> Prepare(const Submission& submission) override {
    auto prepared = std::make_unique<PreparedImpl>(LiveKeeper(), policy(), submission);
    prepared->Load(std::max(options_.pool, 1));
    return prepared;
  }

  const Policy& policy() const override { return options_.policy; }

 private:
  // A keeper that was killed from outside is replaced by the next run.
  std::shared_ptr<Keeper> LiveKeeper() {
    {
      const std::lock_guard lock(mutex_);
      if (keeper_ && !keeper_->ended()) return keeper_;
    }
    const std::lock_guard restarting(restart_mutex_);
    {
      const std::lock_guard lock(mutex_);
      if (keeper_ && !keeper_->ended()) return keeper_;
      has_first_ = false;
      first_ = Worker();
    }
    if (!Start()) return nullptr;
    const std::lock_guard lock(mutex_);
    return keeper_;
  }

  bool TakeFirst(const Keeper* keeper, Worker* worker) {
    const std::lock_guard lock(mutex_);
    if (!has_first_ || keeper != keeper_.get()) return false;
    has_first_ = false;
    *worker = std::move(first_);
    return true;
  }

  ExecutorOptions options_;
  std::string path_;
  std::mutex mutex_, restart_mutex_;
  std::shared_ptr<Keeper> keeper_;  // these three under mutex_
  Worker first_;
  bool has_first_ = false;
};

void PreparedImpl::Load(int waiting) {
  body_ = NothingRan(Verdict::kSetupError, "the worker could not be restarted");
  if (!keeper_) return;
  wire::LoadMessage message = LoadFor(submission_, policy_);
  message.load.script = false;
  std::string error;
  const TakeStatus taken =
      keeper_->TakeTemplate(Clock::now() + kWorkerTime, &source_, &socket_, &error);
  if (taken != TakeStatus::kWorker) {
    body_ = Finished(keeper_.get(), policy_, NotTaken(taken, error));
    return;
  }
  const std::string frame = wire::Frame(wire::FrameType::kLoad, wire::EncodeLoad(message));
  Observation seen = Watch(source_, frame, policy_.limits,
                           std::chrono::microseconds(source_.warm_up_microseconds), true);
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
  if (request.function.empty()) return Refuse("a prepared call needs a function's name");
  if (!request.stdin_bytes.empty()) return Refuse("a prepared call has no standard input");
  const std::string frame = wire::Frame(wire::FrameType::kCall, wire::EncodeCall(CallFor(request)));
  Worker worker;
  std::string error;
  // The template is hostile since its body ran: it may refuse to fork, so this wait has an end.
  const auto patience = std::max<Clock::duration>(policy_.limits.wall, std::chrono::seconds(5));
  if (Keeper::TakeCall(socket_.get(), Clock::now() + patience, &worker, &error) !=
      TakeStatus::kWorker) {
    return Refuse("the prepared module gave no process for the call");
  }
  // Its word on what it has used so far is not asked for: all its processor time is the call's.
  Observation seen = Watch(worker, frame, policy_.limits, std::chrono::microseconds(0));
  Outcome outcome = Judge(std::move(seen), submission_, policy_.limits);
  if (worker.from_pool) Keeper::AskForCall(socket_.get());
  return Finished(keeper_.get(), policy_, std::move(outcome));
}

}  // namespace

Result<std::unique_ptr<Executor>> Executor::Create(ExecutorOptions options) {
  if (auto checked = CheckPolicy(options.policy); !checked) return tl::unexpected(checked.error());
  std::string path = options.worker_path.empty() ? FindWorkerProgram() : options.worker_path;
  if (path.empty()) {
    return Trouble(ErrorCode::kWorkerMissing,
                   "stockade-worker was not found: put it beside this program or name it in "
                   "STOCKADE_WORKER");
  }
  auto executor = std::make_unique<ExecutorImpl>(std::move(options), std::move(path));
  if (auto started = executor->Start(); !started) return tl::unexpected(started.error());
  return executor;
}

}  // namespace stockade::executor
