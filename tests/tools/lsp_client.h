// A client that talks to `stockade lsp` over pipes, byte by byte as the test says.
//
//   LspClient client({"--rules", "default"});
//   client.Initialize();
//   client.Notify("textDocument/didOpen", {...});
//   json diagnostics = client.WaitFor("textDocument/publishDiagnostics");
//
// Every wait has an end: a server that does not answer fails the test.
#pragma once

#include <sys/types.h>

#include <deque>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "tools/lsp/framing.h"

namespace stockade::tests {

class LspClient {
 public:
  explicit LspClient(std::vector<std::string> options = {}, std::string working_directory = {});
  ~LspClient();
  LspClient(const LspClient&) = delete;
  LspClient& operator=(const LspClient&) = delete;

  void SendRaw(std::string_view bytes);
  void Send(const nlohmann::json& message);
  void CloseInput();

  // The next message of the server; a null value, and a failure of the test, if none comes.
  nlohmann::json Next();
  // Whether nothing more comes, and the server has ended its output.
  bool AtEnd();

  int Request(std::string_view method, nlohmann::json params);  // its id
  void Notify(std::string_view method, nlohmann::json params);
  // The answer to that request; other messages are kept for WaitFor().
  nlohmann::json Answer(int id);
  // The params of the next notification of that name.
  nlohmann::json WaitFor(std::string_view method);

  // `initialize` with these capabilities, then `initialized`; gives the result.
  nlohmann::json Initialize(nlohmann::json capabilities = nlohmann::json::object());

  // Exit code of the server, which must end within the time limit.
  int Wait();

 private:
  std::optional<nlohmann::json> Read();

  pid_t process_ = -1;
  int to_server_ = -1, from_server_ = -1;
  int last_id_ = 0;
  lsp::FrameReader reader_;
  std::deque<nlohmann::json> kept_;
};

}  // namespace stockade::tests
