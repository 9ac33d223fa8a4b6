# stopped-by: kernel
# preload: ctypes
# expect: errno 1|errno 13|signal 31
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
libc.mmap.restype = ctypes.c_void_p
print('REACHED', flush=True)
if libc.mmap(None, 4096, 7, 0x22, -1, 0) != ctypes.c_void_p(-1).value:
    print('ESCAPED')
print('errno', ctypes.get_errno())
