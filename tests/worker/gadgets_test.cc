// The gadget table is closed: each place of the library that the worker has imported and that could
// turn text into an attribute, code or an import has a row that says why it may be there.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "executor/worker/cpython.h"
#include "program.h"
#include "tools/audit/gadgets.h"

namespace stockade::audit {
namespace {

using executor::worker::Ref;
using executor::worker::Utf8;
using ::testing::ElementsAre;

std::string ReadText(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

std::vector<std::string> Kinds(const std::string& text) {
  std::vector<std::string> kinds;
  for (const GadgetSite& site : ScanModule("m.py", text, "m").sites)
    kinds.push_back(site.function + " " + site.kind);
  return kinds;
}

TEST(FindGadgets, ComputedNames) {
  EXPECT_THAT(Kinds("def f(o, n):\n    getattr(o, 'x')\n    getattr(o, n)\n    map(getattr, o)\n"),
              ElementsAre("f getattr", "f getattr"));
  EXPECT_THAT(Kinds("class A:\n    def f(self, n):\n        setattr(self, n, 1)\n"),
              ElementsAre("A.f setattr"));
}
TEST(FindGadgets, CodeAndNamespaces) {
  EXPECT_THAT(Kinds("x = eval\ny = o.__dict__\nimport sys\nsys.modules['os']\nother.modules\n"),
              ElementsAre("<module> eval", "<module> __dict__", "<module> modules"));
}
TEST(FindGadgets, ClassesFromCalls) {
  EXPECT_THAT(Kinds("type(x)\ntype('C', (), {})\ntype(*x)\n"),
              ElementsAre("<module> type", "<module> type"));
}
TEST(FindGadgets, FormatsOfWhatIsNoLiteral) {
  EXPECT_THAT(Kinds("'{}'.format(x)\ntext.format(x)\n"), ElementsAre("<module> format"));
}
TEST(FindGadgets, StoresAreNone) { EXPECT_THAT(Kinds("self.open = 1\nvars = 2\n"), ElementsAre()); }
TEST(FindGadgets, LibraryTextIsReadWithFormFeeds) {
  EXPECT_THAT(Kinds("\fx = eval\n"), ElementsAre("<module> eval"));
}
TEST(FindGadgets, Imports) {
  EXPECT_THAT(
      ScanModule("/p/__init__.py", "import a.b\nfrom . import c\nfrom .d import e\n", "p").imports,
      ElementsAre("a.b", "p", "p.c", "p.d", "p.d.e"));
  EXPECT_THAT(ScanModule("/p/q/r.py", "from . import c\nfrom .. import d\n", "p.q.r").imports,
              ElementsAre("p", "p.d", "p.q", "p.q.c"));
}

TEST(Gadgets, EverySiteOfTheWorkersLibraryHasARow) {
  executor::tests::RunProgram(
      executor::tests::Guarded(""));  // starts CPython with all façades but numpy's
  PyObject* modules = PyImport_GetModuleDict();
  PyObject *key = nullptr, *module = nullptr;
  std::set<std::string> scanned;
  int sites = 0;
  for (Py_ssize_t at = 0; PyDict_Next(modules, &at, &key, &module);) {
    if (!PyModule_Check(module)) continue;
    Ref file = Ref::Steal(PyObject_GetAttrString(module, "__file__"));
    PyErr_Clear();
    if (!file || !PyUnicode_Check(file.get())) continue;
    const std::string path = Utf8(file.get());
    if (!path.ends_with(".py") || !scanned.insert(path).second) continue;
    const ModuleScan scan = ScanModule(path, ReadText(path), Utf8(key));
    EXPECT_EQ(scan.trouble, "") << path;
    for (const GadgetSite& site : scan.sites) {
      ++sites;
      EXPECT_NE(JudgeGadget(site), nullptr)
          << path << ":" << site.line << ": " << site.kind << " in " << site.module << " "
          << site.function << " has no row in gadgets.def";
    }
  }
  EXPECT_GT(scanned.size(), 100u);
  EXPECT_GT(sites, 300);
}

// A row that says nothing, or something that is none of the verdicts, is no judgement.
TEST(Gadgets, RowsAreJudgements) {
  const std::set<std::string_view> verdicts = {"safe", "guarded", "wrapped", "hidden"};
  for (const auto& [verdict, reason] :
       std::initializer_list<std::pair<std::string_view, std::string_view>>{
#define STOCKADE_GADGET(module, function, kinds, verdict, reason) {verdict, reason},
#include "executor/worker/gadgets.def"
       }) {
    EXPECT_TRUE(verdicts.contains(verdict)) << verdict;
    EXPECT_FALSE(reason.empty());
  }
}

}  // namespace
}  // namespace stockade::audit
