// Modules of the host's own: what a rule set lists is there, and nothing that the module imports,
// keeps or is made of.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "executor/verdict.h"
#include "tools/pipeline.h"

namespace stockade {
namespace {

using ::testing::HasSubstr;

constexpr std::string_view kModule =
    "[[modules]]\n"
    "name = \"shop_rules\"\n"
    "folder = \"" STOCKADE_TEST_MODULES
    "\"\n"
    "names = [\"price\", \"Basket\", \"Closed\", \"Line\", \"RATES\", \"SIZES\", \"seen\", "
    "\"forked\"]\n"
    "writable = [\"Basket\"]\n"
    "hidden.load = \"it reads files\"\n"
    "wrapped.field = \"shop_prices.careful_field\"\n";

std::string Rules(std::string_view module, std::string_view more = "") {
  return "extends = [\"default\"]\n" + std::string(more) + std::string(module);
}

// What a run prints, or what kept it from running.
class HostModules : public ::testing::TestWithParam<bool> {
 protected:
  void SetUp() override {
    auto set = rules::ParseRuleSet(Rules(kModule, GetParam() ? "[guards]\nlevel = \"all\"\n" : ""),
                                   "<test>");
    ASSERT_TRUE(set.has_value()) << set.error().message;
    PipelineOptions options{.set = &*set, .pool = 1};
    auto made = Pipeline::Create(options);
    ASSERT_TRUE(made.has_value()) << made.error().message;
    checked_.emplace(std::move(*made));
    options.check = false;
    auto unchecked = Pipeline::Create(options);
    ASSERT_TRUE(unchecked.has_value()) << unchecked.error().message;
    unchecked_.emplace(std::move(*unchecked));
  }

  static std::string Of(Pipeline& pipeline, std::string_view text) {
    auto result = pipeline.Run(text, {});
    if (!result) return result.error().message;
    if (!result->findings.empty())
      return result->findings[0].code + " " + result->findings[0].message;
    const executor::Outcome& outcome = result->outcome;
    if (outcome.exception) return outcome.exception->type + ": " + outcome.exception->message;
    return outcome.verdict == executor::Verdict::kOk ? outcome.out : outcome.message;
  }
  std::string Run(std::string_view text) { return Of(*checked_, text); }
  // With the rules off: what the worker says alone.
  std::string Alone(std::string_view text) { return Of(*unchecked_, text); }

