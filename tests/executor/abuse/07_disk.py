# row: 7
# case: os.posix_fallocate(1, 0, 1 << 40) -> EPERM
# case: os.ftruncate(1, 1 << 40) -> EPERM
# case: os.truncate('/x', 1 << 40) -> EPERM
