# row: 5
# case: mmap.mmap(-1, 200 << 20) -> ENOMEM
# case: open('/dev/shm/x', 'wb') -> ENOENT
# case: os.memfd_create('x') -> EPERM
# case: call(29, 0, 1 << 20, 0o1777) -> EPERM
