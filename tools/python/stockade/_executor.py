"""Executor, Prepared and Session."""

import asyncio
import concurrent.futures
import datetime
import functools
import inspect
import os
import threading
from typing import Any, Callable, Dict, Iterable, Mapping, Optional, Sequence, Union

from stockade import _native
from stockade._errors import UsageError
from stockade._host import signature_text
from stockade._results import Outcome, outcome_of

Duration = Union[str, float, int, datetime.timedelta]
Size = Union[str, int]
Source = Union[str, bytes, bytearray]
Functions = Union[Mapping[str, Callable[..., Any]], Iterable[Callable[..., Any]]]


def source_bytes(source: Source) -> bytes:
    """The bytes that are analysed: text is UTF-8, with lone surrogates left for intake to refuse."""
    if isinstance(source, str):
        return source.encode("utf-8", "surrogatepass")
    if isinstance(source, (bytes, bytearray)):
        return bytes(source)
    raise UsageError(f"source is a str or bytes, not {type(source).__name__}")


def _duration(value):
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, datetime.timedelta):
        value = value.total_seconds()
    return f"{round(value * 1000)} ms"


def _size(value):
    return value if value is None or isinstance(value, str) else str(value)


def _milliseconds(value):
    if isinstance(value, datetime.timedelta):
        value = value.total_seconds()
    return round(value * 1000)


def rule_options(rules):
    """What `rules=` may be: a built-in name, a path, or the TOML text of a rule set."""
    if isinstance(rules, os.PathLike):
        return {"rules": os.fspath(rules), "toml": None}
    if not isinstance(rules, str):
        raise UsageError(f"rules is a name, a path or TOML text, not {type(rules).__name__}")
    if "\n" in rules or "=" in rules:
        return {"rules": "", "toml": rules}
    return {"rules": rules, "toml": None}


def worker_path():
    """The worker beside this package; empty: where the library finds its own."""
    beside = os.path.join(os.path.dirname(os.path.abspath(__file__)), "stockade-worker")
    return beside if os.path.exists(beside) else ""


def _host_functions(functions, loop):
    if functions is None:
        return []
    if not isinstance(functions, Mapping):
        functions = {function.__name__: function for function in functions}
    return [(signature_text(name, function), _callable(function, loop))
            for name, function in functions.items()]


def _callable(function, loop):
    """The function; a coroutine function is awaited on the caller's loop, or on one of its own."""
    if not inspect.iscoroutinefunction(function):
        return function

    @functools.wraps(function)
    def call(*args, **kwargs):
        coroutine = function(*args, **kwargs)
        if loop is None:
            return asyncio.run(coroutine)
        return asyncio.run_coroutine_threadsafe(coroutine, loop).result()
    return call


def _output(on_output):
    """on_output(stream, text) from pieces of bytes that may end inside a character."""
    if on_output is None:
        return None
    import codecs
    decoders = {name: codecs.getincrementaldecoder("utf-8")("replace")
                for name in ("stdout", "stderr")}

    def call(stream, piece):
        text = decoders[stream].decode(piece)
        if text:
            on_output(stream, text)
    return call


class Cancellation:
    """Ends a run from another thread: pass it as cancel=, then call cancel()."""

    def __init__(self) -> None:
        self._native = _native.Cancel()

    def cancel(self) -> None:
        self._native.request()

    @property
    def requested(self) -> bool:
        return self._native.requested


class _Threads:
    """Where runs are waited for: threads of one executor, made when they are needed."""

    # So many runs may wait for their turn beside those that run; each waits in a thread.
    _WAITING = 1000

    def __init__(self, most_running):
        self._pool = concurrent.futures.ThreadPoolExecutor(
            max_workers=most_running + self._WAITING, thread_name_prefix="stockade")
        self._pid = os.getpid()

    def check_process(self):
        """UsageError in a fork of the process: neither threads nor workers came along."""
        if os.getpid() != self._pid:
            raise UsageError(f"the executor belongs to process {self._pid}, which this one was "
                             "forked from: make one after the fork")

    def interruptible(self, call, cancel):
        """The main thread waits for another one, so that Ctrl-C reaches Python."""
        self.check_process()
        if threading.current_thread() is not threading.main_thread():
            return call()
        future = self._pool.submit(call)
        try:
            return future.result()
        except KeyboardInterrupt:
            cancel.cancel()
            concurrent.futures.wait([future])
            raise

    async def awaited(self, call, cancel=None):
        """Cancelling the task cancels the run and waits for its end."""
        self.check_process()
        future = asyncio.get_running_loop().run_in_executor(self._pool, call)
        try:
            return await asyncio.shield(future)
        except asyncio.CancelledError:
            if cancel is not None:
                cancel.cancel()
            await asyncio.wait([future])
            raise


def _file_bytes(files):
    return {name: data.encode("utf-8") if isinstance(data, str) else bytes(data)
            for name, data in (files or {}).items()}


