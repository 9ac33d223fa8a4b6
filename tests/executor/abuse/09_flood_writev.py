# row: 9
# verdict: output_limit
say('REACHED')
while True:
    os.writev(1, [b'x' * 16] * 1000)
    os.writev(2, [b'y'] * 1000)
