import functools
import time


def logged(prefix="log"):
    def decorate(func):
        @functools.wraps(func)
        def wrapper(*args, **kwargs):
            print(prefix, func.__name__, args, kwargs)
            return func(*args, **kwargs)
        wrapper.calls = 0
        return wrapper
    return decorate


def retry(times):
    def decorate(func):
        @functools.wraps(func)
        def wrapper(*args):
            for attempt in range(times):
                try:
                    return func(*args)
                except ValueError as error:
                    last = error
            raise RuntimeError(f"failed {times} times") from last
        return wrapper
    return decorate


@logged("call")
def add(a, b=2):
    """Adds."""
    return a + b


@retry(3)
def bad(x):
    raise ValueError(x)


class Meter:
    def __init__(self, func):
        functools.update_wrapper(self, func)
        self.func = func
        self.count = 0

    def __call__(self, *args):
        self.count += 1
        return self.func(*args)


@Meter
def sq(x):
    return x * x


print(add(1), add(1, b=5), add.__name__, add.__doc__)
try:
    bad(1)
except RuntimeError as error:
    print(error)
print(sq(3), sq(4), sq.count, sq.__name__)


def timed(func):
    def wrapper(*args):
        start = time.perf_counter()
        result = func(*args)
        assert time.perf_counter() >= start
        return result
    return wrapper


print(timed(sum)([1, 2]))
