#include "tools/pipeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <limits>
#include <mutex>
#include <optional>
#include <utility>

#include "analyzer/names.h"
#include "analyzer/source.h"
#include "analyzer/tree.h"
#include "rules/nearest.h"
#include "tools/findings.h"
#include "tools/host_calls.h"
#include "tools/settings.h"

namespace stockade {
namespace {

using analyzer::Diagnostic;

constexpr std::string_view kRulesOff = "rules: switched off by the caller (--no-check)";
constexpr std::string_view kGuardsOff = "guards: switched off by the caller (--no-guards)";

// What the rewriter refuses, as findings. The analyzer should have found each of these first.
struct RewriteErrorRow {
  rewriter::ErrorCode error;
  FindingId finding;
};
constexpr RewriteErrorRow kRewriteErrors[] = {
    {rewriter::ErrorCode::kUnknownNode, FindingId::kUnprintableSyntax},
    {rewriter::ErrorCode::kNamesGuard, FindingId::kNamesGuard},
    {rewriter::ErrorCode::kKeywordName, FindingId::kKeywordName},
    {rewriter::ErrorCode::kMarkerInLiteral, FindingId::kGuardMarker},
    {rewriter::ErrorCode::kUnsupportedVersion, FindingId::kUnsupportedVersion},
};

Diagnostic ToDiagnostic(const rewriter::Error& error, const analyzer::Source& source) {
  FindingId id = FindingId::kUnprintableSyntax;
  for (const RewriteErrorRow& row : kRewriteErrors) {
    if (row.error == error.code) id = row.finding;
  }
  return MakeFinding(id, error.message, source.SpanOf(error.begin, error.end));
}

// What no limit can be stays so, and the executor says it.
int Clamped(uint32_t count) {
  return static_cast<int>(std::min<uint32_t>(count, std::numeric_limits<int>::max()));
}

PipelineError ToPipelineError(const rules::Error& error) { return {2, ErrorText(error)}; }

// Errors of the host are exit code 3, errors of the caller 2.
PipelineError ToPipelineError(const executor::Error& error) {
  switch (error.code) {
    case executor::ErrorCode::kBadLimit:
    case executor::ErrorCode::kBadPolicy:
    case executor::ErrorCode::kBadRequest:
      return {2, error.message};
    case executor::ErrorCode::kWorkerMissing:
    case executor::ErrorCode::kWorkerFailed:
    case executor::ErrorCode::kConfinement:
      break;
  }
  return {3, error.message};
}

// A parsed text. Tree and Names point into what precedes them, so it stays where it was made.
struct Parsed {
  analyzer::Source source;
  analyzer::Tree tree;
  std::optional<analyzer::Names> names;  // of a text that parses

  Parsed(std::string path, std::string_view text, const analyzer::IntakeLimits& limits,
         const analyzer::ParseOptions& options)
      : source(analyzer::Source::FromBytes(std::move(path), text, limits)),
        tree(analyzer::Tree::Parse(source, options)) {
    if (tree.root() != nullptr) names = analyzer::Names::Build(tree);
  }
  Parsed(const Parsed&) = delete;
  Parsed& operator=(const Parsed&) = delete;

  bool ok() const { return source.ok() && tree.root() != nullptr; }
  // Why the text cannot go on; never empty when ok() is false.
  std::vector<Diagnostic> Breaches() const {
    std::vector<Diagnostic> all = source.diagnostics();
    all.insert(all.end(), tree.diagnostics().begin(), tree.diagnostics().end());
    if (all.empty()) {
      all.push_back(MakeFinding(FindingId::kUnprintableSyntax, "the text could not be parsed"));
    }
    return all;
  }
};

bool HasError(const std::vector<Diagnostic>& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& d) { return d.severity == analyzer::Severity::kError; });
}

