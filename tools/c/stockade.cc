// The C API over the pipeline. Every function that can fail runs inside Guard(), which turns what
// is thrown into a status.
#define STOCKADE_BUILDING_C_API
#include "tools/c/stockade.h"

#include <fmt/format.h>

#include <charconv>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <variant>

#include "executor/policy.h"
#include "executor/verdict.h"
#include "rules/ruleset.h"
#include "tools/pipeline.h"
#include "tools/report/check_report.h"
#include "tools/report/run_report.h"
#include "tools/settings.h"

using stockade::Pipeline;
using stockade::PipelineError;
using stockade::PipelineOptions;
using stockade::RunRequest;
using stockade::RunResult;

struct stockade_options {
  std::string rules = "default";
  std::optional<std::string> toml;
  // Applied to the rule set, in the order in which they were set.
  std::vector<std::function<void(stockade::rules::RuleSet&)>> overrides;
  PipelineOptions pipeline;
};

struct stockade_engine {
  explicit stockade_engine(Pipeline made) : pipeline(std::move(made)) {}
  Pipeline pipeline;
};

struct stockade_report {
  stockade::report::CheckReport report;
  mutable std::once_flag printed;
  mutable std::string json;

  const std::vector<stockade::analyzer::Diagnostic>& findings() const {
    return report.files.front().findings;
  }
};

struct stockade_request {
  RunRequest request;
  std::stop_token cancel;
};

struct stockade_cancel {
  std::stop_source source;
};

struct stockade_module {
  std::variant<stockade::PreparedPipeline, stockade::SessionPipeline> module;
};

struct stockade_outcome {
  RunResult result;
  std::string value_json, json;
};

namespace {

char* Copy(std::string_view text) {
  char* copy = static_cast<char*>(std::malloc(text.size() + 1));
  if (copy == nullptr) return nullptr;
  std::memcpy(copy, text.data(), text.size());
  copy[text.size()] = '\0';
  return copy;
}

stockade_status Fail(stockade_status status, std::string_view message, char** error) {
  if (error != nullptr) *error = Copy(message);
  return status;
}

stockade_status Fail(const PipelineError& trouble, char** error) {
  return Fail(trouble.exit_code == 3 ? STOCKADE_CONFINEMENT : STOCKADE_USAGE, trouble.message,
              error);
}

template <class Body>
stockade_status Guard(char** error, const Body& body) {
  try {
    return body();
  } catch (const std::exception& thrown) {
    return Fail(STOCKADE_INTERNAL, thrown.what(), error);
  } catch (...) {
    return Fail(STOCKADE_INTERNAL, "an unknown exception", error);
  }
}

// For functions that cannot fail but for memory: the value, or what stands for none.
template <class Value, class Body>
Value Otherwise(Value otherwise, const Body& body) {
  try {
    return body();
  } catch (...) {
    return otherwise;
  }
}

// --- options

using stockade::executor::ParseBytes;
using stockade::executor::ParseDuration;
using stockade::rules::RuleSet;

// Empty, or what is wrong with the value.
using SetOption = std::string (*)(stockade_options& options, const std::string& value);

template <auto Member, auto Parse>
std::string SetLimit(stockade_options& options, const std::string& value) {
  auto parsed = Parse(value);
  if (!parsed) return parsed.error().message;
  options.overrides.push_back([limit = *parsed](RuleSet& set) { set.*Member = limit; });
  return {};
}

template <class Number>
std::optional<Number> Whole(std::string_view text, Number least) {
  Number value{};
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc() || end != text.data() + text.size() || value < least) return {};
  return value;
}

std::string SetIterations(stockade_options& options, const std::string& value) {
  const auto count = Whole<uint64_t>(value, 0);
  if (!count) return fmt::format("\"{}\" is not a whole number (0: no budget)", value);
  options.overrides.push_back([count](RuleSet& set) { set.iterations = *count; });
  return {};
}

std::string SetGuards(stockade_options& options, const std::string& value) {
  if (value != "all" && value != "proven") {
    return fmt::format("\"{}\" is neither \"proven\" nor \"all\"", value);
  }
  const auto level =
      value == "all" ? stockade::rules::GuardLevel::kAll : stockade::rules::GuardLevel::kProven;
  options.overrides.push_back([level](RuleSet& set) { set.guard_level = level; });
  return {};
}

