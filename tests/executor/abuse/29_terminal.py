# row: 29
# case: call(16, 0, 0x5412, b'x') -> EPERM
# case: call(16, 0, 0x541C, b'\3') -> EPERM
# case: call(16, 1, 0x5410, b'\0' * 8) -> EPERM
# case: open('/dev/tty') -> ENOENT
# case: os.isatty(0) or os.isatty(1) -> False
