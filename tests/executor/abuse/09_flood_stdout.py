# row: 9
# verdict: output_limit
say('REACHED')
while True:
    os.write(1, b'x' * 4096)
