// The gate in the keeper through which threads, prepared calls and signals of workers pass. The
// keeper's listening filter (FilterKind::kAsks) holds every process that came from it; what a
// worker's own filter lets through of clone, fork, vfork, kill, tgkill and, where threads are
// allowed, exit, stops in the kernel until the gate has answered.
//
//   Gate gate(std::move(listener), most_threads, [&](pid_t pid, Refusal what) { Tell(pid, what);
//   }); gate.Add(pid);                       a worker was forked poll: gate.fd() -> gate.Hear();
//   and gate.Retry() when gate.has_waiting() gate.Remove(pid);                    it was reaped
//
// Arguments are registers, so what was judged is what the kernel then does. A refusal is told
// before the worker sees it. Nothing here waits for a worker.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <vector>

#include "executor/descriptor.h"
#include "executor/wire.h"

struct seccomp_notif;

namespace stockade::executor {

class Gate {
 public:
  using Told = std::function<void(pid_t process, wire::Refusal what)>;

  Gate() = default;  // closed for ever: nobody asks
  Gate(Descriptor listener, uint32_t most_threads, Told told);

  bool open() const { return static_cast<bool>(listener_); }
  int fd() const { return listener_.get(); }

  void Add(pid_t process);
  void Remove(pid_t process);

  // One prepared call may be forked by this template, once.
  void AllowCall(pid_t process) { calls_.insert(process); }
  bool AwaitsCall(pid_t process) const { return calls_.contains(process); }
  // Threads that it has now; 0: no process of ours.
  size_t Threads(pid_t process);

  // Answers one question; there is one, or its asker has died meanwhile.
  void Hear();
  // Threads that wait for another to be gone before they may be made: look again, soon.
  bool has_waiting() const { return !waiting_.empty(); }
  void Retry();

 private:
  // Live threads are `made` less those that have said that they end and are gone. One that says so
  // and stays (a signal may call it back) counts for as long as it is there.
  struct Tally {
    size_t made = 1;
    std::vector<pid_t> ending;
  };
  struct Waiting {
    uint64_t question;
    pid_t process;
    std::chrono::steady_clock::time_point since;
  };

  pid_t ProcessOf(pid_t thread) const;
  bool MayMakeThread(pid_t process);
  void AskedForThread(uint64_t question, pid_t process);
  bool Answer(uint64_t question, bool allowed);
  void Refuse(uint64_t question, pid_t process, wire::Refusal what);

  Descriptor listener_;
  uint32_t most_threads_ = 1;
  Told told_;
  std::map<pid_t, Tally> processes_;
  std::set<pid_t> calls_;
  std::vector<Waiting> waiting_;
};

}  // namespace stockade::executor
