// The command line as people, editors and pipelines use it: exit codes, word-for-word messages, bad
// input, streams that fail.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pty.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "tests/support/process.h"
#include "tools/cli/console.h"

namespace stockade::tests {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class Cli : public ::testing::Test {
 protected:
  // In the folder of the test.
  ProcessResult Stockade(std::vector<std::string> arguments, ProcessOptions options = {}) {
    arguments.insert(arguments.begin(), StockadePath());
    if (options.cwd.empty()) options.cwd = dir_.path();
    return RunProcess(arguments, options);
  }
  // A shell command line in which $S is the program.
  ProcessResult Shell(const std::string& command) {
    return RunProcess({"/bin/sh", "-c", command},
                      {.cwd = dir_.path(), .env = {{"S", StockadePath()}}});
  }
  void Write(std::string_view name, std::string_view bytes) { WriteFile(dir_.File(name), bytes); }
  json CheckJson(std::vector<std::string> arguments, int exit_code) {
    arguments.insert(arguments.begin(), {"check", "--format", "json"});
    const ProcessResult run = Stockade(std::move(arguments));
    EXPECT_EQ(run.exit_code, exit_code) << run.err;
    json parsed = json::parse(run.out, nullptr, false);
    EXPECT_FALSE(parsed.is_discarded()) << run.out;
    return parsed.is_discarded() ? json::object() : parsed;
  }
  // The code of the only finding in a file with these bytes.
  std::string OnlyCode(std::string_view bytes) {
    Write("bad.py", bytes);
    const json report = CheckJson({"bad.py"}, 1);
    const json& findings = report["files"][0]["findings"];
    EXPECT_EQ(findings.size(), 1u) << findings;
    return findings.empty() ? "" : findings[0]["code"].get<std::string>();
  }

