# row: 53
# case: signal.setitimer(signal.ITIMER_REAL, 1) -> EPERM
# case: call(37, 1) -> EPERM
# case: call(222, 0, 0, 0) -> EPERM
# case: call(283, 1, 0) -> EPERM
# case: call(227, 0, 0) -> SIGSYS
