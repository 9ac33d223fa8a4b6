# stopped-by: kernel
# preload: ctypes
# expect: errno 1|errno 38|signal 31
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
print('REACHED', flush=True)
if libc.syscall(0x40000000 + 39) > 0:
    print('ESCAPED')
print('errno', ctypes.get_errno())
