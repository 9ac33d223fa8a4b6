#include "executor/worker/prelude.h"

namespace stockade::executor::worker {

// What every worker has; prelude_library.cc and prelude_asyncio.cc hold what single modules need.
// Helpers come from prelude.cc. Arguments may be hostile: types are compared exactly, names are
// exact str, and nothing is looked up on an object that could answer for itself.
const char kPreludeOfAll[] = R"PY(
import abc as _abc
import ast as _ast
import builtins as _builtins
import collections as _collections
import contextlib as _contextlib
import copy as _copy
import dataclasses as _dataclasses
import enum as _enum
import functools as _functools
import inspect as _inspect
import keyword as _keyword
import linecache as _linecache
import operator as _operator
import string as _string
import sys as _sys
import threading as _threading
import time as _time
import types as _types
import typing as _typing
import warnings as _warnings
from _string import formatter_field_name_split as _split_field_name

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


# Annotation text is data of the submission: names, attributes, subscripts and unions of them are looked up as
# the submission itself could; whatever else an expression may be is not evaluated.

def _hint_of_node(node, names):
    if type(node) is _ast.Constant:
        return node.value
    if type(node) is _ast.Name and loadable(node.id):
        for space in names:
            if node.id in space:
                return filter_value(space[node.id])
    if type(node) is _ast.Name:
        raise NameError('name %r is not defined' % node.id)
    if type(node) is _ast.Attribute:
        return guarded_getattr(_hint_of_node(node.value, names), node.attr)
    if type(node) is _ast.Subscript:
        return filter_value(_hint_of_node(node.value, names)[_hint_of_node(node.slice, names)])
    if type(node) is _ast.Tuple:
        return tuple([_hint_of_node(item, names) for item in node.elts])
    if type(node) is _ast.List:
        return [_hint_of_node(item, names) for item in node.elts]
    if type(node) is _ast.BinOp and type(node.op) is _ast.BitOr:
        left, right = _hint_of_node(node.left, names), _hint_of_node(node.right, names)
        if isinstance(left, str) or isinstance(right, str):
            return _typing.Union[left, right]
        return left | right
    raise TypeError('an annotation is read as names, attributes, subscripts and unions here')


def _hint(value, names):
    if value is None:
        return type(None)
    if type(value) is _typing.ForwardRef:
        value = value.__forward_arg__
    if isinstance(value, str):
        text = str.strip(value)
        if len(text) > 10000:
            raise TypeError('an annotation is too long')
        return _hint(_hint_of_node(_ast.parse(text, mode='eval').body, names), names)
    kind = type(value)
    if kind is _types.GenericAlias:
        return kind(value.__origin__, tuple([_hint(arg, names) for arg in value.__args__]))
    if kind is getattr(_types, 'UnionType', ()):
        return _functools.reduce(_operator.or_, [_hint(arg, names) for arg in value.__args__])
    if isinstance(value, _typing._GenericAlias) and kind.__module__ == 'typing':
        args = value.__args__
        if any(type(arg) is _typing.ForwardRef or hasattr(arg, '__args__') for arg in args):
            return value.copy_with(tuple([
                _hint(arg, names) if type(arg) is _typing.ForwardRef or hasattr(arg, '__args__') else arg
                for arg in args]))
    return value


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    for space in (globalns, localns):
        if space is not None and type(space) is not dict:
            raise TypeError('get_type_hints() takes dicts here')
    own = submission_globals()
    names = [space for space in (localns, globalns) if space is not None] or [own]
    names.append(own['__builtins__'])
    if isinstance(obj, type):
        found = {}
        for base in reversed(_mro_of(obj)):
            annotations = _namespace_of(base).get('__annotations__', {})
            if type(annotations) is not dict:
                continue
            for name, value in annotations.items():
                found[name] = _hint(value, names) if own_class(base) else value
    else:
        try:
            annotations = guarded_getattr(obj, '__annotations__')
        except AttributeError:
            if is_facade(obj):
                return {}
            raise TypeError('%r is not a module, class, method, or function.' % (obj,)) from None
        found = {name: _hint(value, names) for name, value in dict(annotations or {}).items()}
        if _sys.version_info < (3, 11) and type(obj) is _types.FunctionType:
            for name in _typing._get_defaults(obj):
                if name in found and _typing._get_defaults(obj)[name] is None:
                    found[name] = _typing.Optional[found[name]]
    if include_extras:
        return found
    return {name: _typing._strip_annotations(value) for name, value in found.items()}


# functools.singledispatch asks get_type_hints what a function without a class is for.

_make_dispatcher = _functools.singledispatch


def singledispatch(func):
    dispatcher = _make_dispatcher(func)
    plain_register, plain_dispatch = dispatcher.register, dispatcher.dispatch

