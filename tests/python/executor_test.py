"""stockade.check, rewrite, Executor, Prepared, Session: as users call them."""

import asyncio
import datetime
import json
import math
import os
import pickle
import signal
import subprocess
import threading
import unittest

import stockade


class Checks(unittest.TestCase):
    def test_a_clean_text(self):
        report = stockade.check("import math\nprint(math.pi)\n")
        self.assertTrue(report)
        self.assertEqual(report.findings, [])
        self.assertEqual(str(report), "<submission>: clean")

    def test_a_finding_has_its_place(self):
        report = stockade.check("import os\n", path="a.py")
        self.assertFalse(report)
        (finding,) = report.findings
        self.assertEqual((finding.code, finding.severity), ("ST201", stockade.Severity.ERROR))
        self.assertEqual((finding.span.start.line, finding.span.start.column), (1, 8))
        self.assertTrue(str(report).startswith("a.py:1:8: error[ST201] "))

    def test_what_is_no_python_is_a_finding(self):
        for source in ["x = (", b"\xff", "a\x00b", "\ud800", b""]:
            report = stockade.check(source)
            self.assertEqual(bool(report), source == b"", source)

    def test_rules(self):
        self.assertIn("strict", stockade.builtin_rules())
        self.assertTrue(stockade.check("import os", 'extends = ["default"]\n'
                                                    '[imports]\nallow = ["os"]\n'))
        with self.assertRaises(stockade.RulesError) as caught:
            stockade.check("1", "[limits]\nwal = 1\n")
        self.assertEqual(caught.exception.line, 2)
        self.assertIn("wall", str(caught.exception))
        with self.assertRaises(stockade.UsageError):
            stockade.check("1", "no-such-rules")
        self.assertTrue(any(row.code == "ST201" for row in stockade.describe_rules()))

    def test_rewrite(self):
        rewritten = stockade.rewrite("for x in y: print(x.name)\n", guards="all")
        self.assertIn('_getattr_(x, "name")', rewritten.text)
        self.assertTrue(any(guard.name == "_getiter_" for guard in rewritten.guards))
        refused = stockade.rewrite("import os")
        self.assertIsNone(refused.text)
        self.assertEqual(refused.findings[0].code, "ST201")

    def test_results_pickle_and_turn_into_json(self):
        report = stockade.check("import os")
        self.assertEqual(pickle.loads(pickle.dumps(report)), report)
        self.assertEqual(json.loads(report.to_json())["findings"][0]["code"], "ST201")

    def test_threads(self):
        results = []
        threads = [threading.Thread(
            target=lambda: results.append(bool(stockade.check("x = 1\n" * 500))))
            for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(results, [True] * 8)


class Runs(unittest.TestCase):
    program = os.environ["STOCKADE_PROGRAM"]

    @classmethod
    def setUpClass(cls):
        cls.executor = stockade.Executor(wall="20 s", cpu="10 s", iterations=0)

    @classmethod
    def tearDownClass(cls):
        cls.executor.close()

    def test_script(self):
        outcome = self.executor.run("print(input()[::-1])", stdin="abc\n")
        self.assertTrue(outcome.ok, outcome)
        self.assertEqual(outcome.stdout, "cba\n")
        self.assertIn("ok", repr(outcome))

    def test_call(self):
        source = "def area(w, *, h=1): return w * h\n"
        self.assertEqual(self.executor.call(source, "area", [3], {"h": 4}).unwrap(), 12)
        with self.assertRaisesRegex(stockade.UsageError, 'did you mean "area"'):
            self.executor.call(source, "aera")
        with self.assertRaisesRegex(stockade.UsageError, "object"):
            self.executor.call(source, "area", [object()])

    def test_expression(self):
        self.assertEqual(self.executor.evaluate("sum(range(5))").unwrap(), 10)

    def test_values_cross_unchanged(self):
        utc = datetime.timezone(datetime.timedelta(hours=2))
        values = [
            None, True, 0, -1, 2**63, -2**200, 10**5000, 1.5, math.inf, 2j, "", "å\ud800", b"\0x",
            [1, [2]], (1, ()), {1, 2}, frozenset([3]), {"a": 1, 2: (3,)},
            datetime.date(2024, 2, 29), datetime.time(1, 2, 3, 4),
            datetime.datetime(2024, 2, 29, 12, 0, 0, 5, utc), datetime.timedelta(-1, 5, 7)]
        source = "def same(x): return x\n"
        with self.executor.prepare(source) as prepared:
            for value in values:
                back = prepared.call("same", [value]).unwrap()
                self.assertEqual(back, value)
                self.assertIs(type(back), type(value))
            self.assertTrue(math.isnan(prepared.call("same", [math.nan]).unwrap()))
            loop = []
            loop.append(loop)
            with self.assertRaises(stockade.UsageError):
                prepared.call("same", [loop])

    def test_json_is_the_command_lines(self):
        for source, text in [
            ("2**70", "1180591620717411303424"), ("1.5", "1.5"), ("[1, None, True]", "[1,null,true]"),
            ("(1, 2)", '{"$type":"tuple","value":[1,2]}'), ("float('nan')", None),
            ("b'\\x00'", None), ("{1: 2}", None), ("{3}", None), ("2j", None),
            ("__import__('datetime').date(2024, 2, 29)", None),
        ]:
            source = source.replace("__import__('datetime').date", "date")
            program = f"from datetime import date\ndef f(): return {source}\n"
            outcome = self.executor.call(program, "f")
            ours = json.loads(outcome.to_json())["value"]
            if text is not None:
                self.assertEqual(ours, json.loads(text))
            told = subprocess.run(
                [self.program, "run", "-", "--call", "f", "--format", "json"],
                input=program.encode(), stdout=subprocess.PIPE, check=True).stdout
            self.assertEqual(ours, json.loads(told)["value"], source)

    def test_every_verdict_is_known(self):
        self.assertEqual([verdict.value for verdict in stockade.Verdict],
                         list(stockade._native.verdicts))

    def test_exceptions(self):
        outcome = self.executor.run("def f(x):\n    return 1 / x\nf(0)\n")
        self.assertIs(outcome.verdict, stockade.Verdict.EXCEPTION)
        self.assertEqual(outcome.exception.type, "ZeroDivisionError")
        self.assertEqual([frame.line for frame in outcome.exception.traceback], [3, 2])
        with self.assertRaisesRegex(stockade.ExceptionRaised, "ZeroDivisionError"):
            outcome.unwrap()
        self.assertEqual(pickle.loads(pickle.dumps(outcome)), outcome)
        self.assertEqual(json.loads(outcome.to_json())["verdict"], "exception")

    def test_rejected(self):
        outcome = self.executor.run("import socket")
        self.assertEqual(outcome.findings[0].code, "ST201")
        with self.assertRaises(stockade.Rejected):
            outcome.unwrap()

    def test_limits(self):
        with stockade.Executor(iterations=1000, memory="48 MiB", wall=0.5) as executor:
            for source, verdict in [
                ("while True: pass", "iteration_limit"),
                ("n = len(str(10**9)) * 10**7\nx = [0] * n", "memory_limit"),
                ("sum(range(10**10))", "wall_limit"),
            ]:
                outcome = executor.run(source)
                self.assertEqual(outcome.verdict.value, verdict, outcome)
                with self.assertRaises(stockade.LimitExceeded):
                    outcome.unwrap()
        with self.assertRaisesRegex(stockade.UsageError, "wall"):
            stockade.Executor(wall="soon")

    def test_host_functions(self):
        seen = []

        def fetch(key, default=None, *, upper=False):
            seen.append((key, upper))
            if key == "bad":
                raise KeyError("no such key")
            value = {"a": "x"}.get(key, default)
            return value.upper() if upper else value

        source = ("r = [fetch('a'), fetch('b', 7), fetch('a', upper=True)]\n"
                  "try:\n    fetch('bad')\nexcept KeyError as e:\n    r.append(str(e))\nprint(r)\n")
        outcome = self.executor.run(source, functions=[fetch])
        self.assertTrue(outcome.ok, outcome)
        self.assertEqual(outcome.stdout, "['x', 7, 'X', \"'no such key'\"]\n")
        self.assertEqual(outcome.usage.host_calls, 4)
        self.assertEqual(seen[0], ("a", False))
        outcome = self.executor.run("fetch(1, 2, 3)", functions=[fetch])
        self.assertEqual((outcome.verdict.value, outcome.findings[0].code), ("rejected", "ST097"))
        outcome = self.executor.run("fetch('a')\n", functions={"fetch": lambda key: object()})
        self.assertEqual(outcome.exception.type, "TypeError")

    def test_files_and_arguments(self):
        outcome = self.executor.run(
            "with open('in.txt') as f: text = f.read()\n"
            "with open('out.txt', 'w') as f: f.write(text.upper())\n",
            files={"in.txt": "abc"}, scratch=True)
        self.assertTrue(outcome.ok, outcome)
        self.assertEqual(outcome.files, {"out.txt": b"ABC"})

    def test_streaming(self):
        pieces = []
        outcome = self.executor.run("print('å')\nprint('b')", on_output=lambda *p: pieces.append(p))
        self.assertTrue(outcome.ok)
        self.assertEqual("".join(text for _, text in pieces), "å\nb\n")

        def broken(*_):
            raise ValueError("the caller's own")
        with self.assertRaisesRegex(ValueError, "the caller's own"):
            self.executor.run("print(1)\nwhile True: pass", on_output=broken)

    def test_cancellation(self):
        cancel = stockade.Cancellation()
        threading.Timer(0.2, cancel.cancel).start()
        outcome = self.executor.run("while True: pass", cancel=cancel)
        self.assertIs(outcome.verdict, stockade.Verdict.CANCELLED)

    def test_interrupt(self):
        main = threading.main_thread().ident
        threading.Timer(0.3, lambda: signal.pthread_kill(main, signal.SIGINT)).start()
        with self.assertRaises(KeyboardInterrupt):
            self.executor.run("while True: pass")
        self.assertTrue(self.executor.run("x = 1").ok)

    def test_prepared(self):
        with self.executor.prepare("n = [0]\ndef step():\n    n[0] += 1\n    return n[0]\n") as p:
            self.assertTrue(p.body.ok)
            self.assertEqual([p.call("step").unwrap() for _ in range(3)], [1, 1, 1])

    def test_session(self):
        with self.executor.session("n = [0]\ndef step():\n    n[0] += 1\n    return n[0]\n"
                                   "def stop():\n    while True: pass\n") as session:
            self.assertEqual([session.call("step").unwrap() for _ in range(3)], [1, 2, 3])
            self.assertFalse(session.ended)
            self.assertFalse(session.call("stop").ok)
            self.assertTrue(session.ended)

    def test_closed(self):
        executor = stockade.Executor()
        executor.close()
        executor.close()
        with self.assertRaisesRegex(ValueError, "closed"):
            executor.run("1")
        with self.assertRaises(TypeError):
            self.executor.run("1", sdtin="")

    def test_threads_run_in_parallel(self):
        outcomes = []
        threads = [threading.Thread(target=lambda i=i: outcomes.append(
            self.executor.evaluate(f"{i} * 2").unwrap())) for i in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(sorted(outcomes), [i * 2 for i in range(8)])

    def test_a_fork_makes_its_own(self):
        with self.executor.session("n = [0]\ndef step():\n    n[0] += 1\n    return n[0]\n") as session:
            self.assertEqual(session.call("step").unwrap(), 1)
            pid = os.fork()
            if pid == 0:
                signal.alarm(60)
                code = 1
                try:
                    for call in (lambda: self.executor.run("1"), lambda: session.call("step"),
                                 lambda: asyncio.run(self.executor.arun("1"))):
                        with self.assertRaisesRegex(stockade.UsageError, "after the fork"):
                            call()
                    session.close()
                    self.executor.close()
                    with stockade.Executor() as own:
                        code = 0 if own.evaluate("1 + 1").unwrap() == 2 else 2
                finally:
                    os._exit(code)
            self.assertEqual(os.waitpid(pid, 0)[1], 0)
            self.assertEqual(session.call("step").unwrap(), 2)
            self.assertEqual(self.executor.evaluate("3").unwrap(), 3)

    def test_doctor(self):
        names = {facility.name for facility in stockade.doctor()}
        self.assertIn("seccomp", names)


class Awaited(unittest.TestCase):
    def test_async_runs_and_host_coroutines(self):
        async def double(x):
            await asyncio.sleep(0)
            return 2 * x

        async def main():
            async with stockade.Executor(functions=[double], wall="20 s", cpu="10 s",
                                         iterations=0) as executor:
                outcomes = await asyncio.gather(*(
                    executor.aevaluate(f"double({i})") for i in range(3)))
                self.assertEqual([o.unwrap() for o in outcomes], [0, 2, 4])
                task = asyncio.create_task(executor.arun("while True: pass"))
                await asyncio.sleep(0.2)
                task.cancel()
                with self.assertRaises(asyncio.CancelledError):
                    await task
                session = await executor.asession("x = 3\ndef get(): return x\n")
                async with session:
                    self.assertEqual((await session.acall("get")).unwrap(), 3)
                loops = []

                async def note():
                    loops.append(asyncio.get_running_loop())
                async with await executor.aprepare("def f(): note()\n",
                                                   functions=[note]) as prepared:
                    await asyncio.gather(*(prepared.acall("f") for _ in range(40)))
                self.assertEqual(loops, [asyncio.get_running_loop()] * 40)
        asyncio.run(main())

    def test_host_coroutine_without_a_loop(self):
        async def three():
            return 3
        with stockade.Executor(functions=[three]) as executor:
            self.assertEqual(executor.evaluate("three()").unwrap(), 3)


if __name__ == "__main__":
    unittest.main()