  std::optional<Pipeline> checked_, unchecked_;
};

TEST_P(HostModules, ShowWhatIsListed) {
  EXPECT_EQ(Run("import shop_rules\n"
                "from shop_rules import Basket, Line\n"
                "b = Basket('Ada').add('tea', 2).add('jam')\n"
                "b.owner = 'Bob'\n"
                "print(b, shop_rules.price('tea'), shop_rules.seen(), shop_rules.RATES['jam'])\n"
                "print(Line('tea'), isinstance(b, shop_rules.Basket), shop_rules)\n"
                "print(shop_rules.field(Line('tea', 4), 'count'))\n"
                "class Big(Basket):\n"
                "    def add(self, item, count=1):\n"
                "        self.big = True\n"
                "        return super().add(item, count * 10)\n"
                "print(Big('Eve').add('tea').total, sorted(dir(shop_rules))[:4])\n"),
            "Basket(owner='Bob', total=12.0) 3.0 2 2\n"
            "Line(item='tea', count=1) True <module 'shop_rules'>\n"
            "4\n"
            "30.0 ['Basket', 'Closed', 'Line', 'RATES']\n");
}

// Only the library's own hooks are known to be of no use in a worker.
TEST_P(HostModules, AreToldOfTheFork) {
  EXPECT_EQ(Run("import shop_rules\nprint(shop_rules.forked())\n"), "1\n");
}

TEST_P(HostModules, WhatIsNotListedIsAFindingAndAnError) {
  EXPECT_EQ(Run("import shop_rules\nshop_rules.load('x')\n"),
            "ST205 \"load\" of shop_rules is not there in a run: it reads files");
  EXPECT_EQ(Run("from shop_rules import history\n"),
            "ST205 \"history\" of shop_rules is not there in a run: the rule set does not list it");
  EXPECT_EQ(Run("import shop_prices\n").substr(0, 56),
            "ST201 module \"shop_prices\" may not be imported here");
  EXPECT_EQ(Alone("import shop_rules\nshop_rules.load('x')\n"),
            "AttributeError: attribute 'load' of module 'shop_rules' is not available here: it "
            "reads files");
  EXPECT_EQ(Alone("from shop_rules import history\n"),
            "ImportError: cannot import name 'history' from 'shop_rules'");
  EXPECT_THAT(Alone("import shop_prices\n"), HasSubstr("import of 'shop_prices' is not allowed"));
}

// Each with the rules off; none may print REACHED.
TEST_P(HostModules, NothingBehindThemIsReached) {
  const char* const attacks[] = {
      "shop_rules.os",
      "shop_rules.shop_prices",
      "shop_rules._secret",
      "shop_rules.__dict__",
      "shop_rules.__builtins__",
      "shop_rules.__loader__",
      "shop_rules.leak",
      "shop_rules.RULES_FILE",
      "shop_rules.price.__globals__",
      "shop_rules.price.__code__",
      "shop_rules.price.__builtins__",
      "getattr(shop_rules.price, '__glo' + 'bals__')",
      "'{0.__globals__}'.format(shop_rules.price)",
      "shop_rules.Basket.add.__globals__",
      "shop_rules.Basket._audit",
      "shop_rules.Basket('a')._audit()",
      "shop_rules.Basket.__subclasses__()",
      "shop_rules.Basket.__dict__",
      "shop_rules.Basket.__mro__",
      "shop_rules.Basket.__init__.__globals__",
      "from shop_rules import os",
      "from shop_rules import *; os",
      "import shop_rules.os",
      "import shop_prices",
      // Writes.
      "shop_rules.price = len",
      "shop_rules.x = 1",
      "del shop_rules.price",
      "shop_rules.Basket.add = len",
      "shop_rules.Basket.x = 1",
      "shop_rules.Closed().limit = 4",
      "shop_rules.price.__doc__ = ''",
      "shop_rules.price.__defaults__ = ()",
      "shop_rules.price.__wrapped__ = 1",
      "setattr(shop_rules.Closed, 'limit', 4)",
  };
  for (const std::string attack : attacks) {
    EXPECT_THAT(Alone("import shop_rules\n" + attack + "\nprint('REACHED')\n"),
                ::testing::Not(HasSubstr("REACHED")))
        << attack;
  }
}

TEST_P(HostModules, WhatOneRunDoesTheNextDoesNotSee) {
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(Run("import shop_rules\n"
                  "shop_rules.RATES['tea'] = 100\nshop_rules.SIZES.append('huge')\n"
                  "shop_rules.Basket('a').add('tea')\n"
                  "print(shop_rules.price('tea'), len(shop_rules.SIZES), shop_rules.seen())\n"),
              // What is shown of a dict is a copy: the module's own stays as it is.
              "3.0 3 1\n");
  }
}

INSTANTIATE_TEST_SUITE_P(Levels, HostModules, ::testing::Bool(), [](const auto& level) {
  return std::string(level.param ? "all" : "proven");
});

// Why no worker starts.
std::string Trouble(std::string_view module) {
  auto set = rules::ParseRuleSet(Rules(module), "<test>");
  if (!set) return set.error().message;
  auto pipeline = Pipeline::Create({.set = &*set, .pool = 1});
  if (!pipeline) return pipeline.error().message;
  auto result = pipeline->Run("print(1)", {});
  return result ? "ran" : result.error().message;
}

TEST(HostModuleTrouble, IsToldWhenWorkersStart) {
  const std::string folder = "folder = \"" STOCKADE_TEST_MODULES "\"\n";
  EXPECT_THAT(
      Trouble("[[modules]]\nname = \"shop_broken\"\nnames = [\"x\"]\n" + folder),
      HasSubstr("the host's module 'shop_broken' cannot be imported: ValueError: no licence "
                "for this shop"));
  EXPECT_THAT(Trouble("[[modules]]\nname = \"shop_none\"\nnames = [\"x\"]\n" + folder),
              HasSubstr("the host's module 'shop_none' cannot be imported: ModuleNotFoundError"));
  EXPECT_THAT(Trouble("[[modules]]\nname = \"shop_rules\"\nnames = [\"prise\"]\n" + folder),
              HasSubstr("the host's module 'shop_rules' cannot show 'prise': AttributeError"));
  EXPECT_THAT(Trouble("[[modules]]\nname = \"shop_rules\"\nnames = [\"os\"]\n" + folder),
              HasSubstr("cannot show 'os'"));
  EXPECT_THAT(Trouble("[[modules]]\nname = \"shop_rules\"\nnames = [\"price\"]\n" + folder +
                      "wrapped.field = \"shop_prices.none\"\n"),
              HasSubstr("cannot show 'field': AttributeError"));
  EXPECT_THAT(Trouble("[[modules]]\nname = \"shop_rules\"\nnames = [\"price\"]\n" + folder +
                      "writable = [\"price\"]\n"),
              HasSubstr("has no class 'price' to be written to"));
}

TEST(HostModuleTrouble, IsToldWhenTheRulesAreRead) {
  EXPECT_EQ(Trouble("[[modules]]\nnmae = \"x\"\n"),
            "unknown key \"nmae\" in [[modules]]; did you mean \"name\"?");
  EXPECT_EQ(Trouble("[[modules]]\nnames = [\"x\"]\n"), "a [[modules]] table needs \"name\"");
  EXPECT_EQ(Trouble("[[modules]]\nname = \"math\"\nnames = [\"x\"]\n"),
            "\"math\" is a module of the standard library, which [imports] allow is about");
  EXPECT_EQ(Trouble("[[modules]]\nname = \"shop\"\n"),
            "the module \"shop\" shows nothing: list \"names\"");
  EXPECT_EQ(Trouble("[[modules]]\nname = \"shop\"\nnames = [\"_x\"]\n"),
            "\"_x\" of the module \"shop\" is not a name that a submission may use");
  EXPECT_EQ(Trouble("[[modules]]\nname = \"shop\"\nnames = [\"x\"]\nhidden.x = \"no\"\n"),
            "\"x\" of the module \"shop\" is shown, and hidden or wrapped as well");
  EXPECT_EQ(Trouble("[[modules]]\nname = \"shop\"\nnames = \"x\"\n"),
            "\"modules.names\" must be a list of names, not a text");
  EXPECT_EQ(Trouble("[[overrides]]\npaths = [\"*\"]\n[[overrides.modules]]\nname = \"shop\"\n"),
            "\"modules\" cannot stand in [[overrides]]");
}

// A tree that is checked must not get its own code run.
TEST(HostModuleTrouble, SettingsThatAreFoundHaveNone) {
  const std::filesystem::path folder =
      std::filesystem::temp_directory_path() / "stockade_host_modules_test";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "stockade.toml") << Rules(kModule);
  auto found = rules::FindProjectRuleSet(folder.string());
  std::filesystem::remove_all(folder);
  ASSERT_FALSE(found.has_value());
  EXPECT_THAT(found.error().message, HasSubstr("named by the caller"));
}

}  // namespace
}  // namespace stockade
