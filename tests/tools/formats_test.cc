// The formats of `check`, on reports made by hand: every character counts.
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "tools/report/check_report.h"

namespace stockade::report {
namespace {

using analyzer::Diagnostic;
using analyzer::FileVerdict;
using analyzer::Position;
using analyzer::Severity;
using nlohmann::json;

// The place of byte `at`, counted as the analyzer counts it.
Position PlaceOf(std::string_view bytes, size_t at) {
  Position place{1, 1, static_cast<uint32_t>(at)};
  for (size_t i = 0; i < at; ++i) {
    if (bytes[i] == '\n') {
      ++place.line;
      place.column = 1;
    } else if ((static_cast<unsigned char>(bytes[i]) & 0xC0) != 0x80) {
      ++place.column;
    }
  }
  return place;
}

// A finding on the first occurrence of `text`.
Diagnostic On(const std::string& bytes, std::string_view text, std::string message,
              std::string help = "") {
  const size_t at = bytes.find(text);
  EXPECT_NE(at, std::string::npos);
  return {.code = "ST101",
          .rule = "forbidden-name",
          .severity = Severity::kError,
          .message = std::move(message),
          .span = {PlaceOf(bytes, at), PlaceOf(bytes, at + text.size())},
          .help = std::move(help),
          .fix = {}};
}

CheckReport ReportOf(std::string path, std::string bytes, std::vector<Diagnostic> findings) {
  CheckReport report{.rules_source = "default", .rules_digest = "0123"};
  report.files.push_back({std::move(path),
                          findings.empty() ? FileVerdict::kClean : FileVerdict::kFindings,
                          std::move(findings), std::move(bytes)});
  return report;
}

std::string Print(std::string_view format, const CheckReport& report, Style style = {}) {
  std::string out;
  FindFormat(format)->print(report, style, &out);
  return out;
}

TEST(Text, ShowsTheLineWithCaretsAndTheHelp) {
  const std::string bytes = "y = 1\nx = eval(s)\n";
  EXPECT_EQ(
      Print("text", ReportOf("a.py", bytes,
                             {On(bytes, "eval", "`eval` is not allowed", "use ast.literal_eval")})),
      "a.py:2:5: error[ST101] `eval` is not allowed\n"
      " 2 | x = eval(s)\n"
      "   |     ^^^^\n"
      "  help: use ast.literal_eval\n"
      "\n"
      "1 file checked, 1 finding (1 error, 0 warnings); rules: default\n");
}

TEST(Text, SaysThatAFileIsClean) {
  EXPECT_EQ(Print("text", ReportOf("a.py", "", {})),
            "1 file checked, no findings; rules: default\n");
}

TEST(Text, PutsCaretsUnderTabsAndWideCharacters) {
  const std::string bytes = "\tx = \"日本\"; eval(s)\r\n";
  EXPECT_EQ(Print("text", ReportOf("a.py", bytes, {On(bytes, "eval", "no")})),
            "a.py:1:12: error[ST101] no\n"
            " 1 |     x = \"日本\"; eval(s)\n"
            "   |                 ^^^^\n"
            "\n"
            "1 file checked, 1 finding (1 error, 0 warnings); rules: default\n");
}

TEST(Text, ShowsBothEndsOfASpanOfSeveralLines) {
  const std::string bytes = "x = f(\n    1,\n    2,\n)\n";
  EXPECT_EQ(Print("text", ReportOf("a.py", bytes, {On(bytes, "f(\n    1,\n    2,\n)", "no")})),
            "a.py:1:5: error[ST101] no\n"
            " 1 | x = f(\n"
            "   |     ^^\n"
            "   | ...\n"
            " 4 | )\n"
            "   | ^\n"
            "\n"
            "1 file checked, 1 finding (1 error, 0 warnings); rules: default\n");
}

TEST(Text, CutsALongLineAroundTheSpan) {
  const std::string bytes = std::string(400, 'a') + " eval(s) " + std::string(400, 'b') + "\n";
  const std::string text = Print("text", ReportOf("a.py", bytes, {On(bytes, "eval", "no")}));
  const std::string line =
      text.substr(text.find(" 1 | "), text.find("\n", text.find(" 1 | ")) - text.find(" 1 | "));
  EXPECT_EQ(line, " 1 | ..." + std::string(19, 'a') + " eval(s) " + std::string(72, 'b') + "...");
  EXPECT_NE(text.find("\n   | " + std::string(23, ' ') + "^^^^\n"), std::string::npos) << text;
}

TEST(Text, ShowsASpanOfNoWidthAtTheEndOfTheText) {
  const std::string bytes = "x = (";
  Diagnostic finding = On(bytes, "(", "never closed");
  finding.span.start = finding.span.end;
  EXPECT_EQ(Print("text", ReportOf("a.py", bytes, {finding})),
            "a.py:1:6: error[ST101] never closed\n"
            " 1 | x = (\n"
            "   |      ^\n"
            "\n"
            "1 file checked, 1 finding (1 error, 0 warnings); rules: default\n");
}

TEST(Text, IgnoresAByteOrderMark) {
  const std::string bytes =
      "\xEF\xBB\xBF"
      "eval(s)\n";
  Diagnostic finding = On(bytes, "eval", "no");
  finding.span.start.column = 1;
  finding.span.end.column = 5;
  EXPECT_EQ(Print("text", ReportOf("a.py", bytes, {finding})),
            "a.py:1:1: error[ST101] no\n"
            " 1 | eval(s)\n"
            "   | ^^^^\n"
            "\n"
            "1 file checked, 1 finding (1 error, 0 warnings); rules: default\n");
}

TEST(Text, EscapesWhatTheSubmissionWrote) {
  const std::string bytes = "eval('\x1b[8m')\n";
  Diagnostic finding = On(bytes, "eval", "`\x1b[8m`");
  const std::string text = Print("text", ReportOf("\x1b.py", bytes, {finding}));
  EXPECT_EQ(text.find('\x1b'), std::string::npos) << text;
}

TEST(Text, ColorsOnlyWhenAsked) {
  const std::string bytes = "eval(s)\n";
  const CheckReport report = ReportOf("a.py", bytes, {On(bytes, "eval", "no", "do not")});
  EXPECT_EQ(Print("text", report).find('\x1b'), std::string::npos);
  EXPECT_NE(Print("text", report, {.color = true}).find("\x1b[1;31merror[ST101]\x1b[0m"),
            std::string::npos);
}

TEST(Concise, IsOneLineAFinding) {
  const std::string bytes = "eval(s)\n";
  EXPECT_EQ(Print("concise", ReportOf("a b.py", bytes, {On(bytes, "eval", "no\nyes")})),
            "a b.py:1:1: error ST101 no\\x0ayes\n");
}

TEST(Json, IsTheContract) {
  const std::string bytes = "# é\neval(s)\n";
  Diagnostic finding = On(bytes, "eval", "no", "do not");
  finding.fix = analyzer::Fix{"take it out", {{finding.span, ""}}};
  const std::string text = Print("json", ReportOf("a.py", bytes, {finding}));
  const json span = {{"start", {{"line", 2}, {"column", 1}, {"byte", 5}}},
                     {"end", {{"line", 2}, {"column", 5}, {"byte", 9}}}};
  const json expected = {
      {"schema", 1},
      {"tool", {{"name", "stockade"}, {"version", STOCKADE_VERSION}}},
      {"rules", {{"source", "default"}, {"digest", "0123"}}},
      {"files",
       {{{"path", "a.py"},
         {"verdict", "findings"},
         {"findings",
          {{{"code", "ST101"},
            {"rule", "forbidden-name"},
            {"severity", "error"},
            {"message", "no"},
            {"span", span},
            {"help", "do not"},
            {"fix",
             {{"message", "take it out"}, {"edits", {{{"span", span}, {"text", ""}}}}}}}}}}}},
      {"summary", {{"files", 1}, {"findings", 1}, {"errors", 1}}}};
  EXPECT_EQ(json::parse(text), expected);
  EXPECT_TRUE(text.ends_with("}\n"));
}

TEST(Github, EscapesDataAndProperties) {
  const std::string bytes = "eval(s)\n";
  Diagnostic finding = On(bytes, "eval", "100%\r\nsure: a, b", "::set-output name=x::y");
  finding.severity = Severity::kInfo;
  EXPECT_EQ(Print("github", ReportOf("a,b:c%.py", bytes, {finding})),
            "::notice file=a%2Cb%3Ac%25.py,line=1,col=1,endLine=1,endColumn=5,"
            "title=ST101 forbidden-name::100%25%0D%0Asure: a, b%0A::set-output name=x::y\n");
}

TEST(Gitlab, GivesEveryIssueAFingerprintOfItsOwn) {
  const std::string bytes = "eval(s)\neval(s)\n";
  Diagnostic first = On(bytes, "eval", "no");
  Diagnostic second = first;
  second.span = {{2, 1, 8}, {2, 5, 12}};
  const json issues = json::parse(Print("gitlab", ReportOf("a.py", bytes, {first, second})));
  ASSERT_EQ(issues.size(), 2u);
  std::set<std::string> fingerprints;
  for (const json& issue : issues) {
    fingerprints.insert(issue["fingerprint"]);
    EXPECT_EQ(issue["severity"], "critical");
    EXPECT_EQ(issue["check_name"], "forbidden-name");
    EXPECT_EQ(issue["location"]["path"], "a.py");
  }
  EXPECT_EQ(fingerprints.size(), 2u);
  EXPECT_EQ(issues[1]["location"]["lines"]["begin"], 2);
}

TEST(Fingerprints, StayWhenOtherLinesMove) {
  const std::string before = "eval(s)\n";
  const std::string after = "import math\n\n  eval(s)\n";
  const auto of = [](const std::string& bytes) {
    return Fingerprints(ReportOf("a.py", bytes, {On(bytes, "eval", "no")}).files[0]);
  };
  EXPECT_EQ(of(before), of(after));
  EXPECT_NE(of(before), of("eval(t)\n"));
}

TEST(Junit, CountsCleanFilesAsPassed) {
  const std::string bytes = "eval(s)\n";
  CheckReport report = ReportOf("a&b.py", bytes, {On(bytes, "eval", "`<eval>`", "\"no\"")});
  report.files.push_back({"clean.py", FileVerdict::kClean, {}, ""});
  EXPECT_EQ(Print("junit", report),
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<testsuites name=\"stockade\">\n"
            "  <testsuite name=\"a&amp;b.py\" tests=\"1\" failures=\"1\">\n"
            "    <testcase name=\"a&amp;b.py:1:1 ST101\" classname=\"stockade.forbidden-name\">\n"
            "      <failure type=\"error\" message=\"`&lt;eval&gt;`\">a&amp;b.py:1:1: ST101 "
            "`&lt;eval&gt;`&#10;help: &quot;no&quot;</failure>\n"
            "    </testcase>\n"
            "  </testsuite>\n"
            "  <testsuite name=\"clean.py\" tests=\"1\" failures=\"0\">\n"
            "    <testcase name=\"clean.py\" classname=\"stockade\"/>\n"
            "  </testsuite>\n"
            "</testsuites>\n");
}

TEST(Sarif, HasWhatCodeScanningAsksFor) {
  const std::string bytes = "x = 'é'; eval(s)\n";
  CheckReport report = ReportOf("/repo/src/a b.py", bytes, {On(bytes, "eval", "no", "do not")});
  report.working_directory = "/repo";
  Diagnostic unreadable = On("x", "x", "the file cannot be read");
  unreadable.code = "ST090";
  report.files.push_back({"/else/b.py", FileVerdict::kUnreadable, {unreadable}, ""});
  const json log = json::parse(Print("sarif", report));
  EXPECT_EQ(log["version"], "2.1.0");
  EXPECT_TRUE(log.contains("$schema"));
  ASSERT_EQ(log["runs"].size(), 1u);
  const json& run = log["runs"][0];
  EXPECT_EQ(run["columnKind"], "unicodeCodePoints");
  EXPECT_EQ(run["invocations"][0]["executionSuccessful"], false);
  EXPECT_EQ(run["invocations"][0]["workingDirectory"]["uri"], "file:///repo/");
  EXPECT_EQ(run["invocations"][0]["toolExecutionNotifications"].size(), 1u);
  ASSERT_EQ(run["results"].size(), 2u);
  const json& result = run["results"][0];
  const json& place = result["locations"][0]["physicalLocation"];
  EXPECT_EQ(place["artifactLocation"]["uri"], "src/a%20b.py");
  EXPECT_EQ(place["region"], json({{"startLine", 1},
                                   {"startColumn", 10},
                                   {"endLine", 1},
                                   {"endColumn", 14},
                                   {"byteOffset", 10},
                                   {"byteLength", 4}}));
  EXPECT_EQ(result["message"]["text"], "no. Help: do not");
  EXPECT_EQ(result["level"], "error");
  EXPECT_FALSE(result["partialFingerprints"]["primaryLocationLineHash"].get<std::string>().empty());
  EXPECT_EQ(run["results"][1]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
            "file:///else/b.py");
  // Every result names a rule of the driver, and no required text of a rule is empty.
  const json& rules = run["tool"]["driver"]["rules"];
  for (const json& each : run["results"]) {
    EXPECT_TRUE(std::any_of(rules.begin(), rules.end(),
                            [&](const json& rule) { return rule["id"] == each["ruleId"]; }));
  }
  for (const json& rule : rules) {
    for (const char* member : {"shortDescription", "fullDescription", "help"}) {
      EXPECT_FALSE(rule[member]["text"].get<std::string>().empty()) << rule;
    }
  }
}

TEST(Formats, AreAllListedAndTakeAnEmptyReport) {
  for (const Format& format : Formats()) {
    EXPECT_EQ(FindFormat(format.name), &format);
    EXPECT_FALSE(format.summary.empty());
    Print(format.name, CheckReport{});
  }
  EXPECT_EQ(FindFormat("xml"), nullptr);
}

}  // namespace
}  // namespace stockade::report
