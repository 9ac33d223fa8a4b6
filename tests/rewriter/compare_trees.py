"""Compares programs with what was printed from them.

Standard input: {"pairs": [[original path, printed path]], "check": "tree" or "compile"}; standard output:
{"differences": [[path, what]], "refused": [paths that CPython refuses], "compared": count}. "tree" asks for
equal abstract syntax and an equal line for every node that has one; "compile" that CPython compiles the
printed text.
"""
import ast
import json
import sys
import warnings


def difference(one, other):
    """The first difference of two trees, or None. No recursion: programs nest as they like."""
    open_pairs = [(one, other)]
    while open_pairs:
        a, b = open_pairs.pop()
        if type(a) is not type(b):
            return f"{type(a).__name__} at line {getattr(a, 'lineno', '?')} became {type(b).__name__}"
        if isinstance(a, ast.AST):
            for field in a._fields:
                open_pairs.append((getattr(a, field, None), getattr(b, field, None)))
            line = getattr(a, "lineno", None)
            if line != getattr(b, "lineno", None):
                return f"{type(a).__name__} of line {line} is on line {b.lineno}"
        elif isinstance(a, list):
            if len(a) != len(b):
                return f"{len(a)} items became {len(b)}"
            open_pairs.extend(zip(a, b))
        elif a != b and not (a != a and b != b):
            return f"{a!r:.60} became {b!r:.60}"
    return None


def read(path):
    with open(path, "rb") as file:
        return file.read()


def main():
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(5000)
    job = json.load(sys.stdin)
    out = {"differences": [], "refused": [], "compared": 0}
    for original, printed in job["pairs"]:
        text = read(original)
        try:
            tree = ast.parse(text)
            compile(text, original, "exec", dont_inherit=True)
        except (SyntaxError, ValueError):
            out["refused"].append(original)
            continue
        out["compared"] += 1
        try:
            if job["check"] == "tree":
                what = difference(tree, ast.parse(read(printed)))
            else:
                compile(read(printed), original, "exec", dont_inherit=True)
                what = None
        except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
            what = f"{type(error).__name__}: {error}"
        if what is not None:
            out["differences"].append([original, what])
    json.dump(out, sys.stdout)


if __name__ == "__main__":
    main()
