#include "executor/worker/guarded.h"

#include <vector>

#include "executor/worker/attributes.h"
#include "executor/worker/builtins.h"
#include "executor/worker/class_making.h"
#include "executor/worker/facade_table.h"
#include "executor/worker/facades.h"
#include "executor/worker/formatting.h"
#include "executor/worker/guards.h"
#include "executor/worker/introspection.h"
#include "executor/worker/iteration.h"
#include "executor/worker/run.h"
#include "executor/worker/verifier.h"

namespace stockade::executor::worker {
namespace {

// Puts the guards in place of their constants. The tuples may be shared between code objects; a
// second visit finds nothing left to do.
void PlaceGuards(PyObject* code) {
  std::vector<PyObject*> open = {code};
  while (!open.empty()) {
    PyObject* constants = reinterpret_cast<PyCodeObject*>(open.back())->co_consts;
    open.pop_back();
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(constants); ++i) {
      PyObject* constant = PyTuple_GET_ITEM(constants, i);
      if (PyCode_Check(constant)) open.push_back(constant);
      if (!PyUnicode_CheckExact(constant)) continue;
      bool malformed = false;
      const auto id = GuardNamed(constant, &malformed);
      if (!id) continue;
      PyObject* guard = Guard(*id);
      Py_INCREF(guard);
      PyTuple_SET_ITEM(constants, i, guard);
      Py_DECREF(constant);
    }
  }
}

}  // namespace

bool StartGuarded(const std::vector<std::string>& imports, const std::vector<HostModule>& host) {
  return StartAttributes() && StartFormatting() && StartIteration() && StartGuards() &&
         StartFacades(imports, host) && StartBuiltins() && StartClassMaking() &&
         (!WhyGuardsAreVoid(imports).empty() || StartIntrospection());
}

bool PrepareCode(PyObject* code, Refusal* refusal) {
  if (!Verify(reinterpret_cast<PyCodeObject*>(code), run.has_budget, refusal)) return false;
  PlaceGuards(code);
  return true;
}

PyObject* NewBuiltins() { return CopyBuiltins(); }

std::string WarmText(bool guards_off) {
  const std::string marker = guards_off ? "" : std::string(kGuardMarker);
  const auto guard = [&](const char* name) { return "\"" + marker + name + "\""; };
  if (guards_off) {
    return "def warm(n):\n    return [str(i) for i in range(n)]\nwarm(20)\n";
  }
  return "class Warm:\n"
         "    def __init__(self, value):\n"
         "        -" +
         guard("budget") +
         "\n"
         "        " +
         guard("write") +
         "(self).value = value\n"
         "def warm(count):\n"
         "    -" +
         guard("budget") +
         "\n"
         "    seen = {}\n"
         "    for i in " +
         guard("getiter") +
         "(range(count)):\n"
         "        seen[i] = [str(i), i * 1.5]\n"
         "    while -" +
         guard("budget") +
         " and (count > 0):\n"
         "        count -= 1\n"
         "    return sorted(seen.items())\n"
         "try:\n"
         "    warm(20)[1][0].value\n"
         "except AttributeError as error:\n"
         "    '%s' % error.args\n";
}

}  // namespace stockade::executor::worker
