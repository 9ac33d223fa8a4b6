#include "executor/verdict.h"

#include <sys/wait.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <iterator>

#include "executor/limits.h"
#include "executor/positions.h"
#include "executor/request.h"

namespace stockade::executor {
namespace {

using interpreter::ReplyKind;

constexpr size_t kMessageBytes = 4096;

struct EndRow {
  RunEnd end;
  Verdict verdict;
  std::string_view limit;  // name in kLimits, if it was one
};
constexpr EndRow kEnds[] = {
    {RunEnd::kWall, Verdict::kWallLimit, "wall"},
    {RunEnd::kCpu, Verdict::kCpuLimit, "cpu"},
    {RunEnd::kOutput, Verdict::kOutputLimit, "output"},
    {RunEnd::kHostCalls, Verdict::kHostCallLimit, "host-calls"},
    {RunEnd::kCancelled, Verdict::kCancelled, ""},
    {RunEnd::kProtocol, Verdict::kProtocolError, ""},
    {RunEnd::kKeeperGone, Verdict::kSetupError, ""},
};

struct ReplyRow {
  ReplyKind kind;
  Verdict verdict;
  std::string_view limit;
};
constexpr ReplyRow kReplies[] = {
    {ReplyKind::kOk, Verdict::kOk, ""},
    {ReplyKind::kException, Verdict::kException, ""},
    {ReplyKind::kRejected, Verdict::kRejected, ""},
    {ReplyKind::kMemory, Verdict::kMemoryLimit, "memory"},
    {ReplyKind::kRecursion, Verdict::kRecursionLimit, "recursion"},
    {ReplyKind::kResult, Verdict::kResultLimit, "result"},
    {ReplyKind::kExit, Verdict::kExit, ""},
    {ReplyKind::kIterations, Verdict::kIterationLimit, "iterations"},
    {ReplyKind::kFile, Verdict::kFileLimit, "file-size"},
};

// The limit that a refusal stands for, and what a program that does not catch it ends with.
struct RefusalRow {
  wire::Refusal refusal;
  std::string_view limit;
};
constexpr RefusalRow kRefusals[] = {
    {wire::Refusal::kProcess, "processes"},
    {wire::Refusal::kThread, "threads"},
};
constexpr std::string_view kOfRefusals[] = {"RuntimeError", "PermissionError", "OSError"};

std::string Milliseconds(std::chrono::microseconds time) {
  return FormatDuration(std::chrono::duration_cast<std::chrono::milliseconds>(time));
}

LimitInfo Describe(std::string_view name, const Limits& limits, std::string observed) {
  const LimitRow* row = FindLimit(name);
  LimitInfo info;
  info.name = name;
  info.value = std::move(observed);
  if (row != nullptr) info.ceiling = FormatLimit(*row, row->get(limits));
  return info;
}

std::string ObservedText(std::string_view limit, const Observation& seen, const Limits& limits) {
  if (limit == "wall") return Milliseconds(seen.wall);
  if (limit == "cpu") return Milliseconds(seen.cpu);
  if (limit == "output") return "more than " + FormatBytes(limits.output_bytes);
  if (limit == "iterations") return std::to_string(seen.reply.iterations);
  if (limit == "memory") return "more than " + FormatBytes(limits.memory_bytes);
  if (limit == "host-calls") return "more than " + std::to_string(limits.host_calls);
  if (limit == "files") return "more than " + std::to_string(limits.files);
  if (limit == "file-size") return "more than " + FormatBytes(limits.file_bytes);
  if (limit == "threads") return "more than " + std::to_string(limits.threads);
  if (limit == "processes") return "more than " + std::to_string(limits.processes);
  if (limit == "recursion") return "more than " + std::to_string(limits.recursion);
  return seen.reply.message.empty() ? "more than allowed" : Presentable(seen.reply.message, 500);
}

// The line where it happened: the innermost frame is last, but a spent budget reports only its own.
uint32_t LineOf(const interpreter::Reply& reply, const Submission& submission) {
  if (reply.frames.empty()) return 0;
  const interpreter::RawFrame& frame =
      reply.kind == ReplyKind::kIterations ? reply.frames.front() : reply.frames.back();
  return MapFrame(submission, {frame.line, frame.column, frame.has_column}, "").line;
}

void TakeException(const interpreter::Reply& reply, const Submission& submission,
                   Outcome* outcome) {
  if (reply.type.empty()) return;
  ExceptionInfo info;
  info.type = Presentable(reply.type, 200);
  info.message = Presentable(reply.message, kMessageBytes);
  for (const interpreter::RawFrame& frame : reply.frames) {
    info.traceback.push_back(MapFrame(submission, {frame.line, frame.column, frame.has_column},
                                      Presentable(frame.function, 500)));
  }
  outcome->exception = std::move(info);
  outcome->claimed.push_back("exception");
}

// An exception of those that a refused thread or process gives, in a run that was refused one. The
// refusal was observed; that the exception is its consequence is what the worker says.
void TakeRefusal(const Observation& seen, const Submission& submission, const Limits& limits,
                 Outcome* outcome) {
  if (!seen.refusal || seen.reply.kind != ReplyKind::kException ||
      std::find(std::begin(kOfRefusals), std::end(kOfRefusals), seen.reply.type) ==
          std::end(kOfRefusals)) {
    return;
  }
  for (const RefusalRow& row : kRefusals) {
    if (row.refusal != *seen.refusal) continue;
    outcome->verdict = Verdict::kProcessLimit;
    outcome->limit = Describe(row.limit, limits, ObservedText(row.limit, seen, limits));
    outcome->limit->line = LineOf(seen.reply, submission);
  }
  outcome->claimed.push_back("verdict");
}

// The files of a run, held to its limits. False: the worker broke them, or sent no files.
bool TakeFiles(interpreter::Reply& reply, const Limits& limits, Outcome* outcome) {
  if (reply.files.size() > static_cast<size_t>(limits.files)) return false;
  for (auto& [name, bytes] : reply.files) {
    if (!IsFileName(name) || bytes.size() > limits.file_bytes) return false;
    if (!outcome->files.empty() && outcome->files.back().name >= name) return false;
    outcome->files.push_back({std::move(name), std::move(bytes)});
  }
  if (!outcome->files.empty()) outcome->claimed.push_back("files");
  return true;
}

void TakeReply(Observation& seen, const Submission& submission, const Limits& limits,
               Outcome* outcome) {
  const interpreter::Reply& reply = seen.reply;
  const ReplyRow* row = &kReplies[0];
  for (const ReplyRow& candidate : kReplies) {
    if (candidate.kind == reply.kind) row = &candidate;
  }
  outcome->verdict = row->verdict;
  outcome->usage.iterations = reply.iterations;
  outcome->claimed.push_back("usage.iterations");
  if (!TakeFiles(seen.reply, limits, outcome)) {
    outcome->verdict = Verdict::kProtocolError;
    outcome->message = "the worker sent files beyond the limits";
    outcome->files.clear();
    return;
  }
  if (!row->limit.empty()) {
    const bool too_many = reply.kind == ReplyKind::kFile && reply.type == "files";
    const std::string_view limit = too_many ? "files" : row->limit;
    outcome->limit = Describe(limit, limits, ObservedText(limit, seen, limits));
    outcome->limit->line = LineOf(reply, submission);
    outcome->claimed.push_back("verdict");
    outcome->claimed.push_back("limit");
  }
  if (reply.kind == ReplyKind::kExit) {
    outcome->exit_code = reply.exit_code;
    outcome->message = Presentable(reply.message, kMessageBytes);
    outcome->claimed.push_back("verdict");
  } else if (reply.kind == ReplyKind::kFile) {
    return;
  } else if (reply.kind != ReplyKind::kOk) {
    TakeException(reply, submission, outcome);
    TakeRefusal(seen, submission, limits, outcome);
  } else if (!reply.value.empty()) {
    if (reply.value.size() > limits.result_bytes) {
      outcome->verdict = Verdict::kResultLimit;
      outcome->limit = Describe("result", limits, FormatBytes(reply.value.size()));
      return;
    }
    auto value = Decode(reply.value, {.bytes = limits.result_bytes, .depth = limits.result_depth});
    if (!value && value.error().code == ErrorCode::kBadLimit) {
      outcome->verdict = Verdict::kResultLimit;
      outcome->limit = Describe("result", limits, "too many values in it");
      return;
    }
    if (!value) {
      outcome->verdict = Verdict::kProtocolError;
      outcome->message = value.error().message;
      return;
    }
    outcome->value = std::move(*value);
    outcome->claimed.push_back("value");
  }
}

void TakeExit(const Observation& seen, Outcome* outcome) {
  const int status = seen.report.status;
  if (WIFSIGNALED(status)) {
    const int number = WTERMSIG(status);
    outcome->verdict = number == SIGXFSZ ? Verdict::kFileLimit : Verdict::kSignal;
    outcome->signal = number;
    const char* name = sigabbrev_np(number);
    outcome->message = "ended by signal " + std::to_string(number) +
                       (name == nullptr ? "" : " (SIG" + std::string(name) + ")") +
                       (number == SIGSYS ? ": a system call that nothing legitimate makes" : "");
    return;
  }
  outcome->verdict = Verdict::kExit;
  outcome->exit_code = WEXITSTATUS(status);
  outcome->message = "the process ended with status " + std::to_string(WEXITSTATUS(status)) +
                     " and without a result";
}

}  // namespace

Outcome Judge(Observation seen, const Submission& submission, const Limits& limits) {
  Outcome outcome;
  outcome.message = seen.problem;
  for (const EndRow& row : kEnds) {
    if (row.end != seen.end) continue;
    outcome.verdict = row.verdict;
    if (!row.limit.empty()) {
      outcome.limit = Describe(row.limit, limits, ObservedText(row.limit, seen, limits));
    }
  }
  if (seen.end == RunEnd::kKeeperGone)
    outcome.message = "the keeper ended while the run was under way";
  if (seen.end == RunEnd::kReply) TakeReply(seen, submission, limits, &outcome);
  if (seen.end == RunEnd::kExited) TakeExit(seen, &outcome);
  outcome.usage.wall = seen.wall;
  outcome.usage.cpu = seen.cpu;
  outcome.usage.peak_memory_bytes = seen.peak_memory_bytes;
  outcome.usage.host_calls = seen.host_calls;
  outcome.usage.host = seen.host;
  outcome.out = std::move(seen.out);
  outcome.err = std::move(seen.err);
  outcome.out_truncated = seen.out_truncated;
  outcome.err_truncated = seen.err_truncated;
  return outcome;
}

Outcome NothingRan(Verdict verdict, std::string message) {
  Outcome outcome;
  outcome.verdict = verdict;
  outcome.message = std::move(message);
  return outcome;
}

}  // namespace stockade::executor
