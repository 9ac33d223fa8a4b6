#include "executor/watch.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <optional>

#include "executor/host_desk.h"

namespace stockade::executor {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::microseconds;

// Between the end of the channel and the keeper's report lies the end of the process; a worker that
// closes its channel and goes on is given this long.
constexpr std::chrono::milliseconds kGrace{1000};
constexpr size_t kChunk = 64u << 10;  // also what a pipe holds
constexpr int kRounds = 16;

// What a reply may have: its value, its text, and the files.
size_t MostReply(const Limits& limits) {
  return limits.result_bytes + wire::kReplyOverhead +
         static_cast<size_t>(limits.files) * (limits.file_bytes + kMaxFileName + 16);
}

// A stop request as something that poll sees.
class StopSignal {
 public:
  explicit StopSignal(const std::stop_token& token) {
    if (!token.stop_possible()) return;
    event_.Reset(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    callback_.emplace(token, Ring{event_.get()});
  }
  int fd() const { return event_.get(); }

 private:
  struct Ring {
    int fd;
    void operator()() const {
      const uint64_t one = 1;
      if (write(fd, &one, sizeof one) < 0) return;  // it cannot be full
    }
  };
  Descriptor event_;
  std::optional<std::stop_callback<Ring>> callback_;
};

class Watcher {
 public:
  Watcher(Worker& worker, std::string_view request, const WatchOptions& options)
      : worker_(worker),
        sending_(request),
        options_(options),
        limits_(options.limits),
        cpu_before_(options.cpu_before),
        desk_(options.table, options.limits),
        stop_(options.cancel),
        frame_(MostReply(options.limits)) {}

  Observation Run() {
    start_ = Clock::now();
    deadline_ = start_ + limits_.wall;
    cpu_check_ = start_ + limits_.cpu / limits_.threads;
    if (options_.after == AfterReply::kSession) {
      pid_ = worker_.Pid();
      cpu_before_ = std::max(cpu_before_, CpuUsed() + cpu_before_);
      worker_.Resume();
    }
    Push();
    if (pid_ == 0) pid_ = worker_.Pid();
    while (!ended_) Turn();
    Finish();
    return std::move(seen_);
  }

 private:
  void Turn() {
    pollfd waits[] = {
        {channel_open_ ? worker_.channel.get() : -1,
         static_cast<short>(sending_.empty() ? POLLIN : POLLIN | POLLOUT), 0},
        {out_open_ ? worker_.out.get() : -1, POLLIN, 0},
        {err_open_ ? worker_.err.get() : -1, POLLIN, 0},
        {worker_.status.get(), POLLIN, 0},
        {stop_.fd(), POLLIN, 0},
    };
    const auto until = std::min({deadline_, cpu_check_, grace_end_});
    const auto left = std::max(Clock::duration::zero(), Clock::duration(until - Clock::now()));
    const timespec timeout{
        static_cast<time_t>(std::chrono::duration_cast<std::chrono::seconds>(left).count()),
        static_cast<long>((left % std::chrono::seconds(1)).count())};
    const int ready = ppoll(waits, std::size(waits), &timeout, nullptr);
    if (ready < 0 && errno != EINTR) return Stop(RunEnd::kProtocol, std::strerror(errno));
    if (ready > 0) {
      if (waits[1].revents != 0) out_open_ = Drain(OutputStream::kStdout);
      if (waits[2].revents != 0) err_open_ = Drain(OutputStream::kStderr);
      if ((waits[0].revents & POLLOUT) != 0) Push();
      if ((waits[0].revents & ~POLLOUT) != 0) Hear();
      if (waits[3].revents != 0) HearKeeper();
      if (waits[4].revents != 0) Stop(RunEnd::kCancelled, "");
    }
    if (!ended_) CheckClocks();
  }

  void Push() {
    while (!sending_.empty()) {
      const ssize_t sent = send(worker_.channel.get(), sending_.data(), sending_.size(),
                                MSG_DONTWAIT | MSG_NOSIGNAL);
      if (sent < 0 && errno == EINTR) continue;
      if (sent < 0 && errno == EAGAIN) return;
      if (sent < 0) {
        sending_ = {};  // the worker is gone; the keeper will say how
        return;
      }
      sending_.remove_prefix(static_cast<size_t>(sent));
    }
  }

