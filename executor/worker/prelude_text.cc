#include "executor/worker/prelude.h"

namespace stockade::executor::worker {

// Helpers from prelude.cc: own_class, own_object, check_writable, guarded_getattr, bareable,
// storable, definable, mark_class, filter_value, recursion_limit. Arguments may be hostile: types
// are compared exactly, names are exact str, and nothing is looked up on an object that could
// answer for itself.
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
        if name == '__annotations__' and type(value) is dict and not own_object(wrapped):
            value = dict(value)
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
        positional = positional and bareable(name)
        names.add(name)
    for name in names:
        for base in _mro_of(cls):
            default = _namespace_of(base).get(name)
            if isinstance(default, _dataclasses.Field) and type(default) is not _dataclasses.Field:
                raise TypeError('dataclass fields come from field() only')
        positional = positional and bareable(name)
    return positional, names


# Descriptors of the class answer while its fields are read, and could change the annotations: only names
# that were checked before become fields.
_checked_names = []


def _get_field(cls, name, type_, default_kw_only, *, get_field=_dataclasses._get_field):
    _check_field_name(name)
    if not _checked_names or name not in _checked_names[-1]:
        raise TypeError('__annotations__ changed while the dataclass was made')
    field = get_field(cls, name, type_, default_kw_only)
    if type(field) is not _dataclasses.Field or field.name != name:
        raise TypeError('dataclass fields come from field() only')
    return field


_dataclasses._get_field = _get_field


def dataclass(cls=None, /, **options):
    def decorate(cls):
        chosen = dict(options)
        positional, names = _check_fields(_own(cls, 'dataclass'))
        if not positional:
            chosen['match_args'] = False
        _checked_names.append(names)
        try:
            return mark_class(_dataclasses.dataclass(cls, **chosen))
        finally:
            _checked_names.pop()

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


def dataclass_transform(**options):
    mark = _typing.dataclass_transform(**options)
    return lambda f: mark(f) if own_object(f) else f


# abc and enum: stand-ins that only `metaclass=` unwraps

ABCMeta = filter_value(_abc.ABCMeta)
EnumMeta = filter_value(_enum.EnumMeta)


def abstractmethod(funcobj):
    check_writable(funcobj)
    return _abc.abstractmethod(funcobj)


# Enum('E', {...}) takes names that no class statement was checked for.

def _set_enum_item(self, key, value, *, set_item=_enum._EnumDict.__setitem__):
    if type(key) is str and not definable(key):
        raise TypeError('an enumeration cannot define %s here' % key)
    set_item(self, key, value)


_enum._EnumDict.__setitem__ = _set_enum_item


# type= of the call is a base that no class statement was checked for: `except*` trusts `split`.
def _prepare_enum(metacls, cls, bases, *, prepare=_enum.EnumType.__prepare__.__func__, **options):
    for base in bases:
        if issubclass(base, BaseExceptionGroup):
            raise TypeError('an enumeration cannot be an exception group here')
    return prepare(metacls, cls, bases, **options)


_enum.EnumType.__prepare__ = classmethod(_prepare_enum)


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

# Checked before any of it is copied: deepcopy keeps what it saw in its memo, which callers may pass.
def _check_state(state):
    parts = state if type(state) is tuple and len(state) == 2 else (state,)
    for values in parts:
        if values is None:
            continue
        if type(values) is not dict:
            raise TypeError('the state of a copy must be its attributes')
        for name in values:
            if type(name) is not str or not storable(name):
                raise TypeError('the state of a copy has a name that may not be set')


def _restore(made, state):
    if isinstance(made, BaseException):
        if isinstance(made, BaseExceptionGroup) and 'split' in (state or ()):
            raise TypeError('an exception group cannot be changed here')
        made.__setstate__(state)
        return
    slots = None
    if type(state) is tuple and len(state) == 2:
        state, slots = state
    if state:
        made.__dict__.update(state)
    for name, value in (slots or {}).items():
        setattr(made, name, value)


def _reconstruct(original, memo, function, arguments, state=None, items=None, pairs=None, *,
                 deepcopy=_copy.deepcopy):
    deep = (lambda value: value) if memo is None else (lambda value: deepcopy(value, memo))
    whole = (state is not None and hasattr(type(original), '__setstate__')
             and type(original).__setstate__ is not BaseException.__setstate__)
    if state is not None and not whole:
        _check_state(state)
    made = function(*[deep(argument) for argument in arguments])
    if memo is not None:
        memo[id(original)] = made
    if state is not None:
        if type(made) is not type(original):
            raise TypeError('a copy must be of the type of its original')
        state = deep(state)
        if whole:
            made.__setstate__(state)
        else:
            _check_state(state)
            _restore(made, state)
    for item in items or ():
        made.append(deep(item))
    for key, value in pairs or ():
        made[deep(key)] = deep(value)
    return made


_copy._reconstruct = _reconstruct
)PY";

}  // namespace stockade::executor::worker
