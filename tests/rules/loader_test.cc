#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "executor/guards.h"
#include "rules/ruleset.h"
#include "rules/settings.h"

namespace stockade::rules {
namespace {

namespace fs = std::filesystem;

std::string Text(const Error& error) {
  return fmt::format("{}:{}:{}: {}", error.file, error.line, error.column, error.message);
}

std::string ErrorOf(std::string_view toml) {
  const Result<RuleSet> set = ParseRuleSet(toml, "t.toml");
  return set ? "no error" : Text(set.error());
}

RuleSet SetOf(std::string_view toml) {
  Result<RuleSet> set = ParseRuleSet(toml, "t.toml");
  EXPECT_TRUE(set.has_value()) << (set ? "" : Text(set.error()));
  return set ? *std::move(set) : RuleSet{};
}

bool Has(const std::vector<std::string>& list, std::string_view item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

// A folder that is gone when the test ends.
class Folder {
 public:
  Folder() {
    std::string name = (fs::temp_directory_path() / "stockade-rules-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string Write(const std::string& name, std::string_view text) const {
    const fs::path file = path_ / name;
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
    return file.string();
  }
  std::string path() const { return path_.string(); }

 private:
  fs::path path_;
};

struct ErrorCase {
  const char* toml;
  const char* error;
};

class LoaderErrors : public testing::TestWithParam<ErrorCase> {};

TEST_P(LoaderErrors, NameThePlaceAndWhatToDo) {
  EXPECT_EQ(ErrorOf(GetParam().toml), GetParam().error);
}

constexpr ErrorCase kErrors[] = {
    // unknown keys
    {"[names]\nforbd = []\n",
     "t.toml:2:1: unknown key \"forbd\" in [names]; did you mean \"forbid\"?"},
    {"[imprts]\nallow = []\n", "t.toml:1:2: unknown key \"imprts\"; did you mean \"imports\"?"},
    {"wall = '1 s'\n", "t.toml:1:1: unknown key \"wall\"; did you mean \"limits.wall\"?"},
    {"[guards]\ncolour = 1\n",
     "t.toml:2:1: unknown key \"colour\" in [guards]; the keys here are \"level\" and "
     "\"iterations\""},
    {"names.forbidd = []\n",
     "t.toml:1:7: unknown key \"forbidd\" in [names]; did you mean \"forbid\"?"},
    {"[names]\nremove-forbd = []\n",
     "t.toml:2:1: unknown key \"remove-forbd\" in [names]; did you mean \"remove-forbid\"?"},
    {"[limits]\nremove-wall = []\n",
     "t.toml:2:1: \"limits.wall\" is no list, so nothing can be removed from it"},
    // wrong types
    {"[names]\nforbid = 'eval'\n",
     "t.toml:2:10: \"names.forbid\" must be a list of names, not a text"},
    {"[names]\nforbid = ['eval', 1]\n",
     "t.toml:2:19: \"names.forbid\" must be a list of names, but an element is an integer"},
    {"names = 1\n", "t.toml:1:9: \"names\" must be a table, not an integer"},
    {"python = 3.11\n", "t.toml:1:10: \"python\" must be a version such as \"3.11\", not a float"},
    {"[limits]\nwall = 5\n",
     "t.toml:2:8: \"limits.wall\" must be a duration such as \"250 ms\", not an integer"},
    {"[limits]\nmemory = true\n",
     "t.toml:2:10: \"limits.memory\" must be a size such as \"64 KiB\", or a number of bytes, not "
     "a "
     "boolean"},
    {"[guards]\niterations = '5'\n",
     "t.toml:2:14: \"guards.iterations\" must be a whole number, not a text"},
    {"[guards]\nlevel = 1\n",
     "t.toml:2:9: \"guards.level\" must be one of \"proven\" and \"all\", not an integer"},
    {"[names]\nreason.os.path = 'x'\n",
     "t.toml:2:8: \"names.reason.os\" must be a text (a name with dots goes into quotes), not a "
     "table"},
    {"[imports]\nreason = 'x'\n",
     "t.toml:2:10: \"imports.reason\" must be a table of texts, not a text"},
    {"extends = 'default'\n",
     "t.toml:1:11: \"extends\" must be a list of built-in sets and files, not a text"},
    {"extends = [1]\n",
     "t.toml:1:12: \"extends\" must be a list of built-in sets and files, but an element is an "
     "integer"},
    {"custom = 1\n",
     "t.toml:1:10: \"custom\" must be an array of tables, as in [[custom]], not an integer"},
    {"[rules.severity]\nST101 = 1\n",
     "t.toml:2:9: \"rules.severity.ST101\" must be one of \"error\", \"warning\" and \"info\""},
    // bad values
    {"python = '2.7'\n", "t.toml:1:10: \"python\" must be \"3.9\" to \"3.14\", not \"2.7\""},
    {"[limits]\nwall = '5 sec'\n",
     "t.toml:2:8: \"5 sec\" is not a duration: write a whole number and one of ms, s, min, h, as "
     "in "
     "\"250 ms\""},
    {"[limits]\nwall = '0 s'\n", "t.toml:2:8: \"limits.wall\" must be more than no time at all"},
    {"[limits]\nmemory = '1 GB'\n",
     "t.toml:2:10: \"1 GB\" is not a size: write a whole number and one of B, KiB, MiB, GiB, as in "
     "\"64 MiB\""},
    {"[limits]\nmemory = -1\n", "t.toml:2:10: \"limits.memory\" must not be negative"},
    {"[limits]\nrecursion = 0\n",
     "t.toml:2:13: \"limits.recursion\" must be from 1 to 2147483647, not 0"},
    {"[guards]\niterations = -1\n",
     "t.toml:2:14: \"guards.iterations\" must be from 0 to 9223372036854775807, not -1"},
    {"[guards]\nlevel = 'al'\n",
     "t.toml:2:9: \"guards.level\" must be one of \"proven\" and \"all\", not \"al\""},
    {"[names]\nforbid-matching = ['(']\n",
     "t.toml:2:20: \"(\" is not a regular expression of RE2: missing ): ("},
    {"[names]\nforbid = ['os system']\n",
     "t.toml:2:11: \"os system\" is not a name: write it as in \"eval\" or \"os.system\""},
    {"[imports]\nallow = ['*']\n",
     "t.toml:2:10: \"*\" does not say what may be imported: write \"math\", \"collections.*\" or "
     "\"datetime.datetime\""},
    {"[definitions]\ndunder-methods = ['init']\n",
     "t.toml:2:19: \"init\" is not a double-underscore name such as \"__init__\", or \"*\""},
    {"[constructs]\nforbid = ['asinc']\n",
     "t.toml:2:11: no construct \"asinc\"; did you mean \"async\"?"},
    {"[rules]\ndisable = ['ST999']\n",
     "t.toml:2:12: no rule \"ST999\"; `stockade rules list` names them"},
    {"[rules]\ndisable = ['forbiden-name']\n",
     "t.toml:2:12: no rule \"forbiden-name\"; did you mean \"forbidden-name\"?"},
    {"[rules]\ndisable = ['ST009']\n",
     "t.toml:2:12: \"ST009\" is a finding of intake or syntax, which stays as it is"},
    {"[rules.severity]\nST101 = 'fatal'\n",
     "t.toml:2:9: \"rules.severity.ST101\" must be one of \"error\", \"warning\" and \"info\""},
    {"[imports]\nremove-allow = ['os']\n",
     "t.toml:2:17: \"os\" is not in the inherited \"imports.allow\", so it cannot be removed"},
    // custom rules
    {"[[custom]]\ncode = 'A1'\nquery = '(call) @here'\n",
     "t.toml:1:1: a [[custom]] rule needs \"message\""},
    {"[[custom]]\ncode = 'a1'\nquery = '(call) @here'\nmessage = 'm'\n",
     "t.toml:2:8: \"a1\" is not a code: use capitals, digits, - and _, at most 32, as in "
     "\"COURSE001\""},
    {"[[custom]]\ncode = 'ST101'\nquery = '(call) @here'\nmessage = 'm'\n",
     "t.toml:2:8: \"ST101\" is a code of Stockade's own; use another prefix than ST"},
    {"[[custom]]\ncode = 'A1'\nquery = '(cal) @here'\nmessage = 'm'\n",
     "t.toml:3:9: the query of \"A1\" is wrong at byte 1: no such node kind"},
    {"[[custom]]\ncode = 'A1'\nquerry = '(call) @here'\nmessage = 'm'\n",
     "t.toml:3:1: unknown key \"querry\" in [[custom]]; did you mean \"query\"?"},
    {"[[custom]]\ncode = 'A1'\nquery = '(call) @here'\nmessage = 'm'\nseverity = 'bad'\n",
     "t.toml:5:12: \"custom.severity\" must be one of \"error\", \"warning\" and \"info\""},
    // extends
    {"extends = ['nothing.toml']\n",
     "t.toml:1:12: no rule set \"nothing.toml\": there is no such file, and the built-in sets are "
     "\"default\", \"strict\", \"education\", \"judge\", \"agent\", \"data-science\" and "
     "\"restrictedpython\""},
    {"extends = ['defualt']\n",
     "t.toml:1:12: no rule set \"defualt\": there is no such file, and the built-in sets are "
     "\"default\", \"strict\", \"education\", \"judge\", \"agent\", \"data-science\" and "
     "\"restrictedpython\"; did you mean \"default\"?"},
};

INSTANTIATE_TEST_SUITE_P(All, LoaderErrors, testing::ValuesIn(kErrors));

TEST(Loader, SaysWhereTextIsNotToml) {
  const Result<RuleSet> set = ParseRuleSet("[names]\nforbid = [\n", "t.toml");
  ASSERT_FALSE(set.has_value());
  EXPECT_EQ(set.error().code, ErrorCode::kMalformed);
  EXPECT_EQ(set.error().line, 2u);
  EXPECT_TRUE(set.error().message.starts_with("not TOML: ")) << set.error().message;
}

TEST(Loader, EveryErrorHasItsCode) {
  const auto code = [](std::string_view toml) {
    const Result<RuleSet> set = ParseRuleSet(toml, "t.toml");
    EXPECT_FALSE(set.has_value()) << toml;
    return set.error().code;
  };
  EXPECT_EQ(code("x = 1\n"), ErrorCode::kUnknownKey);
  EXPECT_EQ(code("python = 1\n"), ErrorCode::kWrongType);
  EXPECT_EQ(code("python = '1'\n"), ErrorCode::kBadValue);
  EXPECT_EQ(code("x\n"), ErrorCode::kMalformed);
  EXPECT_EQ(code("[=]\n"), ErrorCode::kMalformed);
  EXPECT_EQ(code("\u00e7 = 1\n"), ErrorCode::kMalformed);
  EXPECT_EQ(code("extends = ['no.toml']\n"), ErrorCode::kNotFound);
  EXPECT_EQ(LoadRuleSet("/").error().code, ErrorCode::kUnreadable);
  EXPECT_EQ(LoadRuleSet("nowhere.toml").error().code, ErrorCode::kNotFound);
}

TEST(Loader, LoadsEveryBuiltinSet) {
  EXPECT_EQ(BuiltinNames().front(), "default");
  EXPECT_EQ(BuiltinNames().size(), 7u);
  for (std::string_view name : BuiltinNames()) {
    SCOPED_TRACE(std::string(name));
    const Result<RuleSet> set = LoadRuleSet(name);
    ASSERT_TRUE(set.has_value()) << Text(set.error());
    EXPECT_EQ(set->name, name);
    EXPECT_EQ(set->source, fmt::format("built-in rule set {}", name));
    EXPECT_EQ(set->digest.size(), 32u);
    // Each starts with a comment that says whom it is for.
    EXPECT_TRUE(BuiltinText(name).starts_with(fmt::format("# {}: for ", name)));
    EXPECT_TRUE(Configure(*set).has_value());
  }
}

// The build has read the built-in sets; reading their texts gives the same.
TEST(Loader, CompiledSetsAreTheirTexts) {
  for (std::string_view name : BuiltinNames()) {
    SCOPED_TRACE(std::string(name));
    const Result<RuleSet> compiled = LoadRuleSet(name);
    ASSERT_TRUE(compiled.has_value()) << Text(compiled.error());
    const Result<RuleSet> read = ParseRuleSet(BuiltinText(name), "text.toml");
    ASSERT_TRUE(read.has_value()) << Text(read.error());
    EXPECT_EQ(EffectiveToml(*compiled), EffectiveToml(*read));
    EXPECT_EQ(compiled->digest, read->digest);
    // A second one is read onto the first as its text would be.
    const RuleSet twice = SetOf(fmt::format("extends = ['{}', '{}']\n", name, name));
    EXPECT_EQ(EffectiveToml(twice), EffectiveToml(*read));
  }
}

TEST(Loader, ExtendsDefaultUnlessToldOtherwise) {
  EXPECT_TRUE(Has(SetOf("").imports, "math"));
  EXPECT_FALSE(Has(SetOf("extends = []\n").imports, "math"));
  EXPECT_TRUE(Has(SetOf("extends = ['judge']\n").imports, "sys"));
}

TEST(Loader, MergesListsAndTablesAndOverridesTheRest) {
  const RuleSet set = SetOf(
      "[imports]\nallow = ['os', 'math']\nreason.x = 'y'\n[limits]\nwall = '7 s'\n"
      "[names]\nreason.eval = 'no'\n");
  EXPECT_TRUE(Has(set.imports, "os"));
  EXPECT_EQ(std::count(set.imports.begin(), set.imports.end(), "math"), 1);
  EXPECT_EQ(set.import_reasons.at("x"), "y");
  EXPECT_TRUE(set.import_reasons.contains("os"));
  EXPECT_EQ(set.names.reason.at("eval"), "no");
  EXPECT_EQ(set.wall, std::chrono::seconds(7));
}

TEST(Loader, RemovesInheritedElements) {
  const RuleSet set = SetOf("[imports]\nremove-allow = ['math']\nallow = ['os']\n");
  EXPECT_FALSE(Has(set.imports, "math"));
  EXPECT_TRUE(Has(set.imports, "os"));
}

TEST(Loader, ReadsEveryKindOfValue) {
  const RuleSet set = SetOf(
      "extends = []\npython = '3.13'\n[submission]\nmax-bytes = 1000\nmax-nesting = 7\n"
      "suppressions = 'allow'\n[names]\nforbid = ['eval', 'os.system']\nforbid-matching = ['^x']\n"
      "[attributes]\ncomputed = 'forbid'\n[definitions]\ndunder-methods = ['*']\n"
      "[constructs]\nforbid = ['while']\n[guards]\nlevel = 'all'\niterations = 5\n"
      "[limits]\ncpu = '2 min'\nmemory = '1 GiB'\nrecursion = 50\n"
      "[rules]\ndisable = ['ST606']\n[rules.severity]\nforbidden-name = 'info'\n"
      "[[custom]]\ncode = 'A1'\nquery = '(call) @here'\nmessage = 'm'\nseverity = 'warning'\n");
  EXPECT_EQ(set.python.minor, 13);
  EXPECT_EQ(set.intake.max_bytes, 1000u);
  EXPECT_EQ(set.intake.max_nesting, 7u);
  EXPECT_TRUE(set.allow_suppressions);
  EXPECT_EQ(set.computed_attributes, ComputedPolicy::kForbid);
  EXPECT_EQ(set.forbidden_constructs, std::vector<std::string>{"while"});
  EXPECT_EQ(set.guard_level, GuardLevel::kAll);
  EXPECT_EQ(set.iterations, 5u);
  EXPECT_EQ(set.cpu, std::chrono::minutes(2));
  EXPECT_EQ(set.memory_bytes, 1ull << 30);
  EXPECT_EQ(set.recursion, 50);
  EXPECT_EQ(set.severities.at("forbidden-name"), analyzer::Severity::kInfo);
  ASSERT_EQ(set.custom.size(), 1u);
  EXPECT_EQ(set.custom[0].severity, analyzer::Severity::kWarning);
}

TEST(Loader, DigestFollowsTheEffectiveSettings) {
  EXPECT_EQ(SetOf("").digest, SetOf("# a comment\n").digest);
  EXPECT_EQ(SetOf("").digest, LoadRuleSet("default")->digest);
  EXPECT_NE(SetOf("").digest, SetOf("[limits]\nwall = '7 s'\n").digest);
}

TEST(Loader, FollowsFilesRelativeToTheFile) {
  const Folder folder;
  folder.Write("base/a.toml", "extends = ['b.toml']\n[limits]\nwall = '1 s'\n");
  folder.Write("base/b.toml", "extends = ['strict']\n[limits]\nwall = '9 s'\ncpu = '9 s'\n");
  const std::string top = folder.Write("top.toml", "extends = ['base/a.toml']\n");
  const Result<RuleSet> set = LoadRuleSet(top);
  ASSERT_TRUE(set.has_value()) << Text(set.error());
  EXPECT_EQ(set->name, top);
  EXPECT_EQ(set->wall, std::chrono::seconds(1));
  EXPECT_EQ(set->cpu, std::chrono::seconds(9));
  EXPECT_EQ(set->computed_attributes, ComputedPolicy::kForbid);
}

TEST(Loader, NamesTheFileThatIsWrong) {
  const Folder folder;
  const std::string base = folder.Write("base.toml", "\n[names]\nforbd = []\n");
  const std::string top = folder.Write("top.toml", "extends = ['base.toml']\n");
  EXPECT_EQ(Text(LoadRuleSet(top).error()),
            base + ":3:1: unknown key \"forbd\" in [names]; did you mean \"forbid\"?");
}

TEST(Loader, SeesCircles) {
  const Folder folder;
  const std::string a = folder.Write("a.toml", "extends = ['b.toml']\n");
  const std::string b = folder.Write("b.toml", "extends = ['./a.toml']\n");
  const Result<RuleSet> set = LoadRuleSet(a);
  ASSERT_FALSE(set.has_value());
  EXPECT_EQ(set.error().code, ErrorCode::kCycle);
  EXPECT_EQ(Text(set.error()),
            fmt::format("{}:1:12: \"extends\" goes in a circle: {} -> {} -> {}", b, a, b, a));
  // The same set twice, but not in a circle.
  folder.Write("c.toml", "extends = ['strict']\n");
  const std::string d = folder.Write("d.toml", "extends = ['c.toml', 'c.toml', 'default']\n");
  EXPECT_TRUE(LoadRuleSet(d).has_value());
}

// Whatever a key is given, the answer is a rule set or an error with its place.
TEST(Loader, SaysOfEveryKeyAndValueWhereItIsWrong) {
  constexpr std::string_view kValues[] = {
      "1",   "-1",   "'x y'", "''",   "true",  "1.5",        "nan", "99999999999999999999",
      "[1]", "[[]]", "[{}]",  "'\\'", "{a=1}", "1979-05-27", "[",   "\"\\u0000\""};
  size_t errors = 0;
  for (const SettingRow& row : Settings()) {
    for (const std::string_view value : kValues) {
      const std::string toml = fmt::format("# a comment\n{} = {}\n", row.path, value);
      const Result<RuleSet> set = ParseRuleSet(toml, "t.toml");
      if (set) continue;
      ++errors;
      EXPECT_GE(set.error().line, 2u) << toml;
      EXPECT_GE(set.error().column, 1u) << toml;
      EXPECT_EQ(set.error().message.find('\n'), std::string::npos) << toml;
    }
  }
  EXPECT_GT(errors, Settings().size() * 8);
}

TEST(Loader, TakesEveryFormOfText) {
  EXPECT_EQ(SetOf("").digest, SetOf("\xEF\xBB\xBF[names]\r\nforbid = []\r\n").digest);
  for (const std::string& toml :
       {std::string("\xFF\xFE\0", 3), std::string("\0", 1), std::string(5000, '['),
        "a=" + std::string(5000, '['), std::string("[names]\nforbid=[]\nforbid=[]\n"),
        std::string("[names]\n[names]\n"), std::string("[n\xC3\xA4mes]\n"), std::string("x")}) {
    const Result<RuleSet> set = ParseRuleSet(toml, "t.toml");
    ASSERT_FALSE(set.has_value());
    EXPECT_GE(set.error().line, 1u);
    EXPECT_GE(set.error().column, 1u);
  }
}

TEST(Loader, FindsTheProjectsSet) {
  const Folder folder;
  folder.Write("p/src/deep/x.py", "");
  EXPECT_EQ(FindProjectRuleSet(folder.path() + "/p/src/deep")->name, "");
  const std::string shared = folder.Write(
      "p/pyproject.toml", "[project]\nname = 'x'\n[tool.stockade]\nlimits.wall = '3 s'\n");
  Result<RuleSet> set = FindProjectRuleSet(folder.path() + "/p/src/deep");
  ASSERT_TRUE(set.has_value()) << Text(set.error());
  EXPECT_EQ(set->source, shared);
  EXPECT_EQ(set->wall, std::chrono::seconds(3));
  // A file of our own wins over the shared one of the same folder, the nearer folder over both.
  const std::string own = folder.Write("p/stockade.toml", "limits.wall = '4 s'\n");
  EXPECT_EQ(FindProjectRuleSet(folder.path() + "/p/src")->source, own);
  const std::string near = folder.Write("p/src/stockade.toml", "limits.wall = '5 s'\n");
  EXPECT_EQ(FindProjectRuleSet(folder.path() + "/p/src/deep")->source, near);
}

TEST(Loader, PassesOverAPyprojectThatIsNotOurs) {
  const Folder folder;
  folder.Write("p/pyproject.toml", "[project]\nname = 'x'\n");
  folder.Write("stockade.toml", "limits.wall = '4 s'\n");
  EXPECT_EQ(FindProjectRuleSet(folder.path() + "/p")->source, folder.path() + "/stockade.toml");
}

TEST(Loader, ReportsErrorsInPyproject) {
  const Folder folder;
  const std::string file = folder.Write("pyproject.toml", "[tool.stockade]\nwal = 1\n");
  EXPECT_EQ(FindProjectRuleSet(folder.path()).error().line, 2u);
  EXPECT_EQ(FindProjectRuleSet(folder.path()).error().file, file);
}

// Data of the sets against the guard table: what a rule lets through the guards let through.
TEST(BuiltinSets, AgreeWithTheGuardTable) {
  const RuleSet set = *LoadRuleSet("default");
  std::vector<std::string> readable;
  for (const executor::DunderRow& row : executor::kDunders) {
    if (row.verdict == executor::DunderVerdict::kRead) readable.emplace_back(row.name);
  }
  std::vector<std::string> allowed = set.attributes.allow;
  std::sort(readable.begin(), readable.end());
  std::sort(allowed.begin(), allowed.end());
  EXPECT_EQ(allowed, readable);
  for (std::string_view name : BuiltinNames()) {
    for (const executor::DunderRow& row : executor::kDunders) {
      if (row.verdict == executor::DunderVerdict::kRead) continue;
      EXPECT_FALSE(Has(LoadRuleSet(name)->attributes.allow, row.name)) << name << " " << row.name;
    }
  }
}

}  // namespace
}  // namespace stockade::rules
