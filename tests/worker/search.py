"""Walks from what a submission can name, by what guards and facades let it do, and says what it got hold of.

Run by search_test.cc inside a worker's interpreter, with the real builtins and these helpers: guarded_getattr(o, n),
may_be_bare(n), own_names(o), guarded_iter(o), is_facade(o), seeds (path -> object), own_functions (probes of one argument that
the submission defines), most (how many objects to open), deepest.
"""
import collections
import fractions
import functools
import gc
import importlib
import io
import itertools
import os
import signal
import socket
import subprocess
import sys
import time
import types

# ---- what must not be reached

forbidden = {}  # id -> what it is


def forbid(value, what):
    forbidden[id(value)] = what
    keep.append(value)


keep = []  # ids stay unique
for name in ('eval', 'exec', 'compile', 'open', '__import__', 'globals', 'locals', 'breakpoint', 'input', 'getattr',
             'setattr', 'delattr', 'vars', 'hasattr', 'print', 'exit', 'quit', 'help', '__build_class__'):
    if hasattr(__builtins__, name):
        forbid(getattr(__builtins__, name), 'the real ' + name)
forbid(__builtins__.__dict__, 'the dict of builtins')
forbid(sys.modules, 'sys.modules')
forbid(type.__dict__['__subclasses__'], 'type.__subclasses__')
forbid(types.FunctionType, 'the class of functions')
forbid(types.CodeType, 'the class of code')
forbid(own_globals, 'the globals of the submission')
forbid(own_globals['__builtins__'], 'the curated builtins')
for name, module in list(sys.modules.items()):
    if isinstance(module, types.ModuleType):
        forbid(module, 'module ' + name)
        forbid(module.__dict__, 'the globals of module ' + name)
for name in ('posix', '_posixsubprocess', '_socket', '_thread', '_imp', '_ctypes', 'gc', '_signal', 'fcntl',
             'importlib._bootstrap', 'importlib._bootstrap_external', 'subprocess', 'inspect', 'sys'):
    module = sys.modules.get(name)
    for key, value in list(getattr(module, '__dict__', {}).items()):
        shown = {'posix': ('fspath', 'urandom', 'strerror', 'error', 'environ', '_path_normpath', '_path_splitroot_ex'),
                 '_thread': ('allocate_lock', 'lock', 'LockType', 'RLock', 'get_ident', 'stack_size', '_local',
                             'error'),
                 'sys': ('exit', 'intern', 'getsizeof', 'getrecursionlimit', 'getdefaultencoding', 'getrefcount',
                         'get_int_max_str_digits', 'set_int_max_str_digits', 'exception')}.get(name, ())
        own = getattr(value, '__module__', name) == name
        if callable(value) and key not in shown and own and not isinstance(value, type):
            forbid(value, name + '.' + key)

text_streams = (io.StringIO, io.BytesIO)
io_base = io.IOBase.__mro__[1]
mro_of = type.__dict__['__mro__'].__get__


setters = (types.WrapperDescriptorType, types.MethodWrapperType)
library_object = functools.partial(len)


def refuses(setter):
    """Does object's __setattr__ or __delattr__, as a submission gets it, keep to what setattr() may do?"""
    if type(setter.__self__) is types.MethodWrapperType:
        if setter.__self__.__name__ not in ('__setattr__', '__delattr__'):
            return False
        trials = [('__class__', int), ('__class__',), ('__dict__', {})]
        if type(setter.__self__.__self__).__module__ != own_globals['__name__']:
            trials.append(('x', 1))
    else:
        if setter.__self__ not in (object.__setattr__, object.__delattr__):
            return False
        own = own_functions['instance']
        trials = ((own, '__class__', int), (own, '__class__'), (own, '__dict__', {}), (type(own), 'x', 1),
                  (library_object, 'x', 1), (library_object, 'x'), (fractions.Fraction, 'x', 1))
    return all(type(attempt(setter, *trial)) in (TypeError, AttributeError) for trial in trials)


