// `stockade doctor`: what this host can confine, and why not.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "rules/nearest.h"
#include "tools/cli/command.h"
#include "tools/pipeline.h"
#include "tools/report/run_report.h"

namespace stockade::cli {
namespace {

struct Options {
  std::vector<std::string> require;
  std::string format = "text";
};

// Runs from end to end, the second one with a worker that waits for it; empty: the answers were
// right.
std::string TrialRun(report::Doctor* doctor) {
  auto pipeline = Pipeline::Create({.rules = "default", .pool = 1});
  if (!pipeline) return pipeline.error().message;
  const RunRequest request{.expression = true};
  auto start = std::chrono::steady_clock::now();
  auto run = pipeline->Run("6 * 7\n", request);
  doctor->trial_first = std::chrono::steady_clock::now() - start;
  if (run) {
    start = std::chrono::steady_clock::now();
    run = pipeline->Run("6 * 7\n", request);
    doctor->trial_next = std::chrono::steady_clock::now() - start;
  }
  if (!run) return run.error().message;
  const executor::Outcome& outcome = run->outcome;
  if (outcome.verdict == executor::Verdict::kOk && outcome.value &&
      executor::ToJson(*outcome.value) == "42") {
    return {};
  }
  return fmt::format("a trial run ended with {}: {}", executor::VerdictName(outcome.verdict),
                     outcome.message);
}

int Doctor(const Options& options, Console& console) {
  report::Doctor doctor{
      .version = STOCKADE_VERSION,
      .python = fmt::format("{}.{}", STOCKADE_PYTHON_MAJOR, STOCKADE_PYTHON_MINOR)};
  doctor.facilities = executor::ProbeHost();
  std::vector<std::string_view> known;
  for (const executor::Facility& facility : doctor.facilities) known.push_back(facility.name);
  for (const std::string& name : options.require) {
    const auto found =
        std::find_if(doctor.facilities.begin(), doctor.facilities.end(),
                     [&](const executor::Facility& facility) { return facility.name == name; });
    if (found == doctor.facilities.end()) {
      const std::string_view near = rules::Nearest(name, known);
      console.Message(fmt::format("no facility \"{}\"{} (there are: {})", name,
                                  near.empty() ? "" : fmt::format("; did you mean \"{}\"?", near),
                                  fmt::join(known, ", ")));
      return kUsage;
    }
    if (!found->active) doctor.missing.push_back(name);
  }
  doctor.trial_trouble = TrialRun(&doctor);
  if (doctor.trial_trouble.empty()) doctor.trial = "6 * 7 is 42";
  console.Out(options.format == "json" ? report::DoctorJson(doctor)
                                       : report::DoctorText(doctor, console.out_style()));
  return doctor.missing.empty() && doctor.trial_trouble.empty() ? kClean : kConfinement;
}

}  // namespace

Runner SetUpDoctor(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("--require", options->require, "Exit with 3 unless this facility is present");
  app.add_option("--format", options->format, "text or json (default: text)")
      ->check(OneOf({"text", "json"}));
  return [options](Console& console) { return Doctor(*options, console); };
}

}  // namespace stockade::cli
