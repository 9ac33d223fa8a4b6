// Unix-domain sockets that carry messages with descriptors: between the supervisor and the zygote
// (SOCK_SEQPACKET, one message a datagram) and for the sockets and pipes of workers.
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>
#include <vector>

#include "executor/descriptor.h"

namespace stockade::executor {

// Larger messages are refused on both sides.
inline constexpr size_t kMaxMessage = 64u << 10;
inline constexpr size_t kMaxDescriptors = 8;

struct Message {
  std::string bytes;
  std::vector<Descriptor> descriptors;
  pid_t sender = 0;  // as the kernel says (SCM_CREDENTIALS); 0 if the socket does not ask for it
};

enum class ReceiveStatus { kMessage, kEmpty /* nothing now */, kClosed, kBroken };

// Two connected sockets of `type`, close-on-exec. False: errno says why.
bool MakeSocketPair(int type, Descriptor* left, Descriptor* right);
bool MakePipe(Descriptor* read_end, Descriptor* write_end);

// Blocks while the socket is full; false when the peer is gone or the message is too large.
bool Send(int socket, std::string_view bytes, const std::vector<int>& descriptors = {});

// One message; received descriptors are close-on-exec. `wait`: block until there is one.
ReceiveStatus Receive(int socket, bool wait, Message* message);

// write() or read() of all of `size` bytes, through interruptions. False: end of file or error.
bool WriteAll(int fd, const void* data, size_t size);
bool ReadAll(int fd, void* data, size_t size);

}  // namespace stockade::executor