  TemporaryDirectory dir_;
};

// --- usage

TEST_F(Cli, SaysItsVersion) {
  const ProcessResult run = Stockade({"--version"});
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_THAT(run.out,
              testing::MatchesRegex("stockade [0-9]+\\.[0-9]+\\.[0-9]+ \\(Python 3\\.[0-9]+\\)\n"));
}

TEST_F(Cli, HelpsWithEveryCommandAndGivesAnExample) {
  const ProcessResult top = Stockade({"--help"});
  EXPECT_EQ(top.exit_code, 0);
  for (const std::string command : {"check", "rewrite", "run", "rules", "init", "lsp", "doctor"}) {
    EXPECT_THAT(top.out, HasSubstr("\n  " + command + " "));
    const ProcessResult help = Stockade({command, "--help"});
    EXPECT_EQ(help.exit_code, 0) << command;
    EXPECT_THAT(help.out, HasSubstr("Example")) << command;
    EXPECT_THAT(help.out, HasSubstr("Usage: stockade " + command)) << command;
    EXPECT_EQ(help.err, "") << command;
  }
}

struct UsageCase {
  std::vector<std::string> arguments;
  std::string err;
};

TEST_F(Cli, SaysWhatIsWrongWithTheUsage) {
  Write("a.py", "x = 1\n");
  Write("f.py", "def test(x):\n    return x\n");
  const UsageCase cases[] = {
      {{}, "stockade: a command is needed\nstockade: run 'stockade --help'\n"},
      {{"chekc"},
       "stockade: no command \"chekc\"; did you mean \"check\"?\nstockade: run 'stockade "
       "--help'\n"},
      {{"zzz"}, "stockade: no command \"zzz\"\nstockade: run 'stockade --help'\n"},
      {{"check"}, "stockade: PATH is required\nstockade: run 'stockade check --help'\n"},
      {{"check", "a.py", "--fromat", "json"},
       "stockade: no option \"--fromat\"; did you mean \"--format\"?\n"
       "stockade: run 'stockade check --help'\n"},
      {{"check", "a.py", "--format", "xml"},
       "stockade: --format: \"xml\" is not one of: text, concise, json, sarif, github, gitlab, "
       "junit\nstockade: run 'stockade check --help'\n"},
      {{"check", "missing.py"},
       "stockade: cannot find \"missing.py\": No such file or directory\n"},
      {{"run", "missing.py"}, "stockade: cannot find \"missing.py\": No such file or directory\n"},
      {{"rewrite", "missing.py"},
       "stockade: cannot find \"missing.py\": No such file or directory\n"},
      {{"run", "."}, "stockade: \".\" is a folder, not a file\n"},
      {{"run", "a.py", "b.py"},
       "stockade: unexpected argument \"b.py\"\nstockade: run 'stockade run --help'\n"},
      {{"run", "f.py", "--call", "test", "--args", "[5"}, "stockade: the arguments are not JSON: "},
      {{"run", "f.py", "--call", "test", "--args", "5"},
       "stockade: the arguments must be a JSON list, for example [5, \"text\"]\n"},
      {{"run", "f.py", "--call", "test", "--kwargs", "[]"},
       "stockade: the keyword arguments must be a JSON object, for example {\"name\": "
       "\"Johny\"}\n"},
      {{"run", "f.py", "--call", "tset", "--args", "[5]"},
       "stockade: f.py has no function \"tset\" at its top level; did you mean \"test\"?\n"},
      {{"run", "f.py", "--args", "[5]"}, "stockade: --args and --kwargs need --call NAME\n"},
      {{"run", "f.py", "--call", "test", "--expression"},
       "stockade: --expression and --call exclude each other\n"},
      {{"run", "f.py", "--wall", "5 parsecs"}, "stockade: --wall: "},
      {{"run", "f.py", "--memory", "x"}, "stockade: --memory: "},
      {{"run", "f.py", "--iterations", "-1"},
       "stockade: --iterations: \"-1\" is not a whole number (0: no budget)\n"},
      {{"run", "f.py", "--stdin", "missing.txt"},
       "stockade: --stdin: cannot find \"missing.txt\": No such file or directory\n"},
      {{"run", "f.py", "--preload", "os"}, "stockade: --preload needs --no-guards\n"},
      {{"run", "-", "--stdin", "-"}, "stockade: FILE and --stdin cannot both be standard input\n"},
      {{"rules", "lst"},
       "stockade: rules has no \"lst\"; did you mean \"list\"? (there are: list, explain, schema, "
       "show, audit, builtins, modules)\n"},
      {{"rules", "explain"}, "stockade: rules explain needs the code or the name of a rule\n"},
      {{"rules", "explain", "ST999999"}, "stockade: no rule \"ST999999\""},
      {{"rules", "show", "defalt"},
       "stockade: no built-in rule set \"defalt\"; did you mean \"default\"? (there are: "},
      {{"doctor", "--require", "secomp"},
       "stockade: no facility \"secomp\"; did you mean \"seccomp\"? (there are: "},
  };
  for (const UsageCase& each : cases) {
    const ProcessResult run = Stockade(each.arguments);
    const std::string shown = testing::PrintToString(each.arguments);
    EXPECT_EQ(run.exit_code, 2) << shown << run.err;
    EXPECT_EQ(run.out, "") << shown;
    if (each.err.ends_with('\n')) {
      EXPECT_EQ(run.err, each.err) << shown;
    } else {
      EXPECT_THAT(run.err, StartsWith(each.err)) << shown;
    }
  }
}

// --- check

TEST_F(Cli, ChecksACleanAndAnEmptyFile) {
  Write("clean.py", "import math\nprint(math.pi)\n");
  Write("empty.py", "");
  const ProcessResult run = Stockade({"check", "--rules", "default", "clean.py", "empty.py"});
  EXPECT_EQ(run.exit_code, 0) << run.out << run.err;
  EXPECT_EQ(run.out, "2 files checked, no findings; rules: built-in rule set default\n");
  EXPECT_EQ(run.err, "");
}

TEST_F(Cli, ShowsAFindingWithItsSource) {
  Write("a.py", "import sys\nprint(sys)\n");
  const ProcessResult run = Stockade({"check", "a.py"});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out, StartsWith("a.py:1:8: error[ST2"));
  EXPECT_THAT(run.out, HasSubstr("\n 1 | import sys\n   |        ^^^\n  help: "));
  EXPECT_THAT(
      run.out,
      HasSubstr(
          "1 file checked, 1 finding (1 error, 0 warnings); rules: built-in rule set default\n"));
  EXPECT_EQ(run.err, "");
}

TEST_F(Cli, ReadsStandardInputUnderTheNameGiven) {
  const ProcessResult run =
      Stockade({"check", "--format", "concise", "--stdin-filename", "in.py", "-"},
               {.stdin_bytes = "import sys\n"});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out, StartsWith("in.py:1:8: error ST2"));
  EXPECT_THAT(Stockade({"check", "-"}, {.stdin_bytes = "import sys\n"}).out,
              StartsWith("<stdin>:1:8"));
}

