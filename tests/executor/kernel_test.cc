// The kernel layer alone: no rules, no guards, no façades, and the modules that a hostile program
// wishes for. Each program writes REACHED just before its act, so that a refusal by anything else
// does not count, and then the error that the act gave; or the act's signal is seen.
#include <gtest/gtest.h>

#include <unistd.h>

#include <csignal>

#include "executor/executor.h"
#include "worker_runs.h"

namespace stockade::executor {
namespace {

constexpr const char* kPrelude = R"(
import ctypes, errno, mmap, os, signal, socket, sys, threading, time
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
def say(text): os.write(1, text.encode() + b'\n')
def call(number, *arguments):
    result = libc.syscall(ctypes.c_long(number), *[ctypes.c_long(a) if isinstance(a, int) else a for a in arguments])
    if result == -1:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result
def attempt(act):
    say('REACHED')
    try:
        say('gave ' + repr(act()))
    except OSError as problem:
        say(errno.errorcode[problem.errno])
    except RuntimeError as problem:
        say('RuntimeError: ' + str(problem))
)";

struct Attempt {
  std::string name, act;
  std::string answer;  // what follows REACHED; empty: the signal ends it
  int signal = 0;
};

// Without 32-bit emulation the kernel itself refuses int 0x80, as it refuses any bad instruction.
int SignalOfThirtyTwoBits() {
  const std::string answer = InChild([]() -> std::string {
#if defined(__x86_64__)
    signal(SIGSEGV, [](int) { _exit(1); });
    long result = 20;  // getpid
    asm volatile("int $0x80" : "+a"(result) : : "memory", "r8", "r9", "r10", "r11");
    return result > 0 ? "works" : "";
#else
    return "";
#endif
  });
  return answer == "works" ? SIGSYS : SIGSEGV;
}

class Kernel : public ::testing::TestWithParam<Attempt> {};

TEST_P(Kernel, Refuses) {
  const Attempt& attempt = GetParam();
  Policy policy = PlainPolicy();
  policy.limits.wall = std::chrono::milliseconds(5000);
  auto executor = MakeExecutor(policy);
  ASSERT_NE(executor, nullptr);
  const Outcome outcome = RunText(*executor, kPrelude + attempt.act + "\n");
  if (attempt.signal == 0) {
    EXPECT_EQ(outcome.out, "REACHED\n" + attempt.answer + "\n") << Describe(outcome);
    EXPECT_EQ(outcome.verdict, Verdict::kOk) << Describe(outcome);
  } else {
    EXPECT_EQ(outcome.out, "REACHED\n") << Describe(outcome);
    EXPECT_EQ(outcome.verdict, Verdict::kSignal) << Describe(outcome);
    const int expected = attempt.name == "ThirtyTwoBits" ? SignalOfThirtyTwoBits() : attempt.signal;
    EXPECT_EQ(outcome.signal.value_or(0), expected);
  }
  EXPECT_EQ(RunText(*executor, "print('next')").out, "next\n");
}

const Attempt kAttempts[] = {
    // More processes, other programs.
    {"Fork", "attempt(os.fork)", "EPERM"},
    {"Vfork", "attempt(lambda: call(58))", "EPERM"},
    {"Thread", "attempt(lambda: threading.Thread(target=print).start())",
     "RuntimeError: can't start new thread"},
    {"CloneWithNewUserNamespace", "attempt(lambda: call(56, 0x10000000 | 17, 0, 0, 0, 0))",
     "EPERM"},
    {"CloneLikeATemplate", "attempt(lambda: call(56, 0x8000 | 17, 0, 0, 0, 0))", "EPERM"},
    {"Clone3", "attempt(lambda: call(435, 0, 0))", "ENOSYS"},
    {"Execve", "attempt(lambda: os.execv('/bin/sh', ['sh']))", "EPERM"},
    {"ExecveOfMemory", "attempt(lambda: call(319, b'x', 0))", "EPERM"},
    {"Setsid", "attempt(os.setsid)", "EPERM"},
    // Files.
    {"OpenPasswd", "attempt(lambda: open('/etc/passwd'))", "ENOENT"},
    {"OpenProc", "attempt(lambda: open('/proc/self/environ'))", "ENOENT"},
    {"OpenKeepersEnvironment", "attempt(lambda: open('/proc/1/environ'))", "ENOENT"},
    {"OpenShadowMemory", "attempt(lambda: open('/dev/shm/x', 'w'))", "ENOENT"},
    {"OpenByOpenat2", "attempt(lambda: call(437, -100, b'/etc/passwd', 0, 0))", "ENOSYS"},
    {"ListRoot", "attempt(lambda: os.listdir('/'))", "ENOENT"},
    {"Mkdir", "attempt(lambda: os.mkdir('/x'))", "EPERM"},
    {"Chdir", "attempt(lambda: os.chdir('/'))", "EPERM"},
    {"Unlink", "attempt(lambda: os.unlink('/x'))", "EPERM"},
    {"Mkfifo", "attempt(lambda: os.mkfifo('/x'))", "EPERM"},
    {"Memfd", "attempt(lambda: os.memfd_create('x'))", "EPERM"},
    {"Umask", "attempt(lambda: call(95, 0))", "EPERM"},
    // The network and its cousins.
    {"Internet", "attempt(lambda: socket.socket(socket.AF_INET))", "EPERM"},
    {"Unix", "attempt(lambda: socket.socket(socket.AF_UNIX))", "EPERM"},
    {"Netlink", "attempt(lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW))", "EPERM"},
    {"Vsock", "attempt(lambda: socket.socket(40, socket.SOCK_STREAM))", "EPERM"},
    {"Algorithms", "attempt(lambda: socket.socket(38, socket.SOCK_SEQPACKET))", "EPERM"},
    {"Socketpair", "attempt(socket.socketpair)", "EPERM"},
    {"SendOverTheChannel", "attempt(lambda: call(46, 3, 0, 0))", "EPERM"},
    {"ReceiveOverTheChannel", "attempt(lambda: call(47, 3, 0, 0))", "EPERM"},
    // Other processes.
    {"KillAll", "attempt(lambda: os.kill(-1, 9))", "EPERM"},
    {"KillKeeper", "attempt(lambda: os.kill(1, 9))", "EPERM"},
    {"KillGroup", "attempt(lambda: os.killpg(0, 9))", "EPERM"},
    {"TgkillKeeper", "attempt(lambda: call(234, 1, 1, 9))", "EPERM"},
    {"PidfdOpen", "attempt(lambda: call(434, 1, 0))", "EPERM"},
    {"Ptrace", "attempt(lambda: call(101, 16, 1, 0, 0))", "", SIGSYS},
    {"ReadKeepersMemory", "attempt(lambda: call(310, 1, 0, 0, 0, 0, 0))", "", SIGSYS},
    {"WriteKeepersMemory", "attempt(lambda: call(311, 1, 0, 0, 0, 0, 0))", "", SIGSYS},
    {"PidfdGetfd", "attempt(lambda: call(438, 3, 0, 0))", "", SIGSYS},
    // Code.
    {"ExecutableMemory",
     "attempt(lambda: mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC))",
     "EPERM"},
    {"MemoryMadeExecutable",
     "m = mmap.mmap(-1, 4096)\n"
     "libc.mprotect.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]\n"
     "def act():\n"
     "    if libc.mprotect(ctypes.addressof(ctypes.c_char.from_buffer(m)), 4096, 5) != 0:\n"
     "        raise OSError(ctypes.get_errno(), '')\n"
     "attempt(act)",
     "EPERM"},
    {"ProtectionByKey", "attempt(lambda: call(329, 0, 4096, 5, 0))", "EPERM"},
    {"RemapFilePages", "attempt(lambda: call(216, 0, 4096, 5, 0, 0))", "EPERM"},
    // Limits and priorities.
    {"RaiseLimit",
     "import resource\nattempt(lambda: resource.prlimit(0, resource.RLIMIT_AS, (-1, -1)))",
     "EPERM"},
    {"Setrlimit", "attempt(lambda: call(160, 9, 0))", "EPERM"},
    {"Nice", "attempt(lambda: os.setpriority(os.PRIO_PROCESS, 0, -5))", "EPERM"},
    {"Scheduler", "attempt(lambda: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1)))",
     "EPERM"},
    {"LockMemory", "attempt(lambda: call(151, 1))", "EPERM"},
    {"SharedMemory", "attempt(lambda: call(29, 0, 1 << 30, 0o1777))", "EPERM"},
    {"Dumpable", "attempt(lambda: call(157, 4, 1, 0, 0, 0))", "EPERM"},
    {"Seccomp", "attempt(lambda: call(317, 1, 0, 0))", "EPERM"},
    {"Setuid", "attempt(lambda: os.setuid(0))", "EPERM"},
    {"DuplicateChannel", "attempt(lambda: os.dup2(3, 9))", "EPERM"},
    {"Fcntl", "attempt(lambda: call(72, 3, 0, 9))", "EPERM"},
    {"TerminalInput", "attempt(lambda: call(16, 0, 0x5412, b'x'))", "EPERM"},
    // The kernel's larger doors.
    {"IoUring", "attempt(lambda: call(425, 8, b'\\0' * 120))", "ENOSYS"},
    {"NewerThanTheList", "attempt(lambda: call(462, 0, 4096, 0))", "ENOSYS"},
    {"MuchNewer", "attempt(lambda: call(9999))", "ENOSYS"},
    {"Landlock", "attempt(lambda: call(444, 0, 0, 1))", "EPERM"},
    {"Bpf", "attempt(lambda: call(321, 0, 0, 0))", "", SIGSYS},
    {"PerfEvents", "attempt(lambda: call(298, 0, 0, -1, -1, 0))", "", SIGSYS},
    {"Userfaultfd", "attempt(lambda: call(323, 0))", "", SIGSYS},
    {"Keyring", "attempt(lambda: call(250, 0, 0, 0, 0, 0))", "", SIGSYS},
    {"AddKey", "attempt(lambda: call(248, b'user', b'x', b'y', 1, -3))", "", SIGSYS},
    {"Mount", "attempt(lambda: call(165, b'none', b'/', b'tmpfs', 0, 0))", "", SIGSYS},
    {"Unshare", "attempt(lambda: call(272, 0x10000000))", "", SIGSYS},
    {"Setns", "attempt(lambda: call(308, 3, 0))", "", SIGSYS},
    {"Chroot", "attempt(lambda: os.chroot('/'))", "", SIGSYS},
    {"InitModule", "attempt(lambda: call(175, 0, 0, b''))", "", SIGSYS},
    {"Kexec", "attempt(lambda: call(246, 0, 0, 0, 0))", "", SIGSYS},
    {"OpenByHandle", "attempt(lambda: call(304, -100, 0, 0))", "", SIGSYS},
    // Calls under another name.
    {"X32", "attempt(lambda: call(0x40000000 | 39))", "", SIGSYS},
    {"Negative", "attempt(lambda: call(-1))", "", SIGSYS},
    // int 0x80, found among the bytes of the C library, since no code can be brought along.
    {"ThirtyTwoBits",
     "for name in ('getaddrinfo', 'regcomp', 'glob', 'memcpy', 'printf', 'qsort', 'iconv'):\n"
     "    start = ctypes.cast(getattr(libc, name), ctypes.c_void_p).value & ~4095\n"
     "    at = ctypes.string_at(start, 150000).find(b'\\xcd\\x80')\n"
     "    if at >= 0: break\n"
     "gate = ctypes.CFUNCTYPE(ctypes.c_int)(start + at)\n"
     "attempt(gate)",
     "", SIGSYS},
};

INSTANTIATE_TEST_SUITE_P(Act, Kernel, ::testing::ValuesIn(kAttempts),
                         [](const auto& one) { return one.param.name; });

// What a worker can see of the world, asked in ways that are allowed.
TEST(Surroundings, AreEmpty) {
  auto executor = MakeExecutor(PlainPolicy());
  ASSERT_NE(executor, nullptr);
  const Outcome outcome =
      RunText(*executor, std::string(kPrelude) +
                             "say(repr(dict(os.environ)))\n"
                             "say(repr((os.getuid() != 0, os.geteuid() != 0)))\n"
                             "open_ones = []\n"
                             "for fd in range(256):\n"
                             "    try: os.fstat(fd); open_ones.append(fd)\n"
                             "    except OSError: pass\n"
                             "say(repr(open_ones))\n"
                             "say(repr(os.getpid() > 1))\n");
  EXPECT_EQ(outcome.out, "{}\n(True, True)\n[0, 1, 2, 3]\nTrue\n") << Describe(outcome);
}

TEST(Surroundings, ImportsFailAsTheyShould) {
  auto executor = MakeExecutor(PlainPolicy());
  ASSERT_NE(executor, nullptr);
  const Outcome outcome =
      RunText(*executor,
              "try:\n    import no_such_module\nexcept ImportError as e:\n"
              "    print(type(e).__name__)\n"
              "try:\n    import decimal\nexcept ImportError as e:\n    print(type(e).__name__)\n");
  EXPECT_EQ(outcome.out.substr(0, 20), "ModuleNotFoundError\n") << Describe(outcome);
}

TEST(Surroundings, RandomnessAndHashesAreNotShared) {
  auto executor = MakeExecutor(PlainPolicy(), 2);
  ASSERT_NE(executor, nullptr);
  const std::string text = "import os\nprint(os.urandom(8))\n";
  EXPECT_NE(RunText(*executor, text).out, RunText(*executor, text).out);
}

// A library that knows its memory is limited may end as it likes; the machine is not hurt.
TEST(Memory, IsBoundedAsAddressSpace) {
  Policy policy = PlainPolicy();
  policy.limits.memory_bytes = 64u << 20;
  auto executor = MakeExecutor(policy);
  ASSERT_NE(executor, nullptr);
  const Outcome outcome = RunText(*executor, std::string(kPrelude) +
                                                 "def act():\n"
                                                 "    return mmap.mmap(-1, 100 << 20)\n"
                                                 "attempt(act)\n"
                                                 "m = mmap.mmap(-1, 40 << 20)\n"
                                                 "say('fits')\n");
  EXPECT_EQ(outcome.out, "REACHED\nENOMEM\nfits\n") << Describe(outcome);
  EXPECT_LT(outcome.usage.peak_memory_bytes, 200u << 20);
}

// As exact as pages and the reserve for the reply are: in small pieces and in one block.
TEST(Memory, IsExactToTwoMebibytes) {
  for (const uint64_t limit : {16u << 20, 64u << 20, 200u << 20}) {
    Policy policy = PlainPolicy();
    policy.limits.memory_bytes = limit;
    policy.limits.wall = std::chrono::milliseconds(60'000);
    auto executor = MakeExecutor(policy);
    ASSERT_NE(executor, nullptr);
    const std::string bytes = std::to_string(limit);
    const Outcome pieces = RunText(*executor,
                                   "import mmap\nkept = []\ntry:\n"
                                   "    while True: kept.append(mmap.mmap(-1, 1 << 16))\n"
                                   "except OSError: pass\n"
                                   "print(abs(len(kept) * (1 << 16) - " +
                                       bytes + ") <= 2 << 20)\n");
    EXPECT_EQ(pieces.out, "True\n") << limit << Describe(pieces);
    const Outcome block =
        RunText(*executor, "x = bytearray(" + bytes + " - (2 << 20))\nprint(len(x) > 0)\n");
    EXPECT_EQ(block.out, "True\n") << limit << Describe(block);
    const Outcome over = RunText(*executor, "bytearray(" + bytes + " + (2 << 20))\n");
    EXPECT_EQ(over.verdict, Verdict::kMemoryLimit) << limit << Describe(over);
  }
}

}  // namespace
}  // namespace stockade::executor
