// The allow-list of system calls is minimal: for each row there is a program that works, and that
// breaks when the row is taken out.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>

#include "executor/executor.h"
#include "executor/worker/seccomp.h"
#include "worker_runs.h"

namespace stockade::executor {
namespace {

// Each prints "fine" at its end, unless its end is the point.
struct Need {
  std::string program;
  int exit_code = -1;  // the run is to end so
  Verdict verdict = Verdict::kOk;
};

const std::map<std::string, Need> kNeeds = {
    {"brk",
     {"libc.sbrk.restype = ctypes.c_void_p\n"
      "ctypes.memset(libc.sbrk(ctypes.c_long(1 << 20)) + (1 << 19), 0, 8)"}},
    {"mmap", {"mmap.mmap(-1, 4096)"}},
    {"munmap", {"for i in range(3): bytearray(40 << 20)"}},
    {"mremap", {"x = bytearray()\nfor i in range(40): x.extend(bytes(1 << 20))"}},
    {"mprotect",
     {"m = mmap.mmap(-1, 4096)\n"
      "call(10, ctypes.c_void_p(ctypes.addressof(ctypes.c_char.from_buffer(m))), 4096, 1)"}},
    {"madvise", {"mmap.mmap(-1, 4096).madvise(mmap.MADV_DONTNEED)"}},
    {"write", {"print('x')"}},
    {"read", {"pass"}},
    {"writev", {"os.writev(1, [b'x', b'y'])"}},
    {"close", {"pass"}},
    {"lseek", {"os.lseek(0, 0, 0)"}},
    {"fstat", {"call(5, 1, ctypes.create_string_buffer(256))"}},
    {"newfstatat", {"os.fstat(1)"}},
    {"ioctl", {"os.set_inheritable(1, True)"}},
    {"fcntl", {"os.get_inheritable(1)"}},
    {"clock_gettime", {"time.clock_gettime(time.CLOCK_PROCESS_CPUTIME_ID)"}},
    {"clock_getres", {"time.clock_getres(time.CLOCK_PROCESS_CPUTIME_ID)"}},
    {"gettimeofday", {"call(96, ctypes.create_string_buffer(16), 0)"}},
    {"clock_nanosleep", {"time.sleep(0.001)"}},
    {"nanosleep", {"call(35, (ctypes.c_long * 2)(0, 1000), 0)"}},
    {"getrandom", {"os.urandom(8)"}},
    {"getrusage", {"resource.getrusage(resource.RUSAGE_SELF)"}},
    {"times", {"assert os.times().elapsed > 0"}},
    {"futex",
     {"lock = threading.Lock()\nlock.acquire()\n"
      "assert not lock.acquire(timeout=0.01)"}},
    {"sched_yield", {"os.sched_yield()"}},
    {"rt_sigreturn",
     {"seen = []\nsignal.signal(signal.SIGUSR1, lambda *a: seen.append(1))\n"
      "os.kill(os.getpid(), signal.SIGUSR1)\nassert seen"}},
    {"rt_sigaction", {"signal.signal(signal.SIGUSR1, signal.SIG_IGN)"}},
    {"rt_sigprocmask", {"signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])"}},
    {"sigaltstack", {"call(131, 0, ctypes.create_string_buffer(24))"}},
    {"kill", {"os.kill(os.getpid(), 0)"}},
    {"tgkill",
     {"signal.signal(signal.SIGUSR1, signal.SIG_IGN)\n"
      "signal.raise_signal(signal.SIGUSR1)"}},
    {"getpid", {"assert os.getpid() > 0"}},
    {"gettid", {"call(186)"}},
    {"getppid", {"assert os.getppid() >= 0"}},
    {"getuid", {"assert os.getuid() > 0"}},
    {"geteuid", {"assert os.geteuid() > 0"}},
    {"getgid", {"assert os.getgid() > 0"}},
    {"getegid", {"assert os.getegid() > 0"}},
    {"prlimit64", {"resource.getrlimit(resource.RLIMIT_NOFILE)"}},
    {"exit_group", {"os._exit(5)", 5}},
    {"clone", {"threading.Thread(target=print).start()"}},
    {"fork", {.program = "call(57)", .verdict = Verdict::kProcessLimit}},
    {"vfork", {.program = "call(58)", .verdict = Verdict::kProcessLimit}},
    // Its thread could not say that it ends, and so would count for ever.
    {"exit",
     {"for i in range(3):\n    t = threading.Thread(target=print)\n    t.start()\n    t.join()"}},
    {"rseq", {"threading.Thread(target=print).start()"}},
};
// The kernel makes it when a sleep was interrupted by a stop; no program does.
constexpr std::string_view kOfTheKernel = "restart_syscall";

bool IsOpen(std::string_view verdict) {
  return verdict == "Allow" || verdict == "Checked" || verdict == "Forker" ||
         verdict == "Threader" || verdict == "Asked";
}

Policy Without(const std::string& name, int threads) {
  Policy policy = PlainPolicy();
  policy.limits.memory_bytes = 64u << 20;
  policy.limits.threads = threads;
  if (!name.empty()) policy.without_syscalls = {name};
  return policy;
}

// Does the program work with this executor?
bool Works(Executor& executor, const Need& need) {
  const Outcome outcome =
      RunText(executor,
              "import ctypes, mmap, os, resource, signal, threading, time\n"
              "libc = ctypes.CDLL(None, use_errno=True)\nlibc.syscall.restype = ctypes.c_long\n"
              "def call(number, *arguments):\n"
              "    if libc.syscall(ctypes.c_long(number), *arguments) == -1: raise OSError\n" +
                  need.program + "\nos.write(1, b'fine')\n");
  if (need.exit_code >= 0) return outcome.exit_code == need.exit_code;
  if (need.verdict != Verdict::kOk) return outcome.verdict == need.verdict;
  return outcome.verdict == Verdict::kOk && outcome.out.ends_with("fine");
}

bool PreparedWorks(Executor& executor) {
  auto prepared = executor.Prepare(Text("def f(): return 1\n"));
  return prepared->Call({.function = "f"}).verdict == Verdict::kOk;
}

TEST(Minimal, EachRowIsNeeded) {
  auto whole = MakeExecutor(Without("", 1));
  auto with_threads = MakeExecutor(Without("", 2));
  ASSERT_TRUE(whole != nullptr && with_threads != nullptr);
  EXPECT_TRUE(PreparedWorks(*whole));
  for (const SyscallRow& row : SyscallTable()) {
    if (!IsOpen(row.verdict) || row.name == kOfTheKernel) continue;
    const std::string name(row.name);
    const auto need = kNeeds.find(name);
    const bool of_templates = row.verdict == "Forker";
    const bool of_threads = row.verdict == "Threader" || row.verdict == "Asked";
    ASSERT_TRUE(of_templates || need != kNeeds.end()) << name << " is needed by no program";
    if (!of_templates) {
      EXPECT_TRUE(Works(of_threads ? *with_threads : *whole, need->second)) << name;
    }
    auto lesser = Executor::Create({.policy = Without(name, of_threads ? 2 : 1),
                                    .worker_path = STOCKADE_WORKER_PROGRAM,
                                    .pool = 1});
    if (!lesser) continue;  // no worker gets ready without it
    EXPECT_FALSE(of_templates ? PreparedWorks(**lesser) : Works(**lesser, need->second))
        << name << " could go";
  }
}

TEST(Minimal, TakingOutIsForTestsOnly) {
  Policy policy;
  policy.without_syscalls = {"write"};
  const auto executor =
      Executor::Create({.policy = policy, .worker_path = STOCKADE_WORKER_PROGRAM});
  ASSERT_FALSE(executor.has_value());
  EXPECT_EQ(executor.error().message, "without_syscalls is for tests with the guards off");
}

}  // namespace
}  // namespace stockade::executor
