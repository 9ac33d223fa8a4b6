"""What callers pass: its types, its checks, and the form in which the extension module takes it."""

import asyncio
import codecs
import datetime
import functools
import inspect
import keyword
import math
import operator
import os
from typing import (
    TYPE_CHECKING,
    Any,
    Callable,
    Dict,
    Iterable,
    List,
    Mapping,
    NamedTuple,
    Optional,
    Sequence,
    SupportsIndex,
    Tuple,
    Union,
)

from stockade import _native
from stockade._errors import UsageError

if TYPE_CHECKING:
    from stockade._host import HostObject

Source = Union[str, bytes, bytearray]
Rules = Union[str, "os.PathLike[str]"]
Path = Union[str, "os.PathLike[str]"]
Duration = Union[str, float, int, datetime.timedelta]
Size = Union[str, int]
Functions = Union[Mapping[str, Callable[..., Any]], Iterable[Callable[..., Any]]]
Files = Mapping[str, Union[str, bytes, bytearray]]
Objects = Mapping[str, "HostObject"]
Output = Callable[[str, str], object]  # on_output("stdout" or "stderr", text)


def refused(name: str, wanted: str, value: object) -> UsageError:
    """The exception for an argument of the wrong type."""
    return UsageError(f"{name} is {wanted}, not {type(value).__name__}")


def source_bytes(source: Source) -> bytes:
    """The bytes that are analysed: UTF-8, with lone surrogates left for intake to refuse."""
    if isinstance(source, str):
        return source.encode("utf-8", "surrogatepass")
    if isinstance(source, (bytes, bytearray)):
        return bytes(source)
    raise refused("source", "a str or bytes", source)


def path_text(name: str, path: Path) -> str:
    """A path as text that can be written anywhere: bytes that are no UTF-8 as \\udcNN's escape."""
    if not isinstance(path, (str, os.PathLike)):
        raise refused(name, "a str or a path", path)
    text = os.fspath(path)
    if not isinstance(text, str):
        raise refused(name, "a str or a path of str", text)
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def rule_options(rules: Rules) -> Dict[str, Optional[str]]:
    """What `rules=` may be: a built-in name, a path, or the TOML text of a rule set."""
    if isinstance(rules, os.PathLike):
        return {"rules": os.fspath(rules), "toml": None}
    if not isinstance(rules, str):
        raise refused("rules", "a name, a path or TOML text", rules)
    if "\n" in rules or "=" in rules:
        return {"rules": "", "toml": rules}
    return {"rules": rules, "toml": None}


def duration(name: str, value: Optional[Duration]) -> Optional[str]:
    """A duration as text with its unit: numbers are seconds."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, datetime.timedelta):
        value = value.total_seconds()
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise refused(name, 'a number of seconds, a timedelta or text such as "250 ms"', value)
    if not math.isfinite(value) or value < 0:
        raise UsageError(f"{name}: {value} s is no duration")
    # What is more than nothing is a millisecond at least.
    return f"{max(round(value * 1000), 1 if value > 0 else 0)} ms"


def size(name: str, value: Optional[Size]) -> Optional[str]:
    """A size as text: numbers are bytes."""
    if value is None or isinstance(value, str):
        return value
    return str(_whole(name, 'a number of bytes or text such as "64 MiB"', value))


def count(name: str, value: SupportsIndex, least: int = 0, most: int = 2**31 - 1) -> int:
    """A whole number in a range."""
    number = _whole(name, "a whole number", value)
    if not least <= number <= most:
        raise UsageError(f"{name}: {number} is not between {least} and {most}")
    return number


def _whole(name: str, wanted: str, value: SupportsIndex) -> int:
    if isinstance(value, bool) or not hasattr(type(value), "__index__"):
        raise refused(name, wanted, value)
    return operator.index(value)


def flag(name: str, value: bool) -> bool:
    if not isinstance(value, bool):
        raise refused(name, "True or False", value)
    return value


def guard_level(value: Optional[str]) -> Optional[str]:
    if value is not None and value not in ("all", "proven"):
        raise UsageError(f'guards is "proven" or "all", not {value!r}')
    return value


def texts(name: str, values: Iterable[str]) -> List[str]:
    """A list of str; a single str would be taken apart into its letters."""
    wanted = "a list of str"
    if isinstance(values, str) or not isinstance(values, Iterable):
        raise refused(name, wanted, values)
    made = list(values)
    for value in made:
        if not isinstance(value, str):
            raise refused(f"{name}: an item", "a str", value)
    return made


def function_name(function: str) -> str:
    if not isinstance(function, str):
        raise refused("function", "the name of a function of the text", function)
    return function


def arguments(args: Sequence[object]) -> List[object]:
    """The positional arguments; a str or a dict would be taken apart silently."""
    if isinstance(args, (str, bytes, bytearray, Mapping)) or not isinstance(args, Iterable):
        raise refused("args", "a list of the function's arguments", args)
    return list(args)


def keywords(kwargs: Optional[Mapping[str, object]]) -> Dict[str, object]:
    return _by_text("kwargs", {} if kwargs is None else kwargs, "values")


def _by_text(name: str, values: Mapping[str, Any], what: str) -> Dict[str, Any]:
    if not isinstance(values, Mapping):
        raise refused(name, f"a dict of names and {what}", values)
    for key in values:
        if not isinstance(key, str):
            raise refused(f"{name}: a name", "a str", key)
    return dict(values)


def by_name(functions: Optional[Functions]) -> Dict[str, Callable[..., Any]]:
    """Host functions by the name that a run calls them by."""
    if functions is None:
        return {}
    if isinstance(functions, Mapping):
        named = _by_text("functions", functions, "callables")
    elif isinstance(functions, Iterable) and not isinstance(functions, str):
        named = {}
        for function in functions:
            if not hasattr(function, "__name__"):
                raise refused("functions: an item without a name",
                          "given in a dict, {name: callable}", function)
            named[function.__name__] = function
    else:
        raise refused("functions", "a list of functions or a dict {name: callable}", functions)
    for name, function in named.items():
        if not callable(function):
            raise refused(f"functions: {name}", "a callable", function)
        if not name.isidentifier() or keyword.iskeyword(name):
            raise UsageError(f"functions: no run can write the name {name!r}; "
                             "name it in a dict, {name: callable}")
    return named


def signature_text(name: str, function: Callable[..., Any], skip: int = 0) -> str:
    """The signature as the executor declares it: no annotations, no defaults."""
    try:
        parameters = list(inspect.signature(function).parameters.values())[skip:]
    except (TypeError, ValueError):
        return f"{name}(*args, **kwargs)"
    parts, star = [], False
    for parameter in parameters:
        if parameter.kind is parameter.VAR_POSITIONAL:
            parts.append(f"*{parameter.name}")
            star = True
        elif parameter.kind is parameter.VAR_KEYWORD:
            parts.append(f"**{parameter.name}")
        else:
            if parameter.kind is parameter.KEYWORD_ONLY and not star:
                parts.append("*")
                star = True
            optional = "" if parameter.default is parameter.empty else "=None"
            parts.append(parameter.name + optional)
    return f"{name}({', '.join(parts)})"


def _host_functions(functions: Mapping[str, Callable[..., Any]],
                    loop: Optional[asyncio.AbstractEventLoop],
                    ) -> List[Tuple[str, Callable[..., Any]]]:
    return [(signature_text(name, function), _callable(function, loop))
            for name, function in functions.items()]


def _callable(function: Callable[..., Any],
              loop: Optional[asyncio.AbstractEventLoop]) -> Callable[..., Any]:
    """The function; a coroutine function is awaited on the caller's loop, or on one of its own."""
    if not inspect.iscoroutinefunction(function):
        return function

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        coroutine = function(*args, **kwargs)
        if loop is None:
            return asyncio.run(coroutine)
        return asyncio.run_coroutine_threadsafe(coroutine, loop).result()
    return call


