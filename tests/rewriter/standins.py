"""The guards in Python, as plain as can be: what a program with them prints must be what it prints without.

The text spelling takes them as globals, the worker's spelling as constants of the code object.
"""
import operator
import types

MARKER = "\U0010F57C"

INPLACE = {
    "+=": operator.iadd, "-=": operator.isub, "*=": operator.imul, "@=": operator.imatmul,
    "/=": operator.itruediv, "//=": operator.ifloordiv, "%=": operator.imod, "**=": operator.ipow,
    "<<=": operator.ilshift, ">>=": operator.irshift, "&=": operator.iand, "|=": operator.ior,
    "^=": operator.ixor,
}


class Budget:
    """Counts its negations."""

    def __init__(self):
        self.spent = 0

    def __neg__(self):
        self.spent += 1
        return True


class Held:
    def __init__(self, value, store):
        self.value, self.store = value, store


def get_item(value, index):
    return value[index]


def get_iter(value):
    return iter(value)


def same(value):
    return value


class Taking:
    """A guard of one argument: the worker's spelling subscripts it, the text spelling calls it."""

    def __init__(self, guard):
        self.guard = guard

    def __getitem__(self, value):
        return self.guard(value)

    __call__ = __getitem__


def unpack(value, spec, _getiter=None):
    """`spec` as the text has it, {"min_len": n, "childs": ((index, spec), ...)}, or as a constant, (n, (index, spec), ...)."""
    least, *children = spec if isinstance(spec, tuple) else (spec["min_len"], *spec["childs"])
    try:
        items = iter(value)
    except TypeError:
        name = type(value).__name__
        raise TypeError(f"cannot unpack non-iterable {name} object") from None
    items = list(items)
    if len(items) >= least:
        for index, child in children:
            items[index] = unpack(items[index], child)
    return items


def unpack_each(value, spec, _getiter=None):
    for item in value:
        yield unpack(item, spec)


def hold_item(value, index):
    def store(result):
        value[index] = result
    return Held(value[index], store)


def hold_attribute(value, name):
    return Held(getattr(value, name), lambda result: setattr(value, name, result))


def finish(op, held, operand):
    held.store(INPLACE[op](held.value, operand))


CONVERSIONS = {"": lambda value: value, "s": str, "r": repr, "a": ascii}


def make():
    """Guard functions by constant name."""
    return {
        "getattr": getattr,
        "reach": Taking(same),
        "own": Taking(same),
        "getitem": get_item,
        "slice": slice,
        "getiter": Taking(get_iter),
        "star": Taking(get_iter),
        "getaiter": Taking(same),
        "unpack": unpack,
        "iterunpack": unpack_each,
        "write": Taking(same),
        "inplacevar": lambda op, value, operand: INPLACE[op](value, operand),
        "inplaceitem": hold_item,
        "inplaceattr": hold_attribute,
        "inplacestore": finish,
        "apply": lambda *args, **kwargs: args[0](*args[1:], **kwargs),
        "pow": operator.pow,
        "lshift": operator.lshift,
        "mul": operator.mul,
        "mod": operator.mod,
        "format": lambda value, conversion, spec: format(CONVERSIONS[conversion](value), spec),
        "join": Taking("".join),
        "budget": Budget(),
    }


TEXT_NAMES = {"unpack": "_unpack_sequence_", "iterunpack": "_iter_unpack_sequence_"}


def as_globals(guards):
    return {TEXT_NAMES.get(name, f"_{name}_"): guard for name, guard in guards.items()}


def with_constants(code, guards):
    """The code object with every guard constant swapped, in nested code too."""
    constants = []
    for constant in code.co_consts:
        if isinstance(constant, types.CodeType):
            constant = with_constants(constant, guards)
        elif isinstance(constant, str) and constant.startswith(MARKER):
            constant = guards[constant[len(MARKER):]]
        constants.append(constant)
    return code.replace(co_consts=tuple(constants))
