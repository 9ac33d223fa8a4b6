# row: 12
# verdict: cpu_limit
say('REACHED')
while True:
    pass
