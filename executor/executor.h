// Runs rewritten programs in confined, one-shot worker processes.
//
//   auto executor = Executor::Create({.policy = policy});
//   if (!executor) return Fail(executor.error().message);
//   Outcome outcome = (*executor)->Run(submission, {.function = "test", .args = {Value::Int(5)}});
//   if (outcome.verdict == Verdict::kOk) Use(*outcome.value);
//
// An Executor owns one zygote process (stockade-worker) and a few waiting workers; its destructor
// ends them all and leaves nothing behind. It installs no signal handlers and waits for no child
// but its own. Thread-safe: any thread may call Run() at any time.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "executor/error.h"
#include "executor/outcome.h"
#include "executor/policy.h"
#include "executor/submission.h"

namespace stockade::executor {

struct Request {
  // Empty: run as a script (a module whose __name__ is "__main__") or evaluate the expression.
  // Else: run the module's body, then call this function; its result is the outcome's value.
  std::string function;
  std::vector<Value> args;
  std::vector<std::pair<std::string, Value>> kwargs;
  std::string stdin_bytes;
};

struct ExecutorOptions {
  Policy policy;
  // Path of stockade-worker; empty: beside the calling program, then the build or install location,
  // then $STOCKADE_WORKER.
  std::string worker_path;
  int pool = 2;  // workers kept warm ahead of requests
};

class Prepared;

class Executor {
 public:
  // Starts the zygote and waits until it is confined and a worker is ready.
  static Result<std::unique_ptr<Executor>> Create(ExecutorOptions options);
  virtual ~Executor() = default;

  // One run in one worker; blocks until its outcome is known. Never throws.
  virtual Outcome Run(const Submission& submission, const Request& request) = 0;

  // Runs the module's body once in a confined process of its own; each Prepared::Call then starts
  // from that state and leaves no trace in it. `outcome` of the body: Prepared::body().
  virtual std::unique_ptr<Prepared> Prepare(const Submission& submission) = 0;

  virtual const Policy& policy() const = 0;
};

class Prepared {
 public:
  virtual ~Prepared() = default;
  virtual const Outcome& body() const = 0;  // anything but kOk: Call() gives kSetupError
  virtual Outcome Call(const Request& request) = 0;
};

// What this host can do, facility by facility (`stockade doctor`); probes in a child process.
std::vector<Facility> ProbeHost();

}  // namespace stockade::executor
