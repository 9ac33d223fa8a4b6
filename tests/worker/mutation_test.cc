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

PyObject* VerifyWith(PyObject* code, bool all, PyObject* names) {
  worker::run.guards = all ? GuardMode::kAll : GuardMode::kProven;
  worker::run.dunder_methods = {"*"};
  worker::run.bare_names.clear();
  for (Py_ssize_t i = 0; i < PyList_GET_SIZE(names); ++i) {
    worker::run.bare_names.insert(worker::Utf8(PyList_GET_ITEM(names, i)));
  }
  worker::Refusal refusal;
  if (worker::Verify(reinterpret_cast<PyCodeObject*>(code), true, &refusal)) Py_RETURN_NONE;
  return PyUnicode_FromFormat("line %u: %s", refusal.line, refusal.message.c_str());
}

// verify(text, all, bare_names): None, or why the program may not run.
PyObject* VerifyText(PyObject*, PyObject* args) {
  const char* text = nullptr;
  int all = 0;
  PyObject* names = nullptr;
  if (PyArg_ParseTuple(args, "spO!", &text, &all, &PyList_Type, &names) == 0) return nullptr;
  Ref code = Ref::Steal(Py_CompileString(text, "<mutation>", Py_file_input));
  return code ? VerifyWith(code.get(), all != 0, names) : nullptr;
}

// verify_code(code, all, bare_names): the same of a code object.
PyObject* VerifyCode(PyObject*, PyObject* args) {
  PyObject *code = nullptr, *names = nullptr;
  int all = 0;
  if (PyArg_ParseTuple(args, "O!pO!", &PyCode_Type, &code, &all, &PyList_Type, &names) == 0) {
    return nullptr;
  }
  return VerifyWith(code, all != 0, names);
}

// The clean programs of the corpus, at most `most` of them.
std::vector<std::string> Programs(size_t most) {
  std::vector<std::string> paths;
  for (const auto& entry :
       std::filesystem::recursive_directory_iterator(STOCKADE_SOURCE_DIR "/tests/corpus/_clean")) {
    if (entry.path().extension() == ".py") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  if (paths.size() > most) paths.resize(most);
  return paths;
}

Ref ListOf(const std::vector<std::string>& texts) {
  Ref list = Ref::Steal(PyList_New(0));
  for (const std::string& item : texts) {
    Ref text = Ref::Steal(PyUnicode_FromString(item.c_str()));
    PyList_Append(list.get(), text.get());
  }
  return list;
}

// A script of this folder as a module; it imports its neighbours.
Ref ImportScript(const char* name) {
  const std::string folder = std::filesystem::path(STOCKADE_MUTATE_SCRIPT).parent_path();
  Ref entry = Ref::Steal(PyUnicode_FromString(folder.c_str()));
  PyList_Insert(PySys_GetObject("path"), 0, entry.get());
  Ref module = Ref::Steal(PyImport_ImportModule(name));
  if (!module) PyErr_Print();
  return module;
}

int Number(const char* variable, int otherwise) {
  const char* text = std::getenv(variable);
  return text != nullptr ? std::atoi(text) : otherwise;
}

void ExpectNothing(PyObject* through) {
  for (Py_ssize_t i = 0; i < PyList_GET_SIZE(through) && i < 20; ++i) {
    ADD_FAILURE() << worker::Utf8(PyList_GET_ITEM(through, i));
  }
}

TEST(Mutations, NoUnguardedOperationIsLetThrough) {
  std::string error;
  // Without guards: the script needs files and processes, and the verifier runs nothing.
  ASSERT_TRUE(interpreter::Start({.guards_off = true}, &error)) << error;
  const std::vector<std::string> paths = Programs(60);
  ASSERT_GT(paths.size(), 10u);
  static PyMethodDef method = {"verify", VerifyText, METH_VARARGS, nullptr};
  Ref verify = Ref::Steal(PyCFunction_New(&method, nullptr));
  Ref script = ImportScript("mutate");
  ASSERT_TRUE(script);
  std::vector<std::string> names = {"none"};
  for (const GuardRow& row : kGuards) names.emplace_back(row.constant_name);
  Ref list = ListOf(paths), guards = ListOf(names);
  Ref result = Ref::Steal(PyObject_CallMethod(
      script.get(), "run", "sOiiOO", STOCKADE_TOOL, list.get(), Number("STOCKADE_MUTATIONS", 3000),
      Number("STOCKADE_SEED", 7), verify.get(), guards.get()));
  if (!result) PyErr_Print();
  ASSERT_TRUE(result);
  const long asked = PyLong_AsLong(PyTuple_GET_ITEM(result.get(), 0));
  const long refused = PyLong_AsLong(PyTuple_GET_ITEM(result.get(), 1));
  const long bad = PyLong_AsLong(PyTuple_GET_ITEM(result.get(), 2));
  ExpectNothing(PyTuple_GET_ITEM(result.get(), 3));
  // Enough of them were wrong, and not everything is refused.
  EXPECT_GE(bad * 3, asked);
  EXPECT_LT(refused, asked);
  EXPECT_GT(asked, 0);
  std::printf("%ld programs, %ld with an unguarded operation, %ld refused\n", asked, bad, refused);
}

// What no text gives: guards, names and jump targets of the code objects themselves.
TEST(Mutations, NoChangedCodeObjectIsLetThrough) {
  std::string error;
  ASSERT_TRUE(interpreter::Start({.guards_off = true}, &error)) << error;
  static PyMethodDef method = {"verify_code", VerifyCode, METH_VARARGS, nullptr};
  Ref verify = Ref::Steal(PyCFunction_New(&method, nullptr));
  Ref script = ImportScript("mutate_code");
  ASSERT_TRUE(script);
  Ref list = ListOf(Programs(30));
  Ref result = Ref::Steal(PyObject_CallMethod(script.get(), "run", "sOiiO", STOCKADE_TOOL,
                                              list.get(), Number("STOCKADE_MUTATIONS", 40),
                                              Number("STOCKADE_SEED", 7), verify.get()));
  if (!result) PyErr_Print();
  ASSERT_TRUE(result);
  for (Py_ssize_t kind = 0; kind < 3; ++kind) {
    EXPECT_GT(PyLong_AsLong(PyTuple_GET_ITEM(result.get(), kind)), 100) << kind;
  }
  ExpectNothing(PyTuple_GET_ITEM(result.get(), 3));
}

}  // namespace
}  // namespace stockade::executor::tests
