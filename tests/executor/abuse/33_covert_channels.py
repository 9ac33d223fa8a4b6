# row: 33
# case: fcntl.flock(1, 2) -> EPERM
# case: fcntl.lockf(1, 2) -> EPERM
# case: call(29, 1234, 4096, 0o1666) -> EPERM
# case: call(64, 1234, 1, 0o1666) -> EPERM
# case: call(68, 1234, 0o1666) -> EPERM
# case: call(240, b'x', 66, 0o666, 0) -> EPERM
# case: call(72, 1, 1031, 4096) -> EPERM
