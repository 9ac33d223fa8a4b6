table = __builtins__  # expect: ST102
#       ^^^^^^^^^^^^ expect: ST102
loader = __loader__  # expect: ST102
print(__file__)  # expect: ST102
__spec__ = None  # expect: ST102


def __getattr__(name):  # expect: ST102
    return name


def f(__dict__):  # expect: ST102
    return 1


def g():
    global __path__  # expect: ST102
