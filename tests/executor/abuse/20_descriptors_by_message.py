# row: 20
# case: call(46, 3, ctypes.create_string_buffer(56), 0) -> EPERM
# case: call(47, 3, ctypes.create_string_buffer(56), 0) -> EPERM
# case: call(307, 3, ctypes.create_string_buffer(64), 1, 0) -> EPERM
# case: call(299, 3, ctypes.create_string_buffer(64), 1, 0, 0) -> EPERM
# case: call(275, 3, 0, 1, 0, 16, 0) -> EPERM
# case: call(276, 0, 1, 16, 0) -> EPERM
# case: call(278, 1, 0, 0, 0) -> EPERM
# case: call(40, 1, 3, 0, 16) -> EPERM
# case: call(55, 3, 1, 17, 0, 0) -> EPERM
# case: call(292, 1, 9, 0) -> EPERM
# case: os.write(4, b'x') -> EBADF
