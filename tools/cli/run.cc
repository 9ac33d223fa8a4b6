// `stockade run`: the whole way through, and what happened.
#include <fmt/format.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include <charconv>
#include <filesystem>
#include <fstream>
#include <stop_token>
#include <thread>

#include "executor/limits.h"
#include "executor/policy.h"
#include "tools/cli/command.h"
#include "tools/cli/files.h"
#include "tools/findings.h"
#include "tools/report/printable.h"
#include "tools/report/run_report.h"
#include "tools/settings.h"

namespace stockade::cli {
namespace {

constexpr size_t kMaxStdinBytes = 64 << 20;
constexpr size_t kMaxInputBytes = 64 << 20;

struct Options {
  std::string path, rules, guards;
  std::string call, args = "[]", kwargs = "{}", stdin_path;
  std::string wall, cpu, memory, output;
  std::string iterations, threads;
  std::string format = "text";
  bool expression = false, no_check = false, no_guards = false;
  std::vector<std::string> preload, require;
  std::vector<std::string> argv, inputs;
  std::string scratch;
};

// Empty, or what is wrong with a limit that the caller wrote.
template <class Value, class Parse>
std::string Override(std::string_view option, const std::string& text, Parse parse, Value* value) {
  if (text.empty()) return {};
  auto parsed = parse(text);
  if (!parsed) return fmt::format("{}: {}", option, parsed.error().message);
  *value = *parsed;
  return {};
}

executor::Result<uint64_t> ParseCount(std::string_view text) {
  uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) {
    return tl::unexpected(
        executor::Error{executor::ErrorCode::kBadLimit,
                        fmt::format("\"{}\" is not a whole number (0: no budget)", text)});
  }
  return value;
}

executor::Result<uint32_t> ParseThreads(std::string_view text) {
  const executor::LimitRow& row = *executor::FindLimit("threads");
  uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < row.lowest ||
      value > row.highest) {
    return tl::unexpected(executor::Error{
        executor::ErrorCode::kBadLimit,
        fmt::format("\"{}\" is not a number from {} to {}", text, row.lowest, row.highest)});
  }
  return value;
}

std::string OverrideLimits(const Options& options, rules::RuleSet* set) {
  const std::string troubles[] = {
      Override("--wall", options.wall, executor::ParseDuration, &set->wall),
      Override("--cpu", options.cpu, executor::ParseDuration, &set->cpu),
      Override("--memory", options.memory, executor::ParseBytes, &set->memory_bytes),
      Override("--output", options.output, executor::ParseBytes, &set->output_bytes),
      Override("--iterations", options.iterations, ParseCount, &set->iterations),
      Override("--threads", options.threads, ParseThreads, &set->threads),
  };
  for (const std::string& trouble : troubles) {
    if (!trouble.empty()) return trouble;
  }
  return {};
}

// What the options contradict each other in; empty: nothing.
std::string Contradiction(const Options& options) {
  if (options.expression && !options.call.empty())
    return "--expression and --call exclude each other";
  if (options.call.empty() && (options.args != "[]" || options.kwargs != "{}")) {
    return "--args and --kwargs need --call NAME";
  }
  if (!options.preload.empty() && !options.no_guards) return "--preload needs --no-guards";
  if (options.path == "-" && options.stdin_path == "-") {
    return "FILE and --stdin cannot both be standard input";
  }
  return {};
}

// From here on an interrupt cancels the run, whose verdict says so; a second one ends the program.
// A signal that whoever started us has ignored stays ignored.
std::stop_token CancelOnSignals() {
  sigset_t awaited;
  sigemptyset(&awaited);
  for (const int signal : {SIGINT, SIGTERM}) {
    struct sigaction old {};
    if (sigaction(signal, nullptr, &old) == 0 && old.sa_handler != SIG_IGN) {
      sigaddset(&awaited, signal);
    }
  }
  // Threads that are started later inherit the mask: only the one that waits takes the signal.
  pthread_sigmask(SIG_BLOCK, &awaited, nullptr);
  std::stop_source source;
  std::thread([awaited, source]() mutable {
    int signal = 0;
    if (sigwait(&awaited, &signal) != 0) return;
    source.request_stop();
    do {
      if (sigwait(&awaited, &signal) != 0) return;
    } while (signal != SIGINT);
    constexpr int kBySignal = 128;  // as shells count
    _exit(kBySignal + SIGINT);
  }).detach();
  return source.get_token();
}

