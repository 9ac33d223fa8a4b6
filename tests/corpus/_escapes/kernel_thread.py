# stopped-by: kernel
# preload: _thread
# expect: errno 0|signal 31
import _thread
print('REACHED', flush=True)
try:
    _thread.start_new_thread(print, ('ESCAPED',))
    for i in range(1000000):
        pass
except RuntimeError as e:
    print('errno 0', e)
