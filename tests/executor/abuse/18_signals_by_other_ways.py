# row: 18
# case: os.kill(os.getpid(), 0) -> None
# case: call(200, os.getpid(), 0) -> EPERM
# case: call(129, os.getpid(), 10, ctypes.create_string_buffer(128)) -> EPERM
# case: call(297, os.getpid(), os.getpid(), 10, ctypes.create_string_buffer(128)) -> EPERM
# case: call(62, os.getpid() + 1, 9) -> EPERM
# case: call(62, os.getpid() - 1, 9) -> EPERM
# case: call(62, -os.getpid(), 9) -> EPERM
# case: call(62, 1 << 31, 9) -> EPERM
# case: call(234, os.getpid() - 1, os.getpid() - 1, 9) -> EPERM
