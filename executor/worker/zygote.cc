#include "executor/worker/zygote.h"

#include <fcntl.h>
#include <malloc.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <ctime>
#include <map>
#include <memory>
#include <vector>

#include "executor/channel.h"
#include "executor/worker/gate.h"
#include "executor/worker/interpreter.h"
#include "executor/worker/measure.h"
#include "executor/worker/one_shot.h"
#include "executor/worker/seccomp.h"

namespace stockade::executor {
namespace {

using wire::FrameType;

// The two sides of a worker's descriptors.
struct Ends {
  Descriptor channel, out, err, status;  // the supervisor's
  Descriptor worker_channel, worker_out, worker_err, write_status;
};

bool MakeEnds(Ends* ends) {
  // The supervisor drains what is there when a run has ended, without waiting for more.
  const auto no_wait = [](const Descriptor& fd) {
    return fcntl(fd.get(), F_SETFL, O_NONBLOCK) == 0;
  };
  return MakeSocketPair(SOCK_STREAM, &ends->channel, &ends->worker_channel) &&
         MakePipe(&ends->out, &ends->worker_out) && MakePipe(&ends->err, &ends->worker_err) &&
         MakePipe(&ends->status, &ends->write_status) && no_wait(ends->out) && no_wait(ends->err) &&
         no_wait(ends->status);
}

// A prepared submission: a worker whose module is loaded, and the calls forked from it. All of them
// are in the process group of the template, which no filter lets them leave.
struct Template {
  pid_t pid = 0;
  Descriptor socket;            // to the supervisor: tickets in, workers out
  Descriptor tickets;           // to the template
  unsigned wanted = 0;          // tickets asked for and not yet begun
  bool forking = false;         // one ticket is under way; `ends` are its descriptors
  bool awaits_threads = false;  // the next one waits, `since` then, for threads that end
  std::chrono::steady_clock::time_point since;
  Ends ends;
  uint64_t begun = 0;                            // tickets so far
  std::chrono::steady_clock::time_point forked;  // when the ticket under way was begun
};

struct Child {
  Descriptor status;     // write end of its status pipe
  bool is_call = false;  // forked from a template
};

// What the supervisor may ask for at a time; more is dropped.
constexpr unsigned kMostTickets = 64;
// A template is not watched by the supervisor between calls, and what was forked from it is hostile
// before its request arrives. So the keeper looks at their clocks once in a while.
constexpr int kLookMilliseconds = 1000;
constexpr size_t kThreadStackBytes = 2u << 20;
constexpr std::chrono::seconds kThreadsTime{1};
constexpr int kWaitMilliseconds = 1;  // for threads that are about to be gone
constexpr std::chrono::seconds kForkTime{10};
constexpr uint64_t kMicrosecondsPerFork = 100'000;

// Where libc keeps the number of the calling thread; a fork by a bare system call is to set it.
void* OwnThreadNumber() {
  void* place = nullptr;
  return prctl(PR_GET_TID_ADDRESS, &place, 0, 0, 0) == 0 ? place : nullptr;
}

class Zygote {
 public:
  explicit Zygote(ZygoteSetup setup)
      : setup_(std::move(setup)),
        thread_number_(OwnThreadNumber()),
        gate_(std::move(setup_.listener), setup_.start.threads,
              [this](pid_t pid, wire::Refusal what) { TellRefusal(pid, what); }) {}

  int Run() {
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    sigprocmask(SIG_BLOCK, &child, nullptr);
    signal(SIGPIPE, SIG_IGN);
    signals_.Reset(signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK));
    FilterOptions filter{.asks = gate_.open(),
                         .threads = setup_.start.threads > 1,
                         .without = setup_.start.without_syscalls};
    worker_filter_ = BuildFilter(filter);
    filter.kind = FilterKind::kTemplate;
    template_filter_ = BuildFilter(filter);
    Yield(true);
    space_ = {AddressSpaceInUse(0), reinterpret_cast<uintptr_t>(sbrk(0))};
    for (uint32_t i = 0; i < setup_.start.pool; ++i)
      MakeWorker(WorkerKind::kOneShot, setup_.control);
    while (Turn()) {
    }
    return 0;
  }

