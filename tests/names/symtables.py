"""Prints the symbol tables that CPython makes of the files of its library.

One line a file, `F` and its path, then one line a scope: kind, name, line, and for each name its
letters (parsed.h says what they are), sorted. A file that CPython refuses is left out.

    python3 symtables.py [STEP] > tables.txt

takes every STEP-th file of the library of the Python that runs this.
"""
import os
import sys
import symtable
import sysconfig
from _symtable import (CELL, DEF_ANNOT, DEF_GLOBAL, DEF_IMPORT, DEF_LOCAL, DEF_PARAM, FREE, LOCAL,
                       SCOPE_MASK, SCOPE_OFF, USE)

# Not exported by _symtable; Include/internal/pycore_symtable.h of 3.11.
DEF_NONLOCAL = 8
DEF_COMP_ITER = 2 << 8

KINDS = {0: "function", 1: "class", 2: "module", "function": "function", "class": "class",
         "module": "module"}
LETTERS = ((USE, "r"), (DEF_PARAM, "p"), (DEF_LOCAL, "a"), (DEF_IMPORT, "i"), (DEF_ANNOT, "A"),
           (DEF_GLOBAL, "G"), (DEF_NONLOCAL, "n"), (DEF_COMP_ITER, "c"))
PLACES = {LOCAL: "l", CELL: "x", FREE: "f"}
# Names that the compiler adds for itself, most of them since 3.12.
OWN = ("__classdict__", "__conditional_annotations__")


def letters(flags):
    if not flags & DEF_LOCAL:
        flags &= ~DEF_COMP_ITER  # `for a[0] in b` reads a; CPython marks it all the same
    place = PLACES.get((flags >> SCOPE_OFF) & SCOPE_MASK, "g")
    return "".join(letter for bit, letter in LETTERS if flags & bit) + place


def print_scope(table, out):
    symbols = " ".join(sorted(f"{name}:{letters(flags)}" for name, flags in table.symbols.items()
                              if name[0] != "." and name not in OWN))
    kind = KINDS.get(table.type)
    name = table.name if kind != "module" else "top"
    line = table.lineno if kind != "module" else 0
    # Scopes of type parameters, aliases and bounds are cut in another way than ours.
    if kind is not None:
        out.append(f"{kind}\t{name}\t{line}\t{symbols}\n")
    for child in table.children:
        print_scope(child, out)


def main(step):
    found = []
    for path, folders, files in os.walk(sysconfig.get_path("stdlib")):
        folders[:] = sorted(folder for folder in folders if folder != "site-packages")
        found += [os.path.join(path, file) for file in sorted(files)
                  if file.endswith(".py") and os.path.isfile(os.path.join(path, file))]
    for full in found[sys.version_info[1] % step::step]:
        try:
            with open(full, "rb") as stream:
                text = stream.read()
            table = symtable.symtable(text, full, "exec")._table
            compile(text, full, "exec", dont_inherit=True)  # some errors are found only then
        except (SyntaxError, ValueError):
            continue
        out = [f"F\t{full}\n"]
        print_scope(table, out)
        sys.stdout.write("".join(out))


if __name__ == "__main__":
    sys.setrecursionlimit(10000)
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
