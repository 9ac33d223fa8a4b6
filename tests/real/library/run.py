"""Runs the standard library's own tests for the modules that a run provides, inside and outside.

    run.py STOCKADE [--all] [NAME...]        NAME as in "heapq", for test_heapq.py

Each file is changed in its imports alone: unittest and test.support are casework's, and what a run does not
have is a stand-in whose use skips the test. The same text is run by plain CPython and by `stockade run` with
the rules off and every guard on; a test that passes outside has to pass inside, or exclusions.toml says why
not. An exclusion that passes is an error, too."""

import argparse
import ast
import concurrent.futures
import json
import os
import subprocess
import sys
import sysconfig
import tempfile
import tomllib

HERE = os.path.dirname(os.path.abspath(__file__))
TESTS = os.path.join(sysconfig.get_paths()["stdlib"], "test")

# Everything that submissions of the widest built-in sets may import and CPython has tests for.
ALL = """math cmath fractions statistics random itertools functools operator collections heapq bisect
array string re datetimetester calendar copy enum dataclasses typing abc textwrap difflib hashlib hmac
base64 binascii struct unicodedata numeric_tower contextlib pprint memoryio csv uuid zlib graphlib keyword html
htmlparser secrets colorsys urlparse queue deque defaultdict userdict userlist userstring ordered_dict
genericalias types tokenize time timeit decimal string_literals contextlib_async asyncgen weakset shlex
ipaddress fnmatch unpack list tuple dict set bytes int float complex bool range
slice enumerate iter generators property descr super isinstance sort format augassign binop compare
decorators exceptions raise scope with pow long index dictviews dictcomps
generator_stop named_expressions patma positional_only_arg keywordonlyarg exception_group
except_star exception_variations contains hash richcmp opcodes typechecks unary print int_literal
json_decode json_default json_dump json_encode_basestring_ascii json_enum json_fail json_float
json_indent json_pass1 json_pass2 json_pass3 json_scanstring json_separators
json_unicode""".split()
# Quick ones, of every kind: what each change is held to.
LEAN = """heapq bisect string textwrap colorsys graphlib html numeric_tower difflib secrets augassign index
keyword csv dataclasses copy operator json_dump""".split()

RULES = """
extends = ["default"]
[imports]
allow = {modules}
[definitions]
dunder-methods = ["*"]
[guards]
level = "all"
iterations = 0
[limits]
wall = "300 s"
cpu = "200 s"
memory = "1 GiB"
output = "8 MiB"
[submission]
max-bytes = "16 MiB"
[[modules]]
name = "casework"
folder = {folder}
names = ["SkipTest", "TestCase", "TestSuite", "absent", "expectedFailure", "main", "mock", "run", "skip",
         "skipIf", "skipUnless"]
[[modules]]
name = "casework_support"
folder = {folder}
names = {support}
"""
UNITTEST = {"SkipTest", "TestCase", "TestSuite", "expectedFailure", "main", "mock", "skip", "skipIf",
            "skipUnless"}
SUPPORT = {"test.support", "test.support.import_helper", "test.support.os_helper",
           "test.support.warnings_helper", "test.support.threading_helper",
           "test.support.script_helper", "test.support.hashlib_helper", "test.support.i18n_helper"}


SIZES = {f"_{count}G": f"{count << 30}" for count in (1, 2, 4)}
# Used when a file is imported, and hidden: what is decorated by it is skipped.
ABSENT = {("types", "coroutine"), ("enum", "global_enum"), ("sys", "modules")}

# What test_json's files take from their package.
JSON_BASES = """import json as casework_json, casework
class CTest(casework.TestCase):
    json = casework_json
    loads = staticmethod(casework_json.loads)
    dumps = staticmethod(casework_json.dumps)
    JSONDecodeError = staticmethod(casework_json.JSONDecodeError)
class PyTest(casework.TestCase): pass
"""


class Library:
    """Which names of which modules a run shows, by `stockade rules modules`."""

    def __init__(self, program):
        rows = json.loads(subprocess.run([program, "rules", "modules", "--format", "json"],
                                         check=True, capture_output=True, text=True).stdout)
        self.shown = {}
        numpy = {row["module"] for row in rows if row["verdict"] == "guards not in force"}
        for row in rows:
            if row["verdict"] in ("shown", "wrapped") and \
                    row["module"].partition(".")[0] not in numpy:
                self.shown.setdefault(row["module"], set()).update(row["names"].split())

    def has(self, module, name=None):
        if module == "__future__":
            return True
        if name is None:
            return module in self.shown or any(known.startswith(module + ".")
                                               for known in self.shown)
        names = self.shown.get(module, ())
        return name in names or "*" in names or f"{module}.{name}" in self.shown


