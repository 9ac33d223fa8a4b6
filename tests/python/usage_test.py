"""The package in the hands of somebody who makes mistakes, or who leaves without a word."""

import asyncio
import copy
import datetime
import os
import pickle
import subprocess
import sys
import textwrap
import threading
import unittest

import stockade


def price(item):
    return item


class Misuse(unittest.TestCase):
    """Each wrong argument is a UsageError that names it."""

    executor = stockade.Executor()

    @classmethod
    def tearDownClass(cls):
        cls.executor.close()

    def refused(self, rows):
        for text, call in rows:
            with self.subTest(text):
                with self.assertRaises(stockade.UsageError) as caught:
                    call()
                self.assertIn(text, str(caught.exception))

    def test_checks(self):
        self.refused([
            ("source is a str or bytes, not int", lambda: stockade.check(1)),
            ("rules is a name, a path or TOML text, not int", lambda: stockade.check("", 5)),
            ("path is a str or a path, not int", lambda: stockade.check("", path=5)),
            ('no rule set "nope"', lambda: stockade.check("", "nope")),
            ('guards is "proven" or "all", not 1', lambda: stockade.rewrite("", guards=1)),
        ])

    def test_executors(self):
        make = stockade.Executor
        self.refused([
            ("wall: -1 s is no duration", lambda: make(wall=-1)),
            ("wall: nan s is no duration", lambda: make(wall=float("nan"))),
            ("wall is a number of seconds, a timedelta or text", lambda: make(wall=b"1 s")),
            ("wall: '1 parsec' is not a duration", lambda: make(wall="1 parsec")),
            ("cpu is a number of seconds", lambda: make(cpu=True)),
            ("memory is a number of bytes or text", lambda: make(memory=1.5)),
            ("memory: '64 MegaBits' is not a size", lambda: make(memory="64 MegaBits")),
            ("iterations: -1 is not between 0 and", lambda: make(iterations=-1)),
            ("iterations is a whole number, not str", lambda: make(iterations="many")),
            ("recursion: 0 is not between 1 and", lambda: make(recursion=0)),
            ('guards is "proven" or "all", not \'none\'', lambda: make(guards="none")),
            ("pool: -1 is not between 0 and", lambda: make(pool=-1)),
            ("most_running: 0 is not between 1 and", lambda: make(most_running=0)),
            ("patience: 'soon' is not a duration", lambda: make(patience="soon")),
            ("require is a list of str, not str", lambda: make(require="seccomp")),
            ("functions is a list of functions or a dict", lambda: make(functions=5)),
            ("functions: f is a callable, not int", lambda: make(functions={"f": 5})),
            ("no run can write the name '<lambda>'", lambda: make(functions=[lambda: 1])),
            ("no run can write the name 'not'", lambda: make(functions={"not": price})),
            ("requires 'nonsense', which is no facility",
             lambda: make(require=["nonsense"]).run("")),
            ("the limit 'wall' is 0 ms", lambda: make(wall=0).run("")),
        ])

    def test_runs(self):
        run = self.executor.run
        self.refused([
            ("source is a str or bytes, not NoneType", lambda: run(None)),
            ("stdin is a str or bytes, not NoneType", lambda: run("", stdin=None)),
            ("argv is a list of str, not str", lambda: run("", argv="abc")),
            ("argv: an item is a str, not int", lambda: run("", argv=[1])),
            ("files is a dict of names and texts or bytes", lambda: run("", files=[1])),
            ("files: a name is a str, not int", lambda: run("", files={1: ""})),
            ("files: a is a str or bytes, not int", lambda: run("", files={"a": 5})),
            ("'../a' is no name for an input file", lambda: run("", files={"../a": ""})),
            ("scratch is True or False, not str", lambda: run("", scratch="no")),
            ("functions is a list of functions or a dict", lambda: run("", functions=5)),
            ("objects is a dict of names and HostObjects", lambda: run("", objects=[5])),
            ("objects: a is no HostObject", lambda: run("", objects={"a": 5})),
            ("filename is a str or a path, not int", lambda: run("", filename=5)),
            ("on_output is a callable", lambda: run("", on_output=5)),
            ("cancel is a Cancellation, not int", lambda: run("", cancel=0)),
            ("patience is a number of seconds", lambda: run("", patience=[])),
        ])

    def test_calls(self):
        text = "def f(x):\n    return x\n"
        with self.executor.session(text) as session:
            for call in (session.call, lambda *given: self.executor.call(text, *given)):
                self.refused([
                    ("args is a list of the function's arguments, not int", lambda: call("f", 1)),
                    ("args is a list of the function's arguments, not str", lambda: call("f", "a")),
                    ("args is a list of the function's arguments, not dict", lambda: call("f", {})),
                    ("kwargs is a dict of names and values, not list", lambda: call("f", [], [])),
                    ("kwargs: a name is a str, not int", lambda: call("f", [], {1: 2})),
                    ("function is the name of a function of the text", lambda: call(price)),
                    ("function is the name of a function of the text", lambda: call(None)),
                ])
        for call in (self.executor.run, self.executor.prepare, self.executor.session):
            with self.assertRaisesRegex(TypeError, "unexpected keyword argument 'sdtin'"):
                call("", sdtin="")

    def test_awaited_calls_refuse_the_same(self):
        async def main():
            for made in (self.executor.arun(5), self.executor.acall("", 5),
                         self.executor.aevaluate("1", argv="a"), self.executor.aprepare(5),
                         self.executor.asession("", files=[])):
                with self.assertRaises(stockade.UsageError):
                    await made
        asyncio.run(main())

    def test_host_types(self):
        self.refused([
            ("of is a class or a name, not int", lambda: stockade.HostType(5)),
            ("attributes is a list of str, not str", lambda: stockade.HostType("A", attributes="b")),
            ("methods: an item is a str, not int", lambda: stockade.HostType("A", methods=[1])),
            ("needs a name such as", lambda: stockade.HostType("not one")),
            ("type is a HostType, not int", lambda: stockade.HostObject(5, 5)),
        ])

    def test_closed(self):
        executor = stockade.Executor()
        session = executor.session("def f():\n    return 1\n")
        executor.close()
        self.refused([
            ("the executor is closed", lambda: executor.run("")),
            ("the executor is closed", lambda: executor.prepare("")),
        ])
        self.assertEqual(session.call("f").unwrap(), 1)  # its process is its own
        session.close()
        session.close()
        self.assertTrue(session.ended)
        self.refused([("the module is closed", lambda: session.call("f"))])


