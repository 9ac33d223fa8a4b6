// The language server over pipes: lifecycle, synchronisation, positions, bad messages.
#include <gtest/gtest.h>

#include "tests/support/process.h"
#include "tests/tools/lsp_client.h"

namespace stockade::tests {
namespace {

using nlohmann::json;

json Open(const std::string& uri, const std::string& text, json version = 1) {
  return {{"textDocument",
           {{"uri", uri}, {"languageId", "python"}, {"version", version}, {"text", text}}}};
}

json Place(int line, int character) { return {{"line", line}, {"character", character}}; }

json Range(int line, int begin, int end) {
  return {{"start", Place(line, begin)}, {"end", Place(line, end)}};
}

json Change(const std::string& uri, json version, json changes) {
  return {{"textDocument", {{"uri", uri}, {"version", version}}},
          {"contentChanges", std::move(changes)}};
}

const std::string kUri = "file:///nowhere/a.py";
const std::vector<std::string> kDefaultRules = {"--rules", "default"};

int ErrorOf(const json& answer) { return answer.value(json::json_pointer("/error/code"), 0); }

TEST(Lifecycle, AnswersInitializeWithWhatItCanDo) {
  LspClient client(kDefaultRules);
  const json result = client.Initialize();
  EXPECT_EQ(
      result["capabilities"],
      json({{"positionEncoding", "utf-16"},
            {"textDocumentSync",
             {{"openClose", true}, {"change", 2}, {"save", {{"includeText", false}}}}},
            {"hoverProvider", true},
            {"codeActionProvider", {{"codeActionKinds", {"quickfix", "source.fixAll.stockade"}}}},
            {"diagnosticProvider",
             {{"identifier", "stockade"},
              {"interFileDependencies", false},
              {"workspaceDiagnostics", false}}}}));
  EXPECT_EQ(result["serverInfo"]["name"], "stockade");
}

TEST(Lifecycle, RefusesRequestsBeforeInitialize) {
  LspClient client(kDefaultRules);
  client.Notify("textDocument/didOpen", Open(kUri, "import os\n"));  // dropped
  EXPECT_EQ(ErrorOf(client.Answer(client.Request("textDocument/hover", json::object()))), -32002);
  EXPECT_EQ(ErrorOf(client.Answer(client.Request("shutdown", nullptr))), -32002);
  client.Initialize();
  const json shutdown = client.Answer(client.Request("shutdown", nullptr));
  EXPECT_EQ(shutdown["result"], nullptr);
  EXPECT_FALSE(shutdown.contains("error"));
}

TEST(Lifecycle, InitializesOnce) {
  LspClient client(kDefaultRules);
  client.Initialize();
  EXPECT_EQ(ErrorOf(client.Answer(client.Request("initialize", json::object()))), -32600);
}

TEST(Lifecycle, EndsWith0AfterShutdownAndExit) {
  LspClient client(kDefaultRules);
  client.Initialize();
  client.Answer(client.Request("shutdown", nullptr));
  EXPECT_EQ(ErrorOf(client.Answer(client.Request("textDocument/hover", json::object()))), -32600);
  client.Send({{"jsonrpc", "2.0"}, {"method", "exit"}});
  EXPECT_EQ(client.Wait(), 0);
}

TEST(Lifecycle, EndsWith1OnExitAlone) {
  LspClient client(kDefaultRules);
  client.Initialize();
  client.Send({{"jsonrpc", "2.0"}, {"method", "exit"}});
  EXPECT_EQ(client.Wait(), 1);
}

TEST(Lifecycle, ExitsBeforeInitializeToo) {
  LspClient client(kDefaultRules);
  client.Send({{"jsonrpc", "2.0"}, {"method", "exit"}});
  EXPECT_EQ(client.Wait(), 1);
}

TEST(Lifecycle, EndsAtTheEndOfItsInput) {
  LspClient client(kDefaultRules);
  client.Initialize();
  client.CloseInput();
  EXPECT_EQ(client.Wait(), 1);
}

TEST(Lifecycle, EndsAtTheEndOfItsInputInTheMiddleOfAMessage) {
  LspClient client(kDefaultRules);
  client.SendRaw("Content-Length: 100\r\n\r\n{");
  client.CloseInput();
  EXPECT_EQ(client.Wait(), 1);
}

TEST(Lifecycle, DoesNotWaitForAnswersOfTheClient) {
  LspClient client(kDefaultRules);
  client.Initialize({{"workspace", {{"didChangeWatchedFiles", {{"dynamicRegistration", true}}}}}});
  const json registration = client.WaitFor("client/registerCapability");
  EXPECT_EQ(registration["registrations"][0]["method"], "workspace/didChangeWatchedFiles");
  client.Answer(client.Request("shutdown", nullptr));
  client.Send({{"jsonrpc", "2.0"}, {"method", "exit"}});
  EXPECT_EQ(client.Wait(), 0);
}

TEST(Messages, AnswersWhatItDoesNotKnow) {
  LspClient client(kDefaultRules);
  client.Initialize();
  EXPECT_EQ(ErrorOf(client.Answer(client.Request("textDocument/rename", json::object()))), -32601);
  EXPECT_EQ(ErrorOf(client.Answer(client.Request("$/unknown", json::object()))), -32601);
  client.Notify("$/unknown", json::object());
  client.Notify("unknown/notification", json::object());
  client.Send({{"jsonrpc", "2.0"}, {"id", "no request of ours"}, {"result", nullptr}});
  client.Send({{"jsonrpc", "2.0"}, {"id", "a string"}, {"method", "no/such"}});
  const json answer = client.Next();
  EXPECT_EQ(answer["id"], "a string");
  EXPECT_EQ(ErrorOf(answer), -32601);
}

TEST(Messages, AnswersMalformedOnesAndGoesOn) {
  LspClient client(kDefaultRules);
  client.Initialize();
  client.SendRaw(lsp::Framed("{not json"));
  json answer = client.Next();
  EXPECT_EQ(ErrorOf(answer), -32700);
  EXPECT_EQ(answer["id"], nullptr);
  client.SendRaw(lsp::Framed("\"\xFF\""));
  EXPECT_EQ(ErrorOf(client.Next()), -32700);
  for (const char* body : {"[]", "1", "{\"id\":1}", "{\"id\":{},\"method\":\"x\"}"}) {
    client.SendRaw(lsp::Framed(body));
    EXPECT_EQ(ErrorOf(client.Next()), -32600) << body;
  }
  EXPECT_EQ(ErrorOf(client.Answer(client.Request("textDocument/hover", json::object()))), -32602);
  EXPECT_EQ(client.Answer(client.Request("shutdown", json::object()))["result"], nullptr);
}

TEST(Messages, SurvivesDeepNesting) {
  LspClient client(kDefaultRules);
  client.Initialize();
  const std::string deep(1'000'000, '[');
  client.SendRaw(lsp::Framed(deep));
  EXPECT_EQ(ErrorOf(client.Next()), -32700);
  const std::string closed(1'000'000, ']');
  client.SendRaw(
      lsp::Framed("{\"id\":77,\"method\":\"no/such\",\"params\":" + deep + closed + "}"));
  EXPECT_EQ(ErrorOf(client.Answer(77)), -32601);
}

TEST(Messages, GivesUpOnBrokenFraming) {
  LspClient client(kDefaultRules);
  client.Initialize();
  client.SendRaw("this is no header\r\n\r\n");
  EXPECT_EQ(ErrorOf(client.Next()), -32700);
  EXPECT_TRUE(client.AtEnd());
  EXPECT_EQ(client.Wait(), 1);
}

TEST(Messages, ComeSplitAndTogether) {
  LspClient client(kDefaultRules);
  const std::string first = lsp::Framed(
      json({{"jsonrpc", "2.0"}, {"id", 1}, {"method", "initialize"}, {"params", json::object()}})
          .dump());
  const std::string second =
      lsp::Framed(json({{"jsonrpc", "2.0"}, {"id", 2}, {"method", "no/such"}}).dump());
  const std::string both = first + second;
  client.SendRaw(std::string_view(both).substr(0, 10));
  client.SendRaw(std::string_view(both).substr(10, first.size()));
  client.SendRaw(std::string_view(both).substr(10 + first.size()));
  EXPECT_EQ(client.Next()["id"], 1);
  EXPECT_EQ(client.Next()["id"], 2);
}

TEST(Messages, EachCancelledRequestHasOneAnswer) {
  LspClient client(kDefaultRules);
  client.Initialize();
  const json cancelled = {{"jsonrpc", "2.0"}, {"id", 50}, {"method", "textDocument/hover"}};
  const json cancel = {{"jsonrpc", "2.0"}, {"method", "$/cancelRequest"}, {"params", {{"id", 50}}}};
  // In one write, so that the request is still waiting when its cancellation is read.
  client.SendRaw(lsp::Framed(cancelled.dump()) + lsp::Framed(cancel.dump()));
  EXPECT_EQ(ErrorOf(client.Answer(50)), -32800);
  client.Send({{"jsonrpc", "2.0"}, {"method", "$/cancelRequest"}, {"params", {{"id", 999}}}});
  const int id = client.Request("no/such", json::object());
  const json next = client.Next();
  EXPECT_EQ(next["id"], id);
}

TEST(Diagnostics, ArePublishedWithRightColumns) {
  LspClient client(kDefaultRules);
  client.Initialize();
  client.Notify("textDocument/didOpen", Open(kUri, "x = \"𐐀é\"; import sys\n", 0));
  const json published = client.WaitFor("textDocument/publishDiagnostics");
  EXPECT_EQ(published["uri"], kUri);
  EXPECT_FALSE(published.contains("version"));  // the client did not say that it reads it
  ASSERT_EQ(published["diagnostics"].size(), 1u) << published;
  const json& diagnostic = published["diagnostics"][0];
  EXPECT_EQ(diagnostic["range"], Range(0, 18, 21));
  EXPECT_EQ(diagnostic["severity"], 1);
  EXPECT_EQ(diagnostic["source"], "stockade");
  EXPECT_TRUE(diagnostic["code"].get<std::string>().starts_with("ST2"));
  for (const char* member : {"codeDescription", "tags", "relatedInformation", "data"}) {
    EXPECT_FALSE(diagnostic.contains(member)) << member;
  }
}

TEST(Diagnostics, CountBytesWhenTheClientOffersUtf8) {
  LspClient client(kDefaultRules);
  const json result =
      client.Initialize({{"general", {{"positionEncodings", {"utf-16", "utf-8"}}}},
                         {"textDocument", {{"publishDiagnostics", {{"versionSupport", true}}}}}});
  EXPECT_EQ(result["capabilities"]["positionEncoding"], "utf-8");
  client.Notify("textDocument/didOpen", Open(kUri, "x = \"𐐀é\"; import sys\n", 7));
  const json published = client.WaitFor("textDocument/publishDiagnostics");
  EXPECT_EQ(published["version"], 7);
  ASSERT_EQ(published["diagnostics"].size(), 1u);
  EXPECT_EQ(published["diagnostics"][0]["range"], Range(0, 21, 24));
}

TEST(Diagnostics, FollowIncrementalChangesInTheirOrder) {
  LspClient client(kDefaultRules);
  client.Initialize();
  client.Notify("textDocument/didOpen", Open(kUri, "import math\n", 1));
  EXPECT_TRUE(client.WaitFor("textDocument/publishDiagnostics")["diagnostics"].empty());
  // The second change counts on what the first has left.
  client.Notify("textDocument/didChange",
                Change(kUri, 5,
                       {{{"range", Range(0, 7, 11)}, {"rangeLength", 4}, {"text", "sys"}},
                        {{"range", Range(0, 0, 0)}, {"text", "y = 1\n"}}}));
  json published = client.WaitFor("textDocument/publishDiagnostics");
  ASSERT_EQ(published["diagnostics"].size(), 1u);
  EXPECT_EQ(published["diagnostics"][0]["range"], Range(1, 7, 10));
  client.Notify("textDocument/didChange", Change(kUri, 6, {{{"text", "z = 2\n"}}}));
  EXPECT_TRUE(client.WaitFor("textDocument/publishDiagnostics")["diagnostics"].empty());
}

TEST(Diagnostics, OfSyntaxErrorsComeAndGo) {
  LspClient client(kDefaultRules);
  client.Initialize();
  client.Notify("textDocument/didOpen", Open(kUri, "x = (1,\n", 1));
  EXPECT_FALSE(client.WaitFor("textDocument/publishDiagnostics")["diagnostics"].empty());
  client.Notify("textDocument/didChange",
                Change(kUri, 2, {{{"range", Range(0, 7, 7)}, {"text", ")"}}}));
  EXPECT_TRUE(client.WaitFor("textDocument/publishDiagnostics")["diagnostics"].empty());
}

TEST(Diagnostics, AreClearedOnClose) {
  LspClient client(kDefaultRules);
  client.Initialize();
  client.Notify("textDocument/didOpen", Open(kUri, "import sys\n"));
  client.WaitFor("textDocument/publishDiagnostics");
  client.Notify("textDocument/didClose", {{"textDocument", {{"uri", kUri}}}});
  const json published = client.WaitFor("textDocument/publishDiagnostics");
  EXPECT_EQ(published["uri"], kUri);
  EXPECT_TRUE(published["diagnostics"].empty());
  client.Notify("textDocument/didChange", Change(kUri, 9, {{{"text", "import sys\n"}}}));
  EXPECT_EQ(ErrorOf(client.Answer(client.Request("no/such", nullptr))), -32601);  // still there
}

TEST(Diagnostics, AreForUntitledDocumentsToo) {
  LspClient client(kDefaultRules);
  client.Initialize();
  client.Notify("textDocument/didOpen", Open("untitled:Untitled-1", "import sys\n"));
  EXPECT_EQ(client.WaitFor("textDocument/publishDiagnostics")["diagnostics"].size(), 1u);
}

TEST(Diagnostics, AreRuledByTheProjectOfTheFile) {
  TemporaryDirectory dir;
  WriteFile(dir.File("stockade.toml"), "extends = [\"default\"]\n[imports]\nallow = [\"sys\"]\n");
  LspClient client;
  client.Initialize();
  const std::string uri = "file://" + dir.File("a.py");
  client.Notify("textDocument/didOpen", Open(uri, "import sys\n"));
  EXPECT_TRUE(client.WaitFor("textDocument/publishDiagnostics")["diagnostics"].empty());
  WriteFile(dir.File("stockade.toml"), "extends = [\"default\"]\n[imports]\nallow = [\"math\"]\n");
  client.Notify("workspace/didChangeWatchedFiles",
                {{"changes", {{{"uri", "file://" + dir.File("stockade.toml")}, {"type", 2}}}}});
  EXPECT_EQ(client.WaitFor("textDocument/publishDiagnostics")["diagnostics"].size(), 1u);
  WriteFile(dir.File("stockade.toml"), "exends = []\n");
  client.Notify("workspace/didChangeWatchedFiles", {{"changes", json::array()}});
  const json broken = client.WaitFor("textDocument/publishDiagnostics");
  ASSERT_EQ(broken["diagnostics"].size(), 1u);
  EXPECT_NE(broken["diagnostics"][0]["message"].get<std::string>().find("did you mean \"extends\""),
            std::string::npos)
      << broken;
  EXPECT_EQ(client.WaitFor("window/showMessage")["type"], 1);
}

TEST(Diagnostics, OfALargeDocumentAreOneFinding) {
  LspClient client(kDefaultRules);
  client.Initialize();
  client.Notify("textDocument/didOpen", Open(kUri, std::string(10 << 20, '#')));
  const json published = client.WaitFor("textDocument/publishDiagnostics");
  ASSERT_EQ(published["diagnostics"].size(), 1u);
  EXPECT_EQ(published["diagnostics"][0]["code"], "ST002");
}

TEST(Diagnostics, ArePulledByClientsThatAsk) {
  LspClient client(kDefaultRules);
  client.Initialize({{"textDocument", {{"diagnostic", json::object()}}},
                     {"workspace", {{"diagnostics", {{"refreshSupport", true}}}}}});
  client.Notify("textDocument/didOpen", Open(kUri, "import os\n"));
  const auto pull = [&](const json& previous) {
    json params = {{"textDocument", {{"uri", kUri}}}};
    if (!previous.is_null()) params["previousResultId"] = previous;
    return client.Answer(client.Request("textDocument/diagnostic", params))["result"];
  };
  const json first = pull(nullptr);
  EXPECT_EQ(first["kind"], "full");
  ASSERT_EQ(first["items"].size(), 1u) << first;
  EXPECT_EQ(first["items"][0]["range"], Range(0, 7, 9));
  const json same = pull(first["resultId"]);
  EXPECT_EQ(same, json({{"kind", "unchanged"}, {"resultId", first["resultId"]}}));
  client.Notify("textDocument/didChange",
                Change(kUri, 2, json::array({{{"range", Range(0, 7, 9)}, {"text", "math"}}})));
  const json clean = pull(first["resultId"]);
  EXPECT_EQ(clean["kind"], "full");
  EXPECT_EQ(clean["items"], json::array());
  EXPECT_NE(clean["resultId"], first["resultId"]);
  // Nothing was pushed beside it; and new settings are told.
  client.Notify("workspace/didChangeConfiguration", {{"settings", nullptr}});
  const json refresh = client.Next();
  EXPECT_EQ(refresh["method"], "workspace/diagnostic/refresh");
  EXPECT_EQ(ErrorOf(client.Answer(client.Request(
                "textDocument/diagnostic", {{"textDocument", {{"uri", "file:///other.py"}}}}))),
            -32602);
}

// Edits in a text of which most is never judged again, against the same text opened anew.
TEST(Diagnostics, OfEditsAreThoseOfTheText) {
  std::string text = "import math\nimport random as o\n\n";
  for (int i = 0; i < 60; ++i) {
    text += "def f" + std::to_string(i) + "(x):\n    y = math.sqrt(x)\n    return y\n\n\n";
  }
  LspClient client(kDefaultRules);
  client.Initialize();
  client.Notify("textDocument/didOpen", Open(kUri, text));
  client.WaitFor("textDocument/publishDiagnostics");
  int version = 1;
  const auto edit = [&](int line, int begin, int end, const std::string& put) {
    client.Notify("textDocument/didChange",
                  Change(kUri, ++version,
                         json::array({{{"range", Range(line, begin, end)}, {"text", put}}})));
    return client.WaitFor("textDocument/publishDiagnostics")["diagnostics"];
  };
  EXPECT_EQ(edit(3 + 5 * 30 + 1, 8, 17, "o._os").size(), 1u);
  EXPECT_EQ(edit(3 + 5 * 31 + 1, 8, 17, "eval").size(), 2u);
  const json broken = edit(3 + 5 * 31, 0, 0, ")");
  ASSERT_EQ(broken.size(), 1u) << broken;
  EXPECT_EQ(broken[0]["code"].get<std::string>().substr(0, 3), "ST0") << broken;
  EXPECT_EQ(edit(3 + 5 * 31, 0, 1, "").size(), 2u);
  // `o` is something else now: one finding less, and those that are left have moved.
  const json after = edit(1, 0, 18, "o = 1\n");
  ASSERT_EQ(after.size(), 1u) << after;
  EXPECT_EQ(after[0]["range"]["start"]["line"], 3 + 5 * 31 + 2);
}

TEST(CodeActions, AreForTheRangeThatIsAskedFor) {
  LspClient client(kDefaultRules);
  client.Initialize();
  client.Notify("textDocument/didOpen", Open(kUri, "import os\n"));
  const json none = client.Answer(client.Request(
      "textDocument/codeAction",
      {{"textDocument", {{"uri", kUri}}}, {"range", Range(0, 0, 9)}, {"context", {}}}));
  EXPECT_EQ(none["result"], json::array());  // that finding has no fix
  EXPECT_EQ(ErrorOf(client.Answer(
                client.Request("textDocument/codeAction", {{"textDocument", {{"uri", kUri}}}}))),
            -32602);
}

TEST(Hover, DocumentsTheFindingUnderTheCursor) {
  LspClient client(kDefaultRules);
  client.Initialize({{"textDocument", {{"hover", {{"contentFormat", {"markdown"}}}}}}});
  client.Notify("textDocument/didOpen", Open(kUri, "import sys\n"));
  const json document = {{"uri", kUri}};
  const json hover = client.Answer(client.Request(
      "textDocument/hover", {{"textDocument", document}, {"position", Place(0, 8)}}));
  EXPECT_EQ(hover["result"]["contents"]["kind"], "markdown");
  EXPECT_EQ(hover["result"]["range"], Range(0, 7, 10));
  EXPECT_NE(hover["result"]["contents"]["value"].get<std::string>().find("sys"), std::string::npos);
  const json nothing = client.Answer(client.Request(
      "textDocument/hover", {{"textDocument", document}, {"position", Place(0, 1)}}));
  EXPECT_TRUE(nothing.contains("result"));
  EXPECT_EQ(nothing["result"], nullptr);
}

// A real editor: Neovim, without settings of its own, on a file with characters of four bytes.
TEST(Neovim, ShowsDiagnosticsWithRightColumns) {
  TemporaryDirectory dir;
  const std::string file = dir.File("a.py");
  WriteFile(file, "x = \"𐐀é\"; import sys\n");
  const ProcessResult run = RunProcess(
      {"nvim", "--headless", "-u", "NONE", "-n", "-i", "NONE", "-c",
       "luafile " + SourcePath("tests/tools/neovim/diagnostics.lua")},
      {.env = {{"STOCKADE", StockadePath()}, {"STOCKADE_FILE", file}, {"HOME", dir.path()}}});
  ASSERT_EQ(run.exit_code, 0) << run.out << run.err;
  const json seen = json::parse(run.out, nullptr, false);
  ASSERT_FALSE(seen.is_discarded()) << run.out << run.err;
  ASSERT_EQ(seen["steps"].size(), 3u);
  for (const json& step : seen["steps"]) EXPECT_EQ(step["ok"], true) << seen;
  EXPECT_EQ(seen["steps"][0]["found"][0]["text"], "sys") << seen;
  for (const json& found : seen["steps"][1]["found"]) EXPECT_EQ(found["text"], "sys") << seen;
  EXPECT_EQ(seen["hover"]["range"], Range(1, 7, 10));
  EXPECT_EQ(seen["encoding"], "utf-16");
  EXPECT_EQ(seen["stopped"], true);
}

}  // namespace
}  // namespace stockade::tests
