# row: 18
# case: os.kill(-1, 9) -> EPERM
# case: os.kill(os.getppid() or 1, 9) -> EPERM
# case: os.kill(1, 9) -> EPERM
# case: os.killpg(0, 9) -> EPERM
# case: call(234, 1, 1, 9) -> EPERM
# case: call(200, 1, 9) -> EPERM
# case: call(129, 1, 9, 0) -> EPERM
# case: call(424, 3, 9, 0, 0) -> EPERM