class Values(unittest.TestCase):
    def test_a_report_says_its_verdict(self):
        for source, verdict, ok in [("x = 1", "clean", True), ("import os", "findings", False),
                                    ("x = (", "unreadable", False), (b"\xff", "unreadable", False)]:
            report = stockade.check(source)
            self.assertEqual((report.verdict, report.ok), (verdict, ok))
            self.assertEqual(report.to_dict()["verdict"], verdict)
        lenient = 'extends = ["default"]\n[rules]\nseverity.ST201 = "warning"\n'
        report = stockade.check("import os", lenient)
        self.assertEqual((report.verdict, report.ok, report.errors), ("findings", True, []))

    def test_paths_are_text(self):
        import pathlib
        self.assertEqual(stockade.check("", path=pathlib.Path("a/b.py")).path, "a/b.py")
        odd = os.fsdecode(b"a\xff.py")
        self.assertEqual(stockade.check("", path=odd).path, "a\\udcff.py")

    def test_durations_and_sizes_of_every_kind(self):
        for wall in (2, 2.5, "2 s", datetime.timedelta(seconds=2)):
            with stockade.Executor(wall=wall, memory=2**26, patience="1 s", pool=1) as executor:
                self.assertTrue(executor.run("x = 1", patience=datetime.timedelta(seconds=9)).ok)

    def test_results_copy_and_pickle(self):
        with stockade.Executor() as executor:
            rejected = executor.run("import os")
            with self.assertRaises(stockade.Rejected) as caught:
                rejected.unwrap()
        again = pickle.loads(pickle.dumps(caught.exception))
        self.assertEqual((type(again), str(again), again.outcome),
                         (stockade.Rejected, str(caught.exception), rejected))
        for value in (rejected, stockade.check("import os"), stockade.rewrite("x.y"),
                      stockade.doctor()[0], stockade.describe_rules()[0]):
            self.assertEqual(copy.deepcopy(value), value)
            self.assertEqual(pickle.loads(pickle.dumps(value)), value)

    def test_every_option_is_in_the_signature(self):
        import inspect
        for name, named in [("run", "stdin"), ("call", "on_output"), ("evaluate", "cancel"),
                            ("prepare", "objects"), ("session", "files")]:
            blocking = inspect.signature(getattr(stockade.Executor, name)).parameters
            awaited = inspect.signature(getattr(stockade.Executor, "a" + name)).parameters
            self.assertIn(named, blocking)
            self.assertEqual(list(blocking.values()), list(awaited.values()))


