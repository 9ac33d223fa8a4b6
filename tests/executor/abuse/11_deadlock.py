# row: 11
# limits: wall=800ms
# verdict: wall_limit
lock = threading.Lock()
lock.acquire()
say('REACHED')
lock.acquire()
