"""The default policy's class, and the names that it knows.

The policy itself is C++: the class stands for it where ``policy=`` asks for one.
"""

ALLOWED_FUNC_NAMES = frozenset([
    "__init__", "__contains__", "__lt__", "__le__", "__eq__", "__ne__", "__gt__", "__ge__",
])

FORBIDDEN_FUNC_NAMES = frozenset(["print", "printed", "builtins", "breakpoint"])

INSPECT_ATTRIBUTES = frozenset([
    "tb_frame", "tb_next",
    "f_back", "f_builtins", "f_code", "f_generator", "f_globals", "f_locals", "f_trace",
    "co_code",
    "gi_frame", "gi_code", "gi_yieldfrom",
    "cr_await", "cr_frame", "cr_code", "cr_origin",
    "ag_frame", "ag_code", "ag_await",
])


class RestrictingNodeTransformer:
    """Stands for the default policy in ``policy=``.

    It transforms no tree and cannot be subclassed: what a subclass would change belongs in a rule
    set (``stockade.check`` and ``stockade.Executor`` take one), or in the host's own hooks.
    """

    def __init__(self, errors=None, warnings=None, used_names=None):
        raise TypeError(
            "the policy is not a tree transformer here: call compile_restricted(), or "
            "stockade.check() with a rule set of your own")

    def __init_subclass__(cls, **kwargs):
        raise TypeError(
            "RestrictingNodeTransformer cannot be subclassed here: write what the subclass "
            "changes as a rule set for stockade.check(), or as a _getattr_, _getitem_ or other "
            "hook; keep RestrictedPython for a policy that rewrites trees itself")
