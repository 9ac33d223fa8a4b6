# row: 17
# case: os.fork() -> EPERM
# case: call(58) -> EPERM
# case: call(56, 17, 0, 0, 0, 0) -> EPERM
# case: os.setsid() -> EPERM
# case: os.setpgid(0, 0) -> EPERM
# case: os.posix_spawn('/bin/sh', ['sh'], {}) -> EPERM
