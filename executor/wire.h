// The closed binary format between supervisor, zygote and workers. Nothing is unpickled and nothing
// is JSON: a message is numbers and counted strings, and every length is checked against what is
// there.
//
//   std::string frame = wire::Frame(FrameType::kLoad, wire::EncodeLoad(load));     // supervisor
//   wire::Assembler in(limit);                                                     // and the other
//   way in.Feed(bytes);  if (in.state() == wire::Assembler::State::kComplete)
//   DecodeReply(in.payload(), ...)
//
// A frame is the payload's length (uint32 little endian), one byte of type, and the payload. On a
// worker's channel there is one kReady frame, then kHostCall frames that each wait for an answer,
// then one kReply frame, then the end of the stream; anything else is the verdict protocol_error.
// (A session's worker keeps the stream open and waits for the next kCall.)
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "executor/file_name.h"
#include "executor/outcome.h"
#include "executor/worker/interpreter.h"

namespace stockade::executor::wire {

enum class FrameType : uint8_t {
  // Between supervisor and zygote, one a datagram.
  kStart = 1,  // StartMessage; once
  kHello,      // HelloMessage; once, when the zygote is confined or has failed
  kMore,       // one more waiting worker, please
  kWorker,     // descriptors of a waiting worker (see WorkerDescriptor)
  kPrepare,    // a template worker, please; carries the socket for its kWorker messages
  kTicket,     // on that socket: one more call, please
  kFailed,     // on either socket: text; a worker could not be made
  // Between supervisor and worker, a stream.
  kReady,  // ReadyMessage; before anything of a submission is read
  kLoad,   // LoadMessage
  kCall,   // interpreter::CallRequest
  kReply,  // interpreter::Reply
  // Between zygote and template worker, one a datagram.
  kFork = 13,  // carries channel, stdout and stderr of the next call
  kBorn,       // from the forked process; the kernel says who sent it
  // Between supervisor and zygote.
  kSession,  // a session's worker, please; carries the socket for its kWorker message
  // Between supervisor and worker, while a run is under way.
  kHostCall,    // interpreter::HostRequest, from the worker
  kHostAnswer,  // interpreter::HostReply
};

// Order of the descriptors of a kWorker message.
enum WorkerDescriptor { kPidFd, kChannel, kStdout, kStderr, kStatus, kWorkerDescriptorCount };

// What the keeper tells of a worker through its status pipe: records of one size.
// That the kernel has refused it something, before it saw the refusal.
enum class Refusal : uint8_t { kProcess = 1, kThread };
// And its end, after wait4; the last record.
struct ExitReport {
  int32_t status = 0;             // as wait4 gives it
  uint64_t cpu_microseconds = 0;  // user + system, warm-up included
  uint64_t peak_memory_bytes = 0;
};
inline constexpr size_t kStatusBytes = 1 + 4 + 8 + 8;
struct StatusRecord {
  std::optional<Refusal> refusal;  // else `exit`
  ExitReport exit;
};

struct StartMessage {
  std::string version;  // of the library; the worker must be the same
  bool probe = false;   // report facilities, run nothing
  bool guards_off = false;
  std::vector<std::string> preload;
  std::vector<std::string> without_syscalls;
  std::vector<std::string> imports;  // patterns of the policy: façades on demand
  std::vector<HostModule> modules;
  uint32_t pool = 0;
  uint64_t memory_bytes = 0;
  uint32_t open_files = 0, cpu_seconds = 0, threads = 1;
};

struct HelloMessage {
  std::string version;
  std::string error;  // not empty: the zygote gives up
  std::vector<Facility> facilities;
};

struct ReadyMessage {
  uint64_t cpu_microseconds = 0;  // what the warm-up took
  std::string error;              // not empty: the worker could not be confined and ends
};

struct LoadMessage {
  interpreter::LoadRequest load;
  bool has_call = false;
  interpreter::CallRequest call;
};

// Strings of a reply are cut to these before they are sent, and refused beyond them.
inline constexpr size_t kMaxTypeBytes = 512;
inline constexpr size_t kMaxTextBytes = 8u << 10;
inline constexpr size_t kMaxFunctionBytes = 512;
inline constexpr size_t kMaxFrames = 200;
// A reply's payload is at most its value and this.
inline constexpr size_t kReplyOverhead = 256u << 10;

std::string Frame(FrameType type, std::string_view payload);

std::string EncodeStart(const StartMessage& message);
std::string EncodeHello(const HelloMessage& message);
std::string EncodeReady(const ReadyMessage& message);
std::string EncodeLoad(const LoadMessage& message);
std::string EncodeCall(const interpreter::CallRequest& call);
std::string EncodeReply(const interpreter::Reply& reply);
std::string EncodeHostCall(const interpreter::HostRequest& request);
std::string EncodeHostAnswer(const interpreter::HostReply& reply);
std::string EncodeStatus(const StatusRecord& record);

// False: the bytes are not such a message, wholly and exactly; the output is then unspecified.
bool DecodeStart(std::string_view payload, StartMessage* message);
bool DecodeHello(std::string_view payload, HelloMessage* message);
bool DecodeReady(std::string_view payload, ReadyMessage* message);
bool DecodeLoad(std::string_view payload, LoadMessage* message);
bool DecodeCall(std::string_view payload, interpreter::CallRequest* call);
bool DecodeReply(std::string_view payload, interpreter::Reply* reply);
bool DecodeHostCall(std::string_view payload, interpreter::HostRequest* request);
bool DecodeHostAnswer(std::string_view payload, interpreter::HostReply* reply);
bool DecodeStatus(std::string_view payload, StatusRecord* record);

// Splits one datagram that holds exactly one frame.
bool SplitDatagram(std::string_view datagram, FrameType* type, std::string_view* payload);

// Collects frames from a stream of hostile bytes. Takes at most the frame's own bytes of memory,
// and refuses a length beyond `max_payload` before it takes any.
class Assembler {
 public:
  enum class State { kHeader, kPayload, kComplete, kTooLarge };

  explicit Assembler(size_t max_payload) : max_payload_(max_payload) {}

  // Returns how many bytes were used: fewer than given when a frame is complete or too large.
  size_t Feed(std::string_view bytes);
  State state() const { return state_; }
  bool untouched() const { return state_ == State::kHeader && header_.empty(); }
  // Bytes of the header, and then of the payload, that are still to come.
  size_t Missing() const;
  uint8_t type() const { return type_; }
  const std::string& payload() const { return payload_; }
  // After kComplete: ready for the next frame.
  void Next(size_t max_payload);

 private:
  size_t max_payload_;
  State state_ = State::kHeader;
  std::string header_;
  std::string payload_;
  size_t wanted_ = 0;
  uint8_t type_ = 0;
};

}  // namespace stockade::executor::wire
