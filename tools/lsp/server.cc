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
#include <span>
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
constexpr const char* kFixAll = "source.fixAll.stockade";
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
  uint64_t result = 0;                         // a number for the findings, never used again
  // What rules the file; null until it is checked, and after settings changed.
  std::shared_ptr<const Pipeline> pipeline;
  std::optional<analyzer::IncrementalCheck> check;  // of `pipeline`
};

bool Overlaps(const LspRange& a, const LspRange& b) { return a.start <= b.end && b.start <= a.end; }

// Kinds of code actions are a hierarchy: "source" wants "source.fixAll.stockade" too.
bool IsWanted(const Json& only, std::string_view kind) {
  if (!only.is_array()) return true;
  return std::any_of(only.begin(), only.end(), [&](const Json& wanted) {
    if (!wanted.is_string()) return false;
    const std::string text = wanted.get<std::string>();
    return kind == text || kind.starts_with(text + ".");
  });
}

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
  Answer PullDiagnostics(const Json& params);
  Answer CodeAction(const Json& params);
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
  enum class Patience { kGivesWay, kFinishes };
  void CheckDocument(const std::string& uri, OpenFile& file, Patience patience);
  bool HasInput() const;
  Json DiagnosticsOf(const OpenFile& file) const;
  Json EditOf(const std::string& uri, const OpenFile& file,
              std::span<const analyzer::Edit* const> edits) const;
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
  bool pulls_ = false, refresh_support_ = false, document_changes_ = false;
  uint64_t next_result_ = 1, next_request_ = 1;
  pid_t parent_ = 0;  // 0: not watched

  bool initialized_ = false, shut_down_ = false, done_ = false;
};

const Server::RequestRow Server::kRequests[] = {
    {"initialize", &Server::Initialize},
    {"shutdown", &Server::Shutdown},
    {"textDocument/hover", &Server::Hover},
    {"textDocument/diagnostic", &Server::PullDiagnostics},
    {"textDocument/codeAction", &Server::CodeAction},
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
  pulls_ = At(text, {"diagnostic"}).is_object();
  refresh_support_ = TrueAt(params, {"capabilities", "workspace", "diagnostics", "refreshSupport"});
  document_changes_ =
      TrueAt(params, {"capabilities", "workspace", "workspaceEdit", "documentChanges"});
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
                {"hoverProvider", true},
                {"codeActionProvider", {{"codeActionKinds", {"quickfix", kFixAll}}}},
                {"diagnosticProvider",
                 {{"identifier", "stockade"},
                  {"interFileDependencies", false},
                  {"workspaceDiagnostics", false}}}}},
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
      file.check.reset();
      continue;
    }
    const auto start = ReadPosition(At(range, {"start"}));
    const auto end = ReadPosition(At(range, {"end"}));
    if (!start || !end) continue;
    const std::string inserted = text.get<std::string>();
    const Document::Bytes bytes = file.document.Replace({*start, *end}, inserted);
    if (file.check) file.check->Replace(bytes.begin, bytes.end, inserted);
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
  if (files_.erase(uri) == 0 || pulls_) return;
  Notify("textDocument/publishDiagnostics", {{"uri", uri}, {"diagnostics", Json::array()}});
}