class Imports:
    """The text of one test file with its imports changed, line by line."""

    def __init__(self, text, library):
        self.library = library
        self.support = set()
        self.tree = ast.parse(text)
        self.lines = text.splitlines()
        self.fresh = set()
        self.absent = set()
        # From the end, so that places stay what the tree says.
        nodes = [node for node in ast.walk(self.tree) if isinstance(node, (ast.stmt, ast.Call))]
        for node in sorted(nodes, key=lambda n: (n.lineno, n.col_offset), reverse=True):
            if isinstance(node, (ast.Import, ast.ImportFrom)):
                parts = [part for alias in node.names for part in self._one(node, alias)]
                self._replace(node, "; ".join(parts))
            elif isinstance(node, ast.If) and node in self.tree.body and \
                    "__main__" in ast.unparse(node.test):
                self._replace(node.test, "False")  # what a file does as a program
            elif isinstance(node, ast.Call) and node.args and \
                    ast.unparse(node.func).endswith("import_fresh_module"):
                self._replace(node, self._fresh(node))
        # A private name of what is not there is not there: no guard need be asked.
        reads = [node for node in ast.walk(ast.parse("\n".join(self.lines)))
                 if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)]
        for node in sorted(reads, key=lambda n: (n.lineno, n.col_offset), reverse=True):
            if node.attr in SIZES:
                self._replace(node, SIZES[node.attr])
            elif (node.value.id, node.attr) in ABSENT:
                self._replace(node, "casework_absent")
            elif node.attr.startswith("_") and node.value.id in self.absent:
                self._replace(node, node.value.id)

    def without(self, tests):
        """Takes methods out of the text: what would keep the whole file from being run."""
        for owner in ast.walk(self.tree):
            for node in owner.body if isinstance(owner, ast.ClassDef) else ():
                if f"{owner.name}.{getattr(node, 'name', '')}" in tests:
                    first = min([node.lineno] + [d.lineno for d in node.decorator_list])
                    for place in range(first - 1, node.end_lineno):
                        self.lines[place] = ""
                    self.lines[node.end_lineno - 1] = " " * node.col_offset + "pass"

    def text(self, left_out):
        classes = [node.name for node in self._top(self.tree.body)
                   if isinstance(node, ast.ClassDef)]
        future = [place for place, line in enumerate(self.lines)
                  if line.startswith("from __future__")]
        start = future[-1] + 1 if future else 0
        head = ["from casework import absent as casework_absent"]
        head += [f"import {module} as fresh_{module}" for module in sorted(self.fresh)]
        lines = self.lines[:start] + head + self.lines[start:]
        tail = ["casework_classes = []"]
        for name in dict.fromkeys(classes):
            tail += ["try:", f"    casework_classes.append(({name!r}, {name}))",
                     "except NameError: pass"]
        tail += ["from casework import run as casework_run",
                 f"casework_run(casework_classes, {sorted(left_out)!r})"]
        return "\n".join(lines + tail) + "\n"

    def _top(self, body):
        for node in body:
            yield node
            if isinstance(node, (ast.If, ast.Try, ast.With)):
                for part in ("body", "orelse", "finalbody"):
                    yield from self._top(getattr(node, part, []))

    def _fresh(self, node):
        """The module as a run has it: there is one, not one with its C code and one without."""
        module = node.args[0].value if isinstance(node.args[0], ast.Constant) else ""
        if not self.library.has(module):
            return "None"
        self.fresh.add(module)
        return "fresh_" + module

    def _replace(self, node, text):
        first, last = node.lineno - 1, node.end_lineno - 1
        before = self.lines[first].encode()[:node.col_offset].decode()
        after = self.lines[last].encode()[node.end_col_offset:].decode()
        self.lines[first] = before + text + after
        for place in range(first + 1, last + 1):
            self.lines[place] = ""

    def _missing(self, name):
        self.absent.add(name)
        return [f"from casework import absent as {name}"]

    def _one(self, node, alias):
        if isinstance(node, ast.Import):
            module, name = alias.name, alias.asname or alias.name.partition(".")[0]
            if module.partition(".")[0] == "unittest" and not alias.asname or module == "unittest":
                return [f"import casework as {name}"]
            if module in SUPPORT or module == "test":
                return self._missing(name)
            if self.library.has(module):
                return [f"import {module}" + (f" as {alias.asname}" if alias.asname else "")]
            return self._missing(name)
        module, name = node.module or "", alias.asname or alias.name
        if module == "unittest":
            source = "casework" if alias.name in UNITTEST else None
        elif module == "test" and alias.name == "support":
            return [f"import casework_support as {name}"]
        elif module in SUPPORT or module == "test.support":
            if alias.name in SIZES:
                return [f"{name} = {SIZES[alias.name]}"]
            if f"{module}.{alias.name}" in SUPPORT:
                return [f"import casework_support as {name}"]
            self.support.add(alias.name)
            source = "casework_support"
        elif module == "test.test_json":
            return [JSON_BASES] if alias is node.names[0] else []
        elif self.library.has(module, alias.name):
            source = module
        else:
            source = None
        if alias.name == "*":
            return [f"from {module} import *"] if self.library.has(module) else ["pass"]
        if source is None:
            return self._missing(name)
        return [f"from {source} import {alias.name} as {name}"]


