# row: 22
# case: socket.socket(socket.AF_INET) -> EPERM
# case: socket.socket(socket.AF_INET6) -> EPERM
# case: socket.socket(socket.AF_INET, socket.SOCK_DGRAM) -> EPERM
# case: call(42, 3, 0, 0) -> EPERM
# case: call(49, 3, 0, 0) -> EPERM
# case: call(44, 3, b'x', 1, 0, 0, 0) -> EPERM
