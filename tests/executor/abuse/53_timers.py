# row: 53
# case: signal.setitimer(signal.ITIMER_PROF, 0.01, 0.01) -> EPERM
# case: call(305, 0, ctypes.create_string_buffer(256)) -> EPERM
# case: call(159, ctypes.create_string_buffer(256)) -> EPERM
# case: call(232, 3, 0, 0, 0) -> EPERM
