// The system-call filter of workers, made from syscalls.def once in the zygote and loaded in each
// worker as it is: building a filter in every child would cost more than the rest of its
// confinement.
//
//   InstallListeningFilter(BuildFilter({FilterKind::kAsks}), &error);  // zygote; gate.h answers
//   SyscallFilter filter = BuildFilter({FilterKind::kWorker});         // zygote
//   InstallFilter(filter, getpid(), &error);   // worker, last step before it reads
//
// The kernel takes the strictest answer of all filters of a process, and a refusal is stricter than
// a question: what a worker's own filter refuses never reaches the keeper.
#pragma once

#include <linux/filter.h>
#include <sched.h>
#include <sys/types.h>

#include <csignal>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace stockade::executor {

enum class FilterKind : uint8_t {
  kWorker,    // the table, with every Forker row denied
  kTemplate,  // the table, with the Forker rows open, and signals to anybody: the keeper is asked
  kAsks,      // of the zygote, and so of all: allows everything, or asks the listener
};

struct FilterOptions {
  FilterKind kind = FilterKind::kWorker;
  bool asks = true;                  // a kAsks filter is in force: Asked rows are open
  bool threads = false;              // more than one is allowed: Threader rows are open
  std::vector<std::string> without;  // names of rows that are denied all the same
};

struct SyscallFilter {
  std::vector<sock_filter> code;
  std::vector<size_t> own_pid;  // instructions whose constant is the process' own pid
};

// The newest call of the headers that this was built with; later numbers are ENOSYS.
extern const int kNewestSyscall;
// Where a template worker has the socket on which tickets arrive.
inline constexpr int kTicketDescriptor = 4;

// Flags of clone that a filter knows. The zygote makes its workers with kWorkerFlags, which no
// other filter lets through and kAsks does not ask about: the one who answers must not have to ask.
inline constexpr uint64_t kThreadFlags = CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND |
                                         CLONE_THREAD | CLONE_SYSVSEM | CLONE_SETTLS |
                                         CLONE_PARENT_SETTID | CLONE_CHILD_CLEARTID;
inline constexpr uint64_t kCallFlags = CLONE_PARENT | SIGCHLD;
inline constexpr uint64_t kForkFlags = CLONE_CHILD_SETTID | CLONE_CHILD_CLEARTID | SIGCHLD;
inline constexpr uint64_t kWorkerFlags = kForkFlags | CLONE_UNTRACED;

SyscallFilter BuildFilter(const FilterOptions& options);

// Loads it for the calling process and what it forks. Sets no_new_privs first.
// Constants of `own_pid` become this one.
bool InstallFilter(const SyscallFilter& filter, pid_t own_pid, std::string* error);
// The same with a listener for the calls that ask; -1 on failure.
int InstallListeningFilter(const SyscallFilter& filter, std::string* error);

// Does the kernel know SECCOMP_RET_`action`?
bool HasSeccompAction(uint32_t action);

// For tests and documentation.
struct SyscallRow {
  int number;
  std::string_view name, verdict, reason;
};
const std::vector<SyscallRow>& SyscallTable();

}  // namespace stockade::executor