// The names that the module's body, or a `global` statement anywhere, binds at the top level; null
// when a star import makes the list open.
std::optional<std::vector<std::string>> TopLevelNames(const analyzer::Names& names) {
  std::vector<std::string> found;
  for (const analyzer::Binding& binding : names.bindings()) {
    if (binding.name == "*") return std::nullopt;
    if (binding.scope != 0 || binding.kind == analyzer::BindingKind::kDelete) continue;
    found.emplace_back(binding.name);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

// The top-level modules that the text imports, sorted; null when it may import others by a computed
// name.
std::optional<std::vector<std::string>> ImportedModules(const analyzer::Node& root) {
  constexpr std::string_view kImporters[] = {"__import__", "importlib", "import_module"};
  std::vector<std::string> found;
  bool computed = false;
  analyzer::Walk(root, [&](const analyzer::Node& node) {
    switch (node.kind) {
      case analyzer::NodeKind::kImport:
        for (const analyzer::Node* alias : node.Children()) {
          found.emplace_back(alias->text.substr(0, alias->text.find('.')));
        }
        break;
      case analyzer::NodeKind::kImportFrom:
        found.emplace_back(node.text.substr(0, node.text.find('.')));
        break;
      default:
        computed |= std::find(std::begin(kImporters), std::end(kImporters), node.text) !=
                    std::end(kImporters);
    }
    return true;
  });
  if (computed) return std::nullopt;
  std::sort(found.begin(), found.end());
  return found;
}

std::optional<PipelineError> CheckFunction(const std::optional<std::vector<std::string>>& top_level,
                                           const std::string& function,
                                           const std::string& filename) {
  if (!top_level || std::binary_search(top_level->begin(), top_level->end(), function)) return {};
  std::string message =
      fmt::format("{} has no function \"{}\" at its top level", filename, function);
  const std::vector<std::string_view> known(top_level->begin(), top_level->end());
  if (const std::string_view near = rules::Nearest(function, known); !near.empty()) {
    message += fmt::format("; did you mean \"{}\"?", near);
  }
  return PipelineError{2, std::move(message)};
}

tl::expected<executor::Request, PipelineError> ToRequest(const RunRequest& request) {
  executor::Request out{.function = request.function,
                        .args = request.args,
                        .kwargs = request.kwargs,
                        .stdin_bytes = request.stdin_bytes,
                        .environment = request.environment,
                        .on_output = request.on_output,
                        .cancel = request.cancel,
                        .patience = request.patience};
  const executor::ValueLimits limits;
  auto args = executor::FromJson(request.args_json, limits);
  if (!args) {
    return tl::unexpected(
        PipelineError{2, fmt::format("the arguments are not JSON: {}", args.error().message)});
  }
  if (args->kind != executor::ValueKind::kList) {
    return tl::unexpected(
        PipelineError{2, "the arguments must be a JSON list, for example [5, \"text\"]"});
  }
  std::move(args->items.begin(), args->items.end(), std::back_inserter(out.args));
  auto kwargs = executor::FromJson(request.kwargs_json, limits);
  if (!kwargs) {
    return tl::unexpected(PipelineError{
        2, fmt::format("the keyword arguments are not JSON: {}", kwargs.error().message)});
  }
  const bool plain = kwargs->kind == executor::ValueKind::kDict &&
                     std::all_of(kwargs->pairs.begin(), kwargs->pairs.end(), [](const auto& pair) {
                       return pair.first.kind == executor::ValueKind::kStr;
                     });
  if (!plain) {
    return tl::unexpected(PipelineError{
        2, "the keyword arguments must be a JSON object, for example {\"name\": \"Johny\"}"});
  }
  for (auto& [key, value] : kwargs->pairs) {
    std::erase_if(out.kwargs, [&name = key.text](const auto& pair) { return pair.first == name; });
    out.kwargs.emplace_back(std::move(key.text), std::move(value));
  }
  const bool has_arguments = !out.args.empty() || !out.kwargs.empty();
  if (request.function.empty() && has_arguments) {
    return tl::unexpected(
        PipelineError{2, "arguments are for a function: name one, or leave them out"});
  }
  if (!request.function.empty() && request.expression) {
    return tl::unexpected(
        PipelineError{2, "an expression has no functions to call: leave one of the two out"});
  }
  return out;
}

RunResult Rejected(std::vector<Diagnostic> findings) {
  RunResult result;
  result.outcome.verdict = executor::Verdict::kRejected;
  result.findings = std::move(findings);
  return result;
}

}  // namespace

struct Pipeline::Impl {
  rules::RuleSet set;
  std::vector<std::unique_ptr<analyzer::Rule>> configured;
  // The same rules for a run that has files: open() then reads and writes those alone.
  std::once_flag with_files_made;
  std::vector<std::unique_ptr<analyzer::Rule>> with_files;
  PipelineOptions options;
  std::mutex executor_mutex;
  std::shared_ptr<executor::Executor> executor;  // shared with what was prepared on it

  analyzer::AnalyzeOptions AnalyzeOptions(bool expression) const {
    analyzer::AnalyzeOptions analyze = rules::AnalyzeOptionsFor(set);
    analyze.parse.expression = expression;
    return analyze;
  }

  rewriter::RewriteOptions RewriteOptions(rewriter::Spelling spelling, bool expression) const {
    rewriter::RewriteOptions rewrite;
    rewrite.level = !options.guards                              ? rewriter::Level::kOff
                    : set.guard_level == rules::GuardLevel::kAll ? rewriter::Level::kAll
                                                                 : rewriter::Level::kProven;
    rewrite.spelling = spelling;
    rewrite.budget = options.guards && set.iterations != 0;
    rewrite.python = {STOCKADE_PYTHON_MAJOR, STOCKADE_PYTHON_MINOR};
    rewrite.expression = expression;
    return rewrite;
  }

  executor::Policy Policy() const {
    executor::Policy policy;
    policy.limits.wall = set.wall;
    policy.limits.cpu = set.cpu;
    policy.limits.memory_bytes = set.memory_bytes;
    policy.limits.output_bytes = set.output_bytes;
    policy.limits.result_bytes = set.result_bytes;
    policy.limits.iterations = set.iterations;
    policy.limits.recursion = set.recursion;
    policy.limits.result_depth = Clamped(set.result_depth);
    policy.limits.file_bytes = set.file_bytes;
    policy.limits.files = Clamped(set.files);
    policy.limits.open_files = Clamped(set.open_files);
    policy.limits.threads = Clamped(set.threads);
    policy.limits.host_calls = set.host_calls;
    policy.limits.host_objects = set.host_objects;
    policy.guards = !options.guards                              ? executor::GuardMode::kOff
                    : set.guard_level == rules::GuardLevel::kAll ? executor::GuardMode::kAll
                                                                 : executor::GuardMode::kProven;
    policy.imports = set.imports;
    for (const rules::ModuleSettings& module : set.modules) {
      policy.imports.push_back(module.name);
      policy.modules.push_back({module.name,
                                module.folder,
                                module.names,
                                {module.hidden.begin(), module.hidden.end()},
                                {module.wrapped.begin(), module.wrapped.end()},
                                module.writable});
    }
    policy.allow_attributes = set.attributes.allow;
    policy.dunder_methods = set.dunder_methods;
    policy.require = options.require;
    policy.preload = options.preload;
    return policy;
  }

  const std::vector<std::unique_ptr<analyzer::Rule>>& RulesFor(
      const executor::Environment& environment) {
    if (environment.files.empty() && !environment.scratch) return configured;
    std::call_once(with_files_made, [&] {
      rules::RuleSet opened = set;
      std::erase(opened.names.forbid, "open");
      if (auto made = rules::Configure(opened)) with_files = std::move(*made);
    });
    return with_files.empty() ? configured : with_files;
  }

  // The findings that keep the text from going on; empty: it may.
  std::vector<Diagnostic> Gate(const Parsed& parsed, bool expression,
                               const std::vector<std::unique_ptr<analyzer::Rule>>& rules) const {
    if (!parsed.ok()) return parsed.Breaches();
    if (!options.check) return {};
    analyzer::Report report =
        Analyze(parsed.tree, *parsed.names, rules, AnalyzeOptions(expression));
    rules::ApplySuppressions(set, report);
    std::vector<Diagnostic> found = std::move(report.diagnostics);
    if (!HasError(found)) found.clear();
    return found;
  }

  // CPython's compiler or the verifier refused the text: their word, as a finding with a place.
  void ExplainRefusal(std::string_view bytes, RunResult& result) const {
    const executor::Outcome& outcome = result.outcome;
    if (outcome.verdict != executor::Verdict::kRejected || !result.findings.empty()) return;
    std::string message = outcome.message;
    analyzer::Span span;
    if (outcome.exception) {
      message = fmt::format("{}: {}", outcome.exception->type, outcome.exception->message);
      if (!outcome.exception->traceback.empty()) {
        span = SpanOf(outcome.exception->traceback.back(), bytes);
      }
    }
    if (message.empty()) message = executor::VerdictMeaning(outcome.verdict);
    result.findings.push_back(MakeFinding(FindingId::kRefusedByPython, std::move(message), span));
  }

  // A worker's word about a place, which may lie outside the text.
  analyzer::Span SpanOf(const executor::TracebackFrame& frame, std::string_view bytes) const {
    const analyzer::Source source = analyzer::Source::FromBytes("<submission>", bytes, set.intake);
    const uint32_t line = std::clamp(frame.line, 1u, std::max(source.line_count(), 1u));
    if (source.line_count() == 0) return {};
    const std::string_view text = source.Line(line);
    size_t at = 0;
    for (uint32_t column = 1; column < frame.column && at < text.size(); ++column) {
      ++at;
      while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
    }
    const uint32_t offset = source.LineStart(line) + static_cast<uint32_t>(at);
    return source.SpanOf(offset, offset);
  }

  // What is not in force because the caller said so, beside what the executor says itself.
  void SayWhatIsOff(RunResult& result) const {
    const auto say = [&](std::string_view prefix, std::string_view text) {
      for (const std::string& line : result.outcome.degraded) {
        if (line.starts_with(prefix)) return;
      }
      result.outcome.degraded.emplace_back(text);
    };
    if (!options.check) say("rules", kRulesOff);
    if (!options.guards) say("guards", kGuardsOff);
  }

  tl::expected<std::shared_ptr<executor::Executor>, PipelineError> StartedExecutor(
      const std::optional<std::vector<std::string>>& modules) {
    const std::lock_guard lock(executor_mutex);
    if (executor == nullptr) {
      executor::Policy policy = Policy();
      if (options.one_text && modules) {
        std::erase_if(policy.imports, [&](const std::string& allowed) {
          const std::string top = allowed.substr(0, allowed.find('.'));
          return !std::binary_search(modules->begin(), modules->end(), top);
        });
        std::erase_if(policy.modules, [&](const executor::HostModule& module) {
          return !std::binary_search(modules->begin(), modules->end(), module.name);
        });
      }
      auto made = executor::Executor::Create({.policy = std::move(policy),
                                              .worker_path = options.worker_path,
                                              .pool = options.pool,
                                              .most_running = options.most_running,
                                              .patience = options.patience,
                                              .recycle_after = options.recycle_after});
      if (!made) return tl::unexpected(ToPipelineError(made.error()));
      executor = std::move(*made);
    }
    return executor;
  }

  struct Ready {
    executor::Submission submission;
    std::optional<std::vector<std::string>> top_level;
    std::optional<std::vector<std::string>> modules;  // see ImportedModules
  };

  // The whole way up to the executor: a submission, or the result that says why there is none.
  tl::expected<Ready, RunResult> MakeReady(std::string_view text, const std::string& filename,
                                           bool expression,
                                           const executor::Environment& environment) {
    const std::vector<executor::HostFunction>& host = environment.functions;
    const Parsed parsed(filename, text, set.intake, AnalyzeOptions(expression).parse);
    if (std::vector<Diagnostic> found = Gate(parsed, expression, RulesFor(environment));
        !found.empty()) {
      return tl::unexpected(Rejected(std::move(found)));
    }
    if (options.check && !host.empty()) {
      std::vector<Diagnostic> found =
          CheckHostCalls(*parsed.tree.root(), *parsed.names, parsed.source, host);
      if (!found.empty()) return tl::unexpected(Rejected(std::move(found)));
    }
    auto rewritten = rewriter::Rewrite(parsed.tree, *parsed.names,
                                       RewriteOptions(rewriter::Spelling::kConstants, expression));
    if (!rewritten) {
      return tl::unexpected(Rejected({ToDiagnostic(rewritten.error(), parsed.source)}));
    }
    Ready ready;
    ready.submission.text = std::move(rewritten->text);
    ready.submission.kind =
        expression ? executor::SubmissionKind::kExpression : executor::SubmissionKind::kModule;
    ready.submission.filename = filename;
    ready.submission.original = std::string(parsed.source.text());
    ready.submission.bare_names = std::move(rewritten->bare_names);
    ready.submission.positions.reserve(rewritten->positions.size());
    for (const rewriter::Position& p : rewritten->positions) {
      ready.submission.positions.push_back({p.printed_line, p.printed_column, p.line, p.column});
    }
    if (!expression) ready.top_level = TopLevelNames(*parsed.names);
    if (options.one_text) ready.modules = ImportedModules(*parsed.tree.root());
    return ready;
  }
};

Pipeline::Pipeline(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Pipeline::Pipeline(Pipeline&&) noexcept = default;
Pipeline& Pipeline::operator=(Pipeline&&) noexcept = default;
Pipeline::~Pipeline() = default;

tl::expected<Pipeline, PipelineError> Pipeline::Create(const PipelineOptions& options) {
  auto impl = std::make_unique<Impl>();
  impl->options = options;
  impl->options.set = nullptr;
  if (options.set != nullptr) {
    impl->set = *options.set;
  } else {
    auto set = rules::LoadRuleSet(options.rules);
    if (!set) return tl::unexpected(ToPipelineError(set.error()));
    impl->set = std::move(*set);
  }
  auto configured = rules::Configure(impl->set);
  if (!configured) return tl::unexpected(ToPipelineError(configured.error()));
  impl->configured = std::move(*configured);
  return Pipeline(std::move(impl));
}

const rules::RuleSet& Pipeline::rule_set() const { return impl_->set; }

analyzer::Report Pipeline::Check(std::string_view source, std::string path) const {
  const auto text = analyzer::Source::FromBytes(std::move(path), source, impl_->set.intake);
  analyzer::Report report =
      Analyze(text, impl_->configured, impl_->AnalyzeOptions(/*expression=*/false));
  rules::ApplySuppressions(impl_->set, report);
  return report;
}

analyzer::IncrementalCheck Pipeline::Incremental(std::string path) const {
  return analyzer::IncrementalCheck(impl_->configured, impl_->set.intake,
                                    impl_->AnalyzeOptions(/*expression=*/false), std::move(path));
}

tl::expected<rewriter::Rewritten, std::vector<Diagnostic>> Pipeline::Rewrite(
    std::string_view source, rewriter::Spelling spelling) const {
  const Parsed parsed("<submission>", source, impl_->set.intake,
                      impl_->AnalyzeOptions(false).parse);
  if (std::vector<Diagnostic> found = impl_->Gate(parsed, false, impl_->configured);
      !found.empty()) {
    return tl::unexpected(std::move(found));
  }
  auto rewritten =
      rewriter::Rewrite(parsed.tree, *parsed.names, impl_->RewriteOptions(spelling, false));
  if (!rewritten) {
    return tl::unexpected(std::vector{ToDiagnostic(rewritten.error(), parsed.source)});
  }
  return std::move(*rewritten);
}

tl::expected<RunResult, PipelineError> Pipeline::Run(std::string_view source,
                                                     const RunRequest& request) {
  auto arguments = ToRequest(request);
  if (!arguments) return tl::unexpected(arguments.error());
  if (auto good = executor::CheckEnvironment(request.environment); !good) {
    return tl::unexpected(ToPipelineError(good.error()));
  }
  auto ready = impl_->MakeReady(source, request.filename, request.expression, request.environment);
  if (!ready) {
    impl_->SayWhatIsOff(ready.error());
    return std::move(ready.error());
  }
  if (!request.function.empty()) {
    if (auto error = CheckFunction(ready->top_level, request.function, request.filename)) {
      return tl::unexpected(std::move(*error));
    }
  }
  auto executor = impl_->StartedExecutor(ready->modules);
  if (!executor) return tl::unexpected(executor.error());
  RunResult result;
  result.outcome = (*executor)->Run(ready->submission, *arguments);
  impl_->ExplainRefusal(source, result);
  impl_->SayWhatIsOff(result);
  return result;
}

// A module whose body has run, of either kind.
template <class Module>
struct HeldModule {
  std::shared_ptr<executor::Executor> executor;
  std::unique_ptr<Module> module;  // null: the submission was rejected
  std::optional<std::vector<std::string>> top_level;
  std::string filename;
  std::vector<std::string> degraded;  // what the caller switched off
  RunResult body;

  tl::expected<RunResult, PipelineError> Call(const RunRequest& request) {
    if (request.function.empty()) {
      return tl::unexpected(PipelineError{2, "a call needs the name of a function"});
    }
    auto arguments = ToRequest(request);
    if (!arguments) return tl::unexpected(arguments.error());
    if (module == nullptr) return body;
    if (auto error = CheckFunction(top_level, request.function, filename)) {
      return tl::unexpected(std::move(*error));
    }
    RunResult result;
    result.outcome = module->Call(*arguments);
    for (const std::string& line : degraded) {
      auto& known = result.outcome.degraded;
      if (std::find(known.begin(), known.end(), line) == known.end()) known.push_back(line);
    }
    return result;
  }
};

struct PreparedPipeline::Impl : HeldModule<executor::Prepared> {};
struct SessionPipeline::Impl : HeldModule<executor::Session> {};

// `start` makes the module on the executor: Executor::Prepare or Executor::OpenSession.
template <class Held, class Start>
tl::expected<std::unique_ptr<Held>, PipelineError> Pipeline::Hold(
    std::string_view source, std::string filename, const executor::Environment& environment,
    const Start& start) {
  if (auto good = executor::CheckEnvironment(environment); !good) {
    return tl::unexpected(ToPipelineError(good.error()));
  }
  auto held = std::make_unique<Held>();
  held->filename = std::move(filename);
  RunResult off;
  impl_->SayWhatIsOff(off);
  held->degraded = off.outcome.degraded;
  auto ready = impl_->MakeReady(source, held->filename, /*expression=*/false, environment);
  if (!ready) {
    held->body = std::move(ready.error());
  } else {
    auto executor = impl_->StartedExecutor(ready->modules);
    if (!executor) return tl::unexpected(executor.error());
    held->executor = *executor;
    held->module = start(**executor, ready->submission);
    held->top_level = std::move(ready->top_level);
    held->body.outcome = held->module->body();
    impl_->ExplainRefusal(source, held->body);
  }
  impl_->SayWhatIsOff(held->body);
  return held;
}

tl::expected<PreparedPipeline, PipelineError> Pipeline::Prepare(
    std::string_view source, std::string filename, const executor::Environment& environment) {
  auto held = Hold<PreparedPipeline::Impl>(
      source, std::move(filename), environment,
      [&](executor::Executor& executor, const executor::Submission& submission) {
        return executor.Prepare(submission, environment);
      });
  if (!held) return tl::unexpected(held.error());
  return PreparedPipeline(std::move(*held));
}

tl::expected<SessionPipeline, PipelineError> Pipeline::OpenSession(
    std::string_view source, std::string filename, const executor::Environment& environment) {
  auto held = Hold<SessionPipeline::Impl>(
      source, std::move(filename), environment,
      [&](executor::Executor& executor, const executor::Submission& submission) {
        return executor.OpenSession(submission, environment);
      });
  if (!held) return tl::unexpected(held.error());
  return SessionPipeline(std::move(*held));
}

PreparedPipeline::PreparedPipeline(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
PreparedPipeline::PreparedPipeline(PreparedPipeline&&) noexcept = default;
PreparedPipeline& PreparedPipeline::operator=(PreparedPipeline&&) noexcept = default;
PreparedPipeline::~PreparedPipeline() = default;

const RunResult& PreparedPipeline::body() const { return impl_->body; }

tl::expected<RunResult, PipelineError> PreparedPipeline::Call(const RunRequest& request) {
  return impl_->Call(request);
}

SessionPipeline::SessionPipeline(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
SessionPipeline::SessionPipeline(SessionPipeline&&) noexcept = default;
SessionPipeline& SessionPipeline::operator=(SessionPipeline&&) noexcept = default;
SessionPipeline::~SessionPipeline() = default;

const RunResult& SessionPipeline::body() const { return impl_->body; }

bool SessionPipeline::ended() const { return impl_->module == nullptr || impl_->module->ended(); }

tl::expected<RunResult, PipelineError> SessionPipeline::Call(const RunRequest& request) {
  return impl_->Call(request);
}

}  // namespace stockade
