# row: 38
# verdict: protocol_error
say('REACHED')
frame = bytes(4) + bytes([16])
while True: os.write(3, frame * 1000)
