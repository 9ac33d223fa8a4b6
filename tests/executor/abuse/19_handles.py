# row: 19
# case: call(434, os.getpid(), 0) -> EPERM
# case: call(434, 1, 0) -> EPERM
# case: call(440, 0, 0, 0, 0, 0) -> EPERM
# case: call(448, 0, 0) -> EPERM
# case: call(424, 0, 9, 0, 0) -> EPERM
# case: call(61, -1, 0, 0, 0) -> EPERM
# case: call(247, 0, 0, 0, 4, 0) -> EPERM
# case: call(438, 3, 3, 0) -> SIGSYS
