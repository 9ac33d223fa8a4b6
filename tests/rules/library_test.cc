// The rule sets allow what a run provides, and what it does not provide is refused with a reason.
// Both sides are read from the worker's own tables.
#include "rules/library.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "tests/rules/check_text.h"

namespace stockade::rules {
namespace {

struct Row {
  std::string_view module, names;
};
constexpr Row kFacades[] = {
#define STOCKADE_FACADE(module, names) {module, names},
#define STOCKADE_FACADE_SINCE(minor, module, names) {module, names},
#define STOCKADE_FACADE_BEFORE(minor, module, names) {module, names},
#define STOCKADE_WRAPPED(module, name, replacement, reason) {module, name},
#include "executor/worker/facades.def"
};
constexpr Row kHidden[] = {
#define STOCKADE_HIDDEN(module, names, reason) {module, names},
#include "executor/worker/facades.def"
};
constexpr Row kRefused[] = {
    {{}, {}},
#define STOCKADE_REFUSED(module, reason) {module, reason},
#include "executor/worker/facades.def"
};
constexpr std::string_view kProvidedBuiltins[] = {
#define STOCKADE_AS_IS(name) name,
#define STOCKADE_CURATED(name, reason) name,
#include "executor/worker/builtins.def"
};
constexpr std::string_view kAbsentBuiltins[] = {
#define STOCKADE_ABSENT(name, instead) name,
#include "executor/worker/builtins.def"
};
constexpr std::string_view kMethods[] = {
#define STOCKADE_METHOD(name) name,
#include "executor/worker/definitions.def"
};

// Sets that are for runs; "default" is what the others extend.
RuleSet SetOf(std::string_view name) { return *LoadRuleSet(name); }

TEST(Library, EveryAllowedModuleHasAFacade) {
  for (std::string_view name : BuiltinNames()) {
    for (const std::string& entry : SetOf(name).imports) {
      std::string_view module = entry;
      if (module.ends_with(".*")) module.remove_suffix(2);
      const std::string_view owner = module.substr(0, module.rfind('.'));
      EXPECT_TRUE(IsProvidedModule(module) || (owner != module && IsProvidedModule(owner)))
          << "the rule set " << name << " allows " << entry << ", which no run provides";
    }
  }
}

// A program is not refused what a run would provide.
TEST(Library, EveryFacadeIsOpenInTheSetsThatItIsFor) {
  const std::set<std::string_view> not_by_default = {"sys",     "os",        "os.path", "posixpath",
                                                     "asyncio", "threading", "numpy"};
  const Checker by_default = Checker::Load("default"), judge = Checker::Load("judge");
  for (const Row& row : kFacades) {
    const std::string_view top = row.module.substr(0, row.module.find('.'));
    const bool special = not_by_default.contains(row.module) || not_by_default.contains(top);
    if (row.module == "posixpath" || top == "numpy") continue;
    const std::string text = fmt::format("import {}\n", row.module);
    EXPECT_EQ((special ? judge : by_default).Codes(text), std::vector<std::string>{}) << row.module;
    if (special) {
      EXPECT_EQ(by_default.Codes(text), std::vector<std::string>{"ST201"}) << row.module;
    }
  }
}

std::vector<std::string> Split(std::string_view names) {
  std::vector<std::string> out;
  while (!names.empty()) {
    const size_t space = std::min(names.find(' '), names.size());
    out.emplace_back(names.substr(0, space));
    names.remove_prefix(std::min(space + 1, names.size()));
  }
  return out;
}

// "import a.b" and the text that reads a name of it.
std::string Reads(std::string_view module, std::string_view name) {
  return fmt::format("import {}\nprint({}.{})\n", module, module, name);
}

TEST(Library, EveryProvidedNameIsAllowed) {
  // A run has these for isinstance alone; what is made with them is code, so that the text is not
  // to name them.
  const std::set<std::string> makers = {"types.CodeType", "types.FunctionType", "types.LambdaType",
                                        "types.ModuleType", "types.coroutine"};
  std::set<std::string> hidden;
  for (const Row& row : kHidden) {
    for (const std::string& name : Split(row.names)) {
      hidden.insert(fmt::format("{}.{}", row.module, name));
    }
  }
  const Checker checker = Checker::Load("judge");
  for (const Row& row : kFacades) {
    // __future__ is for from-imports.
    if (row.module == "posixpath" || row.module == "__future__" ||
        row.module.starts_with("numpy")) {
      continue;
    }
    for (const std::string& name : Split(row.names)) {
      const std::string qualified = fmt::format("{}.{}", row.module, name);
      if (makers.contains(qualified) || hidden.contains(qualified)) continue;
      const std::vector<std::string> lines = checker.Lines(Reads(row.module, name));
      EXPECT_EQ(lines, std::vector<std::string>{}) << qualified;
    }
  }
}

TEST(Library, EveryRefusedModuleHasItsReason) {
  const Checker checker = Checker::Load("judge");
  for (const Row& row : kRefused) {
    if (row.module.empty()) continue;
    const auto report = checker.Check(fmt::format("import {}\n", row.module));
    ASSERT_GE(report.diagnostics.size(), 1u) << row.module;
    EXPECT_EQ(report.diagnostics[0].code, "ST201") << row.module;
    EXPECT_FALSE(report.diagnostics[0].help.starts_with("allowed: ")) << row.module;
  }
}

TEST(Library, EveryWithheldNameIsRefused) {
  const Checker checker = Checker::Load("judge");
  for (const Row& row : kHidden) {
    if (row.module == "posixpath" || row.module.starts_with("numpy")) continue;
    for (const std::string& name : Split(row.names)) {
      EXPECT_NE(checker.Codes(Reads(row.module, name)), std::vector<std::string>{})
          << row.module << "." << name;
      EXPECT_NE(checker.Codes(fmt::format("from {} import {}\n", row.module, name)),
                std::vector<std::string>{})
          << row.module << "." << name;
    }
  }
}

TEST(Library, BuiltinsAreAllowedIfARunHasThem) {
  const Checker checker = Checker::Load("default");
  for (std::string_view name : kProvidedBuiltins) {
    if (name == "__import__" || name == "__build_class__") continue;  // statements use them
    EXPECT_EQ(checker.Lines("x = " + std::string(name) + "\n"), std::vector<std::string>{});
  }
  for (std::string_view name : kAbsentBuiltins) {
    const auto report = checker.Check("x = " + std::string(name) + "\n");
    ASSERT_EQ(report.diagnostics.size(), 1u) << name;
    EXPECT_EQ(report.diagnostics[0].code, "ST101");
    EXPECT_FALSE(report.diagnostics[0].help.empty()) << name << " needs [names] reason";
  }
}

TEST(Library, ClassesMayDefineWhatARunLetsThem) {
  // The compiler writes them, some since 3.12; __del__ has no place in a run that ends with its
  // process.
  const std::set<std::string_view> not_for_rules = {
      "__module__",      "__classcell__",         "__type_params__", "__classdictcell__",
      "__firstlineno__", "__static_attributes__", "__del__"};
  const Checker checker = Checker::Load("default");
  for (std::string_view name : kMethods) {
    const std::vector<std::string> codes =
        checker.Codes("class C:\n    " + std::string(name) + " = None\n");
    EXPECT_EQ(codes.empty(), !not_for_rules.contains(name)) << name;
  }
  for (const std::string& name : SetOf("default").dunder_methods) {
    EXPECT_TRUE(IsProvidedDunder(name)) << "default allows " << name << ", a run does not";
  }
}

}  // namespace
}  // namespace stockade::rules
