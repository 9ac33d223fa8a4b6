# row: 2
# case: call(56, 0x3d0f00, 0, 0, 0, 0) -> EPERM
# case: call(56, 0x3d0f00 | 0x20000000, 0, 0, 0, 0) -> EPERM
# case: call(56, 0x3d0f00 | 1 << 32, 0, 0, 0, 0) -> EPERM
# case: call(56, 0x8011, 0, 0, 0, 0) -> EPERM
# case: call(56, 0x1a00011, 0, 0, 0, 0) -> EPERM
# case: call(435, ctypes.create_string_buffer(88), 88) -> ENOSYS
# case: call(60, 0) -> EPERM
