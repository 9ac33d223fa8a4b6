#include "executor/keeper.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/auxv.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdlib>
#include <cstring>

#include "executor/channel.h"

namespace stockade::executor {
namespace {

using Clock = std::chrono::steady_clock;
using wire::FrameType;

constexpr std::chrono::seconds kStartTime{30};
// Descriptors of the child's start are moved up first, so that none of them is overwritten.
constexpr int kFreePlace = 20;

tl::unexpected<Error> Trouble(ErrorCode code, std::string message) {
  return tl::unexpected(Error{code, std::move(message)});
}

// Waits for `events` on `fd`. False: the deadline came first.
bool WaitFor(int fd, short events, Clock::time_point deadline) {
  while (true) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left < 0) return false;
    pollfd wait{fd, events, 0};
    const int ready = poll(&wait, 1, static_cast<int>(std::min<int64_t>(left, 60'000)));
    if (ready > 0) return true;
    if (ready < 0 && errno != EINTR) return false;
  }
}

// The worker's first frame.
TakeStatus ReadReady(Worker& worker, Clock::time_point deadline, std::string* error) {
  wire::Assembler in(wire::kMaxTextBytes + 64);
  char buffer[512];
  while (in.state() != wire::Assembler::State::kComplete) {
    // Not a byte beyond the frame is taken: what follows belongs to the run.
    const size_t most = in.Missing();
    const ssize_t got =
        recv(worker.channel.get(), buffer, std::min(sizeof buffer, most), MSG_DONTWAIT);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0 && errno == EAGAIN) {
      if (WaitFor(worker.channel.get(), POLLIN, deadline)) continue;
      return TakeStatus::kNoneInTime;
    }
    if (got <= 0 || in.Feed({buffer, static_cast<size_t>(got)}) != static_cast<size_t>(got)) {
      *error = "the worker ended while it got ready";
      return TakeStatus::kFailed;
    }
  }
  wire::ReadyMessage ready;
  if (in.type() != static_cast<uint8_t>(FrameType::kReady) ||
      !wire::DecodeReady(in.payload(), &ready)) {
    *error = "the worker said something else than that it is ready";
    return TakeStatus::kFailed;
  }
  worker.warm_up_microseconds = ready.cpu_microseconds;
  *error = ready.error;
  return error->empty() ? TakeStatus::kWorker : TakeStatus::kFailed;
}

// One worker from the queue on `socket`; `ask` asks for one when none waits.
template <class Ask>
TakeStatus TakeFrom(int socket, Clock::time_point deadline, Worker* worker, std::string* error,
                    Ask ask) {
  Message message;
  ReceiveStatus status = Receive(socket, false, &message);
  if (status == ReceiveStatus::kEmpty) {
    ask();
    while (status == ReceiveStatus::kEmpty) {
      if (!WaitFor(socket, POLLIN, deadline)) return TakeStatus::kNoneInTime;
      status = Receive(socket, false, &message);  // another thread may have been quicker
    }
  }
  if (status != ReceiveStatus::kMessage) return TakeStatus::kKeeperEnded;
  FrameType type{};
  std::string_view payload;
  if (!wire::SplitDatagram(message.bytes, &type, &payload)) return TakeStatus::kKeeperEnded;
  if (type != FrameType::kWorker || message.descriptors.size() != wire::kWorkerDescriptorCount) {
    *error = payload;
    return TakeStatus::kFailed;
  }
  Descriptor* const places[] = {&worker->pidfd, &worker->channel, &worker->out, &worker->err,
                                &worker->status};
  for (size_t i = 0; i < std::size(places); ++i) *places[i] = std::move(message.descriptors[i]);
  return ReadReady(*worker, deadline, error);
}

// The child of the calling program that becomes the launcher; 0 and errno on failure.
pid_t Spawn(const std::string& path, int control, int supervisor) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, control, 3);
  posix_spawn_file_actions_adddup2(&actions, supervisor, 4);
  sigset_t none;
  sigset_t all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  // A session of its own: no terminal, and no part in the caller's job control.
  posix_spawnattr_setflags(
      &attributes,
      static_cast<short>(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSID));
  char name[] = "stockade-worker";
  char* arguments[] = {name, nullptr};
  char* environment[] = {nullptr};
  pid_t child = 0;
  const int error =
      posix_spawn(&child, path.c_str(), &actions, &attributes, arguments, environment);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  errno = error;
  return error == 0 ? child : 0;
}

