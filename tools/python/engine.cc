// Python's own types stay on Python's side of this file: what crosses are bytes, numbers, tuples,
// dicts and the values of values.h. The classes that people see are in stockade/*.py.
#include "tools/python/engine.h"

#include <fmt/format.h>
#include <pybind11/stl.h>

#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "executor/policy.h"
#include "executor/verdict.h"
#include "rules/ruleset.h"
#include "tools/findings.h"
#include "tools/pipeline.h"
#include "tools/python/host_objects.h"
#include "tools/python/values.h"

namespace stockade::python {

namespace py = pybind11;
using analyzer::Diagnostic;

namespace {

// What a caller got wrong, and a host that cannot confine: two exception classes of the package.
[[noreturn]] void Raise(const PipelineError& error) {
  const py::module_ errors = py::module_::import("stockade._errors");
  const py::object kind = errors.attr(error.exit_code == 3 ? "ConfinementError" : "UsageError");
  PyErr_SetString(kind.ptr(), error.message.c_str());
  throw py::error_already_set();
}

[[noreturn]] void RaiseUsage(std::string message) { Raise({2, std::move(message)}); }

[[noreturn]] void RaiseRules(const rules::Error& error) {
  const py::object kind = py::module_::import("stockade._errors").attr("RulesError");
  PyErr_SetObject(kind.ptr(),
                  py::make_tuple(error.message, error.file, error.line, error.column).ptr());
  throw py::error_already_set();
}

// A Python object that threads without the GIL may copy and drop.
class SharedObject {
 public:
  explicit SharedObject(py::object object)
      : object_(new py::object(std::move(object)), [](py::object* held) {
          const py::gil_scoped_acquire gil;
          delete held;
        }) {}
  const py::object& get() const { return *object_; }

 private:
  std::shared_ptr<py::object> object_;
};

// --- diagnostics

py::tuple PositionOf(const analyzer::Position& position) {
  return py::make_tuple(position.line, position.column, position.byte);
}

py::tuple SpanOf(const analyzer::Span& span) {
  return py::make_tuple(PositionOf(span.start), PositionOf(span.end));
}

py::dict FindingOf(const Diagnostic& diagnostic) {
  static constexpr const char* kSeverities[] = {"error", "warning", "info"};
  py::dict finding;
  finding["code"] = diagnostic.code;
  finding["rule"] = diagnostic.rule;
  finding["severity"] = kSeverities[static_cast<size_t>(diagnostic.severity)];
  finding["message"] = diagnostic.message;
  finding["span"] = SpanOf(diagnostic.span);
  finding["help"] = diagnostic.help;
  finding["fix"] = py::none();
  if (diagnostic.fix) {
    py::list edits;
    for (const analyzer::Edit& edit : diagnostic.fix->edits) {
      edits.append(py::make_tuple(SpanOf(edit.span), edit.text));
    }
    finding["fix"] = py::make_tuple(diagnostic.fix->message, edits);
  }
  return finding;
}

py::list FindingsOf(const std::vector<Diagnostic>& diagnostics) {
  py::list findings;
  for (const Diagnostic& diagnostic : diagnostics) findings.append(FindingOf(diagnostic));
  return findings;
}

// --- outcomes

double Milliseconds(std::chrono::microseconds time) {
  return static_cast<double>(time.count()) / 1000;
}

py::object ExceptionOf(const executor::Outcome& outcome) {
  if (!outcome.exception) return py::none();
  py::list frames;
  for (const executor::TracebackFrame& frame : outcome.exception->traceback) {
    frames.append(py::make_tuple(frame.line, frame.column, frame.function, frame.text));
  }
  return py::make_tuple(outcome.exception->type, outcome.exception->message, frames);
}

py::dict OutcomeOf(const RunResult& result) {
  const executor::Outcome& outcome = result.outcome;
  py::dict made;
  made["verdict"] = std::string(executor::VerdictName(outcome.verdict));
  made["meaning"] = std::string(executor::VerdictMeaning(outcome.verdict));
  made["value"] = outcome.value ? FromValue(*outcome.value) : py::object(py::none());
  made["stdout"] = py::bytes(outcome.out);
  made["stderr"] = py::bytes(outcome.err);
  py::list truncated;
  if (outcome.out_truncated) truncated.append("stdout");
  if (outcome.err_truncated) truncated.append("stderr");
  made["truncated"] = truncated;
  made["exception"] = ExceptionOf(outcome);
  made["limit"] = py::none();
  if (outcome.limit) {
    made["limit"] = py::make_tuple(outcome.limit->name, outcome.limit->value,
                                   outcome.limit->ceiling, outcome.limit->line);
  }
  made["exit_code"] = outcome.exit_code;
  made["signal"] = outcome.signal;
  made["message"] = outcome.message;
  made["usage"] = py::make_tuple(Milliseconds(outcome.usage.wall), Milliseconds(outcome.usage.cpu),
                                 outcome.usage.peak_memory_bytes, outcome.usage.iterations,
                                 outcome.usage.host_calls, Milliseconds(outcome.usage.host));
  py::dict files;
  for (const executor::WrittenFile& file : outcome.files) {
    files[py::str(file.name)] = py::bytes(file.bytes);
  }
  made["files"] = files;
  made["claimed"] = outcome.claimed;
  py::list confinement;
  for (const executor::Facility& facility : outcome.confinement) {
    confinement.append(py::make_tuple(facility.name, facility.active, facility.detail));
  }
  made["confinement"] = confinement;
  made["degraded"] = outcome.degraded;
  made["findings"] = FindingsOf(result.findings);
  return made;
}

// --- requests

// Text of the caller in place of a value, where there is one.
template <class Value, class Parse>
void Override(const py::dict& given, const char* name, Parse parse, Value* value) {
  const py::object text = given[name];
  if (text.is_none()) return;
  auto parsed = parse(text.cast<std::string>());
  if (!parsed) RaiseUsage(fmt::format("{}: {}", name, parsed.error().message));
  *value = *parsed;
}

// The exception that a callback of the caller raised; the run is cancelled and it is raised after.
struct Trouble {
  std::optional<py::error_already_set> error;
  std::stop_source stop;

