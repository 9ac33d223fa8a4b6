#include "rules/settings.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <type_traits>

#include "rules/digest.h"
#include "rules/nearest.h"
#include "rules/units.h"

namespace stockade::rules {
namespace {

bool IsIdentifierStart(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80) != 0;
}
bool IsIdentifierPart(char c) { return IsIdentifierStart(c) || (c >= '0' && c <= '9'); }

// `a.b.c`; the grammar of identifiers beyond ASCII is the analyzer's business.
bool IsDotted(std::string_view text) {
  bool start = true;
  for (char c : text) {
    if (start) {
      if (!IsIdentifierStart(c)) return false;
      start = false;
    } else if (c == '.') {
      start = true;
    } else if (!IsIdentifierPart(c)) {
      return false;
    }
  }
  return !start;
}

std::string NoProblem(std::string_view) { return {}; }

std::string NameProblem(std::string_view text) {
  if (IsDotted(text)) return {};
  return fmt::format("\"{}\" is not a name: write it as in \"eval\" or \"os.system\"", text);
}

std::string PatternProblem(std::string_view text) {
  RE2::Options options;
  options.set_log_errors(false);
  const RE2 pattern({text.data(), text.size()}, options);
  if (pattern.ok()) return {};
  return fmt::format("\"{}\" is not a regular expression of RE2: {}", text, pattern.error());
}

std::string ImportProblem(std::string_view text) {
  std::string_view module = text;
  if (module.ends_with(".*")) module.remove_suffix(2);
  if (IsDotted(module)) return {};
  return fmt::format(
      "\"{}\" does not say what may be imported: write \"math\", \"collections.*\" or "
      "\"datetime.datetime\"",
      text);
}

std::string DunderProblem(std::string_view text) {
  if (text == "*") return {};
  if (text.size() > 4 && text.starts_with("__") && text.ends_with("__") && IsDotted(text) &&
      text.find('.') == std::string_view::npos) {
    return {};
  }
  return fmt::format("\"{}\" is not a double-underscore name such as \"__init__\", or \"*\"", text);
}

std::string ConstructProblem(std::string_view text) {
  const std::span<const std::string_view> names = ConstructNames();
  if (std::find(names.begin(), names.end(), text) != names.end()) return {};
  const std::string_view near = Nearest(text, names);
  if (!near.empty()) return fmt::format("no construct \"{}\"; did you mean \"{}\"?", text, near);
  return fmt::format("no construct \"{}\"; there are {}", text, QuotedList(names, names.size()));
}

std::string RuleProblem(std::string_view text) {
  if (const RuleDoc* doc = FindRule(text)) {
    if (!doc->code.starts_with("ST0")) return {};
    return fmt::format("\"{}\" is a finding of intake or syntax, which stays as it is", text);
  }
  std::vector<std::string_view> known;
  for (const RuleDoc& doc : AllRules()) {
    known.push_back(doc.code);
    known.push_back(doc.name);
  }
  const std::string_view near = Nearest(text, known);
  if (!near.empty()) return fmt::format("no rule \"{}\"; did you mean \"{}\"?", text, near);
  return fmt::format("no rule \"{}\"; `stockade rules list` names them", text);
}

constexpr std::string_view kNamePattern = "^[^\\W\\d]\\w*(\\.[^\\W\\d]\\w*)*$";

constexpr KindRow kSettingKinds[] = {
    {SettingKind::kVersion, SettingShape::kText, "a version such as \"3.11\"", "^3\\.[0-9]+$",
     NoProblem},
    {SettingKind::kCount, SettingShape::kInteger, "a whole number", "", NoProblem},
    {SettingKind::kCount64, SettingShape::kInteger, "a whole number", "", NoProblem},
    {SettingKind::kDepth, SettingShape::kInteger, "a whole number from 1", "", NoProblem},
    {SettingKind::kBytes, SettingShape::kBytes, "a size such as \"64 KiB\", or a number of bytes",
     "^[0-9]+ ?(B|KiB|MiB|GiB)?$", NoProblem},
    {SettingKind::kDuration, SettingShape::kText, "a duration such as \"250 ms\"",
     "^[0-9]+ ?(ms|s|min|h)$", NoProblem},
    {SettingKind::kChoice, SettingShape::kText, "a choice", "", NoProblem},
    {SettingKind::kNames, SettingShape::kList, "a list of names", kNamePattern, NameProblem},
    {SettingKind::kPatterns, SettingShape::kList, "a list of regular expressions", "",
     PatternProblem},
    {SettingKind::kImports, SettingShape::kList, "a list of modules", "", ImportProblem},
    {SettingKind::kDunders, SettingShape::kList, "a list of double-underscore names",
     "^(\\*|__\\w+__)$", DunderProblem},
    {SettingKind::kConstructs, SettingShape::kList, "a list of constructs", "", ConstructProblem},
    {SettingKind::kRules, SettingShape::kList, "a list of rules", "", RuleProblem},
    {SettingKind::kTextMap, SettingShape::kTable, "a table of texts", "", NoProblem},
    {SettingKind::kSeverityMap, SettingShape::kTable, "a table of severities", "", NoProblem},
    {SettingKind::kCustom, SettingShape::kTables, "an array of tables", "", NoProblem},
    {SettingKind::kModules, SettingShape::kTables, "an array of tables", "", NoProblem},
};

constexpr SettingRow kSettings[] = {
#define STOCKADE_SETTING(path, Kind, field, choices, doc) \
  {path, SettingKind::k##Kind, [](RuleSet& set) -> Field { return &set.field; }, choices, doc},
#include "rules/settings.def"
};

template <class Map, class Value>
std::string FormatTable(const Map& map, Value&& value) {
  std::string out = "{";
  for (const auto& [key, item] : map) {
    out += fmt::format("{} {} = {}", out.size() > 1 ? "," : "", TomlString(key), value(item));
  }
  return out + (out.size() > 1 ? " }" : "}");
}

std::string_view SeverityName(analyzer::Severity severity) {
  return kSeverityNames[static_cast<size_t>(severity)];
}

struct Formatter {
  const SettingRow& row;

  std::string Choice(size_t value) const { return TomlString(Choices(row.choices)[value]); }

  std::string operator()(const analyzer::PythonVersion* v) const {
    return fmt::format("\"{}.{}\"", v->major, v->minor);
  }
  std::string operator()(const uint32_t* v) const { return fmt::format("{}", *v); }
  std::string operator()(const uint64_t* v) const {
    return row.kind == SettingKind::kBytes ? TomlString(FormatBytes(*v)) : fmt::format("{}", *v);
  }
  std::string operator()(const int* v) const { return fmt::format("{}", *v); }
  std::string operator()(const bool* v) const { return Choice(*v ? 1 : 0); }
  std::string operator()(const GuardLevel* v) const { return Choice(static_cast<size_t>(*v)); }
  std::string operator()(const ComputedPolicy* v) const { return Choice(static_cast<size_t>(*v)); }
  std::string operator()(const std::chrono::milliseconds* v) const {
    return TomlString(FormatDuration(*v));
  }
  std::string operator()(const std::vector<std::string>* v) const {
    std::string out = "[";
    for (const std::string& item : *v) out += (out.size() > 1 ? ", " : "") + TomlString(item);
    return out + "]";
  }
  std::string operator()(const std::map<std::string, std::string>* v) const {
    return FormatTable(*v, [](const std::string& text) { return TomlString(text); });
  }
  std::string operator()(const std::map<std::string, analyzer::Severity>* v) const {
    return FormatTable(*v, [](analyzer::Severity s) { return TomlString(SeverityName(s)); });
  }
  std::string operator()(const std::vector<CustomRule>* v) const {
    std::string out = "[";
    for (const CustomRule& rule : *v) {
      out += fmt::format("{}{{ code = {}, query = {}, message = {}, help = {}, severity = {} }}",
                         out.size() > 1 ? ", " : "", TomlString(rule.code), TomlString(rule.query),
                         TomlString(rule.message), TomlString(rule.help),
                         TomlString(SeverityName(rule.severity)));
    }
    return out + "]";
  }
  std::string operator()(const std::vector<ModuleSettings>* v) const {
    std::string out = "[";
    for (const ModuleSettings& module : *v) {
      out += fmt::format(
          "{}{{ name = {}, folder = {}, names = {}, hidden = {}, wrapped = {}, writable = {} }}",
          out.size() > 1 ? ", " : "", TomlString(module.name), TomlString(module.folder),
          (*this)(&module.names), (*this)(&module.hidden), (*this)(&module.wrapped),
          (*this)(&module.writable));
    }
    return out + "]";
  }
};

}  // namespace

const KindRow& Row(SettingKind kind) {
  static_assert(std::size(kSettingKinds) == static_cast<size_t>(SettingKind::kModules) + 1);
  return kSettingKinds[static_cast<size_t>(kind)];
}

std::span<const SettingRow> Settings() { return kSettings; }

std::vector<std::string_view> Choices(std::string_view choices) {
  std::vector<std::string_view> out;
  while (!choices.empty()) {
    const size_t bar = std::min(choices.find('|'), choices.size());
    out.push_back(choices.substr(0, bar));
    choices.remove_prefix(std::min(bar + 1, choices.size()));
  }
  return out;
}

std::span<const std::string_view> ConstructNames() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> all = {
#define STOCKADE_CONSTRUCT(name, Kind, condition, phrase) name,
#include "rules/constructs.def"
    };
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
  }();
  return names;
}

