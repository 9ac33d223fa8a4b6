# row: 49
# limits: wall=800ms
# verdict: wall_limit
say('REACHED')
os.kill(os.getpid(), signal.SIGSTOP)
