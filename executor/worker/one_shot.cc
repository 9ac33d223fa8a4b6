#include "executor/worker/one_shot.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <ctime>
#include <new>
#include <string>

#include "executor/channel.h"
#include "executor/worker/confine.h"
#include "executor/worker/interpreter.h"
#include "executor/worker/warm_call.h"

namespace stockade::executor {
namespace {

constexpr int kChannel = 3;
constexpr size_t kMaxRequest = 1u << 30;

void SendFrame(wire::FrameType type, std::string_view payload) {
  const std::string frame = wire::Frame(type, payload);
  if (!WriteAll(kChannel, frame.data(), frame.size())) _exit(1);
}

void SendReady(const std::string& error) {
  timespec used{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
  wire::ReadyMessage ready;
  ready.cpu_microseconds =
      static_cast<uint64_t>(used.tv_sec) * 1'000'000 + static_cast<uint64_t>(used.tv_nsec) / 1000;
  ready.error = error;
  SendFrame(wire::FrameType::kReady, wire::EncodeReady(ready));
}

bool keeps_channel = false;  // a session's

// The reply and the end of the stream together are the protocol's only good end, but for a session.
void SendReply(const interpreter::Reply& reply) {
  interpreter::Flush();
  SendFrame(wire::FrameType::kReply, wire::EncodeReply(reply));
  if (!keeps_channel) close(kChannel);
}

// The supervisor reads the clock and the peak of memory of a process that is still there, then
// kills it.
[[noreturn]] void WaitForTheEnd() {
  while (true) {
    const timespec hour{3600, 0};
    nanosleep(&hour, nullptr);
  }
}

// A program that has used up its memory leaves none for the reply. Room is kept for it (within the
// limit's tolerance); should even that be too little, a reply that was made beforehand goes out.
constexpr size_t kReserveBytes = 1u << 20;
void* reserve = nullptr;
std::string last_words;

void OnNoMemory() {
  if (reserve != nullptr) {
    munmap(reserve, kReserveBytes);
    reserve = nullptr;
    return;
  }
  WriteAll(kChannel, last_words.data(), last_words.size());
  close(kChannel);
  WaitForTheEnd();
}

void KeepReserve() {
  interpreter::Reply reply;
  reply.kind = interpreter::ReplyKind::kMemory;
  reply.type = "MemoryError";
  last_words = wire::Frame(wire::FrameType::kReply, wire::EncodeReply(reply));
  void* room = mmap(nullptr, kReserveBytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  reserve = room == MAP_FAILED ? nullptr : room;
  std::set_new_handler(OnNoMemory);
}

void OnLimit(const interpreter::Reply& reply) {
  SendReply(reply);
  WaitForTheEnd();
}

std::string ReadFrame(wire::FrameType wanted) {
  wire::Assembler in(kMaxRequest);
  // Small, since every page of it is one that each waiting worker has for itself.
  std::string buffer(8u << 10, '\0');
  while (in.state() != wire::Assembler::State::kComplete) {
    const ssize_t got = read(kChannel, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) _exit(0);  // the supervisor has no use for this worker
    if (in.Feed({buffer.data(), static_cast<size_t>(got)}) != static_cast<size_t>(got)) _exit(1);
  }
  if (in.type() != static_cast<uint8_t>(wanted)) _exit(1);
  return in.payload();
}

bool AskHost(const interpreter::HostRequest& request, interpreter::HostReply* reply) {
  SendFrame(wire::FrameType::kHostCall, wire::EncodeHostCall(request));
  return wire::DecodeHostAnswer(ReadFrame(wire::FrameType::kHostAnswer), reply);
}

void TakePlace(int fd, int place) {
  if (fd == place) {
    fcntl(fd, F_SETFD, 0);
  } else {
    dup2(fd, place);
  }
}

// A prepared call: a fork of a template, with the descriptors that came with its ticket.
[[noreturn]] void RunCall(const Message& ticket, const HotPages& pages) {
  Populate(pages);
  if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0) _exit(1);
  constexpr int kPlaces[] = {kChannel, 1, 2};
  for (size_t i = 0; i < std::size(kPlaces); ++i) {
    if (syscall(__NR_dup3, ticket.descriptors[i].get(), kPlaces[i], 0) < 0) _exit(1);
  }
  for (const Descriptor& descriptor : ticket.descriptors) close(descriptor.get());
  const std::string born = wire::Frame(wire::FrameType::kBorn, "");
  if (!WriteAll(kTicketDescriptor, born.data(), born.size())) _exit(1);
  close(kTicketDescriptor);
  interpreter::AfterFork();
  WarmCall();
  SendReady("");
  interpreter::CallRequest call;
  if (!wire::DecodeCall(ReadFrame(wire::FrameType::kCall), &call)) _exit(1);
  SendReply(interpreter::Call(call));
  WaitForTheEnd();
}

// The module's body has run; from here on each ticket is one fork.
[[noreturn]] void ServeTickets(const HotPages& pages) {
  // The places of a call's descriptors stay taken, so that received ones are never in them.
  if (syscall(__NR_dup3, 0, kChannel, 0) < 0) _exit(1);
  while (true) {
    Message ticket;
    if (Receive(kTicketDescriptor, true, &ticket) != ReceiveStatus::kMessage) _exit(0);
    if (ticket.descriptors.size() != 3) _exit(1);
    const long child = syscall(__NR_clone, CLONE_PARENT | SIGCHLD, 0, 0, 0, 0);
    if (child == 0) RunCall(ticket, pages);
    if (child < 0) _exit(1);
  }
}

// One call after the other in the same state; between them the supervisor stops this process.
[[noreturn]] void ServeCalls() {
  while (true) {
    interpreter::CallRequest call;
    if (!wire::DecodeCall(ReadFrame(wire::FrameType::kCall), &call)) _exit(1);
    SendReply(interpreter::Call(call));
  }
}

// Everything that confines this one process; the filter comes last.
bool Confine(const WorkerSetup& setup, std::string* error) {
  Yield(false);
  // Since the fork the heap has grown and the reserve has come.
  const auto heap = reinterpret_cast<uintptr_t>(sbrk(0)) - setup.space.heap_end;
  const uint64_t guess = setup.space.bytes + heap + kReserveBytes;
  return LimitWorker(*setup.start, setup.kind, guess, error) &&
         InstallFilter(*setup.filter, getpid(), error);
}

}  // namespace

void RehearseRun() {
  interpreter::AfterFork();
  interpreter::Warm();
  PrepareWarmCall();
  WarmCall();
}

void RehearseCall() {
  interpreter::AfterFork();
  WarmCall();
}

void RunWorker(const WorkerSetup& setup) {
  Populate(*setup.run_pages);
  prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  prctl(PR_SET_NAME, "stockade-worker", 0, 0, 0);
  // The keeper ends a template and what it forked by its process group.
  setpgid(0, 0);
  TakePlace(setup.standard_output, 1);
  TakePlace(setup.standard_error, 2);
  TakePlace(setup.channel, kChannel);
  if (setup.tickets >= 0) TakePlace(setup.tickets, kTicketDescriptor);
  CloseFrom(setup.tickets >= 0 ? kTicketDescriptor + 1 : kChannel + 1);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);