    def is_dispatch_type(cls):
        return isinstance(cls, type) or (_typing.get_origin(cls) in _unions and
                                         all([isinstance(arg, type) for arg in _typing.get_args(cls)]))

    def register(cls, func=None):
        cls = class_behind(cls)
        if func is not None:
            return plain_register(cls, func)
        if is_dispatch_type(cls):
            return lambda func: plain_register(cls, func)
        try:
            annotations = guarded_getattr(cls, '__annotations__')
        except AttributeError:
            annotations = {}
        if not annotations:
            raise TypeError(
                'Invalid first argument to `register()`: %r. Use either `@register(some_class)` or plain '
                '`@register` on an annotated function.' % (cls,))
        name, hint = next(iter(get_type_hints(cls).items()))
        hint = class_behind(hint)
        if not is_dispatch_type(hint):
            if _typing.get_origin(hint) in _unions:
                raise TypeError('Invalid annotation for %r. %r not all arguments are classes.' % (name, hint))
            raise TypeError('Invalid annotation for %r. %r is not a class.' % (name, hint))
        return plain_register(hint, cls)

    # What is no class could answer for its bases, and is compared with hidden subclasses of registered ones.
    def dispatch(cls):
        cls = class_behind(cls)
        if not issubclass(type(cls), type):
            raise TypeError('dispatch() takes a class')
        return plain_dispatch(cls)

    dispatcher.register = register
    dispatcher.dispatch = dispatch
    return dispatcher


_plain_find_impl = _functools._find_impl


def _find_impl(cls, registry):
    if not issubclass(type(cls), type):
        raise TypeError('a dispatcher takes a class')
    return _plain_find_impl(cls, registry)


_functools._find_impl = _find_impl


_unions = (_typing.Union, getattr(_types, 'UnionType', _typing.Union))
_functools.singledispatch = singledispatch


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


_plain_get_field = _dataclasses._get_field


def _get_field(cls, name, type_, *default_kw_only):
    _check_field_name(name)
    if not _checked_names or name not in _checked_names[-1]:
        raise TypeError('__annotations__ changed while the dataclass was made')
    field = _plain_get_field(cls, name, type_, *default_kw_only)
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


# Annotations that are text ('ClassVar[int]', all of them with `from __future__ import annotations`) are looked up in
# the submission, which is no module.

def _is_type(annotation, cls, a_module, a_type, is_type_predicate):
    match = _dataclasses._MODULE_IDENTIFIER_RE.match(annotation)
    if not match:
        return False
    prefix, name = match.groups()
    names = submission_globals()
    if prefix:
        module = names.get(prefix)
        if not is_facade(module) or guarded_getattr(module, '__name__') != a_module.__name__:
            return False
        names = vars(a_module)
    return bool(is_type_predicate(names.get(name), a_module))


_dataclasses._is_type = _is_type


# An object's own dict must not answer for the fields of its class.

_plain_fields, _plain_replace = _dataclasses.fields, _dataclasses.replace


def fields(class_or_instance):
    return _plain_fields(class_or_instance if isinstance(class_or_instance, type) else type(class_or_instance))


def replace(obj, /, **changes):
    if not isinstance(obj, type) and '__dataclass_fields__' in getattr(obj, '__dict__', ()):
        raise TypeError('an object has forged dataclass fields')
    return _plain_replace(obj, **changes)


_dataclasses.fields = fields
_dataclasses.replace = replace


# dataclasses asks for signatures: objects of the submission must not be compared with `type`.

_plain_is_builtin = _inspect._signature_is_builtin
_inspect._signature_is_builtin = lambda obj: not own_object(obj) and _plain_is_builtin(obj)


# Classes that functions make go the way of a class statement: the body of this one is filled by its caller.

_class_body = [constant for constant in compile('class body:\n    fill(locals())', '<stockade>', 'exec').co_consts
               if type(constant) is _types.CodeType][0]


def _make_class(name, bases, keywords, fill):
    if type(name) is not str:
        raise TypeError('the name of a class must be a string')