void Server::SettingsChanged(const Json&) {
  settings_ = Settings(options_.rules);
  shown_errors_.clear();
  for (auto& [uri, file] : files_) {
    file.check.reset();
    file.pipeline.reset();
    MarkDirty(file);
  }
  if (pulls_ && refresh_support_) {
    Send({{"jsonrpc", "2.0"},
          {"id", fmt::format("stockade/refresh/{}", next_request_++)},
          {"method", "workspace/diagnostic/refresh"}});
  }
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
  if (file.dirty) CheckDocument(uri, file, Patience::kFinishes);
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

Answer Server::PullDiagnostics(const Json& params) {
  const std::string uri = StringAt(params, {"textDocument", "uri"});
  const auto found = files_.find(uri);
  if (found == files_.end()) {
    return tl::unexpected(RequestError{kInvalidParams, "the document is not open"});
  }
  OpenFile& file = found->second;
  if (file.dirty) CheckDocument(uri, file, Patience::kFinishes);
  const std::string result = fmt::format("{}", file.result);
  if (StringAt(params, {"previousResultId"}) == result) {
    return Json{{"kind", "unchanged"}, {"resultId", result}};
  }
  return Json{{"kind", "full"}, {"resultId", result}, {"items", DiagnosticsOf(file)}};
}

Answer Server::CodeAction(const Json& params) {
  const std::string uri = StringAt(params, {"textDocument", "uri"});
  const auto start = ReadPosition(At(params, {"range", "start"}));
  const auto end = ReadPosition(At(params, {"range", "end"}));
  if (uri.empty() || !start || !end) {
    return tl::unexpected(RequestError{kInvalidParams, "a code action needs a range"});
  }
  Json actions = Json::array();
  const auto found = files_.find(uri);
  if (found == files_.end()) return actions;
  OpenFile& file = found->second;
  if (file.dirty) CheckDocument(uri, file, Patience::kFinishes);
  const Json& only = At(params, {"context", "only"});
  std::vector<const analyzer::Edit*> all;
  size_t last_end = 0;
  for (const analyzer::Diagnostic& finding : file.findings) {
    if (!finding.fix || finding.fix->edits.empty()) continue;
    std::vector<const analyzer::Edit*> edits;
    for (const analyzer::Edit& edit : finding.fix->edits) edits.push_back(&edit);
    // Of fixes that overlap, the first: together they would make something else.
    const bool fits = std::all_of(edits.begin(), edits.end(), [&](const analyzer::Edit* edit) {
      return edit->span.start.byte >= last_end;
    });
    if (fits) {
      all.insert(all.end(), edits.begin(), edits.end());
      for (const analyzer::Edit* edit : edits) {
        last_end = std::max<size_t>(last_end, edit->span.end.byte);
      }
    }
    const LspRange range{file.document.PositionAt(finding.span.start.byte),
                         file.document.PositionAt(finding.span.end.byte)};
    if (!IsWanted(only, "quickfix") || !Overlaps(range, {*start, *end})) continue;
    actions.push_back({{"title", finding.fix->message},
                       {"kind", "quickfix"},
                       {"isPreferred", true},
                       {"diagnostics", Json::array({ToDiagnostic(file, finding)})},
                       {"edit", EditOf(uri, file, edits)}});
  }
  if (!all.empty() && IsWanted(only, kFixAll)) {
    actions.push_back({{"title", "Fix all that Stockade can"},
                       {"kind", kFixAll},
                       {"edit", EditOf(uri, file, all)}});
  }
  return actions;
}

Json Server::EditOf(const std::string& uri, const OpenFile& file,
                    std::span<const analyzer::Edit* const> edits) const {
  Json changes = Json::array();
  for (const analyzer::Edit* edit : edits) {
    changes.push_back({{"range",
                        {{"start", ToJson(file.document.PositionAt(edit->span.start.byte))},
                         {"end", ToJson(file.document.PositionAt(edit->span.end.byte))}}},
                       {"newText", edit->text}});
  }
  if (!document_changes_) return {{"changes", {{uri, std::move(changes)}}}};
  return {
      {"documentChanges", Json::array({{{"textDocument", {{"uri", uri}, {"version", file.version}}},
                                        {"edits", std::move(changes)}}})}};
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
    // With a client that asks, nothing is judged before it asks.
    if (pulls_) continue;
    CheckDocument(uri, file, only_overdue ? Patience::kFinishes : Patience::kGivesWay);
    return true;
  }
  return false;
}

bool Server::HasInput() const {
  pollfd poll_input{.fd = input_, .events = POLLIN, .revents = 0};
  return poll(&poll_input, 1, 0) > 0;
}

// With kGivesWay, a text that has to be judged as a whole is left for later when something new has
// come from the client, which may well change it again.
void Server::CheckDocument(const std::string& uri, OpenFile& file, Patience patience) {
  const std::string path = PathOfUri(uri);
  std::string trouble;
  if (file.pipeline == nullptr) {
    auto pipeline = settings_.PipelineFor(path.empty() ? "-" : path);
    if (pipeline) {
      file.pipeline = std::move(*pipeline);
    } else {
      trouble = pipeline.error();
    }
  }
  if (file.pipeline != nullptr) {
    if (!file.check) {
      file.check = file.pipeline->Incremental(path.empty() ? uri : path);
      file.check->SetText(file.document.text());
    }
    const analyzer::Report* report =
        file.check->CheckUnless([&] { return patience == Patience::kGivesWay && HasInput(); });
    if (report == nullptr) return;
    analyzer::Report own = *report;
    rules::ApplySuppressions(file.pipeline->rule_set(), own);
    file.findings = std::move(own.diagnostics);
  } else {
    // Nothing was checked, and the editor must show that.
    file.findings = {{.code = "settings",
                      .rule = "settings",
                      .message = fmt::format("not checked: {}", trouble)}};
    ShowError(trouble);
  }
  file.dirty = false;
  file.result = next_result_++;
  if (!pulls_) Publish(uri, file);
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

Json Server::DiagnosticsOf(const OpenFile& file) const {
  Json diagnostics = Json::array();
  for (const analyzer::Diagnostic& finding : file.findings) {
    diagnostics.push_back(ToDiagnostic(file, finding));
  }
  return diagnostics;
}

void Server::Publish(const std::string& uri, const OpenFile& file) {
  Json params = {{"uri", uri}, {"diagnostics", DiagnosticsOf(file)}};
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
