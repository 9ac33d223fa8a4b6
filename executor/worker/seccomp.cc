#include "executor/worker/seccomp.h"

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstring>

namespace stockade::executor {
namespace {

#if defined(__x86_64__)
constexpr uint32_t kArchitecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr uint32_t kArchitecture = AUDIT_ARCH_AARCH64;
#else
#error "stockade-worker has no system-call table for this architecture"
#endif

enum class Treatment : uint8_t {
  Allow,
  Checked,
  Forker,
  Threader,
  Asked,
  NotFound,
  Denied,
  Absent,
  Fatal
};

struct Row {
  int number;
  const char* name;
  Treatment treatment;
  const char* verdict;
  const char* reason;
};

struct Condition {
  uint32_t argument;
  uint64_t mask, value;
};
struct ArgumentRow {
  int number;
  Condition first, second;
};

// Values of conditions that are known later: no argument has them otherwise.
constexpr uint64_t kOwnPid = 0xFEEDFACE;

// The table includes headers' constants of several widths; all of them are meant as 64 bits.
constexpr uint64_t Wide(uint64_t value) { return value; }
constexpr uint64_t Wide(int value) { return static_cast<uint32_t>(value); }
constexpr uint64_t Wide(unsigned value) { return value; }

constexpr Row kRows[] = {
#define STOCKADE_SYSCALL(name, verdict, reason) \
  {__NR_##name, #name, Treatment::verdict, #verdict, reason},
#include "executor/worker/syscalls.def"
};
constexpr ArgumentRow kArguments[] = {
#define STOCKADE_ARGUMENT(name, argument, mask, value, argument2, mask2, value2) \
  {__NR_##name, {argument, Wide(mask), Wide(value)}, {argument2, Wide(mask2), Wide(value2)}},
#include "executor/worker/syscalls.def"
};

constexpr uint32_t Error(int number) {
  return SECCOMP_RET_ERRNO | (static_cast<uint32_t>(number) & SECCOMP_RET_DATA);
}

constexpr uint32_t kNumberOffset = offsetof(seccomp_data, nr);
constexpr uint32_t kArchitectureOffset = offsetof(seccomp_data, arch);
constexpr uint32_t ArgumentOffset(uint32_t argument, bool high) {
  return static_cast<uint32_t>(offsetof(seccomp_data, args)) + argument * 8 + (high ? 4 : 0);
}

class Builder {
 public:
  void Load(uint32_t offset) { Add(BPF_LD | BPF_W | BPF_ABS, offset); }
  void And(uint32_t mask) { Add(BPF_ALU | BPF_AND | BPF_K, mask); }
  void Return(uint32_t action) { Add(BPF_RET | BPF_K, action); }
  // If the accumulator is (not) `value`, returns `action`; goes on otherwise.
  void ReturnIf(uint32_t value, uint32_t action) {
    Jump(BPF_JEQ, value, 0, 1);
    Return(action);
  }
  void ReturnIfAbove(uint32_t value, uint32_t action) {
    Jump(BPF_JGT, value, 0, 1);
    Return(action);
  }
  void ReturnUnless(uint32_t value, uint32_t action) {
    Jump(BPF_JEQ, value, 1, 0);
    Return(action);
  }
  void Jump(uint16_t operation, uint32_t value, uint8_t if_true, uint8_t if_false) {
    filter.code.push_back(
        {static_cast<uint16_t>(BPF_JMP | operation | BPF_K), if_true, if_false, value});
  }
  void Add(int operation, uint32_t value) {
    filter.code.push_back({static_cast<uint16_t>(operation), 0, 0, value});
  }

  SyscallFilter filter;
};

// One half of a condition: load, mask, compare. Tests that fail are to jump to the end of the row's
// block, which is known only then; their places go to `misses`.
void TestHalf(Builder& out, const Condition& condition, bool high, std::vector<size_t>& misses) {
  const auto mask = static_cast<uint32_t>(high ? condition.mask >> 32 : condition.mask);
  const auto value = static_cast<uint32_t>(high ? condition.value >> 32 : condition.value);
  if (mask == 0) return;
  out.Load(ArgumentOffset(condition.argument, high));
  if (mask != UINT32_MAX) out.And(mask);
  if (!high && condition.value == kOwnPid) out.filter.own_pid.push_back(out.filter.code.size());
  misses.push_back(out.filter.code.size());
  out.Jump(BPF_JEQ, value, 0, 0);
}

// A row with conditions: if the number fits, one of them must hold, else EPERM.
// `any_pid`: whose pid it is, the keeper will say.
void AddChecked(Builder& out, const Row& row, bool any_pid) {
  Builder block;
  bool has_conditions = false;
  for (const ArgumentRow& argument : kArguments) {
    if (argument.number != row.number) continue;
    has_conditions = true;
    std::vector<size_t> misses;
    for (Condition condition : {argument.first, argument.second}) {
      // Any process, but no group and not everybody: of those nobody is asked.
      if (any_pid && condition.value == kOwnPid) condition = {condition.argument, 1u << 31, 0};
      TestHalf(block, condition, false, misses);
      TestHalf(block, condition, true, misses);
    }
    block.Return(SECCOMP_RET_ALLOW);
    for (size_t miss : misses) {
      block.filter.code[miss].jf = static_cast<uint8_t>(block.filter.code.size() - miss - 1);
    }
  }
  block.Return(has_conditions ? Error(EPERM) : SECCOMP_RET_ALLOW);
  out.Jump(BPF_JEQ, static_cast<uint32_t>(row.number), 0,
           static_cast<uint8_t>(block.filter.code.size()));
  const size_t base = out.filter.code.size();
  for (size_t place : block.filter.own_pid) out.filter.own_pid.push_back(base + place);
  out.filter.code.insert(out.filter.code.end(), block.filter.code.begin(), block.filter.code.end());
}

// Architecture first: the numbers mean other calls elsewhere. x32 shares the architecture and sets
// a bit.
void AddPrologue(Builder& out) {
  out.Load(kArchitectureOffset);
  out.ReturnUnless(kArchitecture, SECCOMP_RET_KILL_PROCESS);
  out.Load(kNumberOffset);
#if defined(__x86_64__)
  out.ReturnIfAbove(0x3FFFFFFF, SECCOMP_RET_KILL_PROCESS);
#endif
}

bool SetNoNewPrivileges(std::string* error) {
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0) return true;
  *error = std::string("no_new_privs: ") + std::strerror(errno);
  return false;
}

}  // namespace

const int kNewestSyscall = __NR_set_mempolicy_home_node;

namespace {

// What the keeper is asked about, of all its workers; not of itself, or it would wait for itself.
// Its kill reaches groups (a negative number), its tgkill sends nothing (0).
SyscallFilter BuildAsks(const FilterOptions& options) {
  Builder out;
  AddPrologue(out);
  for (const Row& row : kRows) {
    if (row.treatment != Treatment::Asked || row.number == __NR_clone) continue;
    out.ReturnIf(static_cast<uint32_t>(row.number), SECCOMP_RET_USER_NOTIF);
  }
  if (options.threads) out.ReturnIf(__NR_exit, SECCOMP_RET_USER_NOTIF);
  out.Jump(BPF_JEQ, __NR_kill, 0, 4);
  out.Load(ArgumentOffset(0, false));
  out.Jump(BPF_JGT, 0x7FFFFFFF, 0, 1);
  out.Return(SECCOMP_RET_ALLOW);
  out.Return(SECCOMP_RET_USER_NOTIF);
  out.Jump(BPF_JEQ, __NR_tgkill, 0, 4);
  out.Load(ArgumentOffset(2, false));
  out.Jump(BPF_JEQ, 0, 0, 1);
  out.Return(SECCOMP_RET_ALLOW);
  out.Return(SECCOMP_RET_USER_NOTIF);
  out.ReturnUnless(__NR_clone, SECCOMP_RET_ALLOW);
  out.Load(ArgumentOffset(0, false));
  out.ReturnUnless(static_cast<uint32_t>(kWorkerFlags), SECCOMP_RET_USER_NOTIF);
  out.Load(ArgumentOffset(0, true));
  out.ReturnUnless(0, SECCOMP_RET_USER_NOTIF);
  out.Return(SECCOMP_RET_ALLOW);
  return out.filter;
}

}  // namespace

SyscallFilter BuildFilter(const FilterOptions& options) {
  if (options.kind == FilterKind::kAsks) return BuildAsks(options);
  Builder out;
  AddPrologue(out);
  out.ReturnIfAbove(static_cast<uint32_t>(kNewestSyscall), Error(ENOSYS));
  const bool is_template = options.kind == FilterKind::kTemplate;
  const bool any_pid = is_template && options.asks;
  for (const Row& row : kRows) {
    const auto number = static_cast<uint32_t>(row.number);
    if (std::find(options.without.begin(), options.without.end(), row.name) !=
        options.without.end()) {
      continue;
    }
    switch (row.treatment) {
      case Treatment::Allow:
        out.ReturnIf(number, SECCOMP_RET_ALLOW);
        break;
      case Treatment::Checked:
        AddChecked(out, row, any_pid);
        // The block has put an argument into the accumulator, but only on its way to a return.
        break;
      case Treatment::Forker:
        if (is_template) AddChecked(out, row, any_pid);
        break;
      case Treatment::Threader:
        if (options.threads) out.ReturnIf(number, SECCOMP_RET_ALLOW);
        break;
      case Treatment::Asked:
        if (options.asks) AddChecked(out, row, any_pid);
        break;
      case Treatment::NotFound:
        out.ReturnIf(number, Error(ENOENT));
        break;
      case Treatment::Denied:
        break;
      case Treatment::Absent:
        out.ReturnIf(number, Error(ENOSYS));
        break;
      case Treatment::Fatal:
        out.ReturnIf(number, SECCOMP_RET_KILL_PROCESS);
        break;
    }
  }
  out.Return(Error(EPERM));
  return out.filter;
}

bool InstallFilter(const SyscallFilter& filter, pid_t own_pid, std::string* error) {
  if (!SetNoNewPrivileges(error)) return false;
  std::vector<sock_filter> code = filter.code;
  for (size_t place : filter.own_pid) code[place].k = static_cast<uint32_t>(own_pid);
  const sock_fprog program{static_cast<unsigned short>(code.size()), code.data()};
  if (syscall(__NR_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0) return true;
  *error = std::string("seccomp: ") + std::strerror(errno);
  return false;
}

int InstallListeningFilter(const SyscallFilter& filter, std::string* error) {
  if (!SetNoNewPrivileges(error)) return -1;
  std::vector<sock_filter> code = filter.code;
  const sock_fprog program{static_cast<unsigned short>(code.size()), code.data()};
  const long fd =
      syscall(__NR_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_NEW_LISTENER, &program);
  if (fd < 0) *error = std::string("seccomp user notification: ") + std::strerror(errno);
  return static_cast<int>(fd);
}

bool HasSeccompAction(uint32_t action) {
  return syscall(__NR_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
}

const std::vector<SyscallRow>& SyscallTable() {
  static const auto* const table = [] {
    auto* rows = new std::vector<SyscallRow>;
    for (const Row& row : kRows) rows->push_back({row.number, row.name, row.verdict, row.reason});
    return rows;
  }();
  return *table;
}

}  // namespace stockade::executor
