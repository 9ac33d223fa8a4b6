#include "executor/worker/guarded.h"

namespace stockade::executor::worker {

bool StartGuarded() { return true; }

bool PrepareCode(PyObject*, Refusal* refusal) {
  refusal->message = "this worker has no guards yet";
  return false;
}

PyObject* NewBuiltins() {
  PyErr_SetString(PyExc_RuntimeError, "this worker has no guards yet");
  return nullptr;
}

std::string WarmText(bool) {
  return R"(
class Warm:
    def __init__(self, value):
        self.value = value
def warm(count):
    seen = {}
    for i in range(count):
        seen[i] = [str(i), i * 1.5]
    return sorted(seen.items())
try:
    warm(20)[1][0].value
except AttributeError as error:
    "%s" % error.args
)";
}

}  // namespace stockade::executor::worker
