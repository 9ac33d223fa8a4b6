"""The exceptions of the package."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from stockade._results import Outcome


class StockadeError(Exception):
    """The root of all exceptions that Stockade raises itself."""


class UsageError(StockadeError, ValueError):
    """The caller asked for something that does not fit: a limit, a name, a value of a type that
    does not cross, a function that the text does not define."""


class RulesError(UsageError):
    """A rule set cannot be read. `file`, `line` and `column` say where (line 0: nowhere)."""

    def __init__(self, message: str, file: str = "", line: int = 0, column: int = 0) -> None:
        super().__init__(message, file, line, column)
        self.message, self.file, self.line, self.column = message, file, line, column

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}: " if self.line else (
            f"{self.file}: " if self.file else "")
        return place + self.message


class ConfinementError(StockadeError, RuntimeError):
    """The host cannot confine a run as the policy asks."""


class RunError(StockadeError, RuntimeError):
    """A run that did not end well, raised by Outcome.unwrap(); `outcome` has all of it."""

    def __init__(self, outcome: "Outcome") -> None:
        super().__init__(outcome)
        self.outcome = outcome

    def __str__(self) -> str:
        return self.outcome.summary()


class Rejected(RunError):
    """The rules, CPython's compiler or the verifier refused the text: nothing ran."""


class LimitExceeded(RunError):
    """A limit ended the run; `outcome.limit` says which."""


class ExceptionRaised(RunError):
    """The submission raised an exception; `outcome.exception` has it."""
