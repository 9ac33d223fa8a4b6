#include "executor/worker/measure.h"

#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>

#include "executor/channel.h"
#include "executor/worker/seccomp.h"

namespace stockade::executor {
namespace {

using std::chrono::nanoseconds;

constexpr int kCalls = 1000;
constexpr int kRounds = 5;  // the quickest counts: others were interrupted

struct Measured {
  nanoseconds limits{0}, filter{0}, call{0};
};

template <class Work>
nanoseconds TimeOf(Work work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::steady_clock::now() - start;
}

// Of kCalls system calls.
nanoseconds TimeOfCalls() {
  nanoseconds best = nanoseconds::max();
  for (int round = 0; round < kRounds; ++round) {
    best = std::min(best, TimeOf([] {
                      for (int i = 0; i < kCalls; ++i) syscall(__NR_getpid);
                    }));
  }
  return best;
}

bool MeasureHere(const wire::StartMessage& start, Measured* measured) {
  std::string error;
  bool confined = true;
  const nanoseconds before = TimeOfCalls();
  const uint64_t space = AddressSpaceInUse(0);
  measured->limits = TimeOf(
      [&] { confined = LimitWorker(start, WorkerKind::kOneShot, space, &error) && confined; });
  const SyscallFilter filter = BuildFilter({.asks = true});
  measured->filter =
      TimeOf([&] { confined = InstallFilter(filter, getpid(), &error) && confined; });
  measured->call = std::max(nanoseconds(0), TimeOfCalls() - before) / kCalls;
  return confined;
}

}  // namespace

void MeasureWorker(const wire::StartMessage& start, FacilityReport* report) {
  Descriptor ours;
  Descriptor theirs;
  if (!MakePipe(&ours, &theirs)) return;
  const pid_t child = fork();
  if (child == 0) {
    Measured measured;
    const bool told =
        MeasureHere(start, &measured) && WriteAll(theirs.get(), &measured, sizeof measured);
    _exit(told ? 0 : 1);
  }
  theirs.Reset();
  Measured measured;
  const bool heard = child > 0 && ReadAll(ours.get(), &measured, sizeof measured);
  while (child > 0 && waitpid(child, nullptr, 0) < 0 && errno == EINTR) {
  }
  if (!heard) return;
  for (Facility& facility : *report) {
    if (facility.name == "rlimits") facility.cost.worker = measured.limits;
    if (facility.name != "seccomp") continue;
    facility.cost.worker = measured.filter;
    facility.cost.call = measured.call;
  }
}

}  // namespace stockade::executor
