#include "executor/wire.h"

#include <gtest/gtest.h>

#include <random>

namespace stockade::executor::wire {
namespace {

interpreter::Reply SampleReply() {
  interpreter::Reply reply;
  reply.kind = interpreter::ReplyKind::kException;
  reply.value = "i12345678";
  reply.type = "ValueError";
  reply.message = "no";
  reply.frames = {{1, 2, true, "<module>"}, {7, 0, false, "f"}};
  reply.exit_code = -3;
  reply.iterations = 1ull << 40;
  return reply;
}

LoadMessage SampleLoad() {
  LoadMessage message;
  message.load.text = std::string("x = 1\n\0", 7);
  message.load.kind = SubmissionKind::kExpression;
  message.load.filename = "a.py";
  message.load.guards = GuardMode::kAll;
  message.load.bare_names = {"append", ""};
  message.load.imports = {"math"};
  message.load.allow_attributes = {"__name__"};
  message.load.dunder_methods = {"*"};
  message.load.stdin_bytes = "in";
  message.load.iterations = 5;
  message.load.recursion = 77;
  message.load.result_bytes = 9;
  message.load.result_depth = 3;
  message.load.script = false;
  message.has_call = true;
  message.call = {"f", "t", "m"};
  return message;
}

TEST(Wire, RepliesCross) {
  interpreter::Reply back;
  ASSERT_TRUE(DecodeReply(EncodeReply(SampleReply()), &back));
  EXPECT_EQ(EncodeReply(back), EncodeReply(SampleReply()));
  EXPECT_EQ(back.exit_code, -3);
  EXPECT_EQ(back.frames[1].function, "f");
  EXPECT_FALSE(back.frames[1].has_column);
}

TEST(Wire, RequestsCross) {
  LoadMessage back;
  ASSERT_TRUE(DecodeLoad(EncodeLoad(SampleLoad()), &back));
  EXPECT_EQ(EncodeLoad(back), EncodeLoad(SampleLoad()));
  EXPECT_EQ(back.load.recursion, 77);
  EXPECT_EQ(back.call.function, "f");
  interpreter::CallRequest call;
  ASSERT_TRUE(DecodeCall(EncodeCall({"g", "a", "k"}), &call));
  EXPECT_EQ(call.kwargs, "k");
}

TEST(Wire, ZygoteMessagesCross) {
  StartMessage start;
  start.version = "1";
  start.preload = {"os"};
  start.pool = 3;
  start.memory_bytes = 1ull << 33;
  StartMessage start_back;
  ASSERT_TRUE(DecodeStart(EncodeStart(start), &start_back));
  EXPECT_EQ(EncodeStart(start_back), EncodeStart(start));
  HelloMessage hello;
  using std::chrono::nanoseconds;
  const FacilityCost cost{nanoseconds(1), nanoseconds(2), nanoseconds(3)};
  hello.facilities = {{"landlock", true, "ABI 7", cost}, {"cgroup", false, ""}};
  HelloMessage hello_back;
  ASSERT_TRUE(DecodeHello(EncodeHello(hello), &hello_back));
  EXPECT_EQ(EncodeHello(hello_back), EncodeHello(hello));
  EXPECT_EQ(hello_back.facilities[0].cost.call, nanoseconds(3));
  ReadyMessage ready{42, "no"};
  ReadyMessage ready_back;
  ASSERT_TRUE(DecodeReady(EncodeReady(ready), &ready_back));
  EXPECT_EQ(ready_back.cpu_microseconds, 42u);
  for (const std::optional<Refusal> refusal :
       {std::optional<Refusal>(), std::optional<Refusal>(Refusal::kThread)}) {
    const StatusRecord record{refusal, {139, 7, 8}};
    StatusRecord back;
    const std::string bytes = EncodeStatus(record);
    EXPECT_EQ(bytes.size(), kStatusBytes);
    ASSERT_TRUE(DecodeStatus(bytes, &back));
    EXPECT_EQ(back.refusal, refusal);
    EXPECT_EQ(back.exit.status, 139);
    EXPECT_FALSE(DecodeStatus("\x09" + bytes.substr(1), &back));
  }
}

// Every cut and every extra byte is refused, in every message.
TEST(Wire, NothingIsHalfUnderstood) {
  const std::string reply = EncodeReply(SampleReply());
  const std::string load = EncodeLoad(SampleLoad());
  for (size_t size = 0; size < reply.size(); ++size) {
    interpreter::Reply back;
    EXPECT_FALSE(DecodeReply(std::string_view(reply).substr(0, size), &back)) << size;
  }
  for (size_t size = 0; size < load.size(); ++size) {
    LoadMessage back;
    EXPECT_FALSE(DecodeLoad(std::string_view(load).substr(0, size), &back)) << size;
  }
  interpreter::Reply back;
  EXPECT_FALSE(DecodeReply(reply + "x", &back));
  std::string bad_kind = reply;
  bad_kind[0] = 99;
  EXPECT_FALSE(DecodeReply(bad_kind, &back));
}

TEST(Wire, CountsAreNotBelieved) {
  // A reply that promises four thousand million frames in eleven bytes.
  std::string bytes(1, '\0');      // kind
  bytes += std::string(12, '\0');  // value, type, message: empty
  bytes += "\xFF\xFF\xFF\xFF";     // frames
  interpreter::Reply back;
  EXPECT_FALSE(DecodeReply(bytes, &back));
  EXPECT_TRUE(back.frames.empty());
}

TEST(Wire, RandomChangesNeverCrash) {
  std::mt19937 random(3);
  const std::string good = EncodeReply(SampleReply());
  for (int i = 0; i < 20'000; ++i) {
    std::string bytes = good;
    for (int k = 0; k < 3; ++k) bytes[random() % bytes.size()] = static_cast<char>(random());
    interpreter::Reply back;
    if (!DecodeReply(bytes, &back)) continue;
    EXPECT_LE(back.frames.size(), kMaxFrames);
  }
}

TEST(Wire, LongTextsAreCutBySenderAndRefusedByReceiver) {
  interpreter::Reply reply = SampleReply();
  reply.message = std::string(kMaxTextBytes - 1, 'x') + "\xC3\xA9";
  reply.type = std::string(10'000, 't');
  for (uint32_t i = 0; i < 5000; ++i) reply.frames.push_back({i, 0, false, "deep"});
  interpreter::Reply back;
  ASSERT_TRUE(DecodeReply(EncodeReply(reply), &back));
  EXPECT_EQ(back.message, std::string(kMaxTextBytes - 1, 'x'));  // no half character
  EXPECT_EQ(back.type.size(), kMaxTypeBytes);
  EXPECT_EQ(back.frames.size(), kMaxFrames);
  EXPECT_EQ(back.frames.front().line, 1u);
  EXPECT_EQ(back.frames.back().line, 4999u);
}

TEST(Assembler, TakesFramesByteByByte) {
  const std::string frame = Frame(FrameType::kReply, "hello");
  Assembler in(100);
  EXPECT_TRUE(in.untouched());
  for (size_t i = 0; i < frame.size(); ++i) {
    EXPECT_NE(in.state(), Assembler::State::kComplete);
    EXPECT_EQ(in.Feed(frame.substr(i, 1)), 1u);
    EXPECT_FALSE(in.untouched());
  }
  EXPECT_EQ(in.state(), Assembler::State::kComplete);
  EXPECT_EQ(in.payload(), "hello");
  EXPECT_EQ(in.type(), static_cast<uint8_t>(FrameType::kReply));
  EXPECT_EQ(in.Missing(), 0u);
}

TEST(Assembler, LeavesWhatFollows) {
  Assembler in(100);
  EXPECT_EQ(in.Feed(Frame(FrameType::kReply, "abc") + "extra"), 8u);
  EXPECT_EQ(in.state(), Assembler::State::kComplete);
  EXPECT_EQ(in.Feed("more"), 0u);
  in.Next(2);
  EXPECT_EQ(in.Feed(Frame(FrameType::kReply, "abc")), 5u);
  EXPECT_EQ(in.state(), Assembler::State::kTooLarge);
}

TEST(Assembler, RefusesALengthBeforeItTakesMemory) {
  Assembler in(1000);
  in.Feed("\xFF\xFF\xFF\xFF\x0A");
  EXPECT_EQ(in.state(), Assembler::State::kTooLarge);
  EXPECT_LT(in.payload().capacity(), 100u);
}

TEST(Datagram, HoldsExactlyOneFrame) {
  FrameType type{};
  std::string_view payload;
  const std::string frame = Frame(FrameType::kTicket, "p");
  ASSERT_TRUE(SplitDatagram(frame, &type, &payload));
  EXPECT_EQ(type, FrameType::kTicket);
  EXPECT_EQ(payload, "p");
  EXPECT_FALSE(SplitDatagram(frame + "x", &type, &payload));
  EXPECT_FALSE(SplitDatagram(frame.substr(0, 5), &type, &payload));
  EXPECT_FALSE(SplitDatagram("abc", &type, &payload));
}

}  // namespace
}  // namespace stockade::executor::wire
