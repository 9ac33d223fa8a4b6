# row: 30
# case: os.execv('/bin/sh', ['sh']) -> EPERM
# case: call(322, 1, b'', 0, 0, 0x1000) -> EPERM
# case: call(319, b'x', 0) -> EPERM
# case: os.execv('/lib64/ld-linux-x86-64.so.2', ['ld', '/bin/sh']) -> EPERM
