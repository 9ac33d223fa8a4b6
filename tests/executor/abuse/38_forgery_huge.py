# row: 38
# verdict: protocol_error
def frame(kind, body):
    return len(body).to_bytes(4, 'little') + bytes([kind]) + body
reply = frame(11, b'\0' + (1).to_bytes(4, 'little') + b'T' + bytes(4 * 3) + bytes(4) + bytes(8) + bytes(4))
say('REACHED')
os.write(3, b'\xff\xff\xff\xff\x0b')
time.sleep(60)
