# row: 3
# limits: cpu=20s
# verdict: memory_limit
say('REACHED')
chain = None
while True:
    chain = (chain, 1.5, [])