Descriptor OpenPid(pid_t pid) {
  return Descriptor(static_cast<int>(syscall(__NR_pidfd_open, pid, 0)));
}

wire::StartMessage StartFor(const Policy& policy, int pool, bool probe) {
  wire::StartMessage start;
  start.version = STOCKADE_VERSION;
  start.probe = probe;
  start.guards_off = policy.guards == GuardMode::kOff;
  start.preload = policy.preload;
  start.without_syscalls = policy.without_syscalls;
  start.imports = policy.imports;
  start.modules = policy.modules;
  start.pool = static_cast<uint32_t>(std::max(pool, 0));
  start.memory_bytes = policy.limits.memory_bytes;
  start.open_files = static_cast<uint32_t>(policy.limits.open_files);
  start.threads = static_cast<uint32_t>(policy.limits.threads);
  start.cpu_seconds =
      static_cast<uint32_t>(std::chrono::ceil<std::chrono::seconds>(policy.limits.cpu).count());
  return start;
}

// struct pidfd_info as it was first, and the ioctl that fills it; linux/pidfd.h of Debian 12 is
// older.
struct PidfdInfo {
  uint64_t mask, cgroup;
  uint32_t pid, group, parent;
  uint32_t ids[8];
  int32_t exit_code;
};
static_assert(sizeof(PidfdInfo) == 64);
constexpr uint64_t kPidfdInfoPid = 1;
constexpr unsigned long kPidfdGetInfo = _IOWR(0xFF, 11, PidfdInfo);

// The path of this program as the kernel has it; without /proc, as it was started.
std::string OwnProgram() {
  char self[PATH_MAX];
  const ssize_t length = readlink("/proc/self/exe", self, sizeof self);
  if (length > 0) return std::string(self, static_cast<size_t>(length));
  const auto* started = reinterpret_cast<const char*>(getauxval(AT_EXECFN));
  return started != nullptr && realpath(started, self) != nullptr ? self : "";
}

bool IsProgram(const std::string& path) {
  struct stat info {};
  return stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode) && access(path.c_str(), X_OK) == 0;
}

}  // namespace

Worker& Worker::operator=(Worker&& other) noexcept {
  if (this == &other) return *this;
  Kill();
  pidfd = std::move(other.pidfd);
  channel = std::move(other.channel);
  out = std::move(other.out);
  err = std::move(other.err);
  status = std::move(other.status);
  warm_up_microseconds = other.warm_up_microseconds;
  from_pool = other.from_pool;
  owner = other.owner;
  return *this;
}

namespace {

bool SendSignal(const Descriptor& pidfd, int number) {
  return pidfd && syscall(__NR_pidfd_send_signal, pidfd.get(), number, nullptr, 0) == 0;
}

}  // namespace

bool Worker::Kill() { return owner.IsThisProcess() && SendSignal(pidfd, SIGKILL); }
void Worker::Pause() { SendSignal(pidfd, SIGSTOP); }
void Worker::Resume() { SendSignal(pidfd, SIGCONT); }

pid_t Worker::Pid() const {
  // The kernel's own answer needs no /proc; it is there since Linux 6.13.
  PidfdInfo info{};
  info.mask = kPidfdInfoPid;
  if (ioctl(pidfd.get(), kPidfdGetInfo, &info) == 0 && info.pid > 0) {
    return static_cast<pid_t>(info.pid);
  }
  const std::string path = "/proc/self/fdinfo/" + std::to_string(pidfd.get());
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  char text[512];
  const ssize_t got = file ? read(file.get(), text, sizeof text - 1) : 0;
  if (got <= 0) return 0;
  text[got] = '\0';
  const char* line = std::strstr(text, "\nPid:");
  const long pid = line == nullptr ? 0 : std::strtol(line + 5, nullptr, 10);
  return pid > 0 ? static_cast<pid_t>(pid) : 0;
}

