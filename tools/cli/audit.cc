// `stockade rules audit MODULE`: what has to be read before a façade shows a module.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "tools/audit/gadgets.h"
#include "tools/cli/audit.h"
#include "tools/cli/files.h"
#include "tools/report/printable.h"

namespace stockade::cli {
namespace {

namespace fs = std::filesystem;

struct ModuleFile {
  std::string module;
  fs::path path;
};

// The file of a dotted name in one of `folders`; an empty path: none, as for modules in C.
ModuleFile FindModule(const std::string& module, const std::vector<fs::path>& folders) {
  std::string relative = module;
  std::replace(relative.begin(), relative.end(), '.', '/');
  std::error_code ignored;
  for (const fs::path& folder : folders) {
    if (fs::is_regular_file(folder / (relative + ".py"), ignored))
      return {module, folder / (relative + ".py")};
    if (fs::is_regular_file(folder / relative / "__init__.py", ignored))
      return {module, folder / relative / "__init__.py"};
  }
  return {module, {}};
}

// A path names itself; anything else is a module's name.
ModuleFile Start(const std::string& name, const std::vector<fs::path>& folders) {
  std::error_code ignored;
  if (name.ends_with(".py") && fs::is_regular_file(name, ignored))
    return {fs::path(name).stem().string(), name};
  return FindModule(name, folders);
}

struct Audited {
  ModuleFile file;
  audit::ModuleScan scan;
};

Audited Scan(const ModuleFile& file) {
  Audited audited;
  audited.file = file;
  InputBytes input = ReadInput(file.path.string(), 16u << 20);
  if (input.trouble.empty()) {
    audited.scan = audit::ScanModule(file.path.string(), std::move(input.bytes), file.module);
  } else {
    audited.scan.trouble = input.trouble;
  }
  return audited;
}

// The module, and with `follow` what it imports, each once, in the order in which they were found.
std::vector<Audited> ScanAll(const ModuleFile& start, const std::vector<fs::path>& folders,
                             bool follow) {
  std::vector<Audited> all = {Scan(start)};
  std::set<std::string> seen = {start.module};
  for (size_t at = 0; follow && at < all.size(); ++at) {
    const std::vector<std::string> imports = all[at].scan.imports;
    for (const std::string& name : imports) {
      if (!seen.insert(name).second) continue;
      const ModuleFile file = FindModule(name, folders);
      if (!file.path.empty()) all.push_back(Scan(file));
    }
  }
  return all;
}

}  // namespace

int Audit(const AuditOptions& options, Console& console) {
  std::vector<fs::path> folders(options.paths.begin(), options.paths.end());
  folders.emplace_back(STOCKADE_PYTHON_LIBRARY);
  const ModuleFile start = Start(options.module, folders);
  if (start.path.empty()) {
    console.Message(
        fmt::format("no module \"{}\" with Python text in {}; modules written in C are not scanned",
                    report::Printable(options.module), folders.front().string()));
    return kUsage;
  }
  size_t unjudged = 0, sites = 0, troubles = 0;
  auto list = nlohmann::ordered_json::array();
  for (const Audited& audited : ScanAll(start, folders, options.follow)) {
    const std::string path = audited.file.path.string();
    if (!audited.scan.trouble.empty()) {
      ++troubles;
      console.Message(fmt::format("{}: {}", path, report::Printable(audited.scan.trouble)));
    }
    for (const audit::GadgetSite& site : audited.scan.sites) {
      ++sites;
      const audit::GadgetRow* row = audit::JudgeGadget(site);
      if (row == nullptr) ++unjudged;
      if (options.format == "json") {
        list.push_back({{"module", site.module},
                        {"function", site.function},
                        {"kind", site.kind},
                        {"path", path},
                        {"line", site.line},
                        {"verdict", row == nullptr ? "" : row->verdict},
                        {"reason", row == nullptr ? "" : row->reason}});
        continue;
      }
      console.Out(fmt::format(
          "{}:{}: {} in {}.{}: {}\n", path, site.line, site.kind, site.module, site.function,
          row == nullptr ? "not judged" : fmt::format("{}: {}", row->verdict, row->reason)));
    }
  }
  if (options.format == "json") {
    console.Out(list.dump() + "\n");
  } else {
    console.Out(fmt::format("{} places, {} of them not judged\n", sites, unjudged));
  }
  return unjudged == 0 && troubles == 0 ? kClean : kFindings;
}

}  // namespace stockade::cli
