#include "executor/executor.h"

#include <algorithm>
#include <mutex>
#include <thread>
#include <utility>

#include "executor/calls.h"
#include "executor/keeper.h"
#include "executor/limits.h"
#include "executor/messages.h"
#include "executor/turns.h"
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
  if (policy.guards != GuardMode::kOff && !policy.preload.empty()) {
    return Trouble(ErrorCode::kBadPolicy, "preload is for tests with the guards off");
  }
  if (policy.guards != GuardMode::kOff && !policy.without_syscalls.empty()) {
    return Trouble(ErrorCode::kBadPolicy, "without_syscalls is for tests with the guards off");
  }
  return {};
}

// kConfinement when a facility that must be there is not.
Result<void> CheckFacilities(const std::vector<Facility>& facilities, const Policy& policy) {
  std::vector<std::string> needed(std::begin(kIndispensable), std::end(kIndispensable));
  needed.insert(needed.end(), policy.require.begin(), policy.require.end());
  // Who cannot be asked cannot count threads.
  if (policy.limits.threads > 1) needed.push_back("seccomp-user-notification");
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

class ExecutorImpl : public Executor {
 public:
  ExecutorImpl(ExecutorOptions options, std::string path)
      : options_(std::move(options)),
        path_(std::move(path)),
        turns_(std::make_shared<Turns>(options_.most_running)) {}

  ~ExecutorImpl() override {
    if (!recycler_.joinable()) return;
    // fork() takes no other thread along.
    if (turns_->InForkedChild()) {
      recycler_.detach();
    } else {
      recycler_.join();
    }
  }

  Result<void> Start() {
    auto fresh = StartZygote();
    if (!fresh) return tl::unexpected(fresh.error());
    Install(std::move(*fresh));
    return {};
  }

  Outcome Run(const Submission& submission, const Request& request) override {
    if (auto checked = CheckEnvironment(request.environment); !checked) {
      return Finished(nullptr, policy(), NothingRan(Verdict::kSetupError, checked.error().message));
    }
    HostTable table(request.environment, policy().limits);
    const auto frame =
        LoadFrame(submission, policy(), request.environment, request, LoadAs::kRun, &table);
    if (!frame) {
      return Finished(nullptr, policy(), NothingRan(Verdict::kSetupError, frame.error().message));
    }
    const Clock::time_point deadline = Deadline(request, options_.patience);
    Turns::Turn turn = turns_->Wait(deadline, request.cancel);
    if (!turn) return Finished(nullptr, policy(), NoTurn(*turns_, request));
    const std::shared_ptr<Keeper> keeper = LiveKeeper();
    if (!keeper) {
      return Finished(nullptr, policy(),
                      NothingRan(Verdict::kSetupError, "the worker could not be restarted"));
    }
    Worker worker;
    std::string error;
    if (!TakeFirst(keeper.get(), &worker)) {
      const TakeStatus taken = keeper->Take(deadline, &worker, &error);
      if (taken != TakeStatus::kWorker)
        return Finished(keeper.get(), policy(), NotTaken(taken, error));
    }
    WatchOptions watch{.limits = policy().limits,
                       .table = table,
                       .cpu_before = std::chrono::microseconds(worker.warm_up_microseconds),
                       .on_output = &request.on_output,
                       .cancel = request.cancel};
    Outcome outcome = Judge(Watch(worker, *frame, watch), submission, policy().limits);
    const bool refill = worker.from_pool;
    worker = Worker();
    CountRun();
    outcome = Finished(keeper.get(), policy(), std::move(outcome));
    // Last, since the keeper gets to work at once, and may do so on this processor.
    if (refill) keeper->Refill();
    return outcome;
  }

  std::unique_ptr<Prepared> Prepare(const Submission& submission,
                                    const Environment& environment) override {
    return MakePrepared(LiveKeeper(), turns_, options_, submission, environment);
  }

  std::unique_ptr<Session> OpenSession(const Submission& submission,
                                       const Environment& environment) override {
    return MakeSession(LiveKeeper(), turns_, options_, submission, environment);
  }

  const Policy& policy() const override { return options_.policy; }

 private:
  // A zygote, and its first worker, which shows that workers can be confined.
  struct Fresh {
    std::shared_ptr<Keeper> keeper;
    Worker first;
  };

  Result<Fresh> StartZygote() const {
    auto keeper = Keeper::Start(path_, options_.policy, std::max(options_.pool, 1), false);
    if (!keeper) return tl::unexpected(keeper.error());
    if (auto checked = CheckFacilities((*keeper)->facilities(), options_.policy); !checked)
      return tl::unexpected(checked.error());
    Fresh fresh;
    std::string error;
    if ((*keeper)->Take(Clock::now() + kWorkerTime, &fresh.first, &error) != TakeStatus::kWorker) {
      return Trouble(ErrorCode::kConfinement, "no worker could be confined: " + error);
    }
    fresh.keeper = std::move(*keeper);
    return fresh;
  }

  // The one before ends when the last run on it does.
  void Install(Fresh fresh) {
    {
      const std::lock_guard lock(mutex_);
      std::swap(fresh.keeper, keeper_);
      std::swap(fresh.first, first_);
      has_first_ = true;
      served_ = 0;
      recycling_ = false;
    }
  }

  // Workers of one zygote have its hash seed and its addresses, so it is replaced once in a while;
  // runs go on meanwhile.
  void CountRun() {
    const std::lock_guard lock(mutex_);
    if (options_.recycle_after == 0 || ++served_ < options_.recycle_after || recycling_) return;
    recycling_ = true;
    // The last one has done its work: it sets recycling_ at its end.
    if (recycler_.joinable()) recycler_.join();
    recycler_ = std::thread([this] {
      auto fresh = StartZygote();
      if (fresh) return Install(std::move(*fresh));
      const std::lock_guard again(mutex_);
      served_ = 0;
      recycling_ = false;
    });
  }

  // A keeper that was killed from outside is replaced by the next run. Null if that fails, and in a
  // fork of the process.
  std::shared_ptr<Keeper> LiveKeeper() {
    if (turns_->InForkedChild()) return nullptr;
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
  std::shared_ptr<Turns> turns_;
  std::mutex mutex_, restart_mutex_;
  std::shared_ptr<Keeper> keeper_;  // the rest under mutex_
  Worker first_;
  bool has_first_ = false;
  uint64_t served_ = 0;  // runs since the zygote was started
  bool recycling_ = false;
  std::thread recycler_;
};

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
