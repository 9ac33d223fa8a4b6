"""What checks and runs give: frozen dataclasses that pickle and turn into JSON."""

import dataclasses
import enum
import json
from typing import Any, Dict, List, Literal, Mapping, Optional, Tuple

from stockade import _errors, _native


FileVerdict = Literal["clean", "findings", "unreadable"]


class Severity(str, enum.Enum):
    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Verdict(str, enum.Enum):
    """Every way in which a run ends."""

    OK = "ok"
    EXCEPTION = "exception"
    REJECTED = "rejected"
    WALL_LIMIT = "wall_limit"
    CPU_LIMIT = "cpu_limit"
    MEMORY_LIMIT = "memory_limit"
    OUTPUT_LIMIT = "output_limit"
    RESULT_LIMIT = "result_limit"
    ITERATION_LIMIT = "iteration_limit"
    RECURSION_LIMIT = "recursion_limit"
    FILE_LIMIT = "file_limit"
    PROCESS_LIMIT = "process_limit"
    HOST_CALL_LIMIT = "host_call_limit"
    CANCELLED = "cancelled"
    BUSY = "busy"
    EXIT = "exit"
    SIGNAL = "signal"
    PROTOCOL_ERROR = "protocol_error"
    SETUP_ERROR = "setup_error"

    def __str__(self) -> str:
        return self.value


@dataclasses.dataclass(frozen=True)
class _Json:
    """to_dict() and to_json() for a dataclass."""

    def to_dict(self) -> Dict[str, Any]:
        """Plain dicts, lists, numbers and text; values and bytes as the command line has them."""
        return {field.name: _plain(getattr(self, field.name))
                for field in dataclasses.fields(self) if field.name != "value"}

    def to_json(self, **options: Any) -> str:
        """The same as JSON; options are those of json.dumps."""
        return json.dumps(self.to_dict(), **options)


def _plain(value: Any) -> Any:
    if isinstance(value, _Json):
        return value.to_dict()
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, bytes):
        return _value(value)
    return value


def _value(value: Any) -> Any:
    """A value that crossed, as the command line writes it: what is not plain JSON has its type."""
    return json.loads(_native.value_json(value))


@dataclasses.dataclass(frozen=True, order=True)
class Position(_Json):
    """line and column count from 1 (columns in code points), byte from 0 in the submitted text."""

    line: int
    column: int
    byte: int


@dataclasses.dataclass(frozen=True, order=True)
class Span(_Json):
    """Half open: `end` is behind the last character."""

    start: Position
    end: Position


@dataclasses.dataclass(frozen=True)
class Edit(_Json):
    span: Span
    text: str


@dataclasses.dataclass(frozen=True)
class Fix(_Json):
    message: str
    edits: List[Edit]


@dataclasses.dataclass(frozen=True)
class Finding(_Json):
    """One thing that a rule, the grammar or the intake has against a text."""

    code: str
    rule: str
    severity: Severity
    message: str
    span: Span
    help: str = ""
    fix: Optional[Fix] = None

    def __str__(self) -> str:
        start = self.span.start
        return f"{start.line}:{start.column}: {self.severity.value}[{self.code}] {self.message}"


@dataclasses.dataclass(frozen=True)
class Report(_Json):
    """What a check found. True in a condition if it found no error.

    verdict: "clean"; "findings", of any severity; or "unreadable", for a text that is no program
    of Python and that therefore no rule has seen.
    """

    path: str
    verdict: FileVerdict
    findings: List[Finding]
    rules: str  # where the rule set came from
    digest: str  # of its effective settings

    @property
    def ok(self) -> bool:
        """True if there is no error: warnings do not count."""
        return not self.errors

    @property
    def errors(self) -> List[Finding]:
        """The findings that are errors."""
        return [finding for finding in self.findings if finding.severity is Severity.ERROR]

    def __bool__(self) -> bool:
        return self.ok

    def __str__(self) -> str:
        if not self.findings:
            return f"{self.path}: clean"
        return "\n".join(f"{self.path}:{finding}" for finding in self.findings)


@dataclasses.dataclass(frozen=True)
class Guard(_Json):
    """A guard that was emitted or left out; begin and end are bytes of the text."""

    name: str
    emitted: bool
    begin: int
    end: int
    reason: str


@dataclasses.dataclass(frozen=True)
class Rewritten(_Json):
    """A program with its guards, under RestrictedPython's names. `text` is None when there are
    errors among the findings."""

    text: Optional[str]
    findings: List[Finding]
    guards: List[Guard] = dataclasses.field(default_factory=list)
    positions: List[Tuple[int, int, int, int]] = dataclasses.field(default_factory=list)
    bare_names: List[str] = dataclasses.field(default_factory=list)

    def __bool__(self) -> bool:
        return self.text is not None


@dataclasses.dataclass(frozen=True)
class Frame(_Json):
    line: int
    column: int  # 0: not known
    function: str
    text: str


@dataclasses.dataclass(frozen=True)
class ExceptionInfo(_Json):
    """The submission's exception. All of it is the worker's word."""

    type: str
    message: str
    traceback: List[Frame]

    def __str__(self) -> str:
        return f"{self.type}: {self.message}" if self.message else self.type


