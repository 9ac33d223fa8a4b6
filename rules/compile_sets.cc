// Part of the build: reads the built-in rule sets as every rule set is read and writes what came
// out as a C++ source, so that a program that names one reads no TOML.
//
//   compile_rule_sets OUT.cc
//
// Exit status 1, with the reason on stderr, if a set cannot be read or written down.
#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <type_traits>

#include "rules/builtin_sets.h"
#include "rules/settings.h"

namespace stockade::rules {

// The program that makes them has none of its own.
bool ReadCompiledSet(std::string_view, RuleSet&) { return false; }

namespace {

template <class Enum>
requires std::is_enum_v<Enum> std::string Value(Enum value, std::string_view type) {
  return fmt::format("static_cast<{}>({})", type, static_cast<int>(value));
}
std::string Value(GuardLevel value) { return Value(value, "GuardLevel"); }
std::string Value(ComputedPolicy value) { return Value(value, "ComputedPolicy"); }
std::string Value(bool value) { return value ? "true" : "false"; }
std::string Value(uint32_t value) { return fmt::format("{}u", value); }
std::string Value(uint64_t value) { return fmt::format("{}u", value); }
std::string Value(int value) { return fmt::format("{}", value); }
std::string Value(const analyzer::PythonVersion& value) {
  return fmt::format("{{{}, {}}}", value.major, value.minor);
}
std::string Value(std::chrono::milliseconds value) {
  return fmt::format("std::chrono::milliseconds({})", value.count());
}

// A text of a list, ended by NUL. TOML's escapes are C++'s, but for control characters, which do
// not compile here.
std::string Item(std::string_view text) {
  return fmt::format("\n          {} \"\\0\"", TomlString(text));
}
std::string Value(const std::vector<std::string>& value) {
  std::string out;
  for (const std::string& text : value) out += Item(text);
  return value.empty() ? "{}" : fmt::format("List({}sv)", out);
}
std::string Value(const std::map<std::string, std::string>& value) {
  std::string out;
  for (const auto& [key, text] : value) out += Item(key) + Item(text);
  return value.empty() ? "{}" : fmt::format("Map({}sv)", out);
}
std::string Value(const std::map<std::string, analyzer::Severity>& value) {
  std::string out;
  for (const auto& [key, severity] : value) {
    out += fmt::format("{{{}, {}}}, ", TomlString(key), Value(severity, "analyzer::Severity"));
  }
  return fmt::format("{{{}}}", out);
}
// No built-in set has any, and one that did should be given a spelling here.
template <class Tables>
requires std::is_same_v<Tables, std::vector<CustomRule>> ||
    std::is_same_v<Tables, std::vector<ModuleSettings>>
        std::string Value(const Tables& value) {
  return value.empty() ? "{}" : "/* tables of a built-in set */";
}

std::string Body(const RuleSet& set) {
  std::string out;
#define STOCKADE_SETTING(path, Kind, field, choices, doc) \
  out += fmt::format("      set.{} = {};\n", #field, Value(set.field));
#include "rules/settings.def"
  return out + fmt::format("      set.digest = {};\n", TomlString(set.digest));
}

int Main(const char* out_path) {
  std::string text =
      "// Made from rules/builtin/*.toml by rules/compile_sets.cc.\n"
      "#include \"rules/builtin_sets.h\"\n\n"
      "namespace stockade::rules {\nnamespace {\n\n"
      "using std::string_view_literals::operator\"\"sv;\n\n"
      "struct CompiledSet {\n  std::string_view name;\n  void (*read)(RuleSet& set);\n};\n\n"
      "constexpr CompiledSet kCompiled[] = {\n";
  for (const std::string_view name : BuiltinNames()) {
    const Result<RuleSet> set = LoadRuleSet(name);
    if (!set || !set->custom.empty() || !set->modules.empty() || !set->overrides.empty()) {
      fmt::print(stderr, "{}.toml: {}\n", name,
                 set ? "a built-in set has no [[custom]], [[modules]] or [[overrides]]"
                     : fmt::format("{}:{}: {}", set.error().line, set.error().column,
                                   set.error().message));
      return 1;
    }
    text += fmt::format("    {{{},\n     [](RuleSet& set) {{\n{}     }}}},\n", TomlString(name),
                        Body(*set));
  }
  text +=
      "};\n\n}  // namespace\n\n"
      "bool ReadCompiledSet(std::string_view name, RuleSet& set) {\n"
      "  for (const CompiledSet& compiled : kCompiled) {\n"
      "    if (compiled.name == name) return compiled.read(set), true;\n"
      "  }\n  return false;\n}\n\n}  // namespace stockade::rules\n";
  std::ofstream out(out_path, std::ios::binary);
  out << text;
  out.close();
  return out ? 0 : 1;
}

}  // namespace
}  // namespace stockade::rules

int main(int argc, char** argv) {
  if (argc != 2) {
    fmt::print(stderr, "usage: compile_rule_sets OUT.cc\n");
    return 2;
  }
  return stockade::rules::Main(argv[1]);
}
