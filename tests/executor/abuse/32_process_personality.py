# row: 32
# case: call(135, 0x0400000) -> EPERM
# case: call(158, 0x1001, 0) -> EPERM
# case: call(317, 1, 0, 0) -> EPERM
# case: call(157, 22, 2, 0, 0, 0) -> EPERM
# case: call(157, 35, 1, 0, 0, 0) -> EPERM
# case: call(157, 4, 1, 0, 0, 0) -> EPERM
# case: call(157, 65, 0, 0, 0, 0) -> EPERM
# case: call(157, 36, 1, 0, 0, 0) -> EPERM
# case: call(154, 0, 0, 0) -> SIGSYS
# case: call(329, 0, 4096, 4, 0) -> EPERM
# case: call(25, 0, 4096, 8192, 1, 0) -> EFAULT
