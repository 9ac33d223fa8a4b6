#include "executor/worker/gate.h"

#include <linux/seccomp.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <utility>

#include "executor/worker/seccomp.h"

namespace stockade::executor {
namespace {

using Clock = std::chrono::steady_clock;

// A thread that was joined is still there for a moment: CPython wakes the one that joins before the
// thread has come to its exit, and the kernel before it takes the number back. On a loaded machine
// the moment is as long as the thread waits for a processor. So a question that would be refused
// waits: longer when a thread has said that it ends.
constexpr std::chrono::milliseconds kJoinedTime{500};
constexpr std::chrono::seconds kEndingTime{10};

bool IsThere(pid_t process, pid_t thread) { return syscall(__NR_tgkill, process, thread, 0) == 0; }

}  // namespace

Gate::Gate(Descriptor listener, uint32_t most_threads, Told told)
    : listener_(std::move(listener)), most_threads_(most_threads), told_(std::move(told)) {}

void Gate::Add(pid_t process) { processes_[process] = Tally(); }

void Gate::Remove(pid_t process) {
  processes_.erase(process);
  calls_.erase(process);
  std::erase_if(waiting_, [&](const Waiting& one) { return one.process == process; });
}

size_t Gate::Threads(pid_t process) {
  const auto found = processes_.find(process);
  if (found == processes_.end()) return 0;
  Tally& tally = found->second;
  tally.made -=
      std::erase_if(tally.ending, [&](pid_t thread) { return !IsThere(process, thread); });
  return tally.made;
}

// The asker waits, so its number is its own.
pid_t Gate::ProcessOf(pid_t thread) const {
  if (processes_.contains(thread)) return thread;
  for (const auto& [process, tally] : processes_) {
    if (tally.made > 1 && IsThere(process, thread)) return process;
  }
  return 0;
}

bool Gate::Answer(uint64_t question, bool allowed) {
  seccomp_notif_resp answer{};
  answer.id = question;
  if (allowed) {
    answer.flags = SECCOMP_USER_NOTIF_FLAG_CONTINUE;
  } else {
    answer.error = -EPERM;
  }
  return ioctl(listener_.get(), SECCOMP_IOCTL_NOTIF_SEND, &answer) == 0;
}

void Gate::Refuse(uint64_t question, pid_t process, wire::Refusal what) {
  if (process != 0 && told_) told_(process, what);
  Answer(question, false);
}

bool Gate::MayMakeThread(pid_t process) { return Threads(process) < most_threads_; }

void Gate::AskedForThread(uint64_t question, pid_t process) {
  if (MayMakeThread(process)) {
    if (Answer(question, true)) ++processes_[process].made;
  } else if (most_threads_ > 1) {
    waiting_.push_back({question, process, Clock::now()});
  } else {
    Refuse(question, process, wire::Refusal::kThread);
  }
}

void Gate::Retry() {
  for (const Waiting& one : std::exchange(waiting_, {})) {
    if (ioctl(listener_.get(), SECCOMP_IOCTL_NOTIF_ID_VALID, &one.question) != 0) continue;
    if (MayMakeThread(one.process)) {
      AskedForThread(one.question, one.process);
    } else if (Clock::now() - one.since < (processes_[one.process].ending.empty()
                                               ? Clock::duration(kJoinedTime)
                                               : Clock::duration(kEndingTime))) {
      waiting_.push_back(one);
    } else {
      Refuse(one.question, one.process, wire::Refusal::kThread);
    }
  }
}

void Gate::Hear() {
  seccomp_notif question{};
  if (ioctl(listener_.get(), SECCOMP_IOCTL_NOTIF_RECV, &question) != 0) return;
  const auto asker = static_cast<pid_t>(question.pid);
  const pid_t process = ProcessOf(asker);
  const seccomp_data& call = question.data;
  if (process == 0) return Refuse(question.id, 0, wire::Refusal::kProcess);
  if (call.nr == __NR_clone && call.args[0] == kThreadFlags) {
    return AskedForThread(question.id, process);
  }
  if (call.nr == __NR_clone && call.args[0] == kCallFlags && asker == process &&
      calls_.contains(process)) {
    calls_.erase(process);
    Answer(question.id, true);
    return;
  }
  if (call.nr == __NR_kill || call.nr == __NR_tgkill) {
    Answer(question.id, static_cast<uint32_t>(call.args[0]) == static_cast<uint32_t>(process));
    return;
  }
  if (call.nr == __NR_exit) {
    std::vector<pid_t>& ending = processes_[process].ending;
    // The first thread's end leaves the process to the others, and is not seen by its number.
    const bool known =
        asker == process || std::find(ending.begin(), ending.end(), asker) != ending.end();
    if (Answer(question.id, true) && !known) ending.push_back(asker);
    return;
  }
  Refuse(question.id, process, wire::Refusal::kProcess);
}

}  // namespace stockade::executor
