// Check, rewrite, run: the whole way through, for programs.
//
//   auto stockade = Pipeline::Create({.rules = "default"});
//   if (!stockade) ...
//   RunResult r = stockade->Run("def test(x): return x * x\n", {.function = "test", .args_json =
//   "[5]"});
//
// The only place where rules, rewriter and executor meet: it turns a RuleSet into the rewriter's
// options and the executor's Policy.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

#include "analyzer/incremental.h"
#include "analyzer/rule.h"
#include "executor/executor.h"
#include "rewriter/rewriter.h"
#include "rules/ruleset.h"

namespace stockade {

struct PipelineOptions {
  std::string rules = "default";  // built-in name or path of a rule set; used when `set` is null
  const rules::RuleSet* set = nullptr;  // copied
  bool check = true;                    // false: --no-check, for tests of the later layers
  bool guards = true;                   // false: --no-guards, for tests of the kernel layer
  std::vector<std::string> preload;     // with guards off: modules imported before confinement
  std::vector<std::string> require;     // facilities that must be in force (names of `doctor`)
  // The pipeline runs one text and is dropped: modules that it does not import are not loaded.
  bool one_text = false;
  // See executor::ExecutorOptions.
  std::string worker_path;
  int pool = 2;
  int most_running = 64;
  std::chrono::milliseconds patience{30'000};
  uint64_t recycle_after = 10'000;
};

struct RunRequest {
  std::string function;     // empty: a script
  bool expression = false;  // the source is one expression
  // Arguments as JSON come after, or override, those that are given as values.
  std::string args_json = "[]";
  std::string kwargs_json = "{}";
  std::string stdin_bytes;
  std::string filename = "<submission>";
  std::vector<executor::Value> args;
  std::vector<std::pair<std::string, executor::Value>> kwargs;
  // See executor::Request. The environment is that of Run() alone.
  executor::Environment environment;
  std::function<void(executor::OutputStream, std::string_view)> on_output;
  std::stop_token cancel;
  std::optional<std::chrono::milliseconds> patience;
};

struct RunResult {
  executor::Outcome outcome;
  std::vector<analyzer::Diagnostic> findings;  // filled when the verdict is `rejected` by the rules
};

struct PipelineError {
  int exit_code;  // as the command line exits: 2 usage or configuration, 3 confinement
  std::string message;
};

class PreparedPipeline;
class SessionPipeline;

class Pipeline {
 public:
  static tl::expected<Pipeline, PipelineError> Create(const PipelineOptions& options);
  Pipeline(Pipeline&&) noexcept;
  Pipeline& operator=(Pipeline&&) noexcept;
  ~Pipeline();

  // Thread-safe, as is Rewrite(): any number of texts may be checked at the same time.
  analyzer::Report Check(std::string_view source, std::string path) const;
  // For a text that is being edited. Its reports are as the rules make them: where the set allows
  // suppressions, rules::ApplySuppressions() has to follow on a copy. The pipeline must outlive it.
  analyzer::IncrementalCheck Incremental(std::string path) const;
  // Findings (then `rewritten.text` is empty) or the text that a run would compile.
  tl::expected<rewriter::Rewritten, std::vector<analyzer::Diagnostic>> Rewrite(
      std::string_view source, rewriter::Spelling spelling) const;
  // The executor is started by the first call of Run() or Prepare(). Arguments that are not JSON
  // and a function that the module cannot have are errors with exit code 2, and nothing runs.
  tl::expected<RunResult, PipelineError> Run(std::string_view source, const RunRequest& request);
  tl::expected<PreparedPipeline, PipelineError> Prepare(
      std::string_view source, std::string filename = "<submission>",
      const executor::Environment& environment = {});
  // As Prepare(), but each call sees what the calls before it did.
  tl::expected<SessionPipeline, PipelineError> OpenSession(
      std::string_view source, std::string filename = "<submission>",
      const executor::Environment& environment = {});

  const rules::RuleSet& rule_set() const;

 private:
  struct Impl;
  explicit Pipeline(std::unique_ptr<Impl> impl);
  template <class Held, class Start>
  tl::expected<std::unique_ptr<Held>, PipelineError> Hold(std::string_view source,
                                                          std::string filename,
                                                          const executor::Environment& environment,
                                                          const Start& start);
  std::unique_ptr<Impl> impl_;
};

// A module whose body has run; may outlive its pipeline. Thread-safe.
class PreparedPipeline {
 public:
  PreparedPipeline(PreparedPipeline&&) noexcept;
  PreparedPipeline& operator=(PreparedPipeline&&) noexcept;
  ~PreparedPipeline();
  const RunResult& body() const;
  tl::expected<RunResult, PipelineError> Call(const RunRequest& request);

 private:
  friend class Pipeline;
  struct Impl;
  explicit PreparedPipeline(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

class SessionPipeline {
 public:
  SessionPipeline(SessionPipeline&&) noexcept;
  SessionPipeline& operator=(SessionPipeline&&) noexcept;
  ~SessionPipeline();
  const RunResult& body() const;
  bool ended() const;  // a limit, an exit or a cancelled call ended it, or its body was refused
  tl::expected<RunResult, PipelineError> Call(const RunRequest& request);

 private:
  friend class Pipeline;
  struct Impl;
  explicit SessionPipeline(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace stockade