// `--input NAME=PATH`, or PATH under its own last name. Empty, or what is wrong.
std::string ReadInputs(const Options& options, executor::Environment* environment) {
  for (const std::string& input : options.inputs) {
    const size_t equals = input.find('=');
    const std::string path = equals == input.npos ? input : input.substr(equals + 1);
    InputBytes read = ReadInput(path, kMaxInputBytes);
    if (!read.trouble.empty()) return fmt::format("--input: {}", read.trouble);
    const std::string name = equals == input.npos ? std::filesystem::path(path).filename().string()
                                                  : input.substr(0, equals);
    environment->files.push_back({name, std::move(read.bytes)});
  }
  return {};
}

// What the run wrote goes into a folder that this makes: nothing that was there before can be
// overwritten or followed. Empty, or what is wrong.
std::string WriteScratch(const std::string& folder, const executor::Outcome& outcome) {
  for (const executor::WrittenFile& file : outcome.files) {
    if (!executor::IsFileName(file.name)) return "a file has no proper name";
    const std::filesystem::path place = std::filesystem::path(folder) / file.name;
    std::error_code error;
    std::filesystem::create_directories(place.parent_path(), error);
    std::ofstream out(place, std::ios::binary | std::ios::trunc);
    out.write(file.bytes.data(), static_cast<std::streamsize>(file.bytes.size()));
    out.close();
    if (error || !out) return fmt::format("--scratch: {} cannot be written", place.string());
  }
  return {};
}

int Run(const Options& options, Console& console) {
  const auto usage = [&](std::string_view text) {
    console.Message(report::Printable(text));
    return kUsage;
  };
  if (const std::string trouble = Contradiction(options); !trouble.empty()) return usage(trouble);
  Settings settings(options.rules);
  auto set = settings.RuleSetFor(options.path);
  if (!set) return usage(set.error());
  if (const std::string trouble = OverrideLimits(options, &*set); !trouble.empty()) {
    return usage(trouble);
  }
  if (options.guards == "all") set->guard_level = rules::GuardLevel::kAll;
  if (options.guards == "proven") set->guard_level = rules::GuardLevel::kProven;

  SubmittedFile submitted = ReadSubmitted(options.path, set->intake.max_bytes);
  if (!submitted.missing.empty()) return usage(submitted.missing);

  PipelineOptions pipeline_options;
  pipeline_options.one_text = true;
  pipeline_options.set = &*set;
  pipeline_options.check = !options.no_check;
  pipeline_options.guards = !options.no_guards;
  pipeline_options.preload = options.preload;
  pipeline_options.require = options.require;
  pipeline_options.pool = 1;
  auto pipeline = Pipeline::Create(pipeline_options);
  if (!pipeline) {
    console.Message(pipeline.error().message);
    return pipeline.error().exit_code;
  }

  RunRequest request{.function = options.call,
                     .expression = options.expression,
                     .args_json = options.args,
                     .kwargs_json = options.kwargs,
                     .filename = options.path == "-" ? "<stdin>" : options.path};
  if (!options.stdin_path.empty()) {
    InputBytes input = ReadInput(options.stdin_path, kMaxStdinBytes);
    if (!input.trouble.empty()) return usage(fmt::format("--stdin: {}", input.trouble));
    request.stdin_bytes = std::move(input.bytes);
  }

  request.environment.argv = options.argv;
  if (const std::string trouble = ReadInputs(options, &request.environment); !trouble.empty()) {
    return usage(trouble);
  }
  // Before anything is made for it.
  if (auto good = executor::CheckEnvironment(request.environment); !good) {
    return usage(good.error().message);
  }
  if (!options.scratch.empty()) {
    std::error_code error;
    if (!std::filesystem::create_directory(options.scratch, error)) {
      return usage(fmt::format("--scratch: {} must be a new folder{}", options.scratch,
                               error ? ": " + error.message() : ""));
    }
    request.environment.scratch = true;
  }

  RunResult result;
  if (submitted.trouble) {
    result.outcome.verdict = executor::Verdict::kRejected;
    result.findings = {*submitted.trouble};
  } else {
    request.cancel = CancelOnSignals();
    auto run = pipeline->Run(submitted.bytes, request);
    if (!run) {
      console.Message(report::Printable(run.error().message));
      return run.error().exit_code;
    }
    result = std::move(*run);
  }
  if (IsTooLarge(submitted, set->intake.max_bytes, &result.findings)) submitted.bytes.clear();
  if (options.format == "json") {
    console.Out(report::RunJson(result));
    // The contract has no place for it, and it must not be lost.
    if (result.outcome.verdict != executor::Verdict::kOk && !result.outcome.message.empty()) {
      console.Message(report::Printable(result.outcome.message));
    }
  } else {
    const report::FileReport file{.path = request.filename, .bytes = std::move(submitted.bytes)};
    const bool print_value = options.expression || !options.call.empty();
    const report::RunTextParts parts =
        report::RunText(result, file, print_value, console.err_style());
    console.Out(parts.out);
    if (const int written = console.Finish(kClean); written != kClean) return written;
    console.Err(parts.err);
    if (!result.findings.empty()) console.Message(fmt::format("rules: {}", set->source));
  }
  if (const std::string trouble = WriteScratch(options.scratch, result.outcome); !trouble.empty()) {
    return usage(trouble);
  }
  return report::ExitCodeOf(result.outcome.verdict);
}

}  // namespace