  void Keep(py::error_already_set& raised) {
    if (!error) error.emplace(std::move(raised));
    stop.request_stop();
  }
};

executor::HostAnswer Answer(const SharedObject& callable, const executor::HostCall& call) {
  const py::gil_scoped_acquire gil;
  py::list args;
  for (const executor::Value& value : call.args) args.append(FromValue(value));
  py::dict kwargs;
  for (const auto& [name, value] : call.kwargs) kwargs[py::str(name)] = FromValue(value);
  return CallPython(callable.get(), args, kwargs);
}

executor::Environment EnvironmentOf(const py::dict& given) {
  executor::Environment environment;
  environment.argv = given["argv"].cast<std::vector<std::string>>();
  environment.scratch = given["scratch"].cast<bool>();
  for (const auto& [name, bytes] : given["files"].cast<py::dict>()) {
    environment.files.push_back({name.cast<std::string>(), bytes.cast<std::string>()});
  }
  for (const py::handle item : given["functions"].cast<py::list>()) {
    const auto pair = item.cast<std::pair<std::string, py::object>>();
    auto signature = executor::ParseSignature(pair.first);
    if (!signature) RaiseUsage(signature.error().message);
    environment.functions.push_back({std::move(*signature), [callable = SharedObject(pair.second)](
                                                                const executor::HostCall& call) {
                                       return Answer(callable, call);
                                     }});
  }
  for (const auto& [name, object] : given["objects"].cast<py::dict>()) {
    auto handle = HostObjectOf(object);
    if (handle == nullptr)
      RaiseUsage(fmt::format("objects: {} is no HostObject", name.cast<std::string>()));
    environment.objects.emplace_back(name.cast<std::string>(), std::move(handle));
  }
  return environment;
}

class Cancel {
 public:
  void Request() { source_.request_stop(); }
  bool requested() const { return source_.stop_requested(); }
  std::stop_token token() const { return source_.get_token(); }

