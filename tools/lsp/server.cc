#include "tools/lsp/server.h"

#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <deque>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "tools/findings.h"
#include "tools/lsp/document.h"
#include "tools/lsp/framing.h"
#include "tools/lsp/uri.h"
#include "tools/settings.h"

namespace stockade::lsp {
namespace {

using Json = nlohmann::json;
using Clock = std::chrono::steady_clock;

// JSON-RPC 2.0 and LSP 3.17.
enum ErrorCode : int {
  kParseError = -32700,
  kInvalidRequest = -32600,
  kMethodNotFound = -32601,
  kInvalidParams = -32602,
  kInternalError = -32603,
  kServerNotInitialized = -32002,
  kRequestCancelled = -32800,
};

struct RequestError {
  int code;
  std::string message;
};
using Answer = tl::expected<Json, RequestError>;

// The member at a path, or null: clients leave members out, and send null for some.
const Json& At(const Json& object, std::initializer_list<std::string_view> path) {
  static const Json kNull;
  const Json* at = &object;
  for (const std::string_view key : path) {
    if (!at->is_object()) return kNull;
    const auto member = at->find(std::string(key));
    if (member == at->end()) return kNull;
    at = &*member;
  }
  return *at;
}

std::string StringAt(const Json& object, std::initializer_list<std::string_view> path) {
  const Json& value = At(object, path);
  return value.is_string() ? value.get<std::string>() : std::string();
}

bool TrueAt(const Json& object, std::initializer_list<std::string_view> path) {
  const Json& value = At(object, path);
  return value.is_boolean() && value.get<bool>();
}

std::optional<LspPosition> ReadPosition(const Json& value) {
  const Json& line = At(value, {"line"});
  const Json& character = At(value, {"character"});
  if (!line.is_number_unsigned() || !character.is_number_unsigned()) return std::nullopt;
  const auto clamp = [](const Json& number) {
    return static_cast<uint32_t>(std::min<uint64_t>(number.get<uint64_t>(), UINT32_MAX));
  };
  return LspPosition{clamp(line), clamp(character)};
}

Json ToJson(const LspPosition& position) {
  return {{"line", position.line}, {"character", position.character}};
}

struct OpenFile {
  Document document;
  Json version;  // an integer, or null
  bool dirty = true;
  Clock::time_point dirty_since = Clock::now();
  std::vector<analyzer::Diagnostic> findings;  // of the text as it is, unless dirty
};

class Server {
 public:
  Server(int input, int output, const ServerOptions& options)
      : input_(input), output_(output), options_(options), settings_(options.rules) {}

  bool Serve();

 private:
  struct RequestRow {
    std::string_view method;
    Answer (Server::*handle)(const Json& params);
  };
  struct NotificationRow {
    std::string_view method;
    void (Server::*handle)(const Json& params);
  };
  static const RequestRow kRequests[];
  static const NotificationRow kNotifications[];

  // Requests.
  Answer Initialize(const Json& params);
  Answer Shutdown(const Json& params);
  Answer Hover(const Json& params);
  // Notifications.
  void Initialized(const Json& params);
  void Exit(const Json& params);
  void DidOpen(const Json& params);
  void DidChange(const Json& params);
  void DidSave(const Json& params);
  void DidClose(const Json& params);
  void SettingsChanged(const Json& params);
  void Ignore(const Json&) {}

  enum class Wait { kNo, kYes };
  void ReadInput(Wait wait);
  void TakeFrames();
  void Enqueue(Json message);
  void Handle(const Json& message);
  void HandleRequest(const Json& id, const std::string& method, const Json& params);
  void HandleNotification(const std::string& method, const Json& params);
  bool ParentIsGone() const;

  void MarkDirty(OpenFile& file);
  // Checks one document that waits for it; false: there is none.
  bool CheckOne(bool only_overdue);
  void CheckDocument(const std::string& uri, OpenFile& file);
  void Publish(const std::string& uri, const OpenFile& file);
  Json ToDiagnostic(const OpenFile& file, const analyzer::Diagnostic& finding) const;
  void ShowError(const std::string& message);

  void Send(const Json& message);
  void Reply(const Json& id, const Answer& answer);
  void Notify(std::string_view method, Json params);

