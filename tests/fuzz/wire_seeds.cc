// Writes one file for each kind of message and value, for the targets to start from:
//   fuzz_wire_seeds FOLDER
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include "executor/value.h"
#include "executor/wire.h"

int main(int argc, char** argv) {
  namespace executor = stockade::executor;
  namespace wire = stockade::executor::wire;
  if (argc != 2) return 2;
  const std::filesystem::path folder = argv[1];
  std::filesystem::create_directories(folder);
  const auto write = [&](const std::string& name, const std::string& bytes) {
    std::ofstream(folder / name, std::ios::binary) << bytes;
  };
  write("start", wire::EncodeStart({.version = "1", .preload = {"math", "re"}, .pool = 2}));
  write("hello", wire::EncodeHello({.version = "1"}));
  write("ready", wire::EncodeReady({.cpu_microseconds = 7}));
  write("load", wire::EncodeLoad({}));
  write("call", wire::EncodeCall({}));
  write("reply", wire::EncodeReply({}));
  write("status", wire::EncodeStatus({.exit = {.status = 1}}));
  write("refusal", wire::EncodeStatus({.refusal = wire::Refusal::kThread}));
  write("frame", wire::Frame(wire::FrameType::kReply, wire::EncodeReply({})));
  const std::string json =
      R"([null, true, -12345678901234567890123, 1.5, "a", {"b": [{"$type": "bytes", "value": "QQ=="}]}])";
  write("json", json);
  if (const auto value = executor::FromJson(json, {})) write("value", executor::Encode(*value));
  return 0;
}