 private:
  std::stop_source source_;
};

struct CallOptions {
  RunRequest request;
  std::shared_ptr<Trouble> trouble = std::make_shared<Trouble>();
  // Passes the caller's stop on to the run.
  std::optional<std::stop_callback<std::function<void()>>> relay;
};

executor::Value Argument(py::handle object) {
  auto value = ToValue(object);
  if (!value) RaiseUsage(value.error().message);
  return std::move(*value);
}

void FillCall(const py::dict& given, CallOptions* options) {
  RunRequest& request = options->request;
  request.function = given["function"].cast<std::string>();
  for (const py::handle value : given["args"].cast<py::sequence>()) {
    request.args.push_back(Argument(value));
  }
  for (const auto& [name, value] : given["kwargs"].cast<py::dict>()) {
    request.kwargs.emplace_back(name.cast<std::string>(), Argument(value));
  }
  request.stdin_bytes = given["stdin"].cast<std::string>();
  if (!given["patience"].is_none()) {
    Override(given, "patience", executor::ParseDuration, &request.patience.emplace());
  }
  std::shared_ptr<Trouble> trouble = options->trouble;
  request.cancel = trouble->stop.get_token();
  if (!given["cancel"].is_none()) {
    options->relay.emplace(given["cancel"].cast<const Cancel&>().token(),
                           [trouble] { trouble->stop.request_stop(); });
  }
  if (!given["on_output"].is_none()) {
    request.on_output = [trouble, callable = SharedObject(given["on_output"])](
                            executor::OutputStream stream, std::string_view piece) {
      const py::gil_scoped_acquire gil;
      if (trouble->error) return;
      try {
        callable.get()(stream == executor::OutputStream::kStdout ? "stdout" : "stderr",
                       py::bytes(piece.data(), piece.size()));
      } catch (py::error_already_set& raised) {
        trouble->Keep(raised);
      }
    };
  }
}

// Calls without the GIL, then gives the outcome or raises what a callback raised.
template <class Call>
py::dict Finish(CallOptions& options, const Call& call) {
  auto result = [&] {
    const py::gil_scoped_release release;
    return call();
  }();
  options.relay.reset();
  if (options.trouble->error) {
    py::error_already_set error = std::move(*options.trouble->error);
    throw error;
  }
  if (!result) Raise(result.error());
  return OutcomeOf(*result);
}

// A prepared module or a session. One that is closed while a call is under way lives until the call
// ends.
class Held {
 public:
  explicit Held(PreparedPipeline prepared)
      : prepared_(std::make_shared<PreparedPipeline>(std::move(prepared))) {}
  explicit Held(SessionPipeline session)
      : session_(std::make_shared<SessionPipeline>(std::move(session))) {}

  py::dict Body() {
    CheckOpen();
    return OutcomeOf(prepared_ ? prepared_->body() : session_->body());
  }
  bool Ended() { return session_ == nullptr || session_->ended(); }
  py::dict Call(const py::dict& given) {
    CheckOpen();
    CallOptions options;
    FillCall(given, &options);
    const auto prepared = prepared_;
    const auto session = session_;
    return Finish(options, [&] {
      return prepared ? prepared->Call(options.request) : session->Call(options.request);
    });
  }
  void Close() {
    auto prepared = std::move(prepared_);
    auto session = std::move(session_);
    const py::gil_scoped_release release;  // waits for the process to end
    prepared.reset();
    session.reset();
  }

 private:
  void CheckOpen() const {
    if (!prepared_ && !session_) RaiseUsage("the module is closed");
  }

