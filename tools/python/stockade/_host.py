"""HostType and HostObject: objects of the host that a run reaches by handles."""

import asyncio
import inspect
import itertools
from typing import Any, Callable, Dict, Iterable, List, Mapping, Optional, Sequence, Union

from stockade import _native
from stockade._errors import UsageError
from stockade._options import refused, signature_text, texts

# Items of one iteration: they cross in one answer.
_MOST_ITEMS = 100_000

_OPERATIONS: Dict[str, Callable[..., Any]] = {
    "__getitem__": lambda target, key: target[key],
    "__setitem__": lambda target, key, value: target.__setitem__(key, value),
    "__delitem__": lambda target, key: target.__delitem__(key),
    "__len__": len,
    "__contains__": lambda target, item: item in target,
    "__call__": lambda target, *args, **kwargs: target(*args, **kwargs),
}
_SIGNATURES = {
    "__getitem__": "(key)", "__setitem__": "(key, value)", "__delitem__": "(key)",
    "__len__": "()", "__iter__": "()", "__contains__": "(item)",
}


def _items(target: Iterable[Any]) -> List[Any]:
    items = list(itertools.islice(target, _MOST_ITEMS + 1))
    if len(items) > _MOST_ITEMS:
        raise ValueError(f"more than {_MOST_ITEMS} items")
    return items


class HostType:
    """What a run may do with objects of a host's class: everything else is not there.

        order = stockade.HostType(Order, attributes=["number", "total"], writable=["note"],
                                  methods=["cancel", "__len__"], gives={"customer": customer})
        executor.run(text, objects={"order": order(my_order)})

    of: a class, or a name; name: what a run sees instead of the class's. attributes: may be read;
    writable: may be read and written. methods: names, whose signatures are those of the class
    ("cancel(reason=None)" spells one out), and `__getitem__`, `__setitem__`, `__delitem__`,
    `__len__`, `__iter__`, `__contains__` and `__call__`. gives: members that answer with host
    objects, alone or in a list, tuple or dict, and the HostType of these (or its name, where it is
    made later); what other members answer must be plain values. `__iter__`
    answers with a list of at most 100,000 items, in one call. What gives a coroutine is awaited in
    a loop of its own.

    Raises UsageError where a name could not be used by a submission.
    """

    def __init__(self, of: Union[str, type], *, name: Optional[str] = None,
                 attributes: Iterable[str] = (), writable: Iterable[str] = (),
                 methods: Iterable[str] = (),
                 gives: Optional[Mapping[str, Union[str, "HostType"]]] = None) -> None:
        if not isinstance(of, (str, type)):
            raise refused("of", "a class or a name", of)
        self.name = name or (of if isinstance(of, str) else of.__name__)
        self._gives: Dict[str, Union[str, HostType]] = dict(gives or {})
        signatures = [self._signature(of, method) for method in texts("methods", methods)]
        writable = texts("writable", writable)
        readable = [name for name in texts("attributes", attributes) if name not in writable]
        members = [text.partition("(")[0] for text in signatures] + readable + writable
        for name in self._gives:
            if name not in members:
                raise UsageError(f"gives names {name!r}, which is no member of {self.name}")
        try:
            self._native = _native.HostType(
                self.name,
                [(name, name in writable, self._given(name)) for name in readable + writable],
                [(text, self._given(text.partition("(")[0])) for text in signatures])
        except ValueError as error:
            raise UsageError(str(error)) from None

    def gives(self, member: str, result: "HostType") -> None:
        """For types that lead to each other: objects of `member` are of the type `result`.

        The member was declared with the type's name in gives=.
        """
        if self._given(member) != result.name:
            raise UsageError(f"{self.name}.{member} does not give {result.name}")
        self._gives[member] = result

    def __call__(self, obj: object) -> "HostObject":
        return HostObject(obj, self)

    def __repr__(self) -> str:
        return f"<HostType {self.name}>"

    @staticmethod
    def _signature(of: Union[str, type], method: str) -> str:
        if "(" in method:
            return method
        if method in _SIGNATURES:
            return method + _SIGNATURES[method]
        if isinstance(of, str):
            return f"{method}(*args, **kwargs)"
        static = isinstance(inspect.getattr_static(of, method, None), (staticmethod, classmethod))
        if not hasattr(of, method):
            raise UsageError(f"{of.__name__} has no method {method!r}")
        return signature_text(method, getattr(of, method), 0 if static else 1)

    def _given(self, member: str) -> str:
        given = self._gives.get(member, "")
        return given if isinstance(given, str) else given.name

    def _wrap(self, member: str, result: Any) -> Any:
        given = self._gives.get(member)
        if given is None or result is None or isinstance(result, HostObject):
            return result
        if isinstance(given, str):
            raise UsageError(f"{self.name}.gives({member!r}, ...) was not called")
        if isinstance(result, (list, tuple)):
            return type(result)(self._wrap(member, item) for item in result)
        if isinstance(result, dict):
            return {key: self._wrap(member, item) for key, item in result.items()}
        return given(result)

    def _answer(self, obj: Any) -> Callable[..., Any]:
        def answer(act: str, name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
            if act == "write":
                setattr(obj, name, args[0])
                return None
            if act == "read":
                result = getattr(obj, name)
            elif name == "__iter__":
                result = _items(obj)
            elif name in _OPERATIONS:
                result = _OPERATIONS[name](obj, *args, **kwargs)
            else:
                result = getattr(obj, name)(*args, **kwargs)
            if inspect.iscoroutine(result):
                result = asyncio.run(result)
            return self._wrap(name, result)
        return answer


class HostObject(_native.HostHandle):
    """A host's object as a run gets it: a handle, never a copy.

    obj: the object; it is kept while a run has the handle. type: a HostType; or its lists, for an
    object of which there is one: `HostObject(clock, attributes=["now"])`. Where a run passes the
    handle to a host function or method, that gets `obj` itself.
    """

    def __init__(self, obj: object, type: Optional[HostType] = None, *,
                 attributes: Iterable[str] = (), writable: Iterable[str] = (),
                 methods: Iterable[str] = (), name: Optional[str] = None) -> None:
        if type is None:
            type = HostType(obj.__class__, name=name, attributes=attributes, writable=writable,
                            methods=methods)
        elif not isinstance(type, HostType):
            raise refused("type", "a HostType", type)
        super().__init__(type._native, obj, type._answer(obj))
        self.type = type

    def __repr__(self) -> str:
        return f"<HostObject {self.type.name}>"
