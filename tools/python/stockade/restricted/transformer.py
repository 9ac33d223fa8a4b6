"""The default policy's class, and the names that it knows.

The policy itself is C++: the class stands for it where ``policy=`` asks for one.
"""

from typing import Any, FrozenSet

from stockade import _native

ALLOWED_FUNC_NAMES: FrozenSet[str] = _native.allowed_function_names
FORBIDDEN_FUNC_NAMES: FrozenSet[str] = _native.forbidden_names
INSPECT_ATTRIBUTES: FrozenSet[str] = _native.inspect_attributes


class RestrictingNodeTransformer:
    """Stands for the default policy in ``policy=``.

    It transforms no tree and cannot be subclassed: what a subclass would change belongs in a rule
    set (``stockade.check`` and ``stockade.Executor`` take one), or in the host's own hooks.
    """

    def __init__(self, errors: Any = None, warnings: Any = None, used_names: Any = None) -> None:
        raise TypeError(
            "the policy is not a tree transformer here: call compile_restricted(), or "
            "stockade.check() with a rule set of your own")

    def __init_subclass__(cls, **kwargs: Any) -> None:
        raise TypeError(
            "RestrictingNodeTransformer cannot be subclassed here: write what the subclass "
            "changes as a rule set for stockade.check(), or as a _getattr_, _getitem_ or other "
            "hook; keep RestrictedPython for a policy that rewrites trees itself")
