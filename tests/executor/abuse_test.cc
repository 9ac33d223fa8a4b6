// Hostile programs, one a file in abuse/, against the kernel and the supervisor alone: rules,
// guards and verifier are off, and the modules that such a program wishes for are there. Each is
// run, and then called from a prepared state, which is attacked as a run is.
//
// The comments at the top of a file say what must happen:
//   row       the row of the list of abuse that it stands for; every row has a file or a test
//   limits    wall=800ms, cpu=..., beside the small ones of Small()
//   prepared  the verdict of the prepared call, where it is another
//   verdict   one of these: a verdict's name, exit:3, signal:11, or exception and the name of its
//   type out, hex  what was printed, lines separated by a space; or bytes value     of the function
//   `result`, as JSON case      an act in an attempt of its own, and what it gives: an errno, a
//   signal, a value. Without
//             `->` the verdict says.
// A program must have written REACHED before its act: a refusal by something else does not count.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <thread>

#include "executor/executor.h"
#include "executor/limits.h"
#include "worker_runs.h"

namespace stockade::executor {
namespace {

using std::chrono::milliseconds;
using ::testing::EndsWith;
using ::testing::IsEmpty;
using ::testing::StartsWith;

constexpr const char* kPrelude = R"(
import atexit, ctypes, difflib, errno, faulthandler, fcntl, gc, itertools, marshal, math, mmap, os, re
import resource, select, signal, socket, sys, threading, time
libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long
def say(text): os.write(1, text.encode() + b'\n')
def call(number, *arguments):
    result = libc.syscall(ctypes.c_long(number), *[ctypes.c_long(a) if isinstance(a, int) else a for a in arguments])
    if result == -1: raise OSError(ctypes.get_errno(), '')
    return result
def attempt(act):
    say('REACHED')
    try: say(repr(act()))
    except OSError as problem: say(errno.errorcode[problem.errno])
    except RuntimeError as problem: say('RuntimeError')
)";

// Rows of the list that are no program but something that the caller does or the host lacks.
const std::map<int, std::string> kElsewhere = {
    {43, "AbuseOfSource.IsRejected"},
    {54, "Cancel.*, Executor.TheSupervisorsDeathEndsEverything"},
    {55, "Executor.TwoHundredRunsInParallelAreJudgedAlone"},
    {56, "Host.*"},
    {57, "Executor.TheSupervisorsDeathEndsEverything"},
};

struct Case {
  std::string act;     // empty: the text itself is the act
  std::string answer;  // empty: the verdict says
};

struct Program {
  std::string name, text, limits, out, hex, value;
  int row = 0;
  std::vector<std::string> verdicts, prepared;
  std::vector<Case> cases;
  bool has_result = false;
};

std::string AfterColon(const std::string& line) { return line.substr(line.find(": ") + 2); }

std::vector<std::string> Words(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> words;
  for (std::string word; stream >> word;) words.push_back(word);
  return words;
}

Program ReadProgram(const std::filesystem::path& path) {
  Program program;
  program.name = path.stem();
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (!line.starts_with("# ")) {
      program.text += line + "\n";
      program.has_result = program.has_result || line.starts_with("def result()");
      continue;
    }
    const std::string value = AfterColon(line);
    if (line.starts_with("# row: ")) program.row = std::stoi(value);
    if (line.starts_with("# limits: ")) program.limits = value;
    if (line.starts_with("# out: ")) program.out = value;
    if (line.starts_with("# hex: ")) program.hex = value;
    if (line.starts_with("# value: ")) program.value = value;
    if (line.starts_with("# verdict: ")) program.verdicts = Words(value);
    if (line.starts_with("# prepared: ")) program.prepared = Words(value);
    if (line.starts_with("# case: ")) {
      const size_t arrow = value.find(" -> ");
      program.cases.push_back(
          {value.substr(0, arrow), arrow == value.npos ? "" : value.substr(arrow + 4)});
    }
  }
  if (program.cases.empty()) program.cases.push_back({});
  return program;
}

std::vector<Program> ReadPrograms() {
  std::vector<Program> programs;
  for (const auto& entry : std::filesystem::directory_iterator(STOCKADE_ABUSE_FOLDER)) {
    programs.push_back(ReadProgram(entry.path()));
  }
  std::sort(programs.begin(), programs.end(),
            [](const Program& left, const Program& right) { return left.name < right.name; });
  return programs;
}

const std::vector<Program>& Programs() {
  static const auto& programs = *new std::vector<Program>(ReadPrograms());
  return programs;
}

