"""Runs test files of CPython itself with every text of theirs guarded: the module, its doctests, and what it hands to
exec, eval and compile. The guards let every name and object pass; what changes the way a program runs is the worker's.
Runs inside `guarded_python`:

    guarded_python cpython_tests.py LEVEL MODULE

Prints JSON: how many tests passed, and those that fail guarded but pass plain, with the last lines of why.
"""
import builtins
import contextlib
import doctest
import io
import json
import os
import sys
import types
import unittest
import warnings

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import guarding  # noqa: E402

LIBRARY = os.path.dirname(os.__file__)
KEPT_FLAGS = 0x1FF0000  # of __future__
plain_compile, plain_exec, plain_eval = compile, exec, eval


def guarded_compile(level):
    def compile(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, **rest):
        guardable = isinstance(source, str) and type(flags) is int and not flags & ~KEPT_FLAGS and optimize == -1 and not rest
        if not guardable:
            return plain_compile(source, filename, mode, flags, dont_inherit, optimize, **rest)
        return guarding.place(source, level, filename, mode, flags=flags)
    return compile


def guarded_exec(level, run, mode):
    def execute(source, globals=None, locals=None, /, **rest):
        frame = sys._getframe(1)
        if globals is None:
            globals = frame.f_globals
            locals = frame.f_locals if locals is None else locals
        elif locals is None:
            locals = globals
        if isinstance(source, str) and isinstance(globals, dict):
            source = guarding.place(source.lstrip(" \t") if mode == "eval" else source, level, "<string>", mode)
        return run(source, globals, locals, **rest)
    return execute


def load(name, level):
    """The module, guarded at `level`, or plain when it is None."""
    path = f"{LIBRARY}/test/{name}.py"
    with open(path, encoding="utf-8") as file:
        text = file.read().replace("\f", "")  # blanks to CPython, refused by intake
    module = types.ModuleType(f"test.{name}")
    module.__file__, module.__package__ = path, "test"
    sys.modules[module.__name__] = module
    doctest.compile = plain_compile
    if level is None:
        code = plain_compile(text, path, "exec", 0, True)
    else:
        code = guarding.place(text, level, path)
        doctest.compile = guarded_compile(level)
        module.__dict__.update(compile=guarded_compile(level), exec=guarded_exec(level, plain_exec, "exec"),
                               eval=guarded_exec(level, plain_eval, "eval"))
    plain_exec(code, module.__dict__)
    return module


class Result(unittest.TestResult):
    def __init__(self):
        super().__init__()
        self.good, self.bad = set(), {}

    @staticmethod
    def name_of(test):
        test = getattr(test, "test_case", test)
        return test.id().split(".", 2)[-1] if test.id().startswith("test.") else test.id()

    def addSuccess(self, test):
        self.good.add(self.name_of(test))

    def addSkip(self, test, reason):
        super().addSkip(test, reason)

    def take(self, test, error):
        text = self._exc_info_to_string(error, getattr(test, "test_case", test))
        self.bad.setdefault(self.name_of(test), text[-600:])

    def addError(self, test, error):
        self.take(test, error)

    def addFailure(self, test, error):
        self.take(test, error)

    def addSubTest(self, test, subtest, error):
        if error is not None:
            self.take(test, error)


def cases(suite):
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            yield from cases(test)
        else:
            yield test


def run(name, level, only=None):
    result = Result()
    module = load(name, level)
    suite = unittest.defaultTestLoader.loadTestsFromModule(module)
    if only is not None:
        suite = unittest.TestSuite(test for test in cases(suite) if Result.name_of(test) in only)
    sink = io.StringIO()
    with contextlib.redirect_stdout(sink), contextlib.redirect_stderr(sink):
        suite.run(result)
    return result


def main():
    level, name = sys.argv[1:]
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(1000)
    guarded = run(name, level)
    failed = dict(guarded.bad)
    if failed:
        # What fails here without guards too says nothing about them.
        plain = run(name, None, set(failed))
        failed = {test: why for test, why in failed.items() if test not in plain.bad}
    json.dump({"passed": len(guarded.good - set(guarded.bad)), "failed": failed}, sys.__stdout__)


if __name__ == "__main__":
    main()
