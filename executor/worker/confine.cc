#include "executor/worker/confine.h"

#include <dirent.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>

#include "executor/descriptor.h"
#include "executor/worker/seccomp.h"

namespace stockade::executor {
namespace {

// Inside the user namespace everybody is nobody, and so is root outside of it.
constexpr unsigned kNobody = 65534;

std::string Why(std::string_view what) { return std::string(what) + ": " + std::strerror(errno); }

// Adds rows to the report, each with the time since the one before or the layer's beginning.
class Layer {
 public:
  explicit Layer(FacilityReport* report) : report_(report) {}
  void Add(std::string_view name, bool active, std::string detail) {
    const Clock::time_point now = Clock::now();
    report_->push_back({std::string(name), active, std::move(detail), {.start = now - since_}});
    since_ = now;
  }

 private:
  using Clock = std::chrono::steady_clock;
  FacilityReport* report_;
  Clock::time_point since_ = Clock::now();
};

bool WriteFile(const char* path, const std::string& text) {
  const int fd = open(path, O_WRONLY | O_CLOEXEC);
  if (fd < 0) return false;
  const bool written = write(fd, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  const int error = errno;
  close(fd);
  errno = error;
  return written;
}

bool BecomeNobody() {
  if (setgroups(0, nullptr) != 0 && errno != EPERM) return false;
  if (setresgid(kNobody, kNobody, kNobody) != 0 || setresuid(kNobody, kNobody, kNobody) != 0)
    return false;
  // Changing ids made /proc/self root's; the maps of the user namespace are written there.
  return prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) == 0;
}

// Root loses its privileges by trying, so a child tries first.
bool UserNamespaceWorksForNobody(int* error) {
  const pid_t child = fork();
  if (child == 0) {
    if (!BecomeNobody() || unshare(CLONE_NEWUSER) != 0) _exit(errno == 0 ? 1 : errno);
    _exit(0);
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  *error = WIFEXITED(status) ? WEXITSTATUS(status) : EPERM;
  return child > 0 && *error == 0;
}

bool EnterUserNamespace(std::string* why) {
  if (geteuid() == 0) {
    int error = 0;
    if (!UserNamespaceWorksForNobody(&error)) {
      errno = error;
      *why = Why("unshare");
      return false;
    }
    if (!BecomeNobody()) {
      *why = Why("becoming nobody");
      return false;
    }
  }
  const unsigned uid = geteuid();
  const unsigned gid = getegid();
  if (unshare(CLONE_NEWUSER) != 0) {
    *why = Why("unshare");
    return false;
  }
  const std::string inside = std::to_string(kNobody) + " ";
  if (!WriteFile("/proc/self/setgroups", "deny") ||
      !WriteFile("/proc/self/uid_map", inside + std::to_string(uid) + " 1") ||
      !WriteFile("/proc/self/gid_map", inside + std::to_string(gid) + " 1")) {
    *why = Why("writing the id maps");
    return false;
  }
  return true;
}

struct NamespaceRow {
  std::string_view name;
  int flag;
};
constexpr NamespaceRow kNamespaces[] = {
    {"pid-namespace", CLONE_NEWPID},     {"mount-namespace", CLONE_NEWNS},
    {"network-namespace", CLONE_NEWNET}, {"ipc-namespace", CLONE_NEWIPC},
    {"uts-namespace", CLONE_NEWUTS},
};

// The host's mounts are taken out of the namespace altogether.
bool PivotToEmptyRoot(std::string* why) {
  if (mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) {
    *why = Why("making mounts private");
    return false;
  }
  // Any directory serves as the place of the new root: what is under it is not seen again.
  constexpr const char* kPlaces[] = {"/tmp", "/var", "/run", "/usr", "/etc"};
  const char* place = nullptr;
  for (const char* candidate : kPlaces) {
    if (mount("stockade", candidate, "tmpfs", MS_NOSUID | MS_NODEV | MS_NOEXEC,
              "size=4096,nr_inodes=1,mode=0555") == 0) {
      place = candidate;
      break;
    }
  }
  if (place == nullptr) {
    *why = Why("mounting a tmpfs");
    return false;
  }
  if (chdir(place) != 0 || syscall(__NR_pivot_root, ".", ".") != 0) {
    *why = Why("pivot_root");
    return false;
  }
  if (umount2(".", MNT_DETACH) != 0 || chdir("/") != 0) {
    *why = Why("detaching the host's root");
    return false;
  }
  if (mount(nullptr, "/", nullptr,
            MS_REMOUNT | MS_BIND | MS_RDONLY | MS_NOSUID | MS_NODEV | MS_NOEXEC, nullptr) != 0) {
    *why = Why("making the root read-only");
    return false;
  }
  return true;
}

// fsopen(2) and its kin; older C libraries have no names for these.
constexpr unsigned kCloseOnExec = 1;                  // FSOPEN_CLOEXEC, FSMOUNT_CLOEXEC
constexpr unsigned kSetString = 1;                    // FSCONFIG_SET_STRING
constexpr unsigned kCreate = 6;                       // FSCONFIG_CMD_CREATE
constexpr unsigned kReadOnlyNoSuidNoDevNoExec = 0xF;  // MOUNT_ATTR_*

// Where `/` is no mount point (a process in a chroot), nothing can be pivoted. A tmpfs that is
// attached nowhere becomes the root instead: it is its own parent, so `..` ends there, and nothing
// propagates to the host. The host's mounts stay in the namespace without a way to them: no
// descriptor of the zygote is a folder, and the capability to chroot again goes in DropPrivileges.
bool ChrootToEmptyRoot(std::string* why) {
  const Descriptor context(static_cast<int>(syscall(__NR_fsopen, "tmpfs", kCloseOnExec)));
  constexpr const char* kSettings[][2] = {{"size", "4096"}, {"nr_inodes", "1"}, {"mode", "0555"}};
  bool made = static_cast<bool>(context);
  for (const auto& [key, value] : kSettings) {
    made = made && syscall(__NR_fsconfig, context.get(), kSetString, key, value, 0) == 0;
  }
  made = made && syscall(__NR_fsconfig, context.get(), kCreate, nullptr, nullptr, 0) == 0;
  const Descriptor root(made ? static_cast<int>(syscall(__NR_fsmount, context.get(), kCloseOnExec,
                                                        kReadOnlyNoSuidNoDevNoExec))
                             : -1);
  if (!root) {
    *why = Why("making a detached tmpfs");
    return false;
  }
  if (fchdir(root.get()) != 0 || chroot(".") != 0 || chdir("/") != 0) {
    *why = Why("chroot to a detached tmpfs");
    return false;
  }
  return true;
}

// True: nothing but an empty folder that cannot be written to is under `/` and above it.
bool RootIsEmpty() {
  struct stat root {
  }, above{}, old{};
  struct statvfs mounted {};
  return stat("/", &root) == 0 && stat("/..", &above) == 0 && root.st_ino == above.st_ino &&
         root.st_dev == above.st_dev && statvfs("/", &mounted) == 0 &&
         (mounted.f_flag & ST_RDONLY) != 0 && stat("/proc", &old) != 0 && stat("/etc", &old) != 0;
}

// Says in `how` what was done, or why it could not be.
bool ReplaceRoot(std::string* how) {
  std::string why;
  if (PivotToEmptyRoot(how)) {
    *how = "read-only tmpfs";
  } else if (ChrootToEmptyRoot(&why)) {
    *how = "read-only tmpfs, by chroot (" + *how + ")";
  } else {
    *how += "; " + why;
    return false;
  }
  if (RootIsEmpty()) return true;
  *how = "the host's files are still there";
  return false;
}

// linux/landlock.h of Debian 12 ends at ABI 2; these are the kernel's numbers beyond it.
struct LandlockAttributes {
  uint64_t files, network, scopes;
};
struct LandlockAbi {
  int abi;           // from this one on
  uint64_t files;    // LANDLOCK_ACCESS_FS_*
  uint64_t network;  // LANDLOCK_ACCESS_NET_*
  uint64_t scopes;   // LANDLOCK_SCOPE_*
  size_t size;       // of the attributes that this ABI knows
};
constexpr LandlockAbi kLandlockAbis[] = {
    {1, (1u << 13) - 1, 0, 0, 8},   // files
    {2, (1u << 14) - 1, 0, 0, 8},   // and linking between folders
    {3, (1u << 15) - 1, 0, 0, 8},   // and truncation
    {4, (1u << 15) - 1, 3, 0, 16},  // and TCP bind and connect
    {5, (1u << 16) - 1, 3, 0, 16},  // and ioctl on devices
    {6, (1u << 16) - 1, 3, 3, 24},  // and abstract sockets and signals
};
constexpr uint32_t kLandlockAskVersion = 1;

struct LimitRow {
  __rlimit_resource resource;
  rlim_t value;
  const char* name;
};
constexpr LimitRow kZygoteLimits[] = {
    {RLIMIT_CORE, 0, "core"}, {RLIMIT_MEMLOCK, 0, "memlock"}, {RLIMIT_MSGQUEUE, 0, "msgqueue"},
    {RLIMIT_NICE, 0, "nice"}, {RLIMIT_RTPRIO, 0, "rtprio"},   {RLIMIT_LOCKS, 0, "locks"},
};
constexpr rlim_t kStackBytes = 8u << 20;

bool SetLimit(__rlimit_resource resource, rlim_t value) {
  rlimit limit{};
  if (getrlimit(resource, &limit) != 0) return false;
  limit.rlim_max = std::min(limit.rlim_max, value);
  limit.rlim_cur = limit.rlim_max;
  return setrlimit(resource, &limit) == 0;
}

constexpr int kPrSetMdwe = 65;
constexpr unsigned long kMdweRefuseExecGain = 1;

}  // namespace

void EnterNamespaces(FacilityReport* report) {
  Layer layer(report);
  std::string why;
  const bool user = EnterUserNamespace(&why);
  layer.Add("user-namespace", user, user ? "nobody inside, an ordinary user outside" : why);
  for (const NamespaceRow& row : kNamespaces) {
    const bool made = unshare(row.flag) == 0;
    layer.Add(row.name, made, made ? "" : Why("unshare"));
  }
  // Best effort: in a namespace of its own the name is the host's until it is set.
  if (report->back().active && sethostname("stockade", 8) != 0)
    report->back().detail = Why("sethostname");
}

void EnterEmptyRoot(FacilityReport* report) {
  Layer layer(report);
  const bool own_mounts = std::any_of(report->begin(), report->end(), [](const Facility& facility) {
    return facility.name == "mount-namespace" && facility.active;
  });
  std::string how = "there is no mount namespace";
  const bool emptied = own_mounts && ReplaceRoot(&how);
  layer.Add("empty-root", emptied, how);
}

void DropPrivileges(FacilityReport* report) {
  Layer layer(report);
  std::string why;
  prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  for (unsigned long capability = 0; capability < 64; ++capability) {
    prctl(PR_CAPBSET_DROP, capability, 0, 0, 0);
  }
  // Root without a user namespace: from here on nobody.
  if (geteuid() == 0 && !BecomeNobody()) why = Why("becoming nobody");
  prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct none[2] = {};
  __user_cap_data_struct now[2] = {};
  if (syscall(__NR_capset, &header, none) != 0) why = Why("capset");
  if (syscall(__NR_capget, &header, now) != 0 || std::memcmp(now, none, sizeof none) != 0) {
    why = "capabilities are left";
  }
  layer.Add("no-capabilities", why.empty(), why.empty() ? "every set is empty" : why);
  const bool ordinary = geteuid() != 0 && getuid() != 0;
  layer.Add("ordinary-user", ordinary, "uid " + std::to_string(getuid()) + " inside");
  const bool locked = prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1;
  layer.Add("no-new-privs", locked, locked ? "" : Why("prctl"));
}

void CloseLandlock(FacilityReport* report) {
  Layer layer(report);
  const long abi = syscall(__NR_landlock_create_ruleset, nullptr, 0, kLandlockAskVersion);
  if (abi < 1) {
    layer.Add("landlock", false, abi < 0 ? Why("landlock_create_ruleset") : "no ABI");
    return;
  }
  const LandlockAbi* known = &kLandlockAbis[0];
  for (const LandlockAbi& row : kLandlockAbis) {
    if (row.abi <= abi) known = &row;
  }
  const LandlockAttributes attributes{known->files, known->network, known->scopes};
  const long rules = syscall(__NR_landlock_create_ruleset, &attributes, known->size, 0);
  bool closed = rules >= 0;
  if (closed) {
    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    closed = syscall(__NR_landlock_restrict_self, static_cast<int>(rules), 0) == 0;
  }
  const std::string why = closed ? "ABI " + std::to_string(abi) : Why("landlock");
  if (rules >= 0) close(static_cast<int>(rules));
  layer.Add("landlock", closed, why);
}

void HardenMemory(FacilityReport* report) {
  Layer layer(report);
  const bool sealed = prctl(kPrSetMdwe, kMdweRefuseExecGain, 0, 0, 0) == 0;
  layer.Add(
      "no-write-execute", sealed,
      sealed ? "PR_SET_MDWE" : Why("PR_SET_MDWE") + "; the system-call filter refuses it alone");
  const bool hidden = prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0;
  layer.Add("not-dumpable", hidden, hidden ? "" : Why("prctl"));
}

void LimitZygote(FacilityReport* report) {
  Layer layer(report);
  std::string why;
  for (const LimitRow& row : kZygoteLimits) {
    if (!SetLimit(row.resource, row.value)) why = Why(row.name);
  }
  rlimit stack{};
  getrlimit(RLIMIT_STACK, &stack);
  stack.rlim_cur = std::min(stack.rlim_max, kStackBytes);
  if (setrlimit(RLIMIT_STACK, &stack) != 0) why = Why("stack");
  // The keeper holds a few descriptors for each worker.
  rlimit files{};
  if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
    files.rlim_cur = files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
  }
  layer.Add("rlimits", why.empty(), why);
}

void ReportKernel(FacilityReport* report) {
  Layer layer(report);
  const bool filters = HasSeccompAction(SECCOMP_RET_KILL_PROCESS);
  layer.Add("seccomp", filters, filters ? "default-deny filter in every worker" : Why("seccomp"));
  const long pidfd = syscall(__NR_pidfd_open, getpid(), 0);
  layer.Add("pidfd", pidfd >= 0, pidfd >= 0 ? "" : Why("pidfd_open"));
  if (pidfd >= 0) close(static_cast<int>(pidfd));
}

uint64_t AddressSpaceInUse(uint64_t guess) {
  const auto page = static_cast<uint64_t>(sysconf(_SC_PAGESIZE));
  rlimit before{};
  getrlimit(RLIMIT_AS, &before);
  // Another page is refused exactly when (pages in use + 1) is over the limit.
  const auto fits = [&](uint64_t pages) {
    rlimit probe = before;
    probe.rlim_cur = pages * page;
    if (setrlimit(RLIMIT_AS, &probe) != 0) return true;
    void* extra = mmap(nullptr, page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (extra == MAP_FAILED) return false;
    munmap(extra, page);
    return true;
  };
  // Outwards from the guess, in steps that double, until the answer lies between; then inwards.
  constexpr uint64_t kMost = 1ull << 50;
  uint64_t high = guess / page + 1;
  uint64_t low = high - 1;
  for (uint64_t step = 1; !fits(high) && high < kMost; step *= 2) low = high, high += step;
  for (uint64_t step = 1; low > 0 && fits(low); step *= 2) high = low, low -= std::min(low, step);
  while (high - low > 1) {
    const uint64_t middle = low + (high - low) / 2;
    (fits(middle) ? high : low) = middle;
  }
  setrlimit(RLIMIT_AS, &before);
  return (high - 1) * page;
}

bool LimitWorker(const wire::StartMessage& start, WorkerKind kind, uint64_t guess,
                 std::string* error) {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto used = static_cast<rlim_t>(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec);
  // A template forks for as long as it is called; the keeper looks at its clock instead. A
  // session's calls have their limit each, and it is stopped between them.
  const rlim_t seconds =
      kind == WorkerKind::kOneShot ? used + start.cpu_seconds + 2 : RLIM_INFINITY;
  const LimitRow rows[] = {
      {RLIMIT_FSIZE, 0, "file-size"},  // the scratch space is no file
      {RLIMIT_NOFILE, start.open_files, "open-files"},
      {RLIMIT_CPU, seconds, "cpu"},
      {RLIMIT_AS, AddressSpaceInUse(guess) + start.memory_bytes, "memory"},
  };
  for (const LimitRow& row : rows) {
    if (SetLimit(row.resource, row.value)) continue;
    *error = Why(row.name);
    return false;
  }
  // The kernel counts these of all workers together, so it cannot tell how many are this one's: the
  // gate does. A worker that makes none has had all it will have.
  const bool makes_none = kind != WorkerKind::kTemplate && start.threads <= 1;
  if (makes_none && !SetLimit(RLIMIT_NPROC, 0)) {
    *error = Why("processes");
    return false;
  }
  return true;
}

void Yield(bool yields) {
  const sched_param none{};
  // Where a container refuses it, all have the same right of way.
  static_cast<void>(sched_setscheduler(0, yields ? SCHED_BATCH : SCHED_OTHER, &none));
}

void CloseFrom(int first) {
  if (syscall(__NR_close_range, first, ~0u, 0) == 0) return;
  rlimit files{};
  getrlimit(RLIMIT_NOFILE, &files);
  const int last = static_cast<int>(std::min<rlim_t>(files.rlim_cur, 1 << 20));
  for (int fd = first; fd < last; ++fd) close(fd);
}

}  // namespace stockade::executor
