"""Builtins that make no large or surprising sequences."""

from typing import Any, Callable, Dict, Iterable, List, Tuple, TypeVar

_Item = TypeVar("_Item")

_RANGE_LIMIT = 1000


def limited_range(iFirst: int, *args: int) -> range:
    """range() of fewer than 1000 numbers."""
    if len(args) > 2:
        raise AttributeError("range() requires 1-3 int arguments")
    start, end = (iFirst, args[0]) if args else (0, iFirst)
    step = args[1] if len(args) == 2 else 1
    if step == 0:
        raise ValueError("zero step for range()")
    numbers = range(start, end, step)
    # Not len(): it raises OverflowError where a range is longer than a list can be.
    if max(0, int((end - start) / step)) >= _RANGE_LIMIT:
        raise ValueError("range() too large")
    return numbers


def limited_list(seq: Iterable[_Item]) -> List[_Item]:
    """list(), but not of a str."""
    if isinstance(seq, str):
        raise TypeError("cannot convert string to list")
    return list(seq)


def limited_tuple(seq: Iterable[_Item]) -> Tuple[_Item, ...]:
    """tuple(), but not of a str."""
    if isinstance(seq, str):
        raise TypeError("cannot convert string to tuple")
    return tuple(seq)


limited_builtins: Dict[str, Callable[..., Any]] = {
    "range": limited_range, "list": limited_list, "tuple": limited_tuple}
