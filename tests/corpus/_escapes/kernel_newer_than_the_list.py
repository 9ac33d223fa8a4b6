# stopped-by: kernel
# preload: ctypes
# expect: errno 38|errno 1
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
print('REACHED', flush=True)
if libc.syscall(460, 0, 0, 0) >= 0:
    print('ESCAPED')
print('errno', ctypes.get_errno())
