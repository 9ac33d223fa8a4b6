#include "executor/worker/prelude.h"

namespace stockade::executor::worker {

// asyncio in one process without descriptors: a loop of callbacks and timers, and nothing else.
// AbstractEventLoop answers NotImplementedError for sockets, processes, signals and executors.
const char kPreludeOfAsyncio[] = R"PY(
import asyncio as _asyncio
import asyncio.events as _events
import asyncio.futures as _futures
import asyncio.tasks as _tasks
import heapq as _heapq
import weakref as _weakref
from asyncio.log import logger as _asyncio_logger


class EventLoop(_events.AbstractEventLoop):
    def __init__(self):
        self._ready = _collections.deque()
        self._timers = []
        self._generators = _weakref.WeakSet()
        self._running = self._stopping = self._closed = self._debug = False
        self._task_factory = self._exception_handler = None

    def __repr__(self):
        return '<EventLoop running=%s closed=%s debug=%s>' % (self._running, self._closed, self._debug)

    def is_running(self):
        return self._running

    def is_closed(self):
        return self._closed

    def time(self):
        return _time.monotonic()

    def get_debug(self):
        return self._debug

    def set_debug(self, enabled):
        self._debug = bool(enabled)

    def stop(self):
        self._stopping = True

    def close(self):
        if self._running:
            raise RuntimeError('Cannot close a running event loop')
        self._closed = True
        self._ready.clear()
        self._timers.clear()

    def _check_open(self):
        if self._closed:
            raise RuntimeError('Event loop is closed')

    def call_soon(self, callback, *args, context=None):
        self._check_open()
        handle = _events.Handle(callback, args, self, context)
        self._ready.append(handle)
        return handle

    def call_soon_threadsafe(self, callback, *args, context=None):
        return self.call_soon(callback, *args, context=context)

    def call_later(self, delay, callback, *args, context=None):
        if delay is None:
            raise TypeError('delay must not be None')
        return self.call_at(self.time() + delay, callback, *args, context=context)

    def call_at(self, when, callback, *args, context=None):
        if when is None:
            raise TypeError('when cannot be None')
        self._check_open()
        handle = _events.TimerHandle(when, callback, args, self, context)
        _heapq.heappush(self._timers, handle)
        handle._scheduled = True
        return handle

    def _timer_handle_cancelled(self, handle):
        pass  # dropped when its time comes

    def create_future(self):
        return _futures.Future(loop=self)

    def create_task(self, coro, *, name=None, context=None):
        self._check_open()
        options = {} if context is None else {'context': context}
        if self._task_factory is not None:
            task = self._task_factory(self, coro, **options)
            if name is not None:
                task.set_name(name)
            return task
        return _tasks.Task(coro, loop=self, name=name, **options)

    def set_task_factory(self, factory):
        if factory is not None and not callable(factory):
            raise TypeError('task factory must be a callable or None')
        self._task_factory = factory

    def get_task_factory(self):
        return self._task_factory

    def set_exception_handler(self, handler):
        if handler is not None and not callable(handler):
            raise TypeError('A callable object or None is expected, got %r' % (handler,))
        self._exception_handler = handler

    def get_exception_handler(self):
        return self._exception_handler

    def default_exception_handler(self, context):
        lines = [context.get('message') or 'Unhandled exception in event loop']
        lines += ['%s: %r' % (key, context[key]) for key in sorted(context) if key not in ('message', 'exception')]
        error = context.get('exception')
        if error is not None:
            lines.append('%s: %s' % (type(error).__name__, error))
        _asyncio_logger.error('\n'.join(lines))

    def call_exception_handler(self, context):
        if self._exception_handler is None:
            self.default_exception_handler(context)
        else:
            self._exception_handler(self, context)

    def _step(self):
        now = self.time()
        while self._timers and (self._timers[0]._cancelled or self._timers[0]._when <= now):
            handle = _heapq.heappop(self._timers)
            handle._scheduled = False
            if not handle._cancelled:
                self._ready.append(handle)
        if not self._ready and not self._stopping:
            # Nothing else can happen before the next timer; without one, only the clock's end.
            _time.sleep(self._timers[0]._when - now if self._timers else 3600)
            return
        for _ in range(len(self._ready)):
            handle = self._ready.popleft()
            if not handle._cancelled:
                handle._run()

    def _generator_ended(self, generator):
        self._generators.discard(generator)
        if not self._closed:
            self.call_soon(self.create_task, generator.aclose())

    def run_forever(self):
        self._check_open()
        if self._running:
            raise RuntimeError('This event loop is already running')
        if _events._get_running_loop() is not None:
            raise RuntimeError('Cannot run the event loop while another loop is running')
        hooks = _sys.get_asyncgen_hooks()
        _sys.set_asyncgen_hooks(firstiter=self._generators.add, finalizer=self._generator_ended)
        self._running = True
        _events._set_running_loop(self)
        try:
            while True:
                self._step()
                if self._stopping:
                    break
        finally:
            self._stopping = self._running = False
            _events._set_running_loop(None)
            _sys.set_asyncgen_hooks(*hooks)

    def run_until_complete(self, future):
        self._check_open()
        if self._running:
            raise RuntimeError('This event loop is already running')
        if _events._get_running_loop() is not None:
            raise RuntimeError('Cannot run the event loop while another loop is running')
        ours = not _futures.isfuture(future)
        future = _tasks.ensure_future(future, loop=self)
        if ours:
            future._log_destroy_pending = False
        stop = lambda future: self.stop()
        future.add_done_callback(stop)
        try:
            self.run_forever()
        except BaseException:
            if ours and future.done() and not future.cancelled():
                future.exception()  # taken: it is not reported again
            raise
        finally:
            future.remove_done_callback(stop)
        if not future.done():
            raise RuntimeError('Event loop stopped before Future completed.')
        return future.result()

    async def shutdown_asyncgens(self):
        generators = list(self._generators)
        self._generators.clear()
        await _tasks.gather(*[generator.aclose() for generator in generators], return_exceptions=True)

    async def shutdown_default_executor(self, timeout=None):
        pass


class _LoopPolicy(_events.BaseDefaultEventLoopPolicy):
    _loop_factory = EventLoop


EventLoop.__module__ = 'asyncio'
EventLoop.__qualname__ = 'EventLoop'
_events.set_event_loop_policy(_LoopPolicy())
)PY";

}  // namespace stockade::executor::worker
