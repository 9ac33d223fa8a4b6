#include "program.h"

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "executor/guards.h"

namespace stockade::executor::tests {
namespace {

using interpreter::RawFrame;
using interpreter::Reply;
using interpreter::ReplyKind;

int reply_descriptor = -1;

void PutNumber(std::string* out, uint64_t number) {
  out->append(reinterpret_cast<const char*>(&number), sizeof number);
}
void PutText(std::string* out, const std::string& text) {
  PutNumber(out, text.size());
  *out += text;
}

struct Reader {
  std::string_view bytes;
  uint64_t Number() {
    uint64_t number = 0;
    if (bytes.size() < sizeof number) return 0;
    std::memcpy(&number, bytes.data(), sizeof number);
    bytes.remove_prefix(sizeof number);
    return number;
  }
  std::string Text() {
    const uint64_t size = Number();
    std::string text(bytes.substr(0, size));
    bytes.remove_prefix(text.size());
    return text;
  }
};

void Send(const Reply& reply, bool limited) {
  std::string out;
  PutNumber(&out, limited ? 1 : 0);
  PutNumber(&out, static_cast<uint64_t>(reply.kind));
  PutText(&out, reply.value);
  PutText(&out, reply.type);
  PutText(&out, reply.message);
  PutNumber(&out, static_cast<uint64_t>(reply.exit_code));
  PutNumber(&out, reply.iterations);
  PutNumber(&out, reply.frames.size());
  for (const RawFrame& frame : reply.frames) {
    PutNumber(&out, frame.line);
    PutNumber(&out, frame.column);
    PutNumber(&out, frame.has_column ? 1 : 0);
    PutText(&out, frame.function);
  }
  std::string_view rest = out;
  while (!rest.empty()) {
    const ssize_t written = write(reply_descriptor, rest.data(), rest.size());
    if (written <= 0) _exit(97);
    rest.remove_prefix(static_cast<size_t>(written));
  }
}

void Receive(std::string_view bytes, Ended* ended) {
  if (bytes.empty()) return;
  Reader reader{bytes};
  ended->replied = true;
  ended->limited = reader.Number() == 1;
  Reply& reply = ended->reply;
  reply.kind = static_cast<ReplyKind>(reader.Number());
  reply.value = reader.Text();
  reply.type = reader.Text();
  reply.message = reader.Text();
  reply.exit_code = static_cast<int>(reader.Number());
  reply.iterations = reader.Number();
  reply.frames.resize(reader.Number());
  for (RawFrame& frame : reply.frames) {
    frame.line = static_cast<uint32_t>(reader.Number());
    frame.column = static_cast<uint32_t>(reader.Number());
    frame.has_column = reader.Number() == 1;
    frame.function = reader.Text();
  }
}

void StartOnce(bool guards_off) {
  static bool started = false;
  if (started) return;
  started = true;
  std::string error;
  if (!interpreter::Start({.guards_off = guards_off, .imports = {"*"}}, &error)) {
    std::fprintf(stderr, "the interpreter does not start: %s\n", error.c_str());
    std::abort();
  }
}

}  // namespace

Ended RunProgram(const interpreter::LoadRequest& load,
                 const std::optional<interpreter::CallRequest>& call) {
  StartOnce(load.guards == GuardMode::kOff);
  int pipes[3][2];  // out, err, reply
  for (auto& ends : pipes) {
    if (pipe(ends) != 0) std::abort();
  }
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    dup2(pipes[0][1], 1);
    dup2(pipes[1][1], 2);
    for (int i = 0; i < 3; ++i) close(pipes[i][0]);
    reply_descriptor = pipes[2][1];
    alarm(20);
    interpreter::on_limit = [](const Reply& reply) { Send(reply, true); };
    interpreter::AfterFork();
    interpreter::Warm();
    Reply reply = interpreter::Load(load);
    if (call && reply.kind == ReplyKind::kOk) reply = interpreter::Call(*call);
    interpreter::Flush();
    Send(reply, false);
    _exit(0);
  }
  Ended ended;
  std::string reply_bytes;
  std::string* sinks[3] = {&ended.out, &ended.err, &reply_bytes};
  pollfd waits[3];
  for (int i = 0; i < 3; ++i) {
    close(pipes[i][1]);
    waits[i] = {pipes[i][0], POLLIN, 0};
  }
  for (int open = 3; open > 0;) {
    if (poll(waits, 3, -1) < 0) break;
    for (int i = 0; i < 3; ++i) {
      if (waits[i].fd < 0 || waits[i].revents == 0) continue;
      char buffer[65536];
      const ssize_t size = read(waits[i].fd, buffer, sizeof buffer);
      if (size > 0) {
        sinks[i]->append(buffer, static_cast<size_t>(size));
      } else {
        close(waits[i].fd);
        waits[i].fd = -1;
        --open;
      }
    }
  }
  waitpid(child, &ended.wait_status, 0);
  Receive(reply_bytes, &ended);
  return ended;
}

interpreter::LoadRequest Guarded(std::string text) {
  interpreter::LoadRequest request;
  request.text = Spell(std::move(text));
  request.filename = "<submission>";
  request.guards = GuardMode::kProven;
  request.dunder_methods = {"*"};
  request.iterations = 1'000'000;
  return request;
}

interpreter::LoadRequest Plain(std::string text) {
  interpreter::LoadRequest request;
  request.text = std::move(text);
  request.filename = "<submission>";
  request.guards = GuardMode::kOff;
  return request;
}

std::string Spell(std::string text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '$') {
      out += text[i];
      continue;
    }
    size_t end = i + 1;
    while (end < text.size() && std::isalpha(static_cast<unsigned char>(text[end])) != 0) ++end;
    out += '"';
    out += kGuardMarker;
    out += text.substr(i + 1, end - i - 1);
    out += '"';
    i = end - 1;
  }
  return out;
}

}  // namespace stockade::executor::tests
