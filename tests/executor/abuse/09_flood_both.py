# row: 9
# verdict: output_limit
say('REACHED')
while True:
    os.write(1, b'x' * 512)
    os.write(2, b'y' * 512)
