// Walks the graph of objects from what a submission can name, by every operation that guards and
// façades allow, to a depth of four, and asserts that nothing of the host is in it. The walk itself
// is search.py.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <sstream>

#include "executor/worker/attributes.h"
#include "executor/worker/cpython.h"
#include "executor/worker/facade_table.h"
#include "executor/worker/facades.h"
#include "executor/worker/iteration.h"
#include "executor/worker/run.h"
#include "program.h"

namespace stockade::executor::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using worker::Ref;

// What a submission makes for itself, one of each kind; probes take one argument.
const char kSubmission[] = R"PY(
import abc, collections, contextlib, copy, dataclasses, enum, functools, types, typing

class Own:
    kept = 1
    def __init__(self):
        -$budget
        $write(self).x = 1
    def method(self):
        -$budget
        return self
    @property
    def prop(self):
        -$budget
        return 1
    @classmethod
    def build(cls):
        -$budget
        return cls()
    def __enter__(self):
        -$budget
        return self
    def __exit__(self, *rest):
        -$budget
        return False
    def __getitem__(self, key):
        -$budget
        return (1, 2)[key]

class Meta(abc.ABC): pass
class Colour(enum.Enum):
    RED = 1
class Pair(typing.NamedTuple):
    a: int
    b: int = 2
class Keys(typing.TypedDict):
    a: int
class Generic(typing.Generic[typing.TypeVar('T')]): pass
class Shape(typing.Protocol):
    a: int
class Text(str): pass
class Wrong(Exception): pass

def generator():
    -$budget
    yield 1
async def coroutine(): -$budget
async def asynchronous():
    -$budget
    yield 1

def function(*args, **kwargs):
    -$budget
    return args

class Base:
    def reach(self, value):
        -$budget
        return super()

def raised(value):
    -$budget
    try:
        value.nothing_of_this_name
    except Exception as error:
        return error
def raised_call(value):
    -$budget
    try:
        value(1, 2, 3, nothing=4)
    except Exception as error:
        return error
def entered(value):
    -$budget
    with value as held:
        return held
def kind(value):
    -$budget
    return type(value)
def subclass(value):
    -$budget
    class Sub(value): pass
    return Sub
def of_super(value):
    -$budget
    class Sub(value):
        def up(self):
            -$budget
            return super()
    return getattr(Sub(), 'up')()
def variables(value):
    -$budget
    return vars(value)
def copied(value):
    -$budget
    return copy.copy(value)
def deep(value):
    -$budget
    return copy.deepcopy(value)
def wrapped(value):
    -$budget
    return functools.wraps(value)(function)
def partial(value):
    -$budget
    return functools.partial(value)
def matched(value):
    -$budget
    match value:
        case {'a': item}: return item
        case [item, *_]: return item
        case object(args=item): return item
def bound(value):
    -$budget
    class Holder:
        held = value
    return Holder().held
def hints(value):
    -$budget
    return typing.get_type_hints(value)
def origin(value):
    -$budget
    return typing.get_origin(value), typing.get_args(value)
def method(value):
    -$budget
    return types.MethodType(value, function)
def made(value):
    -$budget
    return value('Made', (), {})
def keyed(value):
    -$budget
    return next(iter({value: 1}))
)PY";

PyObject* GetAttr(PyObject*, PyObject* const* args, Py_ssize_t) {
  return worker::GuardedGetAttr(args[0], args[1]);
}
PyObject* MayBeBareName(PyObject*, PyObject* name) {
  const std::string text = worker::Utf8(name);
  return PyBool_FromLong(text[0] != '_' && worker::MayBeBare(text));
}
PyObject* OwnNames(PyObject*, PyObject* object) {
  Ref reached = Ref::Steal(worker::Reach(object, worker::kOwnNames));
  return reached ? PyBool_FromLong(reached.get() == object) : nullptr;
}
PyObject* Iterate(PyObject*, PyObject* object) { return worker::GuardedIter(object); }
PyObject* IsFacadeObject(PyObject*, PyObject* object) {
  return PyBool_FromLong(worker::IsFacade(object));
}
PyMethodDef kHelpers[] = {
    {"guarded_getattr", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(GetAttr)),
     METH_FASTCALL, nullptr},
    {"may_be_bare", MayBeBareName, METH_O, nullptr},
    {"own_names", OwnNames, METH_O, nullptr},
    {"guarded_iter", Iterate, METH_O, nullptr},
    {"is_facade", IsFacadeObject, METH_O, nullptr},
};