class Leaving(unittest.TestCase):
    """Programs that end, fork, spawn or drop things: what they print, and that they end."""

    def program(self, text, *flags, code=0):
        done = subprocess.run(
            [sys.executable, *flags, "-c", textwrap.dedent(text)], stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, universal_newlines=True, timeout=120)
        self.assertEqual(done.returncode, code, done.stdout)
        return done.stdout

    def test_without_closing(self):
        self.assertEqual(self.program("""
            import stockade
            executor = stockade.Executor()
            session = executor.session("x = 1")
            prepared = executor.prepare("def f():\\n    return 1\\n")
            print(executor.evaluate("1").unwrap(), prepared.call("f").unwrap())
            """, "-X", "dev", "-W", "error"), "1 1\n")

    def test_dropped_executors_leave_nothing(self):
        self.assertEqual(self.program("""
            import gc, os, stockade
            def things():
                return len(os.listdir("/proc/self/fd")), len(os.listdir("/proc/self/task"))
            def use():
                executor = stockade.Executor()
                executor.run("1")
                executor.prepare("def f(): return 1").call("f")
            use(); gc.collect(); before = things()
            for _ in range(3): use()
            gc.collect()
            try:
                children = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                children = None
            print(things()[0] - before[0], children)
            """, "-X", "dev"), "0 None\n")

    def test_while_a_thread_waits(self):
        self.assertEqual(self.program("""
            import stockade, threading
            executor = stockade.Executor(wall=60, cpu=60, iterations=0)
            started = threading.Event()
            def wait():
                executor.run("print(1)\\nwhile True: pass", on_output=lambda *_: started.set())
            threading.Thread(target=wait, daemon=True).start()
            started.wait()
            print("left")
            """), "left\n")

    def test_subinterpreters_are_refused(self):
        try:
            import _xxsubinterpreters as interpreters
        except ImportError:
            import _interpreters as interpreters
        del interpreters
        out = self.program("""
            try:
                import _xxsubinterpreters as interpreters
            except ImportError:
                import _interpreters as interpreters
            def imports():
                text = "try:\\n import stockade\\nexcept ImportError as e:\\n print(e, flush=True)"
                interpreters.run_string(interpreters.create(), text)
            imports()
            import stockade
            print(stockade.check("1").verdict, flush=True)
            imports()
            """)
        lines = out.splitlines()
        self.assertEqual(lines[1], "clean")
        for line in lines[::2]:
            self.assertRegex(line, "subinterpreter")

    def test_interrupted_in_a_thread_and_again(self):
        """A cancelled run frees its turn, wherever it waited."""
        with stockade.Executor(wall=60, cpu=60, iterations=0, most_running=1) as executor:
            for _ in range(2):
                cancel, started = stockade.Cancellation(), threading.Event()
                outcomes = []
                thread = threading.Thread(target=lambda: outcomes.append(executor.run(
                    "print(1)\nwhile True: pass", cancel=cancel,
                    on_output=lambda *_: started.set())))
                thread.start()
                started.wait()
                self.assertEqual(executor.run("", patience=0.01).verdict.value, "busy")
                cancel.cancel()
                thread.join()
                self.assertEqual(outcomes[0].verdict.value, "cancelled")
            self.assertTrue(executor.run("").ok)


if __name__ == "__main__":
    unittest.main()
