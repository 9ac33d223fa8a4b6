"""Programs of generator.py, plain and guarded at both levels: output, exceptions, messages and the lines of all frames
must be the same. Runs inside `guarded_python`:

    guarded_python generated.py --seed 1 --count 1000 [--show SEED]

Prints JSON: how many programs ran, how many ended in an exception somewhere, and those that differ.
"""
import argparse
import ast
import json
import os
import random
import sys
import warnings

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import generator  # noqa: E402
import guarding  # noqa: E402
import guarded  # noqa: E402

LEVELS = ("proven", "all")
MOST_SHOWN = 20
MOST_LOGGED = 3000


class Enough(BaseException):
    """The program logs without an end."""


def show(value, depth=0):
    """A text that is the same in every run: addresses are left out."""
    kind = type(value)
    if value is None or kind in (int, float, str, bytes, bool, complex, type(...)):
        return repr(value)
    if kind in (list, tuple) and depth < 4:
        return kind.__name__ + str([show(item, depth + 1) for item in value])
    if kind is dict and depth < 4:
        return str([(show(k, depth + 1), show(v, depth + 1)) for k, v in value.items()])
    return kind.__name__


def run(code, positions, namespace):
    events = []

    def log(*values):
        if len(events) > MOST_LOGGED:
            raise Enough
        events.append([show(value) for value in values])

    def note(error, kind):
        text = str(error)
        events.append([kind, type(error).__name__, text, guarding.lines_of(error.__traceback__, positions)])
        cause = error.__cause__
        if cause is not None:
            events.append(["cause", type(cause).__name__, str(cause), guarding.lines_of(cause.__traceback__, positions)])
        context = error.__context__
        if context is not None and context is not cause:
            events.append(["context", type(context).__name__, str(context)])

    def attempt(function):
        try:
            log(function())
        except Exception as error:
            note(error, "attempt")

    namespace.update({"__name__": "__main__", "log": log, "attempt": attempt})
    try:
        exec(code, namespace)
    except (Exception, Enough) as error:
        note(error, "end")
    names = sorted(name for name in namespace if name[0] != "_")
    events.append(["names", names])
    # What is alive at the end is let go here, not during the next program.
    namespace.clear()
    return events


def run_plain(text):
    return run(compile(text, guarding.FILENAME, "exec", 0, True), None, {})


def compare(text, plain):
    """None, or what differs from the plain run."""
    if any("RecursionError" in str(event) for event in plain):
        return None  # how deep the stack is, is no part of the meaning
    for level in LEVELS:
        try:
            printed, positions, names = guarded.rewrite(text, level, "exec")
            code = compile(printed, guarding.FILENAME, "exec", 0, True)
            namespace = {"__builtins__": guarded.builtins()}
            guarded.prepare(code, level, names, namespace)
        except (ValueError, SyntaxError) as refusal:
            return {"level": level, "refused": f"{type(refusal).__name__}: {refusal}"}
        seen = run(code, positions, namespace)
        if seen == plain:
            continue
        at = next((i for i, pair in enumerate(zip(plain, seen)) if pair[0] != pair[1]), min(len(plain), len(seen)))
        return {"level": level, "event": at, "before": plain[max(0, at - 2):at], "plain": plain[at:at + 1], "guarded": seen[at:at + 1]}
    return None


# No statement of a program: other modes, contexts, and what only type checkers make.
NO_PROGRAM = {"Interactive", "Expression", "FunctionType", "TypeIgnore", "Load", "Store", "Del", "Suite", "AugLoad", "AugStore",
              "Param", "Index", "ExtSlice", "Num", "Str", "Bytes", "NameConstant", "Ellipsis"}


def missing_nodes(options):
    """Kinds of CPython's syntax tree, and its operators, that none of the programs has."""
    seen = set()
    for seed in range(options.seed, options.seed + options.count):
        tree = ast.parse(generator.Generator(random.Random(seed)).program())
        seen.update(type(node).__name__ for node in ast.walk(tree))
    abstract = {kind.__name__ for kind in vars(ast).values() if isinstance(kind, type) and issubclass(kind, ast.AST) and kind.__subclasses__()}
    known = {kind.__name__ for kind in vars(ast).values() if isinstance(kind, type) and issubclass(kind, ast.AST)}
    return sorted(known - abstract - seen - NO_PROGRAM)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--show", action="store_true", help="print the program of the seed too")
    parser.add_argument("--nodes", action="store_true", help="say which kinds of CPython's syntax tree no program has")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    if options.nodes:
        return json.dump({"missing": missing_nodes(options)}, sys.stdout)
    result = {"ran": 0, "raised": 0, "events": 0, "invalid": [], "different": []}
    programs = []
    for seed in range(options.seed, options.seed + options.count):
        text = generator.Generator(random.Random(seed)).program()
        if options.show:
            sys.stderr.write(text)
        try:
            plain = run_plain(text)
        except SyntaxError as error:
            result["invalid"].append({"seed": seed, "why": f"{error.msg}, line {error.lineno}", "line": (text.split("\n") + [""])[(error.lineno or 1) - 1]})
            continue
        programs.append((seed, text, plain))
        result["ran"] += 1
        result["raised"] += any(event and event[0] in ("attempt", "end") for event in plain)
        result["events"] += len(plain)
    # All plain runs come first: the worker changes the process for good when its guards start.
    for seed, text, plain in programs:
        difference = compare(text, plain)
        if difference is not None and len(result["different"]) < MOST_SHOWN:
            result["different"].append({"seed": seed, **difference})
    json.dump(result, sys.stdout)


if __name__ == "__main__":
    main()
