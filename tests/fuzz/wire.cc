// Whatever a worker sends is data: frames, messages, values and JSON from hostile bytes. What is
// taken means the same after it is written and read again.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "executor/value.h"
#include "executor/wire.h"

namespace executor = stockade::executor;
namespace wire = stockade::executor::wire;

namespace {

template <typename Message>
void TryMessage(bool (*decode)(std::string_view, Message*), std::string (*encode)(const Message&),
                std::string_view bytes) {
  Message message;
  if (!decode(bytes, &message)) return;
  const std::string again = encode(message);
  Message same;
  if (!decode(again, &same) || encode(same) != again) abort();
}

void TryValue(std::string_view bytes) {
  const executor::ValueLimits limits{.bytes = 64 << 10, .depth = 20, .values = 5000};
  if (const auto value = executor::Decode(bytes, limits)) {
    const std::string encoded = executor::Encode(*value);
    const auto again = executor::Decode(encoded, {});
    if (!again || executor::Encode(*again) != encoded) abort();
    const auto from_json = executor::FromJson(executor::ToJson(*value), {});
    if (from_json && executor::Encode(*from_json) != encoded) abort();
  }
  if (const auto value = executor::FromJson(bytes, limits)) {
    const std::string encoded = executor::Encode(*value);
    const auto again = executor::Decode(encoded, {});
    if (!again || executor::Encode(*again) != encoded) abort();
  }
}

void TryStream(std::string_view bytes) {
  constexpr size_t kMost = 4096;
  wire::Assembler in(kMost);
  // In pieces, as they may come.
  for (size_t at = 0; at < bytes.size();) {
    const std::string_view piece = bytes.substr(at, 1 + at % 7);
    const size_t used = in.Feed(piece);
    if (used > piece.size()) abort();
    at += used;
    if (in.state() == wire::Assembler::State::kComplete && in.payload().size() > kMost) abort();
    if (in.state() == wire::Assembler::State::kComplete ||
        in.state() == wire::Assembler::State::kTooLarge) {
      return;
    }
    if (used == 0) abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  TryMessage(wire::DecodeStart, wire::EncodeStart, bytes);
  TryMessage(wire::DecodeHello, wire::EncodeHello, bytes);
  TryMessage(wire::DecodeReady, wire::EncodeReady, bytes);
  TryMessage(wire::DecodeLoad, wire::EncodeLoad, bytes);
  TryMessage(wire::DecodeCall, wire::EncodeCall, bytes);
  TryMessage(wire::DecodeReply, wire::EncodeReply, bytes);
  TryMessage(wire::DecodeHostCall, wire::EncodeHostCall, bytes);
  TryMessage(wire::DecodeHostAnswer, wire::EncodeHostAnswer, bytes);
  TryMessage(wire::DecodeStatus, wire::EncodeStatus, bytes);
  wire::FrameType type;
  std::string_view payload;
  if (wire::SplitDatagram(bytes, &type, &payload) && payload.size() > size) abort();
  TryValue(bytes);
  TryStream(bytes);
  return 0;
}
