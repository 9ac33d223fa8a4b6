# row: 38
# verdict: protocol_error
say('REACHED')
body = bytes(8) + bytes(4)
os.write(3, len(body).to_bytes(4, 'little') + bytes([8]) + body)
time.sleep(60)
