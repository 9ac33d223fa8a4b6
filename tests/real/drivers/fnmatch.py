names = ["a.py", "b.txt", "A.PY", "test_x.py", "x[1].py", ".hidden"]
print(filter(names, "*.py"), filterfalse(names, "*.py") if "filterfalse" in dir() else None)
print([fnmatchcase(n, "[a-b].*") for n in names], fnmatch("file7", "file?"), fnmatchcase("x[1].py", "x[[]1].py"))
print(translate("*.[ch]"), translate("a?[!x-z]*"), translate("[]x]"))