  interpreter::on_limit = OnLimit;
  interpreter::ask_host = AskHost;
  keeps_channel = setup.kind == WorkerKind::kSession;
  interpreter::joins_threads = !keeps_channel;
  interpreter::AfterFork();
  interpreter::Warm();
  if (setup.tickets >= 0) PrepareWarmCall();
  KeepReserve();
  std::string error;
  if (!Confine(setup, &error)) {
    SendReady(error);
    _exit(1);
  }
  SendReady("");

  wire::LoadMessage message;
  if (!wire::DecodeLoad(ReadFrame(wire::FrameType::kLoad), &message)) _exit(1);
  interpreter::Reply reply = interpreter::Load(message.load);
  if (reply.kind == interpreter::ReplyKind::kOk && message.has_call) {
    reply = interpreter::Call(message.call);
  }
  // A fork takes no other thread along, and would find undone what such a one has begun.
  if (setup.kind == WorkerKind::kTemplate && reply.kind == interpreter::ReplyKind::kOk &&
      interpreter::HasOtherThreads()) {
    reply.kind = interpreter::ReplyKind::kException;
    reply.type = "RuntimeError";
    reply.message = "threads of a prepared module must end with its body";
  }
  SendReply(reply);
  if (reply.kind == interpreter::ReplyKind::kOk) {
    if (setup.kind == WorkerKind::kTemplate) ServeTickets(*setup.call_pages);
    if (setup.kind == WorkerKind::kSession) ServeCalls();
  }
  WaitForTheEnd();
}

}  // namespace stockade::executor
