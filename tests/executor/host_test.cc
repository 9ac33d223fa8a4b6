// Hosts of several kinds: root, an ordinary user, a container without user namespaces, a kernel
// without Landlock. What cannot be had is said in every result, and refused where the policy
// requires it.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <set>

#include "executor/executor.h"
#include "worker_runs.h"

namespace stockade::executor {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* kActs =
    "import os, socket\n"
    "def act(what):\n"
    "    os.write(1, b'REACHED ')\n"
    "    try: what(); os.write(1, b'done ')\n"
    "    except OSError as e: os.write(1, e.strerror.encode() + b'; ')\n"
    "act(lambda: open('/etc/passwd'))\n"
    "act(os.fork)\n"
    "act(socket.socket)\n"
    "act(lambda: os.kill(1, 9))\n";
constexpr const char* kRefused =
    "REACHED No such file or directory; REACHED Operation not permitted; "
    "REACHED Operation not permitted; REACHED Operation not permitted; ";

std::string Names(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += name + " ";
  return text;
}

// Runs hostile and friendly programs in the calling process' situation. Empty: all as it should be.
std::string TryOut(const std::string& worker, const std::set<std::string>& expected_missing) {
  auto created = Executor::Create({PlainPolicy(), worker, 1});
  if (!created) return created.error().message;
  auto& executor = *created;
  Outcome outcome = executor->Run(Text(kActs), {});
  if (outcome.out != kRefused) return "hostile: " + Describe(outcome);
  std::set<std::string> missing(outcome.degraded.begin(), outcome.degraded.end());
  missing.erase("guards");
  if (missing != expected_missing) return "degraded: " + Names(outcome.degraded);
  outcome =
      executor->Run(Text("def f(x): return x + 1"), {.function = "f", .args = {Value::Int(1)}});
  if (outcome.verdict != Verdict::kOk) return "friendly: " + Describe(outcome);
  auto prepared = executor->Prepare(Text("def f(x): return x + 1"));
  outcome = prepared->Call({.function = "f", .args = {Value::Int(1)}});
  if (outcome.verdict != Verdict::kOk) {
    return "prepared: " + Describe(outcome) + Describe(prepared->body());
  }
  Policy strict = PlainPolicy();
  strict.require.assign(expected_missing.begin(), expected_missing.end());
  auto refused = Executor::Create({strict, worker, 1});
  if (expected_missing.empty() != refused.has_value())
    return "the required facility was not asked for";
  if (!refused && refused.error().code != ErrorCode::kConfinement) return refused.error().message;
  if (refused) refused->reset();
  prepared.reset();
  executor.reset();
  for (int i = 0; i < 100 && !OwnWorkers().empty(); ++i) usleep(20'000);
  return OwnWorkers().empty() ? "" : "processes are left";
}

TEST(Host, GivesEverythingToThisUser) {
  EXPECT_EQ(InChild([] { return TryOut(STOCKADE_WORKER_PROGRAM, MissingHere()); }), "");
}

TEST(Host, GivesEverythingToAnOrdinaryUser) {
  const PublicWorker worker;
  EXPECT_EQ(InChild([&]() -> std::string {
              if (!BecomeOrdinary()) return "could not become an ordinary user";
              if (geteuid() == 0) return "still root";
              return TryOut(worker.path(), MissingHere());
            }),
            "");
}

bool WriteText(const char* path, const std::string& text) {
  const int fd = open(path, O_WRONLY | O_CLOEXEC);
  const bool written =
      fd >= 0 && write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  if (fd >= 0) close(fd);
  return written;
}

// A container as most are: no capability, no namespaces to be had.
std::string LoseNamespaces() {
  if (!BecomeOrdinary()) return "could not become an ordinary user";
  if (MissingHere().contains("user-namespace")) return "";  // a chroot is such a container
  const std::string id = std::to_string(geteuid());
  const std::string gid = std::to_string(getegid());
  if (unshare(CLONE_NEWUSER) != 0 || !WriteText("/proc/self/setgroups", "deny") ||
      !WriteText("/proc/self/uid_map", id + " " + id + " 1") ||
      !WriteText("/proc/self/gid_map", gid + " " + gid + " 1") ||
      !WriteText("/proc/sys/user/max_user_namespaces", "0")) {
    return std::string("the container could not be made: ") + std::strerror(errno);
  }
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct none[2] = {};
  if (syscall(__NR_capset, &header, none) != 0) return "capset";
  prctl(PR_SET_DUMPABLE, 1, 0, 0, 0);
  return unshare(CLONE_NEWUSER) == 0 ? "namespaces are still there" : "";
}

std::set<std::string> With(std::set<std::string> missing, const std::set<std::string>& more) {
  missing.insert(more.begin(), more.end());
  return missing;
}

TEST(Host, WithoutNamespacesSaysSoAndStillConfines) {
  const PublicWorker worker;
  EXPECT_EQ(InChild([&]() -> std::string {
              if (std::string problem = LoseNamespaces(); !problem.empty()) return problem;
              return TryOut(worker.path(), With(MissingHere(), EveryNamespace()));
            }),
            "");
}

// Answers `error` to the call `number`; with `argument` from 0, only when that one is `value`.
bool LoseSyscall(int number, int error, int argument = -1, uint32_t value = 0) {
  const uint32_t refuse = SECCOMP_RET_ERRNO | static_cast<uint32_t>(error);
  // Where the argument does not matter, both ways of its comparison lead to the refusal.
  const uint8_t miss = argument < 0 ? 0 : 1;
  sock_filter code[] = {
      {BPF_LD | BPF_W | BPF_ABS, 0, 0, 0},
      {BPF_JMP | BPF_JEQ | BPF_K, 0, 3, static_cast<uint32_t>(number)},
      {BPF_LD | BPF_W | BPF_ABS, 0, 0, 16 + 8 * static_cast<uint32_t>(std::max(argument, 0))},
      {BPF_JMP | BPF_JEQ | BPF_K, 0, miss, value},
      {BPF_RET | BPF_K, 0, 0, refuse},
      {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW},
  };
  const sock_fprog program{std::size(code), code};
  return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
         syscall(__NR_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0;
}

// Root in a container that allows every namespace but the user's; an ordinary user then has none.
TEST(Host, WithoutUserNamespaceRootMakesTheOthers) {
  const std::set<std::string> missing = With(
      MissingHere(), geteuid() == 0 ? std::set<std::string>{"user-namespace"} : EveryNamespace());
  EXPECT_EQ(InChild([&]() -> std::string {
              if (!LoseSyscall(__NR_unshare, EPERM, 0, CLONE_NEWUSER)) return "no filter";
              return TryOut(STOCKADE_WORKER_PROGRAM, missing);
            }),
            "");
}

// As in a chroot, where `/` is no mount point and nothing can be pivoted: the root is emptied all
// the same, unless the host gives no mount namespace.
TEST(Host, WithoutPivotTheRootIsEmptyAllTheSame) {
  EXPECT_EQ(InChild([]() -> std::string {
              if (!LoseSyscall(__NR_pivot_root, EINVAL)) return "no filter";
              return TryOut(STOCKADE_WORKER_PROGRAM, MissingHere());
            }),
            "");
}

// Where neither way is to be had, the result says so.
TEST(Host, WithoutAnEmptyRootSaysSo) {
  EXPECT_EQ(InChild([]() -> std::string {
              if (!LoseSyscall(__NR_pivot_root, EINVAL) || !LoseSyscall(__NR_fsopen, ENOSYS))
                return "no filter";
              return TryOut(STOCKADE_WORKER_PROGRAM, With(MissingHere(), {"empty-root"}));
            }),
            "");
}

TEST(Host, WithoutLandlockSaysSo) {
  const PublicWorker worker;
  EXPECT_EQ(InChild([&]() -> std::string {
              if (!BecomeOrdinary() || !LoseSyscall(__NR_landlock_create_ruleset, ENOSYS))
                return "no filter";
              return TryOut(worker.path(), With(MissingHere(), {"landlock"}));
            }),
            "");
}

TEST(Host, WithoutAListenerPrepareIsRefusedAloud) {
  const PublicWorker worker;
  EXPECT_EQ(InChild([&]() -> std::string {
              if (!BecomeOrdinary() ||
                  !LoseSyscall(__NR_seccomp, EBUSY, 1, SECCOMP_FILTER_FLAG_NEW_LISTENER))
                return "no filter";
              auto executor = Executor::Create({PlainPolicy(), worker.path(), 1});
              if (!executor) return executor.error().message;
              const Outcome run = (*executor)->Run(Text("print(1)"), {});
              if (run.out != "1\n") return Describe(run);
              auto prepared = (*executor)->Prepare(Text("def f(): return 1"));
              if (prepared->body().verdict != Verdict::kSetupError)
                return Describe(prepared->body());
              return prepared->body().message;
            }),
            "seccomp user notification: Device or resource busy");
}

TEST(Host, WithoutPidfdNothingRuns) {
  const PublicWorker worker;
  EXPECT_THAT(InChild([&]() -> std::string {
                if (!BecomeOrdinary() || !LoseSyscall(__NR_pidfd_open, ENOSYS)) return "no filter";
                auto executor = Executor::Create({PlainPolicy(), worker.path(), 1});
                return executor ? "created" : executor.error().message;
              }),
              HasSubstr("pidfd_open is needed"));
}

TEST(Host, TheDoctorSeesEveryFacility) {
  const std::vector<Facility> rows = ProbeHost();
  std::set<std::string> names;
  for (const Facility& row : rows) {
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    EXPECT_TRUE(row.active || !row.detail.empty()) << row.name;
  }
  for (const char* name : {"linux",           "worker",           "user-namespace",
                           "pid-namespace",   "mount-namespace",  "network-namespace",
                           "ipc-namespace",   "uts-namespace",    "empty-root",
                           "no-capabilities", "no-new-privs",     "ordinary-user",
                           "landlock",        "no-write-execute", "not-dumpable",
                           "rlimits",         "seccomp",          "seccomp-user-notification",
                           "pidfd",           "clone3",           "cgroup-v2",
                           "cpython",         "cpu-clock",        "proc"}) {
    EXPECT_THAT(names, Contains(name));
  }
  EXPECT_THAT(OwnWorkers(), ::testing::IsEmpty());
}

TEST(Host, EveryResultSaysWhatWasInForce) {
  auto executor = MakeExecutor(PlainPolicy());
  ASSERT_NE(executor, nullptr);
  const Outcome outcome = RunText(*executor, "1/0");
  EXPECT_GT(outcome.confinement.size(), 10u);
  EXPECT_THAT(outcome.degraded, Contains("guards"));
  EXPECT_THAT(outcome.degraded, Not(Contains("seccomp")));
}

}  // namespace
}  // namespace stockade::executor