constexpr const char* kProbes[] = {"raised",   "raised_call", "entered", "kind",    "subclass",
                                   "of_super", "variables",   "copied",  "deep",    "wrapped",
                                   "partial",  "matched",     "bound",   "hints",   "origin",
                                   "method",   "keyed",       "made",    "function"};
constexpr const char* kSeeds[] = {"Own",       "Meta",      "Colour",      "Pair",  "Keys",
                                  "Generic",   "Shape",     "Text",        "Wrong", "function",
                                  "generator", "coroutine", "asynchronous"};

bool Put(PyObject* dict, const char* name, PyObject* value) {
  return value != nullptr && PyDict_SetItemString(dict, name, value) == 0;
}

// The namespace of search.py; null with a Python error set.
PyObject* NewSearch(const char* extra_seed) {
  Ref space = Ref::Steal(PyDict_New());
  Ref builtins = Ref::Steal(PyImport_ImportModule("builtins"));
  Ref seeds = Ref::Steal(PyDict_New());
  Ref probes = Ref::Steal(PyDict_New());
  PyObject* own = worker::run.globals;
  PyObject* curated = PyDict_GetItemString(own, "__builtins__");
  if (!space || !builtins || !seeds || !probes || curated == nullptr) return nullptr;
  if (PyDict_Update(seeds.get(), curated) < 0) return nullptr;
  PyDict_DelItemString(seeds.get(), "__import__");  // names that the verifier refuses
  PyDict_DelItemString(seeds.get(), "__build_class__");
  for (const std::string_view module : worker::FacadeModules()) {
    if (worker::DemandOf(module) == worker::Demand::kByName) continue;
    Ref name = Ref::Steal(
        PyUnicode_FromStringAndSize(module.data(), static_cast<Py_ssize_t>(module.size())));
    PyObject* args[] = {name.get(), Py_None, Py_None, Py_None, Py_None};
    Ref facade = Ref::Steal(worker::ImportFacade(nullptr, args, 1, nullptr));
    if (!facade || PyDict_SetItem(seeds.get(), name.get(), facade.get()) < 0) return nullptr;
  }
  for (const char* name : kSeeds) {
    if (!Put(seeds.get(), name, PyDict_GetItemString(own, name))) return nullptr;
  }
  for (const char* name : kProbes) {
    if (!Put(probes.get(), name, PyDict_GetItemString(own, name))) return nullptr;
  }
  Ref instance = Ref::Steal(PyObject_CallNoArgs(PyDict_GetItemString(own, "Own")));
  Ref most = Ref::Steal(PyLong_FromLong(120'000)), deepest = Ref::Steal(PyLong_FromLong(4));
  if (!Put(probes.get(), "instance", instance.get()) ||
      !Put(seeds.get(), "instance", instance.get()) ||
      !Put(space.get(), "__builtins__", builtins.get()) ||
      !Put(space.get(), "seeds", seeds.get()) || !Put(space.get(), "own_functions", probes.get()) ||
      !Put(space.get(), "own_globals", own) || !Put(space.get(), "most", most.get()) ||
      !Put(space.get(), "deepest", deepest.get())) {
    return nullptr;
  }
  for (PyMethodDef& helper : kHelpers) {
    Ref function = Ref::Steal(PyCFunction_New(&helper, nullptr));
    if (!Put(space.get(), helper.ml_name, function.get())) return nullptr;
  }
  if (extra_seed != nullptr) {
    Ref done = Ref::Steal(PyRun_String(extra_seed, Py_file_input, space.get(), space.get()));
    if (!done) return nullptr;
  }
  return space.Release();
}

// In the child: loads the submission, walks, and writes what was found.
void Search(const char* extra_seed, FILE* out) {
  interpreter::AfterFork();
  interpreter::LoadRequest request = Guarded(kSubmission);
  request.imports = {"*"};
  request.iterations = 0;
  request.bare_names = {"ABC",
                        "Enum",
                        "NamedTuple",
                        "TypedDict",
                        "Generic",
                        "TypeVar",
                        "Protocol",
                        "copy",
                        "deepcopy",
                        "wraps",
                        "partial",
                        "args",
                        "nothing_of_this_name",
                        "held",
                        "MethodType"};
  for (const char* name : {"get_type_hints", "get_origin", "get_args"})
    request.bare_names.push_back(name);
  const interpreter::Reply reply = interpreter::Load(request);
  if (reply.kind != interpreter::ReplyKind::kOk) {
    std::fprintf(out, "LOAD %s: %s\n", reply.type.c_str(), reply.message.c_str());
    return;
  }
  std::ostringstream text;
  text << std::ifstream(STOCKADE_SEARCH_SCRIPT).rdbuf();
  Ref space = Ref::Steal(NewSearch(extra_seed));
  Ref code =
      space ? Ref::Steal(Py_CompileString(text.str().c_str(), "search.py", Py_file_input)) : Ref();
  Ref done = code ? Ref::Steal(PyEval_EvalCode(code.get(), space.get(), space.get())) : Ref();
  if (!done) {
    PyObject *type = nullptr, *value = nullptr, *traceback = nullptr;
    PyErr_Fetch(&type, &value, &traceback);
    PyErr_NormalizeException(&type, &value, &traceback);
    Ref message = Ref::Steal(PyObject_Repr(value));
    std::fprintf(out, "BROKEN %s\n", worker::Utf8(message.get()).c_str());
    return;
  }
  PyObject* found = PyDict_GetItemString(space.get(), "found");
  for (Py_ssize_t i = 0; i < PyList_GET_SIZE(found); ++i) {
    PyObject* pair = PyList_GET_ITEM(found, i);
    std::fprintf(out, "REACHED %s by %s\n", worker::Utf8(PyTuple_GET_ITEM(pair, 1)).c_str(),
                 worker::Utf8(PyTuple_GET_ITEM(pair, 0)).c_str());
  }
  std::fprintf(out, "objects %ld depth %ld\n",
               PyLong_AsLong(PyDict_GetItemString(space.get(), "total")),
               PyLong_AsLong(PyDict_GetItemString(space.get(), "depth")));
}

std::string SearchInChild(const char* extra_seed) {
  RunProgram(Guarded(""));  // starts CPython, once
  int ends[2];
  if (pipe(ends) != 0) return "no pipe";
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child == 0) {
    close(ends[0]);
    FILE* out = fdopen(ends[1], "w");
    // What the walked library prints is of no interest.
    if (std::freopen("/dev/null", "w", stdout) == nullptr) _exit(1);
    if (std::freopen("/dev/null", "w", stderr) == nullptr) _exit(1);
    Search(extra_seed, out);
    std::fclose(out);
    _exit(0);
  }
  close(ends[1]);
  std::string text;
  char buffer[4096];
  for (ssize_t got = 0; (got = read(ends[0], buffer, sizeof buffer)) > 0;)
    text.append(buffer, static_cast<size_t>(got));
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  if (status != 0) text += "status " + std::to_string(status);
  return text;
}

TEST(Search, ReachesNothingOfTheHost) {
  const std::string text = SearchInChild(nullptr);
  EXPECT_THAT(text, Not(HasSubstr("REACHED"))) << text;
  EXPECT_THAT(text, HasSubstr("depth 4"));
  const size_t at = text.find("objects ");
  ASSERT_NE(at, text.npos) << text;
  EXPECT_GT(std::stol(text.substr(at + 8)), 20'000);
}

// The walk finds what is planted for it, by attributes, calls, items and exceptions.
TEST(Search, FindsWhatIsPlanted) {
  const char kPlanted[] = R"PY(
import os as _real
import types as _types
def _fail():
    raise ValueError(_real.__dict__)
seeds = {'planted': _types.SimpleNamespace(inner=lambda: {'a': _real}, fail=_fail)}
)PY";
  const std::string text = SearchInChild(kPlanted);
  EXPECT_THAT(text, HasSubstr("REACHED module os by planted.inner")) << text;
  EXPECT_THAT(text, HasSubstr("by planted.fail")) << text;
}

}  // namespace
}  // namespace stockade::executor::tests