Policy Small(const std::string& limits) {
  Policy policy;
  policy.guards = GuardMode::kOff;
  policy.preload = {"atexit", "ctypes",    "difflib",  "errno",  "faulthandler", "fcntl",
                    "gc",     "itertools", "json",     "math",   "marshal",      "mmap",
                    "os",     "re",        "resource", "select", "signal",       "socket",
                    "sys",    "threading", "time"};
  policy.limits.wall = milliseconds(60'000);
  policy.limits.cpu = milliseconds(400);
  policy.limits.memory_bytes = 64u << 20;
  policy.limits.output_bytes = 20'000;
  policy.limits.result_bytes = 10'000;
  for (const std::string& word : Words(limits)) {
    const size_t equals = word.find('=');
    const LimitRow* row = FindLimit(word.substr(0, equals));
    const auto value = ParseDuration(word.substr(equals + 1));
    EXPECT_TRUE(row != nullptr && value.has_value()) << word;
    if (row != nullptr && value) row->set(policy.limits, static_cast<uint64_t>(value->count()));
  }
  return policy;
}

// One executor for each set of limits, for all programs.
class Abuse : public ::testing::TestWithParam<size_t> {
 protected:
  static Executor* ExecutorFor(const std::string& limits) {
    auto& executor = executors_[limits];
    if (!executor) executor = MakeExecutor(Small(limits));
    return executor.get();
  }
  static void TearDownTestSuite() {
    executors_.clear();
    for (int i = 0; i < 100 && !OwnWorkers().empty(); ++i) {
      std::this_thread::sleep_for(milliseconds(20));
    }
    EXPECT_THAT(OwnWorkers(), IsEmpty());
  }

 private:
  static std::map<std::string, std::unique_ptr<Executor>> executors_;
};
std::map<std::string, std::unique_ptr<Executor>> Abuse::executors_;

std::string VerdictText(const Outcome& outcome) {
  std::string text(VerdictName(outcome.verdict));
  if (outcome.exit_code) text += ":" + std::to_string(*outcome.exit_code);
  if (outcome.signal) text += ":" + std::to_string(*outcome.signal);
  return text;
}

std::string Hex(std::string_view bytes) {
  std::string text;
  for (const char byte : bytes) {
    constexpr char kDigits[] = "0123456789abcdef";
    text += kDigits[static_cast<unsigned char>(byte) >> 4];
    text += kDigits[static_cast<unsigned char>(byte) & 15];
  }
  return text;
}

std::string OneLine(std::string text) {
  while (text.ends_with('\n')) text.pop_back();
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

void Judge(const Program& program, const Case& one, const Outcome& outcome,
           std::string_view before) {
  const std::vector<std::string>& verdicts =
      before == "prepared" && !program.prepared.empty() ? program.prepared : program.verdicts;
  SCOPED_TRACE(std::string(before) + " " + one.act + "\n" + Describe(outcome));
  const std::string out = program.has_result && before == "prepared" ? "REACHED" : outcome.out;
  EXPECT_THAT(out, StartsWith("REACHED"));
  if (one.answer == "SIGSYS") {
    EXPECT_EQ(OneLine(outcome.out), "REACHED");
    EXPECT_EQ(VerdictText(outcome), "signal:" + std::to_string(SIGSYS));
  } else if (!one.answer.empty()) {
    EXPECT_EQ(OneLine(outcome.out), "REACHED " + one.answer);
    EXPECT_EQ(outcome.verdict, Verdict::kOk);
  } else if (!verdicts.empty()) {
    const auto matches = [&](const std::string& word) { return word == VerdictText(outcome); };
    EXPECT_TRUE(std::any_of(verdicts.begin(), verdicts.end(), matches));
    const std::string& last = verdicts.back();
    if (outcome.exception && std::isupper(static_cast<unsigned char>(last[0]))) {
      EXPECT_THAT(outcome.exception->type, EndsWith(last));
    }
  } else {
    EXPECT_EQ(outcome.verdict, Verdict::kOk);
  }
  if (!program.out.empty() && !(program.has_result && before == "prepared")) {
    EXPECT_EQ(OneLine(outcome.out), program.out);
  }
  if (!program.hex.empty()) {
    std::string wanted = program.hex;
    std::erase(wanted, ' ');
    EXPECT_EQ(Hex(outcome.out), wanted);
  }
  if (!program.value.empty()) {
    EXPECT_EQ(outcome.value ? ToJson(*outcome.value) : "none", program.value);
  }
}

std::string TextOf(const Program& program, const Case& one) {
  if (one.act.empty()) return program.text;
  return program.text + (one.answer.empty() ? "say('REACHED')\n" + one.act + "\n"
                                            : "attempt(lambda: " + one.act + ")\n");
}

std::string AsFunction(const std::string& name, const std::string& text) {
  std::string out = "def " + name + "():\n";
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) out += "    " + line + "\n";
  return out;
}

// A limit that is a clock ends the program in time; `attempt` is made again while it does not.
template <class Attempt>
Outcome InTime(const Limits& limits, Attempt attempt) {
  using Clock = std::chrono::steady_clock;
  std::string seen;
  for (int i = 0; i < kOvershootAttempts; ++i) {
    HeldUp held_up;
    const auto begin = Clock::now();
    Outcome outcome = attempt();
    const auto end = Clock::now();
    const auto late = held_up.End();
    if (outcome.verdict != Verdict::kWallLimit && outcome.verdict != Verdict::kCpuLimit) {
      return outcome;
    }
    const auto took = end - MomentOfLimit(outcome, begin, limits);
    if (took <= kMostOvershoot + late) return outcome;
    seen += std::to_string(took / milliseconds(1)) + " ms, a timer was late by " +
            std::to_string(late / milliseconds(1)) + " ms\n";
  }
  ADD_FAILURE() << "from the limit to the reply: " << seen;
  return {};
}

TEST_P(Abuse, IsSurvived) {
  const Program& program = Programs()[GetParam()];
  Executor* executor = ExecutorFor(program.limits);
  ASSERT_NE(executor, nullptr);
  const Limits& limits = executor->policy().limits;
  std::string module = kPrelude;
  for (size_t i = 0; i < program.cases.size(); ++i) {
    const Case& one = program.cases[i];
    const std::string text = TextOf(program, one);
    const Outcome outcome = InTime(limits, [&] {
      return RunText(*executor, kPrelude + text, {.function = program.has_result ? "result" : ""});
    });
    Judge(program, one, outcome, "run");
    module += program.has_result ? text : AsFunction("attack" + std::to_string(i), text);
  }
  auto prepared = executor->Prepare(Text(module));
  ASSERT_EQ(prepared->body().verdict, Verdict::kOk) << Describe(prepared->body());
  for (size_t i = 0; i < program.cases.size(); ++i) {
    const std::string function = program.has_result ? "result" : "attack" + std::to_string(i);
    const Outcome outcome = InTime(limits, [&] { return prepared->Call({.function = function}); });
    Judge(program, program.cases[i], outcome, "prepared");
  }
  // Nobody else is hurt.
  EXPECT_EQ(RunText(*executor, "print('next')").out, "next\n");
}

INSTANTIATE_TEST_SUITE_P(Each, Abuse, ::testing::Range(size_t{0}, Programs().size()),
                         [](const auto& one) { return "Of" + Programs()[one.param].name; });

TEST(AbuseList, EveryRowIsThere) {
  std::set<int> rows;
  for (const Program& program : Programs()) {
    rows.insert(program.row);
    EXPECT_FALSE(kElsewhere.contains(program.row)) << program.name;
    EXPECT_THAT(program.name,
                StartsWith((program.row < 10 ? "0" : "") + std::to_string(program.row) + "_"));
  }
  for (int row = 1; row <= 57; ++row) {
    EXPECT_TRUE(rows.contains(row) || kElsewhere.contains(row)) << row;
  }
}

TEST(AbuseOfSource, IsRejected) {
  auto executor = MakeExecutor(Small(""));
  ASSERT_NE(executor, nullptr);
  const std::string sources[] = {std::string("print(1)\0", 9), "x = '\xff'\n",
                                 std::string(100'000, '(') + std::string(100'000, ')')};
  for (const std::string& source : sources) {
    const Outcome outcome = RunText(*executor, source);
    EXPECT_EQ(outcome.verdict, Verdict::kRejected) << Describe(outcome);
  }
  // The coding of a text is not the text's to say.
  EXPECT_EQ(RunText(*executor, "# coding: latin-1\nprint(len('\xc3\xa4'))\n").out, "1\n");
}

TEST(AbuseOfWorkers, NoneServesASecondRun) {
  auto executor = MakeExecutor(Small(""), 2);
  ASSERT_NE(executor, nullptr);
  std::set<std::string> seen;
  for (int i = 0; i < 20; ++i) {
    const Outcome outcome = RunText(
        *executor, "import os, sys\nprint(os.getpid(), hasattr(sys, 'mark'))\nsys.mark = 1\n");
    EXPECT_TRUE(outcome.out.ends_with(" False\n")) << Describe(outcome);
    EXPECT_TRUE(seen.insert(outcome.out).second) << outcome.out;
  }
}

}  // namespace
}  // namespace stockade::executor
