# row: 38
# limits: wall=800ms
# verdict: wall_limit
say('REACHED')
os.write(3, (5000).to_bytes(4, 'little') + bytes([11]))
while True:
    os.write(3, b'\0')
    time.sleep(0.01)
