# stopped-by: kernel
# preload: ctypes
# expect: errno 38|signal 31
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
print('REACHED', flush=True)
if libc.syscall(435, 0, 0) >= 0:
    print('ESCAPED')
print('errno', ctypes.get_errno())
