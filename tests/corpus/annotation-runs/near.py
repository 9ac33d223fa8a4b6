from typing import Annotated, Callable, Literal


def f(a: int, *b: "list[str]", c: dict[str, int] | None = None, **d: tuple[int, ...]) -> None:
    return None


x: Callable[[int], str] = str
y: Literal["a", 1, None] = "a"
z: Annotated[int, "unit: m"] = max(1, 2)
