# row: 32
# case: mmap.mmap(-1, 4096, prot=7) -> EPERM
# case: call(9, 0, 4096, 5, 0x22, -1, 0) -> EPERM
# case: call(10, ctypes.cast(libc.getpid, ctypes.c_void_p).value & ~4095, 4096, 5) -> EPERM
# case: call(329, 0, 4096, 5, 0) -> EPERM
# case: call(216, 0, 4096, 5, 0, 0) -> EPERM
# case: call(30, 0, 0, 0o100000) -> EPERM
