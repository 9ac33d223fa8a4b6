import contextlib


@contextlib.contextmanager  # expect: ST408
def f():
    yield


@staticmethod  # expect: ST408
def g():
    pass


@lambda f: f  # expect: ST408
class C:
    pass
