#include "tests/tools/lsp_client.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <thread>

#include "tests/support/process.h"

namespace stockade::tests {
namespace {

using nlohmann::json;

constexpr int kWaitMilliseconds = 20000;

}  // namespace

LspClient::LspClient(std::vector<std::string> options, std::string working_directory) {
  signal(SIGPIPE, SIG_IGN);
  int in[2], out[2];
  if (pipe2(in, O_CLOEXEC) != 0 || pipe2(out, O_CLOEXEC) != 0) abort();
  std::vector<std::string> words = {StockadePath(), "lsp"};
  words.insert(words.end(), options.begin(), options.end());
  std::vector<char*> argv;
  for (std::string& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  process_ = fork();
  if (process_ == 0) {
    if (!working_directory.empty() && chdir(working_directory.c_str()) != 0) _exit(126);
    dup2(in[0], STDIN_FILENO);
    dup2(out[1], STDOUT_FILENO);
    execv(argv[0], argv.data());
    _exit(127);
  }
  close(in[0]);
  close(out[1]);
  to_server_ = in[1];
  from_server_ = out[0];
}

LspClient::~LspClient() {
  CloseInput();
  close(from_server_);
  if (process_ > 0) {
    kill(process_, SIGKILL);
    waitpid(process_, nullptr, 0);
  }
}

void LspClient::CloseInput() {
  if (to_server_ >= 0) close(to_server_);
  to_server_ = -1;
}

void LspClient::SendRaw(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(to_server_, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return;  // the server is gone; the test will see that no answer comes
    bytes.remove_prefix(static_cast<size_t>(written));
  }
}

void LspClient::Send(const json& message) { SendRaw(lsp::Framed(message.dump())); }

std::optional<json> LspClient::Read() {
  for (;;) {
    if (auto frame = reader_.Next()) {
      EXPECT_EQ(static_cast<int>(frame->kind), static_cast<int>(lsp::Frame::Kind::kBody));
      return json::parse(frame->text);
    }
    pollfd poll_output{.fd = from_server_, .events = POLLIN, .revents = 0};
    const int ready = poll(&poll_output, 1, kWaitMilliseconds);
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return std::nullopt;
    char bytes[4096];
    const ssize_t got = read(from_server_, bytes, sizeof bytes);
    if (got <= 0) return std::nullopt;
    reader_.Feed({bytes, static_cast<size_t>(got)});
  }
}

json LspClient::Next() {
  if (!kept_.empty()) {
    json message = std::move(kept_.front());
    kept_.pop_front();
    return message;
  }
  if (auto message = Read()) return *message;
  ADD_FAILURE() << "the server sent nothing";
  return nullptr;
}

bool LspClient::AtEnd() { return kept_.empty() && !Read().has_value(); }

int LspClient::Request(std::string_view method, json params) {
  Send({{"jsonrpc", "2.0"}, {"id", ++last_id_}, {"method", method}, {"params", std::move(params)}});
  return last_id_;
}

void LspClient::Notify(std::string_view method, json params) {
  Send({{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}});
}

json LspClient::Answer(int id) {
  for (;;) {
    const auto message = Read();
    if (!message) {
      ADD_FAILURE() << "no answer to request " << id;
      return json::object();
    }
    if (message->contains("id") && (*message)["id"] == id && !message->contains("method")) {
      return *message;
    }
    kept_.push_back(*message);
  }
}

json LspClient::WaitFor(std::string_view method) {
  for (size_t i = 0; i < kept_.size(); ++i) {
    if (kept_[i].value("method", "") != method) continue;
    json params = kept_[i]["params"];
    kept_.erase(kept_.begin() + static_cast<std::ptrdiff_t>(i));
    return params;
  }
  for (;;) {
    const auto message = Read();
    if (!message) {
      ADD_FAILURE() << "no " << method;
      return json::object();
    }
    if (message->value("method", "") == method) return (*message)["params"];
    kept_.push_back(*message);
  }
}

json LspClient::Initialize(json capabilities) {
  const int id = Request(
      "initialize",
      {{"processId", nullptr}, {"rootUri", nullptr}, {"capabilities", std::move(capabilities)}});
  const json answer = Answer(id);
  Notify("initialized", json::object());
  return answer.value("result", json());
}

int LspClient::Wait() {
  for (int waited = 0; waited < kWaitMilliseconds; waited += 5) {
    int status = 0;
    if (waitpid(process_, &status, WNOHANG) == process_) {
      process_ = -1;
      return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  ADD_FAILURE() << "the server did not end";
  return -1000;
}

}  // namespace stockade::tests