def judge(value):
    """What forbidden thing `value` is, or None."""
    kind = type(value)
    if id(value) in forbidden:
        return forbidden[id(value)]
    order = mro_of(kind)
    if types.ModuleType in order:
        return 'a module'
    if kind in (types.FrameType, types.CodeType, types.TracebackType, types.CellType):
        return 'a ' + kind.__name__
    if type in order and type in mro_of(value):
        # `type` itself may come out of library code; what may not is a class that it makes.
        if type(attempt(own_functions['made'], value)) is not TypeError:
            return 'a metaclass that makes classes'
    if io_base in order and not any(stream in order for stream in text_streams):
        return 'a file'
    if socket.socket in order:
        return 'a socket'
    if kind is types.BuiltinMethodType:
        if isinstance(value.__self__, type) and value.__name__ in ('__subclasses__', 'mro'):
            return 'bound ' + value.__name__
        if value.__name__ == '__setattr__' and type(value.__self__) in setters and refuses(value):
            return None
        if value.__name__ in ('__getattribute__', '__setattr__', '__reduce_ex__', '__reduce__'):
            return 'bound ' + value.__name__
    if kind is types.MethodWrapperType and value.__name__ in ('__getattribute__', '__setattr__', '__delattr__'):
        return 'bound ' + value.__name__
    if kind is types.MethodWrapperType and value.__name__ == '__call__' and value.__self__ is type:
        return 'the call of type'
    return None


# ---- how a submission goes on from an object

harmless = [(), (1,), ('a',), ([1, 2],), ({'a': 1},), (int,), (own_functions['function'],), ('a', 1),
            (own_functions['instance'], 'a')]
blocking = {'sleep', 'setrecursionlimit', 'set_int_max_str_digits', 'run_forever', 'acquire', 'wait', 'wait_for',
            'join', 'get', 'put', 'disable', 'shutdown', 'pbkdf2_hmac', 'scrypt', 'stack_size', 'collect', 'timeit',
            'repeat', 'autorange', 'timeit_repeat', 'exit', 'HtmlDiff', 'prcal', 'set_event_loop'}
special = ('__name__', '__qualname__', '__doc__', '__class__', '__init__', '__new__', '__enter__', '__exit__',
           '__iter__', '__next__', '__call__', '__getitem__', '__format__', '__members__', '__annotations__',
           '__wrapped__', '__self__', '__func__', '__globals__', '__dict__', '__module__', '__base__', '__bases__',
           '__mro__', '__subclasses__', '__code__', '__closure__', '__traceback__', '__context__', '__cause__',
           '__reduce_ex__', '__reduce__', '__getstate__', '__getattribute__', '__builtins__', '__loader__',
           '__spec__', '__objclass__', '__await__', '__aiter__', '__anext__', '__missing__', '__copy__',
           '__deepcopy__', '__class_getitem__', '__init_subclass__', '__notes__', '__slots__', '__or__', '__get__',
           '__set_name__', '__origin__', '__args__', '__parameters__', 'obj', 'mro', 'gi_frame', 'cr_frame',
           'ag_frame', 'gi_code', 'tb_frame', 'f_back', '_asdict', '_make', '_replace', '_value_', '_missing_')


Late = KeyboardInterrupt  # no class statement here: that is the submission's alone


def too_late(number, frame):
    raise Late


signal.signal(signal.SIGALRM, too_late)


def attempt(function, *args):
    """What a submission gets of a call: the value, or the exception that it can catch."""
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.2)
        try:
            return function(*args)
        except Late:
            return None
        except BaseException as error:
            return error
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    except Late:  # in the last moment
        return None


def attributes(value):
    try:
        names = set(type.__dir__(value) if isinstance(value, type) else object.__dir__(value))
    except Exception:
        names = set()
    if is_facade(value):
        names.update(dir(value))
    return sorted(name for name in names | set(special) if type(name) is str)


