# row: 23
# case: socket.socket(socket.AF_UNIX) -> EPERM
# case: socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) -> EPERM
