"""A module that mentions __import__ and __globals__ in its documentation."""


def f():
    """Does not use __subclasses__."""
    return "__main__", "__init__", "__root__", "x__import__y", "__import", "____"


print(f(), "import os", "globals", b"__name__")
slots = ("x", "__weakref__")
