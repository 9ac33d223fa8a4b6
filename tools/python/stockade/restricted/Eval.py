"""Restricted expressions."""

import ast

from stockade._native import default_guarded_getitem, default_guarded_getiter
from stockade.restricted.compile import compile_restricted_eval

default_guarded_getattr = getattr

nltosp = str.maketrans("\r\n", "  ")


class RestrictionCapableEval:
    """An expression that can be evaluated with the names that it asks for.

    globals: what every evaluation sees; rcode, ucode: the restricted and the plain code, made when
    first needed; used: the names that the expression reads.
    """

    globals = {"__builtins__": None}
    rcode = None
    ucode = None
    used = None

    def __init__(self, expr):
        expr = expr.strip()
        self.__name__ = expr
        self.expr = expr.translate(nltosp)
        self.prepUnrestrictedCode()  # raises SyntaxError early

    def prepRestrictedCode(self):
        if self.rcode is not None:
            return
        result = compile_restricted_eval(self.expr, "<string>")
        if result.errors:
            raise SyntaxError(result.errors[0])
        self.used = tuple(result.used_names)
        self.rcode = result.code

    def prepUnrestrictedCode(self):
        if self.ucode is not None:
            return
        tree = compile(self.expr, "<string>", "eval", ast.PyCF_ONLY_AST)
        if self.used is None:
            self.used = tuple({
                node.id for node in ast.walk(tree)
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)})
        self.ucode = compile(tree, "<string>", "eval")

    def eval(self, mapping):
        self.prepRestrictedCode()
        scope = {
            "_getattr_": default_guarded_getattr,
            "_getitem_": default_guarded_getitem,
            "_getiter_": default_guarded_getiter,
            **self.globals,
        }
        for name in self.used:
            if name not in scope and name in mapping:
                scope[name] = mapping[name]
        return eval(self.rcode, scope)

    def __call__(self, **kw):
        return self.eval(kw)