  const int input_, output_;
  const ServerOptions options_;
  Settings settings_;
  FrameReader reader_;
  std::deque<Json> queue_;
  std::set<Json> cancelled_;  // ids of requests that are still in the queue
  std::map<std::string, OpenFile> files_;
  std::set<std::string> shown_errors_;

  // What the client said.
  PositionEncoding encoding_ = PositionEncoding::kUtf16;
  bool version_support_ = false, data_support_ = false, watch_support_ = false;
  bool hover_markdown_ = false;
  pid_t parent_ = 0;  // 0: not watched

  bool initialized_ = false, shut_down_ = false, done_ = false;
};

const Server::RequestRow Server::kRequests[] = {
    {"initialize", &Server::Initialize},
    {"shutdown", &Server::Shutdown},
    {"textDocument/hover", &Server::Hover},
};

const Server::NotificationRow Server::kNotifications[] = {
    {"initialized", &Server::Initialized},
    {"exit", &Server::Exit},
    {"textDocument/didOpen", &Server::DidOpen},
    {"textDocument/didChange", &Server::DidChange},
    {"textDocument/didSave", &Server::DidSave},
    {"textDocument/didClose", &Server::DidClose},
    {"workspace/didChangeConfiguration", &Server::SettingsChanged},
    {"workspace/didChangeWatchedFiles", &Server::SettingsChanged},
    {"workspace/didChangeWorkspaceFolders", &Server::Ignore},
};

bool Server::Serve() {
  // Everything that has come is handled before a text is checked, so that a burst of changes costs
  // one check; but no document waits longer than this for it.
  while (!done_) {
    ReadInput(Wait::kNo);
    TakeFrames();
    if (!queue_.empty()) {
      const Json message = std::move(queue_.front());
      queue_.pop_front();
      Handle(message);
      CheckOne(/*only_overdue=*/true);
      continue;
    }
    if (CheckOne(/*only_overdue=*/false)) continue;
    if (!done_) ReadInput(Wait::kYes);
  }
  return shut_down_;
}

void Server::ReadInput(Wait wait) {
  constexpr int kParentCheckMilliseconds = 5000;
  pollfd poll_input{.fd = input_, .events = POLLIN, .revents = 0};
  const int ready = poll(&poll_input, 1, wait == Wait::kYes ? kParentCheckMilliseconds : 0);
  if (ready == 0) {
    if (wait == Wait::kYes && ParentIsGone()) done_ = true;
    return;
  }
  if (ready < 0) {
    if (errno != EINTR) done_ = true;
    return;
  }
  char bytes[64 << 10];
  const ssize_t got = read(input_, bytes, sizeof bytes);
  if (got > 0) {
    reader_.Feed({bytes, static_cast<size_t>(got)});
  } else if (got == 0 || errno != EINTR) {
    // The end of the input: what came before it is still answered.
    TakeFrames();
    while (!queue_.empty() && !done_) {
      const Json message = std::move(queue_.front());
      queue_.pop_front();
      Handle(message);
    }
    while (!done_ && CheckOne(/*only_overdue=*/false)) {
    }
    done_ = true;
  }
}

bool Server::ParentIsGone() const {
  return parent_ != 0 && kill(parent_, 0) != 0 && errno == ESRCH;
}

void Server::TakeFrames() {
  while (std::optional<Frame> frame = reader_.Next()) {
    if (frame->kind == Frame::Kind::kBroken) {
      fmt::print(stderr, "stockade lsp: {}; giving up\n", frame->text);
      Reply(nullptr, tl::unexpected(RequestError{kParseError, frame->text}));
      done_ = true;
      return;
    }
    if (frame->kind == Frame::Kind::kTooLarge) {
      Reply(nullptr, tl::unexpected(RequestError{kInvalidRequest, "the message is too large"}));
      continue;
    }
    Json message = Json::parse(frame->text, nullptr, /*allow_exceptions=*/false);
    if (message.is_discarded()) {
      Reply(nullptr, tl::unexpected(RequestError{kParseError, "the message is not JSON"}));
    } else if (!message.is_object()) {
      Reply(nullptr, tl::unexpected(RequestError{kInvalidRequest, "the message is no object"}));
    } else {
      Enqueue(std::move(message));
    }
  }
}

void Server::Enqueue(Json message) {
  if (StringAt(message, {"method"}) == "$/cancelRequest") {
    const Json& id = At(message, {"params", "id"});
    const bool waits = std::any_of(queue_.begin(), queue_.end(), [&](const Json& queued) {
      return queued.contains("method") && queued.contains("id") && queued["id"] == id;
    });
    if (waits) cancelled_.insert(id);
    return;
  }
  queue_.push_back(std::move(message));
}

void Server::Handle(const Json& message) {
  const Json& method = At(message, {"method"});
  const bool has_id = message.contains("id");
  if (!method.is_string()) {
    // An answer to one of our requests needs nothing; anything else is malformed.
    if (message.contains("result") || message.contains("error")) return;
    Reply(has_id ? message["id"] : Json(nullptr),
          tl::unexpected(RequestError{kInvalidRequest, "the message has no method"}));
    return;
  }
  const Json& params = At(message, {"params"});
  if (!has_id) return HandleNotification(method.get<std::string>(), params);
  const Json& id = message["id"];
  if (!id.is_string() && !id.is_number_integer()) {
    Reply(nullptr, tl::unexpected(RequestError{kInvalidRequest, "an id is a number or a string"}));
    return;
  }
  HandleRequest(id, method.get<std::string>(), params);
}

void Server::HandleRequest(const Json& id, const std::string& method, const Json& params) {
  const auto refuse = [&](int code, std::string why) {
    Reply(id, tl::unexpected(RequestError{code, std::move(why)}));
  };
  if (cancelled_.erase(id) != 0) return refuse(kRequestCancelled, "cancelled");
  if (shut_down_) return refuse(kInvalidRequest, "the server was shut down");
  if (method == "initialize" && initialized_) {
    return refuse(kInvalidRequest, "the server is initialized already");
  }
  if (method != "initialize" && !initialized_) {
    return refuse(kServerNotInitialized, "the first request must be `initialize`");
  }
  for (const RequestRow& row : kRequests) {
    if (row.method == method) return Reply(id, (this->*row.handle)(params));
  }
  refuse(kMethodNotFound, fmt::format("no method \"{}\"", method));
}

void Server::HandleNotification(const std::string& method, const Json& params) {
  if (method != "exit" && (!initialized_ || shut_down_)) return;
  for (const NotificationRow& row : kNotifications) {
    if (row.method == method) return (this->*row.handle)(params);
  }
}

Answer Server::Initialize(const Json& params) {
  if (!params.is_object()) {
    return tl::unexpected(RequestError{kInvalidParams, "`initialize` needs params"});
  }
  initialized_ = true;
  const Json& offered = At(params, {"capabilities", "general", "positionEncodings"});
  if (offered.is_array() && std::find(offered.begin(), offered.end(), "utf-8") != offered.end()) {
    encoding_ = PositionEncoding::kUtf8;
  }
  const Json& text = At(params, {"capabilities", "textDocument"});
  version_support_ = TrueAt(text, {"publishDiagnostics", "versionSupport"});
  data_support_ = TrueAt(text, {"publishDiagnostics", "dataSupport"});
  const Json& formats = At(text, {"hover", "contentFormat"});
  hover_markdown_ =
      formats.is_array() && std::find(formats.begin(), formats.end(), "markdown") != formats.end();
  watch_support_ =
      TrueAt(params, {"capabilities", "workspace", "didChangeWatchedFiles", "dynamicRegistration"});
  const Json& process = At(params, {"processId"});
  if (process.is_number_integer() && process.get<int64_t>() > 0) {
    // A client in another namespace has a number that means nothing here.
    const auto id = static_cast<pid_t>(process.get<int64_t>());
    if (kill(id, 0) == 0) parent_ = id;
  }
  return Json{{"capabilities",
               {{"positionEncoding", encoding_ == PositionEncoding::kUtf8 ? "utf-8" : "utf-16"},
                {"textDocumentSync",
                 {{"openClose", true}, {"change", 2}, {"save", {{"includeText", false}}}}},
                {"hoverProvider", true}}},
              {"serverInfo", {{"name", "stockade"}, {"version", STOCKADE_VERSION}}}};
}

void Server::Initialized(const Json&) {
  if (!watch_support_) return;
  Json watchers = Json::array();
  for (const char* glob : {"**/stockade.toml", "**/pyproject.toml"}) {
    watchers.push_back({{"globPattern", glob}});
  }
  Send({{"jsonrpc", "2.0"},
        {"id", "stockade/watch"},
        {"method", "client/registerCapability"},
        {"params",
         {{"registrations",
           Json::array({{{"id", "stockade/watch"},
                         {"method", "workspace/didChangeWatchedFiles"},
                         {"registerOptions", {{"watchers", std::move(watchers)}}}}})}}}});
}

Answer Server::Shutdown(const Json&) {
  shut_down_ = true;
  return Json(nullptr);
}

void Server::Exit(const Json&) { done_ = true; }

void Server::DidOpen(const Json& params) {
  const Json& document = At(params, {"textDocument"});
  const std::string uri = StringAt(document, {"uri"});
  const Json& text = At(document, {"text"});
  if (uri.empty() || !text.is_string()) return;
  files_.insert_or_assign(uri, OpenFile{.document = Document(text.get<std::string>(), encoding_),
                                        .version = At(document, {"version"})});
}

void Server::DidChange(const Json& params) {
  const auto found = files_.find(StringAt(params, {"textDocument", "uri"}));
  if (found == files_.end()) {
    fmt::print(stderr, "stockade lsp: a change of a document that is not open\n");
    return;
  }
  OpenFile& file = found->second;
  const Json& changes = At(params, {"contentChanges"});
  if (!changes.is_array()) return;
  for (const Json& change : changes) {
    const Json& text = At(change, {"text"});
    if (!text.is_string()) continue;
    const Json& range = At(change, {"range"});
    if (range.is_null()) {
      file.document.ReplaceAll(text.get<std::string>());
      continue;
    }
    const auto start = ReadPosition(At(range, {"start"}));
    const auto end = ReadPosition(At(range, {"end"}));
    if (start && end) file.document.Replace({*start, *end}, text.get<std::string>());
  }
  file.version = At(params, {"textDocument", "version"});
  MarkDirty(file);
}

void Server::DidSave(const Json& params) {
  // Saving a settings file changes what rules the others; clients without watchers only save.
  const std::string uri = StringAt(params, {"textDocument", "uri"});
  if (uri.ends_with("/stockade.toml") || uri.ends_with("/pyproject.toml")) SettingsChanged(params);
}

void Server::DidClose(const Json& params) {
  const std::string uri = StringAt(params, {"textDocument", "uri"});
  if (files_.erase(uri) == 0) return;
  Notify("textDocument/publishDiagnostics", {{"uri", uri}, {"diagnostics", Json::array()}});
}

void Server::SettingsChanged(const Json&) {
  settings_ = Settings(options_.rules);
  shown_errors_.clear();
  for (auto& [uri, file] : files_) MarkDirty(file);
}

Answer Server::Hover(const Json& params) {
  const auto position = ReadPosition(At(params, {"position"}));
  const std::string uri = StringAt(params, {"textDocument", "uri"});
  if (!position || uri.empty()) {
    return tl::unexpected(RequestError{kInvalidParams, "hover needs a document and a position"});
  }
  const auto found = files_.find(uri);
  if (found == files_.end()) return Json(nullptr);
  OpenFile& file = found->second;
  if (file.dirty) CheckDocument(uri, file);
  const size_t offset = file.document.OffsetAt(*position);
  for (const analyzer::Diagnostic& finding : file.findings) {
    const size_t end = std::max(finding.span.end.byte, finding.span.start.byte + 1);
    if (offset < finding.span.start.byte || offset >= end) continue;
    const rules::RuleDoc* doc = FindCode(finding.code);
    std::string text = hover_markdown_ ? fmt::format("**{}** `{}`\n\n", finding.code, finding.rule)
                                       : fmt::format("{} {}\n\n", finding.code, finding.rule);
    text += finding.message;
    if (!finding.help.empty()) text += fmt::format("\n\nInstead: {}", finding.help);
    if (doc != nullptr && !doc->why.empty()) text += fmt::format("\n\n{}", doc->why);
    return Json{
        {"contents", {{"kind", hover_markdown_ ? "markdown" : "plaintext"}, {"value", text}}},
        {"range",
         {{"start", ToJson(file.document.PositionAt(finding.span.start.byte))},
          {"end", ToJson(file.document.PositionAt(end))}}}};
  }
  return Json(nullptr);
}

void Server::MarkDirty(OpenFile& file) {
  if (!file.dirty) file.dirty_since = Clock::now();
  file.dirty = true;
}

bool Server::CheckOne(bool only_overdue) {
  constexpr auto kLongestWait = std::chrono::milliseconds(200);
  for (auto& [uri, file] : files_) {
    if (!file.dirty || shut_down_) continue;
    if (only_overdue && Clock::now() - file.dirty_since < kLongestWait) continue;
    CheckDocument(uri, file);
    return true;
  }
  return false;
}

void Server::CheckDocument(const std::string& uri, OpenFile& file) {
  const std::string path = PathOfUri(uri);
  auto pipeline = settings_.PipelineFor(path.empty() ? "-" : path);
  if (pipeline) {
    file.findings = (*pipeline)->Check(file.document.text(), path.empty() ? uri : path).diagnostics;
  } else {
    // Nothing was checked, and the editor must show that.
    file.findings = {{.code = "settings",
                      .rule = "settings",
                      .message = fmt::format("not checked: {}", pipeline.error())}};
    ShowError(pipeline.error());
  }
  file.dirty = false;
  Publish(uri, file);
}

Json Server::ToDiagnostic(const OpenFile& file, const analyzer::Diagnostic& finding) const {
  constexpr int kSeverities[] = {1, 2, 3};  // error, warning, information
  std::string message = finding.message;
  if (!finding.help.empty()) message += fmt::format("\nhelp: {}", finding.help);
  const size_t begin = finding.span.start.byte;
  const size_t end = std::max<size_t>(begin, finding.span.end.byte);
  Json diagnostic = {{"range",
                      {{"start", ToJson(file.document.PositionAt(begin))},
                       {"end", ToJson(file.document.PositionAt(end))}}},
                     {"severity", kSeverities[static_cast<size_t>(finding.severity)]},
                     {"code", finding.code},
                     {"source", "stockade"},
                     {"message", std::move(message)}};
  if (data_support_) diagnostic["data"] = {{"rule", finding.rule}, {"help", finding.help}};
  return diagnostic;
}

void Server::Publish(const std::string& uri, const OpenFile& file) {
  Json diagnostics = Json::array();
  for (const analyzer::Diagnostic& finding : file.findings) {
    diagnostics.push_back(ToDiagnostic(file, finding));
  }
  Json params = {{"uri", uri}, {"diagnostics", std::move(diagnostics)}};
  if (version_support_ && file.version.is_number_integer()) params["version"] = file.version;
  Notify("textDocument/publishDiagnostics", std::move(params));
}

void Server::ShowError(const std::string& message) {
  if (!shown_errors_.insert(message).second) return;
  Notify("window/showMessage", {{"type", 1}, {"message", "stockade: " + message}});
}

void Server::Send(const Json& message) {
  const std::string framed = Framed(message.dump(-1, ' ', false, Json::error_handler_t::replace));
  std::string_view left = framed;
  while (!left.empty()) {
    const ssize_t written = write(output_, left.data(), left.size());
    if (written >= 0) {
      left.remove_prefix(static_cast<size_t>(written));
    } else if (errno != EINTR) {
      done_ = true;  // the client is gone
      return;
    }
  }
}

void Server::Reply(const Json& id, const Answer& answer) {
  Json message = {{"jsonrpc", "2.0"}, {"id", id}};
  if (answer) {
    message["result"] = *answer;
  } else {
    message["error"] = {{"code", answer.error().code}, {"message", answer.error().message}};
  }
  Send(message);
}

void Server::Notify(std::string_view method, Json params) {
  Send({{"jsonrpc", "2.0"}, {"method", method}, {"params", std::move(params)}});
}

}  // namespace

bool Serve(int input, int output, const ServerOptions& options) {
  return Server(input, output, options).Serve();
}

}  // namespace stockade::lsp