std::string TomlString(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      out += fmt::format("\\u{:04X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string FormatSetting(const SettingRow& row, const RuleSet& set) {
  // Field has no constness of its own; the formatter only reads.
  return std::visit(Formatter{row}, row.field(const_cast<RuleSet&>(set)));
}

std::string EffectiveToml(const RuleSet& set) {
  std::string out = "extends = []\n";
  std::string table;
  for (const SettingRow& row : Settings()) {
    const size_t dot = row.path.rfind('.');
    const std::string prefix(dot == std::string_view::npos ? "" : row.path.substr(0, dot));
    if (row.kind == SettingKind::kModules) {
      for (const ModuleSettings& module : set.modules) {
        const Formatter write{row};
        out += fmt::format(
            "\n[[modules]]\nname = {}\nfolder = {}\nnames = {}\nhidden = {}\nwrapped = {}\n"
            "writable = {}\n",
            TomlString(module.name), TomlString(module.folder), write(&module.names),
            write(&module.hidden), write(&module.wrapped), write(&module.writable));
      }
      continue;
    }
    if (row.kind == SettingKind::kCustom) {
      for (const CustomRule& rule : set.custom) {
        out += fmt::format(
            "\n[[custom]]\ncode = {}\nquery = {}\nmessage = {}\nhelp = {}\nseverity = {}\n",
            TomlString(rule.code), TomlString(rule.query), TomlString(rule.message),
            TomlString(rule.help), TomlString(SeverityName(rule.severity)));
      }
      continue;
    }
    if (prefix != table) {
      out += fmt::format("\n[{}]\n", prefix);
      table = prefix;
    }
    out += fmt::format("{} = {}\n", row.path.substr(dot == std::string_view::npos ? 0 : dot + 1),
                       FormatSetting(row, set));
  }
  return out;
}

void Seal(RuleSet& set) { set.digest = Sha256Hex(EffectiveToml(set), 16); }

std::vector<SettingDoc> AllSettings() {
  const RuleSet defaults;
  std::vector<SettingDoc> out;
  for (const SettingRow& row : Settings()) {
    out.push_back({row.path, Row(row.kind).type, FormatSetting(row, defaults), row.doc});
  }
  return out;
}

}  // namespace stockade::rules
