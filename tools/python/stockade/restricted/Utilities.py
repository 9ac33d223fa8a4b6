"""Modules and functions that hosts often hand out beside safe_builtins."""

import math
import random
import string as _string
from typing import Any, Dict, FrozenSet, Iterable, List, Optional, Tuple

_HIDDEN_OF_STRING = frozenset(["Formatter"])


class _Delegator:
    """A module without the names that lead around the guards (CVE-2023-41039)."""

    def __init__(self, module: Any, hidden: FrozenSet[str]) -> None:
        self.__dict__["_module"] = module
        self.__dict__["_hidden"] = hidden

    def __getattr__(self, name: str) -> Any:
        if name in self.__dict__["_hidden"]:
            raise NotImplementedError(f"{self._module.__name__}.{name} is not safe")
        return getattr(self.__dict__["_module"], name)

    def __setattr__(self, name: str, value: object) -> None:
        raise TypeError("attribute-less object (assign or del)")


string = _Delegator(_string, _HIDDEN_OF_STRING)


def same_type(arg1: object, *args: object) -> int:
    """1 if all arguments are of one class, else 0."""
    first = getattr(arg1, "__class__", type(arg1))
    return int(all(getattr(other, "__class__", type(other)) is first for other in args))


def test(*args: Any) -> Any:
    """test(condition, value, ..., otherwise): the value of the first condition that holds."""
    for condition, value in zip(args[::2], args[1::2]):
        if condition:
            return value
    return args[-1] if len(args) % 2 else None


def _pair(item: Any) -> Tuple[Any, Any]:
    if isinstance(item, tuple) and len(item) == 2:
        return item[0], item[1]
    return item, item


def reorder(s: Iterable[Any], with_: Optional[Iterable[Any]] = None,
            without: Iterable[Any] = ()) -> List[Tuple[Any, Any]]:
    """The pairs of `s` whose keys are in `with_` (in its order) and not in `without`."""
    values = dict(map(_pair, s))
    for item in without:
        values.pop(_pair(item)[0], None)
    result = []
    for item in s if with_ is None else with_:
        key = _pair(item)[0]
        if key in values:
            result.append((key, values.pop(key)))
    return result


utility_builtins: Dict[str, Any] = {
    "string": string,
    "math": math,
    "random": random,
    "whrandom": random,
    "set": set,
    "frozenset": frozenset,
    "same_type": same_type,
    "test": test,
    "reorder": reorder,
}

try:
    from DateTime import DateTime as _DateTime  # type: ignore[import]
except ImportError:
    pass
else:
    utility_builtins["DateTime"] = _DateTime
