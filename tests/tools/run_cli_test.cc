// `stockade run` as it is used: what goes to which stream, exit codes, limits, the JSON contract.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/support/process.h"

namespace stockade::tests {
namespace {

using nlohmann::json;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class RunCli : public ::testing::Test {
 protected:
  ProcessResult Run(std::string_view text, std::vector<std::string> options = {},
                    ProcessOptions how = {}) {
    WriteFile(dir_.File("a.py"), text);
    how.cwd = dir_.path();
    options.insert(options.begin(), {StockadePath(), "run", "a.py"});
    return RunProcess(options, how);
  }
  json RunJson(std::string_view text, std::vector<std::string> options = {}) {
    options.insert(options.end(), {"--format", "json"});
    const ProcessResult run = Run(text, std::move(options));
    json parsed = json::parse(run.out, nullptr, false);
    EXPECT_FALSE(parsed.is_discarded()) << run.out << run.err;
    if (parsed.is_discarded()) return json::object();
    EXPECT_EQ(run.exit_code, parsed["verdict"] == "ok" ? 0 : 1);
    WriteFile(dir_.File("out.json"), run.out);
    const ProcessResult valid =
        RunProcess({"/usr/bin/python3", SourcePath("tests/tools/validate.py"),
                    SourcePath("docs/schemas/run-1.schema.json"), dir_.File("out.json")});
    EXPECT_EQ(valid.exit_code, 0) << valid.out << valid.err;
    return parsed;
  }

  TemporaryDirectory dir_;
};

TEST_F(RunCli, PassesTheOutputOn) {
  const ProcessResult run = Run("print('one')\nprint('two', end='')\n");
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(run.out, "one\ntwo");
}

TEST_F(RunCli, PrintsTheValueOfACallAsJson) {
  const std::string text =
      "def test(x, name=\"Johny\"):\n    return name + \" likes \" + str(x*x)\n";
  EXPECT_EQ(Run(text, {"--call", "test", "--args", "[5]"}).out, "\"Johny likes 25\"\n");
  EXPECT_EQ(Run(text, {"--call", "test", "--kwargs", "{\"x\": 2, \"name\": \"É\"}"}).out,
            "\"É likes 4\"\n");
  EXPECT_EQ(RunJson(text, {"--call", "test", "--args", "[5]"})["value"], "Johny likes 25");
}

TEST_F(RunCli, PrintsTheValueOfAnExpression) {
  EXPECT_EQ(Run("[6 * 7, None, (1, 2)]\n", {"--expression"}).exit_code, 0);
  EXPECT_EQ(RunJson("2 ** 100\n", {"--expression"})["verdict"], "ok");
  EXPECT_THAT(Run("2 ** 100\n", {"--expression"}).out, "1267650600228229401496703205376\n");
}

TEST_F(RunCli, GivesStandardInputOnlyWhenAsked) {
  WriteFile(dir_.File("in.txt"), "Ann\n");
  EXPECT_EQ(Run("print('hello', input())\n", {"--stdin", "in.txt"}).out, "hello Ann\n");
  EXPECT_EQ(Run("print('hello', input())\n", {"--stdin", "-"}, {.stdin_bytes = "Bob\n"}).out,
            "hello Bob\n");
  const ProcessResult none = Run("print('hello', input())\n", {}, {.stdin_bytes = "Bob\n"});
  EXPECT_EQ(none.exit_code, 1);
  EXPECT_THAT(none.err, HasSubstr("EOFError"));
}

TEST_F(RunCli, GivesArgumentsToTheProgram) {
  EXPECT_EQ(Run("import sys\nprint(sys.argv)\n",
                {"--rules", "judge", "--argv", "a", "--argv=-b", "--argv", "c d"})
                .out,
            "['a.py', 'a', '-b', 'c d']\n");
}

TEST_F(RunCli, GivesInputFilesByName) {
  WriteFile(dir_.File("in.txt"), "Ann\n");
  WriteFile(dir_.File("other.txt"), "Bob\n");
  const std::string_view text =
      "for name in ['names/first.txt', 'other.txt']:\n"
      "    with open(name) as f:\n"
      "        print(f.read(), end='')\n";
  EXPECT_EQ(Run(text, {"--input", "names/first.txt=in.txt", "--input", "other.txt"}).out,
            "Ann\nBob\n");
  // Nothing else is there, although it is a file of the folder.
  const ProcessResult one = Run(text, {"--input", "names/first.txt=in.txt"});
  EXPECT_EQ(one.exit_code, 1);
  EXPECT_EQ(one.out, "Ann\n");
  EXPECT_THAT(one.err, HasSubstr("FileNotFoundError"));
  for (const char* wrong : {"missing.txt", "../x=in.txt", "/x=in.txt", "=in.txt"}) {
    const ProcessResult run = Run(text, {"--input", wrong});
    EXPECT_EQ(run.exit_code, 2) << wrong << run.err;
    EXPECT_EQ(run.out, "") << wrong;
  }
  EXPECT_EQ(Run(text, {"--input", "a=in.txt", "--input", "a=other.txt"}).exit_code, 2);
}

TEST_F(RunCli, WritesScratchFilesIntoANewFolderOnly) {
  const std::vector<std::string> options = {"--scratch", "made"};
  const std::string_view text =
      "with open('out/answer.txt', 'w') as f:\n    f.write('42')\n"
      "try:\n    open('../outside.txt', 'w')\nexcept OSError as e:\n    print('refused')\n";
  const ProcessResult run = Run(text, options);
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(run.out, "refused\n");
  EXPECT_EQ(ReadFile(dir_.File("made/out/answer.txt")), "42");
  EXPECT_FALSE(std::filesystem::exists(dir_.File("outside.txt")));
  // What is there already stays as it is, and nothing runs.
  WriteFile(dir_.File("made/out/answer.txt"), "mine");
  const ProcessResult again = Run(text, options);
  EXPECT_EQ(again.exit_code, 2);
  EXPECT_EQ(again.out, "");
  EXPECT_EQ(again.err, "stockade: --scratch: made must be a new folder\n");
  EXPECT_EQ(ReadFile(dir_.File("made/out/answer.txt")), "mine");
  std::filesystem::create_symlink("elsewhere", dir_.File("link"));
  EXPECT_EQ(Run(text, {"--scratch", "link"}).exit_code, 2);
  EXPECT_FALSE(std::filesystem::exists(dir_.File("elsewhere")));
  // What cannot run leaves no folder behind.
  WriteFile(dir_.File("in.txt"), "x");
  EXPECT_EQ(Run(text, {"--scratch", "unmade", "--input", "../in.txt=in.txt"}).exit_code, 2);
  EXPECT_FALSE(std::filesystem::exists(dir_.File("unmade")));
  // Without files open() is as forbidden as it was.
  EXPECT_THAT(Run(text).err, HasSubstr("stockade: rejected: "));
}

TEST_F(RunCli, ReadsTheSubmissionFromStandardInput) {
  const ProcessResult run =
      RunProcess({StockadePath(), "run", "-"}, {.stdin_bytes = "print(6 * 7)\n"});
  EXPECT_EQ(run.exit_code, 0) << run.err;
  EXPECT_EQ(run.out, "42\n");
}

TEST_F(RunCli, ShowsATracebackOfTheSubmission) {
  const ProcessResult run = Run("def f(x):\n    return 1 / x\n\nf(0)\n");
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_THAT(run.err, StartsWith("Traceback (most recent call last):\n"
                                  "  File \"a.py\", line 4, in <module>\n"
                                  "    f(0)\n"
                                  "  File \"a.py\", line 2, in f\n"
                                  "    return 1 / x\n"
                                  "ZeroDivisionError: division by zero\n"
                                  "stockade: exception: "));
}

TEST_F(RunCli, ShowsWhyTheTextWasRejected) {
  const ProcessResult run = Run("import sys\nprint(sys)\n");
  EXPECT_EQ(run.exit_code, 1);
  EXPECT_EQ(run.out, "");
  EXPECT_THAT(run.err, StartsWith("a.py:1:8: error[ST2"));
  EXPECT_THAT(run.err, HasSubstr("stockade: rejected: "));
  EXPECT_THAT(run.err, HasSubstr("stockade: rules: built-in rule set default\n"));
}

TEST_F(RunCli, SaysWhatWasSwitchedOff) {
  const json no_check = RunJson("print(1)\n", {"--no-check"});
  EXPECT_THAT(no_check["degraded"].dump(), HasSubstr("--no-check"));
  const json no_guards = RunJson("print(1)\n", {"--no-check", "--no-guards"});
  EXPECT_EQ(no_guards["verdict"], "ok");
  EXPECT_THAT(no_guards["degraded"].dump(), HasSubstr("guards"));
}

TEST_F(RunCli, TakesLimitsFromTheCommandLine) {
  const json budget = RunJson("i = 0\nwhile i < 1000:\n    i += 1\n", {"--iterations", "100"});
  EXPECT_EQ(budget["verdict"], "iteration_limit");
  EXPECT_EQ(budget["limit"]["line"], 2);
  EXPECT_EQ(RunJson("print('x' * 5000)\n", {"--output", "1 KiB"})["verdict"], "output_limit");
  EXPECT_EQ(RunJson("x = [0] * 30_000_000\n", {"--memory", "64 MiB"})["verdict"], "memory_limit");
  const json wall = RunJson("sum(range(10**12))\n", {"--wall", "300 ms", "--cpu", "10 s"});
  EXPECT_EQ(wall["verdict"], "wall_limit");
  EXPECT_GE(wall["usage"]["wall_ms"], 300);
  const std::string threads =
      "import threading\nthread = threading.Thread(target=print, args=('run',))\n"
      "thread.start()\nthread.join()\n";
  std::vector<std::string> arguments = {"--no-check", "--no-guards", "--preload", "threading"};
  EXPECT_EQ(RunJson(threads, arguments)["verdict"], "process_limit");
  arguments.insert(arguments.end(), {"--threads", "2"});
  EXPECT_EQ(RunJson(threads, arguments)["stdout"], "run\n");
  EXPECT_THAT(Run(threads, {"--threads", "0"}).err,
              HasSubstr("--threads: \"0\" is not a number from 1 to 256"));
}

TEST_F(RunCli, RefusesWhatCannotBeRequired) {
  const ProcessResult run = Run("print(1)\n", {"--require", "no-such-facility"});
  EXPECT_NE(run.exit_code, 0);
  EXPECT_EQ(run.out, "");
  EXPECT_THAT(run.err, HasSubstr("no-such-facility"));
}

TEST_F(RunCli, GivesEveryVerdictOfATextWithoutACleanParse) {
  EXPECT_EQ(RunJson("x = (\n")["verdict"], "rejected");
  EXPECT_EQ(RunJson("x = (\n", {"--no-check"})["verdict"], "rejected");
  EXPECT_EQ(RunJson("x = (\n", {"--no-check", "--no-guards"})["verdict"], "rejected");
  EXPECT_EQ(RunJson("\xFF")["verdict"], "rejected");
  EXPECT_EQ(RunJson("")["verdict"], "ok");
}

TEST_F(RunCli, SaysThatItWasCancelled) {
  WriteFile(dir_.File("a.py"), "while True:\n    pass\n");
  ProcessResult run;
  // Before the run has begun the signal just ends the program, so a slow host gets more time.
  for (const char* seconds : {"1", "4", "10"}) {
    const std::string command =
        std::string(
            "\"$S\" run a.py --format json --iterations 0 --wall '40 s' --cpu '40 s' & p=$!; ") +
        "sleep " + seconds + "; kill -TERM $p; wait $p";
    run = RunProcess({"/bin/sh", "-c", command},
                     {.cwd = dir_.path(), .env = {{"S", StockadePath()}}});
    if (run.exit_code < 128) break;
  }
  EXPECT_EQ(run.exit_code, 1) << run.err;
  EXPECT_EQ(json::parse(run.out)["verdict"], "cancelled");
}

TEST_F(RunCli, LosesNoOutputSilently) {
  WriteFile(dir_.File("a.py"), "print('x')\n");
  const ProcessResult run = RunProcess({"/bin/sh", "-c", "\"$S\" run a.py >/dev/full"},
                                       {.cwd = dir_.path(), .env = {{"S", StockadePath()}}});
  EXPECT_EQ(run.exit_code, 2);
  EXPECT_EQ(run.err, "stockade: cannot write to standard output: No space left on device\n");
}

}  // namespace
}  // namespace stockade::tests
