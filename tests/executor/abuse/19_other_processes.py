# row: 19
# case: call(101, 16, 1, 0, 0) -> SIGSYS
# case: call(310, 1, 0, 0, 0, 0, 0) -> SIGSYS
# case: call(311, 1, 0, 0, 0, 0, 0) -> SIGSYS
# case: call(312, 1, os.getpid(), 0, 0, 0) -> SIGSYS
# case: call(438, 3, 0, 0) -> SIGSYS
# case: call(434, 1, 0) -> EPERM
# case: call(440, 3, 0, 0, 0) -> EPERM
# case: open('/proc/1/mem', 'rb') -> ENOENT
# case: open('/proc/self/mem', 'wb') -> ENOENT