    # In a dict of its own: the class's could be changed after it was checked.
    def fill_checked(space):
        filled = {}
        fill(filled)
        for key, value in tuple(filled.items()):
            if type(key) is not str or not definable(key):
                raise TypeError('a class cannot define %s here' % (key,))
            space[key] = value
        space['__qualname__'] = name

    body = make_function(_class_body, {
        'fill': fill_checked, 'locals': locals, '__builtins__': {},
        '__name__': submission_globals()['__name__']})
    return build_class(body, name, *bases, **keywords)


def new_class(name, bases=(), kwds=None, exec_body=None):
    return _make_class(name, tuple(bases), dict(kwds or {}), exec_body or (lambda space: None))


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, **options):
    annotations, values = {}, dict(namespace or {})
    for item in fields:
        if type(item) is str:
            name, hint = item, 'typing.Any'
        else:
            if len(item) not in (2, 3):
                raise TypeError('Invalid field: %r' % (item,))
            item = tuple(item)
            name, hint = item[0], item[1]
            if len(item) == 3:
                values[name] = item[2]
        if type(name) is not str or not name.isidentifier():
            raise TypeError('Field names must be valid identifiers: %r' % (name,))
        if _keyword.iskeyword(name):
            raise TypeError('Field names must not be keywords: %r' % (name,))
        if name in annotations:
            raise TypeError('Field name duplicated: %r' % (name,))
        annotations[name] = hint

    def fill(space):
        space.update(values)
        space['__annotations__'] = annotations

    return dataclass(_make_class(cls_name, tuple(bases), {}, fill), **options)


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


def _check_marked(init):
    def __init__(self, callable):
        check_writable(callable)
        init(self, callable)
    return __init__


for _class in (_abc.abstractclassmethod, _abc.abstractstaticmethod):
    _class.__init__ = _check_marked(_class.__init__)


# Enum('E', {...}) takes names that no class statement was checked for. Nothing of this may stand in a parameter:
# those of a class statement are the submission's.

_plain_set_enum_item = _enum._EnumDict.__setitem__
_plain_prepare_enum = _enum.EnumMeta.__prepare__.__func__


def _set_enum_item(self, key, value):
    if type(key) is not str or not definable(key):
        raise TypeError('an enumeration cannot define %s here' % (key,))
    _plain_set_enum_item(self, key, value)


_enum._EnumDict.__setitem__ = _set_enum_item


_exception_groups = getattr(_builtins, 'BaseExceptionGroup', ())


# type= of the call is a base that no class statement was checked for: `except*` trusts `split`.
def _prepare_enum(metacls, cls, bases, /, **options):
    for base in bases:
        check_base(base)
        if issubclass(base, _exception_groups):
            raise TypeError('an enumeration cannot be an exception group here')
    return _plain_prepare_enum(metacls, cls, bases, **options)


_enum.EnumMeta.__prepare__ = classmethod(_prepare_enum)


# What a __new__ of the submission gives gets its attributes set and its __init__ called.
def _check_new(find):
    def find_new(*args):
        new, *others = find(*args)
        if new is object.__new__:
            return new, *others

        def make_member(cls, *values):
            member = new(cls, *values)
            if not issubclass(type(member), cls):
                raise TypeError('__new__ of an enumeration must give one of its members')
            return member

        return make_member, *others
    return find_new


_find_new = _enum.EnumMeta.__dict__['_find_new_']
_enum.EnumMeta._find_new_ = type(_find_new)(_check_new(_find_new.__func__))


# sys

def setrecursionlimit(limit, /):
    if type(limit) is not int:
        raise TypeError('an integer is required')
    if limit < 1:
        raise ValueError('recursion limit must be greater or equal than 1')
    _sys.setrecursionlimit(min(limit, recursion_limit()))


def exit(status=None, /):
    raise SystemExit(status)
)PY";

}  // namespace stockade::executor::worker
