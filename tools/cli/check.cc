// `stockade check`: files and folders against the rules.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include "analyzer/source.h"
#include "analyzer/tree.h"
#include "tools/cache.h"
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
  std::string cache_dir;
  std::string output;
  bool no_cache = false;
  unsigned jobs = 0;
};

struct Task {
  Listed file;
  std::string shown;  // the path in the report
  std::shared_ptr<const Pipeline> pipeline;
};

// What the rules find in a text, or found in it before.
CachedReport Judge(const Task& task, const std::string& bytes, CheckCache* cache) {
  CheckCache::Key key{};
  CachedReport report;
  if (cache != nullptr) {
    key = cache->KeyOf(bytes, task.pipeline->rule_set().digest);
    if (cache->Find(key, &report)) return report;
  }
  analyzer::Report found = task.pipeline->Check(bytes, task.shown);
  report = {found.verdict, std::move(found.diagnostics)};
  if (cache != nullptr) cache->Add(key, report);
  return report;
}

report::FileReport CheckOne(const Task& task, CheckCache* cache) {
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
  CachedReport found = Judge(task, submitted.bytes, cache);
  file.verdict = found.verdict;
  file.findings = std::move(found.findings);
  const size_t limit = task.pipeline->rule_set().intake.max_bytes;
  if (!IsTooLarge(submitted, limit, &file.findings) && !file.findings.empty()) {
    file.bytes = std::move(submitted.bytes);
  }
  return file;
}

constexpr unsigned kMostJobs = 1024;

unsigned JobCount(unsigned wanted, size_t files) {
  constexpr size_t kFilesPerThread = 8;  // fewer do not pay for starting a thread
  if (wanted == 0) {
    wanted = std::max(1u, std::thread::hardware_concurrency());
    wanted = std::min(wanted, static_cast<unsigned>(std::max<size_t>(1, files / kFilesPerThread)));
  }
  return std::min(wanted, static_cast<unsigned>(std::max<size_t>(1, files)));
}

// Takes the reports of the tasks in their order, whatever the threads do, and holds only those that
// wait for one before them.
class InOrder {
 public:
  // `take` is called for one report at a time; false: nothing more is wanted.
  using Take = std::function<bool(report::FileReport)>;
  InOrder(size_t count, Take take) : take_(std::move(take)), waiting_(count) {}

  // Waits while this task is too far ahead of the first that is not done.
  bool MayStart(size_t task) {
    constexpr size_t kMostAhead = 64;
    std::unique_lock lock(mutex_);
    moved_.wait(lock, [&] { return stopped_ || task < next_ + kMostAhead; });
    return !stopped_;
  }
  void Put(size_t task, report::FileReport report) {
    const std::lock_guard lock(mutex_);
    waiting_[task] = std::move(report);
    for (; next_ < waiting_.size() && waiting_[next_] && !stopped_; ++next_) {
      stopped_ = !take_(*std::move(waiting_[next_]));
      waiting_[next_].reset();
    }
    moved_.notify_all();
  }

 private:
  const Take take_;
  std::mutex mutex_;
  std::condition_variable moved_;
  std::vector<std::optional<report::FileReport>> waiting_;
  size_t next_ = 0;
  bool stopped_ = false;
};

void CheckAll(const std::vector<Task>& tasks, unsigned jobs, CheckCache* cache,
              const InOrder::Take& take) {
  InOrder in_order(tasks.size(), take);
  std::atomic<size_t> next = 0;
  const auto work = [&] {
    for (size_t i = next++; i < tasks.size() && in_order.MayStart(i); i = next++) {
      in_order.Put(i, CheckOne(tasks[i], cache));
    }
  };
  std::vector<std::thread> threads;
  for (unsigned i = 1; i < jobs; ++i) threads.emplace_back(work);
  work();
  for (std::thread& thread : threads) thread.join();
}

bool IsInside(const std::filesystem::path& path, const std::filesystem::path& folder) {
  const std::filesystem::path below = path.lexically_relative(folder);
  return !below.empty() && *below.begin() != "..";
}

// Without --cache-dir, no cache inside of what is checked: whoever writes the tree must not choose
// where the answers come from.
std::unique_ptr<CheckCache> OpenCache(const Options& options, Console& console) {
  if (options.no_cache) return nullptr;
  std::string why;
  if (!options.cache_dir.empty()) {
    auto cache = CheckCache::Open({.directory = options.cache_dir}, &why);
    if (cache == nullptr) console.Message(why);
    return cache;
  }
  const std::string directory = DefaultCacheDirectory();
  if (directory.empty()) return nullptr;
  std::error_code error;
  const auto place = std::filesystem::weakly_canonical(directory, error);
  if (error) return nullptr;
  for (const std::string& path : options.paths) {
    const auto checked = std::filesystem::weakly_canonical(path, error);
    if (error || IsInside(place, checked)) return nullptr;
  }
  return CheckCache::Open({.directory = directory}, &why);  // it is nobody's wish: no message
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

  report.rules_source = fmt::format("{}", fmt::join(sources, ", "));
  report.rules_digest = fmt::format("{}", fmt::join(digests, ","));
  std::error_code error;
  report.working_directory = std::filesystem::current_path(error).string();

  const std::unique_ptr<CheckCache> cache = OpenCache(options, console);
  const bool shows_progress = console.has_progress();
  report::Totals totals;
  std::string text;
  const auto flush = [&] {
    console.Out(text);
    text.clear();
  };
  if (!options.output.empty() && !console.SendOutTo(options.output)) return kUsage;
  const report::Style style = console.out_style();
  const report::Stream* stream = format->stream;
  if (stream->begin != nullptr) stream->begin(report, &text);
  CheckAll(tasks, JobCount(options.jobs, tasks.size()), cache.get(), [&](report::FileReport file) {
    stream->file(report, file, totals, style, &text);
    flush();
    report::AddTo(&totals, file);
    if (shows_progress && totals.files % 16 == 0) {
      console.Progress(fmt::format("{} of {} files", totals.files, tasks.size()));
    }
    return !console.has_failed();
  });
  console.EndProgress();
  if (cache != nullptr) cache->Save();
  if (stream->end != nullptr) stream->end(report, totals, &text);
  flush();
  if (!list.missing.empty()) return kUsage;
  return totals.findings == 0 ? kClean : kFindings;
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
  app.add_option("--output,-o", options->output,
                 "Where the report goes, written whole or not at all (default: standard output)");
  app.add_option("--stdin-filename", options->stdin_filename,
                 "The name of standard input, for the report and to find settings");
  app.add_option("--jobs,-j", options->jobs, "Threads (default: as many as there are cores)")
      ->check(OneToMany(kMostJobs));
  app.add_flag("--no-cache", options->no_cache, "Judge every text anew, and remember nothing");
  app.add_option("--cache-dir", options->cache_dir,
                 "Where to remember what was found (default: $XDG_CACHE_HOME/stockade, but never "
                 "inside of what is checked)");
  app.add_option("--dump", options->dump, "Print a phase instead of findings: ast")
      ->check(OneOf({"ast"}));
  return [options](Console& console) { return Check(*options, console); };
}

}  // namespace stockade::cli
