// The verifier against rewritten programs that were changed at random: mutate.py changes them and
// says, from their syntax trees, which of them do something unguarded.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "executor/guards.h"
#include "executor/worker/cpython.h"
#include "executor/worker/interpreter.h"
#include "executor/worker/run.h"
#include "executor/worker/verifier.h"

namespace stockade::executor::tests {
namespace {

using worker::Ref;

// verify(text, all, bare_names): None, or why the program may not run.
PyObject* VerifyText(PyObject*, PyObject* args) {
  const char* text = nullptr;
  int all = 0;
  PyObject* names = nullptr;
  if (PyArg_ParseTuple(args, "spO!", &text, &all, &PyList_Type, &names) == 0) return nullptr;
  worker::run.guards = all != 0 ? GuardMode::kAll : GuardMode::kProven;
  worker::run.dunder_methods = {"*"};
  worker::run.bare_names.clear();
  for (Py_ssize_t i = 0; i < PyList_GET_SIZE(names); ++i) {
    worker::run.bare_names.insert(worker::Utf8(PyList_GET_ITEM(names, i)));
  }
  Ref code = Ref::Steal(Py_CompileString(text, "<mutation>", Py_file_input));
  if (!code) return nullptr;
  worker::Refusal refusal;
  if (worker::Verify(reinterpret_cast<PyCodeObject*>(code.get()), true, &refusal)) Py_RETURN_NONE;
  return PyUnicode_FromFormat("line %u: %s", refusal.line, refusal.message.c_str());
}

TEST(Mutations, NoUnguardedOperationIsLetThrough) {
  std::string error;
  // Without guards: the script needs files and processes, and the verifier runs nothing.
  ASSERT_TRUE(interpreter::Start({.guards_off = true}, &error)) << error;
  std::vector<std::string> paths;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(STOCKADE_SOURCE_DIR "/tests/corpus/_clean")) {
    if (entry.path().extension() == ".py") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  ASSERT_GT(paths.size(), 10u);
  if (paths.size() > 60) paths.resize(60);

  static PyMethodDef method = {"verify", VerifyText, METH_VARARGS, nullptr};
  Ref verify = Ref::Steal(PyCFunction_New(&method, nullptr));
  Ref globals = Ref::Steal(PyDict_New());
  PyDict_SetItemString(globals.get(), "__builtins__", PyEval_GetBuiltins());
  // The script imports its neighbour.
  const std::string folder = std::filesystem::path(STOCKADE_MUTATE_SCRIPT).parent_path();
  Ref entry = Ref::Steal(PyUnicode_FromString(folder.c_str()));
  PyList_Insert(PySys_GetObject("path"), 0, entry.get());
  FILE* file = std::fopen(STOCKADE_MUTATE_SCRIPT, "rb");
  ASSERT_NE(file, nullptr);
  Ref done = Ref::Steal(
      PyRun_FileEx(file, STOCKADE_MUTATE_SCRIPT, Py_file_input, globals.get(), globals.get(), 1));
  if (!done) PyErr_Print();
  ASSERT_TRUE(done);
  Ref list = Ref::Steal(PyList_New(0));
  for (const std::string& path : paths) {
    Ref text = Ref::Steal(PyUnicode_FromString(path.c_str()));
    PyList_Append(list.get(), text.get());
  }
  Ref guards = Ref::Steal(Py_BuildValue("[s]", "none"));
  for (const GuardRow& row : kGuards) {
    Ref name = Ref::Steal(PyUnicode_FromStringAndSize(
        row.constant_name.data(), static_cast<Py_ssize_t>(row.constant_name.size())));
    PyList_Append(guards.get(), name.get());
  }
  const char* wanted = std::getenv("STOCKADE_MUTATIONS");
  const char* seed = std::getenv("STOCKADE_SEED");
  Ref result = Ref::Steal(
      PyObject_CallFunction(PyDict_GetItemString(globals.get(), "run"), "sOiiOO", STOCKADE_TOOL,
                            list.get(), wanted != nullptr ? std::atoi(wanted) : 3000,
                            seed != nullptr ? std::atoi(seed) : 7, verify.get(), guards.get()));
  if (!result) PyErr_Print();
  ASSERT_TRUE(result);
  const long asked = PyLong_AsLong(PyTuple_GET_ITEM(result.get(), 0));
  const long refused = PyLong_AsLong(PyTuple_GET_ITEM(result.get(), 1));
  const long bad = PyLong_AsLong(PyTuple_GET_ITEM(result.get(), 2));
  PyObject* through = PyTuple_GET_ITEM(result.get(), 3);
  for (Py_ssize_t i = 0; i < PyList_GET_SIZE(through) && i < 20; ++i) {
    ADD_FAILURE() << worker::Utf8(PyList_GET_ITEM(through, i));
  }
  // Enough of them were wrong, and not everything is refused.
  EXPECT_GE(bad * 3, asked);
  EXPECT_LT(refused, asked);
  EXPECT_GT(asked, 0);
  std::printf("%ld programs, %ld with an unguarded operation, %ld refused\n", asked, bad, refused);
}

}  // namespace
}  // namespace stockade::executor::tests
