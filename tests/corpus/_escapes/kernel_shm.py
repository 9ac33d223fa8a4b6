# stopped-by: kernel
# preload: ctypes
# expect: errno 1|errno 38|signal 31
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
print('REACHED', flush=True)
if libc.shmget(0, 4096, 0o1600) >= 0:
    print('ESCAPED')
print('errno', ctypes.get_errno())