def _output(on_output: Optional[Output]) -> Optional[Callable[[str, bytes], None]]:
    """on_output(stream, text) from pieces of bytes that may end inside a character."""
    if on_output is None:
        return None
    if not callable(on_output):
        raise refused("on_output", "a callable that takes a stream's name and text", on_output)
    given = on_output
    decoders = {name: codecs.getincrementaldecoder("utf-8")("replace")
                for name in ("stdout", "stderr")}

    def call(stream: str, piece: bytes) -> None:
        text = decoders[stream].decode(piece)
        if text:
            given(stream, text)
    return call


class Cancellation:
    """Ends a run from another thread: pass it as cancel=, then call cancel().

    It is for one moment, not for one run: runs that get it later end at once.
    """

    def __init__(self) -> None:
        self._native = _native.Cancel()

    def cancel(self) -> None:
        """Ends the runs that have it. Safe to call twice, from any thread and from on_output."""
        self._native.request()

    @property
    def requested(self) -> bool:
        """True from the first cancel() on."""
        return self._native.requested

    def __repr__(self) -> str:
        return f"<Cancellation{', requested' if self.requested else ''}>"


def cancellation(cancel: Optional[Cancellation]) -> Cancellation:
    """The caller's, or one that nobody else has."""
    if cancel is None:
        return Cancellation()
    if not isinstance(cancel, Cancellation):
        raise refused("cancel", "a Cancellation", cancel)
    return cancel


class Call(NamedTuple):
    """What one run or one call of a held module gets."""

    stdin: Union[str, bytes, bytearray]
    on_output: Optional[Output]
    cancel: Cancellation
    patience: Optional[Duration]

    def options(self, function: str, args: Sequence[object],
                kwargs: Optional[Mapping[str, object]]) -> Dict[str, Any]:
        stdin = self.stdin
        if isinstance(stdin, str):
            stdin = stdin.encode("utf-8", "surrogatepass")
        elif not isinstance(stdin, (bytes, bytearray)):
            raise refused("stdin", "a str or bytes", stdin)
        return {
            "function": function_name(function),
            "args": arguments(args),
            "kwargs": keywords(kwargs),
            "stdin": bytes(stdin),
            "on_output": _output(self.on_output),
            "cancel": self.cancel._native,
            "patience": duration("patience", self.patience),
        }


class Environment(NamedTuple):
    """What a run, a prepared module or a session finds around it."""

    argv: Sequence[str]
    files: Optional[Files]
    scratch: bool
    functions: Optional[Functions]
    objects: Optional[Objects]
    filename: Path

    def options(self, functions: Mapping[str, Callable[..., Any]],
                loop: Optional[asyncio.AbstractEventLoop]) -> Dict[str, Any]:
        """functions: those of the executor; they yield to the run's own of the same name."""
        return {
            "argv": texts("argv", self.argv),
            "files": _file_bytes(self.files),
            "scratch": flag("scratch", self.scratch),
            "functions": _host_functions({**functions, **by_name(self.functions)}, loop),
            "objects": _by_text("objects", self.objects or {}, "HostObjects"),
            "filename": path_text("filename", self.filename),
        }


def _file_bytes(files: Optional[Files]) -> Dict[str, bytes]:
    given = _by_text("files", {} if files is None else files, "texts or bytes")
    for name, data in given.items():
        if isinstance(data, str):
            given[name] = data.encode("utf-8")
        elif isinstance(data, (bytes, bytearray)):
            given[name] = bytes(data)
        else:
            raise refused(f"files: {name}", "a str or bytes", data)
    return given