 private:
  // One round of the event loop; false when the supervisor is gone.
  bool Turn() {
    std::vector<pollfd> waits = {{setup_.control, POLLIN, 0},
                                 {signals_.get(), POLLIN, 0},
                                 {setup_.supervisor, POLLIN, 0},
                                 {gate_.fd(), POLLIN, 0}};
    const size_t first = waits.size();
    std::vector<Template*> order;
    for (const auto& source : templates_) {
      order.push_back(source.get());
      waits.push_back({source->socket.get(), POLLIN, 0});
      waits.push_back({source->tickets.get(), POLLIN, 0});
    }
    const bool soon = gate_.has_waiting() ||
                      std::any_of(order.begin(), order.end(),
                                  [](const Template* source) { return source->awaits_threads; });
    const int patience = soon ? kWaitMilliseconds : templates_.empty() ? -1 : kLookMilliseconds;
    const int ready = poll(waits.data(), waits.size(), patience);
    if (ready < 0) return errno == EINTR;
    if (!templates_.empty()) LookAtClocks();
    if (gate_.has_waiting()) gate_.Retry();
    for (Template* source : order) {
      if (source->awaits_threads) BeginTicket(*source);
    }
    if (ready == 0) return true;
    if (waits[2].revents != 0) return false;
    if ((waits[3].revents & POLLIN) != 0) gate_.Hear();
    for (size_t i = 0; i < order.size(); ++i) {
      const pollfd* of = &waits[first + 2 * i];
      if (of[1].revents != 0) HearTemplate(*order[i]);
      if (of[0].revents != 0) HearPrepared(*order[i]);
    }
    if (waits[1].revents != 0) Reap();
    std::erase_if(templates_, [](const auto& source) { return source->pid == 0; });
    return waits[0].revents == 0 || HearSupervisor();
  }

  bool HearSupervisor() {
    Message message;
    const ReceiveStatus status = Receive(setup_.control, false, &message);
    if (status == ReceiveStatus::kEmpty) return true;
    FrameType type{};
    std::string_view payload;
    if (status != ReceiveStatus::kMessage || !wire::SplitDatagram(message.bytes, &type, &payload)) {
      return false;
    }
    if (type == FrameType::kMore) MakeWorker(WorkerKind::kOneShot, setup_.control);
    if (type == FrameType::kPrepare && message.descriptors.size() == 1) {
      MakeTemplate(std::move(message.descriptors[0]));
    }
    if (type == FrameType::kSession && message.descriptors.size() == 1) {
      MakeWorker(WorkerKind::kSession, message.descriptors[0].get());
    }
    return true;
  }

  void SendFailure(int socket, std::string_view what) {
    Send(socket, wire::Frame(FrameType::kFailed, std::string(what) + ": " + std::strerror(errno)));
  }

  // Hands the supervisor's ends of a new process over and remembers where its end is to be
  // reported.
  void Announce(int socket, pid_t pid, Ends& ends, bool is_call) {
    const Descriptor pidfd(static_cast<int>(syscall(__NR_pidfd_open, pid, 0)));
    if (!pidfd) {
      // It ends by itself: its channel has no other end.
      SendFailure(socket, "pidfd_open");
      return;
    }
    children_[pid] = {std::move(ends.write_status), is_call};
    gate_.Add(pid);
    if (!Send(
            socket, wire::Frame(FrameType::kWorker, ""),
            {pidfd.get(), ends.channel.get(), ends.out.get(), ends.err.get(), ends.status.get()})) {
      SendFailure(socket, "the worker's descriptors");
      Kill(pid);
    }
  }

