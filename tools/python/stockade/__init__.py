"""Checks Python written by somebody else, rewrites it so that every risky operation passes through
a guard, and runs it in a process that the kernel confines.

    import stockade

    report = stockade.check("import os")
    print(report)                     # <submission>:1:8: error[ST201] ...

    with stockade.Executor("judge", wall="2 s") as executor:
        outcome = executor.call("def double(x): return 2 * x", "double", [21])
        print(outcome.unwrap())       # 42

`stockade.restricted` is a drop-in for RestrictedPython. See docs/PYTHON.md.
"""

import functools
from typing import Any, List, Mapping, NamedTuple, Optional

from stockade import _native
from stockade._errors import (
    ConfinementError,
    ExceptionRaised,
    LimitExceeded,
    Rejected,
    RulesError,
    RunError,
    StockadeError,
    UsageError,
)
from stockade._executor import (
    Executor,
    Prepared,
    Session,
    worker_path,
)
from stockade._host import HostObject, HostType
from stockade._options import (
    Cancellation,
    Path,
    Rules,
    Source,
    guard_level,
    path_text,
    rule_options,
    source_bytes,
)
from stockade._results import (
    Edit,
    ExceptionInfo,
    Facility,
    Finding,
    Fix,
    Frame,
    Guard,
    Limit,
    Outcome,
    Position,
    Report,
    Rewritten,
    Severity,
    Span,
    Usage,
    Verdict,
    finding_of,
    rewritten_of,
)

__version__ = _native.version

# Limits do not matter to an engine that runs nothing.
_NO_OVERRIDES = dict.fromkeys(
    ["wall", "cpu", "memory", "output", "result", "iterations", "recursion"])


def _make_engine(options: Mapping[str, Any], guards: Optional[str]) -> _native.Engine:
    return _native.Engine({
        **options, **_NO_OVERRIDES, "guards": guards, "require": [], "worker": "", "pool": 1,
        "most_running": 1, "patience": None})


@functools.lru_cache(maxsize=16)
def _builtin_engine(name: str, guards: Optional[str]) -> _native.Engine:
    return _make_engine({"rules": name, "toml": None}, guards)


def _engine(rules: Rules, guards: Optional[str] = None) -> _native.Engine:
    """An engine for a rule set; those of built-in sets are kept. Files are read each time."""
    options = rule_options(rules)
    if options["toml"] is None and options["rules"] in builtin_rules():
        return _builtin_engine(str(options["rules"]), guards)
    return _make_engine(options, guards)


def builtin_rules() -> List[str]:
    """The names of the built-in rule sets, `default` first."""
    return _native.builtin_rules()


def check(source: Source, rules: Rules = "default", *,
          path: Path = "<submission>") -> Report:
    """Holds a text to a rule set: a Report, which is true if it found no error.

    source: str or bytes; path: what the report calls it. rules: a built-in name, a path, or TOML
    text; nothing in the checked text can change them. Raises RulesError when the rules cannot be
    read; a text that is not Python is a finding, not an exception. Thread-safe; the GIL is
    released.
    """
    shown = path_text("path", path)
    engine = _engine(rules)
    name, digest = engine.rules()
    verdict, findings = engine.check(source_bytes(source), shown)
    return Report(shown, verdict, [finding_of(raw) for raw in findings], name, digest)


def rewrite(source: Source, rules: Rules = "default", *,
            guards: Optional[str] = None) -> Rewritten:
    """The program with its guards, under RestrictedPython's names, as `stockade rewrite` prints it.

    guards: "proven" or "all"; None: as the rules say. `text` is None when the rules refuse the
    source; `findings` then says why.
    """
    return rewritten_of(_engine(rules, guard_level(guards)).rewrite(source_bytes(source)))


class RuleDoc(NamedTuple):
    """A code that findings may have."""

    code: str
    name: str
    summary: str
    why: str


def describe_rules() -> List[RuleDoc]:
    """Every code, in order."""
    return [RuleDoc(*row) for row in _native.describe_rules()]


def doctor() -> List[Facility]:
    """What this host can do to confine a run, facility by facility."""
    return [Facility(*row) for row in _native.check_host(worker_path())]


__all__ = [
    "Cancellation", "ConfinementError", "Edit", "ExceptionInfo", "ExceptionRaised", "Executor",
    "Facility", "Finding", "Fix", "Frame", "Guard", "HostObject", "HostType", "Limit",
    "LimitExceeded", "Outcome",
    "Position", "Prepared", "Rejected", "Report", "Rewritten", "RuleDoc", "RulesError", "RunError",
    "Session", "Severity", "Span", "StockadeError", "Usage", "UsageError", "Verdict",
    "builtin_rules", "check", "describe_rules", "doctor", "rewrite",
]
