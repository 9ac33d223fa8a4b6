import contextlib

m = contextlib.contextmanager
table = {"f": print}


@m  # expect: ST408
def f():
    yield


@table["f"]  # expect: ST408
def g():
    pass


@(lambda f: f)(print)  # expect: ST408
def h():
    pass


@(k := print)  # expect: ST408
def i():
    pass


@getattr(contextlib, "suppress")(ValueError)  # expect: ST408
def j():
    pass
