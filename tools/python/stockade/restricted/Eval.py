"""Restricted expressions."""

import ast
from types import CodeType
from typing import Any, Dict, Mapping, Optional, Tuple

from stockade._native import default_guarded_getitem, default_guarded_getiter
from stockade.restricted.compile import compile_restricted_eval

__all__ = [
    "RestrictionCapableEval",
    "compile_restricted_eval",
    "default_guarded_getattr",
    "default_guarded_getitem",
    "default_guarded_getiter",
    "nltosp",
]

default_guarded_getattr = getattr

nltosp = str.maketrans("\r\n", "  ")


class RestrictionCapableEval:
    """An expression that can be evaluated with the names that it asks for.

    globals: what every evaluation sees; rcode, ucode: the restricted and the plain code, made when
    first needed; used: the names that the expression reads.
    """

    globals: Dict[str, Any] = {"__builtins__": None}
    rcode: Optional[CodeType] = None
    ucode: Optional[CodeType] = None
    used: Optional[Tuple[str, ...]] = None

    def __init__(self, expr: str) -> None:
        expr = expr.strip()
        self.__name__ = expr
        self.expr = expr.translate(nltosp)
        self.prepUnrestrictedCode()  # raises SyntaxError early

    def prepRestrictedCode(self) -> None:
        if self.rcode is not None:
            return
        result = compile_restricted_eval(self.expr, "<string>")
        if result.errors:
            raise SyntaxError(result.errors[0])
        self.used = tuple(result.used_names)
        self.rcode = result.code

    def prepUnrestrictedCode(self) -> None:
        if self.ucode is not None:
            return
        tree = compile(self.expr, "<string>", "eval", ast.PyCF_ONLY_AST)
        if self.used is None:
            self.used = tuple({
                node.id for node in ast.walk(tree)
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)})
        self.ucode = compile(tree, "<string>", "eval")

    def eval(self, mapping: Mapping[str, Any]) -> Any:
        self.prepRestrictedCode()
        scope = {
            "_getattr_": default_guarded_getattr,
            "_getitem_": default_guarded_getitem,
            "_getiter_": default_guarded_getiter,
            **self.globals,
        }
        for name in self.used or ():
            if name not in scope and name in mapping:
                scope[name] = mapping[name]
        assert self.rcode is not None  # prepRestrictedCode() raises otherwise
        return eval(self.rcode, scope)

    def __call__(self, **kw: Any) -> Any:
        return self.eval(kw)
