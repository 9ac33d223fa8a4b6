#include "executor/worker/prelude.h"

namespace stockade::executor::worker {

// After kPreludeOfAll, whose names it uses.
const char kPreludeOfLibrary[] = R"PY(
# The one list: argparse reads the real module's.
argv = _sys.argv = ['submission.py']
stdin, stdout, stderr = _sys.stdin, _sys.stdout, _sys.stderr


def exc_info():
    return _sys.exc_info()[:2] + (None,)


# os

environ = {}


def getenv(key, default=None):
    return environ.get(key, default)


# types: what isinstance and class patterns ask for

CodeType = filter_value(_types.CodeType)
FrameType = filter_value(_types.FrameType)
FunctionType = filter_value(_types.FunctionType)
ModuleType = filter_value(_types.ModuleType)
TracebackType = filter_value(_types.TracebackType)


# contextlib: the streams of the real sys, which print and library code write to

class redirect_stdout(_contextlib.AbstractContextManager):
    def __init__(self, new_target):
        self._new_target = new_target
        self._old_targets = []

    def __enter__(self):
        self._old_targets.append(_sys.stdout)
        _sys.stdout = self._new_target
        return self._new_target

    def __exit__(self, kind, value, traceback):
        _sys.stdout = self._old_targets.pop()


class redirect_stderr(_contextlib.AbstractContextManager):
    def __init__(self, new_target):
        self._new_target = new_target
        self._old_targets = []

    def __enter__(self):
        self._old_targets.append(_sys.stderr)
        _sys.stderr = self._new_target
        return self._new_target

    def __exit__(self, kind, value, traceback):
        _sys.stderr = self._old_targets.pop()


for _class in (redirect_stdout, redirect_stderr):
    _class.__module__ = 'contextlib'


# __new__ of a subclass may give any object, and gets the callbacks set.

def pop_all(self):
    made = type(self)()
    if type(made) is not type(self):
        raise TypeError('the new stack must be of the type of the old one')
    made._exit_callbacks = self._exit_callbacks
    self._exit_callbacks = _collections.deque()
    return made


_contextlib._BaseExitStack.pop_all = pop_all


# string and collections: field paths go through the guard

def _get_field(self, field_name, args, kwargs):
    first, rest = _split_field_name(field_name)
    value = self.get_value(first, args, kwargs)
    for is_attribute, key in rest:
        value = guarded_getattr(value, key) if is_attribute else filter_value(value[key])
    return value, first


_string.Formatter.get_field = _get_field
_string.Formatter.format_field = lambda self, value, format_spec: format_field(value, format_spec)
_collections.UserString.format = (
    lambda self, /, *args, **kwds: guarded_getattr(self.data, 'format')(*args, **kwds))
_collections.UserString.format_map = (
    lambda self, mapping: guarded_getattr(self.data, 'format_map')(mapping))


# warnings: the module= of CPython's is an object whose attributes are set, and one of the object's own

def _take_module(self, module):
    if module is not _warnings:
        raise TypeError('catch_warnings() takes no module here')


_warnings.catch_warnings._module = property(lambda self: _warnings, _take_module)


# @deprecated puts a __new__ into a class.

if hasattr(_warnings, 'deprecated'):
    _plain_mark_deprecated = _warnings.deprecated.__call__

    def _mark_deprecated(self, arg, /):
        check_writable(arg)
        return _plain_mark_deprecated(self, arg)

    _warnings.deprecated.__call__ = _mark_deprecated


# Lines of source for warnings and tracebacks: there are no files, and the name of one is the caller's.

_linecache.cache.clear()
_linecache.updatecache = lambda filename, module_globals=None: []
_linecache.lazycache = lambda filename, module_globals: False
_linecache.checkcache = lambda filename=None: None


# threading: the reason beside the kernel's refusal

def _explain_threads(start):
    def start_thread(*args, **kwargs):
        try:
            return start(*args, **kwargs)
        except RuntimeError:
            raise RuntimeError("can't start new thread: the policy of this run does not allow it; call the "
                               'function instead') from None
    return start_thread


for _name in ('_start_new_thread', '_start_joinable_thread'):
    if hasattr(_threading, _name):
        setattr(_threading, _name, _explain_threads(getattr(_threading, _name)))


# timeit: callables only

class Timer:
    def __init__(self, stmt='pass', setup='pass', timer=_time.perf_counter, globals=None):
        for part in (stmt, setup):
            if not callable(part) and part != 'pass':
                raise TypeError('timeit takes a callable here: text is not run')
        self._statement = stmt if callable(stmt) else (lambda: None)
        self._setup = setup if callable(setup) else (lambda: None)
        self._timer = timer

    def timeit(self, number=1000000):
        self._setup()
        statement, timer = self._statement, self._timer
        start = timer()
        for _ in range(number):
            statement()
        return timer() - start

    def repeat(self, repeat=5, number=1000000):
        return [self.timeit(number) for _ in range(repeat)]

    def autorange(self, callback=None):
        step = 1
        while True:
            for factor in (1, 2, 5):
                number = step * factor
                taken = self.timeit(number)
                if callback:
                    callback(number, taken)
                if taken >= 0.2:
                    return number, taken
            step *= 10


def timeit(stmt='pass', setup='pass', timer=_time.perf_counter, number=1000000, globals=None):
    return Timer(stmt, setup, timer).timeit(number)


def timeit_repeat(stmt='pass', setup='pass', timer=_time.perf_counter, repeat=5, number=1000000, globals=None):
    return Timer(stmt, setup, timer).repeat(repeat, number)


Timer.__module__ = 'timeit'


# What stands in for the builtins of library modules that take attribute names from their caller

def shadow_getattr(object, name, /, *default):
    if type(name) is str and name.startswith('_handle_conflict_'):
        return getattr(object, name, *default)  # argparse's own, by the word of its caller
    try:
        return guarded_getattr(object, name)
    except AttributeError:
        if default:
            return default[0]
        raise


def shadow_hasattr(object, name, /):
    try:
        guarded_getattr(object, name)
    except AttributeError:
        return False
    return True


shadow_setattr = guarded_setattr


# What the caller may not write to is not changed by way of its dict.
def shadow_vars(object, /):
    values = vars(object)
    try:
        check_writable(object)
    except TypeError:
        return dict(values)
    return values
)PY";

