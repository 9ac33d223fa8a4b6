"""What the standard library's tests need around themselves: unittest, and a runner that prints one
line a test. A module of the host's, for these tests alone; run outside, it is an ordinary one."""

import unittest
from unittest import (  # noqa: F401  (shown to the tests)
    SkipTest, TestCase, TestSuite, expectedFailure, skip, skipIf, skipUnless)


class _Absent(type):
    """A module or a name that a run does not have: its use in a test skips that."""

    def __getattr__(cls, name):
        if name.startswith("__") or name in ("setUp", "tearDown") or name.startswith("test"):
            raise AttributeError(name)
        if _running:
            raise SkipTest("not available")
        return cls

    def __call__(cls, *args, **kwargs):
        if _running:
            raise SkipTest("not available")
        # A decorator, or what makes one.
        if len(args) == 1 and callable(args[0]) and not kwargs:
            return args[0] if isinstance(args[0], type) else skip("not available")(args[0])
        return cls

    def __bool__(cls):
        return False

    def __add__(cls, other):
        return 0

    def __iter__(cls):
        return iter(())

    def __getitem__(cls, item):
        return cls

    def __setitem__(cls, item, value):
        """What is not there forgets."""


class absent(metaclass=_Absent):
    """Not there."""


mock = absent
_running = []


def main(*args, **kwargs):
    """unittest.main() at the end of a file: run() follows."""


class _Lines(unittest.TestResult):
    def _say(self, test, word, text=""):
        name = test.id().partition(".")[2]
        print(f"{word} {name}" + (f": {text}"[:300].replace("\n", " ") if text else ""), flush=True)

    def startTest(self, test):
        self._bad = None

    def stopTest(self, test):
        pass

    def addSuccess(self, test):
        if self._bad is None:
            self._say(test, "ok")

    def addSkip(self, test, reason):
        self._bad = "skip"
        test = getattr(test, "test_case", test)
        if hasattr(test, "id"):
            self._say(test, "skip", str(reason))

    def addExpectedFailure(self, test, error):
        self._say(test, "ok")

    def addUnexpectedSuccess(self, test):
        self._say(test, "bad", "unexpected success")

    def _note(self, test, error):
        self._bad = "bad"
        try:
            text = str(error[1])
        except Exception:
            text = "?"
        self._say(test, "bad", f"{error[0].__name__}: {text}")

    addError = addFailure = _note

    def addSubTest(self, test, subtest, error):
        if error is not None:
            self._note(test, error)


def run(classes, names):
    """Runs the test cases among (name, class) pairs; `names`: tests that are left out."""
    result = _Lines()
    left_out = set(names)
    for name, found in classes:
        if not (isinstance(found, type) and issubclass(found, TestCase)):
            continue
        tests = [found(test) for test in sorted(dir(found))
                 if test.startswith("test") and callable(getattr(found, test))
                 and f"{found.__qualname__}.{test}" not in left_out]
        _running.append(name)
        unittest.TestSuite(tests).run(result)
        _running.clear()
    print("end")