  std::shared_ptr<PreparedPipeline> prepared_;
  std::shared_ptr<SessionPipeline> session_;
};

// --- the engine

rules::RuleSet LoadRules(const py::dict& given) {
  auto set = given["toml"].is_none()
                 ? rules::LoadRuleSet(given["rules"].cast<std::string>())
                 : rules::ParseRuleSet(given["toml"].cast<std::string>(), "<rules>");
  if (!set) RaiseRules(set.error());
  return std::move(*set);
}

void OverrideLimits(const py::dict& given, rules::RuleSet* set) {
  Override(given, "wall", executor::ParseDuration, &set->wall);
  Override(given, "cpu", executor::ParseDuration, &set->cpu);
  Override(given, "memory", executor::ParseBytes, &set->memory_bytes);
  Override(given, "output", executor::ParseBytes, &set->output_bytes);
  Override(given, "result", executor::ParseBytes, &set->result_bytes);
  if (!given["iterations"].is_none()) set->iterations = given["iterations"].cast<uint64_t>();
  if (!given["recursion"].is_none()) set->recursion = given["recursion"].cast<int>();
  if (given["guards"].is_none()) return;
  const auto guards = given["guards"].cast<std::string>();
  if (guards != "all" && guards != "proven") RaiseUsage("guards: \"all\" or \"proven\"");
  set->guard_level = guards == "all" ? rules::GuardLevel::kAll : rules::GuardLevel::kProven;
}

class Engine {
 public:
  explicit Engine(const py::dict& given) : pipeline_(Make(given)) {}

  // (verdict, findings)
  py::tuple Check(const std::string& source, const std::string& path) {
    static constexpr const char* kVerdicts[] = {"clean", "findings", "unreadable"};
    const std::shared_ptr<Pipeline> pipeline = Open();
    const analyzer::Report report = [&] {
      const py::gil_scoped_release release;
      return pipeline->Check(source, path);
    }();
    return py::make_tuple(kVerdicts[static_cast<size_t>(report.verdict)],
                          FindingsOf(report.diagnostics));
  }

  py::dict Rewrite(const std::string& source) {
    const std::shared_ptr<Pipeline> pipeline = Open();
    auto rewritten = [&] {
      const py::gil_scoped_release release;
      return pipeline->Rewrite(source, rewriter::Spelling::kNames);
    }();
    py::dict made;
    if (!rewritten) {
      made["findings"] = FindingsOf(rewritten.error());
      return made;
    }
    made["findings"] = py::list();
    made["text"] = rewritten->text;
    py::list guards;
    for (const rewriter::GuardNote& note : rewritten->guards) {
      guards.append(py::make_tuple(std::string(executor::Row(note.guard).text_name), note.emitted,
                                   note.begin, note.end, std::string(note.reason)));
    }
    made["guards"] = guards;
    py::list positions;
    for (const rewriter::Position& p : rewritten->positions) {
      positions.append(py::make_tuple(p.printed_line, p.printed_column, p.line, p.column));
    }
    made["positions"] = positions;
    made["bare_names"] = rewritten->bare_names;
    return made;
  }

  py::dict Run(const std::string& source, const py::dict& given) {
    CallOptions options;
    FillCall(given, &options);
    options.request.environment = EnvironmentOf(given);
    options.request.expression = given["expression"].cast<bool>();
    options.request.filename = given["filename"].cast<std::string>();
    const std::shared_ptr<Pipeline> pipeline = Open();
    return Finish(options, [&] { return pipeline->Run(source, options.request); });
  }

  std::unique_ptr<Held> Prepare(const std::string& source, const py::dict& given) {
    const executor::Environment environment = EnvironmentOf(given);
    const auto filename = given["filename"].cast<std::string>();
    const std::shared_ptr<Pipeline> pipeline = Open();
    auto prepared = [&] {
      const py::gil_scoped_release release;
      return pipeline->Prepare(source, filename, environment);
    }();
    if (!prepared) Raise(prepared.error());
    return std::make_unique<Held>(std::move(*prepared));
  }

  std::unique_ptr<Held> OpenSession(const std::string& source, const py::dict& given) {
    const executor::Environment environment = EnvironmentOf(given);
    const auto filename = given["filename"].cast<std::string>();
    const std::shared_ptr<Pipeline> pipeline = Open();
    auto session = [&] {
      const py::gil_scoped_release release;
      return pipeline->OpenSession(source, filename, environment);
    }();
    if (!session) Raise(session.error());
    return std::make_unique<Held>(std::move(*session));
  }

