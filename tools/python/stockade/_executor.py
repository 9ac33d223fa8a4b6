"""Executor, Prepared and Session."""

import asyncio
import concurrent.futures
import os
import threading
from types import TracebackType
from typing import (
    Any,
    Callable,
    Dict,
    Mapping,
    Optional,
    Sequence,
    SupportsIndex,
    Type,
    TypeVar,
    Union,
)

from stockade import _native
from stockade._errors import UsageError
from stockade._options import (
    Call,
    Cancellation,
    Duration,
    Environment,
    Files,
    Functions,
    Objects,
    Output,
    Path,
    Rules,
    Size,
    Source,
    by_name,
    cancellation,
    count,
    duration,
    function_name,
    guard_level,
    rule_options,
    size,
    source_bytes,
    texts,
)
from stockade._results import Outcome, outcome_of

_Self = TypeVar("_Self")
_Result = TypeVar("_Result")
_Held = TypeVar("_Held", bound="_Module")
_Input = Union[str, bytes, bytearray]
_Loop = asyncio.AbstractEventLoop


def worker_path() -> str:
    """The worker beside this package; empty: where the library finds its own."""
    beside = os.path.join(os.path.dirname(os.path.abspath(__file__)), "stockade-worker")
    return beside if os.path.exists(beside) else ""


class _Threads:
    """Where runs are waited for: threads of one executor, made when they are needed."""

    # So many runs may wait for their turn beside those that run; each waits in a thread.
    _WAITING = 1000

    def __init__(self, most_running: int) -> None:
        self._pool = concurrent.futures.ThreadPoolExecutor(
            max_workers=most_running + self._WAITING, thread_name_prefix="stockade")
        self._pid = os.getpid()

    def check_process(self) -> None:
        """UsageError in a fork of the process: neither threads nor workers came along."""
        if os.getpid() != self._pid:
            raise UsageError(f"the executor belongs to process {self._pid}, which this one was "
                             "forked from: make one after the fork")

    def interruptible(self, call: Callable[[], _Result], cancel: Cancellation) -> _Result:
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

    async def awaited(self, call: Callable[[], _Result],
                      cancel: Optional[Cancellation] = None) -> _Result:
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


class _Closing:
    """Has processes: close() ends them, and so does leaving `with` or `async with`."""

    def close(self) -> None:
        raise NotImplementedError

    def __enter__(self: _Self) -> _Self:
        return self

    def __exit__(self, kind: Optional[Type[BaseException]], error: Optional[BaseException],
                 traceback: Optional[TracebackType]) -> None:
        self.close()

    async def __aenter__(self: _Self) -> _Self:
        return self

    async def __aexit__(self, kind: Optional[Type[BaseException]], error: Optional[BaseException],
                        traceback: Optional[TracebackType]) -> None:
        await asyncio.get_running_loop().run_in_executor(None, self.close)


