#include "worker_runs.h"

#include <dirent.h>
#include <fcntl.h>
#include <grp.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

namespace stockade::executor {

using Clock = std::chrono::steady_clock;

Policy PlainPolicy() {
  Policy policy;
  policy.guards = GuardMode::kOff;
  policy.preload = {"os",   "sys",  "ctypes",    "errno",    "socket", "signal",
                    "mmap", "time", "threading", "resource", "random"};
  return policy;
}

std::unique_ptr<Executor> MakeExecutor(const Policy& policy, int pool,
                                       const std::string& worker_path) {
  auto executor = Executor::Create({policy, worker_path, pool});
  if (!executor) {
    ADD_FAILURE() << executor.error().message;
    return nullptr;
  }
  return std::move(*executor);
}

Submission Text(std::string text) {
  Submission submission;
  submission.text = std::move(text);
  submission.original = submission.text;
  return submission;
}

Outcome RunText(Executor& executor, std::string text, Request request) {
  return executor.Run(Text(std::move(text)), request);
}

HeldUp::HeldUp()
    : thread_([this] {
        while (!ended_) {
          const auto due = Clock::now() + std::chrono::milliseconds(5);
          std::this_thread::sleep_until(due);
          longest_ = std::max<Clock::duration>(longest_, Clock::now() - due);
        }
      }) {}

Clock::duration HeldUp::End() {
  ended_ = true;
  if (thread_.joinable()) thread_.join();
  return longest_;
}

Clock::time_point MomentOfLimit(const Outcome& outcome, Clock::time_point begin,
                                const Limits& limits) {
  if (outcome.verdict == Verdict::kWallLimit) return begin + limits.wall;
  // How long the processor was used beyond the limit, and what followed.
  return begin + outcome.usage.wall - (outcome.usage.cpu - limits.cpu);
}

std::string Describe(const Outcome& outcome) {
  std::string text = std::string(VerdictName(outcome.verdict)) + ": " + outcome.message;
  if (outcome.exception) text += " " + outcome.exception->type + ": " + outcome.exception->message;
  return text + "\nout: " + outcome.out.substr(0, 500) + "\nerr: " + outcome.err.substr(0, 500);
}

namespace {

// The process table; where /proc is not mounted (a bare chroot), root mounts one that is attached
// nowhere. Opened once, so that tests which become somebody else have it.
int ProcFolder() {
  static const int folder = [] {
    if (access("/proc/self/stat", R_OK) == 0) {
      return open("/proc", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    }
    constexpr unsigned kCloseOnExec = 1;
    constexpr unsigned kCreate = 6;  // FSCONFIG_CMD_CREATE
    const long context = syscall(__NR_fsopen, "proc", kCloseOnExec);
    syscall(__NR_fsconfig, context, kCreate, nullptr, nullptr, 0);
    const long made = syscall(__NR_fsmount, context, kCloseOnExec, 0);
    close(static_cast<int>(context));
    return static_cast<int>(made);
  }();
  EXPECT_GE(folder, 0) << "this test needs /proc, or root to mount one";
  return folder;
}

std::string ProcText(const std::string& path) {
  const int file = openat(ProcFolder(), path.c_str(), O_RDONLY | O_CLOEXEC);
  char text[4096];
  const ssize_t got = file < 0 ? 0 : read(file, text, sizeof text);
  if (file >= 0) close(file);
  return got <= 0 ? "" : std::string(text, static_cast<size_t>(got));
}

}  // namespace

std::vector<pid_t> ProcessesNamed(const std::string& name) {
  std::vector<pid_t> found;
  DIR* folder = fdopendir(openat(ProcFolder(), ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder == nullptr) return found;
  while (const dirent* entry = readdir(folder)) {
    const std::string pid = entry->d_name;
    if (pid.find_first_not_of("0123456789") != std::string::npos) continue;
    if (ProcText(pid + "/comm") == name.substr(0, 15) + "\n") {
      found.push_back(static_cast<pid_t>(std::stol(pid)));
    }
  }
  closedir(folder);
  return found;
}

std::vector<pid_t> OwnWorkers() {
  const auto parent = [](pid_t pid) {
    const std::string text = ProcText(std::to_string(pid) + "/stat");
    const size_t end = text.rfind(')');
    return end == std::string::npos
               ? 0
               : static_cast<pid_t>(std::strtol(text.c_str() + end + 4, nullptr, 10));
  };
  std::vector<pid_t> own;
  for (const char* name : {"stockade-worker", "stockade-keeper"}) {
    for (const pid_t pid : ProcessesNamed(name)) {
      for (pid_t up = pid; up > 1; up = parent(up)) {
        if (up == getpid()) own.push_back(pid);
      }
    }
  }
  return own;
}

std::set<std::string> MissingHere() {
  std::set<std::string> missing;
  // An ordinary user's attempt: root gives the worker no more than that.
  const std::string refused = InChild([]() -> std::string {
    if (!BecomeOrdinary()) return "could not become an ordinary user";
    return unshare(CLONE_NEWUSER) == 0 ? "" : "refused";
  });
  if (!refused.empty() && geteuid() == 0) missing = {"user-namespace"};
  if (!refused.empty() && geteuid() != 0) missing = EveryNamespace();
  if (access("/proc/self/status", R_OK) != 0) missing.insert("proc");
  return missing;
}

std::set<std::string> EveryNamespace() {
  return {"user-namespace", "pid-namespace", "mount-namespace", "network-namespace",
          "ipc-namespace",  "uts-namespace", "empty-root"};
}

std::string InChild(const std::function<std::string()>& body) {
  int ends[2];
  if (ProcFolder() < 0 || pipe(ends) != 0) return "no pipe";
  const pid_t child = fork();
  if (child == 0) {
    close(ends[0]);
    const std::string result = body();
    const bool told =
        write(ends[1], result.data(), result.size()) == static_cast<ssize_t>(result.size());
    _exit(told ? 0 : 1);
  }
  close(ends[1]);
  std::string result;
  char buffer[4096];
  for (ssize_t got; (got = read(ends[0], buffer, sizeof buffer)) > 0;) {
    result.append(buffer, static_cast<size_t>(got));
  }
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  if (status != 0) result += " (the child ended with status " + std::to_string(status) + ")";
  return result;
}

bool BecomeOrdinary() {
  if (geteuid() != 0) return true;
  return setgroups(0, nullptr) == 0 && setresgid(65534, 65534, 65534) == 0 &&
         setresuid(65534, 65534, 65534) == 0 && prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) == 0;
}

PublicWorker::PublicWorker() {
  std::string pattern = std::filesystem::temp_directory_path() / "stockade-test-XXXXXX";
  if (mkdtemp(pattern.data()) == nullptr) return;
  folder_ = pattern;
  path_ = folder_ + "/stockade-worker";
  std::filesystem::copy_file(STOCKADE_WORKER_PROGRAM, path_);
  chmod(folder_.c_str(), 0755);
  chmod(path_.c_str(), 0755);
}

PublicWorker::~PublicWorker() {
  std::error_code ignored;
  if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
}

}  // namespace stockade::executor
