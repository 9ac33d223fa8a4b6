// `stockade check`: files and folders against the rules.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <mutex>
#include <thread>

#include "analyzer/source.h"
#include "analyzer/tree.h"
#include "tools/cli/command.h"
#include "tools/cli/files.h"
#include "tools/findings.h"
#include "tools/settings.h"

namespace stockade::cli {
namespace {

struct Options {
  std::vector<std::string> paths;
  std::string rules;
  std::string format = "text";
  std::string stdin_filename;
  std::string dump;
  unsigned jobs = 0;
};

struct Task {
  Listed file;
  std::string shown;  // the path in the report
  std::shared_ptr<const Pipeline> pipeline;
};

report::FileReport CheckOne(const Task& task) {
  report::FileReport file{.path = task.shown};
  SubmittedFile submitted;
  if (!task.file.trouble) {
    submitted = ReadSubmitted(task.file.path, task.pipeline->rule_set().intake.max_bytes);
    if (!submitted.missing.empty()) {  // it was there when the list was made
      submitted.trouble = MakeFinding(FindingId::kUnreadableFile, "the file is gone");
    }
  }
  const auto& trouble = task.file.trouble ? task.file.trouble : submitted.trouble;
  if (trouble) {
    file.verdict = analyzer::FileVerdict::kUnreadable;
    file.findings = {*trouble};
    return file;
  }
  analyzer::Report found = task.pipeline->Check(submitted.bytes, task.shown);
  file.verdict = found.verdict;
  file.findings = std::move(found.diagnostics);
  const size_t limit = task.pipeline->rule_set().intake.max_bytes;
  if (!IsTooLarge(submitted, limit, &file.findings) && !file.findings.empty()) {
    file.bytes = std::move(submitted.bytes);
  }
  return file;
}

unsigned JobCount(unsigned wanted, size_t files) {
  constexpr size_t kFilesPerThread = 8;  // fewer do not pay for starting a thread
  if (wanted == 0) {
    wanted = std::max(1u, std::thread::hardware_concurrency());
    wanted = std::min(wanted, static_cast<unsigned>(std::max<size_t>(1, files / kFilesPerThread)));
  }
  return std::min(wanted, static_cast<unsigned>(std::max<size_t>(1, files)));
}

// The results are in the order of the tasks, whatever the threads do.
std::vector<report::FileReport> CheckAll(const std::vector<Task>& tasks, unsigned jobs,
                                         Console& console) {
  std::vector<report::FileReport> results(tasks.size());
  std::atomic<size_t> next = 0;
  std::mutex progress;
  const auto work = [&] {
    for (size_t i = next++; i < tasks.size(); i = next++) {
      results[i] = CheckOne(tasks[i]);
      if (i % 16 == 15 && console.has_progress()) {
        const std::lock_guard lock(progress);
        console.Progress(fmt::format("{} of {} files", i + 1, tasks.size()));
      }
    }
  };
  std::vector<std::thread> threads;
  for (unsigned i = 1; i < jobs; ++i) threads.emplace_back(work);
  work();
  for (std::thread& thread : threads) thread.join();
  console.EndProgress();
  return results;
}

int DumpTree(const Options& options, const std::vector<Task>& tasks, Console& console) {
  for (const Task& task : tasks) {
    SubmittedFile submitted =
        ReadSubmitted(task.file.path, task.pipeline->rule_set().intake.max_bytes);
    const auto source =
        analyzer::Source::FromBytes(task.shown, submitted.bytes, task.pipeline->rule_set().intake);
    const auto tree = analyzer::Tree::Parse(source, {.python = task.pipeline->rule_set().python});
    if (tree.root() == nullptr) {
      console.Message(fmt::format("{} does not parse; run 'stockade check' on it", task.shown));
      return kFindings;
    }
    if (options.dump == "ast") console.Out(analyzer::Dump(*tree.root()));
  }
  return kClean;
}

int Check(const Options& options, Console& console) {
  const report::Format* format = report::FindFormat(options.format);
  Settings settings(options.rules);
  const FileList list = ListFiles(
      options.paths, [&](const std::string& folder) { return settings.IsProject(folder + "/"); });
  for (const std::string& missing : list.missing) console.Message(missing);
  for (const std::string& note : list.notes) console.Message(note);

  report::CheckReport report;
  std::vector<Task> tasks;
  std::vector<std::string> sources, digests;
  for (const Listed& file : list.files) {
    Task task{.file = file, .shown = file.path, .pipeline = nullptr};
    if (file.path == "-")
      task.shown = options.stdin_filename.empty() ? "<stdin>" : options.stdin_filename;
    auto pipeline = settings.PipelineFor(
        file.path == "-" && !options.stdin_filename.empty() ? options.stdin_filename : file.path);
    if (!pipeline) {
      console.Message(pipeline.error());
      return kUsage;
    }
    task.pipeline = std::move(*pipeline);
    const rules::RuleSet& set = task.pipeline->rule_set();
    if (std::find(sources.begin(), sources.end(), set.source) == sources.end()) {
      sources.push_back(set.source);
      digests.push_back(set.digest);
    }
    tasks.push_back(std::move(task));
  }
  if (tasks.empty()) return kUsage;
  if (!options.dump.empty()) return DumpTree(options, tasks, console);

  report.files = CheckAll(tasks, JobCount(options.jobs, tasks.size()), console);
  report.rules_source = fmt::format("{}", fmt::join(sources, ", "));
  report.rules_digest = fmt::format("{}", fmt::join(digests, ","));
  std::error_code error;
  report.working_directory = std::filesystem::current_path(error).string();

  std::string text;
  format->print(report, console.out_style(), &text);
  console.Out(text);
  if (!list.missing.empty()) return kUsage;
  return report::Count(report).findings == 0 ? kClean : kFindings;
}

}  // namespace

Runner SetUpCheck(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("PATH", options->paths, "Files, folders (*.py, *.pyi), or - for standard input")
      ->required();
  app.add_option("--rules", options->rules,
                 "A built-in rule set or a file; nothing in the checked tree is then read");
  std::vector<std::string> names;
  for (const report::Format& format : report::Formats()) names.emplace_back(format.name);
  app.add_option("--format", options->format,
                 fmt::format("{} (default: text)", fmt::join(names, ", ")))
      ->check(OneOf(names));
  app.add_option("--stdin-filename", options->stdin_filename,
                 "The name of standard input, for the report and to find settings");
  app.add_option("--jobs,-j", options->jobs, "Threads (default: as many as there are cores)");
  app.add_option("--dump", options->dump, "Print a phase instead of findings: ast")
      ->check(OneOf({"ast"}));
  return [options](Console& console) { return Check(*options, console); };
}

}  // namespace stockade::cli
