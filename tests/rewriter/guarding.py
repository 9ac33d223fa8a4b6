"""Runs text guarded, inside `guarded_python`: rewriting, compiling, guards put in place, and tracebacks mapped to
the submitter's lines."""
import bisect
import itertools

import guarded

FILENAME = "program.py"


class Refused(Exception):
    """The product does not take a text that CPython takes."""


def map_line(positions, line, column):
    """The submitter's line of a place in printed text, as the supervisor maps it."""
    at = bisect.bisect_right(positions, (line, column + 1)) - 1
    if at >= 0 and positions[at][0] == line:
        return positions[at][2]
    if at + 1 < len(positions) and positions[at + 1][0] == line:
        return positions[at + 1][2]
    return line


def lines_of(traceback, positions):
    """[(function, line)] of the program's frames, outermost first; `positions` None: the text is the submitter's."""
    found = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        if code.co_filename == FILENAME:
            line, _, column, _ = next(itertools.islice(code.co_positions(), traceback.tb_lasti // 2, None))
            if positions is not None and line is not None:
                line = map_line(positions, line, column or 0)
            found.append((code.co_name, line))
        traceback = traceback.tb_next
    return found


def place(text, level, filename=FILENAME, mode="exec", compile_mode=None, flags=0):
    """Code with guards that let every name and object pass. SyntaxError: CPython refuses the text too."""
    try:
        printed, _, _ = guarded.rewrite(text, level, "eval" if mode == "eval" else "exec")
    except ValueError as refusal:
        compile(text, filename, compile_mode or mode, flags, True)
        raise Refused(f"{refusal}: {text[:200]!r}") from None
    code = compile(printed, filename, compile_mode or mode, flags, True)
    guarded.place(code)
    return code
