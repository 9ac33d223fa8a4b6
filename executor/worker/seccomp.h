// The system-call filter of workers, made from syscalls.def once in the zygote and loaded in each
// worker as it is: building a filter in every child would cost more than the rest of its
// confinement.
//
//   SyscallFilter filter = BuildFilter(FilterKind::kWorker);       // zygote
//   InstallFilter(filter, getpid(), &error);                       // worker, last step before it
//   reads
#pragma once

#include <linux/filter.h>
#include <sys/types.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace stockade::executor {

enum class FilterKind : uint8_t {
  kWorker,    // the table, with every Forker row denied
  kTemplate,  // the table, with the Forker rows open: loaded over kForkAsks
  kForkAsks,  // allows all but clone, which waits for the listener's answer
};

struct SyscallFilter {
  std::vector<sock_filter> code;
  std::vector<size_t> own_pid;  // instructions whose constant is the process' own pid
};

// The newest call of the headers that this was built with; later numbers are ENOSYS.
extern const int kNewestSyscall;
// Where a template worker has the socket on which tickets arrive.
inline constexpr int kTicketDescriptor = 4;

// `without`: names of rows that are denied all the same.
SyscallFilter BuildFilter(FilterKind kind, const std::vector<std::string>& without = {});

// Loads it for the calling process and what it forks. Sets no_new_privs first. `own_pid` of a
// template is kNoPid, for its children have other pids and may not signal each other.
inline constexpr pid_t kNoPid = 0x7FFFFFFF;
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