Result<std::unique_ptr<Keeper>> Keeper::Start(const std::string& path, const Policy& policy,
                                              int pool, bool probe) {
  Descriptor ours;
  Descriptor theirs;
  if (!MakeSocketPair(SOCK_SEQPACKET, &ours, &theirs)) {
    return Trouble(ErrorCode::kWorkerFailed,
                   std::string("a socket is needed: ") + std::strerror(errno));
  }
  const Descriptor self = OpenPid(getpid());
  if (!self) {
    return Trouble(ErrorCode::kConfinement,
                   std::string("pidfd_open is needed (Linux 5.3 or newer, not "
                               "hidden by a container's filter): ") +
                       std::strerror(errno));
  }
  Descriptor control(fcntl(theirs.get(), F_DUPFD_CLOEXEC, kFreePlace));
  const Descriptor supervisor(fcntl(self.get(), F_DUPFD_CLOEXEC, kFreePlace));
  theirs.Reset();
  std::unique_ptr<Keeper> keeper(new Keeper);
  keeper->launcher_ = Spawn(path, control.get(), supervisor.get());
  if (keeper->launcher_ == 0) {
    return Trouble(errno == ENOENT ? ErrorCode::kWorkerMissing : ErrorCode::kWorkerFailed,
                   "'" + path + "' could not be started: " + std::strerror(errno));
  }
  keeper->launcher_pidfd_ = OpenPid(keeper->launcher_);
  keeper->control_ = std::move(ours);
  const std::string start =
      wire::Frame(FrameType::kStart, wire::EncodeStart(StartFor(policy, pool, probe)));
  control.Reset();
  if (!Send(keeper->control_.get(), start)) {
    return Trouble(ErrorCode::kWorkerFailed, "'" + path + "' ended before it was ready");
  }
  Message message;
  FrameType type{};
  std::string_view payload;
  wire::HelloMessage hello;
  if (!WaitFor(keeper->control_.get(), POLLIN, Clock::now() + kStartTime)) {
    return Trouble(ErrorCode::kWorkerFailed, "the worker did not start within 30 s");
  }
  if (Receive(keeper->control_.get(), false, &message) != ReceiveStatus::kMessage ||
      !wire::SplitDatagram(message.bytes, &type, &payload) || type != FrameType::kHello ||
      !wire::DecodeHello(payload, &hello)) {
    return Trouble(ErrorCode::kWorkerFailed, "'" + path + "' ended before it was ready");
  }
  if (!message.descriptors.empty()) keeper->zygote_pidfd_ = std::move(message.descriptors[0]);
  if (hello.version != STOCKADE_VERSION) {
    return Trouble(ErrorCode::kWorkerMissing, "'" + path + "' is of version " + hello.version +
                                                  ", this library of version " STOCKADE_VERSION);
  }
  if (!hello.error.empty()) return Trouble(ErrorCode::kWorkerFailed, hello.error);
  keeper->facilities_ = std::move(hello.facilities);
  Worker self_test;
  self_test.pidfd = OpenPid(getpid());
  const bool numbers = self_test.Pid() == getpid();
  // Not ours to kill.
  self_test.pidfd.Reset();
  keeper->facilities_.push_back(
      {"cpu-clock", numbers,
       numbers
           ? ""
           : "Linux 6.13 or /proc is needed to find a worker's clock; RLIMIT_CPU and the keeper's "
             "report after the end take its place"});
  const bool proc = access("/proc/self/status", R_OK) == 0;
  keeper->facilities_.push_back(
      {"proc", proc,
       proc ? ""
            : "not mounted: peak memory is known from the end of a process, and not of the body of "
              "a prepared module"});
  return keeper;
}

