// The filter as a program: run here, instruction by instruction, for every call and for the
// arguments that matter. That the kernel agrees is shown by kernel_test.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <linux/audit.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include <termios.h>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <map>
#include <set>

#include "executor/worker/seccomp.h"

namespace stockade::executor {
namespace {

#if defined(__x86_64__)
constexpr uint32_t kHere = AUDIT_ARCH_X86_64;
#else
constexpr uint32_t kHere = AUDIT_ARCH_AARCH64;
#endif

uint32_t Evaluate(const SyscallFilter& filter, const seccomp_data& data) {
  uint32_t accumulator = 0;
  for (size_t at = 0; at < filter.code.size();) {
    const sock_filter& step = filter.code[at++];
    switch (step.code) {
      case BPF_LD | BPF_W | BPF_ABS:
        EXPECT_LE(step.k + 4, sizeof data);
        std::memcpy(&accumulator, reinterpret_cast<const char*>(&data) + step.k, 4);
        break;
      case BPF_ALU | BPF_AND | BPF_K:
        accumulator &= step.k;
        break;
      case BPF_JMP | BPF_JEQ | BPF_K:
        at += accumulator == step.k ? step.jt : step.jf;
        break;
      case BPF_JMP | BPF_JGT | BPF_K:
        at += accumulator > step.k ? step.jt : step.jf;
        break;
      case BPF_RET | BPF_K:
        return step.k;
      default:
        ADD_FAILURE() << "unknown instruction " << step.code;
        return 0;
    }
  }
  ADD_FAILURE() << "the program runs off its end";
  return 0;
}

uint32_t Ask(const SyscallFilter& filter, int number,
             std::initializer_list<uint64_t> arguments = {}, uint32_t architecture = kHere) {
  seccomp_data data{};
  data.nr = number;
  data.arch = architecture;
  size_t i = 0;
  for (const uint64_t argument : arguments) data.args[i++] = argument;
  return Evaluate(filter, data);
}

constexpr uint32_t Refused(int error) { return SECCOMP_RET_ERRNO | static_cast<uint32_t>(error); }

TEST(Filter, EveryRowDoesWhatItSays) {
  const SyscallFilter filter = BuildFilter({});
  ASSERT_LT(filter.code.size(), 4096u);
  const std::map<std::string_view, uint32_t> meaning = {
      {"Allow", SECCOMP_RET_ALLOW}, {"NotFound", Refused(ENOENT)},       {"Denied", Refused(EPERM)},
      {"Absent", Refused(ENOSYS)},  {"Fatal", SECCOMP_RET_KILL_PROCESS}, {"Forker", Refused(EPERM)},
      {"Threader", Refused(EPERM)},
  };
  std::set<int> numbers;
  for (const SyscallRow& row : SyscallTable()) {
    EXPECT_TRUE(numbers.insert(row.number).second) << row.name << " has two rows";
    EXPECT_FALSE(row.reason.empty()) << row.name;
    if (row.verdict == "Checked" || row.verdict == "Asked") continue;
    ASSERT_TRUE(meaning.contains(row.verdict)) << row.verdict;
    EXPECT_EQ(Ask(filter, row.number), meaning.at(row.verdict)) << row.name;
  }
  // What has no row is denied, and what is newer than the table is absent.
  for (int number = 0; number <= kNewestSyscall; ++number) {
    if (numbers.contains(number)) continue;
    EXPECT_EQ(Ask(filter, number), Refused(EPERM)) << number;
  }
  for (int number = kNewestSyscall + 1; number < kNewestSyscall + 100; ++number) {
    EXPECT_EQ(Ask(filter, number), Refused(ENOSYS)) << number;
  }
}

TEST(Filter, OtherArchitecturesAreKilled) {
  for (const FilterKind kind : {FilterKind::kWorker, FilterKind::kTemplate, FilterKind::kAsks}) {
    const SyscallFilter filter = BuildFilter({.kind = kind});
    EXPECT_EQ(Ask(filter, __NR_write, {}, AUDIT_ARCH_I386), SECCOMP_RET_KILL_PROCESS);
    EXPECT_EQ(Ask(filter, __NR_write, {}, AUDIT_ARCH_ARM), SECCOMP_RET_KILL_PROCESS);
#if defined(__x86_64__)
    EXPECT_EQ(Ask(filter, 0x40000000 | __NR_write), SECCOMP_RET_KILL_PROCESS);
    EXPECT_EQ(Ask(filter, -1), SECCOMP_RET_KILL_PROCESS);
#endif
  }
}

TEST(Filter, ArgumentsAreChecked) {
  SyscallFilter filter = BuildFilter({});
  ASSERT_EQ(filter.own_pid.size(), 2u);
  for (const size_t place : filter.own_pid) filter.code[place].k = 77;
  const uint32_t yes = SECCOMP_RET_ALLOW;
  const uint32_t no = Refused(EPERM);
  const struct {
    const char* what;
    int number;
    std::initializer_list<uint64_t> arguments;
    uint32_t answer;
  } cases[] = {
      {"plain memory", __NR_mmap, {0, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE}, yes},
      {"executable memory", __NR_mmap, {0, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE}, no},
      {"huge pages", __NR_mmap, {0, 4096, PROT_READ, MAP_PRIVATE | MAP_HUGETLB}, no},
      {"mprotect", __NR_mprotect, {0, 4096, PROT_READ}, yes},
      {"mprotect, executable", __NR_mprotect, {0, 4096, PROT_EXEC}, no},
      {"fstat", __NR_newfstatat, {1, 0, 0, AT_EMPTY_PATH}, yes},
      {"stat", __NR_newfstatat, {1, 0, 0, 0}, no},
      {"isatty", __NR_ioctl, {0, TCGETS}, yes},
      {"typing for the terminal", __NR_ioctl, {0, 0x5412}, no},
      // The kernel takes 32 bits of a command; the upper half must not make another of it.
      {"typing, with upper bits", __NR_ioctl, {0, 0x100005412}, no},
      {"fcntl flags", __NR_fcntl, {0, F_GETFL}, yes},
      {"fcntl duplicate", __NR_fcntl, {0, F_DUPFD}, no},
      {"fcntl lock", __NR_fcntl, {0, F_SETLK}, no},
      {"kill oneself", __NR_kill, {77, SIGKILL}, yes},
      {"kill oneself, sign-extended", __NR_kill, {0xFFFFFFFF0000004D, SIGKILL}, yes},
      {"kill another", __NR_kill, {78, SIGKILL}, no},
      {"kill all", __NR_kill, {0xFFFFFFFFFFFFFFFF, SIGKILL}, no},
      {"kill all, 32 bits", __NR_kill, {0xFFFFFFFF, SIGKILL}, no},
      {"kill the keeper", __NR_kill, {1, SIGKILL}, no},
      {"kill the group", __NR_kill, {0, SIGKILL}, no},
      {"tgkill another", __NR_tgkill, {1, 1, SIGKILL}, no},
      {"read a limit", __NR_prlimit64, {0, 7, 0, 0x1000}, yes},
      {"set a limit", __NR_prlimit64, {0, 7, 0x1000, 0}, no},
      {"set a limit, address in the upper half", __NR_prlimit64, {0, 7, 0x100000000, 0}, no},
      {"another's limit", __NR_prlimit64, {1, 7, 0, 0x1000}, no},
      {"clone with namespaces", __NR_clone, {CLONE_NEWUSER | SIGCHLD}, no},
      {"clone as the keeper does", __NR_clone, {kWorkerFlags}, no},
      {"clone of what is no thread", __NR_clone, {kThreadFlags & ~uint64_t{CLONE_SIGHAND}}, no},
      {"clone with an upper bit", __NR_clone, {kThreadFlags | (uint64_t{1} << 33)}, no},
  };
  for (const auto& one : cases)
    EXPECT_EQ(Ask(filter, one.number, one.arguments), one.answer) << one.what;
}

// What two filters of one process say together: the stricter of their answers.
uint32_t Both(const SyscallFilter& own, const SyscallFilter& asks, int number,
              std::initializer_list<uint64_t> arguments = {}) {
  const uint32_t first = Ask(own, number, arguments);
  const uint32_t second = Ask(asks, number, arguments);
  const auto action = [](uint32_t answer) {
    return static_cast<int32_t>(answer & SECCOMP_RET_ACTION_FULL);
  };
  return action(first) <= action(second) ? first : second;
}

TEST(Filter, TheKeeperIsAskedAndNobodyElseForks) {
  const SyscallFilter asks = BuildFilter({.kind = FilterKind::kAsks});
  const SyscallFilter worker = BuildFilter({});
  const SyscallFilter source = BuildFilter({.kind = FilterKind::kTemplate});
  const SyscallFilter deaf = BuildFilter({.asks = false});
  for (const uint64_t flags : {kThreadFlags, kCallFlags, kForkFlags, uint64_t{SIGCHLD},
                               uint64_t{CLONE_VM | CLONE_VFORK | SIGCHLD}}) {
    EXPECT_EQ(Both(worker, asks, __NR_clone, {flags}), SECCOMP_RET_USER_NOTIF) << flags;
    EXPECT_EQ(Both(source, asks, __NR_clone, {flags}), SECCOMP_RET_USER_NOTIF) << flags;
    EXPECT_EQ(Ask(deaf, __NR_clone, {flags}), Refused(EPERM)) << flags;
  }
  for (const uint64_t flags : std::initializer_list<uint64_t>{
           0, kWorkerFlags, kCallFlags | CLONE_VM, kCallFlags | CLONE_NEWUSER,
           kThreadFlags | CLONE_NEWPID, kThreadFlags | CLONE_UNTRACED,
           kCallFlags | (uint64_t{1} << 32), CLONE_VM | CLONE_THREAD | CLONE_SIGHAND}) {
    EXPECT_EQ(Both(worker, asks, __NR_clone, {flags}), Refused(EPERM)) << flags;
    EXPECT_EQ(Both(source, asks, __NR_clone, {flags}), Refused(EPERM)) << flags;
  }
  // The keeper itself never waits for its own answer.
  EXPECT_EQ(Ask(asks, __NR_clone, {kWorkerFlags}), SECCOMP_RET_ALLOW);
  EXPECT_EQ(Ask(asks, __NR_kill, {static_cast<uint64_t>(-7), SIGKILL}), SECCOMP_RET_ALLOW);
  EXPECT_EQ(Ask(asks, __NR_tgkill, {7, 7, 0}), SECCOMP_RET_ALLOW);
  EXPECT_EQ(Ask(asks, __NR_write), SECCOMP_RET_ALLOW);
  EXPECT_EQ(Ask(asks, __NR_exit), SECCOMP_RET_ALLOW);
}

TEST(Filter, SignalsOfATemplatesFamilyAreAskedAbout) {
  const SyscallFilter asks = BuildFilter({.kind = FilterKind::kAsks});
  const SyscallFilter source = BuildFilter({.kind = FilterKind::kTemplate});
  EXPECT_EQ(Both(source, asks, __NR_kill, {7, SIGKILL}), SECCOMP_RET_USER_NOTIF);
  EXPECT_EQ(Both(source, asks, __NR_kill, {0, SIGKILL}), SECCOMP_RET_USER_NOTIF);
  EXPECT_EQ(Both(source, asks, __NR_tgkill, {7, 7, SIGKILL}), SECCOMP_RET_USER_NOTIF);
  // Nobody is asked about groups.
  for (const uint64_t group : {static_cast<uint64_t>(-1), static_cast<uint64_t>(-7),
                               uint64_t{0xFFFFFFFF}, uint64_t{0x80000000}}) {
    EXPECT_EQ(Both(source, asks, __NR_kill, {group, SIGKILL}), Refused(EPERM)) << group;
  }
}

TEST(Filter, ThreadsNeedTheirRows) {
  const SyscallFilter with = BuildFilter({.threads = true});
  for (const int number : {__NR_exit, __NR_rseq}) {
    EXPECT_EQ(Ask(with, number), SECCOMP_RET_ALLOW) << number;
  }
  EXPECT_EQ(Ask(BuildFilter({.kind = FilterKind::kAsks, .threads = true}), __NR_exit),
            SECCOMP_RET_USER_NOTIF);
}

TEST(Filter, OnlyATemplateTakesDescriptors) {
  const SyscallFilter filter = BuildFilter({.kind = FilterKind::kTemplate});
  EXPECT_EQ(Ask(filter, __NR_recvmsg, {kTicketDescriptor}), SECCOMP_RET_ALLOW);
  EXPECT_EQ(Ask(filter, __NR_recvmsg, {3}), Refused(EPERM));
  EXPECT_EQ(Ask(filter, __NR_dup3, {9, 3, 0}), SECCOMP_RET_ALLOW);
  EXPECT_EQ(Ask(filter, __NR_dup3, {9, 4, 0}), Refused(EPERM));
  EXPECT_EQ(Ask(filter, __NR_dup3, {9, 3, O_CLOEXEC}), Refused(EPERM));
  EXPECT_EQ(Ask(filter, __NR_prctl, {PR_SET_PDEATHSIG, SIGKILL}), SECCOMP_RET_ALLOW);
  EXPECT_EQ(Ask(filter, __NR_prctl, {PR_SET_PDEATHSIG, 0}), Refused(EPERM));
  EXPECT_EQ(Ask(filter, __NR_prctl, {PR_SET_DUMPABLE, SIGKILL}), Refused(EPERM));
}

}  // namespace
}  // namespace stockade::executor
