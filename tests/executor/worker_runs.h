// What the tests with real workers share: executors over plain text (guards off, so that the kernel
// and the supervisor are on their own), and looks at the process table.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "executor/executor.h"

namespace stockade::executor {

// Guards off; the modules that hostile programs need are there before the confinement.
Policy PlainPolicy();
std::unique_ptr<Executor> MakeExecutor(const Policy& policy, int pool = 1,
                                       const std::string& worker_path = STOCKADE_WORKER_PROGRAM);
Submission Text(std::string text);
Outcome RunText(Executor& executor, std::string text, Request request = {});

// From a limit to the reply a tenth of a second may pass. A loaded machine may hold up anybody, so
// a thread beside the run measures for how long it was held up itself, and one good attempt of
// several is enough.
inline constexpr std::chrono::milliseconds kMostOvershoot{100};
inline constexpr int kOvershootAttempts = 5;

// The longest time by which a thread with a timer was late.
class HeldUp {
 public:
  HeldUp();
  ~HeldUp() { End(); }
  std::chrono::steady_clock::duration End();

 private:
  std::atomic<bool> ended_ = false;
  std::chrono::steady_clock::duration longest_{};
  std::thread thread_;
};

// Of a run that was begun at `begin`, when the limit of its wall or processor time was met.
std::chrono::steady_clock::time_point MomentOfLimit(const Outcome& outcome,
                                                    std::chrono::steady_clock::time_point begin,
                                                    const Limits& limits);

// Everything that a failed expectation should show of an outcome.
std::string Describe(const Outcome& outcome);

// Pids of processes whose program is `name`, from /proc; as the kernel names them (15 characters).
std::vector<pid_t> ProcessesNamed(const std::string& name);
// Of the worker program that descend from this process. Sessions are their own, so parents are
// followed.
std::vector<pid_t> OwnWorkers();

// Runs `body` in a forked child; what it returns comes back ("": well). For tests that change ids,
// namespaces or filters, which cannot be undone.
std::string InChild(const std::function<std::string()>& body);
// Becomes nobody, if root.
bool BecomeOrdinary();

// Facilities that this host does not give to this user, found without asking the library: none on
// most machines; in a chroot no user namespaces, and then for an ordinary user none at all.
std::set<std::string> MissingHere();
std::set<std::string> EveryNamespace();  // and the empty root, which needs one

// A copy of the worker program in a folder that everybody may enter; removed with the object.
class PublicWorker {
 public:
  PublicWorker();
  ~PublicWorker();
  const std::string& path() const { return path_; }

 private:
  std::string folder_, path_;
};

}  // namespace stockade::executor
