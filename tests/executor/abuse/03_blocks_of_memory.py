# row: 3
# verdict: memory_limit
say('REACHED')
blocks = []
while True:
    blocks.append(bytearray(1 << 20))
