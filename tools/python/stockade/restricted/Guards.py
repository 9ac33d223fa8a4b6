"""Builtins that are safe to hand out, and the stock hooks. The hooks are C functions."""

import builtins
from typing import Any, Dict

from stockade._native import (
    full_write_guard,
    guarded_delattr,
    guarded_iter_unpack_sequence,
    guarded_setattr,
    guarded_unpack_sequence,
    safer_getattr,
    safer_getattr_raise,
)

_NAMES = """
    None True False Ellipsis __build_class__
    abs bool bytes callable chr complex divmod float hash hex id int isinstance issubclass len oct
    ord pow range repr round slice sorted str tuple zip
""".split()

_EXCEPTIONS = """
    ArithmeticError AssertionError AttributeError BaseException BufferError BytesWarning
    DeprecationWarning EOFError EnvironmentError Exception FloatingPointError FutureWarning
    GeneratorExit IOError ImportError ImportWarning IndentationError IndexError KeyError
    KeyboardInterrupt LookupError MemoryError NameError NotImplementedError OSError OverflowError
    PendingDeprecationWarning ReferenceError RuntimeError RuntimeWarning StopIteration SyntaxError
    SyntaxWarning SystemError SystemExit TabError TypeError UnboundLocalError UnicodeDecodeError
    UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning UserWarning ValueError
    Warning ZeroDivisionError
""".split()

safe_builtins: Dict[str, Any] = {name: getattr(builtins, name) for name in _NAMES + _EXCEPTIONS}
safe_builtins.update(
    setattr=guarded_setattr, delattr=guarded_delattr, _getattr_=safer_getattr)

safe_globals: Dict[str, Any] = {"__builtins__": safe_builtins}

__all__ = [
    "full_write_guard",
    "guarded_delattr",
    "guarded_iter_unpack_sequence",
    "guarded_setattr",
    "guarded_unpack_sequence",
    "safe_builtins",
    "safe_globals",
    "safer_getattr",
    "safer_getattr_raise",
]