class _Module(_Closing):
    """A module whose body has run in a confined process."""

    def __init__(self, held: _native.Held, threads: _Threads) -> None:
        self._held = held
        self._threads = threads
        self.body: Outcome = outcome_of(held.body())

    def call(self, function: str, args: Sequence[object] = (),
             kwargs: Optional[Mapping[str, object]] = None, *, stdin: _Input = "",
             on_output: Optional[Output] = None, cancel: Optional[Cancellation] = None,
             patience: Optional[Duration] = None) -> Outcome:
        """Calls a function of the module. Arguments and options as Executor.call()."""
        given = Call(stdin, on_output, cancellation(cancel), patience)
        options = given.options(function, args, kwargs)
        return self._threads.interruptible(
            lambda: outcome_of(self._held.call(options)), given.cancel)

    async def acall(self, function: str, args: Sequence[object] = (),
                    kwargs: Optional[Mapping[str, object]] = None, *, stdin: _Input = "",
                    on_output: Optional[Output] = None, cancel: Optional[Cancellation] = None,
                    patience: Optional[Duration] = None) -> Outcome:
        """As call(), awaited. Cancelling the task ends the run."""
        given = Call(stdin, on_output, cancellation(cancel), patience)
        options = given.options(function, args, kwargs)
        return await self._threads.awaited(
            lambda: outcome_of(self._held.call(options)), given.cancel)

    def close(self) -> None:
        """Ends the process. Safe to call twice."""
        self._held.close()

    def __repr__(self) -> str:
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

    Raises RulesError or UsageError; the first run raises ConfinementError where the host cannot
    confine it. Thread-safe; the GIL is released while a
    text is checked or run. close() (or leaving `with`) ends its processes; prepared modules and
    sessions have their own, which live until these are closed. A process that was forked makes
    executors of its own; those of its parent raise UsageError there.
    """

    def __init__(self, rules: Rules = "default", *,
                 wall: Optional[Duration] = None, cpu: Optional[Duration] = None,
                 memory: Optional[Size] = None, output: Optional[Size] = None,
                 result: Optional[Size] = None, iterations: Optional[SupportsIndex] = None,
                 recursion: Optional[SupportsIndex] = None, guards: Optional[str] = None,
                 functions: Optional[Functions] = None, pool: SupportsIndex = 2,
                 most_running: SupportsIndex = 64, patience: Duration = 30,
                 require: Sequence[str] = ()) -> None:
        running = count("most_running", most_running, 1, 100_000)
        self._functions = by_name(functions)
        self._engine = _native.Engine({
            **rule_options(rules),
            "wall": duration("wall", wall), "cpu": duration("cpu", cpu),
            "memory": size("memory", memory), "output": size("output", output),
            "result": size("result", result),
            "iterations": None if iterations is None else count(
                "iterations", iterations, 0, 2**64 - 1),
            "recursion": None if recursion is None else count("recursion", recursion, 1),
            "guards": guard_level(guards), "require": texts("require", require),
            "worker": worker_path(), "pool": count("pool", pool), "most_running": running,
            "patience": duration("patience", patience),
        })
        self._threads = _Threads(running)
        self.rules, self.digest = self._engine.rules()

    def _prepared_run(self, source: Source, function: Optional[str], args: Sequence[object],
                      kwargs: Optional[Mapping[str, object]], call: Call,
                      environment: Environment,
                      loop: Optional[_Loop] = None) -> Callable[[], Outcome]:
        """A run that only has to be waited for: what the caller got wrong is raised here."""
        text = source_bytes(source)
        options = {
            **call.options(function or "", args, kwargs),
            **environment.options(self._functions, loop),
            "expression": function is None,
        }
        return lambda: outcome_of(self._engine.run(text, options))

    def _blocking(self, source: Source, function: Optional[str], args: Sequence[object],
                  kwargs: Optional[Mapping[str, object]], call: Call,
                  environment: Environment) -> Outcome:
        run = self._prepared_run(source, function, args, kwargs, call, environment)
        return self._threads.interruptible(run, call.cancel)

    async def _awaited(self, source: Source, function: Optional[str], args: Sequence[object],
                       kwargs: Optional[Mapping[str, object]], call: Call,
                       environment: Environment) -> Outcome:
        run = self._prepared_run(source, function, args, kwargs, call, environment,
                                 asyncio.get_running_loop())
        return await self._threads.awaited(run, call.cancel)

    def run(self, source: Source, *, stdin: _Input = "", argv: Sequence[str] = (),
            files: Optional[Files] = None, scratch: bool = False,
            functions: Optional[Functions] = None, objects: Optional[Objects] = None,
            filename: Path = "<submission>", on_output: Optional[Output] = None,
            cancel: Optional[Cancellation] = None,
            patience: Optional[Duration] = None) -> Outcome:
        """Runs a script (`__name__` is "__main__").

        Options: stdin (str or bytes), argv, files ({name: text or bytes}, read-only), scratch
        (True: open(name, "w") makes files that come back as outcome.files), functions and objects
        ({name: HostObject}: names of handles) of this run, filename (what its tracebacks call it),
        on_output (called with "stdout" or "stderr" and each piece of text), cancel (a
        Cancellation), patience.
        """
        call = Call(stdin, on_output, cancellation(cancel), patience)
        environment = Environment(argv, files, scratch, functions, objects, filename)
        return self._blocking(source, "", (), None, call, environment)

    def call(self, source: Source, function: str, args: Sequence[object] = (),
             kwargs: Optional[Mapping[str, object]] = None, *, stdin: _Input = "",
             argv: Sequence[str] = (), files: Optional[Files] = None, scratch: bool = False,
             functions: Optional[Functions] = None, objects: Optional[Objects] = None,
             filename: Path = "<submission>", on_output: Optional[Output] = None,
             cancel: Optional[Cancellation] = None,
             patience: Optional[Duration] = None) -> Outcome:
        """Runs the text, then calls one of its functions; the outcome's value is what it returns.

        Arguments and values are None, bool, int, float, complex, str, bytes, list, tuple, set,
        frozenset, dict and datetime's types, which are copied, and arguments HostObject, which is
        not; anything else is a UsageError. Options as run().
        """
        call = Call(stdin, on_output, cancellation(cancel), patience)
        environment = Environment(argv, files, scratch, functions, objects, filename)
        return self._blocking(source, function_name(function), args, kwargs, call, environment)

    def evaluate(self, expression: Source, *, stdin: _Input = "", argv: Sequence[str] = (),
                 files: Optional[Files] = None, scratch: bool = False,
                 functions: Optional[Functions] = None, objects: Optional[Objects] = None,
                 filename: Path = "<submission>", on_output: Optional[Output] = None,
                 cancel: Optional[Cancellation] = None,
                 patience: Optional[Duration] = None) -> Outcome:
        """Evaluates one expression. Options as run()."""
        call = Call(stdin, on_output, cancellation(cancel), patience)
        environment = Environment(argv, files, scratch, functions, objects, filename)
        return self._blocking(expression, None, (), None, call, environment)

    async def arun(self, source: Source, *, stdin: _Input = "", argv: Sequence[str] = (),
                   files: Optional[Files] = None, scratch: bool = False,
                   functions: Optional[Functions] = None, objects: Optional[Objects] = None,
                   filename: Path = "<submission>", on_output: Optional[Output] = None,
                   cancel: Optional[Cancellation] = None,
                   patience: Optional[Duration] = None) -> Outcome:
        """As run(), awaited. Cancelling the task ends the run."""
        call = Call(stdin, on_output, cancellation(cancel), patience)
        environment = Environment(argv, files, scratch, functions, objects, filename)
        return await self._awaited(source, "", (), None, call, environment)

    async def acall(self, source: Source, function: str, args: Sequence[object] = (),
                    kwargs: Optional[Mapping[str, object]] = None, *, stdin: _Input = "",
                    argv: Sequence[str] = (), files: Optional[Files] = None, scratch: bool = False,
                    functions: Optional[Functions] = None, objects: Optional[Objects] = None,
                    filename: Path = "<submission>", on_output: Optional[Output] = None,
                    cancel: Optional[Cancellation] = None,
                    patience: Optional[Duration] = None) -> Outcome:
        """As call(), awaited. Cancelling the task ends the run."""
        call = Call(stdin, on_output, cancellation(cancel), patience)
        environment = Environment(argv, files, scratch, functions, objects, filename)
        return await self._awaited(source, function_name(function), args, kwargs, call,
                                   environment)

    async def aevaluate(self, expression: Source, *, stdin: _Input = "", argv: Sequence[str] = (),
                        files: Optional[Files] = None, scratch: bool = False,
                        functions: Optional[Functions] = None, objects: Optional[Objects] = None,
                        filename: Path = "<submission>", on_output: Optional[Output] = None,
                        cancel: Optional[Cancellation] = None,
                        patience: Optional[Duration] = None) -> Outcome:
        """As evaluate(), awaited. Cancelling the task ends the run."""
        call = Call(stdin, on_output, cancellation(cancel), patience)
        environment = Environment(argv, files, scratch, functions, objects, filename)
        return await self._awaited(expression, None, (), None, call, environment)

    def _held(self, kind: Type[_Held], make: Callable[[bytes, Dict[str, Any]], _native.Held],
              source: Source, environment: Environment,
              loop: Optional[_Loop] = None) -> Callable[[], _Held]:
        text = source_bytes(source)
        options = environment.options(self._functions, loop)
        return lambda: kind(make(text, options), self._threads)

    def prepare(self, source: Source, *, argv: Sequence[str] = (), files: Optional[Files] = None,
                scratch: bool = False, functions: Optional[Functions] = None,
                objects: Optional[Objects] = None, filename: Path = "<submission>") -> Prepared:
        """Runs the text's body once; each call then starts from that state. Options as run()."""
        environment = Environment(argv, files, scratch, functions, objects, filename)
        self._threads.check_process()
        return self._held(Prepared, self._engine.prepare, source, environment)()

    def session(self, source: Source = "", *, argv: Sequence[str] = (),
                files: Optional[Files] = None, scratch: bool = False,
                functions: Optional[Functions] = None, objects: Optional[Objects] = None,
                filename: Path = "<submission>") -> Session:
        """Runs the text's body once; each call then sees what the calls before it did. Options as
        run().
        """
        environment = Environment(argv, files, scratch, functions, objects, filename)
        self._threads.check_process()
        return self._held(Session, self._engine.session, source, environment)()

    async def aprepare(self, source: Source, *, argv: Sequence[str] = (),
                       files: Optional[Files] = None, scratch: bool = False,
                       functions: Optional[Functions] = None,
                       objects: Optional[Objects] = None,
                       filename: Path = "<submission>") -> Prepared:
        """As prepare(), awaited; coroutine functions of the host run on this loop."""
        environment = Environment(argv, files, scratch, functions, objects, filename)
        make = self._held(Prepared, self._engine.prepare, source, environment,
                          asyncio.get_running_loop())
        return await self._threads.awaited(make)

    async def asession(self, source: Source = "", *, argv: Sequence[str] = (),
                       files: Optional[Files] = None, scratch: bool = False,
                       functions: Optional[Functions] = None,
                       objects: Optional[Objects] = None,
                       filename: Path = "<submission>") -> Session:
        """As session(), awaited; coroutine functions of the host run on this loop."""
        environment = Environment(argv, files, scratch, functions, objects, filename)
        make = self._held(Session, self._engine.session, source, environment,
                          asyncio.get_running_loop())
        return await self._threads.awaited(make)

    def close(self) -> None:
        """Ends the processes, when the runs under way have ended. Safe to call twice."""
        self._engine.close()

    def __repr__(self) -> str:
        return f"<Executor of {self.rules}>"
