# row: 12
# verdict: cpu_limit
say('REACHED')
word = ctypes.c_int(0)
while True:
    libc.syscall(ctypes.c_long(202), ctypes.byref(word), 1, 1, 0, 0, 0)
    libc.syscall(ctypes.c_long(24))