  // Takes what is there, but not for so long that a quick writer could keep us from the clocks.
  // False: the end of the stream, or of what is allowed.
  bool Drain(OutputStream stream) {
    const bool is_out = stream == OutputStream::kStdout;
    const int fd = is_out ? worker_.out.get() : worker_.err.get();
    std::string& into = is_out ? seen_.out : seen_.err;
    char buffer[kChunk];
    for (int round = 0; round < kRounds; ++round) {
      const ssize_t got = read(fd, buffer, sizeof buffer);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return errno == EAGAIN;
      if (got == 0) return false;
      const size_t room = limits_.output_bytes - into.size();
      const std::string_view kept(buffer, std::min(room, static_cast<size_t>(got)));
      into += kept;
      if (options_.on_output != nullptr && *options_.on_output && !kept.empty()) {
        (*options_.on_output)(stream, kept);
      }
      if (static_cast<size_t>(got) > room) {
        (is_out ? seen_.out_truncated : seen_.err_truncated) = true;
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
      const bool whole = frame_.state() == wire::Assembler::State::kComplete;
      const bool is_call =
          whole && frame_.type() == static_cast<uint8_t>(wire::FrameType::kHostCall);
      if (used < bytes.size()) {
        return Stop(RunEnd::kProtocol, is_call ? "bytes followed the worker's host call"
                                               : "bytes followed the worker's reply");
      }
      if (is_call) {
        ServeHostCall();
      } else if (whole && grace_end_ == Clock::time_point::max()) {
        if (frame_.type() != static_cast<uint8_t>(wire::FrameType::kReply)) {
          return Stop(RunEnd::kProtocol, "the worker sent a frame that is no reply");
        }
        if (options_.after == AfterReply::kSession) return Stop(RunEnd::kReply, "");
        grace_end_ = Clock::now() + kGrace;
      }
    }
  }

  // The run's clock stands still while the caller's function is at work; the worker waits.
  void ServeHostCall() {
    if (!sending_.empty()) return Stop(RunEnd::kProtocol, "the worker did not wait for an answer");
    const auto before = desk_.time();
    HostDesk::Answer answer = desk_.Serve(frame_.payload());
    deadline_ += desk_.time() - before;
    if (answer.status == HostDesk::Status::kTooMany) return Stop(RunEnd::kHostCalls, "");
    if (answer.status == HostDesk::Status::kBroken) {
      return Stop(RunEnd::kProtocol, std::move(answer.problem));
    }
    answer_ = std::move(answer.frame);
    sending_ = answer_;
    frame_.Next(MostReply(limits_));
    // A worker that used the time for other things is not to gain by it.
    cpu_check_ = std::min(cpu_check_, Clock::now() + std::chrono::milliseconds(1));
    Push();
  }

  void HearEnd() {
    channel_open_ = false;
    if (frame_.state() == wire::Assembler::State::kComplete) {
      return Stop(RunEnd::kReply, "");
    }
    grace_end_ = std::min(grace_end_, Clock::now() + kGrace);
  }

  // A record of the keeper: what was refused is kept, an end is reported. False: there is none.
  enum class Heard { kNothing, kRefusal, kEnd, kGone };
  Heard HearRecord() {
    char bytes[wire::kStatusBytes];
    const ssize_t got = read(worker_.status.get(), bytes, sizeof bytes);
    if (got < 0 && (errno == EINTR || errno == EAGAIN)) return Heard::kNothing;
    wire::StatusRecord record;
    if (got != static_cast<ssize_t>(sizeof bytes) ||
        !wire::DecodeStatus({bytes, sizeof bytes}, &record)) {
      return Heard::kGone;
    }
    if (record.refusal) {
      seen_.refusal = record.refusal;
      return Heard::kRefusal;
    }
    seen_.report = record.exit;
    reported_ = true;
    return Heard::kEnd;
  }

  void HearKeeper() {
    Heard heard = HearRecord();
    if (heard == Heard::kRefusal) heard = HearRecord();
    if (heard == Heard::kNothing || heard == Heard::kRefusal) return;
    // The process is gone: whatever it sent is there to be read.
    if (channel_open_) Hear();
    if (ended_) return;
    if (heard == Heard::kGone) return Stop(RunEnd::kKeeperGone, "");
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
      // So many threads cannot reach the limit earlier than this.
      cpu_check_ = now + std::max<Clock::duration>((limits_.cpu - used) / limits_.threads,
                                                   std::chrono::milliseconds(1));
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
      if (ready <= 0 || HearRecord() == Heard::kGone) return;
    }
  }

  void Finish() {
    seen_.wall = std::chrono::duration_cast<microseconds>(Clock::now() - start_ - desk_.time());
    seen_.host = std::chrono::duration_cast<microseconds>(desk_.time());
    seen_.host_calls = desk_.calls();
    // What the keeper refused it has told before the worker knew.
    while (!reported_ && HearRecord() == Heard::kRefusal) {
    }
    const bool kept = options_.after != AfterReply::kEnd && seen_.end == RunEnd::kReply;
    if (kept && options_.after == AfterReply::kSession) worker_.Pause();
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
    if (!seen_.out_truncated && out_open_) Drain(OutputStream::kStdout);
    if (!seen_.err_truncated && err_open_) Drain(OutputStream::kStderr);
    if (seen_.end == RunEnd::kReply && (seen_.out_truncated || seen_.err_truncated)) {
      seen_.end = RunEnd::kOutput;
    }
    if (options_.after == AfterReply::kEnd || seen_.end != RunEnd::kReply) worker_.Kill();
  }

  Worker& worker_;
  std::string_view sending_;  // of the request, then of `answer_`
  std::string answer_;
  const WatchOptions& options_;
  const Limits& limits_;
  microseconds cpu_before_;
  HostDesk desk_;
  StopSignal stop_;
  wire::Assembler frame_;
  Observation seen_;
  Clock::time_point start_, deadline_, cpu_check_;
  Clock::time_point grace_end_ = Clock::time_point::max();
  pid_t pid_ = 0;
  bool channel_open_ = true, out_open_ = true, err_open_ = true;
  bool reported_ = false, ended_ = false;
};

}  // namespace

Observation Watch(Worker& worker, std::string_view request, const WatchOptions& options) {
  return Watcher(worker, request, options).Run();
}

}  // namespace stockade::executor