// Real logging, without str.format's field paths; a factory of records may give any object, and
// formats and defaults may be objects that answer to operators: they get no dict of another.
const char kPreludeOfLogging[] = R"PY(
import logging as _logging


def _values_of(style, record):
    values = record.__dict__
    if type(values) is not dict:
        raise TypeError('a log record must be an object with attributes')
    return {**(getattr(style, '_defaults', None) or {}), **values}


_logging.PercentStyle._format = lambda self, record: str.__mod__(self._fmt, _values_of(self, record))
_logging.StringTemplateStyle._format = lambda self, record: self._tpl.substitute(**_values_of(self, record))
_logging.StrFormatStyle._format = (
    lambda self, record: guarded_getattr(self._fmt, 'format')(**_values_of(self, record)))


def _add_to_record(record, values, taken=()):
    if not issubclass(type(record), _logging.LogRecord):
        raise TypeError('a log record factory must give log records')
    for name in values:
        if type(name) is not str or not storable(name):
            raise TypeError('a log record cannot have an attribute %r' % (name,))
        if name in taken:
            raise KeyError('Attempt to overwrite %r in LogRecord' % name)
        record.__dict__[name] = values[name]
    return record


def makeLogRecord(dict):
    return _add_to_record(_logging._logRecordFactory(None, None, '', 0, '', (), None, None), dict)


def _make_record(self, name, level, fn, lno, msg, args, exc_info, func=None, extra=None, sinfo=None):
    record = _logging._logRecordFactory(name, level, fn, lno, msg, args, exc_info, func, sinfo)
    return _add_to_record(record, extra or {}, {'message', 'asctime', *record.__dict__})


_logging.Logger.makeRecord = _make_record
)PY";

// The zones' files are read while there are files.
const char kPreludeOfZoneinfo[] = R"PY(
import io as _io
import os as _os
import zoneinfo as _zoneinfo
import zoneinfo._common as _zoneinfo_common

_zones = {}


def _read_zones(folder, prefix):
    try:
        entries = sorted(_os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.is_dir():
            if prefix or entry.name not in ('posix', 'right'):
                _read_zones(entry.path, prefix + entry.name + '/')
            continue
        with _io.FileIO(entry.path) as file:
            data = file.read()
        if data.startswith(b'TZif'):
            _zones.setdefault(prefix + entry.name, data)


for _folder in _zoneinfo.TZPATH:
    _read_zones(_folder, '')
_zones.pop('posixrules', None)
_zones.pop('localtime', None)
_zoneinfo.reset_tzpath(to=())


def _load_zone(key):
    if key not in _zones:
        raise _zoneinfo_common.ZoneInfoNotFoundError('No time zone found with key %s' % key)
    return _io.BytesIO(_zones[key])


_zoneinfo_common.load_tzdata = _load_zone


def available_timezones():
    return set(_zones)
)PY";

// Workers are forks of one process, so that its generator is theirs: each draws a seed of its own,
// as CPython's random does by itself.
const char kPreludeOfNumpy[] = R"PY(
import os as _os
import numpy.random as _numpy_random

_os.register_at_fork(after_in_child=lambda: _numpy_random.seed())
)PY";

// The last piece: what is left of the process's doors gets a plain answer before the kernel's.
// Nothing that a submission reaches calls these; nothing of the worker needs them from here on.
const char kPreludeOfDoors[] = R"PY(
def _refuse_door(*args, **kwargs):
    raise PermissionError(1, 'files, processes and the network are not there: a run can only compute')


for _module, _names in (
        ('builtins', 'open breakpoint input'),
        ('io', 'open open_code'),
        ('_io', 'open'),
        ('os', 'abort access chdir chmod chown chroot copy_file_range eventfd execl execle execlp execlpe execv '
               'execve execvp execvpe fchdir fchmod fchown fdopen fork forkpty ftruncate fwalk getxattr kill killpg '
               'lchown link listdir listxattr login_tty lstat makedirs memfd_create mkdir mkfifo mknod open openpty '
               'pidfd_open pipe pipe2 popen posix_spawn posix_spawnp putenv readlink remove removedirs removexattr '
               'rename renames replace rmdir scandir sendfile setxattr spawnl spawnle spawnlp spawnlpe spawnv '
               'spawnve spawnvp spawnvpe stat statvfs symlink system truncate unlink unsetenv utime walk'),
        ('posix', 'execv execve fork forkpty kill killpg memfd_create open pipe pipe2 posix_spawn posix_spawnp '
                  'system'),
        ('_posixsubprocess', 'fork_exec'),
        ('socket', 'create_connection create_server fromfd getaddrinfo socketpair'),
        ('_socket', 'getaddrinfo socketpair'),
        ('subprocess', 'Popen call check_call check_output getoutput getstatusoutput run')):
    if _module in _sys.modules:
        for _name in _names.split():
            if hasattr(_sys.modules[_module], _name):
                setattr(_sys.modules[_module], _name, _refuse_door)
)PY";

}  // namespace stockade::executor::worker
