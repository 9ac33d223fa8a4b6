# row: 49
# limits: wall=800ms
# verdict: wall_limit
say('REACHED')
signal.signal(signal.SIGCONT, lambda *given: os.kill(os.getpid(), signal.SIGSTOP))
while True: os.kill(os.getpid(), signal.SIGTSTP); os.kill(os.getpid(), signal.SIGSTOP)