Runner SetUpRun(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("FILE", options->path, "The file, or - for standard input")->required();
  app.add_option("--call", options->call, "Call this function after the module's body");
  app.add_option("--args", options->args, "A JSON list of arguments for --call");
  app.add_option("--kwargs", options->kwargs, "A JSON object of keyword arguments for --call");
  app.add_flag("--expression", options->expression, "FILE is one expression; print its value");
  app.add_option("--stdin", options->stdin_path,
                 "What input() reads: a file, or - (default: nothing)");
  app.add_option("--argv", options->argv, "An argument for sys.argv; may be repeated")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  app.add_option("--input", options->inputs,
                 "NAME=PATH, or PATH for its last name: a file that open(NAME) reads")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  app.add_option("--scratch", options->scratch,
                 "A new folder for the files that the run writes with open");
  app.add_option("--rules", options->rules, "A built-in rule set or a file");
  app.add_option("--guards", options->guards, "all or proven (default: as the rule set says)")
      ->check(OneOf({"all", "proven"}));
  app.add_option("--wall", options->wall, "Time by the clock, such as '5 s'");
  app.add_option("--cpu", options->cpu, "Processor time, such as '500 ms'");
  app.add_option("--memory", options->memory, "Memory, such as '64 MiB'");
  app.add_option("--output", options->output, "Bytes of stdout and of stderr, such as '1 MiB'");
  app.add_option("--iterations", options->iterations, "Loop steps and calls; 0: no budget");
  app.add_option("--threads", options->threads, "Threads at one time, the first one among them");
  app.add_option("--format", options->format, "text or json (default: text)")
      ->check(OneOf({"text", "json"}));
  app.add_option("--require", options->require,
                 "Fail unless this facility is in force (names: stockade doctor)");
  app.add_flag("--no-check", options->no_check, "For tests: switch the rules off");
  app.add_flag("--no-guards", options->no_guards, "For tests: switch guards and verifier off");
  app.add_option("--preload", options->preload,
                 "For tests: with --no-guards, a module to import before confinement");
  return [options](Console& console) { return Run(*options, console); };
}

}  // namespace stockade::cli