alike = collections.Counter()
functions = (types.FunctionType, types.BuiltinFunctionType, types.MethodType, types.MethodWrapperType,
             types.WrapperDescriptorType, types.MethodDescriptorType, types.ClassMethodDescriptorType,
             types.GetSetDescriptorType, types.MemberDescriptorType)
plain = (int, float, complex, str, bytes, bytearray, bool, type(None), type(Ellipsis), type(NotImplemented))


containers = (dict, list, tuple, set, frozenset)


def contents(value):
    """What lies open in a container or an exception: every one of them is looked into."""
    if isinstance(value, dict):
        return list(value.values())[:50]
    return list(value.args if isinstance(value, BaseException) else value)[:50]


def steps(value):
    """(step, result) for all that a submission may do with `value` alone."""
    kind = type(value)
    if callable(value) and not isinstance(value, type):
        owner = getattr(value, '__self__', None)
        name = getattr(value, '__name__', '')
        if not (isinstance(name, str) and name in blocking):
            for args in harmless:
                yield '(%d)' % len(args), attempt(value, *args)
    elif isinstance(value, type):
        for args in harmless[:6]:
            yield '(%d)' % len(args), attempt(value, *args)
    # Functions are all alike but for what they give.
    alike[kind] += 1
    if kind in functions and alike[kind] > 4:
        return
    for name in attributes(value):
        try:
            yield '.' + name, guarded_getattr(value, name)
        except Exception as error:
            yield '.%s raised' % name, error
        # The own guard gives out some objects themselves, and no filter stands behind a bare read.
        if may_be_bare(name) or name[0] == '_' and name[-2:] != '__' and own_names(value):
            try:
                yield '.%s bare' % name, getattr(value, name)
            except Exception:
                pass
    try:
        for item in itertools.islice(guarded_iter(value), 4):
            yield '[i]', item
    except BaseException as error:
        yield ' iterated raised', error
    for key in (0, 'a', int, slice(None)):
        try:
            yield '[%r]' % (key,), value[key]  # a bare subscript has no guard
        except Exception as error:
            yield '[%r] raised' % (key,), error
    for label, operate in (('+', lambda: value + value), ('|', lambda: value | None), ('-', lambda: -value),
                           ('==', lambda: value == value), ('@', lambda: value @ value),
                           ('in', lambda: hasattr(kind, '__next__') or value in value), ('<', lambda: value < value)):
        yield label, attempt(operate)
    for label, probe in own_functions.items():
        if label not in ('function', 'instance', 'made'):
            yield '<%s>' % label, attempt(probe, value)


def shape_of(value):
    """What leads to the same places as `value` does, and how many of those are opened."""
    kind = type(value)
    if isinstance(value, type) or is_facade(value):
        return id(value), 1
    if kind in functions:
        owner = getattr(value, '__self__', None)
        return (kind, type(owner), getattr(value, '__module__', None), getattr(value, '__qualname__', None)), 1
    return kind, 2 if kind in plain else 3


def search():
    found, seen = [], set()
    per_shape = collections.Counter()
    open_now = [(value, path) for path, value in seeds.items()]
    total = 0
    for depth in range(deepest + 1):
        following = []
        for value, path in open_now:
            if id(value) in seen:
                continue
            seen.add(id(value))
            keep.append(value)
            total += 1
            what = judge(value)
            if what is not None:
                found.append((path, what))
                continue
            kind = type(value)
            if depth < deepest and (kind in containers or BaseException in mro_of(kind)):
                following += [(item, path + '[i]') for item in contents(value) if type(item) not in plain]
            shape, often = shape_of(value)
            per_shape[shape] += 1
            if per_shape[shape] > often:
                continue
            if depth == deepest or total > most:
                continue
            for step, result in steps(value):
                if id(result) not in seen and (type(result) not in plain or per_shape[type(result)] < 2):
                    following.append((result, path + step))
        open_now = following
    return found, total, depth


found, total, depth = search()