@dataclasses.dataclass(frozen=True)
class Limit(_Json):
    name: str
    value: str  # observed, with its unit
    ceiling: str  # allowed, with its unit
    line: Optional[int]  # of the submitter's text


@dataclasses.dataclass(frozen=True)
class Usage(_Json):
    wall_ms: float  # without the time in host functions
    cpu_ms: float
    peak_memory_bytes: int
    iterations: Optional[int]
    host_calls: int
    host_ms: float


@dataclasses.dataclass(frozen=True)
class Facility(_Json):
    """One part of the confinement and whether it was in force."""

    name: str
    active: bool
    detail: str


_LIMITS = frozenset(verdict for verdict in Verdict if verdict.value.endswith("_limit"))


@dataclasses.dataclass(frozen=True)
class Outcome(_Json):
    """What happened in a run. `claimed` names the fields that are the worker's word; everything
    else was observed from outside."""

    verdict: Verdict
    value: Any
    stdout: str
    stderr: str
    truncated: List[str]
    exception: Optional[ExceptionInfo]
    limit: Optional[Limit]
    exit_code: Optional[int]
    signal: Optional[int]
    message: str
    usage: Usage
    files: Dict[str, bytes]
    claimed: List[str]
    confinement: List[Facility]
    degraded: List[str]
    findings: List[Finding]

    def to_dict(self) -> Dict[str, Any]:
        return {**super().to_dict(), "value": _value(self.value)}

    @property
    def ok(self) -> bool:
        return self.verdict is Verdict.OK

    def unwrap(self) -> Any:
        """The value of a run that ended well; else raises Rejected, LimitExceeded,
        ExceptionRaised or RunError."""
        if self.ok:
            return self.value
        if self.verdict is Verdict.REJECTED:
            raise _errors.Rejected(self)
        if self.verdict in _LIMITS:
            raise _errors.LimitExceeded(self)
        if self.verdict is Verdict.EXCEPTION:
            raise _errors.ExceptionRaised(self)
        raise _errors.RunError(self)

    def summary(self) -> str:
        """One line: the verdict and what it is about."""
        if self.exception is not None:
            frame = self.exception.traceback[-1:] and self.exception.traceback[-1]
            place = f" (line {frame.line})" if frame else ""
            return f"{self.verdict}: {self.exception}{place}"
        if self.limit is not None:
            place = f" (line {self.limit.line})" if self.limit.line else ""
            return f"{self.verdict}: {self.limit.value} of {self.limit.ceiling}{place}"
        if self.findings:
            return f"{self.verdict}: {self.findings[0]}"
        return f"{self.verdict}: {self.message}" if self.message else str(self.verdict)

    def __repr__(self) -> str:
        shown = [str(self.verdict)]
        if self.ok:
            shown.append(f"value={self.value!r}")
        else:
            shown[0] = self.summary()
        if self.stdout:
            shown.append(f"stdout={_shortened(self.stdout)}")
        shown.append(f"{self.usage.wall_ms:.1f} ms")
        return f"<Outcome {', '.join(shown)}>"


def _shortened(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:57] + "...")


# --- from what the extension module gives


def span_of(raw: Any) -> Span:
    return Span(Position(*raw[0]), Position(*raw[1]))


def finding_of(raw: Mapping[str, Any]) -> Finding:
    fix = raw["fix"]
    if fix is not None:
        fix = Fix(fix[0], [Edit(span_of(span), text) for span, text in fix[1]])
    return Finding(raw["code"], raw["rule"], Severity(raw["severity"]), raw["message"],
                   span_of(raw["span"]), raw["help"], fix)


def rewritten_of(raw: Mapping[str, Any]) -> Rewritten:
    findings = [finding_of(finding) for finding in raw["findings"]]
    if "text" not in raw:
        return Rewritten(None, findings)
    return Rewritten(raw["text"], findings, [Guard(*guard) for guard in raw["guards"]],
                     raw["positions"], raw["bare_names"])


def outcome_of(raw: Mapping[str, Any]) -> Outcome:
    exception, limit = raw["exception"], raw["limit"]
    if exception is not None:
        exception = ExceptionInfo(exception[0], exception[1],
                                  [Frame(*frame) for frame in exception[2]])
    if limit is not None:
        limit = Limit(limit[0], limit[1], limit[2], limit[3] or None)
    return Outcome(
        verdict=Verdict(raw["verdict"]), value=raw["value"],
        stdout=raw["stdout"].decode("utf-8", "backslashreplace"),
        stderr=raw["stderr"].decode("utf-8", "backslashreplace"),
        truncated=raw["truncated"], exception=exception, limit=limit,
        exit_code=raw["exit_code"], signal=raw["signal"], message=raw["message"],
        usage=Usage(*raw["usage"]), files=raw["files"], claimed=raw["claimed"],
        confinement=[Facility(*facility) for facility in raw["confinement"]],
        degraded=raw["degraded"], findings=[finding_of(finding) for finding in raw["findings"]])
