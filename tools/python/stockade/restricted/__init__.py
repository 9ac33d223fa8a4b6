"""A drop-in for RestrictedPython: the same names, arguments, results and texts.

    from stockade import restricted as RestrictedPython

Programs are checked and rewritten in C++, with the hooks that a RestrictedPython host supplies
(``_getattr_``, ``_getitem_``, ``_getiter_``, ``_write_``, ...). Beyond RestrictedPython it takes
in-place operations on items and attributes, annotations, ``nonlocal``, ``async def`` and ``await``,
type parameters, and ``match`` with patterns that read no attribute and no item. What differs, and
why, is in docs/MIGRATING.md.
"""

from stockade.restricted.Eval import RestrictionCapableEval
from stockade.restricted.Guards import safe_builtins, safe_globals
from stockade.restricted.Limits import limited_builtins
from stockade.restricted.PrintCollector import PrintCollector
from stockade.restricted.Utilities import utility_builtins
from stockade.restricted.compile import (
    CompileResult,
    compile_restricted,
    compile_restricted_eval,
    compile_restricted_exec,
    compile_restricted_function,
    compile_restricted_single,
)
from stockade.restricted.transformer import RestrictingNodeTransformer

__all__ = [
    "CompileResult",
    "PrintCollector",
    "RestrictingNodeTransformer",
    "RestrictionCapableEval",
    "compile_restricted",
    "compile_restricted_eval",
    "compile_restricted_exec",
    "compile_restricted_function",
    "compile_restricted_single",
    "limited_builtins",
    "safe_builtins",
    "safe_globals",
    "utility_builtins",
]
