// `stockade rewrite`: the guarded text, or what was guarded and why.
#include <fmt/format.h>

#include <map>
#include <tuple>

#include "analyzer/source.h"
#include "executor/guards.h"
#include "tools/cli/command.h"
#include "tools/cli/files.h"
#include "tools/findings.h"
#include "tools/report/printable.h"
#include "tools/settings.h"

namespace stockade::cli {
namespace {

struct Options {
  std::string path, rules, guards;
  std::string spelling = "names";
  bool explain = false, no_check = false;
};

// One line a guard: where, whether it is there, which, why; then how many there are of each kind
// and reason, since a program has thousands.
std::string Explain(const analyzer::Source& source, const rewriter::Rewritten& rewritten) {
  std::string out;
  using Kind = std::tuple<bool, std::string_view, std::string_view>;  // left out, guard, reason
  std::map<Kind, size_t> kinds;
  size_t emitted = 0;
  for (const rewriter::GuardNote& note : rewritten.guards) {
    const executor::GuardRow& row = executor::Row(note.guard);
    const analyzer::Position at = source.PositionOf(note.begin);
    const std::string_view reason = note.emitted && note.reason.empty() ? row.reason : note.reason;
    out += fmt::format("{}:{}:{}: {} {}: {}\n", report::Printable(source.path()), at.line,
                       at.column, note.emitted ? "guarded" : "left out", row.text_name, reason);
    ++kinds[{!note.emitted, row.text_name, reason}];
    emitted += note.emitted ? 1 : 0;
  }
  for (const auto& [kind, count] : kinds) {
    const auto& [left_out, guard, reason] = kind;
    out +=
        fmt::format("{:>7} {} {}: {}\n", count, left_out ? "left out" : "guarded", guard, reason);
  }
  out += fmt::format("{} guarded, {} left out\n", emitted, rewritten.guards.size() - emitted);
  return out;
}

int Rewrite(const Options& options, Console& console) {
  Settings settings(options.rules);
  auto set = settings.RuleSetFor(options.path);
  if (!set) {
    console.Message(set.error());
    return kUsage;
  }
  if (options.guards == "all") set->guard_level = rules::GuardLevel::kAll;
  if (options.guards == "proven") set->guard_level = rules::GuardLevel::kProven;
  PipelineOptions pipeline_options;
  pipeline_options.set = &*set;
  pipeline_options.check = !options.no_check;
  pipeline_options.guards = options.guards != "off";
  auto pipeline = Pipeline::Create(pipeline_options);
  if (!pipeline) {
    console.Message(pipeline.error().message);
    return pipeline.error().exit_code;
  }
  SubmittedFile submitted = ReadSubmitted(options.path, set->intake.max_bytes);
  if (!submitted.missing.empty()) {
    console.Message(submitted.missing);
    return kUsage;
  }
  report::FileReport file{.path = options.path == "-" ? "<stdin>" : options.path};
  if (submitted.trouble) {
    file.findings = {*submitted.trouble};
  } else {
    auto rewritten = pipeline->Rewrite(submitted.bytes, options.spelling == "constants"
                                                            ? rewriter::Spelling::kConstants
                                                            : rewriter::Spelling::kNames);
    if (rewritten) {
      if (options.explain) {
        console.Out(Explain(analyzer::Source::FromBytes(file.path, submitted.bytes, set->intake),
                            *rewritten));
      } else {
        console.Out(rewritten->text);
      }
      return kClean;
    }
    file.findings = std::move(rewritten.error());
  }
  if (!IsTooLarge(submitted, set->intake.max_bytes, &file.findings)) {
    file.bytes = std::move(submitted.bytes);
  }
  std::string text;
  for (const analyzer::Diagnostic& finding : file.findings) {
    report::PrintFinding(file, finding, console.err_style(), &text);
    text += '\n';
  }
  console.Err(text);
  console.Message(fmt::format("not rewritten; rules: {}", set->source));
  return kFindings;
}

}  // namespace

Runner SetUpRewrite(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("FILE", options->path, "The file, or - for standard input")->required();
  app.add_flag("--explain", options->explain,
               "Print what was guarded, what was left out, and why, instead of the text");
  app.add_option("--rules", options->rules, "A built-in rule set or a file");
  app.add_option("--guards", options->guards, "all, proven or off (default: as the rule set says)")
      ->check(OneOf({"all", "proven", "off"}));
  app.add_option("--spelling", options->spelling,
                 "names for people, constants for the worker (default: names)")
      ->check(OneOf({"names", "constants"}));
  app.add_flag("--no-check", options->no_check, "Rewrite what the rules refuse, too");
  return [options](Console& console) { return Rewrite(*options, console); };
}

}  // namespace stockade::cli
