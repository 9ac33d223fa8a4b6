# row: 26
# case: call(444, 0, 0, 1) -> EPERM
# case: call(446, 3, 0) -> EPERM
# case: call(253) -> EPERM
# case: call(291, 0) -> EPERM
# case: call(290, 0, 0) -> EPERM
# case: call(213, 1) -> EPERM
# case: call(324, 0, 0, 0) -> EPERM
# case: call(314, 0, ctypes.create_string_buffer(48), 0) -> EPERM
# case: call(429, 0, 0) -> SIGSYS
# case: call(432, -1, 0, 0) -> SIGSYS
# case: call(442, -100, 0, 0, 0, 0) -> SIGSYS
# case: call(461, 0) -> ENOSYS
# case: call(462, 0, 4096, 0) -> ENOSYS
# case: call(1000) -> ENOSYS
