# row: 47
# case: resource.prlimit(0, resource.RLIMIT_AS, (-1, -1)) -> EPERM
# case: call(160, 0, 0) -> EPERM
# case: os.nice(-5) -> EPERM
# case: os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1)) -> EPERM
# case: os.sched_setaffinity(0, [0]) -> EPERM
# case: call(151, 1) -> EPERM
# case: open('/proc/self/oom_score_adj', 'w') -> ENOENT
# case: call(251, 1, 0, 1) -> EPERM
