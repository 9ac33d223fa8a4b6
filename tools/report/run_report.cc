#include "tools/report/run_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "executor/value.h"
#include "tools/report/printable.h"

namespace stockade::report {
namespace {

using Json = nlohmann::ordered_json;
using executor::Outcome;
using executor::Verdict;

// An object whose members are JSON texts: the value of a run may hold integers that no C++ number
// type holds, so its text is used as the executor wrote it.
class ObjectWriter {
 public:
  void AddRaw(std::string_view key, std::string_view json) {
    text_ += text_.empty() ? "{" : ",";
    text_ += Json(key).dump();
    text_ += ':';
    text_ += json;
  }
  void Add(std::string_view key, const Json& value) { AddRaw(key, value.dump()); }
  std::string Finish() { return text_.empty() ? "{}" : std::move(text_) + "}"; }

 private:
  std::string text_;
};

double Milliseconds(std::chrono::microseconds time) {
  return static_cast<double>(time.count()) / 1000.0;
}

Json ExceptionOf(const std::optional<executor::ExceptionInfo>& exception) {
  if (!exception) return nullptr;
  Json frames = Json::array();
  for (const executor::TracebackFrame& frame : exception->traceback) {
    frames.push_back({{"line", frame.line},
                      {"column", frame.column},
                      {"function", ValidUtf8(frame.function)},
                      {"text", ValidUtf8(frame.text)}});
  }
  return {{"type", ValidUtf8(exception->type)},
          {"message", ValidUtf8(exception->message)},
          {"traceback", std::move(frames)}};
}

Json LimitOf(const std::optional<executor::LimitInfo>& limit) {
  if (!limit) return nullptr;
  return {{"name", limit->name},
          {"value", ValidUtf8(limit->value)},
          {"ceiling", ValidUtf8(limit->ceiling)},
          {"line", limit->line == 0 ? Json(nullptr) : Json(limit->line)}};
}

Json ConfinementOf(const std::vector<executor::Facility>& facilities) {
  Json all = Json::object();
  for (const executor::Facility& facility : facilities) {
    all[facility.name] = {{"active", facility.active}, {"detail", ValidUtf8(facility.detail)}};
  }
  return all;
}

std::string Traceback(const executor::ExceptionInfo& exception, std::string_view path) {
  std::string out;
  if (!exception.traceback.empty()) out += "Traceback (most recent call last):\n";
  for (const executor::TracebackFrame& frame : exception.traceback) {
    out += fmt::format("  File \"{}\", line {}, in {}\n", Printable(path), frame.line,
                       Printable(frame.function));
    if (!frame.text.empty()) out += fmt::format("    {}\n", Printable(frame.text));
  }
  std::string message;
  for (size_t at = 0; at <= exception.message.size();) {
    const size_t stop = std::min(exception.message.find('\n', at), exception.message.size());
    if (at != 0) message += '\n';
    message += Printable(std::string_view(exception.message).substr(at, stop - at));
    at = stop + 1;
  }
  out += Printable(exception.type);
  if (!message.empty()) out += fmt::format(": {}", message);
  out += '\n';
  return out;
}

// "wall_limit: the clock ran out: 5.01 s of 5 s, at line 3"
std::string Reason(const Outcome& outcome) {
  std::string text = fmt::format("{}: {}", executor::VerdictName(outcome.verdict),
                                 executor::VerdictMeaning(outcome.verdict));
  if (outcome.limit) {
    text += fmt::format(" ({} of {} allowed for `{}`", Printable(outcome.limit->value),
                        Printable(outcome.limit->ceiling), Printable(outcome.limit->name));
    if (outcome.limit->line != 0) text += fmt::format(", at line {}", outcome.limit->line);
    text += ")";
  }
  if (outcome.exit_code) text += fmt::format(" (exit status {})", *outcome.exit_code);
  if (outcome.signal) text += fmt::format(" (signal {})", *outcome.signal);
  if (!outcome.message.empty() && outcome.message != executor::VerdictMeaning(outcome.verdict)) {
    text += fmt::format(": {}", Printable(outcome.message));
  }
  return text;
}

}  // namespace

int ExitCodeOf(Verdict verdict) {
  if (verdict == Verdict::kOk) return 0;
  return verdict == Verdict::kSetupError ? 3 : 1;
}

std::string RunJson(const RunResult& result) {
  const Outcome& outcome = result.outcome;
  ObjectWriter all;
  all.Add("schema", 1);
  all.Add("verdict", executor::VerdictName(outcome.verdict));
  all.AddRaw("value", outcome.value ? executor::ToJson(*outcome.value) : "null");
  all.Add("stdout", ValidUtf8(outcome.out));
  all.Add("stderr", ValidUtf8(outcome.err));
  Json truncated = Json::array();
  if (outcome.out_truncated) truncated.push_back("stdout");
  if (outcome.err_truncated) truncated.push_back("stderr");
  all.Add("truncated", truncated);
  Json files = Json::array();
  for (const executor::WrittenFile& file : outcome.files) {
    files.push_back({{"name", ValidUtf8(file.name)}, {"bytes", file.bytes.size()}});
  }
  all.Add("files", files);
  all.Add("exception", ExceptionOf(outcome.exception));
  all.Add("limit", LimitOf(outcome.limit));
  all.Add("claimed", Json(outcome.claimed));
  const Json iterations =
      outcome.usage.iterations ? Json(*outcome.usage.iterations) : Json(nullptr);
  all.Add("usage", {{"wall_ms", Milliseconds(outcome.usage.wall)},
                    {"cpu_ms", Milliseconds(outcome.usage.cpu)},
                    {"peak_memory_bytes", outcome.usage.peak_memory_bytes},
                    {"iterations", iterations}});
  all.Add("confinement", ConfinementOf(outcome.confinement));
  Json degraded = Json::array();
  for (const std::string& line : outcome.degraded) degraded.push_back(ValidUtf8(line));
  all.Add("degraded", degraded);
  std::string findings = "[";
  for (const analyzer::Diagnostic& finding : result.findings) {
    if (findings.size() > 1) findings += ',';
    findings += FindingJson(finding);
  }
  all.AddRaw("findings", findings + "]");
  return all.Finish() + "\n";
}

RunTextParts RunText(const RunResult& result, const FileReport& submission, bool print_value,
                     const Style& style) {
  const Outcome& outcome = result.outcome;
  RunTextParts parts{.out = outcome.out, .err = outcome.err};
  if (print_value && outcome.verdict == Verdict::kOk && outcome.value) {
    if (!parts.out.empty() && !parts.out.ends_with('\n')) parts.out += '\n';
    parts.out += executor::ToJson(*outcome.value) + "\n";
  }
  if (!parts.err.empty() && !parts.err.ends_with('\n')) parts.err += '\n';
  for (const analyzer::Diagnostic& finding : result.findings) {
    PrintFinding(submission, finding, style, &parts.err);
    parts.err += '\n';
  }
  if (outcome.exception) parts.err += Traceback(*outcome.exception, submission.path);
  if (outcome.verdict != Verdict::kOk) {
    parts.err += fmt::format("stockade: {}\n", Reason(outcome));
  }
  if (outcome.out_truncated) parts.err += "stockade: stdout was cut at the limit\n";
  if (outcome.err_truncated) parts.err += "stockade: stderr was cut at the limit\n";
  for (const std::string& line : outcome.degraded) {
    parts.err += fmt::format("stockade: not in force: {}\n", Printable(line));
  }
  return parts;
}

namespace {

// The units of FacilityCost, in the order in which they are said.
struct CostRow {
  std::chrono::nanoseconds executor::FacilityCost::*field;
  std::string_view key;  // in JSON, in microseconds
  std::string_view of;
};
constexpr CostRow kCosts[] = {
    {&executor::FacilityCost::start, "start_us", "at start"},
    {&executor::FacilityCost::worker, "worker_us", "a worker"},
    {&executor::FacilityCost::call, "call_us", "a system call"},
};

double Microseconds(std::chrono::nanoseconds time) {
  return std::chrono::duration<double, std::micro>(time).count();
}

// "41 us at start, 0.08 us a system call"
std::string CostText(const executor::FacilityCost& cost) {
  std::string text;
  for (const CostRow& row : kCosts) {
    const double time = Microseconds(cost.*row.field);
    if (time <= 0) continue;
    text +=
        fmt::format("{}{:.{}f} us {}", text.empty() ? "" : ", ", time, time < 10 ? 2 : 0, row.of);
  }
  return text;
}

Json CostJson(const executor::FacilityCost& cost) {
  Json all = Json::object();
  for (const CostRow& row : kCosts) {
    if (const double time = Microseconds(cost.*row.field); time > 0) all[row.key] = time;
  }
  return all;
}

}  // namespace

std::string DoctorText(const Doctor& doctor, const Style& style) {
  size_t width = 9;
  size_t cost_width = 0;
  for (const executor::Facility& facility : doctor.facilities) {
    width = std::max(width, facility.name.size());
    cost_width = std::max(cost_width, CostText(facility.cost).size());
  }
  const auto row = [&](std::string_view name, bool present, std::string_view cost,
                       std::string_view detail) {
    const std::string_view word = present ? "present" : "absent ";
    const std::string shown = style.color
                                  ? fmt::format("\x1b[{}m{}\x1b[0m", present ? "32" : "1;31", word)
                                  : std::string(word);
    std::string line = fmt::format("{:<{}}  {}  {:<{}}  {}", name, width, shown, cost, cost_width,
                                   Printable(detail));
    while (line.ends_with(' ')) line.pop_back();
    return line + "\n";
  };
  std::string out =
      fmt::format("stockade {}, built for Python {}\n\n", doctor.version, doctor.python);
  for (const executor::Facility& facility : doctor.facilities) {
    out += row(facility.name, facility.active, CostText(facility.cost), facility.detail);
  }
  out += row("trial-run", doctor.trial_trouble.empty(), "",
             doctor.trial_trouble.empty()
                 ? fmt::format("{}; {:.1f} ms, and {:.1f} ms when a worker waits", doctor.trial,
                               Microseconds(doctor.trial_first) / 1000,
                               Microseconds(doctor.trial_next) / 1000)
                 : doctor.trial_trouble);
  for (const std::string& name : doctor.missing) {
    out += fmt::format("\nrequired, but absent: {}", Printable(name));
  }
  if (!doctor.missing.empty()) out += "\n";
  return out;
}

std::string DoctorJson(const Doctor& doctor) {
  Json facilities = Json::array();
  for (const executor::Facility& facility : doctor.facilities) {
    facilities.push_back({{"name", facility.name},
                          {"present", facility.active},
                          {"detail", ValidUtf8(facility.detail)},
                          {"cost", CostJson(facility.cost)}});
  }
  Json missing = Json::array();
  for (const std::string& name : doctor.missing) missing.push_back(ValidUtf8(name));
  const Json all = {{"schema", 1},
                    {"version", doctor.version},
                    {"python", doctor.python},
                    {"trial_run",
                     {{"ok", doctor.trial_trouble.empty()},
                      {"trouble", ValidUtf8(doctor.trial_trouble)},
                      {"first_us", Microseconds(doctor.trial_first)},
                      {"next_us", Microseconds(doctor.trial_next)}}},
                    {"facilities", std::move(facilities)},
                    {"missing", std::move(missing)}};
  return all.dump() + "\n";
}

}  // namespace stockade::report
