"""Runs programs plain and guarded and says what each did.

Standard input: {"programs": [{"plain": text, "guarded": [{"text", "spelling", "positions"}]}]}; standard
output: for each program a list of results, the plain one first. A result has the output, the exception with
its message, and its traceback's lines, those of guarded text mapped to the submitter's.
"""
import bisect
import contextlib
import io
import json
import os
import sys
import traceback
import warnings

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import standins  # noqa: E402


def map_line(positions, frame):
    """The submitter's line of a frame, as the supervisor maps it."""
    line, column = frame.lineno, getattr(frame, "colno", None) or 0
    at = bisect.bisect_right(positions, [line, column + 1]) - 1
    found = None
    if at >= 0 and positions[at][0] == line:
        found = positions[at]
    elif at + 1 < len(positions) and positions[at + 1][0] == line:
        found = positions[at + 1]
    return found[2] if found else line


def run(text, spelling, positions):
    guards = standins.make()
    output = io.StringIO()
    result = {"exception": None, "lines": []}

    def note(error):
        for frame in traceback.extract_tb(error.__traceback__):
            if frame.filename == "program.py":
                line = frame.lineno if positions is None else map_line(positions, frame)
                result["lines"].append([frame.name, line])

    def attempt(function):
        try:
            function()
        except Exception as error:
            print(type(error).__name__, error)
            note(error)

    namespace = {"__name__": "__main__", "attempt": attempt}
    try:
        code = compile(text, "program.py", "exec", dont_inherit=True)
        if spelling == "names":
            namespace.update(standins.as_globals(guards))
        elif spelling == "constants":
            code = standins.with_constants(code, guards)
        with contextlib.redirect_stdout(output):
            exec(code, namespace)
    except BaseException as error:
        result["exception"] = [type(error).__name__, str(error)]
        note(error)
    result["output"] = output.getvalue()
    result["spent"] = guards["budget"].spent
    return result


def main():
    warnings.simplefilter("ignore")
    out = []
    for program in json.load(sys.stdin)["programs"]:
        results = [run(program["plain"], "plain", None)]
        for guarded in program["guarded"]:
            results.append(run(guarded["text"], guarded["spelling"], guarded["positions"]))
        out.append(results)
    json.dump(out, sys.stdout)


if __name__ == "__main__":
    main()
