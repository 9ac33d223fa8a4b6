// tests/corpus/_evasions/ and _evasions_own/: one way each to get hold of something that is not
// allowed. The last line of a file says which findings each rule set makes, all of them, and where
// they start (line:column; "-" for none):
//
//   # evasion: layer=S default=ST201@1:8 strict=ST201@1:8
//
// layer is what can decide it: S the text, S* only the way there, G the run-time guard, O the
// kernel. Everything is found under `strict`; what the text decides is found under `default`.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <re2/re2.h>

#include <algorithm>
#include <filesystem>

#include "tests/rules/check_text.h"

namespace stockade::rules {
namespace {

const std::string kFolder = STOCKADE_SOURCE_DIR "/tests/corpus/_evasions";
const std::string kOwnFolder = STOCKADE_SOURCE_DIR "/tests/corpus/_evasions_own";

struct Evasion {
  std::string path, layer;
  std::vector<std::string> by_default, by_strict;
};

std::vector<std::string> Split(std::string_view list) {
  std::vector<std::string> out;
  while (!list.empty() && list != "-") {
    const size_t comma = std::min(list.find(','), list.size());
    out.emplace_back(list.substr(0, comma));
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return out;
}

class EvasionTest : public testing::TestWithParam<std::string> {};

Evasion Read(const std::string& path) {
  static const RE2 line(R"(\n# evasion: layer=(\S+) default=(\S+) strict=(\S+)\n\z)", RE2::Latin1);
  Evasion out{path, {}, {}, {}};
  std::string by_default, by_strict;
  if (RE2::PartialMatch(ReadBytes(path), line, &out.layer, &by_default, &by_strict)) {
    out.by_default = Split(by_default);
    out.by_strict = Split(by_strict);
  }
  return out;
}

std::vector<std::string> Places(const Evasion& evasion, const Checker& checker) {
  std::vector<std::string> out;
  for (const analyzer::Diagnostic& d : checker.Check(ReadBytes(evasion.path)).diagnostics) {
    out.push_back(fmt::format("{}@{}:{}", d.code, d.span.start.line, d.span.start.column));
  }
  return out;
}

TEST_P(EvasionTest, IsFound) {
  const Evasion evasion = Read(GetParam());
  ASSERT_FALSE(evasion.layer.empty()) << "no `# evasion:` line at the end";
  static const Checker by_default = Checker::Load("default");
  static const Checker strict = Checker::Load("strict");
  EXPECT_FALSE(evasion.by_strict.empty()) << "strict has to find everything";
  if (evasion.layer == "S" || evasion.layer.starts_with("S,")) {
    EXPECT_FALSE(evasion.by_default.empty()) << "the text alone decides this one";
  }
  EXPECT_EQ(Places(evasion, by_default), evasion.by_default);
  EXPECT_EQ(Places(evasion, strict), evasion.by_strict);
}

std::string Name(const testing::TestParamInfo<std::string>& param) {
  std::string name = std::filesystem::path(param.param).stem().string();
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Known, EvasionTest, testing::ValuesIn(FilesIn(kFolder, ".py")), Name);
INSTANTIATE_TEST_SUITE_P(Own, EvasionTest, testing::ValuesIn(FilesIn(kOwnFolder, ".py")), Name);

// Most of the files above are found by their import line alone. With the modules allowed, the rules
// that resolve names have to find them by what they do.
TEST(Evasions, AreFoundWhenTheModuleIsAllowed) {
  const Checker open = Checker::Parse(
      "[imports]\nnames = 'any'\nallow = ['os', 'os.*', 'posix', 'pathlib', 'operator', 'string', "
      "'functools', "
      "'sys', 'types']\n[names]\nforbid = ['os.system', 'posix.system']\n");
  for (const char* name : {"import-as",         "from-as",           "posix",
                           "import-in-try",     "getattr-str",       "getattr-concat",
                           "getattr-implicit",  "getattr-rev",       "getattr-chr",
                           "getattr-hex",       "getattr-fstr",      "getattr-alias",
                           "attrgetter",        "property-setter",   "semicolon",
                           "linecont",          "paren-attr",        "noqa",
                           "file-noqa",         "nfkc-attr",         "match-class",
                           "match-args",        "lazy-from",         "submodule-chain2",
                           "global-decl",       "dunder-dict",       "vars",
                           "exc-attr",          "strformat",         "bom",
                           "type-getattribute", "getattribute-alias"}) {
    const std::vector<std::string> codes =
        open.Codes(ReadBytes(fmt::format("{}/{}.py", kFolder, name)));
    const bool found = std::any_of(codes.begin(), codes.end(), [](const std::string& code) {
      return code == "ST101" || code.starts_with("ST3");
    });
    EXPECT_TRUE(found) << name << ": " << testing::PrintToString(codes);
  }
}

TEST(Evasions, AreAllThere) {
  EXPECT_EQ(FilesIn(kFolder, ".py").size(), 145u);
  EXPECT_GE(FilesIn(kOwnFolder, ".py").size(), 350u);
}

}  // namespace
}  // namespace stockade::rules
