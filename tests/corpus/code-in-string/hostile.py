a = "\x5f_import__('os')"  # expect: ST309
b = "a" "__subclasses__"  # expect: ST309
c = b"__builtins__"  # expect: ST309
d = f"x{1}.__globals__"  # expect: ST309
e = r"__mro__"  # expect: ST309
f = {"__getattr__": 1}  # expect: ST309
