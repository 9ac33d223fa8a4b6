import contextlib


class Tag:
    def __init__(self, name):
        self.name = name

    def __enter__(self):
        print(f"<{self.name}>")
        return self

    def __exit__(self, kind, error, traceback):
        print(f"</{self.name}>")
        return kind is ValueError


@contextlib.contextmanager
def bracket(mark):
    print(mark[0])
    try:
        yield mark
    finally:
        print(mark[1])


with Tag("a") as outer, Tag("b"):
    print(outer.name)
    raise ValueError("swallowed")
with (bracket("()") as mark, contextlib.suppress(KeyError)):
    print({}[mark])
with contextlib.ExitStack() as stack:
    stack.callback(print, "last")
    print("first")
