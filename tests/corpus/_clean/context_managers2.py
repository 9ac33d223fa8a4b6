from contextlib import contextmanager, ExitStack, suppress, closing, nullcontext


@contextmanager
def tag(name):
    print(f"<{name}>")
    try:
        yield name.upper()
    except ZeroDivisionError:
        print("caught")
    finally:
        print(f"</{name}>")


class Timer:
    def __enter__(self):
        self.steps = 0
        return self

    def __exit__(self, exc_type, exc, tb):
        print("exit", exc_type.__name__ if exc_type else None, self.steps)
        return exc_type is KeyError


with tag("a") as a, tag("b") as b:
    print(a, b)
    1 / 0
with Timer() as t:
    t.steps += 3
    {}["missing"]
with ExitStack() as stack:
    names = [stack.enter_context(tag(n)) for n in "xy"]
    stack.callback(print, "callback")
    print(names)
with suppress(ValueError, IndexError):
    [][0]
with nullcontext(5) as five, (tag("p")) as p:
    print(five, p)