TEST_F(Cli, SearchesFoldersInTheSameOrderAlways) {
  fs::create_directories(dir_.File("tree/b/c"));
  fs::create_directories(dir_.File("tree/.hidden"));
  for (const char* name :
       {"tree/z.py", "tree/a.pyi", "tree/b/m.py", "tree/b/c/n.py", "tree/.hidden/h.py"}) {
    Write(name, "import sys\n");
  }
  Write("tree/notes.txt", "import sys\n");
  const json report = CheckJson({"--rules", "default", "tree", "tree/z.py"}, 1);
  std::vector<std::string> paths;
  for (const json& file : report["files"]) paths.push_back(file["path"]);
  EXPECT_EQ(paths, (std::vector<std::string>{"tree/a.pyi", "tree/z.py", "tree/.hidden/h.py",
                                             "tree/b/m.py", "tree/b/c/n.py"}));
  const std::vector<std::string> arguments = {"check", "--format", "sarif", "tree", "--jobs"};
  for (const char* jobs : {"1", "2", "8"}) {
    std::vector<std::string> with = arguments;
    with.emplace_back(jobs);
    EXPECT_EQ(Stockade(with).out, Stockade({"check", "--format", "sarif", "tree"}).out) << jobs;
  }
}

TEST_F(Cli, NamesWhatItPassesOverInAProject) {
  fs::create_directories(dir_.File("tree/.venv"));
  Write("tree/stockade.toml", "extends = [\"default\"]\n");
  Write("tree/.venv/h.py", "import sys\n");
  Write("tree/a.py", "x = 1\n");
  const ProcessResult run = Stockade({"check", "tree"});
  EXPECT_EQ(run.exit_code, 0) << run.out;
  EXPECT_EQ(run.err, "stockade: passed over: tree/.venv\n");
  EXPECT_THAT(run.out, HasSubstr("stockade.toml\n"));  // which file ruled
  // In submission mode nothing is passed over.
  EXPECT_EQ(Stockade({"check", "--rules", "default", "tree"}).exit_code, 1);
}

TEST_F(Cli, IsNotDisarmedByASettingsFileInSubmissionMode) {
  Write("stockade.toml", "extends = [\"default\"]\n[imports]\nallow = [\"sys\"]\n");
  Write("a.py", "import sys\n");
  EXPECT_EQ(Stockade({"check", "a.py"}).exit_code, 0);
  EXPECT_EQ(Stockade({"check", "--rules", "default", "a.py"}).exit_code, 1);
  Write("a.py", "import sys  # stockade: ignore[ST201]\n");
  EXPECT_EQ(Stockade({"check", "--rules", "default", "a.py"}).exit_code, 1);
}

