# row: 26
# case: call(323, 0) -> SIGSYS
# case: call(321, 0, 0, 0) -> SIGSYS
# case: call(250, 0, 0, 0, 0, 0) -> SIGSYS
# case: call(248, b'user', b'x', b'y', 1, -3) -> SIGSYS
# case: call(298, 0, 0, -1, -1, 0) -> SIGSYS
# case: call(300, 0, 0) -> SIGSYS
# case: call(246, 0, 0, 0, 0) -> SIGSYS
# case: call(103, 2, 0, 0) -> SIGSYS
