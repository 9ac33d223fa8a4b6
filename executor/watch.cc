#include "executor/watch.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <ctime>

namespace stockade::executor {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::microseconds;

// Between the end of the channel and the keeper's report lies the end of the process; a worker that
// closes its channel and goes on is given this long.
constexpr std::chrono::milliseconds kGrace{1000};
constexpr size_t kChunk = 64u << 10;  // also what a pipe holds
constexpr int kRounds = 16;

class Watcher {
 public:
  Watcher(Worker& worker, std::string_view request, const Limits& limits, microseconds cpu_before,
          bool keep)
      : worker_(worker),
        request_(request),
        limits_(limits),
        cpu_before_(cpu_before),
        keep_(keep),
        frame_(limits.result_bytes + wire::kReplyOverhead) {}

  Observation Run() {
    start_ = Clock::now();
    deadline_ = start_ + limits_.wall;
    cpu_check_ = start_ + limits_.cpu;
    PushRequest();
    pid_ = worker_.Pid();
    while (!ended_) Turn();
    Finish();
    return std::move(seen_);
  }

 private:
  void Turn() {
    pollfd waits[] = {
        {channel_open_ ? worker_.channel.get() : -1,
         static_cast<short>(request_.empty() ? POLLIN : POLLIN | POLLOUT), 0},
        {out_open_ ? worker_.out.get() : -1, POLLIN, 0},
        {err_open_ ? worker_.err.get() : -1, POLLIN, 0},
        {worker_.status.get(), POLLIN, 0},
    };
    const auto until = std::min({deadline_, cpu_check_, grace_end_});
    const auto left = std::max(Clock::duration::zero(), Clock::duration(until - Clock::now()));
    const timespec timeout{
        static_cast<time_t>(std::chrono::duration_cast<std::chrono::seconds>(left).count()),
        static_cast<long>((left % std::chrono::seconds(1)).count())};
    const int ready = ppoll(waits, std::size(waits), &timeout, nullptr);
    if (ready < 0 && errno != EINTR) return Stop(RunEnd::kProtocol, std::strerror(errno));
    if (ready > 0) {
      if (waits[1].revents != 0)
        out_open_ = Drain(worker_.out.get(), &seen_.out, &seen_.out_truncated);
      if (waits[2].revents != 0)
        err_open_ = Drain(worker_.err.get(), &seen_.err, &seen_.err_truncated);
      if ((waits[0].revents & POLLOUT) != 0) PushRequest();
      if ((waits[0].revents & ~POLLOUT) != 0) Hear();
      if (waits[3].revents != 0) HearKeeper();
    }
    if (!ended_) CheckClocks();
  }

  void PushRequest() {
    while (!request_.empty()) {
      const ssize_t sent = send(worker_.channel.get(), request_.data(), request_.size(),
                                MSG_DONTWAIT | MSG_NOSIGNAL);
      if (sent < 0 && errno == EINTR) continue;
      if (sent < 0 && errno == EAGAIN) return;
      if (sent < 0) {
        request_ = {};  // the worker is gone; the keeper will say how
        return;
      }
      request_.remove_prefix(static_cast<size_t>(sent));
    }
  }

  // Takes what is there, but not for so long that a quick writer could keep us from the clocks.
  // False: the end of the stream, or of what is allowed.
  bool Drain(int fd, std::string* into, bool* truncated) {
    char buffer[kChunk];
    for (int round = 0; round < kRounds; ++round) {
      const ssize_t got = read(fd, buffer, sizeof buffer);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return errno == EAGAIN;
      if (got == 0) return false;
      const size_t room = limits_.output_bytes - into->size();
      into->append(buffer, std::min(room, static_cast<size_t>(got)));
      if (static_cast<size_t>(got) > room) {
        *truncated = true;
        if (!ended_) Stop(RunEnd::kOutput, "");
        return false;
      }
    }
    return true;
  }

  void Hear() {
    char buffer[kChunk];
    while (!ended_ && channel_open_) {
      const ssize_t got = recv(worker_.channel.get(), buffer, sizeof buffer, MSG_DONTWAIT);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0 && errno == EAGAIN) return;
      if (got <= 0) return HearEnd();
      std::string_view bytes(buffer, static_cast<size_t>(got));
      const size_t used = frame_.Feed(bytes);
      if (frame_.state() == wire::Assembler::State::kTooLarge) {
        return Stop(RunEnd::kProtocol, "the worker announced a frame beyond every limit");
      }
      if (used < bytes.size()) return Stop(RunEnd::kProtocol, "bytes followed the worker's reply");
      if (frame_.state() == wire::Assembler::State::kComplete &&
          grace_end_ == Clock::time_point::max()) {
        if (frame_.type() != static_cast<uint8_t>(wire::FrameType::kReply)) {
          return Stop(RunEnd::kProtocol, "the worker sent a frame that is no reply");
        }
        grace_end_ = Clock::now() + kGrace;
      }
    }
  }

  void HearEnd() {
    channel_open_ = false;
    if (frame_.state() == wire::Assembler::State::kComplete) {
      return Stop(RunEnd::kReply, "");
    }
    grace_end_ = std::min(grace_end_, Clock::now() + kGrace);
  }