def _call_options(function="", args=(), kwargs=None, stdin="", on_output=None, cancel=None,
                  patience=None):
    return {
        "function": function,
        "args": list(args),
        "kwargs": dict(kwargs or {}),
        "stdin": stdin.encode("utf-8", "surrogatepass") if isinstance(stdin, str) else stdin,
        "on_output": _output(on_output),
        "cancel": cancel._native,
        "patience_ms": None if patience is None else _milliseconds(patience),
    }


def _environment_options(argv=(), files=None, scratch=False, functions=None, objects=None,
                         loop=None, filename="<submission>"):
    return {
        "argv": list(argv),
        "files": _file_bytes(files),
        "scratch": scratch,
        "functions": _host_functions(functions, loop),
        "objects": dict(objects or {}),
        "filename": filename,
    }


_CALL = frozenset(["stdin", "on_output", "cancel", "patience"])
_ENVIRONMENT = frozenset(["argv", "files", "scratch", "functions", "objects", "filename"])


def _split(options, *kinds):
    """Options by kind; an unknown one is a TypeError as Python words it."""
    split = []
    for kind in kinds:
        split.append({name: options.pop(name) for name in list(options) if name in kind})
    if options:
        raise TypeError(f"unexpected keyword argument {next(iter(options))!r}")
    return split


class _Closing:
    """Has processes: close() ends them, and so does leaving `with` or `async with`."""

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.close()

    async def __aenter__(self):
        return self

    async def __aexit__(self, *exception):
        await asyncio.get_running_loop().run_in_executor(None, self.close)


class _Module(_Closing):
    """A module whose body has run in a confined process."""

    def __init__(self, held, threads):
        self._held = held
        self._threads = threads
        self.body: Outcome = outcome_of(held.body())

    def _outcome(self, function, args, kwargs, options, cancel):
        (call,) = _split(dict(options), _CALL - {"cancel"})
        return outcome_of(self._held.call(
            _call_options(function, args, kwargs, cancel=cancel, **call)))

    def call(self, function: str, args: Sequence[Any] = (),
             kwargs: Optional[Mapping[str, Any]] = None, **options: Any) -> Outcome:
        """Calls a function of the module. Options: stdin, on_output, cancel, patience."""
        cancel = options.pop("cancel", None) or Cancellation()
        return self._threads.interruptible(
            lambda: self._outcome(function, args, kwargs, options, cancel), cancel)

    async def acall(self, function: str, args: Sequence[Any] = (),
                    kwargs: Optional[Mapping[str, Any]] = None, **options: Any) -> Outcome:
        """As call(), awaited."""
        cancel = options.pop("cancel", None) or Cancellation()
        return await self._threads.awaited(
            lambda: self._outcome(function, args, kwargs, options, cancel), cancel)

    def close(self) -> None:
        """Ends the process. Safe to call twice."""
        self._held.close()

    def __repr__(self):
        return f"<{type(self).__name__} {self.body!r}>"


class Prepared(_Module):
    """A module whose body has run once: every call starts from that state and leaves no trace.

    `body` is the outcome of the body; if it is not ok, calls give the same verdict. Calls from
    several threads run in parallel.
    """


class Session(_Module):
    """A module whose body has run once: every call sees what the calls before it did."""

    @property
    def ended(self) -> bool:
        """True when a limit, an exit or a cancelled call has ended it."""
        return self._held.ended()


