"""test.support as far as it can be had: what is about the tests themselves is real, what is about the
process, files or other interpreters skips the test that uses it."""

import contextlib
import functools

from casework import SkipTest, absent, skip  # noqa: F401
from test import support as _support

# Functions and classes; objects of test.support (ALWAYS_EQ) are not shown by a façade.
_REAL = "requires_IEEE_754 cpython_only impl_detail check_impl_detail bigaddrspacetest".split()

verbose = 0
HAVE_DOCSTRINGS = MISSING_C_DOCSTRINGS = False
TEST_HOME_DIR = "/"
MAX_Py_ssize_t = (1 << 63) - 1
Py_DEBUG = is_emscripten = is_wasi = is_android = is_jython = False
PGO = False
LOOPBACK_TIMEOUT = SHORT_TIMEOUT = LONG_TIMEOUT = 30.0
TESTFN = "@test"


def gc_collect():
    """Collections happen by themselves."""


def requires_docstrings(test):
    return _skips(test, "docstrings")


def _skips(test, why):
    if isinstance(test, type):
        return skip(why)(test)

    @functools.wraps(test)
    def skipped(*args, **kwargs):
        raise SkipTest(why)
    return skipped


def bigmemtest(*args, **kwargs):
    return lambda test: _skips(test, "big memory")


def run_with_locale(*args, **kwargs):
    return lambda test: _skips(test, "locales")


def run_with_tz(*args, **kwargs):
    return lambda test: _skips(test, "time zones of the process")


def no_tracing(test):
    return test


def refcount_test(test):
    return _skips(test, "reference counts")


def skip_if_sanitizer(*args, **kwargs):
    return lambda test: test


def skip_emscripten_stack_overflow(*args, **kwargs):
    return lambda test: test


def requires_subprocess(*args, **kwargs):
    return lambda test: _skips(test, "processes")


requires_fork = requires_working_threading = requires_working_socket = requires_subprocess
reap_threads = functools.partial(_skips, why="threads")


def requires_resource(*args, **kwargs):
    return lambda test: _skips(test, "a resource")


def is_resource_enabled(name):
    return False


def ignore_warnings(*args, **kwargs):
    return lambda test: test


@contextlib.contextmanager
def check_no_warnings(*args, **kwargs):
    yield


@contextlib.contextmanager
def adjust_int_max_str_digits(digits):
    raise SkipTest("changes the interpreter")
    yield


def infinite_recursion(*args, **kwargs):
    raise SkipTest("recursion to the limit")


class CleanImport:
    def __init__(self, *names):
        raise SkipTest("imports afresh")


class _Needed:
    """A helper that a run cannot have: what it decorates, and the test that uses it, is skipped."""

    def __init__(self, name):
        self.name = name

    def use(self, *args, **kwargs):
        if len(args) == 1 and not kwargs and callable(args[0]) and not isinstance(args[0], type):
            return _skips(args[0], self.name)
        return self

    __call__ = use

    def __enter__(self):
        raise SkipTest(self.name)

    def __exit__(self, *error):
        """Never entered."""


def __getattr__(name):
    if name in _REAL:
        return getattr(_support, name)
    if name.startswith("__"):
        raise AttributeError(name)
    return _Needed(name).use
