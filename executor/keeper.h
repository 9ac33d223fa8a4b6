// The supervisor's side of one stockade-worker process tree: starts it, takes waiting workers from
// it, ends it. The socket's queue is the pool: each message on it is one waiting worker.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "executor/descriptor.h"
#include "executor/error.h"
#include "executor/outcome.h"
#include "executor/owner.h"
#include "executor/policy.h"
#include "executor/wire.h"

namespace stockade::executor {

// One worker that waits for its request. Killed when it is destroyed, but not by a fork of its
// owner.
struct Worker {
  Descriptor pidfd, channel, out, err, status;
  uint64_t warm_up_microseconds = 0;
  bool from_pool = true;  // its place in the pool is to be filled again
  Owner owner;

  Worker() = default;
  Worker(Worker&&) = default;
  Worker& operator=(Worker&& other) noexcept;
  ~Worker() { Kill(); }

  // SIGKILL through the pidfd. False: it had ended already.
  bool Kill();
  // SIGSTOP and SIGCONT: between the calls of a session.
  void Pause();
  void Resume();
  // Its number here, for its clock and /proc; 0 when it has been reaped or cannot be known.
  pid_t Pid() const;
};

enum class TakeStatus { kWorker, kNoneInTime, kKeeperEnded, kFailed };

class Keeper {
 public:
  // Starts the program at `path` and waits until the zygote says that it is confined. `probe`: no
  // CPython and no workers, only the report.
  static Result<std::unique_ptr<Keeper>> Start(const std::string& path, const Policy& policy,
                                               int pool, bool probe);
  // Ends every process of the tree and waits until it has; in a fork of its owner, does nothing.
  ~Keeper();

  // A confined worker, from the pool or made for this call. After the use of one that was from the
  // pool, call Refill once.
  TakeStatus Take(std::chrono::steady_clock::time_point deadline, Worker* worker,
                  std::string* error);
  void Refill();

  // A template worker for a prepared submission: `socket` is where its calls' workers are taken
  // from.
  TakeStatus TakeTemplate(std::chrono::steady_clock::time_point deadline, Worker* worker,
                          Descriptor* socket, std::string* error);
  // A session's worker, made for this call.
  TakeStatus TakeSession(std::chrono::steady_clock::time_point deadline, Worker* worker,
                         std::string* error);
  static void AskForCall(int socket);
  static TakeStatus TakeCall(int socket, std::chrono::steady_clock::time_point deadline,
                             Worker* worker, std::string* error);

  const std::vector<Facility>& facilities() const { return facilities_; }
  bool ended() const;

 private:
  Keeper() = default;
  TakeStatus TakeSpecial(wire::FrameType kind, std::chrono::steady_clock::time_point deadline,
                         Worker* worker, Descriptor* socket, std::string* error);

  Owner owner_;
  pid_t launcher_ = 0;
  Descriptor control_, launcher_pidfd_, zygote_pidfd_;
  std::vector<Facility> facilities_;
};

// Where stockade-worker is: beside the calling program, in the build, where it was installed, or
// where $STOCKADE_WORKER says. Empty if nowhere.
std::string FindWorkerProgram();

}  // namespace stockade::executor