  std::pair<std::string, std::string> Rules() {
    const rules::RuleSet& set = Open()->rule_set();
    return {set.source, set.digest};
  }

  // Runs that are under way keep their pipeline until they end.
  void Close() {
    std::shared_ptr<Pipeline> closed = std::move(pipeline_);
    const py::gil_scoped_release release;  // waits for the workers to end
    closed.reset();
  }

 private:
  static std::shared_ptr<Pipeline> Make(const py::dict& given) {
    rules::RuleSet set = LoadRules(given);
    OverrideLimits(given, &set);
    PipelineOptions options{.set = &set};
    options.require = given["require"].cast<std::vector<std::string>>();
    options.worker_path = given["worker"].cast<std::string>();
    options.pool = given["pool"].cast<int>();
    options.most_running = given["most_running"].cast<int>();
    Override(given, "patience", executor::ParseDuration, &options.patience);
    auto pipeline = Pipeline::Create(options);
    if (!pipeline) Raise(pipeline.error());
    return std::make_shared<Pipeline>(std::move(*pipeline));
  }

  std::shared_ptr<Pipeline> Open() const {
    if (pipeline_ == nullptr) RaiseUsage("the executor is closed");
    return pipeline_;
  }

  std::shared_ptr<Pipeline> pipeline_;
};

py::list HostFacilities(const std::string& worker) {
  const std::vector<executor::Facility> found = [&] {
    const py::gil_scoped_release release;
    return executor::ProbeHost(worker);
  }();
  py::list facilities;
  for (const executor::Facility& facility : found) {
    facilities.append(py::make_tuple(facility.name, facility.active, facility.detail));
  }
  return facilities;
}

py::list DescribeRules() {
  py::list described;
  for (const rules::RuleDoc& doc : AllCodes()) {
    described.append(py::make_tuple(std::string(doc.code), std::string(doc.name),
                                    std::string(doc.summary), std::string(doc.why)));
  }
  return described;
}

}  // namespace

void AddEngine(py::module_& module) {
  py::class_<Cancel>(module, "Cancel")
      .def(py::init<>())
      .def("request", &Cancel::Request)
      .def_property_readonly("requested", &Cancel::requested);
  py::class_<Held>(module, "Held")
      .def("body", &Held::Body)
      .def("ended", &Held::Ended)
      .def("call", &Held::Call, py::arg("options"))
      .def("close", &Held::Close);
  py::class_<Engine>(module, "Engine")
      .def(py::init<const py::dict&>(), py::arg("options"))
      .def("check", &Engine::Check, py::arg("source"), py::arg("path"))
      .def("rewrite", &Engine::Rewrite, py::arg("source"))
      .def("run", &Engine::Run, py::arg("source"), py::arg("options"))
      .def("prepare", &Engine::Prepare, py::arg("source"), py::arg("options"))
      .def("session", &Engine::OpenSession, py::arg("source"), py::arg("options"))
      .def("rules", &Engine::Rules)
      .def("close", &Engine::Close);
  module.def("check_host", &HostFacilities, py::arg("worker"));
  module.def("describe_rules", &DescribeRules);
  module.def("value_json", [](const py::object& object) {
    auto value = ToValue(object);
    if (!value) RaiseUsage(value.error().message);
    return py::bytes(executor::ToJson(*value));
  });
  module.attr("verdicts") = [] {
    py::list names;
#define STOCKADE_VERDICT(Id, name, meaning) names.append(name);
#include "executor/verdicts.def"
    return py::tuple(names);
  }();
  module.def("builtin_rules", [] {
    py::list names;
    for (const std::string_view name : rules::BuiltinNames()) names.append(std::string(name));
    return names;
  });
  module.attr("version") = STOCKADE_VERSION;
}

}  // namespace stockade::python
