# row: 31
# case: call(0x40000000 | 39) -> SIGSYS
# case: call(0x40000000 | 512, 0, 0, 0, 0) -> SIGSYS
# case: call(-1) -> SIGSYS
