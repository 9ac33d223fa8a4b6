// `stockade rules`: what is checked, why, and how it is configured.
#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "rules/nearest.h"
#include "rules/ruleset.h"
#include "tools/cli/audit.h"
#include "tools/cli/command.h"
#include "tools/cli/provided.h"
#include "tools/findings.h"
#include "tools/report/printable.h"

namespace stockade::cli {
namespace {

struct Options {
  std::string action, name;
  std::string format = "text";
  std::vector<std::string> paths;
  std::string rules;  // whose [[modules]] are meant, too
  bool follow = false;
};

std::string DidYouMean(std::string_view word, const std::vector<std::string_view>& known) {
  const std::string_view near = rules::Nearest(word, known);
  return near.empty() ? std::string() : fmt::format("; did you mean \"{}\"?", near);
}

// The examples of the rules about bytes hold bytes that no JSON text and no terminal should get.
nlohmann::ordered_json ToJson(const rules::RuleDoc& doc) {
  return {{"code", doc.code},
          {"name", doc.name},
          {"summary", report::ValidUtf8(doc.summary)},
          {"why", report::ValidUtf8(doc.why)},
          {"bad", report::ValidUtf8(doc.bad)},
          {"good", report::ValidUtf8(doc.good)},
          {"references", report::ValidUtf8(doc.references)}};
}

int List(const Options& options, Console& console) {
  const std::vector<rules::RuleDoc> all = AllCodes();
  if (options.format == "json") {
    auto list = nlohmann::ordered_json::array();
    for (const rules::RuleDoc& doc : all) list.push_back(ToJson(doc));
    console.Out(list.dump() + "\n");
    return kClean;
  }
  size_t width = 0;
  for (const rules::RuleDoc& doc : all) width = std::max(width, doc.name.size());
  for (const rules::RuleDoc& doc : all) {
    console.Out(fmt::format("{}  {:<{}}  {}\n", doc.code, doc.name, width, doc.summary));
  }
  return kClean;
}

std::string Indented(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const size_t stop = std::min(text.find('\n'), text.size());
    out += stop == 0 ? "\n" : fmt::format("    {}\n", report::Printable(text.substr(0, stop)));
    text.remove_prefix(std::min(stop + 1, text.size()));
  }
  return out;
}

int Explain(const Options& options, Console& console) {
  const rules::RuleDoc* doc = FindCode(options.name);
  if (doc == nullptr) {
    const std::vector<rules::RuleDoc> all = AllCodes();
    std::vector<std::string_view> known;
    for (const rules::RuleDoc& rule : all) {
      known.push_back(rule.code);
      known.push_back(rule.name);
    }
    console.Message(fmt::format("no rule \"{}\"{}", report::Printable(options.name),
                                DidYouMean(options.name, known)));
    return kUsage;
  }
  if (options.format == "json") {
    console.Out(ToJson(*doc).dump() + "\n");
    return kClean;
  }
  console.Out(fmt::format("{} {}\n\n{}\n", doc->code, doc->name, doc->summary));
  if (!doc->why.empty()) console.Out(fmt::format("\nWhy\n{}", Indented(doc->why)));
  if (!doc->bad.empty()) console.Out(fmt::format("\nRefused\n{}", Indented(doc->bad)));
  if (!doc->good.empty()) console.Out(fmt::format("\nInstead\n{}", Indented(doc->good)));
  if (!doc->references.empty()) {
    console.Out(fmt::format("\nReferences\n{}", Indented(doc->references)));
  }
  return kClean;
}

int Schema(const Options&, Console& console) {
  const std::string schema = rules::JsonSchema();
  console.Out(schema);
  if (!schema.ends_with('\n')) console.Out("\n");
  return kClean;
}

int Show(const Options& options, Console& console) {
  const std::vector<std::string_view> known = rules::BuiltinNames();
  if (options.name.empty()) {
    for (const std::string_view name : known) console.Out(fmt::format("{}\n", name));
    return kClean;
  }
  const std::string_view text = rules::BuiltinText(options.name);
  if (text.empty()) {
    console.Message(fmt::format("no built-in rule set \"{}\"{} (there are: {})",
                                report::Printable(options.name), DidYouMean(options.name, known),
                                fmt::join(known, ", ")));
    return kUsage;
  }
  console.Out(text);
  return kClean;
}

// The modules of --rules; nullopt: the message has been printed.
std::optional<std::vector<rules::ModuleSettings>> HostModules(const Options& options,
                                                              Console& console) {
  if (options.rules.empty()) return std::vector<rules::ModuleSettings>();
  auto set = rules::LoadRuleSet(options.rules);
  if (set) return set->modules;
  const rules::Error& error = set.error();
  console.Message(fmt::format("{}:{}:{}: {}", error.file, error.line, error.column,
                              report::Printable(error.message)));
  return std::nullopt;
}

int AuditModule(const Options& options, Console& console) {
  const auto host = HostModules(options, console);
  if (!host) return kUsage;
  std::vector<std::string> folders = options.paths;
  for (const rules::ModuleSettings& module : *host) folders.push_back(module.folder);
  return Audit({options.name, std::move(folders), options.follow, options.format}, console);
}

int Builtins(const Options& options, Console& console) {
  return PrintBuiltins(options.format == "json", console);
}

int Modules(const Options& options, Console& console) {
  const auto host = HostModules(options, console);
  return host ? PrintModules(*host, options.format == "json", console) : kUsage;
}

struct Action {
  std::string_view name;
  bool needs_name;
  int (*run)(const Options& options, Console& console);
};
constexpr Action kActions[] = {
    {"list", false, List},       {"explain", true, Explain},   {"schema", false, Schema},
    {"show", false, Show},       {"audit", true, AuditModule}, {"builtins", false, Builtins},
    {"modules", false, Modules},
};

int Rules(const Options& options, Console& console) {
  std::vector<std::string_view> known;
  for (const Action& action : kActions) {
    known.push_back(action.name);
    if (action.name != options.action) continue;
    if (action.needs_name && options.name.empty()) {
      console.Message(fmt::format(
          "rules {} needs {}", action.name,
          action.name == "audit" ? "the name of a module" : "the code or the name of a rule"));
      return kUsage;
    }
    return action.run(options, console);
  }
  console.Message(fmt::format("rules has no \"{}\"{} (there are: {})",
                              report::Printable(options.action), DidYouMean(options.action, known),
                              fmt::join(known, ", ")));
  return kUsage;
}

}  // namespace

Runner SetUpRules(CLI::App& app) {
  auto options = std::make_shared<Options>();
  app.add_option("ACTION", options->action,
                 "list; explain CODE; show [NAME]: a built-in rule set; schema: of rule set files; "
                 "builtins and modules: what a run provides of each; "
                 "audit MODULE: what has to be read before submissions may import it")
      ->required();
  app.add_option("NAME", options->name, "The code or name");
  app.add_option("--format", options->format, "text or json (all but show and schema)")
      ->check(OneOf({"text", "json"}));
  app.add_option("--path", options->paths,
                 "audit: folders to look for the module in, before the standard library");
  app.add_option("--rules", options->rules, "audit and modules: a rule set, for its [[modules]]");
  app.add_flag("--follow", options->follow, "audit: what the module imports, too");
  return [options](Console& console) { return Rules(*options, console); };
}

}  // namespace stockade::cli
