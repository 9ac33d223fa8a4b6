# Exceptions say the submitter's lines, wherever expressions are broken. The harness gives attempt(), which
# calls a function and notes the lines of its traceback.


class Chain:
    def __init__(self, fail=None):
        self.fail = fail

    def step(self, *args, **kwargs):
        if self.fail == "call": raise ValueError("call")
        return self

    @property
    def link(self):
        if self.fail == "link":
            raise ValueError("link")
        return self

    def __getattr__(self, name):
        if name == "_hidden": return self
        raise AttributeError(name)

    def __add__(self, other):
        raise TypeError("add")

    def __getitem__(self, index):
        raise IndexError(index)


def chain_of_calls():
    c = Chain()
    return (c
            .step(1)
            ._hidden
            .step(
                2
            )
            ._missing
            .step())


def chain_of_links():
    return (Chain("link")
            .step()
            .link
            .step)


def starred():
    return (Chain("call")
            ._hidden
            .step(*[1,
                    2],
                  **{}))


def added():
    return (Chain()
            ._hidden
            .step()
            + 1)


def item():
    value = Chain()
    return value._hidden[
        1:
        2
    ]


def not_iterable():
    for x in (
            1):
        pass


def not_iterable_inside():
    return [
        x
        for x in [1]
        for y in
        x
    ]


def unpacked():
    (a,
     *b,
     c) = (
        1,
    )


def power():
    return [
        2
        **
        "x"
    ]


def formatted():
    name = 1
    return (f"{name}"
            f"{name:>{'q'}}"
            "end")


def triple_quoted():
    return f"""a
    {1}
    {undefined}
    """


def spread_call(
        a=1,
        b=2):
    print(a,
          b,
          undefined_name
          )


def with_manager():
    with open(
            "/nonexistent/file"
    ) as f:
        pass


def handler():
    try:
        {}["k"]
    except (
            KeyError
    ) as error:
        raise RuntimeError(
            "again"
        ) from error
    finally:
        "done"


def matched():
    match Chain():
        case Chain(
                link=1,
                missing=2):
            pass
        case _ if undefined:
            pass


@staticmethod
def decorated(): return 1 / 0


def augmented():
    value = Chain()
    value.x = 1
    value.x \
        += "s"


def single_line(): pass; return [][0]


for function in (chain_of_calls, chain_of_links, starred, added, item, not_iterable,
                 not_iterable_inside, unpacked, power, formatted, triple_quoted, spread_call,
                 with_manager, handler, matched, decorated, augmented, single_line):
    attempt(function)

value = 1 + \
    undefined
