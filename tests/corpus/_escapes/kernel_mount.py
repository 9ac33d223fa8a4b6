# stopped-by: kernel
# preload: ctypes
# expect: errno 1|signal 31
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
print('REACHED', flush=True)
if libc.mount(b'none', b'/', b'tmpfs', 0, None) == 0:
    print('ESCAPED')
print('errno', ctypes.get_errno())