template <int PipelineOptions::*Member>
std::string SetCount(stockade_options& options, const std::string& value) {
  const auto count = Whole<int>(value, 0);
  if (!count) return fmt::format("\"{}\" is not a whole number", value);
  options.pipeline.*Member = *count;
  return {};
}

std::string SetPatience(stockade_options& options, const std::string& value) {
  auto parsed = ParseDuration(value);
  if (!parsed) return parsed.error().message;
  options.pipeline.patience = *parsed;
  return {};
}

std::string SetRules(stockade_options& options, const std::string& value) {
  options.rules = value;
  options.toml.reset();
  return {};
}

std::string SetToml(stockade_options& options, const std::string& value) {
  options.toml = value;
  return {};
}

std::string SetWorker(stockade_options& options, const std::string& value) {
  options.pipeline.worker_path = value;
  return {};
}

std::string AddRequired(stockade_options& options, const std::string& value) {
  options.pipeline.require.push_back(value);
  return {};
}

struct OptionRow {
  std::string_view key;
  SetOption set;
};
constexpr OptionRow kOptions[] = {
    {"rules", SetRules},
    {"toml", SetToml},
    {"wall", SetLimit<&RuleSet::wall, ParseDuration>},
    {"cpu", SetLimit<&RuleSet::cpu, ParseDuration>},
    {"memory", SetLimit<&RuleSet::memory_bytes, ParseBytes>},
    {"output", SetLimit<&RuleSet::output_bytes, ParseBytes>},
    {"result", SetLimit<&RuleSet::result_bytes, ParseBytes>},
    {"iterations", SetIterations},
    {"guards", SetGuards},
    {"worker", SetWorker},
    {"pool", SetCount<&PipelineOptions::pool>},
    {"most-running", SetCount<&PipelineOptions::most_running>},
    {"patience", SetPatience},
    {"require", AddRequired},
};

// --- requests

// What the callback made by malloc(), as a string.
std::string Taken(char* text) {
  if (text == nullptr) return {};
  std::string taken = text;
  std::free(text);
  return taken;
}

stockade::executor::HostAnswer Answer(stockade_host_function function, void* user,
                                      const stockade::executor::HostCall& call) {
  using stockade::executor::Value;
  const std::string args = stockade::executor::ToJson(Value::List(call.args));
  std::vector<std::pair<Value, Value>> pairs;
  for (const auto& [name, value] : call.kwargs) pairs.emplace_back(Value::Str(name), value);
  const std::string kwargs = stockade::executor::ToJson(Value::Dict(std::move(pairs)));
  char* raw = nullptr;
  const char* type = nullptr;
  const int failed = function(user, args.c_str(), kwargs.c_str(), &raw, &type);
  const std::string answer = Taken(raw);
  if (failed != 0) {
    return stockade::executor::HostFailed(type == nullptr ? "RuntimeError" : type, answer);
  }
  auto value = stockade::executor::FromJson(answer.empty() ? "null" : answer, {});
  if (!value) {
    return stockade::executor::HostFailed("RuntimeError", "the host's answer is not JSON");
  }
  return std::move(*value);
}

RunRequest RequestOf(const stockade_request* given) {
  if (given == nullptr) return {};
  RunRequest request = given->request;
  request.cancel = given->cancel;
  return request;
}

stockade_status Deliver(tl::expected<RunResult, PipelineError> result, stockade_outcome** outcome,
                        char** error) {
  if (!result) return Fail(result.error(), error);
  auto made = std::make_unique<stockade_outcome>();
  made->result = std::move(*result);
  if (made->result.outcome.value) {
    made->value_json = stockade::executor::ToJson(*made->result.outcome.value);
  }
  made->json = stockade::report::RunJson(made->result);
  *outcome = made.release();
  return STOCKADE_OK;
}

