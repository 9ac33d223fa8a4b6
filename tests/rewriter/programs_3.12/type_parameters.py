# Type parameters and aliases (PEP 695), f-strings without limits (PEP 701).
type Pair[T] = tuple[T, T]
type Either[L: int, *Rest, **Spec] = dict[
    L, list[L]]
print(Pair.__name__, Pair.__value__, [p.__name__ for p in Either.__type_params__])


def first[T: (int, str)](items: list[T], *, default: T | None = None) -> T | None:
    for item in items:
        return item
    return default


def collect[*Ts](*args: *Ts) -> tuple[*Ts]:
    return *args, len(args)


class Box[T, U: int]:
    """Holds."""
    held: list[T] = []

    def __init__(self, value: T) -> None:
        self.__value = value

    def get[V](self, other: V) -> T | V:
        return self.__value or other

    type Alias = list[T]


class Wide[*Ts, **P](Box[int, int], metaclass=type):
    pass


print(first([3, 4]), first([]), first.__type_params__, collect(1, 2))
print(Box(0).get("x"), Box(5).get("x"), Box.__doc__, Box.Alias.__value__, Wide(2).get(1))
print(first.__annotations__["items"], Box.__annotations__["held"])
type Lazy = nowhere.at_all


def lazy():
    return Lazy.__value__


attempt(lazy)


def bound[T: 1 // 0](): pass


attempt(lambda: bound.__type_params__[0].__bound__)

names = ["a", "b"]
print(f"{', '.join(names)} {f"{f"{1 + 1}"}"} {'\n'.join(names)!r} {
    names  # a comment
    [0]}")
print(f"{names[0]:>{len(
    names) + 3}}|{(lambda x: x * 2)(3)}|{ {1: 2}[1] }|{names=!s:>20}")


def broken():
    return f"{
        names[0]} {
        names[
            9]}"


attempt(broken)
match names:
    case [str() as one, *rest]:
        print(one, rest)
try:
    raise ExceptionGroup("g", [ValueError(1), TypeError(2)])
except* ValueError as group:
    print(group.exceptions)
except* (TypeError, KeyError) as group:
    print(len(group.exceptions))
print([x for x in [1, 2] if (y := x) > 1], y)


class Scope:
    items = [1, 2]
    both = [(i, j) for i in items for j in (i, i + 1)]
    print([lambda i=i: i for i in items][1](), both)
