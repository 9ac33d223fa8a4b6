// stockade-worker: started by the library, with a socket to it at descriptor 3 and a handle of the
// supervisor's process at 4. The first process makes the namespaces and waits; its child is the
// zygote.
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "executor/channel.h"
#include "executor/wire.h"
#include "executor/worker/confine.h"
#include "executor/worker/zygote.h"

namespace stockade::executor {
namespace {

constexpr int kControl = 3;
constexpr int kSupervisor = 4;

bool IsControlSocket() {
  int type = 0;
  socklen_t size = sizeof type;
  return getsockopt(kControl, SOL_SOCKET, SO_TYPE, &type, &size) == 0 && type == SOCK_SEQPACKET;
}

int Fail(const std::string& error) {
  wire::HelloMessage hello;
  hello.version = STOCKADE_VERSION;
  hello.error = error;
  Send(kControl, wire::Frame(wire::FrameType::kHello, wire::EncodeHello(hello)));
  return 1;
}

// Waits for the zygote and ends as it does.
int WaitFor(pid_t zygote) {
  FacilityReport unused;
  DropPrivileges(&unused);
  close(kControl);
  close(kSupervisor);
  int status = 0;
  while (waitpid(zygote, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}

int Main() {
  if (!IsControlSocket()) {
    std::fputs("stockade-worker is started by the stockade library, not by hand\n", stderr);
    return 2;
  }
  CloseFrom(kSupervisor + 1);
  fcntl(kControl, F_SETFD, FD_CLOEXEC);
  fcntl(kSupervisor, F_SETFD, FD_CLOEXEC);
  Message message;
  wire::FrameType type{};
  std::string_view payload;
  ZygoteSetup setup;
  if (Receive(kControl, true, &message) != ReceiveStatus::kMessage ||
      !wire::SplitDatagram(message.bytes, &type, &payload) || type != wire::FrameType::kStart ||
      !wire::DecodeStart(payload, &setup.start)) {
    return Fail("the start message is broken: library and worker are of different versions");
  }
  if (setup.start.version != STOCKADE_VERSION) {
    return Fail("the worker is of version " STOCKADE_VERSION ", the library of version " +
                setup.start.version);
  }
  setup.control = kControl;
  setup.supervisor = fcntl(kSupervisor, F_GETFD) >= 0 ? kSupervisor : -1;
  EnterNamespaces(&setup.report);
  const pid_t zygote = fork();
  if (zygote < 0) return Fail("the zygote could not be forked");
  if (zygote > 0) return WaitFor(zygote);
  return RunZygote(std::move(setup));
}

}  // namespace
}  // namespace stockade::executor

int main() { return stockade::executor::Main(); }