TEST_F(Cli, RefusesAFolderWithNothingToCheck) {
  fs::create_directories(dir_.File("empty"));
  const ProcessResult run = Stockade({"check", "empty"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_EQ(run.err, "stockade: no Python file in \"empty\"\n");
}

TEST_F(Cli, ChecksTheOthersWhenOneIsMissing) {
  Write("a.py", "import sys\n");
  const ProcessResult run = Stockade({"check", "--format", "concise", "gone.py", "a.py"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.out, StartsWith("a.py:1:8: "));
  EXPECT_EQ(run.err, "stockade: cannot find \"gone.py\": No such file or directory\n");
}

TEST_F(Cli, DoesNotQuoteWhatALinkInTheTreeLeadsTo) {
  fs::create_directories(dir_.File("tree/inner"));
  Write("secret.txt", "password = hunter2 import\n");
  Write("tree/inner/real.py", "x = 1\n");
  fs::create_symlink("../secret.txt", dir_.File("tree/out.py"));
  fs::create_symlink("inner/real.py", dir_.File("tree/in.py"));
  fs::create_symlink("gone", dir_.File("tree/dangling.py"));
  fs::create_directory_symlink("..", dir_.File("tree/up"));
  fs::create_directory_symlink(".", dir_.File("tree/loop"));
  const ProcessResult run =
      Stockade({"check", "--rules", "default", "--format", "concise", "tree"});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out, Not(HasSubstr("hunter2")));
  EXPECT_EQ(run.out,
            "tree/dangling.py:1:1: error ST090 this link leads nowhere: No such file or directory\n"
            "tree/out.py:1:1: error ST090 this link leads to a file outside what is checked\n"
            "tree/up:1:1: error ST090 this link leads to a folder outside what is checked\n");
}

TEST_F(Cli, DoesNotWaitForAPipeInATree) {
  fs::create_directories(dir_.File("tree"));
  ASSERT_EQ(mkfifo(dir_.File("tree/pipe.py").c_str(), 0600), 0);
  const ProcessResult run = Stockade({"check", "--format", "concise", "tree"});
  EXPECT_FALSE(run.timed_out);
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_EQ(run.out, "tree/pipe.py:1:1: error ST090 this is no regular file\n");
}

TEST_F(Cli, SaysThatAFileCannotBeRead) {
  // A link to itself cannot be read by anyone, not even by root.
  ASSERT_EQ(symlink("loop.py", dir_.File("loop.py").c_str()), 0);
  const ProcessResult run = Stockade({"check", "--format", "json", "loop.py"});
  EXPECT_EQ(run.exit_code, 1) << run.err;
  const json report = json::parse(run.out);
  EXPECT_EQ(report["files"][0]["verdict"], "unreadable");
  EXPECT_EQ(report["files"][0]["findings"][0]["code"], "ST090");
  EXPECT_EQ(report["files"][0]["findings"][0]["message"],
            "the file cannot be read: Too many levels of symbolic links");
}

TEST_F(Cli, GivesBadTextsTheirCodes) {
  EXPECT_EQ(OnlyCode("x = '\xC3('\n"), "ST001");
  EXPECT_EQ(OnlyCode(std::string("x = 1\n\0", 7)), "ST005");
  EXPECT_EQ(OnlyCode("x = 1\ry = 2\n"), "ST004");
  EXPECT_EQ(OnlyCode("# -*- coding: latin-1 -*-\nx = 1\n"), "ST009");
  EXPECT_EQ(OnlyCode("x = 1 \x1b\n"), "ST007");
  EXPECT_EQ(OnlyCode("x = (1\n"), "ST022");
  Write("bom.py", "\xEF\xBB\xBFx = 1\n");
  EXPECT_EQ(Stockade({"check", "bom.py"}).exit_code, 0);
}

TEST_F(Cli, TakesABinaryFile) {
  std::string bytes;
  for (int i = 0; i < 4096; ++i) bytes += static_cast<char>((i * 7919) >> 3);
  Write("bad.py", bytes);
  const json report = CheckJson({"bad.py"}, 1);
  EXPECT_EQ(report["files"][0]["verdict"], "unreadable");
  EXPECT_THAT(report["files"][0]["findings"].dump(), HasSubstr("\"ST001\""));
}

TEST_F(Cli, DoesNotReadAFileOf100Megabytes) {
  Write("big.py", "");
  ASSERT_EQ(truncate(dir_.File("big.py").c_str(), 100 << 20), 0);
  for (const std::string command : {"check", "rewrite", "run"}) {
    const ProcessResult run = Stockade({command, "big.py"});
    EXPECT_EQ(run.exit_code, 1) << command;
    EXPECT_THAT(
        run.out + run.err,
        HasSubstr("big.py:1:1: error[ST002] the text has 104857600 bytes, the limit is 262144\n"))
        << command;
  }
}

TEST_F(Cli, NamesTheRuleSetThatIsWrong) {
  Write("a.py", "x = 1\n");
  Write("unknown.toml", "extends = [\"default\"]\n[imports]\nalow = []\n");
  Write("type.toml", "[limits]\nwall = 5\n");
  Write("broken.toml", "[limits\n");
  ProcessResult run = Stockade({"check", "--rules", "unknown.toml", "a.py"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err, StartsWith("stockade: unknown.toml:3:1: "));
  EXPECT_THAT(run.err, HasSubstr("did you mean \"allow\"?"));
  run = Stockade({"check", "--rules", "type.toml", "a.py"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err, StartsWith("stockade: type.toml:2:"));
  run = Stockade({"run", "--rules", "broken.toml", "a.py"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err, StartsWith("stockade: broken.toml:1:"));
  run = Stockade({"check", "--rules", "nothing.toml", "a.py"});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_THAT(run.err, StartsWith("stockade: nothing.toml"));
}

// --- streams

TEST_F(Cli, SaysThatItsReportCouldNotBeWritten) {
  Write("a.py", "import sys\n");
  ProcessResult run = Shell("\"$S\" check a.py >&-");
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_EQ(run.err, "stockade: cannot write to standard output: Bad file descriptor\n");
  run = Shell("\"$S\" check a.py >/dev/full");
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_EQ(run.err, "stockade: cannot write to standard output: No space left on device\n");
  // The reader is gone before the program starts.
  run = Shell("{ sleep 0.3; \"$S\" check a.py; echo $? >code; } | true; cat code");
  EXPECT_EQ(run.out, "2\n");
  EXPECT_EQ(run.err, "stockade: cannot write to standard output: Broken pipe\n");
  run = Shell("\"$S\" rules list >/dev/full");
  EXPECT_EQ(run.exit_code, 2);
  run = Shell("\"$S\" --help >/dev/full");
  EXPECT_EQ(run.exit_code, 2);
}

TEST_F(Cli, WorksWithClosedInputAndErrorStreams) {
  Write("a.py", "import sys\n");
  EXPECT_EQ(Shell("\"$S\" check a.py <&- 2>&-").exit_code, 1);
  const ProcessResult run = Shell("\"$S\" check - <&-");
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out, HasSubstr("error[ST090] the file cannot be read: Bad file descriptor"));
}

TEST_F(Cli, ColorsOnlyWhenAskedOrOnATerminal) {
  Write("a.py", "import sys\n");
  EXPECT_THAT(Stockade({"check", "a.py"}).out, Not(HasSubstr("\x1b[")));
  EXPECT_THAT(Stockade({"check", "a.py", "--color", "always"}).out, HasSubstr("\x1b[1;31merror"));
  EXPECT_THAT(Stockade({"--color", "always", "check", "a.py"}).out, HasSubstr("\x1b[1;31merror"));
  using cli::ColorChoice;
  EXPECT_TRUE(cli::WantsColor(ColorChoice::kAuto, nullptr, "xterm", true));
  EXPECT_TRUE(cli::WantsColor(ColorChoice::kAuto, "", "xterm", true));
  EXPECT_FALSE(cli::WantsColor(ColorChoice::kAuto, "1", "xterm", true));
  EXPECT_FALSE(cli::WantsColor(ColorChoice::kAuto, nullptr, "dumb", true));
  EXPECT_FALSE(cli::WantsColor(ColorChoice::kAuto, nullptr, nullptr, true));
  EXPECT_FALSE(cli::WantsColor(ColorChoice::kAuto, nullptr, "xterm", false));
  EXPECT_TRUE(cli::WantsColor(ColorChoice::kAlways, "1", nullptr, false));
  EXPECT_FALSE(cli::WantsColor(ColorChoice::kNever, nullptr, "xterm", true));
}

// What a program writes to a terminal; nullopt if this host has no terminals to give (a chroot
// without /dev/ptmx), which the caller asserts.
std::optional<std::string> OnTerminal(std::vector<std::string> arguments, const std::string& cwd,
                                      std::vector<std::pair<std::string, std::string>> env) {
  int control = -1, terminal = -1;
  if (openpty(&control, &terminal, nullptr, nullptr, nullptr) != 0) return std::nullopt;
  const pid_t child = fork();
  if (child == 0) {
    for (const auto& [name, value] : env) setenv(name.c_str(), value.c_str(), 1);
    std::vector<char*> argv;
    for (std::string& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    if (chdir(cwd.c_str()) != 0 || dup2(terminal, 1) < 0 || dup2(terminal, 2) < 0) _exit(99);
    execv(argv[0], argv.data());
    _exit(99);
  }
  close(terminal);
  std::string out;
  char bytes[4096];
  for (ssize_t got; (got = read(control, bytes, sizeof bytes)) > 0;) {
    out.append(bytes, static_cast<size_t>(got));
  }
  close(control);
  waitpid(child, nullptr, 0);
  return out;
}

TEST_F(Cli, ColorsOnATerminal) {
  Write("a.py", "import sys\n");
  const std::vector<std::string> check = {StockadePath(), "check", "a.py"};
  const auto colored = OnTerminal(check, dir_.path(), {{"TERM", "xterm"}});
  if (!colored) {
    // Then at least the reason is that there are none, and not that the test is wrong.
    EXPECT_NE(access("/dev/ptmx", F_OK) == 0 && access("/dev/pts/ptmx", F_OK) == 0, true);
    return;
  }
  EXPECT_THAT(*colored, HasSubstr("\x1b[1;31merror"));
  const auto plain = OnTerminal(check, dir_.path(), {{"TERM", "xterm"}, {"NO_COLOR", "1"}});
  EXPECT_THAT(*plain, HasSubstr("error["));
  EXPECT_THAT(*plain, Not(HasSubstr("\x1b[1;31m")));
  EXPECT_THAT(*OnTerminal(check, dir_.path(), {{"TERM", "dumb"}}), Not(HasSubstr("\x1b[1;31m")));
}

TEST_F(Cli, ShowsProgressOnATerminalOnly) {
  std::vector<std::string> check = {StockadePath(), "check", "--no-cache", "."};
  for (int i = 0; i < 40; ++i) Write("a" + std::to_string(i) + ".py", "x = 1\n");
  EXPECT_EQ(Stockade({"check", "--no-cache", "."}).err, "");
  if (const auto shown = OnTerminal(check, dir_.path(), {{"TERM", "xterm"}})) {
    EXPECT_THAT(*shown, HasSubstr("32 of 40 files"));
  }
}

// --- the cache

TEST_F(Cli, RemembersWhatItFound) {
  Write("a.py", "import sys\n");
  const std::string cache = dir_.File("cache");
  const std::vector<std::string> check = {"check", "--cache-dir", cache, "a.py"};
  const ProcessResult cold = Stockade(check);
  EXPECT_EQ(cold.exit_code, 1);
  EXPECT_EQ(cold.err, "");
  ASSERT_TRUE(fs::exists(cache + "/check-1"));
  const auto written = fs::last_write_time(cache + "/check-1");
  const ProcessResult warm = Stockade(check);
  EXPECT_EQ(warm.exit_code, 1);
  EXPECT_EQ(warm.out, cold.out);
  EXPECT_EQ(fs::last_write_time(cache + "/check-1"), written);
  // Another rule set, another text: other answers.
  EXPECT_THAT(Stockade({"check", "--cache-dir", cache, "--rules", "strict", "a.py"}).out,
              HasSubstr("rules: built-in rule set strict\n"));
  Write("a.py", "x = 1\n");
  EXPECT_EQ(Stockade(check).exit_code, 0);
  Write("a.py", "import sys\n");
  EXPECT_EQ(Stockade(check).exit_code, 1);
}

TEST_F(Cli, BelievesNoCacheThatOthersMayWrite) {
  Write("a.py", "import sys\n");
  const std::string cache = dir_.File("cache");
  ASSERT_TRUE(fs::create_directory(cache));
  fs::permissions(cache, fs::perms::all);
  const ProcessResult run = Stockade({"check", "--cache-dir", cache, "a.py"});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_EQ(run.err, "stockade: the cache \"" + cache +
                         "\" is not used: others own it or may write to it\n");
  EXPECT_TRUE(fs::is_empty(cache));
}

TEST_F(Cli, KeepsNoCacheInsideOfWhatItChecks) {
  Write("a.py", "import sys\n");
  const ProcessOptions options = {.env = {{"XDG_CACHE_HOME", dir_.path()}}};
  EXPECT_EQ(Stockade({"check", "."}, options).exit_code, 1);
  EXPECT_FALSE(fs::exists(dir_.File("stockade")));
  EXPECT_EQ(Stockade({"check", "a.py"}, options).exit_code, 1);
  EXPECT_TRUE(fs::exists(dir_.File("stockade/check-1")));
  fs::remove_all(dir_.File("stockade"));
  EXPECT_EQ(Stockade({"check", "--no-cache", "a.py"}, options).exit_code, 1);
  EXPECT_FALSE(fs::exists(dir_.File("stockade")));
}

TEST_F(Cli, RefusesACountThatIsNone) {
  Write("a.py", "x = 1\n");
  for (const std::string count : {"0", "x", "1025", "99999999999"}) {
    const ProcessResult run = Stockade({"check", "-j", count, "a.py"});
    EXPECT_EQ(run.exit_code, 2);
    EXPECT_THAT(run.err, HasSubstr("\"" + count + "\" is no number from 1 to 1024"));
  }
  EXPECT_EQ(Stockade({"check", "-j", "2", "a.py"}).exit_code, 0);
}

TEST_F(Cli, DoesNotPassOnControlCharactersOfTheSubmission) {
  Write("a\x1b[2J.py", "import sys # \x1b[2J\x1b]0;title\x07\n");
  const ProcessResult run = Stockade({"check", "a\x1b[2J.py"});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.out + run.err, Not(HasSubstr("\x1b")));
}

// --- the outputs against their schemas

TEST_F(Cli, PrintsWhatTheSchemasSay) {
  Write("a.py", "import sys\nx = (eval('1'),\n");
  Write("b.py", "import sys\nx = eval('1')\ny = \"𐐀é\"; import os\n");
  Write("c.py", "\xFF");
  Write("d.py", "x = 1\n");
  ASSERT_EQ(symlink("loop.py", dir_.File("loop.py").c_str()), 0);
  const std::string validate = SourcePath("tests/tools/validate.py");
  const auto holds = [&](const std::string& format, std::vector<std::string> how) {
    const ProcessResult run =
        Stockade({"check", "--format", format, "a.py", "b.py", "c.py", "d.py", "loop.py"});
    EXPECT_EQ(run.exit_code, 1);
    Write("out", run.out);
    how.insert(how.begin(), {"/usr/bin/python3", validate});
    how.push_back(dir_.File("out"));
    const ProcessResult checked = RunProcess(how);
    EXPECT_EQ(checked.exit_code, 0) << format << "\n" << checked.out << checked.err;
  };
  holds("json", {SourcePath("docs/schemas/check-1.schema.json")});
  holds("sarif", {"--sarif"});
  holds("junit", {"--junit"});
  holds("gitlab", {"--gitlab"});
  const ProcessResult github = Stockade({"check", "--format", "github", "b.py"});
  EXPECT_THAT(github.out,
              StartsWith("::error file=b.py,line=1,col=8,endLine=1,endColumn=11,title=ST2"));
}

// Every format is written file by file: what a report of many findings takes in memory is bounded.
TEST_F(Cli, WritesLongReportsInLittleMemory) {
  std::string text;
  for (int i = 0; i < 900; ++i) text += "eval(__import__)\n";
  std::filesystem::create_directory(dir_.File("many"));
  for (int i = 0; i < 40; ++i) Write("many/f" + std::to_string(i) + ".py", text);
  for (const char* format : {"text", "concise", "json", "sarif", "github", "gitlab", "junit"}) {
    const ProcessResult run =
        RunProcess({"/usr/bin/prlimit", "--data=50331648", StockadePath(), "check", "--no-cache",
                    "--jobs", "1", "--format", format, "--output", dir_.File("report"), "many"},
                   {.cwd = dir_.path()});
    EXPECT_EQ(run.exit_code, 1) << format << run.err;
    EXPECT_GT(std::filesystem::file_size(dir_.File("report")), size_t{2} << 20) << format;
  }
}

TEST_F(Cli, WritesAReportWholeOrNotAtAll) {
  Write("a.py", "import os\n");
  Write("report", "as it was\n");
  const std::string report = dir_.File("report");
  const auto names = [&] {
    std::set<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(dir_.path())) {
      found.insert(entry.path().filename());
    }
    return found;
  };
  const std::set<std::string> before = names();
  // Trouble on the way leaves what was there.
  EXPECT_EQ(Stockade({"check", "--output", report, "a.py", "nowhere.py"}).exit_code, 2);
  EXPECT_EQ(ReadFile(report), "as it was\n");
  const ProcessResult full = RunProcess({"/usr/bin/prlimit", "--fsize=16", StockadePath(), "check",
                                         "--output", report, "--no-cache", "a.py"},
                                        {.cwd = dir_.path()});
  EXPECT_NE(full.exit_code, 1);
  EXPECT_EQ(ReadFile(report), "as it was\n");
  EXPECT_EQ(names(), before);
  // What standard output would have said, and nothing there.
  const ProcessResult run = Stockade({"check", "--format", "concise", "-o", report, "a.py"});
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_EQ(run.out + run.err, "");
  EXPECT_EQ(ReadFile(report), Stockade({"check", "--format", "concise", "a.py"}).out);
  EXPECT_EQ(names(), before);
  // A link stays, and the file behind it is replaced; a folder or a place that is not there is
  // said.
  ASSERT_EQ(symlink("report", dir_.File("link").c_str()), 0);
  EXPECT_EQ(Stockade({"check", "-o", dir_.File("link"), "a.py"}).exit_code, 1);
  EXPECT_TRUE(std::filesystem::is_symlink(dir_.File("link")));
  EXPECT_THAT(ReadFile(report), HasSubstr("import os"));
  EXPECT_EQ(Stockade({"check", "-o", "/dev/null", "a.py"}).exit_code, 1);
  EXPECT_TRUE(std::filesystem::is_character_file("/dev/null"));
  const ProcessResult folder = Stockade({"check", "-o", dir_.path(), "a.py"});
  EXPECT_EQ(folder.exit_code, 2);
  EXPECT_EQ(folder.err, "stockade: cannot write " + dir_.path() + ": Is a directory\n");
  const ProcessResult nowhere = Stockade({"check", "-o", "no/where", "a.py"});
  EXPECT_EQ(nowhere.exit_code, 2);
  EXPECT_EQ(nowhere.err, "stockade: cannot write no/where: No such file or directory\n");
}

TEST_F(Cli, HasASchemaForRuleSets) {
  const ProcessResult run = Stockade({"rules", "schema"});
  EXPECT_EQ(run.exit_code, 0);
  Write("schema.json", run.out);
  const ProcessResult checked =
      RunProcess({"/usr/bin/python3", SourcePath("tests/tools/validate.py"), "--meta",
                  dir_.File("schema.json")});
  EXPECT_EQ(checked.exit_code, 0) << checked.out << checked.err;
}

// --- the other commands

TEST_F(Cli, ListsAndExplainsTheRules) {
  const ProcessResult list = Stockade({"rules", "list"});
  EXPECT_EQ(list.exit_code, 0);
  EXPECT_THAT(list.out, HasSubstr("ST090  unreadable-file"));
  const json all = json::parse(Stockade({"rules", "list", "--format", "json"}).out);
  EXPECT_GT(all.size(), 30u);
  std::string last;
  for (const json& rule : all) {
    const std::string code = rule["code"];
    EXPECT_LT(last, code);  // in order, each once
    last = code;
    const ProcessResult explained = Stockade({"rules", "explain", code});
    EXPECT_EQ(explained.exit_code, 0) << code;
    EXPECT_THAT(explained.out, StartsWith(code + " " + rule["name"].get<std::string>() + "\n\n"));
    EXPECT_FALSE(rule["summary"].get<std::string>().empty()) << code;
  }
}

TEST_F(Cli, ShowsRuleSetsThatItLoads) {
  Write("a.py", "x = 1\n");
  const ProcessResult names = Stockade({"rules", "show"});
  EXPECT_THAT(names.out, StartsWith("default\n"));
  std::istringstream lines(names.out);
  for (std::string name; std::getline(lines, name);) {
    Write("shown.toml", Stockade({"rules", "show", name}).out);
    const ProcessResult run = Stockade({"check", "--rules", "shown.toml", "a.py"});
    EXPECT_EQ(run.exit_code, 0) << name << run.err;
  }
}

TEST_F(Cli, InitWritesASetThatLoadsAndOverwritesNothing) {
  Write("a.py", "import math\n");
  const ProcessResult run = Stockade({"init"});
  EXPECT_EQ(run.exit_code, 0);
  EXPECT_EQ(run.out, "wrote stockade.toml\n");
  EXPECT_EQ(Stockade({"check", "--rules", "stockade.toml", "a.py"}).exit_code, 0);
  // Every setting that is commented out is one that the loader knows.
  std::string text = ReadFile(dir_.File("stockade.toml"));
  std::string enabled;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const bool setting = line.starts_with("# [[") ||
                         (line.starts_with("# ") && line.find(" = ") != std::string::npos);
    enabled += (setting ? line.substr(2) : line) + "\n";
  }
  Write("enabled.toml", enabled);
  const ProcessResult all = Stockade({"check", "--rules", "enabled.toml", "a.py"});
  EXPECT_EQ(all.exit_code, 0) << all.err;
  Write("stockade.toml", "mine");
  const ProcessResult again = Stockade({"init"});
  EXPECT_EQ(again.exit_code, 2);
  EXPECT_EQ(again.err, "stockade: stockade.toml is already there; it was left as it is\n");
  EXPECT_EQ(ReadFile(dir_.File("stockade.toml")), "mine");
}

TEST_F(Cli, RewritesAndExplains) {
  Write("a.py", "def f(a):\n    for i in a:\n        a.b += i\n");
  const ProcessResult text = Stockade({"rewrite", "--guards", "all", "a.py"});
  EXPECT_EQ(text.exit_code, 0) << text.err;
  EXPECT_THAT(text.out, HasSubstr("for i in _getiter_("));
  EXPECT_EQ(std::count(text.out.begin(), text.out.end(), '\n'), 3);
  const ProcessResult off = Stockade({"rewrite", "--guards", "off", "a.py"});
  EXPECT_THAT(off.out, Not(HasSubstr("_getiter_")));
  Write("again.py", off.out);
  EXPECT_EQ(Stockade({"rewrite", "--guards", "off", "again.py"}).out, off.out);
  const ProcessResult why = Stockade({"rewrite", "--explain", "--guards", "all", "a.py"});
  EXPECT_EQ(why.exit_code, 0);
  EXPECT_THAT(why.out, HasSubstr("a.py:2:"));
  EXPECT_THAT(why.out, HasSubstr("guarded _getiter_: iterates"));
  Write("bad.py", "import sys\n");
  const ProcessResult refused = Stockade({"rewrite", "bad.py"});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_EQ(refused.out, "");
  EXPECT_THAT(refused.err, StartsWith("bad.py:1:8: error[ST2"));
  EXPECT_EQ(Stockade({"rewrite", "--no-check", "bad.py"}).exit_code, 0);
}

TEST_F(Cli, DoctorSaysWhatTheHostCanDo) {
  const ProcessResult text = Stockade({"doctor"});
  EXPECT_EQ(text.exit_code, 0) << text.out << text.err;
  EXPECT_THAT(text.out,
              testing::ContainsRegex("\ntrial-run +present +6 \\* 7 is 42; [0-9.]+ ms, and "
                                     "[0-9.]+ ms when a worker waits\n"));
  EXPECT_THAT(text.out, HasSubstr("seccomp"));
  const json report = json::parse(Stockade({"doctor", "--format", "json"}).out);
  EXPECT_EQ(report["trial_run"]["ok"], true);
  EXPECT_EQ(report["missing"], json::array());
  for (const json& facility : report["facilities"]) {
    const ProcessResult required = Stockade({"doctor", "--require", facility["name"]});
    EXPECT_EQ(required.exit_code, facility["present"].get<bool>() ? 0 : 3) << facility;
  }
}

}  // namespace
}  // namespace stockade::tests
