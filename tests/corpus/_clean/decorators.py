import functools


def logged(label, *, times=1):
    def decorate(function):
        @functools.wraps(function)
        def wrapper(*args, **kwargs):
            for _ in range(times):
                print(label, function.__name__, args, sorted(kwargs.items()))
            return function(*args, **kwargs)

        wrapper.calls = 0
        return wrapper

    return decorate


def once(function):
    def inner(*args):
        nonlocal done, value
        if not done:
            value = function(*args)
            done = True
        return value

    done, value = False, None
    inner.__name__ = function.__name__
    inner.__doc__ = function.__doc__
    return inner


@logged("call", times=2)
def add(a, b=1):
    """Adds."""
    return a + b


@once
def start():
    """Starts."""
    return "started"


print(add(1, b=2), add.__doc__, start(), start(), start.__name__)
