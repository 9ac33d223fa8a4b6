# stopped-by: kernel
# preload: ctypes,mmap
# expect: errno 1|errno 13|signal 31
import ctypes, mmap
libc = ctypes.CDLL(None, use_errno=True)
m = mmap.mmap(-1, 4096)
address = ctypes.addressof(ctypes.c_char.from_buffer(m))
print('REACHED', flush=True)
if libc.mprotect(ctypes.c_void_p(address), 4096, 7) == 0:
    print('ESCAPED')
print('errno', ctypes.get_errno())
