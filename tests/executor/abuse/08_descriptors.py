# row: 8
# case: os.dup(1) -> EPERM
# case: os.dup2(1, 200) -> EPERM
# case: os.pipe() -> EPERM
# case: socket.socketpair() -> EPERM
# case: call(290, 0, 0) -> EPERM
