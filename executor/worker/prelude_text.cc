#include "executor/worker/prelude.h"

namespace stockade::executor::worker {

// Helpers from prelude.cc: own_class, own_object, check_writable, guarded_getattr, bareable,
// storable, mark_class, filter_value, recursion_limit. Arguments may be hostile: types are compared
// exactly, names are exact str, and nothing is looked up on an object that could answer for itself.
const char kPrelude[] = R"PY(
import abc as _abc
import copy as _copy
import dataclasses as _dataclasses
import enum as _enum
import functools as _functools
import keyword as _keyword
import sys as _sys
import typing as _typing

_mro_of = type.__dict__['__mro__'].__get__
_namespace_of = type.__dict__['__dict__'].__get__


def _own(cls, what):
    if not own_class(cls):
        raise TypeError(what + '() is for classes of the submission')
    return cls


# functools

def update_wrapper(wrapper, wrapped, assigned=_functools.WRAPPER_ASSIGNMENTS,
                   updated=_functools.WRAPPER_UPDATES):
    assigned, updated = tuple(assigned), tuple(updated)
    for names, known in ((assigned, _functools.WRAPPER_ASSIGNMENTS),
                         (updated, _functools.WRAPPER_UPDATES)):
        for name in names:
            if type(name) is not str or name not in known:
                raise TypeError('update_wrapper() copies only its default attributes here')
    check_writable(wrapper)
    for name in assigned:
        if name == '__module__' and isinstance(wrapper, type):
            continue
        try:
            value = getattr(wrapped, name)
        except AttributeError:
            continue
        setattr(wrapper, name, value)
    if updated and own_object(wrapped) and not isinstance(wrapped, type):
        target = getattr(wrapper, '__dict__', None)
        source = getattr(wrapped, '__dict__', None)
        if type(target) is dict and type(source) is dict:
            target.update(source)
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=_functools.WRAPPER_ASSIGNMENTS, updated=_functools.WRAPPER_UPDATES):
    return _functools.partial(update_wrapper, wrapped=wrapped, assigned=assigned, updated=updated)


def total_ordering(cls):
    return _functools.total_ordering(_own(cls, 'total_ordering'))


# operator

def attrgetter(*names):
    if not names:
        raise TypeError('attrgetter expected 1 argument, got 0')
    for name in names:
        if type(name) is not str:
            raise TypeError('attribute name must be a string')
    paths = [name.split('.') for name in names]

    def read(object, path):
        for name in path:
            object = guarded_getattr(object, name)
        return object

    if len(paths) == 1:
        path = paths[0]
        return lambda object: read(object, path)
    return lambda object: tuple([read(object, path) for path in paths])


def methodcaller(name, /, *args, **kwargs):
    if type(name) is not str:
        raise TypeError('method name must be a string')
    return lambda object: guarded_getattr(object, name)(*args, **kwargs)


# dataclasses

def _check_field_name(name):
    if (type(name) is not str or not name.isidentifier() or _keyword.iskeyword(name)
            or (name.startswith('__') and name.endswith('__'))):
        raise TypeError('dataclass field names must be plain identifiers')


def _check_fields(cls):
    """Whether all of its fields may be read by position in a class pattern."""
    positional = True
    names = set()
    for base in _mro_of(cls):
        namespace = _namespace_of(base)
        fields = namespace.get('__dataclass_fields__', {})
        if type(fields) is not dict:
            raise TypeError('a base has forged dataclass fields')
        for name, field in fields.items():
            if type(field) is not _dataclasses.Field or field.name != name:
                raise TypeError('a base has forged dataclass fields')
            _check_field_name(name)
            _check_field_name(field.name)
            names.add(name)
    annotations = _namespace_of(cls).get('__annotations__', {})
    if type(annotations) is not dict:
        raise TypeError('__annotations__ must be a dict')
    for name in annotations:
        _check_field_name(name)
        names.add(name)
    for name in names:
        for base in _mro_of(cls):
            default = _namespace_of(base).get(name)
            if isinstance(default, _dataclasses.Field) and type(default) is not _dataclasses.Field:
                raise TypeError('dataclass fields come from field() only')
        positional = positional and bareable(name)
    return positional


def dataclass(cls=None, /, **options):
    def decorate(cls):
        if not _check_fields(_own(cls, 'dataclass')):
            options['match_args'] = False
        return mark_class(_dataclasses.dataclass(cls, **options))

    if cls is None:
        _dataclasses.dataclass(**options)  # complains about unknown options at once
        return decorate
    return decorate(cls)


# typing

def get_origin(tp):
    return filter_value(_typing.get_origin(tp))


def get_args(tp):
    return tuple([filter_value(arg) for arg in _typing.get_args(tp)])


def final(f):
    return _typing.final(f) if own_object(f) else f


def runtime_checkable(cls):
    return _typing.runtime_checkable(_own(cls, 'runtime_checkable'))


# abc and enum: stand-ins that only `metaclass=` unwraps

ABCMeta = filter_value(_abc.ABCMeta)
EnumMeta = filter_value(_enum.EnumMeta)


# sys

def setrecursionlimit(limit, /):
    if type(limit) is not int:
        raise TypeError('an integer is required')
    if limit < 1:
        raise ValueError('recursion limit must be greater or equal than 1')
    _sys.setrecursionlimit(min(limit, recursion_limit()))


def exit(status=None, /):
    raise SystemExit(status)


argv = ['submission.py']
stdin, stdout, stderr = _sys.stdin, _sys.stdout, _sys.stderr


# copy: objects can answer __reduce_ex__ from their own dict, so the state that comes back is set with the
# care that any name from a submission needs.

def _restore(original, made, state):
    if type(made) is not type(original):
        raise TypeError('a copy must be of the type of its original')
    if hasattr(type(made), '__setstate__'):
        made.__setstate__(state)
        return
    slots = None
    if type(state) is tuple and len(state) == 2:
        state, slots = state
    for values in (state, slots):
        for name in values or ():
            if type(name) is not str or not storable(name):
                raise TypeError('the state of a copy has a name that may not be set')
    if state:
        made.__dict__.update(state)
    for name, value in (slots or {}).items():
        setattr(made, name, value)


def _reconstruct(original, memo, function, arguments, state=None, items=None, pairs=None, *,
                 deepcopy=_copy.deepcopy):
    deep = (lambda value: value) if memo is None else (lambda value: deepcopy(value, memo))
    made = function(*[deep(argument) for argument in arguments])
    if memo is not None:
        memo[id(original)] = made
    if state is not None:
        _restore(original, made, deep(state))
    for item in items or ():
        made.append(deep(item))
    for key, value in pairs or ():
        made[deep(key)] = deep(value)
    return made


_copy._reconstruct = _reconstruct
)PY";

}  // namespace stockade::executor::worker