Keeper::~Keeper() {
  if (!owner_.IsThisProcess()) return;
  // In a pid namespace the zygote's death is everybody's. Without one its workers die by their
  // parent-death signal; those that wait here are ended by their handles.
  if (zygote_pidfd_) syscall(__NR_pidfd_send_signal, zygote_pidfd_.get(), SIGKILL, nullptr, 0);
  std::vector<Worker> waiting;
  Message message;
  while (control_ && Receive(control_.get(), false, &message) == ReceiveStatus::kMessage) {
    if (message.descriptors.size() != wire::kWorkerDescriptorCount) continue;
    waiting.emplace_back().pidfd = std::move(message.descriptors[wire::kPidFd]);
  }
  control_.Reset();
  if (launcher_ == 0) return;
  if (launcher_pidfd_ &&
      !WaitFor(launcher_pidfd_.get(), POLLIN, Clock::now() + std::chrono::seconds(2))) {
    syscall(__NR_pidfd_send_signal, launcher_pidfd_.get(), SIGKILL, nullptr, 0);
  }
  // Somebody else's wait may have taken it; then there is nothing to reap.
  int status = 0;
  while (waitpid(launcher_, &status, 0) < 0 && errno == EINTR) {
  }
  for (Worker& worker : waiting) {
    worker.Kill();
    WaitFor(worker.pidfd.get(), POLLIN, Clock::now() + std::chrono::seconds(2));
  }
}

bool Keeper::ended() const {
  pollfd wait{control_.get(), 0, 0};
  return poll(&wait, 1, 0) > 0 && (wait.revents & (POLLHUP | POLLERR | POLLNVAL)) != 0;
}

TakeStatus Keeper::Take(Clock::time_point deadline, Worker* worker, std::string* error) {
  bool asked = false;
  return TakeFrom(control_.get(), deadline, worker, error, [&] {
    // Beyond the pool: this run's own worker is asked for now, and not again when it ends.
    if (!asked) Send(control_.get(), wire::Frame(FrameType::kMore, ""));
    asked = true;
    worker->from_pool = false;
  });
}

void Keeper::Refill() { Send(control_.get(), wire::Frame(FrameType::kMore, "")); }

TakeStatus Keeper::TakeSpecial(FrameType kind, Clock::time_point deadline, Worker* worker,
                               Descriptor* socket, std::string* error) {
  Descriptor theirs;
  if (!MakeSocketPair(SOCK_SEQPACKET, socket, &theirs)) {
    *error = std::string("a socket is needed: ") + std::strerror(errno);
    return TakeStatus::kFailed;
  }
  if (!Send(control_.get(), wire::Frame(kind, ""), {theirs.get()})) {
    return TakeStatus::kKeeperEnded;
  }
  theirs.Reset();
  return TakeFrom(socket->get(), deadline, worker, error, [] {});
}

TakeStatus Keeper::TakeTemplate(Clock::time_point deadline, Worker* worker, Descriptor* socket,
                                std::string* error) {
  return TakeSpecial(FrameType::kPrepare, deadline, worker, socket, error);
}

TakeStatus Keeper::TakeSession(Clock::time_point deadline, Worker* worker, std::string* error) {
  Descriptor socket;
  return TakeSpecial(FrameType::kSession, deadline, worker, &socket, error);
}

void Keeper::AskForCall(int socket) { Send(socket, wire::Frame(FrameType::kTicket, "")); }

TakeStatus Keeper::TakeCall(int socket, Clock::time_point deadline, Worker* worker,
                            std::string* error) {
  return TakeFrom(socket, deadline, worker, error, [&] {
    AskForCall(socket);
    worker->from_pool = false;
  });
}

std::string FindWorkerProgram() {
  std::vector<std::string> candidates;
  if (const std::string program = OwnProgram(); !program.empty()) {
    const std::string folder = program.substr(0, program.rfind('/'));
    candidates.push_back(folder + "/stockade-worker");
    candidates.push_back(folder + "/../libexec/stockade/stockade-worker");
  }
#ifdef STOCKADE_WORKER_BUILT
  candidates.push_back(STOCKADE_WORKER_BUILT);
#endif
  candidates.push_back(STOCKADE_WORKER_INSTALLED);
  if (const char* named = std::getenv("STOCKADE_WORKER"); named != nullptr)
    candidates.push_back(named);
  for (const std::string& candidate : candidates) {
    if (IsProgram(candidate)) return candidate;
  }
  return {};
}

}  // namespace stockade::executor
