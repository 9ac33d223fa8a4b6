"""Prints analyzer/reexports.def: under which other names a library module's objects can be had.

A module that imports another has it as an attribute: `random._os` is `os`. The rows are read from
the text of the standard library of the Python that runs this; modules written in C, and rows of
other versions, are kept from the file itself.

    python3 reexports.py analyzer/reexports.def            # prints the file with this Python's rows
    python3 reexports.py --check analyzer/reexports.def    # exit status 1 if a row is missing
"""
import ast
import os
import re
import sys
import sysconfig

# Folders that hold no library: tests, demos, tools.
SKIPPED = {"test", "tests", "idlelib", "lib2to3", "turtledemo", "site-packages", "dist-packages",
           "config", "ensurepip", "idle_test", "pydoc_data", "__phello__"}
HEADER = """\
// Objects of the standard library that can be had under a second name: `random._os` is `os`, and
// `posix` has what `os` has. A row may name a module or a member of one; what is below it follows.
// Made by tests/names/reexports.py (run it with each Python that is supported; rows add up), sorted.
// STOCKADE_REEXPORT(name, target)
"""
FOOTER = "#undef STOCKADE_REEXPORT\n"


def modules(folder):
    """Yields the dotted name, the path and whether it is a package, of each module."""
    for path, folders, files in os.walk(folder):
        folders[:] = sorted(f for f in folders
                            if f not in SKIPPED and not f.startswith(("__", "config-"))
                            and os.path.exists(os.path.join(path, f, "__init__.py")))
        prefix = os.path.relpath(path, folder).replace(os.sep, ".")
        for file in sorted(files):
            if not file.endswith(".py") or file.startswith("__phello"):
                continue
            name = file[:-3] if prefix == "." else f"{prefix}.{file[:-3]}"
            package = name.endswith("__init__")
            if package:
                name = name.rpartition(".")[0]
            if name and not name.endswith("__main__"):
                yield name, os.path.join(path, file), package


def imports(body):
    """Import statements that run when the module does: those inside if, try and with too."""
    for node in body:
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            yield node
        for field in ("body", "orelse", "finalbody", "handlers"):
            if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                yield from imports(getattr(node, field, []))


def rows_of(name, tree, package):
    for node in imports(tree.body):
        if isinstance(node, ast.Import):
            for alias in node.names:
                target = alias.name if alias.asname else alias.name.partition(".")[0]
                yield f"{name}.{alias.asname or target}", target
            continue
        base = node.module or ""
        if node.level:
            parts = name.split(".") if package else name.split(".")[:-1]
            parts = parts[:len(parts) - node.level + 1]
            base = ".".join(parts + ([base] if base else []))
        if not base or base == "__future__":
            continue
        for alias in node.names:
            if alias.name == "*":
                if base.startswith("_"):  # the C twin has what the module has
                    yield base, name
                continue
            yield f"{name}.{alias.asname or alias.name}", f"{base}.{alias.name}"


def own_rows():
    folder = sysconfig.get_path("stdlib")
    rows = set()
    for name, path, package in modules(folder):
        try:
            with open(path, "rb") as stream:
                tree = ast.parse(stream.read())
        except (SyntaxError, ValueError):
            continue
        found = [row for row in rows_of(name, tree, package) if is_told(*row)]
        rows.update(found)
        if name == "posixpath":  # which is known as os.path
            rows.update((own.replace(name, "os.path", 1), target) for own, target in found)
    return rows


def is_told(name, target):
    """Only names that lead to a documented place, and out of the module's own package."""
    return (name.partition(".")[0] != target.partition(".")[0]
            and not any(part.startswith("_") for part in target.split("."))
            and name != "os.path")  # its rows go the other way


def main(arguments):
    check = arguments[0] == "--check"
    path = arguments[-1]
    with open(path, encoding="utf-8") as stream:
        known = set(re.findall(r'STOCKADE_REEXPORT\("([^"]+)", "([^"]+)"\)', stream.read()))
    own = own_rows()
    if check:
        missing = sorted(own - known)
        for name, target in missing[:20]:
            print(f"{path}: no row for {name}, which is {target}")
        print(f"{len(own)} rows in this Python's library, {len(missing)} missing")
        return 1 if missing or len(own) < 1000 else 0
    sys.stdout.write(HEADER)
    for name, target in sorted(known | own):
        sys.stdout.write(f'STOCKADE_REEXPORT("{name}", "{target}")\n')
    sys.stdout.write(FOOTER)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
