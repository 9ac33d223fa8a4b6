"""The types of the package: mypy has nothing against it, its stub or a strict program that uses it.

mypy is what `tools/bootstrap test` installs beside the interpreter.
"""

import doctest
import os
import subprocess
import sys
import tempfile
import unittest

SOURCE_DIR = os.environ["STOCKADE_SOURCE_DIR"]
PAGES = ["PYTHON.md", "MIGRATING.md"]

# What a caller may get wrong, and what a type checker is to say of it.
WRONG = """\
import asyncio
import stockade
from stockade import restricted

executor = stockade.Executor()
executor.run(5)
executor.run("", stdim="")
executor.run("", on_output=lambda: None)
executor.call("", 5)
executor.prepare("", stdin="")
stockade.Executor(wall=[1])
stockade.check("").verdict == "Clean"
executor.run("").verdict.is_ok
executor.arun("").ok
restricted.compile_restricted(5)
restricted.compile_restricted_exec("").codes
"""


def mypy(*arguments, module="mypy"):
    """Its lines, without the summary."""
    done = subprocess.run([sys.executable, "-m", module, *arguments], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, universal_newlines=True)
    return [line for line in done.stdout.splitlines()
            if not line.startswith(("Success: ", "Found "))]


class Types(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = folder.name
        cls.strict = ["--strict", "--cache-dir", os.path.join(cls.folder, "cache")]

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path

    def test_the_package_and_the_pages(self):
        """As the oldest Python reads them. Each example stands on its line of the page."""
        files = [os.path.join(SOURCE_DIR, "tools", "python", "stockade")]
        for page in PAGES:
            with open(os.path.join(SOURCE_DIR, "docs", page), encoding="utf-8") as file:
                examples = doctest.DocTestParser().get_examples(file.read())
            self.assertGreater(len(examples), 5)
            text = ""
            for example in examples:
                text += "\n" * (example.lineno - text.count("\n")) + example.source
            files.append(self.write(page.replace(".md", "_page.py"), text))
        self.assertEqual(mypy(*self.strict, "--python-version", "3.9", *files), [])

    def test_mistakes_are_found(self):
        found = mypy(*self.strict, "--strict-equality", self.write("wrong.py", WRONG))
        lines = {int(line.split(":")[1]) for line in found if ": error: " in line}
        first = WRONG.splitlines().index("executor = stockade.Executor()") + 2
        self.assertEqual(lines, set(range(first, len(WRONG.splitlines()) + 1)), found)

    def test_the_stub_is_the_extension_module(self):
        self.assertEqual(mypy("stockade._native", module="mypy.stubtest"), [])


if __name__ == "__main__":
    unittest.main()