  // Its number is its own until it is reaped; kill() would ask the gate.
  static void Kill(pid_t pid) {
    const Descriptor process(static_cast<int>(syscall(__NR_pidfd_open, pid, 0)));
    syscall(__NR_pidfd_send_signal, process.get(), SIGKILL, nullptr, 0);
  }

  // fork() of libc, but that the filter does not ask about it (nothing that fork() does besides is
  // of use here: one thread, no locks held).
  pid_t Fork() const {
    return static_cast<pid_t>(
        syscall(__NR_clone, kWorkerFlags, nullptr, nullptr, thread_number_, nullptr));
  }

  // Returns the new worker's pid, or 0. `tickets`: the template's end of its ticket socket.
  pid_t MakeWorker(WorkerKind kind, int socket, int tickets = -1) {
    Ends ends;
    if (!MakeEnds(&ends)) {
      SendFailure(socket, "the worker's pipes");
      return 0;
    }
    const pid_t pid = Fork();
    if (pid < 0) {
      SendFailure(socket, "fork");
      return 0;
    }
    if (pid == 0) {
      WorkerSetup worker;
      worker.kind = kind;
      worker.start = &setup_.start;
      worker.run_pages = &setup_.run_pages;
      worker.call_pages = &setup_.call_pages;
      worker.filter = kind == WorkerKind::kTemplate ? &template_filter_ : &worker_filter_;
      worker.space = space_;
      worker.channel = ends.worker_channel.get();
      worker.standard_output = ends.worker_out.get();
      worker.standard_error = ends.worker_err.get();
      worker.tickets = tickets;
      RunWorker(worker);
    }
    setpgid(pid, pid);
    Announce(socket, pid, ends, false);
    return pid;
  }

  void MakeTemplate(Descriptor socket) {
    if (!gate_.open()) {
      Send(socket.get(), wire::Frame(FrameType::kFailed, setup_.no_listener));
      return;
    }
    auto source = std::make_unique<Template>();
    Descriptor theirs;
    const int yes = 1;
    if (!MakeSocketPair(SOCK_SEQPACKET, &source->tickets, &theirs) ||
        setsockopt(source->tickets.get(), SOL_SOCKET, SO_PASSCRED, &yes, sizeof yes) != 0) {
      SendFailure(socket.get(), "the template's socket");
      return;
    }
    source->socket = std::move(socket);
    source->pid = MakeWorker(WorkerKind::kTemplate, source->socket.get(), theirs.get());
    if (source->pid != 0) templates_.push_back(std::move(source));
  }

  // Ends a template and all that was forked from it. Its pid is not reaped yet, so the group is its
  // own.
  void End(Template& source) {
    kill(-source.pid, SIGKILL);
    source.awaits_threads = false;
    source.socket.Reset();
    source.tickets.Reset();
  }

  void HearPrepared(Template& source) {
    Message message;
    const ReceiveStatus status = Receive(source.socket.get(), false, &message);
    if (status == ReceiveStatus::kEmpty) return;
    FrameType type{};
    std::string_view payload;
    if (status != ReceiveStatus::kMessage || !wire::SplitDatagram(message.bytes, &type, &payload) ||
        type != FrameType::kTicket) {
      End(source);
      return;
    }
    if (source.wanted < kMostTickets) ++source.wanted;
    BeginTicket(source);
  }

  void BeginTicket(Template& source) {
    if (source.forking || source.wanted == 0 || !source.tickets) return;
    // What other threads would have left half done, the call would find so. One that has just ended
    // may still be there.
    if (gate_.Threads(source.pid) != 1) {
      const auto now = std::chrono::steady_clock::now();
      if (!source.awaits_threads) source.since = now;
      source.awaits_threads = true;
      if (now - source.since > kThreadsTime) End(source);
      return;
    }
    source.awaits_threads = false;
    --source.wanted;
    source.ends = Ends();
    if (!MakeEnds(&source.ends)) {
      SendFailure(source.socket.get(), "the call's pipes");
      return;
    }
    source.forking = true;
    gate_.AllowCall(source.pid);
    ++source.begun;
    source.forked = std::chrono::steady_clock::now();
    if (!Send(source.tickets.get(), wire::Frame(FrameType::kFork, ""),
              {source.ends.worker_channel.get(), source.ends.worker_out.get(),
               source.ends.worker_err.get()})) {
      End(source);
    }
    source.ends.worker_channel.Reset();
    source.ends.worker_out.Reset();
    source.ends.worker_err.Reset();
  }