class Executor(_Closing):
    """Checks, rewrites and runs texts in confined processes.

        with stockade.Executor("judge", wall="2 s", memory="128 MiB") as executor:
            outcome = executor.run("print(input()[::-1])", stdin="abc")

    rules: a built-in name, a path, or TOML text. Limits override the rule set's: wall and cpu are
    seconds, a timedelta or text such as "250 ms"; memory, output and result are bytes or text such
    as "64 MiB"; iterations 0 is no budget. guards: "proven" or "all". functions: host functions
    for every run, {name: callable} or callables; coroutine functions are awaited. pool: workers
    kept warm; most_running: runs at the same time; patience: how long a run waits for its turn
    (then its verdict is busy). require: names of doctor()'s facilities that must be in force.

    Raises RulesError, UsageError or ConfinementError. Thread-safe; the GIL is released while a
    text is checked or run. close() (or leaving `with`) ends all processes. A process that was forked
    makes executors of its own; those of its parent raise UsageError there.
    """

    def __init__(self, rules: Union[str, "os.PathLike[str]"] = "default", *,
                 wall: Optional[Duration] = None, cpu: Optional[Duration] = None,
                 memory: Optional[Size] = None, output: Optional[Size] = None,
                 result: Optional[Size] = None, iterations: Optional[int] = None,
                 recursion: Optional[int] = None, guards: Optional[str] = None,
                 functions: Optional[Functions] = None, pool: int = 2, most_running: int = 64,
                 patience: Duration = 30, require: Sequence[str] = ()) -> None:
        self._functions = functions
        self._threads = _Threads(most_running)
        self._engine = _native.Engine({
            **rule_options(rules),
            "wall": _duration(wall), "cpu": _duration(cpu), "memory": _size(memory),
            "output": _size(output), "result": _size(result), "iterations": iterations,
            "recursion": recursion, "guards": guards, "require": list(require),
            "worker": worker_path(), "pool": pool, "most_running": most_running,
            "patience_ms": _milliseconds(patience),
        })
        self.rules, self.digest = self._engine.rules()

    def _options(self, environment, loop=None):
        functions = _merged(self._functions, environment.pop("functions", None))
        return _environment_options(functions=functions, loop=loop, **environment)

    def _run(self, source, function, args, kwargs, options, cancel, loop=None):
        call, environment = _split(dict(options), _CALL - {"cancel"}, _ENVIRONMENT)
        expression = function is None
        return outcome_of(self._engine.run(source_bytes(source), {
            **_call_options(function or "", args, kwargs, cancel=cancel, **call),
            **self._options(environment, loop),
            "expression": expression,
        }))

    def _blocking(self, source, function, args, kwargs, options):
        cancel = options.pop("cancel", None) or Cancellation()
        return self._threads.interruptible(
            lambda: self._run(source, function, args, kwargs, options, cancel), cancel)

    async def _awaited(self, source, function, args, kwargs, options):
        cancel = options.pop("cancel", None) or Cancellation()
        loop = asyncio.get_running_loop()
        return await self._threads.awaited(
            lambda: self._run(source, function, args, kwargs, options, cancel, loop), cancel)

    def run(self, source: Source, **options: Any) -> Outcome:
        """Runs a script (`__name__` is "__main__").

        Options: stdin (str or bytes), argv, files ({name: text or bytes}, read-only), scratch (True:
        open(name, "w") makes files that come back as outcome.files), functions, objects ({name:
        HostObject}: names of handles), filename,
        on_output (called with "stdout" or "stderr" and each piece of text), cancel (a
        Cancellation), patience.
        """
        return self._blocking(source, "", (), None, options)

    def call(self, source: Source, function: str, args: Sequence[Any] = (),
             kwargs: Optional[Mapping[str, Any]] = None, **options: Any) -> Outcome:
        """Runs the text, then calls one of its functions; the outcome's value is what it returns.

        Arguments and values are None, bool, int, float, complex, str, bytes, list, tuple, set,
        frozenset, dict and datetime's types, which are copied, and arguments HostObject, which is
        not; anything else is a UsageError. Options as run().
        """
        return self._blocking(source, function, args, kwargs, options)

    def evaluate(self, expression: Source, **options: Any) -> Outcome:
        """Evaluates one expression. Options as run()."""
        return self._blocking(expression, None, (), None, options)

    async def arun(self, source: Source, **options: Any) -> Outcome:
        """As run(), awaited. Cancelling the task ends the run."""
        return await self._awaited(source, "", (), None, options)

    async def acall(self, source: Source, function: str, args: Sequence[Any] = (),
                    kwargs: Optional[Mapping[str, Any]] = None, **options: Any) -> Outcome:
        """As call(), awaited. Cancelling the task ends the run."""
        return await self._awaited(source, function, args, kwargs, options)

    async def aevaluate(self, expression: Source, **options: Any) -> Outcome:
        """As evaluate(), awaited."""
        return await self._awaited(expression, None, (), None, options)

    def _held(self, kind, make, source, options, loop=None):
        self._threads.check_process()
        (environment,) = _split(options, _ENVIRONMENT)
        return kind(make(source_bytes(source), self._options(environment, loop)), self._threads)

    def prepare(self, source: Source, **options: Any) -> Prepared:
        """Runs the text's body once; each call then starts from that state.

        Options: argv, files, scratch, functions, objects, filename.
        """
        return self._held(Prepared, self._engine.prepare, source, options)

    def session(self, source: Source = "", **options: Any) -> Session:
        """Runs the text's body once; each call then sees what the calls before it did.

        Options: argv, files, scratch, functions, objects, filename.
        """
        return self._held(Session, self._engine.session, source, options)

    async def aprepare(self, source: Source, **options: Any) -> Prepared:
        """As prepare(), awaited; coroutine functions of the host run on this loop."""
        loop = asyncio.get_running_loop()
        return await self._threads.awaited(
            lambda: self._held(Prepared, self._engine.prepare, source, options, loop))

    async def asession(self, source: Source = "", **options: Any) -> Session:
        """As session(), awaited; coroutine functions of the host run on this loop."""
        loop = asyncio.get_running_loop()
        return await self._threads.awaited(
            lambda: self._held(Session, self._engine.session, source, options, loop))

    def close(self) -> None:
        """Ends all processes. Runs under way end first. Safe to call twice."""
        self._engine.close()

    def __repr__(self):
        return f"<Executor of {self.rules}>"


def _by_name(functions) -> Dict[str, Callable[..., Any]]:
    if functions is None:
        return {}
    if isinstance(functions, Mapping):
        return dict(functions)
    return {function.__name__: function for function in functions}


def _merged(general, special):
    return {**_by_name(general), **_by_name(special)}
