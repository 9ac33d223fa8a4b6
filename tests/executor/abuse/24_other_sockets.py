# row: 24
# case: socket.socket(16, socket.SOCK_RAW) -> EPERM
# case: socket.socket(38, socket.SOCK_SEQPACKET) -> EPERM
# case: socket.socket(40, socket.SOCK_STREAM) -> EPERM
# case: socket.socket(17, socket.SOCK_RAW) -> EPERM
# case: socket.socket(31, socket.SOCK_RAW, 1) -> EPERM
