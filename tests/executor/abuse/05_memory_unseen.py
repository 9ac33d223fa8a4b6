# row: 5
# case: mmap.mmap(-1, 1 << 21, flags=0x40022) -> EPERM
# case: call(447, 0) -> EPERM
# case: call(216, 0, 4096, 0, 0, 0) -> EPERM
# case: call(149, 0, 4096) -> EPERM
# case: call(151, 3) -> EPERM
# case: call(237, 0, 4096, 0, 0, 0, 0) -> EPERM
# case: call(238, 0, 0, 0) -> EPERM
# case: call(323, 1) -> SIGSYS