  // The template has said something: it is hostile once its body has run.
  void HearTemplate(Template& source) {
    Message message;
    const ReceiveStatus status = Receive(source.tickets.get(), false, &message);
    if (status == ReceiveStatus::kEmpty) return;
    FrameType type{};
    std::string_view payload;
    if (status != ReceiveStatus::kMessage || !wire::SplitDatagram(message.bytes, &type, &payload)) {
      End(source);
      return;
    }
    siginfo_t info{};
    const bool is_call =
        type == FrameType::kBorn && source.forking && !gate_.AwaitsCall(source.pid) &&
        message.sender > 0 && !children_.contains(message.sender) &&
        waitid(P_PID, static_cast<id_t>(message.sender), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
        getpgid(message.sender) == source.pid;
    if (!is_call) {
      End(source);
      return;
    }
    source.forking = false;
    Announce(source.socket.get(), message.sender, source.ends, true);
    source.ends = Ends();
    BeginTicket(source);
  }

  // A pipe that nobody reads holds one refusal at most, and so has room for the end.
  void TellRefusal(pid_t pid, wire::Refusal what) {
    const auto child = children_.find(pid);
    if (child == children_.end()) return;
    int unread = 0;
    if (ioctl(child->second.status.get(), FIONREAD, &unread) != 0 || unread != 0) return;
    Tell(child->second, {.refusal = what, .exit = {}});
  }

  static void Tell(const Child& child, const wire::StatusRecord& record) {
    const std::string bytes = wire::EncodeStatus(record);
    WriteAll(child.status.get(), bytes.data(), bytes.size());
  }

  static uint64_t CpuMicroseconds(pid_t pid) {
    clockid_t clock{};
    timespec used{};
    if (clock_getcpuclockid(pid, &clock) != 0 || clock_gettime(clock, &used) != 0) return 0;
    return static_cast<uint64_t>(used.tv_sec) * 1'000'000 +
           static_cast<uint64_t>(used.tv_nsec) / 1000;
  }

  void LookAtClocks() {
    const auto now = std::chrono::steady_clock::now();
    if (now - looked_ < std::chrono::milliseconds(kLookMilliseconds)) return;
    looked_ = now;
    const uint64_t allowed = (uint64_t{setup_.start.cpu_seconds} + 2) * 1'000'000;
    for (const auto& source : templates_) {
      const bool stuck = source->forking && now - source->forked > kForkTime;
      const uint64_t own = allowed + source->begun * kMicrosecondsPerFork;
      if (stuck || CpuMicroseconds(source->pid) > own) End(*source);
    }
    for (const auto& [pid, child] : children_) {
      if (child.is_call && CpuMicroseconds(pid) > allowed) Kill(pid);
    }
  }

  void Reap() {
    signalfd_siginfo drained[16];
    while (read(signals_.get(), drained, sizeof drained) > 0) {
    }
    while (true) {
      siginfo_t info{};
      if (waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid == 0) return;
      // The group of a template is ended while its leader is still a zombie that keeps the number.
      for (const auto& source : templates_) {
        if (source->pid != info.si_pid) continue;
        End(*source);
        source->pid = 0;
      }
      int status = 0;
      rusage usage{};
      if (wait4(info.si_pid, &status, 0, &usage) != info.si_pid) return;
      gate_.Remove(info.si_pid);
      const auto child = children_.find(info.si_pid);
      if (child == children_.end()) continue;
      wire::StatusRecord record;
      wire::ExitReport& report = record.exit;
      report.status = status;
      const auto microseconds = [](const timeval& time) {
        return static_cast<uint64_t>(time.tv_sec) * 1'000'000 + static_cast<uint64_t>(time.tv_usec);
      };
      report.cpu_microseconds = microseconds(usage.ru_utime) + microseconds(usage.ru_stime);
      report.peak_memory_bytes = static_cast<uint64_t>(usage.ru_maxrss) * 1024;
      Tell(child->second, record);
      children_.erase(child);
    }
  }

  ZygoteSetup setup_;
  Descriptor signals_;
  void* thread_number_;
  Gate gate_;
  SyscallFilter worker_filter_, template_filter_;
  AddressSpace space_;
  std::map<pid_t, Child> children_;
  std::chrono::steady_clock::time_point looked_;
  std::vector<std::unique_ptr<Template>> templates_;
};

void ConfineZygote(FacilityReport* report) {
  EnterEmptyRoot(report);
  DropPrivileges(report);
  CloseLandlock(report);
  HardenMemory(report);
  LimitZygote(report);
  ReportKernel(report);
}

// From here on everything that this process forks can be asked about, and its own fork is Fork().
void Listen(ZygoteSetup* setup) {
  std::string why;
  const auto start = std::chrono::steady_clock::now();
  setup->listener.Reset(InstallListeningFilter(
      BuildFilter({.kind = FilterKind::kAsks, .threads = setup->start.threads > 1}), &why));
  setup->no_listener = why;
  setup->report.push_back({"seccomp-user-notification",
                           static_cast<bool>(setup->listener),
                           why,
                           {.start = std::chrono::steady_clock::now() - start}});
}

// What libc takes for each thread is address space, which is what the memory limit counts.
void PrepareForThreads() {
  mallopt(M_ARENA_MAX, 1);
  pthread_attr_t attributes;
  if (pthread_attr_init(&attributes) != 0) return;
  if (pthread_attr_setstacksize(&attributes, kThreadStackBytes) == 0) {
    pthread_setattr_default_np(&attributes);
  }
  pthread_attr_destroy(&attributes);
}

}  // namespace

int RunZygote(ZygoteSetup setup) {
  prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  prctl(PR_SET_NAME, "stockade-keeper", 0, 0, 0);
  wire::HelloMessage hello;
  hello.version = STOCKADE_VERSION;
  if (setup.start.threads > 1) PrepareForThreads();
  if (!setup.start.probe) {
    interpreter::StartOptions options;
    options.guards_off = setup.start.guards_off;
    options.preload = setup.start.preload;
    options.imports = setup.start.imports;
    options.modules = setup.start.modules;
    if (!interpreter::Start(options, &hello.error) && hello.error.empty()) {
      hello.error = "CPython did not start";
    }
  }
  if (!setup.start.probe && hello.error.empty()) {
    InheritFilePages();
    setup.run_pages = LearnHotPages([] {}, RehearseRun);
    setup.call_pages = LearnHotPages(RehearseRun, RehearseCall);
  }
  ConfineZygote(&setup.report);
  if (setup.start.probe) MeasureWorker(setup.start, &setup.report);
  Listen(&setup);
  // A change of user id has cleared it.
  prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  setup.report.push_back({"cpython", true, STOCKADE_CPYTHON_VERSION, {}});
  hello.facilities = setup.report;
  const Descriptor self(static_cast<int>(syscall(__NR_pidfd_open, getpid(), 0)));
  std::vector<int> handle;
  if (self) handle.push_back(self.get());
  if (!Send(setup.control, wire::Frame(FrameType::kHello, wire::EncodeHello(hello)), handle))
    return 1;
  if (!hello.error.empty()) return 1;
  if (setup.start.probe) setup.start.pool = 0;
  return Zygote(std::move(setup)).Run();
}

}  // namespace stockade::executor
