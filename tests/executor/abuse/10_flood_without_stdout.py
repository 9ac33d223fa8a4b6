# row: 10
# verdict: output_limit
say('REACHED')
os.close(0)
os.close(1)
while True:
    os.write(2, b'x' * 4096)
