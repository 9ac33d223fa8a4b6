// Runs rewritten programs in confined, one-shot worker processes.
//
//   auto executor = Executor::Create({.policy = policy});
//   if (!executor) return Fail(executor.error().message);
//   Outcome outcome = (*executor)->Run(submission, {.function = "test", .args = {Value::Int(5)}});
//   if (outcome.verdict == Verdict::kOk) Use(*outcome.value);
//
// Three ways to run a text:
//
//   Run()                    once, in a process of its own: script, expression or function call
//   Prepare() -> Prepared    the module's body once; each Call() starts from the state after it
//   OpenSession() -> Session the module's body once; each Call() sees what the calls before it did
//
// An Executor owns one zygote process (stockade-worker) and a few waiting workers; its destructor
// ends them all and leaves nothing behind. It installs no signal handlers and waits for no child
// but its own. Thread-safe: any thread may call any method at any time, and several executors with
// different policies may live in one process. A fork() of the process makes executors of its own:
// in the child, those of the parent give kSetupError and end nothing.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "executor/error.h"
#include "executor/outcome.h"
#include "executor/policy.h"
#include "executor/request.h"
#include "executor/submission.h"

namespace stockade::executor {

struct ExecutorOptions {
  Policy policy;
  // Path of stockade-worker; empty: beside the calling program, then the build or install location,
  // then $STOCKADE_WORKER.
  std::string worker_path;
  int pool = 2;  // workers kept warm ahead of requests
  // Runs and calls at the same time; more of them wait. 0: as many as are asked for.
  int most_running = 64;
  // How long a run or call waits for its turn and for a worker before the verdict is kBusy.
  std::chrono::milliseconds patience{30'000};
  // Workers of one zygote share its hash seed and addresses: after so many runs a new zygote takes
  // over. 0: never.
  uint64_t recycle_after = 10'000;
};

class Prepared;
class Session;

class Executor {
 public:
  // Starts the zygote and waits until it is confined and a worker is ready.
  static Result<std::unique_ptr<Executor>> Create(ExecutorOptions options);
  virtual ~Executor() = default;

  // One run in one worker; blocks until its outcome is known. Never throws.
  virtual Outcome Run(const Submission& submission, const Request& request) = 0;

  // Runs the module's body once in a confined process of its own; each Prepared::Call then starts
  // from that state and leaves no trace in it. `outcome` of the body: Prepared::body().
  virtual std::unique_ptr<Prepared> Prepare(const Submission& submission,
                                            const Environment& environment) = 0;
  std::unique_ptr<Prepared> Prepare(const Submission& submission) {
    return Prepare(submission, Environment());
  }

  // Runs the module's body in a confined process of its own, which then serves calls one after
  // another and keeps its state. Between calls the process is stopped: it computes nothing.
  virtual std::unique_ptr<Session> OpenSession(const Submission& submission,
                                               const Environment& environment) = 0;
  std::unique_ptr<Session> OpenSession(const Submission& submission) {
    return OpenSession(submission, Environment());
  }

  virtual const Policy& policy() const = 0;
};

// May outlive its executor. Thread-safe: calls from several threads run in parallel.
class Prepared {
 public:
  virtual ~Prepared() = default;
  virtual const Outcome& body() const = 0;  // anything but kOk: Call() gives kSetupError
  // `request.function` is required and `request.environment` is that of Prepare().
  virtual Outcome Call(const Request& request) = 0;
};

// May outlive its executor. Thread-safe: calls from several threads happen one after another.
class Session {
 public:
  virtual ~Session() = default;  // ends the process
  virtual const Outcome& body() const = 0;
  // Limits hold for each call, but `memory`, which is the session's. An exception leaves the
  // session as the exception left it; a limit, an exit or a cancelled call ends it, and later calls
  // give the verdict that ended it with a message that says so.
  virtual Outcome Call(const Request& request) = 0;
  virtual bool ended() const = 0;
};

// What this host can do, facility by facility (`stockade doctor`); probes in a child process.
// `worker` is the program of the worker; empty: the one that is found as executors find it.
std::vector<Facility> ProbeHost(const std::string& worker = {});

}  // namespace stockade::executor
