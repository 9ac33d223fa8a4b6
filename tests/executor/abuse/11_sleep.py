# row: 11
# limits: wall=800ms
# verdict: wall_limit
say('REACHED')
time.sleep(60)
