# stopped-by: kernel
# preload: ctypes
# expect: errno 1|errno 38|signal 31
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
buf = ctypes.create_string_buffer(512)
print('REACHED', flush=True)
if libc.syscall(425, 4, buf) >= 0:
    print('ESCAPED')
print('errno', ctypes.get_errno())