std::unique_ptr<stockade_report> MakeReport(const Pipeline& pipeline, std::string path,
                                            std::vector<stockade::analyzer::Diagnostic> findings,
                                            bool unreadable = false) {
  auto made = std::make_unique<stockade_report>();
  made->report.rules_source = pipeline.rule_set().source;
  made->report.rules_digest = pipeline.rule_set().digest;
  const auto verdict = unreadable         ? stockade::analyzer::FileVerdict::kUnreadable
                       : findings.empty() ? stockade::analyzer::FileVerdict::kClean
                                          : stockade::analyzer::FileVerdict::kFindings;
  made->report.files.push_back(
      {.path = std::move(path), .verdict = verdict, .findings = std::move(findings)});
  return made;
}

}  // namespace

extern "C" {

const char* stockade_version(void) { return STOCKADE_VERSION; }
uint32_t stockade_abi_version(void) { return STOCKADE_ABI_VERSION; }
void stockade_string_free(char* text) { std::free(text); }

stockade_options* stockade_options_new(void) {
  return Otherwise<stockade_options*>(nullptr, [] { return new stockade_options(); });
}
void stockade_options_free(stockade_options* options) { delete options; }

stockade_status stockade_options_set(stockade_options* options, const char* key, const char* value,
                                     char** error) {
  return Guard(error, [&] {
    std::string known;
    for (const OptionRow& row : kOptions) {
      if (row.key != key) {
        known += fmt::format("{}{}", known.empty() ? "" : ", ", row.key);
        continue;
      }
      const std::string trouble = row.set(*options, value);
      if (trouble.empty()) return STOCKADE_OK;
      return Fail(STOCKADE_USAGE, fmt::format("{}: {}", key, trouble), error);
    }
    return Fail(STOCKADE_USAGE, fmt::format("no option \"{}\"; there are {}", key, known), error);
  });
}

stockade_status stockade_engine_new(const stockade_options* options, stockade_engine** engine,
                                    char** error) {
  return Guard(error, [&] {
    const stockade_options defaults;
    const stockade_options& given = options == nullptr ? defaults : *options;
    auto set = given.toml ? stockade::rules::ParseRuleSet(*given.toml, "<toml>")
                          : stockade::rules::LoadRuleSet(given.rules);
    if (!set) return Fail(STOCKADE_USAGE, stockade::ErrorText(set.error()), error);
    for (const auto& apply : given.overrides) apply(*set);
    PipelineOptions pipeline = given.pipeline;
    pipeline.set = &*set;
    auto made = Pipeline::Create(pipeline);
    if (!made) return Fail(made.error(), error);
    *engine = new stockade_engine(std::move(*made));
    return STOCKADE_OK;
  });
}
void stockade_engine_free(stockade_engine* engine) { delete engine; }

stockade_status stockade_check(stockade_engine* engine, const char* source, size_t source_size,
                               const char* path, stockade_report** report, char** error) {
  return Guard(error, [&] {
    stockade::analyzer::Report found =
        engine->pipeline.Check({source, source_size}, path == nullptr ? "<submission>" : path);
    *report = MakeReport(engine->pipeline, std::move(found.path), std::move(found.diagnostics),
                         found.verdict == stockade::analyzer::FileVerdict::kUnreadable)
                  .release();
    return STOCKADE_OK;
  });
}
void stockade_report_free(stockade_report* report) { delete report; }

int stockade_report_is_clean(const stockade_report* report) {
  for (const stockade::analyzer::Diagnostic& finding : report->findings()) {
    if (finding.severity == stockade::analyzer::Severity::kError) return 0;
  }
  return 1;
}

size_t stockade_report_size(const stockade_report* report) { return report->findings().size(); }

int stockade_report_finding(const stockade_report* report, size_t index,
                            stockade_finding* finding) {
  if (index >= report->findings().size()) return 0;
  const stockade::analyzer::Diagnostic& found = report->findings()[index];
  const stockade::analyzer::Position &start = found.span.start, &end = found.span.end;
  *finding = {.code = found.code.c_str(),
              .rule = found.rule.c_str(),
              .message = found.message.c_str(),
              .help = found.help.c_str(),
              .severity = static_cast<stockade_severity>(found.severity),
              .line = start.line,
              .column = start.column,
              .byte = start.byte,
              .end_line = end.line,
              .end_column = end.column,
              .end_byte = end.byte};
  return 1;
}

const char* stockade_report_json(const stockade_report* report) {
  return Otherwise<const char*>(nullptr, [&] {
    std::call_once(report->printed, [&] {
      stockade::report::FindFormat("json")->print(report->report, {}, &report->json);
    });
    return report->json.c_str();
  });
}

stockade_status stockade_rewrite(stockade_engine* engine, const char* source, size_t source_size,
                                 char** text, stockade_report** report, char** error) {
  return Guard(error, [&] {
    auto rewritten =
        engine->pipeline.Rewrite({source, source_size}, stockade::rewriter::Spelling::kNames);
    *text = nullptr;
    if (report != nullptr) *report = nullptr;
    if (rewritten) {
      *text = Copy(rewritten->text);
    } else if (report != nullptr) {
      *report =
          MakeReport(engine->pipeline, "<submission>", std::move(rewritten.error())).release();
    }
    return STOCKADE_OK;
  });
}

stockade_request* stockade_request_new(void) {
  return Otherwise<stockade_request*>(nullptr, [] { return new stockade_request(); });
}
void stockade_request_free(stockade_request* request) { delete request; }

void stockade_request_call(stockade_request* request, const char* function, const char* args_json,
                           const char* kwargs_json) {
  request->request.function = function == nullptr ? "" : function;
  request->request.args_json = args_json == nullptr ? "[]" : args_json;
  request->request.kwargs_json = kwargs_json == nullptr ? "{}" : kwargs_json;
}
void stockade_request_expression(stockade_request* request) { request->request.expression = true; }
void stockade_request_stdin(stockade_request* request, const char* bytes, size_t size) {
  request->request.stdin_bytes.assign(bytes, size);
}
void stockade_request_filename(stockade_request* request, const char* filename) {
  request->request.filename = filename;
}
void stockade_request_argument(stockade_request* request, const char* argument) {
  request->request.environment.argv.emplace_back(argument);
}
void stockade_request_file(stockade_request* request, const char* name, const char* bytes,
                           size_t size) {
  request->request.environment.files.push_back({name, std::string(bytes, size)});
}
void stockade_request_scratch(stockade_request* request) {
  request->request.environment.scratch = true;
}
void stockade_request_output(stockade_request* request, stockade_output_function function,
                             void* user) {
  request->request.on_output = [function, user](stockade::executor::OutputStream stream,
                                                std::string_view bytes) {
    function(user, stream == stockade::executor::OutputStream::kStdout ? 1 : 2, bytes.data(),
             bytes.size());
  };
}

stockade_status stockade_request_host_function(stockade_request* request, const char* signature,
                                               stockade_host_function function, void* user,
                                               char** error) {
  return Guard(error, [&] {
    auto parsed = stockade::executor::ParseSignature(signature);
    if (!parsed) return Fail(STOCKADE_USAGE, parsed.error().message, error);
    request->request.environment.functions.push_back(
        {std::move(*parsed), [function, user](const stockade::executor::HostCall& call) {
           return Answer(function, user, call);
         }});
    return STOCKADE_OK;
  });
}

void stockade_request_cancel(stockade_request* request, stockade_cancel* cancel) {
  request->cancel = cancel == nullptr ? std::stop_token() : cancel->source.get_token();
}

stockade_cancel* stockade_cancel_new(void) {
  return Otherwise<stockade_cancel*>(nullptr, [] { return new stockade_cancel(); });
}
void stockade_cancel_free(stockade_cancel* cancel) { delete cancel; }
void stockade_cancel_now(stockade_cancel* cancel) { cancel->source.request_stop(); }

stockade_status stockade_run(stockade_engine* engine, const char* source, size_t source_size,
                             const stockade_request* request, stockade_outcome** outcome,
                             char** error) {
  return Guard(error, [&] {
    return Deliver(engine->pipeline.Run({source, source_size}, RequestOf(request)), outcome, error);
  });
}

stockade_status stockade_prepare(stockade_engine* engine, const char* source, size_t source_size,
                                 const stockade_request* request, stockade_module** module,
                                 char** error) {
  return Guard(error, [&] {
    const RunRequest given = RequestOf(request);
    auto made = engine->pipeline.Prepare({source, source_size}, given.filename, given.environment);
    if (!made) return Fail(made.error(), error);
    *module = new stockade_module{std::move(*made)};
    return STOCKADE_OK;
  });
}

stockade_status stockade_session(stockade_engine* engine, const char* source, size_t source_size,
                                 const stockade_request* request, stockade_module** module,
                                 char** error) {
  return Guard(error, [&] {
    const RunRequest given = RequestOf(request);
    auto made =
        engine->pipeline.OpenSession({source, source_size}, given.filename, given.environment);
    if (!made) return Fail(made.error(), error);
    *module = new stockade_module{std::move(*made)};
    return STOCKADE_OK;
  });
}

stockade_status stockade_module_body(const stockade_module* module, stockade_outcome** outcome,
                                     char** error) {
  return Guard(error, [&] {
    return Deliver(std::visit([](const auto& held) { return held.body(); }, module->module),
                   outcome, error);
  });
}

stockade_status stockade_module_call(stockade_module* module, const stockade_request* request,
                                     stockade_outcome** outcome, char** error) {
  return Guard(error, [&] {
    const RunRequest given = RequestOf(request);
    return Deliver(std::visit([&](auto& held) { return held.Call(given); }, module->module),
                   outcome, error);
  });
}

void stockade_module_free(stockade_module* module) { delete module; }

void stockade_outcome_free(stockade_outcome* outcome) { delete outcome; }
int stockade_outcome_is_ok(const stockade_outcome* outcome) {
  return outcome->result.outcome.verdict == stockade::executor::Verdict::kOk ? 1 : 0;
}
// The names of verdicts are string literals.
const char* stockade_outcome_verdict(const stockade_outcome* outcome) {
  return stockade::executor::VerdictName(outcome->result.outcome.verdict).data();
}
const char* stockade_outcome_meaning(const stockade_outcome* outcome) {
  return stockade::executor::VerdictMeaning(outcome->result.outcome.verdict).data();
}
const char* stockade_outcome_value_json(const stockade_outcome* outcome) {
  return outcome->result.outcome.value ? outcome->value_json.c_str() : nullptr;
}
const char* stockade_outcome_stdout(const stockade_outcome* outcome, size_t* size) {
  if (size != nullptr) *size = outcome->result.outcome.out.size();
  return outcome->result.outcome.out.c_str();
}
const char* stockade_outcome_stderr(const stockade_outcome* outcome, size_t* size) {
  if (size != nullptr) *size = outcome->result.outcome.err.size();
  return outcome->result.outcome.err.c_str();
}
const char* stockade_outcome_exception(const stockade_outcome* outcome, const char** message) {
  const auto& exception = outcome->result.outcome.exception;
  if (message != nullptr) *message = exception ? exception->message.c_str() : nullptr;
  return exception ? exception->type.c_str() : nullptr;
}
size_t stockade_outcome_file_count(const stockade_outcome* outcome) {
  return outcome->result.outcome.files.size();
}
const char* stockade_outcome_file(const stockade_outcome* outcome, size_t index, const char** bytes,
                                  size_t* size) {
  if (index >= outcome->result.outcome.files.size()) return nullptr;
  const stockade::executor::WrittenFile& file = outcome->result.outcome.files[index];
  if (bytes != nullptr) *bytes = file.bytes.c_str();
  if (size != nullptr) *size = file.bytes.size();
  return file.name.c_str();
}
double stockade_outcome_wall_ms(const stockade_outcome* outcome) {
  return static_cast<double>(outcome->result.outcome.usage.wall.count()) / 1000;
}
double stockade_outcome_cpu_ms(const stockade_outcome* outcome) {
  return static_cast<double>(outcome->result.outcome.usage.cpu.count()) / 1000;
}
uint64_t stockade_outcome_peak_memory_bytes(const stockade_outcome* outcome) {
  return outcome->result.outcome.usage.peak_memory_bytes;
}
const char* stockade_outcome_json(const stockade_outcome* outcome) { return outcome->json.c_str(); }

}  // extern "C"
