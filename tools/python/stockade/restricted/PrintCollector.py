"""Where print() of a restricted program goes."""

from typing import Any, Callable, List, Optional


class PrintCollector:
    """A `_print_` hook: collects what is written; called, it gives the text."""

    def __init__(self, _getattr_: Optional[Callable[..., Any]] = None) -> None:
        self.txt: List[str] = []
        self._getattr_: Any = _getattr_

    def write(self, text: str) -> None:
        self.txt.append(text)

    def __call__(self) -> str:
        return "".join(self.txt)

    def _call_print(self, *objects: Any, **kwargs: Any) -> None:
        target = kwargs.get("file")
        if target is None:
            kwargs["file"] = self
        else:
            self._getattr_(target, "write")  # the host's guard decides
        print(*objects, **kwargs)
