#include "worker_runs.h"

#include <grp.h>
#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

namespace stockade::executor {

Policy PlainPolicy() {
  Policy policy;
  policy.guards = GuardMode::kOff;
  policy.preload = {"os",     "sys",  "ctypes", "errno",     "socket",
                    "signal", "mmap", "time",   "threading", "resource"};
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

std::string Describe(const Outcome& outcome) {
  std::string text = std::string(VerdictName(outcome.verdict)) + ": " + outcome.message;
  if (outcome.exception) text += " " + outcome.exception->type + ": " + outcome.exception->message;
  return text + "\nout: " + outcome.out.substr(0, 500) + "\nerr: " + outcome.err.substr(0, 500);
}

std::vector<pid_t> ProcessesNamed(const std::string& name) {
  std::vector<pid_t> found;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    const std::string pid = entry.path().filename();
    if (pid.find_first_not_of("0123456789") != std::string::npos) continue;
    std::ifstream file(entry.path() / "comm");
    std::string comm;
    std::getline(file, comm);
    if (comm == name.substr(0, 15)) found.push_back(static_cast<pid_t>(std::stol(pid)));
  }
  return found;
}

std::vector<pid_t> OwnWorkers() {
  const auto parent = [](pid_t pid) {
    std::ifstream file("/proc/" + std::to_string(pid) + "/stat");
    std::string text;
    std::getline(file, text);
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

std::string InChild(const std::function<std::string()>& body) {
  int ends[2];
  if (pipe(ends) != 0) return "no pipe";
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