def support_names(imports):
    """What the file takes from test.support, by import and as support.NAME."""
    names = set(imports.support)
    for node in ast.walk(imports.tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and \
                node.value.id in ("support", "import_helper", "os_helper", "warnings_helper",
                                  "threading_helper", "script_helper"):
            names.add(node.attr)
    return sorted(name for name in names if not name.startswith("_"))


def lines_of(output):
    """{test: (word, text)}, and whether the runner came to its end."""
    found = {}
    for line in output.splitlines():
        word, _, rest = line.partition(" ")
        if word in ("ok", "skip", "bad"):
            name, _, text = rest.partition(": ")
            if found.get(name, ("ok",))[0] == "ok":
                found[name] = (word, text)
    return found, "\nend\n" in "\n" + output


def path_of(name):
    """Of test_NAME.py, NAME.py, or of a part of the package test_json: "json_decode"."""
    for candidate in (f"test_{name}.py", f"{name}.py",
                      f"test_json/test_{name.removeprefix('json_')}.py"):
        path = os.path.join(TESTS, candidate)
        if os.path.exists(path):
            return path
    return None


def try_file(name, program, library, excluded, folder):
    """What is wrong with one file, and how many tests pass on both sides."""
    with open(path_of(name), encoding="utf-8") as file:
        imports = Imports(file.read(), library)
    ends = [test for test, why in excluded.items() if why.startswith("ends the run")]
    refused = [test for test, why in excluded.items() if why.startswith("refused")]
    imports.without(refused)
    path = os.path.join(folder, f"test_{name}.py")
    with open(path, "w", encoding="utf-8") as file:
        file.write(imports.text(ends))
    rules = os.path.join(folder, f"{name}.toml")
    with open(rules, "w", encoding="utf-8") as file:
        file.write(RULES.format(
            modules=json.dumps(["__future__", *sorted(library.shown)]), folder=json.dumps(HERE),
            support=json.dumps(support_names(imports) or ["verbose"])))
    outside = subprocess.run([sys.executable, "-W", "ignore", path], capture_output=True, text=True,
                             cwd=folder, env={"PYTHONPATH": HERE, "PYTHONDONTWRITEBYTECODE": "1"},
                             timeout=600)
    inside = subprocess.run([program, "run", "--no-check", "--rules", rules, path],
                            capture_output=True, text=True, errors="replace", timeout=600)
    plain, plain_end = lines_of(outside.stdout)
    ours, ours_end = lines_of(inside.stdout)
    problems = []
    if not plain_end:
        return [f"{name}: plain CPython did not come to the end: {outside.stderr[-400:]}"], 0
    if not ours_end:
        problems.append(f"{name}: the run ended early: {inside.stderr.strip()[-500:]}")
    passed = 0
    for test, (word, _) in plain.items():
        here, text = ours.get(test, ("nothing", ""))
        if word != "ok":
            continue
        passed += here == "ok"
        if here != "ok" and test not in excluded and ours_end:
            problems.append(f"{name}: {test} passes outside, inside: {here} {text}")
        if here == "ok" and test in excluded:
            problems.append(f"{name}: {test} passes: take it out of exclusions.toml")
    for test in excluded:
        if test not in plain and test not in ends and test not in refused:
            problems.append(f"{name}: exclusions.toml names {test}, which does not run outside")
    return problems, passed


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", help="folder for the changed files")
    parser.add_argument("names", nargs="*")
    options = parser.parse_intermixed_args()
    with open(os.path.join(HERE, "exclusions.toml"), "rb") as file:
        exclusions = tomllib.load(file)
    library = Library(options.program)
    names = options.names or (sorted(set(ALL)) if options.all else LEAN)
    for name in names:
        if path_of(name) is None:
            parser.error(f"{TESTS} has no tests named {name}")
    total, bad = 0, 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or scratch
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            runs = {name: pool.submit(try_file, name, options.program, library,
                                      exclusions.get(name, {}), folder) for name in names}
            for name, run in runs.items():
                problems, passed = run.result()
                total += passed
                bad += len(problems)
                print(f"{name}: {passed} pass on both sides, "
                      f"{len(exclusions.get(name, {}))} excluded", flush=True)
                for problem in problems:
                    print("  " + problem)
    print(f"{len(names)} files, {total} tests pass on both sides, {bad} problems")
    return 1 if bad or not names or not total else 0


if __name__ == "__main__":
    sys.exit(main())