  void HearKeeper() {
    char bytes[wire::kExitReportBytes];
    const ssize_t got = read(worker_.status.get(), bytes, sizeof bytes);
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) return;
    // The process is gone: whatever it sent is there to be read.
    if (channel_open_) Hear();
    if (ended_) return;
    if (got != static_cast<ssize_t>(sizeof bytes) ||
        !wire::DecodeExit({bytes, sizeof bytes}, &seen_.report)) {
      return Stop(RunEnd::kKeeperGone, "");
    }
    reported_ = true;
    if (!frame_.untouched() && WIFEXITED(seen_.report.status)) {
      return Stop(RunEnd::kProtocol, "the worker ended in the middle of its reply");
    }
    Stop(RunEnd::kExited, "");
  }

  void CheckClocks() {
    const auto now = Clock::now();
    if (now >= deadline_) return Stop(RunEnd::kWall, "");
    if (now >= cpu_check_) {
      const microseconds used = CpuUsed();
      if (used >= limits_.cpu) return Stop(RunEnd::kCpu, "");
      // One thread cannot reach the limit earlier than this.
      cpu_check_ =
          now + std::max<Clock::duration>(limits_.cpu - used, std::chrono::milliseconds(1));
    }
    if (now >= grace_end_) {
      Stop(RunEnd::kProtocol, frame_.state() == wire::Assembler::State::kComplete
                                  ? "the worker kept its channel open after its reply"
                                  : "the worker closed its channel and went on");
    }
  }

  microseconds CpuUsed() const {
    clockid_t clock{};
    timespec used{};
    if (pid_ == 0 || clock_getcpuclockid(pid_, &clock) != 0 || clock_gettime(clock, &used) != 0) {
      return microseconds(0);
    }
    const auto total = std::chrono::seconds(used.tv_sec) + std::chrono::nanoseconds(used.tv_nsec);
    return std::max(microseconds(0), std::chrono::duration_cast<microseconds>(total) - cpu_before_);
  }

  uint64_t PeakMemory() const {
    const std::string path = "/proc/" + std::to_string(pid_) + "/status";
    const Descriptor file(pid_ == 0 ? -1 : open(path.c_str(), O_RDONLY | O_CLOEXEC));
    char text[4096];
    const ssize_t got = file ? read(file.get(), text, sizeof text - 1) : 0;
    if (got <= 0) return 0;
    text[got] = '\0';
    const char* line = std::strstr(text, "\nVmHWM:");
    return line == nullptr ? 0 : std::strtoull(line + 7, nullptr, 10) * 1024;
  }

  // The reason is settled here; the kill follows in Finish.
  void Stop(RunEnd end, std::string problem) {
    if (ended_) return;
    ended_ = true;
    seen_.end = end;
    seen_.problem = std::move(problem);
  }

  // Where the kernel does not tell of a process that is still there, the keeper's wait does.
  void AwaitReport() {
    worker_.Kill();
    const auto last = Clock::now() + kGrace;
    while (!reported_) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(last - Clock::now()).count();
      pollfd wait{worker_.status.get(), POLLIN, 0};
      const int ready = left <= 0 ? 0 : poll(&wait, 1, static_cast<int>(left));
      if (ready < 0 && errno == EINTR) continue;
      char bytes[wire::kExitReportBytes];
      if (ready <= 0 ||
          read(worker_.status.get(), bytes, sizeof bytes) != static_cast<ssize_t>(sizeof bytes) ||
          !wire::DecodeExit({bytes, sizeof bytes}, &seen_.report)) {
        return;
      }
      reported_ = true;
    }
  }

  void Finish() {
    seen_.wall = std::chrono::duration_cast<microseconds>(Clock::now() - start_);
    const bool kept = keep_ && seen_.end == RunEnd::kReply;
    const bool ended_by_itself = reported_;
    if (!reported_) {
      seen_.cpu = CpuUsed();
      seen_.peak_memory_bytes = PeakMemory();
      if (seen_.peak_memory_bytes == 0 && !kept) AwaitReport();
    }
    if (reported_) {
      seen_.peak_memory_bytes = seen_.report.peak_memory_bytes;
      // After our kill it has the time that the kernel took to end the process, too.
      if (ended_by_itself || pid_ == 0) {
        seen_.cpu =
            std::max(microseconds(0), microseconds(seen_.report.cpu_microseconds) - cpu_before_);
      }
    }
    // What was observed is above what the worker says.
    if (seen_.end == RunEnd::kReply || seen_.end == RunEnd::kExited) {
      if (seen_.wall >= limits_.wall) {
        seen_.end = RunEnd::kWall;
      } else if (seen_.cpu >= limits_.cpu) {
        seen_.end = RunEnd::kCpu;
      }
    }
    if (seen_.end == RunEnd::kReply && !wire::DecodeReply(frame_.payload(), &seen_.reply)) {
      seen_.end = RunEnd::kProtocol;
      seen_.problem = "the worker's reply is broken";
    }
    if (!seen_.out_truncated && out_open_)
      Drain(worker_.out.get(), &seen_.out, &seen_.out_truncated);
    if (!seen_.err_truncated && err_open_)
      Drain(worker_.err.get(), &seen_.err, &seen_.err_truncated);
    if (seen_.end == RunEnd::kReply && (seen_.out_truncated || seen_.err_truncated)) {
      seen_.end = RunEnd::kOutput;
    }
    if (!keep_ || seen_.end != RunEnd::kReply) worker_.Kill();
  }

  Worker& worker_;
  std::string_view request_;
  const Limits& limits_;
  microseconds cpu_before_;
  bool keep_;
  wire::Assembler frame_;
  Observation seen_;
  Clock::time_point start_, deadline_, cpu_check_;
  Clock::time_point grace_end_ = Clock::time_point::max();
  pid_t pid_ = 0;
  bool channel_open_ = true, out_open_ = true, err_open_ = true;
  bool reported_ = false, ended_ = false;
};

}  // namespace

Observation Watch(Worker& worker, std::string_view request, const Limits& limits,
                  microseconds cpu_before, bool keep) {
  return Watcher(worker, request, limits, cpu_before, keep).Run();
}

}  // namespace stockade::executor
