# row: 11
# case: select.select([0], [], [], 60) -> EPERM
# case: call(34) -> EPERM
# case: os.waitpid(-1, 0) -> EPERM
# case: os.read(0, 1) == b'' -> True
