# row: 27
# case: call(435, 0, 0) -> ENOSYS
# case: call(56, 0x10000000 | 17, 0, 0, 0, 0) -> EPERM
# case: call(272, 0x10000000) -> SIGSYS
# case: call(308, 3, 0) -> SIGSYS
# case: call(165, b'none', b'/', b'tmpfs', 0, 0) -> SIGSYS
# case: call(155, b'.', b'.') -> SIGSYS
# case: os.chroot('/') -> SIGSYS
# case: call(429, -1, b'', -1, b'', 0) -> SIGSYS
# case: call(428, -1, b'', 0) -> SIGSYS
# case: call(430, b'tmpfs', 0) -> SIGSYS
