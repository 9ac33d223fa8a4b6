// Every builtin of the CPython present has a row, and a submission finds what its row says.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "executor/worker/cpython.h"
#include "program.h"

namespace stockade::executor::tests {
namespace {

using interpreter::ReplyKind;
using worker::Ref;

enum class Verdict { kAsIs, kCurated, kAbsent };
struct Row {
  std::string name;
  Verdict verdict;
  std::string reason;
  int since = 0;
};
const Row kRows[] = {
#define STOCKADE_AS_IS(name) {name, Verdict::kAsIs, ""},
#define STOCKADE_AS_IS_SINCE(minor, name) {name, Verdict::kAsIs, "", minor},
#define STOCKADE_CURATED(name, reason) {name, Verdict::kCurated, reason},
#define STOCKADE_ABSENT(name, instead) {name, Verdict::kAbsent, instead},
#include "executor/worker/builtins.def"
};

TEST(Table, EveryBuiltinHasOneRow) {
  RunProgram(Guarded(""));  // starts CPython in this process
  std::map<std::string, int> rows;
  for (const Row& row : kRows) {
    ++rows[row.name];
    EXPECT_TRUE(row.verdict == Verdict::kAsIs || !row.reason.empty()) << row.name;
  }
  for (const auto& [name, count] : rows) EXPECT_EQ(count, 1) << name;
  Ref builtins = Ref::Steal(PyImport_ImportModule("builtins"));
  Ref names = Ref::Steal(PyObject_Dir(builtins.get()));
  for (Py_ssize_t i = 0; i < PyList_GET_SIZE(names.get()); ++i) {
    const std::string name = worker::Utf8(PyList_GET_ITEM(names.get(), i));
    // What a module says of itself, and keywords.
    if (name == "__doc__" || name == "__loader__" || name == "__name__" || name == "__package__" ||
        name == "__spec__" || name == "__debug__" || name == "None" || name == "True" ||
        name == "False") {
      continue;
    }
    EXPECT_EQ(rows[name], 1) << name << " has no row in builtins.def";
  }
}

// A submission finds each name that the table gives to this CPython; an absent one says what to do
// instead.
TEST(Table, EveryRowIsWhatASubmissionFinds) {
  for (const Row& row : kRows) {
    if (row.since > PY_MINOR_VERSION || row.name.starts_with("__")) continue;
    if (row.verdict != Verdict::kAbsent) {
      EXPECT_EQ(RunProgram(Guarded("x = " + row.name)).reply.kind, ReplyKind::kOk) << row.name;
      continue;
    }
    const Ended end = RunProgram(Guarded(row.name + "('1')"));
    EXPECT_EQ(end.reply.type, "NameError");
    EXPECT_EQ(end.reply.message, "name '" + row.name + "' is not available here: " + row.reason);
  }
}

}  // namespace
}  // namespace stockade::executor::tests
