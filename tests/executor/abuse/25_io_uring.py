# row: 25
# case: call(425, 8, b'\0' * 120) -> ENOSYS
# case: call(426, 3, 1, 0, 0, 0, 0) -> ENOSYS
# case: call(427, 3, 0, 0, 0) -> ENOSYS
