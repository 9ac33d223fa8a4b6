// Confined runs, client to client, in the default configuration: source text in, value out.
//
//   bench_confined_runs MODE COUNT [PACE_MS]
//   MODE: run (check, rewrite, run), prepared, session, saturated
//   prints {"mode", "wall_ms": [...], "total_s", "worker_private_bytes": N}
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "tools/pipeline.h"

namespace {

using Clock = std::chrono::steady_clock;

constexpr char kSource[] = "def test(x, name='Johny'):\n    return name + ' likes ' + str(x * x)\n";

double Milliseconds(Clock::duration d) {
  return std::chrono::duration<double, std::milli>(d).count();
}

// Private memory of the youngest stockade-worker process: one that waits for a request.
unsigned long WaitingWorkerPrivateBytes() {
  unsigned long best = 0;
  long best_pid = 0;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    const std::string name = entry.path().filename();
    if (name.find_first_not_of("0123456789") != std::string::npos) continue;
    std::ifstream comm(entry.path() / "comm");
    std::string command;
    std::getline(comm, command);
    if (command.rfind("stockade-worke", 0) != 0) continue;
    const long pid = std::atol(name.c_str());
    if (pid <= best_pid) continue;
    std::ifstream smaps(entry.path() / "smaps_rollup");
    std::string line;
    unsigned long kib = 0;
    while (std::getline(smaps, line)) {
      if (line.rfind("Private_Clean:", 0) == 0 || line.rfind("Private_Dirty:", 0) == 0) {
        kib += std::strtoul(line.c_str() + 14, nullptr, 10);
      }
    }
    best_pid = pid;
    best = kib * 1024;
  }
  return best;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const std::string mode = argv[1];
  const int count = std::atoi(argv[2]);
  const int pace = argc > 3 ? std::atoi(argv[3]) : 0;
  auto pipeline = stockade::Pipeline::Create({.pool = mode == "saturated" ? 4 : 2});
  if (!pipeline) {
    std::fprintf(stderr, "%s\n", pipeline.error().message.c_str());
    return 3;
  }
  stockade::RunRequest request;
  request.function = "test";
  request.args_json = "[5]";
  auto ok = [](const auto& r) {
    return r && r->outcome.verdict == stockade::executor::Verdict::kOk;
  };
  for (int i = 0; i < 3; ++i) {
    if (!ok(pipeline->Run(kSource, request))) return 70;
  }
  std::this_thread::sleep_for(std::chrono::milliseconds(200));
  const unsigned long memory = WaitingWorkerPrivateBytes();
  std::vector<double> wall(static_cast<size_t>(count));
  std::atomic<int> failures = 0;
  const auto start = Clock::now();
  if (mode == "run") {
    for (double& w : wall) {
      const auto begin = Clock::now();
      if (!ok(pipeline->Run(kSource, request))) ++failures;
      w = Milliseconds(Clock::now() - begin);
      std::this_thread::sleep_for(std::chrono::milliseconds(pace));
    }
  } else if (mode == "prepared") {
    auto prepared = pipeline->Prepare(kSource);
    if (!prepared) return 70;
    for (double& w : wall) {
      const auto begin = Clock::now();
      if (!ok(prepared->Call(request))) ++failures;
      w = Milliseconds(Clock::now() - begin);
      std::this_thread::sleep_for(std::chrono::milliseconds(pace));
    }
  } else if (mode == "session") {
    auto session = pipeline->OpenSession(kSource);
    if (!session) return 70;
    for (double& w : wall) {
      const auto begin = Clock::now();
      if (!ok(session->Call(request))) ++failures;
      w = Milliseconds(Clock::now() - begin);
      std::this_thread::sleep_for(std::chrono::milliseconds(pace));
    }
  } else {
    std::atomic<int> next = 0;
    auto client = [&] {
      for (int i = next++; i < count; i = next++) {
        const auto begin = Clock::now();
        if (!ok(pipeline->Run(kSource, request))) ++failures;
        wall[static_cast<size_t>(i)] = Milliseconds(Clock::now() - begin);
      }
    };
    std::thread other(client);
    client();
    other.join();
  }
  const double total = Milliseconds(Clock::now() - start) / 1000;
  std::printf(
      "{\"mode\": \"%s\", \"failures\": %d, \"total_s\": %.6f, \"worker_private_bytes\": %lu, "
      "\"wall_ms\": [",
      mode.c_str(), failures.load(), total, memory);
  for (size_t i = 0; i < wall.size(); ++i) std::printf("%s%.4f", i == 0 ? "" : ", ", wall[i]);
  std::printf("]}\n");
  return failures == 0 ? 0 : 1;
}
